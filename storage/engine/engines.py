"""Which engine a connection speaks to."""

from __future__ import annotations

from storage.engine import postgres, sqlite
from storage.engine.base import Connection, Engine

_BY_DIALECT: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgres}


def engine_of(connection: Connection) -> Engine:
    """The engine behind the connection."""
    return _BY_DIALECT[connection.dialect.name]
