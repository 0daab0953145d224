"""The composition root: what is configured is assembled."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app.root import SystemClock, open_app
from bot.app.settings import Settings
from core.editions.keys import DAILY
from core.editions.pipeline import DeepRead
from core.editions.progress import NoProgress
from core.models import Source, Writer
from storage import open_storage
from tests.bot.talk import StandingClock
from tests.storage.build import NOON
from tests.storage.test_replies import ASKED
from tests.world import DATE, busy_day, full_texts, world

ROOT = Path(__file__).parents[3]
OPENED = """
import asyncio, json, sys
from bot.app.unasked import load_logs

load_logs()
# The check of imports brings it, and httpx loads it, and rich with it, where it is.
sys.modules["click"] = None
import bot.app.line, bot.channels.discord.bot, bot.channels.telegram.bot
from bot.app.root import open_app
from bot.app.settings import Settings

async def opened():
    settings = Settings(
        _env_file=None,
        database_url=sys.argv[1],
        openai_api_key="k",
        paperboy_embedding_model="v",
    )
    async with open_app(settings):
        print(json.dumps(sorted(sys.modules)))

asyncio.run(opened())
"""
# What a few commands need, or reading a PDF, migrating a store, chats with interests, another
# engine, who is watched: some 60 MB.
AT_NEED = {
    "aiohttp.web",
    "alembic",
    "bs4",
    "greenlet",
    "numpy",
    "pypdfium2",
    "prompt_toolkit",
    "psycopg",
    "rich.console",
    "sqlalchemy.dialects.postgresql",
}


@pytest.mark.parametrize(
    ("variables", "use_model", "model"),
    [
        ({}, True, None),
        ({"openai_api_key": "k"}, True, "gpt-6-luna"),
        ({"openai_base_url": "http://localhost:1/v1", "openai_model": "own"}, True, "own"),
        ({"openai_api_key": "k"}, False, None),
    ],
)
async def test_a_model_where_one_is_configured(variables, use_model, model):
    async with open_app(Settings(_env_file=None, **variables), use_model=use_model) as app:
        assert (app.models.main.name if app.models.main else None) == model


async def test_the_clock_is_the_machines_unless_another_is_given():
    settings = Settings(_env_file=None)
    async with open_app(settings) as app:
        assert isinstance(app.clock, SystemClock)
        assert app.clock.now().tzinfo is dt.UTC
    clock = StandingClock(2026, 2, 5)
    async with open_app(settings, clock=clock) as app:
        assert app.clock is clock


async def test_settings_reach_the_parts(tmp_path):
    day = busy_day(6)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        options = {
            "paperboy_languages": "en",
            "paperboy_deep_read": DeepRead.ON_DEMAND,
            "paperboy_daily_tokens": 0,
        }
        async with place.app(**options) as app:
            report = await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(DATE)), NoProgress())
            summaries = await app.storage.readings.summaries(["2602.00001"], "en")

    assert report.reports == {"html": 0, "pdf": 0, "abstract": 0}
    assert summaries["2602.00001"].provenance.writer is Writer.HUB
    assert summaries["2602.00001"].provenance.source is Source.AI_SUMMARY
    assert "(+mailto:tests@example.org)" in place.hub.log[0].headers["User-Agent"]


async def test_a_start_counts_what_was_under_way_when_it_was_killed(tmp_path):
    clock = StandingClock(2026, 2, 5, 13)
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'paperboy.db'}", paperboy_daily_tokens=100
    )
    async with open_storage(settings.database_url) as store:
        await store.replies.asked(ASKED, NOON)

    async with open_app(settings, clock=clock) as beside:
        assert beside.budget.fits(100, NOON.date())
    async with open_app(settings, clock=clock, working=True) as app:
        left = 100 - ASKED.most.tokens
        assert app.budget.fits(left, NOON.date())
        assert not app.budget.fits(left + 1, NOON.date())


async def test_what_few_need_is_loaded_when_they_do(tmp_path):
    url = f"sqlite:///{tmp_path / 'paperboy.db'}"
    async with open_storage(url):
        pass
    child = [sys.executable, "-c", OPENED, url]
    printed = await asyncio.to_thread(subprocess.check_output, child, cwd=ROOT)
    loaded = set(json.loads(printed))

    assert {"sqlalchemy", "telegram", "discord", "openai"} <= loaded
    assert not AT_NEED & loaded
