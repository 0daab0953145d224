"""A push that is killed again and again, each time at a random moment, and started anew."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing

from tests.fakes.server import PATIENCE
from tests.processes import forks


def states(path):
    """How many deliveries of that store are in each state."""
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT state, count(*) FROM deliveries GROUP BY state"))


def rows(place, query):
    """What the store of a process says that may have been killed before it had its tables."""
    with closing(sqlite3.connect(place.folder / "paperboy.db")) as database:
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []


def push_through_kills(path, target, place, kills, arrived, wait_until):
    """Let `target(*place)` push what that store owes through so many kills, and to its end.

    `arrived` counts what the platform has got, `wait_until` waits there for a condition. Fails when
    the kills fell beside the push.
    """
    processes = forks()
    dice, amid, in_flight = random.Random(20260203), 0, 0
    for _kill in range(kills):
        goal = arrived() + dice.randint(1, 12)
        process = processes.Process(target=target, args=place)
        process.start()
        wait_until(lambda goal=goal: arrived() >= goal)
        time.sleep(dice.uniform(0, 0.03))
        process.kill()
        process.join()
        time.sleep(0.05)  # what was sent in the last moment arrives
        found = states(path)
        amid += "owed" in found
        in_flight += found.get("sending", 0)
    last = processes.Process(target=target, args=place)
    last.start()
    last.join(PATIENCE)

    assert last.exitcode == 0
    assert amid == kills, "the kills fell beside the push"
    assert in_flight >= kills / 2
