"""What a sentence compares something with."""

from __future__ import annotations

import pytest

from core.checking.opposing import compared


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
    ],
)
def test_what_stands_behind_a_word_that_compares(text: str, word: str, is_compared: bool) -> None:
    start = text.index(word)

    assert (start in compared(text, [start])) == is_compared
