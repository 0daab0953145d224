"""A store as the first Paperboy left it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from core.archive.files import DigestArchive
from storage.engine import migrate

FIRST_LIGHT = """
INSERT INTO papers (number, id, title, abstract, authors, ai_keywords) VALUES (1, '2602.00001', 'A', '', '[]', '[]');
INSERT INTO editions (date, state, frozen_at, form, archive_language) VALUES
    ('2026-02-04', 'closed', '2026-02-05 12:30:15.250000', '{}', 'zh'),
    ('2026-02-05', 'closed', '2026-02-05 12:30:15.250000', NULL, NULL);
INSERT INTO entries VALUES
    ('2026-02-05', '2602.00001', 1, 'A', NULL, 2, 3, 1, 5.5, 'none', '[]', 0, '[]', 1);
INSERT INTO chats VALUES
    ('terminal', 'me', '', 'en', '2026-02-05'),
    ('terminal', 'you', '7', NULL, NULL);
"""


def old_store(folder: Path) -> Path:
    """A database of the first Paperboy: two chats, an edition fetched, one imported, and their
    paper."""
    path, migrations = folder / "old.db", folder / "first"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    for later in [
        step for step in (migrations / "versions").glob("0*.py") if not step.name.startswith("0001")
    ]:
        later.unlink()
    migrate.prepare(path, 5.0, migrations)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_LIGHT)
    return path


SIGNS_OF_LIFE = """
INSERT INTO papers (number, id, title, abstract, authors, ai_keywords) VALUES (1, '2602.00001', 'A', '', '[]', '[]');
INSERT INTO editions (date, state, listed, fetched_at, frozen_at, form, archive_language, ready_at) VALUES
    ('2026-02-04', 'closed', 2, '2026-02-05 00:00:00.000000', '2026-02-05 12:30:15.250000', NULL, NULL,
     '2026-02-05 12:30:15.250000'),
    ('2026-02-05', 'closed', NULL, NULL, '2026-02-05 12:30:15.250000', '{"bom": true}', 'zh', NULL);
INSERT INTO entries VALUES
    ('2026-02-04', '2602.00001', 3, 'A', NULL, 2, 3, 1, 5.5, 'none', '[]', 0, '[]', 1),
    ('2026-02-05', '2602.00001', 1, 'A', NULL, 2, 3, 1, 5.5, 'none', '[]', 0, '[]', 1);
INSERT INTO chats VALUES
    ('telegram', 'had', '', '{"language": "en", "most": 7}', '2026-02-05', '2026-02-01 12:30:15.250000', '2026-02-04',
     '2026-02-06 00:30:00.000000', NULL, '08:30:00||0123456'),
    ('telegram', 'new', '7', '{}', NULL, '2026-02-05 12:30:15.250000', NULL, '2026-02-06 00:30:00.000000', NULL,
     '08:30:00||0123456'),
    ('discord', 'left', '', '{}', '2026-02-04', NULL, '2026-02-03', NULL, NULL, NULL);
INSERT INTO deliveries VALUES
    ('telegram', 'had', '', '2026-02-04', 'list', 0, 'sent', NULL, '55', NULL, '2026-02-05 12:30:15.250000', NULL),
    ('telegram', 'had', '', '2026-02-05', 'list', 0, 'owed', '{}', NULL, '429', '2026-02-05 12:30:15.250000',
     '2026-02-05 12:30:15.250000');
"""


def _store_before(folder: Path, revision: str) -> Path:
    """An empty database as it was before that step."""
    path, migrations = folder / "old.db", folder / "before"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    for later in [
        step for step in (migrations / "versions").glob("0*.py") if step.name >= revision
    ]:
        later.unlink()
    migrate.prepare(path, 5.0, migrations)
    return path


def store_before_keys(folder: Path) -> Path:
    """A database in which a list was a date: editions with entries, chats at every point, what is
    owed and was sent."""
    path = _store_before(folder, "0007")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SIGNS_OF_LIFE)
    return path


def store_before_files(folder: Path, archives: list[DigestArchive], form: dict[str, bool]) -> Path:
    """A database in which imported digests were kept as what they said, and as the form their
    files had: those digests of one day, in languages of their own, imported in that order."""
    path = _store_before(folder, "0008")
    with closing(sqlite3.connect(path)) as connection:
        for archive in archives:
            _import_as_then(connection, archive, form)
        connection.commit()
    return path


def _import_as_then(
    connection: sqlite3.Connection, archive: DigestArchive, form: dict[str, bool]
) -> None:
    day, frozen_at = archive.edition.key.day.isoformat(), "2026-02-05 12:30:15.250000"
    connection.execute("DELETE FROM entries")
    connection.execute("DELETE FROM editions")
    connection.execute(
        "INSERT INTO editions (source, shelf, date, state, frozen_at, form, archive_language)"
        " VALUES ('hf', 'daily', ?, 'closed', ?, ?, ?)",
        (day, frozen_at, json.dumps(form), archive.language),
    )
    for entry in archive.edition.entries:
        paper, counts, verdict = entry.paper, entry.counts, entry.verdict
        connection.execute(
            "INSERT OR IGNORE INTO papers (id, title, abstract, authors, ai_keywords)"
            " VALUES (?, 'Another title since', '', '[]', '[]')",
            (paper.id,),
        )
        connection.execute(
            "INSERT INTO entries (source, shelf, date, paper_id, rank, title, organization, upvotes,"
            " stars, comments, score, tier, tags, golden, reasons, selected)"
            " VALUES ('hf', 'daily', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', 1)",
            (
                *(day, paper.id, entry.rank, paper.title, paper.organization),
                *(counts.upvotes, counts.stars, counts.comments),
                *(verdict.score, verdict.tier, json.dumps(verdict.tags), verdict.golden),
            ),
        )
    for summary in archive.summaries.values():
        said = {
            "title": summary.title,
            "text": summary.text,
            "highlights": summary.highlights,
            "check": None,
        }
        for origin, body in ((f"digest:{day}", said), ("", said | {"text": "Ours."})):
            connection.execute(
                "INSERT INTO readings"
                " (paper_id, kind, language, origin, body, source, writer, created_at)"
                " VALUES (?, 'summary', ?, ?, ?, 'abstract', 'archive', ?)",
                (summary.paper_id, summary.language, origin, json.dumps(body), frozen_at),
            )
