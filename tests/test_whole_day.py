"""A whole day, from the list to the last report, against the loopback world: healthy, and with all
that fails."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.models import EditionState, Shortfall, Source, Writer
from core.records import Step
from tests.fakes.arxiv import page
from tests.fakes.hub import item
from tests.world import DATE, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
TROUBLES = ["500", "malformed", "empty", "truncated", "refusal", "html"]


async def ingested(place, day=DAY, **options):
    """That day run once; returns how it went and the reports by paper id, but for what stands in for
    the model's."""
    async with place.app(**{"paperboy_deep_read": "all", **options}) as app:
        report = await app.pipeline.ingest(DAILY.on(day), NoProgress())
        edition = await app.storage.editions.get(DAILY.on(day))
        ids = [entry.paper.id for entry in edition.entries]
        reports = await app.storage.readings.reports(ids, "zh")
        return report, {
            paper_id: text
            for paper_id, text in reports.items()
            if text.provenance.shortfall is not Shortfall.MODEL_AWAY
        }


def most_calls(place):
    """The most calls any artefact took."""
    ids = [item["paper"]["id"] for item in place.hub.days[DATE]]
    return max(place.calls(task, paper_id) for task in ("summary", "report") for paper_id in ids)


async def test_a_healthy_day(tmp_path):
    day = busy_day()
    async with world(tmp_path, {DATE: day}, full_texts(day, frozenset({"2602.00003"}))) as place:
        report, reports = await ingested(place)

        assert (report.state, report.listed, len(reports), report.failed) == (
            EditionState.CLOSED,
            44,
            44,
            (),
        )
        assert report.reports == {"html": 43, "pdf": 0, "abstract": 1}
        assert report.summarized == report.selected > 20
        assert reports["2602.00003"].provenance.shortfall is Shortfall.NO_TEXT
        assert reports["2602.00004"].provenance.version == "v1"
        assert len(place.model.prompts) == 44 + report.selected
        assert place.model.busiest <= 8


async def test_every_fifth_call_fails(tmp_path):
    """One artefact in 125 meets a failure three times in a row; it is recorded, and the next run
    asks for it alone."""
    day = busy_day()
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        place.model.every(5, TROUBLES)
        report, reports = await ingested(place)

        failed = [failure for failure in report.failed if failure.step is Step.DEEP_READ]
        assert (report.listed, len(reports) + len(failed)) == (44, 44)
        assert len(report.failed) <= 4
        assert all(text.provenance.writer is Writer.MODEL for text in reports.values())
        assert 1 < most_calls(place) <= 3

        place.model.heal()
        asked = len(place.model.prompts)
        again, reports = await ingested(place)
        assert (len(reports), again.failed) == (44, ())
        assert len(place.model.prompts) - asked == len(report.failed)


@pytest.mark.parametrize("trouble", ["500", "malformed", "refusal"])
async def test_one_paper_that_always_fails_costs_nobody_else(tmp_path, trouble):
    day, first = busy_day(12), [item("2601.00001", "Earlier: Agents that Read")]
    days = {DATE: day, "2026-02-02": first}
    async with world(tmp_path, days, full_texts([*day, *first])) as place:
        # Before an endpoint has answered anything, a server that breaks is asked in plainer ways.
        await ingested(place, DAY - dt.timedelta(days=1))
        asked = len(place.model.prompts)
        place.model.always("arXiv: 2602.00002\n", trouble)
        report, reports = await ingested(place)

        failed = {(failure.paper_id, failure.step) for failure in report.failed}
        assert failed == {("2602.00002", Step.SUMMARIZE), ("2602.00002", Step.DEEP_READ)}
        assert len(reports) == 11
        assert place.calls("report", "2602.00002") == place.calls("summary", "2602.00002") == 3
        assert all(place.calls("report", paper_id) == 1 for paper_id in reports)

        place.model.heal()
        again, reports = await ingested(place)

        assert (again.failed, len(reports)) == ((), 12)
        assert len(place.model.prompts) - asked == 6 + 11 + (report.selected - 1) + 2


async def test_with_arxiv_down_every_report_is_from_the_abstract_and_says_so(tmp_path):
    day = busy_day(12)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        place.arxiv.fail_always("*", "503")
        report, reports = await ingested(place)

        assert (report.reports, report.failed) == ({"html": 0, "pdf": 0, "abstract": 12}, ())
        assert {text.provenance.shortfall for text in reports.values()} == {Shortfall.SOURCE_DOWN}
        assert {text.provenance.source for text in reports.values()} == {Source.ABSTRACT}


async def test_the_page_of_another_paper_is_not_read(tmp_path):
    day = busy_day(3)
    pages = full_texts(day) | {
        "2602.00001": page("On the Habits of Arctic Birds", ["Nobody Else"], "Birds migrate.")
    }
    async with world(tmp_path, {DATE: day}, pages) as place:
        _, reports = await ingested(place)

        assert reports["2602.00001"].provenance.shortfall is Shortfall.WRONG_DOCUMENT
        assert reports["2602.00001"].provenance.source is Source.ABSTRACT
        assert not place.model.calls("Arctic")


