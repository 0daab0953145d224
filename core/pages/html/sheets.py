"""The page's own style sheets, as far as they can hide a text.

arXiv's own style sheets are separate files and hide nothing an author can reach; what the public
one that its pages link can hide is in `core.pages.html.linked`. A `<style>` element within a page
can hide a text, too: its rules are matched by the HTML parser's own selector engine, and
`core.pages.html.visibility` judges what they say.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from core.pages.html.covers import covers
from core.pages.html.declared import declarations, is_important, lay_over
from core.pages.html.lengths import lengths, share
from core.pages.html.linked import linked
from core.pages.html.media import holds, supported
from core.pages.html.telling import is_telling
from core.pages.html.values import Attributes, Style, Values, initial_of, is_open, variables_of

_RULES = 5000  # rules looked at that could hide something; arXiv's own pages have some ten
_LONGEST = 1000  # characters of one selector
_LONGEST_HEAD = 20_000  # characters of all the selectors of a rule
_MOST = 500_000  # times the rules may name an element; it bounds the time a page can cost
_BODY = 20_000  # characters of one rule's declarations, variables among them
_MOST_WAITING = 100  # rules that wait for a script
_FAR = 100.0  # points; several such margins may add up
_MOST_STYLES = 1_000  # with variables, that are remembered
_STAYING = frozenset(("forwards", "both"))
_ANIMATION = re.compile(r"@(?:-\w++-)?keyframes\s++[\"']?([\w-]{1,100}+)", re.IGNORECASE)
_LAST_FRAME = re.compile(r"\bto\b|\b100(?:\.0{1,9})?%", re.IGNORECASE)
_FIRST_FRAME = re.compile(r"\bfrom\b|(?<![\d.])0%", re.IGNORECASE)
_FROM, _TO = "from", "to"
_TIME = re.compile(r"(?<![\w.-])(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})(ms|s)\b")
_PATIENCE = 60.0  # seconds
_SETS_CONTAINERS = re.compile(r"\bcontainer(?:-type)?\s*+:", re.IGNORECASE)
# Every element has a style that can be asked for.
_ASKED_OF_CONTAINERS = re.compile(
    r"@container(?![^{}]{0,1000}style\()[^{}]{0,1000}+", re.IGNORECASE
)
_LAYER = re.compile(r"@layer\b\s*+([\w\s,.-]{0,500}+)", re.IGNORECASE)
Layer = tuple[float, ...]
_UNLAYERED: Layer = (math.inf,)
_DEEPEST = 10  # layers within layers
# Blocks that say nothing of how an element looks on a page.
_ELSEWHERE = ("@font", "@page", "@property", "@counter-style", "@starting-style", "@position-try")
# The parser finds nothing within one of these if no element is named with it.
_LEADING = re.compile(r"(?<![^\s>+~(,]):(?=(?:is|where)\()")
# Parts of an element that no element stands for.
_PART = re.compile(r"::?(first-line|before|after)$")
_DRAWN_PARTS = ("before", "after")
# What may be said of a first line.
_OF_LETTERS = frozenset((
    "color", "-webkit-text-fill-color", "font", "font-size", "letter-spacing", "word-spacing",
    "background", "background-color", "text-shadow", "text-decoration",
))  # fmt: skip
# What the parser does not know, and what a reader's browser makes of it.
_READ_AS = (
    (re.compile(r":not\(:target\)|:dir\(ltr\)|:defined"), ""),
    (re.compile(r":dir\(rtl\)"), "[dir=rtl]"),
    (re.compile(r":lang\(([\w-]{1,20})\)"), r":is([lang|=\1],[lang|=\1] *)"),
    (re.compile(r":open\b"), ":is(details,dialog)[open]"),
    (re.compile(r":enabled"), ":is(button,input,select,textarea):enabled"),
)
_UNKNOWN_PARTS = (":not(:t", ":dir(", ":lang(", ":defined", ":open", ":enabled")
_SCOPE = re.compile(
    r"@scope\s*+\(((?:[^()]|\([^()]{0,99}\)){1,200})\)"
    r"(?:\s*+to\s*+\(((?:[^()]|\([^()]{0,99}\)){1,200})\))?",
    re.IGNORECASE,
)
_WEIGHTLESS = re.compile(r":where\((?:[^()]|\([^()]{0,500}\)){0,500}\)")
_GROUPS = re.compile(r":(?:is|not|has)\(")


class _Rule(NamedTuple):
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
        return any(_tells(name, value) for name, value in self.plain.items())


class Sheets:
    """What the style sheets say of each element; empty, and without cost, where there are none."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        sheets = [linked(tree)]
        sheets += [node.text() for node in tree.css("style") if _is_for_screens(node)]
        text = "\n".join(sheets)
        if "@container" in text and not _has_containers(tree, text):
            text = _ASKED_OF_CONTAINERS.sub("@media not all", text)
        rules = list(islice((rule for rule in _rules(text) if rule.counts), _RULES))
        self._said: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        # The animations at whose end a text is seen.
        animated = [rule for rule in rules if rule.animation]
        ends = [rule for rule in animated if rule.selector == _TO]
        self._showing = {rule.animation for rule in ends if rule.shows}
        # How those end that do not show it, and how they begin.
        self._ends = {rule.animation: rule.plain for rule in ends if not rule.shows}
        begins = [rule for rule in animated if rule.selector == _FROM]
        self._begins = {rule.animation: rule.plain for rule in begins}
        telling = [rule for rule in rules if not rule.animation]
        waiting = _Waiting(tree, telling)
        left = _MOST
        named: list[tuple[_Rule, list[LexborNode]]] = []
        self._resolved: dict[tuple[tuple[tuple[str, str], ...], ...], Style] = {}
        self._initial = initial_of(text)
        self.laid: list[LexborNode] = []
        """The elements that may lie over others by what a sheet says."""
        self.covered: set[int] = set()
        """The numbers of elements that something is drawn over."""
        for rule in sorted(telling, key=lambda rule: (rule.layer, _rank(rule.selector))):
            if left <= 0:
                break
            part = _PART.search(rule.selector)
            nodes = _matched(tree, rule.selector.removesuffix(part[0] if part else ""))[:left]
            left -= len(nodes)
            said = _telling(rule.plain)
            if part and part[1] in _DRAWN_PARTS:
                if "content" in rule.plain and covers(rule.plain):
                    self.covered.update(node.mem_id for node in nodes)
                continue
            if part:
                said = {name: value for name, value in said.items() if name in _OF_LETTERS}
            if nodes and waiting.shows_later(rule):
                said = _without_hiding(said)
            if said.get("position") in ("absolute", "fixed"):
                self.laid += nodes
            for node in nodes:
                plain, _ = self._said.setdefault(node.mem_id, ({}, {}))
                lay_over(plain, said)
            if nodes and rule.strong:
                named.append((rule, nodes))
        # Of what is important the first layer wins.
        for rule, nodes in sorted(named, key=lambda each: each[0].layer, reverse=True):
            for node in nodes:
                lay_over(self._said[node.mem_id][1], _telling(rule.strong))

    def with_variables(self, style: Style, variables: Style, attributes: Attributes) -> Style:
        """The style with the variables put in; elements of one class are told once."""
        key = (tuple(style.items()), tuple(variables.items()))
        known = self._resolved.get(key)
        if known is None:
            values = Values({**variables, **variables_of(style)}, self._initial, attributes)
            known = {name: values.put_in(name, value) for name, value in style.items()}
            if len(self._resolved) >= _MOST_STYLES:
                self._resolved.clear()
            if not any("attr(" in value for value in style.values()):
                self._resolved[key] = known
        return known

    def __bool__(self) -> bool:
        return bool(self._said or self._showing or self._ends or self._begins or self.covered)

    def style(self, node: LexborNode, inline: Style, variables: Style) -> Style:
        """The element's style from sheets and its own attribute, with the variables put in that
        hold where it stands; its own are part of it."""
        plain, strong = self._said.get(node.mem_id, ({}, {}))
        said = dict(plain)
        lay_over(said, inline)
        lay_over(said, strong)
        style: Style = said
        if any(map(is_open, style.values())):
            style = self.with_variables(style, variables, node.attributes)
        if not self._showing and not self._ends and not self._begins:
            return style
        animations = _animations(style)
        if _is_waiting(style, animations):
            for name in animations & self._begins.keys():
                style = {**style, **self._begins[name]}
            return style
        if animations & self._showing:
            style = _without_hiding(style)
        if animations & _STAYING:
            for name in animations & self._ends.keys():
                style = {**style, **self._ends[name]}
        return style


