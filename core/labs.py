"""The labs and the rules of scoring as data: core/labs.toml, and an operator's own file over it."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

Section = Mapping[str, Any]


class LabsInvalid(ValueError):
    """The text of labs cannot be understood; says where."""


def labs_data(own: str | None = None) -> Mapping[str, Section]:
    """The sections of core/labs.toml, each with what the operator's text says in place of it.

    What that does not name stays ours: `names` of [super] alone replaces those names alone. Raises
    LabsInvalid.
    """
    ours = _ours()
    if own is None:
        return ours
    try:
        theirs = tomllib.loads(own)
    except tomllib.TOMLDecodeError as error:
        raise LabsInvalid(str(error)) from None
    for name, section in theirs.items():
        if name not in ours:
            raise LabsInvalid(f"[{name}]?")
        if not isinstance(section, dict):
            raise LabsInvalid(f"[{name}]")
        _check(name, section, ours[name])
    return {name: {**section, **theirs.get(name, {})} for name, section in ours.items()}


@cache
def _ours() -> Mapping[str, Section]:
    """The sections of core/labs.toml, of which several parts ask at each start."""
    return tomllib.loads(resources.files("core").joinpath("labs.toml").read_text("utf-8"))


def _check(name: str, section: Section, ours: Section) -> None:
    """Raises LabsInvalid unless each of the section's values is of the kind that ours has."""
    for key, value in section.items():
        if name in ("same", "holds"):
            fine: Callable[[Any], bool] = _are_words
        elif key not in ours:
            raise LabsInvalid(f"[{name}] {key}?")
        elif isinstance(ours[key], list):
            fine = _are_words
        elif name in ("viral", "selection"):
            fine = _is_count
        else:
            fine = _is_number
        if not fine(value):
            raise LabsInvalid(f"[{name}] {key} = …")


def _are_words(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    return all(isinstance(word, str) and word.strip() for word in value)


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
