"""Pushes to Discord, and what its refusals mean for whoever sends.

Sent again with the same nonce, Discord gives back the first message "in the past few minutes"
(developer documentation, Create Message, `enforce_nonce`). So what got no answer is sent again, and
nothing needs to stay unknown.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.channels.discord.render import as_words, without_embeds
from bot.channels.discord.rights import may_embed, permissions_in
from bot.channels.discord.wire import LEAST_CODE, NotTaken, field_of
from bot.delivery.pace import Rates
from core.delivery import (
    Delivery,
    DeliveryError,
    Gone,
    Limited,
    LimitedForAll,
    Rejected,
    Uncertain,
    Unsent,
)

# Discord allows 50 requests a second in all; below that, what the ways there differ by does not
# matter. How much one channel takes Discord tells with every answer, and the library keeps to it.
PER_SECOND = 47.0
# Discord's codes (developer documentation, Opcodes and Status Codes) that mean: this channel takes
# nothing from us.
NO_RIGHTS, NOT_FOUND = "no_rights", "not_found"
GONE = {
    10003: NOT_FOUND,
    50001: NO_RIGHTS,
    50007: "blocked",
    50009: NO_RIGHTS,  # the server wants to know more of us than it does
    50013: NO_RIGHTS,
    50083: "topic_closed",
    160005: "topic_closed",
    50278: "blocked",  # no server in common any more
}
# Codes that say something of Discord, or of us, and nothing of the message: it opens no more
# conversations, takes no messages for a while, has switched something off, wants less of it, has no
# index yet, is overloaded.
NOT_NOW = frozenset((40003, 40004, 40006, 40062, 110000, 130000))
# Discord's code for a channel that holds no messages, such as a forum.
NO_TEXT = 50008
NONCE = 25  # characters Discord takes
NONCE_KEPT = 180.0  # seconds; Discord says no more than "a few minutes"
# Seconds for an answer. The pauses that the library makes for the channel's limit count too.
PATIENCE = 30.0
# Seconds until we try again when it is not a channel that refuses us but Discord, or the guard
# before it.
SHUT_OUT = 60.0
# The connection did not come about, so nothing has left the machine. RuntimeError: the client is
# closed.
BEFORE_SENDING = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    RuntimeError,
)
# The types of channels that are threads (developer documentation, Channel Types).
_THREADS = (10, 11, 12)
# What Cloudflare says when it could not reach Discord at all (its documentation, Cloudflare 5xx
# errors).
_UNREACHED = (521, 522, 523, 525, 526, 530)


class TakesNoMessages(Rejected):
    """The channel holds no messages itself, but perhaps posts."""


class DiscordSender:
    """Sends the ledger's bodies: JSON as Discord takes it."""

    # The last request of a try may leave as late as our patience allows, and must still be
    # recognized.
    idempotent_for = dt.timedelta(seconds=NONCE_KEPT - PATIENCE)

    def __init__(self, client: discord.Client) -> None:
        # Who signs in again does so with another one.
        self.client = client

    async def send(
        self, delivery: Delivery, *, plain: bool = False, post: str | None = None
    ) -> str:
        """The new message's id; raises DeliveryError, but not Moved.

        Embeds become text, in as many messages as that takes, where the channel allows no embeds;
        and `plain`, where buttons go too. The id is the first message's. `post` is the channel's
        post in which it goes, where that is a forum.
        """
        there = post or delivery.key.chat_id
        body, *others = self.forms(delivery, plain=plain)
        if others or not body.get("embeds"):
            return await self.series(there, delivery, [body, *others])
        as_text = as_words(body)
        try:
            sent = await self._posted(there, body, nonce(delivery))
        except Gone as refused:
            if refused.reason != NO_RIGHTS or not self._may_write(there):
                raise
            return await self.series(there, delivery, as_text)
        if field_of(sent, "embeds") == []:
            # An earlier try sent it as text, perhaps not all of it.
            return await self.series(there, delivery, as_text)
        return str(field_of(sent, "id"))

    def forms(self, delivery: Delivery, *, plain: bool) -> Sequence[dict[str, Any]]:
        """The messages that the delivery takes in its channel, as far as is known.

        Whoever is known to be refused is not asked: so many refusals in a row lead to a ban.
        """
        body: dict[str, Any] = json.loads(delivery.body)
        if plain:
            return without_embeds(body)
        if body.get("embeds") and not may_embed(self.client, delivery.key.chat_id):
            return as_words(body)
        return [body]

    async def series(
        self,
        channel_id: str,
        delivery: Delivery,
        payloads: Sequence[Mapping[str, Any]],
        *,
        first: int = 0,
    ) -> str:
        """Send messages of the delivery that belong together; returns the first one's id. `first`
        is that one's number among all that the delivery takes. Raises DeliveryError."""
        ids: list[str] = []
        for number, payload in enumerate(payloads, start=first):
            try:
                sent = await self._posted(channel_id, payload, nonce(delivery, number))
            except (Limited, Unsent) as error:
                if ids:
                    raise Uncertain("only partly sent") from error
                raise
            ids.append(str(field_of(sent, "id")))
            if field_of(sent, "embeds"):
                # An earlier try, of which we had no answer, sent all of it as an embed.
                break
        return ids[0]

    def _may_write(self, channel_id: str) -> bool:
        """Whether anything may be said there, as far as is known."""
        known = permissions_in(self.client, channel_id)
        if known is None:
            return True
        if isinstance(self.client.get_channel(int(channel_id)), discord.Thread):
            return known.view_channel and known.send_messages_in_threads
        return known.view_channel and known.send_messages

    async def post(
        self, channel_id: str, payload: Mapping[str, Any], *, nonce: str | None = None
    ) -> str:
        """Post the payload in that channel; the new message's id. Raises as `send` does."""
        return str(field_of(await self._posted(channel_id, payload, nonce), "id"))

    async def _posted(self, channel_id: str, payload: Mapping[str, Any], nonce: str | None) -> Any:
        """The message that Discord made of the payload, or made before with the same nonce."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        body = dict(payload)
        if nonce:
            body |= {"nonce": nonce, "enforce_nonce": True}
        with translated():
            message = await self.request(route, body)
            if not field_of(message, "id"):  # so it was not Discord that answered
                raise NotTaken(200, shut=await self._is_shut())
        return message

    async def request(self, route: Route, payload: Mapping[str, Any]) -> Any:
        """Discord's answer, in time. Raises what the library raises, NotTaken and TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            try:
                return await self.client.http.request(route, json=payload)
            except NotTaken as error:
                if error.status < 400 and await self._is_shut():
                    raise NotTaken(error.status, shut=True) from None
                raise

    async def _is_shut(self) -> bool:
        """Whether a page answers every request, as in a network where one has to sign in first."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self.client.http.request(Route("GET", "/gateway"))
        except NotTaken as error:
            return error.status < 400
        except (discord.DiscordException, *BEFORE_SENDING, aiohttp.ClientError, OSError):
            return False
        return not isinstance(found, dict) or "url" not in found  # of the gateway

    async def within(self, channel_id: str) -> tuple[str, ...]:
        """The ids of the channel's server and, for a thread, its channel.

        None for direct messages, and where we are not.

        Raises DeliveryError when Discord does not tell now.
        """
        if channel := self.client.get_channel(int(channel_id)):
            return held_by(channel)
        found = await self.described(channel_id)
        ids = [found.get("guild_id")]
        if found.get("type") in _THREADS:
            ids.append(found.get("parent_id"))
        return tuple(str(each) for each in ids if each)

    async def described(self, channel_id: str) -> Mapping[str, Any]:
        """The channel in the API's own JSON, such as an archived thread, which the library forgets;
        {} where we are not.

        Raises DeliveryError when Discord does not tell now.
        """
        return await self._known(Route("GET", "/channels/{channel_id}", channel_id=channel_id))

    async def system_channel(self, guild_id: int) -> str | None:
        """The channel in which a server is told what concerns all of it; None where it has none, or
        we are not in it. Raises DeliveryError when Discord does not tell now."""
        guild = await self._known(Route("GET", "/guilds/{guild_id}", guild_id=guild_id))
        system = guild.get("system_channel_id")
        return str(system) if system else None

    async def _known(self, route: Route) -> Mapping[str, Any]:
        """What is there, in the API's own JSON; {} where we are not."""
        try:
            with translated():
                found: Mapping[str, Any] = await self.asked(route)
        except (Gone, Rejected):
            return {}
        return found

    async def asked(self, route: Route) -> Any:
        """What Discord tells, in time. Raises as `request` does."""
        async with asyncio.timeout(PATIENCE):
            return await self.client.http.request(route)


