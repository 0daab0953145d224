"""Signs that people put under our messages on Telegram, where it tells of them: in private chats,
and in groups whose admin we are. Those whose number alone it tells, as in channels, are nobody's.
"""

# Tested in tests/bot/channels/telegram/test_votes.py.

from __future__ import annotations

from collections.abc import Iterable

from telegram import MessageReactionUpdated, ReactionType, ReactionTypeEmoji

from bot.channels.telegram.access import Access
from bot.chat.audience import Audience
from bot.chat.command_table import Office
from bot.chat.reactions import reaction
from bot.chat.request import nobody
from bot.chat.sent import SentMessages
from core.chats import ChatKey


class Reactions:
    """Has signs counted as votes."""

    def __init__(self, office: Office, sent: SentMessages, access: Access, account: str) -> None:
        self._office = office
        self._sent = sent
        self._access = access
        self._account = account

    async def changed(self, change: MessageReactionUpdated) -> None:
        """Somebody put a sign under a message, took it away, or took another. Most are under what
        others write, and cost a look at the store."""
        changed = reaction(_signs(change.old_reaction), _signs(change.new_reaction))
        user = change.user
        if changed is None or (user is not None and user.is_bot):
            return
        key = ChatKey(self._account, str(change.chat.id))
        message_id = str(change.message_id)
        if change.chat.is_forum:  # nothing tells the topic
            key = await self._sent.thread_of(key, message_id)
        about = await self._sent.about(key, message_id)
        if about is None:
            return

        async def may(audience: Audience) -> bool:
            return audience is Audience.OPERATOR and self._access.operates(user)

        # An anonymous admin, and a channel that speaks, are nobody in particular.
        person = str(user.id) if user else ""
        own = ChatKey(self._account, person) if person else None
        request = await self._office.desk.request(
            key, nobody, may, delivers=True, person=person, own=own, about=about
        )
        await self._office.voting.reacted(request, changed)


def _signs(reactions: Iterable[ReactionType]) -> list[str]:
    """The signs among them that are the same everywhere; pictures of a chat's own say nothing."""
    return [each.emoji for each in reactions if isinstance(each, ReactionTypeEmoji)]
