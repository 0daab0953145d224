"""What stands where in the messages of a response: texts, thoughts, calls of functions. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_THOUGHTS = frozenset(("reasoning", "thinking", "redacted_thinking", "reasoning_text", "thought"))
# Where other interfaces keep the text.
_TEXT_KEYS = (
    "output_text", "content", "text", "response", "completion", "generated_text", "result",
    "answer", "reply", "generation",
)  # fmt: skip
_REASONING_KEYS = (
    "reasoning_content",
    "reasoning",
    "thinking",
    "thought",
    "reasoning_text",
    "reasoning_details",
    "thinking_blocks",
)
# Where a piece of thoughts keeps its text, beside the usual places.
_THOUGHT_KEYS = ("thinking", "summary")
# Where a part that is no text keeps an object.
_OBJECT_KEYS = ("json", "input", "output", "arguments", "parsed")
# Where a call keeps what it hands over: of a function, of a tool of one's own, of Anthropic's.
_ARGUMENTS = ("arguments", "input", "args", "parameters")
# What other interfaces call an item that holds the text.
_SAID = ("message", "message.output", "output_text", "text")
# Levels at which a text may stand.
DEEPEST = 6


def choices_of(content: Any) -> list[Mapping[str, Any]]:
    """The choices of a response, each as an object; [] where it has none."""
    found = as_dict(content).get("choices")
    if isinstance(found, str):
        found = [found]
    if isinstance(found, dict):  # a single one, or several by their numbers
        by_number = all(str(key).isdecimal() for key in found)
        found = list(found.values()) if by_number else [found]
    if not isinstance(found, list):
        return []
    choices: list[Mapping[str, Any]] = []
    for each in found:
        if isinstance(each, list):  # a list too many
            choices += choices_of({"choices": each})
        elif isinstance(each, str):
            choices.append({"text": each})
        elif isinstance(each, dict):
            choices.append(each)
    return choices


def message_of(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message of a choice, or a piece of it."""
    message = choice.get("message") or choice.get("messages") or choice.get("delta")
    if isinstance(message, list) and message:
        message = message[-1]
    if isinstance(message, str):
        return {"content": message}
    return as_dict(message)


def elsewhere(content: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Texts where other interfaces keep them."""
    found = [text_of(content.get(key)) for key in (*_TEXT_KEYS, "parts")]
    message = as_dict(content.get("message"))
    found.append(text_of(as_dict(content.get("audio")).get("transcript")))
    found += [text_of(message.get("content")), *arguments_of(message), reasoning_of(message)]
    for candidate in dicts_in(content.get("candidates")):
        inner = candidate.get("content")
        if isinstance(inner, dict):
            inner = inner.get("parts")
        found.append(text_of(inner))
    pieces = content.get("output")
    if isinstance(pieces, str):
        found.append(pieces)
    if isinstance(pieces, list) and all(isinstance(piece, str) for piece in pieces):
        found.append("".join(pieces))
    for item in (*dicts_in(pieces), *dicts_in(content.get("outputs"))):
        if item.get("type", "message") in _SAID:
            found.append(text_of(item.get("content")) or text_of(item.get("text")))
    yield from filter(None, found)
    for key in ("output", "data"):
        if depth < DEEPEST and isinstance(content.get(key), dict):
            yield from elsewhere(content[key], depth + 1)


def text_of(content: Any, depth: int = 0) -> str:
    """The text, or the texts in a list put together, without thoughts.

    An object that holds no text may be the answer, and is given as JSON.
    """
    if isinstance(content, str):
        return content
    if depth > DEEPEST:
        return ""
    if isinstance(content, list):
        return "".join(text_of(each, depth + 1) for each in content)
    if (
        not isinstance(content, dict)
        or str(content.get("type")) in _THOUGHTS
        or content.get("thought")
    ):
        return ""
    for key in ("text", "content", "value", "parts"):
        if isinstance(content.get(key), str | dict | list):
            return text_of(content[key], depth + 1)
    if "type" not in content:
        return json_of(content)
    held = next((content[key] for key in _OBJECT_KEYS if content.get(key)), None)
    return held if isinstance(held, str) else json_of(held)


def json_of(content: Any) -> str:
    """An object as JSON; "" for anything else, and for an empty one."""
    if not isinstance(content, dict) or not content:
        return ""
    return json.dumps(content, ensure_ascii=False)


def reasoning_of(message: Mapping[str, Any]) -> str:
    """What the model thought."""
    for key in _REASONING_KEYS:
        found = message.get(key)
        if isinstance(found, str) and found:
            return found
        pieces = found if isinstance(found, list) else [found]
        text = "".join(_thought_in(each) for each in dicts_in(pieces))
        if text:
            return text
    more = message.get("provider_specific_fields")  # LiteLLM's
    return reasoning_of(more) if isinstance(more, dict) else ""


def _thought_in(piece: Mapping[str, Any]) -> str:
    """The text of a piece of thoughts."""
    for key in _THOUGHT_KEYS:
        text = text_of(piece.get(key))
        if text:
            return text
    return text_of({**piece, "type": "text"})


def declines(message: Mapping[str, Any]) -> bool:
    """Whether the model refuses to write."""
    for part in (message, *dicts_in(message.get("content"))):
        refusal = part.get("refusal")
        if isinstance(refusal, str) and refusal.strip():
            return True
    return False


def arguments_of(message: Mapping[str, Any]) -> Iterator[str]:
    """What the model put into a call of a function that nobody offered."""
    for _, text in calls_in(message):
        yield text


def calls_in(message: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the model put into calls of functions that nobody offered, each with the number of its
    call, "" where it has none."""
    calls = message.get("tool_calls")
    each = dicts_in([calls] if isinstance(calls, dict) else calls)
    functions = [(call, call.get("function") or call.get("custom") or call) for call in each]
    for call, function in (*functions, ({}, message.get("function_call"))):
        found = as_dict(function)
        arguments = next((found[key] for key in _ARGUMENTS if found.get(key)), None)
        text = arguments if isinstance(arguments, str) else json_of(arguments)
        if text:
            yield str(call.get("index", "")), text


def with_usual_keys(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The response, or an event of one, with keys as usual where they are `LikeThis`."""
    if content.keys().isdisjoint(("Choices", "Response")):
        return content
    return as_dict(in_snake_case(content))


def in_snake_case(content: Any) -> Any:
    """A copy with `FinishReason` as `finish_reason` at every level."""
    if isinstance(content, list):
        return [in_snake_case(each) for each in content]
    if not isinstance(content, dict):
        return content
    return {
        re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).casefold(): in_snake_case(inner)
        for key, inner in content.items()
    }


def as_dict(content: Any) -> Mapping[str, Any]:
    """The object; an empty one in place of anything else."""
    return content if isinstance(content, dict) else {}


def dicts_in(content: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; [] for anything else."""
    if not isinstance(content, list):
        return []
    return [each for each in content if isinstance(each, dict)]
