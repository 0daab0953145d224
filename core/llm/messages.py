"""What stands where in the messages of a response: texts, thoughts, calls of functions. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_THOUGHTS = frozenset(("reasoning", "thinking", "redacted_thinking", "reasoning_text", "thought"))
# Where other interfaces keep the text.
_TEXT_KEYS = (
    "output_text", "content", "text", "response", "completion", "generated_text", "result", "answer", "reply",
)  # fmt: skip
# How deep a text may be hidden.
DEEPEST = 6


def choices_of(content: Any) -> list[Mapping[str, Any]]:
    """The choices of a response, each as an object; [] where it has none."""
    found = as_dict(content).get("choices")
    if isinstance(found, dict):  # one alone, or several by their number
        found = list(found.values()) if all(str(key).isdecimal() for key in found) else [found]
    if not isinstance(found, list):
        return []
    return [
        {"text": each} if isinstance(each, str) else each
        for each in found
        if isinstance(each, dict | str)
    ]


def message_of(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message of a choice, or a piece of it."""
    message = choice.get("message") or choice.get("messages") or choice.get("delta")
    if isinstance(message, list) and message:
        message = message[-1]
    return {"content": message} if isinstance(message, str) else as_dict(message)


def elsewhere(content: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Texts where other interfaces keep them."""
    found = [text_of(content.get(key)) for key in _TEXT_KEYS]
    message = as_dict(content.get("message"))
    found += [text_of(message.get("content")), *arguments_of(message), reasoning_of(message)]
    for candidate in dicts_in(content.get("candidates")):
        inner = candidate.get("content")
        found.append(text_of(inner.get("parts") if isinstance(inner, dict) else inner))
    pieces = content.get("output")
    if isinstance(pieces, list) and all(isinstance(piece, str) for piece in pieces):
        found.append("".join(pieces))
    for item in dicts_in(pieces):
        if item.get("type", "message") in ("message", "output_text", "text"):
            found.append(text_of(item.get("content")) or text_of(item.get("text")))
    yield from filter(None, found)
    for key in ("output", "data"):
        if depth < DEEPEST and isinstance(content.get(key), dict):
            yield from elsewhere(content[key], depth + 1)


def text_of(content: Any, depth: int = 0) -> str:
    """A text, or the text parts of a list put together; thoughts among them are none. An object may
    be the answer."""
    if isinstance(content, str):
        return content
    if depth > DEEPEST:
        return ""
    if isinstance(content, list):
        return "".join(text_of(each, depth + 1) for each in content)
    if not isinstance(content, dict) or content.get("type") in _THOUGHTS or content.get("thought"):
        return ""
    for key in ("text", "content", "value", "parts"):
        if isinstance(content.get(key), str | dict | list):
            return text_of(content[key], depth + 1)
    return "" if "type" in content else json_of(content)


def json_of(content: Any) -> str:
    """An object as JSON; "" for anything else, and for an empty one."""
    return json.dumps(content, ensure_ascii=False) if isinstance(content, dict) and content else ""


def reasoning_of(message: Mapping[str, Any]) -> str:
    """What the model thought."""
    for key in (
        "reasoning_content",
        "reasoning",
        "thinking",
        "thought",
        "reasoning_text",
        "reasoning_details",
    ):
        found = message.get(key)
        if isinstance(found, str) and found:
            return found
        pieces = found if isinstance(found, list) else [found]
        text = "".join(text_of({**each, "type": "text"}) for each in dicts_in(pieces))
        if text:
            return text
    return ""


def declines(message: Mapping[str, Any]) -> bool:
    """Whether the model refuses to write."""
    refusals = [
        message.get("refusal"),
        *(part.get("refusal") for part in dicts_in(message.get("content"))),
    ]
    return any(isinstance(each, str) and each.strip() for each in refusals)


def arguments_of(message: Mapping[str, Any]) -> Iterator[str]:
    """What the model put into a call of a function that nobody offered."""
    for call in [*dicts_in(message.get("tool_calls")), {"function": message.get("function_call")}]:
        arguments = as_dict(call.get("function")).get("arguments")
        if isinstance(arguments, str) and arguments:
            yield arguments
        elif text := json_of(arguments):
            yield text


def as_dict(content: Any) -> Mapping[str, Any]:
    """The object; an empty one in place of anything else."""
    return content if isinstance(content, dict) else {}


def dicts_in(content: Any) -> list[Mapping[str, Any]]:
    """The objects in a list; [] for anything else."""
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []
