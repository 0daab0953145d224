"""An OpenAI-compatible model on loopback: Chat Completions with the real refusals, and failures by
rule."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.fakes import embeddings
from tests.fakes.batches import FakeBatches
from tests.fakes.schema import example, object_in, schema_in, sentences, strict_problem
from tests.fakes.server import LoopbackServer, close

Body = dict[str, Any]
_CACHED_FROM = 1024  # Tokens; OpenAI caches prompt prefixes from this length on.
TRANSLATED = "(in other words, as far as any test can tell them from those of the paper itself)"
# What makes a sentence of the paper a Chinese one, as far as tests can tell.
IN_CHINESE = "这篇论文的原文是这样写的，下面照录："
_CHINESE, _HAN = "简体中文", re.compile(r"[\u4e00-\u9fff]")
_SLOW = 30.0  # Seconds a slow answer takes.

_SPOILT = frozenset(("malformed", "empty", "blank", "truncated", "refusal", "filter"))
FAILURES = _SPOILT | {"500", "503", "429", "quota", "drop", "slow", "html"}


@dataclass(frozen=True)
class Reply:
    """What the model says, and how it ended."""

    content: str | None
    finish: str = "stop"
    refusal: str | None = None


class FakeModel(LoopbackServer):
    """Serves /chat/completions, /embeddings, /models, /files and /batches, with or without /v1
    before them.

    By default it answers a schema with sentences of the user's message; `answer` (request body →
    content) overrides that. `refuses` names response formats it does not know ("json_schema",
    "json_object"). `prompts` is what it was asked, `busiest` how many requests it had at once,
    `used` the tokens of all that it answered.
    `embedded` is what vectors were asked of, a list for each call; with `breaks_on_vectors` there
    are none, and `vectors_wait` is waited for first.
    """

    def __init__(
        self,
        models: Sequence[str] = ("test-model",),
        key: str = "test-key",
        *,
        refuses: Collection[str] = (),
        latency: float = 0.0,
        answer: Callable[[Body], str] | None = None,
        retry_after: str = "0",
    ) -> None:
        super().__init__()
        self.models, self.key, self.refuses, self.latency = list(models), key, set(refuses), latency
        self.answer = answer or answer_from_message
        self.retry_after = retry_after
        self.prompts: list[str] = []
        self.embedded: list[list[str]] = []
        self.breaks_on_vectors = False
        self.vectors_wait: asyncio.Event | None = None
        self.busy = self.busiest = 0
        self.used = 0
        self.batches = FakeBatches(self)
        self._cycle: tuple[int, Iterator[str]] | None = None
        self._marked: list[tuple[Callable[[str], bool], str]] = []
        self._prefixes: set[str] = set()
        self._next_fault: list[str] = []

    def routes(self) -> list[web.RouteDef]:
        paths = ("", "/v1")
        return (
            [web.post(f"{path}/chat/completions", self._chat) for path in paths]
            + [web.get(f"{path}/models", self._models) for path in paths]
            + [web.post(f"{path}/embeddings", self._embeddings) for path in paths]
            + [route for path in paths for route in self.batches.routes(path)]
        )

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL."""
        return f"{self.url}/v1"

    def completed(self, body: Body) -> tuple[int, Body]:
        """The status and the content with which a request in a batch is answered."""
        if refusal := self._invalid(body):
            return refusal.status, json.loads(refusal.text or "")
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        return 200, self._wrapped(_ended(Reply(self.answer(body)), body), prompt, body["model"])

    def calls(self, text: str) -> int:
        """How many prompts contained that text."""
        return sum(text in prompt for prompt in self.prompts)

    def every(self, n: int, kinds: Sequence[str]) -> None:
        """Let every n-th request fail, with these kinds in turn."""
        _check(kinds)
        self._cycle = (n, itertools.cycle(kinds))

    def always(self, predicate: str | Callable[[str], bool], kind: str) -> None:
        """Let every request fail whose prompt contains the text (or satisfies the predicate)."""
        _check([kind])
        matches = predicate if callable(predicate) else lambda prompt: predicate in prompt
        self._marked.append((matches, kind))

    def next(self, *kinds: str) -> None:
        """Let the next requests fail, one each."""
        _check(kinds)
        self._next_fault += kinds

    def heal(self) -> None:
        """Forget all failures."""
        self._cycle, self._marked, self._next_fault = None, [], []

    async def _models(self, request: web.Request) -> web.Response:
        if refusal := self.unauthorized(request):
            return refusal
        known = [
            {"id": name, "object": "model", "created": 0, "owned_by": "tests"}
            for name in self.models
        ]
        return web.json_response({"object": "list", "data": known})

    async def _embeddings(self, request: web.Request) -> web.Response:
        if refusal := self.unauthorized(request):
            return refusal
        body = await request.json()
        if refusal := self._unknown_model(body):
            return refusal
        if wrong := embeddings.problem(body):
            return _error(400, wrong, "invalid_request_error")
        texts = embeddings.texts_of(body)
        self.embedded.append(texts)
        if self.vectors_wait:
            await self.vectors_wait.wait()
        if self.breaks_on_vectors:
            return _error(500, "The server had an error while processing your request", "server")
        as_base64 = body.get("encoding_format") == "base64"
        return web.json_response(embeddings.response(texts, body["model"], as_base64=as_base64))

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            if refusal := self.unauthorized(request):
                return refusal
            body = await request.json()
            if refusal := self._invalid(body):
                return refusal
            return await self._completion(request, body)
        finally:
            self.busy -= 1

    async def _completion(self, request: web.Request, body: Body) -> web.StreamResponse:
        prompt = "\n".join(str(message["content"]) for message in body["messages"])
        self.prompts.append(prompt)
        kind = self._fault(prompt)
        await asyncio.sleep(self.latency + (_SLOW if kind == "slow" else 0))
        match kind:
            case "drop":
                close(request)
                return web.Response()
            case "html":
                return web.Response(
                    text="<!doctype html><title>Sign in</title>", content_type="text/html"
                )
            case "500" | "503":
                return _error(
                    int(kind),
                    "The server had an error while processing your request",
                    "server_error",
                )
            case "429" | "quota":
                return self._limited(kind)
            case _:
                reply = _spoilt(_ended(Reply(self.answer(body)), body), kind)
                wrapped = self._wrapped(reply, prompt, body["model"])
                self.used += wrapped["usage"]["total_tokens"]
                return web.json_response(wrapped)

    def _fault(self, prompt: str) -> str | None:
        if self._next_fault:
            return self._next_fault.pop(0)
        for matches, kind in self._marked:
            if matches(prompt):
                return kind
        if self._cycle and len(self.prompts) % self._cycle[0] == 0:
            return next(self._cycle[1])
        return None

    def unauthorized(self, request: web.Request) -> web.Response | None:
        """The refusal of a wrong key."""
        if request.headers.get("Authorization") == f"Bearer {self.key}":
            return None
        return _error(401, "Incorrect API key provided", "invalid_request_error", "invalid_api_key")

    def _invalid(self, body: Body) -> web.Response | None:
        """The refusal of a request that breaks a rule of the API."""
        if refusal := self._unknown_model(body):
            return refusal
        problem = _request_problem(body) or self._format_problem(body)
        return _error(400, problem, "invalid_request_error") if problem else None

    def _unknown_model(self, body: Body) -> web.Response | None:
        name = body.get("model")
        if name in self.models:
            return None
        message = f"The model `{name}` does not exist or you do not have access to it."
        return _error(404, message, "invalid_request_error", "model_not_found")

    def _format_problem(self, body: Body) -> str | None:
        wanted = body.get("response_format", {"type": "text"})
        kind = wanted.get("type")
        if kind not in ("text", "json_object", "json_schema") or kind in self.refuses:
            return f"Invalid parameter: 'response_format' of type '{kind}' is not supported with this model."
        if kind == "json_object" and "json" not in json.dumps(body["messages"]).lower():
            return "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
        return _schema_problem(wanted.get("json_schema")) if kind == "json_schema" else None

    def _limited(self, kind: str) -> web.Response:
        if kind == "quota":
            message = "You exceeded your current quota, please check your plan and billing details."
            return _error(429, message, "insufficient_quota", "insufficient_quota")
        refusal = _error(429, "Rate limit reached for requests", "requests", "rate_limit_exceeded")
        refusal.headers["Retry-After"] = self.retry_after
        return refusal

    def _wrapped(self, reply: Reply, prompt: str, model: str) -> Body:
        """The completion object around a reply."""
        message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
        asked, said, prefix = (
            tokens(prompt),
            tokens(reply.content or ""),
            prompt[: _CACHED_FROM * 4],
        )
        cached = _CACHED_FROM if asked >= _CACHED_FROM and prefix in self._prefixes else 0
        self._prefixes.add(prefix)
        return {
            "id": f"chatcmpl-{len(self.prompts)}",
            "object": "chat.completion",
            "created": 0,
            "model": model,
            "choices": [
                {"index": 0, "message": message, "finish_reason": reply.finish, "logprobs": None}
            ],
            "usage": {
                "prompt_tokens": asked,
                "completion_tokens": said,
                "total_tokens": asked + said,
                "prompt_tokens_details": {"cached_tokens": cached},
            },
        }


