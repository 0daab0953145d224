"""Telegram as a platform of the service."""

# Tested in tests/bot/channels/telegram/test_end_to_end.py.

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.channels.accounts import Account, called
from bot.channels.base import Deaf, Parts
from bot.channels.telegram.access import Access
from bot.channels.telegram.adapter import Adapter
from bot.channels.telegram.bot import TelegramBot
from bot.channels.telegram.outbox import Outbox, bodies
from bot.channels.telegram.sender import TelegramSender, telegram_rates
from bot.channels.telegram.settings import TelegramSettings
from bot.chat.sent import SentMessages
from bot.chat.views import View, topic_gone_view
from bot.delivery.background import Background, together
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from locales import Translator


class TelegramPlatform:
    """Implements bot.channels.base.Platform."""

    def __init__(self, settings: TelegramSettings, parts: Parts, account: Account) -> None:
        """The account has a token."""
        self.name = account.name
        # Telegram delivers to one place.
        self.beside = "webhooks" if settings.telegram_webhook_url and account.siblings else ""
        self._bot = TelegramBot(settings, account, parts.translators, parts.outside)
        self._access = Access(self._bot.bot, settings.telegram_operators)
        self._office = parts.office
        self._clock = parts.clock
        self._storage = parts.storage
        self._sent = SentMessages(parts.storage, parts.clock)
        self._outbox: Outbox | None = None
        self._adapter: Adapter | None = None
        self.sender = TelegramSender(self._bot.bot)
        self.rates = telegram_rates()

    def bodies(self, view: View, t: Translator, *, silent: bool, previews: bool) -> Sequence[str]:
        """The view's parts as the ledger keeps them."""
        return bodies(view, t, silent=silent, previews=previews)

    def calling(self, body: str, role: str) -> str:
        """Telegram has no roles."""
        return body

    @asynccontextmanager
    async def signed_in(self, dispatcher: Dispatcher) -> AsyncIterator[None]:
        """Inside, messages can be sent."""
        self._outbox = self._outbox or Outbox(self._bot.bot, dispatcher, self._sent)
        async with self._bot.signed_in():
            await called(self._storage, self.name, f"@{self._bot.bot.username}")
            # It stays the same: it remembers what it answered.
            self._adapter = self._adapter or Adapter(
                self._office, self._outbox, self._sent, self._access, self._clock, self.name
            )
            yield

    async def hear(self, background: Background, deaf: Deaf) -> None:
        """Handle updates for ever; what is not heard cannot be sent either."""
        assert self._adapter, "sign in first"
        hearing = self._adapter.hear(self._bot.updates(), background)
        await together((hearing, self._bot.offer_menus()))

    async def within(self, key: ChatKey) -> Sequence[str]:
        """A topic has its group's id; nothing else holds a chat."""
        return ()

    async def tell_gone(self, key: ChatKey, reason: str) -> None:
        """A closed topic is told in the group's general topic."""
        assert self._outbox
        if reason != "topic_closed" or not key.thread_id:
            return
        desk = self._office.desk
        chat = await desk.chat(key)
        general = ChatKey(key.platform, key.chat_id)
        await self._outbox.show(general, topic_gone_view(desk.translator(chat), chat.title))
