"""Letters out of venues on mornings without a list, and what is accepted later: told once, whichever
message comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.chat.completion import Completion
from bot.chat.request import nobody
from core.announcements.venues import group_of
from core.editions.keys import ANNOUNCED, DAILY
from tests.bot.chat.test_venue_picks import FISHES, LONG, SCHOOL, picked, venue
from tests.bot.delivery.mornings import day
from tests.bot.delivery.room import Room, room_in
from tests.bot.delivery.test_letters_alone import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    SHOAL,
    SUNDAY,
    THINGS,
    TUESDAY,
    mornings,
    subscribed,
    tell,
    until,
)
from tests.fakes.openreview import ICLR, decide, note
from tests.world import busy_day

DAYS = {str(FRIDAY): day(), str(SATURDAY): [], str(SUNDAY): [], str(MONDAY): []}
ORAL = "A school of fish…: ICLR 2026, accepted as oral"
Read = Callable[[int], Coroutine[Any, Any, None]]


def at(number: int, month: int = 2) -> dt.datetime:
    return dt.datetime(2026, month, number, 9, tzinfo=dt.UTC)


def some(on: int, month: int = 2) -> list[dict[str, Any]]:
    """What the venue publishes on a day: others, and last a school of fish."""
    moment = at(on, month)
    others = [note(f"{thing}_00000", f"On {thing}", at=moment) for thing in THINGS]
    return [*others, note("school0000", LONG, at=moment, abstract=FISHES)]


@asynccontextmanager
async def published(
    folder: Path, days: dict[str, Any], start: int = 6, month: int = 2
) -> AsyncIterator[tuple[Room, dict[str, list[Any]], Read]]:
    """A newsroom on the evening of that day, what the venue holds, and what reads it
    at nine on a day."""
    async with (
        room_in(folder, days, at=(2026, month, start, 20)) as room,
        venue(room) as (source, reader),
    ):
        mornings(room)
        group = group_of(ICLR)
        assert group

        async def read(number: int) -> None:
            now, room.clock.time = room.clock.time, at(number, month)
            await reader.read_group(group, None)
            room.clock.time = now

        source.notes[ICLR] = [note("old0000000", "On old stones", at=at(1, 1))]
        await read(start)
        yield room, source.notes, read


async def accepted(room: Room, chat: str = "1") -> list[int]:
    """Which of the chat's messages tell of the acceptance."""
    return [number for number, body in enumerate(await room.bodies(chat)) if ORAL in body]


async def test_letters_alone_say_where_they_are_from(tmp_path: Path) -> None:
    async with published(tmp_path, DAYS) as (room, notes, read):
        await subscribed(room, "1", categories=("ICLR",))
        await subscribed(room, "2", categories=("ICLR", "cs.RO"))
        await subscribed(room, "3")
        await until(room, 7, 8, 9)
        await tell(room, MONDAY, SHOAL)
        notes[ICLR].extend(some(9))
        await read(9)
        await until(room, 10)

        headings = {chat: (await room.bodies(chat))[-1].split("\n")[0] for chat in "123"}
        assert headings == {
            "1": "New on OpenReview · Mon, 9 Feb",
            "2": "arXiv and OpenReview · Mon, 9 Feb",
            "3": "New on arXiv · Mon, 9 Feb",
        }
        assert "ICLR 2026" in (await room.bodies("1"))[-1]
        assert "arXiv" not in (await room.bodies("1"))[-1]


async def test_what_was_a_letter_alone_is_told_when_it_is_accepted(tmp_path: Path) -> None:
    days = DAYS | {str(TUESDAY): busy_day(4), "2026-02-11": busy_day(5)}
    async with published(tmp_path, days) as (room, notes, read):
        key = await subscribed(room, "1", categories=("ICLR",))
        await until(room, 7, 8, 9)
        notes[ICLR].extend(some(9))
        await read(9)
        await until(room, 10)
        assert (await picked(room, key, ANNOUNCED.on(MONDAY))).letter(SCHOOL)

        decide(notes[ICLR][-1], "ICLR 2026 Oral", "", at(10))
        await read(10)
        await until(room, 11, 12)
        assert len(await room.bodies("1")) == 4
        assert await accepted(room) == [2]


