"""A store as the first Paperboy left it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

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


def store_before_keys(folder: Path) -> Path:
    """A database in which a list was a date: editions with entries, chats at every point, what is
    owed and was sent."""
    path, migrations = folder / "old.db", folder / "before"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    for later in [step for step in (migrations / "versions").glob("0*.py") if step.name >= "0007"]:
        later.unlink()
    migrate.prepare(path, 5.0, migrations)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SIGNS_OF_LIFE)
    return path
