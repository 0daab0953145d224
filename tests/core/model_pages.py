"""The text of recorded pages in which finding words are looked for."""

from __future__ import annotations

from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


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
