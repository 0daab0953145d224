"""Marked text becomes Markdown that Discord shows as it was meant, whatever the words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.discord.markup import (
    BOLD,
    CODE,
    HEADING,
    NESTED,
    QUIET,
    RAW,
    escape,
    link,
    to_markdown,
    words,
)
from bot.chat.views.runs import Run, clean
from tests.fakes.discord_markdown import flat, inline, parse


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("p<0.05 and 2>1", "p\\<0.05 and 2\\>1"),
        (
            "**not bold** snake_case ~2 a|b `x`",
            "\\*\\*not bold\\*\\* snake\\_case \\~2 a\\|b \\`x\\`",
        ),
        ("\\alpha \\\\ \\{x\\}", "\\\\alpha \\\\\\\\ \\\\{x\\\\}"),
        ("@everyone <@1> <:e:4>", "\\@everyone \\<\\@1\\> \\<\\:e\\:4\\>"),
        (":tada: 3: 4", "\\:tada: 3: 4"),
        ("[x](https://x.example)", "\\[x\\](<https://x.example>)"),
        (
            "see https://a-b.example:8080/x_y?z=*. Yes",
            "see <https://a-b.example:8080/x_y?z>=\\*. Yes",
        ),
        ("http://localhost/_a_", "http\\://localhost/\\_a\\_"),
        ("- item", "\\- item"),
        ("# head", "\\# head"),
        ("2024. A year", "2024\\. A year"),
        ("C# - 1. x", "C# - 1. x"),
    ],
)
def test_nothing_in_the_words_means_more(text: str, escaped: str) -> None:
    assert escape(text) == escaped
    [row] = parse(escaped)
    assert (row.kind, row.shown) == ("text", text)


def test_what_does_not_begin_a_line_keeps_its_signs() -> None:
    assert escape("3. x", leads=False) == "3. x"
    assert to_markdown([Run("3. x", (BOLD,)), Run("\n"), Run("- y"), Run("\n"), Run("4. z")]) == (
        "**3. x**\n\\- y\n4\\. z"
    )


def test_a_colon_before_markup_begins_no_emoji() -> None:
    there = link("http://0.00") or ""

    assert to_markdown([Run(":"), Run("0", (there,))]) == "\\:[0](http://0.00)"
    assert to_markdown([Run("x:", (BOLD,)), Run("y: "), Run("a:b", (CODE,))]) == "**x\\:**y: `a:b`"
    assert to_markdown([Run("x:", (BOLD,)), Run("\n"), Run("y:")]) == "**x:**\ny:"


def test_marks_close_in_reverse_and_shared_ones_stay_open() -> None:
    target = link("https://x.example/a_(b)")
    assert target

    runs = [
        Run("a", (QUIET, BOLD)),
        Run("b", (QUIET, BOLD, target)),
        Run("c", (QUIET,)),
        Run("\n"),
        Run("d", (QUIET,)),
    ]

    assert to_markdown(runs) == "-# **a[b](https://x.example/a_%28b%29)**c\n-# d"


@pytest.mark.parametrize(
    ("run", "markdown"),
    [
        (Run("a`b", (CODE,)), "a\\`b"),
        (Run(" ", (BOLD,)), " "),
        (Run("a*b\\", (CODE,)), "`a*b\\`"),
        (Run("[1]", (link("https://x.example") or "",)), "\\[1\\]"),
        (Run("https://y.example", (link("https://x.example") or "",)), "<https://y.example>"),
        (Run("- ", (RAW,)), "- "),
        (Run("- ", (NESTED,)), "• "),
        (Run("7. ", (NESTED,)), "7\\. "),
        (Run("Title", (HEADING,)), "### Title"),
    ],
)
def test_marks_that_cannot_hold_are_left_out(run: Run, markdown: str) -> None:
    assert to_markdown([run]) == markdown


def test_a_nested_marker_is_one_only_after_something() -> None:
    assert (
        to_markdown([Run("1. ", (RAW,)), Run("a\n"), Run("   - ", (NESTED,)), Run("b")])
        == "1. a\n   - b"
    )


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://localhost/",
        "https://x.example/" + "a" * 500,
        "https://x.example/a b",
        "",
    ],
)
def test_other_addresses_are_no_links(address: str) -> None:
    assert link(address) is None


@given(st.text() | st.text(st.sampled_from("*_~`|<>@#:[]()\\-1. a/hteps\n")))
def test_any_words_are_shown_as_they_are(text: str) -> None:
    text = clean(text).strip()

    for marks in ((), (BOLD,), (CODE,), (QUIET,), (QUIET, BOLD)):
        markdown = to_markdown([Run(text, marks)])
        [row] = parse(markdown)
        assert row.shown.strip() == text
        assert {node.kind for node in flat(row.nodes)} <= {"text", "link", "bold", "code"}
        assert words(markdown) == text


@given(st.text().map(lambda text: "https://x.example/" + text))
def test_any_address_is_refused_or_leads_there(text: str) -> None:
    if target := link(text):
        [node] = inline(to_markdown([Run("here", (target,))]))
        assert (node.kind, node.shown) == ("link", "here")
        assert node.href.startswith("https://x.example/")
