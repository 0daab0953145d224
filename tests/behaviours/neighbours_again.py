"""Neighbours once more: Chinese and Taiwanese endpoints, calls in tags, streams that break off with
an error, waits in other forms."""

# Tested in tests/behaviours/test_table.py.

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    Respond,
    chunk,
    refuses,
    says,
    sends,
    streams,
)
from tests.behaviours.unseen_envelopes import enveloped, message
from tests.behaviours.unseen_texts import everywhere, reshaped, written

_TRADITIONAL = {
    "title": "標題", "summary": "摘要", "highlights": "亮點", "field": "領域", "contribution": "貢獻",
    "usage": "使用指南", "input": "輸入", "output": "輸出", "steps": "步驟", "requirements": "要求",
    "innovations": "創新點", "name": "名稱", "text": "說明", "results": "實驗結果",
    "datasets": "數據集", "comparisons": "對比", "figures": "數字",
}  # fmt: skip
_DRAFT = '{"title": "草稿", "summary": "草稿", "highlights": ["草稿"]}'


def _points(value: dict[str, Any]) -> object:
    return [{"point": key, "content": inner} for key, inner in value.items()]


def _in_tags(text: str) -> str:
    """The call of a function as Qwen's coders write one."""
    lines = ["<tool_call>", "<function=answer>"]
    for key, inner in json.loads(text).items():
        said = inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
        lines.append(f"<parameter={key}>\n{said}\n</parameter>")
    return "\n".join([*lines, "</function>", "</tool_call>"])


def _like_this(text: str) -> object:
    said = {"FinishReason": "stop", "Message": {"Role": "assistant", "Content": text}}
    return {"Response": {"Choices": [said], "Usage": {"TotalTokens": 90}, "RequestId": "1"}}


def until(fine: Callable[[Call], bool], refusal: Answer) -> Respond:
    """What is not fine is refused so."""
    return lambda call: None if fine(call) else refusal


def once(refusal: Answer) -> Respond:
    """The first call for each text is refused so."""
    return lambda call: refusal if call.turn == 1 else None


def _room(call: Call) -> bool:
    return call.prompt_tokens + (call.limit or 0) <= 6000


def _full(call: Call) -> Answer | None:
    if _room(call):
        return None
    error = {
        "message": "the request exceeds the available context size, try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": call.prompt_tokens,
        "n_ctx": 6000,
    }
    return sends({"error": error}, 400)


def _breaks_in_words(call: Call) -> Answer:
    begun = chunk({"content": call.honest[: len(call.honest) // 2]})
    return streams(begun, {"error": {"message": "upstream reset", "code": 502}}, done=False)


def _by_turns(call: Call) -> Answer:
    pieces = re.findall(r"(?s).{1,40}", call.honest)
    events: list[object] = []
    for piece in pieces:
        events.append({"choices": [{"index": 0, "delta": {"content": piece}}]})
        events.append({"choices": [{"index": 1, "delta": {"content": "other "}}]})
    return streams(*events)


AGAIN = (
    Behaviour(
        "keys in traditional characters",
        reshaped(lambda value: everywhere(value, lambda key: _TRADITIONAL.get(key, key))),
        usable=True,
    ),
    Behaviour("points in a list, each with its content", reshaped(_points), usable=True),
    Behaviour("a call of a function, a tag for each argument", written(_in_tags), usable=True),
    Behaviour(
        "thoughts with a draft behind the answer",
        written(lambda text: f"{text}\n<think>Was {_DRAFT} better?</think>"),
        usable=True,
    ),
    Behaviour(
        "says more past the end of its turn",
        written(lambda text: f"{text}<|im_end|>\n<|im_start|>user\n{_DRAFT}"),
        usable=True,
    ),
    Behaviour("no first brace", written(lambda text: text[1:]), usable=True),
    Behaviour("keys LikeThis in the envelope", enveloped(_like_this), usable=True),
    Behaviour(
        "the answer in blocks of thoughts",
        message(lambda text: {"thinking_blocks": [{"type": "thinking", "thinking": text}]}),
        usable=True,
    ),
    Behaviour("two answers by turns, as a stream", _by_turns, usable=True),
    Behaviour(
        "ended by a filter, but whole",
        lambda call: says(call.honest, finish="content_filter"),
        usable=True,
    ),
    Behaviour(
        "characters in no encoding",
        lambda call: says(re.sub("[\u4e00-\u9fff]", "\ufffd", call.honest)),
        usable=False,
    ),
    Behaviour("a stream that an error breaks off, always", _breaks_in_words, usable=False),
    Behaviour(
        "最大 for the tokens it writes",
        until(lambda call: (call.limit or 0) <= 1500, refuses(400, "max_tokens 最大为1500")),
        usable=True,
    ),
    Behaviour("counts its context in fields of its own", _full, usable=True),
    Behaviour(
        "不支持 system, with 400",
        until(
            lambda call: all(each["role"] != "system" for each in call.body["messages"]),
            refuses(400, "messages 参数非法：不支持 system 角色"),
        ),
        usable=True,
    ),
    Behaviour(
        "a second to wait, by ISO 8601",
        once(refuses(429, "Slow.", Retry_After="PT1S")),
        usable=True,
    ),
    Behaviour("一秒后再试", once(refuses(429, "請求過於頻繁，請一秒後再試")), usable=True),
    Behaviour("金鑰無效, with 403", lambda call: refuses(403, "金鑰無效"), usable=False),
)
