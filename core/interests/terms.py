"""The terms of a text: its words and pairs of words, as interests compare papers. Pure.

English words lose their case and a plural's "s"; a word with a hyphen counts whole and in its
parts. Chinese, which does not part its words, counts by characters and pairs of characters.
"""

# Chinese is read here: the range of Chinese characters.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(rf"[{_HAN}]+|[a-z0-9\u00df-\u024f]+(?:-[a-z0-9\u00df-\u024f]+)*")
_IS_HAN = re.compile(f"[{_HAN}]")
# Words that every abstract holds, whatever it is about.
_EMPTY = frozenset(
    (
        *("a", "an", "the", "of", "and", "or", "to", "in", "for", "with", "on", "by", "from", "as"),
        *("is", "are", "be", "we", "our", "this", "that", "these", "which", "it", "its", "their"),
        *("have", "has", "at", "can", "not", "more", "than", "using", "via", "into", "while"),
    )
)
# A text longer than this is cut: nothing that people or papers write in these fields is.
MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Terms:
    """A text's terms in its order, each as often as it stands there."""

    words: tuple[str, ...]
    pairs: tuple[str, ...]


def terms(text: str) -> Terms:
    """The words and pairs of a text; both empty where it has neither letters nor figures."""
    words: list[str] = []
    pairs: list[str] = []
    before = ""
    small = unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower()
    for piece in _PIECE.findall(small):
        if _IS_HAN.match(piece):
            words += piece
            pairs += _neighbours(piece)
            before = ""
            continue
        if "-" in piece:
            words.append(_singular(piece))
        for part in piece.split("-"):
            if part in _EMPTY:
                continue
            word = _singular(part)
            words.append(word)
            if before:
                pairs.append(f"{before} {word}")
            before = word
    return Terms(tuple(words), tuple(pairs))


def _neighbours(run: Sequence[str]) -> Iterator[str]:
    for first, second in pairwise(run):
        yield first + second


def _singular(word: str) -> str:
    """The word without a plural's "s"; "loss", "bias" and "gas" keep theirs."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ias")):
        return word[:-1]
    return word
