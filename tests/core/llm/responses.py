"""Responses as endpoints send them, and what is read out of them."""

from __future__ import annotations

import json
from typing import Any

from core.llm.endings import Finish
from core.llm.reply import Reply
from core.llm.usage import TokenCounts

ANSWER = '{"title": "标题"}'
USAGE = {"prompt_tokens": 30, "completion_tokens": 7, "total_tokens": 37}
USED = TokenCounts(30, 7, 37)


def reply(*texts: str, **more: Any) -> Reply:
    return Reply(texts, **more)


def broke_off(why: str) -> Reply:
    return reply("{", finish=Finish.LENGTH, cut=True, lost=why)


def body(value: Any, **more: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, **more).encode()


def completion(message: Any, finish: Any = "stop", **more: Any) -> dict[str, Any]:
    return {
        "object": "chat.completion",
        "choices": [{"message": message, "finish_reason": finish}],
        **more,
    }


def said(content: Any, **more: Any) -> dict[str, Any]:
    """A completion with that content; more of the message by name."""
    return completion({"role": "assistant", "content": content, **more})


def sse(*events: Any, end: bytes = b"data: [DONE]\n\n") -> bytes:
    lines = (
        event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
        for event in events
    )
    return b"".join(f"data: {line}\n\n".encode() for line in lines) + end


def piece(content: Any = None, finish: str | None = None, **delta: Any) -> dict[str, Any]:
    return {
        "choices": [{"index": 0, "delta": {"content": content, **delta}, "finish_reason": finish}]
    }
