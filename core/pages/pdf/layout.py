"""What is text on the pages of a paper, and what stands beside it: figures, tables, captions,
footnotes. Told by sizes and places. Pure."""

# Chinese is read here: captions.

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.pages.pdf.columns import in_reading_order
from core.pages.pdf.initials import put_before
from core.pages.pdf.shown import CHINESE, Line, Row, Word

_CAPTION = re.compile(
    r"(?:(?P<below>fig(?:ure|\.)|scheme|图)|table|tab\.|algorithm|listing|表)\s?"
    r"[A-Z]?\d{1,3}(?:\.\d{1,2})?\s?(?:[.:：|]|$|(?<=[图表\d])\s)|TABLE\s[IVX]{1,6}$",
    re.IGNORECASE,
)
_LINE_NUMBER = re.compile(r"[0-9]{1,4}")
_FEWEST_NUMBERS = 15  # on a page of a paper whose lines are numbered, and
_FEW_NUMBERS = 3  # on its last one
_STEP = 5  # lines from one number to the next, where not each has one
_TEXT = 20  # characters of a line that is one of the text's
_STRAY = 1  # of them, which a formula takes or gives
_IN_COLUMN = 0.25  # of a page's numbers stand below each other
_SMALL = 0.93  # of the text's size: footnotes, captions, labels
_LARGE = 1.05
_FULL = 0.85  # of the usual width of a line
_NEAR = 1.35  # of the usual distance between lines
_FAR = 1.9
_SAME_HEIGHT = 6  # points between the feet of letters of one height
_EDGE = 2  # lines at the head and the foot of a page that may be a running head


@dataclass(frozen=True, slots=True)
class Usual:
    """How most of a paper's lines are set: their font and size, width, distance from each other."""

    style: tuple[str, float]
    width: float
    distance: float


def rows(pages: Sequence[Sequence[Line]]) -> list[list[Row]]:
    """The rows of each page, without the numbers of lines that copies for reviewers have."""
    pages = _without_line_numbers([_upright(page) for page in pages])
    pages = [in_reading_order(page) for page in pages]
    usual = _usual(pages)
    pages = put_before(pages, usual.style[1])
    heads = _margins(pages, usual, up=True)
    feet = _margins(pages, usual, up=False)
    return [_page(page, usual, heads, feet) for page in pages]


