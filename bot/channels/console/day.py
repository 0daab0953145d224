"""How a day's ingest shows in the terminal: a bar while it runs, then a table or an object."""

from __future__ import annotations

import io
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from bot.chat.problems import failure_text, operator_text
from core.bounds import LISTED
from core.editions.day_report import DayReport
from core.records import Step
from locales import Translator


class DayProgress:
    """A bar for each step, on a terminal only. Implements core.ports.Progress."""

    def __init__(self, t: Translator, target: TextIO) -> None:
        self._t = t
        self._bars: dict[Step, TaskID] = {}
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=target),
            disable=not target.isatty(),
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def planned(self, step: Step, count: int) -> None:
        """Draw the step's bar."""
        self._bars[step] = self._progress.add_task(self._t.t(f"cli.step.{step}"), total=count)

    def done(self, step: Step, paper_id: str) -> None:
        """Move the step's bar."""
        self._progress.advance(self._bars[step])


def as_object(report: DayReport, model_calls: int) -> dict[str, object]:
    """The day as `ingest --json` prints it; `error` is the error's kind, as in the logs."""
    return {
        "date": report.key.day.isoformat(),
        "state": str(report.state),
        "listed": report.listed,
        "selected": report.selected,
        "summarized": report.summarized,
        "reports": report.reports,
        "over_budget": report.over_budget,
        "failed": [
            {
                "id": failure.paper_id,
                "step": str(failure.step),
                "error": failure.key.removeprefix("error."),
            }
            for failure in report.failed
        ],
        "model_calls": model_calls,
        "seconds": report.seconds,
    }


def as_table(t: Translator, report: DayReport, model_calls: int) -> str:
    """The day as a person reads it."""
    table = Table(
        show_header=False,
        box=None,
        pad_edge=False,
        title=t.date(report.key.day),
        title_justify="left",
    )
    rows = {
        "state": t.t(f"state.{report.state}"),
        "listed": report.listed,
        "selected": report.selected,
        "summarized": report.summarized,
        "full_text": report.reports["html"] + report.reports["pdf"],
        "abstract": report.reports["abstract"],
        "model_calls": model_calls,
        "seconds": report.seconds,
    }
    for name, value in rows.items():
        table.add_row(t.t(f"cli.day.{name}"), str(value))
    text = io.StringIO()
    Console(file=text, width=80).print(table)
    return "\n".join(row.rstrip() for row in text.getvalue().rstrip().split("\n"))


def remarks(t: Translator, report: DayReport) -> list[str]:
    """What went less than well, and what to do about it: one line each, [] for a good day."""
    said = []
    if report.listed >= LISTED:
        said.append(t.plural("cli.day.cut", report.listed))
    if report.over_budget:
        said.append(t.plural("cli.day.over_budget", report.over_budget))
    if report.source_error:
        said.append(operator_text(t, report.source_error))
        said.append(t.t("cli.day.try_source", date=report.key.day))
    for failure in report.failed:
        step = t.t(f"cli.step.{failure.step}")
        label = t.t("text.label", label=f"{failure.paper_id} · {step}")
        said.append(label + failure_text(t, failure))
    if report.failed:
        said.append(t.t("cli.day.try_again", date=report.key.day))
    return said
