"""Archives: whole files in and out, each in one transaction.

The bytes of an imported file are kept beside what was understood of it, and are given back as long
as they say what would be exported:

- a digest, until its list changes in something that a digest prints (it was fetched anew, or a
  digest that differs in it was imported). Summaries that Paperboy writes change nothing;
- a report file, until Paperboy itself writes a report in its language of another paper of that
  day's list. Newer reports of the papers it holds change nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Literal

from sqlalchemy import ColumnElement, delete, select

from core.archive.files import DigestArchive, ReportArchive
from core.editions.keys import DAILY, ListKey
from core.models import Edition, Paper, Writer
from storage import editions, papers, readings, tables
from storage.engine.database import Connection, Database
from storage.keys import key_row, of_list

Kind = Literal["digest", "report"]


class Archives:
    """Imported and exported days of the daily list; files of others are not known."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_digest(self, archive: DigestArchive, at: dt.datetime) -> None:
        """Store an imported digest, and freeze its date `at` that time unless it is frozen.

        Its bytes replace those of an earlier one in that language; an archive without bytes leaves
        none. The archive decides the ranks: entries of the date that it does not name follow after
        its own, unselected. What is known of a paper beyond the archive stays. The edition counts
        as read.
        """
        await self._database.write(lambda connection: _write_digest(connection, archive, at))

    async def save_reports(self, archive: ReportArchive, at: dt.datetime) -> None:
        """Store imported reports, and the papers as the archive names them, in its order; of its
        bytes what `save_digest` says."""
        await self._database.write(lambda connection: _write_reports(connection, archive, at))

    async def digest(self, date: dt.date, language: str) -> DigestArchive | None:
        """The date's selected entries and their summaries in that language, with the bytes of the
        imported digest if they still hold; None when there is nothing to show."""
        return await self._database.read(
            lambda connection: _read_digest(connection, date, language)
        )

    async def reports(self, date: dt.date, language: str) -> ReportArchive | None:
        """The date's papers that have a report in that language, with the reports; or None.

        First the papers of the report archive imported for that date, in its order; then those of
        the edition by rank. Where Paperboy wrote none of these, the archive's bytes come too.
        """
        return await self._database.read(
            lambda connection: _read_reports(connection, date, language)
        )


async def _write_digest(connection: Connection, archive: DigestArchive, at: dt.datetime) -> None:
    key = archive.edition.key
    await editions.alone_with(connection, [key])
    edition = _imported(archive.edition, await editions.read(connection, key), at)
    await editions.write(connection, edition, fill_only=True)
    await _keep(connection, "digest", key, archive)
    await readings.replace_imported(connection, archive.summaries.values(), archive.language, key)


async def _write_reports(connection: Connection, archive: ReportArchive, at: dt.datetime) -> None:
    order = tables.report_order
    named = {"date": archive.date, "language": archive.language, "stored_at": at}
    rows = [
        named | {"position": position, "paper_id": paper.id, "title": paper.title}
        for position, paper in enumerate(archive.papers)
    ]
    await papers.write(connection, archive.papers, fill_only=True)
    await readings.write_reports(connection, archive.reports, readings.ARCHIVED)
    await connection.execute(
        delete(order).where(order.c.date == archive.date, order.c.language == archive.language)
    )
    if rows:
        await connection.execute(order.insert(), rows)
    await _keep(connection, "report", DAILY.on(archive.date), archive)


async def _read_digest(
    connection: Connection, date: dt.date, language: str
) -> DigestArchive | None:
    key = DAILY.on(date)
    edition = await editions.read(connection, key)
    if edition is None or not (edition.selected or edition.imported):
        return None
    ids = [entry.paper.id for entry in edition.selected]
    return DigestArchive(
        edition=replace(edition, entries=edition.selected),
        language=language,
        summaries=await readings.summaries(connection, ids, language, key),
        file=await _kept(connection, "digest", key, language),
    )


async def _read_reports(
    connection: Connection, date: dt.date, language: str
) -> ReportArchive | None:
    key = DAILY.on(date)
    imported = await _ordered_papers(connection, date, language)
    named = dict(imported)
    edition = await editions.read(connection, key)
    if edition:
        for entry in edition.entries:
            named.setdefault(entry.paper.id, entry.paper)
    reports = await readings.reports(connection, named, language)
    found = [paper_id for paper_id in named if paper_id in reports]
    beyond = [reports[paper_id] for paper_id in found if paper_id not in imported]
    file = None
    if all(report.provenance.writer is Writer.ARCHIVE for report in beyond):
        file = await _kept(connection, "report", key, language)
    if not found and file is None:
        return None
    return ReportArchive(
        date=date,
        language=language,
        papers=tuple(named[paper_id] for paper_id in found),
        reports=tuple(reports[paper_id] for paper_id in found),
        file=file,
    )


async def _keep(
    connection: Connection,
    kind: Kind,
    key: ListKey,
    archive: DigestArchive | ReportArchive,
) -> None:
    """Put the archive's bytes in the place of what was kept under that key in its language."""
    same = _of_file(kind, key, archive.language)
    await connection.execute(delete(tables.archives).where(*same))
    if archive.file is not None:
        row = key_row(key) | {"kind": kind, "language": archive.language}
        await connection.execute(tables.archives.insert(), row | {"file": archive.file})


async def _kept(connection: Connection, kind: Kind, key: ListKey, language: str) -> bytes | None:
    found = select(tables.archives.c.file).where(*_of_file(kind, key, language))
    file: bytes | None = await connection.scalar(found)
    return file


def _of_file(kind: Kind, key: ListKey, language: str) -> list[ColumnElement[bool]]:
    """What the row of that file fulfils."""
    columns = tables.archives.c
    return [columns.kind == kind, *of_list(tables.archives, key), columns.language == language]


def _imported(edition: Edition, stored: Edition | None, at: dt.datetime) -> Edition:
    """The archive's edition, followed by what the store holds beyond it."""
    frozen_at = edition.frozen_at or at
    ready_at = edition.ready_at or at
    if stored is None:
        return replace(edition, frozen_at=frozen_at, ready_at=ready_at)
    named = {entry.paper.id for entry in edition.entries}
    beyond = [
        replace(entry, selected=False) for entry in stored.entries if entry.paper.id not in named
    ]
    return replace(
        edition,
        entries=editions.appended(edition.entries, beyond),
        frozen_at=stored.frozen_at or frozen_at,
        ready_at=stored.ready_at or ready_at,
    )


async def _ordered_papers(connection: Connection, date: dt.date, language: str) -> dict[str, Paper]:
    """By id, the papers of the imported report archive in its order, under its titles."""
    order = tables.report_order.c
    statement = select(order.paper_id, order.title).where(
        order.date == date, order.language == language
    )
    rows = await connection.execute(statement.order_by(order.position))
    titles = {row.paper_id: row.title for row in rows}
    known = await papers.known(connection, titles)
    return {paper_id: replace(known[paper_id], title=title) for paper_id, title in titles.items()}
