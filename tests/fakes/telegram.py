"""A Bot API server on loopback, as strict as the real one, for the real library.

It follows the Bot API's documents and TDLib where they are public, and refuses in their words;
where limits are not published it takes the strictest that is told. What people do is said by the
functions of `telegram_control.Control`.

    async with FakeTelegram() as telegram:
        builder = Application.builder().token(telegram.token).base_url(telegram.base_url)
        ...
        ann = telegram.user("Ann")
        telegram.say(telegram.private(ann), ann, "/today")
        await telegram.wait_for(lambda: telegram.messages(telegram.private(ann)))
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from core.accounts import further
from tests.fakes.kit import Platform
from tests.fakes.server import page
from tests.fakes.telegram_asking import Asking
from tests.fakes.telegram_control import Control
from tests.fakes.telegram_flood import Flood, Limits
from tests.fakes.telegram_params import Params, params_of
from tests.fakes.telegram_sending import Sending
from tests.fakes.telegram_state import Chat, Json, Message, Refusal
from tests.fakes.telegram_world import BOT_ID

_STATUS_TEXTS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 409: "Conflict"}


@dataclass
class Call:
    """A call as the server saw it (`at` in monotonic seconds), and the status it answered; None
    while under way."""

    method: str
    values: Json
    at: float
    status: int | None = None
    refusal: str = ""


class FakeTelegram(Control, Platform):
    """The server, the world it shows, and the notes it takes.

    `limits` None lets everything through; `speed` makes the limits' seconds pass faster; `latency`
    is how long an answer takes (messages are stored on arrival). `fail` and `fail_always` take a
    method ("sendMessage"), a chat's id as text, or "*", and the kinds of `kit.Platform`; a status
    may come with its sentence ("400:TOPIC_CLOSED"). More echoes: "echo:bare" (a message that has
    nothing but its id), "echo:strange" (one that no library knows), "echo:true" (no message).
    """

    said_by_gateway = ("502",)

    def __init__(
        self,
        *,
        limits: Limits | None = Limits(),  # noqa: B008  (frozen)
        speed: float = 1.0,
        latency: float = 0.0,
        privacy: bool = True,
        utf16_too: bool = True,
        now: Callable[[], float] = time.time,
        number: int = 1,
    ) -> None:
        Platform.__init__(self)
        Control.__init__(self, privacy=privacy, now=now, number=number)
        self.token = f"{BOT_ID - 1 + number}:AAloopback-token-for-tests-only-0000"
        # Other bots that this server serves, each with a world, limits and faults of its own.
        self.others: list[FakeTelegram] = []
        self._made = functools.partial(
            FakeTelegram, limits=limits, speed=speed, latency=latency, privacy=privacy, now=now
        )
        self.latency = latency
        self.flood = Flood(limits, speed)
        self._asking = Asking(self)
        self._methods = (
            self._asking.methods | Sending(self, self.flood, utf16_too=utf16_too).methods
        )
        # The files that were fetched.
        self.given: list[str] = []
        self._deliveries: list[asyncio.Task[None]] = []

    def another(self) -> FakeTelegram:
        """One more bot at the same address, before the server starts; it has people and chats of
        its own, and the same ids for those that a test lets it share (see `share`)."""
        other = self._made(number=len(self.others) + 2)
        self.others.append(other)
        self.users |= other.users
        other.users = self.users
        return other

    def share(self, chat: Chat, *, bot: str = "member") -> Chat:
        """A chat of another bot's world as this one knows it: the same ids, but what this bot sends
        is told by this world alone. Who writes there `says` it in each world."""
        twin = dataclasses.replace(chat, stored={}, actions=[], members=dict(chat.members))
        others = {BOT_ID - 1 + number for number in range(1, 50)}
        twin.members = {user: status for user, status in twin.members.items() if user not in others}
        twin.members[self.bot.id] = bot
        self.chats[twin.id] = twin
        return twin

    @property
    def bots(self) -> list[FakeTelegram]:
        """All bots of the server, itself the first."""
        return [self, *self.others]

    @property
    def account(self) -> str:
        """The name under which Paperboy keeps the bot's chats, where the server's first is its
        first."""
        number = self.bot.id - BOT_ID
        return further("telegram", str(self.bot.id)) if number else "telegram"

    @property
    def tokens(self) -> str:
        """The tokens of all its bots, as a setting has them."""
        return " ".join(each.token for each in self.bots)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/file/bot{token}/documents/{name}", self._give),
            web.route("*", "/bot{token}/{method}", self._serve),
        ]

    async def __aenter__(self) -> Self:
        await super().__aenter__()
        self._deliveries = [
            asyncio.get_running_loop().create_task(each.updates.deliver(), name="webhook")
            for each in self.bots
        ]
        return self

    async def __aexit__(self, *details: object) -> None:
        for delivery in self._deliveries:
            delivery.cancel()
            with suppress(asyncio.CancelledError):
                await delivery
        await super().__aexit__(*details)

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL; it appends the token."""
        return f"{self.url}/bot"

    @property
    def commands(self) -> dict[tuple[str, str], list[Json]]:
        """The registered commands by scope ("default", "all_private_chats", "chat:42") and language
        ("" for any)."""
        return self._asking.commands

    def peak(self) -> int:
        """The most messages and edits taken in any sliding second (of the limits' seconds)."""
        return self.flood.peak()

    def messages(self, chat: Chat, thread: int | None = None) -> list[Message]:
        """The bot's messages there in the order they arrived, deleted ones too; thread 0 is outside
        all topics."""
        mine = [message for message in list(chat.stored.values()) if message.by_bot]
        return (
            mine
            if thread is None
            else [message for message in mine if (message.thread or 0) == thread]
        )

    def calls(self, method: str) -> list[Call]:
        """The calls of that method, whatever became of them."""
        return [call for call in list(self.history) if call.method.lower() == method.lower()]

    async def _give(self, request: web.Request) -> web.StreamResponse:
        """A file of which `getFile` told the path."""
        content = self.files.get(request.match_info["name"])
        for other in self.others:
            if request.match_info["token"] == other.token:
                return await other._give(request)
        if request.match_info["token"] != self.token or content is None:
            return _answer(Refusal(404, "Not Found"))
        self.given.append(request.match_info["name"])
        return web.Response(body=content)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"]
        for other in self.others:
            if token == other.token:
                return await other._serve(request)
        if token != self.token:
            known = re.fullmatch(r"\d+:[\w-]{30,}", token)
            return _answer(Refusal(401, "Unauthorized") if known else Refusal(404, "Not Found"))
        call = Call(method, {}, time.monotonic())
        self.history.append(call)
        try:
            params = await params_of(request)
        except Refusal as refusal:
            return _answered(call, refusal)
        call.values = params.values
        fault = self.due((params.text("chat_id") or "", call.method))
        result = await self.misbehave(request, fault, lambda: self._do(call.method, params))
        await self.linger()
        return _answered(call, result)

    def echo(self, result: Any, look: str) -> Any:
        """The result of what was done, as an answer that says little of it."""
        if look == "true":
            return True
        if isinstance(result, Refusal):
            return result
        known = {"message_id": result["message_id"]}
        looks = {
            "bare": known,
            "strange": known | {"date": "today", "chat": {"kind": "circle"}},
            "page": page("200"),
        }
        return looks[look]

    def too_many(self, detail: str) -> Refusal:
        """Telegram's, with the seconds to wait."""
        return Refusal(429, f"Too Many Requests: retry after {detail}", retry_after=int(detail))

    def refusal(self, status: int, detail: str) -> Refusal:
        """Telegram's; `detail` is its sentence."""
        name = _STATUS_TEXTS.get(status, "Internal Server Error")
        return Refusal(status, f"{name}: {detail}" if detail else name)

    async def _do(self, method: str, params: Params) -> Any:
        """What the method returns, or its Refusal."""
        try:
            if method.lower() == "getupdates":
                return await self._poll(params)
            if method.lower() not in self._methods:
                return Refusal(404, "Not Found")
            with self.lock:
                return self._methods[method.lower()](params)
        except Refusal as refusal:
            return refusal

    async def _poll(self, params: Params) -> list[Json]:
        self.updates.allow(params.object("allowed_updates"))
        limit, seconds = params.number("limit") or 100, params.number("timeout") or 0
        return await self.updates.poll(params.number("offset"), limit, seconds)


def _answered(call: Call, result: Any) -> web.StreamResponse:
    """The answer to a call, noted down."""
    call.status, call.refusal = 200, ""
    if isinstance(result, Refusal):
        call.status, call.refusal = result.status, result.description
    if isinstance(result, web.Response):
        call.status = result.status
        return result
    return _answer(result)


def _answer(result: Any) -> web.Response:
    if isinstance(result, Refusal):
        return web.json_response(result.json(), status=result.status)
    return web.json_response({"ok": True, "result": result})
