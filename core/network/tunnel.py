"""Connections through a proxy of any protocol, for httpcore and for httpcore2.

The two have tunnels of their own, which are not used. Their HTTP tunnel keeps its place in the pool
for good when TLS fails behind the proxy, which is what Clash does while its node is down; a pool of
one place, such as the one that hears Telegram, then never opens again. Their SOCKS tunnel expects
an answer in one piece, waits for it without end, and knows only version 5. So HTTP is spoken by
h11, on which they are built, and SOCKS by python-socks, which aiohttp-socks brings for Discord
anyway.
"""

# Tested in tests/core/network/test_transport.py.

from __future__ import annotations

import asyncio
import base64
import ssl
from typing import Any

import h11

from core.network.proxies import Proxy, ProxyKind
from core.network.trouble import (
    ProxyFault,
    ProxyTrouble,
    fault_of_connecting,
    fault_of_socks,
    fault_of_status,
)

_PIECE = 4096


class TunnelBackend:
    """A network backend of httpcore's whose connections lead through the proxy.

    `core` is httpcore or httpcore2, whose errors and streams are the same under their names.
    """

    def __init__(self, core: Any, proxy: Proxy, tls: ssl.SSLContext) -> None:
        self._core = core
        self._proxy = proxy
        self._tls = tls
        self._inner = core.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's argument)
        **options: Any,
    ) -> Any:
        """A stream that ends at that host; raises ProxyTrouble, which httpcore lets through."""
        stream = None
        try:
            async with asyncio.timeout(timeout):
                stream = await self._inner.connect_tcp(
                    self._proxy.host, self._proxy.port, **options
                )
                if self._proxy.kind is ProxyKind.HTTPS:
                    stream = await stream.start_tls(self._tls, self._proxy.host)
                if self._proxy.is_socks:
                    await self._ask_by_socks(stream, host, port)
                else:
                    await self._ask_by_http(stream, host, port)
                return stream
        except BaseException as error:
            if stream is not None:
                await stream.aclose()
            fault = self._fault(error)
            if fault is None:
                raise
            raise ProxyTrouble(self._proxy, fault) from error

    async def sleep(self, seconds: float) -> None:
        """Called by the library between tries."""
        await self._inner.sleep(seconds)

    def _fault(self, error: BaseException) -> ProxyFault | None:
        """What the proxy did; None where that is known already, or somebody gave up waiting."""
        if isinstance(error, self._core.ConnectError):
            return fault_of_connecting(error)
        if isinstance(error, TimeoutError):
            return ProxyFault.SILENT
        if isinstance(error, self._core.NetworkError):
            return ProxyFault.STRANGE
        return None

    async def _ask_by_http(self, stream: Any, host: str, port: int) -> None:
        """Have the proxy open a tunnel (RFC 9110, 9.3.6)."""
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        headers = [("Host", target)]
        if self._proxy.user:
            credentials = f"{self._proxy.user}:{self._proxy.password}".encode()
            encoded = base64.b64encode(credentials).decode()
            headers.append(("Proxy-Authorization", f"Basic {encoded}"))
        connection = h11.Connection(h11.CLIENT)
        request = connection.send(h11.Request(method="CONNECT", target=target, headers=headers))
        connection.send(h11.EndOfMessage())
        await stream.write(request)
        response = await self._response(stream, connection)
        if not 200 <= response.status_code < 300:
            raise ProxyTrouble(self._proxy, fault_of_status(response.status_code))
        data, _ = connection.trailing_data
        if data:  # a page: the place itself says nothing before it is asked
            raise ProxyTrouble(self._proxy, ProxyFault.BROKEN)

    async def _response(self, stream: Any, connection: h11.Connection) -> h11.Response:
        """The proxy's answer; raises ProxyTrouble when it is none."""
        while True:
            try:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    connection.receive_data(await stream.read(_PIECE))
            except h11.RemoteProtocolError as error:
                raise ProxyTrouble(self._proxy, ProxyFault.STRANGE) from error
            if isinstance(event, h11.Response):
                return event

    async def _ask_by_socks(self, stream: Any, host: str, port: int) -> None:
        """Have the proxy lead there (RFC 1928, RFC 1929)."""
        # Imported where it is needed: most have no SOCKS.
        from python_socks import ProxyError
        from python_socks.async_.asyncio.v2 import Proxy as SocksProxy

        proxy = SocksProxy(
            socks_type(self._proxy.kind),
            self._proxy.host,
            self._proxy.port,
            self._proxy.user,
            self._proxy.password,
            rdns=True,
            forward=_Before(stream),  # type: ignore[arg-type]  # it only has to connect
        )
        try:
            await proxy.connect(host, port)
        except ProxyError as error:
            raise ProxyTrouble(self._proxy, fault_of_socks(str(error), error.error_code)) from error


def socks_type(kind: ProxyKind) -> Any:
    """What python-socks calls that kind."""
    from python_socks import ProxyType

    return ProxyType.SOCKS4 if kind is ProxyKind.SOCKS4 else ProxyType.SOCKS5


class _Before:
    """The open connection, as python-socks wants it: like a proxy in front of the proxy."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def connect(self, dest_host: str, dest_port: int) -> _SocksStream:
        """The connection to the proxy."""
        return _SocksStream(self._stream)


class _SocksStream:
    """A stream of httpcore's as python-socks speaks over it."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def write(self, data: bytes) -> None:
        """Send all of it."""
        await self._stream.write(data)

    async def read_exactly(self, size: int) -> bytes:
        """That many bytes; raises ProxyError when the proxy ends before."""
        from python_socks import ProxyError

        data = b""
        while len(data) < size:
            more = await self._stream.read(size - len(data))
            if not more:
                raise ProxyError("ended early")
            data += more
        return data

    async def close(self) -> None:
        """Do nothing after a failure: whoever opened the connection closes it."""
