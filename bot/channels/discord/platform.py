"""Discord as a platform of the service."""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import discord

from bot.channels.accounts import Account, called
from bot.channels.base import Deaf, Parts
from bot.channels.discord.adapter import Adapter
from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.daily_thread import ThreadSender, adopt
from bot.channels.discord.guilds import Guilds
from bot.channels.discord.lost_role import RoleSender
from bot.channels.discord.mentions import pressable
from bot.channels.discord.posts import PostSender
from bot.channels.discord.publishing import PublishingSender
from bot.channels.discord.reactions import Reactions
from bot.channels.discord.render import body, calling, render
from bot.channels.discord.seen import SeenAlone
from bot.channels.discord.sender import DiscordSender, discord_rates
from bot.channels.discord.settings import DiscordSettings
from bot.channels.discord.shards import Starts
from bot.chat.completion import Completion
from bot.chat.sent import SentMessages
from bot.chat.views import View
from bot.delivery.background import Background, together
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.working import Share
from locales import Translator


class DiscordPlatform:
    """Implements bot.channels.base.Platform and HeardInParts: its parts are shards."""

    beside = ""

    def __init__(self, settings: DiscordSettings, parts: Parts, account: Account) -> None:
        """The account has a token."""
        self.name = account.name
        self._account = account
        self._translators, self._outside = parts.translators, parts.outside
        self._starts = Starts(account.name, parts.storage.paces, settings.discord_shards)
        self._bot = self._new_bot()
        self._operators = frozenset(settings.discord_operators)
        desk = parts.office.desk
        self._completion = Completion(parts.storage, desk.shelves, parts.clock, desk.spoken)
        self._office, self._storage = parts.office, parts.storage
        self._sent = SentMessages(parts.storage, parts.clock)
        self._seen = SeenAlone(parts.storage.seen, parts.clock)
        self._guilds: Guilds | None = None
        self._messages = DiscordSender(self._bot)
        threads = ThreadSender(self._messages, parts.storage, self._speaking)
        posts = PostSender(self._messages, threads, parts.storage, self._sent, self._speaking)
        self._publishing = PublishingSender(self._messages, posts, parts.storage)
        self.sender = RoleSender(self._messages, self._publishing, parts.storage, self._speaking)
        self.rates = discord_rates()

    def bodies(self, view: View, t: Translator, *, silent: bool, previews: bool) -> Sequence[str]:
        """The view's messages as the ledger keeps them."""
        payloads = render(pressable(view, self._bot.registration.mentions), t)
        return [body(payload, silent=silent, previews=previews) for payload in payloads]

    def calling(self, body: str, role: str) -> str:
        """The same message, calling that role."""
        return calling(body, role)

    @asynccontextmanager
    async def signed_in(self, dispatcher: Dispatcher) -> AsyncIterator[None]:
        """Inside, messages can be sent."""
        if self._bot.is_closed():  # and cannot sign in again
            self._bot = self._new_bot()
            self._messages.client = self._bot
        self._guilds = Guilds(self._office, dispatcher, self._messages, self._bot)
        async with self._bot.signed_in(), self._publishing.publishing():
            await called(self._storage, self.name, str(self._bot.user or ""))
            yield

    @property
    def wanted_parts(self) -> int:
        """The number of shards that the operator wants; 0: what Discord recommends."""
        return self._starts.wanted

    async def parts(self) -> int:
        """The number of shards."""
        return await self._bot.parts()

    async def hear(self, background: Background, deaf: Deaf) -> None:
        """Answer interactions for ever."""
        self._listen(background)
        await together(
            (
                self._bot.hear(),
                self._bot.tell_deafness(deaf),
                self._bot.registration.keep_offering(),
            )
        )

    async def hear_parts(self, background: Background, deaf: Deaf, share: Share) -> None:
        """Answer interactions of those shards that are this worker's, for ever."""
        self._listen(background)

        async def hear(number: int, begun: asyncio.Event) -> None:
            await self._bot.hear_shard(number, share.count, deaf, begun)

        await together((share.keep(hear), self._bot.registration.keep_offering()))

    def _new_bot(self) -> DiscordBot:
        return DiscordBot(self._account, self._translators, self._outside, self._starts)

    def _listen(self, background: Background) -> None:
        """Have what the bot hears handled in the background."""
        adapter = Adapter(
            self._office, self._completion, self._sent, self._operators, self._bot, self._seen
        )

        def asked(interaction: discord.Interaction) -> None:
            background.spawn(f"interaction {interaction.id}", adapter.interaction(interaction))

        guilds = self._guilds
        assert guilds, "sign in first"

        def joined(guild: discord.Guild) -> None:
            background.spawn(f"server {guild.id} joined", guilds.joined(guild))

        def left(guild: discord.Guild) -> None:
            background.spawn(f"server {guild.id} left", guilds.left(guild))

        def lost(guild: discord.Guild, channel_id: int, name: str) -> None:
            background.spawn(f"channel {channel_id} deleted", guilds.lost(guild, channel_id, name))

        def opened(thread: discord.Thread) -> None:
            channel = ChatKey(self.name, str(thread.parent_id))
            its = ChatKey(self.name, str(thread.id))
            background.spawn(f"thread {thread.id} opened", adopt(self._storage, channel, its))

        reactions = Reactions(self._office, self._sent, self._bot, self._operators)

        def reacted(event: discord.RawReactionActionEvent) -> None:
            background.spawn(f"sign under {event.message_id}", reactions.changed(event))

        self._bot.reacted = reacted
        self._bot.asked = asked
        self._bot.joined = joined
        self._bot.left = left
        self._bot.lost = lost
        self._bot.opened = opened

    async def within(self, key: ChatKey) -> Sequence[str]:
        """The channel's server, and a thread's channel."""
        return await self._messages.within(key.chat_id)

    async def tell_gone(self, key: ChatKey, reason: str) -> None:
        """Tell the server of a channel that takes nothing from us any more, if we still see it."""
        assert self._guilds, "sign in first"
        await self._guilds.tell_gone(key)

    async def _speaking(self, key: ChatKey) -> Translator:
        """The translator into the chat's language."""
        desk = self._office.desk
        return desk.translator(await desk.chat(key))
