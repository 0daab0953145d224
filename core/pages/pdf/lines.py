"""A page's characters → lines of words, those that nobody sees apart."""

# Tested in tests/core/pages/pdf/test_ink.py.

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.pages.pdf.ink import unseen
from core.pages.pdf.shown import Line, Word, around
from core.pages.pdf.viewer import Page

_MOST_LETTERS = 200_000  # of one page; a full page of small type has some 12,000
_LONGEST = 16  # characters of a word that are looked at together
_BROKEN = "\ufffe\x02"  # how the library writes a hyphen that ends a line, and its line break
_BREAKS = "\r\n"


def page_lines(page: Page) -> tuple[list[Line], list[str]]:
    """The lines of the page as a reader sees them, in the order in which they are drawn, and the
    words that a reader does not see."""
    letters = page.letters(_MOST_LETTERS)
    rows = [list(_words(page, letters, row)) for row in _rows(letters)]
    words = [word for row in rows for word in row]
    hidden = unseen(page, words)
    lines: list[Line] = []
    at = 0
    for row in rows:
        seen: list[Word] = []
        for word in row:
            if at not in hidden:
                seen.append(word)
            at += 1
        if seen:
            lines.append(Line(tuple(seen)))
    return lines, [words[at].text for at in sorted(hidden)]


def _rows(letters: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends among the characters."""
    start = 0
    for at, letter in enumerate(letters):
        if letter in _BREAKS:
            if start < at:
                yield start, at
            start = at + 1
        elif letter in _BROKEN:
            yield start, at + 1
            start = at + 1
    if start < len(letters):
        yield start, len(letters)


def _words(page: Page, letters: Sequence[str], row: tuple[int, int]) -> Iterator[Word]:
    """The words of a line, long ones in pieces."""
    start, end = row
    begun: int | None = None
    joined = False
    for at in range(start, end + 1):
        blank = at == end or letters[at].isspace()
        if begun is None:
            if not blank:
                begun = at
            continue
        if blank or at - begun >= _LONGEST:
            yield _word(page, letters, begun, at, joined)
            joined = not blank
            begun = None if blank else at


def _word(page: Page, letters: Sequence[str], start: int, end: int, joined: bool) -> Word:
    text = "".join(letters[start:end])
    for sign in _BROKEN:
        text = text.replace(sign, "-")
    boxes = [page.box(start), page.box(end - 1)]
    if end - start > 1 and letters[end - 1] in _BROKEN:
        boxes.append(page.box(end - 2))
    wide = [box for box in boxes if box[2] > box[0] or box[3] > box[1]] or boxes
    return Word(text, start, end, around(wide), page.style(start), joined)
