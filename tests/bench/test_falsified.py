"""Sentences made false: each kind changes what is said, and what is no figure stays."""

from __future__ import annotations

import random

import pytest

from bench.falsified import KINDS, measured

ABSTRACT = "It improves accuracy by 21.4% and runs 3.5 times faster on 12 tasks, losing 0.7%."
TEXT = "准确率提升 21.4%，速度快于基线 3.5 倍，仅损失 0.7%。"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(10))
def test_every_kind_makes_another_sentence(kind, seed):
    false = KINDS[kind](TEXT, ABSTRACT, random.Random(seed))

    assert false is not None
    assert false.text != TEXT
    assert all(number in false.text for number in false.numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_where_there_is_nothing_to_change_nothing_is_made(kind):
    assert KINDS[kind]("提出一种新方法。", ABSTRACT, random.Random(1)) is None


def test_ends_of_a_range_are_not_exchanged():
    assert KINDS["two exchanged"]("提升 3%-6%", ABSTRACT, random.Random(1)) is None


@pytest.mark.parametrize(
    "text",
    ["GPT-4 与 Llama 3", "1. 训练；2. 评测", "第 3 章", "2024 年", "1）训练", "x_1 与 v1.2.3"],
)
def test_names_labels_and_numbers_of_lists_are_not_measured(text):
    assert measured(text) == []
