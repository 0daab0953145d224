"""Where platforms stand, through restarts, deaths and wrong clocks."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest

from bot.channels.standings import Standings, standing_text
from bot.channels.telegram.errors import TelegramTokenRejected, TelegramUnreachable
from core.records import Stage
from locales import Translator, known_languages
from storage import open_storage
from tests.bot.talk import StandingClock

HOST = "api.telegram.org"
LOST = TelegramUnreachable(HOST)


@pytest.fixture
def clock():
    return StandingClock(2026, 2, 5, 8)


@pytest.fixture
async def storage(tmp_path):
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
        yield storage


async def started(storage, clock, *platforms):
    """What a process that has just begun knows."""
    standings = Standings(storage, clock)
    await standings.begin(platforms or ("telegram",))
    for platform in platforms or ("telegram",):
        await standings.note(platform, Stage.STARTING)
    return standings


async def told(storage, clock, language="en"):
    """What `status` says of platforms, in another process."""
    standings = await storage.platforms.all()
    return [standing_text(Translator(language), standing, clock.now()) for standing in standings]


async def later(clock, standings=None, **span):
    """So much later; the process has given a sign of life meanwhile, if there is one."""
    clock.time += dt.timedelta(**span)
    if standings:
        await standings.live()


async def test_one_that_is_on_or_about_to_be_is_nothing_to_tell(storage, clock):
    standings = await started(storage, clock)
    assert await told(storage, clock) == [None]

    await standings.note("telegram", Stage.ON)
    await later(clock, standings, days=3)
    assert await told(storage, clock) == [None]


async def test_since_when_and_why_it_waits_outlives_a_restart(storage, clock):
    first = await started(storage, clock)
    await first.note("telegram", Stage.WAITING, LOST)
    (before,) = await told(storage, clock)
    await later(clock, first, hours=3)
    await first.end()

    second = await started(storage, clock)
    assert await told(storage, clock) == [before]
    await second.note("telegram", Stage.WAITING, TelegramUnreachable("elsewhere"))
    (now,) = await told(storage, clock)

    assert "telegram is not served since 5 Feb, 08:00 UTC" in now
    assert HOST in before
    assert "elsewhere" in now


async def test_what_is_back_is_forgotten(storage, clock):
    standings = await started(storage, clock)
    await standings.note("telegram", Stage.WAITING, LOST)
    await later(clock, hours=1)
    await standings.note("telegram", Stage.ON)
    assert await told(storage, clock) == [None]

    await later(clock, hours=1)
    await standings.note("telegram", Stage.WAITING, LOST)
    (now,) = await told(storage, clock)
    assert "since 5 Feb, 10:00 UTC" in now


async def test_one_that_ended_says_so_whether_or_not_paperboy_runs(storage, clock):
    standings = await started(storage, clock)
    await standings.note("telegram", Stage.ENDED, TelegramTokenRejected())
    await standings.end()
    await later(clock, days=1)
    (now,) = await told(storage, clock)

    assert now.startswith("telegram has ended at 5 Feb, 08:00 UTC: Telegram rejects TELEGRAM_TOKEN")


async def test_one_that_ends_of_the_same_after_each_restart_ended_at_the_first(storage, clock):
    for _ in range(3):
        standings = await started(storage, clock)
        assert await told(storage, clock) == [None]
        await standings.note("telegram", Stage.ENDED, TelegramTokenRejected())
        (now,) = await told(storage, clock)
        assert "at 5 Feb, 08:00 UTC" in now
        await standings.end()
        await later(clock, minutes=5)

    mended = await started(storage, clock)
    await mended.note("telegram", Stage.ON)
    await later(clock, mended, hours=1)
    await mended.note("telegram", Stage.ENDED, TelegramTokenRejected())
    (now,) = await told(storage, clock)
    assert "at 5 Feb, 09:15 UTC" in now


@pytest.mark.parametrize("language", known_languages())
@pytest.mark.parametrize("stage", [Stage.ON, Stage.STARTING, Stage.WAITING])
async def test_a_process_that_died_is_missed(storage, clock, stage, language):
    standings = await started(storage, clock)
    await standings.note("telegram", stage, LOST if stage is Stage.WAITING else None)
    await later(clock, minutes=2)
    alive = await told(storage, clock, language)
    await later(clock, minutes=2)
    (now,) = await told(storage, clock, language)

    assert (alive == [None]) is (stage is not Stage.WAITING)
    assert now not in alive
    assert "08:00" in now


async def test_one_that_was_stopped_is_not_tried_again(storage, clock):
    standings = await started(storage, clock, "telegram", "discord")
    await standings.note("telegram", Stage.WAITING, LOST)
    await standings.note("discord", Stage.ON)
    await standings.end()

    assert await told(storage, clock) == [
        f"{name}: Paperboy is not running." for name in ("discord", "telegram")
    ]


async def test_a_clock_that_was_ahead_has_seen_nobody(storage, clock):
    clock.time += dt.timedelta(days=365)
    standings = await started(storage, clock)
    await standings.note("telegram", Stage.ON)
    clock.time -= dt.timedelta(days=365)
    (now,) = await told(storage, clock)
    assert now.startswith("telegram: Paperboy has given no sign of life")

    await standings.live()
    assert await told(storage, clock) == [None]


async def test_one_that_is_configured_no_more_is_forgotten(storage, clock):
    both = await started(storage, clock, "telegram", "discord")
    await both.note("telegram", Stage.WAITING, LOST)
    await started(storage, clock, "discord")

    assert [standing.platform for standing in await storage.platforms.all()] == ["discord"]


async def test_who_has_no_platform_any_more_is_told_of_none(storage, clock):
    standings = await started(storage, clock, "telegram", "discord")
    await standings.note("telegram", Stage.ENDED, TelegramTokenRejected())
    await standings.note("discord", Stage.WAITING, LOST)
    (waiting, _) = await storage.platforms.all()
    assert standing_text(Translator("en"), waiting, clock.now(), configured=False)

    await Standings(storage, clock).clear()
    assert len(await storage.platforms.all()) == 2, "a process that lives keeps its own"

    await standings.end()
    (waiting, _) = await storage.platforms.all()
    assert standing_text(Translator("en"), waiting, clock.now(), configured=False) is None

    await Standings(storage, clock).clear()
    assert await storage.platforms.all() == []


async def test_what_could_not_be_written_down_is_later(tmp_path, clock):
    path = tmp_path / "paperboy.db"
    async with open_storage(f"sqlite:///{path}", patience=0.05) as storage:
        standings = await started(storage, clock)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await standings.note("telegram", Stage.WAITING, LOST)
            other.execute("ROLLBACK")
        assert await told(storage, clock) == [None]
        await standings.live()
        (now,) = await told(storage, clock)

    assert "telegram is not served since 5 Feb, 08:00 UTC" in now
