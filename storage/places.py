"""Which list is the newest, which follows another, and which leads to a paper."""

# Tested in tests/storage/test_editions.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from core.editions.keys import DAILY, ListKey, Shelf
from storage import tables
from storage.engine.database import Connection, batches
from storage.keys import key_columns, key_of, of_bound_shelf

_ENTRIES = tables.entries.c
_OF_SHELF = of_bound_shelf(tables.entries)
_NEWEST = select(func.max(_ENTRIES.date)).where(*_OF_SHELF, _ENTRIES.date <= bindparam("until"))
_PREVIOUS = select(func.max(_ENTRIES.date)).where(*_OF_SHELF, _ENTRIES.date < bindparam("day"))
_FOLLOWING = select(func.min(_ENTRIES.date)).where(
    *_OF_SHELF, _ENTRIES.date > bindparam("day"), _ENTRIES.date <= bindparam("until")
)
# Every answer with a list asks this: one statement costs less than three.
_AROUND = select(*(each.scalar_subquery() for each in (_PREVIOUS, _FOLLOWING, _NEWEST)))


class Around(NamedTuple):
    """The lists of a shelf that stand before and behind one of its lists, and its newest one."""

    previous: ListKey | None
    following: ListKey | None
    newest: ListKey | None


async def newest(
    connection: Connection, shelf: Shelf, until: dt.date | None = None
) -> ListKey | None:
    """What `Editions.newest` returns."""
    bound = {"source": shelf.source, "shelf": shelf.name, "until": until or dt.date.max}
    day = (await connection.execute(_NEWEST, bound)).scalar_one()
    if day is None:
        return None
    return shelf.on(day)


async def around(connection: Connection, key: ListKey, until: dt.date) -> Around:
    """The shelf's lists around that one that have entries; `following` and `newest` are of no later
    day than `until`."""
    shelf = key.shelf
    bound = {"source": shelf.source, "shelf": shelf.name, "day": key.day, "until": until}
    days = (await connection.execute(_AROUND, bound)).one()
    return Around(*(day and shelf.on(day) for day in days))


async def newest_places(
    connection: Connection, ids: Iterable[str]
) -> dict[str, tuple[ListKey, int]]:
    """By paper id, the newest daily list that has it, else another shelf's; and its number."""
    columns = tables.entries.c
    places: dict[str, tuple[ListKey, int]] = {}
    for batch in batches(ids):
        statement = select(*key_columns(tables.entries), columns.paper_id, columns.rank)
        for row in await connection.execute(statement.where(columns.paper_id.in_(batch))):
            place = (key_of(row), row.rank)
            best = places.get(row.paper_id, place)
            places[row.paper_id] = max(best, place, key=_leads)
    return places


def _leads(place: tuple[ListKey, int]) -> tuple[bool, ListKey]:
    """The key by which the place that leads to a paper is chosen. In the daily list people find it
    by typing the day alone."""
    key, _ = place
    return key.shelf == DAILY, key
