"""The events of a stream → what the model said in all of them. Pure."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from core.llm.endings import Finish, NoAnswer, finish_of, trouble_of
from core.llm.messages import (
    as_dict,
    calls_in,
    choices_of,
    elsewhere,
    message_of,
    reasoning_of,
    text_of,
    with_usual_keys,
)
from core.llm.reply import Reply, broken_by, distinct
from core.llm.usage import UNSAID, TokenCounts, usage_of

# Where events of other interfaces keep their text.
_TEXT_KEYS = (
    "message",
    "response",
    "result",
    "content",
    "output",
    "candidates",
    "answer",
    "token",
    "text",
)
# How the events that hold a piece of text end, by their type.
_PIECES = ("output_text.delta", "text-delta", "arguments.delta", "content_block_delta")
# What gateways put each event of a stream into.
_WRAPPERS = ("output", "payload", "data", "result", "response", "body")
MOST_EVENTS = 200_000  # more than any answer has tokens


class _Piece(NamedTuple):
    """The text in an event; `whole` when it is all of the text so far."""

    text: str
    whole: bool = False


def events_in(text: str, content_type: str) -> list[Any] | None:
    """The events of a stream, or the lines of a log of JSON; None when it is neither."""
    lines = [line.strip() for line in text.split("\n", MOST_EVENTS)]
    has_data = any(line.startswith("data:") for line in lines)
    begins = text.startswith(("data:", "event:", ":", "id:", "retry:"))
    if has_data and (begins or "event-stream" in content_type):
        return list(_data(lines))
    if begins and not has_data and not any(line.startswith("{") for line in lines):
        return []
    if len(lines) < 2:
        return None
    said = [line for line in lines if line]
    if not all(line.startswith("{") and line.endswith("}") for line in said):
        return None
    found = [json_or_none(line) for line in said]
    if not all(isinstance(each, dict) for each in found):
        return None
    return found


def _data(lines: Iterable[str]) -> Iterator[Any]:
    """The data of each event. Its lines belong together, unless each line is an object itself."""
    for _, group in itertools.groupby(lines, key=bool):
        data = [line.removeprefix("data:").strip() for line in group if line.startswith("data:")]
        data = [each for each in data if each and each != "[DONE]"]
        found = [json_or_none(each) for each in data]
        if len(found) > 1 and not all(isinstance(each, dict) for each in found):
            whole = json_or_none("\n".join(data))
            if isinstance(whole, dict):
                found = [whole]
        yield from found


def json_or_none(text: str) -> Any:
    """What the JSON says, or the JSON in a string of it; None when it is no JSON."""
    try:
        found = json.loads(text, strict=False)
        if isinstance(found, str):
            found = json.loads(found, strict=False)
    except (ValueError, RecursionError):
        return None
    return found


def assembled(events: Iterable[Any], *, done: bool = True) -> Reply | NoAnswer:
    """The pieces of a stream put together.

    Without `done` nothing has said that the stream is over, but for the reason to finish.
    """
    content: list[str] = []
    reasoning: list[str] = []
    calls: dict[str, list[str]] = {}
    whole = ""
    finish = Finish.STOP
    usage = UNSAID
    trouble: NoAnswer | None = None
    first: object = None
    for event in events:
        if not isinstance(event, dict):
            continue
        event = _opened(event)
        trouble = trouble or trouble_of(event)
        usage = _fuller(usage, event)
        holders = (event, *(event.get(key) for key in _WRAPPERS))
        choices = next(filter(None, map(choices_of, holders)), [])
        if choices:
            choice = choices[0]
            first = choice.get("index") if first is None else first
            if choice.get("index") not in (None, first):
                continue  # another answer, told by turns
            message = message_of(choice)
            trouble = trouble or trouble_of(choice)
            said = (text_of(each) for each in (message.get("content"), choice.get("text")))
            content.append(next(filter(None, said), "") or text_of(message.get("text")))
            reasoning.append(reasoning_of(message))
            for number, text in calls_in(message):
                calls.setdefault(number, []).append(text)
            finish = finish_of(choice) or finish
            done = done or bool(choice.get("finish_reason")) or "delta" not in choice
            continue
        piece = _piece_in(event)
        # Other interfaces have ends of their own, and what it used is counted at the end.
        done = done or bool(piece.text) or usage_of(event) != UNSAID
        if piece.whole:
            whole = piece.text or whole
        else:
            content.append(piece.text)
        finish = finish_of(event) or finish_of(as_dict(event.get("response"))) or finish
    called = map(_joined, calls.values())
    texts = distinct([_joined(content), *called, whole, _joined(reasoning)])
    if trouble and not texts:
        return trouble
    reply = Reply(texts, finish, usage, thought=any(reasoning) or usage.thoughts > 0)
    if content and not done and trouble is None:
        return reply.lost_at_its_end()
    return broken_by(trouble, reply)


def _opened(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event without a gateway's wrapper, with keys as usual."""
    inner = with_usual_keys(event)
    response = as_dict(inner.get("response"))
    return response if response.get("candidates") else inner


def _joined(pieces: Sequence[str]) -> str:
    """The pieces one after the other; only the last, where each repeats all pieces before it."""
    said = [piece for piece in pieces if piece]
    pairs = itertools.pairwise(said)
    if len(said) > 2 and all(later.startswith(earlier) for earlier, later in pairs):
        return said[-1]
    return "".join(said)


def _fuller(usage: TokenCounts, event: Mapping[str, Any]) -> TokenCounts:
    """The usage with what an event says of it.

    Some endpoints count up to the last event, some say each number once.
    """
    said = usage_of(event)
    for key in ("message", "response"):
        if said == UNSAID and isinstance(event.get(key), dict):
            said = usage_of(event[key])
    return TokenCounts(
        prompt=said.prompt or usage.prompt,
        completion=said.completion or usage.completion,
        total=said.total or usage.total,
        cached=said.cached or usage.cached,
        thoughts=said.thoughts or usage.thoughts,
    )


def _piece_in(event: Mapping[str, Any]) -> _Piece:
    """The text in an event of another interface."""
    kind = str(event.get("type", ""))
    if kind.endswith("output_text.done"):
        return _Piece(text_of(event.get("text")), whole=True)
    if kind.endswith(_PIECES):
        delta = as_dict(event.get("delta"))
        return _Piece(text_of(event.get("delta")) or text_of(delta.get("partial_json")))
    if event.get("contentBlockDelta"):  # Bedrock's
        return _Piece(text_of(as_dict(event["contentBlockDelta"]).get("delta")))
    if kind == "content-delta":  # Cohere's
        return _Piece(text_of(message_of(as_dict(event.get("delta"))).get("content")))
    if kind == "response.completed":
        text = next(elsewhere(as_dict(event.get("response"))), "")
        return _Piece(text, whole=True)
    if kind.startswith("response.") or kind in ("message_start", "content_block_start"):
        return _Piece("")
    for key in _TEXT_KEYS:
        if event.get(key):
            text = next(elsewhere({key: event[key]}), "")
            if key == "token":
                text = text_of(event[key])
            if text:
                return _Piece(text)
    return _Piece("")
