"""Rows as they are kept: summed up alike whatever their order, and written as they were read."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

import pytest
from sqlalchemy import (
    Connection,
    Dialect,
    create_engine,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables
from storage.engine import rows
from storage.engine.rows import Checksum

NOON = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
# As SQLite keeps it, which no program of ours would write: odd blanks, and names in an odd order.
ODD_JSON = '{"b":  1.50, "a": "\\u0000é"}'


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        tables.metadata.create_all(connection)
        yield connection
    engine.dispose()


def sum_of(*found: rows.Row) -> Checksum:
    total = Checksum()
    for row in found:
        total.add(row)
    return total


def test_the_order_of_rows_makes_no_difference():
    found = [(1, "a"), (2, None), (3, b"b")]
    sums = [sum_of(*order) for order in itertools.permutations(found)]

    assert all(each == sums[0] for each in sums)
    assert sums[0].rows == 3


def test_whatever_differs_makes_another_sum():
    told_apart = [
        (1,),
        (True,),
        (1.0,),
        ("1",),
        (b"1",),
        (None,),
        ("None",),
        ("",),
        (b"",),
        (NOON,),
        (NOON.isoformat(),),
        (NOON.date(),),
        ("ab", "c"),
        ("a", "bc"),
    ]

    assert len({sum_of(row).written for row in told_apart}) == len(told_apart)


def test_a_row_that_comes_twice_counts_twice():
    assert sum_of((1,), (1,)) != sum_of((1,))
    assert sum_of((1,), (1,)).total != 0


def test_a_moment_is_one_in_every_zone():
    there = NOON.astimezone(dt.timezone(dt.timedelta(hours=8)))

    assert sum_of((NOON,)) == sum_of((there,))


def test_json_is_written_as_it_was_read(connection):
    connection.execute(
        text(
            "INSERT INTO messages (platform, chat_id, thread_id, message_id, turns, at, together)"
            " VALUES ('t', '1', '', '1', :odd, '2026-02-05 12:00:00.000000', NULL),"
            " ('t', '1', '', '2', '[]', '2026-02-05 12:00:00.000000', 'null')"
        ),
        {"odd": ODD_JSON},
    )
    (read,) = rows.read(connection, tables.messages)
    connection.execute(tables.messages.delete())
    rows.write(connection, tables.messages, read)

    kept = connection.execute(text("SELECT turns, together FROM messages ORDER BY message_id"))
    assert [tuple(row) for row in kept] == [(ODD_JSON, None), ("[]", "null")]


@pytest.mark.parametrize(
    ("table", "size"), [(tables.papers, rows.MANY), (tables.documents, rows.FEW)]
)
def test_all_rows_come_in_the_order_of_their_key_some_at_a_time(connection, table, size):
    numbers = [f"{number:05}" for number in range(2 * size + 1)]
    if table is tables.papers:
        written = [(None, paper, "", "", "[]", *[None] * 6, "[]") for paper in numbers]
    else:
        written = [(paper, None, NOON, b"") for paper in numbers]
    rows.write(connection, table, written[::-1])
    batches = list(rows.read(connection, table))

    key = [column.name for column in table.columns].index(table.primary_key.columns[0].name)
    found = [row[key] for batch in batches for row in batch]
    assert [len(batch) for batch in batches] == [size, size, 1]
    assert found == sorted(found)
    assert len(found) == len(numbers)


@pytest.mark.parametrize(
    ("dialect", "kept"),
    [(sqlite.dialect(), "a\0b"), (postgresql.dialect(), "a\N{REPLACEMENT CHARACTER}b")],
)
def test_what_an_engine_keeps_in_no_text_is_replaced_for_it_alone(dialect: Dialect, kept: str):
    assert rows.keepable(dialect, ("a\0b", b"a\0b", 0, None)) == (kept, b"a\0b", 0, None)
