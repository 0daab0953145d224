"""How a day went: what of it is stored now, and what failed."""

# Tested in tests/core/editions/test_pipeline.py.

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from core.editions.keys import ListKey
from core.errors import SourceError
from core.models import Edition, EditionState, Report, Shortfall, Source, Summary
from core.records import Failure

Text = TypeVar("Text", Summary, Report)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """How a day went.

    `summarized` and `reports` count what is stored now, without what only stands in for a model's
    text; `seconds` are those of this run.
    """

    key: ListKey
    state: EditionState
    listed: int
    selected: int
    summarized: int
    reports: dict[str, int]
    over_budget: int
    failed: tuple[Failure, ...]
    seconds: float
    source_error: SourceError | None = None


def report_of(
    edition: Edition,
    stored_summaries: Mapping[str, Summary],
    stored_reports: Mapping[str, Report],
    *,
    failed: tuple[Failure, ...],
    seconds: float,
    source_error: SourceError | None,
) -> DayReport:
    """The report of the edition's day, in which it has those texts, by paper id."""
    summaries = _lasting(stored_summaries.values())
    reports = _lasting(stored_reports.values())
    sources = [report.provenance.source for report in reports]
    html = sources.count(Source.HTML)
    pdf = sources.count(Source.PDF)
    listed = len(edition.entries)
    if edition.listed is not None:
        listed = edition.listed
    texts: list[Summary | Report] = [*summaries, *reports]
    return DayReport(
        key=edition.key,
        state=edition.state,
        listed=listed,
        selected=len(edition.selected),
        summarized=len(summaries),
        reports={"html": html, "pdf": pdf, "abstract": len(reports) - html - pdf},
        over_budget=sum(text.provenance.shortfall is Shortfall.OVER_BUDGET for text in texts),
        failed=failed,
        seconds=round(seconds, 2),
        source_error=source_error,
    )


def _lasting(texts: Iterable[Text]) -> list[Text]:
    """Those that do not only stand in for what the model will write."""
    return [text for text in texts if text.provenance.shortfall is not Shortfall.MODEL_AWAY]
