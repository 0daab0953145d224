"""The recorded pages that questions and statements are about, and the text in which finding words
are looked for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

DATA = Path(__file__).with_name("data")

# By the name that a page has in the data, where it stands among what is recorded.
PAGES = {
    "transformer": "ar5iv_html/1706.03762.prettified.html",
    "bert": "arxiv_html/1810.04805.bert-2026-03-render.html",
    "bitnet": "arxiv_html_browser/2402.17764v1.html",
    "phi": "arxiv_html_browser/2404.14219v1.html",
    "wizard": "arxiv_html_browser/2306.08568.html",
    "tug_of_war": "arxiv_html_browser/2404.10198v1.html",
    "safety": "arxiv_html_browser/2404.12241v1.html",
    "state_spaces": "arxiv_html_browser/2404.09516v1.html",
    "tails": "arxiv_html_browser/2402.07043v1.html",
    "self_aware": "arxiv_html/2501.11120v1.html",
}


def told_of_pages(kind: str, part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields each row of that part of the data with the page that it is about."""
    data = tomllib.loads((DATA / kind / f"{part}.toml").read_text(encoding="utf-8"))
    for about in data["about"]:
        for row in about[kind]:
            yield PAGES[about["page"]], row


def squeezed(text: str) -> str:
    """The text without any white space: cells and formulas stand on their own lines in pages."""
    return "".join(text.split())


def page_text(path: Path) -> str:
    """The squeezed text of a page, each formula as its alternative text."""
    tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
    for node in tree.css("script, style, head"):
        node.decompose()
    for formula in tree.css("math"):
        formula.replace_with(formula.attributes.get("alttext") or formula.text())
    assert tree.body is not None
    return squeezed(tree.body.text())
