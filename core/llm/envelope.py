"""An endpoint's response → what the model said and what it used. Pure.

Chat Completions is the rule, whole or as a stream of events; around it stand the other interfaces that gateways pass on
unasked (Responses, Anthropic's messages, Gemini's candidates, Ollama's and DashScope's own). Whatever the envelope,
what counts is: texts that may hold the answer, the likeliest first; how the model ended; what it used; or an error in a
response that calls itself a success.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.llm.loose_json import objects
from core.llm.usage import UNSAID, Usage, usage_of

# Wrappers around a response that gateways add.
_WRAPPERS = ("data", "result", "response", "output", "body")
_LENGTH = frozenset((
    "length", "max_tokens", "max_output_tokens", "model_length", "token_limit", "model_context_window",
    "model_context_window_exceeded", "incomplete",
))  # fmt: skip
_FILTERED = frozenset((
    "content_filter", "safety", "refusal", "sensitive", "blocklist", "prohibited_content", "recitation", "spii",
    "filtered",
))  # fmt: skip
# The model was stopped by trouble of the endpoint's own.
_FAILED = frozenset(("error", "network_error", "abort", "aborted", "insufficient_system_resource", "failed"))
_THOUGHTS = frozenset(("reasoning", "thinking", "redacted_thinking", "reasoning_text", "thought"))
_WELL = frozenset(("none", "0", "200", "ok", "success", "succeeded", "completed", "true"))
# Where other interfaces keep the text.
_TEXT_KEYS = (
    "output_text", "content", "text", "response", "completion", "generated_text", "result", "answer", "reply",
)  # fmt: skip
# Keys that only the envelope of a response has.
_ENVELOPE = frozenset(("choices", "message", "candidates", "output", "content"))
# More events than any answer has tokens; and how deep a text may be hidden.
MOST_EVENTS, DEEPEST = 200_000, 6


class Finish(StrEnum):
    """How the model ended."""

    STOP = "stop"
    LENGTH = "length"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said. `texts` may hold the answer, the likeliest first; `thought` says that it also thought, `cut`
    that the response itself breaks off."""

    texts: tuple[str, ...]
    finish: Finish = Finish.STOP
    usage: Usage = UNSAID
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
    """A response without an answer: `error` is what it says of itself, `status` the HTTP status it says it should have
    had, `page` that it is no model's at all."""

    error: str = ""
    page: bool = False
    status: int | None = None


def opened(body: bytes, content_type: str = "") -> Reply | Trouble:
    """What the response holds."""
    text = _decoded(body)
    stripped = text.strip().strip("\0")
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
    if text[:200].casefold().startswith(("<!doctype", "<html", "<head", "<body", "<?xml", "<!--")):
        return True
    return "html" in content_type and not text.startswith(("{", "[", "data:"))


def _events(text: str, content_type: str) -> list[Any] | None:
    """The events of a stream, or the lines of a log of JSON; None when it is neither."""
    lines = [line.strip() for line in text.split("\n", MOST_EVENTS)]
    data = [line.removeprefix("data:").strip() for line in lines if line.startswith("data:")]
    begins = text.startswith(("data:", "event:", ":", "id:", "retry:"))
    if data and (begins or "event-stream" in content_type):
        return [_json_or_none(each) for each in data if each and each != "[DONE]"]
    if begins and not data:
        return []
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
    """JSON that breaks off, JSON with something behind it, or no JSON: that may be the answer itself."""
    reads = [read for read in objects(text) if isinstance(read.value, dict) and _ENVELOPE & read.value.keys()]
    if not text.startswith("{") or not reads:
        return Reply((text,))
    if len(reads) > 1:
        return _assembled(read.value for read in reads)
    found = _of(reads[0].value, "")
    if isinstance(found, Reply) and (reads[0].broken or reads[0].unclosed):
        # What was said before it broke off may be whole; if it is not, nobody has thought for too long.
        return replace(found, finish=Finish.LENGTH, cut=True) if found.texts else Reply((), Finish.LENGTH, cut=True)
    return found


def _assembled(events: Iterable[Any]) -> Reply | Trouble:
    """The pieces of a stream put together."""
    content: list[str] = []
    reasoning: list[str] = []
    calls: list[str] = []
    finish, usage, trouble, whole = Finish.STOP, UNSAID, None, ""
    for event in events:
        if not isinstance(event, dict):
            continue
        choices = _choices(event)
        trouble = trouble or _trouble_of(event) or (_trouble_of(choices[0]) if choices else None)
        usage = _fuller(usage, event)
        if choices:
            piece = _message_of(choices[0])
            content.append(_text_of(piece.get("content")) or _text_of(choices[0].get("text")))
            reasoning.append(_reasoning_of(piece))
            calls.append("".join(_arguments_of(piece)))
            finish = _finish_of(choices[0]) or finish
        else:
            piece_text, is_whole = _event_text(event)
            if is_whole:
                whole = piece_text
            else:
                content.append(piece_text)
            finish = _finish_of(event) or finish
    texts = _distinct([_joined(content), _joined(calls), whole, _joined(reasoning)])
    if trouble and not texts:
        return trouble
    return Reply(texts, finish, usage, thought=any(reasoning) or usage.thoughts > 0)


