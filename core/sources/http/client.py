"""A polite GET: paced, capped, retried, conditional. All that reads the web goes through here, and
what signs in to do so.

Rules: RFC 9110 (Retry-After, conditional requests), info.arxiv.org/help/api/tou (one request every
three seconds), huggingface.co/docs/hub/rate-limits (the RateLimit header). Reasons for our own are
in docs/decisions/http.md.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx
import stamina
import structlog

from core.errors import (
    SourceError,
    SourceLimited,
    SourceMalformed,
    SourceRedirected,
    SourceRefused,
    SourceUnreachable,
)
from core.models import StoredResponse
from core.network.addresses import without_user
from core.network.outside import Outside
from core.network.outside import outside as direct
from core.network.proxies import is_here
from core.network.transport import HttpxTransport
from core.network.trouble import why_unreachable
from core.sources.http.body import Truncated, read_body
from core.sources.http.outcomes import ANSWERED, Outcomes
from core.sources.http.pace import Pace, seconds_asked

_LOG = structlog.get_logger()
# What has the whole answer, or says that it is as it was. Other successes are none for us: 202 is
# what walls give while they look at who asks, 206 a part that nobody asked for.
_WHOLE = frozenset({200, 201, 203, 304})
_UNSAID = 60  # Seconds reported for a source that limits us without saying for how long.
_CONNECTIONS = httpx.Limits(max_connections=100, max_keepalive_connections=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far one request may go. Times are seconds, sizes decoded bytes."""

    total: float = 120.0
    connect: float = 10.0
    read: float = 20.0
    size: int = 20 * 1024 * 1024
    attempts: int = 3
    backoff: float = 0.5
    longest_wait: int = 30
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, read whole.

    After a 304 (`not_modified`) the body is the stored one; `url` is where redirects have led.
    """

    url: str
    status: int
    body: bytes
    etag: str | None
    last_modified: str | None
    not_modified: bool


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request. `returned` are the statuses that are answers like 200."""

    method: str
    url: str
    stored: StoredResponse | None
    returned: frozenset[int]
    bearer: str = field(default="", repr=False)
    body: bytes | None = field(default=None, repr=False)


