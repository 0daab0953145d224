"""Formulas as TeX, the way their authors wrote them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

# A group of TeX, with groups in it two levels deep.
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_ONES = r"\{\s*1(?:\.0*)?(?:\s*,\s*1(?:\.0*)?){2}\s*\}"
_WHITE = re.compile(rf"color\s*(?:\[rgb\]\s*{_ONES}|(?:\[\w+\])?\s*\{{white\}})")
_PHANTOM = re.compile(rf"\\[hv]?phantom\s*{_GROUP}")
_STYLE = re.compile(r"\\(?:display|text|script|scriptscript)style(?![a-zA-Z])")
_LINE_END = re.compile(r"(?<!\\)%\s*\n")


def formula(math: LexborNode, on_white: bool) -> str:
    """The TeX of a `math` element on one line, without phantoms; "" when it sets white type on white."""
    tex = math.attributes.get("alttext") or _annotation(math)
    tex = _PHANTOM.sub("", _STYLE.sub("", _LINE_END.sub("", tex)))
    if on_white and _WHITE.search(tex):
        return ""
    return " ".join(tex.split())


def _annotation(math: LexborNode) -> str:
    annotation = math.css_first('annotation[encoding="application/x-tex"]')
    if annotation is not None:
        return annotation.text(deep=True)
    return " ".join(leaf.text(deep=True) for leaf in math.css("mi, mn, mo, mtext"))
