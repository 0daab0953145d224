"""An endpoint's response → what the model said and what it used. Pure.

Chat Completions is the rule, whole or as a stream of events; around it stand the other interfaces that gateways pass on
unasked (Responses, Anthropic's messages, Gemini's candidates, Ollama's and DashScope's own). Whatever the envelope,
what counts is: texts that may hold the answer, the likeliest first; how the model ended; what it used; or an error in a
response that calls itself a success.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Wrappers around a response that gateways add.
_WRAPPERS = ("data", "result", "response", "output", "body")
_LENGTH = frozenset(
    ("length", "max_tokens", "max_output_tokens", "model_length", "token_limit", "model_context_window")
)
_FILTERED = frozenset(
    (
        "content_filter",
        "safety",
        "refusal",
        "sensitive",
        "blocklist",
        "prohibited_content",
        "recitation",
        "spii",
        "filtered",
    )
)
# More events than any answer has tokens.
MOST_EVENTS = 200_000


class Finish(StrEnum):
    """How the model ended."""

    STOP = "stop"
    LENGTH = "length"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the endpoint counts them; None where it does not say. `cached` are part of `prompt`, `thoughts` of
    `completion`."""

    prompt: int | None = None
    completion: int | None = None
    total: int | None = None
    cached: int = 0
    thoughts: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said. `texts` may hold the answer, the likeliest first; `thought` says that it also thought, `cut`
    that the response itself breaks off."""

    texts: tuple[str, ...]
    finish: Finish = Finish.STOP
    usage: Usage = Usage()
    thought: bool = False
    cut: bool = False

    @property
    def thinking(self) -> bool:
        """Whether tokens went into thoughts; of an answer that is empty nothing else can be thought."""
        if self.cut:
            return False
        return self.thought or not self.texts or "<think" in self.texts[0][:200].casefold()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A response without an answer: `error` is what it says of itself, `page` that it is no model's at all."""

    error: str = ""
    page: bool = False


def opened(body: bytes, content_type: str = "") -> Reply | Trouble:
    """What the response holds."""
    text = _decoded(body)
    stripped = text.strip()
    if not stripped:
        return Reply(())
    if _is_page(stripped, content_type):
        return Trouble(page=True)
    events = _events(stripped, content_type)
    if events is not None:
        return _assembled(events)
    try:
        content = json.loads(stripped, strict=False)
    except (ValueError, RecursionError):
        return _unreadable(stripped)
    return _of(content, stripped)


def _decoded(body: bytes) -> str:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    return body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _is_page(text: str, content_type: str) -> bool:
    """Whether it is a page for people: a captive portal's, a gateway's front page, an error page."""
    opening = text[:200].lstrip().casefold()
    if opening.startswith(("<!doctype", "<html", "<head", "<body", "<?xml")):
        return True
    return "html" in content_type and not text.startswith(("{", "[", "data:"))


def _events(text: str, content_type: str) -> list[Any] | None:
    """The events of a stream, or the lines of a log of JSON; None when it is neither."""
    streamed = "event-stream" in content_type or text.startswith(("data:", "event:", ": ", ":\n", "id:"))
    lines = [line.strip() for line in text.split("\n", MOST_EVENTS)]
    if streamed:
        said = [line.removeprefix("data:").strip() for line in lines if line.startswith("data:")]
        return [_json_or_none(each) for each in said if each and each != "[DONE]"]
    if len(lines) < 2 or not all(line.startswith("{") and line.endswith("}") for line in lines if line):
        return None
    found = [_json_or_none(line) for line in lines if line]
    return found if all(isinstance(each, dict) for each in found) else None


