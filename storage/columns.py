"""What all tables are made from: the schema they belong to, and columns of a kind."""

# Tested in tests/storage/engine/test_migrate.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Date, DateTime, Dialect, MetaData, String, TypeDecorator


class Moment(TypeDecorator[dt.datetime]):
    """An aware moment, read back as aware UTC.

    SQLite keeps UTC as text without a zone. PostgreSQL gives a moment in the session's zone,
    whichever that is.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment to store must be aware")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value.astimezone(dt.UTC)


metadata = MetaData()


def of_a_chat() -> Iterable[Column[str]]:
    """The columns of a chat's key, by which the table's rows are told apart."""
    names = ("platform", "chat_id", "thread_id")
    return [Column(name, String, primary_key=True) for name in names]


def of_a_list() -> Iterable[Column[Any]]:
    """The columns of a list's key, by which the table's rows are told apart."""
    return [
        Column("source", String, primary_key=True),
        Column("shelf", String, primary_key=True),
        Column("date", Date, primary_key=True),
    ]
