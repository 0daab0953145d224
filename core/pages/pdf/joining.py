"""Lines of print → prose: words that are broken between two lines are mended. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_BROKEN = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]{2,}+)-$")
_WORD_AT_HEAD = re.compile(r"[^\W\d_]*")
_COMPOUND_AT_HEAD = re.compile(r"[^\W\d_]++(?:-[^\W\d_]++){1,6}")
# What stands between hyphens alone: "state-of-the-art", "end-to-end".
_BETWEEN = frozenset(("and", "by", "for", "in", "of", "on", "or", "the", "to", "versus", "vs"))
_SHORTEST = 3  # letters of two words that are one with a hyphen
_FEWEST = 150  # lines, below which nothing can be said
_MOST = 0.06  # of the lines of a paper that parts no words end with a hyphen
_WHOLE = 0.2  # of the words at its hyphens stand whole elsewhere


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a paper as often as each stands whole within a line, those with hyphens too, and
    the pieces of these. `keeps_hyphens`: no word is parted between lines but at a hyphen of its
    own."""

    counts: Counter[str]
    pieces: frozenset[str]
    keeps_hyphens: bool = False


def vocabulary(lines: Sequence[str]) -> Vocabulary:
    """The vocabulary of those lines."""
    words: Counter[str] = Counter()
    parted: list[str] = []
    before = ""
    for line in lines:
        text = line.lower()
        broken = _BROKEN.search(before)
        if broken and line[:1].islower():
            end = _WORD_AT_HEAD.match(text).end()  # type: ignore[union-attr]
            parted.append(broken["left"].lower() + text[:end])
            text = text[end:]
        words.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)\b", text))
        before = line
    pieces = frozenset(piece for word in words for piece in word.split("-"))
    # Browsers and word processors seldom part words: few lines end with a hyphen, and what it
    # parts is hardly ever one word elsewhere.
    whole = sum(words[word] > 0 for word in parted)
    few = len(parted) < _MOST * len(lines) and whole < _WHOLE * len(parted)
    return Vocabulary(words, pieces, len(lines) >= _FEWEST and few)


def joined(lines: Sequence[str], words: Vocabulary) -> str:
    """The lines as one, words mended that are broken between them."""
    pieces: list[str] = []
    for line in lines:
        if pieces:
            pieces[-1] = _before(pieces[-1], line, words)
        pieces.append(line)
    return "".join(pieces)


def _before(last: str, line: str, words: Vocabulary) -> str:
    """A line as it stands before the next one: with a space behind it, or with its word mended.

    A word that is broken between the lines loses its hyphen, unless that belongs to the word.
    """
    broken = _BROKEN.search(last)
    if last.endswith("-") and not line[:1].isspace() and (not broken or not line[:1].islower()):
        if line[:1].isalnum() and last[-2:-1].isalnum():
            return last
        return last + " "
    if not broken:
        chinese = last[-1:] > "\u2e7f" and line[:1] > "\u2e7f"
        return last if chinese else last + " "
    left = broken["left"].lower()
    right = _WORD_AT_HEAD.match(line)[0].lower()  # type: ignore[index]
    counts = words.counts
    longer = _COMPOUND_AT_HEAD.match(line.lower())
    if longer and (right in _BETWEEN or counts[f"{left}-{longer[0]}"] > counts[left + longer[0]]):
        return last
    whole = counts[left + right]
    compound = counts[f"{left}-{right}"] > whole
    two = min(len(left), len(right)) >= _SHORTEST and {left, right} <= words.pieces
    several = last[: broken.start()].endswith("-") or words.keeps_hyphens
    if compound or (not whole and (two or several)):
        return last
    return last[:-1]
