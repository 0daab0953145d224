"""How likely a paper answers a question, by its signs (`core.asking.weighing`).

What each sign is worth was fitted to questions whose answers are known, papers left out crosswise;
it stands in learned.toml, made by `python -m bench.gated --write`.
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
    told = known.always + sum(known.worth.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, told))))


@functools.cache
def learned() -> Learned:
    """What learned.toml says."""
    text = resources.files("core.asking").joinpath("learned.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return Learned(told["worth"], told["always"], told["answered"])
