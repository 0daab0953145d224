"""Readings: summaries and reports, what Paperboy wrote beside what archives brought.

The origin keeps the two apart: "" for what Paperboy wrote, "digest:KEY" and "archive" for what was
imported.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import bindparam, delete, select

from core.editions.keys import ListKey
from core.models import Report, Summary, Writer
from core.records import Step
from storage import index, replies, tables
from storage.bodies import Reading, reading_of, reading_row
from storage.engine.database import Connection, Database, batches, upsert
from storage.keys import of_list

_COLUMNS = tables.readings.c
_OF_PAPERS = select(tables.readings).where(
    _COLUMNS.kind == bindparam("kind"), _COLUMNS.paper_id.in_(bindparam("ids", expanding=True))
)
_IN_LANGUAGE = _OF_PAPERS.where(_COLUMNS.language == bindparam("language"))
# All readings of one paper: its summaries and its reports.
_OF_PAPER = select(tables.readings).where(
    _COLUMNS.paper_id == bindparam("paper_id"), _COLUMNS.language == bindparam("language")
)

WRITTEN = ""
ARCHIVED = "archive"

# Of several reports of a paper, the one by the best writer is shown; of two such, the newest.
_MERIT = {Writer.MODEL: 2, Writer.ARCHIVE: 1}


def of_digest(key: ListKey) -> str:
    """The origin of summaries imported with that list's digest."""
    return f"digest:{key}"


class Readings:
    """The stored summaries and reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def summaries(
        self, paper_ids: Iterable[str], language: str, key: ListKey | None = None
    ) -> dict[str, Summary]:
        """By paper id. The one imported with that list's digest is preferred, then Paperboy's own,
        then the newest."""
        return await self._database.read(
            lambda connection: summaries(connection, paper_ids, language, key)
        )

    async def report(self, paper_id: str, language: str) -> Report | None:
        """The report by the best writer (model, archive, extractive), then the newest; or None."""
        return (await self.reports([paper_id], language)).get(paper_id)

    async def report_by_language(self, paper_id: str) -> dict[str, Report]:
        """What `report` returns in each language that has one."""
        return await self._database.read(
            lambda connection: report_by_language(connection, paper_id)
        )

    async def reports(self, paper_ids: Iterable[str], language: str) -> dict[str, Report]:
        """By paper id, what `report` returns; papers without one are left out."""
        return await self._database.read(
            lambda connection: reports(connection, paper_ids, language)
        )

    async def save_summary(self, summary: Summary) -> None:
        """Store it over an earlier one of Paperboy's, of the same paper and language."""
        text = (Step.SUMMARIZE, summary.paper_id, summary.language)

        async def work(connection: Connection) -> None:
            await write_summaries(connection, [summary], WRITTEN)
            await replies.written(connection, [text])

        await self._database.write(work)

    async def save_report(self, report: Report) -> None:
        """Store it over an earlier one of Paperboy's, of the same paper and language."""
        text = (Step.DEEP_READ, report.paper_id, report.language)

        async def work(connection: Connection) -> None:
            await write_reports(connection, [report], WRITTEN)
            await replies.written(connection, [text])

        await self._database.write(work)


async def summaries(
    connection: Connection,
    paper_ids: Iterable[str],
    language: str,
    key: ListKey | None = None,
) -> dict[str, Summary]:
    """What `Readings.summaries` returns."""
    preferred = _preferred(key)
    found = await _all(connection, Summary, "summary", paper_ids, language)
    best: dict[str, Summary] = {}
    for paper_id, several in found.items():
        _, best[paper_id] = _best(several, preferred)
    return best


