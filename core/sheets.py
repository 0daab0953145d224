"""The page's own style sheets, as far as they can hide a text.

arXiv's style sheets are separate files and hide nothing an author can reach. A `<style>` element within a page can: its
rules are matched by the HTML parser's own selector engine, and `core.visibility` judges what they say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from core.visibility import TELLING, declarations

_RULES = 2000  # rules looked at; arXiv's own pages have some ten
_LONGEST = 1000  # characters of one selector
_WINDOW = 1280.0  # pixels the page is taken to be wide
_MOST = 100_000  # elements the rules may name together

Style = Mapping[str, str]
_Rule = tuple[str, dict[str, str], dict[str, str]]
"""A selector, its declarations, and those of them that are `!important`."""


class Sheets:
    """What the style sheets say of each element. Empty, and without cost, for a page that has none."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        rules = list(_rules("\n".join(node.text() for node in tree.css("style"))))[:_RULES]
        self._variables = {
            name: value for _, plain, _ in rules for name, value in plain.items() if name.startswith("--")
        }
        self._said: dict[int, tuple[dict[str, str], dict[str, str]]] = {}
        telling = [rule for rule in rules if TELLING & rule[1].keys()]
        for selector, plain, strong in sorted(telling, key=lambda rule: _rank(rule[0])):
            for node in _matched(tree, selector):
                if len(self._said) < _MOST:
                    said = self._said.setdefault(node.mem_id, ({}, {}))
                    said[0].update(plain)
                    said[1].update(strong)

    def __bool__(self) -> bool:
        return bool(self._said or self._variables)

    def style(self, node: LexborNode, inline: Style) -> Style:
        """The element's style from sheets and its own attribute, variables put in."""
        plain, strong = self._said.get(node.mem_id, ({}, {}))
        return {name: self._resolved(value) for name, value in {**plain, **inline, **strong}.items()}

    def _resolved(self, value: str) -> str:
        for _ in range(3):
            if "var(" not in value:
                break
            value = re.sub(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)", self._variable, value)
        return value

    def _variable(self, found: re.Match[str]) -> str:
        return self._variables.get(found[1], (found[2] or "unknown").strip())


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules that apply on a screen, those within `@media`, `@supports` and `@layer` too."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)|<!--|-->", " ", sheet, flags=re.DOTALL)
    skipped: list[bool] = []
    # A head, and what ends it: a block within a block, a rule's declarations, a statement, or a block's end.
    for found in re.finditer(r"([^{};]*)(?:(\{)(?=[^{}]*\{)|\{([^{}]*)\}?|[;}])", sheet):
        head = found[1].strip()
        if found[2]:
            skipped.append(not _applies(head))
        elif found[3] is None:
            if found[0].endswith("}") and skipped:
                skipped.pop()
        elif not any(skipped) and not head.startswith("@"):
            plain = declarations(found[3])
            strong = declarations(";".join(part for part in found[3].split(";") if "!important" in part.lower()))
            for selector in re.split(r",(?![^(]*\))", head):
                yield selector.strip(), plain, strong


def _applies(head: str) -> bool:
    """Whether a conditional block counts: yes, unless it is known not to hold for a reader at a screen."""
    head = head.lower()
    if not head.startswith("@media"):
        return not head.startswith(("@keyframes", "@-webkit-keyframes", "@font"))
    if re.search(r"\bprint\b|\bspeech\b|scheme:\s*dark|forced-colors:\s*active", head) and "not " not in head:
        return False
    bounds = re.findall(r"\b(min|max)-width:\s*([\d.]+)(px|r?em)", head)
    return all(
        (float(number) * (1 if unit == "px" else 16) <= _WINDOW) is (bound == "min") for bound, number, unit in bounds
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
    return selector.count("#"), classes, len(re.findall(r"(?:^|[\s>+~])[a-z]", selector, re.IGNORECASE))
