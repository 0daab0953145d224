"""The page's own style sheets, as far as they can hide a text.

arXiv's style sheets are separate files and hide nothing an author can reach. A `<style>` element
within a page can: its rules are matched by the HTML parser's own selector engine, and
`core.pages.html.visibility` judges what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from core.pages.html.visibility import TELLING, declarations

_RULES = 5000  # rules looked at that could hide something; arXiv's own pages have some ten
_LONGEST = 1000  # characters of one selector
_LONGEST_HEAD = 20_000  # characters of all the selectors of a rule
_WINDOW = 1280.0  # pixels the page is taken to be wide
_MOST = 500_000  # times the rules may name an element; it bounds the time a page can cost
_BODY = 20_000  # characters of one rule's declarations, variables among them
_VALUE = 500  # characters of a variable's value; what is longer is no colour or size
_UNKNOWN = "unknown"
_VARIABLE = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,([^()]*+))?\)")

Style = Mapping[str, str]


class _Rule(NamedTuple):
    """A selector, its declarations, and those of them that are `!important`."""

    selector: str
    plain: dict[str, str]
    strong: dict[str, str]

    @property
    def counts(self) -> bool:
        """Whether it sets a variable, or anything that can hide a text."""
        return any(name in TELLING or name.startswith("--") for name in self.plain)


class Sheets:
    """What the style sheets say of each element; empty, and without cost, where there are none."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        sheet = "\n".join(node.text() for node in tree.css("style"))
        rules = list(islice((rule for rule in _rules(sheet) if rule.counts), _RULES))
        self._variables = _variables(rules)
        self._said: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        telling = [rule for rule in rules if TELLING & rule.plain.keys()]
        left = _MOST
        for rule in sorted(telling, key=lambda rule: _rank(rule.selector)):
            if left <= 0:
                break
            nodes = _matched(tree, rule.selector)[:left]
            left -= len(nodes)
            for node in nodes:
                plain, strong = self._said.setdefault(node.mem_id, ({}, {}))
                plain.update(_telling(rule.plain))
                strong.update(_telling(rule.strong))

    def __bool__(self) -> bool:
        return bool(self._said or self._variables)

    def style(self, node: LexborNode, inline: Style) -> Style:
        """The element's style from sheets and its own attribute, variables put in."""
        plain, strong = self._said.get(node.mem_id, ({}, {}))
        style = {**plain, **inline, **strong}
        return {name: self._resolved(value) for name, value in style.items()}

    def _resolved(self, value: str) -> str:
        for _ in range(3):
            if "var(" not in value:
                break
            value = _VARIABLE.sub(self._variable, value)
            if len(value) > _BODY:  # variables of variables of variables
                return _UNKNOWN
        return value

    def _variable(self, found: re.Match[str]) -> str:
        return self._variables.get(found[1], (found[2] or _UNKNOWN).strip())


def _variables(rules: Iterable[_Rule]) -> dict[str, str]:
    """The values of the page's variables; the last one of a name counts."""
    variables: dict[str, str] = {}
    for rule in rules:
        for name, value in rule.plain.items():
            if name.startswith("--"):
                variables[name] = value
                if len(value) > _VALUE:
                    variables[name] = _UNKNOWN
    return variables


def _telling(declared: dict[str, str]) -> dict[str, str]:
    """Those of the declarations that can hide something, which are few."""
    return {name: value for name, value in declared.items() if name in TELLING}


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules that apply on a screen, also those within `@media`, `@layer` and other rules."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)|<!--|-->", " ", sheet, flags=re.DOTALL)
    sheet = re.sub(r"\"[^\"\n]*\"|'[^'\n]*'", _without_braces, sheet)
    open_blocks = [_Block("", applies=True)]
    pieces = re.split(r"([{};])", sheet)
    for text, sign in zip(pieces[::2], [*pieces[1::2], "}"], strict=True):
        if sign == "{":
            open_blocks.append(open_blocks[-1].within(text.strip()))
            continue
        open_blocks[-1].body.append(text)
        if sign == "}" and len(open_blocks) > 1:
            yield from open_blocks.pop().rules()
    while open_blocks:
        yield from open_blocks.pop().rules()


def _without_braces(quoted: re.Match[str]) -> str:
    return re.sub(r"[{};]", " ", quoted[0])


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between braces: for which selector, and whether that counts."""

    selector: str
    applies: bool
    body: list[str] = field(default_factory=list)

    def within(self, head: str) -> _Block:
        """The block that head opens: one under a condition goes on with the selector around it."""
        if len(head) > _LONGEST_HEAD:
            return _Block("", applies=False)
        if head.startswith("@"):
            return _Block(self.selector, self.applies and _applies(head))
        if not self.selector:
            return _Block(head, self.applies)
        if len(self.selector) > _LONGEST:
            return _Block("", applies=False)
        around = f":is({self.selector})"
        if "&" in head:
            return _Block(head.replace("&", around), self.applies)
        return _Block(f"{around} {head}", self.applies)

    def rules(self) -> Iterator[_Rule]:
        """A rule for each selector of the list."""
        if not self.selector or not self.applies or not self.body:
            return
        plain = declarations(";".join(self.body), _BODY)
        important = [part for part in self.body if "!important" in part.lower()]
        strong = declarations(";".join(important), _BODY)
        comma = ","
        if len(self.selector) < _LONGEST:
            comma = r",(?![^(]*\))"
        for selector in re.split(comma, self.selector):
            yield _Rule(selector.strip(), plain, strong)


def _applies(head: str) -> bool:
    """Whether a conditional block counts: not if it cannot hold for a reader at a screen."""
    head = head.lower()
    if not head.startswith("@media"):
        return not head.startswith(("@keyframes", "@-webkit-keyframes", "@font"))
    elsewhere = re.search(r"\bprint\b|\bspeech\b|scheme:\s*dark|forced-colors:\s*active", head)
    if elsewhere and "not " not in head:
        return False
    for bound, number, unit in re.findall(r"\b(min|max)-width:\s*([\d.]+)(px|r?em)", head):
        width = float(number)
        if unit != "px":
            width *= 16
        at_least = bound == "min"
        if (width <= _WINDOW) is not at_least:
            return False
    return True


def _matched(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not selector or len(selector) > _LONGEST:
        return []
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []  # The same as a browser does with a selector it cannot read.


def _rank(selector: str) -> tuple[int, int, int]:
    """How specific a selector is: ids, then classes and the like, then elements."""
    ids = selector.count("#")
    classes = len(re.findall(r"[.\[]|(?<!:):(?!:)", selector))
    elements = len(re.findall(r"(?:^|[\s>+~])[a-z]", selector, re.IGNORECASE))
    return ids, classes, elements
