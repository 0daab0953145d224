"""A SQLite file's schema, made by the migrations once a process, and for all other empty files by the
statements that they came to: to run all of them takes a tenth of a second, and tests begin with an
empty file some hundred times."""

# Tested in tests/storage/engine/test_migrate.py.

from __future__ import annotations

import functools
import re
from pathlib import Path

from sqlalchemy import Connection, create_engine

from storage.engine import revisions

BY_MIGRATIONS = revisions.upgrade
_VIRTUAL = re.compile(r"CREATE VIRTUAL TABLE (\w+)")


def upgrade(connection: Connection, migrations: Path = revisions.MIGRATIONS) -> None:
    """What `storage.engine.revisions.upgrade` does, in place of it."""
    there = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    if there or migrations != revisions.MIGRATIONS:
        BY_MIGRATIONS(connection, migrations)
        return
    for statement, rows in _statements():
        connection.exec_driver_sql(statement, rows)


@functools.cache
def _statements() -> list[tuple[str, list[tuple[object, ...]] | None]]:
    """What makes an empty file one of today, each statement with the rows that it is for."""
    made: list[tuple[str, list[tuple[object, ...]] | None]] = []
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        BY_MIGRATIONS(connection)
        found = connection.exec_driver_sql(
            "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        ).all()
        virtual = [match[1] for _, _, sql in found if (match := _VIRTUAL.match(sql))]
        # SQLite makes some by itself, and FTS5 its own tables beside one.
        by_themselves = ("sqlite_", *(f"{name}_" for name in virtual))
        for name, kind, sql in found:
            if name.startswith(by_themselves):
                continue
            made.append((sql, None))
            if kind == "table" and name not in virtual:
                rows = [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
                signs = ", ".join("?" * len(rows[0])) if rows else ""
                made += [(f"INSERT INTO {name} VALUES ({signs})", rows)] * bool(rows)
    engine.dispose()
    return made
