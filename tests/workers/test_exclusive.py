"""What one process decides, two decide as one: two processes do the same at once, again and
again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from core.chats import ChatSettings
from core.circulars import ANY
from core.delivery import DeliveryState
from storage import Storage, open_storage
from tests.chats import put_subscribed
from tests.fakes.server import PATIENCE
from tests.processes import Started
from tests.storage import build
from tests.storage.build import NOON, hours, lists, settled
from tests.stores import Server
from tests.workers.contender import CHAT, LIMIT, PAUSE, edition, numbers_of

pytestmark = pytest.mark.server

ROUNDS = 30


@pytest.fixture
def url(database_server: Server) -> str:
    """A database with nothing in it."""
    return database_server.emptied()


@contextmanager
def contending(url: str, what: str) -> Iterator[list[Started]]:
    """Two processes that do that."""
    with ExitStack() as stack:
        both = []
        for which in ("first", "second"):
            process = Started(
                *("tests.workers.contender", url, what, which),
                cwd=Path.cwd(),
                env={},
                stdin=True,
            )
            stack.callback(end, process)
            both.append(process)
        for process in both:
            assert read(process) == "ready\n"
        yield both


def end(process: Started) -> None:
    """Let it end by itself: nothing more comes in."""
    process.communicate(timeout=PATIENCE)


def read(process: Started) -> str:
    assert process.stdout
    return process.stdout.readline()


def together(both: list[Started], number: int) -> list[Any]:
    """What both get who do it at the same time."""
    for process in both:
        assert process.stdin
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
    return [json.loads(read(process)) for process in both]


def test_a_question_limit_is_never_exceeded(url: str) -> None:
    with contending(url, "questions") as both:
        let_through = [sum(together(both, number)) for number in range(ROUNDS)]

    assert let_through == [LIMIT] * ROUNDS


async def test_a_number_that_was_shown_never_moves(url: str) -> None:
    async with open_storage(url) as store:
        for number in range(ROUNDS):
            await store.editions.save(edition(lists(number), turned=False))
        with contending(url, "numbers") as both:
            shown = [together(both, number)[1] for number in range(ROUNDS)]

        assert shown == [await numbers_of(store, lists(number)) for number in range(ROUNDS)]


def test_a_days_tokens_are_not_spent_twice(url: str) -> None:
    with contending(url, "tokens") as both:
        begun = [sum(together(both, number)) for number in range(ROUNDS)]

    assert begun == [1] * ROUNDS


async def test_a_message_on_its_way_is_left_to_who_sends_it(url: str) -> None:
    async with open_storage(url) as store:
        await owe(store)
        with contending(url, "messages") as both:
            wrong = [sum(together(both, number)) for number in range(ROUNDS)]

        assert wrong == [0] * ROUNDS
        assert await store.deliveries.counts() == {DeliveryState.SENT: ROUNDS}


async def owe(store: Storage) -> None:
    await put_subscribed(store, CHAT, ChatSettings(), hours(-9), settled(-3), hours(-1))
    messages = [build.delivery(CHAT, number + 1) for number in range(ROUNDS)]
    await store.deliveries.owe(messages, [], NOON)


def test_no_text_is_paid_for_twice(url: str) -> None:
    with contending(url, "readings") as both:
        paid = [sum(together(both, number)) for number in range(ROUNDS)]

    assert paid == [1] * ROUNDS


def test_a_source_is_asked_at_one_pace(url: str) -> None:
    with contending(url, "paces") as both:
        for number in range(ROUNDS):
            turns = sorted(chain.from_iterable(together(both, number)))
            assert min(later - sooner for sooner, later in pairwise(turns)) > PAUSE / 2


async def test_picks_that_were_shown_stay(url: str) -> None:
    async with open_storage(url) as store:
        await owe(store)
        with contending(url, "picks") as both:
            shown = [together(both, number) for number in range(ROUNDS)]

    assert all(one == other for one, other in shown)


async def test_one_announcement_goes_out_under_a_name(url: str) -> None:
    with contending(url, "circulars") as both:
        begun = [together(both, number) for number in range(ROUNDS)]

    assert [sum(each) for each in begun] == [1] * ROUNDS
    async with open_storage(url) as store:
        for number, (first, _second) in enumerate(begun):
            told = await store.circulars.get(f"n{number}")
            assert told is not None
            assert told.texts == {ANY: "first" if first else "second"}
