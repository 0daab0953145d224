"""Lines of print → prose: words that are broken between two lines are mended. Pure."""

# Tested in tests/core/pages/pdf/test_printed.py.

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BROKEN = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]{2,}+)-$")
_WORD_AT_HEAD = re.compile(r"[^\W\d_]*")


def vocabulary(lines: Sequence[str]) -> Counter[str]:
    """The words that stand whole within a line, those with hyphens too."""
    words: Counter[str] = Counter()
    for line in lines:
        found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)\b", line)
        words.update(word.lower() for word in found)
    return words


def joined(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines as one, words mended that are broken between them."""
    pieces: list[str] = []
    for line in lines:
        if pieces:
            pieces[-1] = _before(pieces[-1], line, words)
        pieces.append(line)
    return "".join(pieces)


def _before(last: str, line: str, words: Counter[str]) -> str:
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
    compound = words[f"{left}-{right}"] > words[left + right]
    several = last[: broken.start()].endswith("-") and not words[left + right]
    if compound or several:
        return last
    return last[:-1]