def answer_from_message(body: Body) -> str:
    """JSON for the schema that is asked for (in lesser formats: described), in the words of the
    first user message.

    A message that holds an object of that very shape, a report to translate, is answered with that
    object, each text marked as `TRANSLATED`.
    """
    messages = [str(message["content"]) for message in body["messages"]]
    material = next(str(each["content"]) for each in body["messages"] if each["role"] == "user")
    wanted = body.get("response_format", {})
    schema = (
        wanted["json_schema"]["schema"]
        if "json_schema" in wanted
        else schema_in("\n".join(messages))
    )
    texts = sentences(material)
    if _CHINESE in messages[0] and not any(_HAN.search(text) for text in texts):
        texts = [f"{IN_CHINESE}{text}" for text in texts]
    if schema is None:
        return json.dumps({"answer": texts[0]}) if wanted else texts[0]
    given = object_in(material)
    fits = given is not None and given.keys() == schema.get("properties", {}).keys()
    chinese = _CHINESE in messages[0]
    content = json.dumps(
        translated(given, chinese) if fits else example(schema, texts), ensure_ascii=False
    )
    # Without a format to keep to, models wrap what they say in words.
    return content if wanted else f"Here is the answer:\n```json\n{content}\n```"


def translated(value: Any, chinese: bool = False) -> Any:
    """The same object in another language, as far as tests can tell: its figures, lines and marks
    are as they were."""
    match value:
        case str():
            return in_other_words(value, chinese) if value else value
        case dict():
            return {name: translated(inner, chinese) for name, inner in value.items()}
        case _:
            return [translated(inner, chinese) for inner in value]


