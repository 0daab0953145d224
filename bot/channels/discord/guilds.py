"""Servers that let us in, throw us out, or lose a channel."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import discord
import structlog

from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.locale import language_of
from bot.channels.discord.mentions import pressable
from bot.channels.discord.render import render
from bot.channels.discord.sender import DiscordSender, held_by
from bot.chat.command_table import Office
from bot.chat.request import nobody
from bot.chat.views import View, text_view
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import DeliveryError
from locales import Translator

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
        try:
            await self._say(there, greeting, t)
        except DeliveryError as error:
            log.info("a server could not be greeted", guild=guild.id, why=str(error))

    async def left(self, guild: discord.Guild) -> None:
        """Pause its subscribed chats, without a word: nobody there would read it."""
        for channel in (*guild.channels, *guild.threads):
            key = ChatKey(self._client.account, str(channel.id))
            await self._dispatcher.membership.left(key, "kicked")

    async def lost(self, guild: discord.Guild, channel_id: int, name: str) -> None:
        """Pause a deleted channel, and say so, before a push finds out."""

        async def tell(key: ChatKey, reason: str) -> None:
            # The library has forgotten the channel, but not the server.
            await self._tell(guild, key, name)

        key = ChatKey(self._client.account, str(channel_id))
        await self._dispatcher.membership.gone(key, "not_found", tell)

    async def tell_gone(self, key: ChatKey) -> None:
        """Tell the server of a channel that takes nothing from us any more, if we still see it.
        Raises DeliveryError."""
        channel = self._client.get_channel(int(key.chat_id))
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            await self._tell(channel.guild, key, channel.name)
            return
        found = await self._sender.described(key.chat_id)
        guild_id = int(found.get("guild_id") or 0)
        if guild := self._client.get_guild(guild_id):
            await self._tell(guild, key, str(found.get("name")))
        elif guild_id:
            # Another worker hears it, so the library does not know it here.
            system = await self._sender.system_channel(guild_id)
            await self._say_gone(system, (str(guild_id),), key, str(found.get("name")))

    async def _tell(self, guild: discord.Guild, key: ChatKey, name: str) -> None:
        """Say in the server's system channel that the push to the channel of that name is
        paused."""
        system = guild.system_channel
        if system is not None:
            await self._say_gone(str(system.id), held_by(system), key, name)

    async def _say_gone(
        self, system: str | None, within: Sequence[str], key: ChatKey, name: str
    ) -> None:
        if system is None or system == key.chat_id:
            return
        there = ChatKey(self._client.account, system)
        if not await self._office.gate.speaks(there, within):
            return
        desk = self._office.desk
        t = desk.translator(await desk.chat(key))
        await self._say(there, text_view(t, "chat.channel_gone", channel=f"#{name}"), t)

    async def _say(self, there: ChatKey, view: View, t: Translator) -> None:
        (payload,) = render(pressable(view, self._client.registration.mentions), t)
        await self._dispatcher.reply(there, lambda: self._sender.post(there.chat_id, payload))
