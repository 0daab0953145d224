"""The rules of a style sheet that apply on a screen: selectors, and what they declare. Pure."""

# Tested in tests/core/pages/html/test_sheets.py.

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from core.pages.html.declared import declarations, important_of
from core.pages.html.lengths import lengths, share
from core.pages.html.media import holds, supported
from core.pages.html.telling import is_telling

_LONGEST_HEAD = 20_000  # characters of all the selectors of a rule
_BODY = 20_000  # characters of one rule's declarations, variables among them
_FAR = 100.0  # points; several such margins may add up
_LONGEST = 1000  # characters of one selector
_ANIMATION = re.compile(r"@(?:-\w++-)?keyframes\s++[\"']?([\w-]{1,100}+)", re.IGNORECASE)
_LAST_FRAME = re.compile(r"\bto\b|\b100(?:\.0{1,9})?%", re.IGNORECASE)
_FIRST_FRAME = re.compile(r"\bfrom\b|(?<![\d.])0%", re.IGNORECASE)
FROM, AMID, TO = "from", "amid", "to"
"""The selectors of the rules for an animation's beginning, its end, and what is between."""
_LAYER = re.compile(r"@layer\b\s*+([\w\s,.-]{0,500}+)", re.IGNORECASE)
Layer = tuple[float, ...]
"""The place of a layer: one number for each layer that it is in."""
_UNLAYERED: Layer = (math.inf,)
_DEEPEST = 10  # layers within layers
_SCOPE = re.compile(
    r"@scope\s*+\(((?:[^()]|\([^()]{0,99}\)){1,200})\)"
    r"(?:\s*+to\s*+\(((?:[^()]|\([^()]{0,99}\)){1,200})\))?",
    re.IGNORECASE,
)
_WEIGHTLESS = re.compile(r":where\((?:[^()]|\([^()]{0,500}\)){0,500}\)")
_GROUPS = re.compile(r":(?:is|not|has)\(")


class Rule(NamedTuple):
    """A selector, its declarations, and those of them that are `!important`.

    `animation` is the name of the animation whose end the rule describes, "" for others; `layer`
    the place of its `@layer`, of which the later ones win, and what is in none over all of them.
    """

    selector: str
    plain: dict[str, str]
    strong: dict[str, str]
    animation: str = ""
    layer: Layer = _UNLAYERED

    @property
    def shows(self) -> bool:
        """Whether it makes something seen that another rule may hide."""
        opacity = share(self.plain.get("opacity", ""))
        return (
            self.plain.get("visibility") == "visible"
            or (opacity is not None and opacity > 0.5)
            or self.plain.get("display", "none") != "none"
        )

    @property
    def counts(self) -> bool:
        """Whether it sets a variable, or anything that can hide a text."""
        return any(tells(name, value) for name, value in self.plain.items())


def tells(name: str, value: str) -> bool:
    """Whether a declaration can hide something, or sets a variable that can.

    Nearly every sheet sets margins, and they hide only what they lead far away.
    """
    if name.startswith("margin"):
        return "var(" in value or any(abs(length) >= _FAR for length in lengths(value))
    if name == "line-height":
        return lengths(value)[:1] == [0.0]
    return is_telling(name, value)


def rules_of(sheet: str) -> Iterator[Rule]:
    """The rules that apply on a screen, also those within `@media`, `@layer` and other rules."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)|<!--|-->", " ", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", _without_braces, sheet)
    open_blocks = [_Block("", applies=True)]
    layers = _Layers()
    pieces = re.split(r"([{};])", sheet)
    is_stray = False  # A brace that closes nothing belongs to the selector behind it.
    for text, sign in zip(pieces[::2], [*pieces[1::2], "}"], strict=True):
        layer = _LAYER.match(text.strip())
        around = open_blocks[-1].path
        paths: list[tuple[str, ...]] = []
        if layer and sign != "}":
            paths = [layers.named(around, name.strip()) for name in layer[1].split(",")]
        if sign == "{":
            # What a rule says before another one within it comes before that.
            yield from open_blocks[-1].rules()
            open_blocks[-1].body.clear()
            block = open_blocks[-1].within(text.strip())
            if is_stray:
                block, is_stray = replace(block, applies=False), False
            if paths:
                block = replace(block, path=paths[-1], layer=layers.place(paths[-1]))
            open_blocks.append(block)
            continue
        open_blocks[-1].body.append(text)
        if sign == "}" and len(open_blocks) > 1:
            yield from open_blocks.pop().rules()
        elif sign == "}":
            is_stray = True
    while open_blocks:
        yield from open_blocks.pop().rules()


class _Layers:
    """The layers of a sheet, by the names that lead to them, in the order in which they are
    named."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], int] = {}
        self._within: Counter[tuple[str, ...]] = Counter()

    def named(self, around: tuple[str, ...], name: str) -> tuple[str, ...]:
        """The path of a layer that is named within another; one without a name is of its own."""
        path = around
        for part in (name or f" {len(self._places)}").split(".")[:_DEEPEST]:
            path, parent = (*path, part), path
            if path not in self._places:
                self._places[path] = self._within[parent]
                self._within[parent] += 1
        return path

    def place(self, path: tuple[str, ...]) -> Layer:
        """Where it stands: what a layer says itself stands behind the layers within it."""
        places = (self._places[path[: end + 1]] for end in range(len(path)))
        return (*places, math.inf)


