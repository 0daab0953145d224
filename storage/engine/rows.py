"""A table's rows as they are kept, the same from every engine: read in the order of their keys,
summed up, and written."""

# Tested in tests/storage/engine/test_rows.py.

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    cast,
    insert,
    select,
)
from sqlalchemy.types import TypeEngine

# Rows that are read and written at once; fewer where one may hold a file or a paper's full text.
MANY, FEW = 500, 20

# What PostgreSQL keeps in no text, and what stands there in its place.
NOTHING, IN_ITS_PLACE = "\0", "\N{REPLACEMENT CHARACTER}"

Row = tuple[Any, ...]


class _WrittenJson(TypeDecorator[str]):
    """A JSON value as the text that is kept of it: the order of its names, how its numbers are
    written, and whether there is none (NULL) or the value null, stay what they are."""

    impl = Text
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        return cast(column, Text)


class _WrittenPostgresJson(_WrittenJson):
    """A JSON value as its text for PostgreSQL, which takes no text for JSON unless told."""

    cache_ok = True

    def bind_expression(self, bindparam: BindParameter[Any]) -> ColumnElement[Any]:
        return cast(bindparam, JSON)


@dataclass(slots=True)
class Checksum:
    """What some rows come to, in whichever order they are added: how many they are, and the sum of
    their hashes."""

    rows: int = 0
    total: int = 0

    def add(self, row: Row) -> None:
        """Add one row."""
        self.rows += 1
        self.total = (self.total + _hash(row)) % 2**256

    @property
    def written(self) -> str:
        """The sum of the hashes, as text."""
        return f"{self.total:064x}"


def written(table: Table) -> Table:
    """The table, with each JSON value as its text."""
    columns: list[Column[Any]] = []
    for column in table.columns:
        columns.append(Column(column.name, _type(column), primary_key=column.primary_key))
    return Table(table.name, MetaData(), *columns)


def read(connection: Connection, table: Table) -> Iterator[Sequence[Row]]:
    """All rows of the table in the order of its key, some at a time; of one state, when the
    connection is in a transaction that sees one."""
    size = size_of_batch(table)
    plain = written(table)
    statement = select(plain).order_by(*plain.primary_key.columns)
    some_at_a_time = {"stream_results": True, "yield_per": size}
    result = connection.execute(statement, execution_options=some_at_a_time)
    try:
        for batch in result.partitions(size):
            yield [tuple(row) for row in batch]
    finally:
        result.close()


def write(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, whose values are in the order of the table's columns."""
    names = [column.name for column in table.columns]
    values = [dict(zip(names, row, strict=True)) for row in rows]
    if values:
        connection.execute(insert(written(table)), values)


def size_of_batch(table: Table) -> int:
    """How many of the table's rows are read and written at once."""
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            return FEW
    return MANY


def keepable(dialect: Dialect, row: Row) -> Row:
    """The row as that engine can keep it: PostgreSQL keeps U+0000 in no text."""
    if dialect.name != "postgresql":
        return row
    return tuple(_without_nothing(value) for value in row)


def _without_nothing(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(NOTHING, IN_ITS_PLACE)
    return value


def _type(column: Column[Any]) -> TypeEngine[Any]:
    if isinstance(column.type, JSON):
        return _WrittenJson().with_variant(_WrittenPostgresJson(), "postgresql")
    return column.type


def _hash(row: Row) -> int:
    digest = hashlib.sha256()
    for value in row:
        said = _said(value)
        digest.update(b"%d:" % len(said))
        digest.update(said)
    return int.from_bytes(digest.digest())


def _said(value: Any) -> bytes:
    """The value and its kind, which no other value says alike."""
    if isinstance(value, str):
        return b"t" + value.encode()
    if isinstance(value, bytes):
        return b"b" + value
    if isinstance(value, dt.datetime):
        return b"m" + value.astimezone(dt.UTC).isoformat().encode()
    return repr(value).encode()
