"""Refusals of parameters, formats, roles and lengths, in the words, shapes and codes of many
endpoints."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.behaviours.endpoint import Answer, Behaviour, Call, Respond, plain, refuses, says, sends

# --- What a call must be like
# ---------------------------------------------------------------------------------------


def unformatted(call: Call) -> bool:
    """It asks for no structure."""
    return call.format == "text"


def without_schema(call: Call) -> bool:
    """It asks for JSON at most."""
    return call.format != "json_schema"


def without_strict(call: Call) -> bool:
    """It asks for no strict schema."""
    return not call.body.get("response_format", {}).get("json_schema", {}).get("strict")


def without_system(call: Call) -> bool:
    """Nobody speaks in it but users and the model."""
    return all(each["role"] in ("user", "assistant") for each in call.body["messages"])


def streamed(call: Call) -> bool:
    """It asks for a stream."""
    return bool(call.body.get("stream"))


def thoughtless(call: Call) -> bool:
    """It asks for a stream or forbids to think."""
    return streamed(call) or call.body.get("enable_thinking") is False


def at_most(tokens: int) -> Callable[[Call], bool]:
    """It asks for that many tokens at most."""
    return lambda call: call.limit is None or call.limit <= tokens


def within(tokens: int) -> Callable[[Call], bool]:
    """Its prompt and the answer it asks for have that many tokens together."""
    return lambda call: call.prompt_tokens + (call.limit or 0) <= tokens


def short(tokens: int) -> Callable[[Call], bool]:
    """Its prompt has that many tokens at most."""
    return lambda call: call.prompt_tokens <= tokens


def unless(fine: Callable[[Call], bool], refusal: Callable[[Call], Answer]) -> Respond:
    """That refusal unless the call is fine; then an answer like any other's."""

    def respond(call: Call) -> Answer | None:
        if fine(call):
            return None
        return refusal(call)

    return respond


def always(answer: Answer) -> Callable[[Call], Answer]:
    """The same to every call."""
    return lambda call: answer


# --- Refusals that say what the call was
# ----------------------------------------------------------------------------


def _ark(call: Call) -> Answer:
    told = f"`{call.format}` is not supported by this model. Request id: 0217"
    return refuses(
        400,
        f"The parameter `response_format.type` specified in the request are not valid: {told}",
        kind="BadRequest",
        code="InvalidParameter",
        param="response_format.type",
    )


def _groq(call: Call) -> Answer:
    error = {
        "message": "Failed to generate JSON. Please adjust your prompt. See 'failed_generation' for more details.",
        "type": "invalid_request_error",
        "code": "json_validate_failed",
        "failed_generation": f"```json\n{call.honest[:-2]}",
    }
    return sends({"error": error}, 400)


def _literal(call: Call) -> Answer:
    detail = {
        "type": "literal_error",
        "loc": ["body", "response_format", "type"],
        "msg": "Input should be 'text' or 'json_object'",
        "input": call.format,
        "ctx": {"expected": "'text' or 'json_object'"},
    }
    return sends({"detail": [detail]}, 422)


def _mistral(call: Call) -> Answer:
    loc = ["body", "response_format", "json_schema", "strict"]
    detail = {
        "type": "extra_forbidden",
        "loc": loc,
        "msg": "Extra inputs are not permitted",
        "input": True,
    }
    message = {"detail": [detail]}
    return sends(
        {"object": "error", "message": message, "type": "invalid_request_error", "code": None}, 422
    )


def _router(call: Call) -> Answer:
    """OpenRouter, which hides what the provider said in a text of JSON."""
    inner = {
        "error": {
            "message": "response_format: json mode is not enabled for this model",
            "code": 400,
        }
    }
    raw = {"raw": json.dumps(inner), "provider_name": "Example"}
    return sends(
        {
            "error": {"message": "Provider returned error", "code": 400, "metadata": raw},
            "user_id": "u",
        },
        400,
    )


def gemini(status: int, message: str) -> Answer:
    return sends(
        [{"error": {"code": status, "message": message, "status": "INVALID_ARGUMENT"}}], status
    )


