"""Letters out of what arXiv announced, on mornings that have no list of Hugging Face."""

from __future__ import annotations

import datetime as dt

from bot.chat.commands import answer
from bot.chat.request import nobody
from core.chats import ChatKey
from core.editions.keys import ANNOUNCED, DAILY
from core.interests.interest import Interest, Kind
from core.models import Paper
from core.pool import Announced, Announcement, Announcements, Knowledge
from tests.bot.chat.views.samples import said
from tests.bot.delivery.mornings import FISH, day, wants
from tests.bot.delivery.room import Room, room_in
from tests.world import busy_day

FRIDAY, SATURDAY, SUNDAY = (dt.date(2026, 2, number) for number in (6, 7, 8))
MONDAY, TUESDAY = dt.date(2026, 2, 9), dt.date(2026, 2, 10)
SHOAL, SWARM, SCHOOL = "2602.50001", "2602.50003", "2602.50004"
TITLES = {SHOAL: "A shoal of fish", SWARM: "A swarm of fish", SCHOOL: "A school of fish"}
THINGS = ("stones", "music", "traffic", "bridges", "weather", "markets", "poems", "clocks")
TEXT = "We look at fish swimming in water, as robots do. " * 3


async def tell(room: Room, on: dt.date, *names: str, categories: tuple[str, ...] = ("cs.RO",)):
    """arXiv announces these papers on that day, and others which are about something else."""
    texts = {name: (TITLES[name], TEXT) for name in names}
    for number, thing in enumerate(THINGS):
        texts[f"2602.{60001 + number}"] = f"On {thing}", f"We look at {thing} in the field. " * 3
    told: list[Announced] = []
    for name, (title, abstract) in texts.items():
        paper = Paper(id=name, title=title, abstract=abstract, authors=("A. Fisher",))
        kind = Announcement.NEW
        told.append(Announced(paper=paper, day=on, kind=kind, categories=categories))
    await room.app.storage.pool.put(
        Announcements(
            day=on,
            categories=frozenset(categories),
            announced=tuple(told),
            knowledge=Knowledge.FEED,
            complete=True,
            fetched_at=room.clock.now(),
        )
    )


async def subscribed(room: Room, chat: str, **settings) -> ChatKey:
    """A chat with an interest in fish and in what arXiv announces of robots."""
    settings = {"categories": ("cs.RO",), "explore": False} | settings
    return await wants(room, await room.subscribe(chat, **settings), FISH)


def mornings(room: Room):
    room.again(picker=room.app.picker)
    return room


async def until(room: Room, *days: int):
    for number in days:
        await room.look(2026, 2, number, 0, 5)
        await room.look(2026, 2, number, 4, 0)


def papers(picks) -> list[str]:
    return [pick.paper_id for pick in picks.picks]


async def test_a_day_without_a_list_has_its_letters_in_one_message(tmp_path):
    days = {str(FRIDAY): day(), str(SATURDAY): [], str(SUNDAY): [], str(MONDAY): []}
    async with room_in(tmp_path, days, at=(2026, 2, 6, 20)) as room:
        mornings(room)
        key = await subscribed(room, "1")
        await room.subscribe("2")
        await subscribed(room, "3", categories=())
        await room.subscribe("4", categories=("cs.RO",))
        await until(room, 7, 8, 9)
        await tell(room, MONDAY, SHOAL, SWARM)
        await until(room, 10)

        # arXiv announced nothing on the weekend, so nothing came on Sunday and on Monday.
        assert [row[:2] for row in await room.owed("1")] == [
            ("2026-02-06", "list"),
            ("2026-02-09-arxiv-new", "list"),
        ]
        body = (await room.bodies("1"))[-1]
        rows = body.split("\n")
        assert rows[:2] == ["New on arXiv · Mon, 9 Feb", "No papers on Mon, 9 Feb."]
        assert {"A shoal of fish", "A swarm of fish"} <= {row.partition(". ")[2] for row in rows}
        picks = await room.app.storage.picks.of(key, ANNOUNCED.on(MONDAY))
        assert all(pick.announced for pick in picks.picks)
        # Who chose no categories, or asked for nothing, is told of the empty day as before.
        for other in "234":
            assert (await room.owed(other))[1:] == [
                ("2026-02-09", "empty", "No papers on Mon, 9 Feb."),
            ]


