"""The model edge, through the real SDK: the ladder, the repairs, the three-call limit, the money."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import threading
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
from core.prompts import ReportAnswer, SummaryAnswer, TranslationAnswer, report_instructions
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
async def asked(name="test-model", key="test-key", concurrency=8, budget=None, **options):
    async with FakeModel(**options) as fake, AsyncOpenAI(api_key=key, base_url=fake.base_url) as client:
        accounts, clock = Accounts(), Clock()
        model = ChatModel(
            client,
            name,
            ledger=accounts,
            budget=budget or Budget(None, NOW.date()),
            clock=clock,
            concurrency=concurrency,
            pause=0.01,
        )
        model.accounts, model.clock = accounts, clock
        yield model, fake


async def ask(model, answer=Note, instructions="Repeat one sentence.", max_tokens=500, review=None):
    return await model.ask(instructions, MATERIAL, answer, max_tokens=max_tokens, review=review)


class Review:
    """Has the same advice on every answer, and remembers them."""

    def __init__(self, advice):
        self.advice, self.seen = advice, []

    def __call__(self, note):
        self.seen.append((note.text, threading.current_thread() is threading.main_thread()))
        return self.advice


async def test_an_answer_is_validated_and_paid_for():
    async with asked() as (model, fake):
        note = await ask(model)

        assert note.text in MATERIAL
        assert model.accounts.total.calls == len(fake.prompts) == model.calls == 1
        assert model.accounts.total.prompt > 0 < model.accounts.total.completion


@pytest.mark.parametrize("answer", [SummaryAnswer, ReportAnswer, TranslationAnswer])
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


def one_after_another(*texts):
    """Answers in turn, the last one forever."""
    left = list(texts)
    return lambda body: json.dumps({"text": left.pop(0) if len(left) > 1 else left[0]})


async def test_a_review_without_advice_costs_nothing_and_happens_off_the_loop():
    review = Review(None)
    async with asked(answer=one_after_another("It is fast.")) as (model, fake):
        assert (await ask(model, review=review)).text == "It is fast."
        assert review.seen == [("It is fast.", False)]
        assert len(fake.prompts) == 1


async def test_advice_goes_back_with_the_answer_once():
    review = Review("It is slow. Mend that.")
    async with asked(answer=one_after_another("It is fast.", "It is slow.")) as (model, fake):
        assert (await ask(model, review=review)).text == "It is slow."
        said = json.loads(fake.log[-1].body)["messages"]

    assert len(fake.prompts) == 2
    assert len(review.seen) == 1
    assert [each["role"] for each in said] == ["system", "user", "assistant", "user"]
    assert said[1]["content"] == MATERIAL
    assert json.loads(said[2]["content"]) == {"text": "It is fast."}
    assert said[3]["content"] == "It is slow. Mend that."


@pytest.mark.parametrize("kind", ["500", "drop", "malformed", "empty", "truncated", "refusal", "429", "html"])
async def test_the_further_try_has_the_calls_that_are_left(kind):
    async with asked(answer=one_after_another("It is fast.", "It is slow.", "It is slow.")) as (model, fake):
        failures = iter([True])
        fake.always(lambda prompt: "Mend that." in prompt and next(failures, False), kind)
        assert (await ask(model, review=Review("Mend that."))).text == "It is slow."
        assert len(fake.prompts) == 3


@pytest.mark.parametrize("kind", ["500", "drop", "malformed", "empty", "truncated", "refusal", "429", "quota", "html"])
async def test_where_the_further_try_fails_the_answer_stands(kind):
    async with asked(answer=one_after_another("It is fast.", "It is slow.")) as (model, fake):
        fake.always("Mend that.", kind)
        assert (await ask(model, review=Review("Mend that."))).text == "It is fast."
        assert len(fake.prompts) == (2 if kind == "quota" else 3)


async def test_who_needed_all_calls_is_not_asked_again():
    async with asked(answer=one_after_another("It is fast.", "It is slow.")) as (model, fake):
        fake.next("500", "503")
        assert (await ask(model, review=Review("Mend that."))).text == "It is fast."
        assert len(fake.prompts) == 3


async def test_a_further_try_is_not_worth_going_over_the_budget():
    budget = Budget(1_000, NOW.date())
    async with asked(budget=budget, answer=one_after_another("It is fast.", "It is slow.")) as (model, fake):
        with budget.reserve(990):
            assert (await ask(model, review=Review("Mend that."))).text == "It is fast."
            assert len(fake.prompts) == 1
        assert (await ask(model, review=Review("Mend that."))).text == "It is slow."
