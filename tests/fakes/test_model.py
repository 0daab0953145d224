"""The rules the fake model enforces, asked through the real SDK."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import openai
import pytest
from pydantic import BaseModel, ConfigDict

from tests.fakes.model import FAILURES, FakeModel

PAPER = "Title: A title of some length\n\nIt reaches 81.4 percent. It took 12 hours."
TEXT = f"Write it down as json.\n<<<PAPER\n{PAPER}\nPAPER>>>"


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    sure: bool


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    inner: list[Inner]


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    async with FakeModel() as server:
        yield server


@pytest.fixture
async def sdk(model: FakeModel) -> AsyncIterator[openai.AsyncOpenAI]:
    async with openai.AsyncOpenAI(
        base_url=model.base_url, api_key=model.key, max_retries=0
    ) as client:
        yield client


async def ask(
    sdk: openai.AsyncOpenAI, text: str = TEXT, name: str = "test-model", **more: Any
) -> Any:
    return await sdk.chat.completions.create(
        model=name, messages=[{"role": "user", "content": text}], **more
    )


def wanted(schema: dict[str, Any], name: str = "answer") -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


async def test_a_strict_schema_is_answered_in_the_papers_words(sdk: openai.AsyncOpenAI) -> None:
    reply = await ask(sdk, response_format=wanted(Answer.model_json_schema()))

    answer = Answer.model_validate_json(reply.choices[0].message.content)
    assert len(answer.inner) == 3
    assert {inner.name for inner in answer.inner} <= {
        "Title: A title of some length",
        "It reaches 81.4 percent.",
    }
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens


async def test_lesser_formats_follow_the_schema_in_the_prompt(sdk: openai.AsyncOpenAI) -> None:
    text = f"Answer as JSON like {json.dumps(Answer.model_json_schema())}\n{TEXT}"

    strict = await ask(sdk, text, response_format={"type": "json_object"})
    loose = await ask(sdk, text)

    Answer.model_validate_json(strict.choices[0].message.content)
    assert loose.choices[0].message.content.startswith("Here is the answer:\n```json\n{")


@pytest.mark.parametrize(
    ("schema", "rule"),
    [
        ({"type": "object", "properties": {}, "required": []}, "additionalProperties"),
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "additionalProperties": False,
            },
            "required",
        ),
        ({"type": "array", "items": {"type": "string"}}, "object"),
        (
            {
                "type": "object",
                "properties": {"a": {"type": "string", "default": ""}},
                "required": ["a"],
                "additionalProperties": False,
            },
            "default",
        ),
    ],
)
async def test_strict_mode_is_strict(
    sdk: openai.AsyncOpenAI, schema: dict[str, Any], rule: str
) -> None:
    with pytest.raises(openai.BadRequestError, match=rule):
        await ask(sdk, response_format=wanted(schema))


async def test_refused_requests(model: FakeModel, sdk: openai.AsyncOpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="word 'json'"):
        await ask(sdk, "Say something.", response_format={"type": "json_object"})
    with pytest.raises(openai.BadRequestError, match="name"):
        await ask(sdk, response_format=wanted(Answer.model_json_schema(), "no name"))
    with pytest.raises(openai.NotFoundError) as caught:
        await ask(sdk, name="nobody")
    assert caught.value.code == "model_not_found"
    model.refuses = {"json_schema", "json_object"}
    for kind in (wanted(Answer.model_json_schema()), {"type": "json_object"}):
        with pytest.raises(openai.BadRequestError, match="response_format"):
            await ask(sdk, response_format=kind)
    assert model.prompts == []


async def test_the_key_is_checked(model: FakeModel) -> None:
    async with openai.AsyncOpenAI(base_url=model.base_url, api_key="wrong", max_retries=0) as sdk:
        with pytest.raises(openai.AuthenticationError):
            await ask(sdk)
        with pytest.raises(openai.AuthenticationError):
            await sdk.models.list()


async def test_the_models(sdk: openai.AsyncOpenAI) -> None:
    assert [known.id async for known in sdk.models.list()] == ["test-model"]


async def test_every_third_fails_in_turn(model: FakeModel, sdk: openai.AsyncOpenAI) -> None:
    model.every(3, ["refusal", "empty"])

    messages = [(await ask(sdk)).choices[0].message for _ in range(6)]

    assert [bool(message.refusal) for message in messages] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    assert [message.content == "" for message in messages] == [False] * 5 + [True]


async def test_some_prompts_always_fail(model: FakeModel, sdk: openai.AsyncOpenAI) -> None:
    model.always("cursed", "500")

    with pytest.raises(openai.InternalServerError):
        await ask(sdk, "A cursed paper, as json.")
    await ask(sdk)
    assert (model.calls("cursed"), model.calls("A title")) == (1, 1)


@pytest.mark.parametrize("kind", sorted(FAILURES - {"slow"}))
async def test_each_failure_shows_and_passes(
    model: FakeModel, sdk: openai.AsyncOpenAI, kind: str
) -> None:
    fine = (await ask(sdk, response_format=wanted(Answer.model_json_schema()))).choices[0]
    model.next(kind)

    try:
        reply = await ask(sdk, response_format=wanted(Answer.model_json_schema()))
    except openai.APIError:
        assert kind in ("500", "503", "429", "quota", "drop")
    else:
        assert isinstance(reply, str) == (kind == "html")
        assert isinstance(reply, str) or reply.choices[0] != fine
    again = await ask(sdk, response_format=wanted(Answer.model_json_schema()))
    assert again.choices[0] == fine


async def test_slow_answers_are_given_up(model: FakeModel, sdk: openai.AsyncOpenAI) -> None:
    model.next("slow")

    with pytest.raises(openai.APITimeoutError):
        await ask(sdk, timeout=0.1)


async def test_answers_end_at_the_token_limit(sdk: openai.AsyncOpenAI) -> None:
    reply = await ask(
        sdk, response_format=wanted(Answer.model_json_schema()), max_completion_tokens=5
    )

    assert reply.choices[0].finish_reason == "length"
    assert len(reply.choices[0].message.content) <= 20


async def test_long_prefixes_are_cached(sdk: openai.AsyncOpenAI) -> None:
    first = await ask(sdk, "A rule. " * 1000 + "One.")
    second = await ask(sdk, "A rule. " * 1000 + "Two.")

    assert [reply.usage.prompt_tokens_details.cached_tokens for reply in (first, second)] == [
        0,
        1024,
    ]


async def test_how_many_at_once(model: FakeModel, sdk: openai.AsyncOpenAI) -> None:
    model.latency = 0.1

    await asyncio.gather(*(ask(sdk) for _ in range(7)))

    assert model.busiest == 7


async def test_an_answer_of_ones_own(model: FakeModel, sdk: openai.AsyncOpenAI) -> None:
    model.answer = lambda body: str(body["messages"][0]["content"]).upper()

    assert (await ask(sdk, "hello")).choices[0].message.content == "HELLO"


def test_serving_from_a_thread() -> None:
    with FakeModel().in_thread() as model:
        answer = httpx.get(
            f"{model.url}/models", headers={"Authorization": f"Bearer {model.key}"}, trust_env=False
        )

    assert answer.json()["data"][0]["id"] == "test-model"
