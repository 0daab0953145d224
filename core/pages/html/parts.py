"""The sections of a page as they are filled, in document order."""

# Tested in tests/core/pages/html/test_latexml.py.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from core.document import Section
from core.pages.html.blocks import Blocks


@dataclass(slots=True)
class _Open:
    """A section being filled."""

    title: str
    level: int
    anchor: str = ""
    blocks: list[str] = field(default_factory=list)


class Parts:
    """Where the blocks that are read go: first to a section without title."""

    def __init__(self, out: Blocks) -> None:
        self._out = out
        self._open: list[_Open] = []
        self.begin("", 1)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections; one without title holds what precedes the headings."""
        return tuple(
            Section(part.title, part.level, "\n\n".join(part.blocks), part.anchor)
            for part in self._open
            if part.title or part.blocks
        )

    def begin(self, title: str, level: int, anchor: str = "") -> None:
        """Fill another section from here on."""
        self._open.append(_Open(title, level, anchor))
        self._out.restart(self._open[-1].blocks)

    def keep(self, wanted: Callable[[str], bool]) -> None:
        """Keep of what precedes the headings what is wanted; nothing changes behind the first."""
        if len(self._open) == 1:
            self._open[0].blocks[:] = filter(wanted, self._open[0].blocks)
