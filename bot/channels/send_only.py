"""Platforms that only send: nobody speaks there, and nothing is signed in to."""

# Tested in tests/bot/channels/webhook/test_platform.py.

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog

from bot.channels.address_book import AddressBook, Contact
from bot.channels.base import Deaf
from bot.chat.views import View
from bot.delivery.background import Background
from bot.delivery.dispatch import Dispatcher
from bot.delivery.pace import Rates
from core.chats import ChatKey
from core.delivery import Delivery, Gone, Unsent
from core.errors import FileUnreadable
from locales import Translator

log = structlog.get_logger()


class AddressedSender(ABC):
    """Sends the ledger's bodies to chats whose addresses stand in a book. Opens what it needs by
    itself."""

    # How long the other side knows a message again.
    idempotent_for = dt.timedelta(0)

    def __init__(self, book: AddressBook) -> None:
        self._book = book

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The delivery's id. There is no other markup, so `plain` is the same. Raises
        DeliveryError."""
        try:
            contact = await asyncio.to_thread(self._book.find, delivery.key.chat_id)
        except FileUnreadable as error:
            raise Unsent(type(error).__name__) from error
        if contact is None:
            raise Gone("not_found")
        await self.send_to(contact, delivery)
        return delivery_id(delivery)

    @abstractmethod
    async def send_to(self, contact: Contact, delivery: Delivery) -> None:
        """Send it there. Raises DeliveryError."""

    async def try_out(self, contact: Contact, delivery: Delivery) -> None:
        """Send there what the ledger does not know. Raises DeliveryError."""
        await self.send_to(contact, delivery)

    @abstractmethod
    async def close(self) -> None:
        """Close what is open."""


class SendOnlyPlatform(ABC):
    """Implements bot.channels.base.Platform but for the messages themselves."""

    beside = ""

    def __init__(self, name: str, sender: AddressedSender, rates: Rates) -> None:
        self.name, self.sender, self.rates = name, sender, rates

    @abstractmethod
    def bodies(self, view: View, t: Translator, *, silent: bool, previews: bool) -> Sequence[str]:
        """The view's parts as the ledger keeps them."""

    def calling(self, body: str, role: str) -> str:
        """There are no roles."""
        return body

    @asynccontextmanager
    async def signed_in(self, dispatcher: Dispatcher) -> AsyncIterator[None]:
        """There is nothing to sign in to."""
        try:
            yield
        finally:
            await self.sender.close()

    async def hear(self, background: Background, deaf: Deaf) -> None:
        """Nobody speaks there."""
        await asyncio.Event().wait()

    async def within(self, key: ChatKey) -> Sequence[str]:
        """Nothing holds such a chat."""
        return ()

    async def tell_gone(self, key: ChatKey, reason: str) -> None:
        """Nobody hears there; the operator reads it here and in `status`."""
        log.warning("a chat is gone and paused", channel=key.platform, id=key.chat_id, why=reason)


def delivery_id(delivery: Delivery) -> str:
    """The same for every try of that message, and no other's: by it the other side knows a message
    again."""
    key, where = delivery.key, str(delivery.list_key)
    named = (key.platform, key.chat_id, where, delivery.kind.value, str(delivery.part))
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:32]
