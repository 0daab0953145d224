"""A whole outside world on loopback: Hugging Face, arXiv and a model, and an app that knows no
other."""

from __future__ import annotations

import datetime as dt
import functools
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app.archives import ensure_demo
from bot.app.root import NO_MORE, App, open_app
from bot.app.settings import Settings
from core.editions.policies import POLICIES, Policies
from core.ports import Clock, Hub
from storage.engine import migrate
from tests import stores
from tests.fakes.arxiv import FakeArxiv, page
from tests.fakes.hub import FakeHub, item
from tests.fakes.model import FakeModel

DATE = "2026-02-03"
DATABASE = "paperboy.db"
_with_demo: dict[dt.datetime, bytes] = {}


@dataclass(repr=False)
class World:
    """The three servers, and the settings that lead to them."""

    hub: FakeHub
    arxiv: FakeArxiv
    model: FakeModel
    folder: Path

    def variables(self, **more: object) -> dict[str, str]:
        """The environment of an app in this world."""
        settings = {
            "database_url": stores.address(self.folder / DATABASE),
            "openai_api_key": self.model.key,
            "openai_base_url": self.model.base_url,
            "openai_model": self.model.models[0],
            "paperboy_hub_url": self.hub.url,
            "paperboy_arxiv_url": self.arxiv.url,
            "paperboy_arxiv_interval": 0,
            "paperboy_openreview_url": "http://127.0.0.1:9",
            "paperboy_openreview_interval": 0,
            "paperboy_contact": "tests@example.org",
            **more,
        }
        return {name.upper(): str(value) for name, value in settings.items() if value is not None}

    def settings(self, **more: object) -> Settings:
        """The same as settings."""
        return Settings(**{name.lower(): value for name, value in self.variables(**more).items()})

    @asynccontextmanager
    async def app(
        self,
        *,
        use_model: bool = True,
        clock: Clock | None = None,
        policies: Policies = POLICIES,
        more_hubs: Mapping[str, Hub] = NO_MORE,
        demo: bool = False,
        **more: object,
    ) -> AsyncIterator[App]:
        """An app in this world. Its database has today's tables from the start, copied instead of
        made; with `demo` an empty one has the demo as well, imported at the clock's moment."""
        settings = self.settings(**more)
        database = self.folder / DATABASE
        if not stores.chosen() and not database.exists():
            database.touch(mode=0o600)
            copied = await with_demo(clock) if demo and clock else migrated()
            database.write_bytes(copied)
        async with open_app(
            settings, use_model=use_model, clock=clock, policies=policies, more_hubs=more_hubs
        ) as app:
            if demo:
                await ensure_demo(app)
            yield app

    def calls(self, task: str, paper_id: str) -> int:
        """How often the model was asked for that paper's "summary" or "report"."""
        return sum(
            f"Task: a {task}" in prompt and f"arXiv: {paper_id}\n" in prompt
            for prompt in self.model.prompts
        )


@functools.cache
def migrated() -> bytes:
    """A database file with today's tables and nothing in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE
        migrate.prepare(path, patience=5.0)
        return path.read_bytes()


async def with_demo(clock: Clock) -> bytes:
    """A database file with the demo in it, imported at that moment as by a first start."""
    now = clock.now()
    if now not in _with_demo:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / DATABASE
            path.write_bytes(migrated())
            settings = Settings(database_url=f"sqlite:///{path}")
            async with open_app(settings, use_model=False, clock=clock) as app:
                await ensure_demo(app)
            _with_demo[now] = path.read_bytes()
    return _with_demo[now]


@asynccontextmanager
async def world(
    folder: Path,
    days: Mapping[str, list[dict[str, object]]],
    pages: Mapping[str, bytes],
    **options: object,
) -> AsyncIterator[World]:
    """The world in this loop; `options` go to the model."""
    async with FakeHub(days) as hub, FakeArxiv(pages) as arxiv, FakeModel(**options) as model:
        yield World(hub, arxiv, model, folder)


def busy_day(count: int = 44) -> list[dict[str, object]]:
    """A day's list of so many invented papers, from every kind of lab, the source's order by
    upvotes."""
    labs = [
        None,
        "ByteDance Seed",
        "Tencent Hunyuan",
        "Somewhere University",
        "Qwen",
        "Microsoft Research",
    ]
    return [
        item(
            f"2602.{number:05}",
            f"Study {number}: Efficient Agents that Read",
            upvotes=3 * (count - number),
            githubStars=number % 7 * 40,
            numComments=number % 3,
            summary=abstract(number),
            ai_summary=f"Study {number} lets agents read {number + 2} times faster.",
            **({"organization": {"fullname": labs[number % 6]}} if labs[number % 6] else {}),
        )
        for number in range(1, count + 1)
    ]


def abstract(number: int) -> str:
    """An abstract with a figure of its own."""
    return (
        f"Reading is slow. We propose Study {number}, an efficient agent that reads long papers. It splits a paper "
        f"into sections and reads each of them once. On two benchmarks it is {number + 2} times faster than the best "
        f"baseline and reaches an accuracy of {50 + number % 50}.5%. Code and weights are available."
    )


def full_texts(
    day: list[dict[str, object]], without: frozenset[str] = frozenset(), words: int = 0
) -> dict[str, bytes]:
    """arXiv's pages for those papers, but for the ids in `without`; `words` makes them longer."""
    sentence = "The agent reads one more section of the paper and keeps what it needs. "
    long = {
        name: [sentence * 10] * (words // 280 + 1)
        for name in ("Introduction", "Method", "Experiments")
    }
    return {
        paper["id"]: page(
            paper["title"],
            abstract=paper["summary"],
            sections=long if words else None,
            version=f"{paper['id']}v1",
        )
        for paper in (entry["paper"] for entry in day)
        if paper["id"] not in without
    }
