"""What is told about a refusal that no other way of asking helps. Pure."""

# Tested in tests/core/llm/test_model.py.

from __future__ import annotations

from collections.abc import Sequence

from core.errors import (
    ModelAddressWrong,
    ModelAnswerInvalid,
    ModelDeclined,
    ModelError,
    ModelForbidden,
    ModelKeyRejected,
    ModelRequestRejected,
    ModelTooSmall,
    ModelUnknown,
    ModelUnpaid,
    ModelUnreachable,
)
from core.llm.refusals import Kind, Refusal

ABOUT_THE_ENDPOINT = (
    ModelKeyRejected,
    ModelUnpaid,
    ModelForbidden,
    ModelUnknown,
    ModelAddressWrong,
)
"""Errors that any other text may meet as well."""
NAMES = 5  # how many of the models it has are told


def error_of(
    refusal: Refusal, host: str, model: str, names: Sequence[str], *, proven: bool
) -> ModelError:
    """The error. `names` are the models there are, `proven` says that the endpoint has answered
    before."""
    said = refusal.said
    match refusal.kind:
        case Kind.KEY:
            return ModelKeyRejected(host, said)
        case Kind.UNPAID:
            return ModelUnpaid(host, said)
        case Kind.FORBIDDEN:
            return ModelForbidden(host, said)
        case Kind.MODEL:
            return ModelUnknown(host, model, ", ".join(names[:NAMES]))
        case Kind.ADDRESS if passes(refusal) and proven:
            return ModelAnswerInvalid(model, "page")  # a captive portal, for the moment
        case Kind.ADDRESS:
            return ModelAddressWrong(host, said)
        case Kind.DECLINED:
            return ModelDeclined(host, said)
        case Kind.CONTEXT:
            return ModelTooSmall(model, refusal.limit or 0)
        case Kind.OVERLOADED | Kind.TIMEOUT:
            return ModelUnreachable(host, f"{refusal.status} {said}".strip())
        case _:
            return ModelRequestRejected(host, said)


def passes(refusal: Refusal) -> bool:
    """Whether the same request may be taken later: trouble of the endpoint's own, a page in place
    of an answer."""
    if refusal.kind is Kind.ADDRESS:
        return refusal.status < 300
    return refusal.kind in (Kind.OVERLOADED, Kind.TIMEOUT)