async def test_an_acceptance_in_letters_alone_is_not_told_again_by_the_list(tmp_path: Path) -> None:
    days = {str(FRIDAY): day(), str(MONDAY): busy_day(4), str(TUESDAY): busy_day(5)}
    async with published(tmp_path, days, start=5) as (room, notes, read):
        key = await subscribed(room, "1", categories=("ICLR", "cs.RO"))
        notes[ICLR].extend(some(6))
        await read(6)
        await until(room, 7)
        assert (await picked(room, key, DAILY.on(FRIDAY))).letter(SCHOOL)

        await until(room, 8, 9)
        decide(notes[ICLR][-1], "ICLR 2026 Oral", "", at(9))
        await read(9)
        await tell(room, MONDAY, SHOAL)
        room.place.hub.fail_always("*", "404")
        await until(room, 10)
        await room.look(2026, 2, 10, 6, 0)
        await room.look(2026, 2, 10, 6, 1)
        assert (await picked(room, key, ANNOUNCED.on(MONDAY))).accepted
        room.place.hub.heal()
        await room.look(2026, 2, 10, 7, 0)
        await room.look(2026, 2, 10, 7, 1)
        await until(room, 11)

        lists = [row[:2] for row in await room.owed("1")]
        assert lists.count(("2026-02-09", "list")) == 1
        assert len(await accepted(room)) == 1
        assert not (await picked(room, key, DAILY.on(MONDAY))).accepted
        assert not (await picked(room, key, DAILY.on(TUESDAY))).accepted


async def test_an_acceptance_on_a_morning_without_letters_waits_for_the_list(
    tmp_path: Path,
) -> None:
    async with published(tmp_path, DAYS | {str(TUESDAY): busy_day(4)}, start=5) as (
        room,
        notes,
        read,
    ):
        key = await subscribed(room, "1", categories=("ICLR",))
        notes[ICLR].extend(some(6))
        await read(6)
        await until(room, 7, 8, 9)
        decide(notes[ICLR][-1], "ICLR 2026 Oral", "", at(9))
        await read(9)
        await until(room, 10)
        assert [kind for _, kind, _ in await room.owed("1")] == ["list", "empty"]
        await until(room, 11)
        assert (await picked(room, key, DAILY.on(TUESDAY))).accepted
        assert await accepted(room) == [2]


async def test_what_a_holiday_brings_comes_with_the_next_day(tmp_path: Path) -> None:
    # arXiv rests on the evening before this Tuesday, and Hugging Face has no list of it.
    holiday, following = dt.date(2026, 1, 20), dt.date(2026, 1, 21)
    days = {str(holiday): [], str(following): busy_day(4)}
    async with published(tmp_path, days, start=19, month=1) as (room, notes, read):
        key = await subscribed(room, "1", categories=("ICLR",))
        notes[ICLR].extend(some(20, 1))
        await read(20)
        await room.look(2026, 1, 21, 0, 5)
        await room.look(2026, 1, 21, 4, 0)
        await room.look(2026, 1, 22, 0, 5)
        await room.look(2026, 1, 22, 4, 0)
        assert len([body for body in await room.bodies("1") if "A school of fish" in body]) == 1
        assert (await picked(room, key, DAILY.on(following))).letter(SCHOOL)


async def test_letters_alone_are_offered_while_somebody_types(tmp_path: Path) -> None:
    async with published(tmp_path, DAYS) as (room, notes, read):
        key = await subscribed(room, "1", categories=("ICLR",))
        await until(room, 7, 8, 9)
        notes[ICLR].extend(some(9))
        await read(9)
        await until(room, 10)

        desk = room.app.office.desk
        completion = Completion(room.app.storage, desk.shelves, room.clock)
        request = await desk.request(key, nobody, delivers=True, own=key)
        assert request.chat.seen == ANNOUNCED.on(MONDAY)
        offered = await completion.choices("papers", request, "A")
        assert offered[0] == (f"A · {LONG}", "A")
        numbers = await completion.choices("papers", request, "1")
        _, friday = await desk.lists.numbers(request)
        assert numbers
        assert friday