def in_other_words(text: str, chinese: bool = False) -> str:
    """A text that says of itself to be in another language."""
    return f"{text} {TRANSLATED}{IN_CHINESE if chinese else ''}"


def tokens(text: str) -> int:
    """A rough count of tokens: four bytes each."""
    return len(text.encode("utf-8", "replace")) // 4 + 1


def _check(kinds: Sequence[str]) -> None:
    assert set(kinds) <= FAILURES, kinds


def _request_problem(body: Body) -> str | None:
    messages = body.get("messages")
    if not messages or not all(
        isinstance(each, dict) and {"role", "content"} <= each.keys() for each in messages
    ):
        return "Invalid 'messages': expected objects with 'role' and 'content'."
    if body.get("stream"):
        return "Streaming is not supported here."
    if "max_tokens" in body and "max_completion_tokens" in body:
        return "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
    return None


def _schema_problem(wrapped: Body | None) -> str | None:
    if not wrapped or not isinstance(wrapped.get("schema"), dict):
        return "Missing required parameter: 'response_format.json_schema'."
    name = str(wrapped.get("name", ""))
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name):
        return "Invalid 'response_format.json_schema.name': expected a pattern '^[a-zA-Z0-9_-]+$'."
    problem = strict_problem(wrapped["schema"]) if wrapped.get("strict") else None
    return f"Invalid schema for response_format '{name}': {problem}." if problem else None


