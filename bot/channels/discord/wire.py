"""What comes back from the way to Discord, and whether Discord said it.

A firewall, a proxy or Cloudflare's guard answers in Discord's place with pages of its own. The
library goes by status and type: it takes a page for a text, dies of a text that is not UTF-8, waits
and repeats by itself after a 502. So each answer is looked at before the library sees it. What is
not Discord's, what says "not now" and what says "out of order" becomes an error of its own, and
whoever asked knows what to do about it.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import aiohttp

# Seconds that we believe to have to wait, at most.
LONGEST = 24 * 60 * 60.0
# Bytes that are read of an answer: some times as many as the longest has.
LARGEST = 8 * 1024 * 1024
# Discord's own codes have five digits or more (developer documentation, Opcodes and Status Codes);
# 0 is none.
LEAST_CODE = 10_000


class NotTaken(aiohttp.ClientError):
    """Discord, or something in its place, did not do what was asked: the status of the answer.

    `seconds` is how long to wait, for a 429, and `everybody` when it is not about one route.
    `discords` when Discord said so; `shut` when nothing gets past who said it.
    """

    def __init__(
        self,
        status: int,
        *,
        seconds: float | None = None,
        everybody: bool = False,
        discords: bool = False,
        shut: bool = False,
    ) -> None:
        speaker = "by Discord" if discords else "but not by Discord"
        super().__init__(f"{status}, {speaker}")
        self.status = status
        self.seconds = seconds
        self.everybody = everybody
        self.discords = discords
        self.shut = shut


def trace() -> aiohttp.TraceConfig:
    """For the library's client: its requests raise NotTaken for answers it should not be given."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_look)
    return config


def field_of(answer: Any, name: str) -> Any:
    """The named field of what should be an object; None when it is none, or has no such field."""
    if isinstance(answer, dict):
        return answer.get(name)
    return None


async def _look(
    session: aiohttp.ClientSession,
    context: SimpleNamespace,
    parameters: aiohttp.TraceRequestEndParams,
) -> None:
    response = parameters.response
    if response.status in (101, 204):  # the gateway's connection, and "done"
        return
    said = await _said(response)
    error = _judged(response, said)
    if error:
        response.close()
        raise error


async def _said(response: aiohttp.ClientResponse) -> Any:
    """The JSON of the answer; None where it is none."""
    if response.headers.get("Content-Type") != "application/json":
        return None
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            return None
    response._body = bytes(body)  # where the library finds what has been read
    try:
        return await response.json()
    except (ValueError, RecursionError):
        return None


def _judged(response: aiohttp.ClientResponse, said: Any) -> NotTaken | None:
    """What keeps the library from being given the answer."""
    status = response.status
    if status == 429:
        return _limit(response, said)
    if status >= 500:
        return NotTaken(status, discords=_is_refusal(said))
    if status >= 400:
        for_the_library = _is_refusal(said)
    else:
        for_the_library = said is not None and status < 300
    if for_the_library:
        return None
    return NotTaken(status)


def _limit(response: aiohttp.ClientResponse, said: Any) -> NotTaken:
    """The limit that an answer tells. Discord says for how long and of what; somebody else's header
    is believed, and counts for everybody."""
    headers = response.headers
    seconds = field_of(said, "retry_after")
    if isinstance(seconds, int | float):
        in_header = headers.get("X-RateLimit-Scope") == "global" or "X-RateLimit-Global" in headers
        everybody = in_header or bool(field_of(said, "global"))
        return NotTaken(429, seconds=_believed(seconds), everybody=everybody, discords=True)
    try:
        told = float(headers.get("Retry-After", "0"))
    except ValueError:  # a date
        told = 0.0
    return NotTaken(429, seconds=_believed(told), everybody=True)


def _believed(seconds: float) -> float:
    """The seconds within the bounds of what we believe."""
    if not math.isfinite(seconds):
        return LONGEST
    return min(max(seconds, 0.0), LONGEST)


def _is_refusal(said: Any) -> bool:
    """Whether it is what Discord says when it refuses: a message, and a code of its own or none."""
    if not isinstance(said, dict) or not isinstance(said.get("message"), str):
        return False
    code = said.get("code", 0)
    return isinstance(code, int) and (code == 0 or code >= LEAST_CODE)


def reason_of(error: Exception) -> str:
    """What went wrong, in a word."""
    if isinstance(error, NotTaken):
        return str(error.status)
    return type(error).__name__
