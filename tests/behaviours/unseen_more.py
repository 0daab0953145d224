"""Nastier ones: neighbours of those that came out badly."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    Respond,
    chunk,
    plain,
    refuses,
    sends,
    streams,
)
from tests.behaviours.unseen_envelopes import body_of, halves, message, only_streams
from tests.behaviours.unseen_pace import AtFirst
from tests.behaviours.unseen_refusals import (
    always,
    at_most,
    unformatted,
    unless,
    without_schema,
    without_system,
)
from tests.behaviours.unseen_texts import around, everywhere, on_lines, reshaped, written

_INSIDE = {"highlights": "highlight", "datasets": "name", "comparisons": "text", "figures": "value"}


def replaced(value: object, text: str) -> object:
    """The same shape, every text in it that one."""
    if isinstance(value, dict):
        return {key: replaced(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, text) for inner in value]
    return text


def _draft(text: str) -> str:
    return json.dumps(replaced(json.loads(text), "此处仅为示例，并非答案"), ensure_ascii=False)


def _after_example(text: str) -> str:
    return f"输出格式示例：\n{_draft(text)}\n\n以下为答案：\n{text}"


def _corrected(text: str) -> str:
    return f"```json\n{_draft(text)}\n```\n\n检查后发现上面有误，更正如下：\n\n```json\n{text}\n```"


# --- Shapes
# ---------------------------------------------------------------------------------------------------------


def _objects_for_texts(value: object) -> object:
    """Lists of texts as lists of objects with a number and one text each."""
    if not isinstance(value, dict):
        return value
    changed: dict[str, object] = {}
    for key, inner in value.items():
        if key in _INSIDE:
            changed[key] = [
                {"id": number, _INSIDE[key]: text} for number, text in enumerate(inner, 1)
            ]
        elif key == "steps":
            changed[key] = [
                {"step": number, "action": text} for number, text in enumerate(inner, 1)
            ]
        else:
            changed[key] = _objects_for_texts(inner)
    return changed


def _one_level(answer: dict[str, Any]) -> object:
    flat: dict[str, object] = {}
    for key, value in answer.items():
        if isinstance(value, dict):
            flat.update(value)
        else:
            flat[key] = value
    return flat


def _bold_names(answer: dict[str, Any]) -> object:
    if "innovations" not in answer:
        return answer
    return {
        **answer,
        "innovations": [f"**{each['name']}**\n{each['text']}" for each in answer["innovations"]],
    }


def _yaml(value: object, depth: int = 0) -> str:
    """YAML with every text in quotation marks, so that nothing is left to guess."""
    pad = "  " * depth
    lines: list[str] = []
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    for key, inner in pairs:
        head = f"{pad}{key}:" if isinstance(key, str) else f"{pad}-"
        if isinstance(inner, str):
            lines.append(f"{head} {json.dumps(inner, ensure_ascii=False)}")
        else:
            lines.append(f"{head}\n{_yaml(inner, depth + 1)}")
    return "\n".join(lines)


def _a_line_a_key(text: str) -> str:
    pairs = json.loads(text).items()
    return "\n".join(json.dumps({key: value}, ensure_ascii=False) for key, value in pairs)


def _triple(text: str) -> str:
    answer = json.loads(text)
    key = next(key for key, value in answer.items() if isinstance(value, str))
    told = json.dumps(answer[key], ensure_ascii=False)
    return on_lines(text).replace(f'"{key}": {told}', f'"{key}": ""{told}""')


def _two_languages(answer: object) -> object:
    return {
        "zh": answer,
        "en": replaced(answer, "The same in English, which nobody asked for at all."),
    }


def _named_twice(answer: object) -> object:
    return everywhere(answer, lambda key: f"{_CHINESE.get(key, key)}（{key}）")


def _escaped_twice(text: str) -> str:
    return json.dumps(json.loads(text)).replace("\\u", "\\\\u")


def _tool_beside_words(text: str) -> dict[str, Any]:
    call = {"id": "1", "type": "function", "function": {"name": "answer", "arguments": text}}
    return {"content": "好的，我将调用工具给出结果。", "tool_calls": [call]}


def _two_tools(text: str) -> dict[str, Any]:
    calls: list[dict[str, Any]] = []
    for name, arguments in (("think", '{"thought": "先通读全文"}'), ("answer", text)):
        calls.append(
            {"id": name, "type": "function", "function": {"name": name, "arguments": arguments}}
        )
    return {"content": None, "tool_calls": calls}


# --- Streams and envelopes
# ------------------------------------------------------------------------------------------


def _piling_up(call: Call) -> Answer:
    """DashScope without incremental output: each event holds everything so far."""
    text = call.honest
    ends = (len(text) // 3, len(text) // 2, len(text))
    events = [chunk({"role": "assistant", "content": text[:end]}) for end in ends]
    return streams(*events, chunk({"content": text}, "stop"))


def _whole_at_the_end(call: Call) -> Answer:
    """MiniMax: the last event repeats the whole as a message."""
    first, second = halves(call.honest)
    last = chunk({}, "stop")
    last["choices"][0] = {
        "index": 0,
        "message": {"role": "assistant", "content": call.honest},
        "finish_reason": "stop",
    }
    return streams(
        chunk({"content": first}), chunk({"content": second}), {**last, "object": "chat.completion"}
    )


def _tool_in_pieces(call: Call) -> Answer:
    first, second = halves(call.honest)
    named = {
        "index": 0,
        "id": "1",
        "type": "function",
        "function": {"name": "answer", "arguments": first},
    }
    more = {"index": 0, "function": {"arguments": second}}
    return streams(
        chunk({"tool_calls": [named]}), chunk({"tool_calls": [more]}), chunk({}, "tool_calls")
    )


def _named_events(events: list[tuple[str, object]]) -> Answer:
    lines = [
        f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n".encode()
        for name, value in events
    ]
    return Answer(lines, content_type="text/event-stream")


def _anthropic_events(call: Call) -> Answer:
    events: list[tuple[str, object]] = [
        ("message_start", {"type": "message_start", "message": {"content": []}})
    ]
    for piece in halves(call.honest):
        delta = {"type": "text_delta", "text": piece}
        events.append(
            ("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta})
        )
    events.append(("message_stop", {"type": "message_stop"}))
    return _named_events(events)


def _responses_events(call: Call) -> Answer:
    events: list[tuple[str, object]] = []
    for piece in halves(call.honest):
        events.append(
            ("response.output_text.delta", {"type": "response.output_text.delta", "delta": piece})
        )
    events.append(
        ("response.completed", {"type": "response.completed", "response": {"status": "completed"}})
    )
    return _named_events(events)


def _gemini_list(call: Call) -> Answer:
    pieces = halves(call.honest)
    return sends(
        [
            {"candidates": [{"content": {"role": "model", "parts": [{"text": piece}]}}]}
            for piece in pieces
        ]
    )


def _longer_than_said(call: Call) -> Answer:
    """A proxy that counts wrong: it says a longer body than it sends, and hangs up."""
    if call.body.get("stream"):
        return Answer(
            streams(chunk({"content": call.honest}), chunk({}, "stop")).pieces, whole=False
        )
    body = body_of(call)
    return Answer([body, 0.05], headers={"Content-Length": str(len(body) + 7)}, whole=False)


def _no_empty_lines(call: Call) -> Answer:
    events = streams(
        *(chunk({"content": piece}) for piece in halves(call.honest)), chunk({}, "stop")
    )
    text = b"".join(piece for piece in events.pieces if isinstance(piece, bytes))
    return Answer([text.replace(b"\n\n", b"\n")], content_type="text/event-stream")


def _several_lines(call: Call) -> Answer:
    lines: list[str] = []
    for piece in halves(call.honest):
        told = json.dumps(chunk({"content": piece}), ensure_ascii=False, indent=1)
        lines.append("".join(f"data: {line}\n" for line in told.split("\n")) + "\n")
    lines.append("data: [DONE]\n\n")
    return Answer(["".join(lines).encode()], content_type="text/event-stream")


# --- Refusals
# -------------------------------------------------------------------------------------------------------


def _either_name(call: Call) -> Answer | None:
    for name in ("max_tokens", "max_completion_tokens"):
        if name in call.body:
            return refuses(400, f"不支持的参数：{name}", code="unsupported_parameter", param=name)
    return None


def _one_after_another(call: Call) -> Answer | None:
    if not without_schema(call):
        return refuses(400, "json_schema is not supported, use json_object")
    if not unformatted(call):
        return refuses(400, "json_object is not supported, use text")
    if not without_system(call):
        return refuses(400, "System role not supported")
    return None


def _words(status: int, text: str) -> Callable[[Call], Answer]:
    return always(sends({"error": {"message": text, "type": "invalid_request_error"}}, status))


def _every(nth: int, refusal: Answer, most: int = 200) -> Respond:
    """That refusal of each nth call, of one text's at most so many."""
    refused: Counter[tuple[str, str]] = Counter()

    def respond(call: Call) -> Answer | None:
        about = (call.paper, call.task)
        if call.number % nth or (call.turn > 1 and refused[about] >= most):
            return None
        refused[about] = 1 if call.turn == 1 else refused[about] + 1
        return refusal

    return respond


