"""Bringing a SQLite file to today's schema, whatever it holds: nothing, an older schema, or a newer one."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, event

from core.errors import StoreNewer, StoreUnavailable
from storage.sqlite import mendable

MIGRATIONS = Path(__file__).parent / "migrations"


def prepare(path: Path, patience: float, migrations: Path = MIGRATIONS) -> None:
    """Make the file ready for this version of Paperboy, waiting at most `patience` seconds for a lock.

    A database behind this version is copied to `<path>.backup-<revision>` first. All steps are one transaction under
    the write lock, so two processes may do this at once. Raises StoreUnavailable and StoreNewer.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": patience, "isolation_level": None},
        poolclass=NullPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with mendable(path):
        with engine.begin() as connection:
            _migrate(connection, path, migrations)
        with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as plain:
            _write_ahead(plain, patience)


def revisions(migrations: Path) -> list[str]:
    """The known revisions, oldest first: the numbers that begin the files' names.

    Alembic would say the same, but takes a fifth of a second to load, and most starts have nothing to migrate.
    """
    return sorted(file.name.partition("_")[0] for file in (migrations / "versions").glob("[0-9]*_*.py"))


def backup(path: Path, revision: str) -> Path:
    """Copy the database as of its last commit to `<path>.backup-<revision>`, whole or not at all; returns the copy."""
    copy = path.with_name(f"{path.name}.backup-{revision}")
    partial = copy.with_name(copy.name + ".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as target:
        source.backup(target)
    os.replace(partial, copy)
    return copy


def _migrate(connection: Connection, path: Path, migrations: Path) -> None:
    known = revisions(migrations)
    current = _revision(connection, path)
    if current is not None and current not in known:
        raise StoreNewer(str(path), current)
    if current == known[-1]:
        return
    if current is not None:
        backup(path, current)
    _upgrade(connection, migrations)


def _revision(connection: Connection, path: Path) -> str | None:
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if tables and "alembic_version" not in tables:
        raise StoreUnavailable(str(path), "another program's database")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()) if tables else None


def _upgrade(connection: Connection, migrations: Path) -> None:
    """Run the missing steps inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")


def _write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Let readers and the writer work side by side. SQLite does not always wait for this lock, so we do."""
    deadline = time.monotonic() + patience
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.02)
