"""A paper as numbers: its terms, hashed into columns, field by field. Pure.

Nothing here depends on the day, so a paper's features are made once. How much a column counts is
the background's to say (`core.interests.background`).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.interests.terms import terms
from core.models import Paper

COLUMNS: Final = 1 << 18
# In a title a word counts as often as twice in the abstract.
_TITLE_COUNTS = 2

Columns = NDArray[np.uint32]
Values = NDArray[np.float32]


class Field(IntEnum):
    """What of a paper a term stands in; pairs and titles are fields of their own, so that neither
    drowns in the abstract's words."""

    WORDS = 0
    PAIRS = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class Features:
    """The columns of a paper and how often they are named (damped), sorted by field.

    `fields[i]` is the field of column i.
    """

    columns: Columns
    counts: Values
    fields: NDArray[np.uint8]


Counts = Mapping[Field, Mapping[str, float]]


def column(field: Field, term: str) -> int:
    """Where that term of that field is counted; two terms may share a column."""
    return zlib.crc32(f"{field.value}:{term}".encode()) % COLUMNS


def paper_terms(paper: Paper) -> Counts:
    """How often each term stands in each field of a paper."""
    return counted([(paper.title, _TITLE_COUNTS), (paper.abstract, 1)], paper.ai_keywords)


def counted(texts: Iterable[tuple[str, float]], keywords: Iterable[str] = ()) -> Counts:
    """The terms of texts, each with what one occurrence of it counts; the first is the title."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    title: Counter[str] = Counter()
    for number, (text, weight) in enumerate([*texts, *((keyword, 1.0) for keyword in keywords)]):
        found = terms(text)
        for word in found.words:
            words[word] += weight  # type: ignore[assignment]
        for pair in found.pairs:
            pairs[pair] += weight  # type: ignore[assignment]
        if number == 0:
            title.update(found.words)
            title.update(found.pairs)
    return {Field.WORDS: words, Field.PAIRS: pairs, Field.TITLE: title}


def features(counts: Counts) -> Features:
    """Those terms as columns."""
    columns: list[int] = []
    values: list[float] = []
    fields: list[int] = []
    for field in Field:
        hashed: dict[int, float] = {}
        for term, count in counts.get(field, {}).items():
            at = column(field, term)
            hashed[at] = hashed.get(at, 0.0) + count
        columns += hashed
        values += (1 + math.log(max(count, 1)) for count in hashed.values())
        fields += [field.value] * len(hashed)
    return Features(
        np.array(columns, np.uint32), np.array(values, np.float32), np.array(fields, np.uint8)
    )


def together(rows: Sequence[Features]) -> list[Features]:
    """Equal features as parts of shared arrays: a process gives back a few large ones, and never
    all of thousands of small ones."""
    if not rows:
        return []
    columns = np.concatenate([row.columns for row in rows])
    counts = np.concatenate([row.counts for row in rows])
    fields = np.concatenate([row.fields for row in rows])
    found: list[Features] = []
    begin = 0
    for row in rows:
        here = slice(begin, begin + len(row.columns))
        found.append(Features(columns[here], counts[here], fields[here]))
        begin = here.stop
    return found
