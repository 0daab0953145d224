"""How far a move into a store is, noted in that store while the move is under way. Until its table
is dropped, nobody may work with the store."""

# Tested in tests/storage/test_transfer.py.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    String,
    Table,
    inspect,
    select,
    update,
)

UNFINISHED = "unfinished_move"

_MARKS = Table(
    UNFINISHED,
    MetaData(),
    Column("part", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("total", String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How many rows of a part have been moved, and the sum of their hashes as text."""

    rows: int = 0
    total: str = ""


def source(connection: Connection) -> str | None:
    """From which store a move into this one is under way; None when none is."""
    if not inspect(connection).has_table(UNFINISHED):
        return None
    found: str | None = connection.scalar(select(_MARKS.c.source).limit(1))
    return found


def begin(connection: Connection, source: str, parts: Iterable[str]) -> None:
    """Note that a move of those parts from that store is under way, and nothing moved yet."""
    _MARKS.create(connection)
    rows = [{"part": part, "source": source, "rows": 0, "total": ""} for part in parts]
    connection.execute(_MARKS.insert(), rows)


def get(connection: Connection, part: str) -> Mark:
    """How far that part is."""
    columns = select(_MARKS.c.rows, _MARKS.c.total)
    row = connection.execute(columns.where(_MARKS.c.part == part)).one()
    return Mark(row.rows, row.total)


def put(connection: Connection, part: str, mark: Mark) -> None:
    """Note how far that part is."""
    changed = update(_MARKS).where(_MARKS.c.part == part)
    connection.execute(changed.values(rows=mark.rows, total=mark.total))


def begin_anew(connection: Connection) -> None:
    """Note that nothing is moved any more."""
    connection.execute(update(_MARKS).values(rows=0, total=""))


def end(connection: Connection) -> None:
    """Let the store be one that may be worked with."""
    _MARKS.drop(connection)
