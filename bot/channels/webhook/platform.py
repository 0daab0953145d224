"""Webhooks as platforms of the service: one a kind, for each has limits and troubles of its own."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from bot.channels.address_book import AddressBook, Contact
from bot.channels.posting import Answer, Posting
from bot.channels.send_only import AddressedSender, SendOnlyPlatform
from bot.channels.webhook.answers import meaning
from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.limits import LIMITS, bodies
from bot.channels.webhook.messages import payload, signed
from bot.chat.views import View
from core.delivery import Delivery, DeliveryError, Rejected, Unsent
from core.network.outside import Outside
from core.ports import Clock
from locales import Translator

# How long a receiver of ours may be given the same message again, which it knows by its id.
KNOWN_AGAIN = dt.timedelta(hours=24)
# Seconds that two clocks may be apart without either being wrong.
APART = 60


class WebhookSender(AddressedSender):
    """The way out to the webhooks of one kind."""

    def __init__(self, kind: Kind, book: AddressBook, clock: Clock, outside: Outside) -> None:
        super().__init__(book)
        self._kind, self._clock = kind, clock
        self._posting = Posting(outside)
        if kind is Kind.GENERIC:
            self.idempotent_for = KNOWN_AGAIN

    async def send_to(self, contact: Contact, delivery: Delivery) -> None:
        """Send it there. Raises DeliveryError."""
        await self._post(contact, payload(self._kind, delivery))

    async def try_out(self, contact: Contact, delivery: Delivery) -> None:
        """The same, of no list, which a receiver of ours is told. Raises DeliveryError."""
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


class WebhookPlatform(SendOnlyPlatform):
    """The platform of one kind of webhook."""

    def __init__(self, kind: Kind, book: AddressBook, clock: Clock, outside: Outside) -> None:
        sender = WebhookSender(kind, book, clock, outside)
        super().__init__(kind.channel, sender, LIMITS[kind].rates)
        self._kind = kind

    def bodies(self, view: View, t: Translator, *, silent: bool, previews: bool) -> Sequence[str]:
        """The view's parts as the ledger keeps them; a webhook is neither silent nor loud."""
        return bodies(self._kind, view, t.language)
