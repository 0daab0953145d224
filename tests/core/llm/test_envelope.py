"""What an endpoint's response holds, whatever its envelope."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.endings import Finish, NoAnswer
from core.llm.envelope import opened
from core.llm.reply import Reply
from core.llm.usage import TokenCounts
from tests.core.llm.responses import (
    ANSWER,
    USAGE,
    USED,
    body,
    broke_off,
    completion,
    reply,
    said,
    sse,
)


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        pytest.param(ANSWER, (ANSWER,), id="a text"),
        pytest.param("", (), id="an empty text"),
        pytest.param(" \n", (), id="blanks"),
        pytest.param(None, (), id="null"),
        pytest.param(5, (), id="a number"),
        pytest.param([{"type": "text", "text": ANSWER}], (ANSWER,), id="a text part"),
        pytest.param([{"type": "text", "text": '{"a":'}, {"type": "text", "text": "1}"}], ('{"a":1}',), id="two parts"),
        pytest.param([{"type": "output_text", "text": ANSWER}], (ANSWER,), id="an output text"),
        pytest.param([{"text": {"value": ANSWER}}], (ANSWER,), id="a value of a text"),
        pytest.param(["{", "}"], ("{}",), id="a list of texts"),
        pytest.param(
            [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": ANSWER}], (ANSWER,), id="thoughts first"
        ),
        pytest.param([{"type": "image_url", "image_url": {}}], (), id="a picture"),
        pytest.param({"type": "text", "text": ANSWER}, (ANSWER,), id="one part without a list"),
        pytest.param({"title": "标题"}, (ANSWER,), id="the object itself"),
        pytest.param({}, (), id="an empty object"),
        pytest.param([[[[[ANSWER]]]]], (ANSWER,), id="lists in lists"),
        pytest.param([[[[[[[[[[ANSWER]]]]]]]]]], (), id="too many of them"),
    ],
)  # fmt: skip
def test_the_content_of_a_message(content: Any, texts: tuple[str, ...]):
    assert opened(body(said(content))) == Reply(texts)


@pytest.mark.parametrize(
    ("response", "found"),
    [
        pytest.param(said(ANSWER) | {"usage": USAGE}, reply(ANSWER, usage=USED), id="as it should be"),
        pytest.param(said(None, reasoning_content=ANSWER), reply(ANSWER, thought=True), id="in the thoughts"),
        pytest.param(said("yes", reasoning="hm"), reply("yes", "hm", thought=True), id="beside the thoughts"),
        pytest.param(
            said("yes", reasoning_details=[{"type": "reasoning.text", "text": "hm"}]),
            reply("yes", "hm", thought=True),
            id="thoughts in details",
        ),
        pytest.param(
            said(None, tool_calls=[{"id": "1", "function": {"name": "f", "arguments": ANSWER}}]),
            reply(ANSWER),
            id="a call of a function",
        ),
        pytest.param(
            said(None, tool_calls=[{"function": {"arguments": {"title": "标题"}}}]),
            reply(ANSWER),
            id="arguments as an object",
        ),
        pytest.param(said(None, function_call={"arguments": ANSWER}), reply(ANSWER), id="an old call of a function"),
        pytest.param(said(None, parsed={"title": "标题"}), reply(ANSWER), id="parsed"),
        pytest.param(said(ANSWER, parsed={"title": "标题"}), reply(ANSWER), id="parsed as well"),
        pytest.param(said(None, refusal="No."), reply(finish=Finish.FILTERED), id="a refusal"),
        pytest.param(
            said([{"type": "refusal", "refusal": "No."}]), reply(finish=Finish.FILTERED), id="a refusal as a part"
        ),
        pytest.param(said(ANSWER, refusal="No."), reply(ANSWER), id="a refusal beside an answer"),
        pytest.param(said(ANSWER, refusal=None), reply(ANSWER), id="no refusal"),
        pytest.param(completion(ANSWER), reply(ANSWER), id="a text for the message"),
        pytest.param(completion([{"content": ANSWER}]), reply(ANSWER), id="a list for the message"),
        pytest.param(completion(None), reply(), id="null for the message"),
        pytest.param(completion(7), reply(), id="a number for the message"),
        pytest.param({"choices": [{"text": ANSWER}]}, reply(ANSWER), id="a text instead of the message"),
        pytest.param(
            said(None, thinking_blocks=[{"type": "thinking", "thinking": "hm", "signature": "x"}]),
            reply("hm", thought=True), id="blocks of thoughts",
        ),
        pytest.param(
            said("", reasoning_details=[{"type": "reasoning.summary", "summary": "hm"}]),
            reply("hm", thought=True), id="thoughts summed up",
        ),
        pytest.param(
            said(None, provider_specific_fields={"reasoning_content": "hm"}),
            reply("hm", thought=True), id="thoughts among the provider's own",
        ),
        pytest.param({"choices": [{"message": {"text": ANSWER}}]}, reply(ANSWER), id="the message's text"),
        pytest.param({"choices": [{"message": {"parts": [{"text": ANSWER}]}}]}, reply(ANSWER), id="parts"),
        pytest.param(
            {"choices": [{"message": {"content": ""}, "delta": {"content": ANSWER}}]}, reply(ANSWER), id="both"
        ),
        pytest.param({"choices": [{"content": ANSWER}]}, reply(ANSWER), id="content without a message"),
        pytest.param({"choices": [{"output": ANSWER}]}, reply(ANSWER), id="an output without one"),
        pytest.param({"choices": [[{"message": {"content": ANSWER}}]]}, reply(ANSWER), id="a list too many"),
        pytest.param({"choices": ANSWER}, reply(ANSWER), id="a text for the choices"),
        pytest.param(said({"type": [], "content": ANSWER}), reply(ANSWER), id="a type that is none"),
        pytest.param(said([{"type": "json", "json": {"title": "标题"}}]), reply(ANSWER), id="a part of JSON"),
        pytest.param(
            said([{"type": "output_json", "output": {"title": "标题"}}]), reply(ANSWER), id="the same by another name"
        ),
        pytest.param(
            said(None, tool_calls=[{"function": {"arguments": "1"}}, {"function": {"arguments": "2"}}]),
            reply("1", "2", "1\n2"), id="calls, one for each field",
        ),
        pytest.param(
            {"choices": [{"message": {"content": "{"}, "error": {"message": "m"}, "finish_reason": "error"}]},
            broke_off("m"), id="an error behind its beginning",
        ),
        pytest.param({"choices": [{"delta": {"content": ANSWER}}]}, reply(ANSWER), id="a piece of a stream, whole"),
        pytest.param({"choices": [ANSWER]}, reply(ANSWER), id="a text for the choice"),
        pytest.param({"choices": {"message": {"content": ANSWER}}}, reply(ANSWER), id="no list of choices"),
        pytest.param({"choices": [None]}, reply(), id="null for the choice"),
        pytest.param({"choices": []}, reply(), id="no choice"),
        pytest.param({"choices": None}, reply(), id="null for the choices"),
        pytest.param({"data": said(ANSWER), "code": 0}, reply(ANSWER), id="wrapped as data"),
        pytest.param({"output": said(ANSWER), "usage": USAGE}, reply(ANSWER, usage=USED), id="wrapped, usage outside"),
        pytest.param({"result": "yes", "id": 1}, reply("yes", '{"result": "yes", "id": 1}'), id="a result"),
        pytest.param({"title": "标题"}, reply(ANSWER), id="the answer without an envelope"),
        pytest.param(ANSWER, reply(ANSWER), id="the answer as a JSON text"),
        pytest.param([{"title": "标题"}], reply('[{"title": "标题"}]'), id="the answer in a list"),
        pytest.param([said(ANSWER)], reply(ANSWER), id="a list of one completion"),
        pytest.param(
            [{"choices": [{"delta": {"content": "{"}}]}, {"choices": [{"delta": {"content": "}"}}]}],
            reply("{}"),
            id="a stream as a list",
        ),
        pytest.param(5, reply("5"), id="a number"),
    ],
)  # fmt: skip
def test_a_completion(response: Any, found: Reply):
    assert opened(body(response)) == found


@pytest.mark.parametrize(
    ("response", "texts", "finish"),
    [
        pytest.param(
            {"type": "message", "content": [{"type": "text", "text": ANSWER}], "stop_reason": "end_turn"},
            (ANSWER,), Finish.STOP, id="Anthropic's messages",
        ),
        pytest.param(
            {"type": "message", "content": [{"type": "text", "text": ANSWER}], "stop_reason": "max_tokens"},
            (ANSWER,), Finish.LENGTH, id="Anthropic's messages, cut",
        ),
        pytest.param(
            {"object": "response", "status": "completed", "error": None, "output": [
                {"type": "reasoning", "content": [{"type": "reasoning_text", "text": "hm"}]},
                {"type": "message", "content": [{"type": "output_text", "text": ANSWER}]}]},
            (ANSWER,), Finish.STOP, id="Responses",
        ),
        pytest.param(
            {"object": "response", "status": "incomplete", "output": [
                {"type": "message", "content": [{"type": "output_text", "text": ANSWER}]}]},
            (ANSWER,), Finish.LENGTH, id="Responses, cut",
        ),
        pytest.param(
            {"candidates": [{"content": {"parts": [{"text": "hm", "thought": True}, {"text": ANSWER}]}}]},
            (ANSWER,), Finish.STOP, id="Gemini's candidates",
        ),
        pytest.param(
            {"candidates": [{"content": {"parts": [{"text": ANSWER}]}, "finishReason": "MAX_TOKENS"}]},
            (ANSWER,), Finish.LENGTH, id="Gemini's candidates, cut",
        ),
        pytest.param({"promptFeedback": {"blockReason": "SAFETY"}}, (), Finish.FILTERED, id="Gemini's filter"),
        pytest.param(
            {"message": {"role": "assistant", "content": ANSWER}, "done": True, "done_reason": "stop"},
            (ANSWER,), Finish.STOP, id="Ollama's chat",
        ),
        pytest.param(
            {"message": {"content": "", "thinking": ANSWER}, "done_reason": "length"},
            (ANSWER,), Finish.LENGTH, id="Ollama's thoughts",
        ),
        pytest.param({"response": ANSWER, "done": True}, (ANSWER,), Finish.STOP, id="Ollama's generate"),
        pytest.param(
            {"output": {"text": ANSWER, "finish_reason": "stop"}}, (ANSWER,), Finish.STOP, id="DashScope's text"
        ),
        pytest.param({"data": {"output": {"text": ANSWER}}}, (ANSWER,), Finish.STOP, id="wrapped twice"),
        pytest.param([{"generated_text": ANSWER}], (ANSWER,), Finish.STOP, id="a pipeline's list"),
        pytest.param(
            {"status": "finished", "reason": "stop", "response": ANSWER}, (ANSWER,), Finish.STOP, id="and why it ended"
        ),
        pytest.param(
            {"Response": {"Choices": [{"FinishReason": "length", "Message": {"Content": ANSWER}}], "RequestId": "1"}},
            (ANSWER,), Finish.LENGTH, id="Tencent's",
        ),
        pytest.param({"Choices": [{"Message": {"Content": ANSWER}}]}, (ANSWER,), Finish.STOP, id="in capitals"),
        pytest.param(
            {"output": {"message": {"content": [{"text": ANSWER}]}}, "stopReason": "max_tokens"},
            (ANSWER,), Finish.LENGTH, id="Bedrock's, cut",
        ),
        pytest.param({"result": ANSWER, "is_truncated": True}, (ANSWER,), Finish.LENGTH, id="Qianfan's, cut"),
        pytest.param(
            {"outputs": [{"type": "message.output", "content": [{"type": "text", "text": ANSWER}]}]},
            (ANSWER,), Finish.STOP, id="Mistral's conversations",
        ),
        pytest.param(
            {"custom_id": "1", "response": {"status_code": 200, "body": said(ANSWER)}, "error": None},
            (ANSWER,), Finish.STOP, id="a line of a batch",
        ),
        pytest.param(
            {"payload": {"choices": {"text": [{"content": ANSWER, "role": "assistant"}]}}},
            (ANSWER,), Finish.STOP, id="Spark's",
        ),
        pytest.param({"statusCode": 200, "body": json.dumps(said(ANSWER))}, (ANSWER,), Finish.STOP, id="a lambda's"),
        pytest.param({"data": json.dumps(said(ANSWER))}, (ANSWER,), Finish.STOP, id="a wrapper's text"),
        pytest.param({"chat": said(ANSWER)}, (ANSWER,), Finish.STOP, id="a wrapper of any name"),
        pytest.param({"data": {"chat": said(ANSWER)}}, (ANSWER,), Finish.STOP, id="GraphQL's"),
        pytest.param({"generation": ANSWER, "stop_reason": "stop"}, (ANSWER,), Finish.STOP, id="Llama's at Bedrock"),
        pytest.param(
            said(None, audio={"id": "1", "transcript": ANSWER}), (ANSWER,), Finish.STOP, id="what was spoken"
        ),
    ],
)  # fmt: skip
def test_other_interfaces(response: Any, texts: tuple[str, ...], finish: Finish):
    found = opened(body(response))

    assert isinstance(found, Reply)
    assert (found.texts[:1], found.finish) == (texts, finish)


def test_a_key_twice_where_the_second_says_nothing():
    twice = '{"message": {"content": "{}", "content": null}, "message": {}}'

    assert opened(f'{{"choices": [{twice}], "choices": []}}'.encode()) == reply("{}")


@pytest.mark.parametrize(
    ("reason", "finish"),
    [
        ("stop", Finish.STOP), ("end", Finish.STOP), ("eos", Finish.STOP), ("tool_calls", Finish.STOP),
        (None, Finish.STOP),
        ("length", Finish.LENGTH), ("MAX_TOKENS", Finish.LENGTH), ("max_output_tokens", Finish.LENGTH),
        ("model_context_window_exceeded", Finish.LENGTH), ("content_filter", Finish.FILTERED),
        ("SAFETY", Finish.FILTERED), ("sensitive", Finish.FILTERED), ("refusal", Finish.FILTERED),
        ("max_output_tokens_reached", Finish.LENGTH), ("MAX_LENGTH", Finish.LENGTH), ("limit", Finish.LENGTH),
        ("content_filter: PROHIBITED_CONTENT", Finish.FILTERED), ("guardrail_intervened", Finish.FILTERED),
        ({"reason": "length"}, Finish.LENGTH), ("repetition_truncation", Finish.LENGTH),
        ("time_limit", Finish.LENGTH),
        (5, Finish.STOP), (["length"], Finish.STOP),
    ],
)  # fmt: skip
def test_how_the_model_ended(reason: Any, finish: Finish):
    assert opened(body(completion({"content": ANSWER}, reason))) == reply(ANSWER, finish=finish)


@pytest.mark.parametrize("reason", ["error", "abort", "insufficient_system_resource"])
def test_an_answer_that_the_endpoint_broke_off(reason: str):
    found = opened(body(completion({"content": "{"}, reason)))

    assert found == broke_off(f"finish_reason: {reason}")


@pytest.mark.parametrize(
    ("response", "error", "status"),
    [
        pytest.param({"error": "no such thing"}, "no such thing", None, id="a text"),
        pytest.param({"error": {"message": "m", "code": 429}}, '{"message": "m", "code": 429}', 429, id="a status"),
        pytest.param({"error": {"message": "m", "code": "503"}}, '{"message": "m", "code": "503"}', 503, id="as text"),
        pytest.param({"error": {"message": "m", "code": 1008}}, '{"message": "m", "code": 1008}', None, id="no status"),
        pytest.param([{"error": {"code": 400, "message": "m"}}], '{"code": 400, "message": "m"}', 400, id="in a list"),
        pytest.param({"detail": [{"loc": [], "msg": "m"}]}, '[{"loc": [], "msg": "m"}]', None, id="details"),
        pytest.param({"code": "Arrearage", "message": "m"}, '{"code": "Arrearage", "message": "m"}', None, id="a code"),
        pytest.param({"code": 1210, "msg": "m"}, '{"code": 1210, "message": "m"}', None, id="msg"),
        pytest.param({"object": "error", "message": "m", "code": 400}, '{"code": 400, "message": "m"}', 400, id="old"),
        pytest.param({"success": False, "message": "m"}, '{"code": null, "message": "m"}', None, id="no success"),
        pytest.param({"error_code": 18, "error_msg": "m"}, "m", None, id="error_msg"),
        pytest.param(
            {"choices": None, "base_resp": {"status_code": 1008, "status_msg": "m"}},
            '{"code": 1008, "message": "m"}', None, id="base_resp",
        ),
        pytest.param({"ret": -1, "msg": "m"}, '{"code": -1, "message": "m"}', None, id="ret"),
        pytest.param({"httpStatus": 429, "httpMessage": "m"}, '{"code": 429, "message": "m"}', 429, id="of HTTP"),
        pytest.param({"statusCode": 500, "body": "m"}, '{"code": 500, "message": "m"}', 500, id="a lambda's"),
        pytest.param({"errorCode": "E1", "errorMessage": "m"}, '{"code": "E1", "message": "m"}', None, id="errorCode"),
        pytest.param({"success": False, "code": "E1", "desc": "m"}, '{"code": "E1", "message": "m"}', None, id="desc"),
        pytest.param({"status": "fail", "reason": "m"}, '{"code": "fail", "message": "m"}', None, id="a reason"),
        pytest.param({"fault": {"faultstring": "m"}}, '{"faultstring": "m"}', None, id="a fault"),
        pytest.param({"exception": "m"}, "m", None, id="an exception"),
        pytest.param({"choices": [], "error": "m"}, "m", None, id="beside no choices"),
        pytest.param(
            {"choices": [{"error": {"message": "m", "code": 502}, "finish_reason": "error"}]},
            '{"message": "m", "code": 502}', 502, id="in the choice",
        ),
        pytest.param(completion({"content": ""}, "error"), "finish_reason: error", None, id="as the reason to finish"),
        pytest.param(completion({"content": ""}, "abort"), "finish_reason: abort", None, id="as another reason"),
        pytest.param(
            {**completion({"content": ""}), "error": {"message": "m"}},
            '{"message": "m"}', None, id="beside nothing said",
        ),
    ],
)  # fmt: skip
def test_an_error_that_calls_itself_a_success(response: Any, error: str, status: int | None):
    assert opened(body(response)) == NoAnswer(error, status=status)
    if isinstance(response, dict):
        assert opened(sse(response)) == NoAnswer(error, status=status)


@pytest.mark.parametrize(
    "response",
    [
        pytest.param({**said(ANSWER), "error": None}, id="null"),
        pytest.param({**said(ANSWER), "error": {"message": "m"}}, id="an error beside an answer"),
        pytest.param(
            {**said(ANSWER), "code": 200, "message": "ok", "success": True}, id="a success"
        ),
        pytest.param({"code": 0, "msg": "success", "data": said(ANSWER)}, id="a success around it"),
        pytest.param({**said(ANSWER), "status": "finished", "reason": "stop"}, id="why it ended"),
        pytest.param(
            {**said(ANSWER), "base_resp": {"status_code": 0, "status_msg": ""}}, id="no status"
        ),
    ],
)
def test_what_is_no_error(response: Any):
    assert opened(body(response)) == reply(ANSWER)


@pytest.mark.parametrize(
    ("page", "content_type", "is_page"),
    [
        ("<!DOCTYPE html><title>x</title>", "", True), ("  <html>", "text/html", True), ("<head>", "", True),
        ("<!-- a portal --><html>", "", True), ('<?xml version="1.0"?><Error/>', "application/xml", True),
        ("Sign in", "text/html; charset=utf-8", True), (ANSWER, "text/html", False), ("[]", "text/html", False),
        ("404 page not found", "text/plain", False),
    ],
)  # fmt: skip
def test_a_page_for_people(page: str, content_type: str, is_page: bool):
    assert (opened(page.encode(), content_type) == NoAnswer(page=True)) is is_page


@pytest.mark.parametrize(
    ("said", "greets"),
    [
        ("OK", True), ("Ollama is running", True), ("Hello! I am the gateway.", True),
        ('{"status": "ok"}', True), ('{"message": "Hello! I am here.", "version": "1.2"}', True),
        ('{"ok": true, "uptime": 12.5, "time": "2026-02-05T00:00:00Z"}', True),
        ("The paper wins. " * 20, False), ("title: T", False), ("标题：甲", False), (ANSWER, False),
        ('{"message": "{\\"text\\": \\"yes\\"}"}', False), ('{"title": "T"}', False), ("{}", False),
        ('{"message": {"content": "Hello"}}', False),
    ],
)  # fmt: skip
def test_a_server_that_only_greets(said: str, greets: bool):
    found = opened(said.encode(), "text/plain")
    assert (isinstance(found, NoAnswer) and found.page) is greets


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xef\xbb\xbf" + body(said(ANSWER)), id="a byte order mark"),
        pytest.param(json.dumps(said(ANSWER)).encode("utf-16"), id="another encoding"),
        pytest.param(json.dumps(said(ANSWER)).encode("utf-16-le"), id="the same without its mark"),
        pytest.param(
            json.dumps(said(ANSWER)).encode("utf-16-be"), id="the same the other way round"
        ),
        pytest.param(body(said(ANSWER)) + b"\0\0\n", id="zeros behind it"),
        pytest.param(
            body(said(ANSWER)) + b"\ndata: [DONE]\n\n", id="the end of a stream behind it"
        ),
        pytest.param(body(said(ANSWER), indent=2), id="indented"),
    ],
)
def test_how_it_is_written(raw: bytes):
    assert opened(raw) == reply(ANSWER)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        pytest.param(b"", reply(), id="nothing"),
        pytest.param(b" \n", reply(), id="blanks"),
        pytest.param(b"title: OK", reply("title: OK"), id="a line of an outline"),
        pytest.param(b"Here: " + ANSWER.encode(), reply("Here: " + ANSWER), id="an answer in words"),
        pytest.param(b'{"title": "x', reply('{"title": "x'), id="an answer that breaks off"),
        pytest.param(b"[" * 100_000, reply("[" * 100_000), id="nested beyond all measure"),
        pytest.param(b"1" * 10_000, reply("1" * 10_000), id="a number beyond all measure"),
        pytest.param(
            b'{"choices": [{"text": "x"}], "usage": {"prompt_tokens": 1e400, "total_tokens": ' + b"9" * 400 + b"}}",
            reply("x"), id="counts beyond all measure",
        ),
        pytest.param(
            body(said("\ud800 x".encode("utf-16", "surrogatepass").decode("utf-16", "replace"))),
            reply("\ufffd x"), id="half a character",
        ),
    ],
)  # fmt: skip
def test_what_has_no_envelope(raw: bytes, found: Reply):
    assert opened(raw) == found


def test_an_envelope_that_breaks_off_behind_the_answer():
    whole = body(said(ANSWER) | {"usage": USAGE})

    assert opened(whole[:-20]) == reply(
        ANSWER, finish=Finish.LENGTH, usage=TokenCounts(30, 7), cut=True
    )


@given(st.integers(1, len(body(said(ANSWER))) - 1))
def test_an_envelope_that_breaks_off_anywhere_asks_for_no_more_thoughts(length: int):
    found = opened(body(said(ANSWER))[:length])

    assert isinstance(found, Reply)
    assert found.finish is Finish.STOP or not found.thinking


KEYS = st.sampled_from(
    ["choices", "message", "delta", "content", "text", "parts", "usage", "error", "code", "status", "output", "data",
     "candidates", "tool_calls", "function", "arguments", "finish_reason", "type", "reasoning", "prompt_tokens",
     "base_resp", "detail", "response", "promptFeedback", "thinking", "refusal", "parsed"]
)  # fmt: skip
ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["text", "length"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)


@given(ANY)
def test_whatever_json_comes_is_opened(value: Any):
    for raw in (body(value), sse(value, value), body(value)[:-1]):
        found = opened(raw)
        assert isinstance(found, NoAnswer) or all(text.strip() for text in found.texts)


@given(
    st.binary(max_size=200),
    st.sampled_from(["", "text/html", "text/event-stream", "application/json"]),
)
def test_whatever_bytes_come_are_opened(raw: bytes, content_type: str):
    assert isinstance(opened(raw, content_type), Reply | NoAnswer)


@pytest.mark.parametrize(
    ("found", "thinking"),
    [
        (reply("{}"), False), (reply("{}", thought=True), True), (reply(), True), (reply("<think>hm"), True),
        (reply(" <Think>hm"), True), (reply("x" * 200 + "<think>"), False),
    ],
)  # fmt: skip
def test_whether_tokens_went_into_thoughts(found: Reply, thinking: bool):
    assert found.thinking is thinking


def _event(value: Any, **more: Any) -> str:
    return "".join(
        f"data: {line}\n" for line in json.dumps(value, ensure_ascii=False, **more).split("\n")
    )


PIECES = [{"choices": [{"delta": {"content": piece}}]} for piece in (ANSWER[:9], ANSWER[9:])]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(body({"choices": [{"message": {"content": ""}}, {"message": {"content": ANSWER}}]}), id="second"),
        pytest.param(b"<b>Warning</b>: {0}<br />\n" + body(said(ANSWER)), id="warnings before it"),
        pytest.param(b")]}',\n" + body(said(ANSWER)), id="a guard before it"),
        pytest.param(body(said(ANSWER)) + b"\n<!-- proxy -->", id="a remark behind it"),
        pytest.param(b": keep-alive\n\n" + body(said(ANSWER)), id="comments before it"),
        pytest.param(body(said(ANSWER)).decode().encode("gb18030"), id="GB18030"),
        pytest.param("\n".join(_event(each, indent=1) for each in PIECES).encode(), id="events of several lines"),
        pytest.param("".join(map(_event, PIECES)).encode(), id="no empty lines between events"),
        pytest.param("\n".join(_event(json.dumps(each)) for each in PIECES).encode(), id="events as texts of JSON"),
        pytest.param(b'{"choices":[{"message":{"content":"' + ANSWER.encode() + b'"}}]}', id="put together by hand"),
        pytest.param("\n".join(_event({"event": "message", "answer": a}) for a in (ANSWER[:9], ANSWER[9:])).encode(),
                     id="Dify's events"),
    ],
)  # fmt: skip
def test_whatever_is_around_an_answer(raw: bytes):
    found = opened(raw, "text/html" if raw.startswith(b"<") else "")

    assert isinstance(found, Reply)
    assert found.texts[0].startswith(ANSWER)


def test_a_body_that_breaks_off_within_a_character_is_no_other_encoding():
    found = opened('{"choices": 标'.encode()[:-1])

    assert isinstance(found, Reply)
    assert "\ufffd" not in "".join(found.texts)


def test_an_error_in_capital_letters():
    inner = {"Error": {"Code": "RequestLimitExceeded", "Message": "slow down"}, "RequestId": "1"}

    found = opened(body({"Response": inner}))

    assert isinstance(found, NoAnswer)
    assert "slow down" in found.error
