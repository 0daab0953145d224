"""What is foretold of a morning is what the service then does, chat by chat, and foretelling writes
and fetches nothing."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

import pytest

from bot.delivery.forecast import Forecast
from bot.delivery.press import Press
from core.chats import Ban, BanKind, ChatKey
from core.delivery import DeliveryKind
from core.editions.keys import DAILY
from core.editions.shelf import Shelves
from tests.bot.delivery.room import TUESDAY, WEDNESDAY, Room, room_in

STEP = dt.timedelta(minutes=15)
TUESDAYS, WEDNESDAYS = (DAILY.on(dt.date.fromisoformat(day)) for day in (TUESDAY, WEDNESDAY))
# Chats that get the list, by zone, hour and what else they chose.
READERS = {
    "1": {"zone": "Asia/Shanghai", "time": dt.time(8, 30)},
    "2": {"zone": "Europe/London", "time": dt.time(9, 0)},
    "3": {"zone": "America/New_York", "time": dt.time(7, 0)},
    "4": {"zone": "America/Los_Angeles", "time": dt.time(6, 15)},
    "5": {"zone": "Asia/Kolkata", "time": dt.time(12, 15), "most": 1},
    "6": {"zone": "Australia/Sydney", "time": dt.time(12, 0), "language": "zh"},
    "7": {"zone": "Europe/London", "time": dt.time(9, 0), "mute": ("study",)},
    "8": {"time": dt.time(8, 30), "least_score": 99.0},
}


def ahead(room: Room) -> Forecast:
    """Looks ahead as the room writes."""
    app = room.app
    shelves = Shelves(app.storage, app.pipeline, room.clock)
    press = Press(
        shown=shelves.peeked,
        renderers={"telegram": room._bodies},
        translators=app.translators,
    )
    return Forecast(storage=app.storage, policies=app.policies, press=press, zone=app.settings.zone)


async def foretold(room: Room):
    """What is foretold, by chat."""
    return {each.chat.key.chat_id: each for each in await ahead(room).all(room.clock.now())}


def dump(room: Room) -> list[str]:
    with closing(sqlite3.connect(room.place.folder / "paperboy.db")) as database:
        return list(database.iterdump())


def requests(room: Room) -> int:
    return len(room.place.hub.log) + len(room.place.arxiv.log)


async def first_owed(room: Room, until: dt.datetime, *, bodies: bool):
    """By chat, when it is first owed something, and what: the service's day up to that moment."""
    found: dict[str, tuple[dt.datetime, list[object]]] = {}
    while room.clock.now() <= until:
        await room.look()
        rows: dict[str, list[object]] = {}
        for row in await room.app.storage.deliveries.owed("telegram", 999):
            rows.setdefault(row.key.chat_id, []).append(shape(row, bodies=bodies))
        for chat, owed in rows.items():
            found.setdefault(chat, (room.clock.now(), owed))
        room.clock.time += STEP
    return found


def shape(row, *, bodies: bool):
    which = (row.list_key, row.kind, row.part)
    return (*which, row.body) if bodies else which


@pytest.mark.parametrize("read", [False, True])
async def test_what_is_foretold_happens(tmp_path, read):
    """The evening before, while the list is open; and in the night, once it has been read."""
    async with room_in(tmp_path) as room:
        for chat, chosen in READERS.items():
            await room.subscribe(chat, **chosen)
        await room.look()
        if read:
            for moment in ((2026, 2, 4, 0, 5), (2026, 2, 4, 0, 10)):
                await room.look(*moment)
        before, asked = dump(room), requests(room)

        expected = await foretold(room)

        assert (dump(room), requests(room)) == (before, asked)
        until = dt.datetime(2026, 2, 4, 20, tzinfo=dt.UTC)
        room.clock.time = room.clock.now().replace(minute=15)
        happened = await first_owed(room, until, bodies=read)

    assert {
        chat: (each.at, [shape(row, bodies=read) for row in each.deliveries])
        for chat, each in expected.items()
    } == happened
    assert happened.keys() == READERS.keys()
    assert [each.lists for each in expected.values()] == [[TUESDAYS]] * len(READERS)
    assert len({each.at for each in expected.values()}) == 6


