"""Nouns to store, with as little said as a test needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.archive.files import DigestArchive, ReportArchive
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryKind
from core.document import Document, Figure, Section, Table
from core.editions.keys import DAILY, ListKey, Shelf
from core.models import (
    Counts,
    Edition,
    EditionState,
    Entry,
    Labelled,
    Paper,
    Provenance,
    Reason,
    Report,
    Results,
    Revision,
    Source,
    Summary,
    Tier,
    Usage,
    Verdict,
    Writer,
)
from core.records import Failure, Step

DAY = dt.date(2026, 2, 5)
LIST = DAILY.on(DAY)
NOON = dt.datetime(2026, 2, 5, 12, 30, 15, 250_000, tzinfo=dt.UTC)


def days(count: int) -> dt.date:
    return DAY + dt.timedelta(days=count)


def lists(count: int) -> ListKey:
    """The daily list of so many days later."""
    return DAILY.on(days(count))


def settled(count: int) -> dict[Shelf, dt.date]:
    """The daily lists are settled up to so many days later."""
    return {DAILY: days(count)}


def days_end(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), dt.UTC)


def hours(count: float) -> dt.datetime:
    return NOON + dt.timedelta(hours=count)


def paper(number: int = 1, **changes: Any) -> Paper:
    return Paper(**{"id": f"2602.{number:05}", "title": f"Paper {number}"} | changes)


def entry(
    rank: int, of: Paper | None = None, *, selected: bool = True, score: float = 54.8
) -> Entry:
    verdict = Verdict(
        score=score,
        tier=Tier.SUPER,
        tags=("Super Lab", "Viral"),
        golden=True,
        reasons=(Reason("super", 50.0), Reason("upvotes", 4.8, 2)),
    )
    return Entry(rank, of or paper(rank), Counts(upvotes=2, stars=3, comments=1), verdict, selected)


def edition(
    *entries: Entry, date: dt.date = DAY, state: EditionState = EditionState.OPEN, **changes: Any
) -> Edition:
    key = changes.pop("key", DAILY.on(date))
    return Edition(key=key, state=state, entries=entries, **changes)


def provenance(writer: Writer = Writer.MODEL, at: dt.datetime = NOON, **changes: Any) -> Provenance:
    return Provenance(**{"source": Source.HTML, "writer": writer, "created_at": at} | changes)


def summary(number: int = 1, language: str = "zh", text: str = "简述", **changes: Any) -> Summary:
    said = {"title": "标题", "highlights": ("一", "二", "三"), "provenance": provenance()} | changes
    return Summary(paper_id=paper(number).id, language=language, text=text, **said)


def report(number: int = 1, language: str = "zh", field: str = "视觉", **changes: Any) -> Report:
    said = {"contribution": "快一倍", "provenance": provenance()} | changes
    return Report(
        paper_id=paper(number).id,
        language=language,
        field=field,
        usage=Usage(
            input="图",
            output="文",
            steps=("装", "跑"),
            requirements="一张卡",
            notes=(Labelled("", "**注**"),),
        ),
        innovations=(Labelled("其一", "甲\n乙"), Labelled("", "丙")),
        results=Results(
            datasets=("A",), comparisons=("B",), figures=("7.5%",), notes=(Labelled("x", "y"),)
        ),
        **said,
    )


def document(number: int = 1, **changes: Any) -> Document:
    said = {
        "title": "Paper",
        "authors": ("甲", "B"),
        "abstract": "Short.",
        "sections": (Section("1 Intro", 1, "A paragraph.\n\nAnother."),),
        "figures": (Figure("Seen", None), Figure("Shown", "x1.png")),
        "tables": (Table("Numbers", "a | b\n1 | 2"),),
        "version": "v2",
    }
    return Document(paper_id=paper(number).id, **said | changes)


def revision(
    number: int = 1, version: str | None = "v2", at: dt.datetime = NOON, **changes: Any
) -> Revision:
    """What arXiv says of the paper at that time."""
    fields: dict[str, Any] = {
        "paper_id": paper(number).id,
        "version": version,
        "withdrawn": False,
        "checked_at": at,
    }
    return Revision(**fields | changes)


def failure(
    number: int = 1, step: Step = Step.DEEP_READ, at: dt.datetime = NOON, date: dt.date = DAY
) -> Failure:
    return Failure(
        date=date,
        paper_id=paper(number).id,
        step=step,
        language="zh",
        key="error.over_budget",
        data={"limit": "9"},
        at=at,
    )


def digest(
    *entries: Entry,
    summaries: tuple[Summary, ...] = (),
    language: str = "zh",
    file: bytes | None = b"digest",
    **changes: Any,
) -> DigestArchive:
    listed = edition(*entries, state=EditionState.CLOSED, imported=True, **changes)
    return DigestArchive(
        edition=listed,
        language=language,
        summaries={each.paper_id: each for each in summaries},
        file=file,
    )


def reports(*of: Report, date: dt.date = DAY, title: str = "As the archive says") -> ReportArchive:
    papers = tuple(Paper(id=each.paper_id, title=title) for each in of)
    return ReportArchive(date=date, language="zh", papers=papers, reports=of, file=b"report")


def delivery(key: ChatKey, part: int = 1, **changes: Any) -> Delivery:
    said: dict[str, Any] = {
        "list_key": LIST,
        "kind": DeliveryKind.LIST,
        "body": f"part {part}",
    } | changes
    return Delivery(key=key, part=part, **said)
