"""One paper of three fails every day, in one of six ways: the list is there at its hour all the
same."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.models import Paper
from core.reading import summarize
from tests.behaviours.endpoint import Answer, Behaving, Behaviour, Call, plain, refuses, says
from tests.fakes.hub import item
from tests.telegram_world import Scene, scene
from tests.world import abstract, full_texts

DAYS = [dt.date(2026, 2, 2) + dt.timedelta(days=number) for number in range(3)]
LAB = {"fullname": "ByteDance Seed"}  # so that all papers are on the list


@dataclass(frozen=True)
class Way:
    """How the paper fails: by what the model's endpoint answers about it, or by what `breaks` does
    to the world; so many days. Two show what a day leaves to the next: three, of one way of each
    kind, what would add up."""

    name: str
    answer: Callable[[Call], Answer | None] = lambda call: None
    breaks: Callable[[Scene, str, pytest.MonkeyPatch], None] = lambda stage, paper, patch: None
    days: int = 2


def no_text_at_arxiv(stage: Scene, paper: str, patch: pytest.MonkeyPatch) -> None:
    stage.place.arxiv.fail_always(paper, "500")


def a_bug(stage: Scene, paper: str, patch: pytest.MonkeyPatch) -> None:
    """Whatever is written about that paper divides by nothing."""
    honest = summarize.with_model

    async def with_model(about: Paper, *more: object, **named: object) -> object:
        if about.id == paper:
            raise ZeroDivisionError
        return await honest(about, *more, **named)  # type: ignore[arg-type]

    patch.setattr("core.reading.summarize.with_model", with_model)


WAYS = (
    Way("no message", lambda call: says(None), days=3),
    Way("breaks", lambda call: plain("Internal Server Error", 500)),
    Way(
        "too many requests today",
        lambda call: refuses(429, "Rate limit reached: requests per day", code="rpd"),
        days=3,
    ),
    Way(
        "a web page",
        lambda call: plain("<!doctype html><title>Sign in</title>", content_type="text/html"),
    ),
    Way("no text at arXiv", breaks=no_text_at_arxiv, days=3),
    Way("a bug", breaks=a_bug, days=3),
)


def paper_of(date: dt.date, number: int) -> str:
    return f"2602.{date.day:02}{number:03}"


def three_papers(date: dt.date) -> list[dict[str, object]]:
    return [
        item(
            paper_of(date, number),
            f"Study {number} of the {date.day}th: Agents that Read",
            upvotes=90 - number,
            summary=abstract(number),
            organization=LAB,
        )
        for number in (1, 2, 3)
    ]


async def readable(stage: Scene, date: dt.date) -> None:
    """Wait until each of the three papers has a summary, be it by the built-in reader."""
    papers = [paper_of(date, number) for number in (1, 2, 3)]
    async with asyncio.timeout(30):
        while not await are_readable(stage, papers):  # noqa: ASYNC110 (the store tells nobody)
            await asyncio.sleep(0.02)


async def are_readable(stage: Scene, papers: list[str]) -> bool:
    return len(await stage.app.storage.readings.summaries(papers, "en")) == len(papers)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
async def test_the_list_is_there_every_day(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {date.isoformat(): three_papers(date) for date in DAYS}
    pages = {paper: page for day in days.values() for paper, page in full_texts(day).items()}
    failing = frozenset(paper_of(date, 2) for date in DAYS)
    async with (
        Behaving(Behaviour(way.name, way.answer, usable=False), failing) as endpoint,
        scene(
            tmp_path,
            days,
            pages=pages,
            at=(2026, 2, 2, 20),
            demo=False,
            use_model=True,
            openai_base_url=endpoint.base_url,
        ) as stage,
    ):
        for paper in failing:
            way.breaks(stage, paper, monkeypatch)
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")

        for date in DAYS[: way.days]:
            next_day = date + dt.timedelta(days=1)
            before = len(stage.telegram.messages(chat))
            await stage.reach(next_day.year, next_day.month, next_day.day, 0, 1)
            await readable(stage, date)
            await stage.reach(next_day.year, next_day.month, next_day.day, 0, 26)
            await stage.read(date.isoformat())
            assert len(stage.telegram.messages(chat)) == before
            await stage.reach(next_day.year, next_day.month, next_day.day, 0, 30)
            (list_,) = await stage.next(chat, before)
            assert "3 papers" in list_.text.split("\n")[1]
            assert f"Study 2 of the {date.day}th" in list_.text
