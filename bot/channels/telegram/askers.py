"""Who asks on Telegram, where, and about what."""

# Tested in tests/bot/channels/telegram/test_end_to_end.py.

from __future__ import annotations

from telegram import Message, User
from telegram.constants import ChatType

from bot.channels.telegram.access import Access, answers_us, shown_in
from bot.chat import views
from bot.chat.audience import Audience
from bot.chat.desk import Desk
from bot.chat.panel import Features
from bot.chat.request import Notify, Request
from bot.chat.sent import SentMessages
from bot.chat.views.prose import tidy
from bot.chat.views.runs import UNSEEN, clean
from core.chats import ChatKey
from core.sent import About

# Reactions are told to bots that are a group's admins alone, and always in private chats.
PRIVATE = Features(files="message")
COMPANY = Features(files="message", reactions_of_admins=True)


class Askers:
    """Makes a message, or a press of its buttons, a request."""

    def __init__(
        self, desk: Desk, access: Access, sent: SentMessages, username: str, account: str
    ) -> None:
        """`username` is the bot's, without @; `account` the name of its account."""
        self._desk = desk
        self._access = access
        self._sent = sent
        self._username = username
        self._account = account

    async def request(
        self,
        key: ChatKey,
        notify: Notify,
        message: Message,
        user: User | None,
        about: About | None = None,
    ) -> Request:
        """The request of whoever wrote the message, or pressed a button of it; `about` is what the
        message is about to which it replies."""
        known: dict[Audience, bool] = {}

        async def may(audience: Audience) -> bool:
            if audience not in known:
                known[audience] = await self._access.allows(audience, message, user)
            return known[audience]

        async def named(person: str) -> views.Span:
            name = clean(tidy(await self._access.name_of(message.chat.id, person)))
            # It may be of nothing but what nobody sees.
            return views.Span(name.strip(UNSEEN) or person)

        person = ""
        if user is not None and not _stands_in(message, user):
            person = str(user.id)
        # A private chat has the id of who is in it.
        own = ChatKey(self._account, person) if person else None
        return await self._desk.request(
            key,
            notify,
            may,
            delivers=True,
            place=PRIVATE if message.chat.type == ChatType.PRIVATE else COMPANY,
            person=person,
            own=own,
            about=about,
            named=named,
            always=True,
        )

    async def about(self, key: ChatKey, message: Message) -> About | None:
        """What our message that this one replies to is about; None if there is none, or unknown."""
        replied = message.reply_to_message
        in_channel = message.chat.type == ChatType.CHANNEL  # whose messages may all be ours
        if replied is None or not (in_channel or answers_us(message, self._username)):
            return None
        stored = await self._sent.about(key, str(replied.message_id))
        return stored or shown_in(replied)


def _stands_in(message: Message, user: User) -> bool:
    """Whether that is the account which Telegram names as the writer where a chat wrote, such as a
    group's anonymous admin: it is the same for all of them."""
    return message.sender_chat is not None and message.from_user == user
