"""What watches the service is told whether it works, and its figures in Prometheus's own format."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import re
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.app.listening import Listening
from bot.app.monitor import watched
from core.chats import ChatKey, ChatSettings
from core.delivery import DeliveryState
from core.errors import SettingsInvalid
from core.llm.prices import load_prices
from core.records import Spending, Stage
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.processes import Started
from tests.storage import build
from tests.world import world

parser = pytest.importorskip("prometheus_client.parser")

ROOT = Path(__file__).parents[3]
BOARD = ROOT / "ops" / "grafana.json"
ANYWHERE = Listening("127.0.0.1", 0)
NOW = build.hours(2).replace(microsecond=0)


@asynccontextmanager
async def watching(tmp_path, **more):
    """An app that is watched, and a client that asks it."""
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(clock=StandingClock(*NOW.timetuple()[:6]), use_model=False, **more) as app,
        watched(app, load_prices(), ANYWHERE) as port,
        httpx.AsyncClient(  # noqa: TID251 (it asks us)
            base_url=f"http://127.0.0.1:{port}", trust_env=False
        ) as client,
    ):
        yield app, client


def samples(text):
    """By name and labels, each value of an exposition."""
    found = {}
    for family in parser.text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name, tuple(sorted(sample.labels.items()))] = sample.value
    return found


async def lived(app):
    """What a service has come to: chats, debts, a list read, money spent, a source asked."""
    storage = app.storage
    keys = [ChatKey("telegram", name) for name in "abc"]
    for key in keys:
        await put_subscribed(storage, key, ChatSettings(), NOW, {}, NOW)
        await storage.deliveries.owe([build.delivery(key)], [], NOW - dt.timedelta(hours=1))
    await storage.chats.pause(keys[2], "blocked")
    sent, refused = build.delivery(keys[0]), build.delivery(keys[1])
    for each in (sent, refused):
        await storage.deliveries.sending(each, NOW)
    await storage.deliveries.sent(sent, "1", NOW)
    await storage.deliveries.owed_again(refused, NOW, "429")
    await storage.editions.save(build.edition(build.entry(1), fetched_at=build.hours(1)))
    await storage.editions.ready(build.LIST, NOW)
    await storage.readings.save_summary(build.summary(1))
    await storage.failures.save(build.failure(1))
    spent = Spending(calls=3, prompt=2_000_000, cached=1_000_000, completion=1_000_000)
    for model in ("gpt-6-luna", "nobody's"):
        await storage.spending.record(NOW.date(), model, spent, on_demand=False)
    await app.standings.begin(["telegram"])
    await app.standings.note("telegram", Stage.ON)
    await app.client.get(app.settings.paperboy_hub_url)
    await storage.workers.begin("host:1:a", dt.timedelta(minutes=1), "send")


async def test_the_figures_are_the_stores(tmp_path):
    async with watching(tmp_path, paperboy_daily_tokens=5_000_000) as (app, client):
        await lived(app)
        answer = await client.get("/metrics")
        host = app.settings.paperboy_hub_url.removeprefix("http://")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = samples(answer.text)
    telegram = ("platform", "telegram")
    expected = {
        ("paperboy_chats", (telegram, ("state", "subscribed"))): 3,
        ("paperboy_chats", (telegram, ("state", "paused"))): 1,
        ("paperboy_lists_due", (telegram,)): 2,
        ("paperboy_deliveries", (telegram, ("state", "sent"))): 1,
        ("paperboy_deliveries_refused", (telegram,)): 1,
        ("paperboy_oldest_debt_seconds", (telegram,)): 3600,
        ("paperboy_platform_on", (telegram,)): 1,
        ("paperboy_workers", (("role", "send"),)): 1,
        ("paperboy_readings", (("kind", "summary"),)): 1,
        ("paperboy_failures", (("error", "over_budget"), ("step", "deep_read"))): 1,
        ("paperboy_list_fetched_timestamp_seconds", (("shelf", "hf/daily"),)): (
            build.hours(1).timestamp()
        ),
        ("paperboy_source_requests_total", (("host", host), ("outcome", "answered"))): 1,
        ("paperboy_source_up", (("host", host),)): 1,
        ("paperboy_model_calls_total", (("model", "gpt-6-luna"),)): 3,
        ("paperboy_model_tokens_total", (("kind", "prompt"), ("model", "gpt-6-luna"))): 2_000_000,
        ("paperboy_model_cost_total", (("currency", "USD"), ("model", "gpt-6-luna"))): (
            pytest.approx(0.10 + 0.01 + 0.50)
        ),
        ("paperboy_daily_tokens_limit", ()): 5_000_000,
    }
    assert {key: found.get(key) for key in expected} == expected
    costs = [labels for name, labels in found if name == "paperboy_model_cost_total"]
    assert len(costs) == 1  # a model whose price nobody said costs nobody knows what
    assert "process_resident_memory_bytes" in {name for name, _ in found}


async def test_without_the_extra_health_is_told_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "bot.app.metrics", None)
    async with watching(tmp_path) as (_, client):
        figures, health = await client.get("/metrics"), await client.get("/healthz")

    assert (figures.status_code, health.status_code) == (501, 200)
    assert "paperboy[metrics]" in figures.text


async def test_nobody_is_named(tmp_path):
    async with watching(tmp_path) as (app, client):
        key = ChatKey("telegram", "-1001234567890", "77")
        await put_subscribed(app.storage, key, ChatSettings(), NOW, {}, NOW)
        await app.storage.deliveries.owe([build.delivery(key)], [], NOW)
        told = (await client.get("/metrics")).text + (await client.get("/healthz")).text

    assert "1234567890" not in told
    assert DeliveryState.OWED in told


async def test_the_board_asks_for_figures_there_are(tmp_path):
    async with watching(tmp_path, paperboy_daily_tokens=1) as (app, client):
        await lived(app)
        names = {name for name, _ in samples((await client.get("/metrics")).text)}
    board = json.loads(BOARD.read_text("utf-8"))
    asked = set()
    for panel in board["panels"]:
        assert panel["targets"], panel["title"]
        for target in panel["targets"]:
            found = re.findall(r"\b(?:paperboy|process)_[a-z_]+\b", target["expr"])
            assert found, target["expr"]
            asked.update(found)

    assert asked <= names
    assert {name for name in names if name.startswith("paperboy_")} - asked == {"paperboy_info"}


async def test_health_is_that_of_the_store(tmp_path):
    async with watching(tmp_path) as (app, client):
        await app.standings.begin(["telegram"])
        await app.standings.note("telegram", Stage.WAITING)
        well = await client.get("/healthz")
        store = next(tmp_path.rglob("*.db"))
        store.rename(store.with_name("elsewhere"))
        ill = [await client.get("/healthz"), await client.get("/metrics")]

    assert (well.status_code, well.json()) == (
        200,
        {"status": "ok", "store": "ok", "platforms": {"telegram": "waiting"}},
    )
    for answer in ill:
        assert (answer.status_code, answer.json()) == (503, {"status": "failing", "store": "gone"})


async def test_nothing_else_is_answered(tmp_path):
    async with watching(tmp_path) as (_, client):
        assert (await client.get("/")).status_code == 404
        assert (await client.get("/healthz/../metrics/x")).status_code == 404
        assert (await client.post("/metrics", content=b"x" * 100_000)).status_code == 405
        assert (await client.head("/healthz")).status_code == 200


async def test_many_who_ask_at_once_are_all_told(tmp_path):
    async with watching(tmp_path) as (_, client):
        answers = await asyncio.gather(*(client.get("/metrics") for _ in range(30)))

    assert {answer.status_code for answer in answers} == {200}


async def test_a_place_that_is_taken_is_one_problem(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = Listening("127.0.0.1", taken.getsockname()[1])
        async with world(tmp_path, {}, {}) as there, there.app(use_model=False) as app:
            with pytest.raises(SettingsInvalid) as found:
                async with watched(app, load_prices(), place):
                    pass

    (problem,) = found.value.problems
    assert (problem.name, problem.key) == ("PAPERBOY_METRICS", "settings.taken")
    assert dict(problem.data)["place"] == str(place)


@pytest.mark.parametrize("bots", [1, 2])
def test_a_service_that_runs_can_be_asked(place, monkeypatch, bots):
    monkeypatch.setenv("PAPERBOY_METRICS", "0")
    first = FakeTelegram(limits=None)
    all_bots = [first, *(first.another() for _ in range(bots - 1))]
    with first.in_thread() as telegram:
        monkeypatch.setenv("TELEGRAM_TOKEN", telegram.tokens)
        monkeypatch.setenv("TELEGRAM_BASE_URL", telegram.url)
        here = dict(os.environ)  # noqa: TID251 (what the test has set)
        process = Started("bot", "run", cwd=place.folder, env=here, apart=True)
        address = next(
            found[1]
            for line in process.stderr
            if (found := re.search(r"at=(http://127\.0\.0\.1:\d+)/metrics", line))
        )
        telegram.wait_until(lambda: all(bot.calls("getUpdates") for bot in all_bots), 30)
        health = httpx.get(f"{address}/healthz", trust_env=False)
        figures = httpx.get(f"{address}/metrics", trust_env=False)
        process.terminate()
        process.communicate(timeout=PATIENCE)

    accounts = {bot.account for bot in all_bots}
    assert len(accounts) == bots
    assert health.status_code == 200
    assert health.json()["platforms"] == dict.fromkeys(accounts, "on")
    found = samples(figures.text)
    assert [found["paperboy_platform_on", (("platform", name),)] for name in accounts] == [1] * bots
    assert process.returncode == 0
