"""Messages as HTTP posts, and what becomes of them."""

# Tested in tests/bot/channels/webhook/test_platform.py.

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from core.delivery import DeliveryError, Gone, Limited, Rejected, Uncertain, Unsent
from core.errors import SourceError
from core.network.addresses import place
from core.network.outside import Outside
from core.network.transport import HttpxTransport
from core.sources.http.body import Truncated, read_body

# Seconds until a connection stands, and in all; the most that is read of an answer.
CONNECTING, IN_ALL, LONGEST_ANSWER = 10.0, 30.0, 65_536
# Seconds to wait for somebody who does not say how long.
WAIT = 30.0
# The request has not left, or not reached anybody.
_BEFORE_SENDING = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError),
    httpx.UnsupportedProtocol,
)
# What a gateway says that may have passed the request on.
_PASSED_ON = (504, 520, 524)


@dataclass(frozen=True, slots=True)
class Post:
    """A request."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered. `said` is "" where it cannot be read; `retry_after` is the header, and
    `seconds` the Unix time by the other side's clock, None where it does not say."""

    status: int
    said: str = ""
    retry_after: str = ""
    seconds: int | None = None


class Posting:
    """Posts, and keeps connections for the next post."""

    def __init__(self, outside: Outside) -> None:
        self._transport = HttpxTransport(outside, httpx.Limits(max_connections=100))

    async def post(self, post: Post) -> Answer:
        """The answer, whatever it says. Raises Unsent, Uncertain."""
        limits = {"connect": CONNECTING, "pool": CONNECTING, "read": IN_ALL, "write": IN_ALL}
        # Without a client around the transport, nothing follows a redirect, keeps a cookie or
        # unpacks an answer.
        request = httpx.Request(
            "POST",
            post.url,
            headers={**post.headers, "User-Agent": "Paperboy", "Accept-Encoding": "identity"},
            content=post.body,
            extensions={"timeout": limits},
        )
        said = b""
        try:
            async with asyncio.timeout(IN_ALL):
                response = await self._transport.handle_async_request(request)
                async with aclosing(response):
                    said = await read_body(place(post.url), response, LONGEST_ANSWER)
        except _BEFORE_SENDING as error:
            raise Unsent(type(error).__name__) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise Uncertain(type(error).__name__) from error
        except (SourceError, Truncated):
            pass  # the status says enough, or the lack of words does
        retry_after = response.headers.get("retry-after", "")
        seconds = _moment(response.headers.get("date", ""))
        return Answer(response.status_code, said.decode(errors="replace"), retry_after, seconds)

    async def close(self) -> None:
        """Close what connections there are."""
        await self._transport.aclose()


def by_status(answer: Answer, reason: str = "") -> DeliveryError | None:
    """What the status says of the message; None when it was taken."""
    status = answer.status
    if status < 300:
        return None
    if status == 429:
        return Limited(_seconds(answer.retry_after))
    if status in (404, 410):
        return Gone("not_found")
    if status in _PASSED_ON:
        return Uncertain(str(status))
    # A redirect is not followed: who stands there need not be who was given the address. What
    # forbids may stand on the way, and is tried again for as long as anything is.
    if status < 400 or status >= 500 or status in (401, 403, 407, 408):
        return Unsent(str(status))
    return Rejected(f"{status} {reason}".strip())


def _moment(date: str) -> int | None:
    """The Unix time of an HTTP date; None when it is none."""
    try:
        return int(parsedate_to_datetime(date).timestamp())
    except (ValueError, OverflowError):
        return None


def _seconds(retry_after: str) -> float:
    """Seconds to wait; a date, which nobody has been seen to send, is not read."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    return WAIT
