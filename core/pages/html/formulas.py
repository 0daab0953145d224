"""Formulas as TeX, the way their authors wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from core.pages.html.colours import alike
from core.pages.html.visibility import Look, declarations, restyled

# A group of TeX, with groups in it two levels deep.
_GROUP = r"\{(?>(?:[^{}]|\{(?>(?:[^{}]|\{[^{}]*+\})*)\})*)\}"
_INK = re.compile(
    r"color\s*+\[(?:rgb|gray)\]\s*+\{([\d.,\s]++)\}|color\s*+(?:\[\w++\]\s*+)?\{white\}"
)
# What is taken out, each with a sign that it may be there: looking for a sign costs next to
# nothing.
_CLUTTER = (
    ("%", re.compile(r"(?<!\\)%\s*\n")),
    ("style", re.compile(r"\\(?:display|text|script|scriptscript)style(?![a-zA-Z])")),
    ("phantom", re.compile(rf"\\[hv]?phantom\s*{_GROUP}")),
)
_COMMAND = re.compile(r"\\(?:begin|end)\s*\{\w+\*?\}(?:\{[lcr|]*\})?|\\[a-zA-Z]+\*?|[~{}]|\\.")
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+(?>(?:[\s,.;:!?-]++[^\W\d_]{2,}+){2,})")
_SHORTEST = 8  # characters that can hold three words
_STYLED = frozenset(("mathcolor", "mathsize", "style"))
_UNDRAWN = frozenset(("annotation", "annotation-xml", "mphantom"))


def formula(math: LexborNode, look: Look) -> str:
    """The TeX of a `math` element on one line, without phantoms; "" when it sets type in its
    ground's colour.

    A page's drawn formula and its TeX are two texts. Where the TeX holds sentences the drawn one
    lacks, the drawn one is what people read, and is returned.
    """
    tex = math.attributes.get("alttext") or _annotation(math)
    for sign, pattern in _CLUTTER:
        if sign in tex:
            tex = pattern.sub("", tex)
    if _fades(tex, look):
        return ""
    if prose := prose_of(tex):
        leaves = [text for text in _drawn(math, look, 0) if text.strip()]
        letters = "".join("".join(leaves).split()).lower()
        if any(word.lower() not in letters for word in prose):
            return " ".join(leaves)
    return " ".join(tex.split())


def prose_of(tex: str) -> list[str]:
    """The words of a formula that stand three or more in a row, as in sentences."""
    if len(tex) < _SHORTEST:
        return []
    return [
        word
        for run in _PROSE.findall(_COMMAND.sub(" ", tex))
        for word in re.findall(r"[^\W\d_]+", run)
    ]


def _fades(tex: str, look: Look) -> bool:
    for found in _INK.finditer(tex) if "color" in tex else ():
        try:
            parts = [255 * float(part) for part in found[1].split(",")] if found[1] else [255.0]
        except ValueError:
            continue
        red, green, blue = parts if len(parts) == 3 else 3 * parts[:1]
        if alike((red, green, blue), look.ground):
            return True
    return False


def _drawn(node: LexborNode, look: Look, depth: int) -> Iterator[str]:
    """The texts within that a reader sees."""
    child = node.first_child
    while child is not None and depth < 100:
        if child.is_text_node:
            yield child.text_content or ""
        elif (
            child.is_element_node
            and child.tag not in _UNDRAWN
            and (below := _below(child, look)) is not None
        ):
            yield from _drawn(child, below, depth + 1)
        child = child.next


def _below(node: LexborNode, look: Look) -> Look | None:
    attributes = node.attributes
    if attributes.keys().isdisjoint(_STYLED):
        return look
    style = {"color": attributes.get("mathcolor"), "font-size": attributes.get("mathsize")}
    style |= declarations(attributes.get("style") or "")
    below = restyled(look, {name: value.lower() for name, value in style.items() if value})
    return below if below is not None and below.visible else None


def _annotation(math: LexborNode) -> str:
    annotation = math.css_first('annotation[encoding="application/x-tex"]')
    if annotation is not None:
        return annotation.text(deep=True)
    return " ".join(leaf.text(deep=True) for leaf in math.css("mi, mn, mo, mtext"))
