"""Which words of a page leave ink that a reader sees. The rendered page decides.

The page is drawn with its text and without: where a word changes nothing, nobody sees it, whatever
hides it: its colour, how it is drawn, a clip, a layer that is off, a box over it, the page's edge.
Words that lie on each other are drawn one after the other. Text for machines has been found in
papers in all these ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from core.pages.pdf.shown import Picture, Word
from core.pages.pdf.viewer import Page

# A change by less, of 255, cannot be told from the paper; the same bound as for pages.
_FAINT = 34
_TINY = 1.6  # points; labels in scaled figures go down to some two
_COARSE = 1.0  # pixels to a point: what is seen there is seen
_CLOSE = 3.0  # for words that leave no ink at a first look
_MOST_PIXELS = 6_000_000
_CELL = 2.0  # points; words are looked for on each other in cells of this size
_WIDEST = 1_000  # cells to a row
_TALLEST = 40
_NOBODY = -1
_BORDER = 0.2  # of a word's height, above and below, that may touch its neighbours
_COVERED = 0.4  # the part of a word on another's place that makes it worth a second look
_OWN = 0.6  # the part of its ink that must differ from the paper


def unseen(page: Page, words: Sequence[Word]) -> set[int]:
    """The numbers of the words that a reader does not see."""
    hidden = {at for at, word in enumerate(words) if 0 < word.style.size < _TINY}
    if len(hidden) == len(words):
        return hidden
    asked = [at for at in range(len(words)) if at not in hidden]
    for finest in (_COARSE, _CLOSE):
        if asked:
            asked = _without_ink(page, words, asked, _scale(page, finest))
    hidden.update(asked)
    pairs = overprinted(words, hidden)
    if pairs:
        hidden |= _lost_beneath(page, words, pairs)
    return hidden


def _scale(page: Page, wanted: float) -> float:
    """The scale wanted, or what a very large page admits."""
    points = max(1.0, page.width * page.height)
    return min(wanted, float((_MOST_PIXELS / points) ** 0.5))


def _without_ink(
    page: Page, words: Sequence[Word], asked: Iterable[int], scale: float
) -> list[int]:
    whole = page.picture(scale)
    page.show_texts(False)
    bare = page.picture(scale)
    page.show_texts(True)
    return [at for at in asked if not differs(whole, bare, words[at])]


def differs(one: Picture, other: Picture, word: Word) -> bool:
    """Whether two pictures of a page differ, to a reader's eye, where the word stands."""
    left, top, right, bottom = one.area(word.box)
    for number in range(bottom - 1, top - 1, -1):
        row = one.row(number, left, right)
        bare = other.row(number, left, right)
        if row == bare:
            continue
        for ink, paper in zip(row, bare, strict=True):
            if ink - paper >= _FAINT or paper - ink >= _FAINT:
                return True
    return False


def overprinted(words: Sequence[Word], hidden: set[int]) -> list[tuple[int, int]]:
    """Pairs of words, the one drawn first before the other, that share a place."""
    rows: dict[int, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if at in hidden or sum(map(str.isalpha, word.text)) < 2:
            continue
        left, bottom, right, top = word.box
        margin = _BORDER * (top - bottom)
        first = max(0, min(_WIDEST, int(left // _CELL)))
        last = max(first, min(_WIDEST, int(right // _CELL))) + 1
        met: Counter[int] = Counter()
        for number in range(*_cells(bottom + margin, top - margin)):
            row = rows.setdefault(number, [_NOBODY] * (_WIDEST + 2))
            if max(row[first:last]) > _NOBODY:
                counted = Counter(row[first:last])
                del counted[_NOBODY]
                met |= counted
            row[first:last] = [at] * (last - first)
        for other, count in met.items():
            # The same word twice is a bold one, made by hand.
            alike = words[other].text == word.text or words[other].style.owner == word.style.owner
            if count >= max(2.0, _COVERED * (last - first)) and not alike:
                pairs.append((other, at))
    return pairs


def _cells(low: float, high: float) -> tuple[int, int]:
    """The first cell between those heights, and the one behind the last; few of them."""
    first = int(low // _CELL)
    return first, min(int(high // _CELL), first + _TALLEST) + 1


def _lost_beneath(page: Page, words: Sequence[Word], pairs: list[tuple[int, int]]) -> set[int]:
    """The words of the pairs that are not seen when the others of the pairs are left out."""
    scale = _scale(page, _CLOSE)
    whole = page.picture(scale)
    page.show_texts(False)
    bare = page.picture(scale)
    page.show_texts(True)
    lost: set[int] = set()
    firsts = {first for first, _ in pairs}
    seconds = {second for _, second in pairs}
    for group in (firsts, seconds):
        owners = [words[at].style.owner for at in group]
        page.show_texts(False, owners)
        without = page.picture(scale)
        page.show_texts(True, owners)
        lost.update(at for at in group if not _own_ink(whole, bare, without, words[at]))
    return lost


def _own_ink(whole: Picture, bare: Picture, without: Picture, word: Word) -> bool:
    """Whether what the word draws over the others can be told from the paper below them all."""
    area = whole.area(word.box)
    drawn = 0
    told = 0
    for full, paper, rest in zip(
        whole.rows(area), bare.rows(area), without.rows(area), strict=True
    ):
        if full == rest:
            continue
        for ink, ground, below in zip(full, paper, rest, strict=True):
            change = abs(ink - below)
            drawn += change
            if change >= _FAINT and abs(ink - ground) >= _FAINT:
                told += min(change, abs(ink - ground))
    return drawn >= _FAINT and told >= _OWN * drawn
