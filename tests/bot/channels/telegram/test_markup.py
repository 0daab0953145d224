"""Marked text becomes HTML as Telegram reads it, and nothing hostile gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.markup import (
    clean,
    escape,
    inert,
    link,
    opened,
    to_html,
    web_address,
)
from bot.channels.telegram.sender import plain_text
from bot.chat.views.runs import Run
from tests.fakes.telegram_html import parse_html, valid_link
from tests.fakes.telegram_text import formatted


def test_tags_close_in_reverse_and_shared_ones_stay_open() -> None:
    quote, bold = "blockquote expandable", "b"

    runs = [
        Run("a", (quote, bold)),
        Run("b", (quote,)),
        Run("c", (quote, bold, link("https://x.example/?a&b"))),
    ]

    assert to_html([*runs, Run("d")]) == (
        '<blockquote expandable><b>a</b>b<b><a href="https://x.example/?a&amp;b">c</a></b></blockquote>d'
    )
    assert opened(runs[1].marks, runs[2].marks) == (bold, link("https://x.example/?a&b"))


def test_only_what_telegram_knows_is_escaped() -> None:
    assert escape("p<0.05 & \"q\" > 'r' </b>") == "p&lt;0.05 &amp; \"q\" &gt; 'r' &lt;/b&gt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J\r\nb", "a[2J  b"),
        ("Å A\u030a x\u030a y\u0301", "Å Å x ý"),
        ("a\u0333b\u033fc\u034f", "abc"),
    ],
)
def test_hidden_characters_go_and_letters_stay(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_what_is_cleaned_is_shown_as_it_is(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert formatted(escape("|" + cleaned + "|"), "HTML", None).text == "|" + cleaned + "|"
    assert plain_text(to_html([Run(cleaned, ("b",)), Run("</b>")])) == cleaned + "</b>"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://arxiv.org/abs/2602.03907", "https://arxiv.org/abs/2602.03907"),
        ("http://a-b.example:8080/x_y?z=1&w=%20#f", "http://a-b.example:8080/x_y?z=1&w=%20#f"),
        ('https://x.example/论文"<b>', "https://x.example/%E8%AE%BA%E6%96%87%22%3Cb%3E"),
        ("javascript:alert(1)", None),
        ("ftp://x.example/", None),
        ("https://localhost/x", None),
        ("https://user:word@x.example/", None),
        ("https://x.example:99999/", None),
        ("https://[::1", None),
        ("https://x.example/a b", None),
        ("https://x.example/\u202e", None),
        ("https://x.example/" + "a" * 1000, None),
        ("", None),
    ],
)
def test_only_addresses_that_telegram_takes_become_links(text: str, address: str | None) -> None:
    assert web_address(text) == address
    assert address is None or valid_link(address)


@given(st.text())
def test_any_address_is_refused_or_survives_as_a_link(text: str) -> None:
    address = web_address("https://x.example/" + text)

    if address:
        entity = parse_html(to_html([Run("here", (link(address),))]))[1][0]
        assert entity["url"] == address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://example.org/x", "https://example.org/x"),
        ("See https://example.org/path/to here", "See https://example.org/path/to here"),
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("https://example.org", "https://example.org"),
        ("https://example.org/x, then", "https://example.org/x\u2060, then"),
        ("https://example.org/文", "https://example.org/\u2060文"),
    ],
)
def test_an_address_that_leads_where_it_reads_stays_whole(text: str, shown: str) -> None:
    assert inert([(text, False)]) == [shown]
