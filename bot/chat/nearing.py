"""Brings vectors to a day's list and to papers that chats speak of, where a model makes such."""

# Tested in tests/bot/chat/test_nearing.py.

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

import structlog

from bot.chat.vectors import PaperVectors
from core.interests.features import Values
from core.interests.morning import Day
from core.interests.nearness import Near, Space, There, numbers, space

log = structlog.get_logger()

# So many of the last papers say what is usual, and so many that chats speak of are in memory.
_PAST: Final = 200
_MOST_LIKED: Final = 4_000


class Nearing:
    """Knows the vectors of one day at a time."""

    def __init__(self, vectors: PaperVectors) -> None:
        self._vectors = vectors
        self._of: Day | None = None
        self._came = -1
        self._complete = False
        self._space: Space | None = None
        self._liked: dict[str, There] = {}

    async def beside(self, day: Day, spoken_of: Collection[str]) -> Day:
        """The day, and how near its papers lie to those that were spoken of; as it is where nothing
        can be said, or something goes wrong."""
        try:
            return await self._beside(day, spoken_of)
        except Exception:
            # Vectors are an extra, and must not cost anybody their picks.
            log.exception("no vectors beside a day")
            return day

    def drop(self) -> None:
        """Give the memory back."""
        self._of = self._space = None
        self._liked = {}

    async def _beside(self, day: Day, spoken_of: Collection[str]) -> Day:
        came = not self._complete and self._came != self._vectors.came
        if self._of is not day or came:
            self._came = self._vectors.came
            self._space = await self._learned(day)
            self._of, self._liked = day, {}
        here = self._space
        if here is None:
            return day
        missing = [name for name in spoken_of if name not in self._liked]
        if missing:
            found = await self._vectors.of(missing)
            placed = await asyncio.to_thread(_placed, found, here)
            if len(self._liked) + len(placed) > _MOST_LIKED:
                self._liked = {name: self._liked[name] for name in spoken_of if name in self._liked}
            self._liked |= placed
        return replace(day, near=Near(here, self._liked))

    async def _learned(self, day: Day) -> Space | None:
        # What arXiv announces beside the list is hundreds of texts a day, too many to pay for.
        ids = [entry.paper.id for entry in day.entries[: day.listed]]
        earlier = [name for name in day.morning.placed if name not in ids]
        found = await self._vectors.of(ids)
        self._complete = len(found) == len(ids)
        past = await self._vectors.of(earlier[-_PAST:], ask=False)
        return await asyncio.to_thread(_space, day, found, past)


def _space(day: Day, found: Mapping[str, bytes], past: Mapping[str, bytes]) -> Space | None:
    vectors: list[Values | None] = []
    for entry in day.entries:
        body = found.get(entry.paper.id)
        vectors.append(numbers(body) if body else None)
    earlier = {name: numbers(body) for name, body in past.items()}
    return space(vectors, day.papers, earlier)


def _placed(found: Mapping[str, bytes], here: Space) -> dict[str, There]:
    placed: dict[str, There] = {}
    for name, body in found.items():
        vector = numbers(body)
        if len(vector) == len(here.middle):
            placed[name] = here.place(vector)
    return placed
