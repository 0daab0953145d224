"""Statements on recorded papers as a language model puts them into a report: true ones, and ones
that are false in the ways in which models are wrong. They stand in tests/core/data/statements.

Each was written from the page alone, without looking at how statements are checked, and its verdict
was read a second time against the page. None is a sentence of a paper: `found_by` are a few words,
or a table row's cells, that find the passage which decides. TUNED and KEPT share no paper: a rule
may be fitted to TUNED; KEPT is counted only, nobody looks at its cases. What the others are for is
said in their files.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tests.core.model_pages import told_of_pages


class Source(StrEnum):
    """Where the figures of a statement stand."""

    TABLE = "table"
    PROSE = "prose"


class Fault(StrEnum):
    """How a statement is false."""

    ROW = "the figure of another row"
    COLUMN = "the figure of another column"
    EXCHANGED = "two figures exchanged"
    DIRECTION = "more where it is less, or less where it is more"
    UNIT = "another unit or scale"
    INVENTED = "a figure that the passage does not have"
    BASELINE = "the figure of another baseline, or a gap to another one"
    CONDITION = "right under another condition"
    ROUNDING = "rounded too far"


@dataclass(frozen=True)
class Statement:
    """What a report says of a page. Without a fault it is true; of a false one, `wrong` are the
    figures that do not hold, as they stand in the text. Where only the direction is turned, they
    are the figures that the turned word is about."""

    page: str
    source: Source
    text: str
    found_by: str
    fault: Fault | None = None
    wrong: tuple[str, ...] = ()

    @property
    def true(self) -> bool:
        return self.fault is None


def _statements(part: str) -> tuple[Statement, ...]:
    """The statements of that part, in their order."""
    return tuple(
        Statement(
            page,
            Source(row["source"]),
            row["text"],
            row["found_by"],
            Fault[row["fault"].upper()] if "fault" in row else None,
            tuple(row.get("wrong", ())),
        )
        for page, row in told_of_pages("statements", part)
    )


TUNED = _statements("tuned")
KEPT = _statements("kept")
LAST = _statements("last")
FRESH = _statements("fresh")
NEWEST = _statements("newest")
SIXTH = _statements("sixth")
