"""Blanks that a page shows otherwise than its text has them: words set with wide letters, whose
pieces belong together, and words that only a wider step parts."""

# Tested in tests/core/pages/pdf/test_spaced.py.

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from core.pages.pdf.shown import CHINESE, Word
from core.pages.pdf.viewer import Page

_LONGEST = 100  # characters of a heading
_AIRY = 4  # characters to a word, blanks among them, where many words are letters
_FEWEST = 5  # letters that stand alone
_ALONE = 0.7  # of a line's words are single letters
_STEP = 0.2  # of the size: the least blank; and
_TIMES = 3.0  # this many times the usual step of the word
_WIDER = 1.7  # times a line's usual step: the blank between two of its words
_WIDEST = 0.6  # of the size: a step that still is one, and no column's gap


def closed_up(page: Page, words: Sequence[Word]) -> Sequence[Word]:
    """The words of a line, joined where a blank between them is no wider than the steps between
    letters: "A B S T R A C T", "INTRODUC TION"."""
    length = words[-1].end - words[0].start if words else 0
    if len(words) < 2 or length > _LONGEST or words[0].text >= CHINESE:
        return words
    alone = 0
    if length <= _AIRY * len(words):
        alone = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    if alone >= max(_FEWEST, _ALONE * len(words)):
        gaps = [other.box[0] - one.box[2] for one, other in pairwise(words)]
    elif all(map(_is_capital, words)) and any(word.text.isalpha() for word in words):
        gaps = list(_gaps(page, words))
    else:
        return words
    if len(gaps) < _FEWEST - 1:
        return words
    bound = min(_WIDER * statistics.median(gaps), _WIDEST * words[0].style.size)
    closed = [words[0]]
    for one, other in pairwise(words):
        both = one.text[-1].isalpha() and other.text[0].isalpha()
        near = both and other.box[0] - one.box[2] <= bound
        closed.append(replace(other, joined=True) if near else other)
    return closed


def _is_capital(word: Word) -> bool:
    return word.text == word.text.upper() and word.style.upright


def _gaps(page: Page, words: Sequence[Word]) -> Iterator[float]:
    """How far the ink of each letter within a word is from the next one's."""
    for word in words:
        boxes = [page.box(at) for at in range(word.start, word.end)]
        yield from (other[0] - one[2] for one, other in pairwise(boxes))


def steps(page: Page, letters: Sequence[str], start: int, end: int) -> list[int]:
    """Where a step within a word is a blank's: some draw one as a wider step behind a letter, and
    say nothing of it."""
    style = page.style(start)
    if end - start <= 2 or not style.upright:
        return []
    drawn = [at for at in range(start, end) if letters[at]]  # An accent is part of its letter.
    wide = {after: page.origin(after)[0] - page.end(before) for before, after in pairwise(drawn)}
    usual = statistics.median_low(wide.values()) if wide else 0.0
    least = max(_STEP * style.size, _TIMES * usual)
    return [at for at, step in wide.items() if step > least]
