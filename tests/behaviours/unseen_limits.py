"""Refusals of roles and lengths, and of calls that are not streamed."""

from __future__ import annotations

from tests.behaviours.endpoint import Answer, Behaviour, Call, refuses, sends
from tests.behaviours.unseen_refusals import (
    always,
    at_most,
    gemini,
    short,
    streamed,
    thoughtless,
    unless,
    within,
    without_system,
)


def _tgi(call: Call) -> Answer:
    told = f"Given: {call.prompt_tokens} `inputs` tokens and {call.limit} `max_new_tokens`"
    message = f"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. {told}"
    return sends({"error": message, "error_type": "validation"}, 422)


def _vllm(call: Call) -> Answer:
    room = f"({call.limit} > 4096 - {call.prompt_tokens})"
    message = (
        f"'max_tokens' or 'max_completion_tokens' is too large: {call.limit}. This model's maximum context length is "
        f"4096 tokens and your request has {call.prompt_tokens} input tokens {room}. None"
    )
    return sends(
        {
            "object": "error",
            "message": message,
            "type": "BadRequestError",
            "param": None,
            "code": 400,
        },
        400,
    )


def _vllm_small(call: Call) -> Answer:
    asked = call.prompt_tokens + (call.limit or 0)
    message = (
        f"This model's maximum context length is 2048 tokens. However, you requested {asked} tokens "
        f"({call.prompt_tokens} in the messages, {call.limit} in the completion). Please reduce the length of the "
        "messages or completion."
    )
    return sends(
        {
            "object": "error",
            "message": message,
            "type": "BadRequestError",
            "param": None,
            "code": 400,
        },
        400,
    )


def _groq_minute(call: Call) -> Answer:
    asked = call.prompt_tokens + (call.limit or 0)
    message = (
        "Request too large for model `test-model` in organization `org_1` service tier `on_demand` on tokens per "
        f"minute (TPM): Limit 6000, Requested {asked}, please reduce your message size and try again."
    )
    return refuses(413, message, kind="tokens", code="rate_limit_exceeded")


def _moonshot(call: Call) -> Answer:
    asked = call.prompt_tokens + (call.limit or 0)
    return refuses(
        400, f"Invalid request: Your request exceeded model token limit: 4096 (requested: {asked})"
    )


def _llama_cpp(call: Call) -> Answer:
    error = {
        "code": 400,
        "message": "the request exceeds the available context size, try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": call.prompt_tokens,
        "n_ctx": 1280,
    }
    return sends({"error": error}, 400)


def _lm_studio(call: Call) -> Answer:
    return sends(
        {"error": f"Cannot truncate prompt with n_keep ({call.prompt_tokens}) >= n_ctx (1280)"}, 400
    )


_JINJA = "Jinja Exception: System role not supported at row 3, column 26:\n{{ bos_token }}{% if messages[0]"
_GEMMA = "Developer instruction is not enabled for models/test-model"
_CONVERSE = "An error occurred (ValidationException) when calling the Converse operation: The maximum tokens you"
ROLES = (
    Behaviour(
        "no developer instruction, in a list",
        unless(without_system, always(gemini(400, _GEMMA))),
        usable=True,
    ),
    Behaviour(
        "a template without a system role, with 500",
        unless(without_system, always(refuses(500, _JINJA, kind="server_error", code=500))),
        usable=True,
    ),
    Behaviour(
        "the first message must be a user's, in Chinese",
        unless(
            without_system,
            always(
                sends(
                    {
                        "error": {
                            "code": "1214",
                            "message": "messages 参数非法：首条消息的 role 只能为 user",
                        }
                    },
                    400,
                )
            ),
        ),
        usable=True,
    ),
    # Baidu, with status 200.
    Behaviour(
        "an odd message must be a user's, with 200",
        unless(
            without_system,
            always(
                sends(
                    {
                        "error_code": 336006,
                        "error_msg": "the role of message with odd index in the messages must be user or function",
                    }
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "does not support 'system' as a value",
        unless(
            without_system,
            always(
                refuses(
                    400,
                    "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
                    code="unsupported_value",
                    param="messages[0].role",
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "非流式调用 only without thoughts",
        unless(
            thoughtless,
            always(
                refuses(
                    400,
                    "parameter.enable_thinking必须设置为false才能进行非流式调用",
                    code="invalid_parameter_error",
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "thoughts cannot be had when stream=False",
        unless(
            streamed,
            always(refuses(400, "enable thinking can not be support when `stream=False`.")),
        ),
        usable=True,
    ),
)

LENGTHS = (
    Behaviour(
        "max_tokens 参数非法, with its range",
        unless(
            at_most(2048),
            always(
                sends(
                    {
                        "error": {
                            "code": "1214",
                            "message": "max_tokens 参数非法，取值范围为[1,2048]",
                        }
                    },
                    400,
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "more tokens than Claude gives",
        unless(
            at_most(2048),
            lambda call: sends(
                {
                    "type": "error",
                    "error": {
                        "type": "invalid_request_error",
                        "message": f"max_tokens: {call.limit} > 2048, which is the maximum allowed number of output "
                        "tokens for test-model",
                    },
                },
                400,
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "more tokens than Bedrock's model gives",
        unless(
            at_most(2048),
            always(
                sends(
                    {
                        "detail": f"{_CONVERSE} requested exceeds the model limit of 2048. Try again with a maximum "
                        "tokens value that is lower than 2048."
                    },
                    400,
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "max_tokens less than or equal to, in backquotes",
        unless(
            at_most(2048),
            always(
                refuses(
                    400,
                    "`max_tokens` must be less than or equal to `2048`, the maximum value",
                    code="x",
                )
            ),
        ),
        usable=True,
    ),
    Behaviour("inputs and new tokens together", unless(within(4096), _tgi), usable=True),
    Behaviour(
        "too many tokens for what the prompt leaves", unless(within(4096), _vllm), usable=True
    ),
    Behaviour("a context smaller than the paper", unless(within(2048), _vllm_small), usable=True),
    Behaviour("413 for more than a minute allows", unless(within(6000), _groq_minute), usable=True),
    Behaviour(
        "a model's token limit and what was requested", unless(within(4096), _moonshot), usable=True
    ),
    Behaviour("a context size in a field alone", unless(short(1280), _llama_cpp), usable=True),
    Behaviour("cannot truncate a prompt", unless(short(1280), _lm_studio), usable=True),
    Behaviour(
        "a range of input length",
        unless(
            short(1280),
            always(
                refuses(
                    400,
                    "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 1280]",
                    code="invalid_parameter_error",
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "Prompt 超长, and no number",
        unless(
            short(1280), always(sends({"error": {"code": "1261", "message": "Prompt 超长"}}, 400))
        ),
        usable=True,
    ),
)
