"""Days are read as they end, and every chat is owed its list once, whatever fails meanwhile."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.app.archives import ensure_demo
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from core.models import EditionState
from tests.bot.delivery.room import NOON, TUESDAY, WEDNESDAY, room_in
from tests.storage import build
from tests.world import busy_day


async def test_an_open_list_is_fetched_every_hour(room):
    for _ in range(121):
        await room.look()
        room.clock.pass_(minutes=1)

    assert room.place.hub.asked(TUESDAY) == 3
    assert await room.state(TUESDAY) == (EditionState.OPEN, False)


async def test_what_was_fetched_before_a_restart_counts(room):
    await room.look()
    room.clock.pass_(minutes=30)
    room.again()
    await room.look()
    assert room.place.hub.asked(TUESDAY) == 1

    room.clock.pass_(minutes=30)
    await room.look()
    assert room.place.hub.asked(TUESDAY) == 2


async def test_a_source_that_is_down_is_asked_every_ten_minutes(room):
    room.place.hub.fail_always("*", "404")
    for _ in range(31):
        await room.look()
        room.clock.pass_(minutes=1)
    assert room.place.hub.asked(TUESDAY) == 4

    room.place.hub.heal()
    await room.look(2026, 2, 3, 20, 41)
    assert await room.state(TUESDAY) == (EditionState.OPEN, False)


async def test_a_day_is_closed_read_and_pushed_at_the_chats_hour(room):
    await room.subscribe()
    await room.look()
    await room.look(2026, 2, 3, 23, 59)
    assert await room.state(TUESDAY) == (EditionState.OPEN, False)
    await room.look(2026, 2, 4, 0, 0)
    assert await room.state(TUESDAY) == (EditionState.CLOSED, True)
    assert await room.owed() == []

    await room.look(*NOON)
    assert await room.owed() == [(TUESDAY, "list", "Morning papers · Tue, 3 Feb")]
    assert room.woken == 1
    assert (await room.app.storage.chats.get(ChatKey("telegram", "1"))).seen == DAILY.on(
        dt.date(2026, 2, 3)
    )
    for _ in range(3):
        room.again()
        await room.look()
    assert len(await room.owed()) == 1
    await room.look(2026, 2, 5, 4, 0)
    assert [date for date, *_ in await room.owed()] == [TUESDAY, WEDNESDAY]


async def test_an_edition_not_ready_at_the_hour_goes_out_when_it_is(room):
    await room.subscribe()
    room.place.hub.fail_always("*", "404")
    await room.look(*NOON)
    await room.look(2026, 2, 4, 5, 0)
    assert await room.owed() == []

    room.place.hub.heal()
    await room.look(2026, 2, 4, 5, 20)
    await room.look(2026, 2, 4, 5, 21)
    assert await room.owed() == [(TUESDAY, "list", "Morning papers · Tue, 3 Feb")]


async def test_after_two_hours_one_sentence_says_why(room):
    await room.subscribe()
    room.place.hub.fail_always("*", "404")
    await room.look(*NOON)
    for minutes in (90, 119, 120, 121, 150):
        await room.look(*(2026, 2, 4, 4 + minutes // 60, minutes % 60))
    late = (TUESDAY, "late", "The papers of Tue, 3 Feb are late: Hugging Face is out of reach.")
    assert [(date, kind, line[: len(late[2])]) for date, kind, line in await room.owed()] == [late]

    room.place.hub.heal()
    await room.look(2026, 2, 4, 7, 0)
    await room.look(2026, 2, 4, 7, 1)
    assert [kind for _, kind, _ in await room.owed()] == ["late", "list"]


async def test_a_model_that_is_down_delays_a_day_by_less_than_half_an_hour(tmp_path):
    async with room_in(tmp_path, use_model=True) as room:
        await room.subscribe(time=dt.time(8, 0))  # midnight in Greenwich
        room.place.model.key = "another"
        await room.look(2026, 2, 4, 0, 0)
        assert await room.state(TUESDAY) == (EditionState.CLOSED, False)
        await room.look(2026, 2, 4, 0, 24)
        assert await room.owed() == []

        await room.look(2026, 2, 4, 0, 25)
        (list_,) = await room.bodies()
        assert "The summaries are Hugging Face's own, by AI." in list_


async def test_when_the_models_tokens_run_out_the_day_still_comes(tmp_path):
    async with room_in(tmp_path, use_model=True, paperboy_daily_tokens=1) as room:
        await room.subscribe()
        await room.look(2026, 2, 4, 0, 0)
        await room.look(*NOON)

        assert [kind for _, kind, _ in await room.owed()] == ["list"]
        assert room.place.model.prompts == []


async def test_an_empty_day_is_told_once(tmp_path):
    # Friday has papers, Saturday and Sunday have none, and neither has Monday.
    days = {
        "2026-02-06": busy_day(3),
        "2026-02-07": [],
        "2026-02-08": [],
        "2026-02-09": [],
        "2026-02-10": [],
    }
    async with room_in(tmp_path, days, at=(2026, 2, 6, 20)) as room:
        await room.subscribe()
        await room.subscribe("2", empty_days=False)
        await room.subscribe("3", empty_weekends=True)
        for day in range(7, 12):
            await room.look(2026, 2, day, 0, 5)
            await room.look(2026, 2, day, 4, 0)

        assert await room.owed() == [
            ("2026-02-06", "list", "Morning papers · Fri, 6 Feb"),
            ("2026-02-09", "empty", "No papers on Mon, 9 Feb."),
        ]
        assert (await room.owed("3"))[1:] == [
            ("2026-02-07", "empty", "No papers on Sat, 7 Feb: Hugging Face rests on weekends."),
        ]
        assert [kind for _, kind, _ in await room.owed("2")] == ["list"]


async def test_after_downtime_the_newest_comes_whole_and_the_others_in_one_line(tmp_path):
    days = {f"2026-02-{day:02}": busy_day(3) for day in range(2, 14)}
    async with room_in(tmp_path, days, at=(2026, 2, 2, 20)) as room:
        await room.subscribe()
        await room.look()
        await room.look(2026, 2, 3, 4, 0)
        room.again()
        await room.look(2026, 2, 6, 4, 0)  # three days later
        (first, newest) = await room.bodies()
        assert "Missed" not in first
        assert newest.startswith("Morning papers · Thu, 5 Feb")
        assert "Missed: 3 Feb, 4 Feb" in newest

        room.again()
        await room.look(2026, 2, 13, 4, 0)
        assert [date for date, *_ in await room.owed()] == [
            "2026-02-02",
            "2026-02-05",
            "2026-02-12",
        ]
        missed = [f"{day} Feb" for day in range(6, 12)]
        assert f"Missed: {', '.join(missed)}" in (await room.bodies())[-1]


async def test_after_a_long_downtime_nothing_older_than_a_week_is_named(tmp_path):
    days = {f"2026-02-{day:02}": busy_day(3) for day in range(2, 21)}
    async with room_in(tmp_path, days, at=(2026, 2, 2, 20)) as room:
        await room.subscribe()
        await room.look(2026, 2, 20, 3, 0)
        await room.look(2026, 2, 20, 4, 0)
        (newest,) = await room.bodies()

        assert newest.startswith("Morning papers · Thu, 19 Feb")
        assert "11 Feb" not in newest
        assert "12 Feb" in newest


async def test_days_missed_are_read_as_far_as_paperboy_was_there_before(tmp_path):
    days = {f"2026-02-{day:02}": busy_day(3) for day in range(2, 10)}
    async with room_in(tmp_path, days, at=(2026, 2, 4, 1)) as room:
        await room.look()
        assert await room.state("2026-02-02") is None
        await room.look(2026, 2, 8, 1)
        read = [await room.state(date) for date in sorted(days)]
    ready, unknown = (EditionState.CLOSED, True), None

    assert read == [unknown, ready, ready, ready, ready, ready, (EditionState.OPEN, False), unknown]


async def test_an_archive_of_a_later_day_keeps_nobody_from_reading(room):
    await ensure_demo(room.app)  # of the Thursday to come
    await room.look(2026, 2, 4, 0, 0)

    assert await room.state(TUESDAY) == (EditionState.CLOSED, True)


async def test_chats_of_a_platform_that_is_not_served_are_left_alone(room):
    await room.subscribe("1", "discord")
    before = await room.app.storage.chats.get(ChatKey("discord", "1"))
    await room.look(2026, 2, 4, 0, 0)
    await room.look(*NOON)

    assert await room.owed("1", "discord") == []
    assert await room.app.storage.chats.get(ChatKey("discord", "1")) == before
    assert room.woken == 0


async def test_a_chat_in_another_language_gets_it_and_nobody_pays_for_more(tmp_path):
    async with room_in(tmp_path, use_model=True) as room:
        await room.look(2026, 2, 4, 0, 0)
        written = room.place.model.calls("Task: a summary")
        assert written == 4
        await room.subscribe("1", language="zh")
        await room.subscribe("2", language="fr")  # which Paperboy does not speak any more
        await room.look(2026, 2, 4, 0, 1)
        assert room.place.model.calls("Task: a summary") == 8
        await room.look(*NOON)

        assert room.place.model.calls("Task: a summary") == 8
        assert [line for _, _, line in await room.owed("1")] == ["论文晨报 · 2月3日 星期二"]
        assert [line for _, _, line in await room.owed("2")] == ["Morning papers · Tue, 3 Feb"]


async def test_one_chat_whose_list_cannot_be_made_costs_the_others_nothing(room):
    def broken(view, t, silent, previews):
        if silent:
            raise RuntimeError("a bug in the renderer")
        return ["fine"]

    room.again(renderers={"telegram": broken})
    await room.subscribe("1", silent=True)
    await room.subscribe("2")
    await room.look(2026, 2, 4, 0, 0)
    await room.look(*NOON)
    assert [await room.owed(chat) for chat in ("1", "2")] == [[], [(TUESDAY, "list", "fine")]]

    room.again()
    await room.look(2026, 2, 4, 4, 11)
    assert len(await room.owed("1")) == 1


async def test_arxiv_is_asked_about_newer_versions_once_the_day_is_read(room):
    def asked():
        return sum(request.path == "/api/query" for request in room.place.arxiv.log)

    await room.look()
    assert asked() == 0
    await room.look(2026, 2, 4, 0, 1)
    for _ in range(30):
        await room.look()
        room.clock.pass_(minutes=10)
    assert asked() == 1
    assert await room.state(TUESDAY) == (EditionState.CLOSED, True)
    for minute in (30, 31):
        await room.look(2026, 2, 5, 0, minute)
    assert asked() == 2


async def test_the_ledger_forgets_after_two_months(room):
    key = await room.subscribe()
    for date in (dt.date(2025, 12, 1), dt.date(2026, 1, 20)):
        old = Delivery(key=key, list_key=DAILY.on(date), kind=DeliveryKind.LIST, part=0, body="{}")
        await room.app.storage.deliveries.owe([old], [], room.clock.now())
    await room.look(2026, 2, 4, 0, 0)

    assert [date for date, *_ in await room.owed()] == ["2026-01-20"]


async def test_what_is_old_is_forgotten_once_the_day_is_read(room):
    room.again(keep=dt.timedelta(days=180))
    documents = room.app.storage.documents
    long_ago = room.clock.now() - dt.timedelta(days=200)
    await documents.save(build.document(1), long_ago)
    await room.look()
    assert await documents.get(build.paper(1).id)

    for minute in (0, 1):
        await room.look(2026, 2, 4, 0, minute)
    assert not await documents.get(build.paper(1).id)
    await documents.save(build.document(1), long_ago)
    await room.look(2026, 2, 4, 12, 0)
    assert await documents.get(build.paper(1).id)
    for minute in (0, 1):
        await room.look(2026, 2, 5, 0, minute)
    assert not await documents.get(build.paper(1).id)


@pytest.mark.parametrize("step", ["bans.expire", "people.sweep"])
async def test_a_bug_met_while_tidying_costs_nobody_a_list(room, monkeypatch, step):
    async def broken(*_asked):
        raise KeyError("a bug")

    part, name = step.split(".")
    monkeypatch.setattr(getattr(room.app.storage, part), name, broken)
    await room.subscribe()
    await room.look(2026, 2, 4, 0, 0)
    await room.look(*NOON)

    assert await room.owed() == [(TUESDAY, "list", "Morning papers · Tue, 3 Feb")]


async def test_a_bug_met_in_todays_list_does_not_keep_yesterdays_back(room, monkeypatch):
    listings = room.app.hub.listings

    async def broken_today(key):
        if key.day == room.clock.now().date():
            raise KeyError("a bug")
        return await listings(key)

    monkeypatch.setattr(room.app.hub, "listings", broken_today)
    await room.subscribe()
    for hour in range(5):
        await room.look(2026, 2, 4, hour, 30)

    assert await room.owed() == [(TUESDAY, "list", "Morning papers · Tue, 3 Feb")]
