"""Votes: understood however they are given, taken back, turned, and whose they are."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app.root import App
from bot.chat.actions import Verb, read_action
from bot.chat.audience import Audience
from bot.chat.commands import answer, press
from bot.chat.gate import What
from bot.chat.panel import Features
from bot.chat.reactions import Reaction, opinion, reaction
from bot.chat.request import Request
from bot.chat.views import View
from bot.chat.words.votes import said_vote
from core.chats import Ban, BanKind, Chat, ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.interests.ballot import balances
from core.interests.interest import Because, Pick, Picks, Share
from core.sent import About
from tests.bot.chat.views.samples import paper, said
from tests.bot.talk import StandingClock
from tests.world import DATABASE, DATE, World, busy_day, world

GROUP, PRIVATE = ChatKey("telegram", "-100"), ChatKey("telegram", "7")
LIST = DAILY.on(dt.date(2026, 2, 5))
NOW = dt.datetime(2026, 2, 6, 2, tzinfo=dt.UTC)
HY3D, WIDE = "2602.03907", "2602.04634"


class Company:
    """People in chats with the app."""

    def __init__(self, place: World, app: App, clock: StandingClock) -> None:
        self.place, self.app, self.clock = place, app, clock
        self.votes = app.storage.interests

    async def request(self, key: ChatKey = GROUP, person: str = "7", **how: object) -> Request:
        """Somebody asks; in the chat of their own id they are alone."""

        async def may(audience: Audience) -> bool:
            return audience is Audience.EVERYONE

        async def notify(view: View) -> None:
            return None

        own = ChatKey("telegram", person) if person else None
        desk = self.app.office.desk
        return await desk.request(
            key,
            notify,
            may,
            delivers=True,
            person=person,
            own=own,
            **how,  # type: ignore[arg-type]
        )

    async def says(self, line: str, key: ChatKey = GROUP, person: str = "7", **how: object) -> View:
        self.clock.pass_(minutes=1)
        return await answer(self.app.office, await self.request(key, person, **how), line)

    async def presses(self, data: str, key: ChatKey = GROUP, person: str = "7") -> View:
        self.clock.pass_(minutes=1)
        return await press(self.app.office, await self.request(key, person), read_action(data))

    async def reacts(
        self, before: str, now: str, key: ChatKey = GROUP, person: str = "7", paper: str = HY3D
    ) -> bool:
        about = About(paper_id=paper)
        changed = reaction(before, now)
        if changed is None:
            return False
        request = await self.request(key, person, about=about)
        return await self.app.office.voting.reacted(request, changed)

    async def cast(self, key: ChatKey = GROUP) -> list[tuple[str, str, bool]]:
        """Who voted how on which paper there."""
        return [(each.person, each.paper_id, each.up) for each in await self.votes.votes(key)]

    async def subscribe(self, key: ChatKey = GROUP, at: dt.datetime = NOW) -> None:
        def subscribed(chat: Chat) -> Chat:
            settings = ChatSettings(language="en")
            return replace(chat, subscribed_at=at, paused=None, settings=settings)

        await self.app.storage.chats.change(key, subscribed)


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    async with company_in(tmp_path) as found:
        yield found


@asynccontextmanager
async def company_in(folder: Path, **settings: object) -> AsyncIterator[Company]:
    clock = StandingClock(2026, 2, 6, 2)
    how = {"paperboy_languages": "en,zh"} | settings
    async with (
        world(folder, {DATE: busy_day(3)}, {}) as place,
        place.app(use_model=False, clock=clock, **how, demo=True) as app,
    ):
        yield Company(place, app, clock)


@pytest.mark.parametrize(
    ("line", "up"),
    [
        ("/like 3", True),
        ("/like@paperboy_bot 3", True),
        ("/like3", True),
        ("/LIKE 第三篇", True),
        ("/like 2602.03907", True),
        ("/like https://arxiv.org/abs/2602.03907", True),
        ("/like https://huggingface.co/papers/2602.03907v2", True),
        ("赞 3", True),
        ("/赞 3", True),
        ("第三篇 👍", True),
        ("👍🏽 3", True),
        ("I like paper 3", True),
        ("/dislike 3 2026-02-05", False),
        ("踩第3篇", False),
        ("不喜欢 3", False),
        ("I don't like 3", False),
        ("/踩 3", False),
    ],
)
async def test_a_vote_is_understood_however_it_is_said(
    company: Company, line: str, up: bool
) -> None:
    await company.says("/date 2026-02-05")
    await company.says(line)
    assert await company.cast() == [("", HY3D, up)]


@pytest.mark.parametrize(
    "line", ["赞", "likely 3", "like it", "我喜欢这个列表", "3", "likes", "👍"]
)
def test_what_is_no_vote(line: str) -> None:
    assert said_vote(line) is None


async def test_the_same_again_takes_it_back_and_the_other_turns_it(company: Company) -> None:
    await company.subscribe()
    told: list[str] = []
    for data in ("like", "like", "like", "dislike", "dislike"):
        paper, what, *_ = said(await company.presses(f"{data}:2026-02-05:3"))
        assert "3. HY3D-Bench" in paper
        told.append(f"{paper[:1]} {what.split()[0]}")
    assert told == ["👍 Noted.", "3 The", "👍 Noted.", "👎 Noted.", "3 The"]
    assert await company.cast() == []
    assert await company.presses(f"like:{HY3D}")
    assert await company.cast() == [("7", HY3D, True)]


async def test_the_first_vote_says_what_votes_do(company: Company) -> None:
    first = await company.says(f"/like {HY3D}")
    assert "/interests" in said(first)[2]
    ((button,),) = first.buttons
    assert button.action.verb is Verb.INTERESTS
    await company.app.office.past.read()
    second = await company.says(f"/like {WIDE}")
    assert not any("/interests" in each for each in said(second))
    assert second.buttons == ()
    assert first.private
    # A notice in company is a short one: Telegram shows 200 characters of it.
    for language in ("en", "zh"):
        await company.says(f"/lang {language}")
        view = await company.presses("dislike:2026-02-05:1", ChatKey("telegram", f"-{language}"))
        assert len("\n".join(said(view)).encode("utf-16-le")) <= 400


async def test_whose_a_vote_is(company: Company) -> None:
    # Where no lists come, and alone with us, the chat has one vote and no id is kept.
    for person in ("7", "8"):
        await company.says(f"/like {HY3D}", person=person)
        await company.says(f"/like {WIDE}", ChatKey("telegram", person), person)
    assert await company.cast() == []
    assert await company.cast(PRIVATE) == [("", WIDE, True)]
    await company.subscribe(PRIVATE)
    await company.says(f"/like {WIDE}", PRIVATE)
    assert await company.cast(PRIVATE) == []
    # Where they do, each has their own; those who are nobody in particular have one together.
    await company.subscribe()
    for person in ("7", "8", "", ""):
        await company.says(f"/dislike {HY3D}", person=person)
    assert await company.cast() == [("7", HY3D, False), ("8", HY3D, False)]


async def test_no_id_is_kept_where_lists_end_while_somebody_votes(company: Company) -> None:
    await company.subscribe()
    request = await company.request(GROUP, "7")
    await company.app.storage.chats.unsubscribe(GROUP)
    await answer(company.app.office, request, f"/like {HY3D}")

    assert await company.cast() == [("", HY3D, True)]


async def test_a_person_votes_in_each_chat_for_itself(company: Company) -> None:
    groups = [ChatKey("telegram", f"-{number}") for number in range(100, 105)]
    for group in groups:
        await company.subscribe(group)
        await company.says(f"/like {HY3D}", group)
    for group in groups:
        assert await company.cast(group) == [("7", HY3D, True)]
    await company.says(f"/like {HY3D}", groups[0])
    assert [len(await company.cast(group)) for group in groups] == [0, 1, 1, 1, 1]


async def test_a_thread_without_lists_votes_in_what_holds_it(company: Company) -> None:
    await company.subscribe()
    topic = replace(GROUP, thread_id="5")
    await company.says(f"/like {HY3D}", topic)
    assert await company.cast(topic) == []
    assert await company.cast() == [("7", HY3D, True)]
    await company.subscribe(topic)
    await company.says(f"/like {HY3D}", topic)
    assert await company.cast(topic) == [("7", HY3D, True)]


async def test_a_reply_to_a_paper_s_message_votes_on_it(company: Company) -> None:
    about = About(list_key=LIST, number=3, paper_id=HY3D)
    await company.says("/dislike", about=about)
    assert await company.cast() == [("", HY3D, False)]
    missing = await company.says("/like")
    assert said(missing)[0] == "Which paper do you like? For example /like 3."
    assert missing.buttons
    assert await company.cast() == [("", HY3D, False)]


async def test_a_letter_is_a_pick_and_the_exploring_one_is_marked(company: Company) -> None:
    share = Share(because=Because.NOISE, share=1.0)
    picks = Picks(
        picks=(
            Pick(paper_id=WIDE, shares=(share,)),
            Pick(paper_id=HY3D, shares=(share,), explores=True),
        )
    )
    await company.app.storage.picks.freeze(GROUP, LIST, picks, NOW)
    await company.says("/date 2026-02-05")
    await company.says("/like A")
    await company.says("/like b")
    votes = {each.paper_id: each for each in await company.votes.votes(GROUP)}
    assert votes[HY3D].explored
    assert not votes[WIDE].explored
    # On another day it is a pick like any other.
    later = Picks(picks=(replace(picks.picks[1], explores=False),))
    next_day = DAILY.on(dt.date(2026, 2, 6))
    await company.app.storage.picks.freeze(GROUP, next_day, later, NOW + dt.timedelta(days=1))
    await company.presses(f"dislike:{HY3D}")
    votes = {each.paper_id: each for each in await company.votes.votes(GROUP)}
    assert not votes[HY3D].explored


async def test_a_paper_that_is_not_stored_is_fetched_and_counted(tmp_path: Path) -> None:
    async with company_in(tmp_path, paperboy_readings_per_person=1) as company:
        for number in ("2601.00001", "2601.00002"):
            company.place.arxiv.papers[number] = paper(1, id=number, abstract="Kites.")
        assert (await company.says("/like 2601.00001")).private
        stored = await company.app.storage.answers.of_paper("2601.00001", "en")
        assert stored
        assert stored.paper.abstract
        # What was fetched costs nothing more; the next one would.
        await company.says("/like 2601.00001")
        assert await company.cast() == []
        await company.says("/like 2601.00002")
        assert await company.cast() == []


async def test_where_we_are_guests_nothing_is_kept(company: Company) -> None:
    place = Features(invite="https://discord.example/invite")
    view = await company.says(f"/like {HY3D}", place=place)
    assert len(said(view)) == 1
    assert view.buttons[0][0].url == "https://discord.example/invite"
    assert await company.cast() == []


async def test_alone_with_us_the_buttons_tell_the_vote(company: Company) -> None:
    def labels(view: View) -> list[str]:
        return [button.label for button in view.buttons[0][:2]]

    card = f"card:{HY3D}"
    assert labels(await company.presses(card, PRIVATE)) == ["👍", "👎"]
    pressed = await company.presses(f"like:{HY3D}", PRIVATE)
    assert [button.label for button in pressed.renamed] == ["✓ 👍", "👎"]
    assert labels(await company.presses(card, PRIVATE)) == ["✓ 👍", "👎"]
    back = await company.presses(f"like:{HY3D}", PRIVATE)
    assert [button.label for button in back.renamed] == ["👍", "👎"]
    # In company nobody's vote is shown to all.
    await company.subscribe()
    assert (await company.presses(f"dislike:{HY3D}")).renamed == ()
    assert labels(await company.presses(card)) == ["👍", "👎"]


async def test_two_presses_at_once_are_two(company: Company) -> None:
    await company.subscribe()
    first, second = await company.request(), await company.request()
    wanted = read_action(f"like:{HY3D}")
    await press(company.app.office, first, wanted)
    await press(company.app.office, second, wanted)
    assert await company.cast() == []


async def test_signs_are_set_and_not_turned_over(company: Company) -> None:
    await company.subscribe()
    assert await company.reacts("", "👍")
    assert await company.reacts("", "❤")  # under another message about it
    assert await company.cast() == [("7", HY3D, True)]
    assert await company.reacts("❤", "👎")
    assert await company.cast() == [("7", HY3D, False)]
    assert await company.reacts("👎", "")
    assert not await company.reacts("👎", "")
    assert not await company.reacts("😢", "🤔")
    assert await company.cast() == []


async def test_a_sign_takes_back_no_vote_that_it_did_not_mean(company: Company) -> None:
    await company.subscribe()
    await company.reacts("", "👍")
    await company.presses(f"dislike:{HY3D}")
    assert not await company.reacts("👍", "")
    assert await company.cast() == [("7", HY3D, False)]


async def test_signs_under_lists_and_unknown_papers_count_nothing(company: Company) -> None:
    request = await company.request(about=About(list_key=LIST))
    assert not await company.app.office.voting.reacted(request, Reaction(None, True))
    assert not await company.reacts("", "👍", paper="2601.99999")
    assert await company.cast() == []


async def test_who_is_banned_or_not_served_has_no_vote(tmp_path: Path) -> None:
    async with company_in(tmp_path, paperboy_allowed_chats="telegram:-100") as company:
        await company.subscribe()
        other = ChatKey("telegram", "-200")
        assert not await company.reacts("", "👍", other)
        await company.says(f"/like {HY3D}", other)
        assert await company.cast(other) == []
        ban = Ban(key=ChatKey("telegram", "7"), kind=BanKind.BANNED, since=NOW)
        await company.app.storage.bans.put(ban)
        assert not await company.reacts("", "👍")
        await company.presses(f"like:{HY3D}")
        assert await company.cast() == []
        assert await company.reacts("", "👍", person="8")


async def test_signs_are_bounded(company: Company) -> None:
    await company.subscribe()
    changed = 0
    for number in range(40):
        changed += await company.reacts("👎" if number % 2 else "👍", "👍" if number % 2 else "👎")
    assert changed == 30
    company.clock.pass_(minutes=1)
    assert await company.reacts("", "👍")
    # Buttons are counted apart.
    assert What.REACTION != What.PRESS


def test_which_signs_are_opinions() -> None:
    assert all(
        opinion([sign]) is True for sign in ("👍", "👍🏿", "❤️", "❤", "❤‍🔥", "🔥", "👏", "💯")
    )
    assert all(opinion([sign]) is False for sign in ("👎", "👎🏻", "💩", "🥱"))
    assert all(opinion([sign]) is None for sign in ("😢", "🤔", "👀", "", "blob", "🙏", "like"))
    assert opinion(["👍", "🔥", "😢"]) is True
    assert opinion(["👍", "👎"]) is None
    assert reaction(["👍"], ["🔥"]) == Reaction(True, True)
    assert reaction(["👍", "🔥"], ["🔥"]) is None
    assert reaction([], ["👀"]) is None
    assert reaction(["👍"], []) == Reaction(True, None)


async def test_ten_thousand_votes_of_one_person_are_one_voice_of_five(company: Company) -> None:
    await company.subscribe()
    rows = [
        ("telegram", "-100", "", f"{number // 1000 + 2001}.{number:05}", "7", True, False, stamp)
        for number, stamp in enumerate(stamps(10_000))
    ]
    columns = "platform, chat_id, thread_id, paper_id, person, up, explored, at"
    with closing(sqlite3.connect(company.place.folder / DATABASE)) as connection, connection:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO votes ({columns}) VALUES ({marks})", rows)
    full = "I keep the last 500 votes of a person here: with each further one, the oldest goes."
    for person in ("8", "9", "10", "11"):
        assert full not in said(await company.says(f"/like {WIDE}", person=person))

    assert full in said(await company.says(f"/like {HY3D}"))
    kept = [paper for person, paper, _ in await company.cast() if person == "7"]
    assert len(kept) == 500
    assert kept[-2:] == [rows[-1][3], HY3D]

    votes = await company.votes.votes(GROUP)
    said_of = {each.paper_id: each.weight for each in balances(votes)}
    theirs = sum(weight for paper, weight in said_of.items() if paper in kept)
    assert len(said_of) == 300
    assert theirs <= sum(said_of.values()) / 5 + 1e-9


def stamps(count: int) -> list[str]:
    """So many moments before people vote, as the store writes them."""
    first = NOW - dt.timedelta(days=2)
    moments = [first + dt.timedelta(seconds=number) for number in range(count)]
    return [moment.strftime("%Y-%m-%d %H:%M:%S.%f") for moment in moments]


async def test_who_subscribes_again_has_no_vote_twice(company: Company) -> None:
    await company.subscribe()
    for person in ("7", "8"):
        await company.says(f"/like {HY3D}", person=person)
    await company.says(f"/like {WIDE}")
    await company.app.storage.chats.unsubscribe(GROUP)
    assert await company.cast() == [("", HY3D, True), ("", WIDE, True)]

    company.clock.pass_(minutes=1)
    await company.subscribe(at=company.clock.now())
    # Whose the old vote was is forgotten: who votes now takes its place, and can take that back.
    await company.says(f"/like {HY3D}", person="8")
    assert await company.cast() == [("", WIDE, True), ("8", HY3D, True)]
    await company.says(f"/like {HY3D}", person="8")
    assert await company.cast() == [("", WIDE, True)]
    await company.reacts("", "👎", paper=WIDE)
    assert await company.cast() == [("7", WIDE, False)]
    # A hidden admin's vote of now stays beside another's.
    await company.says(f"/like {HY3D}", person="")
    await company.says(f"/dislike {HY3D}", person="8")
    assert await company.cast() == [("7", WIDE, False), ("", HY3D, True), ("8", HY3D, False)]


async def test_whoever_voted_has_their_own_votes_forgotten(company: Company) -> None:
    await company.subscribe()
    for person in ("7", "8"):
        for liked in (HY3D, WIDE):
            await company.says(f"/like {liked}", person=person)

    assert said(await company.says("/interests forget my votes")) == [
        "2 votes of yours are forgotten."
    ]
    assert said(await company.says("/interests 忘掉我的投票")) == ["I keep no vote of yours here."]
    assert await company.cast() == [("8", HY3D, True), ("8", WIDE, True)]
    await company.app.storage.chats.unsubscribe(GROUP)
    assert said(await company.says("/interests forget my old votes", person="8")) == [
        "I keep no vote of yours here.",
        "Other votes here have no name. Admins can forget them all: /interests forget",
    ]
    assert len(await company.cast()) == 2
    await company.says(f"/like {HY3D}", PRIVATE)
    assert said(await company.says("/interests forget my votes", PRIVATE)) == [
        "1 vote of yours is forgotten."
    ]
    assert await company.cast(PRIVATE) == []


async def test_no_id_is_kept_while_nothing_can_be_sent(company: Company) -> None:
    await company.subscribe()
    await company.app.storage.chats.pause(GROUP, "kicked")
    await company.says(f"/like {HY3D}")
    assert await company.cast() == [("", HY3D, True)]


async def test_what_is_kept_of_votes_is_told_and_forgotten(company: Company) -> None:
    await company.subscribe()
    for person in ("7", "8"):
        await company.says(f"/like {HY3D}", person=person)
    told = "\n".join(said(await company.says("/privacy")))
    assert "2 votes on papers here" in told
    assert "Of you: 1 vote on papers" in told
    erased = "\n".join(said(await company.says("/forget yes")))
    assert "1 vote" in erased
    assert await company.cast() == [("8", HY3D, True)]
