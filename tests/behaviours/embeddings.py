"""Endpoints that make vectors of texts, each with an oddity of its own, and what may become of it."""

# Tested in tests/behaviours/test_embeddings.py.

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from core.errors import (
    ModelAddressWrong,
    ModelAnswerInvalid,
    ModelError,
    ModelKeyRejected,
    ModelLimited,
    ModelRequestRejected,
    ModelUnknown,
    ModelUnpaid,
    ModelUnreachable,
)
from tests.behaviours.endpoint import Answer, plain, refuses, send, sends
from tests.fakes.embeddings import encoded, response, vector_of
from tests.fakes.server import LoopbackServer

Body = dict[str, Any]
PAPERS = 40
ODD = 7  # the paper that a row may be about
TEXTS = [
    f"Paper number{number} on topic{number % 5}\n\n" + f"word{number} and topic{number % 5} " * 60
    for number in range(PAPERS)
]


@dataclass(frozen=True)
class Call:
    """A request for vectors: its `number` counts from 1."""

    body: Body
    number: int

    @property
    def texts(self) -> list[str]:
        return list(self.body["input"])

    @property
    def right(self) -> Body:
        """What a well-kept endpoint answers."""
        as_base64 = self.body.get("encoding_format") == "base64"
        return response(self.texts, self.body["model"], as_base64=as_base64)

    @property
    def has_odd(self) -> bool:
        return any(f"number{ODD} " in text for text in self.texts)


@dataclass(frozen=True)
class Row:
    """What an endpoint does. `missing` are the papers that get no vector; `error` is what is told
    where none gets one. `calls` is how many it may cost."""

    name: str
    respond: Callable[[Call], Answer | None]
    missing: tuple[int, ...] = ()
    error: type[ModelError] | None = None
    calls: int = 1


class Embedding(LoopbackServer):
    """Makes vectors at `/v1/embeddings` as the row says."""

    def __init__(self, row: Row, *, path: str = "/v1/embeddings") -> None:
        super().__init__()
        self.row, self.path = row, path
        self.calls: list[Call] = []

    def routes(self) -> list[web.RouteDef]:
        return [web.post(self.path, self._embeddings), web.get("/v1/models", self._models)]

    async def _models(self, request: web.Request) -> web.Response:
        return web.json_response({"data": [{"id": "other-vectors"}]})

    async def _embeddings(self, request: web.Request) -> web.StreamResponse:
        call = Call(await request.json(), len(self.calls) + 1)
        self.calls.append(call)
        return await send(request, self.row.respond(call) or sends(call.right))


def as_floats(call: Call) -> Body:
    """Numbers, though base64 was asked for."""
    return response(call.texts, call.body["model"], as_base64=False)


def with_odd(change: Callable[[Body], object]) -> Callable[[Call], Answer | None]:
    """The odd paper's item is changed."""

    def respond(call: Call) -> Answer | None:
        answer = as_floats(call)
        for text, item in zip(call.texts, answer["data"], strict=True):
            if f"number{ODD} " in text:
                change(item)
        return sends(answer)

    return respond


def spoils(place: int, value: object) -> Callable[[Call], Answer | None]:
    """One of the odd paper's numbers is another."""
    return with_odd(lambda item: item["embedding"].__setitem__(place, value))


def gives(vector: object) -> Callable[[Call], Answer | None]:
    """The odd paper has this for a vector."""
    return with_odd(lambda item: item.__setitem__("embedding", vector))


def at_most(count: int, answer: Answer) -> Callable[[Call], Answer | None]:
    """More texts than that are refused."""
    return lambda call: answer if len(call.texts) > count else None


def first(count: int, answer: Answer) -> Callable[[Call], Answer | None]:
    """The first calls are refused."""
    return lambda call: answer if call.number <= count else None


def refuses_odd(answer: Answer) -> Callable[[Call], Answer | None]:
    return lambda call: answer if call.has_odd else None


def too_long(characters: int) -> Callable[[Call], Answer | None]:
    """Longer texts are refused, in words."""
    refusal = refuses(
        400, "This model's maximum context length is 512 tokens, however you requested 700 tokens."
    )
    return lambda call: refusal if max(map(len, call.texts)) > characters else None


