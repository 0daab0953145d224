"""A page's characters → lines of words, those that nobody sees apart."""

# Tested in tests/core/pages/pdf/test_ink.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.pages.pdf.accents import put_on
from core.pages.pdf.ink import unseen
from core.pages.pdf.letters import ToldLetter, misnamed, worth_comparing
from core.pages.pdf.shown import CHINESE, Line, Word, around
from core.pages.pdf.spaced import closed_up, steps
from core.pages.pdf.viewer import Page

_MOST_LETTERS = 200_000  # of one page; a full page of small type has some 12,000
_LONGEST = 16  # characters of a word that are looked at together
# How the library writes a hyphen that ends a line, and its line break. These are sets: the second
# place of a letter that takes two holds "", which every string has in it.
_BROKEN = frozenset("\ufffe\x02")
_MOST_CLAIMS = 400  # letters of a font that are looked at
_SENTENCE = 4  # words; what is spoken for a formula or a hyphen is none
_LIGATURE = 3  # letters that one sign may stand for
_BREAKS = frozenset("\r\n")


def page_lines(page: Page, by_name: Page | None = None) -> tuple[list[Line], list[str]]:
    """The lines of the page as a reader sees them, in the order in which they are drawn, and the
    words that a reader does not see. `by_name` is the same page, read by its fonts' names."""
    letters = page.letters(_MOST_LETTERS)
    lied = _truly(page, letters, by_name) if by_name else []
    put_on(page, letters)
    rows = [list(_words(page, letters, row)) for row in _rows(letters)]
    words = [word for row in rows for word in row]
    if any(map(_stands_for_one, words)):
        lied += _spelt_out(page, letters)
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
            lines.append(Line(tuple(closed_up(page, seen))))
    lied += _unshown(page.spoken, words)
    return lines, lied + [words[at].text for at in sorted(hidden)]


def _unshown(spoken: set[str], words: Sequence[Word]) -> list[str]:
    """The words of sentences that the page says are to be read, and does not show."""
    if not any(len(said.split()) >= _SENTENCE for said in spoken):
        return []
    shown = {word.text for word in words}
    found: list[str] = []
    for said in sorted(spoken):
        several = [word for word in said.split() if word.isalpha()]
        if len(several) >= _SENTENCE:
            found += [word for word in several if word not in shown]
    return found


def _stands_for_one(word: Word) -> bool:
    """Whether all the letters of a word stand at one place, as those of a ligature do."""
    return word.whole and len(word.text) > _LIGATURE


def _spelt_out(page: Page, letters: list[str]) -> list[str]:
    """Put blanks in the place of letters that one sign is said to show, and return their words. The
    sign shows one letter, or a few as a ligature does; it may be said to show a sentence."""
    lied: list[str] = []
    start = 0
    for at in range(1, len(letters) + 1):
        if at < len(letters) and page.origin(at) == page.origin(start):
            continue
        if at - start > _LIGATURE:
            lied += "".join(letters[start:at]).split()
            letters[start:at] = [" "] * (at - start)
        start = at
    return lied


def _truly(page: Page, letters: list[str], by_name: Page) -> list[str]:
    """Put what is shown in the place of letters that the PDF gives other names, and return the
    words that held them."""
    if not worth_comparing(page.text(_MOST_LETTERS), by_name.text(_MOST_LETTERS)):
        return []
    named = by_name.letters(_MOST_LETTERS)
    # Letters drawn as one share a place; which of them is which cannot be told there. A blank that
    # the library adds stands where the next letter does.
    origins: Counter[tuple[int, int]] = Counter()
    for at, letter in enumerate(letters):
        if not letter.isspace():
            origins[_near(page.origin(at))] += 1
    places: dict[tuple[int, int], str] = {}
    for at, letter in enumerate(named):
        if letter.isspace():
            continue
        place = _near(by_name.origin(at))
        places[place] = "" if place in places else letter
    pairs: list[tuple[int, int, str, str]] = []
    for at, letter in enumerate(letters):
        place = _near(page.origin(at))
        name = places.get(place) if letter.isalnum() and origins[place] == 1 else None
        if name:
            pairs.append((at, page.style(at).font, letter, name))
    shown = misnamed(pairs)
    lied: list[str] = []
    for start, end in _rows(letters):
        if any(at in shown for at in range(start, end)):
            lied += "".join(letters[start:end]).split()
    for at, letter in shown.items():
        letters[at] = letter
    return lied


def _near(place: tuple[float, float]) -> tuple[int, int]:
    """A place, as exactly as two readings of a page agree on it."""
    return round(place[0] * 10), round(place[1] * 10)


def told_letters(page: Page, lines: Sequence[Line], told: dict[int, list[ToldLetter]]) -> None:
    """Add to what each font was told to show the first letters of these words."""
    for line in lines:
        for word in line.words:
            letter = word.text[:1]
            style = word.style
            kept = told.setdefault(style.font, [])
            usable = letter.isascii() and letter.isalpha() and style.upright and style.size > 0
            if not usable or len(word.text) < 2 or len(kept) >= _MOST_CLAIMS:
                continue
            baseline = page.origin(word.start)[1]
            box = page.box(word.start)
            foot = (box[1] - baseline) / style.size
            kept.append(ToldLetter(letter, foot, (box[3] - baseline) / style.size))


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
            # A hyphen that the library has put in place of another is part of no text.
            last = at - 1 if letters[at - 1] in _BROKEN else at
            if last - begun < 2 or page.style(begun).owner == page.style(last - 1).owner:
                yield _word(page, letters, begun, at, joined=joined)
            else:
                yield from _pieces(page, letters, (begun, last, at), joined=joined)
            joined = not blank
            begun = None if blank else at


def _pieces(
    page: Page, letters: Sequence[str], place: tuple[int, int, int], *, joined: bool
) -> Iterator[Word]:
    """A word of several texts, in pieces where a wide step parts it, and where its letters are not
    drawn alike: one may be seen, and the next not. `place`: from where to where it goes, and where
    it ends with its hyphen."""
    start, last, end = place
    cuts = {start}
    if letters[start] < CHINESE:
        cuts.update(steps(page, letters, start, last))
    begins = [start]
    for at in range(start + 1, last):
        if at in cuts or (page.looks > 1 and page.style(at).look != page.style(begins[-1]).look):
            begins.append(at)
    for begin, until in pairwise([*begins, end]):
        goes_on = begin not in cuts or (begin == start and joined)
        yield _word(page, letters, begin, until, joined=goes_on)


def _word(page: Page, letters: Sequence[str], start: int, end: int, *, joined: bool) -> Word:
    text = "".join(letters[start:end])
    for sign in _BROKEN:
        text = text.replace(sign, "-")
    first = last = box = page.box(start)
    if end - start > 1:
        # A hyphen that the library has put in place of another has no box of its own.
        at = end - 2 if letters[end - 1] in _BROKEN else end - 1
        last = page.box(at)
        box = around((first, last))
    return Word(text, start, end, box, page.style(start), joined, first == last)
