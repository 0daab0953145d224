"""The sequence of a day: states at the day's border, and what one step cannot do to the
others."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.app.archives import ensure_demo
from core.editions.keys import DAILY
from core.errors import DateInFuture
from core.models import EditionState
from core.records import Step
from tests.bot.talk import StandingClock
from tests.world import DATE, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)


class Heard:
    """A progress that remembers."""

    def __init__(self):
        self.plans, self.through = {}, []

    def planned(self, step, count):
        self.plans[step] = count

    def done(self, step, paper_id):
        self.through.append((step, paper_id))


@pytest.mark.parametrize(
    ("moment", "day", "state"),
    [
        ((2026, 2, 3, 0, 0), 3, EditionState.OPEN),
        ((2026, 2, 3, 23, 59, 59), 3, EditionState.OPEN),
        ((2026, 2, 4, 0, 0), 3, EditionState.CLOSED),
        ((2026, 2, 3, 12), 2, EditionState.EMPTY),
        ((2026, 2, 2, 12), 2, EditionState.OPEN),
    ],
)
async def test_a_list_grows_until_midnight_utc(tmp_path, moment, day, state):
    async with (
        world(tmp_path, {DATE: busy_day(2)}, {}) as place,
        place.app(clock=StandingClock(*moment)) as app,
    ):
        edition = await app.pipeline.fetch(DAILY.on(dt.date(2026, 2, day)))

        assert edition.state is state
        assert (await app.storage.editions.get(edition.key)).state is state


async def test_tomorrow_is_refused(tmp_path):
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(clock=StandingClock(2026, 2, 3, 23)) as app,
    ):
        for work in (
            app.pipeline.fetch(DAILY.on(dt.date(2026, 2, 4))),
            app.pipeline.ingest(DAILY.on(dt.date(2026, 2, 4)), Heard()),
        ):
            with pytest.raises(DateInFuture):
                await work
        assert place.hub.log == []


async def test_a_date_not_listed_yet_is_open_and_leaves_nothing(tmp_path):
    clock = StandingClock(2026, 2, 4, 1)
    async with world(tmp_path, {DATE: []}, {}) as place, place.app(clock=clock) as app:
        report = await app.pipeline.ingest(DAILY.on(dt.date(2026, 2, 4)), Heard())

        assert (report.state, report.listed, report.source_error) == (EditionState.OPEN, 0, None)
        assert await app.storage.editions.get(DAILY.on(dt.date(2026, 2, 4))) is None


async def test_without_the_source_what_is_stored_is_still_read(tmp_path):
    day, clock = busy_day(4), StandingClock(2026, 2, 3, 12)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(clock=clock) as app,
    ):
        await app.pipeline.fetch(DAILY.on(DAY))
        place.hub.fail_always("*", "html")
        report = await app.pipeline.ingest(DAILY.on(DAY), Heard())

        assert report.source_error is not None
        assert (report.state, report.listed) == (EditionState.OPEN, 4)
        assert report.summarized == report.selected == report.reports["html"] > 0


async def test_progress_hears_of_every_paper_failed_ones_too(tmp_path):
    day = busy_day(5)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(paperboy_deep_read="all") as app,
    ):
        place.model.always("arXiv: 2602.00001\n", "malformed")
        heard = Heard()
        report = await app.pipeline.ingest(DAILY.on(DAY), heard)

        assert heard.plans == {Step.SUMMARIZE: report.selected, Step.DEEP_READ: 5}
        assert len(heard.through) == len(set(heard.through)) == report.selected + 5
        assert (Step.DEEP_READ, "2602.00001") in heard.through


async def test_what_failed_is_written_down_as_data_until_it_succeeds(tmp_path):
    day = busy_day(3)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place, place.app() as app:
        place.model.always("Task: a report", "refusal")
        report = await app.pipeline.ingest(DAILY.on(DAY), Heard())

        assert {failure.step for failure in report.failed} == {Step.DEEP_READ}
        assert report.failed[0].key == "error.model_answer_invalid"
        assert report.failed[0].data == {"model": "test-model", "reason": "refused"}
        place.model.heal()
        assert (await app.pipeline.ingest(DAILY.on(DAY), Heard())).failed == ()
        assert await app.storage.failures.of(DAY) == ()


async def test_papers_read_lately_are_asked_about_once_a_day(tmp_path):
    day, clock = busy_day(3), StandingClock(2026, 2, 4, 1)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(clock=clock) as app,
    ):
        await app.pipeline.ingest(DAILY.on(DAY), Heard())
        papers = [entry.paper for entry in (await app.storage.editions.get(DAILY.on(DAY))).selected]
        place.arxiv.papers = {paper.id: paper for paper in papers}
        place.arxiv.newest[papers[0].id] = 2
        place.arxiv.withdrawn[papers[1].id] = "This paper has been withdrawn"

        async def asked():
            place.arxiv.log.clear()
            await app.pipeline.revise(clock.now())
            return [request.query["id_list"] for request in place.arxiv.log]

        assert await asked() == [",".join(sorted(paper.id for paper in papers))]
        said = [await app.storage.revisions.get(paper.id) for paper in papers]
        assert [(each.version, each.withdrawn) for each in said][:2] == [
            ("v2", False),
            ("v1", True),
        ]
        assert await asked() == []
        clock.pass_(hours=25)
        assert len(await asked()) == 1
        clock.pass_(days=31)
        assert await asked() == []


async def test_what_arxiv_does_not_say_now_is_asked_again(tmp_path):
    day, clock = busy_day(3), StandingClock(2026, 2, 4, 1)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(clock=clock) as app,
    ):
        await app.pipeline.ingest(DAILY.on(DAY), Heard())
        place.arxiv.fail("api", "html")
        for _ in range(2):
            await app.pipeline.revise(clock.now())

        assert [request.path for request in place.arxiv.log].count("/api/query") == 2


async def test_a_bug_comes_out_as_itself_not_as_a_group(tmp_path):
    class Broken(Heard):
        def done(self, step, paper_id):
            raise ZeroDivisionError

    day = busy_day(3)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place, place.app() as app:
        with pytest.raises(ZeroDivisionError):
            await app.pipeline.ingest(DAILY.on(DAY), Broken())


async def test_an_imported_day_is_fetched_once_and_keeps_its_numbers(tmp_path):
    async with world(tmp_path, {"2026-02-05": []}, {}) as place:
        async with place.app(use_model=False, paperboy_deep_read="on_demand") as app:
            await ensure_demo(app)
            demo = await app.storage.editions.get(DAILY.on(dt.date(2026, 2, 5)))
            place.hub.days["2026-02-05"] = [*busy_day(3)]
            await app.pipeline.ingest(DAILY.on(dt.date(2026, 2, 5)), Heard())
            fetched = await app.storage.editions.get(DAILY.on(dt.date(2026, 2, 5)))
            await app.pipeline.ingest(DAILY.on(dt.date(2026, 2, 5)), Heard())

        assert [entry.paper.id for entry in fetched.entries[:12]] == [
            entry.paper.id for entry in demo.entries
        ]
        assert [entry.rank for entry in fetched.entries] == list(range(1, 16))
        assert place.hub.asked("2026-02-05") == 1
