"""Which words of a page leave ink that a reader sees. The rendered page decides.

The page is drawn with its text and without: where a word changes nothing, nobody sees it, whatever
hides it: its colour, how it is drawn, a clip, a layer that is off, a box over it, the page's edge.
Words that lie on each other are drawn one after the other. Text for machines has been found in
papers in all these ways.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from core.pages.html.colours import Colour, alike
from core.pages.pdf.shown import Box, Picture, Word
from core.pages.pdf.viewer import Page

# A change by less, of 255, cannot be told from the paper; the same bound as for pages.
_FAINT = 34
_TINTED = 60
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
_LEFT = 0.3  # the part of its ink that others must leave
_WIDE = 0.3  # the part of a word's width that must be seen
_BESIDE = 1.0  # points that neighbours may share
_FEWEST = 3  # letters of a word that are looked at for lying on each other
_NARROW = 0.3  # of its size: the width of a letter, below which they may
_SLIGHT = 0.15  # of its size: no letter is as narrow, however it is turned
_FLAT = 0.2  # of its size: no letter is as low
_PILED = 0.6  # of the narrower letter, that a neighbour covers
_MOSTLY = 0.7  # of the letters
_MOST_GROUPS = 12  # that are looked at one by one


def unseen(page: Page, words: Sequence[Word]) -> set[int]:
    """The numbers of the words that a reader does not see."""
    hidden = {
        at
        for at, word in enumerate(words)
        if 0 < word.style.size < _TINY or _is_flat(word) or _is_piled(page, word)
    }
    if len(hidden) == len(words):
        return hidden
    asked = [at for at in range(len(words)) if at not in hidden]
    for finest in (_COARSE, _CLOSE):
        if asked:
            asked = _without_ink(page, words, asked, _scale(page, finest))
    hidden.update(asked)
    groups = _groups(words, overprinted(words, hidden))
    for finest in (_COARSE, _CLOSE):
        if groups:
            groups = _lost(page, words, groups, _scale(page, finest))
    return hidden.union(*groups)


def _is_flat(word: Word) -> bool:
    """Whether the word's letters are drawn as dots, or as a line: a font may draw anything."""
    height = word.box[3] - word.box[1]
    is_of_letters = word.text.isascii() and sum(map(str.isalnum, word.text)) > 1
    return is_of_letters and word.style.upright and 0 < height < _FLAT * word.style.size


def _is_piled(page: Page, word: Word) -> bool:
    """Whether the word's letters lie on each other, run backwards, or are drawn as thin as strokes,
    so that they cannot be read though each leaves its ink."""
    count = word.end - word.start
    if count < _FEWEST or not word.text.isascii() or not word.text.isalnum():
        return False
    (x, y), (last_x, last_y) = page.origin(word.start), page.origin(word.end - 1)
    if math.hypot(last_x - x, last_y - y) < _SLIGHT * word.style.size * (count - 1):
        return not word.whole
    across = word.box[2] - word.box[0]
    if not word.style.upright:
        return False
    backwards = last_x < x
    if not backwards and across > _NARROW * word.style.size * count:
        return False
    boxes = [page.box(at) for at in range(word.start, word.end)]
    piled = 0
    for one, other in pairwise(boxes):
        least = min(one[2] - one[0], other[2] - other[0])
        shared = min(one[2], other[2]) - max(one[0], other[0])
        # A letter that is drawn twice on its place is a bold one, made by hand.
        if one != other and (other[2] < one[2] or shared > _PILED * max(least, 0.1)):
            piled += 1
    return piled > _MOSTLY * (count - 1)


def _scale(page: Page, wanted: float) -> float:
    """The scale wanted, or what a very large page admits."""
    points = max(1.0, page.width * page.height)
    return min(wanted, float((_MOST_PIXELS / points) ** 0.5))


def _without_ink(
    page: Page, words: Sequence[Word], asked: Iterable[int], scale: float
) -> list[int]:
    whole = page.picture(scale)
    page.hide_texts()
    bare = page.picture(scale)
    page.show_texts()
    return [at for at in asked if not differs(whole, bare, words[at])]


