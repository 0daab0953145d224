"""Cleaning, trimming, limits of length, and the entities of people's texts."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.telegram_state import Refusal
from tests.fakes.telegram_text import clean, formatted, noticed, pressable

NOTICED = (("bot_command", "/start"), ("mention", "@x_y"), ("hashtag", "#a1"), ("cashtag", "$ABC"))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  a\n", "a"),
        ("a\tb\r\nc\x07", "a b\nc"),
        ("a\u202eb\u2028c", "abc"),
        ("\u200f\u200e\u200fa", "\u200c\u200c\u200fa"),
        ("\u2066a\u2069", "\u2066a\u2069"),
        ("\u200b\u3164 \ufeff", ""),
        ("", ""),
    ],
)
def test_texts_are_cleaned_and_trimmed(raw: str, text: str) -> None:
    assert formatted(raw, "", None).text == text


def test_entities_move_with_what_is_trimmed() -> None:
    text, entities, _ = formatted(" \r\n🏆<b>a\u202eb </b><i> </i>", "HTML", None)

    assert text == "🏆ab"
    assert entities == [{"type": "bold", "offset": 2, "length": 2}]


def test_code_swallows_the_style_in_it() -> None:
    _, entities, _ = formatted("<b>a</b><code><b>b</b></code><pre><i>c</i></pre>", "HTML", None)

    assert [entity["type"] for entity in entities] == ["bold", "code", "pre"]


def test_a_hundred_entities_are_kept() -> None:
    assert len(formatted("<b>a</b>b" * 101, "HTML", None).entities) == 100


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("a" * 4097, "message is too long"),
        ("🏆" * 2049, "message is too long"),
        ("<b>" + "a" * 4097 + "</b>", "message is too long"),
        ("<b></b>" * 5000, "text is too long"),
        ("论" * 10923, "text is too long"),
    ],
)
def test_long_texts_are_refused(raw: str, reason: str) -> None:
    with pytest.raises(Refusal, match=f"Bad Request: {reason}"):
        formatted(raw, "HTML", None)


def test_the_longest_texts_pass() -> None:
    assert len(formatted("<b>" + "&lt;" * 4096 + "</b>", "HTML", None).text) == 4096
    assert len(formatted("🏆" * 4096, "", None, utf16_too=False).text) == 4096


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=500))
def test_escaped_text_is_always_taken(text: str) -> None:
    assert formatted(html.escape(text, quote=False), "HTML", None).text in (
        "",
        clean(text).strip(" \n"),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/paper 3", [("bot_command", 0, 6)]),
        ("🏆 /paper@paperboy_bot", [("bot_command", 3, 19)]),
        ("either/or, 1/2", []),
        ("hey @paperboy_bot!", [("mention", 4, 13)]),
        ("see https://arxiv.org/abs/1", [("url", 4, 23)]),
        ("me@example.org", []),
    ],
)
def test_people_s_texts_show_commands_and_mentions(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert [(each["type"], each["offset"], each["length"]) for each in noticed(text)] == found


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (
            '<a href="https://x.example/">see y.example</a>',
            [("see y.example", "https://x.example/")],
        ),
        (
            "run train.sh at https://a.example/b_(c), or",
            [("train.sh", "train.sh"), ("https://a.example/b_(c),",) * 2],
        ),
        ("tg://resolve?domain=x", [("tg://resolve?domain=x",) * 2]),
        ("<code>/start a.example @x</code> 3.5 e.g. x", []),
        ("/start @x_y #a1 $ABC", [(words, f"{kind}:{words}") for kind, words in NOTICED]),
    ],
)
def test_what_a_bot_writes_can_be_pressed(raw: str, found: list[tuple[str, str]]) -> None:
    assert pressable(raw) == found
