"""Lists wait, for hours at which tokens cost less and for batches, while nobody wants them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from core.llm.nights import Hours
from core.models import EditionState, Writer
from tests.bot.delivery.place import LIST, MONDAY, TEXTS, placed
from tests.bot.delivery.room import TUESDAY, WEDNESDAY, room_in
from tests.world import busy_day


async def test_a_list_waits_for_cheap_hours_while_nobody_wants_it(tmp_path):
    night = Hours(dt.time(2), dt.time(6), ZoneInfo("UTC"))
    async with room_in(tmp_path, use_model=True) as room:
        room.again(night=night)
        await room.look()
        await room.look(2026, 2, 4, 1, 59)
        assert await room.state(TUESDAY) == (EditionState.OPEN, False)
        assert not room.place.model.prompts
        await room.look(2026, 2, 4, 2, 0)
        assert await room.state(TUESDAY) == (EditionState.CLOSED, True)
        assert room.place.model.prompts


async def test_a_chat_that_is_due_keeps_it_from_waiting(tmp_path):
    night = Hours(dt.time(2), dt.time(6), ZoneInfo("UTC"))
    async with room_in(tmp_path, use_model=True) as room:
        await room.subscribe(time=dt.time(11, 30))  # half past three, UTC
        room.again(night=night)
        await room.look(2026, 2, 4, 0, 5)
        assert await room.state(TUESDAY) == (EditionState.CLOSED, True)


async def test_a_chat_that_is_due_soon_keeps_it_from_waiting(place):
    await place.room.subscribe(time=dt.time(12, 0))  # 04:00, UTC
    await place.look(2026, 2, 4, 0, 5)
    assert await place.waiting() == 0
    assert place.batches.lines == []
    assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)


async def test_past_days_wait_for_a_newer_list_and_are_read_by_a_batch(tmp_path):
    others = busy_day(20)[6:]
    days = {MONDAY: others[:4], TUESDAY: busy_day(6), WEDNESDAY: others[4:8]}
    async with placed(tmp_path, days, at=(2026, 2, 2, 20)) as place:
        await place.room.subscribe(time=dt.time(8, 30))  # 00:30, UTC
        await place.look(2026, 2, 3, 0, 5)
        assert await place.room.state(MONDAY) == (EditionState.CLOSED, True)
        assert place.batches.lines == []

        # Until then it did not run: Tuesday's list is a past one.
        await place.look(2026, 2, 5, 0, 5, times=0)
        assert await place.room.state(WEDNESDAY) == (EditionState.CLOSED, True)
        assert await place.room.state(TUESDAY) in (None, (EditionState.OPEN, False))
        asked = len(place.live())
        await place.look(2026, 2, 5, 0, 6)
        assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
        assert await place.waiting() == TEXTS
        assert len(place.live()) == asked
        await place.look(2026, 2, 5, 0, 7)
        assert await place.writers() == [Writer.MODEL] * TEXTS
        assert len(place.live()) == asked


async def test_a_past_day_that_chats_still_get_is_read_at_once(tmp_path):
    # Wednesday's list is empty: who was away since Monday gets Tuesday's.
    days = {MONDAY: busy_day(20)[6:10], TUESDAY: busy_day(6), WEDNESDAY: []}
    async with placed(tmp_path, days, at=(2026, 2, 2, 20)) as place:
        await place.room.subscribe(time=dt.time(8, 30))
        await place.look(2026, 2, 3, 0, 5)
        for minute in (5, 6, 31):
            await place.look(2026, 2, 5, 0, minute)
        assert await place.writers() == [Writer.MODEL] * TEXTS
        assert place.batches.lines == []


async def test_what_nobody_is_shown_waits_where_all_is_read(tmp_path):
    many = busy_day(30)
    settings = {"paperboy_deep_read": "all"}
    async with placed(tmp_path, {TUESDAY: many}, **settings) as place:
        await place.room.subscribe(time=dt.time(12, 0))
        await place.look(2026, 2, 4, 0, 5)
        edition = await place.app.storage.editions.get(LIST)
        selected = {entry.paper.id for entry in edition.selected}
        others = [entry.paper.id for entry in edition.entries if not entry.selected]
        assert others
        assert await place.room.state(TUESDAY) == (EditionState.CLOSED, True)
        assert len(place.batches.lines) == len(others)
        assert len(place.live()) == 2 * len(selected)
        await place.look(2026, 2, 4, 0, 15)
        reports = await place.app.storage.readings.reports(others, "en")
        assert len(reports) == len(others)
        assert len(place.live()) == 2 * len(selected)
