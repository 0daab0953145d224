"""A chat's own letters: shown beside the list, and understood wherever a number is."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app.root import App
from bot.channels.console.adapter import KEY
from bot.chat.actions import Action, Verb, write_action
from bot.chat.commands import answer
from bot.chat.completion import Completion
from bot.chat.views import View
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.interests.interest import Because, Pick, Picks, Share, Vote
from core.models import Edition
from core.sent import About
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock, Talk
from tests.world import DATE, busy_day, world

LIST = DAILY.on(dt.date(2026, 2, 5))
NOON = dt.datetime(2026, 2, 6, 2, tzinfo=dt.UTC)


@asynccontextmanager
async def app_of(tmp_path: Path) -> AsyncIterator[App]:
    """An app with the demonstration's day, on the day after."""
    clock = StandingClock(2026, 2, 6, 2)
    async with (
        world(tmp_path, {DATE: busy_day(3)}, {}) as place,
        place.app(use_model=False, clock=clock, demo=True) as app,
    ):
        yield app


async def edition_of(app: App) -> Edition:
    edition = await app.storage.editions.get(LIST)
    assert edition
    return edition


async def pick(app: App, key: ChatKey = KEY, *, marked: tuple[str, ...] = ()) -> list[str]:
    """Give the chat the list's last two papers as picks A and B; returns their ids."""
    entries = (await edition_of(app)).entries
    first, second = entries[-1].paper.id, entries[-2].paper.id
    liked = entries[0].paper.id
    picks = Picks(
        picks=(
            Pick(
                paper_id=first,
                shares=(
                    Share(because=Because.LIKE, named=(liked,), share=0.6),
                    Share(because=Because.WORDS, named=("kites",), share=0.3),
                    Share(because=Because.WORDS, named=("boats",), share=-0.1),
                ),
            ),
            Pick(paper_id=second, explores=True),
        ),
        marked=marked,
    )
    await app.storage.picks.freeze(key, LIST, picks, NOON)
    return [first, second]


