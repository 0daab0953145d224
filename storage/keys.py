"""List keys in SQL: the columns `source`, `shelf` and `date` of whatever belongs to a list."""

# Tested in tests/storage/test_editions.py.

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam

from core.editions.keys import ListKey, Shelf
from storage.engine.database import AnyRow


def of_list(table: Table, key: ListKey) -> list[ColumnElement[bool]]:
    """The conditions that a row of that list fulfils."""
    return [*of_shelf(table, key.shelf), table.c.date == key.day]


def of_shelf(table: Table, shelf: Shelf) -> list[ColumnElement[bool]]:
    """The conditions that a row of any list of that shelf fulfils."""
    return [table.c.source == shelf.source, table.c.shelf == shelf.name]


def of_bound_list(table: Table) -> list[ColumnElement[bool]]:
    """The conditions that a row of a list fulfils whose key is bound to the statement later, as
    `key_row` gives it.

    A statement that is built once is a good deal faster than one that is built for each key.
    """
    return [column == bindparam(column.name) for column in key_columns(table)]


def of_bound_shelf(table: Table) -> list[ColumnElement[bool]]:
    """The conditions that a row of any list of a shelf fulfils whose `source` and `shelf` are bound
    to the statement later."""
    return of_bound_list(table)[:2]


def of_same_list(table: Table, other: Table) -> list[ColumnElement[bool]]:
    """The conditions that rows of two tables fulfil which belong to the same list."""
    pairs = zip(key_columns(table), key_columns(other), strict=True)
    return [mine == its for mine, its in pairs]


def key_columns(table: Table) -> list[ColumnElement[Any]]:
    """The columns that `key_of` reads."""
    return [table.c.source, table.c.shelf, table.c.date]


def key_row(key: ListKey) -> dict[str, Any]:
    """The values of a row's columns for that key."""
    return {"source": key.shelf.source, "shelf": key.shelf.name, "date": key.day}


def key_of(row: AnyRow) -> ListKey:
    """The key in a row's columns."""
    return Shelf(row.source, row.shelf).on(row.date)
