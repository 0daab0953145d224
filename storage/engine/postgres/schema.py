"""Bringing a PostgreSQL database to today's schema, be it empty, of an older schema, or of a newer
one."""

# Tested in tests/storage/engine/test_postgres_server.py.

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, text

from core.errors import StoreTrouble, StoreUnavailable
from storage.engine.addresses import named
from storage.engine.marks import UNFINISHED
from storage.engine.postgres.trouble import mendable
from storage.engine.revisions import (
    MIGRATIONS,
    OURS,
    VERSION,
    is_newer,
    is_todays,
    revisions,
    upgrade,
)

# One process migrates, whoever starts beside it waits: for this lock, which its transaction holds.
LOCK = 0x50617065
# A step over millions of rows takes its time, and so does waiting for it.
PATIENCE = "30min"

TABLES = text("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()")
_REVISION = text(f"SELECT version_num FROM {VERSION}")
_STATE = text("SELECT current_schema(), current_setting('server_encoding'), pg_is_in_recovery()")
# Columns of text that are compared as the database's language has it.
_BY_LANGUAGE = text(
    "SELECT table_name, column_name, data_type FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND data_type IN ('character varying', 'text')"
    " AND collation_name IS DISTINCT FROM 'C' ORDER BY table_name, ordinal_position"
)


def prepare(
    address: URL, *, reading: bool = False, migrations: Path = MIGRATIONS, moving: bool = False
) -> bool:
    """Make the database ready for this version; returns whether it can only be read. Only for
    `moving` will the half of a store do.

    All steps are one transaction under a lock, so any number of processes may do this at once.
    Raises StoreUnavailable and StoreNewer; StoreUnavailable also for a standby of today's schema,
    unless it is only for `reading`.
    """
    engine = create_engine(address, poolclass=NullPool)
    with mendable(address):
        with engine.connect() as connection:
            standby = is_standby(connection, address)
            ready = _is_ready(connection, address, migrations, moving=moving)
        if standby and not (ready and reading):
            trouble = StoreTrouble.STANDBY if ready else StoreTrouble.OUTDATED
            raise StoreUnavailable(named(address), "pg_is_in_recovery", trouble)
        if not ready:
            with engine.begin() as connection:
                _make_ready(connection, address, migrations, moving=moving)
    return standby


def revision_of(
    connection: Connection, address: URL, known: Sequence[str], *, moving: bool = False
) -> str | None:
    """The database's revision; None when it has no tables.

    Raises StoreUnavailable when it is another program's, which may use Alembic as well, and unless
    it is `moving`, when it is the half of a store.
    """
    there = set(connection.scalars(TABLES))
    if not there:
        return None
    if UNFINISHED in there and not moving:
        raise StoreUnavailable(named(address), UNFINISHED, StoreTrouble.UNFINISHED)
    found: Sequence[Sequence[Any]] = []
    if VERSION in there:
        found = connection.execute(_REVISION).all()
    if not there >= OURS and not is_newer(found, known):
        some = ", ".join(sorted(there)[:3])
        raise StoreUnavailable(named(address), some, StoreTrouble.OCCUPIED)
    if len(found) != 1:
        reason = f"{len(found)} rows in {VERSION}"
        raise StoreUnavailable(named(address), reason, StoreTrouble.DAMAGED)
    return str(found[0][0])


def is_standby(connection: Connection, address: URL) -> bool:
    """Whether it is a standby. Raises StoreUnavailable when it can hold no tables or not every
    text."""
    schema, encoding, standby = connection.execute(_STATE).one()
    if schema is None:
        raise StoreUnavailable(named(address), "search_path", StoreTrouble.REFUSED)
    if encoding != "UTF8":
        raise StoreUnavailable(named(address), encoding, StoreTrouble.ENCODING)
    return bool(standby)


def _is_ready(connection: Connection, address: URL, migrations: Path, *, moving: bool) -> bool:
    """Whether there is nothing to do."""
    known = revisions(migrations)
    current = revision_of(connection, address, known, moving=moving)
    return is_todays(current, named(address), known)


def _make_ready(connection: Connection, address: URL, migrations: Path, *, moving: bool) -> None:
    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    # Whoever had the lock before may have done it all.
    if not _is_ready(connection, address, migrations, moving=moving):
        upgrade(connection, migrations)
        _compare_by_character(connection)


def _compare_by_character(connection: Connection) -> None:
    """Let every text be compared by its characters' numbers, as SQLite does: what a language makes
    of an order differs from server to server, and takes longer."""
    for table, column, kind in connection.execute(_BY_LANGUAGE).all():
        connection.execute(text(f'ALTER TABLE "{table}" ALTER "{column}" TYPE {kind} COLLATE "C"'))
