"""On a full disk readers get what is there, and what they saw stays as they saw it."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.channels.console.adapter import KEY
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from storage.chats import Chats
from tests.bot.chat.test_desk import DAY, numbers, talking
from tests.bot.talk import StandingClock
from tests.stores import full_disk
from tests.world import DATE, busy_day

MORNING = (2026, 2, 3, 9)


@pytest.fixture(autouse=True)
def logged_nowhere():
    """What pytest keeps of the log is a file too."""
    with capture_logs():
        yield


@pytest.mark.parametrize("hours", [0, 2])
@pytest.mark.parametrize("line", ["/today", f"/date {DATE}"])
async def test_a_list_nobody_has_seen_is_shown_and_keeps_its_numbers(tmp_path, line, hours):
    day = busy_day(6)
    async with talking(tmp_path, day[:5], StandingClock(*MORNING)) as (place, talk, clock):
        await talk.app.pipeline.ingest(DAILY.on(DAY), NoProgress())
        clock.pass_(hours=hours)
        with full_disk():
            first = numbers(await talk.rows(line))
            opened = numbers((await talk.rows("/paper 1"))[:1])
        day[4]["paper"]["upvotes"] = 900
        place.hub.days[DATE] = [day[4], day[5], *day[:4]]
        clock.pass_(hours=2)
        edition = await talk.app.pipeline.fetch(DAILY.on(DAY))
        stored = await talk.app.storage.editions.get(DAILY.on(DAY))
        again = numbers(await talk.rows("/today"))

    assert len(first) == 4
    assert opened[1].startswith(first[1].rstrip("…"))
    assert len(edition.entries) == 6
    assert stored.frozen_at is not None
    assert first.items() <= again.items()


async def test_a_list_without_summaries_costs_nothing_there(tmp_path):
    async with talking(tmp_path, clock=StandingClock(*MORNING)) as (place, talk, _):
        await talk.app.pipeline.fetch(DAILY.on(DAY))
        with full_disk():
            assert len(numbers(await talk.rows("/today"))) == 4
        assert place.model.prompts == []


async def test_numbers_mean_the_list_that_was_shown_last(tmp_path):
    async with talking(tmp_path, clock=StandingClock(*MORNING)) as (_, talk, _clock):
        chats = talk.app.storage.chats
        await talk.app.pipeline.fetch(DAILY.on(DAY))
        other = DAILY.on(DAY.replace(day=2))
        await chats.seen(KEY, other, None)
        with full_disk():
            await talk.rows("/today")
            assert (await chats.get(KEY)).seen == DAILY.on(DAY)
        assert (await chats.get(KEY)).seen == DAILY.on(DAY)
        await talk.rows("/today")
        assert (await Chats(chats._database).get(KEY)).seen == DAILY.on(DAY)
        # What is stored afterwards counts, whoever stores it.
        with full_disk():
            await chats.seen(KEY, other, DAILY.on(DAY))
        assert (await chats.get(KEY)).seen == other
        third = DAILY.on(DAY.replace(day=1))
        await Chats(chats._database).seen(KEY, third, other)
        assert (await chats.get(KEY)).seen == third


async def test_without_any_list_the_store_is_named(tmp_path):
    async with talking(tmp_path, clock=StandingClock(*MORNING)) as (_, talk, _clock):
        with full_disk():
            (told,) = await talk.rows("/today")
        assert told == "暂时查不到数据，请稍后再试。"