class _Again(Exception):
    """A signal inside this module: try again, after so many seconds if the source named them."""

    def __init__(self, error: SourceError, after: int | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after


class PoliteClient:
    """GETs for the sources, under a `user_agent` that carries a contact.

    `paces` maps a host to its pace, which several hosts of one source may share; `allowed` are the
    hosts a redirect may lead to besides the asked one. A host is written as in its address, with
    the port unless it is the default. Without an `outside` everything is reached directly.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        paces: Mapping[str, Pace] | None = None,
        allowed: Collection[str] = (),
        limits: Limits = Limits(),
        outside: Outside | None = None,
    ) -> None:
        self._limits = limits
        self._allowed = frozenset(allowed)
        self._paces = dict(paces or {})
        # By the host that was asked, of which there are as many as there are sources.
        self.outcomes: dict[str, Outcomes] = {}
        self._http = httpx.AsyncClient(  # noqa: TID251 (on the transport of that home)
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
            transport=HttpxTransport(outside or direct(), _CONNECTIONS),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; nothing can be fetched afterwards."""
        await self._http.aclose()

    async def get(
        self,
        url: str,
        *,
        stored: StoredResponse | None = None,
        returned: Collection[int] = (404,),
        bearer: str = "",
    ) -> Fetched:
        """The answer to GET; raises SourceError alone, whose messages hold no path and no query.

        It is asked at most `attempts` times within `total` seconds, in which waiting for our turn
        does not count. With `stored` the request is conditional. Statuses in `returned` are answers
        like 200; other 4xx raise SourceRefused, and a success without the whole answer (202, 204,
        206) is tried again like a 5xx. A `bearer` token is for the asked host alone.
        """
        return await self._answered(_Ask("GET", url, stored, frozenset(returned), bearer))

    async def sign_in(self, url: str, who: Mapping[str, str], returned: Collection[int]) -> Fetched:
        """The answer to POST of such an object, as `get` answers."""
        body = json.dumps(who).encode()
        return await self._answered(_Ask("POST", url, None, frozenset(returned), body=body))

    async def _answered(self, ask: _Ask) -> Fetched:
        outcomes = self.outcomes.setdefault(host_of(ask.url), Outcomes())
        try:
            fetched = await self._retried(ask)
        except SourceError as error:
            outcomes.note(error.key())
            raise
        outcomes.note(ANSWERED)
        return fetched

    async def _retried(self, ask: _Ask) -> Fetched:
        host = host_of(ask.url)
        retries = stamina.retry_context(
            on=self._wait_before_retry,
            attempts=self._limits.attempts,
            timeout=None,
            wait_initial=self._limits.backoff,
            wait_jitter=self._limits.backoff,
        )
        try:
            async with asyncio.timeout(self._limits.total) as cap:
                async for attempt in retries:
                    with attempt:
                        return await self._follow(ask, cap)
        except _Again as again:
            raise again.error from again.__cause__
        except TimeoutError as error:
            raise SourceUnreachable(host, "timeout") from error
        raise AssertionError("unreachable")

    def _wait_before_retry(self, error: Exception) -> bool | float:
        """Whether to try again, or after how many seconds; as stamina asks for it."""
        if not isinstance(error, _Again):
            return False
        if error.after is None:
            return True
        if error.after > self._limits.longest_wait:
            return False
        return float(error.after)

    async def _follow(self, ask: _Ask, cap: asyncio.Timeout) -> Fetched:
        """One try: the request, and the requests it is redirected to."""
        first = host_of(ask.url)
        for _ in range(self._limits.redirects + 1):
            answer = await self._send(ask, cap)
            if isinstance(answer, Fetched):
                return answer
            url = str(self._checked(httpx.URL(ask.url), answer, first))
            # What is kept, and what shows who we are, belongs to the asked address.
            ask = _Ask("GET", url, None, ask.returned)
        raise SourceRedirected(first, host_of(ask.url))

    async def _send(self, ask: _Ask, cap: asyncio.Timeout) -> Fetched | httpx.URL:
        """The answer, or the address it redirects to."""
        host = host_of(ask.url)
        await self._pace(host).turn(host, self._limits.longest_wait, cap)
        try:
            async with self._http.stream(
                ask.method, ask.url, headers=_headers(ask), content=ask.body
            ) as response:
                _LOG.debug("fetched", host=host, status=response.status_code)
                if response.next_request:
                    return response.next_request.url
                await self._refuse_bad_status(host, response, ask.returned)
                return await self._fetched(host, response, ask.stored)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise SourceMalformed(host, "address") from error
        except httpx.TimeoutException as error:
            raise _Again(SourceUnreachable(host, **why_unreachable(error, "timeout"))) from error
        except (httpx.ReadError, httpx.RemoteProtocolError, Truncated) as error:
            raise _Again(SourceUnreachable(host, "interrupted")) from error
        except httpx.HTTPError as error:
            raise _Again(SourceUnreachable(host, **why_unreachable(error, "connection"))) from error

    async def _refuse_bad_status(
        self, host: str, response: httpx.Response, returned: Collection[int]
    ) -> None:
        """Raise for a status that is no answer."""
        status = response.status_code
        if status in returned or status in _WHOLE:
            return
        if status == 429 or status >= 500 or status < 300:
            after = seconds_asked(response.headers)
            if after is not None:
                await self._pace(host).hold(after)
                raise _Again(SourceLimited(host, after), after)
            if status == 429:
                raise _Again(SourceLimited(host, _UNSAID))
            raise _Again(SourceUnreachable(host, str(status)))
        raise SourceRefused(host, status)

    async def _fetched(
        self, host: str, response: httpx.Response, stored: StoredResponse | None
    ) -> Fetched:
        """The answer with its body; raises SourceError."""
        not_modified = response.status_code == 304
        if not not_modified:
            body = await read_body(host, response, self._limits.size)
        elif stored:
            body = stored.body
        else:
            raise SourceMalformed(host, "304")
        return Fetched(
            url=without_user(str(response.url)),
            status=response.status_code,
            body=body,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            not_modified=not_modified,
        )

    def _checked(self, here: httpx.URL, there: httpx.URL, first: str) -> httpx.URL:
        """The address a redirect leads to; raises SourceRedirected when we may not go there."""
        host = there.netloc.decode("ascii")
        is_web = there.scheme in ("http", "https")
        is_allowed = host == first or host in self._allowed
        downgraded = here.scheme == "https" and there.scheme == "http" and not is_here(there.host)
        if not is_web or not is_allowed or downgraded:
            raise SourceRedirected(first, f"{there.scheme}://{host}")
        # User and password are for the asked host alone.
        userinfo = b""
        if there.scheme == here.scheme and host == here.netloc.decode("ascii"):
            userinfo = here.userinfo
        return there.copy_with(userinfo=userinfo, fragment=None)

    def _pace(self, host: str) -> Pace:
        return self._paces.setdefault(host, Pace(0.0))


def host_of(url: str) -> str:
    """Host and, unless it is the scheme's own, port; never user or password. Raises
    SourceMalformed."""
    try:
        return httpx.URL(url).netloc.decode("ascii")
    except httpx.InvalidURL as error:
        raise SourceMalformed("", "address") from error


def _headers(ask: _Ask) -> dict[str, str]:
    headers = {}
    stored = ask.stored
    if ask.bearer:
        headers["Authorization"] = f"Bearer {ask.bearer}"
    if ask.body is not None:
        headers["Content-Type"] = "application/json"
    if stored and stored.etag and stored.etag.isascii():
        headers["If-None-Match"] = stored.etag
    if stored and stored.last_modified:
        headers["If-Modified-Since"] = stored.last_modified
    return headers
