"""What stands in figure elements: captions, pictures and tables, gathered as a page is walked."""

# Tested in tests/core/pages/html/test_latexml.py.

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from core.document import Figure, Table
from core.pages.html.grids import Grid

_ICON = 40  # pixels; a picture less wide or high than this shows nothing of a paper


@dataclass(slots=True)
class Frame:
    """What a figure element has shown so far. `pictures` counts drawings and lost images too."""

    captions: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    pictures: int = 0
    grids: list[Grid] = field(default_factory=list)

    @property
    def caption(self) -> str:
        """Its captions as one."""
        return " ".join(filter(None, self.captions))

    def hand_up(self, outer: Frame) -> None:
        """Count what it shows as part of the figure around it."""
        outer.addresses += self.addresses
        outer.pictures += self.pictures
        outer.grids += self.grids

    def figure(self, anchor: str) -> Figure:
        """It as a figure: its first picture stands for it."""
        shown = self.pictures + len(self.grids)
        return Figure(self.caption, next(iter(self.addresses), None), shown, anchor)

    def table(self, anchor: str) -> Table:
        """The tables within as one, under the headers they share."""
        lines: list[str] = []
        for grid in self.grids:
            lines += grid.lines
        rows = "\n".join(lines)
        first = self.grids[0]
        if any(grid.heads != first.heads for grid in self.grids):
            return Table(self.caption, rows, anchor=anchor)
        return Table(self.caption, rows, first.heads, first.head_rows, anchor)


def is_icon(attributes: Mapping[str, str | None]) -> bool:
    """Whether an image is so small by its attributes that it is a sign within the text."""
    sizes = (attributes.get(name) or "" for name in ("width", "height"))
    return any(size.isdecimal() and len(size) < 6 and int(size) < _ICON for size in sizes)


class Floats:
    """The figures and tables of a page so far, and the figure element that is being read.

    `address` makes a picture's `src` absolute, or None.
    """

    def __init__(self, address: Callable[[str], str | None]) -> None:
        self.figures: list[Figure] = []
        self.tables: list[Table] = []
        self._address = address
        self._frame: Frame | None = None

    @contextmanager
    def within(self, classes: frozenset[str], anchor: str) -> Iterator[Frame]:
        """The frame of a figure element, while what stands in the element is read."""
        outer = self._frame
        place = len(self.figures)
        frame = Frame()
        self._frame = frame
        yield frame
        self._frame = outer
        if outer is not None:
            frame.hand_up(outer)
            if not frame.caption:
                return
        if frame.grids and not ("ltx_figure" in classes and frame.addresses):
            self.tables.append(frame.table(anchor))
        elif "ltx_figure" in classes or frame.addresses:
            self.figures.insert(place, frame.figure(anchor))

    @contextmanager
    def captioned(self) -> Iterator[Frame | None]:
        """The frame that a caption is of: a picture within a caption is not what it is about."""
        frame = self._frame
        self._frame = None
        yield frame
        self._frame = frame

    def picture(self, attributes: Mapping[str, str | None]) -> None:
        """Count an image, unless it stands in no figure or is a sign within the text."""
        if self._frame is None or is_icon(attributes):
            return
        self._frame.pictures += 1
        address = self._address(attributes.get("src") or "")
        if address is not None:
            self._frame.addresses.append(address)

    def drawing(self) -> None:
        """Count a drawing, or a picture that no page shows."""
        if self._frame is not None:
            self._frame.pictures += 1

    def grid(self, grid: Grid) -> None:
        """Keep a table: in its figure, or as one without caption if it has columns."""
        if self._frame is not None:
            self._frame.grids.append(grid)
        elif any(" | " in line for line in grid.lines):
            self.tables.append(Table("", "\n".join(grid.lines), grid.heads, grid.head_rows))
