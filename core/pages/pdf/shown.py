"""What a page shows, as data: words, lines, and a picture of it. Pure."""

# Tested in tests/core/pages/pdf/test_ink.py and test_layout.py.

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

CHINESE = "\u2e80"  # and what follows
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Style(NamedTuple):
    """How a character is set: the text it belongs to, its font's number and name, its size,
    whether it stands upright, and the number of the look it is drawn with (colours, kind of
    drawing, clip, layer, form)."""

    owner: int
    font: int
    name: str
    size: float
    upright: bool = True
    look: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank, from `start` to before `end` of the page's, and how its
    first is set. `joined`: no blank stands before it. `whole`: its last character stands where its
    first does."""

    text: str
    start: int
    end: int
    box: Box
    style: Style
    joined: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Line:
    """A line of words."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """Its words with the blanks between them."""
        pieces: list[str] = []
        for word in self.words:
            if pieces and not word.joined:
                pieces.append(" ")
            pieces.append(word.text)
        return "".join(pieces)

    @cached_property
    def style(self) -> tuple[str, float]:
        """The font and size most of its characters are set in."""
        counted: Counter[tuple[str, float]] = Counter()
        for word in self.words:
            name = word.style.name
            # Chromium parts a Chinese font into hundreds, which have no names.
            if not name and max(word.text) < CHINESE:
                name = str(word.style.font)
            counted[name, round(word.style.size, 1)] += len(word.text)
        return counted.most_common(1)[0][0]

    @cached_property
    def box(self) -> Box:
        """The box around its words."""
        return around([word.box for word in self.words])


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around others, of which there is at least one."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is read: `style` is its font and size, `apart` whether that is another than the
    text's. `aside`: it belongs to a figure, a table, a caption or a footnote. `below`: it stands
    right below the row before it. `edge`: it is among the highest or lowest of its page.
    `margin`: it stands apart where many pages have something, as a running head does."""

    text: str
    style: tuple[str, float] = ("", 0.0)
    apart: bool = False
    aside: bool = False
    below: bool = True
    edge: bool = False
    margin: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, row by row from the top, `channels` bytes each; `matrix` leads from the page's points
    to them."""

    pixels: bytes
    width: int
    height: int
    stride: int
    channels: int
    matrix: tuple[float, ...]

    def area(self, box: Box) -> tuple[int, int, int, int]:
        """The columns and rows that a box of points touches: left, top, and behind the last. A box
        beside the picture touches none."""
        a, b, c, d, e, f = self.matrix
        left, bottom, right, top = box
        x0, x1 = sorted((a * left + e, a * right + e))
        y0, y1 = sorted((d * bottom + f, d * top + f))
        if b or c:
            xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
            ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
            x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        first_column = max(0, math.floor(x0))
        first_row = max(0, math.floor(y0))
        last_column = min(self.width, math.ceil(x1))
        last_row = min(self.height, math.ceil(y1))
        return first_column, first_row, max(first_column, last_column), max(first_row, last_row)

    def row(self, number: int, left: int, right: int) -> bytes:
        """The pixels of a row from one column to before another."""
        start = number * self.stride
        return self.pixels[start + left * self.channels : start + right * self.channels]

    def rows(self, area: tuple[int, int, int, int]) -> list[bytes]:
        """The pixels of that area, row by row."""
        left, top, right, bottom = area
        return [self.row(number, left, right) for number in range(top, bottom)]
