"""Which elements of a page lie under another one that lets nothing of them be seen."""

# Tested in tests/core/pages/html/test_covers.py.

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.pages.html.covers import covers, height_of, is_laid
from core.pages.html.declared import declarations
from core.pages.html.sheets import Sheets
from core.pages.html.values import Style
from core.pages.html.visibility import Look, shows

_MOST = 500  # elements that may lie over others
_DEEPEST = 150
_LAID = 'article [style*="absolute" i], article [style*="fixed" i]'


class Layers:
    """The covers of a page's article, and what is under them, as it is walked in order."""

    def __init__(self, tree: LexborHTMLParser, sheets: Sheets) -> None:
        self._sheets = sheets
        self._over: dict[int, int] = {}  # how high what lies over an element is, by its number
        self._covers: set[int] = set()
        self._styles: dict[int, Style] = {}
        self._passed = False
        candidates = {node.mem_id: node for node in islice(tree.css(_LAID), _MOST)}
        candidates |= {node.mem_id: node for node in sheets.laid[:_MOST]}
        for node in candidates.values():
            style = self._style(node)
            if covers(style):
                self._add(node, style)

    @property
    def are_there(self) -> bool:
        """Whether anything is covered."""
        return bool(self._over) or bool(self._sheets.covered)

    def within(self, node: LexborNode, look: Look) -> Look:
        """The look within an element, as far as something lies over it."""
        if node.mem_id in self._covers:
            self._passed = True
            return _seen_again(look)
        if node.mem_id in self._over or node.mem_id in self._sheets.covered:
            return replace(look, is_covered=True, visible=False)
        if look.is_covered and self._over and self._rises(node):
            return _seen_again(look)
        return look

    def _rises(self, node: LexborNode) -> bool:
        """Whether an element is laid over what covers the one that it stands in."""
        style = self._style(node)
        if not is_laid(style):
            return False
        height, most = height_of(style), max(self._over.values())
        return height > most or (height == most and self._passed)

    def _add(self, node: LexborNode, style: Style) -> None:
        self._covers.add(node.mem_id)
        around = node.parent
        for _ in range(_DEEPEST):
            if around is None or around.tag in ("article", "body", "html"):
                break
            if style.get("position") == "absolute" and is_laid(self._style(around)):
                break
            around = around.parent
        if around is not None:
            self._over[around.mem_id] = height_of(style)

    def _style(self, node: LexborNode) -> Style:
        if node.mem_id not in self._styles:
            inline = declarations(node.attributes.get("style") or "")
            self._styles[node.mem_id] = self._sheets.style(node, inline, {})
        return self._styles[node.mem_id]


def _seen_again(look: Look) -> Look:
    above = replace(look, is_covered=False)
    return replace(above, visible=shows(above))
