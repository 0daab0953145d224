"""The page's own style sheets, as far as they can hide a text.

arXiv's own style sheets are separate files and hide nothing an author can reach; what the public
one that its pages link can hide is in `core.pages.html.linked`. A `<style>` element within a page
can hide a text, too: its rules are matched by the HTML parser's own selector engine, and
`core.pages.html.visibility` judges what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from core.pages.html.animations import Animated, without_hiding
from core.pages.html.containers import answered
from core.pages.html.covers import covers, ground_of
from core.pages.html.declared import declarations, important_of, is_important, lay_over
from core.pages.html.linked import embedded, linked
from core.pages.html.media import holds
from core.pages.html.rules import Rule, rank_of, rules_of, tells
from core.pages.html.values import (
    Attributes,
    Style,
    Values,
    functions_of,
    initial_of,
    is_open,
    variables_of,
)

_STYLES = "text/css"
_RULES = 5000  # rules looked at that could hide something; arXiv's own pages have some ten
_LONGEST = 1000  # characters of one selector
_MOST = 500_000  # times the rules may name an element; it bounds the time a page can cost
_MOST_CONTAINERS = 50
_MOST_WAITING = 100  # rules that wait for a script
_MOST_STYLES = 1_000  # with variables, that are remembered
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
    (re.compile(r":-webkit-any\("), ":is("),
    (re.compile(r":scope\b"), ":root"),
    # What holds for nothing while a page is read.
    (
        re.compile(
            r":(?:visited|modal|popover-open|fullscreen|picture-in-picture|(?:user-)?invalid|"
            r"(?:-webkit-)?autofill|focus-visible|focus-within|state\([\w-]{1,50}\))(?![\w-])"
        ),
        ":not(*)",
    ),
)
_UNKNOWN_PARTS = (
    ":not(:t", ":dir(", ":lang(", ":defined", ":open", ":enabled", ":scope", ":vis",
    ":modal", ":pop", ":full", ":pict", ":inv", ":user-", ":auto", ":-webkit-", ":focus-",
    ":state(",
)  # fmt: skip


class Sheets:
    """What the style sheets say of each element; empty, and without cost, where there are none."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        sheets = [linked(tree)]
        sheets += [node.text() for node in tree.css("style") if _is_for_screens(node)]
        text = "\n".join(sheets)
        if "data:" in text or b"data:text/css" in (tree.raw_html or b""):
            text = f"{embedded(tree, text)}\n{text}"
        if "@container" in text:
            text = answered(text, _styles_of_containers(tree))
        rules = list(islice((rule for rule in rules_of(text) if rule.counts), _RULES))
        self._said: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        animated = [rule for rule in rules if rule.animation]
        self._animated = Animated(animated) if animated else None
        telling = [rule for rule in rules if not rule.animation]
        waiting = _Waiting(tree, telling)
        left = _MOST
        named: list[tuple[Rule, list[LexborNode]]] = []
        self._resolved: dict[tuple[tuple[tuple[str, str], ...], ...], Style] = {}
        self._initial = initial_of(text)
        self._functions = functions_of(text)
        self.laid: list[LexborNode] = []
        """The elements that may lie over others by what a sheet says."""
        self.covered: set[int] = set()
        """The numbers of elements that something is drawn over."""
        for rule in sorted(telling, key=lambda rule: (rule.layer, rank_of(rule.selector))):
            if left <= 0:
                break
            part = _PART.search(rule.selector)
            nodes = _matched(tree, rule.selector.removesuffix(part[0] if part else ""))[:left]
            left -= len(nodes)
            said = _telling(rule.plain)
            if part and part[1] in _DRAWN_PARTS:
                if "content" in rule.plain and covers(rule.plain):
                    self.covered.update(node.mem_id for node in nodes)
                if "content" not in rule.plain or not (ground := ground_of(rule.plain)):
                    continue
                said = {"background-color": ground}
            elif part:
                said = {name: value for name, value in said.items() if name in _OF_LETTERS}
            if nodes and waiting.shows_later(rule):
                said = without_hiding(said)
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
            values = Values(
                {**variables, **variables_of(style)}, self._initial, attributes, self._functions
            )
            known = {name: values.put_in(name, value) for name, value in style.items()}
            if len(self._resolved) >= _MOST_STYLES:
                self._resolved.clear()
            if not any("attr(" in value for value in style.values()):
                self._resolved[key] = known
        return known

    def __bool__(self) -> bool:
        return bool(self._said or self._animated is not None or self.covered)

    def style(self, node: LexborNode, inline: Style, variables: Style) -> Style:
        """The element's style from sheets and its own attribute, with the variables put in that
        hold where it stands; its own are part of it."""
        plain, strong = self._said.get(node.mem_id, ({}, {}))
        said = dict(plain)
        lay_over(said, inline)
        lay_over(said, strong)
        own = node.attributes.get("style") or ""
        if strong and is_important(own):
            lay_over(said, _telling(declarations(important_of(own))))
        style: Style = said
        if any(map(is_open, style.values())):
            style = self.with_variables(style, variables, node.attributes)
        return style if self._animated is None else self._animated.seen(style)


class _Waiting:
    """The rules of a page that show something as soon as a script has put its class there.

    Those of another page, whose rules all apply as they are, are none.
    """

    def __init__(self, tree: LexborHTMLParser, rules: Iterable[Rule]) -> None:
        self._subjects: list[str] = []
        if tree.css_first("script") is None:
            return
        for rule in rules:
            if len(self._subjects) >= _MOST_WAITING:
                break
            if rule.shows and not _matched(tree, rule.selector):
                self._subjects.append(_subject(rule.selector))

    def shows_later(self, rule: Rule) -> bool:
        """Whether what that rule hides is shown by one of them."""
        mine = _subject(rule.selector)
        return any(
            other == mine or (other.startswith(mine) and other[len(mine)] in ".[:#")
            for other in self._subjects
        )


def _subject(selector: str) -> str:
    """The last part of a selector, which says what it is about."""
    return re.split(r"[\s>+~]+", selector.strip())[-1]


def _styles_of_containers(tree: LexborHTMLParser) -> list[str]:
    """The styles that make elements containers or set variables, of those that elements have of
    their own."""
    nodes = islice(tree.css('[style*="container" i], [style*="--"]'), _MOST_CONTAINERS)
    return [node.attributes.get("style") or "" for node in nodes]


def _is_for_screens(sheet: LexborNode) -> bool:
    """Whether a sheet counts for a reader at a screen, in a browser that runs scripts."""
    said = sheet.attributes
    if (said.get("type") or _STYLES).lower() != _STYLES or not holds(said.get("media") or "all"):
        return False
    above = sheet.parent
    return above is None or above.tag != "noscript"


def _telling(declared: dict[str, str]) -> dict[str, str]:
    """Those of the declarations that can hide something, which are few, and variables."""
    return {name: value for name, value in declared.items() if tells(name, value)}


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
