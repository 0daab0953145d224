"""Answers that are kept from when they come until the text they are for is written. Pure.

So a text that is read again after a crash, a kill or a restart finds its questions answered. What a
batch brings is kept in the same way. Only what a prompt asks for a text of a paper is kept: what
people type never is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from core.llm.endings import Finish
from core.llm.reply import Reply
from core.llm.requests import Question, plain_schema
from core.llm.usage import TokenCounts
from core.records import Spending, TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptQuestion:
    """A question for that text, known by its `mark`, and the most that it may cost: it is noted
    before it is sent, for nobody else knows of it if the process is killed."""

    mark: str
    text: TextKey
    model: str
    most: Spending
    on_demand: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered to a question that was noted `at` that moment, known by its mark; None for
    a `body` that is not to be kept."""

    mark: str
    at: dt.datetime
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A call that was under way when its process was killed, and the most that it cost."""

    at: dt.datetime
    spent: Spending
    on_demand: bool


def mark_of(address: str, model: str, question: Question) -> str:
    """By what an answer is known to be one to this very question, at that endpoint."""
    shape = plain_schema(question.shape)
    told = (question.instructions, [dict(message) for message in question.said], shape)
    text = json.dumps([address, model, *told, question.wanted, question.plain], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def packed(reply: Reply) -> bytes:
    """The reply as it is kept."""
    return json.dumps(asdict(reply)).encode()


def unpacked(body: bytes) -> Reply | None:
    """The reply that was kept; None where another version of Paperboy kept it in another form."""
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(body)
        told["usage"] = TokenCounts(**told["usage"])
        told["finish"] = Finish(told["finish"])
        return Reply(**told | {"texts": tuple(told["texts"])})
    return None
