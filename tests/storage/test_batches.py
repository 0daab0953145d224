"""Texts that were put off, and their batches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.editions.keys import ListKey
from core.editions.putting_off import PutOff
from core.llm.batches import SentBatch
from core.records import Spending, Step
from core.working import Tokens, Used
from storage import Storage
from storage.workers import Holding
from tests.storage.build import DAY, LIST, NOON

LATER = NOON + dt.timedelta(hours=5)
SUMMARY = PutOff(step=Step.SUMMARIZE, paper_id="1", language="en", key=LIST, until=LATER)
REPORT = replace(SUMMARY, step=Step.DEEP_READ)
CHINESE = replace(SUMMARY, language="zh")
SENT = SentBatch(name="ours", address="here/v1", model="m", at=NOON, tokens=90)
ASKED = {SUMMARY.text: ("s", 7), REPORT.text: ("r", 8)}
USED = Spending(calls=2, prompt=10, cached=0, completion=5)


@pytest.fixture
async def begun(store: Storage) -> Storage:
    await store.batches.put([SUMMARY, REPORT])
    assert await store.batches.begin(SENT, ASKED, None)
    return store


async def test_a_text_is_put_off_once(store: Storage) -> None:
    both = {SUMMARY.text, REPORT.text}
    assert await store.batches.put([REPORT, SUMMARY]) == both
    assert await store.batches.put([SUMMARY]) == {SUMMARY.text}
    await store.batches.done(SUMMARY.text)
    assert await store.batches.put([SUMMARY, CHINESE]) == {CHINESE.text}
    assert await store.batches.of(LIST, ["1"]) == (2, 3)
    assert await store.batches.of(ListKey(DAY + dt.timedelta(days=9), LIST.shelf), ["1"]) == (0, 0)
    assert await store.batches.of(LIST, ["2"]) == (0, 0)
    assert await store.batches.waiting() == [REPORT, CHINESE]


async def test_a_batch_is_noted_step_by_step(begun: Storage) -> None:
    assert await begun.batches.under_way() == [SENT]
    await begun.batches.note("ours", file="f")
    await begun.batches.note("ours", remote="b")
    await begun.batches.note("ours", cancelled=True)
    noted = replace(SENT, file="f", remote="b", cancelled=True)
    assert await begun.batches.under_way() == [noted]
    assert await begun.batches.asked("ours") == {"s": 7, "r": 8}
    assert await begun.batches.set_aside(NOON.date()) == 90
    sent = replace(SUMMARY, batch="ours")
    assert await begun.batches.waiting() == [sent, replace(REPORT, batch="ours")]


async def test_what_came_back_is_kept_until_it_is_read_and_booked_once(begun: Storage) -> None:
    for _ in range(2):
        await begun.batches.settle("ours", {"s": b"{}", "strange": b"?"}, "m+batch", USED, NOON)
    assert await begun.spending.spent(NOON.date()) == USED
    assert await begun.replies.answer("s") == b"{}"
    assert await begun.replies.answer("r") is None
    assert [each.back for each in await begun.batches.waiting()] == [True, True]
    assert await begun.batches.set_aside(NOON.date()) == 0
    await begun.batches.done(SUMMARY.text)
    assert await begun.replies.answer("s") is None
    assert await begun.batches.any()
    await begun.batches.done(REPORT.text)
    assert not await begun.batches.any()


async def test_what_comes_back_too_late_is_booked_and_not_kept(begun: Storage) -> None:
    await begun.batches.done(SUMMARY.text)
    assert await begun.batches.settle("ours", {"s": b"{}"}, "m+batch", USED, NOON)
    assert await begun.replies.answer("s") is None
    assert (await begun.spending.spent(NOON.date())).tokens == USED.tokens


async def test_one_that_was_never_sent_leaves_its_texts(begun: Storage) -> None:
    await begun.batches.drop("ours")
    assert await begun.batches.waiting() == [SUMMARY, REPORT]
    assert await begun.batches.under_way() == []


async def test_a_refusal_is_remembered(begun: Storage) -> None:
    await begun.batches.refuse("ours")
    assert [each.back for each in await begun.batches.waiting()] == [True, True]
    assert await begun.batches.refused_since("here/v1", NOON)
    assert not await begun.batches.refused_since("here/v1", LATER)
    assert not await begun.batches.refused_since("there/v1", NOON)


async def test_the_days_tokens_are_asked_first(store: Storage) -> None:
    await store.batches.put([SUMMARY, REPORT])
    await store.spending.record(NOON.date(), "m", Spending(1, 20, 0, 0), on_demand=False)
    assert not await store.batches.begin(SENT, ASKED, 109)
    assert await store.batches.begin(SENT, ASKED, 110)
    assert not await store.batches.begin(replace(SENT, name="more", tokens=1), {}, 110)


async def test_what_is_set_aside_is_not_left_to_workers(begun: Storage) -> None:
    await begun.workers.begin("ann", dt.timedelta(minutes=1))
    assert await begun.workers.reserve("ann", DAY, Tokens(10), 100, None) is None
    assert await begun.workers.reserve("ann", DAY, Tokens(11), 100, None) == Used(
        Tokens(), Tokens(), released=False, aside=90
    )
    assert await begun.workers.renew("ann", dt.timedelta(minutes=1), Holding(day=NOON.date()))
    await begun.batches.settle("ours", {}, "m", Spending(), NOON)
    assert await begun.workers.reserve("ann", DAY, Tokens(100), 100, None) is None


async def test_who_is_in_a_hurry_waits_no_longer(begun: Storage) -> None:
    await begun.batches.hurry(LIST, ["2"], NOON)
    assert {each.until for each in await begun.batches.waiting()} == {LATER}
    await begun.batches.hurry(LIST, ["1"], NOON)
    assert {each.until for each in await begun.batches.waiting()} == {NOON}


async def test_what_is_old_and_over_is_forgotten(begun: Storage) -> None:
    await begun.batches.done(SUMMARY.text)
    await begun.batches.forget(LATER + dt.timedelta(days=1))
    assert len(await begun.batches.under_way()) == 1
    assert await begun.batches.of(LIST, ["1"]) == (1, 1)
    await begun.batches.settle("ours", {}, "m", Spending(), NOON)
    await begun.batches.done(REPORT.text)
    await begun.batches.forget(LATER + dt.timedelta(days=1))
    assert await begun.batches.of(LIST, ["1"]) == (0, 0)
