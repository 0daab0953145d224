"""Neighbours of what was seen and of what was thought out: other servers' interfaces, gateways, proxies and habits."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

from tests.behaviours.endpoint import Answer, Behaviour, Call, chunk, completion, plain, refuses, says, sends, streams
from tests.behaviours.unseen_envelopes import body_of, enveloped, halves, only_streams
from tests.behaviours.unseen_pace import AtFirst
from tests.behaviours.unseen_refusals import always, at_most, short, unformatted, unless, within, without_schema
from tests.behaviours.unseen_texts import around, everywhere, reshaped, tells, written

# --- Texts ----------------------------------------------------------------------------------------------------------

_KEYS = {
    "title": "论文标题", "summary": "内容摘要", "highlights": "核心亮点", "field": "应用方向", "contribution": "一句话贡献",
    "usage": "使用指南", "input": "输入数据", "output": "输出结果", "steps": "使用步骤", "requirements": "资源需求",
    "innovations": "主要创新点", "name": "创新名称", "text": "创新说明", "results": "实验效果", "datasets": "数据集",
    "comparisons": "对比基线", "figures": "关键指标",
}  # fmt: skip


def _headings(value: Any, level: int = 2) -> str:
    lines: list[str] = []
    for key, inner in value.items():
        lines.append(f"{'#' * level} {key.capitalize()}\n")
        if isinstance(inner, dict):
            lines.append(_headings(inner, level + 1))
        elif isinstance(inner, list):
            for number, each in enumerate(inner, 1):
                said = f"**{each['name']}**：{each['text']}" if isinstance(each, dict) else each
                lines.append(f"{number}. {said}")
            lines.append("")
        else:
            lines.append(f"{inner}\n")
    return "\n".join(lines)


def _bold_lines(value: Any, depth: int = 0) -> str:
    lines: list[str] = []
    for key, inner in value.items():
        head = f"{'  ' * depth}- **{_KEYS[key]}**："
        if isinstance(inner, dict):
            lines.append(f"{head}\n{_bold_lines(inner, depth + 1)}")
        elif isinstance(inner, list):
            told = [f"{each['name']}：{each['text']}" if isinstance(each, dict) else each for each in inner]
            lines += [head, *(f"{'  ' * (depth + 1)}- {each}" for each in told)]
        else:
            lines.append(head + str(inner))
    return "\n".join(lines)


def _tags(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(f"<{key}>{_tags(inner)}</{key}>\n" for key, inner in value.items())
    if isinstance(value, list):
        return "".join(f"\n<item>{_tags(inner)}</item>" for inner in value)
    return str(value)


def _repr(value: Any, name: str = "Answer") -> str:
    """As pydantic prints an object."""
    if isinstance(value, dict):
        return f"{name}({', '.join(f'{key}={_repr(inner, key.capitalize())}' for key, inner in value.items())})"
    if isinstance(value, list):
        return f"[{', '.join(_repr(inner, name) for inner in value)}]"
    return repr(value)


def _wide_marks(text: str) -> str:
    return text.translate(str.maketrans("{}[]", "｛｝［］"))


TEXTS = (
    Behaviour("headings of Markdown in place of keys", written(lambda text: _headings(json.loads(text))), usable=True),
    Behaviour("bold lines in Chinese in place of keys", written(lambda text: _bold_lines(json.loads(text))), True),
    Behaviour("tags in place of keys", written(lambda text: _tags(json.loads(text))), usable=True),
    Behaviour("an object as pydantic prints it", written(lambda text: _repr(json.loads(text))), usable=True),
    Behaviour("all keys in other words, in Chinese", reshaped(lambda a: everywhere(a, lambda k: _KEYS[k])), True),
    Behaviour("full-width brackets", written(_wide_marks), usable=True),
    Behaviour(
        "every line quoted", written(lambda t: re.sub("^", "> ", json.dumps(json.loads(t), indent=1), flags=re.M)), True
    ),
    Behaviour("the JSON as CDATA", around("<answer><![CDATA[", "]]></answer>"), usable=True),
    Behaviour("the answer, then a mark for it", around("", '\n\n```json\n{"score": 9, "reason": "完整"}\n```'), True),
    Behaviour("signs of HTML in the texts", written(lambda t: t.replace("。", "&nbsp;&lt;见原文&gt;。")), usable=True),
    Behaviour("a list of names and values", reshaped(lambda a: [{"key": k, "value": v} for k, v in a.items()]), True),
    Behaviour("a message of its own as the answer", reshaped(lambda a: {"role": "assistant", "content": a}), True),
)

# --- Envelopes ------------------------------------------------------------------------------------------------------


def _converse(text: str) -> object:
    message = {"role": "assistant", "content": [{"text": text}]}
    return {"output": {"message": message}, "stopReason": "end_turn", "usage": {"inputTokens": 90, "outputTokens": 9}}


def _messages(text: str) -> object:
    said = [
        {"role": "assistant", "type": "verbose", "content": "{}"},
        {"role": "assistant", "type": "answer", "content": text},
    ]
    return {**completion(None), "choices": [{"index": 0, "messages": said, "finish_reason": "stop"}]}


def _numbered(text: str) -> object:
    whole = completion(text)
    return {**whole, "choices": {"0": whole["choices"][0]}}


def _dify(call: Call) -> Answer:
    events = [{"event": "message", "answer": piece, "task_id": "1"} for piece in halves(call.honest)]
    return streams({"event": "workflow_started", "data": {"id": "1"}}, *events, {"event": "message_end"}, done=False)


def _messages_in_pieces(call: Call) -> Answer:
    pieces = [chunk({}) for _ in range(2)]
    for piece, text in zip(pieces, halves(call.honest), strict=True):
        piece["choices"][0] = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": None}
    return streams(*pieces, chunk({}, "stop"))


def _texts_of_json(call: Call) -> Answer:
    first, second = halves(call.honest)
    return streams(
        json.dumps(json.dumps(chunk({"content": first}))), json.dumps(json.dumps(chunk({"content": second}, "stop")))
    )


def _by_hand(call: Call) -> Answer:
    """A gateway that builds JSON by putting texts together."""
    return plain('{"id":"1","choices":[{"message":{"role":"assistant","content":"%s"}}]}' % call.honest)


def _empty_once(call: Call) -> Answer:
    if call.turn < 3:
        return streams(chunk({"content": ""}, "stop"))
    return streams(chunk({"content": call.honest}), chunk({}, "stop"))


def _redirects(call: Call) -> Answer | None:
    return Answer([], 307, {"Location": "/v1/chat/completions?region=1"}) if call.turn % 2 else None


ENVELOPES = (
    Behaviour("answers as Bedrock's own interface", enveloped(_converse), usable=True),
    Behaviour("answers as Vertex's own interface", enveloped(lambda t: {"predictions": [{"content": t}]}), True),
    Behaviour("answers as Triton", enveloped(lambda t: {"model_name": "test-model", "text_output": t}), usable=True),
    Behaviour("answers as KoboldCpp", enveloped(lambda t: {"results": [{"text": t, "finish_reason": "stop"}]}), True),
    Behaviour("answers as SGLang's own interface", enveloped(lambda t: {"text": t, "meta_info": {"id": "1"}}), True),
    Behaviour("answers as llama.cpp's own interface", enveloped(lambda t: {"content": t, "stop": True, "tokens_predicted": 9}), True),
    Behaviour("an output in pieces", enveloped(lambda t: {"status": "succeeded", "output": list(halves(t)), "error": None}), True),
    Behaviour("several messages in the choice", enveloped(_messages), usable=True),
    Behaviour("choices by their number", enveloped(_numbered), usable=True),
    Behaviour("a stream as Dify's", _dify, usable=True),
    Behaviour("answers as Dify", enveloped(lambda t: {"event": "message", "mode": "chat", "answer": t}), usable=True),
    Behaviour("only streams, messages in place of deltas", only_streams(_messages_in_pieces), usable=True),
    Behaviour("only streams, each event a text of JSON", only_streams(_texts_of_json), usable=True),
    Behaviour("only streams, and says nothing once", only_streams(_empty_once), usable=True),
    Behaviour("comments to keep the line open, then the answer", lambda c: Answer([b": keep-alive\n\n", body_of(c)]), True),
    Behaviour("compressed, and does not say so", lambda c: Answer([gzip.compress(body_of(c))]), usable=True),
    Behaviour("says it is compressed, and is not", lambda c: Answer([body_of(c)], headers={"Content-Encoding": "gzip"}), True),
    Behaviour("a proxy's remark behind the body", lambda c: Answer([body_of(c), b"\n<!-- via proxy 1 -->"]), usable=True),
    Behaviour("a guard before the body", lambda c: Answer([b")]}',\n", body_of(c)]), usable=True),
    Behaviour("a function called with the body", lambda c: Answer([b"callback(", body_of(c), b");"], content_type="text/javascript"), True),
    Behaviour("a body put together by hand", _by_hand, usable=True),
    Behaviour("a body as Python prints it", lambda c: plain(repr(completion(c.honest))), usable=True),
    Behaviour("a redirect that keeps the call", _redirects, usable=True),
    Behaviour("204 and nothing, once", lambda c: Answer([], 204) if c.turn == 1 else None, usable=True),
)  # fmt: skip

# --- Refusals -------------------------------------------------------------------------------------------------------


def _gemini(message: str) -> Answer:
    return sends([{"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}], 400)


def _strictly(call: Call) -> bool:
    return "strict" not in json.dumps(call.body.get("response_format", {}))


_WORKERS = (
    "AiError: Bad input: Error: oneOf at '/' not met, 0 matches: required properties at '/' are 'prompt', "
    "Type mismatch of '/response_format/type', 'json_schema' not in 'json_object'"
)
_TENCENT = {
    "Response": {
        "Error": {"Code": "InvalidParameter", "Message": "ResponseFormat 参数暂不支持 json_schema"},
        "RequestId": "1",
    }
}
_LM_STUDIO = (
    "Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of "
    "only 8192 tokens, which is not enough. Try to load the model with a larger context length, or provide a shorter input"
)

REFUSALS = (
    Behaviour("Gemini knows no name of ours", unless(_strictly, always(_gemini(
        'Invalid JSON payload received. Unknown name "strict" at \'response_format.json_schema\': Cannot find field.'))), True),
    Behaviour("Gemini has too many states", unless(without_schema, always(_gemini(
        "The specified schema produces a constraint that has too many states for serving."))), True),
    Behaviour("Workers' errors in a list", unless(without_schema, always(sends(
        {"errors": [{"message": _WORKERS, "code": 5006}], "success": False, "result": {}}, 400))), True),
    Behaviour("Tencent's error inside a 200", unless(without_schema, always(sends(_TENCENT))), usable=True),
    Behaviour("LiteLLM does not drop a parameter", unless(unformatted, always(refuses(400,
        "litellm.UnsupportedParamsError: openai does not support parameters: ['response_format'], for model=test-model. "
        "To drop these, set `litellm.drop_params=True`"))), True),
    Behaviour("502 of nginx whenever a schema is asked for", unless(without_schema, always(plain(
        "<html><head><title>502 Bad Gateway</title></head></html>", 502, "text/html"))), True),
    Behaviour("an integer above the maximum value", unless(at_most(2048), always(refuses(400,
        "Invalid 'max_tokens': integer above maximum value. Expected a value <= 2048, but got 5000 instead.",
        code="integer_above_max_value", param="max_tokens"))), True),
    Behaviour("more tokens than it generates, with 200", unless(at_most(2048), always(sends(
        {"base_resp": {"status_code": 2013, "status_msg": "invalid params, max_tokens exceeds limit 2048"}}))), True),
    Behaviour("vLLM counts input tokens", unless(within(8192), always(refuses(400,
        "This model's maximum context length is 8192 tokens. However, your request has 9000 input tokens. Please reduce "
        "the length of the input messages.", kind="BadRequestError", code=400))), True),
    Behaviour("SGLang says longer", unless(within(8192), always(refuses(400,
        "The input (9000 tokens) is longer than the model's context length (8192 tokens)."))), True),
    Behaviour("LM Studio's context overflows", unless(within(8192), always(sends({"error": _LM_STUDIO}, 400))), True),
    Behaviour("TGI adds up", unless(within(8192), always(sends({"error":
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: 7000 `inputs` tokens and "
        "5000 `max_new_tokens`", "error_type": "validation"}, 422))), True),
    Behaviour("Kimi's token limit", unless(within(8192), always(refuses(400,
        "Invalid request: Your request exceeded model token limit: 8192 (requested: 9120)"))), True),
    Behaviour("a limit in characters", unless(lambda c: len(str(c.body["messages"])) <= 12_000, always(sends(
        {"error_code": 336003, "error_msg": "the max input characters is 12000"}))), True),
    Behaviour("Ollama has no such option", unless(without_schema, always(plain(
        "json: cannot unmarshal object into Go struct field ChatRequest.format of type string", 400))), True),
)  # fmt: skip

# --- Pace and troubles ----------------------------------------------------------------------------------------------

_1015 = "<!DOCTYPE html><html><head><title>Access denied | example.org used Cloudflare to restrict access</title></head></html>"
_BLOCKED = "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body>Sorry, you have been blocked"
_MOMENT = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue"
)
_SPENT = "该令牌额度已用尽 !token.UnlimitedQuota && token.RemainQuota = 0 (request id: 20261128)"
_NOT_FOR_KEY = "key not allowed to access model. This key can only access models=['other']. Tried to access test-model"

TROUBLES = (
    Behaviour("error 1015 of Cloudflare", AtFirst(3, always(plain(_1015, 429, "text/html", Retry_After="1"))), usable=True),
    Behaviour("522 of Cloudflare, twice", AtFirst(2, always(plain("error code: 522", 522))), usable=True),
    Behaviour("Tencent's limit inside a 200", AtFirst(2, always(sends({"Response": {"Error": {
        "Code": "RequestLimitExceeded", "Message": "您当前每秒请求超过了限频"}, "RequestId": "1"}}))), True),
    Behaviour("a queue that is full", AtFirst(3, always(sends(
        {"detail": "Request queue is full. Please retry later."}, 503))), True),
    Behaviour("Cloudflare blocks the text", always(plain(_BLOCKED, 403, "text/html")), usable=False),
    Behaviour("Cloudflare wants a browser", always(plain(_MOMENT, 403, "text/html")), usable=False),
    Behaviour("a budget that is exceeded", always(refuses(400,
        "ExceededBudget: User=default_user_id over budget. Budget has been exceeded! Current cost: 10.1, Max budget: 10.0",
        kind="budget_exceeded")), usable=False),
    Behaviour("令牌额度已用尽, with 401", always(sends({"error": {"message": _SPENT, "type": "new_api_error"}}, 401)),
        usable=False, about_all=True),
    Behaviour("a model that is not for this key, with 401", always(sends({"error": {
        "message": _NOT_FOR_KEY, "type": "key_model_access_denied", "code": "401"}}, 401)), usable=False, about_all=True),
    Behaviour("无权使用 the model, with 403", always(sends({"error": {
        "message": "该令牌无权使用模型：test-model", "type": "new_api_error"}}, 403)), usable=False),
    Behaviour("Spark's audit inside a 200", always(sends(
        {"code": 10013, "message": "输入内容审核不通过，涉嫌违规，请重新调整输入内容", "sid": "1"})), usable=False),
    Behaviour("Tencent's key inside a 200", always(sends({"Response": {"Error": {
        "Code": "AuthFailure.SecretIdNotFound", "Message": "The SecretId is not found"}, "RequestId": "1"}})), usable=False),
    Behaviour("a task that goes on elsewhere", always(sends(
        {"id": "1", "model": "test-model", "request_id": "1", "task_status": "PROCESSING"})), usable=False),
    Behaviour("a stream that reports an error", lambda c: streams(chunk({"content": ""}), {"error": {
        "message": "upstream connect error or disconnect/reset before headers", "code": 503}}), usable=False),
    Behaviour("the start of the answer, again and again", lambda c: tells(c, c.honest[:40]), usable=False),
    Behaviour("says what it will do", lambda c: says("好的，我会按照您给出的 JSON 结构整理这篇论文，请稍候。"), usable=False),
    Behaviour("a text that is too short for it", unless(short(10), always(refuses(400, "prompt is too long"))),
        usable=False, quiet=True),
)  # fmt: skip

BEHAVIOURS = (*TEXTS, *ENVELOPES, *REFUSALS, *TROUBLES)
