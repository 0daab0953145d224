"""A proxy on loopback that notes where it is asked to lead, and misbehaves as proxies in the field
do.

One port speaks HTTP (forwarding and CONNECT), SOCKS5, SOCKS4 and SOCKS4a, as the mixed port of
Clash does. It knows names that nobody else knows: whatever ends in `.test` is on this machine, at
the port that was asked for. So what reaches a server under such a name has come through the proxy.

    async with FakeProxy(user="ann", password="pass word") as proxy, FakeHub({}) as hub:
        address = named(hub.url, "hub.test")  # http://hub.test:43210
        ...
        assert proxy.hosts == {"hub.test"}
"""

from __future__ import annotations

import asyncio
import base64
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urlsplit

from tests.fakes.server import InThread

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]

# What it may do instead, once it has heard what is wanted of it.
FAULTS = ("refused", "password", "beyond", "page", "login", "silent", "dropped", "piecemeal")
_STATUS = {
    "refused": "403 Forbidden",
    "password": "407 Proxy Authentication Required",
    "beyond": "502 Bad Gateway",
}
_REPLY5 = {"refused": 2, "beyond": 4}
_PAGE = b"<!doctype html><title>Network login</title><p>Please sign in to the network.</p>"


@dataclass(frozen=True)
class Led:
    """Where it was asked to lead, in which protocol, and whether it did."""

    protocol: str
    host: str
    port: int
    done: bool = True


class _Door(InThread):
    """A port on loopback, behind TLS if there is a context; subclasses say what happens behind
    it."""

    def __init__(self, tls: ssl.SSLContext | None) -> None:
        self.port = 0
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.close()
        for writer in self._open.values():
            writer.transport.abort()  # which ends what waits for it
        await asyncio.gather(*self._open)

    async def answer(self, streams: Streams) -> None:
        """Called with each connection, which is closed afterwards."""
        raise NotImplementedError

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open[task] = writer
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                await self.answer((reader, writer))
        finally:
            await _closed(writer)
            del self._open[task]


class FakeProxy(_Door):
    """The proxy, and the notes it takes. `tls` lets it be spoken to by TLS; a `user` lets it want
    that and no other."""

    def __init__(
        self, *, user: str = "", password: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(tls)
        self.user, self.password = user, password
        self.fault = ""
        self.seen: list[Led] = []

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def hosts(self) -> set[str]:
        """Where it has led."""
        return {led.host for led in self.seen if led.done}

    def address(self, scheme: str, *, user: str | None = None, password: str | None = None) -> str:
        """The proxy's address as an operator writes it, with its own user and password unless
        others are given."""
        user = self.user if user is None else user
        password = self.password if password is None else password
        credentials = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
        return f"{scheme}://{credentials}{self.place}"

    async def answer(self, streams: Streams) -> None:
        """Speak what the first byte says."""
        reader, _ = streams
        first = await reader.readexactly(1)
        if first == b"\x05":
            await self._socks5(streams)
        elif first == b"\x04":
            await self._socks4(streams)
        elif not first.isalpha():  # TLS, where none is spoken
            await self._misbehave(streams, _http_answer("beyond"))
        else:
            await self._http(first, streams)

    async def _http(self, first: bytes, streams: Streams) -> None:
        reader, _ = streams
        head = first + await reader.readuntil(b"\r\n\r\n")
        request, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
        method, target, _ = request.split(" ")
        headers = dict(line.split(": ", 1) for line in lines)
        parts = urlsplit(target if method != "CONNECT" else f"//{target}")
        host, port = parts.hostname or "", parts.port or 80
        protocol = "connect" if method == "CONNECT" else "forward"
        fault = self._fault_of(headers.get("Proxy-Authorization", ""))
        if fault and fault not in ("piecemeal", "login"):
            self.seen.append(Led(protocol, host, port, done=False))
            return await self._misbehave(streams, _http_answer(fault))
        if method == "CONNECT":
            answer = [b"HTTP/1.1 200 Connection established\r\n", b"X-Proxy: fake\r\n", b"\r\n"]
            return await self._lead(
                streams, Led(protocol, host, port), answer, _http_answer("beyond")
            )
        kept = {
            name: value for name, value in headers.items() if not name.lower().startswith("proxy-")
        }
        kept["Connection"] = "close"
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        told = "".join(f"{name}: {value}\r\n" for name, value in kept.items())
        request_on = f"{method} {path} HTTP/1.1\r\n{told}\r\n".encode("latin-1")
        await self._lead(streams, Led(protocol, host, port), [], _http_answer("beyond"), request_on)

    async def _socks5(self, streams: Streams) -> None:
        reader, writer = streams
        (count,) = await reader.readexactly(1)
        methods = await reader.readexactly(count)
        if self.fault in ("page", "silent", "dropped"):
            self.seen.append(Led("socks5", "", 0, done=False))
            return await self._misbehave(streams, _PAGE)
        wanted = 2 if self.user or self.fault == "password" else 0
        if wanted not in methods:
            self.seen.append(Led("socks5", "", 0, done=False))
            return await self._misbehave(streams, b"\x05\xff")
        await self._say(writer, bytes([5, wanted]))
        if wanted:
            await reader.readexactly(1)
            user = await reader.readexactly((await reader.readexactly(1))[0])
            password = await reader.readexactly((await reader.readexactly(1))[0])
            if self.fault == "password" or (user.decode(), password.decode()) != (
                self.user,
                self.password,
            ):
                self.seen.append(Led("socks5", "", 0, done=False))
                return await self._misbehave(streams, b"\x01\x01")
            await self._say(writer, b"\x01\x00")
        _, _, _, kind = await reader.readexactly(4)
        host = await _socks_host(reader, kind)
        port = int.from_bytes(await reader.readexactly(2), "big")
        led = Led("socks5", host, port)
        if self.fault in _REPLY5:
            self.seen.append(Led("socks5", host, port, done=False))
            return await self._misbehave(streams, _reply5(_REPLY5[self.fault]))
        await self._lead(streams, led, [_reply5(0)], _reply5(4))

    async def _socks4(self, streams: Streams) -> None:
        reader, _ = streams
        await reader.readexactly(1)
        port = int.from_bytes(await reader.readexactly(2), "big")
        address = await reader.readexactly(4)
        await reader.readuntil(b"\0")
        host = ".".join(map(str, address))
        if address[:3] == b"\0\0\0":
            host = (await reader.readuntil(b"\0"))[:-1].decode()
        refusal = b"\x00\x5b" + bytes(6)
        if self.fault and self.fault not in ("piecemeal", "login"):
            self.seen.append(Led("socks4", host, port, done=False))
            return await self._misbehave(streams, _PAGE if self.fault == "page" else refusal)
        await self._lead(streams, Led("socks4", host, port), [b"\x00\x5a" + bytes(6)], refusal)

    def _fault_of(self, authorization: str) -> str:
        """The fault for an HTTP request with those credentials."""
        if self.user:
            right = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            if authorization != f"Basic {right}":
                return "password"
        return self.fault

    async def _lead(
        self,
        streams: Streams,
        led: Led,
        answer: list[bytes],
        unreachable: bytes,
        request: bytes = b"",
    ) -> None:
        """Connect the two sides, and copy until one of them ends."""
        host = "127.0.0.1" if led.host.endswith(".test") else led.host
        try:
            there = await asyncio.open_connection(host, led.port)
        except OSError:
            self.seen.append(Led(led.protocol, led.host, led.port, done=False))
            return await self._misbehave(streams, unreachable)
        self.seen.append(led)
        if self.fault == "login":  # it says yes, and comes with a page of its own
            await _closed(there[1])
            return await self._misbehave(streams, b"".join(answer) + _PAGE)
        try:
            for piece in answer:
                await self._say(streams[1], piece)
            there[1].write(request)
            await _join(streams, there)
        finally:
            await _closed(there[1])

    async def _say(self, writer: asyncio.StreamWriter, data: bytes) -> None:
        """Send it; piecemeal, byte by byte, each in a packet of its own."""
        pieces = [bytes([byte]) for byte in data] if self.fault == "piecemeal" else [data]
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.001 if len(pieces) > 1 else 0)

    async def _misbehave(self, streams: Streams, answer: bytes) -> None:
        """Give that answer and hang up; or none, as the fault has it."""
        reader, writer = streams
        if self.fault == "silent":
            await reader.read()  # until the other side has had enough
        elif self.fault != "dropped":
            writer.write(answer)
            await writer.drain()