def held_by(channel: object) -> tuple[str, ...]:
    """The ids of what holds that channel, as the library knows it."""
    guild = getattr(channel, "guild", None)
    ids = (getattr(guild, "id", None), getattr(channel, "parent_id", None))
    return tuple(str(each) for each in ids if each)


def discord_rates() -> Rates:
    """What we allow ourselves of Discord's limits."""
    return Rates(per_second=PER_SECOND)


def nonce(delivery: Delivery, number: int = 0) -> str:
    """The same for the same part of the same list in the same channel, and for nothing else."""
    whole = f"{delivery.key.chat_id} {delivery.list_key} {delivery.kind} {delivery.part} {number}"
    return hashlib.sha256(whole.encode()).hexdigest()[:NONCE]


@contextmanager
def translated() -> Iterator[None]:
    """Raises DeliveryError where the library or the connection raises its own."""
    try:
        yield
    except discord.RateLimited as limited:
        raise Limited(limited.retry_after) from limited
    except discord.HTTPException as error:
        raise meaning(error) from error
    except NotTaken as error:
        raise _of_answer(error) from error
    except BEFORE_SENDING as error:
        raise Unsent(type(error).__name__) from error
    except (aiohttp.ClientError, OSError) as error:
        raise Uncertain(type(error).__name__) from error


