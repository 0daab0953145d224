"""The figures that tell how the service is doing."""

from __future__ import annotations

import datetime as dt

from core.chats import Ban, BanKind, ChatKey, ChatSettings
from core.delivery import DeliveryState
from core.editions.keys import DAILY
from core.llm.costs import Account
from core.records import Spending, Step
from tests.chats import put_subscribed
from tests.storage import build

NOW = build.NOON
A, B, C, D = (ChatKey("telegram", name) for name in "abcd")
E = ChatKey("discord", "e")


async def test_an_empty_store_has_none_of_anything(store):
    figures = await store.vitals.figures(NOW)

    named = {name: getattr(figures, name) for name in figures.__dataclass_fields__}
    assert not any(named.values())


async def test_chats_are_counted_by_what_becomes_of_them(store):
    for key, due in ((A, 0), (B, 1), (C, -1), (D, -2), (E, -3)):
        await put_subscribed(store, key, ChatSettings(), NOW, {}, build.hours(due))
    await store.chats.pause(C, "blocked")
    await store.bans.put(Ban(key=D, kind=BanKind.SILENCED, since=NOW, until=None))
    await store.chats.seen(ChatKey("telegram", "reader"), build.LIST, None)

    figures = await store.vitals.figures(NOW)
    assert figures.subscribed == {"telegram": 4, "discord": 1}
    assert {platform: n for platform, n in figures.paused.items() if n} == {"telegram": 1}
    assert figures.due == {"telegram": 1, "discord": 1}


async def test_the_oldest_debt_stays_as_old_however_often_it_is_tried(store):
    first, second = build.delivery(A), build.delivery(B)
    await store.deliveries.owe([first], [], NOW)
    await store.deliveries.owe([second], [], build.hours(1))
    for hour in (2, 3):
        await store.deliveries.sending(first, build.hours(hour))
        await store.deliveries.owed_again(first, build.hours(hour), "429")

    figures = await store.vitals.figures(build.hours(4))
    assert figures.owed_since == {"telegram": NOW}
    assert figures.refused == {"telegram": 1}
    assert figures.deliveries == {("telegram", DeliveryState.OWED): 2}

    await store.deliveries.sending(first, build.hours(4))
    await store.deliveries.sent(first, "1", build.hours(4))
    figures = await store.vitals.figures(build.hours(5))
    assert figures.owed_since == {"telegram": build.hours(1)}
    assert figures.deliveries == {
        ("telegram", DeliveryState.OWED): 1,
        ("telegram", DeliveryState.SENT): 1,
    }


async def test_what_is_owed_again_is_a_debt_from_then_on(store):
    part = build.delivery(A)
    await put_subscribed(store, A, ChatSettings(), NOW, {}, NOW)
    await store.deliveries.owe([part], [], NOW)
    await store.deliveries.sending(part, NOW)
    await store.deliveries.sent(part, "1", NOW)
    assert await store.deliveries.owe_again([part], build.hours(7))

    assert (await store.vitals.figures(NOW)).owed_since == {"telegram": build.hours(7)}


async def test_readings_failures_lists_and_what_the_day_cost(store):
    listed = build.edition(build.entry(1), fetched_at=NOW)
    await store.editions.save(listed)
    await store.editions.ready(build.LIST, build.hours(1))
    await store.readings.save_summary(build.summary(1, "zh"))
    await store.readings.save_summary(build.summary(1, "en"))
    await store.failures.save(build.failure(1, step=Step.DEEP_READ))
    for day in (NOW.date(), NOW.date() - dt.timedelta(days=1)):
        spent = Spending(calls=1, prompt=100, cached=40, completion=7)
        await store.spending.record(day, "model", spent, on_demand=False)

    figures = await store.vitals.figures(NOW)
    assert figures.readings == {"summary": 1}
    assert sum(figures.failures.values()) == 1
    assert figures.fetched == {DAILY: NOW}
    assert figures.ready == {DAILY: build.hours(1)}
    used = Spending(calls=1, prompt=100, cached=40, completion=7)
    assert figures.spent == {"model": Account(NOW.date(), "model", used)}


async def test_an_imported_list_was_not_fetched(store):
    await store.archives.save_digest(build.digest(build.entry(1)), NOW)

    figures = await store.vitals.figures(NOW)
    assert figures.fetched == {}
