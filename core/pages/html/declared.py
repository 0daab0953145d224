"""The declarations of a style. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping

from core.pages.html.colours import BLACK, painted
from core.pages.html.sums import worked_out

# Characters of a style; LaTeXML writes some hundred, so a longer one is meant to be misread.
_LONGEST = 2000
# One that is not closed goes on to the end.
# A letter by its number, or any other sign with its meaning taken away.
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORTANT = re.compile(r"!\s{0,20}important", re.IGNORECASE)
_WORD = re.compile(r"[a-z-]{1,30}")
_IN_BRACKETS = re.compile(r"\([^()]{0,500}\)")
_BRACKET = re.compile(r"([();])")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_OF_TYPE = frozenset(("font-size", "line-height", "font"))
# What browsers still read with a maker's name before it.
_MAKER = "-webkit-"
_SAME_WITH_MAKER = frozenset((
    "animation", "animation-fill-mode", "animation-name", "backface-visibility", "box-shadow",
    "clip-path", "filter", "opacity", "perspective", "transform", "background-clip",
    "background-size", "mask-size", "mask-position", "mask-repeat", "shape-outside",
))  # fmt: skip
_OF_SEVERAL = {
    "font": frozenset(("font-size", "font-size-adjust", "line-height")),
    "background": frozenset((
        "background-color", "background-image", "background-clip", "background-size",
        "background-position", "background-repeat",
    )),
    "margin": frozenset((
        "margin-left", "margin-right", "margin-top", "margin-bottom", "margin-inline",
        "margin-block", "margin-inline-start", "margin-block-start",
    )),
    "padding": frozenset(("padding-left", "padding-top", "padding-bottom", "padding-right")),
    "inset": frozenset((
        "left", "right", "top", "bottom", "inset-inline", "inset-block", "inset-inline-start",
        "inset-block-start", "inset-inline-end", "inset-block-end",
    )),
    "overflow": frozenset(("overflow-x", "overflow-y")),
    "mask": frozenset(("mask-image", "mask-size", "mask-position", "mask-mode", "mask-repeat")),
    "animation": frozenset((
        "animation-name", "animation-fill-mode", "animation-direction", "animation-duration",
        "animation-iteration-count", "animation-play-state", "animation-delay",
    )),
    "offset": frozenset(("offset-path", "offset-distance")),
    "text-decoration": frozenset(("text-decoration-thickness", "text-decoration-line")),
}  # fmt: skip
# What is named by the way lines run, in a text that runs from left to right.
_ALIASES = {
    "overflow-block": "overflow-y",
    "overflow-inline": "overflow-x",
    "padding-block-start": "padding-top",
    "padding-block-end": "padding-bottom",
    "padding-inline-start": "padding-left",
}
_HANDED_DOWN = (
    "--", "color", "direction", "display", "fill", "font", "letter-", "line-height", "stroke",
    "text-indent", "text-shadow", "text-wrap", "visibility", "white-space", "word-",
    "-webkit-text-",
)  # fmt: skip
_KEPT = frozenset(("inherit", "initial", "unset", "revert", "revert-layer", "none"))
_DISPLAYS = frozenset(
    (
        *("block", "inline", "inline-block", "contents", "flex", "inline-flex", "grid"),
        *("inline-grid", "table", "inline-table", "table-row", "table-cell", "table-caption"),
        *("table-row-group", "table-header-group", "table-footer-group", "table-column"),
        *("table-column-group", "list-item", "math", "flow", "flow-root", "ruby", "ruby-text"),
    )
)
_VISIBILITIES = frozenset(("visible", "hidden", "collapse"))


def is_important(declaration: str) -> bool:
    """Whether a declaration is marked to win over others."""
    return "!" in declaration and _IMPORTANT.search(declaration) is not None


def important_of(style: str) -> str:
    """Those of a style's declarations that are important."""
    return ";".join(filter(is_important, _parts(_COMMENT.sub("", style))))


