"""Which engine a connection speaks to."""

from __future__ import annotations

from storage.engine import sqlite
from storage.engine.base import Connection, Engine


def engine_of(connection: Connection) -> Engine:
    """The engine behind the connection."""
    if connection.dialect.name == "postgresql":
        # What it needs of SQLAlchemy takes 6 MB, which SQLite has no use for.
        from storage.engine import postgres

        return postgres
    return sqlite