def _joined(pieces: Sequence[str]) -> str:
    """The pieces one after the other; or the last, where each repeats all that was said before."""
    said = [piece for piece in pieces if piece]
    if len(said) > 2 and all(later.startswith(earlier) for earlier, later in itertools.pairwise(said)):
        return said[-1]
    return "".join(said)


def _fuller(usage: Usage, event: Mapping[str, Any]) -> Usage:
    """The usage with what an event says of it; some count up to the last event, some say each number once."""
    said = usage_of(event)
    for key in ("message", "response"):
        if said == UNSAID and isinstance(event.get(key), dict):
            said = usage_of(event[key])
    return Usage(
        prompt=said.prompt or usage.prompt,
        completion=said.completion or usage.completion,
        total=said.total or usage.total,
        cached=said.cached or usage.cached,
        thoughts=said.thoughts or usage.thoughts,
    )


def _event_text(event: Mapping[str, Any]) -> tuple[str, bool]:
    """The text in an event of another interface, and whether it is all of the text rather than a piece."""
    kind = str(event.get("type", ""))
    if kind.endswith("output_text.delta") or kind == "content_block_delta":
        return _text_of(event.get("delta")), False
    if kind == "response.completed":
        return next(_elsewhere(_dict(event.get("response"))), ""), True
    if kind.startswith("response.") or kind in ("message_start", "content_block_start"):
        return "", False
    for key in ("message", "response", "content", "output", "candidates"):
        texts = list(_elsewhere({key: event[key]})) if event.get(key) else []
        if texts:
            return texts[0], False
    return "", False


def _of(content: Any, text: str) -> Reply | Trouble:
    """What a whole response holds. `text` is what it says if it has no envelope."""
    if isinstance(content, list):
        return _of_list(content, text)
    if not isinstance(content, dict):
        return Reply(_distinct([content if isinstance(content, str) else text]))
    holder = next((each for each in (content, *map(content.get, _WRAPPERS)) if _choices(each)), None)
    if holder is not None:
        usage = usage_of(holder)
        return _of_choice(holder, usage if usage != UNSAID else usage_of(content))
    if trouble := _trouble_of(content):
        return trouble
    texts = list(_elsewhere(content))
    finish = _finish_of(content) or Finish.STOP
    # A gateway may hand the answer over without an envelope; with `choices` there was one, and it is empty.
    if "choices" not in content and finish is not Finish.FILTERED:
        texts.append(text)
    return Reply(_distinct(texts), finish, usage_of(content))


def _of_list(content: Sequence[Any], text: str) -> Reply | Trouble:
    """What a list of responses holds: pieces of one, or one of them. Gemini wraps its errors so."""
    if len(content) > 1 and all("delta" in each for event in content for each in _choices(event)):
        assembled = _assembled(content)
        if isinstance(assembled, Trouble) or assembled.texts:
            return assembled
    found = [_of(each, "") for each in content if isinstance(each, dict)]
    return next((each for each in found if isinstance(each, Trouble) or each.texts), Reply((text,)))


def _of_choice(holder: Mapping[str, Any], usage: Usage) -> Reply | Trouble:
    """What the first choice of that response holds."""
    choice = _choices(holder)[0]
    message = _message_of(choice)
    reasoning = _reasoning_of(message)
    said = [_text_of(message.get("content")), *_arguments_of(message), _text_of(choice.get("text"))]
    finish = _finish_of(choice) or Finish.STOP
    if not said[0].strip() and _refusal_of(message):
        finish = Finish.FILTERED
    texts = _distinct([*said, _json_of(message.get("parsed")), reasoning])
    trouble = _trouble_of(choice) or _trouble_of(holder)
    if trouble and not texts:
        return trouble
    return Reply(texts, finish, usage, thought=bool(reasoning) or usage.thoughts > 0)


def _choices(content: Any) -> list[Mapping[str, Any]]:
    """The choices of a response, each as an object; [] where it has none."""
    found = _dict(content).get("choices")
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        return []
    return [{"text": each} if isinstance(each, str) else each for each in found if isinstance(each, dict | str)]


