"""Questions that models were asked for texts, and what they answered, until the texts are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.llm.kept import Answered, KeptQuestion, Lost
from core.records import Spending, Step
from storage import Storage
from tests.storage import build
from tests.storage.build import DAY, NOON, hours

SUMMARY = build.summary()
REPORT = build.report()
MOST = Spending(calls=1, prompt=7, cached=0, completion=20)
ASKED = KeptQuestion(
    mark="s",
    text=(Step.SUMMARIZE, SUMMARY.paper_id, SUMMARY.language),
    model="m",
    most=MOST,
    on_demand=True,
)
DEEP = replace(ASKED, mark="r", text=(Step.DEEP_READ, REPORT.paper_id, REPORT.language))
USED = Spending(calls=1, prompt=6, cached=0, completion=3)


async def answered(store: Storage, asked: KeptQuestion) -> None:
    await store.replies.asked(asked, NOON)
    reply = Answered(mark=asked.mark, at=NOON, body=b"said")
    await store.spending.record(DAY, "m", USED, on_demand=True, at=NOON, reply=reply)


async def test_an_answer_is_kept_until_its_text_is_written(store: Storage) -> None:
    await store.papers.save([build.paper()])
    await answered(store, ASKED)
    await answered(store, DEEP)
    assert await store.spending.spent(DAY) == USED + USED
    assert await store.replies.answer("s") == b"said"
    await store.readings.save_summary(replace(SUMMARY, language="xx"))
    assert await store.replies.answer("s") == b"said"
    await store.readings.save_summary(SUMMARY)
    assert await store.replies.answer("s") is None
    assert await store.replies.answer("r") == b"said"
    await store.readings.save_report(REPORT)
    assert await store.replies.answer("r") is None
    assert await store.spending.spent(DAY) == USED + USED


async def test_what_is_of_no_use_is_forgotten(store: Storage) -> None:
    await answered(store, ASKED)
    await store.replies.forget(ASKED.text)
    assert await store.replies.answer("s") is None
    await answered(store, ASKED)
    await store.replies.refused("s", NOON)
    assert await store.replies.answer("s") is None
    await store.replies.asked(ASKED, NOON)
    useless = Answered(mark="s", at=NOON, body=None)
    await store.spending.record(DAY, "m", USED, on_demand=False, reply=useless)
    assert await store.replies.lost(*ASKED.text[:2]) == []


async def test_what_was_never_answered_is_booked_once_at_the_most(store: Storage) -> None:
    await store.replies.asked(ASKED, NOON)
    await answered(store, DEEP)
    step, paper_id, _ = ASKED.text
    assert await store.replies.lost(step, "another") == []
    assert await store.replies.lost(step, paper_id, "xx") == []
    assert await store.replies.lost(step, paper_id) == [Lost(NOON, MOST, on_demand=True)]
    assert await store.replies.lost(step, paper_id) == []
    assert await store.replies.lost(Step.DEEP_READ, paper_id) == []
    assert await store.spending.spent(DAY) == USED + MOST
    assert await store.spending.on_demand(DAY) == USED.tokens + MOST.tokens


async def test_a_text_that_is_written_without_it_leaves_a_lost_call_to_be_booked(
    store: Storage,
) -> None:
    await store.papers.save([build.paper()])
    await store.replies.asked(ASKED, NOON)
    await store.readings.save_summary(SUMMARY)
    assert await store.spending.spent(DAY) == Spending()
    await store.replies.forget_old(hours(1))
    assert await store.spending.spent(DAY) == MOST


async def test_what_is_old_is_forgotten(store: Storage) -> None:
    await answered(store, ASKED)
    await store.replies.forget_old(NOON)
    assert await store.replies.answer("s") == b"said"
    await store.replies.forget_old(NOON + dt.timedelta(seconds=1))
    assert await store.replies.answer("s") is None


@pytest.mark.parametrize("times", [1, 2])
async def test_a_question_is_asked_anew_under_its_mark(store: Storage, times: int) -> None:
    for _ in range(times):
        await store.replies.asked(ASKED, NOON)
    assert len(await store.replies.lost(*ASKED.text[:2])) == 1
