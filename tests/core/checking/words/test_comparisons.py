"""What a sentence compares something with."""

from __future__ import annotations

import pytest

from core.checking.words.comparisons import compared, is_between


@pytest.mark.parametrize(
    ("text", "word", "is_compared"),
    [
        ("Otter beats Heron on Lake.", "Heron", True),
        ("Otter beats Heron on Lake.", "Lake", False),
        ("Otter 的得分比 Heron 高。", "Heron", True),
        ("Otter 在 Lake 上与 Heron 持平。", "Heron", True),
        ("Otter 在 Lake 上与 Heron 持平。", "Lake", False),
        ("Otter improves on Heron by 2.1.", "Heron", True),
        ("Otter 距 Heron 还差 2.1 分。", "Heron", True),
        ("与 Heron 相比，Otter 提高了 2.1。", "Heron", True),
        ("Otter 对 Lake 类问题的一致率为 0.6。", "Lake", False),
        ("Otter 比引入预训练的 Heron 高 2.1。", "Heron", True),
        ("Against strong wind Otter reaches 2.1.", "wind", False),
        ("Over all lakes Otter reaches 2.1.", "lakes", False),
        ("It reaches 2.1 against Heron.", "Heron", True),
        ("Otter disagrees with Heron on 2.1% of the words.", "Heron", True),
        ("Its answers differ from Heron in 2.1% of the words.", "Heron", True),
        ("Otter agrees on Lake with 2.1% of the words.", "Lake", False),
        ("It is 2.1 better than candidate inference without formulas.", "formulas", True),
        ("It is 2.1 better than the trained reader on lakes.", "lakes", False),
        ("与因果基线相比，Otter 提高了 2.1。", "因果", True),
        ("Otter 和因果基线都为 2.1，比较稳定。", "因果", False),
        ("对比 Heron，Otter 提高了 2.1。", "Heron", True),
        ("信噪比为 Lake 的水平时达到 2.1。", "Lake", False),
        ("压缩比 Heron 为 2.1。", "Heron", False),
        ("百分比 Heron 为 2.1。", "Heron", False),
        ("其中占比 Lake 为 2.1。", "Lake", False),
        ("性价比 Otter 为 2.1。", "Otter", False),
        ("训练比例 Lake 为 2.1。", "Lake", False),
    ],
)
def test_what_stands_behind_a_word_that_compares(text: str, word: str, is_compared: bool) -> None:
    start = text.index(word)

    assert (start in compared(text, [start])) == is_compared


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("The gap between Otter and Heron on Lake is 2.1 points.", True),
        ("The difference in accuracy between Otter and Heron is 2.1.", True),
        ("Otter and Heron are 2.1 points apart on Lake.", True),
        ("Otter 与 Heron 在 Lake 上相差 2.1 分。", True),
        ("Otter 和 Heron 的差距为 2.1 分。", True),
        ("Otter beats Heron by 2.1 points.", False),
        ("Otter 比 Heron 差 2.1 分。", False),
        ("Otter scores between 2.1 and 3.4.", False),
    ],
)
def test_a_gap_between_two_is_neither_s(text: str, between: bool) -> None:
    assert is_between(text) == between
