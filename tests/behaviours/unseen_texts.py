"""Odd shapes of the text that holds the answer, thought out by somebody who had not read how
answers are parsed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.behaviours.endpoint import Answer, Behaviour, Call, Respond, chunk, says, streams

_DRAFT = '{"title": "草稿", "summary": "草稿", "highlights": ["草稿"]}'


def tells(call: Call, text: str) -> Answer:
    """A completion that says so, streamed or whole as it was asked."""
    if call.body.get("stream"):
        return streams(chunk({"role": "assistant", "content": text}), chunk({}, "stop"))
    return says(text)


def written(shape: Callable[[str], str]) -> Respond:
    """Every right answer, its JSON in that shape."""
    return lambda call: tells(call, shape(call.honest))


def around(before: str, after: str = "") -> Respond:
    """Every right answer between these."""
    return written(lambda text: before + text + after)


def reshaped(change: Callable[[Any], object]) -> Respond:
    """Every right answer, its object changed."""
    return written(lambda text: json.dumps(change(json.loads(text)), ensure_ascii=False))


def on_lines(text: str) -> str:
    """The same JSON, a line for each value."""
    return json.dumps(json.loads(text), ensure_ascii=False, indent=2)


def everywhere(value: object, name: Callable[[str], str]) -> object:
    """The same value, its objects' keys renamed at every depth."""
    if isinstance(value, dict):
        return {name(key): everywhere(inner, name) for key, inner in value.items()}
    if isinstance(value, list):
        return [everywhere(inner, name) for inner in value]
    return value


def _commented(text: str) -> str:
    return re.sub(r"([,{\[])$", r"\1  // 见原文", on_lines(text), flags=re.MULTILINE)


def _bare_keys(text: str) -> str:
    return re.sub(r'^(\s*)"(\w+)":', r"\1\2:", on_lines(text), flags=re.MULTILINE)


def _curly(text: str) -> str:
    return re.sub(r'"([^"]*)"', "“\\1”", text)


def _full_width(text: str) -> str:
    colons = re.sub(r'^(\s*"\w+"): ', r"\1：", on_lines(text), flags=re.MULTILINE)
    return re.sub(r",$", "，", colons, flags=re.MULTILINE)


def _hard_blanks(text: str) -> str:
    return re.sub(
        r"^ +", lambda blanks: "\u00a0" * len(blanks[0]), on_lines(text), flags=re.MULTILINE
    )


def _numbered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _numbered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return {str(number): _numbered(inner) for number, inner in enumerate(value, 1)}
    return value


def _typed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return {"type": "array", "value": value}
    return {"type": "string", "value": value}


def _by_name(answer: dict[str, Any]) -> object:
    if "innovations" not in answer:
        return answer
    return {**answer, "innovations": {each["name"]: each["text"] for each in answer["innovations"]}}


def _paths(answer: dict[str, Any]) -> object:
    flat: dict[str, object] = {}
    for key, value in answer.items():
        inner = value if isinstance(value, dict) else {}
        if not inner:
            flat[key] = value
        for part, text in inner.items():
            flat[f"{key}.{part}"] = text
    return flat


def schema_of(call: Call) -> Mapping[str, object]:
    """The schema that is asked for, or one that looks like it where none is given as such."""
    wanted = call.body.get("response_format", {}).get("json_schema", {}).get("schema")
    return wanted or {
        "type": "object",
        "properties": {"title": {"type": "string"}},
        "required": ["title"],
    }


def _schema_first(call: Call) -> Answer:
    return tells(call, f"{json.dumps(schema_of(call))}\n\n{call.honest}")


