"""What is written down about the work itself: steps that failed, where platforms stand, what model
calls used.

Frozen data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """What can fail for one paper: the steps of the pipeline, and what only people ask for."""

    SUMMARIZE = "summarize"
    DEEP_READ = "deep_read"
    LOOK_UP = "look_up"
    QUESTION = "question"


# What the pipeline does by itself, and does again where it failed.
REPEATED = frozenset({Step.SUMMARIZE, Step.DEEP_READ})


# A text of a paper: the step that writes it, the paper's id, the language.
TextKey = tuple[Step, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A step that failed for one paper in one language: the error's key and data, never a sentence.

    `date` is the day that lists the paper, or the day somebody asked. `tries` counts the failures
    in a row; at `again_at` it is tried again, None when it is not.
    """

    date: dt.date
    paper_id: str
    step: Step
    language: str
    key: str
    data: dict[str, str]
    at: dt.datetime
    tries: int = 1
    again_at: dt.datetime | None = None


class Stage(StrEnum):
    """How far a chat platform has come: not signed in yet, on, waiting to be reached, or ended
    until it is mended."""

    STARTING = "starting"
    ON = "on"
    WAITING = "waiting"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a chat platform stands, since when, and what keeps it from being on: the error's key
    and data, or "".

    `seen_at` is when the process that serves it last gave a sign of life; None when it has stopped
    in order.
    """

    platform: str
    stage: Stage
    since: dt.datetime
    key: str = ""
    data: dict[str, str] = field(default_factory=dict)
    seen_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Spending:
    """What model calls used: calls and tokens (`cached` are part of `prompt`)."""

    calls: int = 0
    prompt: int = 0
    cached: int = 0
    completion: int = 0

    @property
    def tokens(self) -> int:
        """Tokens in all, as budgets count them."""
        return self.prompt + self.completion

    def __add__(self, other: Spending) -> Spending:
        return Spending(
            self.calls + other.calls,
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.completion + other.completion,
        )

    def __sub__(self, other: Spending) -> Spending:
        """What is left when that is taken away, never less than nothing."""
        return Spending(
            max(self.calls - other.calls, 0),
            max(self.prompt - other.prompt, 0),
            max(self.cached - other.cached, 0),
            max(self.completion - other.completion, 0),
        )
