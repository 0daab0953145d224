"""Odd envelopes and streams around a right answer: other interfaces' own, gateways' wrappers,
broken transport."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    Respond,
    chunk,
    completion,
    plain,
    refuses,
    says,
    sends,
    streams,
)

_THOUGHT = 'The shape is {"title": …}, so I fill it in.'


def enveloped(value: Callable[[str], object]) -> Respond:
    """Every right answer inside such a JSON value."""
    return lambda call: sends(value(call.honest))


def message(fields: Callable[[str], dict[str, Any]]) -> Respond:
    """Every right answer in a completion whose message is these fields."""

    def respond(call: Call) -> Answer:
        whole = completion(None)
        whole["choices"][0]["message"] = {"role": "assistant", **fields(call.honest)}
        return sends(whole)

    return respond


def body_of(call: Call) -> bytes:
    """The bytes of a plain completion."""
    return json.dumps(completion(call.honest), ensure_ascii=False).encode()


def only_streams(stream: Callable[[Call], Answer]) -> Respond:
    """An endpoint that refuses to answer whole, in Chinese, and streams like that."""

    def respond(call: Call) -> Answer:
        if call.body.get("stream"):
            return stream(call)
        return refuses(
            400, "该模型仅支持流式输出，请将 stream 参数设为 true 后重试", code="InvalidParameter"
        )

    return respond


def halves(text: str) -> tuple[str, str]:
    """The text in two pieces."""
    middle = len(text) // 2
    return text[:middle], text[middle:]


# --- Interfaces of others
# -------------------------------------------------------------------------------------------


def _ollama(text: str) -> object:
    return {
        "model": "test-model",
        "message": {"role": "assistant", "content": text},
        "done": True,
        "eval_count": 90,
    }


def _ollama_lines(call: Call) -> Answer:
    lines: list[dict[str, Any]] = []
    for piece in halves(call.honest):
        lines.append(
            {
                "model": "test-model",
                "message": {"role": "assistant", "content": piece},
                "done": False,
            }
        )
    lines.append(
        {"model": "test-model", "message": {"role": "assistant", "content": ""}, "done": True}
    )
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    return plain(text, content_type="application/x-ndjson")


def _gemini(text: str) -> object:
    parts = [{"text": _THOUGHT, "thought": True}, {"text": text}]
    candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP", "index": 0}
    return {
        "candidates": [candidate],
        "usageMetadata": {"promptTokenCount": 90, "candidatesTokenCount": 90},
    }


def _responses(text: str) -> object:
    thought = {"type": "reasoning", "summary": [{"type": "summary_text", "text": _THOUGHT}]}
    said = {
        "type": "message",
        "role": "assistant",
        "content": [{"type": "output_text", "text": text}],
    }
    return {
        "object": "response",
        "status": "completed",
        "output": [thought, said],
        "usage": {"input_tokens": 90},
    }


def _dashscope(text: str) -> object:
    choice = {"finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return {
        "output": {"choices": [choice]},
        "usage": {"input_tokens": 90},
        "request_id": "1",
        "code": "",
    }


def _workers(text: str) -> object:
    return {"result": {"response": json.loads(text)}, "success": True, "errors": [], "messages": []}


def _baidu(text: str) -> object:
    return {
        "id": "as-1",
        "object": "chat.completion",
        "result": text,
        "is_truncated": False,
        "usage": {},
    }


def _cohere(text: str) -> object:
    said = {"role": "assistant", "content": [{"type": "text", "text": text}]}
    return {
        "id": "1",
        "finish_reason": "COMPLETE",
        "message": said,
        "usage": {"tokens": {"input_tokens": 90.0}},
    }


def _anthropic_tool(text: str) -> object:
    thought = {"type": "thinking", "thinking": _THOUGHT, "signature": "x"}
    used = {"type": "tool_use", "id": "t1", "name": "answer", "input": json.loads(text)}
    return {
        "type": "message",
        "role": "assistant",
        "content": [thought, used],
        "stop_reason": "tool_use",
    }


# --- Messages
# -------------------------------------------------------------------------------------------------------


def _parts(text: str) -> dict[str, Any]:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": _THOUGHT}]}
    return {"content": [thinking, {"type": "text", "text": text}]}


def _untyped_parts(text: str) -> dict[str, Any]:
    return {
        "content": [{"reasoningContent": {"reasoningText": {"text": _THOUGHT}}}, {"text": text}]
    }


def _tool(text: str) -> dict[str, Any]:
    function = {"name": "answer", "arguments": json.loads(text)}
    return {"content": None, "tool_calls": [{"id": "1", "type": "function", "function": function}]}


def _choices(*messages: dict[str, Any]) -> object:
    whole = completion(None)
    each = [
        {"index": number, "message": told, "finish_reason": "stop"}
        for number, told in enumerate(messages)
    ]
    return {**whole, "choices": each}


def _second_choice(text: str) -> object:
    return _choices({"role": "assistant", "content": ""}, {"role": "assistant", "content": text})


def _bare(text: str) -> object:
    return {
        "choices": [{"message": {"content": text}, "finish_reason": "eos", "logprobs": {}}],
        "created": "now",
    }


def _delta(text: str) -> object:
    return chunk({"role": "assistant", "content": text}, "stop", usage=None)


# --- Transport
# ------------------------------------------------------------------------------------------------------


def _padded(call: Call) -> Answer:
    return Answer([b"\n", 0.2, b"\n", 0.2, b"\n", body_of(call)])


def _in_gbk(call: Call) -> Answer:
    return Answer(
        [body_of(call).decode().encode("gb18030")], content_type="application/json; charset=gb18030"
    )


def _after_warnings(call: Call) -> Answer:
    warning = b"<br />\n<b>Warning</b>:  Undefined array key {0} in <b>relay.php</b> on line <b>7</b><br />\n"
    return Answer([warning, body_of(call)], content_type="text/html; charset=UTF-8")


def _unasked(call: Call) -> Answer:
    """What Azure and OpenRouter put into a stream, sent where none was asked for, and called
    JSON."""
    first, second = halves(call.honest)
    usage = {"prompt_tokens": 90, "completion_tokens": 90, "total_tokens": 180}
    lines = [": PROCESSING", "event: message", "id: 7", "retry: 3000"]
    lines.append(
        f"data:{json.dumps({**chunk({}), 'choices': [], 'prompt_filter_results': []})}\r\n"
    )
    for delta in (
        {"role": "assistant", "content": None, "reasoning_content": _THOUGHT},
        {"content": first},
    ):
        lines.append(f"data:{json.dumps(chunk(delta), ensure_ascii=False)}\r\n")
    lines.append(
        f": PROCESSING\r\n\r\ndata:{json.dumps(chunk({'content': second}, 'stop'), ensure_ascii=False)}\r\n"
    )
    lines.append(f"data:{json.dumps({**chunk({}), 'choices': [], 'usage': usage})}\r\n")
    lines.append("data:[DONE]\r\n\r\n")
    return Answer(["\r\n".join(lines).encode()])


def _comments_as_data(call: Call) -> Answer:
    first, second = halves(call.honest)
    return streams(
        ": PROCESSING",
        chunk({"content": first}),
        ": PROCESSING",
        chunk({"content": second}, "stop"),
    )


def _parts_in_stream(call: Call) -> Answer:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": _THOUGHT}]}
    events = [chunk({"role": "assistant", "content": [thinking]})]
    for piece in halves(call.honest):
        events.append(chunk({"content": [{"type": "text", "text": piece}]}))
    return streams(*events, chunk({"content": ""}, "stop"), done=False)


def _breaks_once(call: Call) -> Answer:
    first, second = halves(call.honest)
    if call.turn > 2:
        return streams(chunk({"content": first}), chunk({"content": second}, "stop"))
    broken = json.dumps(chunk({"content": first}), ensure_ascii=False)
    return Answer([f"data: {broken}\n\n".encode()], content_type="text/event-stream", whole=False)


def _fails_once(call: Call) -> Answer:
    first, second = halves(call.honest)
    if call.turn > 2:
        return streams(chunk({"content": first}), chunk({"content": second}, "stop"))
    return streams(
        chunk({"content": first}),
        {"error": {"message": "upstream timed out", "code": 504}},
        done=False,
    )


ENVELOPES = (
    Behaviour("answers as Ollama's own interface", enveloped(_ollama), usable=True),
    Behaviour("lines of JSON for a stream, unasked", _ollama_lines, usable=True),
    Behaviour("answers as Gemini's own interface", enveloped(_gemini), usable=True),
    Behaviour("answers as the Responses interface", enveloped(_responses), usable=True),
    Behaviour("answers as DashScope's own interface", enveloped(_dashscope), usable=True),
    Behaviour("an object already read, in a result", enveloped(_workers), usable=True),
    Behaviour("a result in place of choices", enveloped(_baidu), usable=True),
    Behaviour(
        "a list of generated texts", enveloped(lambda text: [{"generated_text": text}]), usable=True
    ),
    Behaviour("answers as Cohere's own interface", enveloped(_cohere), usable=True),
    Behaviour(
        "thinks and uses a tool as Anthropic's own interface",
        enveloped(_anthropic_tool),
        usable=True,
    ),
    Behaviour(
        "a completion inside code, msg and data",
        enveloped(lambda text: {"code": 0, "msg": "success", "data": completion(text)}),
        usable=True,
    ),
    Behaviour(
        "a completion as one text of JSON",
        enveloped(lambda text: json.dumps(completion(text))),
        usable=True,
    ),
    Behaviour(
        "a completion inside a list", enveloped(lambda text: [completion(text)]), usable=True
    ),
    Behaviour(
        "content already read from JSON",
        message(lambda text: {"content": json.loads(text)}),
        usable=True,
    ),
    Behaviour("a part of thoughts beside the part of text", message(_parts), usable=True),
    Behaviour("parts that name no type", message(_untyped_parts), usable=True),
    Behaviour(
        "the answer in `reasoning`",
        message(lambda text: {"content": "", "reasoning": text}),
        usable=True,
    ),
    Behaviour("arguments of a tool as an object", message(_tool), usable=True),
    Behaviour(
        "a function call as in 2023",
        message(
            lambda text: {"content": None, "function_call": {"name": "answer", "arguments": text}}
        ),
        usable=True,
    ),
    Behaviour(
        "only a parsed object",
        message(lambda text: {"content": None, "parsed": json.loads(text)}),
        usable=True,
    ),
    Behaviour("a delta where the message should be", enveloped(_delta), usable=True),
    Behaviour("the answer in the second choice", enveloped(_second_choice), usable=True),
    Behaviour(
        "a text in place of the message",
        enveloped(lambda text: {**completion(None), "choices": [{"index": 0, "message": text}]}),
        usable=True,
    ),
    Behaviour("nothing around but what is needed", enveloped(_bare), usable=True),
    Behaviour("empty lines for a while, then the answer", _padded, usable=True),
    Behaviour(
        "a completion that calls itself a page",
        lambda call: plain(body_of(call).decode(), content_type="text/html"),
        usable=True,
    ),
    Behaviour(
        "a completion that calls itself bytes",
        lambda call: Answer([body_of(call)], content_type="application/octet-stream"),
        usable=True,
    ),
    Behaviour(
        "a byte order mark before the body",
        lambda call: Answer([b"\xef\xbb\xbf", body_of(call)]),
        usable=True,
    ),
    Behaviour("a body in GB18030", _in_gbk, usable=True),
    Behaviour("warnings of PHP before the body", _after_warnings, usable=True),
    Behaviour(
        "created, says the status", lambda call: Answer([body_of(call)], status=201), usable=True
    ),
    Behaviour(
        "an encoding that is a set of characters",
        lambda call: Answer([body_of(call)], headers={"Content-Encoding": "utf-8"}),
        usable=True,
    ),
    Behaviour("an event stream unasked, called JSON", _unasked, usable=True),
    Behaviour("only streams, with comments as data", only_streams(_comments_as_data), usable=True),
    Behaviour("only streams, content in parts", only_streams(_parts_in_stream), usable=True),
    Behaviour("only streams, and hangs up once midway", only_streams(_breaks_once), usable=True),
    Behaviour("only streams, and fails once midway", only_streams(_fails_once), usable=True),
    Behaviour(
        "an error with status 200, then the answer",
        lambda call: (
            sends({"error": {"message": "fetch failed", "type": "upstream"}})
            if call.turn == 1
            else None
        ),
        usable=True,
    ),
    Behaviour(
        "an empty choice list, then the answer",
        lambda call: (
            sends({**completion(None), "choices": []}) if call.turn == 1 else says(call.honest)
        ),
        usable=True,
    ),
)
