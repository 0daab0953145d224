"""Servers that let us in, or throw us out."""

from __future__ import annotations

import dataclasses

import discord
import structlog

from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.locale import language_of
from bot.channels.discord.mentions import pressable
from bot.channels.discord.render import render
from bot.channels.discord.sender import DiscordSender, held_by
from bot.chat.command_table import Office
from bot.chat.request import nobody
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import DeliveryError

log = structlog.get_logger()


class Guilds:
    """Greets, and leaves alone. A server that lets us in again is greeted again; its chats stay
    paused until somebody subscribes them, with what they had chosen."""

    def __init__(
        self, office: Office, dispatcher: Dispatcher, sender: DiscordSender, client: DiscordBot
    ) -> None:
        self._office = office
        self._dispatcher = dispatcher
        self._sender = sender
        self._client = client

    async def joined(self, guild: discord.Guild) -> None:
        """Say in the system channel how to begin, in the server's language, with what to press
        first: whoever presses it is checked then.

        Nothing where there is no such channel, or it is not served: people there find /help.
        """
        if guild.system_channel is None:
            return
        there = ChatKey(self._client.account, str(guild.system_channel.id))
        within = held_by(guild.system_channel)
        if not await self._office.gate.speaks(there, within):
            return
        desk = self._office.desk
        request = await desk.request(there, nobody, delivers=True, within=within)
        language = request.chat.settings.language
        if language is None:
            language = language_of(str(guild.preferred_locale), desk.spoken)
        t = desk.speaking(language)
        greeting = await self._office.subscriptions.greeting(dataclasses.replace(request, t=t))
        (payload,) = render(pressable(greeting, self._client.registration.mentions), t)
        try:
            await self._dispatcher.reply(there, lambda: self._sender.post(there.chat_id, payload))
        except DeliveryError as error:
            log.info("a server could not be greeted", guild=guild.id, why=str(error))

    async def left(self, guild: discord.Guild) -> None:
        """Pause its subscribed chats, without a word: nobody there would read it."""
        for channel in (*guild.channels, *guild.threads):
            key = ChatKey(self._client.account, str(channel.id))
            await self._dispatcher.membership.left(key, "kicked")
