"""One interaction's answer: acknowledged once, in time, then shown, a page at a time.

Interactions are not bound to the bot's global limit (developer documentation, Rate Limits), so
these leave directly. What does not get through is tried again for a while: a first answer that
comes twice is refused, an edit is the same edit, and in a channel a nonce makes two messages one.
Only a further message of an interaction has none: it is not repeated when no answer comes, and
after a 5xx who asked may read a word meant for them alone twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog
from discord.http import Route

from bot.channels.discord import panel
from bot.channels.discord.components import clip
from bot.channels.discord.files import form_of
from bot.channels.discord.mentions import pressable
from bot.channels.discord.origin import has_company, is_guest, key_of
from bot.channels.discord.render import Payload, as_words, pages
from bot.channels.discord.sender import BEFORE_SENDING
from bot.channels.discord.wire import NotTaken, field_of
from bot.chat.actions import Action, Input, write_action
from bot.chat.sent import SentMessages
from bot.chat.views import View
from bot.chat.views.model import Enclosed
from bot.chat.views.runs import units
from bot.chat.views.settings import SettingsView
from locales import Translator

if TYPE_CHECKING:
    from bot.channels.discord.bot import DiscordBot

log = structlog.get_logger()

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
EPHEMERAL = 1 << 6
# What Discord says (developer documentation, Opcodes and Status Codes) to a first answer that comes
# twice, such as after a 5xx that it had done all the same; to one that comes late; to whoever
# writes with a token that was never answered with, or is over; and of a message that somebody
# deleted.
ACKNOWLEDGED, LATE, UNANSWERED, OVER, DELETED = 40060, 10062, 10015, 50027, 10008
NO_PERMISSION = 50013
# What may become of an answer on its way.
UNTAKEN = (discord.DiscordException, aiohttp.ClientError, OSError)
ORIGINAL = "/messages/@original"
# Lets Discord tell the id of the message that a first answer shows.
WITH_MESSAGE = {"with_response": "true"}
# Discord's limits: characters of a completion, and how many there may be.
CHOICE, MOST_CHOICES = 100, 25
# Messages after the first answer where we are a guest (developer documentation, Create Followup
# Message).
FOLLOW_UPS = 5
PATIENCE = 5.0  # seconds for Discord to answer
# Seconds in which what does not get through is tried again: a first answer, which Discord wants
# within three; others.
FIRST, LASTING = 2.5, 120.0
# Seconds between two tries, doubling up to the second.
PAUSE, LONGEST_PAUSE = 0.3, 10.0
# An edit changes only what it names, and nobody is called by an answer.
WHOLE: Payload = {"content": "", "embeds": [], "allowed_mentions": {"parse": []}}


class Reply:
    """The answer to one interaction.

    `alone` shows it to nobody else; `turns` lets the pressed message become it, where it can: a
    message of components v2 stays one, and no other becomes one.
    """

    def __init__(
        self,
        client: DiscordBot,
        interaction: discord.Interaction,
        *,
        alone: bool = False,
        turns: bool = False,
    ) -> None:
        self._http = client.http
        self._mentions = client.registration.mentions
        self._interaction = interaction
        self._in_company = has_company(interaction)
        self._is_guest = is_guest(interaction)
        self._alone = alone
        self._turns = turns
        self._lock = asyncio.Lock()
        self._deferred = False
        self._sent = False
        # The file that goes with the next message.
        self._enclosed: Enclosed | None = None

    async def defer(self) -> None:
        """Say once that the answer takes longer, unless it is being shown already."""
        async with self._lock:
            if self._deferred or self._sent:
                return
            self._deferred = True
            if self._turns:
                await self._callback({"type": DEFER_UPDATE, "data": {}})
            else:
                await self._callback({"type": DEFER, "data": _to({}, alone=self._alone)})

    async def show_meanwhile(self, view: View, t: Translator, given: Input | None) -> None:
        """Show the view's first message where the answer will be, unless that is there already."""
        await self.defer()
        async with self._lock:
            if self._sent:
                return
            first = pages(pressable(view, self._mentions), t, given)[0][0]
            route = self._webhook("PATCH", ORIGINAL)
            await self._persistently(route, WHOLE | first, hurried=True)

    async def send(
        self, view: View, t: Translator, given: Input | None, page: int = 1, *, sent: SentMessages
    ) -> None:
        """Show that page of the view, or the nearest there is; `given` shows the view again. What
        its messages are about is noted in `sent`.

        A private one never takes the place of a message that was pressed, and nobody else is shown
        it. When Discord waits no longer, what is for everybody is said in the channel, to whoever
        asked; what is not raises.
        """
        async with self._lock:
            self._sent = True
            sheets = _sheets(pressable(view, self._mentions), t, given)
            messages = sheets[min(max(page, 1), len(sheets)) - 1]
            if self._is_guest and len(messages) > FOLLOW_UPS:
                # One of them may have taken the place of what all saw.
                log.warning("a guest's answer is cut", messages=len(messages))
                messages = messages[:FOLLOW_UPS]
            for number, message in enumerate(messages):
                payload = _whole(message)
                self._enclosed = None if number else view.enclosed
                try:
                    if number:
                        shown = await self._follow(payload, view)
                    else:
                        shown = await self._first(payload, view)
                except discord.HTTPException as error:
                    if error.code not in (UNANSWERED, OVER) or not self._is_for_all(view):
                        raise
                    shown = await self._post(payload, number)
                if not self._is_guest:
                    await sent.note(key_of(self._interaction), shown, view.about)

    async def repeat(self, message: discord.Message, without: Action) -> str:
        """Show everybody the message without the button `without`; the new message's id, or ""."""
        left_out = write_action(without)
        kept: list[Payload] = []
        for each in message.components:
            row: Payload = dict(each.to_dict())
            buttons = [item for item in row["components"] if item.get("custom_id") != left_out]
            if buttons:
                kept.append(row | {"components": buttons})
        embeds = [dict(embed.to_dict()) for embed in message.embeds]
        shown = {"content": message.content, "embeds": embeds, "components": kept}
        return await self._callback({"type": MESSAGE, "data": WHOLE | shown})

    async def complete(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer completions: what is shown, and what it stands for; those that Discord takes."""
        found: list[Payload] = []
        for name, value in choices:
            shown = clip(name.strip(), CHOICE)
            if shown and value and units(value) <= CHOICE:
                found.append({"name": shown, "value": value})
        await self._callback({"type": CHOICES, "data": {"choices": found[:MOST_CHOICES]}})

    async def ask(self, form: dict[str, Any]) -> None:
        """Open a form."""
        await self._callback({"type": MODAL, "data": form})

    def _is_for_all(self, view: View) -> bool:
        """Whether the answer may stand in the channel, and nobody minds."""
        if view.private or self._is_guest:
            return False
        return not self._in_company or not (self._alone or self._turns)

    async def _first(self, payload: Payload, view: View) -> str:
        """Show the first message of the answer; its id."""
        becomes = not view.private and panel.is_v2(self._interaction.message) == _is_v2(payload)
        if not self._deferred:
            answer = {"type": MESSAGE, "data": _to(payload, alone=self._alone or view.private)}
            if self._turns and becomes:
                answer = {"type": UPDATE, "data": payload}
            # An answer that failed may have arrived all the same: then it is there to be edited. If
            # it is not, Discord says so.
            try:
                return await self._callback(answer)
            except discord.HTTPException as error:
                if error.code != LATE and error.status < 500:
                    raise
            except UNTAKEN:
                pass
        elif self._turns and not becomes:
            return await self._follow(payload, view)
        elif view.private and not self._alone and self._in_company:
            # All see that we are thinking, and a further message would take that one's place and be
            # seen by all.
            await self._withdraw()
            return await self._follow(payload, view)
        edited = await self._persistently(self._webhook("PATCH", ORIGINAL), payload)
        return _id_of(edited)

    async def _follow(self, payload: Payload, view: View) -> str:
        """Show a further message; its id."""
        body = _to(payload, alone=self._alone or view.private)
        posted = await self._persistently(self._webhook("POST"), body, unique=False)
        return _id_of(posted)

    async def _withdraw(self) -> None:
        """Delete the message that all see, unless somebody has done so."""
        try:
            await self._persistently(self._webhook("DELETE", ORIGINAL))
        except discord.NotFound as error:
            if error.code != DELETED:
                raise

    async def _post(self, payload: Payload, number: int) -> str:
        """Say it in the channel, calling whoever asked; the first message's id.

        What is said there needs the channel's permissions, as an interaction's answer does not:
        without that for embeds it is said in words, like lists.
        """
        embeds = bool(payload.get("embeds"))
        if not embeds or self._interaction.app_permissions.embed_links or not self._in_company:
            try:
                return await self._post_message(self._calling(payload), f"{number}")
            except discord.Forbidden as error:
                if not embeds or error.code != NO_PERMISSION:
                    raise
        first = ""
        for place, words in enumerate(as_words(payload)):
            message = WHOLE | words
            if not place:
                message = self._calling(message)
            posted = await self._post_message(message, f"{number}.{place}")
            first = first or posted
        return first

    def _calling(self, payload: Payload) -> Payload:
        """The payload, with a word to whoever asked where others are."""
        user = str(self._interaction.user.id)
        lines = [payload.get("content", "")]
        if self._interaction.guild_id is not None:
            lines.insert(0, f"<@{user}>")
        content = "\n".join(filter(None, lines))
        if content:
            payload = payload | {"content": content}
        return payload | {"allowed_mentions": {"parse": [], "users": [user]}}

    async def _post_message(self, payload: Payload, number: str) -> str:
        """Post it in the channel; its id. Its nonce lets it be sent again."""
        nonce = {"nonce": f"{self._interaction.id}-{number}", "enforce_nonce": True}
        channel_id = self._interaction.channel_id
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        posted = await self._persistently(route, payload | nonce)
        return _id_of(posted)

    async def _callback(self, payload: dict[str, Any]) -> str:
        """Give the first answer; the id of the message that it shows, or "" where none is told."""
        path = "/interactions/{webhook_id}/{webhook_token}/callback"
        try:
            route = self._route("POST", path, webhook_id=self._interaction.id)
            answered = await self._persistently(route, payload, query=WITH_MESSAGE, hurried=True)
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:
                raise
            return ""
        resource = field_of(answered, "resource")
        return _id_of(field_of(resource, "message"))

    def _route(self, method: str, path: str, **parameters: Any) -> Route:
        # The library counts limits by these two names; every interaction has its own.
        return Route(method, path, webhook_token=self._interaction.token, **parameters)

    def _webhook(self, method: str, path: str = "") -> Route:
        path = "/webhooks/{webhook_id}/{webhook_token}" + path
        return self._route(method, path, webhook_id=self._interaction.application_id)

    async def _persistently(
        self,
        route: Route,
        payload: dict[str, Any] | None = None,
        *,
        query: Mapping[str, str] | None = None,
        hurried: bool = False,
        unique: bool = True,
    ) -> Any:
        """Discord's answer to the request, repeated for a while if no useful one comes.

        A first answer is `hurried`. What is not `unique` would be done twice, and is not repeated
        when it may have been done.
        """
        clock = asyncio.get_running_loop().time
        lasting = FIRST if hurried else LASTING
        until = clock() + lasting
        pause = PAUSE
        tries = 0
        while True:
            tries += 1
            try:
                return await self._request(route, payload, query)
            except (
                aiohttp.ClientError,
                OSError,
                discord.DiscordServerError,
                discord.RateLimited,
            ) as error:
                wait = pause
                if not hurried:  # which would come too late if it waited as long as it is told
                    wait = max(pause, _asked(error))
                in_time = clock() + wait <= until or (tries == 1 and wait == pause)
                if not in_time or not (unique or _may_be_repeated(error)):
                    raise
            await asyncio.sleep(wait)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _request(
        self, route: Route, payload: dict[str, Any] | None, query: Mapping[str, str] | None
    ) -> Any:
        body: dict[str, Any] = {}
        if payload is not None and self._enclosed is not None:
            body["form"] = form_of(payload, self._enclosed)
        elif payload is not None:
            body["json"] = payload
        async with asyncio.timeout(PATIENCE):
            return await self._http.request(route, params=query, **body)


def _id_of(message: Any) -> str:
    """The message's id; "" where Discord told of none."""
    return str(field_of(message, "id") or "")


def _asked(error: Exception) -> float:
    """How many seconds Discord wants us to wait."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if isinstance(error, NotTaken) and error.seconds is not None:
        return error.seconds
    return 0.0


def _may_be_repeated(error: Exception) -> bool:
    """Whether the request was certainly not done, or is repeated after this all the same."""
    return isinstance(
        error, (NotTaken, discord.DiscordServerError, discord.RateLimited, *BEFORE_SENDING)
    )


def _to(payload: Payload, *, alone: bool) -> Payload:
    """The payload, shown to everybody or to one person alone."""
    if alone:
        return payload | {"flags": payload.get("flags", 0) | EPHEMERAL}
    return payload


def _sheets(view: View, t: Translator, given: Input | None) -> list[list[Payload]]:
    """The view's pages, each as its messages."""
    if isinstance(view, SettingsView) and view.panel:
        return [[panel.payload(view.panel)]]
    return pages(view, t, given)


def _whole(message: Payload) -> Payload:
    """The message with all that an edit must name."""
    if _is_v2(message):
        return message
    return WHOLE | message


def _is_v2(message: Payload) -> bool:
    return bool(message.get("flags", 0) & panel.IS_COMPONENTS_V2)
