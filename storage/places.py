"""Which list is the newest, which follows another, and which leads to a paper."""

# Tested in tests/storage/test_editions.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import bindparam, func, select

from core.editions.keys import DAILY, ListKey, Shelf
from storage import tables
from storage.engine.database import Connection, batches
from storage.keys import key_columns, key_of

_NEWEST = select(func.max(tables.entries.c.date)).where(
    tables.entries.c.source == bindparam("source"),
    tables.entries.c.shelf == bindparam("shelf"),
    tables.entries.c.date <= bindparam("until"),
)
_FOLLOWING = select(func.min(tables.entries.c.date)).where(
    tables.entries.c.source == bindparam("source"),
    tables.entries.c.shelf == bindparam("shelf"),
    tables.entries.c.date > bindparam("after"),
    tables.entries.c.date <= bindparam("until"),
)


async def newest(
    connection: Connection, shelf: Shelf, until: dt.date | None = None
) -> ListKey | None:
    """What `Editions.newest` returns."""
    bound = {"source": shelf.source, "shelf": shelf.name, "until": until or dt.date.max}
    day = (await connection.execute(_NEWEST, bound)).scalar_one()
    if day is None:
        return None
    return shelf.on(day)


async def following(connection: Connection, key: ListKey, until: dt.date) -> ListKey | None:
    """The shelf's oldest list after that one that has entries, of no later day than `until`; or
    None."""
    shelf = key.shelf
    bound = {"source": shelf.source, "shelf": shelf.name, "after": key.day, "until": until}
    day = (await connection.execute(_FOLLOWING, bound)).scalar_one()
    if day is None:
        return None
    return shelf.on(day)


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
