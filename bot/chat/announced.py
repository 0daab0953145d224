"""What sources announced on a list's day, as far as chats have picks from it."""

# Tested in tests/bot/chat/test_announced_picks.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from core.announcements import calendar, topics
from core.chats import Chat, ChatKey
from core.editions.keys import ANNOUNCED, DAILY, ListKey
from core.interests.interest import Again, Picks
from core.models import Edition, EditionState, Paper
from core.pool import Announced, PoolDay
from core.shown import ShownList
from storage import Storage

# This many days a paper that was picked may take until Hugging Face lists it: the pool keeps it.
MOST_DAYS: Final = 365
# More announcements than so are not all looked at.
MOST_IN_ORDER: Final = 5_000
_DAY: Final = dt.timedelta(days=1)
# The lists beside which there are letters out of the announcements.
WITH_LETTERS: Final = frozenset((DAILY, ANNOUNCED))


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


def letters_alone(unlisted: dt.date) -> ListKey | None:
    """Under which key there may be letters on a day that has no daily list; None where arXiv
    announced nothing for it."""
    key = ANNOUNCED.on(unlisted)
    return key if announced_day(key) else None


def announced_day(key: ListKey) -> dt.date | None:
    """Of which day's announcements there are letters under that key: of its own, and without a list
    also of those on the evening after it, as on a Sunday; None where there are none."""
    if key.shelf == ANNOUNCED and not calendar.is_day(key.day):
        following = key.day + _DAY
        return following if calendar.is_day(following) else None
    return key.day


def letters_of(day: dt.date) -> list[ListKey]:
    """All keys of that date under which there may be letters, in the order in which they come."""
    alone = letters_alone(day)
    return [alone, DAILY.on(day)] if alone else [DAILY.on(day)]


def of_same_day(day: dt.date) -> list[ListKey]:
    """All keys under which there are letters out of that day's announcements, in the order in which
    they come."""
    keys = [ANNOUNCED.on(day - _DAY), ANNOUNCED.on(day), DAILY.on(day)]
    return [key for key in keys if announced_day(key) == day]


def without_list(key: ListKey) -> ShownList:
    """The list of those letters, which has no entries."""
    return ShownList(Edition(key=key, state=EditionState.CLOSED), {}, previous=None, newest=None)


def are_known(chat: Chat, known: Sequence[PoolDay]) -> bool:
    """Whether it is known what was announced in all of the chat's categories. Venues, whose
    submissions come at any time, are not waited for."""
    wanted = topics.of_arxiv(chat.settings.categories)
    return {each.category for each in known}.issuperset(wanted)


async def known_of(storage: Storage, key: ListKey) -> tuple[PoolDay, ...]:
    """From where the announcements are known that there are letters of under that key: changes when
    they do."""
    day = announced_day(key)
    if day is None:
        return ()
    return tuple(each for each in await storage.pool.days(day) if each.day == day)


async def announced_on(storage: Storage, edition: Edition, known: tuple[PoolDay, ...]) -> OfDay:
    """What was announced on the list's day in the categories that any chat chose."""
    day = announced_day(edition.key)
    categories = await storage.chats.categories()
    if edition.key.shelf not in WITH_LETTERS or day is None or not categories:
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
    """Which papers of the list each of the chats had as a letter out of earlier announcements;
    those that stood in an earlier list were told of then."""
    day = edition.key.day
    ids = [entry.paper.id for entry in edition.entries]
    # Letters alone may have come before the list of their own day.
    picked = await storage.pool.picked(ids, day - dt.timedelta(days=MOST_DAYS), day + _DAY)
    if not picked:
        return {}
    listed = await storage.papers.listed(picked, day)
    found: dict[ChatKey, list[Again]] = {}
    told: dict[ChatKey, set[str]] = {}
    # A paper may be new to one chat on another day than to others.
    for earlier in sorted(frozenset[dt.date]().union(*picked.values())):
        names = [name for name in ids if earlier in picked.get(name, ()) and name not in listed]
        for key in of_same_day(earlier) if names else ():
            shown = await storage.picks.of_all(keys, key) if key != edition.key else {}
            for chat, picks in shown.items():
                before = told.setdefault(chat, set())
                for again in _again(picks, names, earlier):
                    if again.paper_id not in before:
                        before.add(again.paper_id)
                        found.setdefault(chat, []).append(again)
    return {chat: tuple(those) for chat, those in found.items()}


async def picked_today(
    storage: Storage, keys: Sequence[ChatKey], edition: Edition
) -> dict[ChatKey, frozenset[str]]:
    """What each of the chats had as a letter out of the same day's announcements already: alone
    before the list came, or the other way round."""
    day = announced_day(edition.key)
    found: dict[ChatKey, frozenset[str]] = {}
    for key in of_same_day(day) if day else ():
        shown = await storage.picks.of_all(keys, key) if key != edition.key else {}
        for chat, picks in shown.items():
            announced = {pick.paper_id for pick in picks.picks if pick.announced}
            found[chat] = found.get(chat, frozenset()) | announced
    return found


async def singled_out(storage: Storage, edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """The categories of those papers of the list that were announced, by id."""
    placed = await storage.pool.first(entry.paper.id for entry in edition.entries)
    return {name: each.categories for name, each in placed.items()}


def _again(picks: Picks, names: Sequence[str], earlier: dt.date) -> list[Again]:
    """Those of the papers that were picked out of the announcements."""
    announced = {pick.paper_id for pick in picks.picks if pick.announced}
    found: list[Again] = []
    for name in names:
        letter = picks.letter(name)
        if letter and name in announced:
            found.append(Again(paper_id=name, day=earlier, letter=letter))
    return found
