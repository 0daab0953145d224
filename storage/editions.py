"""Editions: each date's ranked list, and the entries in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import case, delete, distinct, exists, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.editions.days import believed
from core.models import ArchiveForm, Counts, Edition, EditionState, Entry, Reason, Tier, Verdict
from storage import papers, tables
from storage.engine.database import AnyRow, Database, batches

# An edition's columns that an absent value leaves as they are: what once was known or shown stays so.
LASTING = ("listed", "fetched_at", "frozen_at", "ready_at", "form", "archive_language")


@dataclass(frozen=True, slots=True)
class Totals:
    """How much is stored: days with entries, papers, and papers with a summary or a report in some language."""

    days: int
    papers: int
    summaries: int
    reports: int


class Editions:
    """The stored days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, date: dt.date) -> Edition | None:
        """The edition with its entries by rank, titles and organizations as that day listed them; or None."""
        return await self._database.read(lambda connection: read(connection, date))

    async def save(self, edition: Edition) -> None:
        """Write the edition, its entries and their papers over what is stored, in one transaction.

        What is None in the edition or absent in a paper stays as it was known. When the stored edition has been frozen
        and this one does not know of it, the numbers people may have seen stay with their papers.
        """
        await self._database.write(lambda connection: write(connection, edition))

    async def freeze(self, date: dt.date, at: dt.datetime) -> None:
        """Fix the ranks of that date from `at` on, unless they are fixed already."""
        await self.freeze_all([date], at)

    async def freeze_all(self, dates: Collection[dt.date], at: dt.datetime) -> None:
        """The same for several dates (at most some hundreds) in one transaction: each has its price."""
        columns = tables.editions.c
        unfrozen = (columns.date.in_(dates), columns.frozen_at.is_(None))
        await self._database.run(update(tables.editions).where(*unfrozen).values(frozen_at=at))

    async def ready(self, date: dt.date, at: dt.datetime) -> None:
        """Note that the edition of that date has been read, unless that is noted already."""
        columns = tables.editions.c
        unready = (columns.date == date, columns.ready_at.is_(None))
        await self._database.run(update(tables.editions).where(*unready).values(ready_at=at))

    async def days(self, since: dt.date, now: dt.datetime) -> list[tuple[dt.date, EditionState, dt.datetime | None]]:
        """The known dates from `since` on, oldest first, each with its state and when it was ready.

        A list that a wrong clock closed is open, as far as it can be told `now`.
        """
        columns = tables.editions.c
        fetched_at = case((columns.form.is_(None), columns.fetched_at)).label("fetched_at")
        statement = select(columns.date, columns.state, columns.ready_at, fetched_at).where(columns.date >= since)
        rows = await self._database.rows(statement.order_by(columns.date))
        return [
            (row.date, believed(EditionState(row.state), row.date, row.fetched_at, now), row.ready_at) for row in rows
        ]

    async def dates(self, limit: int) -> list[tuple[dt.date, EditionState]]:
        """The newest dates that have entries, or are empty or failed, newest first, with their states."""
        columns = tables.editions.c
        telling = columns.state.in_((EditionState.EMPTY, EditionState.FAILED))
        worth = or_(telling, exists().where(tables.entries.c.date == columns.date))
        statement = select(columns.date, columns.state).where(worth).order_by(columns.date.desc()).limit(limit)
        return [(row.date, EditionState(row.state)) for row in await self._database.rows(statement)]

    async def newest(self, at_or_before: dt.date | None = None, with_entries: bool = True) -> dt.date | None:
        """The newest known date, not after `at_or_before`; with `with_entries`, the newest that has entries."""
        dates = tables.entries.c.date if with_entries else tables.editions.c.date
        limit = dates <= at_or_before if at_or_before else true()
        ((newest,),) = await self._database.rows(select(func.max(dates)).where(limit))
        return newest  # type: ignore[no-any-return]

    async def listed(self) -> dt.date | None:
        """The newest date of which the source listed papers; imported days do not count."""
        columns = tables.editions.c
        fetched = select(columns.date).where(columns.listed > 0, columns.form.is_(None))
        rows = await self._database.rows(fetched.order_by(columns.date.desc()).limit(1))
        return rows[0].date if rows else None

    async def nearest(self, date: dt.date) -> dt.date | None:
        """The date with selected entries that is closest to `date`, of two the earlier; None when there is none."""
        dates = tables.entries.c.date
        shown = select(dates).where(tables.entries.c.selected).limit(1)
        earlier = shown.where(dates <= date).order_by(dates.desc())
        later = shown.where(dates > date).order_by(dates)
        found = [row.date for side in (earlier, later) for row in await self._database.rows(side)]
        return min(found, key=lambda day: abs(day - date), default=None)

    async def of_paper(self, paper_id: str) -> tuple[dt.date, int] | None:
        """The newest date that lists the paper, and its number there; or None."""
        return (await self._database.read(lambda connection: newest_places(connection, [paper_id]))).get(paper_id)

    async def totals(self) -> Totals:
        """How much is stored."""
        readings = tables.readings.c
        having = select(func.count(distinct(readings.paper_id)))
        statement = select(
            select(func.count(distinct(tables.entries.c.date))).scalar_subquery(),
            select(func.count(tables.papers.c.number)).scalar_subquery(),
            having.where(readings.kind == "summary").scalar_subquery(),
            having.where(readings.kind == "report").scalar_subquery(),
        )
        (row,) = await self._database.rows(statement)
        return Totals(*row)


