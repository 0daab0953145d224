"""Papers announced beside a morning's list, and chats that want some of them."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Interest, Kind, Picks
from tests.bot.delivery.room import TUESDAY, Room, room_in
from tests.world import busy_day

DAY = dt.date.fromisoformat(TUESDAY)
KEY = DAILY.on(DAY)
FISH = Interest(kind=Kind.WORDS, value="fish swimming")
BIRDS = Interest(kind=Kind.WORDS, value="bird flight")
# Papers that no lab makes, so that the list does not select them.
OTHERS = {9: "Fish", 10: "Bird", 11: "Fish", 12: "Bird"}


def day():
    """Eight papers of labs, and four of nobody about fish and birds."""
    rows = busy_day(12)
    for number, kind in OTHERS.items():
        row = rows[number - 1]
        row.pop("organization", None)
        row["organization"] = None
        text = "fish swimming in water" if kind == "Fish" else "bird flight in the air"
        paper = row["paper"]
        paper["title"] = f"{kind} {number}"
        paper["summary"] = f"We look at {text}. " * 3
        paper.pop("organization", None)
        paper.update(upvotes=0, githubStars=0, numComments=0)
    return rows


@asynccontextmanager
async def morning(folder, **more):
    folder.mkdir(exist_ok=True)
    async with room_in(folder, {TUESDAY: day()}, **more) as room:
        room.again(picker=room.app.picker)
        yield room


async def wants(room: Room, key: ChatKey, *interests: Interest) -> ChatKey:
    await room.app.storage.interests.put(key, interests)
    return key


async def frozen(room: Room, key: ChatKey) -> Picks | None:
    return await room.app.storage.picks.of(key, KEY)


async def closed(room: Room) -> None:
    """The day is over, and has been read."""
    await room.look(2026, 2, 4, 0)
    await room.look(2026, 2, 4, 0, 5)


async def sent(room: Room) -> None:
    await room.look(2026, 2, 4, 4)


def titled(picks: Picks | None, kind: str) -> bool:
    """Whether the first pick is of that kind."""
    assert picks
    return OTHERS[int(picks.picks[0].paper_id[-2:])] == kind
