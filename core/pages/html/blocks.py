"""Running text gathered into paragraphs: the line being read, the blocks read, a waiting mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_LONGEST_MARK = 1_000  # characters
_BLANK = re.compile(r"\s++")
# The wide spaces TeX authors put between the names of one line.
_WIDE = re.compile(r"[\u2001\u2003]|\u00a0{2}")
_BREAKS = re.compile(r"[^\W\d_][-‐]$")
# "pre- and post-training"
_JOINS = re.compile(r"(?:and|or|to|vs)\b")
BREAK = "\v"
"""Stands where the page begins a line; white space like any other for whoever doesn't look."""


class Blocks:
    """Text arrives by `add`; `flush` ends the paragraph. `mark` (a bullet, a theorem's head) goes
    before the next one.

    `by_lines` is for author blocks: every line stands alone and wide gaps part names.
    """

    def __init__(self) -> None:
        self.done: list[str] = []
        self.mark = ""
        self.asides = 0
        self.by_lines = False
        self._line: list[str] = []

    def add(self, text: str) -> None:
        """Add text to the line."""
        self._line.append(text)

    @property
    def last(self) -> str:
        """The last character of the line so far; "" for none."""
        return self._line[-1][-1:] if self._line else ""

    def lead(self, head: str) -> None:
        """Let a head run into the block that follows; too many heads become their own block."""
        if len(self.mark) > _LONGEST_MARK:
            self.settle()
        self.mark += head + " "

    def put(self, block: str) -> None:
        """Add a finished block, behind the waiting mark."""
        self.done.append(self.mark + block)
        self.mark = ""

    def flush(self) -> None:
        """End the line; its white space collapses, and an empty one leaves nothing."""
        line = "".join(self._line)
        self._line.clear()
        if self.by_lines:
            line = _BLANK.sub(_parted, line)
        text = stacked(" ".join(part.split()) for part in line.split(BREAK))
        if text:
            self.put(text)

    def settle(self) -> None:
        """End the line, and give a head that no text followed its own block."""
        self.flush()
        if self.mark.strip(" -"):
            self.done.append(self.mark.strip())
        self.mark = ""

    def restart(self, done: list[str]) -> None:
        """Gather into another list from here on; an unfinished line is dropped."""
        self._line.clear()
        self.done = done

    @contextmanager
    def aside(self) -> Iterator[list[str]]:
        """Gather blocks apart from the running text, which goes on afterwards."""
        line = self._line
        done = self.done
        mark = self.mark
        gathered: list[str] = []
        self._line = []
        self.done = gathered
        self.mark = ""
        self.asides += 1
        try:
            yield gathered
            self.settle()
        finally:
            self.asides -= 1
            self._line = line
            self.done = done
            self.mark = mark


def _parted(blank: re.Match[str]) -> str:
    """A comma for white space that parts two names, else the white space."""
    if _WIDE.search(blank[0]):
        return ", "
    return blank[0]


def stacked(lines: Iterable[str]) -> str:
    """Lines that stand above each other, as one: a word that breaks at its hyphen is whole
    again."""
    parts: list[str] = []
    above = ""
    for line in filter(None, lines):
        is_broken = _BREAKS.search(above[-2:]) and line[0].isalnum()
        if parts and not (is_broken and not _JOINS.match(line)):
            parts.append(" ")
        parts.append(line)
        above = line
    return "".join(parts)