def _animations(style: Style) -> set[str]:
    """The words of an element's animations, their names and whether their end stays among them."""
    names = ("animation", "animation-name", "animation-fill-mode")
    said = " ".join(style.get(name, "") for name in names)
    return set(said.replace(",", " ").split())


def _is_waiting(style: Style, animations: set[str]) -> bool:
    """Whether an animation stands at its beginning for longer than anybody looks at it."""
    if "paused" in animations or style.get("animation-play-state") == "paused":
        return True
    names = ("animation", "animation-duration", "animation-delay")
    told = " ".join(style.get(name, "") for name in names)
    seconds = [
        float(number) / (1000 if unit == "ms" else 1) for number, unit in _TIME.findall(told)
    ]
    return max(seconds, default=0.0) >= _PATIENCE


def _without_hiding(style: Style) -> dict[str, str]:
    """The style without what a script or an animation undoes."""
    kept = dict(style)
    if style.get("display") == "none":
        del kept["display"]
    for name in ("visibility", "opacity"):
        kept.pop(name, None)
    return kept


class _Waiting:
    """The rules of a page that show something as soon as a script has put its class there.

    Those of another page, whose rules all apply as they are, are none.
    """

    def __init__(self, tree: LexborHTMLParser, rules: Iterable[_Rule]) -> None:
        self._subjects: list[str] = []
        if tree.css_first("script") is None:
            return
        for rule in rules:
            if len(self._subjects) >= _MOST_WAITING:
                break
            if rule.shows and not _matched(tree, rule.selector):
                self._subjects.append(_subject(rule.selector))

    def shows_later(self, rule: _Rule) -> bool:
        """Whether what that rule hides is shown by one of them."""
        mine = _subject(rule.selector)
        return any(
            other == mine or (other.startswith(mine) and other[len(mine)] in ".[:#")
            for other in self._subjects
        )


