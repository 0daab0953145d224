"""`once`: what is due is read and sent, and nothing twice, from however many starts."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import asynccontextmanager

import pytest

from bot.app import service
from bot.app.crew import make_crew
from bot.app.once import run_once, subscribe
from bot.delivery.pace import Rates
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.errors import PlatformRefused, PlatformUnreachable
from locales import Translator
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.telegram import FakeTelegram
from tests.storage import build
from tests.telegram_world import settings_for
from tests.world import DATE, busy_day, full_texts, world

SWIFT = Rates(per_second=200.0, chat_gap=0.0)
LONG, SHORT = dt.timedelta(seconds=30), dt.timedelta(seconds=2)
MORNING = (2026, 2, 4, 0, 10)


@asynccontextmanager
async def town(folder, at=MORNING):
    """The world on the morning after a day of six papers, Telegram, and how a run is started
    there."""
    day = busy_day(6)
    clock = StandingClock(*at)
    telegram = FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    async with telegram, world(folder, {DATE: day}, full_texts(day)) as place:

        async def run(*to, longest=LONG, act=None, **more):
            settings = settings_for(telegram, **more)
            async with place.app(clock=clock, **settings) as app:
                if act:
                    await act(app)
                await subscribe(app, to)
                crew = await make_crew(app, Translator("en"), rates=SWIFT, patience=longest)
                return await run_once(app, crew, longest, asyncio.Event())

        yield place, telegram, clock, run


def key_of(chat):
    return ChatKey("telegram", str(chat.id))


def yesterday_lists_papers(place):
    """What the day lists that has just closed, by the machine's clock; returns the day."""
    yesterday = (service.utc_today() - dt.timedelta(days=1)).isoformat()
    place.hub.days[yesterday] = busy_day(6)
    place.hub.newest = yesterday
    return yesterday


async def test_from_nothing_to_a_sent_list_and_the_second_run_sends_nothing(tmp_path):
    async with town(tmp_path) as (place, telegram, _, run):
        chat = telegram.private()
        first = await run(key_of(chat))
        sent, asked = len(telegram.messages(chat)), len(place.model.prompts)
        second = await run(key_of(chat))
        third = await run()

        assert first.whole
        assert first.sent == sent > 0
        assert asked > 0
        for again in (second, third):
            assert (again.sent, again.owed, again.whole) == (0, 0, True)
        assert len(telegram.messages(chat)) == sent
        assert len(place.model.prompts) == asked


def test_as_it_is_typed_twice(paperboy, place):
    yesterday_lists_papers(place)
    with FakeTelegram(limits=None).in_thread() as telegram:
        chat = telegram.private()
        reach = {"telegram_token": telegram.token, "telegram_base_url": telegram.url}
        runs = [
            paperboy("once", "--minutes", 1, "--to", f"telegram:{chat.id}", **reach)
            for _ in range(2)
        ]
        sent = len(telegram.messages(chat))

    assert [(ran.code, ran.err) for ran in runs] == [(0, "")] * 2
    assert sent > 0
    assert runs[0].out in (f"Sent {sent} message; 0 owed.\n", f"Sent {sent} messages; 0 owed.\n")
    assert runs[1].out == "Sent 0 messages; 0 owed.\n"


async def test_the_next_day_brings_the_next_list(tmp_path):
    async with town(tmp_path) as (place, telegram, clock, run):
        chat = telegram.private()
        await run(key_of(chat))
        before = len(telegram.messages(chat))
        clock.time += dt.timedelta(days=1, minutes=-5)
        place.hub.days["2026-02-04"] = busy_day(5)
        place.hub.newest = "2026-02-04"
        assert (await run(key_of(chat))).whole

        assert len(telegram.messages(chat)) > before


async def test_who_chose_an_hour_keeps_it_and_who_left_stays_away(tmp_path):
    async with town(tmp_path) as (_, telegram, clock, run):
        chosen, left = telegram.private(), telegram.private()
        due = clock.now() + dt.timedelta(hours=5)

        async def act(app):
            hour = ChatSettings(time=dt.time(5, 10), zone="UTC")
            through = {DAILY: dt.date(2026, 2, 2)}
            for chat in (chosen, left):
                await put_subscribed(app.storage, key_of(chat), hour, clock.now(), through, due)
            await app.storage.chats.unsubscribe(key_of(left))

        assert (await run(key_of(chosen), key_of(left), act=act)).sent == 0
        clock.time = due + dt.timedelta(minutes=1)
        assert (await run(key_of(chosen), key_of(left))).sent > 0
        assert telegram.messages(chosen)
        assert not telegram.messages(left)


async def test_what_a_killed_run_had_on_its_way_is_not_sent_again(tmp_path):
    async with town(tmp_path) as (_, telegram, clock, run):
        chat = telegram.private()
        await run(key_of(chat))
        sent = len(telegram.messages(chat))

        async def act(app):
            part = build.delivery(key_of(chat), list_key=DAILY.on(dt.date(2026, 2, 2)))
            await app.storage.deliveries.owe([part], [], clock.now())
            assert await app.storage.deliveries.sending(part, clock.now())

        outcome = await run(key_of(chat), act=act)
        assert (outcome.sent, outcome.owed) == (0, 0)
        assert len(telegram.messages(chat)) == sent


async def test_a_source_that_is_down_leaves_it_to_a_later_run(tmp_path):
    async with town(tmp_path) as (place, telegram, clock, run):
        chat = telegram.private()
        place.hub.fail_always("*", "html")
        outcome = await run(key_of(chat), longest=SHORT)
        assert (outcome.sent, outcome.waiting, outcome.whole) == (0, True, False)

        place.hub.heal()
        clock.time += dt.timedelta(minutes=15)
        assert (await run(key_of(chat))).whole
        assert telegram.messages(chat)


async def test_a_platform_out_of_reach_is_told_and_its_debts_stay(tmp_path):
    async with town(tmp_path) as (_, telegram, _, run):
        chat = telegram.private()
        key = key_of(chat)
        outcome = await run(key, telegram_base_url="http://127.0.0.1:9")
        (trouble,) = outcome.troubles
        assert isinstance(trouble, PlatformUnreachable)
        assert (outcome.sent, outcome.whole) == (0, False)

        assert (await run(key)).whole
        assert telegram.messages(chat)


async def test_a_wrong_token_is_told(tmp_path):
    async with town(tmp_path) as (_, telegram, _, run):
        key = key_of(telegram.private())
        (trouble,) = (
            await run(key, telegram_token="1:AAwrong-token-for-tests-only-00000000")
        ).troubles

    assert isinstance(trouble, PlatformRefused)


async def test_who_cannot_be_reached_is_paused_and_holds_nobody_up(tmp_path):
    async with town(tmp_path) as (_, telegram, _, run):
        chat, gone = telegram.private(), ChatKey("telegram", "999999")
        outcome = await run(key_of(chat), gone)

        assert outcome.whole
        assert telegram.messages(chat)


@pytest.mark.parametrize("to", ["telegram:42", "nonsense", "discord:1"])
def test_a_chat_that_nothing_can_be_sent_to_is_one_sentence(paperboy, to):
    ran = paperboy("once", "--to", to)

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_without_a_platform_it_reads(paperboy, place):
    yesterday = yesterday_lists_papers(place)
    ran = paperboy("once", "--minutes", 1)

    assert (ran.code, ran.out) == (0, "Sent 0 messages; 0 owed.\n")
    assert place.model.prompts
    assert place.hub.asked(yesterday) == 1
