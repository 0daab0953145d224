"""Servers that let us in, or throw us out."""

from __future__ import annotations

import discord
import structlog

from bot.channels.discord.locale import language_of
from bot.channels.discord.render import render
from bot.channels.discord.sender import DiscordSender, held_by
from bot.chat.desk import Desk
from bot.chat.gate import Gate
from bot.chat.views import text_view
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import DeliveryError

log = structlog.get_logger()


class Guilds:
    """Greets, and leaves alone. A server that lets us in again is greeted again; its chats stay
    paused until somebody subscribes them, with what they had chosen."""

    def __init__(
        self,
        desk: Desk,
        gate: Gate,
        dispatcher: Dispatcher,
        sender: DiscordSender,
    ) -> None:
        self._desk = desk
        self._gate = gate
        self._dispatcher = dispatcher
        self._sender = sender

    async def joined(self, guild: discord.Guild) -> None:
        """Say in the system channel how to begin, in the server's language.

        Nothing where there is no such channel, or it is not served: people there find /help.
        """
        if guild.system_channel is None:
            return
        there = ChatKey("discord", str(guild.system_channel.id))
        if not await self._gate.speaks(there, held_by(guild.system_channel)):
            return
        chat = await self._desk.chat(there)
        language = chat.settings.language
        if language is None:
            language = language_of(str(guild.preferred_locale), self._desk.spoken)
        t = self._desk.speaking(language)
        (payload,) = render(text_view(t, "chat.start"), t)
        try:
            await self._dispatcher.reply(there, lambda: self._sender.post(there.chat_id, payload))
        except DeliveryError as error:
            log.info("a server could not be greeted", guild=guild.id, why=str(error))

    async def left(self, guild: discord.Guild) -> None:
        """Pause its subscribed chats, without a word: nobody there would read it."""
        for channel in (*guild.channels, *guild.threads):
            await self._dispatcher.membership.left(ChatKey("discord", str(channel.id)), "kicked")
