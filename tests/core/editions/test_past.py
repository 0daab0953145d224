"""The past is read once somebody wants anything, one day after the other, and never twice."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import asynccontextmanager

import pytest

from bot.chat.views import text_view, with_past
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.editions.past import DAYS, ENOUGH, PastProgress
from core.interests.interest import Interest, Kind, Vote
from core.models import Paper
from core.waking import PAUSE
from locales import Translator
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.fakes.hub import item
from tests.fakes.server import PATIENCE
from tests.world import world

KEY = ChatKey("terminal", "1")
# A Thursday: the newest day that grows no more is the 4th, a Wednesday.
NOW = (2026, 2, 5, 12)
NEWEST = dt.date(2026, 2, 4)
VOTE = Vote(paper_id="2602.00001", person="", up=True, at=dt.datetime(2026, 2, 5, tzinfo=dt.UTC))
FISH = Interest(kind=Kind.WORDS, value="fish")


def weekdays():
    """The days of the past that have lists, the newest first."""
    days = [NEWEST - dt.timedelta(days=back) for back in range(DAYS)]
    return [day for day in days if day.weekday() < 5]


def listed(day, count=2):
    """That day's list."""
    return [
        item(f"26{day.month:02}.{day.day:02}{number:03}", f"Of {day}", summary="It was studied.")
        for number in range(count)
    ]


@asynccontextmanager
async def past(folder, count=2):
    days = {str(day): listed(day, count) for day in weekdays()}
    clock = StandingClock(*NOW)
    async with world(folder, days, {}) as place, place.app(clock=clock, use_model=False) as app:
        yield place, app, clock


def asked(place):
    """How often each day's list was asked for."""
    return {day: place.hub.asked(str(day)) for day in weekdays()}


async def test_nothing_is_read_before_somebody_wants_anything(tmp_path):
    async with past(tmp_path) as (place, app, _):
        assert await app.office.past.read()

        assert await app.office.past.begin() is None
        assert set(asked(place).values()) == {0}
        assert await app.storage.papers.count() == 0


async def test_after_the_first_vote_thirty_days_are_known_and_none_is_shown(tmp_path):
    async with past(tmp_path) as (place, app, clock):
        await app.storage.interests.vote(KEY, VOTE)
        assert await app.office.past.begin() == PastProgress(0, len(weekdays()))
        assert await app.office.past.read()

        assert set(asked(place).values()) == {1}
        assert await app.storage.papers.count() == 2 * len(weekdays())
        assert await app.storage.editions.keys(99) == []
        assert await app.storage.editions.newest(DAILY) is None
        before = await app.storage.papers.listed_before(clock.now().date(), 5)
        assert before[-1] == "2602.04001"
        assert len(before) == 5
        assert await app.storage.papers.listed_before(weekdays()[-1], 5) == []
        assert await app.office.past.begin() is None
        assert await app.office.past.read()
        assert set(asked(place).values()) == {1}
        lines = await app.office.status(Translator("en"))
        assert "past lists read to know what is common: 22 of 22" in lines


async def test_an_interest_is_as_good_as_a_vote(tmp_path):
    async with past(tmp_path) as (_, app, _):
        await app.storage.interests.put(KEY, [Interest(kind=Kind.WORDS, value="agents")])
        assert await app.office.past.read()

        assert await app.storage.papers.count() == 2 * len(weekdays())


async def test_what_is_stored_is_not_read_again(tmp_path):
    async with past(tmp_path) as (place, app, _):
        await app.storage.interests.vote(KEY, VOTE)
        first, second, *others = weekdays()
        await app.pipeline.fetch(DAILY.on(first))
        await app.storage.past.save(DAILY.on(second), [])
        before = asked(place)
        assert await app.office.past.read()

        assert asked(place)[first] == before[first]
        assert asked(place)[second] == 0
        assert {asked(place)[day] for day in others} == {1}
        # What the list that was shown knows of a paper is not replaced.
        edition = await app.storage.editions.get(DAILY.on(first))
        assert len(edition.entries) == 2


