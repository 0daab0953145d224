"""Editions: the ranked list under each key, and the entries in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    and_,
    bindparam,
    case,
    delete,
    distinct,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from core.editions.days import KnownDay, believed
from core.editions.keys import ListKey, Shelf
from core.editions.policies import Policy
from core.models import Edition, EditionState, Entry, Paper, Revision
from storage import joining, papers, places, revisions, tables
from storage.engine.database import Connection, Database
from storage.engine.engines import engine_of
from storage.entry_rows import entry_of, entry_row
from storage.keys import (
    key_columns,
    key_of,
    key_row,
    of_bound_list,
    of_bound_shelf,
    of_list,
    of_same_list,
    of_shelf,
)
from storage.unwritten import Unwritten, took

# Columns of an edition that None does not overwrite: what once was known or shown stays so.
LASTING = ("listed", "fetched_at", "frozen_at", "ready_at")

# The statements of every answer are built once.
_EDITION = select(tables.editions).where(*of_bound_list(tables.editions))
_EDITIONS = tables.editions.c
_DAYS = (
    select(
        _EDITIONS.date,
        _EDITIONS.state,
        _EDITIONS.ready_at,
        case((~_EDITIONS.imported, _EDITIONS.fetched_at)).label("fetched_at"),
    )
    .where(*of_bound_shelf(tables.editions), _EDITIONS.date >= bindparam("since"))
    .order_by(_EDITIONS.date)
)
_LISTED = (
    select(
        _EDITIONS.date,
        select(func.max(tables.papers.c.published_at))
        .join(tables.entries, tables.entries.c.paper_id == tables.papers.c.id)
        .where(*of_same_list(tables.entries, tables.editions))
        .scalar_subquery()
        .label("newest"),
    )
    .where(
        *of_bound_shelf(tables.editions),
        *(_EDITIONS.listed > 0, ~_EDITIONS.imported, _EDITIONS.date < bindparam("before")),
    )
    .order_by(_EDITIONS.date.desc())
    .limit(1)
)
# A day's newest paper came out a few days before (of 26 recorded lists, seven at most). A list that
# has none of the last weeks is another day's, given to whoever asked with a clock that was ahead.
_LATELY = dt.timedelta(days=30)
# Title and organization come from the entry, everything else about the paper from the paper.
_SHARED = [
    column for column in tables.papers.c if column.name not in {"number", "title", "organization"}
]
_OF_PAPER = tables.papers.c.id == tables.entries.c.paper_id
_ENTRIES = (
    select(tables.entries, *_SHARED)
    .join(tables.papers, _OF_PAPER)
    .where(*of_bound_list(tables.entries))
    .order_by(tables.entries.c.rank)
)
_ENTRY = (
    select(
        tables.entries,
        *_SHARED,
        tables.papers.c.title.label("known_title"),
        tables.papers.c.organization.label("known_organization"),
        tables.editions.c.frozen_at,
        *revisions.COLUMNS,
    )
    .join(tables.papers, _OF_PAPER)
    .join(tables.editions, and_(*of_same_list(tables.editions, tables.entries)))
    .outerjoin(tables.revisions, tables.revisions.c.paper_id == tables.entries.c.paper_id)
    .where(*of_bound_list(tables.entries), tables.entries.c.rank == bindparam("number"))
)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many lists with entries, papers, and papers with a summary or a report are stored."""

    days: int
    papers: int
    summaries: int
    reports: int


