"""What a new channel's fake is made from: a server that notes calls, misbehaves and can be waited
for.

A fake of a platform derives from `Platform`, says its routes, and leads each request through
`meet`. A whole one, for a platform that takes messages at one address:

    class FakeBoard(Platform):
        def __init__(self) -> None:
            super().__init__()
            self.messages: list[str] = []

        def routes(self) -> list[web.RouteDef]:
            return [web.post("/board/{room}", self._serve)]

        async def _serve(self, request: web.Request) -> web.StreamResponse:
            room = request.match_info["room"]
            call = Call("post", await request.json(), time.monotonic())

            async def do() -> web.Response:
                self.messages.append(call.body["text"])
                return web.json_response({"ok": True})

            return await self.meet(request, call, (room, "post"), do)

    async with FakeBoard() as board:
        board.fail("kitchen", "429:5", "drop")  # the next two calls for that room
        board.fail_always("post", "502")  # every call of that name, until `heal()`
        ...
        await board.wait_for(lambda: board.messages)

Where a platform words its refusals in its own way it says so in `refusal` and `too_many`.
`LoopbackServer` adds the start at a free port, `in_thread`, `latency` and the log of requests.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from aiohttp import web

from tests.fakes.server import PATIENCE, LoopbackServer, close, page

T = TypeVar("T")

FOREVER = 3600.0  # Longer than any client waits.
_LOOK = 0.005  # Seconds between two looks while waiting for something to become true.
_AFTERWARDS = frozenset(("", "timeout", "slow", "lost", "echo"))  # The call is done all the same.


@dataclass
class Call:
    """A call as the server saw it (`at` in monotonic seconds), and the status it answered; None
    while under way."""

    name: str
    body: Any
    at: float
    status: int | None = None


class Platform(LoopbackServer):
    """A platform's server. `history` holds its calls in the order they came.

    `fail` and `fail_always` take a key that the fake looks for (a chat, a method; "*" is every one)
    and these kinds:

    - "timeout" (done, but never answered), "lost" (done, then hung up on), "slow:2" (done, answered
      so much later), "500:done" (done, and yet answered with that status);
    - "drop" (hung up on, not done), "429:5" (retry after 5), "502" (a gateway's page), "403" or
      another status, with what the platform makes of the detail after it ("400:TOPIC_CLOSED");
    - "page:403" and "page:403:gbk" (not done, answered by something on the way, such as a captive
      portal; see `server.page`), "said:500:{…}" (not done; these very words, under a type that is
      not theirs), and "echo:page" (done, but answered with a page; platforms add other echoes).
    """

    said_by_gateway: ClassVar[Sequence[str]] = ("502", "503", "504")

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Any] = []

    @property
    def refused(self) -> int:
        """How many calls were answered 429."""
        return sum(call.status == 429 for call in list(self.history))

    async def wait_for(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:  # noqa: ASYNC109
        """What the predicate returns as soon as that is true; raises TimeoutError. For tests in a
        loop."""
        return await until(predicate, timeout)

    def wait_until(self, predicate: Callable[[], T], timeout: float = PATIENCE) -> T:
        """The same for blocking tests beside `in_thread`."""
        end = time.monotonic() + timeout
        while not (result := predicate()):
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(_LOOK)
        return result

    def due(self, keys: Sequence[str]) -> str:
        """The kind of fault that is due for the first of these keys that has one; "" for none."""
        for key in keys:
            if key and (fault := self.fault(key)):
                return fault.kind
        return ""

    async def meet(
        self,
        request: web.Request,
        call: Call,
        keys: Sequence[str],
        do: Callable[[], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        """The answer to a call, which is noted: that of `do`, or what the fault due makes of it."""
        self.history.append(call)
        response: web.StreamResponse = await self.misbehave(request, self.due(keys), do)
        await self.linger()
        call.status = response.status
        return response

    async def misbehave(
        self, request: web.Request, fault: str, do: Callable[[], Awaitable[Any]]
    ) -> Any:
        """What `do` returns, with that fault: a Response where the answer is none of the
        platform's, and what `refusal` and `too_many` return where it refuses."""
        kind, _, detail = fault.partition(":")
        result = None
        if kind in _AFTERWARDS or detail == "done":
            result = await do()
        match kind:
            case "":
                return result
            case "timeout" | "slow":
                await asyncio.sleep(FOREVER if kind == "timeout" else float(detail))
                return result
            case "drop" | "lost":
                close(request)
                return web.Response()
            case "page":
                return page(detail)
            case "said":
                status, _, words = detail.partition(":")
                return web.Response(status=int(status), text=words, content_type="text/html")
            case "echo":
                return self.echo(result, detail)
            case "429":
                return self.too_many(detail)
            case _ if kind in self.said_by_gateway:
                html = "<html><title>Bad Gateway</title>"
                return web.Response(status=int(kind), text=html, content_type="text/html")
            case status:
                return self.refusal(int(status), "" if detail == "done" else detail)

    def echo(self, result: Any, look: str) -> Any:
        """The answer to what was done that says little of it."""
        assert look == "page", look
        return page("200")

    def too_many(self, detail: str) -> Any:
        """The refusal of one call too many; `detail` is the seconds to wait."""
        return web.Response(status=429, headers={"Retry-After": detail})

    def refusal(self, status: int, detail: str) -> Any:
        """The refusal with that status."""
        return web.Response(status=status, text=detail)


async def until(predicate: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109
    """What the predicate returns as soon as that is true; raises TimeoutError."""
    async with asyncio.timeout(timeout):
        while not (result := predicate()):  # noqa: ASYNC110  (any state may be asked about)
            await asyncio.sleep(_LOOK)
    return result
