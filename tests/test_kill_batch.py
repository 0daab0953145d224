"""Killed at random moments while a day is read by batches and started again: no text is sent twice,
none is asked for outside of batches, and what was used is booked once."""

from __future__ import annotations

import asyncio
import random
import signal
import time

import pytest

from core.llm.prices import in_batch
from tests.batch_process import RunningClock
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.hub import FakeHub
from tests.fakes.model import FakeModel
from tests.fakes.server import PATIENCE
from tests.kills import rows
from tests.processes import Started
from tests.world import DATE, World, busy_day, full_texts

# Amid what it is killed: the upload of a file, the making of a batch, or anything.
ROUNDS = ("/files", "/batches", "", "/batches", "", "")
PAPERS = 30


@pytest.fixture
def place(tmp_path):
    day = busy_day(PAPERS)
    hub, arxiv, model = FakeHub({DATE: day}), FakeArxiv(full_texts(day)), FakeModel()
    model.batches.lag, model.batches.looks = 1.0, 3
    with hub.in_thread(), arxiv.in_thread(), model.in_thread():
        yield World(hub, arxiv, model, tmp_path)


def start(place, since):
    """A process that reads the day."""
    variables = place.variables(paperboy_deep_read="all", paperboy_batch="on")
    return Started("tests.batch_process", DATE, str(since), cwd=place.folder, env=variables)


async def prove(place, since):
    """The model has answered before, so that it is known how it wants to be asked."""
    async with place.app(clock=RunningClock(since)) as app:
        await app.models.main.check(app.models.endpoints[0])


def test_killed_at_random_moments(place):
    dice, since, met = random.Random(20260204), time.time(), []
    asyncio.run(prove(place, since))
    for path in ROUNDS:
        process = start(place, since)
        _wait_for_a_moment(place, process, dice, path)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        met += rows(place, "SELECT remote IS NULL, ended FROM batches WHERE NOT ended")

    process = start(place, since)
    said, _ = process.communicate(timeout=4 * PATIENCE)
    assert process.returncode == 0, said
    print(f"{len(place.model.batches.made)} batches; met under way at a kill: {met}")

    marks = [line["custom_id"] for line in place.model.batches.lines]
    assert len(marks) == len(set(marks)) > PAPERS
    live = [prompt for prompt in place.model.prompts if "Task: a check" not in prompt]
    assert [prompt for prompt in live if "Task: a " in prompt] == []
    written = rows(place, "SELECT kind, paper_id, writer FROM readings WHERE writer = 'model'")
    assert len(written) == len(set(written)) == len(marks)
    account = in_batch(place.model.models[0])
    booked = f"SELECT sum(prompt + completion) FROM spending WHERE model = '{account}'"
    assert rows(place, booked) == [(place.model.batches.used,)]
    assert rows(place, "SELECT count(*) FROM put_off WHERE NOT done") == [(0,)]
    assert any(unanswered for unanswered, _ in met), "no kill fell into the making of a batch"


def _wait_for_a_moment(place, process, dice, path):
    """Until something is sent to that path and not answered yet; else after a few more requests, at
    a random fraction of the next."""
    log, before = place.model.log, len(place.model.log)
    wanted, until = dice.randint(1, 9), time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        new = log[before:]
        if path and any((each.method, each.path) == ("POST", f"/v1{path}") for each in new):
            return
        if not path and len(new) >= wanted:
            break
        time.sleep(0.005)
    time.sleep(dice.uniform(0, 0.3))
