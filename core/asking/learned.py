"""What signs are worth: those of a sentence for whether it answers (`core.asking.ordering`), those
of a question for whether its paper does (`core.asking.weighing`).

It was fitted to questions whose answers are known, papers left out crosswise, and stands in
ordered.toml and learned.toml, made by `python -m bench.gated --write`; where sentences tell how
near their meaning is, too (`core.asking.meaning`), in those of by_meaning/.
"""

# Tested in tests/core/asking/test_weighing.py.

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import NamedTuple


class Learned(NamedTuple):
    """What a sign is worth, what every question has, and from which likelihood on it is
    answered."""

    worth: Mapping[str, float]
    always: float
    answered: float


def likely(signs: Mapping[str, float], known: Learned) -> float:
    """How likely the paper answers a question of those signs: 0 to 1."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, sum_of(signs, known)))))


def sum_of(signs: Mapping[str, float], known: Learned) -> float:
    """What the signs are worth together: the logarithm of the odds."""
    return known.always + sum(known.worth.get(name, 0.0) * value for name, value in signs.items())


@functools.cache
def learned(*, by_meaning: bool = False) -> Learned:
    """What learned.toml says."""
    return _read(_folder(by_meaning=by_meaning) + "learned.toml")


@functools.cache
def order(*, by_meaning: bool = False) -> Learned:
    """What ordered.toml says; nothing is answered or refused by it."""
    return _read(_folder(by_meaning=by_meaning) + "ordered.toml")


def _folder(*, by_meaning: bool) -> str:
    return "by_meaning/" if by_meaning else ""


def _read(name: str) -> Learned:
    told = tomllib.loads(resources.files("core.asking").joinpath(name).read_text("utf-8"))
    return Learned(told["worth"], told["always"], told["answered"])