def sliced(keep: slice) -> Callable[[Call], Answer | None]:
    """Only some of the vectors come back."""

    def respond(call: Call) -> Answer:
        answer = as_floats(call)
        return sends({**answer, "data": answer["data"][keep]})

    return respond


def shuffled(call: Call) -> Answer:
    answer = as_floats(call)
    return sends({**answer, "data": answer["data"][::-1]})


def rearranged(change: Callable[[int], object]) -> Callable[[Call], Answer]:
    """The `index` of each is another; they come in the right order."""

    def respond(call: Call) -> Answer:
        answer = as_floats(call)
        for place, item in enumerate(answer["data"]):
            item["index"] = change(place)
        return sends(answer)

    return respond


def in_shape(shape: Callable[[list[list[float]]], object]) -> Callable[[Call], Answer]:
    return lambda call: sends(shape([vector_of(text) for text in call.texts]))


def knows_no_encoding(call: Call) -> Answer | None:
    if "encoding_format" in call.body:
        return refuses(400, "Unknown parameter: 'encoding_format'.", param="encoding_format")
    return None


def long_answer(call: Call) -> Answer | None:
    """Nine megabytes, most of them blanks."""
    if len(call.texts) <= 16:
        return None
    return Answer([json.dumps(call.right).encode() + b" " * 9_000_000])


def of_other_length(call: Call) -> Answer:
    answer = as_floats(call)
    for place, item in enumerate(answer["data"]):
        if place % 3 == 0:
            item["embedding"] = item["embedding"][:32]
    return sends(answer)


BROKE = refuses(500, "The server had an error while processing your request.")
BUSY = refuses(503, "The model is loading.")
PACE = refuses(429, "Rate limit reached for requests", code="rate_limit_exceeded", retry_after="0")
ALL = tuple(range(PAPERS))
THIRDS = tuple(place for place in ALL if place % 3 == 0)

