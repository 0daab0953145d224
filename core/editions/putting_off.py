"""Texts that nobody waits for, and until when they may be put off. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from core.editions.keys import ListKey
from core.llm.nights import AHEAD
from core.records import Step, TextKey

# A batch is worth waiting for if it has at least this long. The promise is 24 hours, most take
# less.
LEAST: Final = dt.timedelta(hours=3)
# This long before a UTC day's end nothing waits any more: a batch's tokens are that day's.
BEFORE_MIDNIGHT: Final = dt.timedelta(hours=2)
# How long it is waited, after a text's time, for what was answered before its batch was called off.
GRACE: Final = dt.timedelta(minutes=15)

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff:
    """A text that may wait `until` then: that step for a paper of that list, in a language.

    `batch` is the batch that it was sent with, `back` whether that has ended.
    """

    step: Step
    paper_id: str
    language: str
    key: ListKey
    until: dt.datetime
    batch: str | None = None
    back: bool = False

    @property
    def text(self) -> TextKey:
        """Which text it is; each is put off once."""
        return self.step, self.paper_id, self.language


class PutOffCounts(NamedTuple):
    """How many texts wait, and how many were put off at all, of which some have been written."""

    waiting: int
    ever: int


class Later(Protocol):
    """What reads texts later."""

    async def put(self, texts: Sequence[PutOff]) -> set[TextKey]:
        """Put these off, but for those that have been before; which of them wait now. Those that do
        not are to be read."""

    async def of(self, key: ListKey, papers: Collection[str]) -> PutOffCounts:
        """How many of the list's texts about these papers are put off."""

    async def hurry(self, key: ListKey, papers: Collection[str], now: dt.datetime) -> None:
        """Let these texts wait no longer."""


def worth_until(now: dt.datetime, wanted: dt.datetime | None) -> dt.datetime | None:
    """Until when texts may wait that are wanted by then (None: some day); None when that is too
    soon to be worth it."""
    midnight = dt.datetime.combine(now.astimezone(dt.UTC).date() + _DAY, dt.time(), dt.UTC)
    until = midnight - BEFORE_MIDNIGHT
    if wanted is not None:
        until = min(until, wanted - AHEAD)
    return until if until - now >= LEAST else None
