"""What refusals mean, told from words like those of the endpoints people have."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm import refusal_words
from core.llm.refusals import TOLD, Kind, Refusal, refusal_of
from core.llm.waits import LONGEST_NAMED
from tests.core.llm.errors import error


@pytest.mark.parametrize(
    ("status", "message", "names"),
    [
        (400, "Unsupported: 'max_tokens'. Use 'max_completion_tokens'.", ("max_tokens", "max_completion_tokens")),
        (400, "Unrecognized argument: max_completion_tokens", ("max_completion_tokens",)),
        (400, "Unknown parameter: 'max_tokens'.", ("max_tokens",)),
        (400, "The parameter max_tokens is not allowed here.", ("max_tokens",)),
        (422, "Extra inputs are not permitted: body.max_completion_tokens", ("max_completion_tokens",)),
        (400, "max_tokens and max_completion_tokens at the same time are not supported",
         ("max_tokens", "max_completion_tokens")),
        (400, "property 'reasoning_effort' is unsupported", ("reasoning_effort",)),
        (400, "'temperature' does not support 0.3, only 1", ("temperature",)),
        (500, "unexpected keyword argument 'stream_options'", ("stream_options",)),
        (400, "stream: unknown field", ("stream",)),
    ],
)  # fmt: skip
def test_a_parameter(status: int, message: str, names: tuple[str, ...]):
    found = refusal_of(status, {}, error(message))

    assert (found.kind, found.names) == (Kind.PARAMETER, names)


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "this response_format is unavailable"), (422, "response_format.type `json_schema` is not one of ..."),
        (400, "'strict' is not supported"), (400, "Json mode is not supported for this model."),
        (400, "'messages' must contain the word 'json' to use 'json_object'"), (500, "Input should be 'json_object'"),
        (400, "Invalid schema: 'additionalProperties' is required to be false"), (400, "failed to parse grammar"),
        (404, "No endpoints found that can handle the requested parameters."), (501, "guided decoding is off"),
        (400, "the JSON schema has features this backend does not take"), (400, "Invalid $ref in the definition"),
        (400, "m does not support parameters: ['response_format'], for model=m"),
    ],
)  # fmt: skip
def test_the_way_to_ask_for_structure(status: int, message: str):
    assert refusal_of(status, {}, error(message)).kind is Kind.FORMAT


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        (
            Kind.STREAM,
            400,
            "This model only supports stream mode, please enable the stream parameter.",
        ),
        (Kind.STREAM, 400, "enable_thinking must be false for non-streaming calls"),
        (Kind.STREAM, 200, "非流式请求不可用，仅支持流式"),
        (Kind.STREAM, 400, "Streaming is mandatory for this model."),
        (Kind.STREAM, 400, "Non-streaming completions are not enabled"),
        (Kind.STREAM, 400, "请使用流式接口调用该模型"),
        (Kind.STREAM, 400, "Requests with max_tokens > 4096 must have stream=true"),
        (Kind.STREAM, 400, "该模型只支持 stream=true"),
        (Kind.STREAM, 400, "此模型僅支援串流模式"),
        (Kind.NO_STREAM, 400, "该请求不支持流式输出"),
        (Kind.STREAM, 400, "stream must be set to true"),
        (Kind.NO_STREAM, 400, "Streaming is not supported here."),
        (Kind.NO_STREAM, 400, "Your organization must be verified to stream this model."),
        (Kind.NO_STREAM, 400, "该模型不支持流式"),
        (Kind.ROLE, 400, "System role not supported"),
        (Kind.ROLE, 400, "messages 参数非法：不支持 system 角色"),
        (Kind.ROLE, 400, "角色信息不正确，首条必须为 user"),
        (Kind.ROLE, 500, "Conversation roles must alternate user/assistant"),
        (Kind.ROLE, 400, "Developer instruction is not enabled for this model"),
    ],
)
def test_streams_and_roles(kind: Kind, status: int, message: str):
    assert refusal_of(status, {}, error(message)).kind is kind


@pytest.mark.parametrize(
    ("kind", "status", "message", "per_minute", "after"),
    [
        (Kind.RATE, 429, "", None, None),
        (Kind.RATE, 429, "Requests rate limit exceeded", None, None),
        (
            Kind.RATE,
            429,
            "on requests per min (RPM): Limit 3, Used 3. Please try again in 20s.",
            3,
            20.0,
        ),
        (Kind.RATE, 429, "max RPM: 3, please try again after 1 seconds", 3, 1.0),
        (Kind.RATE, 429, "a trial is limited to 40 API calls / minute", 40, None),
        (
            Kind.RATE,
            429,
            "Rate limit of 10 per 60s exceeded. Please wait 56 seconds before retrying.",
            10,
            56.0,
        ),
        (Kind.RATE, 429, "每分钟最多 5 次请求", 5, None),
        (Kind.RATE, 429, "您的速率过高，请在 30 秒后再试", None, 30.0),
        (Kind.RATE, 429, "请求數達到上限：1分钟内最多请求10次", 10, None),
        (Kind.RATE, 429, "請求過於頻繁，請於 30 秒後重試", None, 30.0),
        (Kind.RATE, 429, "100 requests per second, retry after 2 seconds", None, 2.0),
        (Kind.RATE, 503, "too many requests", None, None),
        (Kind.RATE, 403, "rate limit exceeded", None, None),
        (Kind.RATE, 200, "qps request limit reached", None, None),
        (Kind.RATE, 400, "throttled", None, None),
        (
            Kind.TOKEN_RATE,
            429,
            "on tokens per min (TPM): Limit 30,000, Used 25,000. Try again in 8s.",
            30000,
            8.0,
        ),
        (
            Kind.TOKEN_RATE,
            429,
            "organization TPM rate limit, current: 32345, limit: 32000",
            32000,
            None,
        ),
        (Kind.TOKEN_RATE, 429, "rate limit of 40,000 input tokens per minute", 40000, None),
        (
            Kind.TOKEN_RATE,
            429,
            "Allocated quota exceeded, please increase your quota limit.",
            None,
            None,
        ),
        (Kind.TOKEN_RATE, 429, "每分钟 token 数超限", None, None),
        (
            Kind.CONCURRENCY,
            429,
            "max organization concurrency: 2, please try again after 1 seconds",
            2,
            1.0,
        ),
        (Kind.CONCURRENCY, 429, "您的并发数过高", None, None),
        (
            Kind.QUOTA,
            429,
            "on requests per day (RPD): Limit 200. Please try again in 7m12s.",
            None,
            432.0,
        ),
        (Kind.QUOTA, 429, "Rate limit exceeded: free-models-per-day", None, None),
        (Kind.QUOTA, 429, "limited to 1000 API calls / month", None, None),
        (
            Kind.QUOTA,
            429,
            "exceeded for UserByModelByDay. Please wait 40000 seconds",
            None,
            40000.0,
        ),
        (Kind.QUOTA, 429, "已达到 5 小时的使用上限，将在 2026-02-05 18:00:00 重置", None, None),
        (Kind.QUOTA, 200, "daily request limit reached", None, None),
        (Kind.QUOTA, 429, "has reached the set inference limit, and is paused", None, None),
        (Kind.OVERLOADED, 429, "The engine is overloaded, try again later", None, None),
        (Kind.OVERLOADED, 429, "We see high traffic right now", None, None),
        (Kind.OVERLOADED, 429, "该模型当前访问量过大，请您稍后再试", None, None),
        (Kind.OVERLOADED, 503, "", None, None),
        (Kind.OVERLOADED, 503, "Loading model", None, None),
        (Kind.OVERLOADED, 529, "Overloaded", None, None),
        (Kind.OVERLOADED, 502, "Bad Gateway", None, None),
        (Kind.OVERLOADED, 500, "The server had an error. Retry in 5 s.", None, 5.0),
        (Kind.OVERLOADED, 400, "Failed to generate JSON", None, None),
        (Kind.OVERLOADED, 409, "", None, None),
        (Kind.OVERLOADED, 200, "something odd", None, None),
        (Kind.TIMEOUT, 408, "", None, None),
        (Kind.TIMEOUT, 504, "", None, None),
        (Kind.TIMEOUT, 524, "A timeout occurred", None, None),
    ],
)
def test_what_passes_by_waiting(
    kind: Kind, status: int, message: str, per_minute: int | None, after: float | None
):
    found = refusal_of(status, {}, error(message, kind=""))

    assert (found.kind, found.per_minute, found.after) == (kind, per_minute, after)


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        (Kind.UNPAID, 402, ""), (Kind.UNPAID, 429, "You exceeded your quota, check your plan and billing details."),
        (Kind.UNPAID, 403, "your account balance is insufficient"), (Kind.UNPAID, 200, "insufficient_user_quota"),
        (Kind.UNPAID, 401, "You have insufficient balance"), (Kind.KEY, 401, "insufficient scope"),
        (Kind.UNPAID, 500, "insufficient balance (1008)"), (Kind.UNPAID, 429, "余额不足，请充值"),
        (Kind.UNPAID, 403, "该令牌额度已用尽"), (Kind.UNPAID, 400, "Arrearage"),
        (Kind.UNPAID, 403, "an overdue balance"),
        (Kind.UNPAID, 400, "Budget has been exceeded! Max budget: 1.0"),
        (Kind.UNPAID, 400, "credit balance is too low"),
        (Kind.UNPAID, 200, "no quota left for this account"), (Kind.UNPAID, 403, "You are out of credits"),
        (Kind.UNPAID, 403, "The free tier of the model has been exhausted."),
        (Kind.UNPAID, 429, "check billing. * Quota exceeded, limit: 0, model: m"),
        (Kind.RATE, 429, "check billing. * Quota exceeded, limit: 10, model: m"),
        (Kind.RATE, 429, "Limit 3 requests per min. Add a payment method under billing."),
        (Kind.KEY, 401, ""), (Kind.KEY, 401, "Incorrect API key provided"), (Kind.KEY, 400, "API key not valid."),
        (Kind.KEY, 200, "login fail: carry the API secret key"), (Kind.KEY, 403, "无效的令牌"),
        (Kind.KEY, 200, "Access token invalid"), (Kind.KEY, 403, "身份验证失败"),
        (Kind.FORBIDDEN, 403, ""), (Kind.FORBIDDEN, 451, ""), (Kind.FORBIDDEN, 403, "Access denied by firewall rules."),
        (Kind.FORBIDDEN, 400, "User location is not supported"),
        (Kind.FORBIDDEN, 403, "Country or region not supported"),
        (Kind.FORBIDDEN, 403, "Your IP 1.2.3.4 is not in the allowed list"), (Kind.FORBIDDEN, 403, "需要实名认证"),
        (Kind.FORBIDDEN, 403, "insufficient permissions. Missing scopes: model.request."),
        (Kind.DECLINED, 403, "Your input was flagged for violence by moderation"),
        (Kind.DECLINED, 400, "content_filter"),
        (Kind.DECLINED, 400, "Input data may contain inappropriate content."),
        (Kind.DECLINED, 400, "Content Exists Risk"),
        (Kind.DECLINED, 403, "Request blocked by guardrail: copyrighted material"),
        (Kind.DECLINED, 400, "输入可能包含敏感内容"), (Kind.DECLINED, 200, "output new_sensitive"),
        (Kind.DECLINED, 400, "ResponsibleAIPolicyViolation"), (Kind.DECLINED, 404, "blocked by the safety system"),
        (Kind.MODEL, 404, "The model `m` does not exist."),
        (Kind.MODEL, 404, "model 'm' not found, try pulling it first"),
        (Kind.MODEL, 400, "Model Not Exist"), (Kind.MODEL, 400, "Invalid model name passed in model=m"),
        (Kind.MODEL, 404, "Not found the model m or Permission denied"), (Kind.MODEL, 404, "DeploymentNotFound"),
        (Kind.MODEL, 503, "No available channel for model m"), (Kind.MODEL, 503, "模型 m 无可用渠道"),
        (Kind.MODEL, 400, "模型不存在"), (Kind.MODEL, 404, "You have not activated the model m."),
        (Kind.MODEL, 400, "The model `m` has been decommissioned"), (Kind.MODEL, 403, "Model disabled."),
        (Kind.MODEL, 404, "No models loaded."), (Kind.MODEL, 404, "No endpoints found matching your data policy"),
        (Kind.MODEL, 404, "model m: names are case-sensitive; not found"),
        (Kind.MODEL, 404, "This model is only supported in another interface"),
        (Kind.ADDRESS, 404, "404 page not found"), (Kind.ADDRESS, 404, "Not Found"), (Kind.ADDRESS, 405, ""),
        (Kind.ADDRESS, 301, ""), (Kind.ADDRESS, 410, ""),
        (Kind.KEY, 403, "The security token in the request is invalid."), (Kind.KEY, 403, "金鑰無效"),
        (Kind.FORBIDDEN, 400, "The model `m` requires terms acceptance."),
        (Kind.DECLINED, 403, "Content violates usage guidelines."), (Kind.DECLINED, 400, "输入命中安全策略"),
        (Kind.DECLINED, 400, "內容違規"), (Kind.DECLINED, 422, "Rejected by the safety checker"),
        (Kind.DECLINED, 400, "The content you gave is blocked."), (Kind.DECLINED, 400, "内容审核未通过"),
        (Kind.DECLINED, 400, "输入内容不合规"), (Kind.DECLINED, 400, "該內容不符合使用政策"),
        (Kind.DECLINED, 400, "违反相关法律法规"),
        (Kind.UNPAID, 403, "您的套餐已到期，请续费"),
        (Kind.QUOTA, 429, "今天的免费次数已用完，明天再来"),
        (Kind.MODEL, 400, "模型名称错误"), (Kind.MODEL, 400, "不支持的模型：m"), (Kind.MODEL, 403, "该模型未开通"),
        (Kind.MODEL, 404, "未找到模型 m"), (Kind.MODEL, 400, "model 参数错误：m"),
        (Kind.MODEL, 404, "找不到模型 m"), (Kind.MODEL, 400, "m is not a valid model ID"),
        (Kind.MODEL, 404, "Unable to access model m."), (Kind.MODEL, 400, "\"m\" does not support chat"),
        (Kind.ADDRESS, 200, "Unexpected endpoint or method. (POST /chat/completions)"),
        (Kind.ADDRESS, 404, "Invalid URL (POST /chat/completions)"),
        (Kind.OTHER, 400, ""), (Kind.OTHER, 422, "API 调用参数有误"), (Kind.OTHER, 418, "tea"),
    ],
)  # fmt: skip
def test_what_does_not(kind: Kind, status: int, message: str):
    assert refusal_of(status, {}, error(message)).kind is kind


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("The model wants something else.", id="a model and invalid_request_error"),
        pytest.param("model m: see the manual", id="a model"),
        pytest.param("a value is wrong", id="nothing"),
    ],
)
def test_the_kind_of_an_error_is_no_word_about_the_model(message: str):
    assert refusal_of(400, {}, error(message)).kind is Kind.OTHER
    assert (
        refusal_of(400, {}, error(message, kind="unavailable_error", code="unknown_error")).kind
        is Kind.OTHER
    )


def test_a_refusal_is_told_in_the_endpoints_own_words():
    body = error("maximum context length is 8192 tokens", code="context_length_exceeded")

    assert refusal_of(400, {"retry-after": "5"}, body) == Refusal(
        kind=Kind.CONTEXT,
        status=400,
        said="maximum context length is 8192 tokens context_length_exceeded",
        limit=8192,
    )


def test_a_code_is_no_limit():
    body = json.dumps({"code": 1002, "message": "rate limit exceeded (RPM)"})

    assert refusal_of(200, {}, body).per_minute is None


def test_words_are_told_short():
    assert len(refusal_of(400, {}, error("no " * 1_000)).said) == TOLD


def test_only_what_passes_by_waiting_names_a_time():
    assert refusal_of(429, {"retry-after": "5"}, "").after == 5.0
    assert refusal_of(401, {"retry-after": "5"}, "").after is None


def test_every_row_is_in_small_letters_as_the_words_are():
    for row in refusal_words.ROWS:
        for pattern in (row.says, row.unless):
            letters = re.sub(r"\\[A-Z]", "", pattern.pattern if pattern else "")
            assert letters == letters.casefold()


HOSTILE = st.sampled_from(
    ["{", "[", '"', "max_tokens ", "model ", "context ", "limit ", "1", "9" * 30, "per minute ", "retry after ",
     "<title>", "<", ">", " by ", "stream ", "only ", "\\", "限", "每分钟", "0.", "-", ":", "\n", "[1,", "must be "]
)  # fmt: skip


@given(st.integers(100, 599), st.lists(HOSTILE, max_size=60), st.text(max_size=20))
def test_whatever_is_said_means_something(status: int, pieces: list[str], after: str):
    found = refusal_of(
        status, {"retry-after": after, "x-ratelimit-reset": after, "date": after}, "".join(pieces)
    )

    assert isinstance(found.kind, Kind)
    assert found.limit is None or found.limit > 0
    assert found.after is None or 0 <= found.after <= LONGEST_NAMED


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (400, "Argument not supported on this model: responseFormat", Kind.FORMAT),
        (400, "Unknown name: maxTokens", Kind.PARAMETER),
        (403, "当前账号未开通结构化输出功能", Kind.FORMAT),
        (400, "messages 参数非法：首条消息的 role 只能为 user", Kind.ROLE),
        (200, "the role of message with odd index in the messages must be user or function", Kind.ROLE),
        (500, "Only user and assistant roles are supported!", Kind.ROLE),
        (400, "The maximum tokens you requested exceeds the model limit of 2048.", Kind.OUTPUT),
        (200, "invalid params, max_tokens exceeds limit 2048", Kind.OUTPUT),
        (498, "The flex tier is at capacity", Kind.OVERLOADED),
        (420, "", Kind.RATE),
        (200, "您当前每秒请求超过了限频", Kind.RATE),
        (401, "该令牌额度已用尽", Kind.UNPAID),
        (401, "key not allowed to access model. Tried to access m", Kind.FORBIDDEN),
        (403, "该令牌无权使用模型：m", Kind.FORBIDDEN),
        (400, "No connected db.", Kind.KEY),
        (200, "AuthFailure.SecretIdNotFound", Kind.KEY),
        (401, "Incorrect API key provided", Kind.KEY),
    ],
)  # fmt: skip
def test_in_the_words_of_others(status: int, message: str, kind: Kind):
    assert refusal_of(status, {}, error(message)).kind is kind


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (429, "You have exceeded the token rate limit of your pricing tier.", Kind.TOKEN_RATE),
        (429, "Too many tokens, please wait before trying again.", Kind.TOKEN_RATE),
        (429, "Too many tokens per day, please wait before trying again.", Kind.QUOTA),
        (200, "请求过于频繁，请稍后再试", Kind.RATE),
        (403, "调用过快 LimitBurst", Kind.RATE),
        (429, "当日 token 配额已用尽 insufficient_quota", Kind.QUOTA),
        (429, "本周额度已用尽，下周一重置", Kind.QUOTA),
        (429, "24小时内最多请求 100 次", Kind.QUOTA),
        (429, "Request quota for today exhausted", Kind.QUOTA),
        (429, "5-hour limit reached, resets 7pm", Kind.QUOTA),
        (403, "Coding plan month quota exceeded", Kind.QUOTA),
        (403, "Your token quota is used up until the next window", Kind.QUOTA),
        (429, "您的套餐已到期，可前往官网续订", Kind.UNPAID),
        (403, "Your subscription has expired.", Kind.UNPAID),
        (403, "Your trial has ended, please upgrade", Kind.UNPAID),
        (403, "Negative balance: please add funds", Kind.UNPAID),
        (403, "Key limit exceeded (total limit)", Kind.UNPAID),
        (400, "your hard limit, billing_hard_limit_reached", Kind.UNPAID),
        (403, "您的账户可用额度为 0", Kind.UNPAID),
        (403, "积分不足，请购买积分", Kind.UNPAID),
        (403, "试用期已结束", Kind.UNPAID),
        (401, "You exceeded your current quota", Kind.UNPAID),
        (401, "Your IP 1.2.3.4 is not authorized", Kind.FORBIDDEN),
        (403, "您的 IP 不在令牌允许访问的列表中", Kind.FORBIDDEN),
        (429, "当前订阅套餐暂未开放该模型权限", Kind.FORBIDDEN),
        (500, "your current token plan not support model m", Kind.FORBIDDEN),
        (400, "您的账户未开通大模型服务", Kind.FORBIDDEN),
        (403, "Invalid bearer token", Kind.KEY),
        (403, "token 已过期", Kind.KEY),
        (400, "Missing Authorization header", Kind.KEY),
        (403, "签名错误", Kind.KEY),
        (400, "内容触发风控，请求被拦截", Kind.DECLINED),
        (400, "内容未通过安全检测", Kind.DECLINED),
        (400, "根据相关法律法规，无法提供答案", Kind.DECLINED),
        (400, "The output text may contain risk. OutputTextRiskDetection", Kind.DECLINED),
        (400, "Input data is suspected of IP infringement.", Kind.DECLINED),
        (400, "the content of message is illegal", Kind.DECLINED),
        (400, "Prompt injection detected", Kind.DECLINED),
        (451, "blocked: censorship_blocked", Kind.DECLINED),
        (400, "The model has crashed. (Exit code: 139)", Kind.OVERLOADED),
        (400, "DEGRADED function cannot be invoked", Kind.OVERLOADED),
        (400, "模型推理服务异常", Kind.OVERLOADED),
        (503, "Model is being loaded, service unavailable", Kind.OVERLOADED),
        (400, "Generated JSON does not match the expected schema: json_validate_failed", Kind.OVERLOADED),
        (400, "Unavailable model: m", Kind.MODEL),
        (400, "m is not a chat model", Kind.MODEL),
        (404, "Could not find model m", Kind.MODEL),
        (404, "No allowed providers are available.", Kind.MODEL),
        (404, "Function 'abc': Not found for account 'x'", Kind.MODEL),
        (400, "endpoint ep-1 is currently closed", Kind.MODEL),
        (400, "on-demand throughput isn't supported", Kind.MODEL),
        (400, "没有找到该模型", Kind.MODEL),
        (400, "模型已于 2026-01-01 下线", Kind.MODEL),
        (400, "No route for that URI", Kind.ADDRESS),
        (400, "API version not supported", Kind.ADDRESS),
        (400, "unknown field \"max-completion-tokens\"", Kind.PARAMETER),
        (400, "\"m\" does not support thinking", Kind.PARAMETER),
        (400, "Thinking level MINIMAL is not supported.", Kind.PARAMETER),
        (400, "Unknown parameter: 'reasoning.effort'.", Kind.PARAMETER),
        (400, "type: Input should be 'text'", Kind.FORMAT),
        (400, "不支持的响应格式", Kind.FORMAT),
        (400, "system 消息不被支持", Kind.ROLE),
        (400, "`stream` must be false for this model", Kind.NO_STREAM),
        (400, "当前接口暂不支持流式调用，请设置 stream=false", Kind.NO_STREAM),
        (400, "illegal argument: reasoning_effort", Kind.PARAMETER),
        (400, "该模型不支持思考模式", Kind.PARAMETER),
        (400, "reasoning effort must be one of low, medium, high", Kind.PARAMETER),
        (400, "Set stream to true for longer outputs", Kind.STREAM),
        (400, "同步调用不支持，请使用 SSE", Kind.STREAM),
        (403, "免费试用次数已用完，请购买", Kind.UNPAID),
        (403, "会员已过期", Kind.UNPAID),
        (403, "Insufficient points", Kind.UNPAID),
        (403, "access key id not found", Kind.KEY),
        (403, "签名不匹配", Kind.KEY),
        (400, "内容包含违禁词", Kind.DECLINED),
        (400, "Harmful content detected", Kind.DECLINED),
        (400, "PII detected in prompt: EMAIL_ADDRESS", Kind.DECLINED),
        (400, "未知模型 m", Kind.MODEL),
        (400, "the requested model has reached end of life", Kind.MODEL),
        (429, "最多同时 2 个请求", Kind.CONCURRENCY),
        (429, "another request is in progress", Kind.CONCURRENCY),
        (400, "max_tokens exceeds the hard limit of 8192", Kind.OUTPUT),
        (400, "the input exceeds the total limit of 32768 tokens", Kind.CONTEXT),
        (400, "No model is currently loaded.", Kind.MODEL),
        (400, "No permission to use the model", Kind.MODEL),
        (424, "Model is not ready for inference. Wait and retry.", Kind.OVERLOADED),
        (424, "Security policy denied the prompt", Kind.DECLINED),
        (400, "This organization has been disabled.", Kind.FORBIDDEN),
        (400, "Organization has been restricted. Please reach out to support.", Kind.FORBIDDEN),
        (400, "generation_config.response_schema.properties[a].items: missing field.", Kind.FORMAT),
        (403, "NOT_ENOUGH_BALANCE", Kind.UNPAID),
        (400, "请先完成企业认证", Kind.FORBIDDEN),
        (400, "您的账号存在风险，已被限制使用", Kind.FORBIDDEN),
        (400, "Project `p` does not have access to model `m`", Kind.MODEL),
        (400, "please make sure your account is in good standing", Kind.UNPAID),
        (400, "Your account does not have a valid Coding subscription", Kind.UNPAID),
        (404, "Use case details have not been submitted for this account.", Kind.FORBIDDEN),
        (200, "计费资源已耗尽。", Kind.UNPAID),
        (200, "AppIdNoAuthError: 秒级流控超限。", Kind.RATE),
        (403, "Token quota of plan 'lite' has been reached for this month", Kind.QUOTA),
        (429, "the limit of 1 concurrency units. Please upgrade at https://h.example/billing", Kind.CONCURRENCY),
    ],
)  # fmt: skip
def test_in_the_words_of_still_others(status: int, message: str, kind: Kind):
    assert refusal_of(status, {}, error(message, kind="")).kind is kind