async def of_paper(
    connection: Connection, paper_id: str, language: str, key: ListKey | None
) -> tuple[Summary | None, Report | None]:
    """What `Readings.summaries` and `Readings.report` return of that paper."""
    bound = {"paper_id": paper_id, "language": language}
    written: list[tuple[str, Summary]] = []
    read: list[Report] = []
    for row in await connection.execute(_OF_PAPER, bound):
        if row.kind == "summary":
            written.append((row.origin, reading_of(row, Summary)))
        else:
            read.append(reading_of(row, Report))
    summary: Summary | None = None
    if written:
        _, summary = _best(written, _preferred(key))
    return summary, max(read, key=_merit, default=None)


async def reports(
    connection: Connection, paper_ids: Iterable[str], language: str
) -> dict[str, Report]:
    """What `Readings.reports` returns."""
    found = await _all(connection, Report, "report", paper_ids, language)
    best: dict[str, Report] = {}
    for paper_id, several in found.items():
        best[paper_id] = max([report for _, report in several], key=_merit)
    return best


async def report_by_language(connection: Connection, paper_id: str) -> dict[str, Report]:
    """What `Readings.report_by_language` returns."""
    found = await _all(connection, Report, "report", [paper_id])
    best: dict[str, Report] = {}
    for _, report in found.get(paper_id, ()):
        other = best.get(report.language, report)
        best[report.language] = max(other, report, key=_merit)
    return best


async def write_summaries(
    connection: Connection, written: Collection[Summary], origin: str
) -> None:
    """Store the summaries under that origin and bring the index up to date."""
    if written:
        rows = [reading_row(summary, "summary", origin) for summary in written]
        await connection.execute(upsert(tables.readings), rows)
        await index.refresh(connection, [summary.paper_id for summary in written])


async def replace_imported(
    connection: Connection, imported: Collection[Summary], language: str, key: ListKey
) -> None:
    """Store the summaries of the list's digest in that language, in place of those an earlier
    import brought."""
    listed = select(tables.entries.c.paper_id).where(*of_list(tables.entries, key))
    earlier = delete(tables.readings).where(
        _COLUMNS.paper_id.in_(listed),
        _COLUMNS.kind == "summary",
        _COLUMNS.language == language,
        _COLUMNS.origin == of_digest(key),
    )
    gone = await connection.scalars(earlier.returning(_COLUMNS.paper_id))
    await index.refresh(connection, set(gone) - {summary.paper_id for summary in imported})
    await write_summaries(connection, imported, of_digest(key))


async def write_reports(connection: Connection, written: Collection[Report], origin: str) -> None:
    """Store the reports under that origin."""
    if written:
        rows = [reading_row(report, "report", origin) for report in written]
        await connection.execute(upsert(tables.readings), rows)


async def _all(
    connection: Connection,
    shape: type[Reading],
    kind: str,
    paper_ids: Iterable[str],
    language: str | None = None,
) -> dict[str, list[tuple[str, Reading]]]:
    """By paper id, every stored reading with its origin, in that language or in all."""
    found: dict[str, list[tuple[str, Reading]]] = defaultdict(list)
    statement = _OF_PAPERS
    bound: dict[str, Any] = {"kind": kind}
    if language is not None:
        statement = _IN_LANGUAGE
        bound["language"] = language
    for batch in batches(paper_ids):
        for row in (await connection.execute(statement, bound | {"ids": batch})).all():
            found[row.paper_id].append((row.origin, reading_of(row, shape)))
    return found


def _preferred(key: ListKey | None) -> str:
    """The origin whose summary is shown first: the list's digest, else Paperboy itself."""
    if key is None:
        return WRITTEN
    return of_digest(key)


def _best(several: Iterable[tuple[str, Summary]], preferred: str) -> tuple[str, Summary]:
    """Of several summaries with their origins, the one to show; that origin comes first."""

    def merit(each: tuple[str, Summary]) -> tuple[bool, bool, dt.datetime]:
        origin, summary = each
        return origin == preferred, origin == WRITTEN, summary.provenance.created_at

    return max(several, key=merit)


def _merit(report: Report) -> tuple[int, dt.datetime]:
    return _MERIT.get(report.provenance.writer, 0), report.provenance.created_at
