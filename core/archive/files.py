"""Archive files as data, as the parsers make them and the store keeps them.

`file` are the bytes of an imported file. Whoever exports gives them back as they are; where there
are none, the writer writes. Two archives that say the same are equal, whatever their files.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from core.models import Edition, Paper, Report, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestArchive:
    """A digest file as data: the edition (its entries selected, without abstracts) and its
    summaries, by paper id."""

    edition: Edition
    language: str
    summaries: dict[str, Summary]
    file: bytes | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportArchive:
    """A deep-read report file as data: the papers as it names them, in its order, and their
    reports."""

    date: dt.date
    language: str
    papers: tuple[Paper, ...]
    reports: tuple[Report, ...]
    file: bytes | None = field(default=None, compare=False)
