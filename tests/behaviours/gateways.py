"""What gateways, servers and models of these years send, as somebody brought it who had not read how
it is told apart."""

# Tested in tests/behaviours/test_table.py.

from __future__ import annotations

import gzip
import json
import zlib
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
from tests.behaviours.unseen_envelopes import enveloped, halves, only_streams
from tests.behaviours.unseen_pace import AtFirst
from tests.behaviours.unseen_refusals import always, gemini, short, unless, within
from tests.behaviours.unseen_texts import everywhere, on_lines, reshaped, tells, written

_MISSPELT = {
    "title": "titles", "summary": "sumary", "highlights": "hightlights", "contribution": "contribtion",
    "innovations": "innovation", "datasets": "dataset", "comparisons": "comparison",
    "figures": "figure", "requirements": "requirement", "results": "result", "steps": "step",
}  # fmt: skip


def _corners(text: str) -> str:
    """The JSON with Chinese corner marks for its own."""
    pieces = text.split('"')
    return "".join(piece + "「」"[at % 2] for at, piece in enumerate(pieces[:-1])) + pieces[-1]


def _numbered(text: str) -> str:
    return "\n".join(f"{at}: {line}" for at, line in enumerate(on_lines(text).split("\n"), 1))


def _in_python(text: str) -> str:
    members = ", ".join(f"{key}={value!r}" for key, value in json.loads(text).items())
    return f"[answer({members})]"


def _deepseek(text: str) -> str:
    """The call of a function in DeepSeek's tags."""
    lines = ["<｜DSML｜function_calls>", '<｜DSML｜invoke name="answer">']
    for key, inner in json.loads(text).items():
        said = inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
        lines.append(f'<｜DSML｜parameter name="{key}" string="true">{said}</｜DSML｜parameter>')
    return "\n".join([*lines, "</｜DSML｜invoke>", "</｜DSML｜function_calls>"])


def _schema_again(call: Call) -> Answer:
    """The answer, and behind it the schema as pydantic writes it."""
    fields = json.loads(call.honest)
    named = {key: {"title": key.title(), "type": "string"} for key in fields}
    return tells(call, f"{call.honest}\n\nSchema:\n{json.dumps({'properties': named})}")


def _said_again(call: Call) -> Answer:
    """The same keys once more, with nothing."""
    empty = ", ".join(f'"{key}": null' for key in json.loads(call.honest))
    return tells(call, f"{call.honest[:-1]}, {empty}}}")


def _whole(text: str) -> object:
    return {"choices": [{"message": {"role": "assistant", "content": text}}]}


def _tencent(call: Call) -> Answer:
    events = [{"Choices": [{"Delta": {"Content": half}}]} for half in halves(call.honest)]
    return streams(*events, {"Choices": [{"Delta": {}, "FinishReason": "stop"}]}, done=False)


def _wrapped_gemini(call: Call) -> Answer:
    parts = [{"parts": [{"text": half}]} for half in halves(call.honest)]
    return streams(
        *({"response": {"candidates": [{"content": each}]}} for each in parts), done=False
    )


def _calls_by_turns(call: Call) -> Answer:
    def piece(number: int, arguments: str) -> dict[str, Any]:
        return chunk({"tool_calls": [{"index": number, "function": {"arguments": arguments}}]})

    first, second = halves(call.honest)
    return streams(
        piece(0, '{"thought":'), piece(1, first), piece(0, '"Hm."}'), piece(1, second),
        chunk({}, "tool_calls"),
    )  # fmt: skip


def _ends_early(call: Call) -> Answer:
    return streams(chunk({"content": halves(call.honest)[0]}), done=False)


def _spent(call: Call) -> Answer | None:
    if (call.limit or 0) >= 6_000:
        return None
    return refuses(
        400,
        "Could not finish the message because max_tokens or model output limit was reached. "
        "Please try again with higher max_tokens.",
    )


def _least(call: Call) -> Answer:
    left = 1280 - call.prompt_tokens
    return refuses(400, f"max_tokens must be at least 1, got {left}.", kind="BadRequestError")


def _tabby(call: Call) -> Answer:
    asked = call.prompt_tokens + (call.limit or 0)
    return sends({"detail": f"Prompt length {asked} is greater than max_seq_len 4096"}, 400)


_MINIMAX = {
    "choices": None,
    "base_resp": {
        "status_code": 2013,
        "status_msg": "invalid params, context window exceeds limit (2013)",
    },
}
_RANGE = (
    "Unable to submit request because it has a maxOutputTokens value that is too large: the "
    "supported range is from 1 (inclusive) to 1501 (exclusive)."
)
_SCHEMA = "Generated JSON does not match the expected schema. Please adjust your prompt."
_POLICY = "No endpoints found matching your data policy (Free model training)."
_PLAN = "your current token plan not support model, test-model (2061)"


def _packed(pack: Callable[[bytes], bytes], encoding: str) -> Respond:
    """A right answer, compressed so."""

    def respond(call: Call) -> Answer:
        body = b"".join(each for each in says(call.honest).pieces if isinstance(each, bytes))
        return Answer([pack(body)], headers={"Content-Encoding": encoding})

    return respond


def _coded(call: Call) -> Answer:
    """A stream whose events stand inside code and data."""
    pieces = [{"code": 0, "data": chunk({"content": half})} for half in halves(call.honest)]
    return streams(*pieces, {"code": 0, "data": chunk({}, "stop")})


