"""`/similar`: the stored papers nearest to one, page by page, on every channel."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat import backgrounds
from bot.chat.actions import Action, Verb
from bot.chat.backgrounds import Backgrounds
from bot.chat.targets import Known
from core.interests.background import learn
from core.models import Paper
from tests.bot.talk import StandingClock, Talk
from tests.core.interests.shelves import rows, shelf
from tests.discord_world import discord_scene
from tests.fakes.hub import item
from tests.telegram_world import scene
from tests.world import DATE, busy_day, world

TOMORROW = "2026-02-04"
TODAY = dt.date(2026, 2, 4)
GLACIER = "Glacier melt rates from radar altimetry over ice sheets."
DAY = [
    item("2602.00001", "Reward Models for Agents", summary="Reward models score agents' plans."),
    item("2602.00002", "Agents with Reward Models", summary="Plans of agents by reward models."),
    item("2602.00003", "Glacier Melt from Radar", summary=GLACIER),
]


def opened(view):
    """The papers that the view's buttons open."""
    actions = [button.action for row in view.buttons for button in row]
    return [
        each.target.paper_id
        for each in actions
        if isinstance(each, Action) and each.verb is Verb.OPEN and isinstance(each.target, Known)
    ]


def pages(view):
    """The lines that its other buttons run."""
    actions = [button.action for row in view.buttons for button in row]
    return [each.target.line for each in actions if each.verb is Verb.RUN]


async def test_the_nearest_are_named_with_what_both_say(tmp_path: Path) -> None:
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: DAY}, {}) as place, place.app(clock=clock) as app:
        talk = Talk(app)
        await talk.say(f"/date {DATE}")
        view = await talk.view("/similar 2602.00001")
        rows = await talk.rows("/similar 2602.00001")

        assert opened(view) == ["2602.00002"]
        assert "Reward Models…" in rows[0]
        assert rows[0].endswith("相近的论文")
        assert any(re.match(r"都谈到：.*reward models", row, re.IGNORECASE) for row in rows)
        (sentence,) = await talk.rows("/similar 2602.00003")
        assert sentence.startswith("目前还没有和《")


async def test_number_reply_link_and_button_mean_the_same(tmp_path: Path) -> None:
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: busy_day(6)}, {}) as place, place.app(clock=clock) as app:
        talk = Talk(app)
        await talk.say(f"/date {DATE}")
        edition = await app.storage.editions.get(next(iter(await app.storage.editions.keys(1)))[0])
        first = edition.entries[0].paper.id

        expected = await talk.rows("/similar 1")
        assert len(opened(await talk.view("/similar 1"))) == 5
        for line in (f"/similar {first}", f"/similar https://arxiv.org/abs/{first}v2"):
            assert await talk.rows(line) == expected
        assert await talk.press(f"similar:{first}") == expected[:-1]
        assert await talk.press(f"similar:{DATE}:1") == expected[:-1]
        (asked, *_) = await talk.rows("/similar")
        assert asked == "想找和第几篇相近的论文？例如 /similar 3。"


async def test_there_are_ten_on_a_page(tmp_path: Path) -> None:
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: busy_day(24)}, {}) as place, place.app(clock=clock) as app:
        talk = Talk(app)
        await talk.say(f"/date {DATE}")
        seen: list[str] = []
        line = "/similar 2602.00001"
        for following in ("/similar 2602.00001 p2", "/similar 2602.00001 p3", ""):
            view = await talk.view(line)
            seen += opened(view)
            if following:
                assert following in pages(view)
            line = following

        assert len(seen) == len(set(seen)) == 23
        assert "2602.00001" not in seen
        beyond = await talk.view("/similar 2602.00001 p99")
        assert opened(beyond) == seen[:10]


async def test_a_paper_that_is_not_stored_is_fetched(tmp_path: Path) -> None:
    unlisted = Paper(
        id="2601.00007",
        title="Reward Models Anew",
        abstract="Reward models score the plans of agents anew.",
        authors=("Ada Example",),
    )
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: DAY}, {}) as place, place.app(clock=clock) as app:
        place.arxiv.papers[unlisted.id] = unlisted
        talk = Talk(app)
        await talk.say(f"/date {DATE}")

        view = await talk.view("/similar https://huggingface.co/papers/2601.00007")
        assert set(opened(view)) == {"2602.00001", "2602.00002"}
        (sentence, *_) = await talk.rows("/similar 2601.99999")
        assert "2601.99999" in sentence


