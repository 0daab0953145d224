"""The listener of the webhook, from outside: who gets in, how much they may say, and what becomes
of it."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gzip
import json
import socket
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram import webhook as module
from bot.channels.telegram.webhook import SECRET, Door, Doors, Webhook
from tests.fakes.server import PATIENCE

PATH, KNOWN = "/secret/path", "s3cret"
UPDATE = {"update_id": 7, "message": {"text": "what nobody else shall read"}}


class Place:
    """A webhook that listens, and connections to it."""

    def __init__(self, webhook, port):
        self.webhook, self.port = webhook, port

    @asynccontextmanager
    async def connected(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield reader, writer
        finally:
            writer.close()

    async def says(self, raw):
        """Send those bytes; the status, and whether the connection was closed after an answer that
        was no 200."""
        async with self.connected() as (reader, writer):
            writer.write(raw)
            status = await answer(reader)
            return status, status != 200 and await closed(reader)

    def heard(self):
        """The updates that were queued."""
        found = []
        while not self.webhook.queue.empty():
            found.append(self.webhook.queue.get_nowait())
        return found


async def answer(reader):
    """The status of the answer that comes; None when the connection ends without one."""
    async with asyncio.timeout(PATIENCE):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
    length = [
        line for line in head.decode().split("\r\n") if line.lower().startswith("content-length")
    ]
    if length:
        await reader.readexactly(int(length[0].split(":")[1]))
    return int(head.split()[1])


async def closed(reader):
    """Whether the connection is closed, now or within the time that the listener lingers."""
    try:
        async with asyncio.timeout(3 * module.LINGER + 0.5):
            return await reader.read(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def request(
    body=None, *, secret=KNOWN, path=PATH, method="POST", version="1.1", length=None, **headers
):
    """The bytes of a request; headers by names with underscores, and None for those to leave
    out."""
    content = json.dumps(UPDATE).encode() if body is None else body
    lines = [f"{method} {path} HTTP/{version}", "Host: bot.example"]
    lines += [
        f"{SECRET}: {each}" for each in ([secret] if isinstance(secret, str) else secret or [])
    ]
    length = len(content) if length is None else length
    named = {"Content_Length": length, "Content_Type": "application/json"} | headers
    lines += [
        f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value is not None
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def chunked(body, size=1000):
    """The body in chunks."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@asynccontextmanager
async def listening():
    webhook = Webhook(f"https://bot.example{PATH}?a=1", KNOWN)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        async with Door(webhook).listening(listener):
            yield Place(webhook, listener.getsockname()[1])


@pytest.fixture
async def place():
    async with listening() as place:
        yield place


async def test_an_update_is_acknowledged_once_it_is_queued(place):
    async with place.connected() as (reader, writer):
        for _ in range(3):  # over one connection
            writer.write(request())
            assert await answer(reader) == 200

    assert place.heard() == [UPDATE] * 3


@pytest.mark.parametrize("lacks", [None, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT])
async def test_it_listens_by_both_protocols_as_far_as_there_are_two(monkeypatch, lacks):
    """Where a machine has only one, the other's socket is refused with one of these."""
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    made = socket.create_server

    def create(address, **how):
        if lacks and how:
            raise OSError(lacks, "refused")
        return made(address, **how)

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    monkeypatch.setattr(socket, "create_server", create)
    webhook = Webhook(f"https://bot.example{PATH}", KNOWN)
    async with Doors().opened(port, webhook):
        for host in ("127.0.0.1", "::1")[: 1 if lacks else 2]:
            reader, writer = await asyncio.open_connection(host, port)
            with contextlib.closing(writer):
                writer.write(request())
                assert await answer(reader) == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
async def test_a_port_that_another_has_is_told(host):
    webhook = Webhook(f"https://bot.example{PATH}", KNOWN)
    with socket.create_server((host, 0)) as other, pytest.raises(OSError, match="in use"):
        async with Doors().opened(other.getsockname()[1], webhook):
            pass


@pytest.mark.parametrize(
    "raw", [request(path=f"{PATH}?x=2"), request(version="1.0"), request(Expect=None)]
)
async def test_how_it_comes_does_not_matter(place, raw):
    assert (await place.says(raw))[0] == 200
    assert place.heard() == [UPDATE]


async def test_chunks_are_as_good(place):
    raw = request(b"", Content_Length=None, Transfer_Encoding="chunked") + chunked(
        json.dumps(UPDATE).encode(), 5
    )

    assert (await place.says(raw))[0] == 200
    assert place.heard() == [UPDATE]


async def test_who_asks_first_is_told_to_go_on_if_they_know_the_secret(place):
    head, body = request(Expect="100-continue").split(b"\r\n\r\n")
    async with place.connected() as (reader, writer):
        writer.write(head + b"\r\n\r\n")
        assert await answer(reader) == 100
        writer.write(body)
        assert await answer(reader) == 200
    stranger, _ = request(Expect="100-continue", secret=None).split(b"\r\n\r\n")

    assert await place.says(stranger + b"\r\n\r\n") == (403, True)


STRANGERS = {
    "no secret": (request(secret=None), 403),
    "an empty secret": (request(secret=""), 403),
    "another": (request(secret="s3creT"), 403),
    "a part of it": (request(secret="s3cre"), 403),
    "two": (request(secret=[KNOWN, KNOWN]), 403),
    "one of two": (request(secret=["x", KNOWN]), 403),
    "letters of elsewhere": (request(secret="s3crét"), 403),
    "another path": (request(path="/"), 404),
    "a longer path": (request(path=f"{PATH}/"), 404),
    "another method": (request(method="PUT"), 405),
    "a look": (request(method="GET", body=b""), 405),
    "too much": (request(b"", length=module.LARGEST + 1), 413),
    "packed": (request(gzip.compress(b"0" * 10_000_000), Content_Encoding="gzip"), 415),
    "a lie without a secret": (request(b"", secret=None, length=10**9), 403),
    "a length that is none": (request(b"", length="many"), 400),
    "a negative length": (request(b"", length=-5), 400),
    "two ways to end": (request(Transfer_Encoding="chunked"), 400),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00 what nobody else shall read \r\n\r\n", 400),
    "a long line": (request(X=("x" * 100_000)), 400),
}


