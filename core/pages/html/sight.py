"""What a reader sees of a page's elements, and what was left out because no reader sees it."""

# Tested in tests/core/pages/html/test_latexml.py.

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from core.pages.html.sheets import Sheets, Style
from core.pages.html.visibility import Look, coloured, declarations, restyled

_WORDS = re.compile(r"[^\W\d_]{2,}|[\u3040-\u9fff]")
_READABLE = 4  # words; authors set single ones in white to align a column
_TELLING = frozenset(("style", "bgcolor", "color", "hidden"))

Attributes = dict[str, str | None]


class Sight:
    """Looks at one element after another, from the page's root down."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._inline: dict[str, dict[str, str]] = {}
        # Each text once, however often it aligns something; single letters are kept, since they may
        # make up words.
        self._unseen: list[str] = []
        self._known: set[str] = set()

    @property
    def hid(self) -> bool:
        """Whether sentences were left out; a word or two, or a formula's signs, only align type."""
        return len(_WORDS.findall("".join(self._unseen))) >= _READABLE

    def leave_out(self, text: str) -> None:
        """Note a text that no reader sees."""
        if len(text) < 2 or text not in self._known:
            self._known.add(text)
            self._unseen.append(text)

    def around(self, article: LexborNode) -> Look:
        """The colours the article stands in.

        A page may hide the whole article until a script has run; then its colours are the usual.
        """
        above = [article]
        node = article.parent
        while node is not None and node.is_element_node:
            above.append(node)
            node = node.parent
        look = Look()
        for each in reversed(above):
            look = coloured(look, self._style(each, each.attributes) or {})
        if not look.visible:
            return Look()
        return look

    def below(self, node: LexborNode, attributes: Attributes, look: Look) -> Look | None:
        """How text in an element looks, or None when a reader sees none of it."""
        if not self._sheets and attributes.keys().isdisjoint(_TELLING):
            return look
        below: Look | None = look
        style = self._style(node, attributes)
        if style is not None:
            below = restyled(look, style)
        ground = (attributes.get("bgcolor") or "").lower()
        ink = (attributes.get("color") or "").lower()
        if below is not None and (ground or ink):
            below = restyled(below, {"background-color": ground, "color": ink})
        if below is None or "hidden" in attributes:
            self.leave_out(node.text(deep=True))
            return None
        return below

    def _style(self, node: LexborNode, attributes: Attributes) -> Style | None:
        style = attributes.get("style")
        if style and style not in self._inline:
            self._inline[style] = declarations(style)
        inline = self._inline[style] if style else None
        if not self._sheets:
            return inline
        return self._sheets.style(node, inline or {})
