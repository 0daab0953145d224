"""Signs that people put under our messages on Discord.

It tells of each sign by itself. So what somebody has under a message is kept in memory for as many
as there is room for: of two signs of theirs one may go, and the other still be a vote.
"""

# Tested in tests/bot/channels/discord/test_votes.py.

from __future__ import annotations

from collections import OrderedDict

import discord

from bot.channels.discord.bot import DiscordBot
from bot.chat.audience import Audience
from bot.chat.command_table import Office
from bot.chat.queues import AskerQueues
from bot.chat.reactions import opinion, reaction
from bot.chat.request import nobody
from bot.chat.sent import SentMessages
from core.chats import ChatKey

# People under messages whose signs are kept.
MOST = 4096
# Changes of one person in one channel that may wait. More at once is no opinion.
WAITING = 20

# A person's id, a channel's and a message's.
Place = tuple[int, int, int]


class Reactions:
    """Has signs counted as votes."""

    def __init__(
        self, office: Office, sent: SentMessages, client: DiscordBot, operators: frozenset[int]
    ) -> None:
        """`operators` are the user ids that run this Paperboy."""
        self._office = office
        self._sent = sent
        self._client = client
        self._operators = operators
        self._signs: OrderedDict[Place, frozenset[str]] = OrderedDict()
        self._turns = AskerQueues(WAITING)

    async def changed(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody put a sign under a message, or took it away. Most are under what others write,
        and cost a look at the store."""
        sign = event.emoji.name
        if event.emoji.id is not None or opinion([sign]) is None:
            return
        is_bot = event.member is not None and event.member.bot
        if is_bot or event.user_id == self._client.application_id:
            return
        turn = self._turns.join(event.user_id, event.channel_id)
        if turn is None:
            return
        async with turn:
            await self._count(event, sign)

    async def _count(self, event: discord.RawReactionActionEvent, sign: str) -> None:
        key = ChatKey(self._client.account, str(event.channel_id))
        about = await self._sent.about(key, str(event.message_id))
        if about is None:
            return
        place = (event.user_id, event.channel_id, event.message_id)
        added = event.event_type == "REACTION_ADD"
        before = self._signs.get(place, frozenset() if added else frozenset((sign,)))
        now = before | {sign} if added else before - {sign}
        self._keep(place, now)
        changed = reaction(before, now)
        if changed is None:
            return

        async def may(audience: Audience) -> bool:
            return audience is Audience.OPERATOR and event.user_id in self._operators

        parent: ChatKey | None = None
        within = [str(event.guild_id)] if event.guild_id else []
        channel = self._client.get_channel(event.channel_id)
        if isinstance(channel, discord.Thread):
            parent = ChatKey(self._client.account, str(channel.parent_id))
            within.append(str(channel.parent_id))
        request = await self._office.desk.request(
            key,
            nobody,
            may,
            delivers=True,
            person=str(event.user_id),
            # Of a direct conversation only its own messages tell whose it is.
            own=None if event.guild_id else key,
            about=about,
            within=tuple(within),
            parent=parent,
        )
        await self._office.voting.reacted(request, changed)

    def _keep(self, place: Place, signs: frozenset[str]) -> None:
        self._signs.pop(place, None)
        if signs:
            self._signs[place] = signs
        while len(self._signs) > MOST:
            self._signs.popitem(last=False)
