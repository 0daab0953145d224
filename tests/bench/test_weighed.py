"""What the trees are fitted to, how they are stored, and what they make of a figure."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace

import pytest

from bench import weighed
from bench.limits import RULES, Counts, Limits, Parts, Told, chosen, counts
from bench.signs import UNMENDED, Figure, read_signs, written_signs
from bench.worked_out import worked_out
from core.checking.learned import Node, doubt
from core.models import Finding
from tests.core.tabled import TABLED


def test_what_is_worked_out_is_true_but_for_the_figure_told():
    document = TABLED[5].document
    found = list(worked_out(document, random.Random(1), 6))

    assert {bool(each.wrong) for each in found} == {True, False}
    assert all(each.wrong in each.text for each in found)


def test_trees_are_read_as_they_are_written():
    tree = [Node("fit", 0.5, 1, 2), Node("", 0.9), Node("", 0.1)]
    told = tomllib.loads(weighed.written([tree], Limits(0.6, 0.4, 0.2)))

    assert (told["doubted"], told["kept"], told["open"]) == (0.6, 0.4, 0.2)
    assert told["signs"] == ["fit"]
    assert told["trees"] == [[[1, 0.5, 1, 2], [0, 0.9], [0, 0.1]]]
    assert doubt({"fit": 1.0}, [tree]) == 0.1


def test_signs_are_read_as_they_are_kept(tmp_path):
    path = tmp_path / "signs.csv.gz"
    figures = [
        Figure("a/1", "On Lake 71.2.", False, True, Finding.OPEN, {"fit": 0.5, "rough": 0.0}, 2.0),
        Figure("a/1", "On Pond 64.0.", True, None, Finding.MISSING, {"digits": 3.0}, 1.0),
    ]
    written_signs(figures, ["a/1: from there"], path)

    assert read_signs(path) == [
        replace(each, text=f"a/1 {number}") for number, each in enumerate(figures)
    ]


@pytest.mark.parametrize(
    ("finding", "likely", "becomes"),
    [
        (Finding.MISSING, 0.5, Finding.MISSING),
        (Finding.MISSING, 0.3, Finding.OPEN),
        (Finding.OPEN, 0.7, Finding.MISSING),
        (Finding.FOUND, 0.3, Finding.OPEN),
        (Finding.FOUND, 0.1, Finding.FOUND),
    ],
)
def test_what_becomes_of_a_figure(finding, likely, becomes):
    figure = Figure("a/1", "0", True, False, finding, {}, 1.0)

    assert Limits(0.6, 0.4, 0.2).finding(figure, likely) is becomes


def test_a_plain_doubt_of_a_rule_stays():
    signs = {"doubted by unit": 0.5, "fit with other unit": 0.9}
    figure = Figure("a/1", "0", False, True, Finding.MISSING, signs, 1.0)

    assert Limits(0.6, 0.4, 0.2).finding(figure, 0.1) is Finding.MISSING


def test_limits_are_chosen_that_doubt_what_is_wrong_and_spare_what_is_not():
    def told(count: int, likely: float, *, wrong: bool) -> Told:
        return [
            (Figure("a/1", f"{wrong} {number}", not wrong, wrong, Finding.FOUND, {}, 1.0), likely)
            for number in range(count)
        ]

    parted = told(50, 0.71, wrong=True) + told(50, 0.5, wrong=False)
    limits = chosen(Parts(parted, parted, parted, parted))
    counted = counts(parted, limits)

    assert 0.5 < limits.doubted <= 0.71
    assert (counted.true_doubted, counted.false_doubted) == (0, 50)
    assert Counts.of([counted, counted]).shares == counted.shares


def test_papers_left_out_are_told_by_the_others(monkeypatch):
    fitted: list[set[str]] = []

    def fit(figures, seed):
        fitted.append({each.paper for each in figures})
        return [[Node("", 0.5)]]

    monkeypatch.setattr(weighed, "fit", fit)
    papers = [f"m3/{number}" for number in range(18)]
    new = [Figure(each, "0", True, False, Finding.FOUND, {}, 1.0) for each in papers]
    names = (weighed.UNREAD, weighed.BROUGHT, weighed.CHANGED, weighed.RECKONING)
    parts = {weighed.NEW: new, **{name: [] for name in names}}
    left = [{each.paper for each, _ in told[weighed.NEW]} for _, told in weighed.nested(parts, 1)]

    assert sorted(paper for papers in left for paper in papers) == sorted(papers)
    assert all(len(papers) == 2 for papers in left)
    # One of them at a time, and each two.
    assert len(fitted) == 9 + 36
    assert {len(papers) for papers in fitted} == {16, 14}
    # A row for each group, and one for what they are together.
    assert weighed.nested_table(parts, 1).row_count == 9 + 3


def test_what_rules_made_of_papers_before_they_were_mended_on_them_is_kept_too():
    now, before = read_signs(), read_signs(UNMENDED)

    assert len({each.paper for each in now}) == 52
    assert len({each.paper for each in before}) == 58
    assert counts([(each, 0.0) for each in now], RULES).true_doubted < (
        counts([(each, 0.0) for each in before], RULES).true_doubted
    )