def _without_braces(quoted: re.Match[str]) -> str:
    return re.sub(r"[{};]", " ", quoted[0])


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between braces: for which selector, and whether that counts.

    `animation` is the name of the animation it is part of, `layer` the place of its layer, and
    `limit` what of its scope is out of it.
    """

    selector: str
    applies: bool
    body: list[str] = field(default_factory=list)
    animation: str = ""
    layer: Layer = _UNLAYERED
    path: tuple[str, ...] = ()
    limit: str = ""

    def within(self, head: str) -> _Block:
        """The block that head opens: one under a condition goes on with the selector around it."""
        if len(head) > _LONGEST_HEAD:
            return _Block("", applies=False)
        animation = _ANIMATION.match(head)
        if animation:
            return _Block("", applies=False, animation=animation[1].lower())
        if self.animation:
            frames = (_FIRST_FRAME.search(head) and FROM, _LAST_FRAME.search(head) and TO)
            told = ",".join(frame for frame in frames if frame) or AMID
            return _Block(told, applies=bool(told), animation=self.animation)
        scope = _SCOPE.match(head)
        if scope:
            limit = f":not(:is({scope[1]}) :is({scope[2]}, {scope[2]} *))" if scope[2] else ""
            scoped = _Block(scope[1].strip(), self.applies, layer=self.layer, path=self.path)
            return replace(scoped, limit=limit)
        if head.startswith("@"):
            return _Block(
                self.selector, self.applies and _applies(head), layer=self.layer, path=self.path
            )
        if not self.selector:
            return _Block(head, self.applies, layer=self.layer, path=self.path)
        if len(self.selector) > _LONGEST or not head:
            return _Block("", applies=False)
        around = f":is({self.selector})"
        head = head.replace(":scope", "&")
        if "&" in head:
            head = head.replace("&", around)
        else:
            head = f"{around} {head}"
        return _Block(head + self.limit, self.applies, layer=self.layer, path=self.path)

    def rules(self) -> Iterator[Rule]:
        """A rule for each selector of the list."""
        if not self.selector or not self.applies or not self.body:
            return
        plain = declarations(";".join(self.body), _BODY)
        strong = declarations(important_of(";".join(self.body)), _BODY)
        comma = ","
        if len(self.selector) < _LONGEST:
            comma = r",(?![^(]*\))"
        for selector in re.split(comma, self.selector):
            yield Rule(selector.strip(), plain, strong, self.animation, self.layer)


def _applies(head: str) -> bool:
    """Whether a conditional block counts: not if it cannot hold for a reader at a screen."""
    head = head.lower()
    if head.startswith("@media"):
        return holds(head.removeprefix("@media").strip())
    if head.startswith("@supports"):
        return supported(head.removeprefix("@supports").strip())
    # What is asked of containers was answered before; no other block says how an element looks.
    return head.startswith("@layer")


def rank_of(selector: str) -> tuple[int, int, int]:
    """How specific a selector is: ids, then classes and the like, then elements. What stands
    within brackets counts, and not what they are named."""
    selector = _GROUPS.sub(" (", _WEIGHTLESS.sub("", selector))
    ids = selector.count("#")
    classes = len(re.findall(r"[.\[]|(?<!:):(?!:)", selector))
    elements = len(re.findall(r"(?:^|[\s>+~])[a-z]", selector, re.IGNORECASE))
    return ids, classes, elements
