"""Responses read whole and no larger than so much, over real connections."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import httpx2
import pytest
from aiohttp import web

from core.llm.transport import LARGEST, BoundedTransport, TooLarge
from core.network.model_client import model_client
from core.network.outside import outside
from tests.fakes.server import LoopbackServer

TEXT = '{"answer": "好"}'.encode()
PACKED = gzip.compress(
    TEXT, mtime=0
)  # without the time, which would give the tests other names each second
MEGABYTE = b" " * 2**20


class Server(LoopbackServer):
    """Sends one body with one encoding; `sent` counts the bytes it could send."""

    def __init__(self, body: bytes, encoding: str = "", times: int = 1) -> None:
        super().__init__()
        self.body, self.encoding, self.times = body, encoding, times
        self.sent = 0

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/", self._send)]

    async def _send(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Type": "application/json", "X-Kept": "yes"}
        if self.encoding:
            headers["Content-Encoding"] = self.encoding
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        for _ in range(self.times):
            await response.write(self.body)
            self.sent += len(self.body)
        return response


def client():
    return model_client(outside(), BoundedTransport)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT, ""), (TEXT, "identity"), (TEXT, "utf-8"), (PACKED, "gzip"), (PACKED, "X-GZip"),
        (zlib.compress(TEXT), "deflate"), (zlib.compress(TEXT), "gzip"), (PACKED, ""), (zlib.compress(TEXT), "utf-8"),
        (TEXT, "gzip"), (TEXT, "deflate"), (zlib.compress(TEXT, wbits=-15), "deflate"),
        (gzip.compress(TEXT[:5], mtime=0) + gzip.compress(TEXT[5:], mtime=0), "gzip"), (PACKED + b"\0\0", "gzip"),
        (gzip.compress(PACKED, mtime=0), "gzip, gzip"),
    ],
)  # fmt: skip
async def test_a_body_is_read_and_unfolded(body: bytes, encoding: str):
    async with Server(body, encoding) as server, client() as found:
        response = await found.get(server.url)

    assert (response.status_code, response.content, response.headers["x-kept"]) == (
        200,
        TEXT,
        "yes",
    )
    assert "content-encoding" not in response.headers
    assert server.log[0].headers["Accept-Encoding"] == "gzip"


async def test_a_first_piece_that_ends_within_a_character_is_text_all_the_same():
    cut = TEXT.index("好".encode()) + 1
    pieces = TEXT[:cut], TEXT[cut:]

    async def send(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Encoding": "deflate"})
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
            await asyncio.sleep(0.05)
        return response

    server = Server(b"")
    server._send = send
    async with server, client() as found:
        response = await found.get(server.url)

    assert response.content == TEXT


async def test_a_body_that_breaks_off_is_read_as_far_as_it_goes():
    whole = gzip.compress(bytes(range(256)) * 100, mtime=0)
    async with Server(whole[:-20], "gzip") as server, client() as found:
        response = await found.get(server.url)

    assert (bytes(range(256)) * 100).startswith(response.content)
    assert response.content


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(TEXT, "br"), (TEXT, "zstd"), (PACKED[:5] + TEXT, "gzip"), (PACKED[:5] + TEXT, "")],
)
async def test_a_body_that_is_not_what_it_says(body: bytes, encoding: str):
    async with Server(body, encoding) as server, client() as found:
        with pytest.raises(httpx2.RemoteProtocolError):
            await found.get(server.url)


async def test_the_largest_body_is_read():
    async with Server(MEGABYTE, times=LARGEST // len(MEGABYTE)) as server, client() as found:
        assert len((await found.get(server.url)).content) == LARGEST


async def test_a_larger_body_is_not_read_to_its_end():
    async with Server(MEGABYTE, times=100) as server, client() as found:
        with pytest.raises(TooLarge):
            await found.get(server.url)
        await asyncio.sleep(0)

    assert server.sent < 2 * LARGEST + 2 * len(MEGABYTE)  # what lay in buffers on the way


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_small_body_that_unfolds_to_a_large_one_is_not_unfolded(encoding: str):
    packed = {"gzip": gzip.compress, "deflate": zlib.compress}[encoding](b" " * (LARGEST + 1))
    async with Server(packed, encoding) as server, client() as found:
        with pytest.raises(TooLarge):
            await found.get(server.url)

    assert len(packed) < 100_000


async def test_a_large_body_that_unfolds_to_nothing_is_not_read_to_its_end():
    empty = zlib.compressobj(wbits=31)
    pieces = empty.compress(b"") + empty.flush(zlib.Z_SYNC_FLUSH)
    block = b"\x00\x00\x00\xff\xff" * 200_000  # stored blocks of no bytes
    async with Server(block, "gzip", times=100) as server, client() as found:
        server.body = pieces + block
        with pytest.raises((TooLarge, httpx2.RemoteProtocolError)):
            await found.get(server.url)

    assert server.sent < 50 * len(block)


async def test_an_error_is_bounded_too():
    class Failing(Server):
        async def _send(self, request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(status=500)
            await response.prepare(request)
            for _ in range(100):
                await response.write(MEGABYTE)
            return response

    async with Failing(b"") as server, client() as found:
        with pytest.raises(TooLarge):
            await found.get(server.url)
