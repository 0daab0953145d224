"""What all tables have in common: where they are gathered, and how they hold moments."""

# Tested in tests/storage/engine/test_migrate.py.

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, Dialect, MetaData, TypeDecorator

metadata = MetaData()


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
