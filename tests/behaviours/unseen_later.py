"""Endpoints that change while they are used: another model behind the same name, a new version, a
smaller machine.

The calls that are under way then are refused together, each for what none of them could know.
"""

from __future__ import annotations

import dataclasses

from tests.behaviours.endpoint import Answer, Behaviour, Call, Respond, refuses
from tests.behaviours.unseen_refusals import (
    always,
    at_most,
    streamed,
    unless,
    within,
    without_schema,
    without_system,
)
from tests.behaviours.unseen_texts import tells

_AFTER = 6
_LENGTH = 0.1


def later(respond: Respond) -> Respond:
    """Right answers to the first calls, then that. Each takes a moment, so that several are under
    way."""

    def changed(call: Call) -> Answer:
        answer = respond(call) if call.number > _AFTER else None
        if answer is None:
            answer = tells(call, call.honest)
        return dataclasses.replace(answer, pieces=(_LENGTH, *answer.pieces))

    return changed


def _by_its_old_name(call: Call) -> bool:
    return "max_tokens" not in call.body


def _too_long(call: Call) -> Answer:
    asked = call.prompt_tokens + (call.limit or 0)
    told = f"you requested {asked} tokens ({call.prompt_tokens} in the messages, {call.limit} in the completion)"
    return refuses(400, f"This model's maximum context length is 4096 tokens. However, {told}.")


_NAME = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
_FORMAT = "'response_format' of type 'json_schema' is not supported with this model."
_ROLE = "'messages[0].role' does not support 'system' with this model."
_STREAM = (
    "This model only support stream mode, please enable the stream parameter to access the model."
)

LATER = (
    Behaviour(
        "the limit by its other name, from now on",
        later(
            unless(
                _by_its_old_name,
                always(refuses(400, _NAME, code="unsupported_parameter", param="max_tokens")),
            )
        ),
        usable=True,
    ),
    Behaviour(
        "no schema, from now on",
        later(unless(without_schema, always(refuses(400, _FORMAT)))),
        usable=True,
    ),
    Behaviour(
        "no system role, from now on",
        later(unless(without_system, always(refuses(400, _ROLE)))),
        usable=True,
    ),
    Behaviour(
        "only streams, from now on",
        later(unless(streamed, always(refuses(400, _STREAM)))),
        usable=True,
    ),
    Behaviour(
        "a smaller context, from now on", later(unless(within(4096), _too_long)), usable=True
    ),
    Behaviour(
        "shorter answers, from now on",
        later(
            unless(
                at_most(2048),
                always(refuses(400, "max_tokens is too large. This model supports at most 2048.")),
            )
        ),
        usable=True,
    ),
)
