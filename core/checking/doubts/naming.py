"""What a text names that tells one thing from another: conditions, and variants of one family.

"dev" and "test", "base" and "large", "with" and "without" are members of one kind each, and GPT-4
and GPT-3.5 of one family: a text that names one of them does not speak of the other. Pure.
"""

# Tested in tests/core/checking/doubts/test_naming.py.

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from core.checking.doubts.conditions import KINDS
from core.checking.figures.quantities import quantities
from core.checking.figures.quantity import Quantity

_ASCII = re.compile(r"[\x00-\x7f]+")


class _Member(NamedTuple):
    kind: str
    name: str
    pattern: re.Pattern[str]


def _bounded(form: str) -> str:
    """The form as a pattern: Latin ones are whole words, or their beginnings where a - says so."""
    if not _ASCII.fullmatch(form):
        return form
    if form.endswith("-"):
        return rf"(?<![A-Za-z]){form[:-1]}"
    return rf"(?<![A-Za-z]){form}(?![A-Za-z])"


@functools.cache
def _members() -> tuple[_Member, ...]:
    """Read when a doubt is first looked at: the patterns take a megabyte."""
    members: list[_Member] = []
    kind = ""
    for line in KINDS.strip().splitlines():
        if not line.startswith(" "):
            kind = line
            continue
        forms = [form.strip() for form in line.split("|")]
        pattern = "|".join(map(_bounded, forms))
        members.append(_Member(kind, forms[0].rstrip("-"), re.compile(pattern, re.IGNORECASE)))
    return tuple(members)


Span = tuple[int, int]
NOWHERE: Span = (0, 0)
_SIZED = re.compile(
    r"(?<![A-Za-z0-9.])(\d{1,4}(?:\.\d{1,2})?)\s?([KMBT])(?![A-Za-z])", re.IGNORECASE
)
_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_SIZES_FROM = 1e5
# The version or size behind a name with a capital: "SQuAD 2.0", "GPT-3.5", "Llama-2".
_VERSION = re.compile(
    r"(?<![A-Za-z0-9])(?=[a-z]{0,20}[A-Z])([A-Za-z]{1,20})[-\s]?[vV]?(\d{1,4}(?:\.\d{1,2})?)"
    r"(?!\.?\d|%|[A-Za-z])"
)
SIZE, LENGTH = "size", "length"
_MODELS_FROM = 1e6

# How much farther from the value a condition may stand than another of its kind, in characters.
_FARTHER = 20

Kinds = Mapping[str, dict[str, list[int]]]
"""By kind, its members that a text names, each with where."""


# The cells of a table are held against each doubt, and many have the same heads and labels.
@functools.lru_cache(maxsize=2_000)
def kinds(text: str) -> Kinds:
    """The conditions that a plain text names."""
    spans: dict[Span, list[_Member]] = defaultdict(list)
    for member in _members():
        for match in member.pattern.finditer(text):
            spans[match.span()].append(member)
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for span in _outermost(spans):
        for member in spans[span]:
            found[member.kind].setdefault(member.name, []).append(span[0])
    return found


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans that lie within no other: "mean average precision" names neither a mean nor a
    precision."""
    end = -1
    for span in sorted(spans, key=lambda each: (each[0], -each[1])):
        if span[1] > end:
            yield span
            end = span[1]


def families(text: str, but: Span = NOWHERE) -> dict[str, set[str]]:
    """By family, the variants that a plain text names; what lies within `but` is left out.

    Sizes of models, 7B, are a family of their own.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for match in _VERSION.finditer(text):
        if match.end(2) <= but[0] or match.start(2) >= but[1]:
            found[match[1].lower()].add(match[2])
    for size, start, end in sizes(text):
        if end <= but[0] or start >= but[1]:
            # Lengths of contexts, 4k, are another family than sizes of models, 4B.
            family = SIZE if size >= _MODELS_FROM else LENGTH
            found[family].add(f"{size:g}")
    return found


def sizes(text: str) -> list[tuple[float, int, int]]:
    """The sizes of models and data in a plain text, "7B" and 70 亿, each with where it stands."""
    found = [
        (float(match[1]) * _SCALES[match[2].lower()], match.start(), match.end())
        for match in _SIZED.finditer(text)
    ]
    taken = {start for _, start, _ in found}
    for each in quantities(text):
        if is_size(each) and each.start not in taken:
            found.append((each.value, each.start, each.end))
    return found


def is_size(quantity: Quantity) -> bool:
    """Whether a figure is the size of a model or of data, "7B": it names more than it states."""
    scaled = not quantity.unit and quantity.value != quantity.number
    return scaled and quantity.value >= _SIZES_FROM


def another_condition(said: str, at: Span | None, there: str, near: Span | None) -> bool:
    """Whether a place names another condition than the statement: "dev" for "test"."""
    theirs = kinds(there)
    for kind, members in kinds(said).items():
        if kind not in theirs:
            continue
        paper = theirs[kind]
        if not members.keys() & paper.keys():
            return True
        if near is not None and len(paper) > 1 and len(members) == 1:
            apart = _apart(paper, near[0])
            (ours,) = members
            if apart[ours] > min(apart.values()) + _FARTHER:
                return True
    return False


def same_condition(said: str, there: str, near: int) -> bool:
    """Whether of several conditions of one kind that a place names the statement's is nearest."""
    theirs = kinds(there)
    for kind, members in kinds(said).items():
        paper = theirs.get(kind, {})
        if len(members) != 1 or len(paper) < 2 or not members.keys() <= paper.keys():
            continue
        apart = _apart(paper, near)
        if min(apart, key=apart.__getitem__) in members:
            return True
    return False


def _apart(paper: Mapping[str, Sequence[int]], near: int) -> dict[str, int]:
    """How far from a value each condition is named, in characters."""
    return {name: min(abs(start - near) for start in starts) for name, starts in paper.items()}


def another_variant(said: str, at: Span, there: str) -> bool:
    """Whether a place names another variant of a family: GPT-4 for GPT-3.5, 7B for 13B.

    `at` is where the figure stands that is asked about, which names no variant.
    """
    theirs = families(there)
    for family, variants in families(said, at).items():
        if family in theirs and not variants & theirs[family]:
            return True
    return False