def _ended(reply: Reply, body: Body) -> Reply:
    """The reply, cut off where the asked limit of tokens ends it."""
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    if limit is None or tokens(reply.content or "") <= limit:
        return reply
    return Reply((reply.content or "").encode()[: limit * 4].decode("utf-8", "ignore"), "length")


def _spoilt(reply: Reply, kind: str | None) -> Reply:
    half = (reply.content or "")[: len(reply.content or "") // 2]
    spoilt = {
        "malformed": Reply(half),
        "truncated": Reply(half, "length"),
        "empty": Reply(""),
        "blank": Reply(" \n\n  \n"),
        "refusal": Reply(None, refusal="I'm sorry, I can't assist with that request."),
        "filter": Reply("", "content_filter"),
    }
    return spoilt.get(kind or "", reply)


def _error(status: int, message: str, kind: str, code: str | None = None) -> web.Response:
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return web.json_response(body, status=status)


def repeat_the_nearest(body: Body) -> str:
    """A model that knows nothing and never admits it: to a question it repeats what it was given to
    answer from.

    That is the two sentences with the most words of the question; the first of the first three
    passages where none has any, as with a question in another language. Asked for other words, it
    repeats the question; asked whether sentences answer, it says that their first words do.
    """
    told = [str(each["content"]) for each in body["messages"] if each["role"] == "user"]
    given = next(each for each in reversed(told) if "<<<QUESTION" in each)  # advice may follow it
    (question,) = re.findall(r"<<<QUESTION\n(.*)\nQUESTION>>>", given, re.DOTALL)
    if "<<<PAPER" not in given:
        return json.dumps(
            {"terms": [{"term": question, "english": [question]}]}, ensure_ascii=False
        )
    if "- stated:" in str(body["messages"][0]["content"]):
        quoted = given.partition("<<<PAPER")[2].partition("PAPER>>>")[0].partition("\n\n")[2]
        return json.dumps({"stated": True, "words": quoted[:60]}, ensure_ascii=False)
    stems = {word[:6] for word in re.findall(r"[a-z0-9-]{4,}", question.lower())}
    passages = [
        (number, list(told))
        for number, told in itertools.groupby(sentences_given(given), key=lambda each: each[0])
    ]
    shared = {
        each: sum(stem in each[1].lower() for stem in stems)
        for _, told in passages
        for each in told
    }
    nearest = sorted(shared, key=lambda each: -shared[each])[:2]
    if not shared[nearest[0]]:
        nearest = [told[0] for _, told in passages[:3]]
    quotes = [{"passage": number, "text": text} for number, text in nearest]
    return json.dumps(
        {"answered": True, "text": nearest[0][1], "quotes": quotes}, ensure_ascii=False
    )


def sentences_given(given: str) -> Iterator[tuple[int, str]]:
    """The sentences of the numbered passages, each with its number."""
    passages = re.findall(
        r"^\[(\d+)\] [^\n]*\n(.*?)(?=\n\n\[\d+\] |\nPAPER>>>)", given, re.DOTALL | re.MULTILINE
    )
    for number, text in passages:
        yield from ((int(number), part) for part in re.split(r"(?<=[.?!])\s+(?=[A-Z])|\n", text))
