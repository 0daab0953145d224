"""Who asks on Discord, where, about what, and in which language they are answered."""

# Tested in tests/bot/channels/discord/test_speech.py.

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import discord

from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.locale import speech
from bot.channels.discord.origin import has_company, key_of, parent_of, within_of
from bot.channels.discord.places import place_of
from bot.channels.discord.questions import shown_in
from bot.channels.discord.seen import SeenAlone
from bot.chat.audience import Audience
from bot.chat.desk import Desk
from bot.chat.destinations import settling
from bot.chat.request import Notify, Request
from bot.chat.sent import SentMessages
from bot.chat.views.model import Span
from core.chats import ChatKey
from core.editions.keys import ListKey
from core.errors import StoreUnavailable
from core.sent import About


class Requests:
    """Makes an interaction a request."""

    def __init__(
        self,
        desk: Desk,
        operators: Collection[int],
        client: DiscordBot,
        seen: SeenAlone,
        sent: SentMessages,
    ) -> None:
        """`operators` are the user ids that run this Paperboy."""
        self._desk = desk
        self._operators = operators
        self._client = client
        self._seen = seen
        self._sent = sent

    async def of(
        self,
        interaction: discord.Interaction,
        notify: Notify,
        *,
        alone: bool,
        settles: bool = False,
    ) -> Request:
        """The request. `alone`: whoever asks sees the answer alone, and so in their own language;
        `settles`: it is about what the chat chooses.

        Its chat speaks the language that it chose or that is spoken there.
        """

        async def may(audience: Audience) -> bool:
            return self._allows(audience, interaction)

        key = key_of(interaction)
        # Of a direct conversation only its own messages tell whose it is.
        own: ChatKey | None = None
        if interaction.guild_id is None and not has_company(interaction):
            own = key
        request = await self._desk.request(
            key,
            notify,
            may,
            own=own,
            delivers=True,
            place=place_of(interaction, self._client.invite()),
            person=str(interaction.user.id),
            within=within_of(interaction),
            parent=parent_of(interaction),
            named=_named,
            always=True,
        )
        if settles:
            request = settling(request)
        settings = request.chat.settings
        server: str | None = None
        if interaction.guild_locale is not None:
            server = str(interaction.guild_locale)
        spoken = speech(
            settings.language,
            str(interaction.locale),
            server,
            self._desk.spoken,
            alone=alone and has_company(interaction),
            settles=settles,
        )
        settings = dataclasses.replace(settings, language=spoken.of_chat)
        chat = dataclasses.replace(request.chat, settings=settings)
        in_company = has_company(interaction)
        if in_company and alone and request.unread is None:
            seen = await self._seen.of(chat.key, request.person, chat.seen, guest=request.is_guest)
            chat = dataclasses.replace(chat, seen=seen)
        return dataclasses.replace(
            request,
            chat=chat,
            t=self._desk.speaking(spoken.of_answer),
            alone=in_company and alone,
        )

    def _allows(self, audience: Audience, interaction: discord.Interaction) -> bool:
        """Whether who asks belongs to the audience.

        Discord hides commands from those without the right, but a server may show them to anybody.
        """
        if audience is Audience.OPERATOR:
            return interaction.user.id in self._operators
        if audience is Audience.ADMINS and interaction.guild_id is not None:
            return interaction.permissions.manage_guild
        return True

    async def about(self, key: ChatKey, message: discord.Message | None) -> About | None:
        """What that message of ours is about; None when there is none, or that is not known."""
        if message is None:
            return None
        stored = await self._sent.about(key, str(message.id))
        return stored or shown_in(message)

    async def answered(self, request: Request, about: About | None) -> None:
        """Whoever asked is shown what is about that; their numbers may mean another list now."""
        if request.is_seen or about is None:
            return
        of_chat: ListKey | None = None
        if not request.is_guest:
            try:
                of_chat = (await self._desk.chat(request.chat.key)).seen
            except StoreUnavailable:  # the answer is there all the same
                return
        await self._seen.note(
            request.chat.key, request.person, about, of_chat, guest=request.is_guest
        )


async def _named(person: str) -> Span:
    """Discord shows what they are called."""
    return Span(person, person=person)
