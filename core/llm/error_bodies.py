"""What an endpoint says for people in the body of an error. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from core.llm.loose_json import NotJson, read_value

# Characters of an endpoint's words that are looked at.
LOOKED_AT = 4_000
# Characters of them that are told.
TOLD = 300
# What is under these keys is not for people, and long enough to hide the words that are.
_IDENTIFIERS = frozenset(
    ("id", "request_id", "requestid", "trace_id", "traceid", "created", "user_id", "@type")
)
# What OpenAI, and others after it, call a refusal of any kind.
_NO_WORDS = frozenset(("invalid_request_error", "error", "null", "none"))
# Here the endpoint repeats what it was sent: words of a paper, which may be about anything.
_ECHOES = frozenset((
    "input", "request", "body", "messages", "prompt", "failed_generation", "flagged_input",
    "content", "ctx",
))  # fmt: skip
_CODES = frozenset(("code", "type", "status", "status_code", "error_code", "http_code", "object"))
_LEADING = ("error", "message", "msg", "detail", "code", "type", "param", "status")
# Levels of errors within errors.
DEEPEST = 12


def words_of(body: str, *, codes: bool = True) -> str:
    """The words for people in an error's body; of a page its title, of anything else its beginning.

    Without `codes` the error's number and kind are left out, so that another number can be found.
    """
    body = body.strip()[: 4 * LOOKED_AT]
    if body.startswith(("{", "[", '"')):
        found = [word for word, is_code in _words(_json(body)) if codes or not is_code]
        if found:
            return _one_line(" ".join(dict.fromkeys(found)))
    title = re.search(r"<title[^>]{0,200}>([^<]{1,300})", body, re.IGNORECASE)
    if title:
        return _one_line(title[1])
    return _one_line(re.sub(r"<[^<>]{0,500}>", " ", body))


def _words(content: object, depth: int = 0, *, is_code: bool = False) -> Iterator[tuple[str, bool]]:
    """The texts in an error, messages first, each with whether it is a code.

    A text may hold another error as JSON.
    """
    if depth > DEEPEST or content is None or isinstance(content, bool):
        return
    if isinstance(content, str):
        inner = None
        if content.strip().startswith("{"):
            inner = _json(content)
        if inner:
            yield from _words(inner, depth + 1)
        elif content.casefold() not in _NO_WORDS:
            yield content, is_code
    elif isinstance(content, int | float):
        yield str(content), is_code
    elif isinstance(content, list):
        for each in content[:10]:
            yield from _words(each, depth + 1, is_code=is_code)
    elif isinstance(content, dict):
        keys = [key for key in _LEADING if key in content]
        for key in content:
            if key not in keys and str(key).casefold() not in _IDENTIFIERS | _ECHOES:
                keys.append(key)
        for key in keys:
            is_code = key in _CODES
            if key == "errors" and isinstance(content[key], dict):
                # What is wrong with each field, by the field's name.
                yield from ((str(name), False) for name in list(content[key])[:10])
            if _is_amount(content[key]) and not is_code:
                yield f"{key}: {content[key]}", False
            else:
                yield from _words(content[key], depth + 1, is_code=is_code)


def _is_amount(content: object) -> bool:
    """Whether it is a number, which says nothing without its name."""
    return isinstance(content, int | float) and not isinstance(content, bool)


def _json(text: str) -> object:
    """What the text says as JSON, be it cut short; None where it is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return read_value(text).value
    except NotJson:
        return None


def _one_line(text: str) -> str:
    return " ".join(text[: 2 * LOOKED_AT].split())[:LOOKED_AT]
