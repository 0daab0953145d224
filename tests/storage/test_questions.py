from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select

from storage import Storage, open_storage, tables
from storage.questions import Questions
from tests.storage.build import DAY, days

CHAT, ANN, BEN = "telegram:-100", "telegram:user:1", "telegram:user:2"


async def test_each_asker_has_its_own_count(store: Storage) -> None:
    assert await store.questions.spend(DAY, [(CHAT, 3), (ANN, 1)]) is None
    assert await store.questions.spend(DAY, [(CHAT, 3), (BEN, 2)]) is None
    assert await store.questions.spend(DAY, [(CHAT, 3), (ANN, 1)]) == ANN
    assert await store.questions.spend(DAY, [(CHAT, 3), (BEN, 2)]) is None
    assert await store.questions.spend(DAY, [(CHAT, 3), (BEN, 3)]) == CHAT


async def test_a_refused_question_counts_for_nobody(store: Storage) -> None:
    for _ in range(5):
        assert await store.questions.spend(DAY, [(CHAT, 2), (ANN, 0)]) == ANN

    assert [await store.questions.spend(DAY, [(CHAT, 2)]) for _ in range(3)] == [None, None, CHAT]


async def test_a_question_that_is_given_back_can_be_asked_again(store: Storage) -> None:
    assert await store.questions.spend(DAY, [(CHAT, 2), (ANN, 1)]) is None
    await store.questions.give_back(DAY, [CHAT, ANN])
    await store.questions.give_back(DAY, [CHAT, BEN])
    await store.questions.give_back(days(1), [CHAT])

    assert await store.questions.spend(DAY, [(CHAT, 2), (ANN, 1)]) is None
    assert await store.questions.spend(DAY, [(CHAT, 2), (ANN, 1)]) == ANN
    assert [await store.questions.spend(DAY, [(CHAT, 2)]) for _ in range(2)] == [None, CHAT]


async def test_every_day_begins_anew_and_forgets_the_last(store: Storage) -> None:
    assert await store.questions.spend(DAY, [(CHAT, 1)]) is None
    assert await store.questions.spend(DAY, [(CHAT, 1)]) == CHAT
    assert await store.questions.spend(days(1), [(CHAT, 1)]) is None

    rows = await store.questions._database.rows(select(tables.questions.c.day))
    assert [row.day for row in rows] == [days(1)]


async def test_of_many_at_once_only_as_many_as_are_left_are_counted(path: Path) -> None:
    # Two processes have two stores; within one, everybody shares a writer.
    async with open_storage(f"sqlite:///{path}") as one, open_storage(f"sqlite:///{path}") as other:
        stores: list[Questions] = [one.questions, other.questions] * 15
        answers = await asyncio.gather(*(each.spend(DAY, [(ANN, 50), (CHAT, 7)]) for each in stores))
        assert sorted(map(str, answers)) == ["None"] * 7 + [CHAT] * 23

        assert await one.questions.spend(DAY, [(ANN, 8)]) is None
        assert await one.questions.spend(DAY, [(ANN, 8)]) == ANN


async def test_nobody_to_count_for_is_nobody_refused(store: Storage) -> None:
    assert await store.questions.spend(DAY, []) is None
