"""What the bench of PostgreSQL compares with: the same rows, by COPY."""

from __future__ import annotations

import pytest

from storage import deliveries, tables

bench = pytest.importorskip("bench.postgres")


def test_the_rows_that_are_copied_are_those_that_are_owed() -> None:
    names = [column.name for column in tables.deliveries.columns]
    copied = [dict(zip(names, row, strict=True)) for row in bench._rows(2)]
    owed = [
        deliveries._row(part, bench.NOW) for number in range(2) for part in bench._parts(number)
    ]

    assert copied == owed
