"""Webhooks as platforms of the service: one a kind, for each has limits and troubles of its own."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import structlog

from bot.channels.base import Deaf
from bot.channels.webhook.address_book import AddressBook, Contact
from bot.channels.webhook.answers import meaning
from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.limits import LIMITS, bodies
from bot.channels.webhook.messages import delivery_id, payload, signed
from bot.channels.webhook.posting import Answer, Posting
from bot.chat.views import View
from bot.delivery.background import Background
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryError, Gone, Rejected, Unsent
from core.errors import FileUnreadable
from core.network.outside import Outside
from core.ports import Clock
from locales import Translator

# How long a receiver of ours may be given the same message again, which it knows by its id.
KNOWN_AGAIN = dt.timedelta(hours=24)
# Seconds that two clocks may be apart without either being wrong.
APART = 60

log = structlog.get_logger()


class WebhookSender:
    """The way out to the webhooks of one kind, whose addresses stand in a book. Opens what it needs
    by itself."""

    def __init__(self, kind: Kind, book: AddressBook, clock: Clock, outside: Outside) -> None:
        self._kind, self._book, self._clock = kind, book, clock
        self._posting = Posting(outside)
        # How long the other side knows a message again.
        self.idempotent_for = KNOWN_AGAIN if kind is Kind.GENERIC else dt.timedelta(0)

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The delivery's id. There is no other markup, so `plain` is the same. Raises
        DeliveryError."""
        try:
            contact = await asyncio.to_thread(self._book.find, delivery.key.chat_id)
        except FileUnreadable as error:
            raise Unsent(type(error).__name__) from error
        if contact is None:
            raise Gone("not_found")
        await self._post(contact, payload(self._kind, delivery))
        return delivery_id(delivery)

    async def try_out(self, contact: Contact, delivery: Delivery) -> None:
        """Send there what the ledger does not know, of no list, which a receiver of ours is told.
        Raises DeliveryError."""
        message = payload(self._kind, delivery)
        if self._kind is Kind.GENERIC:
            message |= {"id": secrets.token_hex(16), "kind": "test"}
        await self._post(contact, message)

    async def _post(self, contact: Contact, message: dict[str, Any]) -> None:
        seconds = int(self._clock.now().timestamp())
        answer, trouble = await self._answered(contact, message, seconds)
        theirs = answer.seconds if contact.secret else None
        refused = isinstance(trouble, Rejected | Unsent)
        if refused and theirs is not None and abs(theirs - seconds) > APART:
            # Who refuses what was signed long ago goes by a clock that may be right.
            _, trouble = await self._answered(contact, message, theirs)
        if trouble is not None:
            raise trouble

    async def _answered(
        self, contact: Contact, message: dict[str, Any], seconds: int
    ) -> tuple[Answer, DeliveryError | None]:
        """What is answered to the message signed at that Unix time, and what that means."""
        post = signed(self._kind, contact.address, contact.secret, message, seconds)
        answer = await self._posting.post(post)
        return answer, meaning(self._kind, answer)

    async def close(self) -> None:
        """Close what connections there are."""
        await self._posting.close()


class WebhookPlatform:
    """The platform of one kind of webhook: nobody speaks there, and nothing is signed in to.
    Implements bot.channels.base.Platform."""

    beside = ""

    def __init__(self, kind: Kind, book: AddressBook, clock: Clock, outside: Outside) -> None:
        self._kind = kind
        self.name = kind.channel
        self.sender = WebhookSender(kind, book, clock, outside)
        self.rates = LIMITS[kind].rates

    def bodies(self, view: View, t: Translator, *, silent: bool, previews: bool) -> Sequence[str]:
        """The view's parts as the ledger keeps them; a webhook is neither silent nor loud."""
        return bodies(self._kind, view, t.language)

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
