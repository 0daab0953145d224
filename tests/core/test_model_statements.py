"""The statements of tests/core/model_statements.py are what its docstring says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.core.model_pages import page_text, squeezed
from tests.core.model_statements import KEPT, TUNED, Fault, Source

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("statements", [TUNED, KEPT], ids=["tuned", "kept"])
def test_each_half_holds_every_kind(statements):
    verdicts = Counter(each.true for each in statements)
    chinese = Counter(each.true for each in statements if CHINESE.search(each.text))
    tables = [each for each in statements if each.source is Source.TABLE]

    assert verdicts == {True: 50, False: 50}
    assert chinese == {True: 25, False: 25}
    assert len(tables) >= 50
    assert {each.fault for each in statements} == {None, *Fault}


def test_the_halves_share_no_paper_and_no_text():
    assert {each.page for each in TUNED}.isdisjoint(each.page for each in KEPT)
    assert len({each.text for each in TUNED + KEPT}) == 200


def test_wrong_figures_stand_in_their_statements():
    for each in TUNED + KEPT:
        assert bool(each.wrong) == (not each.true), each
        assert all(figure in each.text for figure in each.wrong), each


@pytest.mark.recorded
def test_finding_words_stand_in_their_pages(recorded: Path):
    texts = {page: page_text(recorded / page) for page in {each.page for each in TUNED + KEPT}}

    missing = [each for each in TUNED + KEPT if squeezed(each.found_by) not in texts[each.page]]
    copied = [each for each in TUNED + KEPT if squeezed(each.text) in texts[each.page]]

    assert missing == []
    assert copied == []
    assert all(len(each.found_by.split()) <= 12 for each in TUNED + KEPT)