TEXTS = (
    Behaviour("tags of XML around the JSON", around("<answer>\n", "\n</answer>"), usable=True),
    Behaviour("a fence that is never closed", around("```json\n"), usable=True),
    Behaviour(
        "the JSON boxed as a result of mathematics", around("$$\\boxed{", "}$$"), usable=True
    ),
    # GLM's models that see and think.
    Behaviour(
        "tokens of a box around the JSON", around("<|begin_of_box|>", "<|end_of_box|>"), usable=True
    ),
    Behaviour(
        "a byte order mark and signs without width", around("\ufeff\u200b", "\u200b\n"), usable=True
    ),
    Behaviour(
        "a literal of Python for JSON", written(lambda text: repr(json.loads(text))), usable=True
    ),
    Behaviour("comments in the JSON", written(_commented), usable=True),
    Behaviour("keys without quotation marks", written(_bare_keys), usable=True),
    Behaviour("curly quotation marks for the JSON's own", written(_curly), usable=True),
    Behaviour("full-width colons and commas between values", written(_full_width), usable=True),
    # What Chinese models do most often when nothing holds them to JSON.
    Behaviour(
        "bare quotation marks inside strings",
        written(lambda text: text.replace("原文", '"原文"')),
        usable=True,
    ),
    Behaviour("the last brace is missing", written(lambda text: text[:-1]), usable=True),
    Behaviour("a brace too many", around("", "}"), usable=True),
    Behaviour("the answer inside a list", around("[", "]"), usable=True),
    Behaviour(
        "keys in capitals", reshaped(lambda answer: everywhere(answer, str.upper)), usable=True
    ),
    Behaviour(
        "keys in bold type",
        reshaped(lambda answer: {f"**{key}**": value for key, value in answer.items()}),
        usable=True,
    ),
    Behaviour(
        "the JSON's marks escaped", written(lambda text: text.replace('"', '\\"')), usable=True
    ),
    Behaviour(
        "line breaks of the JSON as two signs",
        written(lambda text: on_lines(text).replace("\n", "\\n")),
        True,
    ),
    Behaviour("entities of HTML for the marks", written(html.escape), usable=True),
    # Qwen and Hermes; then Llama 3.1; then Mistral.
    Behaviour(
        "a call of a tool between tags",
        around('<tool_call>\n{"name": "answer", "arguments": ', "}\n</tool_call>"),
        usable=True,
    ),
    Behaviour(
        "a call of a function as its text",
        around('{"name": "answer", "parameters": ', "}"),
        usable=True,
    ),
    Behaviour(
        "a call of a tool behind a mark",
        around('[TOOL_CALLS][{"name": "answer", "arguments": ', "}]"),
        usable=True,
    ),
    Behaviour(
        "tokens of the chat's template",
        around("<|start_header_id|>assistant<|end_header_id|>\n\n", "<|eot_id|>"),
        usable=True,
    ),
    # gpt-oss, whose channel is named but not opened.
    Behaviour(
        "a channel without the mark of its message",
        around(
            '<|channel|>analysis<|message|>As {"title": …}.<|end|><|start|>assistant<|channel|>final ',
            "<|return|>",
        ),
        usable=True,
    ),
    # Magistral; Kimi's models that see; agents of the ReAct kind.
    Behaviour(
        "thoughts between square brackets",
        around('[THINK]First {"title": "?"}.[/THINK]'),
        usable=True,
    ),
    Behaviour(
        "a whole draft among the thoughts",
        around(f"◁think▷Perhaps {_DRAFT}. No.◁/think▷"),
        usable=True,
    ),
    Behaviour(
        "a thought and a final answer by name",
        around('Thought: the shape is {"title": ...}.\n\nFinal Answer: ', "\n\nObservation: none"),
        usable=True,
    ),
    Behaviour(
        "the shape first, in a notation of types",
        around('以下是按照 {"title": string, "highlights": string[]} 填写的结果：\n\n'),
        usable=True,
    ),
    Behaviour("the schema, then the answer", _schema_first, usable=True),
    Behaviour(
        "a wrapper that reports success",
        reshaped(lambda answer: {"status": "success", "code": 0, "message": "ok", "data": answer}),
        usable=True,
    ),
    Behaviour(
        "the JSON as a text in a wrapper",
        written(lambda text: json.dumps({"result": f"```json\n{text}\n```"}, ensure_ascii=False)),
        usable=True,
    ),
    Behaviour("lists as objects with numbers for keys", reshaped(_numbered), usable=True),
    Behaviour("a type beside each value", reshaped(_typed), usable=True),
    Behaviour("innovations under their names", reshaped(_by_name), usable=True),
    Behaviour("paths for keys", reshaped(_paths), usable=True),
    Behaviour("hard blanks to indent the JSON", written(_hard_blanks), usable=True),
    # Free gateways, and the label that Chinese law asks for.
    Behaviour(
        "an advertisement below the answer",
        around(
            "",
            "\n\n---\n**Ad** {sponsored}: [cheaper tokens](https://ads.example.org)\n\n（内容由 AI 生成）",
        ),
        usable=True,
    ),
    Behaviour(
        "no commas between lines",
        written(lambda text: re.sub(r",$", "", on_lines(text), flags=re.MULTILINE)),
        usable=True,
    ),
)
