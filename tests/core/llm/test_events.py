"""What the events of a stream hold together."""

from __future__ import annotations

import pytest

from core.llm.endings import Finish, NoAnswer
from core.llm.envelope import opened
from core.llm.reply import Reply
from core.llm.usage import TokenCounts
from tests.core.llm.responses import (
    USAGE,
    USED,
    body,
    broke_off,
    piece,
    reply,
    said,
    sse,
)


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        pytest.param(sse(piece("{"), piece("}"), piece(None, "stop")), reply("{}"), id="as it should be"),
        pytest.param(
            sse(piece("{"), piece("}", "length"), {"choices": [], "usage": USAGE}),
            reply("{}", finish=Finish.LENGTH, usage=USED), id="cut, with usage",
        ),
        pytest.param(
            sse({**piece("{"), "usage": USAGE}, {**piece("}"), "usage": {"prompt_tokens": 0}}),
            reply("{}", usage=USED), id="usage in every event",
        ),
        pytest.param(
            sse(piece(None, reasoning_content="h"), piece(None, reasoning_content="m"), piece("{}")),
            reply("{}", "hm", thought=True), id="thoughts before it",
        ),
        pytest.param(
            sse(
                piece(tool_calls=[{"function": {"arguments": "{"}}]),
                piece(tool_calls=[{"function": {"arguments": "}"}}]),
            ),
            reply("{}"), id="a call of a function in pieces",
        ),
        pytest.param(
            sse({"choices": [{"delta": "{"}]}, {"choices": [{"delta": "}"}]}), reply("{}"), id="texts for the pieces"
        ),
        pytest.param(sse({"choices": [{"message": {"content": "{}"}}]}), reply("{}"), id="a message instead of pieces"),
        pytest.param(sse(piece("{"), piece('{"a"'), piece('{"a":1}')), reply('{"a":1}'), id="each with all before"),
        pytest.param(sse(piece("a"), piece("ab"), piece("c")), reply("aabc"), id="pieces that happen to begin alike"),
        pytest.param(sse("not json", piece("{}"), "null", "[1]"), reply("{}"), id="events nobody can read"),
        pytest.param(
            sse(piece("{}"), end=b""),
            reply("{}", finish=Finish.LENGTH, cut=True, lost="connection"), id="without an end",
        ),
        pytest.param(sse({"choices": [], "prompt_filter_results": []}, piece("{"), end=b""),
                     broke_off("connection"), id="without an end, behind Azure's first event"),
        pytest.param(sse(piece("{}", "stop"), end=b""), reply("{}"), id="with the reason to finish alone"),
        pytest.param(
            sse(piece("{}"), {"choices": [], "usage": USAGE}, end=b""), reply("{}", usage=USED),
            id="with the usage for its end",
        ),
        pytest.param(
            sse(piece(tool_calls=[{"index": 0, "function": {"arguments": '{"a"'}}]),
                piece(tool_calls=[{"index": 1, "function": {"arguments": '{"b"'}}]),
                piece(tool_calls=[{"index": 0, "function": {"arguments": ":1}"}}]),
                piece(tool_calls=[{"index": 1, "function": {"arguments": ":2}"}}])),
            reply('{"a":1}', '{"b":2}'), id="two calls by turns",
        ),
        pytest.param(sse({"choices": [{"delta": {"text": "{}"}}]}), reply("{}"), id="the text of a piece"),
        pytest.param(
            sse({"Choices": [{"Delta": {"Content": "{"}}]}, {"Choices": [{"Delta": {"Content": "}"}}]}),
            reply("{}"), id="keys LikeThis",
        ),
        pytest.param(
            sse(*({"response": {"candidates": [{"content": {"parts": [{"text": text}]}}]}} for text in "{}")),
            reply("{}"), id="Gemini's events in a wrapper",
        ),
        pytest.param(sse({"result": "{"}, {"result": "}", "is_end": True}), reply("{}"), id="ERNIE's events"),
        pytest.param(
            sse(*({"contentBlockDelta": {"delta": {"text": text}}} for text in "{}")),
            reply("{}"), id="Bedrock's events",
        ),
        pytest.param(sse(piece("{}")).replace(b"\n", b"\r\n"), reply("{}"), id="other line breaks"),
        pytest.param(b"event: message\nid: 1\n" + sse(piece("{}")), reply("{}"), id="named events"),
        pytest.param(b"retry: 3000\n\n" + sse(piece("{}")), reply("{}"), id="an interval first"),
        pytest.param(b": PROCESSING\n\n: PROCESSING\n\n" + sse(piece("{}")), reply("{}"), id="comments first"),
        pytest.param(b"\n\n\n" + body(said("{}")), reply("{}"), id="blank lines that keep it alive"),
        pytest.param(b": PROCESSING\n\n", reply(), id="comments alone"),
        pytest.param(sse(), reply(), id="an end alone"),
        pytest.param(
            body({"message": {"content": "{"}}) + b"\n" + body({"message": {"content": "}"}, "done": True}),
            reply("{}"), id="Ollama's lines",
        ),
        pytest.param(body(piece("{")) + body(piece("}")), reply("{}"), id="objects without line breaks"),
        pytest.param(
            sse({"type": "message_start", "message": {"usage": {"input_tokens": 30}}},
                {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "{"}},
                {"type": "content_block_delta", "delta": {"type": "text_delta", "text": "}"}},
                {"type": "message_delta", "delta": {"stop_reason": "max_tokens"}, "usage": {"output_tokens": 7}}),
            reply("{}", finish=Finish.LENGTH, usage=TokenCounts(30, 7)), id="Anthropic's events",
        ),
        pytest.param(
            sse({"type": "response.output_text.delta", "delta": "{"},
                {"type": "response.output_text.delta", "delta": "}"},
                {"type": "response.reasoning_text.delta", "delta": "hm"},
                {"type": "response.completed", "response": {"output": [
                    {"type": "message", "content": [{"type": "output_text", "text": "{}"}]}],
                    "usage": {"input_tokens": 30, "output_tokens": 7, "total_tokens": 37}}}),
            reply("{}", usage=USED), id="events of Responses",
        ),
        pytest.param(
            sse({"candidates": [{"content": {"parts": [{"text": "{"}]}}]},
                {"candidates": [{"content": {"parts": [{"text": "}"}]}, "finishReason": "MAX_TOKENS"}]}),
            reply("{}", finish=Finish.LENGTH), id="Gemini's events",
        ),
        pytest.param(
            sse(piece("{"), {"error": {"message": "m", "code": 502}}), broke_off("502 m"), id="an error after something was said"
        ),
        pytest.param(sse(piece("{"), {"error": "deadline"}), broke_off("deadline"), id="the same, a text"),
        pytest.param(
            sse({"choices": [{"index": 0, "delta": {"content": "{"}}]},
                {"choices": [{"index": 1, "delta": {"content": "[1"}}]},
                {"choices": [{"index": 0, "delta": {"content": "}"}}]}),
            reply("{}"), id="two answers by turns",
        ),
        pytest.param(
            sse({"type": "content_block_delta", "delta": {"type": "input_json_delta", "partial_json": "{"}},
                {"type": "content_block_delta", "delta": {"type": "input_json_delta", "partial_json": "}"}}),
            reply("{}"), id="a tool of Anthropic's in pieces",
        ),
        pytest.param(
            sse({"type": "content-delta", "delta": {"message": {"content": {"type": "text", "text": "{"}}}},
                {"type": "content-delta", "delta": {"message": {"content": {"type": "text", "text": "}"}}}},
                {"type": "message-end", "delta": {"finish_reason": "MAX_TOKENS"}}),
            reply("{}", finish=Finish.LENGTH), id="Cohere's events",
        ),
        pytest.param(
            sse({"output": {"choices": [{"message": {"content": "{"}}]}},
                {"output": {"choices": [{"message": {"content": "}"}, "finish_reason": "stop"}]}}),
            reply("{}"), id="DashScope's events",
        ),
        pytest.param(
            sse({"type": "response.output_text.done", "text": "{}"}, {"type": "response.completed", "response": {}}),
            reply("{}"), id="the end of Responses",
        ),
        pytest.param(
            sse({"type": "response.output_text.delta", "delta": "{"},
                {"type": "response.incomplete", "response": {"status": "incomplete"}}),
            reply("{", finish=Finish.LENGTH), id="Responses, cut",
        ),
        pytest.param(
            sse({"type": "response.function_call_arguments.delta", "delta": "{"},
                {"type": "response.function_call_arguments.delta", "delta": "}"}),
            reply("{}"), id="a call of Responses",
        ),
        pytest.param(
            sse({"payload": {"choices": {"text": [{"content": "{", "index": 0}]}}},
                {"payload": {"choices": {"text": [{"content": "}", "index": 0}]}}}),
            reply("{}"), id="Spark's events",
        ),
        pytest.param(
            sse({"code": 0, "data": piece("{")}, {"code": 0, "data": piece("}", "stop")}),
            reply("{}"), id="in a gateway's wrapper",
        ),
        pytest.param(
            sse({"type": "text-start", "id": "0"}, {"type": "text-delta", "id": "0", "delta": "{"},
                {"type": "text-delta", "id": "0", "delta": "}"}, {"type": "finish"}),
            reply("{}"), id="events for a page",
        ),
        pytest.param(
            sse({"token": {"id": 1, "text": "{"}}, {"token": {"id": 2, "text": "}"}}), reply("{}"), id="TGI's events"
        ),
    ],
)  # fmt: skip
def test_a_stream(stream: bytes, found: Reply):
    assert opened(stream) == found
    assert opened(stream, "text/event-stream; charset=utf-8") == found


@pytest.mark.parametrize(
    "event", ["event: error\ndata: busy\n\n", "data: [ERROR] busy\n\n", "data: error: busy\n\n"]
)
def test_an_event_that_is_an_error_in_words(event: str):
    assert opened(event.encode(), "text/event-stream") == NoAnswer("busy")