async def test_a_day_run_twice_is_the_same_day_for_nothing(tmp_path):
    day = busy_day(6)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        first, reports = await ingested(place)
        asked, fetched = len(place.model.prompts), len(place.arxiv.log)
        second, again = await ingested(place)

        assert again == reports
        assert (second.state, second.summarized, second.reports) == (
            first.state,
            first.summarized,
            first.reports,
        )
        assert (len(place.model.prompts), len(place.arxiv.log), place.hub.asked(DATE)) == (
            asked,
            fetched,
            1,
        )


async def test_without_a_model_everything_is_read_from_the_text_itself(tmp_path):
    day = busy_day(6)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        async with place.app(use_model=False, paperboy_deep_read="all") as app:
            report = await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
        assert (report.reports, report.failed, place.model.prompts) == (
            {"html": 6, "pdf": 0, "abstract": 0},
            (),
            [],
        )

        _, reports = await ingested(place)
        assert {text.provenance.writer for text in reports.values()} == {Writer.MODEL}

        async with place.app(use_model=False, paperboy_deep_read="all") as app:
            await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
            kept = await app.storage.readings.reports(reports, "zh")
        assert kept == reports


async def test_over_budget_the_best_papers_are_read_best(tmp_path):
    day = busy_day(20)
    async with world(tmp_path, {DATE: day}, full_texts(day, words=3_000)) as place:
        report, reports = await ingested(place, paperboy_daily_tokens=60_000)

        async with place.app() as app:
            edition = await app.storage.editions.get(DAILY.on(DAY))
        levels = [_level(reports[entry.paper.id].provenance) for entry in edition.entries]
        async with place.app() as app:
            spent = (await app.storage.spending.spent(app.clock.now().date())).tokens
        assert spent <= 60_000
        assert set(levels) == {0, 1, 2}
        assert levels == sorted(levels)
        assert report.failed == ()
        assert report.over_budget >= sum(level > 0 for level in levels)


async def test_with_no_budget_at_all_the_sources_own_summary_serves(tmp_path):
    day = busy_day(4)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        report, _ = await ingested(place, paperboy_daily_tokens=0)
        async with place.app() as app:
            stored = await app.storage.readings.summaries(["2602.00001"], "zh")

        assert place.model.prompts == []
        assert (report.summarized, report.failed) == (report.selected, ())
        assert stored["2602.00001"].text == "Study 1 lets agents read 3 times faster."
        assert stored["2602.00001"].provenance.source is Source.AI_SUMMARY


def _level(provenance):
    """0 read in full, 1 read from the abstract, 2 read without a model."""
    if provenance.writer is not Writer.MODEL:
        return 2
    return 0 if provenance.source is Source.HTML else 1


async def test_a_growing_list_adds_late_papers_and_keeps_seen_numbers(tmp_path):
    day = busy_day(8)
    async with world(tmp_path, {DATE: day[:6]}, full_texts(day)) as place, place.app() as app:
        now = dt.datetime(2026, 2, 3, 12, tzinfo=dt.UTC)
        app.pipeline._clock = app.hub._clock = _At(now)
        before = await app.pipeline.fetch(DAILY.on(DAY))
        await app.storage.editions.freeze(DAILY.on(DAY), now)
        place.hub.days[DATE] = day
        app.pipeline._clock = app.hub._clock = _At(now + dt.timedelta(days=1))
        after = await app.pipeline.fetch(DAILY.on(DAY))

        assert (before.state, after.state) == (EditionState.OPEN, EditionState.CLOSED)
        kept = {entry.paper.id: entry.rank for entry in after.entries[:6]}
        assert kept == {entry.paper.id: entry.rank for entry in before.entries}
        assert len(after.entries) == 8


class _At:
    def __init__(self, moment):
        self._moment = moment

    def now(self):
        return self._moment


async def test_an_empty_past_day_is_empty_and_an_unreachable_one_is_failed(tmp_path):
    async with world(tmp_path, {DATE: busy_day(2)}, {}) as place:
        async with place.app() as app:
            empty = await app.pipeline.ingest(DAILY.on(dt.date(2026, 2, 1)), NoProgress())
        place.hub.fail_always("*", "503")
        async with place.app() as app:
            gone = await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
        place.hub.heal()
        back, _ = await ingested(place)

        assert (empty.state, empty.listed, empty.source_error) == (EditionState.EMPTY, 0, None)
        assert gone.state is EditionState.FAILED
        assert gone.source_error.key() == "error.source_unreachable"
        assert (back.state, back.listed) == (EditionState.CLOSED, 2)


@pytest.mark.recorded
async def test_every_recorded_day_ingests(tmp_path, recorded):
    days = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in (recorded / "hf_daily").glob("*.json")
    }
    async with (
        world(tmp_path, days, {}) as place,
        place.app(use_model=False, paperboy_deep_read="on_demand") as app,
    ):
        for date, listed in days.items():
            report = await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(date)), NoProgress())
            assert (report.listed, report.summarized, report.failed) == (
                len(listed),
                report.selected,
                (),
            )
