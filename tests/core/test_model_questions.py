"""The questions of tests/core/model_questions.py are what it and their files say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.core import questions
from tests.core.model_pages import page_text, squeezed
from tests.core.model_questions import (
    CLOSED,
    FURTHER,
    KEPT,
    LAST,
    NEWEST,
    OPENED,
    PRACTICE,
    SIXTH,
    TUNED,
)

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


def test_the_last_questions_are_half_chinese_and_spread_evenly():
    languages = Counter(
        (bool(CHINESE.match(each.text)), bool(ENGLISH.match(each.text))) for each in LAST
    )
    spread = Counter((each.page, each.answerable) for each in LAST)

    assert Counter(each.answerable for each in LAST) == {True: 40, False: 20}
    assert languages == {(True, False): 30, (False, True): 30}
    assert len({each.page for each in LAST}) == 5
    assert set(spread.values()) == {8, 4}


def test_the_newest_questions_are_spread_evenly():
    chinese = [each for each in NEWEST if re.search("[\u4e00-\u9fff]", each.text)]
    spread = Counter(each.page for each in NEWEST)

    assert Counter(each.answerable for each in NEWEST) == {True: 40, False: 20}
    assert len(chinese) == 30
    assert len(spread) == 6
    assert set(spread.values()) == {10}


def test_the_sixth_questions_are_about_six_papers_and_half_chinese():
    languages = Counter(
        (each.answerable, bool(re.search("[\u4e00-\u9fff]", each.text))) for each in SIXTH
    )
    spread = Counter(each.page for each in SIXTH)

    assert languages == {
        (True, True): 20,
        (True, False): 20,
        (False, True): 10,
        (False, False): 10,
    }
    assert len(spread) == 6
    assert set(spread.values()) == {9, 10, 11}


def test_the_questions_to_practise_on_are_about_other_papers_than_the_sixth():
    practised = {each.page for each in PRACTICE + FURTHER}

    assert practised.isdisjoint(each.page for each in SIXTH)
    assert Counter(each.answerable for each in PRACTICE) == {True: 60, False: 20}
    assert Counter(each.answerable for each in FURTHER) == {True: 35, False: 14}


def test_the_further_halves_share_no_paper_and_are_half_chinese():
    opened, closed = ({each.page for each in half} for half in (OPENED, CLOSED))
    chinese = [
        sum(bool(re.search("[\u4e00-\u9fff]", each.text)) for each in half)
        for half in (OPENED, CLOSED)
    ]

    assert opened.isdisjoint(closed)
    assert (len(opened), len(closed)) == (5, 5)
    assert Counter(each.answerable for each in OPENED) == {True: 53, False: 15}
    assert Counter(each.answerable for each in CLOSED) == {True: 25, False: 5}
    assert chinese == [33, 15]


def test_the_later_questions_are_asked_nowhere_else():
    asked = questions.QUESTIONS + questions.HELD_OUT + questions.SCATTERED + questions.UNSEEN
    before = {each.text for each in TUNED + KEPT} | {each.text for each in asked}

    later = LAST + NEWEST + OPENED + CLOSED + SIXTH + PRACTICE + FURTHER
    assert len({each.text for each in later}) == 120 + 98 + 60 + 80 + 49
    assert before.isdisjoint(each.text for each in later)


@pytest.mark.recorded
def test_answers_stand_in_their_pages(recorded: Path):
    every = TUNED + KEPT + LAST + NEWEST + OPENED + CLOSED + SIXTH + PRACTICE + FURTHER
    texts = {page: page_text(recorded / page) for page in {each.page for each in every}}

    for question in every:
        text = texts[question.page]
        for answer in question.answers:
            assert squeezed(answer.found_by) in text, answer
            assert squeezed(answer.section) in text, answer
            assert len(answer.found_by.split()) <= 12, answer
