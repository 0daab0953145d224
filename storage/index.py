"""The full-text index over papers and their summaries: SQLite's FTS5, and the only file that speaks to it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.engine import words
from storage.engine.database import AnyRow, batches

_PUT = text(
    "INSERT OR REPLACE INTO search (rowid, title, abstract, organization, summaries) "
    "VALUES (:number, :title, :abstract, :organization, :summaries)"
)

_DROP = text("DELETE FROM search WHERE rowid = :number")

# Ranking reads every match, so of very common words only the newest matches are ranked. The weights are the columns',
# in the index's order: a word in a title says most.
_FIND = text(
    "SELECT number FROM (SELECT rowid AS number, bm25(search, 10.0, 1.0, 3.0, 2.0) AS merit FROM search "
    "WHERE search MATCH :query ORDER BY rowid DESC LIMIT :ranked) ORDER BY merit, number DESC LIMIT :limit"
)
_RANKED = 1000


async def refresh(connection: AsyncConnection, paper_ids: Iterable[str]) -> None:
    """Index the papers as they are stored now; to be called in the transaction that changed them."""
    papers, readings = tables.papers.c, tables.readings.c
    for batch in batches(paper_ids):
        summaries: dict[str, list[dict[str, Any]]] = defaultdict(list)
        written = select(readings.paper_id, readings.body)
        for row in await connection.execute(written.where(readings.kind == "summary", readings.paper_id.in_(batch))):
            summaries[row.paper_id].append(row.body)
        columns = select(papers.number, papers.id, papers.title, papers.abstract, papers.organization)
        rows = await connection.execute(columns.where(papers.id.in_(batch)))
        # Words are taken apart in a thread: of a long list they take longer than the event loop may be held.
        known = [(row, summaries[row.id]) for row in rows]
        await connection.execute(_PUT, await asyncio.to_thread(_all_indexed, known))


async def forget(connection: AsyncConnection, numbers: Iterable[int]) -> None:
    """Take the papers of those numbers out of the index."""
    rows = [{"number": number} for number in numbers]
    if rows:
        await connection.execute(_DROP, rows)


async def matches(connection: AsyncConnection, query: str, limit: int) -> list[int]:
    """The numbers of the best matching papers, best first, for a query of `words.query`."""
    found = await connection.execute(_FIND, {"query": query, "ranked": _RANKED, "limit": limit})
    return list(found.scalars())


def _all_indexed(papers: Iterable[tuple[AnyRow, list[dict[str, Any]]]]) -> list[dict[str, object]]:
    return [_indexed(paper, summaries) for paper, summaries in papers]


def _indexed(paper: AnyRow, summaries: list[dict[str, Any]]) -> dict[str, object]:
    # A paper may have several summaries that say much the same; saying it once is enough.
    titles = dict.fromkeys([paper.title, *(body["title"] or "" for body in summaries)])
    texts = dict.fromkeys(line for body in summaries for line in (body["text"], *body["highlights"]))
    return {
        "number": paper.number,
        "title": words.indexed("\n".join(titles)),
        "abstract": words.indexed(paper.abstract),
        "organization": words.indexed(paper.organization or ""),
        "summaries": words.indexed("\n".join(texts)),
    }