async def read(connection: AsyncConnection, date: dt.date) -> Edition | None:
    """The stored edition of the date, or None."""
    row = (await connection.execute(select(tables.editions).where(tables.editions.c.date == date))).one_or_none()
    if row is None:
        return None
    return Edition(
        date=row.date,
        state=EditionState(row.state),
        entries=await _entries(connection, date),
        listed=row.listed,
        fetched_at=row.fetched_at,
        frozen_at=row.frozen_at,
        ready_at=row.ready_at,
        form=ArchiveForm(**row.form) if row.form else None,
    )


async def write(connection: AsyncConnection, edition: Edition, *, archive_language: str | None = None) -> None:
    """Write the edition over what is stored; with `archive_language`, as the import of a digest in that language."""
    imported = archive_language is not None
    await papers.write(connection, [entry.paper for entry in edition.entries], fill_only=imported)
    stored = await read(connection, edition.date)
    if stored and stored.frozen_at and not edition.frozen_at:
        edition = replace(edition, entries=_with_seen_numbers(stored.entries, edition.entries))
    row = {
        "date": edition.date,
        "state": edition.state,
        "listed": edition.listed,
        "fetched_at": edition.fetched_at,
        "frozen_at": edition.frozen_at,
        "ready_at": edition.ready_at,
        "form": edition.form and asdict(edition.form),
        "archive_language": archive_language,
    }
    if stored is None:
        await connection.execute(tables.editions.insert(), row)
    else:
        said = {name: value for name, value in row.items() if value is not None or name not in LASTING}
        if edition.state is EditionState.OPEN:
            # It had been closed, and read as far as it went then, by a clock that was wrong.
            said["ready_at"] = None
        await connection.execute(update(tables.editions).where(tables.editions.c.date == edition.date).values(said))
    await connection.execute(delete(tables.entries).where(tables.entries.c.date == edition.date))
    if edition.entries:
        rows = [_entry_row(edition.date, entry) for entry in edition.entries]
        await connection.execute(tables.entries.insert(), rows)


def appended(entries: Sequence[Entry], more: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, and after their last number `more` in its order."""
    last = max((entry.rank for entry in entries), default=0)
    return (*entries, *(replace(entry, rank=rank) for rank, entry in enumerate(more, last + 1)))


async def newest_places(connection: AsyncConnection, ids: Iterable[str]) -> dict[str, tuple[dt.date, int]]:
    """By paper id, the newest date that lists it and its number there."""
    columns = tables.entries.c
    places: dict[str, tuple[dt.date, int]] = {}
    for batch in batches(ids):
        statement = select(columns.paper_id, columns.date, columns.rank).where(columns.paper_id.in_(batch))
        rows = await connection.execute(statement.order_by(columns.date))
        places |= {row.paper_id: (row.date, row.rank) for row in rows}
    return places


def _with_seen_numbers(seen: Sequence[Entry], fresh: Sequence[Entry]) -> tuple[Entry, ...]:
    """`fresh`, with each paper under the number it was seen at, and none of those seen missing."""
    news = {entry.paper.id: entry for entry in fresh}
    kept = [replace(news.pop(entry.paper.id, entry), rank=entry.rank, selected=entry.selected) for entry in seen]
    return appended(kept, news.values())


async def _entries(connection: AsyncConnection, date: dt.date) -> tuple[Entry, ...]:
    # Title and organization come from the entry, everything else about the paper from the paper.
    paper = [column for column in tables.papers.c if column.name not in {"number", "title", "organization"}]
    statement = select(tables.entries, *paper).join(tables.papers, tables.papers.c.id == tables.entries.c.paper_id)
    rows = await connection.execute(statement.where(tables.entries.c.date == date).order_by(tables.entries.c.rank))
    return tuple(_entry_of(row) for row in rows)


def _entry_row(date: dt.date, entry: Entry) -> dict[str, Any]:
    return {
        "date": date,
        "paper_id": entry.paper.id,
        "rank": entry.rank,
        "title": entry.paper.title,
        "organization": entry.paper.organization,
        **asdict(entry.counts),
        "score": entry.verdict.score,
        "tier": entry.verdict.tier,
        "tags": entry.verdict.tags,
        "golden": entry.verdict.golden,
        "reasons": [(reason.kind, reason.points, reason.amount) for reason in entry.verdict.reasons],
        "selected": entry.selected,
    }


def _entry_of(row: AnyRow) -> Entry:
    return Entry(
        rank=row.rank,
        paper=papers.paper_of(row),
        counts=Counts(row.upvotes, row.stars, row.comments),
        verdict=Verdict(
            score=row.score,
            tier=Tier(row.tier),
            tags=tuple(row.tags),
            golden=row.golden,
            reasons=tuple(Reason(*reason) for reason in row.reasons),
        ),
        selected=row.selected,
    )
