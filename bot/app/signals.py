"""What parts of the service tell each other at once, in one process and across workers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing, suppress

from core.errors import StoreUnavailable
from storage import Storage

# Seconds until calls that are heard no more are listened to again.
AGAIN = 2.0


class Signals:
    """Who tells a topic, and what is done where it is told."""

    def __init__(self, storage: Storage) -> None:
        self._calls = storage.calls
        self._heard: dict[str, list[Callable[[], None]]] = {}
        self._unsaid: dict[str, None] = {}
        self._news = asyncio.Event()

    def on(self, topic: str, do: Callable[[], None]) -> None:
        """Do that whenever the topic is told."""
        self._heard.setdefault(topic, []).append(do)

    def tell(self, topic: str) -> None:
        """Tell it: here at once, to other workers in a moment."""
        self._do(topic)
        if self._calls is not None:
            self._unsaid[topic] = None
            self._news.set()

    async def say(self) -> None:
        """For ever: tell other workers."""
        while self._calls is not None:
            await self._news.wait()
            self._news.clear()
            topics = list(self._unsaid)
            self._unsaid.clear()
            for topic in topics:
                # Whoever misses it looks by itself after a minute.
                with suppress(StoreUnavailable):
                    await self._calls.say(topic)

    async def hear(self) -> None:
        """For ever: do what other workers tell; all of it when some may have been missed."""
        while self._calls is not None:
            with suppress(StoreUnavailable):
                async with aclosing(self._calls.heard()) as heard:
                    async for topic in heard:
                        self._hear(topic)
            await asyncio.sleep(AGAIN)

    def _hear(self, topic: str) -> None:
        topics = [topic] if topic else list(self._heard)
        for each in topics:
            self._do(each)

    def _do(self, topic: str) -> None:
        for do in self._heard.get(topic, ()):
            do()
