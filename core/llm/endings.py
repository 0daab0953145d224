"""How a model ended its answer, and what a response says of an error. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.llm.messages import as_dict, dicts_in

_LENGTH = re.compile(
    r"(?:model_|max_)?length|repetition|time_?limit|max\w{0,12}tokens|token_?limit|(?:model_)?context_?window|incomplete|limit"
)
_FILTERED = re.compile(
    r"content_?filter|filtered|safety|refusal|sensitive|block|prohibited|recitation|spii|guardrail"
)
# The model was stopped by trouble of the endpoint's own.
_FAILED = frozenset(
    ("error", "network_error", "abort", "aborted", "insufficient_system_resource", "failed")
)
# In small letters, without what stands between the words.
_FINISH_KEYS = ("finishreason", "stopreason", "donereason", "status", "blockreason")
_ERRORS = (
    "error",
    "errors",
    "detail",
    "error_msg",
    "errmsg",
    "error_message",
    "fault",
    "exception",
)
_CODES = (
    "code", "status", "statuscode", "status_code", "ret", "errcode", "errorcode", "resultcode",
    "result_code", "httpstatus",
)  # fmt: skip
_MESSAGES = ("message", "msg", "httpmessage", "resultmsg", "result_msg", "errormessage")
# What is a message only where something has surely failed.
_PERHAPS = ("desc", "reason", "body")
_WELL = frozenset(("none", "0", "200", "ok", "success", "succeeded", "completed", "true"))


class Finish(StrEnum):
    """How the model ended."""

    STOP = "stop"
    LENGTH = "length"
    FILTERED = "filtered"


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A response without an answer.

    `error` is what it says of itself, `status` the HTTP status it says it should have had; `page`
    says that it is no model's response at all.
    """

    error: str = ""
    page: bool = False
    status: int | None = None


def finish_of(choice: Mapping[str, Any]) -> Finish | None:
    """How the model ended, unless it just came to the end of its answer: then None."""
    delta = as_dict(choice.get("delta"))
    candidates = dicts_in(choice.get("candidates"))
    others = (as_dict(choice.get("promptFeedback")), as_dict(choice.get("details")))
    for place in (choice, delta, *candidates[:1], *others):
        known = {key.replace("_", "").casefold(): inner for key, inner in place.items()}
        for key in _FINISH_KEYS:
            said = known.get(key)
            if isinstance(said, dict):
                said = said.get("reason")
            said = str(said or "").casefold()
            if _FILTERED.match(said):
                return Finish.FILTERED
            if _LENGTH.match(said):
                return Finish.LENGTH
        if known.get("istruncated") is True:
            return Finish.LENGTH
    return None


def trouble_of(content: Mapping[str, Any]) -> NoAnswer | None:
    """The error of which a response, or a choice in it, speaks; None when it speaks of none."""
    content = _in_small_letters(content)
    said = _error_in(content)
    if said is None:
        return None
    error = said
    if not isinstance(said, str):
        error = json.dumps(said, ensure_ascii=False)
    return NoAnswer(error, status=_status_in(said))


def _error_in(content: Mapping[str, Any]) -> Any:
    """The error as the response has it, a text or an object; None when there is none."""
    for key in _ERRORS:
        if content.get(key):
            return content[key]
    inside = _in_small_letters(as_dict(content.get("response"))).get("error")
    if inside is not None:
        return inside
    base = as_dict(content.get("base_resp"))
    if base.get("status_code"):
        return {"code": base["status_code"], "message": base.get("status_msg")}
    failure = _failure_in(content)
    if failure:
        return failure
    if str(content.get("finish_reason")).casefold() in _FAILED:
        return f"finish_reason: {content['finish_reason']}"
    return None


def _failure_in(content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The code and the message of a response that has failed by its code; None of any other."""
    code = None
    for key in _CODES:
        if content.get(key) is not None:
            code = content[key]
            break
    said = str(code).casefold()
    surely = content.get("success") is False or said.isdecimal() or said in (*_FAILED, "fail")
    failed = content.get("success") is False or said not in _WELL
    message = ""
    for key in (*_MESSAGES, *(_PERHAPS if surely else ())):
        if isinstance(content.get(key), str):
            message = content[key]
            break
    if failed and message:
        return {"code": code, "message": message}
    return None


def _in_small_letters(content: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with its keys in small letters."""
    return {str(key).casefold(): inner for key, inner in content.items()}


def _status_in(said: Any) -> int | None:
    """The HTTP status that an error says it should have had."""
    for key in ("code", "status", "status_code", "http_code"):
        code = str(as_dict(said).get(key))
        if len(code) == 3 and code.isdecimal() and 400 <= int(code) < 600:
            return int(code)
    return None
