"""The HTML parse mode: what is taken, what is refused and in which words."""

from __future__ import annotations

import html
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.telegram_html import parse_html, utf16
from tests.fakes.telegram_state import Json, Refusal


def shape(source: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = parse_html(source)
    return text, [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


def only(source: str) -> Json:
    (entity,) = parse_html(source)[1]
    return entity


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", ("plain", [])),
        ("<b>bold</b> rest", ("bold rest", [("bold", 0, 4)])),
        ("<STRONG>a</strong><em>b</EM>", ("ab", [("bold", 0, 1), ("italic", 1, 1)])),
        ("<b>a<i>b</i></b>", ("ab", [("italic", 1, 1), ("bold", 0, 2)])),
        ("<b>a</>b", ("ab", [("bold", 0, 1)])),
        ("<b >a</b >", ("a", [("bold", 0, 1)])),
        ("<b></b>a", ("a", [])),
        ("🏆<b>a</b>", ("🏆a", [("bold", 2, 1)])),
        ("<b>🏆</b>", ("🏆", [("bold", 0, 2)])),
        (
            "<s>a</s><strike>b</strike><del>c</del>",
            ("abc", [("strikethrough", at, 1) for at in range(3)]),
        ),
        ("<u>a</u><ins>b</ins>", ("ab", [("underline", 0, 1), ("underline", 1, 1)])),
        ("<tg-spoiler>a</tg-spoiler>", ("a", [("spoiler", 0, 1)])),
        ('<span class="tg-spoiler">a</span>', ("a", [("spoiler", 0, 1)])),
        ("<blockquote>a</blockquote>", ("a", [("blockquote", 0, 1)])),
        ("<blockquote expandable>a</blockquote>", ("a", [("expandable_blockquote", 0, 1)])),
        ('<blockquote expandable="">a</blockquote>', ("a", [("expandable_blockquote", 0, 1)])),
        ("a & b &amp; &lt;c&gt; &quot;d&quot;", ('a & b & <c> "d"', [])),
        ("&nbsp;&copy;&apos;", ("&nbsp;&copy;&apos;", [])),
        ("&#39;&#x27;&#x1F3C6;", ("''🏆", [])),
        (
            "&lt3 &#0; &#x110000; &#0000000000000039;",
            ("<3 &#0; &#x110000; &#0000000000000039;", []),
        ),
        ("a > b", ("a > b", [])),
        ("<a>example.org</a>", ("example.org", [("text_link", 0, 11)])),
        ('<a href="nowhere">a</a>', ("a", [])),
        ('<a href="">a</a>', ("a", [])),
    ],
)
def test_good_html(source: str, expected: tuple[str, list[tuple[str, int, int]]]) -> None:
    assert shape(source) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("p<0.05 is small", 'Unsupported start tag "0.05" at byte offset 1'),
        ("论文<p>a</p>", 'Unsupported start tag "p" at byte offset 6'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("x<5", "Unclosed start tag at byte offset 1"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<span class="red">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x_y>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("&#xD83C;", "Text contains invalid Unicode characters"),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "Blockquotes can't be nested at byte offset 13",
        ),
    ],
)
def test_bad_html(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)

    assert refused.value.status == 400
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {reason}")


def test_links_and_languages_are_kept() -> None:
    assert only('<a href="https://arxiv.org/abs/2602.00001?a=1&amp;b=2">a</a>')["url"].endswith(
        "?a=1&b=2"
    )
    assert only("<a href='tg://user?id=42'>a</a>") == {
        "type": "text_mention",
        "offset": 0,
        "length": 1,
        "user": {"id": 42},
    }
    for source in (
        '<pre><code class="language-python">a</code></pre>',
        '<code class="language-python"><pre>a</pre></code>',
    ):
        assert only(source) == {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    assert only('<code class="language-python">a</code>') == {
        "type": "code",
        "offset": 0,
        "length": 1,
    }


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == (text, [])


@given(
    st.lists(
        st.tuples(
            st.sampled_from("biu"), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
        )
    )
)
def test_entities_cover_what_they_were_put_around(parts: list[tuple[str, str]]) -> None:
    text, entities = parse_html(
        "".join(f"<{tag}>{html.escape(part)}</{tag}>" for tag, part in parts)
    )

    # The parser knows &quot;, and Python's &#x27; is a number: nothing is left escaped.
    assert text == "".join(part for _, part in parts)
    assert [entity["length"] for entity in entities] == [utf16(part) for _, part in parts]


@given(st.text("<>/=&;#\"' abprespan-x1"))
def test_nothing_but_a_refusal_is_raised(text: str) -> None:
    with suppress(Refusal):
        assert len(parse_html(text)[0]) <= len(text)
