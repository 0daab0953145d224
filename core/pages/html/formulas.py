"""Formulas as TeX, the way their authors wrote them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborNode

from core.pages.html.colours import WHITE, Colour, alike
from core.pages.html.declared import declarations
from core.pages.html.visibility import Look, restyled

# A group of TeX, with groups in it two levels deep.
_GROUP = r"\{(?>(?:[^{}]|\{(?>(?:[^{}]|\{[^{}]*+\})*)\})*)\}"
_INK = re.compile(
    r"color\s*+\[(?:rgb|gray)\]\s*+\{([\d.,\s]++)\}|color\s*+(?:\[\w++\]\s*+)?\{white\}"
)
_PHANTOM = re.compile(rf"\\[hv]?phantom\s*{_GROUP}")
# What is taken out, each with a sign that it may be there: looking for a sign costs next to
# nothing.
_CLUTTER = (
    ("%", re.compile(r"(?<!\\)%\s*\n")),
    ("style", re.compile(r"\\(?:display|text|script|scriptscript)style(?![a-zA-Z])")),
    ("phantom", _PHANTOM),
)
_COMMAND = re.compile(r"\\(?:begin|end)\s*\{\w+\*?\}(?:\{[lcr|]*\})?|\\[a-zA-Z]+\*?|[~{}]|\\.")
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+(?>(?:[\s,.;:!?-]++[^\W\d_]{2,}+){2,})")
_SHORTEST = 8  # characters that can hold three words
_STYLED = frozenset(
    ("mathcolor", "mathsize", "mathbackground", "style", "lspace", "voffset", "width")
)
# What a formula's own attributes say in a style's words.
_SAID = {"mathcolor": "color", "mathsize": "font-size", "mathbackground": "background-color"}
_OF_PAGES = frozenset(("div", "p", "span"))
_NOTES = frozenset(("annotation", "annotation-xml"))
_UNDRAWN = _NOTES | {"mphantom"}


def read(
    math: LexborNode, attributes: Mapping[str, str | None], look: Look | None
) -> tuple[str, list[str]]:
    """The TeX of a `math` element, "" where a reader sees none of it, and the texts that it holds
    and does not show."""
    tex, told = "", attributes.get("alttext") or ""
    if look is not None and look.visible:
        look = within(attributes, look) or replace(look, visible=False)
    if look is not None and look.visible:
        tex = formula(math, look)
    unseen = []
    if not tex:
        unseen = prose_of(told)
    elif "phantom" in told:
        unseen = [word for phantom in _PHANTOM.findall(told) for word in prose_of(phantom)]
    if look is not None and (not told or (tex and "color" in told)):
        unseen += unseen_of(math, look)
    return tex, [" ".join(unseen)] if unseen else []


def formula(math: LexborNode, look: Look) -> str:
    """The TeX of a `math` element on one line, without phantoms.

    Where the formula sets type in the colour of its ground, it is the letters that are seen beside
    that type; "" where the drawn formula does not tell which they are.

    A page's drawn formula and its TeX are two texts. Where the TeX holds sentences the drawn one
    lacks, the drawn one is what people read, and is returned.
    """
    tex = math.attributes.get("alttext") or _annotation(math)
    for sign, pattern in _CLUTTER:
        if sign in tex:
            tex = pattern.sub("", tex)
    if _fades(tex, look):
        seen = _leaves(math, look)
        if len(seen) == len(list(_texts(math))):
            return ""
        return " ".join(" ".join(seen).split())
    prose = prose_of(tex)
    if prose:
        leaves = _leaves(math, look)
        letters = "".join("".join(leaves).split()).lower()
        if any(word.lower() not in letters for word in prose):
            return " ".join(leaves)
    return " ".join(tex.split())


def unseen_of(math: LexborNode, look: Look) -> list[str]:
    """The letters that a formula holds and a reader does not see."""
    seen = Counter(_leaves(math, look) if look.visible else ())
    unseen: list[str] = []
    for text in _texts(math, _NOTES):
        if seen[text]:
            seen[text] -= 1
        else:
            unseen.append(text)
    return unseen


def prose_of(tex: str) -> list[str]:
    """The words of a formula that stand three or more in a row, as in sentences."""
    if len(tex) < _SHORTEST:
        return []
    found: list[str] = []
    for run in _PROSE.findall(_COMMAND.sub(" ", tex)):
        found += re.findall(r"[^\W\d_]+", run)
    return found


def _fades(tex: str, look: Look) -> bool:
    """Whether a formula sets type in the colour of its ground."""
    if "color" not in tex:
        return False
    for found in _INK.finditer(tex):
        try:
            ink = _ink(found[1])
        except ValueError:
            continue
        if alike(ink, look.ground):
            return True
    return False


def _ink(channels: str | None) -> Colour:
    """The colour of TeX's channels from 0 to 1; white without any. Raises ValueError."""
    if not channels:
        return WHITE
    parts = [255 * float(part) for part in channels.split(",")]
    if len(parts) != 3:
        parts = 3 * parts[:1]
    red, green, blue = parts
    return (red, green, blue)


def _leaves(math: LexborNode, look: Look) -> list[str]:
    """The texts of a drawn formula that a reader sees, without blanks."""
    return [text for text in _drawn(math, look, 0) if text.strip()]


def _texts(math: LexborNode, without: frozenset[str] = _UNDRAWN) -> Iterator[str]:
    """All the texts of a formula but those in such elements."""
    for text in _drawn(math, None, 0, without):
        if text.strip():
            yield text


def _drawn(
    node: LexborNode, look: Look | None, depth: int, without: frozenset[str] = _UNDRAWN
) -> Iterator[str]:
    """The texts within that a reader sees; without a look, all of them."""
    child = node.first_child
    while child is not None and depth < 100:
        if child.is_text_node:
            yield child.text_content or ""
        elif child.is_element_node and child.tag not in without:
            below = _below(child, look) if look is not None else None
            if look is None or (below is not None and not _is_second(child)):
                yield from _drawn(child, below, depth + 1, without)
        child = child.next


def _is_second(node: LexborNode) -> bool:
    """Whether an element is one of those of which a formula shows the first, and not that."""
    around = node.parent
    if around is None or around.tag not in ("maction", "semantics"):
        return False
    first = next(around.iter(), node)
    return first.mem_id != node.mem_id


def within(attributes: Mapping[str, str | None], look: Look) -> Look | None:
    """How text in a formula with those attributes looks; None when a reader sees none of it."""
    said = {name: (attributes.get(own) or "").lower() for own, name in _SAID.items()}
    style = {name: value for name, value in said.items() if value}
    return restyled(look, style) if style else look


def _below(node: LexborNode, look: Look) -> Look | None:
    """How text in an element of a formula looks, or None when a reader sees none of it."""
    attributes = node.attributes
    if "hidden" in attributes and node.tag in _OF_PAGES:
        return None
    if attributes.keys().isdisjoint(_STYLED):
        return look
    style = {name: attributes.get(own) for own, name in _SAID.items()}
    if node.tag == "mpadded":
        # It moves what it holds to the right, and up.
        style |= {"margin-left": attributes.get("lspace"), "bottom": attributes.get("voffset")}
    style |= declarations(attributes.get("style") or "")
    below = restyled(look, {name: value.lower() for name, value in style.items() if value})
    if below is None or not below.visible:
        return None
    return below


def _annotation(math: LexborNode) -> str:
    annotation = math.css_first('annotation[encoding="application/x-tex"]')
    if annotation is not None:
        return annotation.text(deep=True)
    return " ".join(leaf.text(deep=True) for leaf in math.css("mi, mn, mo, mtext, ms"))