class TlsFront(_Door):
    """A door with TLS before a plain server on loopback: it takes the TLS off and passes on what is
    in it."""

    def __init__(self, tls: ssl.SSLContext, behind: str) -> None:
        super().__init__(tls)
        parts = urlsplit(behind)
        self._behind = (parts.hostname, parts.port)

    async def answer(self, streams: Streams) -> None:
        """Pass on."""
        there = await asyncio.open_connection(*self._behind)
        try:
            await _join(streams, there)
        finally:
            await _closed(there[1])


def named(address: str, name: str, *, scheme: str = "", port: int | None = None) -> str:
    """The address of a server on this machine under a name that the proxy knows."""
    parts = urlsplit(address)
    return parts._replace(
        scheme=scheme or parts.scheme, netloc=f"{name}:{port or parts.port}"
    ).geturl()


def _http_answer(fault: str) -> bytes:
    status = _STATUS.get(fault, "200 OK")
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(_PAGE)}\r\n"
    if fault == "password":
        head += 'Proxy-Authenticate: Basic realm="proxy"\r\n'
    # A page where a tunnel was wanted comes without a status, as from a server that speaks
    # something else.
    return _PAGE if fault == "page" else f"{head}\r\n".encode() + _PAGE


def _reply5(code: int) -> bytes:
    """An answer with a name in it, whose length one must read before the rest."""
    return bytes([5, code, 0, 3, 4]) + b"test" + bytes(2)


async def _socks_host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == 3:
        return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    if kind == 1:
        return ".".join(map(str, await reader.readexactly(4)))
    groups = await reader.readexactly(16)
    return ":".join(groups[index : index + 2].hex() for index in range(0, 16, 2))


async def _join(here: Streams, there: Streams) -> None:
    """Copy in both directions until one side ends."""
    copies = (_copy(here[0], there[1]), _copy(there[0], here[1]))
    tasks = [asyncio.get_running_loop().create_task(copy) for copy in copies]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _closed(writer: asyncio.StreamWriter) -> None:
    """Hang up, and wait until that is done: the loop may end right after."""
    writer.close()
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(1):
            await writer.wait_closed()
    writer.transport.abort()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError, ssl.SSLError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
