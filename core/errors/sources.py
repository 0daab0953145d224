"""What Hugging Face and arXiv did not give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.errors.base import ForOperator, SourceError


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
class NoFullText(SourceError):
    paper_id: str


@dataclass(eq=False)
class WrongDocument(SourceError):
    """`reason` is title, empty, short, scaffold or size."""

    paper_id: str
    reason: str


@dataclass(eq=False)
class PaperWithdrawn(SourceError):
    paper_id: str
