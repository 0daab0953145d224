"""Initials, the large letters that some papers begin with, put before the rest of their words.
Pure."""

# Tested in tests/core/pages/pdf/test_initials.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.pages.pdf.shown import Line

_LARGE = 1.8  # times the text's size
_BESIDE = 1.5  # of the text's size: how far the rest of the word may stand from it
_WORDS = frozenset("AI")  # that may be words of their own


def put_before(pages: Sequence[Sequence[Line]], size: float) -> list[list[Line]]:
    """The lines of each page, its initials before the lines that go on with them. `size` is the
    text's."""
    told = [list(page) for page in pages]
    places = [(page, line) for page in told for line in page if _is_initial(line, size)]
    if not places:
        return told
    words = Counter(word.text for page in told for line in page for word in line.words)
    for page, initial in places:
        for at, line in enumerate(page):
            if line is not initial and _goes_on(initial, line, size):
                page[at] = _whole(initial, line, words)
                page.remove(initial)
                break
    return told


def _is_initial(line: Line, size: float) -> bool:
    letter = line.words[0]
    alone = len(line.words) == 1 and len(letter.text) == 1 and letter.text.isupper()
    return alone and letter.style.upright and letter.style.size >= _LARGE * size


def _goes_on(initial: Line, line: Line, size: float) -> bool:
    """Whether a line stands right beside the head of an initial."""
    _, bottom, right, top = initial.box
    begins = -1.0 < line.box[0] - right < _BESIDE * size
    beside = bottom < line.box[1] and abs(line.box[3] - top) < size
    return begins and beside and line.words[0].text[:1].isalpha()


def _whole(initial: Line, line: Line, words: Counter[str]) -> Line:
    letter = initial.words[0]
    rest = line.words[0]
    box = (letter.box[0], rest.box[1], letter.box[2], rest.box[3])
    # "A new method" begins with a word, "Autonomous cars" with a letter.
    apart = letter.text in _WORDS and words[rest.text] > 1 and not rest.text.isupper()
    first = replace(letter, box=box, style=rest.style)
    return Line((first, replace(rest, joined=not apart), *line.words[1:]))
