"""Picks out of the list and of what arXiv announced: for whom, which, and what comes again."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.announced import picked_again
from bot.chat.commands import answer
from bot.chat.panel import Features
from bot.chat.request import nobody
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Because, Picks, as_entry
from core.models import Edition, EditionState, Paper
from core.pool import Announced, Announcement, Announcements, Knowledge
from tests.bot.chat.views.samples import said
from tests.bot.delivery.mornings import BIRDS, FISH, closed, day, morning, sent, wants
from tests.bot.delivery.room import TUESDAY, WEDNESDAY, Room, room_in
from tests.world import busy_day

DAY = dt.date.fromisoformat(TUESDAY)
NEXT = dt.date.fromisoformat(WEDNESDAY)
KEY, NEXT_KEY = DAILY.on(DAY), DAILY.on(NEXT)
SHOAL, FLOCK, SWARM = "2602.50001", "2602.50002", "2602.50003"
TEXTS = {
    SHOAL: ("A shoal of fish", "We look at fish swimming in water, and fish swimming again. " * 3),
    FLOCK: ("A flock of birds", "We look at bird flight in the air, and bird flight again. " * 3),
    SWARM: ("A swarm of fish", "We look at fish swimming in water, as robots do. " * 3),
}


def announced(name: str, on: dt.date, *categories: str) -> Announced:
    title, abstract = TEXTS[name]
    paper = Paper(id=name, title=title, abstract=abstract, authors=("A. Fisher", "B. Angler"))
    return Announced(
        paper=paper, day=on, kind=Announcement.NEW, categories=categories or ("cs.RO",)
    )


async def tell(
    room: Room, on: dt.date, *those: Announced, knowledge: Knowledge = Knowledge.FEED
) -> None:
    await room.app.storage.pool.put(
        Announcements(
            day=on,
            categories=frozenset(("cs.RO", "cs.CL")),
            announced=those,
            knowledge=knowledge,
            complete=True,
            fetched_at=room.clock.now(),
        )
    )


async def picked(room: Room, key: ChatKey, key_of_list=KEY) -> Picks:
    found = await room.app.storage.picks.of(key, key_of_list)
    assert found
    return found


def listed_on_wednesday():
    """Wednesday's list, which holds the shoal: as one of its first, and with upvotes."""
    rows = busy_day(4)
    title, abstract = TEXTS[SHOAL]
    rows[0]["paper"].update(id=SHOAL, title=title, summary=abstract, upvotes=120)
    return rows