COUNTS: Sequence[Row] = (
    Row("answers like OpenAI", lambda call: None),
    Row("gives numbers though base64 was asked for", lambda call: sends(as_floats(call))),
    Row("gives them in another order, by `index`", shuffled),
    Row("counts `index` from one", rearranged(lambda place: place + 1)),
    Row("has index 0 for all", rearranged(lambda place: 0)),
    Row("has no index", rearranged(lambda place: None)),
    Row("gives one vector too few", sliced(slice(1, None)), ALL, ModelAnswerInvalid, calls=60),
    Row("gives the first vector alone", sliced(slice(1)), calls=45),
    Row("gives no vector", lambda call: sends({"data": []}), ALL, ModelAnswerInvalid, calls=3),
    Row("gives vectors of two lengths", of_other_length, THIRDS),
)
NUMBERS: Sequence[Row] = (
    Row("gives NaN", spoils(3, float("nan")), (ODD,)),
    Row("gives infinity", spoils(3, float("inf")), (ODD,)),
    Row("gives a number as large as none", spoils(3, 10**400), (ODD,)),
    Row("gives null among numbers", spoils(3, None), (ODD,)),
    Row("gives a word among numbers", spoils(3, "one"), (ODD,)),
    Row("gives true among numbers", spoils(3, True), (ODD,)),
    Row("gives null for a vector", gives(None), (ODD,)),
    Row("gives zeros", gives([0.0] * 64), (ODD,)),
    Row("gives an empty vector", gives([]), (ODD,)),
    Row("gives a vector of three numbers", gives([0.1, 0.2, 0.3]), (ODD,)),
    Row("gives a vector without end", gives([0.1] * 9_000), (ODD,)),
    Row("gives broken base64", gives("not/base64!"), (ODD,)),
    Row("gives base64 that is cut", gives("AAAAPw=="), (ODD,)),
    Row("gives whole numbers", in_shape(lambda each: {"data": [
        {"embedding": [round(127 * value) for value in vector]} for vector in each
    ]})),
)  # fmt: skip
SHAPES: Sequence[Row] = (
    Row("answers like Ollama", in_shape(lambda each: {"embeddings": each})),
    Row("answers with vectors alone", in_shape(lambda each: each)),
    Row("wraps each vector once more", in_shape(lambda each: {"data": [
        {"index": place, "embedding": [vector]} for place, vector in enumerate(each)
    ]})),
    Row("answers like Gemini", in_shape(lambda each: {"embeddings": [{"values": v} for v in each]})),
    Row("answers like DashScope", in_shape(lambda each: {"output": {"embeddings": [
        {"text_index": place, "embedding": vector} for place, vector in enumerate(each)
    ]}})),
    Row("gives base64 under `embedding` of an object", in_shape(lambda each: {"data": [
        {"index": place, "embedding": encoded(vector)} for place, vector in enumerate(each)
    ]})),
)  # fmt: skip
REFUSALS: Sequence[Row] = (
    Row("knows no encoding_format", knows_no_encoding, calls=2),
    Row("takes ten at once and says so", at_most(10, refuses(
        400, "batch size is invalid, it should not be larger than 10."
    )), calls=5),
    Row("takes 32 at once and says so with 413", at_most(32, refuses(
        413, "batch size 40 > maximum allowed batch size 32"
    )), calls=3),
    Row("takes ten at once and says it in Chinese", at_most(10, refuses(
        400, "输入数组最多 10 条"
    )), calls=5),
    Row("takes ten at once and says nothing", at_most(10, refuses(400, "Bad request.")), calls=16),
    Row("breaks on more than ten", at_most(10, BROKE), calls=16),
    Row("takes 600 characters of a text", too_long(600), calls=16),
    Row("does not want one paper", refuses_odd(refuses(400, "Bad request.")), (ODD,), calls=20),
    Row("filters one paper", refuses_odd(refuses(
        400, "The response was filtered", code="content_filter"
    )), (ODD,), calls=16),
    Row("breaks on one paper", refuses_odd(BROKE), (ODD,), calls=16),
    Row("answers more than can be read for more than 16", long_answer, calls=6),
    Row("is asked too often", first(2, PACE), calls=3),
    Row("breaks twice", first(2, BUSY), calls=3),
)  # fmt: skip
TROUBLES: Sequence[Row] = (
    Row("has no embeddings", lambda call: plain("404 page not found", 404), ALL, ModelAddressWrong),
    Row("does not know the model", lambda call: refuses(
        404, "The model `test-vectors` does not exist.", code="model_not_found"
    ), ALL, ModelUnknown),
    Row("does not know the key", lambda call: refuses(401, "Incorrect API key provided"), ALL,
        ModelKeyRejected),
    Row("wants money", lambda call: refuses(402, "Insufficient Balance"), ALL, ModelUnpaid),
    Row("has used up the day", lambda call: refuses(
        429, "You exceeded your current quota, please check your plan and billing details.",
        code="insufficient_quota", retry_after="7200",
    ), ALL, ModelError),
    Row("is to be left alone for an hour", lambda call: refuses(
        429, "Rate limit reached", retry_after="3600"
    ), ALL, ModelLimited),
    Row("is down", lambda call: BUSY, ALL, ModelUnreachable, calls=3),
    Row("breaks on everything", lambda call: BROKE, ALL, ModelUnreachable, calls=20),
    Row("refuses everything", lambda call: refuses(400, "No."), ALL, ModelRequestRejected, calls=30),
    Row("says that it went wrong and calls it a success", lambda call: sends(
        {"error": {"message": "No."}}
    ), ALL, ModelError, calls=30),
    Row("shows a page", lambda call: plain("<!doctype html><title>Sign in</title>", 200,
        "text/html"), ALL, ModelError, calls=3),
    Row("says nothing", lambda call: plain(""), ALL, ModelAnswerInvalid, calls=3),
    Row("says no JSON", lambda call: plain("ok"), ALL, ModelAnswerInvalid, calls=3),
    Row("says JSON without end", lambda call: plain("[" * 100_000), ALL, ModelAnswerInvalid,
        calls=3),
    Row("breaks off", lambda call: Answer([json.dumps(call.right).encode()[:900]], whole=False),
        ALL, ModelAnswerInvalid, calls=3),
    Row("hangs up", lambda call: Answer(whole=False), ALL, ModelUnreachable, calls=3),
    Row("answers the chat", lambda call: sends(
        {"choices": [{"message": {"content": "Hello"}}]}
    ), ALL, ModelAnswerInvalid, calls=3),
)  # fmt: skip
ROWS: tuple[Row, ...] = tuple(itertools.chain(COUNTS, NUMBERS, SHAPES, REFUSALS, TROUBLES))
