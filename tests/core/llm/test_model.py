"""The model edge, through the real SDK: the ladder, the repairs, the three-call limit, the
money."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import threading
from contextlib import asynccontextmanager

import pytest
from pydantic import BaseModel, ConfigDict

from core.errors import (
    ModelAnswerInvalid,
    ModelKeyRejected,
    ModelLimited,
    ModelRequestRejected,
    ModelUnknown,
    ModelUnpaid,
    ModelUnreachable,
)
from core.llm.budget import Budget
from core.llm.refusals import Kind, Refusal
from core.llm.verdict import error_of
from core.reading.prompts import (
    Prompt,
    ReportAnswer,
    SummaryAnswer,
    TranslationAnswer,
    report_instructions,
)
from tests.core.asked import KNOWN, NOW, model_at
from tests.fakes.model import FAILURES, FakeModel
from tests.spoken import LANGUAGES

MATERIAL = (
    "The method reads papers. It is fast. It is small. It wins on two data sets. It needs one card."
)


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


@asynccontextmanager
async def asked(key="test-key", concurrency=8, budget=None, known=KNOWN, **options):
    async with (
        FakeModel(**options) as fake,
        model_at(
            fake.base_url, key=key, concurrency=concurrency, budget=budget, known=known
        ) as found,
    ):
        yield found, fake


async def ask(
    found,
    answer=Note,
    instructions="Repeat one sentence.",
    max_tokens=500,
    review=None,
    subject="1",
    urgent=False,
):
    prompt = Prompt(
        instructions=instructions,
        material=MATERIAL,
        answer=answer,
        max_tokens=max_tokens,
        subject=subject,
        urgent=urgent,
    )
    return (await found.model.ask(prompt, review)).answer


class Review:
    """Has the same advice on every answer, and remembers them."""

    def __init__(self, advice):
        self.advice, self.seen = advice, []

    def __call__(self, note):
        self.seen.append((note.text, threading.current_thread() is threading.main_thread()))
        return self.advice


async def test_an_answer_is_validated_and_paid_for():
    async with asked() as (found, fake):
        note = await ask(found)

        assert note.text in MATERIAL
        assert found.accounts.total.calls == len(fake.prompts) == found.model.calls == 1
        assert found.accounts.total.prompt > 0 < found.accounts.total.completion


@pytest.mark.parametrize("answer", [SummaryAnswer, ReportAnswer, TranslationAnswer])
async def test_our_answer_shapes_are_strict_schemas(answer):
    async with asked() as (found, fake):
        assert await ask(found, answer)
        assert len(fake.prompts) == 1


@pytest.mark.parametrize("kind", sorted(FAILURES - {"slow", "quota", "429"}))
async def test_one_failure_costs_one_more_call(kind):
    async with asked() as (found, fake):
        fake.next(kind)

        assert (await ask(found)).text
        assert len(fake.prompts) == 2


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("500", ModelUnreachable),
        ("503", ModelUnreachable),
        ("drop", ModelUnreachable),
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
    async with asked() as (found, fake):
        fake.always("Repeat", kind)

        with pytest.raises(error):
            await ask(found)
        assert len(fake.prompts) == 3


async def test_failures_of_different_kinds_share_the_three_calls():
    async with asked() as (found, fake):
        fake.next("503", "malformed", "empty")

        with pytest.raises(ModelAnswerInvalid):
            await ask(found)
        assert len(fake.prompts) == found.model.calls == 3


async def test_what_has_to_be_found_out_is_none_of_the_three_calls():
    async with asked(known=None, refuses={"json_schema"}) as (found, fake):
        fake.next("503", "malformed")

        assert (await ask(found)).text
        assert len(fake.prompts) == 3  # the refused structure never reached the model


async def test_a_malformed_answer_is_sent_back_with_its_problem():
    async with asked(answer=lambda body: json.dumps({"wrong": 1})) as (found, fake):
        with pytest.raises(ModelAnswerInvalid) as caught:
            await ask(found)

        assert caught.value.reason == "malformed"
        assert "text: Field required" in fake.prompts[-1]


@pytest.mark.parametrize(
    ("refuses", "first", "later"), [({"json_schema"}, 2, 1), ({"json_schema", "json_object"}, 4, 1)]
)
async def test_the_ladder_is_climbed_down_once(refuses, first, later):
    async with asked(known=None, refuses=refuses) as (found, _):
        await ask(found)
        assert found.model.calls == first
        await ask(found)
        assert found.model.calls == first + later


async def test_a_request_refused_on_every_rung_is_rejected():
    async with asked(known=None, refuses={"json_schema", "json_object", "text"}) as (found, _):
        with pytest.raises(ModelRequestRejected):
            await ask(found)
        assert found.model.calls == 4


async def test_a_wrong_key_is_one_call_and_then_none_for_a_minute():
    async with asked(key="mistyped") as (found, _):
        for _attempt in range(3):
            with pytest.raises(ModelKeyRejected):
                await ask(found)
        assert found.model.calls == 1

        found.clock.time += dt.timedelta(minutes=2)
        with pytest.raises(ModelKeyRejected):
            await ask(found)
        assert found.model.calls == 2


async def test_an_unknown_model_is_named_with_those_there_are():
    async with asked(models=["other", "test-model-2"]) as (found, _):
        with pytest.raises(ModelUnknown) as caught:
            await ask(found)
        assert caught.value.for_operator()["model"] == "test-model"
        assert caught.value.for_operator()["known"] == "test-model-2, other"
        assert caught.value.for_operator()["said"] == ""
        with pytest.raises(ModelUnknown):
            await found.model.check(found.endpoint)


@pytest.mark.parametrize("listed", [["test-model"], []])
def test_a_model_that_is_listed_is_told_in_the_endpoints_own_words(listed: list[str]):
    refusal = Refusal(kind=Kind.MODEL, status=404, said="No endpoints match your data policy.")

    error = error_of(refusal, "example.org", "test-model", listed, proven=False)

    assert isinstance(error, ModelUnknown)
    assert error.for_operator()["said"] == "No endpoints match your data policy."


async def test_a_spent_quota_shuts_the_endpoint_when_a_second_text_is_told_so():
    async with asked() as (found, fake):
        fake.always("Repeat", "quota")

        for subject in "1234":
            with pytest.raises(ModelUnpaid):
                await ask(found, subject=subject)
        assert len(fake.prompts) == 2


async def test_who_waits_does_not_wait_for_a_long_retry_after():
    async with asked(retry_after="600") as (found, fake):
        fake.next("429")

        with pytest.raises(ModelLimited) as caught:
            await ask(found, urgent=True)
        assert 600 <= caught.value.seconds <= 620
        assert len(fake.prompts) == 1


async def test_an_endpoint_that_is_not_there_is_unreachable():
    async with model_at("http://127.0.0.1:9/v1") as found:
        with pytest.raises(ModelUnreachable) as caught:
            await ask(found)
    assert caught.value.for_operator() == {
        "host": "127.0.0.1:9",
        "reason": "connection",
        "proxy": "",
    }


async def test_concurrency_is_bounded():
    async with asked(concurrency=3, latency=0.02) as (found, fake):
        await ask(found)
        await asyncio.gather(*(ask(found) for _ in range(12)))
        assert fake.busiest == 3


async def test_an_answer_that_recites_the_instructions_is_refused():
    instructions = report_instructions(LANGUAGES["en"])

    async with asked(answer=lambda body: json.dumps({"text": body["messages"][0]["content"]})) as (
        found,
        _,
    ):
        with pytest.raises(ModelAnswerInvalid):
            await ask(found, instructions=instructions, max_tokens=5000)


def one_after_another(*texts):
    """Answers in turn, the last one forever."""
    left = list(texts)
    return lambda body: json.dumps({"text": left.pop(0) if len(left) > 1 else left[0]})


async def test_a_review_without_advice_costs_nothing_and_happens_off_the_loop():
    review = Review(None)
    async with asked(answer=one_after_another("It is fast.")) as (found, fake):
        assert (await ask(found, review=review)).text == "It is fast."
        assert review.seen == [("It is fast.", False)]
        assert len(fake.prompts) == 1


async def test_advice_goes_back_with_the_answer_once():
    review = Review("It is slow. Mend that.")
    async with asked(answer=one_after_another("It is fast.", "It is slow.")) as (found, fake):
        assert (await ask(found, review=review)).text == "It is slow."
        said = json.loads(fake.log[-1].body)["messages"]

    assert len(fake.prompts) == 2
    assert len(review.seen) == 1
    assert [each["role"] for each in said] == ["system", "user", "assistant", "user"]
    assert said[1]["content"] == MATERIAL
    assert json.loads(said[2]["content"]) == {"text": "It is fast."}
    assert said[3]["content"] == "It is slow. Mend that."


@pytest.mark.parametrize(
    "kind", ["500", "drop", "malformed", "empty", "truncated", "refusal", "html"]
)
async def test_the_further_try_has_the_calls_that_are_left(kind):
    async with asked(answer=one_after_another("It is fast.", "It is slow.", "It is slow.")) as (
        found,
        fake,
    ):
        failures = iter([True])
        fake.always(lambda prompt: "Mend that." in prompt and next(failures, False), kind)
        assert (await ask(found, review=Review("Mend that."))).text == "It is slow."
        assert len(fake.prompts) == 3


@pytest.mark.parametrize(
    "kind", ["500", "drop", "malformed", "empty", "truncated", "refusal", "quota", "html"]
)
async def test_where_the_further_try_fails_the_answer_stands(kind):
    async with asked(answer=one_after_another("It is fast.", "It is slow.")) as (found, fake):
        fake.always("Mend that.", kind)
        assert (await ask(found, review=Review("Mend that."))).text == "It is fast."
        assert len(fake.prompts) == (2 if kind == "quota" else 3)


async def test_who_needed_all_calls_is_not_asked_again():
    async with asked(answer=one_after_another("It is fast.", "It is slow.")) as (found, fake):
        fake.next("500", "503")
        assert (await ask(found, review=Review("Mend that."))).text == "It is fast."
        assert len(fake.prompts) == 3


async def test_a_further_try_is_not_worth_going_over_the_budget():
    budget = Budget(1_000, NOW.date())
    async with asked(budget=budget, answer=one_after_another("It is fast.", "It is slow.")) as (
        found,
        fake,
    ):
        with budget.reserve(990):
            assert (await ask(found, review=Review("Mend that."))).text == "It is fast."
            assert len(fake.prompts) == 1
        assert (await ask(found, review=Review("Mend that."))).text == "It is slow."
