"""What a language model's endpoint did not give. `said` is what the endpoint said itself, "" where
it said nothing."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.base import ForOperator, ModelError


@dataclass(eq=False)
class ModelUnreachable(ModelError):
    """`reason` is timeout, connection, or the status of its answer; with `proxy` as
    core.network.trouble tells them."""

    host: ForOperator
    reason: ForOperator
    proxy: ForOperator = ""


@dataclass(eq=False)
class ModelKeyRejected(ModelError):
    host: ForOperator
    said: ForOperator


@dataclass(eq=False)
class ModelForbidden(ModelError):
    """The endpoint refuses this account or this country, whatever is asked."""

    host: ForOperator
    said: ForOperator


@dataclass(eq=False)
class ModelUnknown(ModelError):
    """`known` are names the endpoint lists, nearest first; "" where it lists none.

    `said` is empty where the list tells more: where it has other names and not this one.
    """

    host: ForOperator
    model: ForOperator
    known: ForOperator
    said: ForOperator = ""


@dataclass(eq=False)
class ModelAddressWrong(ModelError):
    """Something answers at that address, but no model."""

    host: ForOperator
    said: ForOperator


@dataclass(eq=False)
class ModelLimited(ModelError):
    """Too many requests, for longer than is waited for; `seconds` until it may be asked again."""

    host: ForOperator
    seconds: int
    said: ForOperator


@dataclass(eq=False)
class ModelUnpaid(ModelError):
    """The account has nothing left to pay with."""

    host: ForOperator
    said: ForOperator


@dataclass(eq=False)
class ModelRequestRejected(ModelError):
    host: ForOperator
    said: ForOperator


@dataclass(eq=False)
class ModelDeclined(ModelError):
    """The endpoint does not want to write about this paper."""

    host: ForOperator
    said: ForOperator


@dataclass(eq=False)
class ModelTooSmall(ModelError):
    """The text does not fit the model, which takes at most `limit` tokens (0: it does not say)."""

    model: ForOperator
    limit: int


@dataclass(eq=False)
class ModelAnswerInvalid(ModelError):
    """`reason` is malformed, empty, truncated, refused, page or too_large."""

    model: ForOperator
    reason: str


@dataclass(eq=False)
class OverBudget(ModelError):
    limit: int