async def test_on_monday_sundays_announcements_come_and_not_again_on_tuesday(tmp_path):
    listed = busy_day(4)
    listed[0]["paper"].update(id=SHOAL, title=TITLES[SHOAL], summary=TEXT, upvotes=120)
    days = {str(FRIDAY): day(), str(SATURDAY): [], str(SUNDAY): [], str(MONDAY): listed}
    async with room_in(tmp_path, days, at=(2026, 2, 6, 20)) as room:
        mornings(room)
        key = await subscribed(room, "1")
        await until(room, 7, 8)
        await tell(room, MONDAY, SHOAL, SWARM, SCHOOL)
        await until(room, 9, 10)

        told = await room.app.storage.picks.of(key, ANNOUNCED.on(SUNDAY))
        later = await room.app.storage.picks.of(key, DAILY.on(MONDAY))
        assert set(papers(told)) == {SHOAL, SWARM, SCHOOL}
        assert not set(papers(told)) & set(papers(later))
        letter = told.letter(SHOAL)
        assert [(each.paper_id, each.letter) for each in later.again] == [(SHOAL, letter)]
        monday, tuesday = (await room.bodies("1"))[1:]
        assert "Hugging Face rests on weekends." in monday
        assert f"{letter} of 9 Feb is on Hugging Face today, ▲120" in tuesday
        assert "A swarm of fish" not in tuesday


async def test_a_holiday_after_sunday_is_told_too_with_what_was_no_letter_yet(tmp_path):
    days = {str(FRIDAY): day(), str(SATURDAY): [], str(SUNDAY): [], str(MONDAY): []}
    async with room_in(tmp_path, days, at=(2026, 2, 6, 20)) as room:
        mornings(room)
        key = await subscribed(room, "1", picks=2)
        await until(room, 7, 8)
        await tell(room, MONDAY, SHOAL, SWARM, SCHOOL)
        await until(room, 9, 10)

        first, second = [
            await room.app.storage.picks.of(key, ANNOUNCED.on(each)) for each in (SUNDAY, MONDAY)
        ]
        assert len(papers(first)) == 2
        assert {SHOAL, SWARM, SCHOOL} - set(papers(first)) <= set(papers(second))
        assert not set(papers(first)) & set(papers(second))
        monday, tuesday = (await room.bodies("1"))[1:]
        assert monday.split("\n")[0] == tuesday.split("\n")[0] == "New on arXiv · Mon, 9 Feb"
        assert tuesday.split("\n")[1] == "No papers on Mon, 9 Feb."


async def test_a_list_that_is_late_is_told_with_the_letters_and_comes_without_them(tmp_path):
    days = {str(MONDAY): day()}
    async with room_in(tmp_path, days, at=(2026, 2, 9, 20)) as room:
        mornings(room)
        key = await subscribed(room, "1")
        await subscribed(room, "2", categories=())
        room.place.hub.fail_always("*", "404")
        await tell(room, MONDAY, SHOAL)
        await until(room, 10)
        await room.look(2026, 2, 10, 5, 0)
        assert await room.owed("1") == []
        await room.look(2026, 2, 10, 6, 0)
        await room.look(2026, 2, 10, 6, 1)
        [body] = await room.bodies("1")
        assert body.startswith("New on arXiv · Mon, 9 Feb\nThe papers of Mon, 9 Feb are late: ")
        assert "A. A shoal of fish" in body
        assert [kind for _, kind, _ in await room.owed("2")] == ["late"]

        room.place.hub.heal()
        await room.look(2026, 2, 10, 7, 0)
        await room.look(2026, 2, 10, 7, 1)
        assert sorted(row[:2] for row in await room.owed("1")) == [
            ("2026-02-09", "list"),
            ("2026-02-09-arxiv-new", "list"),
        ]
        assert SHOAL not in papers(await room.app.storage.picks.of(key, DAILY.on(MONDAY)))


