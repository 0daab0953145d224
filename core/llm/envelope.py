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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from core.llm.endings import Finish, NoAnswer, finish_of, trouble_of
from core.llm.events import assembled, events_in, json_or_none
from core.llm.loose_json import Read, objects
from core.llm.messages import (
    arguments_of,
    as_dict,
    choices_of,
    declines,
    elsewhere,
    json_of,
    message_of,
    reasoning_of,
    text_of,
    with_usual_keys,
)
from core.llm.reply import Reply, broken_by, distinct
from core.llm.usage import UNSAID, TokenCounts, usage_of

# Wrappers around a response that gateways add.
_WRAPPERS = ("data", "result", "response", "output", "body", "payload")
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
MOST_CHOICES = 8  # more than anybody asks for
LONGEST_CHARACTER = 4  # bytes


def opened(body: bytes, content_type: str = "") -> Reply | NoAnswer:
    """What the response holds."""
    text = _decoded(body, content_type)
    stripped = text.strip().strip("\0")
    if not stripped:
        return Reply(())
    if _is_page(stripped, content_type):
        if '"choices"' not in stripped:
            return NoAnswer(page=True)
        # A gateway's own warnings may stand before the answer, and make a page of it.
        return _unreadable(stripped)
    events = events_in(stripped, content_type)
    if events is not None and (not events or any(isinstance(each, dict) for each in events)):
        return assembled(events, done="[DONE]" in stripped)
    broken = _ERROR_EVENT.match(stripped)
    if broken:
        return NoAnswer(stripped[broken.end() :].strip())
    try:
        content = json.loads(stripped, strict=False, object_pairs_hook=_members)
    except (ValueError, RecursionError):
        return _unreadable(stripped)
    return _of(content, stripped)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object; of two under one key the last that says something."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if value not in (None, "", [], {}) or key not in found:
            found[key] = value
    return found


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


def _unreadable(text: str) -> Reply | NoAnswer:
    """What text holds that is no clean JSON: it breaks off, goes on, or is the answer itself."""
    reads = _envelopes_in(text)
    if not reads:
        if _greets(text):
            return NoAnswer(text, page=True)
        return Reply((text,))
    by_hand = _BY_HAND.search(text)
    if by_hand:
        return Reply((text[by_hand.end() :],), finish=Finish.LENGTH, cut=True)
    if len(reads) > 1:
        return assembled(read.value for read in reads)
    read = reads[0]
    found = _of(read.value, "")
    if isinstance(found, NoAnswer) or not (read.broken or read.unclosed):
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


def _of(content: Any, text: str) -> Reply | NoAnswer:
    """What a whole response holds. `text` is what it says if it has no envelope."""
    if isinstance(content, list):
        return _of_list(content, text)
    if isinstance(content, str):
        return Reply(distinct([content]))
    if not isinstance(content, dict):
        return Reply(distinct([text]))
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
        return NoAnswer(text[:LONGEST_GREETING], page=True)
    texts = [text for each in holders for text in elsewhere(each)]
    finish = finish_of(content) or Finish.STOP
    # A gateway may hand over the answer without an envelope. Where there are `choices`, it had one,
    # and that is empty.
    if "choices" not in content and finish is not Finish.FILTERED:
        texts.append(text)
    counted = [each for each in map(usage_of, holders) if each != UNSAID]
    return Reply(distinct(texts), finish, next(iter(counted), UNSAID))


def _usual(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The response with keys as usual, where they are `LikeThis`, and what its wrappers hold as
    JSON in a text opened."""
    content = with_usual_keys(content)
    opened_ones: dict[str, Any] = {}
    for key in _WRAPPERS:
        held = content.get(key)
        inner = json_or_none(held) if isinstance(held, str) and held.startswith("{") else None
        if choices_of(inner):
            opened_ones[key] = inner
    return {**content, **opened_ones}


def _wrapped_in(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What may be a response within, in a wrapper of a known name or of any."""
    known = [as_dict(content[key]) for key in _WRAPPERS if content.get(key)]
    others = [each for key, each in content.items() if key not in _WRAPPERS and choices_of(each)]
    return [*known, *others]


def _of_list(content: Sequence[Any], text: str) -> Reply | NoAnswer:
    """What a list of responses holds: pieces of one, or one of them, as Gemini wraps its errors."""
    choices = itertools.chain.from_iterable(map(choices_of, content))
    if len(content) > 1 and all("delta" in choice for choice in choices):
        put_together = assembled(content)
        if isinstance(put_together, NoAnswer) or put_together.texts:
            return put_together
    for each in content:
        if isinstance(each, dict):
            found = _of(each, "")
            if isinstance(found, NoAnswer) or found.texts:
                return found
    return Reply((text,))


def _of_choices(holder: Mapping[str, Any], usage: TokenCounts) -> Reply | NoAnswer:
    """What the first choice of that response holds; where it says nothing, another one may."""
    found = [_of_choice(choice, holder, usage) for choice in choices_of(holder)[:MOST_CHOICES]]
    for each in found:
        if isinstance(each, Reply) and each.texts:
            return each
    return found[0]


def _of_choice(
    choice: Mapping[str, Any], holder: Mapping[str, Any], usage: TokenCounts
) -> Reply | NoAnswer:
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
    texts = distinct([*said, *(others if not any(said) else ()), reasoning])
    trouble = trouble_of(choice)
    if not texts and (trouble or trouble_of(holder)):
        return trouble or trouble_of(holder) or NoAnswer()
    reply = Reply(texts, finish, usage, thought=bool(reasoning) or usage.thoughts > 0)
    return broken_by(trouble, reply)
