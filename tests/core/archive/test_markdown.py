"""Blocks, labels and tidy text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive.labels import report_words
from core.archive.markdown import blocks, labelled, tidied, tidy, write_labelled
from core.models import Labelled
from tests.spoken import LANGUAGES

MARKDOWN = st.text(
    alphabet=st.sampled_from("ab雨 *\\:：-_.1)#`$\n\t\r\u3000\u2028\x1c"), max_size=40
) | st.text(max_size=20)

WORDS = report_words(LANGUAGES, "zh")


@pytest.mark.parametrize(
    ("text", "tidy_text"),
    [
        ("", ""),
        (" \n\t\n", ""),
        ("  a  ", "a"),
        ("\n\n  a\n    b\n c\n\n", "a\n  b\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ta\n\t\tb", "a\n    b"),
        ("- a\n  - b", "- a\n  - b"),
        ("a\n\n\nb", "a\n\n\nb"),
    ],
)
def test_tidy(text: str, tidy_text: str) -> None:
    assert tidy(text) == tidy_text


@given(MARKDOWN)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        ("- **雨**：晴", "雨", "晴"),
        ("*   **雨**: 晴", "雨", "晴"),
        ("1.  **雨** : 晴", "雨", "晴"),
        ("2) **雨：**晴", "雨", "晴"),
        ("3、**雨**。晴", "雨", "晴"),
        ("4.**Rain**. Sun", "Rain", "Sun"),
        ("• **Rain** – sun", "Rain", "sun"),
        ("- **雨**", "雨", ""),
        ("- **A*B\\*C\\\\**: x", "A*B*C\\", "x"),
        ("- **$\\mathcal{G}$**：图", "$\\mathcal{G}$", "图"),
        ("- 输入：雨", "输入", "雨"),
        ("- Input: rain", "Input", "rain"),
        ("- 天气：雨", "", "天气：雨"),
        ("- **雨** 和 **晴** 都", "", "**雨** 和 **晴** 都"),
        ("- **3.5倍**提升", "", "**3.5倍**提升"),
        ("- \\**雨**: 晴", "", "**雨**: 晴"),
        ("- \\alpha: 晴", "", "\\alpha: 晴"),
        ("-5 度", "", "-5 度"),
        ("1.91倍", "", "1.91倍"),
    ],
)
def test_labels(line: str, name: str, text: str) -> None:
    assert [labelled(block, WORDS) for block in blocks([line])] == [Labelled(name, text)]


def test_what_is_deeper_belongs_to_the_block_above() -> None:
    lines = [
        "    导语",
        "",
        "    *   **甲**：一",
        "",
        "        * 二",
        "    三",
        "",
        "    *   乙",
        "",
        "    尾",
        "      声",
    ]
    assert [tidy("\n".join(block)) for block in blocks(lines)] == [
        "导语",
        "**甲**：一\n\n* 二\n三",
        "乙",
        "尾\n  声",
    ]


@given(st.lists(st.builds(Labelled, MARKDOWN, MARKDOWN), max_size=4))
def test_what_is_written_is_read_back(parts: list[Labelled]) -> None:
    lines = [line for part in tidied(parts) for line in write_labelled(part, WORDS)]
    assert [labelled(block, WORDS) for block in blocks(lines)] == tidied(parts)
