"""Neighbours of refusals and troubles: the words of other servers, gateways and walls."""

from __future__ import annotations

import json

from tests.behaviours.endpoint import (
    Answer,
    Behaviour,
    Call,
    chunk,
    plain,
    refuses,
    says,
    sends,
    streams,
)
from tests.behaviours.unseen_pace import AtFirst
from tests.behaviours.unseen_refusals import (
    always,
    at_most,
    short,
    unformatted,
    unless,
    within,
    without_schema,
)
from tests.behaviours.unseen_texts import tells

# --- Refusals
# -------------------------------------------------------------------------------------------------------


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
    "Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length "
    "of only 8192 tokens, which is not enough. Try to load the model with a larger context length, or provide a "
    "shorter input"
)

REFUSALS = (
    Behaviour(
        "Gemini knows no name of ours",
        unless(
            _strictly,
            always(
                _gemini(
                    "Invalid JSON payload received. Unknown name \"strict\" at 'response_format.json_schema': "
                    "Cannot find field."
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "Gemini has too many states",
        unless(
            without_schema,
            always(
                _gemini(
                    "The specified schema produces a constraint that has too many states for serving."
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "Workers' errors in a list",
        unless(
            without_schema,
            always(
                sends(
                    {
                        "errors": [{"message": _WORKERS, "code": 5006}],
                        "success": False,
                        "result": {},
                    },
                    400,
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "Tencent's error inside a 200", unless(without_schema, always(sends(_TENCENT))), usable=True
    ),
    Behaviour(
        "LiteLLM does not drop a parameter",
        unless(
            unformatted,
            always(
                refuses(
                    400,
                    "litellm.UnsupportedParamsError: openai does not support parameters: ['response_format'], for "
                    "model=test-model. "
                    "To drop these, set `litellm.drop_params=True`",
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "502 of nginx whenever a schema is asked for",
        unless(
            without_schema,
            always(
                plain("<html><head><title>502 Bad Gateway</title></head></html>", 502, "text/html")
            ),
        ),
        True,
    ),
    Behaviour(
        "an integer above the maximum value",
        unless(
            at_most(2048),
            always(
                refuses(
                    400,
                    "Invalid 'max_tokens': integer above maximum value. Expected a value <= 2048, but got 5000 "
                    "instead.",
                    code="integer_above_max_value",
                    param="max_tokens",
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "more tokens than it generates, with 200",
        unless(
            at_most(2048),
            always(
                sends(
                    {
                        "base_resp": {
                            "status_code": 2013,
                            "status_msg": "invalid params, max_tokens exceeds limit 2048",
                        }
                    }
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "vLLM counts input tokens",
        unless(
            within(8192),
            always(
                refuses(
                    400,
                    "This model's maximum context length is 8192 tokens. However, your request has 9000 input tokens. "
                    "Please reduce "
                    "the length of the input messages.",
                    kind="BadRequestError",
                    code=400,
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "SGLang says longer",
        unless(
            within(8192),
            always(
                refuses(
                    400,
                    "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "LM Studio's context overflows",
        unless(within(8192), always(sends({"error": _LM_STUDIO}, 400))),
        True,
    ),
    Behaviour(
        "TGI adds up",
        unless(
            within(8192),
            always(
                sends(
                    {
                        "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: "
                        "7000 `inputs` tokens and "
                        "5000 `max_new_tokens`",
                        "error_type": "validation",
                    },
                    422,
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "Kimi's token limit",
        unless(
            within(8192),
            always(
                refuses(
                    400,
                    "Invalid request: Your request exceeded model token limit: 8192 (requested: 9120)",
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "a limit in characters",
        unless(
            lambda c: len(str(c.body["messages"])) <= 12_000,
            always(sends({"error_code": 336003, "error_msg": "the max input characters is 12000"})),
        ),
        True,
    ),
    Behaviour(
        "Ollama has no such option",
        unless(
            without_schema,
            always(
                plain(
                    "json: cannot unmarshal object into Go struct field ChatRequest.format of type string",
                    400,
                )
            ),
        ),
        True,
    ),
)

# --- Pace and troubles
# ----------------------------------------------------------------------------------------------

_1015 = "<!DOCTYPE html><html><head><title>Access denied | example.org used Cloudflare to restrict access</title></html>"
_BLOCKED = "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head><body>You have been blocked"
_MOMENT = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies to continue"
_SPENT = "该令牌额度已用尽 !token.UnlimitedQuota && token.RemainQuota = 0 (request id: 20261128)"
_NOT_FOR_KEY = "key not allowed to access model. This key can only access models=['other']. Tried to access test-model"

TROUBLES = (
    Behaviour(
        "error 1015 of Cloudflare",
        AtFirst(3, always(plain(_1015, 429, "text/html", Retry_After="1"))),
        usable=True,
    ),
    Behaviour(
        "522 of Cloudflare, twice", AtFirst(2, always(plain("error code: 522", 522))), usable=True
    ),
    Behaviour(
        "Tencent's limit inside a 200",
        AtFirst(
            2,
            always(
                sends(
                    {
                        "Response": {
                            "Error": {
                                "Code": "RequestLimitExceeded",
                                "Message": "您当前每秒请求超过了限频",
                            },
                            "RequestId": "1",
                        }
                    }
                )
            ),
        ),
        True,
    ),
    Behaviour(
        "a queue that is full",
        AtFirst(3, always(sends({"detail": "Request queue is full. Please retry later."}, 503))),
        True,
    ),
    Behaviour(
        "Cloudflare blocks the text", always(plain(_BLOCKED, 403, "text/html")), usable=False
    ),
    Behaviour("Cloudflare wants a browser", always(plain(_MOMENT, 403, "text/html")), usable=False),
    Behaviour(
        "a budget that is exceeded",
        always(
            refuses(
                400,
                "ExceededBudget: User=default_user_id over budget. Budget has been exceeded! Current cost: 10.1, "
                "Max budget: 10.0",
                kind="budget_exceeded",
            )
        ),
        usable=False,
    ),
    Behaviour(
        "令牌额度已用尽, with 401",
        always(sends({"error": {"message": _SPENT, "type": "new_api_error"}}, 401)),
        usable=False,
        about_all=True,
    ),
    Behaviour(
        "a model that is not for this key, with 401",
        always(
            sends(
                {
                    "error": {
                        "message": _NOT_FOR_KEY,
                        "type": "key_model_access_denied",
                        "code": "401",
                    }
                },
                401,
            )
        ),
        usable=False,
        about_all=True,
    ),
    Behaviour(
        "无权使用 the model, with 403",
        always(
            sends(
                {"error": {"message": "该令牌无权使用模型：test-model", "type": "new_api_error"}},
                403,
            )
        ),
        usable=False,
    ),
    Behaviour(
        "Spark's audit inside a 200",
        always(
            sends(
                {
                    "code": 10013,
                    "message": "输入内容审核不通过，涉嫌违规，请重新调整输入内容",
                    "sid": "1",
                }
            )
        ),
        usable=False,
    ),
    Behaviour(
        "Tencent's key inside a 200",
        always(
            sends(
                {
                    "Response": {
                        "Error": {
                            "Code": "AuthFailure.SecretIdNotFound",
                            "Message": "The SecretId is not found",
                        },
                        "RequestId": "1",
                    }
                }
            )
        ),
        usable=False,
    ),
    Behaviour(
        "a task that goes on elsewhere",
        always(
            sends(
                {"id": "1", "model": "test-model", "request_id": "1", "task_status": "PROCESSING"}
            )
        ),
        usable=False,
    ),
    Behaviour(
        "a stream that reports an error",
        lambda c: streams(
            chunk({"content": ""}),
            {
                "error": {
                    "message": "upstream connect error or disconnect/reset before headers",
                    "code": 503,
                }
            },
        ),
        usable=False,
    ),
    Behaviour(
        "the start of the answer, again and again", lambda c: tells(c, c.honest[:40]), usable=False
    ),
    Behaviour(
        "says what it will do",
        lambda c: says("好的，我会按照您给出的 JSON 结构整理这篇论文，请稍候。"),
        usable=False,
    ),
    Behaviour(
        "a text that is too short for it",
        unless(short(10), always(refuses(400, "prompt is too long"))),
        usable=False,
        quiet=True,
    ),
)
