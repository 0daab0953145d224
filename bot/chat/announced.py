"""What sources announced on a list's day, as far as chats have picks from it."""

# Tested in tests/bot/chat/test_announced_picks.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Again, Picks
from core.models import Edition, Entry, Paper
from core.pool import Announced, PoolDay
from storage import Storage

# So many days a paper that was picked may take until Hugging Face lists it.
MOST_DAYS: Final = 30
# More announcements than so are not all looked at.
MOST_IN_ORDER: Final = 5_000


@dataclass(frozen=True, slots=True)
class OfDay:
    """What was announced on a day and is in no list up to then; `known` says from where."""

    announced: tuple[Announced, ...] = ()
    known: tuple[PoolDay, ...] = ()

    @property
    def papers(self) -> list[Paper]:
        """The papers, in the order in which they were announced."""
        return [each.paper for each in self.announced]

    def within(self, categories: Collection[str]) -> frozenset[str]:
        """The ids of the papers that are new in any of the categories: in none of them they were
        announced before."""
        wanted = set(categories)
        return frozenset(
            each.paper.id
            for each in self.announced
            if not wanted.isdisjoint(each.categories) and wanted.isdisjoint(each.before)
        )


async def known_of(storage: Storage, day: dt.date) -> tuple[PoolDay, ...]:
    """From where the day's announcements are known: changes when they do."""
    return tuple(each for each in await storage.pool.days(day) if each.day == day)


async def announced_on(storage: Storage, edition: Edition, known: tuple[PoolDay, ...]) -> OfDay:
    """What was announced on the list's day in the categories that any chat chose."""
    day = edition.key.day
    categories = await storage.chats.categories()
    if edition.key.shelf != DAILY or not categories:
        return OfDay((), known)
    found = await storage.pool.of(day, categories)
    here = {entry.paper.id for entry in edition.entries}
    listed = await storage.papers.listed([each.paper.id for each in found], day)
    new = [each for each in found if each.paper.id not in here and each.paper.id not in listed]
    return OfDay(tuple(_in_turn(new)), known)


def _in_turn(announced: Sequence[Announced]) -> list[Announced]:
    """The announcements, one of each category in turn: where there are more than are looked at, a
    venue that opens with thousands leaves room for the others."""
    if len(announced) <= MOST_IN_ORDER:
        return list(announced)
    by_category: dict[str, list[Announced]] = {}
    for each in announced:
        by_category.setdefault(each.category, []).append(each)
    rows = zip_longest(*by_category.values())
    return [each for row in rows for each in row if each is not None]


async def picked_again(
    storage: Storage, keys: Sequence[ChatKey], edition: Edition
) -> dict[ChatKey, tuple[Again, ...]]:
    """Which papers of the list each of the chats had as a letter out of an earlier day's
    announcements; those that stood in an earlier list were told of then."""
    day = edition.key.day
    ids = [entry.paper.id for entry in edition.entries]
    picked = await storage.pool.picked(ids, day - dt.timedelta(days=MOST_DAYS), day)
    if not picked:
        return {}
    listed = await storage.papers.listed(picked, day)
    found: dict[ChatKey, list[Again]] = {}
    for earlier in sorted(set(picked.values())):
        names = [name for name in ids if picked.get(name) == earlier and name not in listed]
        shown = await storage.picks.of_all(keys, DAILY.on(earlier)) if names else {}
        for key, picks in shown.items():
            for name in names:
                if (letter := picks.letter(name)) and _was_announced(picks, name):
                    again = Again(paper_id=name, day=earlier, letter=letter)
                    found.setdefault(key, []).append(again)
    return {key: tuple(those) for key, those in found.items()}


async def singled_out(storage: Storage, edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """The categories of those papers of the list that were announced, by id."""
    placed = await storage.pool.first(entry.paper.id for entry in edition.entries)
    return {name: each.categories for name, each in placed.items()}


def by_attention(
    entries: Sequence[Entry], categories: Collection[str], known: Mapping[str, Sequence[str]]
) -> list[str]:
    """The ids of the entries beyond the list that are of those categories, the ones with the best
    score first: what attention singled out."""
    wanted = set(categories)
    open_to = [
        entry
        for entry in entries
        if not entry.selected and not wanted.isdisjoint(known.get(entry.paper.id, ()))
    ]
    open_to.sort(key=lambda entry: (-entry.verdict.score, entry.rank))
    return [entry.paper.id for entry in open_to]


def _was_announced(picks: Picks, paper_id: str) -> bool:
    return any(pick.paper_id == paper_id and pick.announced for pick in picks.picks)
