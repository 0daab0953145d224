"""The statements of tests/core/model_statements.py are what it and their files say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.core.model_pages import page_text, squeezed
from tests.core.model_statements import FRESH, KEPT, LAST, NEWEST, SIXTH, TUNED, Fault, Source

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ALL = TUNED + KEPT + LAST + FRESH + NEWEST + SIXTH


@pytest.mark.parametrize(
    ("statements", "each"),
    [(TUNED, 50), (KEPT, 50), (LAST, 60), (FRESH, 60), (NEWEST, 80), (SIXTH, 100)],
    ids=["tuned", "kept", "last", "fresh", "newest", "sixth"],
)
def test_each_part_holds_every_kind(statements, each):
    verdicts = Counter(told.true for told in statements)
    chinese = Counter(told.true for told in statements if CHINESE.search(told.text))
    tables = [told for told in statements if told.source is Source.TABLE]

    assert verdicts == {True: each, False: each}
    assert chinese == {True: each // 2, False: each // 2}
    assert len(tables) >= each
    assert {told.fault for told in statements} == {None, *Fault}


def test_the_halves_share_no_paper_and_no_text():
    assert {each.page for each in TUNED}.isdisjoint(each.page for each in KEPT)
    assert len({each.text for each in ALL}) == 800


@pytest.mark.parametrize(
    ("statements", "each"),
    [(LAST, 6), (FRESH, 6), (NEWEST, 8), (SIXTH, 10)],
    ids=["last", "fresh", "newest", "sixth"],
)
def test_the_later_ones_are_about_every_paper(statements, each):
    verdicts = Counter((each.page, each.true) for each in statements)

    assert {page for page, _ in verdicts} == {each.page for each in TUNED + KEPT}
    assert set(verdicts.values()) == {each}


def test_the_fresh_show_every_fault_about_equally_often():
    faults = Counter(each.fault for each in FRESH if each.fault is not None)

    assert max(faults.values()) - min(faults.values()) <= 1
    assert len([each for each in FRESH if each.source is Source.TABLE]) == len(FRESH) / 2


def test_wrong_figures_stand_in_their_statements():
    for each in ALL:
        assert bool(each.wrong) == (not each.true), each
        assert all(figure in each.text for figure in each.wrong), each


@pytest.mark.recorded
def test_finding_words_stand_in_their_pages(recorded: Path):
    texts = {page: page_text(recorded / page) for page in {each.page for each in ALL}}

    missing = [each for each in ALL if squeezed(each.found_by) not in texts[each.page]]
    copied = [each for each in ALL if squeezed(each.text) in texts[each.page]]

    assert missing == []
    assert copied == []
    assert all(len(each.found_by.split()) <= 12 for each in ALL)