def _json_or_none(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _unreadable(text: str) -> Reply | Trouble:
    """JSON that breaks off, or no JSON: if it is an envelope it is lost, else it may be the answer itself."""
    opening = text[:400]
    if any(f'"{key}"' in opening for key in ("choices", "message", "content", "object", "candidates")):
        return Reply((), Finish.LENGTH, cut=True)
    return Reply((text,))


def _assembled(events: Iterable[Any]) -> Reply | Trouble:
    """The pieces of a stream put together."""
    content: list[str] = []
    reasoning: list[str] = []
    calls: list[str] = []
    finish, usage, error, whole = Finish.STOP, Usage(), "", None
    for event in events:
        if not isinstance(event, dict):
            continue
        error = error or _error_of(event)
        usage = _usage_of(event) or usage
        for choice in _choices(event)[:1]:
            piece = choice.get("delta") or choice.get("message") or {}
            if isinstance(piece, str):
                piece = {"content": piece}
            content.append(_text_of(piece.get("content")) or _text_of(choice.get("text")))
            reasoning.append(_reasoning_of(piece))
            calls.append("".join(_arguments_of(piece)))
            finish = _finish_of(choice) or finish
        if not _choices(event):
            piece_text, is_whole = _event_text(event)
            content.append(piece_text)
            whole = piece_text if is_whole and piece_text else whole
            finish = _finish_of(event) or finish
    texts = ["".join(content), "".join(calls), whole or "", "".join(reasoning)]
    if error and not any(text.strip() for text in texts):
        return Trouble(error)
    return Reply(_distinct(texts), finish, usage, thought=any(reasoning) or usage.thoughts > 0)


def _event_text(event: Mapping[str, Any]) -> tuple[str, bool]:
    """The text in an event of another interface, and whether it is all of the text rather than a piece."""
    kind = str(event.get("type", ""))
    if kind.endswith("output_text.delta") or kind == "content_block_delta":
        delta = event.get("delta")
        return (delta if isinstance(delta, str) else _text_of((delta or {}).get("text"))), False
    if kind.startswith("response.") or kind in ("message_start", "content_block_start"):
        return "", False
    for key in ("message", "response", "content", "output", "candidates"):
        if texts := list(_elsewhere({key: event[key]})) if event.get(key) else []:
            return texts[0], False
    return "", False


def _of(content: Any, text: str) -> Reply | Trouble:
    """What a whole response holds."""
    if isinstance(content, str):
        return Reply((content,))
    if isinstance(content, list):  # Gemini wraps its errors so, others their answers
        found = [_of(each, "") for each in content if isinstance(each, dict)]
        return next((each for each in found if isinstance(each, Trouble) or each.texts), Reply((text,)))
    if not isinstance(content, dict):
        return Reply((text,))
    choices = _choices(content)
    usage = _usage_of(content) or Usage()
    if choices:
        return _of_choice(choices[0], usage)
    for key in _WRAPPERS:
        inner = content.get(key)
        if isinstance(inner, dict) and _choices(inner):
            return _of_choice(_choices(inner)[0], _usage_of(inner) or usage)
    if error := _error_of(content):
        return Trouble(error)
    texts = list(_elsewhere(content))
    # A gateway may hand the answer over without an envelope; with `choices` there was one, and it is empty.
    bare = [] if "choices" in content else [text]
    return Reply(_distinct([*texts, *bare]), _finish_of(content) or Finish.STOP, usage)


def _of_choice(choice: Mapping[str, Any], usage: Usage) -> Reply:
    message = choice.get("message") or choice.get("delta") or {}
    if isinstance(message, str):
        message = {"content": message}
    refusal = message.get("refusal")
    reasoning = _reasoning_of(message)
    texts = [_text_of(message.get("content")), *_arguments_of(message), _text_of(choice.get("text")), reasoning]
    finish = _finish_of(choice) or Finish.STOP
    if isinstance(refusal, str) and refusal.strip() and not texts[0].strip():
        finish = Finish.FILTERED
    return Reply(_distinct(texts), finish, usage, thought=bool(reasoning) or usage.thoughts > 0)


def _choices(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = content.get("choices")
    if isinstance(found, dict):
        found = [found]
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _elsewhere(content: Mapping[str, Any]) -> Iterator[str]:
    """Texts where other interfaces keep them."""
    for key in (
        "output_text",
        "content",
        "text",
        "response",
        "completion",
        "generated_text",
        "result",
        "answer",
        "reply",
    ):
        if text := _text_of(content.get(key)):
            yield text
    message = content.get("message")
    if isinstance(message, dict):
        yield from filter(None, (_text_of(message.get("content")), *_arguments_of(message), _reasoning_of(message)))
    for candidate in _dicts(content.get("candidates")):
        inner = candidate.get("content")
        yield _text_of(inner.get("parts") if isinstance(inner, dict) else inner)
    output = content.get("output")
    if isinstance(output, dict):
        yield from _elsewhere(output)
    for item in _dicts(output):
        if item.get("type", "message") in ("message", "output_text", "text"):
            yield _text_of(item.get("content")) or _text_of(item.get("text"))
    data = content.get("data")
    if isinstance(data, dict):
        yield from _elsewhere(data)


def _text_of(content: Any) -> str:
    """A text, or the text parts of a list put together; thoughts among them are none."""
    match content:
        case str():
            return content
        case dict():
            if str(content.get("type", "text")) in ("reasoning", "thinking", "redacted_thinking") or content.get(
                "thought"
            ):
                return ""
            inner = content.get("text", content.get("content"))
            if isinstance(inner, dict):
                inner = inner.get("value")
            return _text_of(inner) if inner is not content else ""
        case list():
            return "".join(_text_of(each) for each in content)
        case _:
            return ""


def _reasoning_of(message: Mapping[str, Any]) -> str:
    for key in ("reasoning_content", "reasoning", "thinking", "thought", "reasoning_text"):
        found = message.get(key)
        if isinstance(found, str) and found:
            return found
        if isinstance(found, dict | list) and (text := _text_of(found)):
            return text
    return ""


def _arguments_of(message: Mapping[str, Any]) -> Iterator[str]:
    """What the model put into a call of a function that nobody offered."""
    calls = [*_dicts(message.get("tool_calls")), {"function": message.get("function_call")}]
    for call in calls:
        function = call.get("function")
        arguments = function.get("arguments") if isinstance(function, dict) else None
        if isinstance(arguments, str) and arguments:
            yield arguments
        elif isinstance(arguments, dict):
            yield json.dumps(arguments, ensure_ascii=False)


def _dicts(content: Any) -> list[Mapping[str, Any]]:
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []


def _finish_of(choice: Mapping[str, Any]) -> Finish | None:
    for key in ("finish_reason", "finishReason", "stop_reason", "done_reason", "status"):
        said = str(choice.get(key) or "").casefold()
        if said in _LENGTH or (key == "status" and said == "incomplete"):
            return Finish.LENGTH
        if said in _FILTERED:
            return Finish.FILTERED
    return None


def _error_of(content: Mapping[str, Any]) -> str:
    """What a response says of an error, in its own words; "" when it says none."""
    for key in ("error", "errors", "detail", "error_msg", "errmsg"):
        said = content.get(key)
        if said:
            return _said(said)
    code = content.get("code", content.get("status", content.get("statusCode")))
    failed = content.get("success") is False or str(code).casefold() not in (
        "none",
        "0",
        "200",
        "ok",
        "success",
        "completed",
    )
    message = content.get("message", content.get("msg"))
    if failed and isinstance(message, str) and message:
        return f"{code}: {message}"
    return ""


def _said(error: Any) -> str:
    if isinstance(error, dict):
        parts = [error.get(key) for key in ("code", "type", "message", "msg", "status")]
        return " ".join(str(part) for part in parts if part) or json.dumps(error, ensure_ascii=False)
    return error if isinstance(error, str) else json.dumps(error, ensure_ascii=False)


def _usage_of(content: Mapping[str, Any]) -> Usage | None:
    found = (
        content.get("usage") or content.get("usageMetadata") or content.get("usage_metadata") or content.get("x_groq")
    )
    if isinstance(found, dict) and isinstance(found.get("usage"), dict):
        found = found["usage"]
    if not isinstance(found, dict):
        found = content if "prompt_eval_count" in content or "eval_count" in content else None
    if found is None:
        return None
    details = [inner for inner in found.values() if isinstance(inner, dict)]
    return Usage(
        prompt=_count(found, "prompt_tokens", "input_tokens", "promptTokenCount", "prompt_eval_count"),
        completion=_count(found, "completion_tokens", "output_tokens", "candidatesTokenCount", "eval_count"),
        total=_count(found, "total_tokens", "totalTokenCount"),
        cached=_among([found, *details], "cached_tokens", "prompt_cache_hit_tokens", "cache_read_input_tokens"),
        thoughts=_among([found, *details], "reasoning_tokens", "thoughtsTokenCount"),
    )


def _among(places: Iterable[Mapping[str, Any]], *names: str) -> int:
    return next((count for place in places if (count := _count(place, *names))), 0)


def _count(found: Mapping[str, Any], *names: str) -> int | None:
    """A number of tokens; None where there is none, or none that can be."""
    for name in names:
        value = found.get(name)
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                continue
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and math.isfinite(value)
            and 0 < value < 10**9
        ):
            return int(value)
    return None


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
