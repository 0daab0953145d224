"""The composition root: what is configured is assembled."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.app.root import SystemClock, open_app
from bot.app.settings import Settings
from core.editions.keys import DAILY
from core.editions.pipeline import DeepRead
from core.editions.progress import NoProgress
from core.models import Source, Writer
from tests.bot.talk import StandingClock
from tests.world import DATE, busy_day, full_texts, world


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
