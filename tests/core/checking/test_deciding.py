"""Figures of a sentence held against each other's places: rivals, exchanges, values used twice."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding

PAPER = Evidence.of_texts(
    [
        "CulturBench contains 2,610 samples in 14 languages from 51 regions, across 16 topics.",
        "The best model reaches an accuracy of 44.48%, while people reach a recall of 87.12%.",
        "Leakage rises from 5% to 60%, and drops to 12% with our filter.",
        "It needs 250 hours on 32 cards; the 7B and the 70B model are compared.",
        "F1 is 0.487 vs. 0.189 before. It renders at 30 fps.",
    ]
)


def outcomes(text: str) -> dict[str, Finding]:
    return {claim.text: claim.finding for claim in check([text], PAPER).figures}


@pytest.mark.parametrize(
    "text",
    [
        "包含14种语言、51个地区的2610个样本，涵盖16个主题。",
        "最佳模型准确率为 44.48%，人类召回率为 87.12%。",
        "泄露率从 5% 上升到 60%，过滤后降至 12%。",
        "F1 从 0.189 提升至 0.487。",
        "比较了 70B 和 7B 模型。",
        "We compare the 70B and 7B models.",
    ],
)
def test_true_figures_are_confirmed_in_whatever_order(text):
    assert set(outcomes(text).values()) == {Finding.FOUND}, outcomes(text)


@pytest.mark.parametrize(
    ("text", "false"),
    [
        # Another figure of the paper.
        ("包含51种语言的2610个样本，涵盖16个主题。", "51"),
        ("最佳模型的准确率为 87.12%。", "87.12%"),
        # One value for two things.
        ("最佳模型准确率为 44.48%，人类召回率为 44.48%。", "44.48%"),
        # Two exchanged.
        ("最佳模型准确率为 87.12%，人类召回率为 44.48%。", "87.12%"),
        # A change told the wrong way round.
        ("F1 从 0.487 提升至 0.189。", "0.189"),
        ("泄露率从 60% 上升到 5%。", "5%"),
    ],
)
def test_what_stands_elsewhere_in_the_paper_is_doubted(text, false):
    assert outcomes(text)[false] is Finding.MISSING, outcomes(text)


def test_a_unit_that_is_not_read_leaves_a_figure_open_or_confirmed_but_never_doubted():
    assert outcomes("以 30 的速度渲染")["30"] is not Finding.MISSING


def test_all_none_years_and_numbers_in_words_may_be_the_writers_own():
    found = outcomes("在 2031 年份的数据上，全部 100% 通过，共十三种。")

    assert Finding.MISSING not in found.values(), found


def test_an_open_figure_tells_the_sentence_that_states_it():
    (claim,) = check(["共十三种。"], PAPER).open

    assert (claim.text, claim.sentence, claim.section) == ("十三", "共十三种。", "")


def test_a_figure_confirmed_once_is_not_open_for_another_sentence():
    checked = check(["包含 2610 个样本。", "2610 个。"], PAPER)

    assert [claim.finding for claim in checked.figures] == [Finding.FOUND]
