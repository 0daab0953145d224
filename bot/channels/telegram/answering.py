"""One answer on its way into a chat: signs while it is made, a notice, and the answer in its place.

In the end there is one answer: the notice has become it, or has gone.
"""

# Tested in tests/bot/channels/telegram/test_signs.py.

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from telegram import Chat
from telegram.constants import ChatType

from bot.channels.telegram.outbox import Outbox
from bot.chat.notices import Notices
from bot.chat.views import SILENCE, View
from core.chats import ChatKey

# Seconds that a notice may take to get through: the answer does not wait for it.
PATIENCE = 5.0

# Sends to the chat, or to where that has moved; what the platform refuses is nobody's problem.
Deliver = Callable[[ChatKey, Callable[[ChatKey], Awaitable[None]]], Awaitable[None]]


class Answer:
    """A new message, after the one with the id `reply_to` where that is given."""

    def __init__(
        self, outbox: Outbox, deliver: Deliver, key: ChatKey, reply_to: int | None
    ) -> None:
        self._outbox = outbox
        self._deliver = deliver
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
            shown = await self._outbox.show(key, view, there, reply_to=self._reply_to)
            for each in there:
                if each not in shown:
                    # Telegram would not let it become the answer, which is a message of its own.
                    await self._outbox.remove(key, each)

        await self._deliver(self._key, send)

    async def _show_meanwhile(self, view: View) -> None:
        async def send(key: ChatKey) -> None:
            shown = await self._outbox.show(
                key, view, self._there, reply_to=self._reply_to, patience=PATIENCE
            )
            self._there = tuple(each for each in shown if each)

        await self._deliver(self._key, send)


class Turned(Answer):
    """The message that somebody pressed, with those that show one view together with it."""

    def __init__(
        self, outbox: Outbox, deliver: Deliver, key: ChatKey, message_id: int, folded: View
    ) -> None:
        """`folded` is what a message says that is not needed any more and cannot be deleted."""
        super().__init__(outbox, deliver, key, None)
        self._message_id = message_id
        self._folded = folded

    async def show(self, view: View) -> None:
        """Let the message become the answer."""
        await self._deliver(
            self._key,
            lambda key: self._outbox.turn(key, self._message_id, view, self._folded),
        )

    async def _show_meanwhile(self, view: View) -> None:
        await self.show(view)
