"""What a page shows, as data: words, lines, and a picture of it. Pure."""

# Tested in tests/core/pages/pdf/test_ink.py and test_layout.py.

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Box = tuple[float, float, float, float]  # left, bottom, right, top


class Style(NamedTuple):
    """How a character is set: the text it belongs to, its font's number and name, its size, and
    whether it stands upright."""

    owner: int
    font: int
    name: str
    size: float
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank, from `start` to before `end` of the page's, and how its
    first is set. `joined`: no blank stands before it."""

    text: str
    start: int
    end: int
    box: Box
    style: Style
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words with the blanks between them."""
        pieces: list[str] = []
        for word in self.words:
            if pieces and not word.joined:
                pieces.append(" ")
            pieces.append(word.text)
        return "".join(pieces)

    @property
    def style(self) -> tuple[str, float]:
        """The font and size most of its characters are set in."""
        counted: Counter[tuple[str, float]] = Counter()
        for word in self.words:
            name = word.style.name or str(word.style.font)
            counted[name, round(word.style.size, 1)] += len(word.text)
        return counted.most_common(1)[0][0]

    @property
    def box(self) -> Box:
        """The box around its words."""
        return around([word.box for word in self.words])


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around others, of which there is at least one."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


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
        xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
        ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
        if not all(map(math.isfinite, (*xs, *ys))):
            return 0, 0, 0, 0
        left = max(0, math.floor(min(xs)))
        top = max(0, math.floor(min(ys)))
        right = min(self.width, math.ceil(max(xs)))
        bottom = min(self.height, math.ceil(max(ys)))
        return left, top, max(left, right), max(top, bottom)

    def rows(self, area: tuple[int, int, int, int]) -> list[bytes]:
        """The pixels of that area, row by row."""
        left, top, right, bottom = area
        found: list[bytes] = []
        for row in range(top, bottom):
            start = row * self.stride
            found.append(self.pixels[start + left * self.channels : start + right * self.channels])
        return found
