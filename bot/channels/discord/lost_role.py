"""Lists that call a role which is not there any more: they say so, once, and call nobody."""

# Tested in tests/bot/channels/discord/test_daily_thread.py.

from __future__ import annotations

import dataclasses
import json

import discord
import structlog

from bot.channels.discord.daily_thread import Speak
from bot.channels.discord.publishing import PublishingSender
from bot.channels.discord.render import calling_nobody
from bot.channels.discord.sender import DiscordSender
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from storage import Storage

log = structlog.get_logger()


class RoleSender:
    """Looks at the roles of lists, and leaves the sending to the other senders."""

    def __init__(
        self, messages: DiscordSender, others: PublishingSender, storage: Storage, speak: Speak
    ) -> None:
        """`speak` gives the translator into a chat's language."""
        self._messages = messages
        self._others = others
        self._storage = storage
        self._speak = speak
        self.idempotent_for = others.idempotent_for

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's, thread's or post's id; raises as the other senders do."""
        role = _role_of(delivery)
        if role and self._is_gone(delivery.key, role):
            log.info("a role is gone", channel=delivery.key.chat_id, role=role)
            # First, so that whatever happens to the message it is not said again tomorrow.
            await self._forget(delivery.key, role)
            t = await self._speak(delivery.key)
            said = calling_nobody(delivery.body, role, t.t("discord.role_gone"))
            delivery = dataclasses.replace(delivery, body=said)
        return await self._others.send(delivery, plain=plain)

    def _is_gone(self, key: ChatKey, role: str) -> bool:
        """Whether the library knows the channel's server, and no such role there."""
        channel = self._messages.client.get_channel(int(key.chat_id))
        guild = getattr(channel, "guild", None)
        if not isinstance(guild, discord.Guild) or guild.unavailable or not guild.roles:
            return False
        return guild.get_role(int(role)) is None

    async def _forget(self, key: ChatKey, role: str) -> None:
        def forgotten(chat: Chat) -> Chat:
            if chat.settings.mention != role:  # somebody has chosen another meanwhile
                return chat
            settings = dataclasses.replace(chat.settings, mention=None)
            return dataclasses.replace(chat, settings=settings)

        await self._storage.chats.change(key, forgotten)


def _role_of(delivery: Delivery) -> str | None:
    """The id of the role that the list calls; None when it calls none."""
    if delivery.kind is not DeliveryKind.LIST:
        return None
    allowed = json.loads(delivery.body).get("allowed_mentions", {})
    for role in allowed.get("roles", ()):
        return str(role)
    return None
