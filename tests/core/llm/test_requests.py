"""The body of a request, as each endpoint takes it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from core.llm.budget import estimate_tokens
from core.llm.capabilities import Capabilities, Format
from core.llm.requests import Question, body_of, plain_schema
from core.reading.prompts import ReportAnswer, SummaryAnswer, TranslationAnswer
from tests.fakes.schema import strict_problem


class Note(BaseModel):
    """What is noted."""

    model_config = ConfigDict(extra="forbid", title="A note")

    text: str = Field(description="the text")


# In the order in which pydantic has it, for it is told in words, too.
SCHEMA = {
    "additionalProperties": False,
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "type": "object",
}
TOLD = f"Note it.\nAnswer with one JSON object that fits this JSON schema, and nothing else:\n{json.dumps(SCHEMA)}"
QUESTION = Question(
    instructions="Note it.",
    said=[{"role": "user", "content": "The paper."}],
    shape=Note,
    wanted=4_000,
    subject="2602.00001",
    urgent=False,
)
USER = {"role": "user", "content": "The paper."}


def body(**known: Any) -> dict[str, Any]:
    return body_of(QUESTION, "m", Capabilities(**known), 900)


def test_the_request_that_is_tried_first():
    assert body() == {
        "model": "m",
        "messages": [{"role": "system", "content": "Note it."}, USER],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "Note", "strict": True, "schema": SCHEMA},
        },
        "max_tokens": 900,
    }


@pytest.mark.parametrize(
    ("format", "asked", "instructions"),
    [
        (
            Format.LOOSE_SCHEMA,
            {"type": "json_schema", "json_schema": {"name": "Note", "schema": SCHEMA}},
            "Note it.",
        ),
        (Format.OBJECT_SCHEMA, {"type": "json_object", "schema": SCHEMA}, TOLD),
        (Format.OBJECT, {"type": "json_object"}, TOLD),
        (Format.TEXT, None, TOLD),
    ],
)
def test_the_rungs_below(format: Format, asked: dict[str, Any] | None, instructions: str):
    found = body(format=format)

    assert found.get("response_format") == asked
    assert found["messages"] == [{"role": "system", "content": instructions}, USER]


@pytest.mark.parametrize(
    ("known", "changed"),
    [
        (
            {"limit_name": "max_completion_tokens"},
            {"max_tokens": None, "max_completion_tokens": 900},
        ),
        ({"limit_name": None}, {"max_tokens": None}),
        ({"effort": "low"}, {"reasoning_effort": "low"}),
        ({"stream": True}, {"stream": True, "stream_options": {"include_usage": True}}),
        ({"stream": True, "refused": ("stream_options",)}, {"stream": True}),
        ({"told": True}, {"messages": [{"role": "system", "content": TOLD}, USER]}),
        ({"system": False}, {"messages": [{"role": "user", "content": "Note it.\n\nThe paper."}]}),
        ({"refused": ("temperature",), "thoughts": 500, "path": "/v1"}, {}),
    ],
)
def test_what_an_endpoint_wants_otherwise(known: dict[str, Any], changed: dict[str, Any]):
    expected = body() | changed
    expected = {name: value for name, value in expected.items() if value is not None}

    assert body(**known) == expected


def test_what_was_said_since_goes_along():
    said = [USER, {"role": "assistant", "content": "{}"}, {"role": "user", "content": "Mend it."}]
    question = replace(QUESTION, said=said)

    found = body_of(question, "m", Capabilities(system=False), 900)["messages"]

    assert found == [{"role": "user", "content": "Note it.\n\nThe paper."}, *said[1:]]
    assert said[0] == USER  # what was given is left as it is


def test_a_schema_without_what_says_nothing():
    class Shape(BaseModel):
        title: str = Field(title="T", description="the title")
        description: list[Note]
        properties: dict[str, str]

    assert plain_schema(Shape) == {
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "description": {"type": "array", "items": {"$ref": "#/$defs/Note"}},
            "properties": {"type": "object", "additionalProperties": {"type": "string"}},
        },
        "required": ["title", "description", "properties"],
        "$defs": {"Note": SCHEMA},
    }


@pytest.mark.parametrize("shape", [SummaryAnswer, ReportAnswer, TranslationAnswer])
def test_our_shapes_stay_strict(shape: type[BaseModel]):
    assert strict_problem(plain_schema(shape)) is None
    assert plain_schema(shape)["properties"].keys() == shape.model_fields.keys()


@pytest.mark.parametrize(
    ("wanted", "least"), [(4_000, 500), (1_600, 200), (300, 200), (24_000, 3_000)]
)
def test_fewer_tokens_are_no_whole_answer(wanted: int, least: int):
    assert replace(QUESTION, wanted=wanted).least == least


def test_how_many_tokens_it_is():
    said = [USER, {"role": "assistant", "content": "好的"}]

    assert replace(QUESTION, said=said).tokens == sum(
        map(estimate_tokens, ("Note it.", "The paper.", "好的"))
    )


def test_the_schema_counts_where_it_is_told_in_words():
    known = Capabilities()

    assert QUESTION.tokens_as_asked(known) == QUESTION.tokens
    for told in (replace(known, told=True), replace(known, format=Format.OBJECT)):
        assert QUESTION.tokens_as_asked(told) > QUESTION.tokens
    assert replace(QUESTION, plain=True).tokens_as_asked(known) > QUESTION.tokens


def test_a_plain_question_asks_for_little():
    known = Capabilities(effort="low", stream=True)

    found = body_of(replace(QUESTION, plain=True), "m", known, 900)

    assert found.keys() == {"model", "messages", "max_tokens", "stream"}
