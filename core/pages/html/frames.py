"""What stands in a figure element: its caption, its pictures and its tables."""

# Tested in tests/core/pages/html/test_latexml.py.

from __future__ import annotations

from collections.abc import Mapping
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