def _bare_object(call: Call) -> Answer | None:
    """JSON mode that gives an empty object, as long as it is on."""
    return None if unformatted(call) else says("{}")


def _white_space(call: Call) -> Answer | None:
    """JSON mode that runs on in white space until its tokens are used up."""
    return None if unformatted(call) else says("{\n" + " \n\t" * 400, finish="length")


def _prose_in_thoughts(call: Call) -> Answer | None:
    """A schema that goes to the thoughts of a thinking model and leaves nothing for its answer."""
    return (
        None
        if without_schema(call)
        else says(None, reasoning_content="好的，我先通读全文……", refusal=None)
    )


_UNSUPPORTED = "litellm.UnsupportedParamsError: volcengine does not support parameters: ['response_format'], for"
_NO_FIELD = "Invalid JSON payload received. Unknown name \"additionalProperties\" at 'generation_config.response_schema'"
_TIER = (
    "Structured outputs (response_format) are available to usage tier 3 and above. Your tier: 1."
)

FORMATS = (
    Behaviour("refuses both JSON formats as not valid", unless(unformatted, _ark), usable=True),
    Behaviour("fails to generate JSON while it must", unless(unformatted, _groq), usable=True),
    # SiliconFlow, whose errors have no `error`, and which also answers 400 without a word.
    Behaviour(
        "a code, a message and no error for JSON mode",
        unless(
            unformatted,
            always(
                sends(
                    {
                        "code": 20024,
                        "message": "Json mode is not supported for this model.",
                        "data": None,
                    },
                    400,
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "400 without a body for a schema",
        unless(without_schema, always(Answer([], 400))),
        usable=True,
    ),
    Behaviour("422 that wants another literal", unless(without_schema, _literal), usable=True),
    Behaviour("422 that forbids `strict` as extra", unless(without_strict, _mistral), usable=True),
    Behaviour("a provider's words in a text of JSON", unless(unformatted, _router), usable=True),
    # xAI: names in camel case, `error` a text and `code` a sentence.
    Behaviour(
        "a parameter's name in camel case",
        unless(
            unformatted,
            always(
                sends(
                    {
                        "code": "Client specified an invalid argument",
                        "error": "Argument not supported on this model: responseFormat",
                    },
                    400,
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "a gateway that knows no such parameter, with 500",
        unless(
            unformatted,
            always(refuses(500, f"{_UNSUPPORTED} model=test-model.", kind="None", code="500")),
        ),
        usable=True,
    ),
    # Zhipu, which does not say which.
    Behaviour(
        "参数有误，请检查文档 for a schema",
        unless(
            without_schema,
            always(
                sends({"error": {"code": "1210", "message": "API 调用参数有误，请检查文档。"}}, 400)
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "不支持结构化输出 with 200",
        unless(
            without_schema,
            always(
                sends({"code": 400, "msg": "当前模型不支持 json_schema 结构化输出", "data": None})
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "a format that is unavailable now",
        unless(unformatted, always(refuses(400, "This response_format type is unavailable now"))),
        usable=True,
    ),
    Behaviour(
        "cannot find a field of the schema",
        unless(without_schema, always(gemini(400, f"{_NO_FIELD}: Cannot find field."))),
        usable=True,
    ),
    Behaviour(
        "a grammar that cannot be made, with 500",
        unless(
            without_schema,
            always(
                plain(
                    "Failed to compile grammar: unsupported keyword",
                    500,
                    "text/plain; charset=utf-8",
                )
            ),
        ),
        usable=True,
    ),
    Behaviour(
        "403 for a format that the tier lacks",
        unless(unformatted, always(refuses(403, _TIER, kind="permission_error"))),
        usable=True,
    ),
    Behaviour("an empty object while it must be JSON", _bare_object, usable=True),
    Behaviour("endless white space while it must be JSON", _white_space, usable=True),
    Behaviour("a schema leaves only thoughts", _prose_in_thoughts, usable=True),
)
