"""Keys of lists, and their short form."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.editions.keys import DAILY, Shelf, read_key, read_shelf

DAY = dt.date(2026, 2, 5)
WEEKLY, ARXIV = Shelf("hf", "week"), Shelf("arxiv", "daily")
names = st.from_regex(r"[a-z][a-z0-9]{0,9}", fullmatch=True)


def test_a_date_alone_is_the_daily_list_and_is_written_so() -> None:
    assert str(DAILY.on(DAY)) == "2026-02-05"
    assert read_key("2026-02-05") == DAILY.on(DAY)
    assert read_key("2026-02-05-hf-daily") == DAILY.on(DAY)
    assert str(ARXIV.on(DAY)) == "2026-02-05-arxiv-daily"


@given(st.builds(Shelf, names, names), st.dates())
def test_the_short_form_is_read_back(shelf: Shelf, day: dt.date) -> None:
    key = shelf.on(day)

    assert read_key(str(key)) == key
    assert read_shelf(str(shelf)) == shelf
    # It is part of an action, which has colons, of a link, which has underlines, and of what is
    # typed, with blanks.
    assert not set(str(key)) & set(":_ ")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2026-02-30",
            "2026-2-5",
            "20260205",
            "today",
            "2026-02-05-",
            "2026-02-05-arxiv",
            "2026-02-05-arxiv-",
        ),
        *(
            "2026-02-05-arxiv-daily-2",
            "2026-02-05-ArXiv-daily",
            "2026-02-05-arxiv-daily\n",
            "2026-02-05-1-2",
        ),
        *("２０２６-02-05", "2026-02-05:3", "x2026-02-05", "2026-02-05-é-daily"),
    ],
)
def test_what_is_no_short_form(text: str) -> None:
    assert read_key(text) is None


@pytest.mark.parametrize(
    ("source", "name"), [("", "daily"), ("hf", ""), ("h-f", "daily"), ("hf", "DAILY"), ("hf", "1")]
)
def test_a_shelf_that_no_short_form_could_name_is_none(source: str, name: str) -> None:
    with pytest.raises(ValueError, match="short form"):
        Shelf(source, name)


@pytest.mark.parametrize("text", ["", "hf", "hf/", "/daily", "hf/daily/x", "HF/daily"])
def test_what_is_no_shelf(text: str) -> None:
    with pytest.raises(ValueError, match="short form"):
        read_shelf(text)


def test_keys_are_ordered_by_day_and_then_by_shelf() -> None:
    later = DAY + dt.timedelta(days=1)

    keys = [DAILY.on(later), WEEKLY.on(DAY), ARXIV.on(later), DAILY.on(DAY)]

    assert sorted(keys) == [DAILY.on(DAY), WEEKLY.on(DAY), ARXIV.on(later), DAILY.on(later)]
