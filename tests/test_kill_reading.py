"""Killed at random moments while a day is read and started again: no text is asked for again but
what was under way at a kill, and what that may have cost is booked."""

from __future__ import annotations

import json
import random
import signal
import time
from collections import Counter

import pytest

from core.records import Step
from tests.fakes.arxiv import FakeArxiv
from tests.fakes.hub import FakeHub
from tests.fakes.model import FakeModel, answer_from_message
from tests.fakes.server import PATIENCE
from tests.kills import rows
from tests.processes import Started
from tests.world import DATE, World, busy_day, full_texts

KINDS = {Step.SUMMARIZE: "summary", Step.DEEP_READ: "report"}
ROUNDS, PAPERS, LATENCY = 5, 12, 0.3
# Each text is asked for twice: what comes first has a figure that the paper does not.
TRIES = 2


def answer(body):
    """What the model says; at first with a figure of its own."""
    content = json.loads(answer_from_message(body))
    if not any(message["role"] == "assistant" for message in body["messages"]):
        for name in ("summary", "contribution"):
            if name in content:
                content[name] += " It is 97.31 % better."
    return json.dumps(content)


@pytest.fixture
def place(tmp_path):
    day = busy_day(PAPERS)
    hub, arxiv = FakeHub({DATE: day}), FakeArxiv(full_texts(day))
    model = FakeModel(latency=LATENCY, answer=answer)
    with hub.in_thread(), arxiv.in_thread(), model.in_thread():
        yield World(hub, arxiv, model, tmp_path)


def start(place):
    """A process that reads the day."""
    variables = place.variables(paperboy_deep_read="all", paperboy_languages="zh")
    return Started("bot", "ingest", "--date", DATE, cwd=place.folder, env=variables)


def test_what_was_answered_is_not_asked_again(place):
    dice, under_way, unread = random.Random(20260205), Counter(), 0
    for _ in range(ROUNDS):
        process = start(place)
        _wait_for_a_moment(place, process, dice)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = rows(place, "SELECT step, paper_id, body IS NULL FROM replies")
        under_way.update((KINDS[Step(step)], each) for step, each, lost in found if lost)
        unread += sum(not lost for _, _, lost in found)

    process = start(place)
    said, _ = process.communicate(timeout=4 * PATIENCE)
    assert process.returncode == 0, said

    calls = {
        (kind, each): place.calls(kind, each)
        for kind in KINDS.values()
        for each in place.arxiv.pages
    }
    print(f"{sum(calls.values())} calls; at kills {under_way.total()} under way, {unread} unread")
    assert [text for text in calls if calls[text] > TRIES + under_way[text]] == []
    (written,) = rows(place, "SELECT count(*) FROM readings WHERE writer = 'model'")
    assert written == (sum(map(bool, calls.values())),)
    assert rows(place, "SELECT count(*) FROM replies") == [(0,)]
    assert under_way, "no kill fell into a call"
    assert unread, "no kill fell between an answer and its text"
    # What was under way is booked at its most, so never less than the model has used.
    ((booked, counted),) = rows(place, "SELECT sum(prompt + completion), sum(calls) FROM spending")
    assert booked >= place.model.used
    assert counted >= sum(calls.values())


def _wait_for_a_moment(place, process, dice):
    """Until the model has been asked a few more questions, and a random moment more."""
    goal, until = len(place.model.prompts) + dice.randint(1, 5), time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if len(place.model.prompts) >= goal:
            break
        time.sleep(0.005)
    time.sleep(dice.uniform(0, 1.5 * LATENCY))