def _upright(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a page that is printed sideways, as those of a wide table are, with the places
    that they have when it is turned; those of other pages as they are."""
    ways = [_way(line) for line in lines]
    up, down = ways.count(1), ways.count(-1)
    if 2 * max(up, down) <= len(lines):
        return lines
    way = 1 if up > down else -1
    turned: list[Line] = []
    for line in lines:
        turned.append(Line(tuple(_turned(word, way) for word in line.words)))
    return turned


def _way(line: Line) -> int:
    """1 where a line runs up its page, -1 where it runs down, 0 where it does neither."""
    first, last = line.words[0], line.words[-1]
    if first.style.upright or len(line.words) < 2:
        return 0
    climbed = last.box[1] - first.box[1]
    went = abs(last.box[0] - first.box[0])
    if abs(climbed) <= went:
        return 0
    return 1 if climbed > 0 else -1


def _turned(word: Word, way: int) -> Word:
    left, bottom, right, top = word.box
    box = (bottom, -right, top, -left) if way > 0 else (-top, left, -bottom, right)
    return replace(word, box=box, style=word.style._replace(upright=not word.style.upright))


def _without_line_numbers(pages: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """The lines of each page without their numbers, where most lines of a page have one that goes
    on counting, or every fifth has; the last page may have few."""
    for step in (1, _STEP):
        numbers = [_counting(page, step) for page in pages]
        told = [step * len(each) for each in numbers]
        wanted = [max(_FEWEST_NUMBERS, 0.4 * len(page)) for page in pages]
        if any(mine >= least for mine, least in zip(told, wanted, strict=True)):
            break
    else:
        return pages
    kept: list[Sequence[Line]] = []
    for page, counted in zip(pages, numbers, strict=True):
        enough = min(_FEWEST_NUMBERS, max(_FEW_NUMBERS, 0.4 * len(page)))
        is_numbered = step * len(counted) >= enough
        kept.append(_unnumbered(page, counted) if is_numbered else page)
    return kept


def _counting(lines: Sequence[Line], step: int) -> set[int]:
    """The numbers at either end of a page's lines beside which another one stands that goes on in
    those steps, as many lines away; those in the margin may be drawn one after the other."""
    places: dict[int, list[int]] = {}
    texts = [line.box for line in lines if len(line.text) >= _TEXT]
    left = min((box[0] for box in texts), default=0.0)
    right = max((box[2] for box in texts), default=0.0)
    margin: set[int] = set()
    for at, line in enumerate(lines):
        if len(line.words) == 1 and (line.box[2] < left or right < line.box[0]):
            margin.add(at)
        for word in (line.words[0], line.words[-1]):
            if _LINE_NUMBER.fullmatch(word.text):
                places.setdefault(int(word.text), []).append(at)
    return {
        number for number in places if number % step == 0 and _goes_on(places, number, step, margin)
    }


def _goes_on(places: Mapping[int, Sequence[int]], number: int, step: int, margin: set[int]) -> bool:
    for other in (number - step, number + step):
        if step == 1 and other in places:
            return True
        for at in places.get(other, ()):
            for mine in places[number]:
                away = abs(at - mine)
                if abs(away - step) <= _STRAY or (away == 1 and {at, mine} <= margin):
                    return True
    return False


def _unnumbered(lines: Sequence[Line], counted: set[int]) -> list[Line]:
    """The lines without those numbers where these stand below each other, as a section's does not
    stand below them."""
    places: Counter[tuple[int, int]] = Counter()
    for line in lines:
        for word in {line.words[0], line.words[-1]}:
            if _is_counted(word, counted):
                places.update(_edges(word))
    often = _IN_COLUMN * len(counted)
    columns = {place for place in places if _near_in(places, place) >= often}
    kept: list[Line] = []
    for line in lines:
        words = line.words
        if _is_counted(words[0], counted) and columns & set(_edges(words[0])):
            words = words[1:]
        if words and _is_counted(words[-1], counted) and columns & set(_edges(words[-1])):
            words = words[:-1]
        if words:
            kept.append(Line(words))
    return kept


def _edges(word: Word) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where a word begins and where it ends, in points: numbers are set even on either side."""
    return (0, round(word.box[0])), (2, round(word.box[2]))


def _near_in(places: Counter[tuple[int, int]], place: tuple[int, int]) -> int:
    side, x = place
    return sum(places[side, each] for each in (x - 1, x, x + 1))


def _is_counted(word: Word, counted: set[int]) -> bool:
    return _LINE_NUMBER.fullmatch(word.text) is not None and int(word.text) in counted


def _margins(pages: Sequence[Sequence[Line]], usual: Usual, *, up: bool) -> set[int]:
    """The heights, in points, at which many pages have a line above (or below) all their text."""
    counted: Counter[int] = Counter()
    text_begins: list[int] = []
    for page in pages:
        heights = sorted({round(line.box[1]) for line in page}, reverse=up)
        outer = [height for height in heights if abs(height - heights[0]) <= 2]
        inner = heights[len(outer) : len(outer) + 1]
        large = any(line.style[1] > _LARGE * usual.style[1] for line in page if _at(line, outer))
        if inner and abs(outer[-1] - inner[0]) > _NEAR * usual.distance and not large:
            counted.update(outer)
        else:
            text_begins += outer
    often = max(2, 0.4 * (len(pages) - 1))
    found: set[int] = set()
    for height in counted:
        near = sum(counted[each] for each in range(height - 2, height + 3))
        # What other pages have at that height goes on below: it is where text begins.
        texts = sum(abs(each - height) <= _SAME_HEIGHT for each in text_begins)
        if near >= often and texts <= near // 4:
            found.add(height)
    return found


def _at(line: Line, heights: Sequence[int]) -> bool:
    return round(line.box[1]) in heights


def _usual(pages: Sequence[Sequence[Line]]) -> Usual:
    counted: Counter[tuple[str, float]] = Counter()
    for page in pages:
        for line in page:
            counted[line.style] += len(line.text)
    if not counted:
        return Usual(("", 0.0), 0.0, 0.0)
    style, _ = counted.most_common(1)[0]
    widths: list[float] = []
    distances: list[float] = []
    for page in pages:
        before: Line | None = None
        for line in page:
            if not _same_size(line.style[1], style[1]):
                before = None
                continue
            left, bottom, right, _ = line.box
            if len(line.text) > 20:
                widths.append(right - left)
            if before and 0 < before.box[1] - bottom < 3 * style[1]:
                distances.append(before.box[1] - bottom)
            before = line
    width = statistics.quantiles(widths, n=4)[2] if len(widths) > 1 else 0.0
    distance = statistics.median(distances) if distances else 1.2 * style[1]
    return Usual(style, width, distance)


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= 0.06 * other


def _page(lines: Sequence[Line], usual: Usual, heads: set[int], feet: set[int]) -> list[Row]:
    beside = _beside(lines, usual)
    heights = sorted((line.box[1] for line in lines), reverse=True)
    edges = {*heights[:_EDGE], *heights[-_EDGE:]}
    highest = round(heights[0]) if heights else 0
    lowest = round(heights[-1]) if heights else 0
    turned = {at for at, line in enumerate(lines) if not line.words[0].style.upright}
    if 2 * len(turned) > len(lines):
        turned = set()  # The page itself is turned, not a word across it.
    found: list[Row] = []
    for at, line in enumerate(lines):
        font, size = line.style
        height = round(line.box[1])
        head = highest in heads and height >= highest - 2
        foot = lowest in feet and height <= lowest + 2
        text = line.text
        # Chinese has no capitals: one Latin letter in a line says nothing.
        capitals = text.isupper() and max(text) < CHINESE
        apart = size > _LARGE * usual.style[1] or font != usual.style[0] or capitals
        below = at > 0 and _below(lines[at - 1], line, usual, _NEAR)
        found.append(
            Row(
                text,
                line.style,
                apart,
                at in beside or at in turned,
                below,
                line.box[1] in edges or at in turned,
                head or foot,
            )
        )
    return found


def _is_full(line: Line, usual: Usual) -> bool:
    left, _, right, _ = line.box
    return right - left >= _FULL * usual.width


def _below(before: Line, line: Line, usual: Usual, far: float) -> bool:
    """Whether a line stands below the one before it, within so many lines' distance, and not in
    another column."""
    size = max(before.style[1], line.style[1])
    distance = before.box[1] - line.box[1]
    pitch = max(usual.distance, 1.2 * size)
    return 0.3 * size < distance <= far * pitch and _meet(before, line)


def _meet(one: Line, other: Line) -> bool:
    """Whether two lines share some of their width."""
    return one.box[0] < other.box[2] and other.box[0] < one.box[2]


def _beside(lines: Sequence[Line], usual: Usual) -> set[int]:
    """The numbers of the lines that are no part of the text that goes on."""
    beside = {at for at, line in enumerate(lines) if line.style[1] < _SMALL * usual.style[1]}
    for at, line in enumerate(lines):
        caption = _CAPTION.match(line.text)
        if not caption:
            continue
        # What goes on from a line of the text above it is a sentence that speaks of the figure.
        before = lines[at - 1] if at else None
        if before and _below(before, line, usual, _NEAR) and not _is_label(before, usual):
            continue
        end = _caption_end(lines, at, usual)
        beside.update(range(at, end))
        above = _labels(lines, range(at - 1, -1, -1), usual)
        below = _labels(lines, range(end, len(lines)), usual)
        if caption["below"] or not below:
            beside.update(above)
        else:
            beside.update(below)
    return beside


def _caption_end(lines: Sequence[Line], start: int, usual: Usual) -> int:
    """Where the caption that begins there ends: before a gap, another size, or another column."""
    at = start + 1
    while at < len(lines):
        line = lines[at]
        if not _below(lines[at - 1], line, usual, _NEAR):
            break
        if not _same_size(line.style[1], lines[start].style[1]):
            break
        at += 1
    return at


def _labels(lines: Sequence[Line], order: range, usual: Usual) -> list[int]:
    """The numbers of the lines, in that order, that are a figure's or a table's own."""
    found: list[int] = []
    for at in order:
        line = lines[at]
        if not _is_label(line, usual) or _CAPTION.match(line.text):
            break
        ends_text = at > 0 and _ends_text(lines[at - 1], line, usual)
        if ends_text or line.style[1] > _LARGE * usual.style[1]:
            break
        before = lines[at - order.step] if found else None
        if before and order.step > 0 and not _within_reach(before, line, usual):
            break
        found.append(at)
    return found


def _within_reach(before: Line, line: Line, usual: Usual) -> bool:
    """Whether a line may belong to the same table as the one before it."""
    return abs(before.box[1] - line.box[1]) <= _FAR * usual.distance


def _ends_text(before: Line, line: Line, usual: Usual) -> bool:
    """Whether a short line is the last of a paragraph."""
    same_left = abs(before.box[0] - line.box[0]) < 2 * usual.style[1]
    full = not _is_label(before, usual)
    return full and same_left and _below(before, line, usual, _NEAR)


def _is_label(line: Line, usual: Usual) -> bool:
    """Whether a line does not look like one of the text's."""
    text_like = _same_size(line.style[1], usual.style[1]) and line.style[0] == usual.style[0]
    return not (text_like and _is_full(line, usual))
