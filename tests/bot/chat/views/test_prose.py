"""Text from outside becomes clean, styled lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.views import Span, Style
from bot.chat.views.prose import cells, clip, clip_words, prose, spans, tidy, without_markdown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [Span("plain")]),
        ("a **b** c", [Span("a "), Span("b", Style.BOLD), Span(" c")]),
        ("**“锁死”**的", [Span("“锁死”", Style.BOLD), Span("的")]),
        ("用 `a_*b*` 跑", [Span("用 "), Span("a_*b*", Style.CODE), Span(" 跑")]),
        (r"取 $\alpha_*$ 时", [Span("取 "), Span("α_*"), Span(" 时")]),
        ("from $5 to $10, or $5-$10", [Span("from $5 to $10, or $5-$10")]),
        (
            "**降 `x` 成**",
            [Span("降 ", Style.BOLD), Span("x", Style.CODE), Span(" 成", Style.BOLD)],
        ),
        ("***两者***", [Span("两者", Style.BOLD)]),
        ("*重点* Q* and A*", [Span("重点"), Span(" Q* and A*")]),
        (
            "[code](https://kites.example/a).",
            [Span("code"), Span(" (https://kites.example/a)"), Span(".")],
        ),
        (
            "**[code](https://a.example)**",
            [Span("code", Style.BOLD), Span(" (https://a.example)", Style.BOLD)],
        ),
        (
            "![`a` b](http://a.example)",
            [Span("a", Style.CODE), Span(" b"), Span(" (http://a.example)")],
        ),
        ("[https://a.example/x](https://a.example/x)", [Span("https://a.example/x")]),
        (
            "[https://a.example](https://b.example)",
            [Span("https://a.example"), Span(" (https://b.example)")],
        ),
        ("[code](javascript:alert)", [Span("[code](javascript:alert)")]),
        (r"5\*3 and 2 * 3 * 4", [Span("5"), Span("*"), Span("3 and 2 * 3 * 4")]),
        (r"取 \(x_1^2\) 时", [Span("取 "), Span("x₁²"), Span(" 时")]),
        (
            r"kites\[**1**\] fly",
            [Span("kites"), Span("["), Span("1", Style.BOLD), Span("]"), Span(" fly")],
        ),
        ("**open and `open", [Span("**open and `open")]),
        ("snake_case_name __init__", [Span("snake_case_name __init__")]),
    ],
)
def test_inline_markdown(text: str, expected: list[Span]) -> None:
    assert list(spans(text)) == expected


def test_lines_keep_their_lists() -> None:
    text = "首先：\n\n*   **参数**\n    1. 甲\n    2、乙\n## 标题\n> 引文\n- 3.5 倍\n3.5 倍 -> 4 # 倍\n-\n"

    assert [(line.depth, line.marker, line.text) for line in prose(text)] == [
        (0, "", "首先："),
        (0, "•", "参数"),
        (2, "1.", "甲"),
        (2, "2.", "乙"),
        (0, "", "标题"),
        (0, "", "引文"),
        (0, "•", "3.5 倍"),
        (0, "", "3.5 倍 -> 4 # 倍"),
    ]


@given(text=st.text())
def test_tidy_text_is_one_line_without_hidden_characters(text: str) -> None:
    shown = tidy(text)

    assert shown == " ".join(shown.split())
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert tidy(shown) == shown


@given(text=st.text(alphabet="ab*`$[]()\\ \n汉，-1.#>"))
def test_no_word_is_lost(text: str) -> None:
    letters = [char for char in text if char in "ab汉，"]

    kept = [char for line in prose(text) for char in line.text if char in "ab汉，"]

    assert kept == letters


@pytest.mark.parametrize("bit", ["**", "*a", "`", "$", "[", "**a ", "$a ", "[a](https://"])
def test_hostile_markdown_is_read_quickly(bit: str) -> None:
    text = bit * (8000 // len(bit))

    assert without_markdown(text)


def test_clipping_counts_cells() -> None:
    assert [clip("abcdef", 6), clip("abcdef", 5), clip("汉字汉字", 8), clip("汉字汉字", 7)] == [
        "abcdef",
        "abcd…",
        "汉字汉字",
        "汉字…",
    ]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("University of California, Berkeley", 20, "University of…"),
        ("University of California, Berkeley", 25, "University of California…"),
        ("University of California", 24, "University of California"),
        ("Université de Genève et Lausanne", 21, "Université de Genève…"),
        ("Huawei-Noah Ark", 9, "Huawei-…"),
        ("Supercalifragilistic", 9, "Supercal…"),
        ("清华大学 智能产业研究院", 16, "清华大学 智能…"),
        ("It gains 82.5 points", 12, "It gains…"),
        ("It gains 1,250 points", 12, "It gains…"),
        ("It gains 82% more", 12, "It gains…"),
        ("提升 82.5 个百分点", 8, "提升…"),
    ],
)
def test_texts_are_cut_between_words_and_figures(text: str, room: int, expected: str) -> None:
    assert clip_words(text, room) == expected
    assert cells(expected) <= room


@pytest.mark.parametrize("text", ["👩‍👩‍👧‍👦 families", "🏳️‍🌈", "می‌خواهم", "क्‍ष"])
def test_joiners_that_spell_are_kept(text: str) -> None:
    assert tidy(text) == text.replace("\ufe0f", "")


@pytest.mark.parametrize("text", ["a\u200db", "Kite\u200c", "\u200d👩", "👩\u200d", "汉\u200d字"])
def test_joiners_that_hide_are_dropped(text: str) -> None:
    assert tidy(text) == text.replace("\u200d", "").replace("\u200c", "")


def test_a_joined_emoji_is_cut_whole() -> None:
    assert clip("👩‍👩‍👧‍👦 families", 6) == "👩‍👩‍👧‍👦 fa…"
    assert clip("ab 👩‍👩‍👧‍👦!", 5) == "ab…"
    assert cells("👩‍👩‍👧‍👦 汉é") == 6


def test_formulas_between_the_words_read_as_text() -> None:
    assert (
        without_markdown(r"**$128\times$** 与 `a_b`，\mathcal{L} 和 \$5") == "128× 与 a_b，L 和 $5"
    )
