"""What the service does with lists and on days."""

# Tested in tests/bot/delivery/test_newsroom.py.

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from core.editions.keys import ListKey


class Work(StrEnum):
    """What is done with a list or on a day. By the value, workers claim it."""

    COUNTS = "counts"  # who asked how much is forgotten
    CLOCK = "clock"  # a clock that is behind is told
    REFRESH = "list"
    READ = "read"
    BATCH = "batch"  # read by a batch
    WAITS = "waits"  # for cheaper hours
    CHECK = "checked"  # read the rest of a list that is pushed
    TRANSLATE = "translated"
    PICK = "picked"  # summarize what will be picked
    FORESEE = "foreseen"  # find that out
    MEND = "mended"
    REVISE = "revised"
    FORGET = "forgotten"


class Job(NamedTuple):
    """A piece of work, and the list or day that it is about."""

    work: Work
    about: ListKey | dt.date

    def __str__(self) -> str:
        return f"{self.work} {self.about}"