def differs(one: Picture, other: Picture, word: Word) -> bool:
    """Whether two pictures of a page differ, to a reader's eye, where the word stands: across its
    middle, which the letters around it do not reach, and not by a thread of it."""
    left, top, right, bottom = one.area(word.box)
    needed = 1
    # Full stops have no middle; a letter's may be a thin stroke, or none: 工, 二.
    single = len(word.text) == 1
    if single:
        needed = max(1, (bottom - top) // 2)
    elif 2 * sum(map(str.isalnum, word.text)) > len(word.text):
        height = bottom - top
        top += height // 4
        bottom -= height // 4
        needed = max(1, (bottom - top) // 2)
    if right - left > 4:
        left += 1
        right -= 1
    wide = _WIDE * (right - left)
    first, last = right, left
    lowest = top - 1
    seen = 0
    for number in range(bottom - 1, top - 1, -1):
        row = one.row(number, left, right)
        bare = other.row(number, left, right)
        if row == bare:
            continue
        begins = _first_change(row, bare, one.channels)
        if begins < 0:
            continue
        ends = _first_change(row[::-1], bare[::-1], one.channels, backwards=True)
        first = min(first, left + begins // one.channels)
        last = max(last, right - ends // one.channels)
        lowest = max(lowest, number)
        seen = lowest - number + 1 if single else seen + 1
        if seen >= needed and last - first >= wide:
            return True
    return False


def _first_change(row: bytes, bare: bytes, channels: int, *, backwards: bool = False) -> int:
    """The place of the first byte that a reader's eye can tell, or -1. A tint that is as light as
    its ground cannot be told from it, though a channel differs by more."""
    for at, (ink, paper) in enumerate(zip(row, bare, strict=True)):
        change = abs(ink - paper)
        if change < _FAINT:
            continue
        if change > _TINTED:
            return at
        start = at - at % channels
        pixel = slice(start, start + channels)
        inked = _colour(row[pixel], backwards=backwards)
        ground = _colour(bare[pixel], backwards=backwards)
        if not alike(inked, ground):
            return at
    return -1


def _colour(pixel: bytes, *, backwards: bool) -> Colour:
    """A pixel's colour: its channels are blue, green, red and perhaps opacity."""
    if backwards:
        pixel = pixel[::-1]
    blue, green, red = pixel[:3]
    return (red, green, blue)


def overprinted(words: Sequence[Word], hidden: set[int]) -> list[tuple[int, int]]:
    """Pairs of words, the one drawn first before the other, that share a place: the middle of
    either, where they do not look alike, else much of it."""
    rows: dict[int, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if at in hidden:
            continue
        left, bottom, right, top = word.box
        first = max(0, min(_WIDEST, int(left // _CELL)))
        last = max(first, min(_WIDEST, int(right // _CELL))) + 1
        met: Counter[int] = Counter()
        for number in range(*_cells(bottom, top)):
            row = rows.setdefault(number, [_NOBODY] * (_WIDEST + 2))
            if max(row[first:last]) > _NOBODY:
                counted = Counter(row[first:last])
                del counted[_NOBODY]
                met |= counted
            row[first:last] = [at] * (last - first)
        for other, count in met.items():
            if _share(words[other], word, count, last - first):
                pairs.append((other, at))
    return pairs


def _share(first: Word, second: Word, cells: int, of_cells: int) -> bool:
    """Whether one of the words may hide the other; they share so many cells of the second's."""
    if first.style.look != second.style.look:
        return _meet(first.box, second.box, _BORDER)
    # The same word twice is a bold one, made by hand.
    alike = first.text == second.text or first.style.owner == second.style.owner
    letters = sum(map(str.isalpha, second.text))
    much = letters > 1 and cells >= max(2.0, _COVERED * of_cells)
    return not alike and much and _meet(first.box, second.box, 2 * _BORDER)


def _meet(one: Box, other: Box, part: float) -> bool:
    """Whether two boxes share more than a border: that part of the lower one's height."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    lower = min(one[3] - one[1], other[3] - other[1])
    return across > _BESIDE and up > part * lower


def _cells(low: float, high: float) -> tuple[int, int]:
    """The first cell between those heights, and the one behind the last; few of them."""
    first = int(low // _CELL)
    return first, min(int(high // _CELL), first + _TALLEST) + 1


def _groups(words: Sequence[Word], pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """The words of the pairs, those together that are drawn alike and, where both of a pair are,
    in the same turn."""
    groups: dict[tuple[int, int], set[int]] = defaultdict(set)
    for first, second in pairs:
        under, over = words[first].style.look, words[second].style.look
        if under == over:
            groups[under, 1].add(first)
            groups[over, 2].add(second)
        else:
            groups[under, 0].add(first)
            groups[over, 0].add(second)
    several = list(groups.values())
    if len(several) > _MOST_GROUPS:
        several[_MOST_GROUPS:] = [set().union(*several[_MOST_GROUPS:])]
    return several


def _lost(
    page: Page, words: Sequence[Word], groups: Sequence[set[int]], scale: float
) -> list[set[int]]:
    """The words of each group whose own ink is not seen among that of all the others."""
    whole = page.picture(scale)
    page.hide_texts()
    bare = page.picture(scale)
    lost: list[set[int]] = []
    for group in groups:
        owners = {words[at].style.owner for at in group}
        page.show_texts(owners)
        alone = page.picture(scale)
        page.show_texts()
        page.hide_texts(owners)
        without = page.picture(scale)
        page.hide_texts()
        pictures = (whole, bare, without, alone)
        unseen = {at for at in group if not _own_ink(pictures, words[at])}
        if unseen:
            lost.append(unseen)
    page.show_texts()
    return lost


def _own_ink(pictures: tuple[Picture, Picture, Picture, Picture], word: Word) -> bool:
    """Whether enough of the word's ink can be told from the paper. The pictures are the page, the
    page without texts, without this word, and with no other."""
    area = pictures[0].area(word.box)
    alone, bare = pictures[3].rows(area), pictures[1].rows(area)
    is_strong = any(_stand_out(mine, paper) for mine, paper in zip(alone, bare, strict=True))
    wanted = 0
    drawn = 0
    told = 0
    for full, paper, rest, own in zip(*(each.rows(area) for each in pictures), strict=True):
        if own == paper and full == rest:
            continue
        for ink, ground, below, mine in zip(full, paper, rest, own, strict=True):
            wanted += abs(mine - ground)
            change = abs(ink - below)
            if is_strong:
                # What it takes away from others, as a watermark over the text does, is not its own.
                change = min(change, abs(mine - ground))
            drawn += change
            # What takes others' ink away says nothing itself.
            if change >= _FAINT and abs(ink - ground) - abs(below - ground) >= _FAINT:
                told += change
    return drawn >= _FAINT and told >= _OWN * drawn and told >= _LEFT * wanted


def _stand_out(row: bytes, bare: bytes) -> bool:
    """Whether a row is more than tinted somewhere."""
    if row == bare:
        return False
    return any(abs(ink - paper) > _TINTED for ink, paper in zip(row, bare, strict=True))