async def test_what_is_not_known_yet_or_does_not_fit_is_no_message(tmp_path):
    async with room_in(tmp_path, {str(MONDAY): []}, at=(2026, 2, 9, 20)) as room:
        mornings(room)
        await subscribed(room, "1", categories=("cs.RO", "cs.CL"))
        stones = Interest(kind=Kind.WORDS, value="medieval stone masonry")
        await wants(
            room,
            await room.subscribe("2", categories=("cs.RO",), only_fitting=True, explore=False),
            stones,
        )
        await tell(room, MONDAY, SHOAL)
        await until(room, 10)

        for chat in "12":
            assert [kind for _, kind, _ in await room.owed(chat)] == ["empty"]


async def test_letters_open_papers_and_numbers_mean_the_list_before(tmp_path):
    days = {str(FRIDAY): day(), str(SATURDAY): [], str(SUNDAY): [], str(MONDAY): []}
    async with room_in(tmp_path, days, at=(2026, 2, 6, 20)) as room:
        mornings(room)
        key = await subscribed(room, "1")
        await until(room, 7, 8, 9)
        await tell(room, MONDAY, SHOAL)
        await until(room, 10)
        office = room.app.office

        async def asks(line: str) -> str:
            request = await office.desk.request(key, nobody, delivers=True, own=key)
            return "\n".join(said(await answer(office, request, line)))

        assert "A shoal of fish" in await asks("/paper A")
        assert "A shoal of fish" in await asks("A")
        assert "A shoal of fish" in await asks("/paper A 2026-02-09-arxiv-new")
        assert "Mon, 9 Feb" in await asks("/why A")
        assert await asks("/paper 1") == await asks("/paper 1 2026-02-06")
        assert await asks("/paper 1 2026-02-09-arxiv-new") == await asks("/paper 1 2026-02-06")
        assert "1" in await asks("/score 1")
        # Once a list has been asked for, its letters are meant.
        await asks("/date 2026-02-06")
        assert "A shoal of fish" not in await asks("/paper A")


async def test_chinese_titles_come_from_the_model_once_for_all_and_for_nobody_else(tmp_path):
    days = {str(MONDAY): day()}
    async with room_in(tmp_path, days, at=(2026, 2, 9, 20), use_model=True) as room:
        mornings(room)
        chats = [await subscribed(room, chat, language="zh") for chat in "123"]
        await subscribed(room, "4", language="en")
        await tell(room, MONDAY, SHOAL, SWARM)
        await room.look(2026, 2, 10, 0, 0)
        await room.look(2026, 2, 10, 0, 1)
        await room.look(2026, 2, 10, 0, 12)
        await room.look(2026, 2, 10, 4, 0)

        shown: set[str] = set()
        for key in chats:
            picks = await room.app.storage.picks.of(key, DAILY.on(MONDAY))
            shown |= {pick.paper_id for pick in picks.picks if pick.announced}
        assert {SHOAL, SWARM} <= shown
        chinese = await room.app.storage.readings.summaries([SHOAL, SWARM], "zh")
        assert all(chinese[name].title for name in (SHOAL, SWARM))
        assert not await room.app.storage.readings.summaries([SHOAL, SWARM], "en")
        for name in (SHOAL, SWARM):
            asked = [each for each in room.place.model.prompts if TITLES[name] in str(each)]
            assert len(asked) == 1
        assert chinese[SHOAL].title in (await room.bodies("1"))[0]
        assert TITLES[SHOAL] in (await room.bodies("4"))[0]


async def test_letters_without_a_list_have_chinese_titles_too_as_far_as_tokens_go(tmp_path):
    for tokens, writes in ((None, True), (1, False)):
        folder = tmp_path / str(tokens)
        folder.mkdir()
        more = {"paperboy_daily_tokens": tokens} if tokens else {}
        days = {str(MONDAY): []}
        async with room_in(folder, days, at=(2026, 2, 9, 20), use_model=True, **more) as room:
            mornings(room)
            await subscribed(room, "1", language="zh")
            await tell(room, MONDAY, SHOAL)
            await until(room, 10)

            [body] = await room.bodies("1")
            assert body.startswith("arXiv 新论文 · 2月9日 星期一\n")
            # The loopback model copies what it read behind this word.
            assert ("照录" in body) is writes
            assert TITLES[SHOAL] in body
            assert bool(room.place.model.prompts) is writes
            spent = await room.app.storage.spending.spent(dt.date(2026, 2, 10))
            assert (spent.tokens > 0) is writes
