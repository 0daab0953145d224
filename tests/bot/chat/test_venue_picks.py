"""Picks out of what venues publish: beside the list and arXiv, once, and what is decided later."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.chat.commands import answer
from bot.chat.request import nobody
from core.announcements.venue_reader import VenueReader
from core.announcements.venues import group_of
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Picks, Vote
from core.sources.http.client import PoliteClient
from core.sources.openreview import OpenReview
from tests.bot.chat.test_announced_picks import SHOAL, TEXTS, announced, tell
from tests.bot.chat.views.samples import said
from tests.bot.delivery.mornings import BIRDS, FISH, closed, day, morning, sent, wants
from tests.bot.delivery.room import TUESDAY, WEDNESDAY, Room, room_in
from tests.core.sources.conftest import AGENT
from tests.fakes.openreview import ICLR, FakeOpenReview, decide, note
from tests.world import busy_day

DAY = dt.date.fromisoformat(TUESDAY)
NEXT = dt.date.fromisoformat(WEDNESDAY)
KEY, NEXT_KEY = DAILY.on(DAY), DAILY.on(NEXT)
NOON = dt.datetime.combine(DAY, dt.time(12), dt.UTC)
SCHOOL = "openreview/school0000"
FISHES = "We look at fish swimming in water, and fish swimming again. " * 3
LONG = "A school of fish that swims by itself"


def school(**more: object):
    return note("school0000", LONG, at=NOON, abstract=FISHES, **more)


@asynccontextmanager
async def venue(room: Room) -> AsyncIterator[tuple[FakeOpenReview, VenueReader]]:
    async with FakeOpenReview() as source, PoliteClient(AGENT) as client:
        source.notes[ICLR] = []
        there = OpenReview(client, source.url, room.clock)
        storage = room.app.storage
        yield source, VenueReader(storage.submissions, storage.papers, there, room.clock)


async def read(room: Room, reader: VenueReader, moment: dt.datetime) -> None:
    """The venue is read at that moment."""
    now = room.clock.time
    room.clock.time = moment
    group = group_of(ICLR)
    assert group
    await reader.read_group(group, DAY - dt.timedelta(days=30))
    room.clock.time = now


async def picked(room: Room, key: ChatKey, key_of_list=KEY) -> Picks:
    return await room.app.storage.picks.of(key, key_of_list) or Picks()


async def next_morning(room: Room) -> None:
    await room.look(2026, 2, 5, 0)
    await room.look(2026, 2, 5, 0, 5)
    await room.look(2026, 2, 5, 4)


async def test_letters_come_from_list_arxiv_and_venue_together(tmp_path: Path) -> None:
    async with morning(tmp_path) as room, venue(room) as (source, reader):
        both = await room.subscribe("1", categories=("cs.RO", "ICLR"), picks=4)
        await wants(room, both, FISH)
        only = await wants(room, await room.subscribe("2", categories=("ICLR",)), FISH)
        other = await wants(room, await room.subscribe("3", categories=("cs.RO",)), FISH)
        nobody = await wants(room, await room.subscribe("4"), FISH)
        await tell(room, DAY, announced(SHOAL, DAY))
        # The same paper as arXiv's, by its title and authors, and one of its own.
        title, abstract = TEXTS[SHOAL]
        twin = note("twin000000", title, at=NOON, authors=("A. Fisher",), abstract=abstract)
        source.notes[ICLR] = [school(), twin]
        await read(room, reader, NOON)
        await closed(room)
        await sent(room)

        mine = [pick.paper_id for pick in (await picked(room, both)).picks]
        assert {SHOAL, SCHOOL} <= set(mine)
        assert len(mine) == len(set(mine))
        assert any(not pick.announced for pick in (await picked(room, both)).picks)
        assert SCHOOL in [pick.paper_id for pick in (await picked(room, only)).picks]
        assert SHOAL in [pick.paper_id for pick in (await picked(room, only)).picks]
        assert SCHOOL not in [pick.paper_id for pick in (await picked(room, other)).picks]
        assert not any(pick.announced for pick in (await picked(room, nobody)).picks)
        (body, *_) = await room.bodies("1")
        assert LONG[:12] in body
        assert "ICLR 2026" in body


async def test_an_acceptance_is_told_once_to_who_had_it_or_likes_it(tmp_path: Path) -> None:
    folder = tmp_path / "venue"
    folder.mkdir()
    days = {TUESDAY: day(), WEDNESDAY: busy_day(4), "2026-02-05": busy_day(5)}
    async with room_in(folder, days) as room, venue(room) as (source, reader):
        room.again(picker=room.app.picker)
        had = await wants(room, await room.subscribe("1", categories=("ICLR",)), FISH)
        stranger = await wants(
            room, await room.subscribe("2", categories=("ICLR",), picks=0), BIRDS
        )
        liking = await wants(room, await room.subscribe("3", categories=("ICLR",)), BIRDS)
        elsewhere = await wants(room, await room.subscribe("4", categories=("cs.RO",)), FISH)
        source.notes[ICLR] = [school()]
        await read(room, reader, NOON)
        vote = Vote(paper_id=SCHOOL, person="", up=True, at=NOON)
        for key in (liking, elsewhere):
            await room.app.storage.interests.vote(key, vote)
        await closed(room)
        await sent(room)
        assert (await picked(room, had)).letter(SCHOOL)

        decided = NOON + dt.timedelta(days=1)
        decide(source.notes[ICLR][0], "ICLR 2026 Oral", "", decided, "A. Fisher")
        await read(room, reader, decided)
        await next_morning(room)
        body = (await room.bodies("1"))[-1]
        assert "A school of fish…: ICLR 2026, accepted as oral" in body
        assert SCHOOL not in [each.paper_id for each in (await picked(room, had, NEXT_KEY)).picks]
        assert "accepted as oral" in (await room.bodies("3"))[-1]
        for key, chat in ((stranger, "2"), (elsewhere, "4")):
            assert not (await picked(room, key, NEXT_KEY)).accepted
            assert "accepted as oral" not in (await room.bodies(chat))[-1]

        await room.look(2026, 2, 6, 0)
        await room.look(2026, 2, 6, 0, 5)
        await room.look(2026, 2, 6, 4)
        assert len(await room.bodies("1")) > 2
        assert "accepted as oral" not in (await room.bodies("1"))[-1]


async def test_a_letter_that_is_on_arxiv_later_stays_that_letter(tmp_path: Path) -> None:
    folder = tmp_path / "venue"
    folder.mkdir()
    listed = busy_day(4)
    listed[0]["paper"].update(id="2602.60001", title=LONG, summary=FISHES, upvotes=99)
    async with (
        room_in(folder, {TUESDAY: day(), WEDNESDAY: listed}) as room,
        venue(room) as (source, reader),
    ):
        room.again(picker=room.app.picker)
        chat = await wants(room, await room.subscribe("1", categories=("ICLR", "cs.RO")), FISH)
        source.notes[ICLR] = [school()]
        await read(room, reader, NOON)
        await closed(room)
        await sent(room)
        await next_morning(room)

        # The list brought the paper, and yesterday's letter is it now.
        assert (await picked(room, chat)).letter("2602.60001")
        again = await picked(room, chat, NEXT_KEY)
        assert [each.paper_id for each in again.again] == ["2602.60001"]
        assert "2602.60001" not in [each.paper_id for each in again.picks]
        assert await room.app.storage.papers.get(SCHOOL) is None


async def test_what_arxiv_had_before_is_news_only_to_who_reads_the_venue(tmp_path: Path) -> None:
    async with morning(tmp_path) as room, venue(room) as (source, reader):
        both = await wants(room, await room.subscribe("1", categories=("cs.RO", "ICLR")), FISH)
        only = await wants(room, await room.subscribe("2", categories=("ICLR",)), FISH)
        earlier = DAY - dt.timedelta(days=1)
        await tell(room, earlier, announced(SHOAL, earlier))
        title, abstract = TEXTS[SHOAL]
        twin = note("twin000000", title, at=NOON, authors=("A. Fisher",), abstract=abstract)
        source.notes[ICLR] = [twin]
        await read(room, reader, NOON)
        await closed(room)
        await sent(room)

        assert SHOAL not in [pick.paper_id for pick in (await picked(room, both)).picks]
        assert SHOAL in [pick.paper_id for pick in (await picked(room, only)).picks]


async def test_the_list_tells_again_whoever_had_it_on_another_day(tmp_path: Path) -> None:
    folder = tmp_path / "venue"
    folder.mkdir()
    listed = busy_day(4)
    title, abstract = TEXTS[SHOAL]
    listed[0]["paper"].update(id=SHOAL, title=title, summary=abstract, upvotes=99)
    async with (
        room_in(folder, {TUESDAY: day(), WEDNESDAY: listed}) as room,
        venue(room) as (source, reader),
    ):
        room.again(picker=room.app.picker)
        chat = await wants(room, await room.subscribe("1", categories=("ICLR",)), FISH)
        earlier = DAY - dt.timedelta(days=1)
        await tell(room, earlier, announced(SHOAL, earlier))
        twin = note("twin000000", title, at=NOON, authors=("A. Fisher",), abstract=abstract)
        source.notes[ICLR] = [twin]
        await read(room, reader, NOON)
        await closed(room)
        await sent(room)
        await next_morning(room)

        assert (await picked(room, chat)).letter(SHOAL)
        again = await picked(room, chat, NEXT_KEY)
        assert [(each.paper_id, each.day) for each in again.again] == [(SHOAL, DAY)]
        assert SHOAL not in [each.paper_id for each in again.picks]


async def test_chinese_words_find_what_was_announced_in_english(tmp_path: Path) -> None:
    async with morning(tmp_path) as room, venue(room) as (source, reader):
        key = await room.subscribe("1", categories=("ICLR",), language="zh")
        title = "A world model of ponds"
        source.notes[ICLR] = [note("pond000000", title, at=NOON), school()]
        await read(room, reader, NOON)
        office = room.app.office
        request = await office.desk.request(key, nobody, delivers=True, own=key)
        found = "\n".join(said(await answer(office, request, "/search 世界模型")))
        assert title in found
        assert "“世界模型”：1 篇" in found
