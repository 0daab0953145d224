"""The store as one writes it first: a day's entries and summaries are looked up one by one, and
words are searched for in every text. Not a straw man: each query is as good as ours, reads one
state of the store and uses its indexes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from core.editions.keys import ListKey
from core.models import Edition, EditionState, SearchHit, Summary
from core.shown import ShownHits, ShownList, ShownPaper
from storage import Storage, editions, papers, places, readings, tables
from storage.engine.database import Connection, Database
from storage.entry_rows import entry_of
from storage.keys import of_list

PAPERS, ENTRIES, READINGS = tables.papers.c, tables.entries.c, tables.readings.c


class EntryByEntry(editions.Editions):
    """Editions whose every entry takes a query."""

    async def get(self, key: ListKey) -> Edition | None:
        """The same edition."""
        return await self._database.read(lambda connection: _edition(connection, key))


class SummaryBySummary(readings.Readings):
    """Readings of which each takes a query."""

    async def summaries(
        self, paper_ids: Iterable[str], language: str, key: ListKey | None = None
    ) -> dict[str, Summary]:
        """The same summaries."""

        async def work(connection: Connection) -> dict[str, Summary]:
            found: dict[str, Summary] = {}
            for paper_id in paper_ids:
                found |= await readings.summaries(connection, [paper_id], language, key)
            return found

        return await self._database.read(work)


class PartByPart:
    """Answers whose parts are read one after the other, and a day whole, whatever is wanted of
    it."""

    def __init__(self, storage: Storage, scan: Scan) -> None:
        self._storage = storage
        self._scan = scan

    async def of_list(self, key: ListKey, language: str, until: dt.date) -> ShownList | None:
        """The same list."""
        edition = await self._storage.editions.get(key)
        if edition is None:
            return None
        ids = [entry.paper.id for entry in edition.selected]
        before = key.day - dt.timedelta(days=1)
        return ShownList(
            edition,
            await self._storage.readings.summaries(ids, language, key),
            previous=await self._storage.editions.newest(key.shelf, before),
            newest=await self._storage.editions.newest(key.shelf, until),
        )

    async def of_number(self, key: ListKey, number: int, language: str) -> ShownPaper | None:
        """The same paper."""
        edition = await self._storage.editions.get(key)
        for entry in edition.entries if edition else ():
            if edition and entry.rank == number:
                paper_id = entry.paper.id
                known = await self._storage.papers.get(paper_id)
                summaries = await self._storage.readings.summaries([paper_id], language, key)
                return ShownPaper(
                    entry.paper,
                    known or entry.paper,
                    key,
                    entry,
                    frozen=edition.frozen_at is not None,
                    summary=summaries.get(paper_id),
                    report=await self._storage.readings.report(paper_id, language),
                    revision=await self._storage.revisions.get(paper_id),
                )
        return None

    async def of_search(
        self, words: str, language: str, limit: int, offset: int = 0, also: Sequence[str] = ()
    ) -> ShownHits:
        """What is found after the first `offset`, with its titles and how many there are."""
        hits = (await self._storage.search.find(words, offset + limit))[offset:]
        total = await self._scan.count(words)
        ids = [hit.paper.id for hit in hits]
        summaries = await self._storage.readings.summaries(ids, language)
        titles = {paper_id: summary.title for paper_id, summary in summaries.items()}
        return ShownHits(tuple(hits), titles, frozenset(hit.key for hit in hits if hit.key), total)


class Scan:
    """Search without an index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, text: str, limit: int = 10) -> list[SearchHit]:
        """The newest papers that hold every word somewhere; better hits do not come first."""
        statement = (
            select(tables.papers)
            .where(*map(_holds, text.split()))
            .order_by(PAPERS.number.desc())
            .limit(limit)
        )

        async def work(connection: Connection) -> list[SearchHit]:
            found = [papers.paper_of(row) for row in await connection.execute(statement)]
            leading = await places.newest_places(connection, [paper.id for paper in found])
            return [SearchHit(paper, *leading.get(paper.id, (None, None))) for paper in found]

        return await self._database.read(work)

    async def count(self, text: str) -> int:
        """How many papers hold every word somewhere."""
        statement = select(func.count()).select_from(tables.papers)
        statement = statement.where(*map(_holds, text.split()))

        async def work(connection: Connection) -> int:
            return await connection.scalar(statement) or 0

        return await self._database.read(work)


def naive_storage(database: Database) -> Storage:
    """The store over the same file, naive where it reads days and searches."""
    storage = Storage(database)
    storage.editions = EntryByEntry(database)
    storage.readings = SummaryBySummary(database)
    scan = Scan(database)
    storage.search = scan  # type: ignore[assignment]  # it finds, and that is all that is asked of it
    storage.answers = PartByPart(storage, scan)  # type: ignore[assignment]  # as far as it is asked here
    return storage


async def _edition(connection: Connection, key: ListKey) -> Edition | None:
    row = (
        await connection.execute(select(tables.editions).where(*of_list(tables.editions, key)))
    ).one_or_none()
    if row is None:
        return None
    on_list = of_list(tables.entries, key)
    ids = await connection.scalars(select(ENTRIES.paper_id).where(*on_list).order_by(ENTRIES.rank))
    facts = [column for column in PAPERS if column.name not in {"number", "title", "organization"}]
    listed = select(tables.entries, *facts).join(tables.papers, PAPERS.id == ENTRIES.paper_id)
    entries = [
        entry_of((await connection.execute(listed.where(*on_list, PAPERS.id == each))).one())
        for each in ids.all()
    ]
    return Edition(
        key=key,
        state=EditionState(row.state),
        entries=tuple(entries),
        listed=row.listed,
        fetched_at=row.fetched_at,
        frozen_at=row.frozen_at,
        ready_at=row.ready_at,
    )


def _holds(word: str) -> ColumnElement[bool]:
    said = exists().where(
        and_(
            READINGS.paper_id == PAPERS.id, READINGS.kind == "summary", READINGS.body.contains(word)
        )
    )
    texts = (PAPERS.title, PAPERS.abstract, PAPERS.organization)
    return or_(*(column.icontains(word) for column in texts), said)
