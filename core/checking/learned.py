"""How likely a figure is wrong by all that speaks for and against it, as people's verdicts showed.

Some small decision trees, each fitted to a part of the statements that people judged; what they say
on average counts. They stand in learned.toml, made by `python -m bench.weighed --write`.
"""

# Tested in tests/core/checking/test_weighing.py.

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import NamedTuple


class Node(NamedTuple):
    """A question of a tree, whether a sign is at most so much, and where its answers lead.

    Where there is no sign it is no question, and the value is how likely a figure is wrong.
    """

    sign: str
    value: float
    at_most: int = 0
    above: int = 0


Tree = Sequence[Node]


class Learned(NamedTuple):
    """The trees, and from which likelihood on a figure is doubted, stays doubted where the rules do
    so, or is no more confirmed."""

    trees: Sequence[Tree]
    doubted: float
    kept: float
    open: float


def doubt(signs: Mapping[str, float], trees: Sequence[Tree]) -> float:
    """How likely a figure of those signs is wrong: 0 to 1."""
    return sum(_asked(tree, signs) for tree in trees) / len(trees)


def _asked(tree: Tree, signs: Mapping[str, float]) -> float:
    node = tree[0]
    while node.sign:
        if signs.get(node.sign, 0.0) <= node.value:
            node = tree[node.at_most]
        else:
            node = tree[node.above]
    return node.value


@functools.cache
def learned() -> Learned:
    """What learned.toml says."""
    text = resources.files("core.checking").joinpath("learned.toml").read_text("utf-8")
    told = tomllib.loads(text)
    names: Sequence[str] = ["", *told["signs"]]
    trees = [[Node(names[sign], *rest) for sign, *rest in tree] for tree in told["trees"]]
    return Learned(trees, told["doubted"], told["kept"], told["open"])
