"""An endpoint's response → what the model said and what it used. Pure.

Most responses are Chat Completions, whole or as a stream of events. Some gateways pass on other
interfaces unasked: Responses, Anthropic's messages, Gemini's candidates, Ollama's and DashScope's
own. What is taken out of any envelope: texts that may hold the answer, the likeliest first; how the
model ended; what it used; or an error in a response that calls itself a success.
"""

# Chinese is read here: a colon of full width.

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from core.llm.endings import Finish, Trouble, finish_of, trouble_of
from core.llm.error_bodies import TOLD, words_of
from core.llm.loose_json import Read, objects
from core.llm.messages import (
    arguments_of,
    as_dict,
    choices_of,
    declines,
    elsewhere,
    in_snake_case,
    json_of,
    message_of,
    reasoning_of,
    text_of,
)
from core.llm.usage import UNSAID, Usage, usage_of

# Wrappers around a response that gateways add.
_WRAPPERS = ("data", "result", "response", "output", "body", "payload")
# Where events of other interfaces keep their text.
_TEXT_KEYS = (
    "message",
    "response",
    "content",
    "output",
    "candidates",
    "answer",
    "token",
    "text",
)
# Keys that only the envelope of a response has.
_ENVELOPE = frozenset(("choices", "message", "candidates", "output", "content"))
# All that a server says that is only asked whether it is there, and how long its texts are.
_GREETING = frozenset((
    "status", "ok", "message", "msg", "hello", "name", "service", "version", "health", "healthy",
    "time", "timestamp", "uptime", "docs",
))  # fmt: skip
LONGEST_GREETING = 200
# Content that was put between quotation marks without a look at its own.
_BY_HAND = re.compile(r"""[\"']content[\"']\s*:\s*\"(?=\s*\{\s*\"\w)""")
# An event that tells of an error in bare words.
_ERROR_EVENT = re.compile(
    r"event: ?error\s{1,9}(?:data: ?)?|data: ?\[?error\b[\]:]?", re.IGNORECASE
)
MOST_EVENTS = 200_000  # more than any answer has tokens
MOST_CHOICES = 8  # more than anybody asks for
LONGEST_CHARACTER = 4  # bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said.

    `texts` may hold the answer, the likeliest first; `thought` says that it also thought, `cut`
    that the response itself breaks off. `lost` is why its end never came, though it was not the
    model that stopped: "connection", or the endpoint's words; "" where nothing is lost.
    """

    texts: tuple[str, ...]
    finish: Finish = Finish.STOP
    usage: Usage = UNSAID
    thought: bool = False
    cut: bool = False
    lost: str = ""

    def lost_at_its_end(self, why: str = "connection") -> Reply:
        """The same, when its end never came. What came before may be whole."""
        return replace(self, finish=Finish.LENGTH, cut=True, lost=why)

    @property
    def thinking(self) -> bool:
        """Whether tokens went into thoughts, which is supposed of an empty answer."""
        if self.cut:
            return False
        if self.thought or not self.texts:
            return True
        return "<think" in self.texts[0][:200].casefold()


class _Piece(NamedTuple):
    """The text in an event; `whole` when it is all of the text so far."""

    text: str
    whole: bool = False


def opened(body: bytes, content_type: str = "") -> Reply | Trouble:
    """What the response holds."""
    text = _decoded(body, content_type)
    stripped = text.strip().strip("\0")
    if not stripped:
        return Reply(())
    if _is_page(stripped, content_type):
        if '"choices"' not in stripped:
            return Trouble(page=True)
        # A gateway's own warnings may stand before the answer, and make a page of it.
        return _unreadable(stripped)
    events = _events(stripped, content_type)
    if events is not None and (not events or any(isinstance(each, dict) for each in events)):
        return _assembled(events)
    broken = _ERROR_EVENT.match(stripped)
    if broken:
        return Trouble(stripped[broken.end() :].strip())
    try:
        content = json.loads(stripped, strict=False)
    except (ValueError, RecursionError):
        return _unreadable(stripped)
    return _of(content, stripped)


def _decoded(body: bytes, content_type: str) -> str:
    """The text: in UTF-8, else in the encoding it names, else in the one of Chinese programs."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    if 0 in body[:2]:  # the same without its mark
        return body.decode("utf-16-be" if body[0] == 0 else "utf-16-le", "replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        at_the_end = error.end == len(body)
        if at_the_end and len(body) - error.start < LONGEST_CHARACTER:
            return body[: error.start].decode()  # it breaks off within a character
    encodings = re.findall(r"charset=[\"']?([\w-]{1,40})", content_type)[:1]
    for encoding in (*encodings, "gb18030"):
        with suppress(LookupError, ValueError):
            return body.decode(encoding)
    return body.decode("utf-8", "replace")


def _is_page(text: str, content_type: str) -> bool:
    """Whether it is a page for people: a captive portal's, a gateway's, one about an error."""
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
    if len(lines) < 2:
        return None
    said = [line for line in lines if line]
    if not all(line.startswith("{") and line.endswith("}") for line in said):
        return None
    found = [_json_or_none(line) for line in said]
    if not all(isinstance(each, dict) for each in found):
        return None
    return found


def _data(lines: Iterable[str]) -> Iterator[Any]:
    """The data of each event. Its lines belong together, unless each line is an object itself."""
    for _, group in itertools.groupby(lines, key=bool):
        data = [line.removeprefix("data:").strip() for line in group if line.startswith("data:")]
        data = [each for each in data if each and each != "[DONE]"]
        found = [_json_or_none(each) for each in data]
        if len(found) > 1 and not all(isinstance(each, dict) for each in found):
            whole = _json_or_none("\n".join(data))
            if isinstance(whole, dict):
                found = [whole]
        yield from found


def _json_or_none(text: str) -> Any:
    """What the JSON says, or the JSON in a string of it; None when it is no JSON."""
    try:
        found = json.loads(text, strict=False)
        if isinstance(found, str):
            found = json.loads(found, strict=False)
    except (ValueError, RecursionError):
        return None
    return found


def _unreadable(text: str) -> Reply | Trouble:
    """What text holds that is no clean JSON: it breaks off, goes on, or is the answer itself."""
    reads = _envelopes_in(text)
    if not reads:
        if _greets(text):
            return Trouble(text, page=True)
        return Reply((text,))
    by_hand = _BY_HAND.search(text)
    if by_hand:
        return Reply((text[by_hand.end() :],), finish=Finish.LENGTH, cut=True)
    if len(reads) > 1:
        return _assembled(read.value for read in reads)
    read = reads[0]
    found = _of(read.value, "")
    if isinstance(found, Trouble) or not (read.broken or read.unclosed):
        return found
    if not found.texts:
        return Reply((), Finish.LENGTH, cut=True)
    return replace(found, finish=Finish.LENGTH, cut=True)  # what came before may be whole


def _greets(said: object) -> bool:
    """Whether it only says that a server is there: a line of words ("Ollama is running"), or an
    object of such ("status": "ok")."""
    if isinstance(said, str):
        return len(said) <= LONGEST_GREETING and not any(mark in said for mark in "{[\n：:")
    if not isinstance(said, dict) or not said or not said.keys() <= _GREETING:
        return False
    return all(
        _greets(each) if isinstance(each, str) else isinstance(each, int | float)
        for key, each in said.items()
        if key not in ("time", "timestamp", "docs")
    )


def _envelopes_in(text: str) -> list[Read]:
    """The objects in the text that are responses, be they cut short."""
    found: list[Read] = []
    for read in objects(text):
        if not isinstance(read.value, dict):
            continue
        if choices_of(read.value) or (text.startswith("{") and _ENVELOPE & read.value.keys()):
            found.append(read)
    return found


def _assembled(events: Iterable[Any]) -> Reply | Trouble:
    """The pieces of a stream put together."""
    content: list[str] = []
    reasoning: list[str] = []
    calls: list[str] = []
    whole = ""
    finish = Finish.STOP
    usage = UNSAID
    trouble: Trouble | None = None
    first: object = None
    for event in events:
        if not isinstance(event, dict):
            continue
        trouble = trouble or trouble_of(event)
        usage = _fuller(usage, event)
        holders = (event, event.get("output"), event.get("payload"))
        choices = next(filter(None, map(choices_of, holders)), [])
        if choices:
            choice = choices[0]
            first = choice.get("index") if first is None else first
            if choice.get("index") not in (None, first):
                continue  # another answer, told by turns
            message = message_of(choice)
            trouble = trouble or trouble_of(choice)
            content.append(text_of(message.get("content")) or text_of(choice.get("text")))
            reasoning.append(reasoning_of(message))
            calls.append("".join(arguments_of(message)))
            finish = finish_of(choice) or finish
            continue
        piece = _piece_in(event)
        if piece.whole:
            whole = piece.text or whole
        else:
            content.append(piece.text)
        finish = finish_of(event) or finish_of(as_dict(event.get("response"))) or finish
    texts = _distinct([_joined(content), _joined(calls), whole, _joined(reasoning)])
    if trouble and not texts:
        return trouble
    reply = Reply(texts, finish, usage, thought=any(reasoning) or usage.thoughts > 0)
    return _broken_by(trouble, reply)


def _broken_by(trouble: Trouble | None, reply: Reply) -> Reply:
    """The reply, broken off where there is trouble."""
    if trouble is None:
        return reply
    status = str(trouble.status or "")
    words = words_of(trouble.error, codes=False)[:TOLD]
    return reply.lost_at_its_end(f"{status} {words}".strip() or "connection")


def _joined(pieces: Sequence[str]) -> str:
    """The pieces one after the other; only the last, where each repeats all pieces before it."""
    said = [piece for piece in pieces if piece]
    pairs = itertools.pairwise(said)
    if len(said) > 2 and all(later.startswith(earlier) for earlier, later in pairs):
        return said[-1]
    return "".join(said)


def _fuller(usage: Usage, event: Mapping[str, Any]) -> Usage:
    """The usage with what an event says of it.

    Some endpoints count up to the last event, some say each number once.
    """
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


def _piece_in(event: Mapping[str, Any]) -> _Piece:
    """The text in an event of another interface."""
    kind = str(event.get("type", ""))
    if kind.endswith("output_text.done"):
        return _Piece(text_of(event.get("text")), whole=True)
    if kind.endswith(("output_text.delta", "arguments.delta")) or kind == "content_block_delta":
        delta = as_dict(event.get("delta"))
        return _Piece(text_of(event.get("delta")) or text_of(delta.get("partial_json")))
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


def _of(content: Any, text: str) -> Reply | Trouble:
    """What a whole response holds. `text` is what it says if it has no envelope."""
    if isinstance(content, list):
        return _of_list(content, text)
    if isinstance(content, str):
        return Reply(_distinct([content]))
    if not isinstance(content, dict):
        return Reply(_distinct([text]))
    content = _usual(content)
    holders = [content, *_wrapped_in(content)]
    for holder in (*holders, *itertools.chain.from_iterable(map(_wrapped_in, holders[1:]))):
        if choices_of(holder):
            usage = usage_of(holder)
            if usage == UNSAID:
                usage = usage_of(content)
            return _of_choices(holder, usage)
    trouble = trouble_of(content)
    if trouble:
        return trouble
    if _greets(content):
        return Trouble(text[:LONGEST_GREETING], page=True)
    texts = list(elsewhere(content))
    finish = finish_of(content) or Finish.STOP
    # A gateway may hand over the answer without an envelope. Where there are `choices`, it had one,
    # and that is empty.
    if "choices" not in content and finish is not Finish.FILTERED:
        texts.append(text)
    return Reply(_distinct(texts), finish, usage_of(content))


def _usual(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The response with keys as usual, where they are `LikeThis`, and what its wrappers hold as
    JSON in a text opened."""
    if not content.keys().isdisjoint(("Choices", "Response")):
        content = in_snake_case(content)
    opened_ones: dict[str, Any] = {}
    for key in _WRAPPERS:
        held = content.get(key)
        inner = _json_or_none(held) if isinstance(held, str) and held.startswith("{") else None
        if choices_of(inner):
            opened_ones[key] = inner
    return {**content, **opened_ones}


def _wrapped_in(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What may be a response within."""
    return [as_dict(content[key]) for key in _WRAPPERS if content.get(key)]


def _of_list(content: Sequence[Any], text: str) -> Reply | Trouble:
    """What a list of responses holds: pieces of one, or one of them, as Gemini wraps its errors."""
    choices = itertools.chain.from_iterable(map(choices_of, content))
    if len(content) > 1 and all("delta" in choice for choice in choices):
        assembled = _assembled(content)
        if isinstance(assembled, Trouble) or assembled.texts:
            return assembled
    for each in content:
        if isinstance(each, dict):
            found = _of(each, "")
            if isinstance(found, Trouble) or found.texts:
                return found
    return Reply((text,))


def _of_choices(holder: Mapping[str, Any], usage: Usage) -> Reply | Trouble:
    """What the first choice of that response holds; where it says nothing, another one may."""
    found = [_of_choice(choice, holder, usage) for choice in choices_of(holder)[:MOST_CHOICES]]
    for each in found:
        if isinstance(each, Reply) and each.texts:
            return each
    return found[0]


def _of_choice(
    choice: Mapping[str, Any], holder: Mapping[str, Any], usage: Usage
) -> Reply | Trouble:
    """What that choice of the response holds."""
    message = message_of(choice)
    reasoning = reasoning_of(message)
    called = list(arguments_of(message))
    piece = as_dict(choice.get("delta"))
    said = [text_of(message.get("content")), *called, text_of(choice.get("text"))]
    finish = finish_of(choice) or Finish.STOP
    if not said[0].strip() and declines(message):
        finish = Finish.FILTERED
    others = [*elsewhere(message), *elsewhere(piece), *elsewhere(choice)]
    said += [json_of(message.get("parsed")), "\n".join(called)]
    texts = _distinct([*said, *(others if not any(said) else ()), reasoning])
    trouble = trouble_of(choice)
    if not texts and (trouble or trouble_of(holder)):
        return trouble or trouble_of(holder) or Trouble()
    reply = Reply(texts, finish, usage, thought=bool(reasoning) or usage.thoughts > 0)
    return _broken_by(trouble, reply)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say something, each once."""
    said = [text for text in texts if text.strip()]
    return tuple(dict.fromkeys(said))
