"""What the loopback servers share: starting, a log of requests, and scripted faults."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import ClassVar, Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_CONTACT = re.compile(r"\(\+(mailto:\S+@\S+|https?://\S+)\)")
_DRIP = 0.05  # Seconds between the bytes of a slow body.
# Seconds a test waits for what has to come: as long as a busy machine may need. Only a test that
# fails waits so long.
PATIENCE = 90.0


@dataclass(frozen=True)
class Request:
    """A request as the server saw it; `at` is monotonic seconds."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Fault:
    """One scripted failure: a status ("503", "429"), html, dict, truncated, drop or slow."""

    kind: str
    headers: Mapping[str, str] = field(default_factory=dict)


class InThread:
    """What is used by `async with` in a test's loop, or by `with server.in_thread()` beside
    blocking code."""

    async def __aenter__(self) -> Self:
        raise NotImplementedError

    async def __aexit__(self, *_: object) -> None:
        raise NotImplementedError

    @contextmanager
    def in_thread(self) -> Iterator[Self]:
        """Serve from a thread with its own loop, so that the test may block or start processes."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self.__aenter__(), loop).result(PATIENCE)
            yield self
        finally:
            asyncio.run_coroutine_threadsafe(self.__aexit__(), loop).result(PATIENCE)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(PATIENCE)
            loop.close()


class LoopbackServer(InThread):
    """A server on a free port: `async with` it in a test's loop, or `with server.in_thread()`
    beside blocking code.

    A `port` set before makes it one that comes up late, at an address that was known before.
    """

    listens_at = "127.0.0.1"
    port = 0
    wants_contact: ClassVar[bool] = False
    latency = 0.0

    def __init__(self) -> None:
        self.url = ""
        self.log: list[Request] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._lasting: dict[str, Fault] = {}
        self._runner: web.AppRunner | None = None

    def routes(self) -> list[web.RouteDef]:
        """The routes of the server; subclasses say them."""
        raise NotImplementedError

    def fail(self, key: str, *kinds: str, headers: Mapping[str, str] | None = None) -> None:
        """Answer the next requests for `key` (a date, an id, a path) with these faults, one
        each."""
        self.faults[key].extend(Fault(kind, headers or {}) for kind in kinds)

    def fail_always(self, key: str, kind: str, headers: Mapping[str, str] | None = None) -> None:
        """Answer every request for `key` with this fault; "*" means every key."""
        self._lasting[key] = Fault(kind, headers or {})

    def heal(self) -> None:
        """Forget all faults."""
        self.faults.clear()
        self._lasting.clear()

    async def linger(self) -> None:
        """Wait as long as an answer takes, in seconds; who shortens `latency` meanwhile lets it
        go."""
        begun = time.monotonic()
        while (left := begun + self.latency - time.monotonic()) > 0:  # noqa: ASYNC110  (nobody tells of a new latency)
            await asyncio.sleep(min(left, 0.05))

    def fault(self, key: str) -> Fault | None:
        """The fault due for this key, used up unless it lasts."""
        if self.faults[key]:
            return self.faults[key].popleft()
        return self._lasting.get(key) or self._lasting.get("*")

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20, middlewares=[self._middleware])
        app.add_routes(self.routes())
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.listens_at, self.port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        body = await request.read()
        seen = Request(
            request.method,
            request.path,
            dict(request.query),
            request.headers,
            body,
            time.monotonic(),
        )
        self.log.append(seen)
        if self.wants_contact and not _CONTACT.search(request.headers.get("User-Agent", "")):
            return web.Response(status=403, text="The User-Agent names no contact.")
        return await handler(request)


def page(detail: str) -> web.Response:
    """What something on the way answers in the server's place: "403", or "403:gbk" for another look
    of it.

    The looks are html, gbk (a page that is no UTF-8), empty, text, json (a proxy's own), number,
    list and cut.
    """
    status, _, look = detail.partition(":")
    body, content_type = _LOOKS[look or "html"]
    return web.Response(status=int(status), body=body, headers={"Content-Type": content_type})


_LOOKS = {
    "html": (
        b"<!doctype html><title>Blocked</title><p>Blocked by the firewall.",
        "text/html; charset=utf-8",
    ),
    "gbk": (
        "<html><title>禁止访问</title>您访问的网站已被拦截".encode("gbk"),
        "text/html; charset=gbk",
    ),
    "empty": (b"", "text/plain"),
    "text": (b"error code: 1020", "text/plain; charset=UTF-8"),
    "json": (
        b'{"code": "AccessDenied", "message": "Blocked by policy", "error": {"status": 403}}',
        "application/json",
    ),
    "number": (b'{"code": 403, "message": 5}', "application/json"),
    "list": (b'["blocked"]', "application/json"),
    "cut": (b'{"ok": false, "error_code": 403, "descr', "application/json"),
}


async def play(
    fault: Fault, request: web.Request, body: bytes, content_type: str
) -> web.StreamResponse:
    """The faulty answer, where `body` would have been the right one."""
    match fault.kind:
        case "html":
            return web.Response(
                text="<!doctype html><title>Sign in</title><p>Sign in to go on.",
                content_type="text/html",
            )
        case "dict":
            return web.json_response({"error": "Something went wrong"})
        case "drop":
            close(request)
            return web.Response()
        case "truncated":
            return await partly(request, body, content_type)
        case "slow":
            return await _slowly(request, body, content_type)
        case status:
            return web.Response(
                status=int(status), text="<h1>Out of order</h1>", headers=fault.headers
            )


def close(request: web.Request) -> None:
    """Hang up without an answer."""
    assert request.transport
    request.transport.abort()


async def partly(request: web.Request, body: bytes, content_type: str) -> web.StreamResponse:
    """Promise the whole body, send half of it, hang up."""
    response = web.StreamResponse(
        headers={"Content-Type": content_type, "Content-Length": str(len(body))}
    )
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    assert request.transport
    request.transport.close()
    return response


async def _slowly(request: web.Request, body: bytes, content_type: str) -> web.StreamResponse:
    """Send a byte now and then, fast enough that no read ever times out."""
    response = web.StreamResponse(
        headers={"Content-Type": content_type, "Content-Length": str(len(body))}
    )
    await response.prepare(request)
    for byte in body:
        await response.write(bytes([byte]))
        await asyncio.sleep(_DRIP)
    return response
