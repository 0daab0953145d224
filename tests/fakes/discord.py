"""A Discord on loopback, gateway and REST v10, as strict as the real one, for the real library.

It follows Discord's documents; where limits are not published it takes the strictest that is told.
What people do is said by the functions of `discord_control.Control` and `discord_acting.Acting`.

    async with FakeDiscord() as discord, connected_to(discord):
        client = AutoShardedClient(intents=Intents(guilds=True), guild_ready_timeout=0.1)
        ...
        guild = discord.guild(discord.user("Ann"))
        asked = discord.slash(guild.owner, guild.system_channel, "paper", {"number": 3})
        assert (await asked.wait_answer()).text == "..."
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.fakes.discord_acting import Acting
from tests.fakes.discord_answering import Answering
from tests.fakes.discord_asking import Asking
from tests.fakes.discord_commands import Commands
from tests.fakes.discord_interaction import until
from tests.fakes.discord_limits import NONE, Limits, RateLimits, Verdict
from tests.fakes.discord_rest import Ask, Route, Router, ask_of
from tests.fakes.discord_sending import Sending
from tests.fakes.discord_state import Channel, Json, Message, Refusal
from tests.fakes.server import PATIENCE, LoopbackServer, close, page

T = TypeVar("T")

_API = "/api/v10"
_FOREVER = 3600.0  # Longer than any client waits.
_LOOK = 0.005
_PLAIN = {
    400: "Bad Request",
    401: "401: Unauthorized",
    403: "Forbidden",
    404: "404: Not Found",
    405: "405: Method Not Allowed",
    500: "500: Internal Server Error",
}
_CODES = {
    10003: "Unknown Channel",
    10008: "Unknown Message",
    50001: "Missing Access",
    50013: "Missing Permissions",
}


@dataclass
class Call:
    """A request as the server saw it (`at` in monotonic seconds), and the status it answered; None
    while under way.

    `route` is the method and the documented path, such as `discord_limits.SEND`.
    """

    route: str
    params: dict[str, str]
    body: Any
    at: float
    status: int | None = None
    code: int = 0


class FakeDiscord(Acting, LoopbackServer):
    """The server, the world it shows, and the notes it takes.

    `limits` None lets everything through; `speed` makes the seconds of limits, of answers due and
    of nonces pass faster; `latency` is how long an answer takes (it is done on arrival); with
    `punctual` false, interactions may be answered late. `fail` and `fail_always` take a route
    (`discord_limits.SEND`), a channel's or interaction's id as text, or "*", and these kinds:
    "timeout" (done, but never answered), "drop" (hung up on, not done), "lost" (done, then hung up
    on), "slow:2" (done, answered so much later), "429:5" (retry after 5), "429:5:global",
    "429:5:unsigned" (said not by Discord but by the guard before it), a status ("500", "502"), one
    with Discord's code ("403:50013"), one given although it was done ("500:done"), "page:403" and
    "page:403:gbk" (not done, answered by something on the way, see `server.page`), or "echo:page"
    and "echo:list" (done, but answered with that).
    """

    def __init__(
        self,
        *,
        limits: Limits | None = Limits(),  # noqa: B008  (frozen)
        speed: float = 1.0,
        latency: float = 0.0,
        punctual: bool = True,
        utf16_too: bool = True,
        now: Callable[[], float] = time.time,
    ) -> None:
        LoopbackServer.__init__(self)
        Acting.__init__(self, speed=speed, now=now)
        self.token = "loopback.discord.token-for-tests-only"
        self.latency = latency
        self.rates = RateLimits(limits or NONE, speed)
        self.history: list[Call] = []
        self.commands = Commands()
        self.gateway.token, self.gateway.limits = self.token, limits or NONE
        sending = Sending(self, utf16_too=utf16_too)
        answering = Answering(self, sending, punctual=punctual)
        self.known = answering.known
        self._router = Router(
            [*Asking(self, self.commands).routes, *sending.routes, *answering.routes]
        )

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/gateway", self.gateway.serve), web.route("*", "/{path:.*}", self._serve)]

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self.gateway.url = self.url.replace("http", "ws", 1) + "/gateway"
        return self

    async def __aexit__(self, *details: object) -> None:
        self.gateway.drop()
        await super().__aexit__(*details)

    @property
    def api_url(self) -> str:
        """What the library takes as its routes' base."""
        return self.url + _API

    @property
    def syncs(self) -> int:
        """How often a table of commands was registered."""
        return self.commands.syncs

    @property
    def refused(self) -> int:
        """How many requests were answered 429."""
        return sum(call.status == 429 for call in list(self.history))

    def peak(self) -> int:
        """The most requests taken in any sliding second (of the limits' seconds), interactions'
        aside."""
        return self.rates.peak()

    def messages(self, channel: Channel) -> list[Message]:
        """The bot's messages there in the order they arrived, deleted ones too, ephemeral ones
        not."""
        return [message for message in list(channel.stored.values()) if message.by_bot]

    def calls(self, route: str) -> list[Call]:
        """The requests of that route, whatever became of them."""
        return [call for call in list(self.history) if call.route == route]

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

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(_API)
        found = self._router.find(request.method, path)
        route, params = found or (Route(f"{request.method} {path}", _nowhere, open=True), {})
        call = Call(route.key, params, None, time.monotonic())
        self.history.append(call)
        if not route.open and request.headers.get("Authorization") != f"Bot {self.token}":
            return self._answered(call, Refusal(401, 0, _PLAIN[401]), Verdict({}))
        verdict = self.rates.admit(route.key, params, exempt=route.open)
        result: Any
        if verdict.banned or verdict.refusal is not None:
            result = _limited(verdict)
        else:
            result = await self._faulty(request, call, route)
        await self.linger()
        return self._answered(call, result, verdict)

    async def _faulty(self, request: web.Request, call: Call, route: Route) -> Any:
        """What the request gives, with the fault that is due; a Response where it is none of
        Discord's."""
        kind, _, detail = self._due(call).partition(":")
        if kind in ("", "timeout", "slow", "lost", "echo") or detail == "done":
            result = await self._do(request, call, route)
            if kind in ("timeout", "slow"):
                await asyncio.sleep(_FOREVER if kind == "timeout" else float(detail))
        if kind in ("", "slow", "timeout"):
            return result
        if kind in ("drop", "lost"):
            close(request)
            return web.Response()
        if kind in ("page", "echo"):
            return page({"page": "200", "list": "200:list"}[detail] if kind == "echo" else detail)
        if kind == "429":
            seconds, _, scope = detail.partition(":")
            if scope == "unsigned":
                return _limited(Verdict({}, {}, banned=True))
            body = {
                "message": "You are being rate limited.",
                "retry_after": float(seconds),
                "global": scope != "",
            }
            return _response(
                body, 429, {"Via": "1.1 loopback", "Retry-After": str(int(float(seconds) + 1))}
            )
        if kind in ("502", "503", "504"):
            return web.Response(
                status=int(kind), text="<html><title>Bad gateway</title>", content_type="text/html"
            )
        code = int(detail) if detail.isdecimal() else 0
        return Refusal(int(kind), code, _CODES.get(code, _PLAIN.get(int(kind), "Error")))

    def _due(self, call: Call) -> str:
        ids = (call.params.get(name, "") for name in ("channel_id", "interaction_id"))
        for key in (*ids, call.route):
            if key and (fault := self.fault(key)):
                return fault.kind
        return ""

    async def _do(self, request: web.Request, call: Call, route: Route) -> Any:
        """What the route answers, or its Refusal."""
        try:
            ask = await ask_of(request, call.params)
            call.body = ask.body
            with self.lock:
                return route.answer(ask)
        except Refusal as refusal:
            return refusal

    def _answered(self, call: Call, result: Any, verdict: Verdict) -> web.StreamResponse:
        """The answer to a request, noted down."""
        if isinstance(result, Refusal):
            call.code = result.code
            response = _response(result.json(), result.status, verdict.headers)
        elif isinstance(result, web.Response):
            response = result
        else:
            response = _response(result, 204 if result is None else 200, verdict.headers)
        call.status = response.status
        if not verdict.banned:
            self.rates.note(call.status)
        return response


def _nowhere(_: Ask) -> Json:
    raise Refusal(404, 0, _PLAIN[404])


def _limited(verdict: Verdict) -> web.Response:
    if verdict.banned:
        # The ban is not Discord's but that of the guard before it: no JSON, no Via.
        return web.Response(
            status=429, text="<html><title>You are being rate limited", content_type="text/html"
        )
    return _response(verdict.refusal, 429, verdict.headers)


def _response(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204, headers=headers)
    # The library takes for JSON what has exactly this type, without a charset.
    typed = headers | {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=typed)
