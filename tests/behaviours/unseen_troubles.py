"""Troubles with keys, accounts, models and addresses, and answers that are of no use whatever one
does."""

from __future__ import annotations

import json

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    completion,
    plain,
    refuses,
    says,
    sends,
)
from tests.behaviours.unseen_refusals import always
from tests.behaviours.unseen_texts import reshaped, schema_of, tells, written

_SPA = '<!doctype html><html><head><title>New API</title></head><body><div id="root"></div></body></html>'
_INSPECTED = "Output data may contain inappropriate content."
_RISK = "Content Exists Risk"
_SENSITIVE = "系统检测到输入或生成内容可能包含不安全或敏感内容，请您避免输入易产生敏感内容的提示语，感谢您的配合。"
_AZURE = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy."


def _region(call: Call) -> Answer:
    inner = {
        "error": {
            "code": "unsupported_country_region_territory",
            "message": "Country or region not supported",
        }
    }
    metadata = {"raw": json.dumps(inner), "provider_name": "Example"}
    return sends(
        {"error": {"message": "Provider returned error", "code": 403, "metadata": metadata}}, 403
    )


def _minimax(code: int, message: str) -> Answer:
    return sends(
        {
            "choices": None,
            "base_resp": {"status_code": code, "status_msg": message},
            "input_sensitive": True,
        }
    )


def _azure(call: Call) -> Answer:
    inner = {
        "code": "ResponsibleAIPolicyViolation",
        "content_filter_result": {"jailbreak": {"filtered": True}},
    }
    error = {
        "message": _AZURE,
        "type": None,
        "param": "prompt",
        "code": "content_filter",
        "status": 400,
    }
    return sends({"error": {**error, "innererror": inner}}, 400)


def _loop(call: Call) -> Answer:
    half = call.honest[: len(call.honest) // 3]
    return says(half + "的方法的方法" * 300, finish="length")


def _echo(call: Call) -> Answer:
    return tells(call, str(call.body["messages"][-1]["content"]))


def _placeholders(answer: object) -> object:
    if isinstance(answer, dict):
        return {key: _placeholders(inner) for key, inner in answer.items()}
    if isinstance(answer, list):
        return [_placeholders(inner) for inner in answer[:1]]
    return "string"


def _misread(text: str) -> str:
    return text.encode().decode("latin-1")


def _sensitive(call: Call) -> Answer:
    return sends(
        {
            **completion(call.honest[:30], finish="sensitive"),
            "contentFilter": [{"level": 1, "role": "user"}],
        }
    )


TROUBLES = (
    Behaviour(
        "无效的令牌",
        always(
            sends(
                {
                    "error": {
                        "message": "无效的令牌 (request id: 20261128)",
                        "type": "new_api_error",
                    }
                },
                401,
            )
        ),
        usable=False,
        about_all=True,
    ),
    Behaviour(
        "an access token that is no longer valid, with 200",
        always(sends({"error_code": 110, "error_msg": "Access token invalid or no longer valid"})),
        usable=False,
    ),
    Behaviour(
        "403 for a balance that does not suffice",
        always(
            sends(
                {
                    "code": 30001,
                    "message": "Sorry, your account balance is insufficient",
                    "data": None,
                },
                403,
            )
        ),
        usable=False,
    ),
    Behaviour(
        "429 for 余额不足",
        always(
            sends({"error": {"code": "1113", "message": "余额不足或无可用资源包,请充值。"}}, 429)
        ),
        usable=False,
    ),
    Behaviour(
        "insufficient balance inside a 200",
        always(_minimax(1008, "insufficient balance")),
        usable=False,
    ),
    Behaviour(
        "500 for an insufficient balance",
        always(
            sends(
                {
                    "type": "error",
                    "error": {"type": "api_error", "message": "insufficient balance (1008)"},
                },
                500,
            )
        ),
        usable=False,
    ),
    Behaviour(
        "400 for arrears",
        always(
            refuses(
                400,
                "Access denied, please make sure your account is in good standing.",
                code="Arrearage",
            )
        ),
        usable=False,
    ),
    Behaviour(
        "无可用渠道 for the model, with 503",
        always(
            refuses(503, "当前分组 default 下对于模型 test-model 无可用渠道", kind="new_api_error")
        ),
        usable=False,
    ),
    Behaviour(
        "a model that does not exist, with 400",
        always(
            sends(
                {
                    "code": 20012,
                    "message": "Model does not exist. Please check it carefully.",
                    "data": None,
                },
                400,
            )
        ),
        usable=False,
    ),
    Behaviour(
        "the start page of a gateway", always(plain(_SPA, content_type="text/html")), usable=False
    ),
    Behaviour(
        "404 of a web server",
        always(plain("<center>nginx</center>", 404, "text/html")),
        usable=False,
    ),
    Behaviour(
        "a redirect to where no call is taken",
        always(plain("", 301, "text/html", Location="/v1/models")),
        usable=False,
    ),
    Behaviour("a region in a provider's words", _region, usable=False),
)

USELESS = (
    Behaviour(
        "抱歉 and no more", written(lambda text: "抱歉，我无法协助处理这一请求。"), usable=False
    ),
    Behaviour(
        "inspection of data fails",
        always(
            refuses(400, _INSPECTED, kind="data_inspection_failed", code="data_inspection_failed")
        ),
        usable=False,
    ),
    Behaviour("content exists risk", always(refuses(400, _RISK)), usable=False),
    Behaviour(
        "敏感内容, by code 1301",
        always(sends({"error": {"code": "1301", "message": _SENSITIVE}}, 400)),
        usable=False,
    ),
    Behaviour(
        "sensitive input inside a 200", always(_minimax(1026, "input new_sensitive")), usable=False
    ),
    Behaviour("filtered by the policy of Azure", _azure, usable=False),
    Behaviour("stopped as sensitive after some words", _sensitive, usable=False),
    Behaviour("the same words until the tokens are used up", _loop, usable=False),
    Behaviour("the question back", _echo, usable=False),
    Behaviour(
        "an object about something else",
        written(lambda text: '{"answer": 42, "ok": true}'),
        usable=False,
    ),
    Behaviour(
        "the schema and no answer",
        lambda call: tells(call, json.dumps(schema_of(call))),
        usable=False,
    ),
    Behaviour("names of types for values", reshaped(_placeholders), usable=False),
    Behaviour("UTF-8 read as Latin-1", written(_misread), usable=True),
    Behaviour(
        "a summary in plain words",
        written(
            lambda text: "这篇论文提出了一种高效的智能体，速度提升数倍，准确率也更高，值得一读。"
        ),
        usable=False,
    ),
    Behaviour("every text empty", reshaped(lambda answer: dict.fromkeys(answer, "")), usable=False),
)
