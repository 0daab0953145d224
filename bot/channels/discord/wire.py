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
        super().__init__(f"{status}, by Discord" if discords else f"{status}, but not by Discord")
        self.status, self.seconds, self.everybody, self.discords = (
            status,
            seconds,
            everybody,
            discords,
        )
        self.shut = shut


def trace() -> aiohttp.TraceConfig:
    """For the library's client: its requests raise NotTaken where there is nothing in the answer
    for the library."""
    config = aiohttp.TraceConfig()
    config.on_request_end.append(_look)
    return config


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
    try:
        return await response.json()
    except (ValueError, RecursionError):
        return None


def _judged(response: aiohttp.ClientResponse, said: Any) -> NotTaken | None:
    """What keeps the library from being given the answer."""
    status = response.status
    if status == 429:
        return _limit(response, said)
    refusal = (
        isinstance(said, dict)
        and isinstance(said.get("message"), str)
        and _is_code(said.get("code", 0))
    )
    if status >= 500:
        return NotTaken(status, discords=refusal)
    if status >= 400:
        return None if refusal else NotTaken(status)
    return None if said is not None and status < 300 else NotTaken(status)


def _limit(response: aiohttp.ClientResponse, said: Any) -> NotTaken:
    """A limit. Discord says for how long and of what; others are believed their header, and mean
    everybody."""
    seconds = said.get("retry_after") if isinstance(said, dict) else None
    if isinstance(seconds, int | float):
        scope = response.headers.get("X-RateLimit-Scope")
        everybody = (
            bool(said.get("global"))
            or scope == "global"
            or "X-RateLimit-Global" in response.headers
        )
        return NotTaken(429, seconds=_believed(seconds), everybody=everybody, discords=True)
    try:
        told = float(response.headers.get("Retry-After", "0"))
    except ValueError:  # a date
        told = 0.0
    return NotTaken(429, seconds=_believed(told), everybody=True)


def _believed(seconds: float) -> float:
    return min(max(seconds, 0.0), LONGEST) if math.isfinite(seconds) else LONGEST


def _is_code(code: Any) -> bool:
    return isinstance(code, int) and (code == 0 or code >= LEAST_CODE)
