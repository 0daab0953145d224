"""Bodies as they come over the wire."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SourceMalformed, SourceTooLarge
from core.sources.http.body import Truncated, read_body


def response(body: bytes, encoding: str | None = None, step: int = 65536) -> httpx.Response:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]

    return httpx.Response(
        200, headers={"Content-Encoding": encoding} if encoding else {}, content=chunks()
    )


@given(st.binary(max_size=300), st.sampled_from([None, "gzip", "deflate"]), st.integers(1, 64))
async def test_what_was_sent_is_read_in_whatever_pieces(
    body: bytes, encoding: str | None, step: int
) -> None:
    pack = {None: bytes, "gzip": gzip.compress, "deflate": zlib.compress}[encoding]

    assert await read_body("host", response(pack(body), encoding, step), 300) == body


async def test_a_bomb_is_never_unfolded() -> None:
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    tracemalloc.start()
    try:
        with pytest.raises(SourceTooLarge):
            await read_body("host", response(bomb, "gzip"), 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


async def test_compressed_bytes_that_unfold_to_nothing_are_capped_too() -> None:
    empty_blocks = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + b"\x00\x00\x00\xff\xff" * 1000

    with pytest.raises(SourceTooLarge):
        await read_body("host", response(empty_blocks, "gzip"), 2000)


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip, gzip", b"x"), ("br", b"x"), ("gzip", b"no gzip at all")]
)
async def test_encodings_we_did_not_ask_for(encoding: str, body: bytes) -> None:
    with pytest.raises(SourceMalformed):
        await read_body("host", response(body, encoding), 1000)


async def test_a_compressed_body_cut_short() -> None:
    with pytest.raises(Truncated):
        await read_body("host", response(gzip.compress(b"hello" * 100)[:-9], "gzip"), 1000)


async def test_nothing_is_not_cut_short() -> None:
    assert await read_body("host", response(b"", "gzip"), 1000) == b""
