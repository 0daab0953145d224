"""Behaviours of endpoints that were seen in the field, row by row, and their nearest neighbours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    completion,
    json_of,
    plain,
    refuses,
    says,
    sends,
    streams,
)
from tests.behaviours.endpoint import chunk as piece

Change = Callable[[Call], Answer]


def _text(change: Callable[[str], str]) -> Change:
    """Says what would be right, changed."""
    return lambda call: says(change(call.honest))


def _object(change: Callable[[dict[str, object]], object]) -> Change:
    """Says the right object, changed."""
    return lambda call: says(json.dumps(change(json.loads(call.honest)), ensure_ascii=False))


def _message(**message: object) -> Callable[[Callable[[str], dict[str, object]]], Change]:
    """Says nothing as content, and the right text elsewhere in the message."""
    return lambda more: lambda call: says(None, **{**message, **more(call.honest)})


def _once(change: Change) -> Callable[[Call], Answer | None]:
    """So for the first request about a paper and task only."""
    return lambda call: change(call) if call.turn == 1 else None


def _now_and_then(change: Change) -> Callable[[Call], Answer | None]:
    """So for one request in twelve."""
    return lambda call: change(call) if call.number % 12 == 7 else None


def _unless(good: Callable[[Call], bool], otherwise: Change) -> Callable[[Call], Answer | None]:
    """As it should where the request is good; otherwise refused."""
    return lambda call: None if good(call) else otherwise(call)


def _refusal(status: int, message: str, **more: object) -> Change:
    return lambda call: refuses(status, message, **more)  # type: ignore[arg-type]  # passed on as they are


def _usage(usage: object) -> Change:
    return lambda call: says(call.honest, usage=usage)


def _envelope(change: Callable[[dict[str, object]], object]) -> Change:
    return lambda call: sends(change(completion(call.honest)))


def _choices(choices: object) -> Change:
    return _envelope(lambda body: {**body, "choices": choices})


def _limit_at_most(most: int) -> Callable[[Call], bool]:
    return lambda call: call.limit is None or call.limit <= most


def _has(name: str) -> Callable[[Call], bool]:
    return lambda call: name in call.body


def _longer(count: int) -> Callable[[dict[str, object]], object]:
    """Every list is so long."""

    def change(found: dict[str, object]) -> object:
        return {
            name: (value * count)[:count] if isinstance(value, list) else value
            for name, value in found.items()
        }

    return change


def _tex(text: str) -> str:
    r"""With \beta and \frac, badly escaped, at the end of the first text."""
    return re.sub(r'(?<=[a-z.])"(?=, ")', r' with \\beta and \\frac{1}{2}"', text, count=1)


def _thinks_all_of_it(call: Call) -> Answer | None:
    if call.limit is None or call.limit >= 9_000:
        return None
    return says("", finish="length", reasoning_content="First I look at the paper. " * 50)


def _in_chunks(call: Call) -> Answer:
    texts = [call.honest[start : start + 40] for start in range(0, len(call.honest), 40)]
    return streams(*(piece({"content": text}) for text in texts), piece({}, "stop"))


FORMATS = (
    Behaviour("answers as it should", lambda call: None, usable=True),
    Behaviour(
        "content is a list of text parts",
        lambda c: says([{"type": "text", "text": c.honest}]),
        usable=True,
    ),
    Behaviour(
        "message is null, once",
        _once(_choices([{"message": None, "finish_reason": "stop"}])),
        usable=True,
    ),
    Behaviour(
        "message is null, always",
        _choices([{"message": None, "finish_reason": "stop"}]),
        usable=False,
    ),
    Behaviour("choices hold null", _choices([None]), usable=False),
    Behaviour("no choices", _choices([]), usable=False),
    Behaviour(
        "text in place of a message",
        lambda c: sends({"choices": [{"text": c.honest}]}),
        usable=True,
    ),
    Behaviour(
        "an empty body, once",
        _once(lambda call: plain("", content_type="application/json")),
        usable=True,
    ),
    Behaviour(
        "half of the body", lambda c: plain(json.dumps(completion(c.honest))[:300]), usable=False
    ),
    Behaviour(
        "Anthropic's envelope",
        lambda c: sends(
            {
                "type": "message",
                "role": "assistant",
                "content": [{"type": "text", "text": c.honest}],
            }
        ),
        usable=True,
    ),
    Behaviour("usage is empty", _usage({}), usable=True),
    Behaviour("usage has a total alone", _usage({"total_tokens": 1200}), usable=True),
    Behaviour("usage counts null", _usage({"prompt_tokens": None}), usable=True),
    Behaviour("usage is a word", _usage("none"), usable=True),
    Behaviour(
        "thoughts with braces before the answer",
        _text(lambda t: f"<think>maybe {{x}}?</think>{t}"),
        usable=True,
    ),
    Behaviour(
        "thoughts that are never opened",
        _text(lambda t: f'so {{"title": 1}} it is\n</think>\n{t}'),
        usable=True,
    ),
    Behaviour(
        "thoughts under another name", _text(lambda t: f"<thought>{{}}</thought>\n{t}"), usable=True
    ),
    Behaviour(
        "marks of channels",
        _text(lambda t: f"<|channel|>final<|message|>{t}<|return|>"),
        usable=True,
    ),
    Behaviour(
        "words with braces after the answer",
        _text(lambda t: f"{t}\nNote: replace {{x}} by y"),
        usable=True,
    ),
    Behaviour("the answer twice", _text(lambda t: f"{t}\n{t}"), usable=True),
    Behaviour(
        "two fences, the second one right",
        _text(lambda t: f"```\n{{}}\n```\n```json\n{t}\n```"),
        usable=True,
    ),
    Behaviour(
        "the answer among the thoughts", _message()(lambda t: {"reasoning_content": t}), usable=True
    ),
    Behaviour(
        "the answer as a tool's arguments",
        _message()(
            lambda t: {
                "tool_calls": [{"function": {"name": "answer", "arguments": t}, "type": "function"}]
            }
        ),
        usable=True,
    ),
    Behaviour("the answer as a quoted string", _text(json.dumps), usable=True),
    Behaviour("TeX with single backslashes", _text(_tex), usable=True),
    Behaviour("a percent sign escaped", _text(lambda t: t.replace("%", r"\%")), usable=True),
    Behaviour(
        "real line breaks in strings", _text(lambda t: t.replace(". ", ".\n\t", 1)), usable=True
    ),
    Behaviour("half a character", _text(lambda t: t.replace(". ", r". \ud83d", 1)), usable=True),
    Behaviour("a comma after the last", _text(lambda t: t[:-1] + ",}"), usable=True),
    Behaviour("one key too many", _object(lambda found: {**found, "confidence": 0.9}), usable=True),
    Behaviour("wrapped in a key", _object(lambda found: {"report": found}), usable=True),
    Behaviour(
        "wrapped in the name of the shape",
        _object(lambda found: {"ReportAnswer": found}),
        usable=True,
    ),
    Behaviour(
        "values in the form of a schema",
        _object(
            lambda f: {
                "type": "object",
                "properties": {k: {"type": "x", "value": v} for k, v in f.items()},
            }
        ),
        usable=True,
    ),
    Behaviour("too many items", _object(_longer(9)), usable=True),
    Behaviour("another language, once", _once(lambda c: says(_english(c))), usable=True),
    Behaviour("another language, always", lambda c: says(_english(c)), usable=True),
    Behaviour("says nothing", lambda call: says(""), usable=False),
    Behaviour(
        "finished by length, but whole", lambda c: says(c.honest, finish="length"), usable=True
    ),
    Behaviour("an event stream nobody asked for", _in_chunks, usable=True),
    Behaviour(
        "streams only",
        _unless(_has("stream"), _refusal(400, "This model only support stream mode")),
        usable=True,
    ),
    Behaviour("thinks until the tokens are gone", _thinks_all_of_it, usable=True),
)


def _english(call: Call) -> str:
    """The right answer to the same request for English."""
    messages = [
        {**message, "content": str(message["content"]).replace("简体中文", "English")}
        for message in call.body["messages"]
    ]
    return json_of({**call.body, "messages": messages})


REFUSALS = (
    Behaviour(
        "wants max_completion_tokens",
        _unless(
            lambda c: "max_tokens" not in c.body,
            _refusal(
                400,
                "Unsupported parameter: 'max_tokens' is not supported with this model. "
                "Use 'max_completion_tokens' instead.",
                code="unsupported_parameter",
                param="max_tokens",
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "takes no limit under any name",
        _unless(
            lambda c: c.limit is None, _refusal(422, "Extra inputs are not permitted: max_tokens")
        ),
        usable=True,
    ),
    Behaviour(
        "takes no response_format",
        _unless(
            lambda c: "response_format" not in c.body,
            _refusal(400, "Unknown parameter: 'response_format'.", param="response_format"),
        ),
        usable=True,
    ),
    Behaviour(
        "takes no strict",
        _unless(
            lambda c: "strict" not in json.dumps(c.body.get("response_format", {})),
            _refusal(400, "Unknown parameter: 'response_format.json_schema.strict'."),
        ),
        usable=True,
    ),
    Behaviour(
        "has nobody for these parameters",
        _unless(
            lambda c: c.format != "json_schema",
            _refusal(404, "No endpoints found that can handle the requested parameters."),
        ),
        usable=True,
    ),
    Behaviour(
        "breaks on a schema",
        _unless(
            lambda c: c.format != "json_schema", lambda call: plain("Internal Server Error", 500)
        ),
        usable=True,
    ),
    Behaviour(
        "does not implement a schema",
        _unless(lambda c: c.format != "json_schema", _refusal(501, "not implemented")),
        usable=True,
    ),
    Behaviour(
        "ignores the schema",
        _unless(lambda c: _described(c), _object(lambda f: {"answer": f})),
        usable=True,
    ),
    Behaviour(
        "writes at most 4096 tokens",
        _unless(
            _limit_at_most(4096),
            _refusal(
                400, "max_tokens is too large: this model supports at most 4096 completion tokens"
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "writes at most 2000 tokens, in other words",
        _unless(_limit_at_most(2000), _refusal(400, "Range of max_tokens should be [1, 2000]")),
        usable=True,
    ),
    Behaviour(
        "holds 8192 tokens in all",
        _unless(
            lambda c: c.prompt_tokens + (c.limit or 0) <= 8192,
            _refusal(
                400,
                "This model's maximum context length is 8192 tokens. However, you requested more tokens.",
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "wants to be left alone for a second",
        _now_and_then(_refusal(429, "Rate limit reached", Retry_After="1")),
        usable=True,
    ),
    Behaviour(
        "says retryDelay in its body",
        _now_and_then(
            lambda c: sends(
                [
                    {
                        "error": {
                            "code": 429,
                            "status": "RESOURCE_EXHAUSTED",
                            "details": [{"retryDelay": "0.5s"}],
                        }
                    }
                ],
                429,
            )
        ),
        usable=True,
    ),
    Behaviour(
        "one at a time",
        _unless(
            lambda c: c.at_once <= 1, _refusal(429, "You reached max concurrency: 1, please retry")
        ),
        usable=True,
    ),
    Behaviour(
        "is busy now and then",
        _now_and_then(_refusal(503, "The engine is currently overloaded")),
        usable=True,
    ),
    Behaviour(
        "hangs up now and then", _now_and_then(lambda call: Answer([], whole=False)), usable=True
    ),
    Behaviour(
        "flags the text", _refusal(403, "Your request was flagged by moderation"), usable=False
    ),
    Behaviour(
        "rejects the key",
        _refusal(401, "Incorrect API key provided: test-key.", code="invalid_api_key"),
        usable=False,
        about_all=True,
    ),
    Behaviour("is unpaid", _refusal(402, "Insufficient Balance"), usable=False),
    Behaviour(
        "is unpaid with status 200",
        lambda c: sends(
            {"error": {"message": "user quota is not enough", "code": "insufficient_user_quota"}}
        ),
        usable=False,
    ),
    Behaviour(
        "is not for this region",
        _refusal(403, "Country, region, or territory not supported"),
        usable=False,
    ),
    Behaviour(
        "shows a web page",
        lambda call: plain("<!doctype html><p>Sign in", content_type="text/html"),
        usable=False,
    ),
)


def _described(call: Call) -> bool:
    """Whether the schema stands in the messages too."""
    return '"properties"' in json.dumps(
        [message["content"] for message in call.body["messages"]]
    ).replace("\\", "")


BEHAVIOURS = (*FORMATS, *REFUSALS)
