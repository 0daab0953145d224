"""Neighbours of what was seen and of what was thought out: other servers' interfaces, gateways,
proxies and habits."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

from tests.behaviours.endpoint import Answer, Behaviour, Call, chunk, completion, plain, streams
from tests.behaviours.gateways import GATEWAYS
from tests.behaviours.neighbours_again import AGAIN
from tests.behaviours.neighbours_refusals import REFUSALS, TROUBLES
from tests.behaviours.unseen_envelopes import body_of, enveloped, halves, only_streams
from tests.behaviours.unseen_texts import around, everywhere, reshaped, written

# --- Texts
# ----------------------------------------------------------------------------------------------------------

_KEYS = {
    "title": "论文标题", "summary": "内容摘要", "highlights": "核心亮点", "field": "应用方向",
    "contribution": "一句话贡献",
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
            told = [
                f"{each['name']}：{each['text']}" if isinstance(each, dict) else each
                for each in inner
            ]
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
    Behaviour(
        "headings of Markdown in place of keys",
        written(lambda text: _headings(json.loads(text))),
        usable=True,
    ),
    Behaviour(
        "bold lines in Chinese in place of keys",
        written(lambda text: _bold_lines(json.loads(text))),
        True,
    ),
    Behaviour("tags in place of keys", written(lambda text: _tags(json.loads(text))), usable=True),
    Behaviour(
        "an object as pydantic prints it",
        written(lambda text: _repr(json.loads(text))),
        usable=True,
    ),
    Behaviour(
        "all keys in other words, in Chinese",
        reshaped(lambda a: everywhere(a, lambda k: _KEYS[k])),
        True,
    ),
    Behaviour("full-width brackets", written(_wide_marks), usable=True),
    Behaviour(
        "every line quoted",
        written(lambda t: re.sub("^", "> ", json.dumps(json.loads(t), indent=1), flags=re.M)),
        True,
    ),
    Behaviour("the JSON as CDATA", around("<answer><![CDATA[", "]]></answer>"), usable=True),
    Behaviour(
        "the answer, then a mark for it",
        around("", '\n\n```json\n{"score": 9, "reason": "完整"}\n```'),
        True,
    ),
    Behaviour(
        "signs of HTML in the texts",
        written(lambda t: t.replace("。", "&nbsp;&lt;见原文&gt;。")),
        usable=True,
    ),
    Behaviour(
        "a list of names and values",
        reshaped(lambda a: [{"key": k, "value": v} for k, v in a.items()]),
        True,
    ),
    Behaviour(
        "a message of its own as the answer",
        reshaped(lambda a: {"role": "assistant", "content": a}),
        True,
    ),
)

# --- Envelopes
# ------------------------------------------------------------------------------------------------------


def _converse(text: str) -> object:
    message = {"role": "assistant", "content": [{"text": text}]}
    return {
        "output": {"message": message},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 90, "outputTokens": 9},
    }


def _messages(text: str) -> object:
    said = [
        {"role": "assistant", "type": "verbose", "content": "{}"},
        {"role": "assistant", "type": "answer", "content": text},
    ]
    return {
        **completion(None),
        "choices": [{"index": 0, "messages": said, "finish_reason": "stop"}],
    }


def _numbered(text: str) -> object:
    whole = completion(text)
    return {**whole, "choices": {"0": whole["choices"][0]}}


def _dify(call: Call) -> Answer:
    events = [
        {"event": "message", "answer": piece, "task_id": "1"} for piece in halves(call.honest)
    ]
    return streams(
        {"event": "workflow_started", "data": {"id": "1"}},
        *events,
        {"event": "message_end"},
        done=False,
    )


def _messages_in_pieces(call: Call) -> Answer:
    pieces = [chunk({}) for _ in range(2)]
    for piece, text in zip(pieces, halves(call.honest), strict=True):
        piece["choices"][0] = {
            "index": 0,
            "message": {"role": "assistant", "content": text},
            "finish_reason": None,
        }
    return streams(*pieces, chunk({}, "stop"))


def _texts_of_json(call: Call) -> Answer:
    first, second = halves(call.honest)
    return streams(
        json.dumps(json.dumps(chunk({"content": first}))),
        json.dumps(json.dumps(chunk({"content": second}, "stop"))),
    )


def _by_hand(call: Call) -> Answer:
    """A gateway that builds JSON by putting texts together."""
    before, after = '{"id":"1","choices":[{"message":{"role":"assistant","content":"', '"}}]}'
    return plain(before + call.honest + after)


def _empty_once(call: Call) -> Answer:
    if call.turn < 3:
        return streams(chunk({"content": ""}, "stop"))
    return streams(chunk({"content": call.honest}), chunk({}, "stop"))


def _redirects(call: Call) -> Answer | None:
    return Answer([], 307, {"Location": "/v1/chat/completions?region=1"}) if call.turn % 2 else None


ENVELOPES = (
    Behaviour("answers as Bedrock's own interface", enveloped(_converse), usable=True),
    Behaviour(
        "answers as Vertex's own interface",
        enveloped(lambda t: {"predictions": [{"content": t}]}),
        True,
    ),
    Behaviour(
        "answers as Triton",
        enveloped(lambda t: {"model_name": "test-model", "text_output": t}),
        usable=True,
    ),
    Behaviour(
        "answers as KoboldCpp",
        enveloped(lambda t: {"results": [{"text": t, "finish_reason": "stop"}]}),
        True,
    ),
    Behaviour(
        "answers as SGLang's own interface",
        enveloped(lambda t: {"text": t, "meta_info": {"id": "1"}}),
        True,
    ),
    Behaviour(
        "answers as llama.cpp's own interface",
        enveloped(lambda t: {"content": t, "stop": True, "tokens_predicted": 9}),
        True,
    ),
    Behaviour(
        "an output in pieces",
        enveloped(lambda t: {"status": "succeeded", "output": list(halves(t)), "error": None}),
        True,
    ),
    Behaviour("several messages in the choice", enveloped(_messages), usable=True),
    Behaviour("choices by their number", enveloped(_numbered), usable=True),
    Behaviour("a stream as Dify's", _dify, usable=True),
    Behaviour(
        "answers as Dify",
        enveloped(lambda t: {"event": "message", "mode": "chat", "answer": t}),
        usable=True,
    ),
    Behaviour(
        "only streams, messages in place of deltas", only_streams(_messages_in_pieces), usable=True
    ),
    Behaviour("only streams, each event a text of JSON", only_streams(_texts_of_json), usable=True),
    Behaviour("only streams, and says nothing once", only_streams(_empty_once), usable=True),
    Behaviour(
        "comments to keep the line open, then the answer",
        lambda c: Answer([b": keep-alive\n\n", body_of(c)]),
        True,
    ),
    Behaviour(
        "compressed, and does not say so",
        lambda c: Answer([gzip.compress(body_of(c))]),
        usable=True,
    ),
    Behaviour(
        "says it is compressed, and is not",
        lambda c: Answer([body_of(c)], headers={"Content-Encoding": "gzip"}),
        True,
    ),
    Behaviour(
        "a proxy's remark behind the body",
        lambda c: Answer([body_of(c), b"\n<!-- via proxy 1 -->"]),
        usable=True,
    ),
    Behaviour("a guard before the body", lambda c: Answer([b")]}',\n", body_of(c)]), usable=True),
    Behaviour(
        "a function called with the body",
        lambda c: Answer([b"callback(", body_of(c), b");"], content_type="text/javascript"),
        True,
    ),
    Behaviour("a body put together by hand", _by_hand, usable=True),
    Behaviour(
        "a body as Python prints it", lambda c: plain(repr(completion(c.honest))), usable=True
    ),
    Behaviour("a redirect that keeps the call", _redirects, usable=True),
    Behaviour(
        "204 and nothing, once", lambda c: Answer([], 204) if c.turn == 1 else None, usable=True
    ),
)

BEHAVIOURS = (*TEXTS, *ENVELOPES, *REFUSALS, *TROUBLES, *AGAIN, *GATEWAYS)
