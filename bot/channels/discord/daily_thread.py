"""Threads under the lists: one for each day. Who sends opens them; they know their list.

A thread hangs on the list's last message, bears that message's id, and there can be no second one
(developer documentation, Start Thread from Message). So opening it again after a crash does no
harm.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress

import discord
import structlog
from discord.http import Route

from bot.channels.discord.render import body, render
from bot.channels.discord.rights import THREADS
from bot.channels.discord.sender import NO_RIGHTS, NOT_FOUND, DiscordSender, nonce, translated
from bot.chat.lacks import noted
from bot.chat.views import View, sentences
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind, DeliveryState, Gone, Rejected
from core.editions.keys import ListKey
from locales import Translator
from storage import Storage

log = structlog.get_logger()

Speak = Callable[[ChatKey], Awaitable[Translator]]

# Discord's code for a message that has its thread already, and how long a thread's name may be.
EXISTS, NAME = 160004, 100


class ThreadSender:
    """Opens threads, and leaves all other deliveries to the sender of messages."""

    def __init__(self, messages: DiscordSender, storage: Storage, speak: Speak) -> None:
        """`speak` gives the translator into a chat's language."""
        self._messages = messages
        self._ledger = storage.deliveries
        self._speak = speak
        self.idempotent_for = messages.idempotent_for

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's or thread's id; raises DeliveryError, but not Gone for a thread."""
        if delivery.kind is not DeliveryKind.THREAD:
            return await self._messages.send(delivery, plain=plain)
        rows = await self._ledger.of(delivery.key, delivery.list_key)
        sent = [row for row in rows if _is_sent_list(row)]
        if not sent:
            raise Rejected("no list to open a thread under")
        message_id = sent[-1].message_id or ""
        try:
            await self._open(delivery.key.chat_id, message_id, delivery.body)
        except (Gone, Rejected) as refused:
            # The channel has its list and keeps its setting: the permission may be given any day.
            log.warning(
                "the day's thread was not opened", channel=delivery.key.chat_id, why=refused.reason
            )
            await self._tell(delivery, refused)
            raise Rejected(refused.reason, in_any_form=True) from refused
        return message_id

    async def _tell(self, delivery: Delivery, refused: Gone | Rejected) -> None:
        """Tell the channel's admins, unless the last thread was refused for the same reason; raises
        DeliveryError where that does not get through now."""
        if refused.reason == NOT_FOUND:  # somebody has deleted the list
            return
        before = delivery.list_key.day
        last = await self._ledger.last(delivery.key, DeliveryKind.THREAD, before)
        if last and last.state is DeliveryState.FAILED and last.error == refused.reason:
            return
        t = await self._speak(delivery.key)
        view = sentences([t.t("discord.thread_refused")])
        if refused.reason == NO_RIGHTS:
            view = noted(t, View(()), THREADS)
        (payload,) = render(view, t)
        said = json.loads(body(payload, silent=True, previews=False))
        with suppress(Gone, Rejected):
            await self._messages.post(delivery.key.chat_id, said, nonce=nonce(delivery, 1))

    async def _open(self, channel_id: str, message_id: str, name: str) -> None:
        route = Route(
            "POST",
            "/channels/{channel_id}/messages/{message_id}/threads",
            channel_id=channel_id,
            message_id=message_id,
        )
        with translated():
            try:
                await self._messages.request(route, {"name": name[:NAME]})
            except discord.HTTPException as error:
                if error.code != EXISTS:
                    raise


async def adopt(storage: Storage, channel: ChatKey, thread: ChatKey) -> None:
    """Let a thread under one of our lists know that list; all else it has from its channel."""
    list_ = await storage.deliveries.message(channel, thread.chat_id)
    if list_ is not None and not (await storage.chats.get(thread)).seen:
        await tell_list(storage, thread, list_.list_key)


async def tell_list(storage: Storage, thread: ChatKey, list_key: ListKey) -> None:
    """Let numbers in the thread, or in a forum's post, mean that list."""

    def seeing(chat: Chat) -> Chat:
        # Somebody may have asked for another list there just now.
        return dataclasses.replace(chat, seen=chat.seen or list_key)

    await storage.chats.change(thread, seeing)


def _is_sent_list(delivery: Delivery) -> bool:
    return delivery.kind is DeliveryKind.LIST and delivery.state is DeliveryState.SENT
