"""Lists in forums: each opens a post of its own, in which its further parts stand.

Discord knows no nonce for a post. So after a try of which nobody knows what became of it, the
forum's posts are looked through for the one it may have opened; where that is not found, nothing is
opened a second time.
"""

# Tested in tests/bot/channels/discord/test_forums.py.

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord.http import Route

from bot.channels.discord.daily_thread import NAME, Speak, ThreadSender, tell_list
from bot.channels.discord.render import as_words
from bot.channels.discord.sender import NO_RIGHTS, DiscordSender, TakesNoMessages, translated
from bot.channels.discord.wire import NotTaken, field_of
from bot.chat.announced import announced_day
from bot.chat.sent import SentMessages
from core.chats import ChatKey
from core.delivery import COPY, Delivery, DeliveryKind, DeliveryState, Gone, Rejected, Untraced
from core.editions.keys import ANNOUNCED
from core.sent import About
from storage import Storage

# The flag of a forum whose posts need a tag (developer documentation, Channel Flags).
REQUIRES_TAG = 1 << 4
# The deliveries that show a list's papers.
_LISTS = (DeliveryKind.LIST, DeliveryKind.AGAIN)


class PostSender:
    """Opens posts in forums, and leaves all other channels to the sender of threads and
    messages."""

    def __init__(
        self,
        messages: DiscordSender,
        threads: ThreadSender,
        storage: Storage,
        sent: SentMessages,
        speak: Speak,
    ) -> None:
        """`speak` gives the translator into a chat's language."""
        self._messages = messages
        self._threads = threads
        self._storage = storage
        self._sent = sent
        self._speak = speak
        self.idempotent_for = threads.idempotent_for

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's, thread's or post's id; raises as the sender of threads does."""
        channel = self._messages.client.get_channel(int(delivery.key.chat_id))
        if isinstance(channel, discord.ForumChannel):
            return await self._in_forum(delivery, plain=plain)
        try:
            return await self._threads.send(delivery, plain=plain)
        except TakesNoMessages:  # a forum that the library does not know yet
            return await self._in_forum(delivery, plain=plain)

    async def _in_forum(self, delivery: Delivery, *, plain: bool) -> str:
        """Send it in the post that its list's first part opened; the first part opens it."""
        rows = await self._storage.deliveries.of(delivery.key, delivery.list_key)
        before = _before(delivery, rows)
        post = _opened(before)
        in_doubt = delivery.tried_at is not None
        earlier_in_doubt = any(row.state is DeliveryState.UNKNOWN for row in before)
        if post is None and (in_doubt or earlier_in_doubt):
            found = await self._found(delivery, rows)
            if in_doubt and found is None:
                raise Untraced("no such post is there")
            if in_doubt and found is not None:
                return await self._completed(delivery, found, plain=plain)
            post = found
        if post is None:
            return await self._open(delivery, plain=plain)
        try:
            message_id = await self._messages.send(delivery, plain=plain, post=post)
        except Gone as gone:
            if gone.reason == NO_RIGHTS:
                raise
            # Somebody has deleted or locked the post; the forum takes the next list.
            raise Rejected(f"the post: {gone.reason}", in_any_form=True) from gone
        await self._remember(delivery, post, message_id)
        return message_id

    async def _open(self, delivery: Delivery, *, plain: bool) -> str:
        """Open the post; its id, which is its first message's too."""
        forms = self._messages.forms(delivery, plain=plain)
        post = {"name": await self._name(delivery), **await self._tagged(delivery.key)}
        try:
            opened = await self._opened_with(delivery.key, post | {"message": forms[0]})
        except Gone as refused:
            if refused.reason != NO_RIGHTS or not forms[0].get("embeds"):
                raise
            # What the library knows of our permissions may be old.
            forms = as_words(forms[0])
            opened = await self._opened_with(delivery.key, post | {"message": forms[0]})
        return await self._completed(delivery, opened, plain=plain, forms=forms)

    async def _opened_with(self, key: ChatKey, payload: Mapping[str, Any]) -> str:
        """The id of the post that Discord made of the payload; raises DeliveryError."""
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=key.chat_id)
        with translated():
            post = field_of(await self._messages.request(route, payload), "id")
            if not post:  # so it was not Discord that answered
                raise NotTaken(200)
        return str(post)

    async def _completed(
        self,
        delivery: Delivery,
        post: str,
        *,
        plain: bool,
        forms: Sequence[dict[str, Any]] | None = None,
    ) -> str:
        """Send in the opened post what its first message did not hold; the post's id."""
        await self._remember(delivery, post, post)
        if forms is None:
            forms = self._messages.forms(delivery, plain=plain)
        if forms[1:]:
            await self._messages.series(post, delivery, forms[1:], first=1)
        return post

    async def _name(self, delivery: Delivery) -> str:
        """What the post is called: as the message's first line."""
        t = await self._speak(delivery.key)
        key = delivery.list_key
        date = t.date(announced_day(key) or key.day, weekday=False)
        if delivery.kind is DeliveryKind.CIRCULAR:
            return f"{t.t('circular.title')} · {date}"[:NAME]
        if key.shelf == ANNOUNCED:
            return f"{t.t('picks.heading')} · {date}"[:NAME]
        return t.t("list.header", date=date)[:NAME]

    async def _tagged(self, key: ChatKey) -> Mapping[str, Any]:
        """The tag that the forum's posts need, the first that we may give; {} where none is."""
        forum = await self._messages.described(key.chat_id)
        tags = forum.get("available_tags") or []
        if not (int(forum.get("flags") or 0) & REQUIRES_TAG and tags):
            return {}
        free = [tag for tag in tags if not tag.get("moderated")]
        return {"applied_tags": [str((free or tags)[0]["id"])]}

    async def _found(self, delivery: Delivery, rows: Sequence[Delivery]) -> str | None:
        """The id of the list's post in the forum that the ledger does not know; raises
        DeliveryError when Discord does not tell."""
        forum = await self._messages.described(delivery.key.chat_id)
        me = self._messages.client.user
        if me is None or not forum.get("guild_id"):
            return None
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=forum["guild_id"])
        with translated():
            answer = await self._messages.asked(route)
        name = await self._name(delivery)
        known = {row.message_id for row in rows}
        ledger = self._storage.deliveries
        for thread in field_of(answer, "threads") or ():
            whose = (str(thread.get("parent_id")), str(thread.get("owner_id")), thread.get("name"))
            found = str(thread.get("id"))
            if whose != (delivery.key.chat_id, str(me.id), name) or found in known:
                continue
            # Of two that are called alike on a day, the other may have opened it.
            if await ledger.message(delivery.key, found) is None:
                return found
        return None

    async def _remember(self, delivery: Delivery, post: str, message_id: str) -> None:
        """Numbers in the post mean its list, and so do replies to its messages."""
        if delivery.kind not in _LISTS:
            return
        key = dataclasses.replace(delivery.key, chat_id=post)
        await tell_list(self._storage, key, delivery.list_key)
        await self._sent.note(key, message_id, About(list_key=delivery.list_key))


def _before(delivery: Delivery, rows: Sequence[Delivery]) -> list[Delivery]:
    """The rows of the parts before it that stand in one post with it."""
    copy = delivery.part // COPY
    before: list[Delivery] = []
    for row in rows:
        if row.kind is delivery.kind and row.part // COPY == copy and row.part < delivery.part:
            before.append(row)
    return before


def _opened(before: Sequence[Delivery]) -> str | None:
    """The id of the post: the first of those parts that arrived opened it."""
    for row in before:
        if row.state is DeliveryState.SENT:
            return row.message_id
    return None
