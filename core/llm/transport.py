"""The SDK's way to an endpoint: every response is read whole, decoded, and of a bounded size.

The SDK reads the bodies of errors without a limit, and the libraries below it decompress bodies of
any size; so the bound stands below both. The caller bounds the time.
"""

from __future__ import annotations

import codecs
import zlib

import httpx2
import openai

# Bytes: a hundred times the longest answer with its thoughts and the marks of a stream.
LARGEST = 8 * 1024 * 1024
SHORTEST_KEY = 6  # a shorter value of a header may be a word of any sentence
_EITHER_WRAPPER = zlib.MAX_WBITS | 32  # zlib reads the gzip and the zlib header alike
_NO_WRAPPER = -zlib.MAX_WBITS
_BROKEN = "breaks_off"
_ASKED = "asked"
# What may be told to any host: a key may stand in any other header.
_PLAIN = frozenset((
    "accept", "accept-encoding", "connection", "content-length", "content-type", "host",
    "transfer-encoding", "user-agent",
))  # fmt: skip
_KEEPING = {301: 308, 302: 307}
_UNASKED = frozenset(("br", "zstd", "compress", "x-compress"))


class TooLarge(Exception):
    """A response is larger than any answer."""


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Hands over another transport's responses, whole; raises TooLarge above LARGEST bytes."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, its body read and decoded."""
        request.headers["Accept-Encoding"] = "gzip"
        # The client keeps this for the requests to which redirects lead.
        asked = request.extensions.setdefault(_ASKED, request.url)
        if request.url.origin not in (asked.origin, asked.copy_with(scheme="https").origin):
            _without_keys(request.headers)
        response = await self._inner.handle_async_request(request)
        try:
            body, whole = await _read(response)
        finally:
            await response.aclose()
        headers = [
            (name, value)
            for name, value in response.headers.multi_items()
            if name.lower() not in ("content-encoding", "content-length", "transfer-encoding")
        ]
        extensions = {**response.extensions, _BROKEN: not whole}
        status = response.status_code
        if request.method == "POST":
            # Browsers would ask anew without a body. Nobody who calls an interface means that.
            status = _KEEPING.get(status, status)
        return httpx2.Response(status, headers=headers, content=body, extensions=extensions)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def keys_of(client: openai.AsyncOpenAI) -> tuple[str, ...]:
    """The client's key, and what its own headers tell the server beside it: that may be another."""
    told = {
        name: value
        for name, value in client.default_headers.items()
        if isinstance(value, str) and not name.lower().startswith("x-stainless")
    }
    values = [value for name, value in told.items() if name.lower() not in _PLAIN]
    values += [value.rpartition(" ")[2] for value in values]  # behind "Bearer"
    return (client.api_key, *(value for value in values if len(value) >= SHORTEST_KEY))


def breaks_off(response: httpx2.Response) -> bool:
    """Whether the connection broke before the end that the response had announced."""
    return bool(response.extensions.get(_BROKEN))


def _without_keys(headers: httpx2.Headers) -> None:
    """Leave out what is meant for the server that was asked, and not for where it sends us: another
    one, or the same without TLS."""
    for name in [*headers]:
        if name.lower() not in _PLAIN:
            del headers[name]


async def _read(response: httpx2.Response) -> tuple[bytes, bool]:
    """The body, and whether it is whole.

    What came before the connection broke may be all, for some servers count the length wrongly.
    """
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in _UNASKED:
        raise httpx2.RemoteProtocolError(
            f"the body is compressed by {encoding}, which was not asked for"
        )
    inflater = None
    body = bytearray()
    received = 0  # compressed bytes count too: they can go on for ever and unfold to nothing
    try:
        async for chunk in response.aiter_raw():
            if not received:
                inflater = _inflater_for(chunk, encoding)
            received += len(chunk)
            if inflater is None:
                body += chunk
            else:
                inflater = _inflate(inflater, chunk, body)
            if len(body) > LARGEST or received > LARGEST:
                raise TooLarge
    except (httpx2.RemoteProtocolError, httpx2.ReadError):
        if not body:
            raise
        return bytes(body), False
    return _twice(body), True


def _inflater_for(begin: bytes, encoding: str) -> zlib._Decompress | None:
    """What decompresses a body that begins so; None for one that is not compressed.

    Some proxies decompress a body and leave the header, or drop the header alone.
    """
    if _is_compressed(begin):
        return zlib.decompressobj(_EITHER_WRAPPER)
    if encoding == "deflate":
        try:
            codecs.getincrementaldecoder("utf-8")().decode(begin)  # its end may be half a character
        except UnicodeDecodeError:
            return zlib.decompressobj(_NO_WRAPPER)  # as IIS sends it
    return None


def _inflate(inflater: zlib._Decompress, chunk: bytes, body: bytearray) -> zlib._Decompress:
    """Add the chunk decompressed to the body; what decompresses the next one.

    A proxy may put one compressed piece behind another; what else comes behind the end is nothing.
    """
    body += _inflated(inflater, chunk, LARGEST + 1 - len(body))
    while inflater.eof and _is_compressed(inflater.unused_data) and len(body) <= LARGEST:
        rest = inflater.unused_data
        inflater = zlib.decompressobj(_EITHER_WRAPPER)
        body += _inflated(inflater, rest, LARGEST + 1 - len(body))
    return inflater


def _twice(body: bytearray) -> bytes:
    """The body, decompressed once more where a server and its proxy both compressed it."""
    once = bytes(body)
    if not _is_compressed(once):
        return once
    whole = bytearray()
    _inflate(zlib.decompressobj(_EITHER_WRAPPER), once, whole)
    if len(whole) > LARGEST:
        raise TooLarge
    return bytes(whole)


def _is_compressed(begin: bytes) -> bool:
    """Whether a body begins as gzip or zlib do, whatever its header says; no text does."""
    if begin[:1] == b"\x1f":
        return True
    return begin[:1] == b"\x78" and len(begin) > 1 and (0x7800 + begin[1]) % 31 == 0


def _inflated(inflater: zlib._Decompress, chunk: bytes, most: int) -> bytes:
    """The chunk decompressed, at most so many bytes of it."""
    try:
        return inflater.decompress(chunk, most)
    except zlib.error as error:
        raise httpx2.RemoteProtocolError("the body is not compressed as it says") from error
