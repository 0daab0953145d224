"""Allowances: each asker has its own count, and of many at once no more are let through than there
are left."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

from sqlalchemy import select

from storage import Storage, open_storage, tables
from storage.allowances import Allowances
from tests.storage.build import NOON

CHAT, ANN, BEN = "telegram:-100", "telegram:person:1", "telegram:person:2"
LATER = NOON + dt.timedelta(days=1)


async def test_each_asker_has_its_own_count(store: Storage) -> None:
    assert await store.allowances.spend("question", NOON, [(CHAT, 3), (ANN, 1)]) is None
    assert await store.allowances.spend("question", NOON, [(CHAT, 3), (BEN, 2)]) is None
    assert await store.allowances.spend("question", NOON, [(CHAT, 3), (ANN, 1)]) == ANN
    assert await store.allowances.spend("question", NOON, [(CHAT, 3), (BEN, 2)]) is None
    assert await store.allowances.spend("question", NOON, [(CHAT, 3), (BEN, 3)]) == CHAT


async def test_one_thing_is_not_counted_for_another(store: Storage) -> None:
    assert await store.allowances.spend("question", NOON, [(ANN, 1)]) is None
    assert await store.allowances.spend("reading", NOON, [(ANN, 1)]) is None
    assert await store.allowances.spend("reading", NOON, [(ANN, 1)]) == ANN


async def test_what_is_refused_counts_for_nobody(store: Storage) -> None:
    for _ in range(5):
        assert await store.allowances.spend("question", NOON, [(CHAT, 2), (ANN, 0)]) == ANN

    assert [await store.allowances.spend("question", NOON, [(CHAT, 2)]) for _ in range(3)] == [
        None,
        None,
        CHAT,
    ]


async def test_several_are_counted_together_or_not_at_all(store: Storage) -> None:
    assert await store.allowances.spend("reading", NOON, [(CHAT, 5)], 4) is None
    assert await store.allowances.spend("reading", NOON, [(CHAT, 5)], 2) == CHAT
    assert await store.allowances.spend("reading", NOON, [(CHAT, 5)]) is None


async def test_what_is_given_back_can_be_had_again(store: Storage) -> None:
    assert await store.allowances.spend("question", NOON, [(CHAT, 2), (ANN, 1)]) is None
    await store.allowances.give_back("question", NOON, [CHAT, ANN])
    await store.allowances.give_back("question", NOON, [CHAT, BEN])
    await store.allowances.give_back("question", LATER, [CHAT])

    assert await store.allowances.spend("question", NOON, [(CHAT, 2), (ANN, 1)]) is None
    assert await store.allowances.spend("question", NOON, [(CHAT, 2), (ANN, 1)]) == ANN
    assert [await store.allowances.spend("question", NOON, [(CHAT, 2)]) for _ in range(2)] == [
        None,
        CHAT,
    ]


async def test_every_span_begins_anew_and_old_ones_are_forgotten(store: Storage) -> None:
    assert await store.allowances.spend("question", NOON, [(CHAT, 1)]) is None
    assert await store.allowances.spend("question", NOON, [(CHAT, 1)]) == CHAT
    assert await store.allowances.spend("question", LATER, [(CHAT, 1)]) is None

    await store.allowances.forget(LATER)

    rows = await store.allowances._database.rows(select(tables.allowances.c.since))
    assert [row.since for row in rows] == [LATER]


async def test_of_many_at_once_only_as_many_as_are_left_are_counted(path: Path) -> None:
    # Two processes have two stores; within one, everybody shares a writer.
    async with open_storage(f"sqlite:///{path}") as one, open_storage(f"sqlite:///{path}") as other:
        stores: list[Allowances] = [one.allowances, other.allowances] * 15
        answers = await asyncio.gather(
            *(each.spend("question", NOON, [(ANN, 50), (CHAT, 7)]) for each in stores)
        )
        assert sorted(map(str, answers)) == ["None"] * 7 + [CHAT] * 23

        assert await one.allowances.spend("question", NOON, [(ANN, 8)]) is None
        assert await one.allowances.spend("question", NOON, [(ANN, 8)]) == ANN


async def test_nobody_to_count_for_is_nobody_refused(store: Storage) -> None:
    assert await store.allowances.spend("question", NOON, []) is None
