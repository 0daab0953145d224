"""What is imported arrives whole, the built-in demo through the same door."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest

from bot.app.archives import ensure_demo, import_archive
from bot.app.root import open_app
from bot.app.settings import Settings
from core import archive
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.errors import ArchiveInvalid
from tests.world import DATE, busy_day, world

DEMO_DAY = dt.date(2026, 2, 5)


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
        await app.pipeline.ingest(DAILY.on(DEMO_DAY), NoProgress())
        fetched = await app.storage.editions.get(DAILY.on(DEMO_DAY))
        await ensure_demo(app)

        assert await app.storage.editions.get(DAILY.on(DEMO_DAY)) == fetched


async def test_a_day_that_failed_does_not_cost_the_demo(tmp_path):
    async with world(tmp_path, {DATE: []}, {}) as place, place.app() as app:
        place.hub.fail_always("*", "503")
        await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(DATE)), NoProgress())
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
