"""Values as SQLite keeps them, read: one that makes no sense is the store's damage."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, DateTime, Dialect
from sqlalchemy.dialects import sqlite

Read = Callable[[Any], Any]


class Unreadable(sqlite3.DatabaseError):
    """A value that cannot be what was written. SQLite itself looks at no value."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def read_json(text: str) -> Any:
    """What the JSON says. Raises Unreadable."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise Unreadable(str(error)) from error


class _Moment(sqlite.DATETIME):
    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        return _careful(super().result_processor(dialect, coltype))


class _Day(sqlite.DATE):
    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        return _careful(super().result_processor(dialect, coltype))


# Which type stands for SQLAlchemy's.
TYPES = {DateTime: _Moment, Date: _Day}


def _careful(read: Read | None) -> Read | None:
    """The reader of values, but Unreadable is raised for what it cannot read; None where there is
    no reader."""
    if read is None:
        return None

    def careful(value: Any) -> Any:
        try:
            return read(value)
        except (TypeError, ValueError) as error:
            raise Unreadable(str(error)) from error

    return careful
