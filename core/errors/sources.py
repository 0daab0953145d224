"""What the sources did not give."""

# Tested in tests/bot/chat/test_problems.py.

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from core.errors.base import ForOperator, SourceError
from core.identify import place_of


@dataclass(eq=False)
class SourceUnreachable(SourceError):
    """`reason` is one word, such as timeout or connection, or the status of the answer; with
    `proxy` as core.network.trouble tells them."""

    host: ForOperator
    reason: str
    proxy: ForOperator = ""


@dataclass(eq=False)
class SourceRefused(SourceError):
    host: ForOperator
    status: int


@dataclass(eq=False)
class SourceWantsAccount(SourceError):
    """The source answers only who is signed in; `user` is who was refused, "" where nobody was
    tried."""

    host: ForOperator
    user: ForOperator = ""


@dataclass(eq=False)
class SourceLimited(SourceError):
    """`seconds` until the source wants to hear from us again."""

    host: ForOperator
    seconds: int


@dataclass(eq=False)
class SourceMalformed(SourceError):
    host: ForOperator
    reason: ForOperator


@dataclass(eq=False)
class SourceTooLarge(SourceError):
    host: ForOperator
    limit: int


@dataclass(eq=False)
class SourceRedirected(SourceError):
    host: ForOperator
    target: ForOperator


@dataclass(eq=False)
class DateNotListedYet(SourceError):
    date: dt.date


@dataclass(eq=False)
class _OfPaper(SourceError):
    """`place` is where the paper stands."""

    paper_id: str
    place: str = field(default="", kw_only=True)

    def __post_init__(self) -> None:
        self.place = self.place or place_of(self.paper_id)
        SourceError.__post_init__(self)


@dataclass(eq=False)
class NoFullText(_OfPaper):
    """No text of the paper can be read."""


@dataclass(eq=False)
class WrongDocument(_OfPaper):
    """`reason` is title, empty, short, scaffold or size."""

    reason: str


@dataclass(eq=False)
class PaperWithdrawn(_OfPaper):
    """Its text is given no more."""