def _subject(selector: str) -> str:
    """The last part of a selector, which says what it is about."""
    return re.split(r"[\s>+~]+", selector.strip())[-1]


def _has_containers(tree: LexborHTMLParser, sheets: str) -> bool:
    """Whether an element may be a container: of none other can a sheet ask anything."""
    if _SETS_CONTAINERS.search(sheets):
        return True
    return tree.css_first('[style*="container" i]') is not None


def _is_for_screens(sheet: LexborNode) -> bool:
    """Whether a sheet counts for a reader at a screen."""
    media = sheet.attributes.get("media")
    return not media or holds(media)


def _telling(declared: dict[str, str]) -> dict[str, str]:
    """Those of the declarations that can hide something, which are few, and variables."""
    return {name: value for name, value in declared.items() if _tells(name, value)}


def _tells(name: str, value: str) -> bool:
    """Whether a declaration can hide something, or sets a variable that can.

    Nearly every sheet sets margins, and they hide only what they lead far away.
    """
    if name.startswith("margin"):
        return "var(" in value or any(abs(length) >= _FAR for length in lengths(value))
    if name == "line-height":
        return lengths(value)[:1] == [0.0]
    return is_telling(name, value)


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules that apply on a screen, also those within `@media`, `@layer` and other rules."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)|<!--|-->", " ", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", _without_braces, sheet)
    open_blocks = [_Block("", applies=True)]
    layers = _Layers()
    pieces = re.split(r"([{};])", sheet)
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
            if paths:
                block = replace(block, path=paths[-1], layer=layers.place(paths[-1]))
            open_blocks.append(block)
            continue
        open_blocks[-1].body.append(text)
        if sign == "}" and len(open_blocks) > 1:
            yield from open_blocks.pop().rules()
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
            if _LAST_FRAME.search(head):
                return _Block(_TO, applies=True, animation=self.animation)
            begins = bool(_FIRST_FRAME.search(head))
            return _Block(_FROM, applies=begins, animation=self.animation)
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
        if len(self.selector) > _LONGEST:
            return _Block("", applies=False)
        around = f":is({self.selector})"
        head = head.replace(":scope", "&")
        if "&" in head:
            head = head.replace("&", around)
        else:
            head = f"{around} {head}"
        return _Block(head + self.limit, self.applies, layer=self.layer, path=self.path)

    def rules(self) -> Iterator[_Rule]:
        """A rule for each selector of the list."""
        if not self.selector or not self.applies or not self.body:
            return
        plain = declarations(";".join(self.body), _BODY)
        important = [part for part in self.body if is_important(part)]
        strong = declarations(";".join(important), _BODY)
        comma = ","
        if len(self.selector) < _LONGEST:
            comma = r",(?![^(]*\))"
        for selector in re.split(comma, self.selector):
            yield _Rule(selector.strip(), plain, strong, self.animation, self.layer)


def _applies(head: str) -> bool:
    """Whether a conditional block counts: not if it cannot hold for a reader at a screen."""
    head = head.lower()
    if head.startswith("@media"):
        return holds(head.removeprefix("@media").strip())
    if head.startswith("@supports"):
        return supported(head.removeprefix("@supports").strip())
    if head.startswith("@container"):
        # A name stands before the condition; what is asked of a style is not known.
        asked = re.search(r"(?:\bnot\s*+)?\(.*", head)
        return "style(" in head or asked is None or holds(asked[0])
    return not head.startswith(_ELSEWHERE)


def _matched(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not selector or len(selector) > _LONGEST:
        return []
    if any(part in selector for part in _UNKNOWN_PARTS):
        for unknown, read in _READ_AS:
            selector = unknown.sub(read, selector) or "*"
    try:
        return tree.css(_LEADING.sub("*:", selector))
    except SelectolaxError:
        return []  # The same as a browser does with a selector it cannot read.


def _rank(selector: str) -> tuple[int, int, int]:
    """How specific a selector is: ids, then classes and the like, then elements. What stands
    within brackets counts, and not what they are named."""
    selector = _GROUPS.sub(" (", _WEIGHTLESS.sub("", selector))
    ids = selector.count("#")
    classes = len(re.findall(r"[.\[]|(?<!:):(?!:)", selector))
    elements = len(re.findall(r"(?:^|[\s>+~])[a-z]", selector, re.IGNORECASE))
    return ids, classes, elements
