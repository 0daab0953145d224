"""Webhooks as platforms of the service: one a kind, for each has limits and troubles of its own."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any

import httpx
import structlog

from bot.channels.base import Deaf
from bot.channels.webhook.book import Book, Hook
from bot.channels.webhook.dialects import bodies
from bot.channels.webhook.kinds import Kind, delivery_id, meaning, payload, rates, signed
from bot.chat.views import View
from bot.delivery.background import Background
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import Delivery, Gone, Uncertain, Unsent
from core.errors import FileUnreadable, SourceError
from core.network.outside import Outside
from core.network.transport import HttpxTransport
from core.ports import Clock
from core.sources.http.body import Truncated, read_body
from locales import Translator

# Seconds until a connection stands, and in all; the most that is read of an answer.
CONNECTING, IN_ALL, LONGEST_ANSWER = 10.0, 30.0, 65_536
# How long a receiver of ours may be given the same message again, which it knows by its id.
KNOWN_AGAIN = dt.timedelta(hours=24)
# The request has not left, or not reached anybody.
_BEFORE_SENDING = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError),
    httpx.UnsupportedProtocol,
)

log = structlog.get_logger()


class WebhookSender:
    """Sends the ledger's bodies to the webhooks of one kind."""

    def __init__(self, kind: Kind, book: Book, clock: Clock, outside: Outside) -> None:
        self._kind, self._book, self._clock = kind, book, clock
        self._transport = HttpxTransport(outside, httpx.Limits(max_connections=100))
        self.idempotent_for = KNOWN_AGAIN if kind is Kind.GENERIC else dt.timedelta(0)

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The delivery's id. A webhook knows no other markup, so `plain` is the same. Raises
        DeliveryError."""
        try:
            hook = await asyncio.to_thread(self._book.find, delivery.key.chat_id)
        except FileUnreadable as error:
            raise Unsent(type(error).__name__) from error
        if hook is None:
            raise Gone("not_found")
        await self.post(hook, payload(self._kind, delivery))
        return delivery_id(delivery)

    async def post(self, hook: Hook, message: dict[str, Any]) -> None:
        """Send the message there, signed. Raises DeliveryError."""
        seconds = int(self._clock.now().timestamp())
        url, headers, body = signed(self._kind, hook.url, hook.secret, message, seconds)
        limits = {"connect": CONNECTING, "pool": CONNECTING, "read": IN_ALL, "write": IN_ALL}
        # Without a client around the transport, nothing follows a redirect, keeps a cookie or
        # unpacks an answer.
        request = httpx.Request(
            "POST",
            url,
            headers={**headers, "User-Agent": "Paperboy", "Accept-Encoding": "identity"},
            content=body,
            extensions={"timeout": limits},
        )
        try:
            async with asyncio.timeout(IN_ALL):
                response = await self._transport.handle_async_request(request)
                async with aclosing(response):
                    said = await read_body(hook.host, response, LONGEST_ANSWER)
        except _BEFORE_SENDING as error:
            raise Unsent(type(error).__name__) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise Uncertain(type(error).__name__) from error
        except (SourceError, Truncated):
            said = b""  # the status says enough, or the lack of a code does
        trouble = meaning(self._kind, response.status_code, response.headers, said)
        if trouble is not None:
            raise trouble

    async def close(self) -> None:
        """Close what connections there are."""
        await self._transport.aclose()


class WebhookPlatform:
    """Implements bot.channels.base.Platform for one kind of webhook."""

    def __init__(self, kind: Kind, book: Book, clock: Clock, outside: Outside) -> None:
        self._kind = kind
        self.name = kind.channel
        self.sender, self.rates = WebhookSender(kind, book, clock, outside), rates(kind)

    def bodies(self, view: View, t: Translator, silent: bool, previews: bool) -> Sequence[str]:
        """The view's parts as the ledger keeps them; a webhook is neither silent nor loud."""
        return bodies(self._kind, view, t.language)

    def calling(self, body: str, role: str) -> str:
        """A webhook knows no roles."""
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
        """Nothing holds a webhook."""
        return ()

    async def tell_gone(self, key: ChatKey, reason: str) -> None:
        """Nobody hears there; the operator reads it here and in `status`."""
        log.warning("a webhook is gone and paused", webhook=key.chat_id, reason=reason)
