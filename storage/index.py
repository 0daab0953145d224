"""The texts by which papers are found: their own and their summaries'. Each engine searches them
in its own way."""

# Tested in tests/storage/test_search.py.

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from storage import tables
from storage.engine.base import Texts
from storage.engine.database import AnyRow, Connection, batches
from storage.engine.engines import engine_of


async def refresh(connection: Connection, paper_ids: Iterable[str]) -> None:
    """Index the papers as they are stored now, in the transaction that changed them."""
    papers, readings = tables.papers.c, tables.readings.c
    for batch in batches(paper_ids):
        summaries: dict[str, list[dict[str, Any]]] = defaultdict(list)
        written = select(readings.paper_id, readings.body).where(
            readings.kind == "summary", readings.paper_id.in_(batch)
        )
        # Whatever the order in which they were written, the index is the same.
        ordered = written.order_by(readings.paper_id, readings.language, readings.origin)
        for row in await connection.execute(ordered):
            summaries[row.paper_id].append(row.body)
        columns = select(
            papers.number, papers.id, papers.title, papers.abstract, papers.organization
        )
        rows = await connection.execute(columns.where(papers.id.in_(batch)))
        texts = [_texts(row, summaries[row.id]) for row in rows]
        await engine_of(connection).put_texts(connection, texts)


async def forget(connection: Connection, numbers: Iterable[int]) -> None:
    """Take the papers of those numbers out of the index."""
    await engine_of(connection).drop_texts(connection, numbers)


def _texts(paper: AnyRow, summaries: Iterable[dict[str, Any]]) -> Texts:
    titles: list[str] = [paper.title]
    lines: list[str] = []
    for body in summaries:
        titles.append(body["title"] or "")
        lines.append(body["text"])
        lines += body["highlights"]
    # A paper may have several summaries that say much the same; each line is indexed once.
    return Texts(
        number=paper.number,
        title="\n".join(dict.fromkeys(titles)),
        abstract=paper.abstract,
        organization=paper.organization or "",
        summaries="\n".join(dict.fromkeys(lines)),
    )
