"""The questions of tests/core/model_questions.py are what its docstring says."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.core.model_pages import page_text, squeezed
from tests.core.model_questions import KEPT, TUNED

# Han characters without kana, which Japanese has.
CHINESE = re.compile(r"^(?!.*[\u3040-\u30ff]).*[\u4e00-\u9fff]")
ENGLISH = re.compile(r"^[\x20-\x7e]+$")


@pytest.mark.parametrize("questions", [TUNED, KEPT], ids=["tuned", "kept"])
def test_each_half_holds_every_kind(questions):
    languages = Counter(
        (bool(CHINESE.match(each.text)), bool(ENGLISH.match(each.text))) for each in questions
    )

    assert Counter(each.answerable for each in questions) == {True: 20, False: 10}
    assert languages == {(True, False): 13, (False, True): 14, (False, False): 3}
    assert len({each.page for each in questions}) == 3


def test_the_halves_share_no_paper_and_no_text():
    assert {each.page for each in TUNED}.isdisjoint(each.page for each in KEPT)
    assert len({each.text for each in TUNED + KEPT}) == 60


@pytest.mark.recorded
def test_answers_stand_in_their_pages(recorded: Path):
    texts = {page: page_text(recorded / page) for page in {each.page for each in TUNED + KEPT}}

    for question in TUNED + KEPT:
        text = texts[question.page]
        for answer in question.answers:
            assert squeezed(answer.found_by) in text, answer
            assert squeezed(answer.section) in text, answer
            assert len(answer.found_by.split()) <= 12, answer