@pytest.mark.parametrize("name", STRANGERS)
async def test_others_are_answered_in_a_word_and_sent_away(place, name, capfd):
    raw, status = STRANGERS[name]

    assert await place.says(raw) == (status, True)
    assert place.heard() == []
    assert "nobody else" not in "".join(capfd.readouterr())


async def test_no_byte_of_a_strangers_body_is_waited_for(place):
    """The answer is there while the body has not begun; and what comes then is dropped, for a
    moment."""
    async with place.connected() as (reader, writer):
        writer.write(request(b"", secret=None, length=100 * 2**20))
        assert await answer(reader) == 403
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 100 * 2**20:
                writer.write(b"0" * 65536)
                await writer.drain()
                sent += 65536
                await asyncio.sleep(0.001)

    assert sent < 100 * 2**20


async def test_a_body_without_an_end_is_cut_off(place):
    async with place.connected() as (reader, writer):
        writer.write(request(b"", Content_Length=None, Transfer_Encoding="chunked"))
        for _ in range(40):
            writer.write(chunked(b"0" * 65536, 65536).removesuffix(b"0\r\n\r\n"))
        assert await answer(reader) == 413
        assert await closed(reader)

    assert place.heard() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ],
)
async def test_what_nobody_can_read_is_acknowledged_and_passed_over(place, body):
    assert (await place.says(request(body)))[0] == 200
    assert place.heard() == []


async def test_a_full_queue_lets_it_come_again(place, monkeypatch):
    for _ in range(module.WAITING):
        place.webhook.queue.put_nowait(UPDATE)

    assert await place.says(request()) == (503, True)
    place.heard()
    assert (await place.says(request()))[0] == 200


async def dripping(writer):
    """Send a byte now and then, for ever."""
    while True:
        writer.write(b" ")
        await asyncio.sleep(0.05)


@asynccontextmanager
async def dripped(writer):
    """Inside, bytes are dripping."""
    drops = asyncio.get_running_loop().create_task(dripping(writer))
    try:
        yield
    finally:
        drops.cancel()
        await asyncio.wait([drops])


@pytest.mark.parametrize(
    "begun", [b"", b"POST /", request().split(b"\r\n\r\n")[0] + b"\r\nX-More: "]
)
async def test_headers_that_trickle_end(begun, monkeypatch):
    monkeypatch.setattr(module, "HEADERS", 0.4)
    async with listening() as place, place.connected() as (reader, writer):
        writer.write(begun)
        async with dripped(writer) if begun else contextlib.nullcontext():
            assert await answer(reader) is None


async def test_who_says_nothing_more_is_left_after_a_while(monkeypatch):
    monkeypatch.setattr(module, "HEADERS", 0.4)
    async with listening() as place, place.connected() as (reader, writer):
        writer.write(request())
        assert await answer(reader) == 200
        async with asyncio.timeout(PATIENCE):
            assert await reader.read(1) == b""


async def test_a_body_that_trickles_ends(monkeypatch):
    monkeypatch.setattr(module, "BODY", 0.4)
    async with listening() as place, place.connected() as (reader, writer):
        writer.write(request(b"{", length=1000))
        async with dripped(writer):
            assert await answer(reader) == 408
        assert place.heard() == []


async def test_so_many_bodies_are_read_at_once_and_the_others_wait(monkeypatch):
    monkeypatch.setattr(module, "BODIES", 2)
    monkeypatch.setattr(module, "BODY", 1.0)
    async with listening() as place:
        async with place.connected() as (_, one), place.connected() as (_, two):
            for writer in (one, two):
                writer.write(request(b"{", length=1000))
                await writer.drain()
            await asyncio.sleep(0.1)
            # The two give up in time, and then it is this one's turn.
            assert (await place.says(request()))[0] in (200, 408)
        assert (await place.says(request()))[0] == 200


async def test_a_full_house_sends_away_and_empties(monkeypatch):
    monkeypatch.setattr(module, "CONNECTIONS", 3)
    async with listening() as place:
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(3):
                reader, writer = await stack.enter_async_context(place.connected())
                writer.write(request())
                assert await answer(reader) == 200
            assert await place.says(request()) == (None, True)
        async with asyncio.timeout(PATIENCE):
            while (await place.says(request()))[0] != 200:
                pass


async def test_who_hangs_up_amid_a_body_is_forgotten(place):
    for _ in range(5):
        async with place.connected() as (_, writer):
            writer.write(request(b"{", length=1000))
            await writer.drain()

    assert (await place.says(request()))[0] == 200
    assert place.heard() == [UPDATE]


async def test_at_the_end_nobody_is_waited_for():
    before = asyncio.all_tasks()
    async with listening() as place:
        reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
        writer.write(request(b"{", length=1000))
        await writer.drain()
        await asyncio.sleep(0.05)
        begun = asyncio.get_running_loop().time()
    took = asyncio.get_running_loop().time() - begun
    writer.close()

    assert took < module.BODY / 2
    assert await answer(reader) in (None, 408, 500, 504)
    assert not asyncio.all_tasks() - before