async def test_who_knows_enough_reads_nothing(tmp_path):
    async with past(tmp_path, count=ENOUGH) as (place, app, _):
        await app.storage.interests.vote(KEY, VOTE)
        await app.pipeline.fetch(DAILY.on(NEWEST))
        assert await app.office.past.begin() is None
        assert await app.office.past.read()

        assert sum(asked(place).values()) == place.hub.asked(str(NEWEST))


async def test_it_goes_on_where_it_was_killed(tmp_path):
    async with past(tmp_path, count=150) as (place, app, _):
        await app.storage.interests.vote(KEY, VOTE)
        reading = asyncio.get_running_loop().create_task(app.office.past.read())
        async with asyncio.timeout(PATIENCE):
            while len(await app.storage.past.read(DAILY, weekdays()[-1])) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0)
        told = app.office.past.progress()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert told is not None
        assert 2 <= told.done < told.total == len(weekdays())
        assert app.office.past.progress() is None

        # By now there are enough papers, and yet what was begun is ended.
        assert await app.office.past.read()
        assert len(await app.storage.past.read(DAILY, weekdays()[-1])) == len(weekdays())
        assert max(asked(place).values()) <= 4  # pages of a list, of which one day was begun twice


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "I'm reading the lists of the last 30 days, to know what is common: 3 of 22."),
        ("zh", "正在读最近 30 天的论文，好知道哪些内容常见：已读 3/22 期。"),
    ],
)
def test_how_far_it_is_stands_below_an_answer(language, told):
    t = Translator(language)
    view = with_past(t, text_view(t, "chat.language"), PastProgress(3, 22))

    assert said(view)[-1] == told
    assert len(said(view)) == 1 + len(said(text_view(t, "chat.language")))


async def test_who_votes_first_is_told_that_the_past_is_read(tmp_path):
    async with past(tmp_path) as (_, app, _):
        talk = Talk(app)
        await talk.say(f"/date {NEWEST}")
        first = await talk.rows("/like 1")
        await app.office.past.read()
        second = await talk.rows("/like 2")

        assert "正在读最近 30 天的论文，好知道哪些内容常见：已读 1/22 期。" in first
        assert not any("正在读" in row for row in second)


async def test_a_source_that_is_down_is_left_alone_for_a_while(tmp_path):
    async with past(tmp_path) as (place, app, clock):
        await app.storage.interests.vote(KEY, VOTE)
        for day in weekdays():
            place.hub.fail_always(str(day), "403")
        assert not await app.office.past.read()
        tried = sum(asked(place).values())
        assert tried == 2
        assert not await app.office.past.read()
        assert await app.office.past.begin() is None
        assert sum(asked(place).values()) == tried

        place.hub.heal()
        clock.pass_(minutes=PAUSE.total_seconds() / 60)
        assert await app.office.past.read()
        assert await app.storage.papers.count() == 2 * len(weekdays())


async def test_a_paper_of_the_past_that_is_forgotten_is_no_past(tmp_path):
    async with past(tmp_path) as (_, app, clock):
        missing = Paper(id="2601.00001", title="Gone", abstract="")
        await app.storage.past.save(DAILY.on(NEWEST), [missing])
        assert await app.storage.papers.listed_before(clock.now().date(), 9) == ["2601.00001"]
        await app.storage.retention.forget(clock.now() + dt.timedelta(days=999))

        known = await app.storage.papers.listed_before(clock.now().date(), 9)
        assert set(known) == set(await app.storage.papers.many(known))


@pytest.mark.parametrize(
    "change",
    [
        lambda interests: interests.vote(KEY, VOTE),
        lambda interests: interests.cast(KEY, VOTE),
        lambda interests: interests.put(KEY, [FISH]),
    ],
)
async def test_the_loop_begins_when_anybody_wants_anything(tmp_path, change):
    async with past(tmp_path) as (_, app, _):
        loop = asyncio.get_running_loop().create_task(app.office.past.keep_up())
        await asyncio.sleep(0.2)  # by now it has found that nobody wants anything
        await change(app.storage.interests)
        async with asyncio.timeout(PATIENCE):
            while await app.storage.papers.count() < 2 * len(weekdays()):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
