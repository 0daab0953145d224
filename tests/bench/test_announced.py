"""Recorded announcements: what is ranked, what counts, and what misses."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from bench.announced import FEWEST, among_first, halves, questions, read
from bench.interests_pool import Measured, Shares, measured, misses
from tests.core.interests.shelves import FIELDS, paper

DAYS, A_DAY = 8, FEWEST + 2
LIST = "someone/awesome-proofs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eight days, the last of them too short; curators of proofs listed two papers of each."""
    fields = list(FIELDS)
    listed: list[str] = []
    with gzip.open(tmp_path / "days.jsonl.gz", "wt") as file:
        yesterday: list[dict[str, object]] = []
        for day in range(DAYS):
            rows: list[dict[str, object]] = []
            for number in range(A_DAY if day < DAYS - 1 else FEWEST - 1):
                one = paper(fields[number % len(fields)], day * A_DAY + number)
                rows.append(
                    {
                        "id": one.id,
                        "title": one.title,
                        "abstract": one.abstract,
                        "authors": ["A", "B"],
                    }
                )
            proofs = [str(row["id"]) for row in rows if str(row["id"]).startswith("proofs")]
            listed += proofs[:2]
            # Yesterday's papers are told again, and count on their first day only.
            told = {"date": f"2026-01-{day + 1:02}", "papers": [*yesterday, *rows]}
            file.write(json.dumps(told) + "\n")
            yesterday = rows
    (tmp_path / "lists.json").write_text(json.dumps({LIST: listed, "someone/short": listed[:3]}))
    return tmp_path


def test_a_paper_counts_on_its_first_day_only(folder):
    shelf = read(folder)

    assert [len(day.papers) for day in shelf.days] == [*[A_DAY] * (DAYS - 1), FEWEST - 1]


def test_days_are_ranked_once_five_were_liked_and_fifty_are_new(folder):
    shelf = read(folder)

    asked = list(questions(shelf, shelf.listed[LIST]))

    # Two a day: the fourth day has six earlier likes; the last day is too short.
    assert [question.day.date[-1] for question in asked] == ["4", "5", "6", "7"]
    assert all(len(question.likes) == 5 for question in asked)
    assert all(like < question.day.begin for question in asked for like in question.likes)
    assert not list(questions(shelf, shelf.listed["someone/short"]))


def test_of_equals_the_earlier_comes_first():
    relevant = np.array([0, 1, 0, 1], float)

    assert among_first(np.zeros(4), relevant, 2) == 1
    assert among_first(np.array([0, 1, 2, 3]), relevant, 2) == 1
    assert among_first(np.array([0, 3, 0, 3]), relevant, 2) == 2


def test_lists_are_parted_by_length_in_turns(folder):
    tuned, untouched = halves(read(folder))

    assert (list(tuned), list(untouched)) == ([LIST], ["someone/short"])


def test_what_curators_of_a_field_list_comes_first(folder):
    _, rows = measured(folder, 1)

    ours, likeness = rows[0], rows[1]
    assert ours.what == "ours, seed 0"
    assert likeness.what == "mean likeness"
    assert ours.lists[LIST].days == 4
    assert ours.lists[LIST].papers == 8
    # 17 proofs are among 52 papers: by chance two in ten would be found.
    assert ours.lists[LIST].by_day[20] > 60


def test_a_mean_and_a_list_can_miss():
    def row(ten: float, twenty: float) -> Shares:
        shares = {10: ten, 20: twenty}
        return Shares(shares, shares, 1, 1)

    good = Measured("ours, seed 0", {"a": row(95, 97), "b": row(90, 98)})
    weak = Measured("ours, seed 0", {"a": row(100, 97), "b": row(64, 98)})

    assert misses([good]) == []
    assert misses([good, Measured("mean likeness", {"a": row(0, 0)})]) == []
    assert len(misses([weak])) == 2
    assert misses([weak])[0].startswith("among the first 10")
    assert misses([weak])[1].startswith("b:")
