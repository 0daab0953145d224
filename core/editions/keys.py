"""Which list is meant: a source, a shelf of it, and a day. Pure.

Written short, a key is its day, and for every shelf but the daily one that shelf after it:
`2026-02-05`, and `2026-02-05-arxiv-daily`. So a date alone means what it meant before there were
other lists, in buttons of old messages and in what people type.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

# What a short form can name and a button's value can carry: neither a hyphen, a colon nor an
# underscore.
_NAME = r"[a-z][a-z0-9]*"
_KEY = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:-({_NAME})-({_NAME}))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Shelf:
    """A row of lists, one a day: the source they come from, and which of its rows it is
    ("daily")."""

    source: str
    name: str

    def __post_init__(self) -> None:
        if not all(re.fullmatch(_NAME, part) for part in (self.source, self.name)):
            raise ValueError(f"no short form can name {self.source!r}, {self.name!r}")

    def on(self, day: dt.date) -> ListKey:
        """The key of its list of that day."""
        return ListKey(day, self)

    def __str__(self) -> str:
        return f"{self.source}/{self.name}"


# Hugging Face's daily papers: the list that a date alone means.
DAILY = Shelf("hf", "daily")


@dataclass(frozen=True, slots=True, order=True)
class ListKey:
    """The key of a list. Keys are ordered by day, and of one day by shelf."""

    day: dt.date
    shelf: Shelf

    def __str__(self) -> str:
        """The short form, which `read_key` reads."""
        day = self.day.isoformat()
        if self.shelf == DAILY:
            return day
        return f"{day}-{self.shelf.source}-{self.shelf.name}"


def read_key(text: str) -> ListKey | None:
    """The key of that short form, or None when it is none."""
    found = _KEY.fullmatch(text)
    if found is None:
        return None
    try:
        day = dt.date.fromisoformat(found[1])
    except ValueError:
        return None
    if found[2]:
        return ListKey(day, Shelf(found[2], found[3]))
    return DAILY.on(day)


# There are few, and each chat that is read names some.
@lru_cache(maxsize=256)
def read_shelf(text: str) -> Shelf:
    """The shelf that is written like that, as `hf/daily`; raises ValueError."""
    source, _, name = text.partition("/")
    return Shelf(source, name)