class Editions:
    """The stored lists."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # Lists that were shown while the store took nothing, and since when. Their numbers are
        # fixed as soon as it does, before anything can move them.
        self._shown: Unwritten[ListKey, dt.datetime] = Unwritten()

    async def get(self, key: ListKey) -> Edition | None:
        """The edition with its entries by rank; titles and organizations are as that list had them.
        None when it is not stored."""
        return await self._database.read(lambda connection: read(connection, key))

    async def save(self, edition: Edition) -> None:
        """Write the edition, its entries and their papers over what is stored, in one transaction.

        What is None in the edition or absent in a paper stays as it was known. When the stored
        edition has been frozen and this one does not know of it, the numbers people may have seen
        stay with their papers.
        """

        frozen = self._shown.beside({})

        async def work(connection: Connection) -> None:
            await _freeze(connection, frozen)
            await write(connection, edition)

        await self._database.write(work)
        self._shown.forget(frozen)

    async def freeze(self, key: ListKey, at: dt.datetime) -> None:
        """Fix the ranks of that list from `at` on, unless they are fixed already. While the store
        takes nothing, as on a full disk, that is kept in mind until it does."""
        await self.freeze_all([key], at)

    async def freeze_all(self, keys: Collection[ListKey], at: dt.datetime) -> None:
        """Fix the ranks of several lists (at most some hundreds) as `freeze` does, in one
        transaction, which costs less than one for each."""
        frozen = self._shown.beside(dict.fromkeys(keys, at))
        if await took(self._database.write(lambda connection: _freeze(connection, frozen))):
            self._shown.forget(frozen)
        else:
            self._shown.keep(frozen)

    async def ready(self, key: ListKey, at: dt.datetime) -> None:
        """Note that the edition under that key has been read, unless that is noted already."""
        unready = (*of_list(tables.editions, key), tables.editions.c.ready_at.is_(None))
        await self._database.run(update(tables.editions).where(*unready).values(ready_at=at))

    async def days(self, policy: Policy, since: dt.date, now: dt.datetime) -> list[KnownDay]:
        """The known days of the policy's shelf from `since` on, oldest first.

        A list that a wrong clock closed counts as open, as far as that can be told `now`.
        """
        bound = {"source": policy.shelf.source, "shelf": policy.shelf.name, "since": since}
        known: list[KnownDay] = []
        for row in await self._database.rows(_DAYS, bound):
            stored = EditionState(row.state)
            state = believed(stored, policy.close_of(row.date), row.fetched_at, now)
            known.append(KnownDay(row.date, state, row.ready_at))
        return known

    async def keys(self, limit: int) -> list[tuple[ListKey, EditionState]]:
        """The newest lists that have entries, or are empty or failed, newest first, with states."""
        columns = tables.editions.c
        telling = columns.state.in_((EditionState.EMPTY, EditionState.FAILED))
        worth = or_(telling, exists().where(*of_same_list(tables.entries, tables.editions)))
        newest_first = (columns.date.desc(), columns.source, columns.shelf)
        statement = select(*key_columns(tables.editions), columns.state).where(worth)
        rows = await self._database.rows(statement.order_by(*newest_first).limit(limit))
        return [(key_of(row), EditionState(row.state)) for row in rows]

    async def newest(self, shelf: Shelf, until: dt.date | None = None) -> ListKey | None:
        """The shelf's newest list that has entries, of no later day than `until`; or None."""
        return await self._database.read(lambda connection: places.newest(connection, shelf, until))

    async def listed(self, shelf: Shelf) -> dt.date | None:
        """The shelf's newest day of which the source listed papers; imported days do not count, nor
        does one that has only papers of long before."""
        asked = {"source": shelf.source, "shelf": shelf.name, "before": dt.date.max}
        while rows := await self._database.rows(_LISTED, asked):
            day: dt.date = rows[0].date
            newest: dt.datetime | None = rows[0].newest
            if newest is None or newest.date() >= day - _LATELY:
                return day
            asked["before"] = day
        return None

    async def nearest(self, key: ListKey) -> dt.date | None:
        """The shelf's day with selected entries that is closest to the key's, of two the earlier;
        or None."""
        dates = tables.entries.c.date
        shown = (
            select(dates)
            .where(*of_shelf(tables.entries, key.shelf), tables.entries.c.selected)
            .limit(1)
        )
        earlier = shown.where(dates <= key.day).order_by(dates.desc())
        later = shown.where(dates > key.day).order_by(dates)
        found: list[dt.date] = []
        for statement in (earlier, later):
            rows = await self._database.rows(statement)
            found += [row.date for row in rows]
        return min(found, key=lambda day: abs(day - key.day), default=None)

    async def of_paper(self, paper_id: str) -> tuple[ListKey, int] | None:
        """The list that leads to the paper, as `newest_places` tells, and its number there; or
        None."""
        found = await self._database.read(
            lambda connection: places.newest_places(connection, [paper_id])
        )
        return found.get(paper_id)

    async def totals(self) -> Totals:
        """How much is stored."""
        readings = tables.readings.c
        lists = select(*key_columns(tables.entries)).distinct().subquery()
        having = select(func.count(distinct(readings.paper_id)))
        statement = select(
            select(func.count()).select_from(lists).scalar_subquery(),
            select(func.count(tables.papers.c.number)).scalar_subquery(),
            having.where(readings.kind == "summary").scalar_subquery(),
            having.where(readings.kind == "report").scalar_subquery(),
        )
        (row,) = await self._database.rows(statement)
        return Totals(*row)


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry, whether its list's numbers are fixed, and the paper as it is known today, with what
    arXiv said of it last."""

    entry: Entry
    frozen: bool
    known: Paper
    revision: Revision | None


async def entry(connection: Connection, key: ListKey, number: int) -> ListedEntry | None:
    """The entry with that number in that list, or None."""
    bound = {**key_row(key), "number": number}
    row = (await connection.execute(_ENTRY, bound)).one_or_none()
    if row is None:
        return None
    found = entry_of(row)
    known = replace(found.paper, title=row.known_title, organization=row.known_organization)
    is_frozen = row.frozen_at is not None
    return ListedEntry(found, is_frozen, known, revisions.revision_of(row))


async def _freeze(connection: Connection, since: Mapping[ListKey, dt.datetime]) -> None:
    """Fix the ranks of those lists from then on, unless they are fixed already."""
    if not since:
        return
    await alone_with(connection, since)
    for at in set(since.values()):
        values = [(key.shelf.source, key.shelf.name, key.day) for key in since if since[key] == at]
        these = tuple_(*key_columns(tables.editions)).in_(values)
        unfrozen = (these, tables.editions.c.frozen_at.is_(None))
        await connection.execute(update(tables.editions).where(*unfrozen).values(frozen_at=at))


async def read(connection: Connection, key: ListKey) -> Edition | None:
    """The stored edition under that key, or None."""
    row = (await connection.execute(_EDITION, key_row(key))).one_or_none()
    if row is None:
        return None
    entries = (await connection.execute(_ENTRIES, key_row(key))).all()
    return Edition(
        key=key,
        state=EditionState(row.state),
        entries=tuple(entry_of(row) for row in entries),
        listed=row.listed,
        fetched_at=row.fetched_at,
        frozen_at=row.frozen_at,
        ready_at=row.ready_at,
        imported=row.imported,
    )


async def write(connection: Connection, edition: Edition, *, fill_only: bool = False) -> None:
    """Write the edition over what is stored; with `fill_only`, what is known of its papers stays.

    Imported digests of the list are forgotten when it no longer says what they print.
    """
    listed = [entry.paper for entry in edition.entries]
    await alone_with(connection, [edition.key])
    await papers.write(connection, listed, fill_only=fill_only)
    await joining.join(connection, listed)
    stored = await read(connection, edition.key)
    if stored and stored.frozen_at and not edition.frozen_at:
        edition = replace(edition, entries=_with_seen_numbers(stored.entries, edition.entries))
    row = {
        **key_row(edition.key),
        "state": edition.state,
        "listed": edition.listed,
        "fetched_at": edition.fetched_at,
        "frozen_at": edition.frozen_at,
        "ready_at": edition.ready_at,
        "imported": edition.imported or (stored is not None and stored.imported),
    }
    if stored is None:
        await connection.execute(tables.editions.insert(), row)
    else:
        said = {
            name: value for name, value in row.items() if value is not None or name not in LASTING
        }
        if edition.state is EditionState.OPEN:
            # It had been closed, and read as far as it went then, by a clock that was wrong.
            said["ready_at"] = None
        await connection.execute(
            update(tables.editions).where(*of_list(tables.editions, edition.key)).values(said)
        )
    if stored is not None and _printed(stored) != _printed(edition):
        digests = (tables.archives.c.kind == "digest", *of_list(tables.archives, edition.key))
        await connection.execute(delete(tables.archives).where(*digests))
    await connection.execute(delete(tables.entries).where(*of_list(tables.entries, edition.key)))
    if edition.entries:
        rows = [entry_row(edition.key, entry) for entry in edition.entries]
        await connection.execute(tables.entries.insert(), rows)


async def alone_with(connection: Connection, keys: Iterable[ListKey]) -> None:
    """Let nobody else write or fix these lists until the transaction ends: whether numbers have
    been seen is looked at before they are written."""
    await engine_of(connection).alone(connection, [f"list {key}" for key in keys])


def appended(entries: Sequence[Entry], more: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, and after their last number `more` in its order."""
    last = max((entry.rank for entry in entries), default=0)
    added = [replace(entry, rank=rank) for rank, entry in enumerate(more, last + 1)]
    return (*entries, *added)


def _printed(edition: Edition) -> list[tuple[object, ...]]:
    """What a digest prints of the edition's entries in any language."""
    printed: list[tuple[object, ...]] = []
    for entry in edition.selected:
        paper, counts, verdict = entry.paper, entry.counts, entry.verdict
        printed.append(
            (
                *(entry.rank, paper.id, paper.title, paper.organization),
                *(counts.upvotes, counts.stars),
                *(verdict.score, verdict.tags, verdict.golden),
            )
        )
    return printed


def _with_seen_numbers(seen: Sequence[Entry], fresh: Sequence[Entry]) -> tuple[Entry, ...]:
    """`fresh`, with each paper under the number it was seen at, and none of those seen missing;
    what was selected stays so."""
    news = {entry.paper.id: entry for entry in fresh}
    kept: list[Entry] = []
    for before in seen:
        now = news.pop(before.paper.id, before)
        selected = before.selected or now.selected
        kept.append(replace(now, rank=before.rank, selected=selected))
    return appended(kept, news.values())
