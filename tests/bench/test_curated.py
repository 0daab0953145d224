"""Recorded days and lists: the protocol, and that nothing is learned from later days."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from bench.curated import Way, ndcg, questions, read
from bench.interested import World, all_features
from bench.interests_rows import Row
from tests.core.interests.shelves import FIELDS, paper

DAYS, A_DAY = 14, 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two weeks of days; curators of proofs listed each second paper of theirs."""
    written, days, listed = [], {}, []
    fields = list(FIELDS)
    for day in range(DAYS):
        names = []
        for number in range(A_DAY):
            one = paper(fields[number % len(fields)], day * A_DAY + number)
            written.append(
                {"id": one.id, "title": one.title, "abstract": one.abstract, "keywords": None}
            )
            names.append([one.id, number, 0, 0])
            if one.id.startswith("proofs") and number % 8 == 3:
                listed.append(one.id)
        # Yesterday's first paper is listed again, and counts on its first day only.
        if day:
            names.append([days[f"2026-01-{day:02}"][0][0], 99, 0, 0])
        days[f"2026-01-{day + 1:02}"] = names
    with gzip.open(tmp_path / "papers.jsonl.gz", "wt") as file:
        file.write("\n".join(json.dumps(row) for row in written))
    with gzip.open(tmp_path / "days.json.gz", "wt") as file:
        json.dump(days, file)
    (tmp_path / "lists.json").write_text(json.dumps({"someone/awesome-proofs": listed}))
    return tmp_path


def test_a_paper_counts_on_its_first_day_only(folder):
    shelf = read(folder)

    assert len(shelf.papers) == DAYS * A_DAY
    assert [len(day.papers) for day in shelf.days] == [A_DAY] * DAYS
    assert shelf.wordings == {}


@pytest.mark.parametrize(
    ("way", "days"),
    [(Way("first", 3), DAYS - 2), (Way("last", 3), DAYS - 2), (Way("all"), DAYS - 1)],
)
def test_days_are_ranked_by_likes_of_earlier_days(folder, way, days):
    shelf = read(folder)
    (listed,) = shelf.listed.values()
    asked = list(questions(shelf, listed, way))

    assert len(asked) in (days, days - 1, days - 2)
    for question in asked:
        assert all(like < question.day.begin for like in question.likes)
        if way.name != "all":
            assert len(question.likes) == way.likes
    if way.name == "first":
        assert len({tuple(question.likes) for question in asked}) == 1


def test_the_best_order_is_a_hundred_and_equals_keep_their_place():
    relevant = np.array([0.0, 1.0, 0.0, 1.0])

    assert ndcg(np.array([0, 3, 1, 2]), relevant) == pytest.approx(100)
    assert ndcg(np.zeros(4), relevant) < 100
    assert ndcg(np.array([3, 0, 2, 1]), relevant) < ndcg(np.array([0, 3, 2, 1]), relevant)


def test_what_comes_later_changes_nothing(folder):
    whole = read(folder)
    rankings = {}
    for days in (DAYS, DAYS - 4):
        recorded = json.loads(gzip.decompress((folder / "days.json.gz").read_bytes()))
        kept = {date: recorded[date] for date in sorted(recorded)[:days]}
        (folder / "days.json.gz").write_bytes(gzip.compress(json.dumps(kept).encode()))
        shelf = read(folder)
        world = World(shelf, all_features(shelf), seed=0)
        (listed,) = shelf.listed.values()
        rankings[days] = {
            q.day.date: world.ranking(q.day, world.taste(q.day, q.likes)).order
            for q in questions(shelf, listed, Way("last", 3))
        }

    assert len(whole.days) == DAYS
    assert rankings[DAYS - 4]
    for date, order in rankings[DAYS - 4].items():
        assert rankings[DAYS][date] == order


def test_a_row_is_judged_as_it_is_shown():
    assert Row("", {}, [80.96], least=81.0).kept
    assert not Row("", {}, [80.94], least=81.0).kept
    assert not Row("", {}, [8.3], most=8.0).kept
    assert Row("", {}, [1.0]).kept
