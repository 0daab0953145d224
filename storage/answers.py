"""Answers: what is shown of a list, a paper or a search, each read in one state of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select, tuple_

from core.announcements.submissions import Submission
from core.editions.keys import ListKey
from core.models import SearchHit
from core.shown import ShownHits, ShownList, ShownPaper
from storage import (
    editions,
    joining,
    papers,
    places,
    readings,
    revisions,
    search,
    submissions,
    tables,
)
from storage.engine.database import Connection, Database
from storage.keys import key_columns, key_of


class Answers:
    """What answers show. Implements core.ports.Answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_list(self, key: ListKey, language: str, until: dt.date) -> ShownList | None:
        """The list with its summaries; None when it is not stored. `newest` in it is the shelf's
        newest list of no later day than `until`."""
        return await self._database.read(lambda connection: _list(connection, key, language, until))

    async def of_number(self, key: ListKey, number: int, language: str) -> ShownPaper | None:
        """The paper with that number in that list, with its summary and its report; or None."""
        return await self._database.read(
            lambda connection: _number(connection, key, number, language)
        )

    async def of_paper(self, paper_id: str, language: str) -> ShownPaper | None:
        """The paper with its summary and its report, in the list that leads to it, if one does;
        None when it is not stored."""
        return await self._database.read(lambda connection: _paper(connection, paper_id, language))

    async def of_search(
        self, words: str, language: str, limit: int, offset: int = 0, also: Sequence[str] = ()
    ) -> ShownHits:
        """The papers that hold all the words, best first, as `Search.find` finds them, and then
        those that hold all of any of those in `also`, without the first `offset`."""

        async def work(connection: Connection) -> ShownHits:
            hits, total = await search.hits(connection, words, limit, offset, also)
            return await _shown(connection, hits, total, language)

        return await self._database.read(work)

    async def of_papers(self, paper_ids: Sequence[str], language: str) -> ShownHits:
        """Those of the papers that are stored, in that order, as a search shows what it finds."""

        async def work(connection: Connection) -> ShownHits:
            now = await joining.resolved(connection, paper_ids)
            ids = list(dict.fromkeys(now.get(paper_id, paper_id) for paper_id in paper_ids))
            known = await papers.known(connection, ids)
            found = [known[paper_id] for paper_id in ids if paper_id in known]
            hits = await search.with_places(connection, found)
            return await _shown(connection, hits, len(hits), language)

        return await self._database.read(work)


async def _list(
    connection: Connection, key: ListKey, language: str, until: dt.date
) -> ShownList | None:
    edition = await editions.read(connection, key)
    if edition is None:
        return None
    ids = [entry.paper.id for entry in edition.entries]
    summaries = await readings.summaries(connection, ids, language, key)
    around = await places.around(connection, key, until)
    return ShownList(
        edition,
        summaries,
        previous=around.previous,
        newest=around.newest,
        following=around.following,
    )


async def _number(
    connection: Connection, key: ListKey, number: int, language: str
) -> ShownPaper | None:
    listed = await editions.entry(connection, key, number)
    if listed is None:
        return None
    paper_id = listed.entry.paper.id
    summary, report = await readings.of_paper(connection, paper_id, language, key)
    return ShownPaper(
        listed.entry.paper,
        listed.known,
        key,
        listed.entry,
        frozen=listed.frozen,
        summary=summary,
        report=report,
        revision=listed.revision,
        submissions=await _submissions(connection, paper_id),
    )


async def _paper(connection: Connection, paper_id: str, language: str) -> ShownPaper | None:
    now = await joining.resolved(connection, [paper_id])
    paper_id = now.get(paper_id, paper_id)
    found = await places.newest_places(connection, [paper_id])
    if paper_id in found:
        key, number = found[paper_id]
        return await _number(connection, key, number, language)
    known = await papers.known(connection, [paper_id])
    if paper_id not in known:
        return None
    summary, report = await readings.of_paper(connection, paper_id, language, None)
    return ShownPaper(
        known[paper_id],
        known[paper_id],
        summary=summary,
        report=report,
        revision=await revisions.read(connection, paper_id),
        submissions=await _submissions(connection, paper_id),
    )


async def _submissions(connection: Connection, paper_id: str) -> tuple[Submission, ...]:
    found = await submissions.of(connection, [paper_id])
    return tuple(found.get(paper_id, ()))


async def _shown(
    connection: Connection, hits: Sequence[SearchHit], total: int, language: str
) -> ShownHits:
    """The hits, of so many, with what is shown beside them."""
    ids = [hit.paper.id for hit in hits]
    summaries = await readings.summaries(connection, ids, language)
    titles = {paper_id: summary.title for paper_id, summary in summaries.items()}
    keys = {hit.key for hit in hits if hit.key}
    return ShownHits(tuple(hits), titles, await _unfrozen(connection, keys), total)


async def _unfrozen(connection: Connection, keys: Collection[ListKey]) -> frozenset[ListKey]:
    """The lists among them whose numbers are not fixed."""
    columns = key_columns(tables.editions)
    values = [(key.shelf.source, key.shelf.name, key.day) for key in keys]
    these = tuple_(*columns).in_(values)
    statement = select(*columns).where(these, tables.editions.c.frozen_at.is_(None))
    rows = await connection.execute(statement)
    return frozenset(key_of(row) for row in rows)
