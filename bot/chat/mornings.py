"""Ranks days for chats, in a thread: what a day's past tells is learned once, and kept for a while.

Imported when the first chat wants anything, for it needs numpy.
"""

# Tested in tests/bot/chat/test_picking.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import structlog

from bot.chat.announced import OfDay, announced_on, known_of
from bot.chat.backgrounds import Backgrounds, as_numbers_of
from bot.chat.nearing import Nearing
from bot.chat.vectors import PaperVectors
from core.accounts import kind_of
from core.chats import Chat, ChatKey
from core.editions.select import for_chat
from core.interests.background import MOST_PAPERS, Placed
from core.interests.glossary import load_glossary
from core.interests.interest import ChatInterests, Picks, PickSettings
from core.interests.morning import MOST_ENTRIES, Day, Morning, laid_out, learned
from core.interests.names import load_lab_names
from core.interests.picking import ChatDay, NamesOfAll, choose
from core.models import Edition, Paper
from storage import Storage

log = structlog.get_logger()

# How long after it was last asked for what was learned is kept, in seconds.
IDLE: Final = 600.0
# This many papers that are older than the past, but were voted on, are kept as numbers.
_MOST_OLDER: Final = 2_000
# Papers that are read at once, and placed before the next ones are read.
_AT_ONCE: Final = 100


class Mornings:
    """Knows one day's past at a time. With `announced` a day is its list and what else was
    announced, and the past is what both had before."""

    def __init__(
        self,
        storage: Storage,
        backgrounds: Backgrounds,
        *,
        announced: bool = False,
        idle: float = IDLE,
        own_labs: str | None = None,
        vectors: PaperVectors | None = None,
    ) -> None:
        """`own_labs` is the operator's text of labs."""
        self._storage = storage
        self._backgrounds = backgrounds
        self._with_announced = announced
        self._announced = OfDay()
        self._nearing = Nearing(vectors) if vectors else None
        self._idle = idle
        self._known = NamesOfAll(load_lab_names(own_labs), load_glossary())
        self._turn = asyncio.Lock()
        self._date: dt.date | None = None
        self._morning: Morning | None = None
        self._day: Day | None = None
        self._older: dict[str, Placed] = {}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether a day's past is in memory now."""
        return self._morning is not None

    async def chosen(
        self,
        chats: Sequence[tuple[Chat, ChatInterests]],
        edition: Edition,
        seen: Mapping[ChatKey, Collection[str]],
    ) -> dict[ChatKey, Picks]:
        """What is picked for each of those chats out of that list; those are missing whose picks
        went wrong. Papers that a chat has `seen` are not picked again."""
        async with self._turn:
            if self._timer:
                self._timer.cancel()
            try:
                day = await self._of(edition)
                papers = await self._papers([asked for _, asked in chats], day.morning)
                if self._nearing:
                    day = await self._nearing.beside(day, papers)
                return await asyncio.to_thread(self._chosen, chats, edition, day, papers, seen)
            finally:
                loop = asyncio.get_running_loop()
                self._timer = loop.call_later(self._idle, self._drop)

    def _chosen(
        self,
        chats: Sequence[tuple[Chat, ChatInterests]],
        edition: Edition,
        day: Day,
        papers: Mapping[str, Placed],
        seen: Mapping[ChatKey, Collection[str]],
    ) -> dict[ChatKey, Picks]:
        found: dict[ChatKey, Picks] = {}
        for chat, asked in chats:
            try:
                before = frozenset(seen.get(chat.key, ()))
                found[chat.key] = self._for_one(chat, asked, edition, day, papers, before)
            except Exception:
                # What is wrong with one chat's interests must not cost the others their picks.
                log.exception("nothing picked", chat=chat.key)
        return found

    def _for_one(
        self,
        chat: Chat,
        asked: ChatInterests,
        edition: Edition,
        day: Day,
        papers: Mapping[str, Placed],
        seen: frozenset[str],
    ) -> Picks:
        settings = chat.settings
        choice = PickSettings(
            letters=settings.picks,
            explores=settings.explore,
            only_fitting=settings.only_fitting,
            mute=settings.mute,
        )
        key = chat.key
        turn = ChatDay(f"{kind_of(key.platform)}/{key.chat_id}/{key.thread_id}", edition.key.day)
        entries = for_chat(edition, settings).entries
        if len(day.entries) > day.listed:
            within = self._announced.within(settings.categories)
            others = day.entries[day.listed :]
            entries += tuple(entry for entry in others if entry.paper.id in within)
        return choose(day, entries, asked, papers, choice, turn, self._known, seen=seen)

    async def _of(self, edition: Edition) -> Day:
        """The list laid out; its day's past is learned first where that is another day."""
        known = self._announced.known
        if self._with_announced:
            known = await known_of(self._storage, edition.key)
        day = self._day
        is_same = known == self._announced.known and self._date == edition.key.day
        if day and is_same and day.entries[: day.listed] == edition.entries[:MOST_ENTRIES]:
            return day
        morning = self._morning
        if morning is None or self._date != edition.key.day:
            self._drop()
            morning = await self._learned(edition.key.day)
            self._date, self._morning = edition.key.day, morning
        if self._with_announced:
            self._announced = await announced_on(self._storage, edition, known)
        papers = self._announced.papers
        self._day = await asyncio.to_thread(laid_out, edition, morning, papers)
        return self._day

    async def _learned(self, day: dt.date) -> Morning:
        """What the papers before that day tell: those that were listed, or announced as well."""
        newest = await self._storage.papers.listed_before(day, MOST_PAPERS)
        if self._with_announced:
            announced = await self._storage.pool.announced_before(day, MOST_PAPERS)
            newest = list(dict.fromkeys([*newest, *announced]))[-MOST_PAPERS:]
        past = await as_numbers_of(self._storage, newest)
        morning = await asyncio.to_thread(learned, past)
        self._backgrounds.keep(morning.background, day)
        return morning

    async def _papers(
        self, asked: Sequence[ChatInterests], morning: Morning
    ) -> Mapping[str, Placed]:
        """The papers that those chats speak of, by id, as far as they are stored."""
        wanted: set[str] = set()
        for each in asked:
            wanted |= each.papers
        found = {name: morning.placed[name] for name in wanted if name in morning.placed}
        found |= {name: self._older[name] for name in wanted if name in self._older}
        others = sorted(wanted - found.keys())
        for begin in range(0, len(others), _AT_ONCE):
            papers = await self._storage.papers.many(others[begin : begin + _AT_ONCE])
            placed = await asyncio.to_thread(_placed, list(papers.values()), morning)
            found |= placed
            if len(self._older) + len(placed) <= _MOST_OLDER:
                self._older |= placed
        return found

    def _drop(self) -> None:
        """Give the memory back. Who ranks at this moment has it still."""
        self._date = self._morning = self._day = None
        self._announced = OfDay()
        self._older = {}
        if self._nearing:
            self._nearing.drop()


def _placed(papers: Sequence[Paper], morning: Morning) -> dict[str, Placed]:
    return {paper.id: morning.place(paper) for paper in papers}
