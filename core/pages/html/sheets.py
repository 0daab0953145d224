"""The page's own style sheets, as far as they can hide a text.

arXiv's style sheets are separate files and hide nothing an author can reach. A `<style>` element
within a page can: its rules are matched by the HTML parser's own selector engine, and
`core.pages.html.visibility` judges what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

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
_Rule = tuple[str, dict[str, str], dict[str, str]]
"""A selector, its declarations, and those of them that are `!important`."""


class Sheets:
    """What the style sheets say of each element. Empty, and without cost, for a page that has
    none."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        sheet = "\n".join(node.text() for node in tree.css("style"))
        told = (
            rule
            for rule in _rules(sheet)
            if any(name in TELLING or name.startswith("--") for name in rule[1])
        )
        rules = list(islice(told, _RULES))
        self._variables = {
            name: value if len(value) <= _VALUE else _UNKNOWN
            for _, plain, _ in rules
            for name, value in plain.items()
            if name.startswith("--")
        }
        self._said: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        telling = [rule for rule in rules if TELLING & rule[1].keys()]
        left = _MOST
        for selector, plain, strong in sorted(telling, key=lambda rule: _rank(rule[0])):
            if left <= 0:
                break
            nodes = _matched(tree, selector)[:left]
            left -= len(nodes)
            for node in nodes:
                said = self._said.setdefault(node.mem_id, ({}, {}))
                said[0].update(_telling(plain))
                said[1].update(_telling(strong))

    def __bool__(self) -> bool:
        return bool(self._said or self._variables)

    def style(self, node: LexborNode, inline: Style) -> Style:
        """The element's style from sheets and its own attribute, variables put in."""
        plain, strong = self._said.get(node.mem_id, ({}, {}))
        return {
            name: self._resolved(value) for name, value in {**plain, **inline, **strong}.items()
        }

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


def _telling(declared: dict[str, str]) -> dict[str, str]:
    """Those of the declarations that can hide something, which are few."""
    return {name: value for name, value in declared.items() if name in TELLING}


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules that apply on a screen, those within `@media`, `@supports`, `@layer` and other
    rules too."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)|<!--|-->", " ", sheet, flags=re.DOTALL)
    sheet = re.sub(
        r"\"[^\"\n]*\"|'[^'\n]*'", lambda quoted: re.sub(r"[{};]", " ", quoted[0]), sheet
    )
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
        return _Block(
            head.replace("&", around) if "&" in head else f"{around} {head}", self.applies
        )

    def rules(self) -> Iterator[_Rule]:
        """A rule for each selector of the list."""
        if not self.selector or not self.applies or not self.body:
            return
        plain = declarations(";".join(self.body), _BODY)
        strong = declarations(
            ";".join(part for part in self.body if "!important" in part.lower()), _BODY
        )
        apart = r",(?![^(]*\))" if len(self.selector) < _LONGEST else ","
        for selector in re.split(apart, self.selector):
            yield selector.strip(), plain, strong


def _applies(head: str) -> bool:
    """Whether a conditional block counts: yes, unless it is known not to hold for a reader at a
    screen."""
    head = head.lower()
    if not head.startswith("@media"):
        return not head.startswith(("@keyframes", "@-webkit-keyframes", "@font"))
    if (
        re.search(r"\bprint\b|\bspeech\b|scheme:\s*dark|forced-colors:\s*active", head)
        and "not " not in head
    ):
        return False
    bounds = re.findall(r"\b(min|max)-width:\s*([\d.]+)(px|r?em)", head)
    return all(
        (float(number) * (1 if unit == "px" else 16) <= _WINDOW) is (bound == "min")
        for bound, number, unit in bounds
    )


def _matched(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    if not selector or len(selector) > _LONGEST:
        return []
    try:
        return tree.css(selector)
    except SelectolaxError:
        return []  # The same as a browser does with a selector it cannot read.


def _rank(selector: str) -> tuple[int, int, int]:
    """How specific a selector is: ids, then classes and the like, then elements."""
    classes = len(re.findall(r"[.\[]|(?<!:):(?!:)", selector))
    return (
        selector.count("#"),
        classes,
        len(re.findall(r"(?:^|[\s>+~])[a-z]", selector, re.IGNORECASE)),
    )