async def test_a_list_has_the_chats_letters(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        plain = await talk.view(f"/date {LIST}")
        entries = (await edition_of(app)).entries
        ids = await pick(app, marked=(entries[1].paper.id,))

        view = await talk.view(f"/date {LIST}")

        lines = said(view)
        at = lines.index("给你的")
        assert lines[at + 1].startswith("A. ")
        assert lines[at + 3].startswith("像你赞过的 ")
        assert lines[at + 3].endswith("：kites")
        assert lines[at + 6] == "换换口味"
        assert sum("合口味" in each for each in lines) == 1
        assert [write_action(each.action) for each in view.buttons[0] if each.action] == [
            f"paper:{paper_id}" for paper_id in ids
        ]
        assert view.buttons[1:] == plain.buttons


@pytest.mark.parametrize(
    "line",
    ["/paper A", "/paper a", "/p Ａ", "A", "看看 A", "A 2026-02-05", "昨天的 A", "/paper A."],
)
async def test_a_letter_is_its_paper(tmp_path: Path, line: str) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        first, _ = await pick(app)

        assert await talk.rows(line) == await talk.rows(f"/paper {first}")


async def test_every_command_of_a_number_takes_a_letter(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        _, second = await pick(app)

        for command in ("score", "table"):
            assert await talk.rows(f"/{command} B") == await talk.rows(f"/{command} {second}")
        asked = await talk.rows(f"/ask {second} GPU?")
        for line in ("/ask B GPU?", "/ask B：GPU?", "/ask B 2026-02-05 GPU?"):
            assert await talk.rows(line) == asked, line


async def test_english_sentences_name_no_letter(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        lines = ("/ask a question about kites", "/paper A paper", "a paper", "vitamin B", "A-RAG")
        before = [await talk.rows(line) for line in lines]
        await pick(app)

        assert [await talk.rows(line) for line in lines] == before


async def test_a_letter_that_is_not_there_is_said_with_what_there_is(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        await pick(app)

        view = await talk.view("/paper F")

        assert said(view) == ["2月5日给你的是 A 到 B，没有 F。例如 /paper A。"]
        assert [each.label for each in view.buttons[0]] == ["A", "B"]
        run = view.buttons[0][1].action
        assert run
        assert await talk.press(write_action(run)) == said(await talk.view("/paper B"))


async def test_where_there_are_no_letters_interests_are_offered(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")

        for line in ("/paper B", "B"):
            view = await talk.view(line)
            assert Action(Verb.INTERESTS) in [row[0].action for row in view.buttons], line
        assert "/paper 3" in await talk.say("/paper X")


async def test_a_reply_to_a_list_means_that_lists_letter(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        first, _ = await pick(app)
        await talk.rows(f"/date {DATE}")

        async def replying(line: str) -> View:
            request = await app.office.desk.request(KEY, _ignore, about=About(list_key=LIST))
            return await answer(app.office, request, line)

        shown = said(await replying("a"))
        assert shown == said(await talk.view(f"/paper {first}"))
        # The list that the chat last saw has none.
        assert said(await talk.view("/paper A")) != shown


async def test_the_whole_sum_is_told(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        await pick(app)
        liked = (await edition_of(app)).entries[0].paper.id
        for person in ("1", "2", "3"):
            vote = Vote(paper_id=liked, person=person, up=True, at=NOON)
            await app.storage.interests.vote(KEY, vote)

        lines = said(await talk.view("/why A"))

        assert lines[0].startswith("A. ")
        assert lines[1:3] == ["给你的 · 2月5日 星期四", "为它加分的"]
        assert lines[3].startswith("• 60% · 像你赞过的 ")
        assert lines[3].endswith("（3 人赞过）")
        assert lines[4:] == ["• 30% · 说到 kites", "为它减分的", "• 10% · 说到 boats"]
        explored = said(await talk.view("/why B"))
        assert explored[2] == "当时为什么选它，没有留下记录。"
        assert explored[3].startswith("它是来换换口味的")


async def test_the_figures_of_a_pick_stay_a_press_away(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        third = next(each for each in (await edition_of(app)).entries if each.rank == 3)
        picks = Picks(picks=(Pick(paper_id=third.paper.id),))
        await app.storage.picks.freeze(KEY, LIST, picks, NOON)
        figures = said(await talk.view("/why 3"))

        [buttons] = (await talk.view("/why A")).buttons

        assert [each.label for each in buttons] == ["看这篇论文", "数字出处"]
        action = buttons[1].action
        assert action
        assert await talk.press(write_action(action)) == figures


async def test_letters_are_offered_while_somebody_types(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        await talk.rows(f"/date {LIST}")
        await pick(app)
        clock = StandingClock(2026, 2, 6, 2)
        completion = Completion(app.storage, app.office.desk.shelves, clock)
        request = await app.office.desk.request(KEY, _ignore)

        async def offered(typed: str, **others: str) -> list[tuple[str, str]]:
            return await completion.choices("papers", request, typed, others)

        assert [value for _, value in await offered("")][:3] == ["A", "B", "1"]
        shown, value = (await offered("b"))[0]
        assert (shown[:4], value) == ("B · ", "B")
        assert (await offered("3"))[0][1] == "3"
        assert [value for _, value in await offered("", day=DATE)][:1] == ["1"]


async def test_numbers_to_choose_from_have_letters_beside_them(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        talk = Talk(app)
        await talk.rows(f"/date {LIST}")
        await pick(app)

        view = await talk.view("/score")

        assert [each.label for each in view.buttons[0]] == ["A", "B"]
        assert [each.label for each in view.buttons[1]][:2] == ["1", "2"]


async def test_a_thread_has_its_chats_letters_and_another_chat_has_none(tmp_path: Path) -> None:
    async with app_of(tmp_path) as app:
        here = ChatKey("discord", "7")
        await pick(app, here)
        thread = dataclasses.replace(here, thread_id="9")
        for key, there in ((here, True), (thread, True), (ChatKey("discord", "8"), False)):
            request = await app.office.desk.request(key, _ignore)
            lines = said(await answer(app.office, request, f"/date {LIST}"))
            assert ("给你的" in lines) is there, key


async def _ignore(view: View) -> None:
    """Nobody looks at notices here."""
