"""One answer on its way into a chat: signs while it is made, a notice, and the answer in its place.

In the end there is one answer: the notice has become it, or has gone.
"""

# Tested in tests/bot/channels/telegram/test_signs.py.

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from telegram import Chat, Message
from telegram.constants import ChatType

from bot.channels.telegram.access import GROUPS
from bot.channels.telegram.outbox import Outbox
from bot.chat.notices import Notices
from bot.chat.views import SILENCE, View
from bot.delivery.membership import Membership
from core.chats import ChatKey
from core.delivery import DeliveryError, Gone, Moved

log = structlog.get_logger()

# Seconds that a notice may take to get through: the answer does not wait for it.
PATIENCE = 5.0


async def follow(
    membership: Membership, key: ChatKey, send: Callable[[ChatKey], Awaitable[None]]
) -> None:
    """Send, following a chat that moved; who is gone is noted, other refusals are logged.

    Messages have other ids where the chat moved: of the same there may be another one. None of that
    is told to the person: it is not their problem.
    """
    try:
        try:
            await send(key)
        except Moved as moved:
            await membership.all_moved(key, moved.chat_id)
            await send(dataclasses.replace(key, chat_id=moved.chat_id))
    except Gone as gone:
        await membership.gone(key, gone.reason)
    except DeliveryError as error:
        log.warning("answer not delivered", chat=key.chat_id, error=str(error))


class Answer:
    """A new message, after the one with the id `reply_to` where that is given."""

    def __init__(self, outbox: Outbox, key: ChatKey, reply_to: int | None) -> None:
        self._outbox = outbox
        self._key = key
        self._reply_to = reply_to
        self._notices = Notices(self._show_meanwhile)
        # The messages that show the notice.
        self._there: tuple[str, ...] = ()

    @asynccontextmanager
    async def while_working(self, chat: Chat) -> AsyncIterator[None]:
        """Inside, the answer is being made: the chat sees that, and notices."""
        async with AsyncExitStack() as signs:
            if chat.type != ChatType.CHANNEL:  # where nobody can be typing
                await signs.enter_async_context(self._outbox.typing.while_working(self._key))
            await signs.enter_async_context(self._notices.while_working())
            yield

    def notify(self, view: View) -> None:
        """Show the view until the answer, or another notice, takes its place."""
        self._notices.give(view)

    async def show(self, view: View) -> None:
        """Show the answer, in place of the notice where there is one."""
        if view is SILENCE:
            return

        async def send(key: ChatKey) -> None:
            there, self._there = self._there, ()
            reply_to = self._reply_to
            if key != self._key:
                there, reply_to = (), None
            shown = await self._outbox.show(key, view, there, reply_to=reply_to)
            for each in there:
                if each not in shown:
                    # Telegram would not let it become the answer, which is a message of its own.
                    await self._outbox.remove(key, each)

        await follow(self._outbox.membership, self._key, send)

    async def _show_meanwhile(self, view: View) -> None:
        async def send(key: ChatKey) -> None:
            if key != self._key:
                return  # the answer is enough there
            shown = await self._outbox.show(
                key, view, self._there, reply_to=self._reply_to, patience=PATIENCE
            )
            self._there = tuple(each for each in shown if each)

        await follow(self._outbox.membership, self._key, send)


class Turned(Answer):
    """The message that somebody pressed, with those that show one view together with it."""

    def __init__(self, outbox: Outbox, key: ChatKey, message_id: int, folded: View) -> None:
        """`folded` is what a message says that is not needed any more and cannot be deleted."""
        super().__init__(outbox, key, None)
        self._message_id = message_id
        self._folded = folded

    async def show(self, view: View) -> None:
        """Let the message become the answer."""

        async def send(key: ChatKey) -> None:
            if key == self._key:
                await self._outbox.turn(key, self._message_id, view, self._folded)
            else:
                await self._outbox.show(key, view)

        await follow(self._outbox.membership, self._key, send)

    async def _show_meanwhile(self, view: View) -> None:
        await self.show(view)


def to_answer(message: Message) -> int | None:
    """The id of the message to reply to, in a group; elsewhere None: the answer just follows."""
    if message.chat.type in GROUPS:
        return message.message_id
    return None