def declarations(style: str, longest: int = _LONGEST) -> dict[str, str]:
    """The declarations of a style that hold, in small letters, without comments and `!important`.

    Of several with one name that is the last one, unless an earlier one is important or the last
    says nothing. A style that is longer than `longest` is taken to hide its text.
    """
    if len(style) > longest:
        return {"display": "none"}
    plain = _COMMENT.sub("", style).lower()
    if "\\" in plain:
        plain = _ESCAPE.sub(_letter, plain)
    found: dict[str, str] = {}
    strong: set[str] = set()
    for part in _parts(plain):
        name, _, value = part.partition(":")
        name = name.strip()
        if not value and not name.startswith("--"):
            continue
        if name.removeprefix(_MAKER) in _SAME_WITH_MAKER:
            name = name.removeprefix(_MAKER)
        name = _ALIASES.get(name, name)
        if is_important(value):
            value = _IMPORTANT.sub("", value)
            strong.add(name)
        elif name in strong:
            continue
        value = value.strip()
        if "(" in value and "var(" not in value:
            value = worked_out(value, of_type=name in _OF_TYPE)
        told = {name: value}
        if name == "padding-block":
            sides = value.split() or [""]
            told = {"padding-top": sides[0], "padding-bottom": sides[-1]}
        if name not in found or _says_something(name, value):
            lay_over(found, told, kept=strong)
    return found


def handed_down(style: Mapping[str, str]) -> Mapping[str, str]:
    """The style of an element, of which one without a box of its own only has what it hands down
    to what is within it."""
    if style.get("display") != "contents":
        return style
    return {name: value for name, value in style.items() if name.startswith(_HANDED_DOWN)}


def lay_over(
    style: MutableMapping[str, str], other: Mapping[str, str], kept: Iterable[str] = ()
) -> None:
    """Put other declarations over those of a style: the name of several takes the place of each of
    them, unless that is among those to be kept."""
    for name, value in other.items():
        if name == "all":
            gone = {each for each in style if not each.startswith("--")}
        else:
            gone = {name} | (_OF_SEVERAL.get(name, frozenset()) & style.keys())
        for each in gone.difference(kept):
            style.pop(each, None)
        style[name] = value


def _parts(style: str) -> list[str]:
    """The declarations of a style; a semicolon within brackets ends none."""
    if "(" not in style:
        return style.split(";")
    if "if(" in style:
        return _parts_of_choices(style)
    return _IN_BRACKETS.sub(lambda found: found[0].replace(";", " "), style).split(";")


def _parts_of_choices(style: str) -> list[str]:
    """The declarations of a style whose values have semicolons of their own."""
    parts = [""]
    depth = 0
    for piece in _BRACKET.split(style):
        depth = max(0, depth + (piece == "(") - (piece == ")"))
        if piece == ";" and depth == 0:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _says_something(name: str, value: str) -> bool:
    """Whether a browser heeds a declaration: a word that is no value of that name is passed
    over."""
    if value in _KEPT:
        return True
    match name:
        case "display":
            return all(word in _DISPLAYS or word[0] == "-" for word in value.split())
        case "visibility":
            return value in _VISIBILITIES
        case "color" | "background-color":
            if "(" in value:
                return value.count("(") == value.count(")")
            return painted(value, over=BLACK, kept=BLACK) is not None
        case "opacity" | "font-size" | "width" | "height" if _WORD.fullmatch(value):
            return value in ("auto", "smaller", "larger") or "small" in value or "large" in value
    return True


def _letter(escape: re.Match[str]) -> str:
    """The letter that an escape stands for, unless it would end a declaration."""
    if not escape[1]:
        letter = escape[2]
    else:
        letter = chr(min(int(escape[1], 16), 0x10FFFF)).lower()
    if letter in ";:" or _CONTROL.match(letter):
        return "_"
    return letter
