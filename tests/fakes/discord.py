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

import base64
import dataclasses
import functools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.fakes.discord_acting import Acting
from tests.fakes.discord_answering import Answering
from tests.fakes.discord_asking import Asking
from tests.fakes.discord_commands import Commands
from tests.fakes.discord_limits import NONE, Limits, RateLimits, Verdict
from tests.fakes.discord_rest import Ask, Route, Router, ask_of
from tests.fakes.discord_sending import Sending
from tests.fakes.discord_state import Channel, Json, Message, Refusal
from tests.fakes.kit import Platform
from tests.fakes.server import page

_API = "/api/v10"
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


class FakeDiscord(Acting, Platform):
    """The server, the world it shows, and the notes it takes.

    `limits` None lets everything through; `speed` makes the seconds of limits, of answers due and
    of nonces pass faster; `latency` is how long an answer takes (it is done on arrival); with
    `punctual` false, interactions may be answered late. `fail` and `fail_always` take a route
    (`discord_limits.SEND`), a channel's or interaction's id as text, or "*", and the kinds of
    `kit.Platform`; a status may come with Discord's code ("403:50013"). More of them:
    "429:5:global", "429:5:unsigned" (said not by Discord but by the guard before it), and
    "echo:list" (done, but answered with that), "echo:huge" (with more blanks than anybody reads).
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
        Platform.__init__(self)
        Acting.__init__(self, speed=speed, now=now)
        # As Discord's do, it begins with the application's id.
        whose = base64.urlsafe_b64encode(str(self.bot.id).encode()).decode().rstrip("=")
        self.token = f"{whose}.loopback.token-for-tests-only"
        # Other applications that this server serves, each with a world, limits and faults of its
        # own.
        self.others: list[FakeDiscord] = []
        self._made = functools.partial(
            FakeDiscord,
            limits=limits,
            speed=speed,
            latency=latency,
            punctual=punctual,
            utf16_too=utf16_too,
            now=now,
        )
        self.latency = latency
        self.rates = RateLimits(limits or NONE, speed)
        self.commands = Commands()
        # The files that were fetched.
        self.given: list[str] = []
        self.gateway.token, self.gateway.limits = self.token, limits or NONE
        sending = Sending(self, utf16_too=utf16_too)
        answering = Answering(self, sending, punctual=punctual)
        self.known = answering.known
        self._router = Router(
            [*Asking(self, self.commands).routes, *sending.routes, *answering.routes]
        )

    def another(self) -> FakeDiscord:
        """One more application at the same address, before the server starts."""
        self._last += 1
        other = self._made()
        other._last = self._last + 1_000_000 * (len(self.others) + 1)
        other.bot.id = other.snowflake()
        other.users = {other.bot.id: other.bot}
        whose = base64.urlsafe_b64encode(str(other.bot.id).encode()).decode().rstrip("=")
        other.token = other.gateway.token = f"{whose}.loopback.token-for-tests-only"
        self.others.append(other)
        self.gateway.others.append(other.gateway)
        self.users |= other.users
        other.users = self.users
        return other

    @property
    def bots(self) -> list[FakeDiscord]:
        """All applications of the server, itself the first."""
        return [self, *self.others]

    @property
    def tokens(self) -> str:
        """The tokens of all of them, as a setting has them."""
        return " ".join(each.token for each in self.bots)

    def share(self, channel: Channel) -> Channel:
        """The channel of another application's world, and its guild, as this one knows them."""
        guild = channel.guild
        assert guild
        twins = {bot.bot.id for bot in self.bots}
        members = {user: roles for user, roles in guild.members.items() if user not in twins}
        members = {user: roles for user, roles in members.items() if not self.users[user].is_bot}
        own = dataclasses.replace(guild, members=members, channels={}, system_channel=None)
        for each in guild.channels.values():
            twin = dataclasses.replace(each, guild=own, stored={})
            self.channels[twin.id] = own.channels[twin.id] = twin
        self.guilds[own.id] = own
        self.join_guild(own, known=True)
        return own.channels[channel.id]

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/attachments/{id}/{name}", self._give),
            web.get("/gateway", self.gateway.serve),
            web.route("*", "/{path:.*}", self._serve),
        ]

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        for each in self.bots:
            each.gateway.url = self.url.replace("http", "ws", 1) + "/gateway"
            each.cdn = self.url
        return self

    async def __aexit__(self, *details: object) -> None:
        for each in self.bots:
            each.gateway.drop()
        await super().__aexit__(*details)

    @property
    def api_url(self) -> str:
        """What the library takes as its routes' base."""
        return self.url + _API

    @property
    def syncs(self) -> int:
        """How often a table of commands was registered."""
        return self.commands.syncs

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

    async def _give(self, request: web.Request) -> web.StreamResponse:
        """A file that somebody has sent with a command."""
        content = self.attached.get(int(request.match_info["id"]))
        self.given.append(request.match_info["name"])
        if content is None:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=content)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(_API)
        for other in self.others:
            if request.headers.get("Authorization") == f"Bot {other.token}" or any(
                token in other.known for token in path.split("/")
            ):
                return await other._serve(request)
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
            fault = self.due((*_ids(params), route.key))
            result = await self.misbehave(request, fault, lambda: self._do(request, call, route))
        await self.linger()
        return self._answered(call, result, verdict)

    def echo(self, result: Any, look: str) -> web.Response:
        """Something else than what was done."""
        if look == "huge":
            body = json.dumps(result).encode() + b" " * (64 * 1024 * 1024)
            return web.Response(body=body, headers={"Content-Type": "application/json"})
        return page({"page": "200", "list": "200:list"}[look])

    def too_many(self, detail: str) -> web.Response:
        """Discord's, with the seconds to wait and the scope; "unsigned" is the guard's."""
        seconds, _, scope = detail.partition(":")
        if scope == "unsigned":
            return _limited(Verdict({}, {}, banned=True))
        body = {
            "message": "You are being rate limited.",
            "retry_after": float(seconds),
            "global": scope != "",
        }
        wait = str(int(float(seconds) + 1))
        return _response(body, 429, {"Via": "1.1 loopback", "Retry-After": wait})

    def refusal(self, status: int, detail: str) -> Refusal:
        """Discord's; `detail` is its code."""
        code = int(detail) if detail.isdecimal() else 0
        return Refusal(status, code, _CODES.get(code, _PLAIN.get(status, "Error")))

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


def _ids(params: dict[str, str]) -> tuple[str, str]:
    """The channel and the interaction that a request is about; "" where it names none."""
    return params.get("channel_id", ""), params.get("interaction_id", "")


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
