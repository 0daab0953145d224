"""What a style sheet asks of the boxes around an element (`@container`), and the answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from core.pages.html.declared import declarations
from core.pages.html.lengths import length_of, share
from core.pages.html.media import HEIGHT, WIDTH, holds

_MOST = 50  # containers that are told apart
_MOST_QUESTIONS = 200
_EM = 16.0  # pixels
_BLOCK = re.compile(
    r"\{([^{}]{0,5000}\bcontainer(?:-type|-name)?\s*+:[^{}]{0,5000})\}", re.IGNORECASE
)
_HEAD = re.compile(
    r"@container\s*+((?!not\b|style\(|scroll-state\()[a-z_-][\w-]{0,100}+)?([^{};]{0,1000}+)",
    re.IGNORECASE,
)
_STYLE = re.compile(r"style\(\s*+(--[\w-]{1,100}+)\s*+(?::([^()]{0,200}))?\)", re.IGNORECASE)
_UNREAD = re.compile(
    r"(?:style|scroll-state|anchored)\((?:[^()]|\([^()]{0,200}\)){0,500}\)", re.IGNORECASE
)
_FEATURE = re.compile(r"\(([^()]{0,200})\)")
_LENGTH = re.compile(r"(?<![\w.])(\d{1,9}(?:\.\d{1,9})?)(px|r?em|pt)")
_YES, _NO = "(min-width:0px)", "(max-width:0px)"
_SIDES = (("width", "inline-size", WIDTH), ("height", "block-size", HEIGHT))


class _Container(NamedTuple):
    """A box that can be asked: its names, and how wide and high it is, where that is said."""

    names: frozenset[str]
    sizes: tuple[float | None, float | None]


def answered(sheets: str, inline: Iterable[str]) -> str:
    """The sheets with `@media` in the place of what they ask of containers; `inline` are the styles
    that elements have of their own, where they may make containers or set variables."""
    bodies = [*inline, *_BLOCK.findall(sheets)[:_MOST]]
    containers = [_container(body) for body in bodies if "container" in body.lower()][:_MOST]
    everything = "\n".join([sheets, *(f"{{{body}}}" for body in bodies)]).lower()
    everything = _STYLE.sub("", everything)
    left = _MOST_QUESTIONS

    def answer(found: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        if left < 0:
            return "@media all"
        name, condition = (found[1] or "").lower(), _of_styles(found[2].lower(), everything)
        if _is_asked_of_styles_alone(found[2]):
            asked = [condition]  # Every element has a style.
        else:
            named = [each for each in containers if not name or name in each.names]
            asked = [_as_for_window(condition, each) for each in named]
        is_true = any(not each.strip() or holds(each.strip()) for each in asked)
        return "@media all" if is_true else "@media not all"

    return _HEAD.sub(answer, sheets)


def _container(body: str) -> _Container:
    style = declarations(body, longest=10_000)
    both = style.get("container", "").partition("/")
    names = style.get("container-name", both[0]).split()
    kind = style.get("container-type", both[2]).split()
    sizes: list[float | None] = []
    for side, other, _ in _SIDES:
        said = style.get(side) or style.get(other) or style.get(f"max-{side}", "")
        size = None
        if said.endswith("%") and side == "width":
            size = WIDTH * (share(said) or 0.0)
        elif "%" not in said and (side == "width" or "size" in kind):
            size = length_of(said, _EM)
        sizes.append(size)
    return _Container(frozenset(names), (sizes[0], sizes[1]))


def _is_asked_of_styles_alone(condition: str) -> bool:
    return "style(" in condition.lower() and not _FEATURE.search(_STYLE.sub("", condition))


def _of_styles(condition: str, sheets: str) -> str:
    """The condition with an answer in the place of what it asks of styles: whether any element has
    that variable, and of that value."""

    def answer(found: re.Match[str]) -> str:
        value = re.escape((found[2] or "").strip())
        told = rf"(?<![\w-]){re.escape(found[1])}\s*+:\s*+{value}\s*+[;}}]" if value else ""
        pattern = told or rf"(?<![\w-]){re.escape(found[1])}\s*+:"
        return _YES if re.search(pattern, sheets) else _NO

    # What a scroll does is not done when a page is opened.
    return _UNREAD.sub(_NO, _STYLE.sub(answer, condition))


def _as_for_window(condition: str, container: _Container) -> str:
    """The condition with its lengths as large as they would be if the box were the window."""
    return _FEATURE.sub(lambda found: f"({_scaled(found[1], container)})", condition)


def _scaled(feature: str, container: _Container) -> str:
    for (side, other, window), size in zip(_SIDES, container.sizes, strict=True):
        if size and (side in feature or other in feature):
            return _LENGTH.sub(partial(_grown, factor=window / size), feature)
    return feature


def _grown(length: re.Match[str], factor: float) -> str:
    return f"{float(length[1]) * factor:.3f}{length[2]}"
