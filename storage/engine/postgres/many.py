"""One statement for many rows: the rows go to the server as one value, and the statement is carried
out once. One statement a row, as drivers make of many rows, took five times as long."""

# Tested in tests/storage/engine/test_postgres.py.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic_core import to_json
from sqlalchemy import (
    JSON,
    Dialect,
    Executable,
    String,
    TypeDecorator,
    bindparam,
    cast,
    column,
    func,
)

from storage.engine.base import Connection, Each
from storage.engine.postgres.lexemes import without_nul

# How JSON writes the character that PostgreSQL's texts cannot hold.
NUL = "\\u0000"
_EVERY = "every"


async def for_each(connection: Connection, each: Each, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let the statement write for each of the rows. Of two that change the same row, either may
    win."""
    if rows:
        kept = _kept(rows, each, connection.dialect)
        await connection.execute(_of_all(each), {_EVERY: _written(kept)})


def _kept(
    rows: Sequence[Mapping[str, Any]], each: Each, dialect: Dialect
) -> Sequence[Mapping[str, Any]]:
    """The rows with the values of our own types as these are kept. Raises what the types raise."""
    ours = [(name, its) for name, its in each.types.items() if isinstance(its, TypeDecorator)]
    kept: list[Mapping[str, Any]] = []
    for row in rows:
        values = dict(row)
        for name, its in ours:
            values[name] = its.process_bind_param(values[name], dialect)
        kept.append(values)
    return kept


@lru_cache(maxsize=64)
def _of_all(each: Each) -> Executable:
    """The statement over a table that the server makes of the rows."""
    record = func.json_to_recordset(cast(bindparam(_EVERY, type_=String), JSON))
    columns = [column(name, type_) for name, type_ in each.types.items()]
    table = record.table_valued(*columns, name="given").render_derived(with_types=True)
    return each.statement(lambda name: table.c[name])


def _written(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as JSON has them."""
    text = to_json(rows).decode()
    if NUL not in text:
        return text
    # Perhaps the one character that has no place there, perhaps a text that only looks like it.
    plain = [{name: _without_nul(value) for name, value in row.items()} for row in rows]
    return to_json(plain).decode()


def _without_nul(value: Any) -> Any:
    return without_nul(value) if isinstance(value, str) else value
