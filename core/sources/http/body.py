"""A response's body, decoded by hand so that no chunk can unfold past the cap before we see it."""

from __future__ import annotations

import zlib

import httpx

from core.errors import SourceMalformed, SourceTooLarge

_EITHER_WRAPPER = zlib.MAX_WBITS | 32  # zlib reads the gzip and the zlib header alike.


class Truncated(Exception):
    """The compressed body broke off. A signal to `client`, which tries again."""


async def read_body(host: str, response: httpx.Response, limit: int) -> bytes:
    """The decoded body; raises SourceTooLarge above `limit` bytes, Truncated or SourceMalformed."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return await _plain(host, response, limit)
    if encoding in ("gzip", "x-gzip", "deflate"):
        return await _inflated(host, response, limit)
    raise SourceMalformed(host, "encoding")


async def _plain(host: str, response: httpx.Response, limit: int) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > limit:
            raise SourceTooLarge(host, limit)
    return bytes(body)


async def _inflated(host: str, response: httpx.Response, limit: int) -> bytes:
    body = bytearray()
    received = 0  # Compressed bytes count too: deflate can go on for ever and unfold to nothing.
    inflater = zlib.decompressobj(_EITHER_WRAPPER)
    async for chunk in response.aiter_raw():
        received += len(chunk)
        try:
            body += inflater.decompress(chunk, limit + 1 - len(body))
        except zlib.error as error:
            raise SourceMalformed(host, "encoding") from error
        if len(body) > limit or received > limit:
            raise SourceTooLarge(host, limit)
    if received and not inflater.eof:
        raise Truncated
    return bytes(body)
