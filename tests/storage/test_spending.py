from __future__ import annotations

import asyncio
import datetime as dt

from core.records import Spending
from storage import Storage
from tests.storage.build import DAY, NOON, days


async def test_a_day_without_calls_cost_nothing(store: Storage) -> None:
    assert await store.spending.spent(DAY) == Spending()


async def test_accounts_add_up_over_models_but_not_days(store: Storage) -> None:
    await store.spending.record(DAY, "a", Spending(1, 100, 50, 20), on_demand=False)
    await store.spending.record(DAY, "a", Spending(1, 10, 5, 2), on_demand=False)
    await store.spending.record(DAY, "b", Spending(1, 1, 0, 1), on_demand=False)
    await store.spending.record(days(1), "a", Spending(9, 9, 9, 9), on_demand=True)

    assert await store.spending.spent(DAY) == Spending(3, 111, 55, 23)


async def test_simultaneous_records_are_all_counted(store: Storage) -> None:
    await asyncio.gather(
        *(store.spending.record(DAY, "a", Spending(1, 2, 1, 3), on_demand=False) for _ in range(40))
    )

    assert await store.spending.spent(DAY) == Spending(40, 80, 40, 120)


async def test_recent_accounts_newest_first(store: Storage) -> None:
    for day, model in ((DAY, "a"), (days(5), "b"), (days(5), "a"), (days(2), "a")):
        await store.spending.record(day, model, Spending(1, 2, 0, 3), on_demand=False)

    recent = await store.spending.recent(2)
    assert [(account.day, account.model) for account in recent] == [
        (days(5), "a"),
        (days(5), "b"),
        (days(2), "a"),
    ]
    assert {account.spending for account in recent} == {Spending(1, 2, 0, 3)}


async def test_accounts_since_a_day_oldest_first(store: Storage) -> None:
    for day, model in ((DAY, "a"), (days(5), "b"), (days(5), "a"), (days(2), "a")):
        await store.spending.record(day, model, Spending(1, 2, 0, 3), on_demand=False)

    since = await store.spending.since(days(2))
    assert [(account.day, account.model) for account in since] == [
        (days(2), "a"),
        (days(5), "a"),
        (days(5), "b"),
    ]
    assert since[0].spending == Spending(1, 2, 0, 3)


async def test_hours_are_kept_beside_the_days(store: Storage) -> None:
    used = Spending(calls=1, prompt=10, cached=2, completion=3)
    noon = NOON.replace(minute=0, second=0, microsecond=0)
    for minutes in (0, 10, 40):
        at = noon + dt.timedelta(minutes=minutes)
        await store.spending.record(NOON.date(), "m", used, on_demand=False, at=at)
    await store.spending.record(NOON.date(), "m", used, on_demand=False)

    (account,) = await store.spending.since(NOON.date())
    assert account.spending.calls == 4
    assert [(slot.at, slot.spending.calls) for slot in account.slots] == [
        (noon, 2),
        (noon + dt.timedelta(minutes=30), 1),
    ]
    await store.spending.forget_slots(NOON + dt.timedelta(days=1))
    (account,) = await store.spending.since(NOON.date())
    assert (account.slots, account.spending.calls) == ((), 4)