def meaning(error: discord.HTTPException) -> DeliveryError:
    """What Discord's answer means for the delivery.

    10,000 answers of 401, 403 and 429 in ten minutes lead to a ban (developer documentation, Rate
    Limits). So a channel that is gone is left alone at once, and what refuses us altogether is
    asked once a minute.
    """
    code = 0
    if isinstance(error.code, int):
        code = error.code
    if error.status >= 500:
        return Uncertain(str(error.status))
    if error.status in (401, 429):
        return Limited(SHUT_OUT)
    if code == NO_TEXT:
        return TakesNoMessages(f"{code}: {error.text}"[:200])
    if code in GONE or (error.status == 404 and code >= LEAST_CODE):
        return Gone(GONE.get(code, NOT_FOUND))
    if error.status in (403, 404) and code < LEAST_CODE:
        # These are not Discord's words, but those of something on the way to it.
        return Unsent(str(error.status))
    if error.status == 403 or code in NOT_NOW:
        # A message that is not liked is a bad request: this is about who sends it.
        return Unsent(f"{code}: {error.text}"[:200])
    return Rejected(f"{code}: {error.text}"[:200])


def _of_answer(error: NotTaken) -> DeliveryError:
    """What an answer means that the library was not given: it says nothing of the channel."""
    if error.seconds is not None:
        seconds = error.seconds
        if not error.discords:
            seconds = max(seconds, SHUT_OUT)
        if error.everybody:
            return LimitedForAll(seconds)
        return Limited(seconds)
    taken_for_done = error.status < 300 and not error.shut
    out_of_order = error.status >= 500 and error.status not in _UNREACHED
    if taken_for_done or out_of_order:
        return Uncertain(str(error.status))
    return Unsent(str(error.status))
