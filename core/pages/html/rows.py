"""Where lines stand in a box that cuts off what is below its foot: a browser lays them out, and
here they are counted, each as low as it can be and as long as it may be."""

# Tested in tests/core/pages/html/test_rows.py.

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from core.pages.html.visibility import LINE, Look

_WIDEST = 300  # letters of a line
_TIPS = 0.4  # of the size of type: no more is seen of a line than where its letters begin


class Rows:
    """The lines that are seen so far in each shut box that is open."""

    def __init__(self) -> None:
        self._heights: list[float] = []
        self._letters = 0
        self._paused = 0

    @property
    def are_counted(self) -> bool:
        """Whether a box is open that cuts lines off."""
        return bool(self._heights) and not self._paused

    @contextmanager
    def within(self) -> Iterator[None]:
        """Count the lines of a box from here on."""
        letters = self._letters
        self._letters = 0
        self._heights.append(0.0)
        try:
            yield
        finally:
            self._heights.pop()
            self._letters = letters

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Count none: what a table holds stands side by side."""
        self._paused += 1
        try:
            yield
        finally:
            self._paused -= 1

    def shows(self, text: str, look: Look) -> bool:
        """Whether a text shows more than its tips above its box's foot; what is seen takes its
        room."""
        if not self.are_counted or look.is_beside:
            return True
        if look.y + self._heights[-1] + _TIPS * look.size >= look.floor:
            return False
        self._letters += len(text.strip())
        return True

    def end(self, look: Look, *, is_break: bool) -> None:
        """End a line: an empty one has a height where it is broken off alone."""
        if self.are_counted and not look.is_beside and (self._letters or is_break):
            lines = math.ceil(self._letters / _WIDEST) or 1
            self._heights[-1] += lines * LINE * look.size
            self._letters = 0
