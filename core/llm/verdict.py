"""Whose trouble a refusal is: what waiting may help, and the error where nothing helps. Pure."""

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
NAMES = 5  # this many of the models it has are told
_PACES = frozenset((Kind.RATE, Kind.TOKEN_RATE, Kind.CONCURRENCY, Kind.OVERLOADED, Kind.QUOTA))


def error_of(
    refusal: Refusal, host: str, model: str, names: Sequence[str], *, proven: bool
) -> ModelError:
    """The error that the refusal means.

    `names` are the models there are; `proven` says that the endpoint has answered before.
    """
    said = refusal.said
    match refusal.kind:
        case Kind.KEY:
            return ModelKeyRejected(host, said)
        case Kind.UNPAID:
            return ModelUnpaid(host, said)
        case Kind.FORBIDDEN:
            return ModelForbidden(host, said)
        case Kind.MODEL:
            # Of a model that it lists, as of any where it lists none, its own words tell more.
            words = said if not names or model in names else ""
            return ModelUnknown(host, model, ", ".join(names[:NAMES]), words)
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


def is_about_pace(refusal: Refusal) -> bool:
    """Whether waiting helps. It helps an overloaded endpoint only if that says for how long."""
    if refusal.kind is Kind.OVERLOADED:
        return refusal.status == 429 or refusal.after is not None
    return refusal.kind in _PACES


def is_unclear(refusal: Refusal) -> bool:
    """Whether it may be about anything in the request. Some gateways allow no such method where a
    schema is asked for."""
    return refusal.status in (405, 500, 501) or refusal.kind is Kind.OTHER


def passes(refusal: Refusal) -> bool:
    """Whether the same request may be taken later.

    That is so for the endpoint's own trouble, and for a page in place of an answer.
    """
    if refusal.kind is Kind.ADDRESS:
        return refusal.status < 300
    return refusal.kind in (Kind.OVERLOADED, Kind.TIMEOUT)
