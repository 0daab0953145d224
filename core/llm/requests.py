"""A prompt and what an endpoint takes → the body of the request. Pure."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from core.llm.budget import estimate_tokens
from core.llm.capabilities import Capabilities, Format
from core.records import TextKey

# Keys of a JSON schema that say nothing about the shape. A model that repeats the schema would
# repeat their values as texts.
_SAYING_NOTHING = frozenset(("title", "description"))


@dataclass(frozen=True, slots=True)
class Keep:
    """By what mark an answer is kept, and until which text is written."""

    mark: str
    text: TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a model is asked.

    `said` are the messages after the instructions; `wanted` tokens are enough for an answer.
    `subject` tells one text to be written from another; somebody waits for an `urgent` one. A
    `plain` question is asked without anything an endpoint may stumble over, above all without a way
    to hold the model to a structure: where that gave nothing, words may. `keep` says how the answer
    is kept, if it is for a text of a paper.
    """

    instructions: str
    said: Sequence[Mapping[str, str]]
    shape: type[BaseModel]
    wanted: int
    subject: str
    urgent: bool
    plain: bool = False
    keep: Keep | None = None

    @property
    def least(self) -> int:
        """The tokens below which no whole answer can be expected."""
        return max(self.wanted // 8, 200)

    @property
    def tokens(self) -> int:
        """About how many tokens its texts are."""
        texts = (self.instructions, *(message["content"] for message in self.said))
        return sum(map(estimate_tokens, texts))

    def tokens_as_asked(self, known: Capabilities) -> int:
        """About how many tokens its texts are, with the schema where that endpoint is told it in
        words."""
        words = _schema_in_words(self, known)
        if not words:
            return self.tokens
        return self.tokens + estimate_tokens(words)


@dataclass(frozen=True, slots=True)
class Request:
    """The body of a request, and about how many tokens its question has."""

    body: Mapping[str, Any]
    tokens: int


def body_of(question: Question, model: str, known: Capabilities, tokens: int) -> dict[str, Any]:
    """The request as that endpoint takes it, for an answer of at most so many tokens."""
    schema = plain_schema(question.shape)
    instructions = question.instructions + _schema_in_words(question, known)
    body: dict[str, Any] = {
        "model": model,
        "messages": _messages(instructions, question.said, known),
    }
    body |= _format(_format_for(question, known), question.shape.__name__, schema)
    if known.limit_name:
        body[known.limit_name] = tokens
    if known.effort and not question.plain:
        body["reasoning_effort"] = known.effort
    if known.stream:
        body["stream"] = True
        if "stream_options" not in known.refused and not question.plain:
            body["stream_options"] = {"include_usage": True}
    return body


def _format_for(question: Question, known: Capabilities) -> Format:
    """How that question asks for structure at that endpoint."""
    return Format.TEXT if question.plain else known.format


def _schema_in_words(question: Question, known: Capabilities) -> str:
    """What the instructions say of the schema; "" where the endpoint holds the model to it."""
    if not known.told and _format_for(question, known) in (Format.SCHEMA, Format.LOOSE_SCHEMA):
        return ""
    told = json.dumps(plain_schema(question.shape), ensure_ascii=False)
    return f"\nAnswer with one JSON object that fits this JSON schema, and nothing else:\n{told}"


@functools.cache
def plain_schema(shape: type[BaseModel]) -> dict[str, Any]:
    """The shape's JSON schema without titles and descriptions; one object for all, not to be
    changed."""
    found: dict[str, Any] = _plain(shape.model_json_schema())
    return found


def _plain(value: Any, *, names: bool = False) -> Any:
    """A part of the schema without titles and descriptions.

    `names` says that the keys are names of fields: such a field may be called `title`.
    """
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for key, inner in value.items():
        if names or key not in _SAYING_NOTHING:
            holds_names = key in ("properties", "$defs") and not names
            found[key] = _plain(inner, names=holds_names)
    return found


def _messages(
    instructions: str, said: Sequence[Mapping[str, str]], known: Capabilities
) -> list[dict[str, str]]:
    """The messages, the instructions first: in a system message or before the first words."""
    messages = [dict(message) for message in said]
    if known.system:
        return [{"role": "system", "content": instructions}, *messages]
    messages[0]["content"] = f"{instructions}\n\n{messages[0]['content']}"
    return messages


def _format(wanted: Format, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the body that asks for structure in that way."""
    match wanted:
        case Format.SCHEMA:
            strict = {"name": name, "strict": True, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": strict}}
        case Format.LOOSE_SCHEMA:
            loose = {"name": name, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": loose}}
        case Format.OBJECT_SCHEMA:
            return {"response_format": {"type": "json_object", "schema": schema}}
        case Format.OBJECT:
            return {"response_format": {"type": "json_object"}}
        case Format.TEXT:
            return {}
