"""The composition root: what is configured is assembled, and what is built in arrives through the
same door."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest

from bot.app.root import SystemClock, ensure_demo, import_archive, open_app
from bot.app.settings import Settings
from core import archive
from core.editions.keys import DAILY
from core.editions.pipeline import DeepRead
from core.errors import ArchiveInvalid
from core.models import Source, Writer
from tests.bot.talk import StandingClock
from tests.world import DATE, busy_day, full_texts, world

DEMO_DAY = dt.date(2026, 2, 5)


@pytest.mark.parametrize(
    ("variables", "use_model", "model"),
    [
        ({}, True, None),
        ({"openai_api_key": "k"}, True, "gpt-6-luna"),
        ({"openai_base_url": "http://localhost:1/v1", "openai_model": "own"}, True, "own"),
        ({"openai_api_key": "k"}, False, None),
    ],
)
async def test_a_model_where_one_is_configured(variables, use_model, model):
    async with open_app(Settings(_env_file=None, **variables), use_model=use_model) as app:
        assert (app.models.main.name if app.models.main else None) == model


async def test_the_clock_is_the_machines_unless_another_is_given():
    settings = Settings(_env_file=None)
    async with open_app(settings) as app:
        assert isinstance(app.clock, SystemClock)
        assert app.clock.now().tzinfo is dt.UTC
    clock = StandingClock(2026, 2, 5)
    async with open_app(settings, clock=clock) as app:
        assert app.clock is clock


async def test_the_demo_is_whole_and_in_both_languages():
    async with open_app(Settings(_env_file=None)) as app:
        await ensure_demo(app)
        edition = await app.storage.editions.get(DAILY.on(DEMO_DAY))
        ids = [entry.paper.id for entry in edition.entries]

        assert [entry.rank for entry in edition.entries] == list(range(1, 13))
        assert all(entry.selected for entry in edition.entries)
        for language in ("zh", "en"):
            summaries = await app.storage.readings.summaries(ids, language, DAILY.on(DEMO_DAY))
            reports = await app.storage.readings.reports(ids, language)
            assert summaries.keys() == reports.keys() == set(ids)
            assert all(len(summary.highlights) == 3 for summary in summaries.values())
            for report in reports.values():
                assert report.field
                assert report.contribution
                assert 3 <= len(report.innovations) <= 5
                assert report.usage.steps
                assert report.results.figures


async def test_an_interrupted_first_start_is_made_up_for():
    async with open_app(Settings(_env_file=None)) as app:
        file = resources.files("bot.app").joinpath("demo", "digest.en.md")
        await import_archive(app, file.name, file.read_bytes())
        await ensure_demo(app)

        assert await app.storage.archives.digest(DEMO_DAY, "zh")
        assert await app.storage.archives.reports(DEMO_DAY, "zh")


async def test_an_imported_digest_of_the_demos_day_is_not_written_over():
    file = resources.files("bot.app").joinpath("demo", "digest.zh.md")
    own = file.read_text("utf-8").replace("拓宽信息搜集", "另一个标题")
    async with open_app(Settings(_env_file=None)) as app:
        await import_archive(app, "own.md", own.encode())
        await ensure_demo(app)
        kept = await app.storage.archives.digest(DEMO_DAY, "zh")

        assert archive.render_digest(kept, app.languages) == own.encode()
        assert await app.storage.archives.reports(DEMO_DAY, "zh") is None


async def test_a_day_that_was_fetched_is_no_demo_that_was_interrupted(tmp_path):
    day = busy_day(2)
    async with (
        world(tmp_path, {DEMO_DAY.isoformat(): day}, {}) as place,
        place.app(paperboy_languages="en") as app,
    ):
        await app.pipeline.ingest(DAILY.on(DEMO_DAY), _Silence())
        fetched = await app.storage.editions.get(DAILY.on(DEMO_DAY))
        await ensure_demo(app)

        assert await app.storage.editions.get(DAILY.on(DEMO_DAY)) == fetched


async def test_a_day_that_failed_does_not_cost_the_demo(tmp_path):
    async with world(tmp_path, {DATE: []}, {}) as place, place.app() as app:
        place.hub.fail_always("*", "503")
        await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(DATE)), _Silence())
        await ensure_demo(app)

        assert await app.storage.editions.newest(DAILY) == DAILY.on(DEMO_DAY)


async def test_a_store_with_days_of_its_own_gets_no_demo(tmp_path):
    day = busy_day(2)
    async with world(tmp_path, {DATE: day}, {}) as place, place.app() as app:
        await app.pipeline.fetch(DAILY.on(dt.date.fromisoformat(DATE)))
        await ensure_demo(app)

        assert await app.storage.editions.get(DAILY.on(DEMO_DAY)) is None


async def test_a_malformed_archive_is_refused_by_its_name():
    async with open_app(Settings(_env_file=None)) as app:
        with pytest.raises(ArchiveInvalid) as caught:
            await import_archive(app, "diary.md", b"Dear diary")
        told = caught.value.for_operator()
        assert (told["file"], told["line"]) == ("diary.md", 1)


async def test_settings_reach_the_parts(tmp_path):
    day = busy_day(6)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        options = {
            "paperboy_languages": "en",
            "paperboy_deep_read": DeepRead.ON_DEMAND,
            "paperboy_daily_tokens": 0,
        }
        async with place.app(**options) as app:
            report = await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(DATE)), _Silence())
            summaries = await app.storage.readings.summaries(["2602.00001"], "en")

    assert report.reports == {"html": 0, "pdf": 0, "abstract": 0}
    assert summaries["2602.00001"].provenance.writer is Writer.HUB
    assert summaries["2602.00001"].provenance.source is Source.AI_SUMMARY
    assert "(+mailto:tests@example.org)" in place.hub.log[0].headers["User-Agent"]


class _Silence:
    def planned(self, step, count):
        pass

    def done(self, step, paper_id):
        pass
