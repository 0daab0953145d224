"""Of several workers one sees to batches; when it is killed another goes on where it was."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.llm.prices import in_batch
from storage import open_storage
from tests.batch_process import BEGIN, RunningClock
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.hub import FakeHub
from tests.fakes.model import FakeModel
from tests.fakes.server import PATIENCE
from tests.processes import Started
from tests.stores import Server
from tests.world import DATE, World, busy_day, full_texts

pytestmark = pytest.mark.server

PAPERS = 30


@pytest.fixture
def place(tmp_path: Path) -> Iterator[World]:
    day = busy_day(PAPERS)
    hub, arxiv, model = FakeHub({DATE: day}), FakeArxiv(full_texts(day)), FakeModel()
    model.batches.lag, model.batches.looks = 1.0, 3
    with hub.in_thread(), arxiv.in_thread(), model.in_thread():
        yield World(hub, arxiv, model, tmp_path)


def start(place: World, url: str, since: float) -> Started:
    variables = place.variables(
        paperboy_deep_read="all", paperboy_batch="on", paperboy_daily_tokens=2_000_000
    )
    variables["DATABASE_URL"] = url
    return Started("tests.batch_process", DATE, str(since), cwd=place.folder, env=variables)


def wait_for_a_batch(place: World) -> None:
    """Until one is being made, of which nobody has been told."""
    until = time.monotonic() + 4 * PATIENCE
    while not place.model.batches.made and time.monotonic() < until:
        time.sleep(0.01)


async def test_a_killed_worker_is_followed(place: World, database_server: Server) -> None:
    url, since = database_server.emptied(), time.time()
    async with place.app(database_url=url, clock=RunningClock(since)) as app:
        assert app.models.main
        await app.models.main.check(app.models.endpoints[0])
    workers = [start(place, url, since) for _ in range(2)]
    wait_for_a_batch(place)
    async with open_storage(url) as storage:
        (lease,) = [each for each in await storage.workers.all() if "batches" in each.claims]
        number = int(lease.owner.split(":")[1])
        killed, other = sorted(workers, key=lambda each: each.pid != number)
        assert killed.pid == number
        killed.kill()
        killed.communicate()
        said, _ = other.communicate(timeout=8 * PATIENCE)
        assert other.returncode == 0, said

        batches = place.model.batches
        marks = [line["custom_id"] for line in batches.lines]
        assert len(marks) == len(set(marks)) > PAPERS
        live = [prompt for prompt in place.model.prompts if "Task: a check" not in prompt]
        assert [prompt for prompt in live if "Task: a " in prompt] == []
        accounts = await storage.spending.since(BEGIN.date())
        booked = {account.model: account.spending.tokens for account in accounts}
        assert booked[in_batch(place.model.models[0])] == batches.used
        assert not await storage.batches.any()