def _responses(text: str) -> Any:
    """Cloudflare's wrapper around the Responses interface."""
    thought = {"type": "reasoning", "content": [{"type": "reasoning_text", "text": "{So}"}]}
    said = {"type": "message", "content": [{"type": "output_text", "text": text}]}
    result = {"object": "response", "output": [thought, said]}
    return {"result": result, "success": True, "errors": [], "messages": []}


def _moved(call: Call) -> Answer | None:
    there = {"Location": "/v1/chat/completions?there"}
    return Answer([], 302, there) if call.turn % 2 else None


def _in_korean(call: Call) -> Answer:
    asked = call.prompt_tokens + (call.limit or 0)
    return refuses(400, f"입력이 너무 깁니다. 최대 4096 토큰까지 가능합니다. (현재 {asked} 토큰)")


GATEWAYS = (
    Behaviour("Chinese corner marks for the JSON's own", written(_corners), usable=True),
    Behaviour(
        "、 between the items of lists",
        written(lambda text: text.replace('", "', '"、"')),
        usable=True,
    ),
    Behaviour("arrows for colons", written(lambda text: text.replace('": ', '" => ')), usable=True),
    Behaviour(
        "keys misspelt, or with another number",
        reshaped(lambda value: everywhere(value, lambda key: _MISSPELT.get(key, key))),
        usable=True,
    ),
    Behaviour("numbers before the JSON's lines", written(_numbered), usable=True),
    Behaviour("a call as Python writes one", written(_in_python), usable=True),
    Behaviour("a call in DeepSeek's tags", written(_deepseek), usable=True),
    Behaviour("the schema behind the answer", _schema_again, usable=True),
    Behaviour("every key once more, with nothing", _said_again, usable=True),
    Behaviour(
        "a wrapper of any name",
        enveloped(lambda text: {"data": {"chat": _whole(text)}}),
        usable=True,
    ),
    Behaviour("only streams, as Tencent's own", only_streams(_tencent), usable=True),
    Behaviour("only streams, Gemini's in a wrapper", only_streams(_wrapped_gemini), usable=True),
    Behaviour("only streams, two calls by turns", only_streams(_calls_by_turns), usable=True),
    Behaviour("a stream without its end, always", only_streams(_ends_early), usable=False),
    Behaviour("thoughts took all, with 400", _spent, usable=True),
    Behaviour("vLLM wants one token at least", unless(short(1280), _least), usable=True),
    Behaviour("a length before the limit", unless(within(4096), _tabby), usable=True),
    Behaviour(
        "MiniMax's number behind its words",
        unless(short(1280), always(sends(_MINIMAX))),
        usable=True,
    ),
    Behaviour(
        "a limit in 万",
        unless(within(4000), always(refuses(400, "输入 token 数超过模型最大上下文 0.4 万"))),
        usable=True,
    ),
    Behaviour(
        "a range of maxOutputTokens",
        unless(lambda call: (call.limit or 0) <= 1500, always(gemini(400, _RANGE))),
        usable=True,
    ),
    Behaviour(
        "an answer that Groq does not take, twice",
        AtFirst(2, always(refuses(400, _SCHEMA, code="json_validate_failed"))),
        usable=True,
    ),
    Behaviour(
        "套餐已到期, with 429",
        always(sends({"error": {"code": "1309", "message": "您的套餐已到期，暂无法使用。"}}, 429)),
        usable=False,
    ),
    Behaviour(
        "拦截 by a firewall of contents",
        always(sends({"code": 400, "msg": "内容触发风控，请求被拦截"}, 400)),
        usable=False,
    ),
    Behaviour("a model that is not in the plan", always(refuses(500, _PLAN)), usable=False),
    Behaviour("lists the model and does not give it", always(refuses(404, _POLICY)), usable=False),
    Behaviour(
        "deflated, without zlib's wrapper",
        _packed(lambda body: zlib.compress(body, wbits=-15), "deflate"),
        usable=True,
    ),
    Behaviour(
        "compressed in two pieces",
        _packed(lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:]), "gzip"),
        usable=True,
    ),
    Behaviour(
        "compressed by the server and by its proxy",
        _packed(lambda body: gzip.compress(gzip.compress(body)), "gzip, gzip"),
        usable=True,
    ),
    Behaviour("only streams, each event in code and data", only_streams(_coded), usable=True),
    Behaviour("the Responses interface inside a result", enveloped(_responses), usable=True),
    Behaviour("a redirect that browsers follow without the call", _moved, usable=True),
    Behaviour(
        "redirects without an end",
        always(Answer([], 307, {"Location": "/v1/chat/completions"})),
        usable=False,
    ),
    Behaviour("counts its context in Korean", unless(within(4096), _in_korean), usable=True),
    Behaviour(
        "says in German how long to wait, once",
        AtFirst(1, always(refuses(429, "Zu viele Anfragen. Bitte in 1 Sekunde erneut versuchen."))),
        usable=True,
    ),
    Behaviour(
        "is made ready, with 424",
        AtFirst(1, always(sends({"message": "Model is not ready for inference."}, 424))),
        usable=True,
    ),
    Behaviour(
        "has no money, in Russian",
        always(refuses(403, "Недостаточно средств на балансе")),
        usable=False,
    ),
)