async def test_letters_come_from_the_list_and_from_the_categories_alone(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",), picks=3), FISH)
        others = await wants(room, await room.subscribe("2", categories=("cs.CL",)), FISH)
        nobody = await wants(room, await room.subscribe("3"), FISH)
        await tell(room, DAY, announced(SHOAL, DAY), announced(FLOCK, DAY, "cs.CL"))
        await closed(room)
        await sent(room)

        mine = await picked(room, fish)
        assert SHOAL in [pick.paper_id for pick in mine.picks]
        assert [pick.announced for pick in mine.picks if pick.paper_id == SHOAL] == [True]
        # Beside it the list's own, which no letter out of the announcements pushes aside for good.
        assert any(not pick.announced for pick in mine.picks)
        assert SHOAL not in [pick.paper_id for pick in (await picked(room, others)).picks]
        assert not any(pick.announced for pick in (await picked(room, nobody)).picks)
        (body, *_) = await room.bodies("1")
        assert "A shoal of fish" in body
        assert "arXiv cs.RO" in body


async def test_a_paper_that_both_have_comes_once(tmp_path):
    async with room_in(tmp_path, {TUESDAY: listed_on_wednesday()}) as room:
        room.again(picker=room.app.picker)
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",)), FISH)
        await tell(room, DAY, announced(SHOAL, DAY), announced(SWARM, DAY))
        await closed(room)
        await sent(room)

        ids = [pick.paper_id for pick in (await picked(room, fish)).picks]
        assert SWARM in ids
        assert SHOAL not in ids


async def test_what_a_list_holds_days_later_is_told_once_and_is_no_letter_again(tmp_path):
    days = {TUESDAY: day(), WEDNESDAY: listed_on_wednesday()}
    folder = tmp_path / "pool"
    folder.mkdir()
    async with room_in(folder, days) as room:
        room.again(picker=room.app.picker)
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",)), FISH)
        stranger = await wants(room, await room.subscribe("2", categories=("cs.CL",)), BIRDS)
        await tell(room, DAY, announced(SHOAL, DAY))
        await closed(room)
        await sent(room)
        letter = (await picked(room, fish)).letter(SHOAL)
        await room.look(2026, 2, 5, 0)
        await room.look(2026, 2, 5, 0, 5)
        await room.look(2026, 2, 5, 4)

        again = await picked(room, fish, NEXT_KEY)
        assert [(each.paper_id, each.letter, each.day) for each in again.again] == [
            (SHOAL, letter, DAY)
        ]
        assert SHOAL not in [pick.paper_id for pick in again.picks]
        body = (await room.bodies("1"))[-1]
        assert f"{letter} of " in body
        assert "is on Hugging Face today, ▲120" in body
        assert "is on Hugging Face" not in (await room.bodies("2"))[-1]
        stored = await room.app.storage.picks.of(stranger, NEXT_KEY)
        assert stored is None or not stored.again


async def test_who_asked_for_nothing_has_what_attention_singles_out_and_is_asked(tmp_path):
    async with morning(tmp_path) as room:
        chat = await room.subscribe("1", categories=("cs.RO",), picks=2)
        names = [row["paper"]["id"] for row in day()]
        title, abstract = TEXTS[SHOAL]
        for name in names[8:]:
            paper = Paper(id=name, title=title, abstract=abstract)
            placed = Announced(
                paper=paper, day=DAY, kind=Announcement.NEW, categories=("cs.RO", "cs.AI")
            )
            await tell(room, DAY, placed)
        await tell(room, DAY, announced(FLOCK, DAY))
        await closed(room)
        await sent(room)

        mine = await picked(room, chat)
        assert mine.unasked
        assert len(mine.picks) == 2
        assert {pick.paper_id for pick in mine.picks} <= set(names[8:])
        assert [pick.shares[0].because for pick in mine.picks] == [Because.NOISE] * 2
        (body, *_) = await room.bodies("1")
        assert "/interests world model, robot" in body


async def test_who_chose_nothing_gets_byte_for_byte_what_there_was(tmp_path):
    async with morning(tmp_path / "with") as room:
        await wants(room, await room.subscribe("1"), FISH)
        await room.subscribe("2")
        await wants(room, await room.subscribe("3", categories=("cs.RO",)), FISH)
        await tell(room, DAY, announced(SHOAL, DAY), announced(FLOCK, DAY, "cs.CL"))
        await closed(room)
        await sent(room)
        with_pool = [await room.bodies("1"), await room.bodies("2")]
    async with morning(tmp_path / "without") as room:
        await wants(room, await room.subscribe("1"), FISH)
        await room.subscribe("2")
        await closed(room)
        await sent(room)

        assert [await room.bodies("1"), await room.bodies("2")] == with_pool


@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_sources_are_told_of_once_and_never_beside_interests(tmp_path, spoken):
    folder = tmp_path / spoken
    folder.mkdir()
    days = {TUESDAY: busy_day(6), WEDNESDAY: busy_day(4)}
    async with room_in(folder, days) as room:
        room.again(picker=room.app.picker, hearing=frozenset(("telegram",)))
        await room.subscribe("1", language=spoken)
        await room.subscribe("2", language=spoken, categories=("cs.RO",))
        await closed(room)
        await sent(room)
        await room.look(2026, 2, 5, 0)
        await room.look(2026, 2, 5, 0, 5)
        await room.look(2026, 2, 5, 4)
        t = room.app.translators[spoken]
        line, interests = t.t("sources.introduced"), t.t("picks.introduced")
        first, second = await room.bodies("1")

        assert (interests in first, line in first) == (True, False)
        assert (interests in second, line in second) == (False, True)
        assert (await room.app.storage.chats.get(ChatKey("telegram", "1"))).told_of_sources
        assert not any(line in body for body in await room.bodies("2"))


async def test_a_letter_that_was_never_announced_after_all_stays_without_a_category(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",)), FISH)
        await tell(room, DAY, announced(SHOAL, DAY), knowledge=Knowledge.BACKFILL)
        await closed(room)
        await sent(room)
        letter = (await picked(room, fish)).letter(SHOAL)
        await tell(room, DAY, announced(SWARM, DAY))

        rows = (await asks(room, fish, f"/date {TUESDAY}")).split("\n")
        place = rows.index(f"{letter}. A shoal of fish")
        assert rows[place + 1] == "arXiv"
        assert "A shoal of fish" in await asks(room, fish, f"/paper {letter}")


async def test_letters_stay_and_open_papers_when_other_sources_are_chosen(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",)), FISH)
        await tell(room, DAY, announced(SHOAL, DAY))
        await closed(room)
        await sent(room)
        letter = (await picked(room, fish)).letter(SHOAL)
        for sources in ("none", "cs.CL"):
            await asks(room, fish, f"/settings sources {sources}")
            assert "A shoal of fish" in await asks(room, fish, f"/paper {letter}")
            assert "A shoal of fish" in await asks(room, fish, f"/date {TUESDAY}")


async def test_what_was_voted_on_or_picked_is_there_after_the_pool_is_pruned(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",)), FISH)
        flock = announced(FLOCK, DAY, "cs.CL")
        await tell(room, DAY, announced(SHOAL, DAY), flock)
        await closed(room)
        await sent(room)
        letter = (await picked(room, fish)).letter(SHOAL)
        assert "👍" in await asks(room, fish, f"/like {FLOCK}")
        storage = room.app.storage
        await storage.retention.prune(DAY + dt.timedelta(days=80))
        await storage.picks.forget_reasons(room.clock.now() + dt.timedelta(days=80))

        assert set(await storage.papers.many([SHOAL, FLOCK])) == {SHOAL, FLOCK}
        assert "What it was chosen for is not kept." in await asks(room, fish, f"/why {letter}")
        assert "A shoal of fish" in await asks(room, fish, f"/paper {letter}")


async def test_what_is_listed_long_after_the_pool_was_pruned_is_told_too(tmp_path):
    async with morning(tmp_path) as room:
        fish = await wants(room, await room.subscribe("1", categories=("cs.RO",)), FISH)
        await tell(room, DAY, announced(SHOAL, DAY))
        await closed(room)
        await sent(room)
        letter = (await picked(room, fish)).letter(SHOAL)
        storage = room.app.storage
        later = DAY + dt.timedelta(days=90)
        await storage.retention.prune(later)
        paper = await storage.papers.get(SHOAL)
        key, state = DAILY.on(later), EditionState.CLOSED
        edition = Edition(key=key, state=state, entries=(as_entry(paper),))

        again = await picked_again(storage, [fish], edition)
        assert [(each.paper_id, each.letter, each.day) for each in again[fish]] == [
            (SHOAL, letter, DAY)
        ]


async def test_letters_in_the_terminal(tmp_path):
    async with morning(tmp_path) as room:
        key, place = ChatKey("console", "local"), Features(pushes=False)
        for line in ("/lang en", "/settings 机器人", "/interests fish swimming"):
            await asks(room, key, line, place=place, delivers=False)
        await tell(room, DAY, announced(SHOAL, DAY))
        await closed(room)
        told = await asks(room, key, "/today", place=place, delivers=False)
        letter = (await picked(room, key)).letter(SHOAL)

        assert f"{letter}. A shoal of fish\narXiv cs.RO\n" in told
        opened = await asks(room, key, f"/paper {letter}", place=place, delivers=False)
        assert "A shoal of fish" in opened


async def asks(room: Room, key: ChatKey, line: str, *, delivers=True, **more) -> str:
    """What the chat is answered."""
    desk = room.app.office.desk
    request = await desk.request(key, nobody, delivers=delivers, own=key, **more)
    return "\n".join(said(await answer(room.app.office, request, line)))
