"""What is old is forgotten, counted from the newest list rather than from the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app.root import App
from bot.delivery.retention import forget_old
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.editions.progress import NoProgress
from core.llm.kept import KeptQuestion
from core.models import EditionState, Paper
from core.records import Spending, Step
from core.sent import About
from storage import Storage, open_storage
from storage.retention import AT_ONCE
from storage.seen import Seen
from tests.bot.talk import StandingClock, Talk
from tests.storage import build
from tests.storage.build import DAY, NOON, days, edition, entry, hours, paper
from tests.world import DATE, World, busy_day, full_texts, world

KEEP = dt.timedelta(days=180)


async def left(store: Storage) -> list[int]:
    """Of which papers, by age in days, the full texts are still there."""
    return [age for age in (1, 179, 182, 400) if await store.documents.get(paper(age).id)]


@pytest.mark.parametrize(
    ("now", "keep", "kept"),
    [
        (hours(24), KEEP, [1, 179]),
        (hours(24), None, [1, 179, 182, 400]),
        (hours(24 * 365), KEEP, [1, 179]),  # a clock that is a year ahead
        (hours(-24 * 365), KEEP, [1, 179, 182, 400]),  # and one that is behind
        (hours(24), dt.timedelta(days=300), [1, 179, 182]),
    ],
)
async def test_what_is_kept(
    tmp_path: Path, now: dt.datetime, keep: dt.timedelta | None, kept: list[int]
) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        await store.editions.save(edition(entry(1), listed=1))
        for age in (1, 179, 182, 400):
            await store.documents.save(build.document(age), hours(-24 * age))
        await forget_old(store, POLICIES, now, keep)

        assert await left(store) == kept


@pytest.mark.parametrize("now", [24, 24 * 365, -24 * 365])
async def test_what_goes_by_the_clock_outlives_one_that_is_far_off(
    tmp_path: Path, now: int
) -> None:
    """What somebody saw alone, and what was answered and is not written yet, nine days ago or
    now."""
    key, old, text = ChatKey("telegram", "1"), hours(-24 * 9), (Step.SUMMARIZE, "1", "en")
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        await store.editions.save(edition(entry(1), listed=1))
        for mark, at in (("old", old), ("new", NOON)):
            asked = KeptQuestion(
                mark=mark, text=text, model="m1", most=Spending(1, 9, 0, 9), on_demand=False
            )
            await store.replies.asked(asked, at)
            await store.seen.note(key, mark, Seen(DAILY.on(DAY), None), at)
        await forget_old(store, POLICIES, hours(now), None)

        seen = [mark for mark in ("old", "new") if await store.seen.of(key, mark, old)]
        lost = await store.replies.lost(Step.SUMMARIZE, "1")
        assert (seen, len(lost)) == ((["old", "new"], 2) if now < 0 else (["new"], 1))


async def test_without_a_list_nothing_is_forgotten_but_days_that_never_were(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        await store.documents.save(build.document(400), hours(-24 * 400))
        await store.editions.save(edition(date=days(365), state=EditionState.EMPTY))
        await forget_old(store, POLICIES, hours(0), KEEP)

        assert await left(store) == [400]
        assert await store.editions.days(POLICIES[DAILY], DAY, hours(0)) == []


@asynccontextmanager
async def long_afterwards(folder: Path) -> AsyncIterator[tuple[World, App, Talk]]:
    """A day that was read, and one paper that somebody asked for, when their full texts have been
    forgotten."""
    listed = busy_day(4)
    pages = full_texts(busy_day(5))
    async with (
        world(folder, {DATE: listed}, pages) as place,
        place.app(clock=StandingClock(2026, 2, 4, 4)) as app,
    ):
        unlisted = busy_day(5)[4]["paper"]
        place.arxiv.papers["2602.00005"] = Paper(
            id="2602.00005",
            title=unlisted["title"],
            abstract=unlisted["summary"],
            authors=("Ada Example",),
        )
        await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(DATE)), NoProgress())
        talk = Talk(app)
        assert "Study 5" in await talk.say("/paper 2602.00005")
        await app.storage.retention.forget(app.clock.now() + dt.timedelta(days=1))
        assert (await app.storage.retention.room()).texts == 0
        yield place, app, talk


async def test_an_old_button_opens_what_was_written_without_asking_anybody(tmp_path: Path) -> None:
    async with long_afterwards(tmp_path) as (place, _, talk):
        asked, fetched = len(place.model.prompts), len(place.arxiv.log)
        for action in (
            f"date:{DATE}",
            f"report:{DATE}:1",
            "card:2602.00002",
            f"why:{DATE}:1",
            f"score:{DATE}:1",
        ):
            assert await talk.press(action), action
        assert "Study" in await talk.say("/paper 1")

        assert (len(place.model.prompts), len(place.arxiv.log)) == (asked, fetched)


async def test_a_question_about_an_old_paper_fetches_its_text_again(tmp_path: Path) -> None:
    async with long_afterwards(tmp_path) as (_, app, talk):
        told = await talk.say("/ask 2602.00002 How many times faster is it than the best baseline?")
        assert "HTML" in told
        assert (await app.storage.retention.room()).texts == 1
        assert (await app.storage.retention.forget(app.clock.now() - KEEP)).texts == 0


async def test_without_arxiv_the_abstract_answers_and_the_report_stays(tmp_path: Path) -> None:
    async with long_afterwards(tmp_path) as (place, _, talk):
        place.arxiv.fail_always("*", "404")
        assert "Study" in await talk.say("/paper 2602.00002")
        assert await talk.say("/ask 2602.00002 How many times faster is it than the best baseline?")


async def test_a_paper_that_was_forgotten_is_read_anew(tmp_path: Path) -> None:
    async with long_afterwards(tmp_path) as (place, app, talk):
        assert await app.storage.papers.get("2602.00005") is None
        asked = place.calls("report", "2602.00005")

        assert "Study 5" in "\n".join(await talk.press("report:2602.00005"))
        assert place.calls("report", "2602.00005") == asked + 1
        assert await app.storage.papers.get("2602.00001") is not None


async def test_what_became_free_is_used_again(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        sizes = []
        for year in range(4):
            for number in range(150):
                await store.documents.save(
                    build.document(number + 150 * year), hours(-24 * 365 * (4 - year))
                )
            await store.retention.forget(hours(-24 * 365 * (3 - year)))
            sizes.append((await store.retention.room()).total)

        assert max(sizes) <= 1.05 * sizes[0]
        assert (await store.retention.room()).texts == 0


@pytest.mark.parametrize(
    ("now", "kept"),
    [(hours(24), [1, 88]), (hours(24 * 365), [1, 88]), (hours(-24 * 365), [1, 88, 92, 400])],
)
async def test_what_messages_are_about_is_known_for_ninety_days(
    tmp_path: Path, now: dt.datetime, kept: list[int]
) -> None:
    key = ChatKey("telegram", "1")
    async with open_storage(f"sqlite:///{tmp_path}/paperboy.db") as store:
        await store.editions.save(edition(entry(1), listed=1))
        for age in (1, 88, 92, 400):
            await store.messages.save(key, str(age), About(paper_id="1"), hours(-24 * age))
        for number in range(2 * AT_ONCE):
            about = About(paper_id="1")
            await store.messages.save(key, f"old {number}", about, hours(-24 * 401))
        await forget_old(store, POLICIES, now, None)

        known = [age for age in (1, 88, 92, 400) if await store.messages.about(key, str(age))]
        assert known == kept
        oldest = await store.messages.about(key, f"old {2 * AT_ONCE - 1}")
        assert (oldest is not None) == (400 in kept)
