"""How a day's ingest shows: bars on a terminal only, a table or an object at the end, and what to
do next."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from bot.channels.console.day import DayProgress, as_object, as_table, remarks
from core.bounds import LISTED
from core.editions.day_report import DayReport
from core.editions.keys import DAILY
from core.errors import SourceUnreachable
from core.models import EditionState
from core.records import Failure, Step
from locales import Translator, known_languages

DAY = dt.date(2026, 2, 3)
NOON = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)
ZH, EN = Translator("zh"), Translator("en")


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def failed(key="error.model_unreachable", **data):
    return Failure(
        date=DAY,
        paper_id="2602.00002",
        step=Step.DEEP_READ,
        language="zh",
        key=key,
        data=data,
        at=NOON,
    )


def went(**changes):
    """A day that went well, but for the changes."""
    fine = {
        "key": DAILY.on(DAY),
        "state": EditionState.CLOSED,
        "listed": 44,
        "selected": 12,
        "summarized": 12,
        "reports": {"html": 10, "pdf": 0, "abstract": 2},
        "over_budget": 0,
        "failed": (),
        "seconds": 31.25,
    }
    return DayReport(**fine | changes)


def work_through(progress):
    with progress:
        progress.planned(Step.SUMMARIZE, 2)
        progress.planned(Step.DEEP_READ, 1)
        progress.done(Step.SUMMARIZE, "2602.00001")
        progress.done(Step.SUMMARIZE, "2602.00002")
        progress.done(Step.DEEP_READ, "2602.00001")


def test_bars_are_drawn_on_a_terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    work_through(DayProgress(EN, terminal))

    assert "Summaries" in terminal.getvalue()
    assert "2/2" in terminal.getvalue()
    assert "1/1" in terminal.getvalue()


def test_nothing_is_drawn_into_a_file():
    file = io.StringIO()
    work_through(DayProgress(EN, file))

    assert file.getvalue() == ""


@pytest.mark.parametrize("language", known_languages())
def test_every_row_of_the_table_has_its_name(language):
    for state in EditionState:
        rows = as_table(Translator(language), went(state=state), 9).splitlines()
        assert len(rows) == 9
        assert all(len(row) <= 80 for row in rows)


def test_the_object_is_plain_data():
    told = as_object(went(failed=(failed(),)), 9)

    assert told["date"] == "2026-02-03"
    assert told["failed"] == [
        {"id": "2602.00002", "step": "deep_read", "error": "model_unreachable"}
    ]
    assert told["model_calls"] == 9


def test_a_good_day_needs_no_remark():
    assert remarks(EN, went()) == []


@pytest.mark.parametrize(
    ("t", "first"),
    [(EN, "The source lists more papers than any day has"), (ZH, "来源列出的论文太多")],
)
def test_a_list_that_was_cut_is_told(t, first):
    (said,) = remarks(t, went(listed=LISTED))

    assert said.startswith(first)
    assert remarks(t, went(listed=LISTED - 1)) == []


@pytest.mark.parametrize(
    ("t", "first"), [(EN, "The model's budget for today ran out: 1 text was"), (ZH, "今天的模型")]
)
def test_a_spent_budget_is_told(t, first):
    (said,) = remarks(t, went(over_budget=1))

    assert said.startswith(first)
    assert "PAPERBOY_DAILY_TOKENS" in said


def test_a_missing_source_is_told_with_what_to_do():
    assert remarks(EN, went(source_error=SourceUnreachable("hub.example", "503"))) == [
        "hub.example is out of reach. Please check the network, or try again in a while.",
        "When the source is back, run it again: paperboy ingest --date 2026-02-03",
    ]


def test_each_failure_is_a_line_in_the_readers_language():
    report = went(
        failed=(failed(host="api.example", reason="503"), failed("error.of_another_time"))
    )

    assert remarks(ZH, report)[0].startswith("2602.00002 · 精读：")
    assert "api.example" in remarks(ZH, report)[0]
    assert remarks(EN, report) == [
        "2602.00002 · Reports: The model service api.example answers with an error of its own (503). It may pass by "
        "itself; if it stays, please ask who runs it, and check OPENAI_BASE_URL.",
        "2602.00002 · Reports: Something unexpected happened. Please try again in a while.",
        "Run it again to do only what failed: paperboy ingest --date 2026-02-03",
    ]
