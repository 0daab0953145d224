"""The fake reads Markdown as Discord's clients do."""

from __future__ import annotations

import pytest

from tests.fakes.discord_markdown import ACTIVE, inline, parse


@pytest.mark.parametrize(
    ("markdown", "kinds", "shown"),
    [
        ("a **b** c", ["text", "bold", "text"], "a b c"),
        (
            "*a* _b_ __c__ ~~d~~",
            ["soft", "text", "low", "text", "underline", "text", "strike"],
            "a b c d",
        ),
        ("snake_case_name", ["text"], "snake_case_name"),
        ("`a*b*` ``c`d``", ["code", "text", "code"], "a*b* c`d"),
        ("\\*a\\* \\\\b \\c", ["text"] * 6, "*a* \\b \\c"),
        (
            "[a](https://x.example) <https://y.example>",
            ["link", "text", "link"],
            "a https://y.example",
        ),
        ("[a](javascript:x)", ["text"], "[a](javascript:x)"),
        ("https://x.example/a_b_c.", ["link", "text"], "https://x.example/a_b_c."),
    ],
)
def test_what_formats_is_no_words(markdown: str, kinds: list[str], shown: str) -> None:
    nodes = list(inline(markdown))

    assert [node.kind for node in nodes] == kinds
    assert "".join(node.shown for node in nodes) == shown


@pytest.mark.parametrize(
    "text", ["@everyone", "<@1>", "<@&2>", "<#3>", "<t:4:R>", "</p:5>", "<:e:6>", ":tada:"]
)
def test_what_notifies_or_is_a_picture_is_active(text: str) -> None:
    assert [node.kind in ACTIVE for node in inline(text)] == [True]
    assert not any(
        node.kind in ACTIVE for char in [text] for node in inline("\\" + "\\".join(char))
    )


@pytest.mark.parametrize(
    ("markdown", "rows"),
    [
        ("# a#\n## b\n-# c\n> d", ["heading a", "heading b", "subtext c", "quote d"]),
        ("3. a\n7. b\n- c", ["entry 3.a", "entry 4.b", "entry 5.c"]),
        ("- a\n   1. b\n   1. c\n- d", ["entry •a", "entry 1.b", "entry 2.c", "entry •d"]),
        ("1. a\n\n1. b\nc\n1. d", ["entry 1.a", "text ", "entry 2.b", "text c", "entry 1.d"]),
        ("#a\n1.b\n-c", ["text #a", "text 1.b", "text -c"]),
    ],
)
def test_what_begins_a_line_says_what_it_is(markdown: str, rows: list[str]) -> None:
    assert [f"{row.kind} {row.shown}" for row in parse(markdown)] == rows
