"""An endpoint's response → what the model said and what it used. Pure.

Chat Completions is the rule, whole or as a stream of events; around it stand the other interfaces
that gateways pass on unasked (Responses, Anthropic's messages, Gemini's candidates, Ollama's and
DashScope's own). Whatever the envelope, what counts is: texts that may hold the answer, the
likeliest first; how the model ended; what it used; or an error in a response that calls itself a
success.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.llm.loose_json import objects
from core.llm.messages import (
    arguments_of,
    as_dict,
    choices_of,
    declines,
    dicts_in,
    elsewhere,
    json_of,
    message_of,
    reasoning_of,
    text_of,
)
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
_FAILED = frozenset(
    ("error", "network_error", "abort", "aborted", "insufficient_system_resource", "failed")
)
_ERRORS = ("error", "errors", "detail", "error_msg", "errmsg")
_WELL = frozenset(("none", "0", "200", "ok", "success", "succeeded", "completed", "true"))
# Keys that only the envelope of a response has.
_ENVELOPE = frozenset(("choices", "message", "candidates", "output", "content"))
# Content that was put between quotation marks without a look at its own.
_BY_HAND = re.compile(r"""[\"']content[\"']\s*:\s*\"(?=\s*\{\s*\"\w)""")
# More events than any answer has tokens, more choices than anybody asks for; bytes of a character
# at most.
MOST_EVENTS, MOST_CHOICES, LONGEST_CHARACTER = 200_000, 8, 4


class Finish(StrEnum):
    """How the model ended."""

    STOP = "stop"
    LENGTH = "length"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said. `texts` may hold the answer, the likeliest first; `thought` says that it
    also thought, `cut` that the response itself breaks off, `lost` that the connection broke before
    its end."""

    texts: tuple[str, ...]
    finish: Finish = Finish.STOP
    usage: Usage = UNSAID
    thought: bool = False
    cut: bool = False
    lost: bool = False

    def lost_at_its_end(self) -> Reply:
        """The same, the connection broken behind it. What came before may be whole."""
        return replace(self, finish=Finish.LENGTH, cut=True, lost=True)

    @property
    def thinking(self) -> bool:
        """Whether tokens went into thoughts; of an answer that is empty nothing else can be
        thought."""
        if self.cut:
            return False
        return self.thought or not self.texts or "<think" in self.texts[0][:200].casefold()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A response without an answer: `error` is what it says of itself, `status` the HTTP status it
    says it should have had, `page` that it is no model's at all."""

    error: str = ""
    page: bool = False
    status: int | None = None


def opened(body: bytes, content_type: str = "") -> Reply | Trouble:
    """What the response holds."""
    text = _decoded(body, content_type)
    stripped = text.strip().strip("\0")
    if not stripped:
        return Reply(())
    if _is_page(stripped, content_type):
        # Warnings of a gateway's own may stand before the answer, and make a page of it.
        return _unreadable(stripped) if '"choices"' in stripped else Trouble(page=True)
    events = _events(stripped, content_type)
    if events is not None and (not events or any(isinstance(each, dict) for each in events)):
        return _assembled(events)
    try:
        content = json.loads(stripped, strict=False)
    except (ValueError, RecursionError):
        return _unreadable(stripped)
    return _of(content, stripped)


