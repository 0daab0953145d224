"""What a number counts, and where a change starts and ends."""

from __future__ import annotations

import pytest

from core.checking.roles import Role, counted, role


@pytest.mark.parametrize(
    ("text", "end", "stem"),
    [
        ("51 regions of the world", 2, "region"),
        ("2,610 annotated samples across it", 5, "sample"),
        ("10个不同国家的居民", 2, "country"),
        ("3500名参与者", 4, "partici"),
    ],
)
def test_what_a_number_counts(text, end, stem):
    assert stem in counted(text, end)


@pytest.mark.parametrize(("text", "end"), [("91.2% of it", 5), ("12 of them", 2), ("12，其中", 2)])
def test_what_follows_need_not_be_counted(text, end):
    assert counted(text, end) == frozenset()


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("从 60% 提升至 75%", "60", Role.FROM),
        ("从 60% 提升至 75%", "75", Role.TO),
        ("rises from 60% to 75%", "60", Role.FROM),
        ("rises from 60% to 75%", "75", Role.TO),
        ("0.487 vs. 0.189", "0.189", Role.FROM),
        ("restored to 34.7%", "34.7", Role.NONE),
        ("达到 75%", "75", Role.NONE),
    ],
)
def test_where_a_change_starts_and_ends(text, number, expected):
    assert role(text, text.index(number)) is expected
