"""How updates reach the bot: one queue, emptied by long polling or by a webhook, never both."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections import deque
from dataclasses import dataclass

import aiohttp

from tests.fakes.telegram_state import Json, Refusal, bad

_UNASKED = frozenset(
    ("chat_member", "message_reaction", "message_reaction_count")
)  # Sent only when asked for.
_LONGEST_POLL = 50.0
_RETRY = 0.1  # Seconds until a webhook that failed is tried again; the real server takes longer.
_TAKEN = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted, and the secret that goes with them."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Updates:
    """The queue. `push` may be called from any thread; the rest belongs to the server's loop."""

    def __init__(self, first_id: int = 1000) -> None:
        self.webhook: Webhook | None = None
        self.failure = ""  # What went wrong with the webhook last.
        self.repeats = 0  # So many of the next updates are posted twice.
        self.pending: deque[Json] = deque()
        self.allowed: list[str] = []
        self._next_id = first_id
        self._lock = threading.Lock()
        self._polls = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._change = asyncio.Event()

    def push(self, update: Json) -> Json:
        """Queue an update and return it with its id. An id it brings is kept unless later ones are
        already out."""
        with self._lock:
            numbered = update | {"update_id": max(self._next_id, update.get("update_id", 0))}
            self._next_id = numbered["update_id"] + 1
            kind = next((name for name in update if name != "update_id"), "")
            if kind in self.allowed or not (self.allowed or kind in _UNASKED):
                self.pending.append(numbered)
        self._wake()
        return numbered

    def allow(self, kinds: list[str] | None) -> None:
        """Queue only those kinds from now on; [] means the usual ones, None leaves it as it is."""
        if kinds is not None:
            self.allowed = list(kinds)

    async def poll(self, offset: int | None, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109
        """What is pending from that offset on, as soon as there is something; forgets what lies
        before it.

        Raises the 409 Refusals: another poll came, or a webhook is set.
        """
        if self.webhook:
            raise Refusal(409, _HOOKED)
        self._polls += 1
        mine = self._polls
        self._wake()
        self._confirm(offset)
        until = time.monotonic() + min(timeout, _LONGEST_POLL)
        while not self.pending and (left := until - time.monotonic()) > 0:
            await self._changed(left)
            if self._polls != mine:
                raise Refusal(409, _TAKEN)
        return list(self.pending)[:limit]

    def set_webhook(self, url: str, secret: str, max_connections: int, *, drop: bool) -> None:
        """Post updates there from now on, or nowhere when the address is empty; raises a 400
        Refusal."""
        if url and not re.match(r"https://|http://(127\.0\.0\.1|localhost)[:/]", url):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        if drop:
            self.pending.clear()
        self.webhook = Webhook(url, secret, max_connections) if url else None
        self._wake()

    async def deliver(self) -> None:
        """Post what is pending to the webhook, one after another, again and again until it is
        taken."""
        self._loop = asyncio.get_running_loop()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while True:
                if not (self.webhook and self.pending):
                    await self._changed(None)
                elif await self._post(session, self.webhook, self.pending[0]):
                    await self._taken(session, self.webhook)
                else:
                    await asyncio.sleep(_RETRY)

    async def _taken(self, session: aiohttp.ClientSession, webhook: Webhook) -> None:
        update = self.pending.popleft()
        if self.repeats:
            self.repeats -= 1
            await self._post(session, webhook, update)

    async def _post(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        try:
            async with session.post(webhook.url, json=update, headers=headers) as response:
                self.failure = (
                    "" if response.ok else f"Wrong response from the webhook: {response.status}"
                )
                return response.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            self.failure = f"Connection failed: {type(error).__name__}"
            return False

    def _confirm(self, offset: int | None) -> None:
        with self._lock:
            if offset is not None and offset < 0:
                offset = self.pending[offset]["update_id"] if len(self.pending) >= -offset else None
            while offset is not None and self.pending and self.pending[0]["update_id"] < offset:
                self.pending.popleft()

    def _wake(self) -> None:
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._announce)

    def _announce(self) -> None:
        # Whoever waits has the old event; the next wait gets a fresh one.
        self._change.set()
        self._change = asyncio.Event()

    async def _changed(self, seconds: float | None) -> None:
        event = self._change
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