async def test_a_store_without_papers_says_so(tmp_path: Path) -> None:
    async with world(tmp_path, {}, {}) as place, place.app(clock=StandingClock(2026, 2, 4)) as app:
        (sentence, *_) = await Talk(app).rows("/similar 3")

        assert "similar.none" not in sentence
        assert sentence


async def test_what_was_learned_is_learned_anew_when_the_store_has_grown(tmp_path: Path) -> None:
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: DAY}, {}) as place, place.app(clock=clock) as app:
        talk = Talk(app)
        await talk.say(f"/date {DATE}")
        await talk.view("/similar 2602.00001")
        before = app.office.nearby._backgrounds.learned
        await talk.view("/similar 2602.00002")
        assert app.office.nearby._backgrounds.learned is before

        more = [
            Paper(id=f"2601.{number:05}", title=f"Reward {number}", abstract="Reward models")
            for number in range(120)
        ]
        await app.storage.papers.save(more)
        await talk.view("/similar 2602.00001")
        assert app.office.nearby._backgrounds.learned.papers == 123


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_in_telegram_it_stands_under_a_card(tmp_path: Path, language: str) -> None:
    labels = {"en": "Similar", "zh": "相近论文"}
    headers = {"en": "Papers like", "zh": "相近的论文"}
    async with scene(
        tmp_path, {DATE: busy_day(5)}, demo=False, paperboy_languages=f"{language},en"
    ) as stage:
        user = stage.telegram.user()
        chat = stage.telegram.private(user)
        await stage.says(chat, user, f"/date {DATE}")
        report = await stage.says(chat, user, "/paper 1")
        before = len(stage.telegram.messages(chat))
        await stage.presses(report, user, labels[language])
        (answer,) = await stage.next(chat, before)

        assert headers[language] in answer.text
        labels_shown = [button["text"] for row in answer.buttons for button in row]
        before = len(stage.telegram.messages(chat))
        await stage.presses(answer, user, labels_shown[0])
        (card,) = await stage.next(chat, before)
        assert "Efficient Agents that Read" in card.text


async def test_in_discord_it_is_a_command_and_a_button(tmp_path: Path) -> None:
    async with discord_scene(tmp_path, {DATE: busy_day(5)}) as stage:
        user = stage.discord.user()
        channel = stage.discord.channel(stage.discord.guild(user), "papers")
        asked = await stage.uses(user, channel, "similar", number="1", day=DATE)
        assert "Papers like" in asked.original.text

        card = await stage.uses(user, channel, "paper", number="1", day=DATE)
        pressed = await stage.presses(card.original, user, "Similar")
        assert "Papers like" in pressed.original.text


async def test_what_picks_learned_today_is_not_learned_again(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(backgrounds, "LEARNED_FROM", 2)
    clock = StandingClock(2026, 2, 4, 12)
    known = learn(rows(shelf(2)))
    async with world(tmp_path, {DATE: DAY}, {}) as place, place.app(clock=clock) as app:
        ours = Backgrounds(app.storage, clock)
        await Talk(app).say(f"/date {DATE}")
        ours.keep(known, dt.date(2026, 1, 4))
        assert ours.learned is None
        ours.keep(replace(known, papers=1), TODAY)
        assert ours.learned is None
        ours.keep(known, TODAY)

        assert await ours.current() is known


async def test_a_morning_leaves_what_it_learned_for_papers_like_one(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(backgrounds, "LEARNED_FROM", 3)
    clock = StandingClock(2026, 2, 5, 12)
    days = {DATE: DAY, TOMORROW: busy_day(6)}
    async with world(tmp_path, days, {}) as place, place.app(clock=clock) as app:
        talk = Talk(app)
        await talk.say(f"/date {DATE}")
        await talk.say("/like 1")
        await talk.say(f"/date {TOMORROW}")
        learned = app.office.nearby._backgrounds.learned
        assert learned is not None
        await talk.view("/similar 2602.00001")

        assert app.office.nearby._backgrounds.learned is learned