async def test_what_keeps_lists_from_chats_is_foretold_and_keeps_them(tmp_path):
    async with room_in(tmp_path) as room:
        store = room.app.storage
        now = room.clock.now()
        for chat in ("paused", "silenced", "banned", "gone", "waits", "soon"):
            await room.subscribe(chat)
        await room.subscribe("elsewhere", platform="discord")
        await store.chats.unsubscribe(ChatKey("telegram", "gone"))
        await store.chats.pause(ChatKey("telegram", "paused"), "kicked")
        hour = dt.timedelta(hours=1)
        for chat, kind, until in (
            ("silenced", BanKind.SILENCED, None),
            ("banned", BanKind.BANNED, None),
            ("soon", BanKind.SILENCED, now + hour),
            ("waits", BanKind.SILENCED, now + 99 * hour),
        ):
            key = ChatKey("telegram", chat)
            await store.bans.put(Ban(key=key, kind=kind, since=now, until=until))
        await room.look()

        expected = await foretold(room)
        happened = await first_owed(room, dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC), bodies=False)

    assert {chat: each.obstacle for chat, each in expected.items()} == {
        "paused": "cli.status.paused.kicked",
        "silenced": "cli.chats.silenced",
        "banned": "cli.chats.banned",
        "waits": "cli.chats.silenced",
        "elsewhere": "cli.push.not_served",
        "soon": "",
    }
    assert happened.keys() == {"soon"}
    assert happened["soon"][0] == expected["soon"].at


async def test_who_wants_no_day_is_foretold_nothing(tmp_path):
    async with room_in(tmp_path) as room:
        await room.subscribe("1", weekdays=())
        await room.look()

        (expected,) = await ahead(room).all(room.clock.now())

    assert expected.obstacle == "cli.push.no_days"
    assert (expected.at, expected.deliveries, expected.awaited) == (None, (), ())


async def test_a_list_that_is_not_there_yet_is_awaited(tmp_path):
    """Not on Wednesdays: the next list is one of which nothing is known."""
    async with room_in(tmp_path) as room:
        await room.subscribe("1", weekdays=(0, 1, 3, 4, 5, 6))
        await room.look()

        (expected,) = await ahead(room).all(room.clock.now())
        happened = await first_owed(room, dt.datetime(2026, 2, 4, 20, tzinfo=dt.UTC), bodies=False)

    assert (expected.deliveries, expected.awaited) == ([], [WEDNESDAYS])
    assert expected.at == dt.datetime(2026, 2, 5, 4, tzinfo=dt.UTC)
    assert happened == {}


async def test_a_chat_that_has_had_its_list_waits_for_the_next(tmp_path):
    async with room_in(tmp_path) as room:
        await room.subscribe("1")
        await room.look()
        await room.look(2026, 2, 4, 0, 5)
        await room.look(2026, 2, 4, 4)
        assert await room.owed("1")

        (expected,) = await ahead(room).all(room.clock.now())

    assert expected.at == dt.datetime(2026, 2, 5, 4, tzinfo=dt.UTC)
    assert expected.lists == [WEDNESDAYS]


async def test_a_day_known_to_be_empty_is_foretold_as_a_sentence(tmp_path):
    async with room_in(tmp_path, {"2026-02-06": []}, at=(2026, 2, 6, 20)) as room:
        await room.subscribe("1")
        await room.look()
        await room.look(2026, 2, 7, 0, 30)

        (expected,) = await ahead(room).all(room.clock.now())
        happened = await first_owed(room, dt.datetime(2026, 2, 7, 5, tzinfo=dt.UTC), bodies=False)

    assert [row.kind for row in expected.deliveries] == [DeliveryKind.EMPTY]
    assert expected.messages == 1
    assert happened["1"][1] == [shape(row, bodies=False) for row in expected.deliveries]