def _decoded(body: bytes, content_type: str) -> str:
    """The text, in UTF-8 unless it is not: then in the encoding it names, or the one that Chinese
    programs write."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        if (
            error.end == len(body) and len(body) - error.start < LONGEST_CHARACTER
        ):  # it breaks off within a character
            return body[: error.start].decode()
    named = re.search(r"charset=[\"']?([\w-]{1,40})", content_type)
    for encoding in (named[1] if named else "", "gb18030"):
        with suppress(LookupError, ValueError):
            return body.decode(encoding)
    return body.decode("utf-8", "replace")


def _is_page(text: str, content_type: str) -> bool:
    """Whether it is a page for people: a captive portal's, a gateway's front page, an error
    page."""
    if text[:200].casefold().startswith(("<!doctype", "<html", "<head", "<body", "<?xml", "<!--")):
        return True
    return "html" in content_type and not text.startswith(("{", "[", "data:"))


def _events(text: str, content_type: str) -> list[Any] | None:
    """The events of a stream, or the lines of a log of JSON; None when it is neither."""
    lines = [line.strip() for line in text.split("\n", MOST_EVENTS)]
    has_data = any(line.startswith("data:") for line in lines)
    begins = text.startswith(("data:", "event:", ":", "id:", "retry:"))
    if has_data and (begins or "event-stream" in content_type):
        return list(_data(lines))
    if begins and not has_data and not any(line.startswith("{") for line in lines):
        return []
    if len(lines) < 2 or not all(
        line.startswith("{") and line.endswith("}") for line in lines if line
    ):
        return None
    found = [_json_or_none(line) for line in lines if line]
    return found if all(isinstance(each, dict) for each in found) else None


def _data(lines: Iterable[str]) -> Iterator[Any]:
    """The data of each event. Its lines belong together, unless each is one of its own."""
    for _, group in itertools.groupby(lines, key=bool):
        data = [line.removeprefix("data:").strip() for line in group if line.startswith("data:")]
        data = [each for each in data if each and each != "[DONE]"]
        found = [_json_or_none(each) for each in data]
        if len(found) > 1 and not all(isinstance(each, dict) for each in found):
            whole = _json_or_none("\n".join(data))
            found = [whole] if isinstance(whole, dict) else found
        yield from found


def _json_or_none(text: str) -> Any:
    try:
        found = json.loads(text, strict=False)
        return json.loads(found, strict=False) if isinstance(found, str) else found
    except (ValueError, RecursionError):
        return None


def _unreadable(text: str) -> Reply | Trouble:
    """JSON that breaks off, JSON with something behind it, or no JSON: that may be the answer
    itself."""
    reads = [
        read
        for read in objects(text)
        if isinstance(read.value, dict)
        and (_ENVELOPE & read.value.keys() if text.startswith("{") else choices_of(read.value))
    ]
    if not reads:
        return Reply((text,))
    if by_hand := _BY_HAND.search(text):
        return Reply((text[by_hand.end() :],), finish=Finish.LENGTH, cut=True)
    if len(reads) > 1:
        return _assembled(read.value for read in reads)
    found = _of(reads[0].value, "")
    if isinstance(found, Reply) and (reads[0].broken or reads[0].unclosed):
        # What was said before it broke off may be whole; if it is not, nobody has thought for too
        # long.
        return (
            replace(found, finish=Finish.LENGTH, cut=True)
            if found.texts
            else Reply((), Finish.LENGTH, cut=True)
        )
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
        choices = choices_of(event)
        trouble = trouble or _trouble_of(event) or (_trouble_of(choices[0]) if choices else None)
        usage = _fuller(usage, event)
        if choices:
            piece = message_of(choices[0])
            content.append(text_of(piece.get("content")) or text_of(choices[0].get("text")))
            reasoning.append(reasoning_of(piece))
            calls.append("".join(arguments_of(piece)))
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
    if len(said) > 2 and all(
        later.startswith(earlier) for earlier, later in itertools.pairwise(said)
    ):
        return said[-1]
    return "".join(said)


def _fuller(usage: Usage, event: Mapping[str, Any]) -> Usage:
    """The usage with what an event says of it; some count up to the last event, some say each
    number once."""
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
    """The text in an event of another interface, and whether it is all of the text rather than a
    piece."""
    kind = str(event.get("type", ""))
    if kind.endswith("output_text.delta") or kind == "content_block_delta":
        return text_of(event.get("delta")), False
    if kind == "response.completed":
        return next(elsewhere(as_dict(event.get("response"))), ""), True
    if kind.startswith("response.") or kind in ("message_start", "content_block_start"):
        return "", False
    for key in (
        "message",
        "response",
        "content",
        "output",
        "candidates",
        "answer",
        "token",
        "text",
    ):
        texts = list(elsewhere({key: event[key]})) if event.get(key) else []
        if texts:
            return texts[0], False
    return "", False


def _of(content: Any, text: str) -> Reply | Trouble:
    """What a whole response holds. `text` is what it says if it has no envelope."""
    if isinstance(content, list):
        return _of_list(content, text)
    if not isinstance(content, dict):
        return Reply(_distinct([content if isinstance(content, str) else text]))
    holder = next(
        (each for each in (content, *map(content.get, _WRAPPERS)) if choices_of(each)), None
    )
    if holder is not None:
        usage = usage_of(holder)
        return _of_choices(holder, usage if usage != UNSAID else usage_of(content))
    if trouble := _trouble_of(content):
        return trouble
    texts = list(elsewhere(content))
    finish = _finish_of(content) or Finish.STOP
    # A gateway may hand the answer over without an envelope; with `choices` there was one, and it
    # is empty.
    if "choices" not in content and finish is not Finish.FILTERED:
        texts.append(text)
    return Reply(_distinct(texts), finish, usage_of(content))


def _of_list(content: Sequence[Any], text: str) -> Reply | Trouble:
    """What a list of responses holds: pieces of one, or one of them. Gemini wraps its errors so."""
    if len(content) > 1 and all("delta" in each for event in content for each in choices_of(event)):
        assembled = _assembled(content)
        if isinstance(assembled, Trouble) or assembled.texts:
            return assembled
    found = [_of(each, "") for each in content if isinstance(each, dict)]
    return next((each for each in found if isinstance(each, Trouble) or each.texts), Reply((text,)))


def _of_choices(holder: Mapping[str, Any], usage: Usage) -> Reply | Trouble:
    """What the first choice of that response holds; where it says nothing, another one may."""
    found = [_of_choice(choice, holder, usage) for choice in choices_of(holder)[:MOST_CHOICES]]
    return next((each for each in found if isinstance(each, Reply) and each.texts), found[0])


def _of_choice(
    choice: Mapping[str, Any], holder: Mapping[str, Any], usage: Usage
) -> Reply | Trouble:
    """What that choice of the response holds."""
    message = message_of(choice)
    reasoning = reasoning_of(message)
    said = [text_of(message.get("content")), *arguments_of(message), text_of(choice.get("text"))]
    finish = _finish_of(choice) or Finish.STOP
    if not said[0].strip() and declines(message):
        finish = Finish.FILTERED
    texts = _distinct([*said, json_of(message.get("parsed")), reasoning])
    trouble = _trouble_of(choice) or _trouble_of(holder)
    if trouble and not texts:
        return trouble
    return Reply(texts, finish, usage, thought=bool(reasoning) or usage.thoughts > 0)


def _finish_of(choice: Mapping[str, Any]) -> Finish | None:
    """How the model ended, where that is not just the end of its answer."""
    delta, candidates = as_dict(choice.get("delta")), dicts_in(choice.get("candidates"))
    for place in (choice, delta, *candidates[:1], as_dict(choice.get("promptFeedback"))):
        for key in (
            "finish_reason",
            "finishReason",
            "stop_reason",
            "done_reason",
            "status",
            "blockReason",
        ):
            said = str(place.get(key) or "").casefold()
            if said in _LENGTH:
                return Finish.LENGTH
            if said in _FILTERED:
                return Finish.FILTERED
    return None


def _trouble_of(content: Mapping[str, Any]) -> Trouble | None:
    """What a response, or a choice in it, says of an error, in its own words; None when it says
    none."""
    content = {str(key).casefold(): inner for key, inner in content.items()}
    inside = {str(key).casefold(): inner for key, inner in as_dict(content.get("response")).items()}
    said = next((content[key] for key in _ERRORS if content.get(key)), None) or inside.get("error")
    base = as_dict(content.get("base_resp"))
    if said is None and base.get("status_code"):
        said = {"code": base["status_code"], "message": base.get("status_msg")}
    if said is None:
        code = next(
            (
                content[key]
                for key in ("code", "status", "statuscode")
                if content.get(key) is not None
            ),
            None,
        )
        failed = content.get("success") is False or str(code).casefold() not in _WELL
        message = next(
            (content[key] for key in ("message", "msg") if isinstance(content.get(key), str)), ""
        )
        said = {"code": code, "message": message} if failed and message else None
    if said is None and str(content.get("finish_reason")).casefold() in _FAILED:
        said = f"finish_reason: {content['finish_reason']}"
    if said is None:
        return None
    return Trouble(
        said if isinstance(said, str) else json.dumps(said, ensure_ascii=False),
        status=_status_in(said),
    )


def _status_in(said: Any) -> int | None:
    """The HTTP status that an error says it should have had."""
    for key in ("code", "status", "status_code", "http_code"):
        code = str(as_dict(said).get(key))
        if len(code) == 3 and code.isdecimal() and 400 <= int(code) < 600:
            return int(code)
    return None


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.strip()))
