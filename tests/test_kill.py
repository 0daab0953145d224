"""Killed at any moment and started again, a day comes out the same, and nothing is paid for
twice."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.fakes.arxiv import FakeArxiv
from tests.fakes.hub import FakeHub
from tests.fakes.model import FakeModel
from tests.fakes.server import PATIENCE
from tests.processes import Started
from tests.world import DATE, World, busy_day, full_texts

KILLS = 10
PAPERS = 22  # so many that ten kills come before the end
READINGS = "SELECT kind, paper_id FROM readings"


def start(place, **more):
    """`ingest` in a process of its own."""
    return Started(
        *("bot", "ingest", "--date", DATE, "--json"),
        cwd=place.folder,
        env=place.variables(paperboy_deep_read="all", paperboy_concurrency=2, **more),
        apart=True,
    )


def stored(folder):
    """Which artefacts the store holds, as (kind, paper id), each as often as it is there."""
    if not (folder / "paperboy.db").exists():
        return []
    with closing(sqlite3.connect(folder / "paperboy.db")) as database:
        try:
            return sorted(database.execute(READINGS).fetchall())
        except sqlite3.OperationalError:  # killed before the tables were there
            return []


def texts(folder):
    """Everything written that day, without the times of writing."""
    with closing(sqlite3.connect(folder / "paperboy.db")) as database:
        readings = database.execute(
            "SELECT kind, paper_id, language, body, source, writer, model FROM readings"
        )
        entries = database.execute("SELECT paper_id, rank, score, selected FROM entries")
        return sorted(readings.fetchall()), sorted(entries.fetchall())


@pytest.fixture
def place(tmp_path):
    day = busy_day(PAPERS)
    hub, arxiv, model = FakeHub({DATE: day}), FakeArxiv(full_texts(day)), FakeModel(latency=0.15)
    with hub.in_thread(), arxiv.in_thread(), model.in_thread():
        yield World(hub, arxiv, model, tmp_path)


def test_killed_at_ten_random_moments(place, tmp_path):
    dice, moments = random.Random(20260203), []
    for _kill in range(KILLS):
        process = start(place)
        _wait_for_a_moment(place, process, dice)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        time.sleep(0.05)  # a request sent in the last moment arrives
        settled = stored(tmp_path)
        assert len(settled) == len(set(settled))
        moments.append((settled, len(place.model.prompts)))

    process = start(place)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    report = json.loads(out)
    assert (report["listed"], report["reports"]["html"], report["failed"]) == (PAPERS, PAPERS, [])
    for settled, asked in moments:
        assert settled_again(place, settled, asked) == []
    amid = [
        settled for settled, _ in moments if 0 < len(settled) < 2 * PAPERS
    ]  # a summary and a report of each paper
    assert len(amid) > KILLS // 3, "the kills fell beside the day"

    killed = texts(tmp_path)
    place.folder = tmp_path / "undisturbed"
    place.folder.mkdir()
    start(place).communicate(timeout=PATIENCE)
    assert killed == texts(place.folder)


def _wait_for_a_moment(place, process, dice):
    """Either some way into the start, or after a few more model calls, at a random fraction of the
    next.

    More calls than are made at once: the last of them show that the first have been stored, however
    slow the machine.
    """
    if dice.random() < 0.25:
        time.sleep(dice.uniform(0.05, 1.5))
        return
    target = len(place.model.prompts) + dice.randint(1, 11)
    deadline = time.monotonic() + PATIENCE
    while (
        len(place.model.prompts) < target and process.poll() is None and time.monotonic() < deadline
    ):
        time.sleep(0.005)
    time.sleep(dice.uniform(0, 0.15))


def settled_again(place, settled, asked):
    """Which of the artefacts stored at a kill were asked for afterwards; none should be."""
    later = place.model.prompts[asked:]
    return [
        (kind, paper_id)
        for kind, paper_id in settled
        if any(f"Task: a {kind}" in prompt and f"arXiv: {paper_id}\n" in prompt for prompt in later)
    ]