def only_streams_unformatted(call: Call) -> Answer | None:
    """It answers in streams alone, and takes no format in them."""
    if not call.body.get("stream"):
        return refuses(400, "This model only supports streaming, set stream to true")
    if not unformatted(call):
        return refuses(400, "流式输出不支持 response_format 参数", param="response_format")
    return None


def _unthinking(call: Call) -> bool:
    return unformatted(call) or call.body.get("enable_thinking") is False


_THINKS = "Json mode response is not supported when enable_thinking is true"
_BUSY = {"success": False, "code": 50001, "message": "服务繁忙，请稍后再试", "data": None}
_CHINESE = {
    "title": "标题",
    "summary": "摘要",
    "highlights": "亮点",
    "field": "应用领域",
    "usage": "使用指南",
}
_WALL = "<html><head><title>400 Bad Request</title></head><body><h1>Blocked</h1>Event ID: 18</body></html>"

MORE = (
    Behaviour("an example of the shape, then the answer", written(_after_example), usable=True),
    Behaviour("an answer, then its correction", written(_corrected), usable=True),
    Behaviour("objects for the texts of lists", reshaped(_objects_for_texts), usable=True),
    Behaviour("parts of the report a level too high", reshaped(_one_level), usable=True),
    Behaviour("innovations as texts that begin with a name", reshaped(_bold_names), usable=True),
    Behaviour(
        "YAML with the keys that were asked for",
        written(lambda text: _yaml(json.loads(text))),
        usable=True,
    ),
    Behaviour("an object for each key", written(_a_line_a_key), usable=True),
    Behaviour("three quotation marks around a text", written(_triple), usable=True),
    Behaviour("the answer in two languages", reshaped(_two_languages), usable=True),
    Behaviour(
        "the JSON's marks as code points",
        written(
            lambda text: (
                text.replace('"', "\\u0022").replace("{", "\\u007b").replace("}", "\\u007d")
            )
        ),
        usable=True,
    ),
    Behaviour("the answer in thoughts that never end", around("<think>\n"), usable=True),
    Behaviour(
        "content in a list of bare texts",
        message(lambda text: {"content": list(halves(text))}),
        usable=True,
    ),
    Behaviour("only streams, each event with all so far", only_streams(_piling_up), usable=True),
    Behaviour(
        "only streams, the whole again at the end", only_streams(_whole_at_the_end), usable=True
    ),
    Behaviour(
        "only streams, a tool's arguments in pieces", only_streams(_tool_in_pieces), usable=True
    ),
    Behaviour("events of Anthropic's interface, unasked", _anthropic_events, usable=True),
    Behaviour("events of the Responses interface, unasked", _responses_events, usable=True),
    Behaviour("a list of Gemini's pieces", _gemini_list, usable=True),
    Behaviour("a body shorter than it says", _longer_than_said, usable=True),
    Behaviour(
        "hangs up whenever a schema is asked for",
        unless(without_schema, always(Answer(whole=False))),
        usable=True,
    ),
    Behaviour(
        "a wall's page for a schema",
        unless(without_schema, always(plain(_WALL, 400, "text/html"))),
        True,
    ),
    Behaviour("不支持 either name of the limit", _either_name, usable=True),
    Behaviour("one refusal after another", _one_after_another, usable=True),
    Behaviour(
        "a limit in K",
        unless(at_most(2048), _words(400, "参数 max_tokens 超出限制，该模型最大输出长度为 2K")),
        usable=True,
    ),
    Behaviour(
        "a limit with a comma",
        unless(at_most(2048), _words(422, "max_tokens exceeds the maximum of 2,048 output tokens")),
        usable=True,
    ),
    Behaviour(
        "a limit that is itself too much",
        unless(at_most(2048), _words(400, "max_tokens must be in the range [1, 2049)")),
        usable=True,
    ),
    Behaviour(
        "500 for every third call, twice for a text at most",
        _every(3, refuses(500, "Internal server error"), most=2),
        usable=True,
    ),
    Behaviour(
        "429 for every sixth call",
        _every(6, refuses(429, "slow down", Retry_After="0.2")),
        usable=True,
    ),
    Behaviour("the keys in two languages", reshaped(_named_twice), usable=True),
    Behaviour("Chinese as escapes of escapes", written(_escaped_twice), usable=True),
    Behaviour(
        "a word in the content, the answer in a tool", message(_tool_beside_words), usable=True
    ),
    Behaviour("a tool to think with, then the answer's", message(_two_tools), usable=True),
    Behaviour(
        "GB18030 that says nothing of it",
        lambda call: Answer([body_of(call).decode().encode("gb18030")]),
        True,
    ),
    Behaviour(
        "only streams, no empty lines between events", only_streams(_no_empty_lines), usable=True
    ),
    Behaviour("only streams, events on several lines", only_streams(_several_lines), usable=True),
    Behaviour("only streams, and then no format", only_streams_unformatted, usable=True),
    Behaviour(
        "no JSON mode while it thinks", unless(_unthinking, _words(400, _THINKS)), usable=True
    ),
    Behaviour(
        "未开通 for the format, with 403",
        unless(unformatted, _words(403, "当前账号未开通结构化输出功能")),
        True,
    ),
    Behaviour(
        "roles must alternate",
        unless(
            without_system,
            _words(400, "Conversation roles must alternate user/assistant/user/assistant/..."),
        ),
        usable=True,
    ),
    Behaviour(
        "only user and assistant, says the template",
        unless(without_system, _words(500, "Only user and assistant roles are supported!")),
        usable=True,
    ),
    Behaviour("服务繁忙 without success, with 200", AtFirst(2, always(sends(_BUSY))), usable=True),
)
