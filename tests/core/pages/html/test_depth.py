"""Pages that would keep the parser busy are told by counting their tags."""

from __future__ import annotations

import pytest

from core.errors import WrongDocument
from core.pages.html.depth import DEEPEST, is_deep, is_light
from core.pages.html.extract import extract
from tests.core.pages.html.pages import FILLER, page, paragraph, section

NESTING = (
    "div",
    "DIV",
    "span",
    "section",
    "ul",
    "table",
    "blockquote",
    "font",
    "svg",
    "g",
    "custom-thing",
    "math",
)


@pytest.mark.parametrize("tag", NESTING)
def test_elements_within_each_other_are_deep(tag: str) -> None:
    inside = f"<{tag} class='x'>a".encode()

    assert is_deep(inside * (DEEPEST + 1))
    assert is_deep((inside + b"</b>") * (DEEPEST + 1))
    assert not is_deep((inside + f"</{tag}>".encode()) * (DEEPEST + 1))
    assert not is_deep(inside * 100)


@pytest.mark.parametrize(
    "text", ["<p>a", "<li>a", "<br>", "<img src=x>", "<path d='M0'/>", "<mi/>", "a < b", "<td>1"]
)
def test_what_lies_beside_each_other_is_not(text: str) -> None:
    assert not is_deep(text.encode() * (DEEPEST + 1))


def test_a_slash_ends_no_element_of_a_page() -> None:
    assert is_deep(b"<div/>" * (DEEPEST + 1))


def test_a_deep_page_is_refused_before_it_is_parsed() -> None:
    body = section("1 One", paragraph(FILLER) + "<div>" * 200_000 + "boats")

    with pytest.raises(WrongDocument) as caught:
        extract(page(body), "2602.00001", "https://arxiv.org/html/2602.00001")
    assert caught.value.reason == "size"


@pytest.mark.parametrize(
    ("html", "light"),
    [
        (b"<p>a</p>" * 100, True),
        (b"<p>a</p>" * 501, False),
        (b"a" * 70_000, False),
        (b"<STYLE>a{}</STYLE>", False),
        (b"<b a1>" * 320, False),
        (b"<b>a</b>" * 100, True),
    ],
)
def test_little_is_read_at_once(html: bytes, light: bool) -> None:
    assert is_light(html) is light