def _message_of(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message of a choice, or a piece of it."""
    message = choice.get("message") or choice.get("delta")
    if isinstance(message, list) and message:
        message = message[-1]
    return {"content": message} if isinstance(message, str) else _dict(message)


def _elsewhere(content: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Texts where other interfaces keep them."""
    found = [_text_of(content.get(key)) for key in _TEXT_KEYS]
    message = _dict(content.get("message"))
    found += [_text_of(message.get("content")), *_arguments_of(message), _reasoning_of(message)]
    for candidate in _dicts(content.get("candidates")):
        inner = candidate.get("content")
        found.append(_text_of(inner.get("parts") if isinstance(inner, dict) else inner))
    for item in _dicts(content.get("output")):
        if item.get("type", "message") in ("message", "output_text", "text"):
            found.append(_text_of(item.get("content")) or _text_of(item.get("text")))
    yield from filter(None, found)
    for key in ("output", "data"):
        if depth < DEEPEST and isinstance(content.get(key), dict):
            yield from _elsewhere(content[key], depth + 1)


def _text_of(content: Any, depth: int = 0) -> str:
    """A text, or the text parts of a list put together; thoughts among them are none. An object may be the answer."""
    if isinstance(content, str):
        return content
    if depth > DEEPEST:
        return ""
    if isinstance(content, list):
        return "".join(_text_of(each, depth + 1) for each in content)
    if not isinstance(content, dict) or content.get("type") in _THOUGHTS or content.get("thought"):
        return ""
    for key in ("text", "content", "value", "parts"):
        if isinstance(content.get(key), str | dict | list):
            return _text_of(content[key], depth + 1)
    return "" if "type" in content else _json_of(content)


def _json_of(content: Any) -> str:
    """An object as JSON; "" for anything else, and for an empty one."""
    return json.dumps(content, ensure_ascii=False) if isinstance(content, dict) and content else ""


def _reasoning_of(message: Mapping[str, Any]) -> str:
    """What the model thought."""
    for key in ("reasoning_content", "reasoning", "thinking", "thought", "reasoning_text", "reasoning_details"):
        found = message.get(key)
        if isinstance(found, str) and found:
            return found
        pieces = found if isinstance(found, list) else [found]
        text = "".join(_text_of({**each, "type": "text"}) for each in _dicts(pieces))
        if text:
            return text
    return ""


def _refusal_of(message: Mapping[str, Any]) -> bool:
    """Whether the model refuses to write."""
    refusals = [message.get("refusal"), *(part.get("refusal") for part in _dicts(message.get("content")))]
    return any(isinstance(each, str) and each.strip() for each in refusals)


def _arguments_of(message: Mapping[str, Any]) -> Iterator[str]:
    """What the model put into a call of a function that nobody offered."""
    for call in [*_dicts(message.get("tool_calls")), {"function": message.get("function_call")}]:
        arguments = _dict(call.get("function")).get("arguments")
        if isinstance(arguments, str) and arguments:
            yield arguments
        elif text := _json_of(arguments):
            yield text


def _dict(content: Any) -> Mapping[str, Any]:
    return content if isinstance(content, dict) else {}


def _dicts(content: Any) -> list[Mapping[str, Any]]:
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []


def _finish_of(choice: Mapping[str, Any]) -> Finish | None:
    """How the model ended, where that is not just the end of its answer."""
    delta, candidates = _dict(choice.get("delta")), _dicts(choice.get("candidates"))
    for place in (choice, delta, *candidates[:1], _dict(choice.get("promptFeedback"))):
        for key in ("finish_reason", "finishReason", "stop_reason", "done_reason", "status", "blockReason"):
            said = str(place.get(key) or "").casefold()
            if said in _LENGTH:
                return Finish.LENGTH
            if said in _FILTERED:
                return Finish.FILTERED
    return None


def _trouble_of(content: Mapping[str, Any]) -> Trouble | None:
    """What a response, or a choice in it, says of an error, in its own words; None when it says none."""
    said = next(
        (content[key] for key in ("error", "errors", "detail", "error_msg", "errmsg") if content.get(key)), None
    )
    base = _dict(content.get("base_resp"))
    if said is None and base.get("status_code"):
        said = {"code": base["status_code"], "message": base.get("status_msg")}
    if said is None:
        code = next((content[key] for key in ("code", "status", "statusCode") if content.get(key) is not None), None)
        failed = content.get("success") is False or str(code).casefold() not in _WELL
        message = next((content[key] for key in ("message", "msg") if isinstance(content.get(key), str)), "")
        said = {"code": code, "message": message} if failed and message else None
    if said is None and str(content.get("finish_reason")).casefold() in _FAILED:
        said = f"finish_reason: {content['finish_reason']}"
    if said is None:
        return None
    return Trouble(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False), status=_status_in(said))


def _status_in(said: Any) -> int | None:
    """The HTTP status that an error says it should have had."""
    for key in ("code", "status", "status_code", "http_code"):
        code = str(_dict(said).get(key))
        if len(code) == 3 and code.isdecimal() and 400 <= int(code) < 600:
            return int(code)
    return None


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
