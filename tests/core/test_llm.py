"""The model edge, through the real SDK: the ladder, the repairs, the three-call limit, the money."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from contextlib import asynccontextmanager

import pytest
from openai import AsyncOpenAI
from pydantic import BaseModel, ConfigDict

from core.budget import Budget
from core.errors import (
    ModelAnswerInvalid,
    ModelKeyRejected,
    ModelLimited,
    ModelRequestRejected,
    ModelUnknown,
    ModelUnreachable,
)
from core.llm import ChatModel
from core.models import Spending
from core.prompts import ReportAnswer, SummaryAnswer, report_instructions
from tests.fakes.model import FAILURES, FakeModel

NOW = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
MATERIAL = "The method reads papers. It is fast. It is small. It wins on two data sets. It needs one card."


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


class Clock:
    def __init__(self):
        self.time = NOW

    def now(self):
        return self.time


class Accounts:
    """A ledger in memory; tests/storage holds the real one to the same Protocol."""

    def __init__(self):
        self.total = Spending()

    async def record(self, day, model, spending):
        assert (day, model) == (NOW.date(), "test-model")
        self.total += spending

    async def spent(self, day):
        return self.total


@asynccontextmanager
async def asked(name="test-model", key="test-key", concurrency=8, **options):
    async with FakeModel(**options) as fake, AsyncOpenAI(api_key=key, base_url=fake.base_url) as client:
        accounts, clock = Accounts(), Clock()
        model = ChatModel(
            client,
            name,
            ledger=accounts,
            budget=Budget(None, NOW.date()),
            clock=clock,
            concurrency=concurrency,
            pause=0.01,
        )
        model.accounts, model.clock = accounts, clock
        yield model, fake


async def ask(model, answer=Note, instructions="Repeat one sentence.", max_tokens=500):
    return await model.ask(instructions, MATERIAL, answer, max_tokens=max_tokens)


async def test_an_answer_is_validated_and_paid_for():
    async with asked() as (model, fake):
        note = await ask(model)

        assert note.text in MATERIAL
        assert model.accounts.total.calls == len(fake.prompts) == model.calls == 1
        assert model.accounts.total.prompt > 0 < model.accounts.total.completion


@pytest.mark.parametrize("answer", [SummaryAnswer, ReportAnswer])
async def test_our_answer_shapes_are_strict_schemas(answer):
    async with asked() as (model, fake):
        assert await ask(model, answer)
        assert len(fake.prompts) == 1


@pytest.mark.parametrize("kind", [kind for kind in FAILURES if kind not in ("slow", "quota")])
async def test_one_failure_costs_one_more_call(kind):
    async with asked() as (model, fake):
        fake.next(kind)

        assert (await ask(model)).text
        assert len(fake.prompts) == 2


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("500", ModelUnreachable),
        ("503", ModelUnreachable),
        ("drop", ModelUnreachable),
        ("429", ModelLimited),
        ("html", ModelAnswerInvalid),
        ("malformed", ModelAnswerInvalid),
        ("empty", ModelAnswerInvalid),
        ("blank", ModelAnswerInvalid),
        ("truncated", ModelAnswerInvalid),
        ("refusal", ModelAnswerInvalid),
        ("filter", ModelAnswerInvalid),
    ],
)
async def test_no_failure_costs_more_than_three_calls(kind, error):
    async with asked() as (model, fake):
        fake.always("Repeat", kind)

        with pytest.raises(error):
            await ask(model)
        assert len(fake.prompts) == 3


async def test_failures_of_different_kinds_share_the_three_calls():
    async with asked(refuses={"json_schema"}) as (model, fake):
        fake.next("500", "malformed")

        with pytest.raises(ModelAnswerInvalid):
            await ask(model)
        # The refused rung is a call too, though not one that reaches the model.
        assert len(fake.prompts) == 2
        assert model.calls == 3


async def test_a_malformed_answer_is_sent_back_with_its_problem():
    async with asked(answer=lambda body: json.dumps({"wrong": 1})) as (model, fake):
        with pytest.raises(ModelAnswerInvalid) as caught:
            await ask(model)

        assert caught.value.reason == "malformed"
        assert "text: Field required" in fake.prompts[-1]


@pytest.mark.parametrize(
    ("refuses", "first", "later"), [({"json_schema"}, 2, 1), ({"json_schema", "json_object"}, 3, 1)]
)
async def test_the_ladder_is_climbed_down_once(refuses, first, later):
    async with asked(refuses=refuses) as (model, _):
        await ask(model)
        assert model.calls == first
        await ask(model)
        assert model.calls == first + later


async def test_a_request_refused_on_every_rung_is_rejected():
    async with asked(refuses={"json_schema", "json_object", "text"}) as (model, _):
        with pytest.raises(ModelRequestRejected):
            await ask(model)
        assert model.calls == 3


async def test_a_wrong_key_is_one_call_and_then_none_for_a_minute():
    async with asked(key="mistyped") as (model, _):
        for _attempt in range(3):
            with pytest.raises(ModelKeyRejected):
                await ask(model)
        assert model.calls == 1

        model.clock.time += dt.timedelta(minutes=2)
        with pytest.raises(ModelKeyRejected):
            await ask(model)
        assert model.calls == 2


async def test_an_unknown_model_is_named():
    async with asked(models=["other"]) as (model, _):
        with pytest.raises(ModelUnknown) as caught:
            await ask(model)
        assert caught.value.model == "test-model"
        with pytest.raises(ModelUnknown):
            await model.check()


async def test_a_spent_quota_is_not_asked_again():
    async with asked() as (model, fake):
        fake.always("Repeat", "quota")

        for _attempt in range(2):
            with pytest.raises(ModelLimited):
                await ask(model)
        assert len(fake.prompts) == 1


async def test_a_long_retry_after_is_not_waited_for():
    async with asked(retry_after="600") as (model, fake):
        fake.next("429")

        with pytest.raises(ModelLimited):
            await ask(model)
        assert len(fake.prompts) == 1


async def test_an_endpoint_that_is_not_there_is_unreachable():
    async with AsyncOpenAI(api_key="x", base_url="http://127.0.0.1:9/v1") as client:
        model = ChatModel(
            client,
            "test-model",
            ledger=Accounts(),
            budget=Budget(None, NOW.date()),
            clock=Clock(),
            concurrency=1,
            pause=0,
        )
        with pytest.raises(ModelUnreachable) as caught:
            await ask(model)
        assert caught.value.host == "127.0.0.1:9"


async def test_concurrency_is_bounded():
    async with asked(concurrency=3, latency=0.02) as (model, fake):
        await asyncio.gather(*(ask(model) for _ in range(12)))
        assert fake.busiest == 3


async def test_an_answer_that_recites_the_instructions_is_refused():
    instructions = report_instructions("en")

    async with asked(answer=lambda body: json.dumps({"text": body["messages"][0]["content"]})) as (model, _):
        with pytest.raises(ModelAnswerInvalid):
            await ask(model, instructions=instructions, max_tokens=5000)
