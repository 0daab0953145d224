"""Texts that almost match a pattern, over and over: what makes a pattern try again at every place.

They are made from the pattern itself: the inside of each repetition many times, behind what leads
to it and before something that cannot follow; each beginning of the pattern many times; and some
that trouble most patterns.
"""

from __future__ import annotations

import random
import re._constants as op
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.characters import accepts
from tests.steps import REPEATS, SINGLE

ALPHABET = "aAzZ019 \t\n._-–—$[](){}\\*`|:;,/%#@+=<>~^'\"“”!?&中一百，。、：；（）\u00a0\u0301x"
ZOO = (
    "[", "\\", "1", " ", "\n", "中", "\u0301", "$", "a", "a ", "$a ", "| a ", "**a ", "(", "{", "1,", "1.", "a.", ". ",
    "- ", "_", "^{", "“", "/*", "<", "a-", "a\n", "https://", "@", "`a", " \n", "[a", "(a", "{a", "A", "Aa", "，",
    "the ",
)  # fmt: skip
ENDS = ("", "!", "\n")
LONG = 8  # times; what repeats less often costs a constant
MOST = 30  # texts of a kind made from one pattern


@dataclass(frozen=True)
class NearMiss:
    """A text of any length: a beginning, something again and again, an end."""

    before: str
    again: str
    after: str

    def text(self, length: int) -> str:
        """It with about so many characters."""
        room = max(1, length - len(self.before) - len(self.after))
        return self.before + (self.again * (room // len(self.again) + 1))[:room] + self.after


def repeats(nodes: Sequence[Any]) -> bool:
    """Whether anything in the pattern repeats without a small bound."""
    return any(_is_long(node) or any(repeats(inner) for inner in _inside(node)) for node in nodes)


def near_misses(tree: Any, flags: int) -> list[NearMiss]:
    """Texts that almost match that parsed pattern."""
    found: dict[NearMiss, None] = {}
    leading: dict[NearMiss, None] = {}
    for seed in range(2):
        maker = _Maker(flags, random.Random(seed))
        for before, body in maker.repeated(list(tree), ""):
            units = {maker.sample(body), maker.sample(body), *maker.plain(body)} - {""}
            for unit in sorted(units):
                found |= dict.fromkeys(NearMiss(before, unit, end) for end in ENDS)
                found[NearMiss("", before + unit, "!")] = None
                found[NearMiss("", before + unit + " ", "")] = None
        for beginning in maker.beginnings(list(tree), ""):
            for each in (beginning, beginning[:-1], beginning + " "):
                if each:
                    leading[NearMiss("", each, "")] = None
    made = [*_some(list(found)), *_some(list(leading))]
    return [*made, *(NearMiss("", each, "") for each in ZOO)]


def _some(misses: list[NearMiss]) -> list[NearMiss]:
    """As many of them as a test has time for, from everywhere among them."""
    return misses[:: len(misses) // MOST + 1]


def _is_long(node: Any) -> bool:
    return node[0] in REPEATS and (node[1][1] is op.MAXREPEAT or node[1][1] > LONG)


def _inside(node: Any) -> Iterator[Sequence[Any]]:
    """The sequences within a node of a pattern."""
    code, value = node
    if code in REPEATS:
        yield list(value[2])
    elif code is op.BRANCH:
        yield from map(list, value[1])
    elif code is op.SUBPATTERN:
        yield list(value[3])
    elif code is op.ATOMIC_GROUP:
        yield list(value)
    elif code in (op.ASSERT, op.ASSERT_NOT):
        yield list(value[1])


class _Maker:
    def __init__(self, flags: int, chance: random.Random) -> None:
        self._flags, self._chance = flags, chance
        self._groups: dict[int | None, str] = {}
        self._taken: dict[int, list[str]] = {}

    def sample(self, nodes: Sequence[Any]) -> str:
        """A text that the nodes take, as far as look-arounds do not forbid it."""
        return "".join(self._sample(node) for node in nodes)

    def plain(self, nodes: Sequence[Any]) -> list[str]:
        """Of a single character, some that many patterns take."""
        if len(nodes) != 1 or nodes[0][0] not in SINGLE:
            return []
        return [char for char in " a1$中[(\n." if accepts(nodes[0], char, self._flags)]

    def repeated(self, nodes: Sequence[Any], before: str) -> Iterator[tuple[str, Sequence[Any]]]:
        """The insides of long repetitions, each with what may stand before it."""
        for number, node in enumerate(nodes):
            here = before + self.sample(nodes[:number])
            if _is_long(node):
                yield here, list(node[1][2])
            for inner in _inside(node):
                yield from self.repeated(inner, here)

    def beginnings(self, nodes: Sequence[Any], before: str) -> Iterator[str]:
        """Texts for the first few nodes."""
        for number, node in enumerate(nodes):
            here = before + self.sample(nodes[: number + 1])
            yield here
            if node[0] not in (op.ASSERT, op.ASSERT_NOT):
                for inner in _inside(node):
                    yield from self.beginnings(inner, before + self.sample(nodes[:number]))

    def _sample(self, node: Any) -> str:
        code, value = node
        if code is op.LITERAL:
            return chr(value)
        if code in SINGLE:
            return self._char(node)
        if code is op.BRANCH:
            return self.sample(list(self._chance.choice(value[1])))
        if code is op.SUBPATTERN:
            self._groups[value[0]] = self.sample(list(value[3]))
            return self._groups[value[0]]
        if code is op.ATOMIC_GROUP:
            return self.sample(list(value))
        if code in REPEATS:
            least, most, body = value
            times = max(
                least, min(self._chance.choice((0, 1, 1, 2)), 2 if most is op.MAXREPEAT else most)
            )
            return "".join(self.sample(list(body)) for _ in range(times))
        return self._groups.get(value, "") if code is op.GROUPREF else ""

    def _char(self, node: Any) -> str:
        taken = self._taken.get(id(node))
        if taken is None:
            taken = [char for char in ALPHABET if accepts(node, char, self._flags)]
            self._taken[id(node)] = taken
        if taken:
            return self._chance.choice(taken)
        firsts = [
            value if kind is op.LITERAL else value[0]
            for kind, value in node[1]
            if kind in (op.LITERAL, op.RANGE)
        ]
        return chr(firsts[0]) if firsts else ""
