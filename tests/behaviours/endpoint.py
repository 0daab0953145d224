"""An endpoint on loopback that does what a behaviour says, and otherwise answers like a well-kept
one."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.model import answer_from_message, tokens
from tests.fakes.server import LoopbackServer, close

Body = dict[str, Any]
_PAPER = re.compile(r"arXiv: (\d{4}\.\d{5})")
_TASK = re.compile(r"Task: a (\w+)")


@dataclass(frozen=True, slots=True)
class Call:
    """A request for a completion, as the endpoint sees it.

    `body` is the request, `headers` its headers with names in small letters; `paper` is the arXiv
    id it is about ("" if it is about none), `task` "summary" or "report" ("" for anything else).
    `turn` counts the requests about that paper and task from 1, `number` all requests from 1,
    `at_once` how many are under way, this one included. `honest` is the text of a right answer:
    JSON of the shape that was asked for, in the right language.
    """

    body: Body
    headers: Mapping[str, str]
    paper: str
    task: str
    turn: int
    number: int
    at_once: int
    honest: str

    @property
    def format(self) -> str:
        """The type of structure that is asked for: "json_schema", "json_object", "text" (also when
        nothing is)."""
        return str((self.body.get("response_format") or {}).get("type", "text"))

    @property
    def limit(self) -> int | None:
        """How many tokens the answer may have, by whichever name it was said."""
        limit = self.body.get("max_completion_tokens") or self.body.get("max_tokens")
        return limit if isinstance(limit, int) else None

    @property
    def prompt_tokens(self) -> int:
        """A rough count of the prompt's tokens."""
        return tokens(
            "\n".join(str(message.get("content")) for message in self.body.get("messages", []))
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over the wire. `pieces` are sent one after the other, a number among them is a
    pause in seconds; without `whole` the connection breaks after the last piece."""

    pieces: Sequence[bytes | float] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    whole: bool = True


Respond = Callable[[Call], Answer | None]


def says(
    content: object, *, finish: str | None = "stop", usage: object = ..., **message: object
) -> Answer:
    """A completion that says so; more of the `message` by name."""
    return Answer(
        [
            json.dumps(
                completion(content, finish=finish, usage=usage, **message), ensure_ascii=False
            ).encode()
        ]
    )


def completion(
    content: object, *, finish: str | None = "stop", usage: object = ..., **message: object
) -> Body:
    """The object of a completion, to be changed and sent by `sends`."""
    counted = {"prompt_tokens": 100, "completion_tokens": 100, "total_tokens": 200}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": "test-model",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, **message},
                "finish_reason": finish,
            }
        ],
        "usage": counted if usage is ... else usage,
    }


def sends(value: object, status: int = 200, **headers: str) -> Answer:
    """That value as JSON. Names of headers have `_` for `-`."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer([body], status, {name.replace("_", "-"): text for name, text in headers.items()})


def refuses(
    status: int,
    message: str,
    *,
    kind: str = "",
    code: object = None,
    param: str | None = None,
    **headers: str,
):
    """A refusal in OpenAI's shape."""
    error = {
        "message": message,
        "type": kind or "invalid_request_error",
        "param": param,
        "code": code,
    }
    return sends({"error": error}, status, **headers)


def plain(text: str, status: int = 200, content_type: str = "text/plain", **headers: str) -> Answer:
    """That text and nothing around it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer([text.encode()], status, named, content_type)


def streams(*events: object, done: bool = True, content_type: str = "text/event-stream") -> Answer:
    """Server-sent events, each a JSON value or the text of one; `done` ends them with [DONE]."""
    texts = [
        event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
        for event in events
    ]
    if done:
        texts.append("[DONE]")
    return Answer([f"data: {text}\n\n".encode() for text in texts], content_type=content_type)


def chunk(delta: Body, finish: str | None = None, **more: object) -> Body:
    """One event of a streamed completion."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "test-model",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        **more,
    }


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How an endpoint behaves towards the papers that meet it.

    `name` says it in a few words, as a row of a table; `respond` gives its answer, None where it
    answers like any other endpoint. `usable` says whether a model's text can be had from it for
    each paper that meets it, once it is asked as it wants to be asked, within three calls that were
    of no use. What is `about_all` concerns every paper, whichever one is told so, and shuts the
    endpoint out. `quiet` says that nobody is told: the texts say for themselves that they were too
    much for the model.
    """

    name: str
    respond: Respond
    usable: bool
    about_all: bool = False
    quiet: bool = False


class Behaving(LoopbackServer):
    """Chat completions, which behave so towards the papers in `meeting`, and towards others as they
    should."""

    def __init__(self, behaviour: Behaviour, meeting: frozenset[str], path: str = "/v1") -> None:
        super().__init__()
        self.behaviour, self.meeting, self.path = behaviour, meeting, path
        self.calls: list[Call] = []
        self._turns: Counter[tuple[str, str]] = Counter()
        self._under_way = 0

    @property
    def base_url(self) -> str:
        """What a client takes as its base URL."""
        return f"{self.url}{self.path}"

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post(f"{self.path}/chat/completions", self._chat),
            web.get(f"{self.path}/models", self._models),
        ]

    async def _models(self, request: web.Request) -> web.Response:
        return web.json_response(
            {"object": "list", "data": [{"id": "test-model", "object": "model"}]}
        )

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        self._under_way += 1
        try:
            call = self._call(request, await request.json())
            self.calls.append(call)
            met = call.paper in self.meeting
            answer = self.behaviour.respond(call) if met else None
            return await send(request, answer or _well_kept(call))
        finally:
            self._under_way -= 1

    def _call(self, request: web.Request, body: Body) -> Call:
        said = "\n".join(str(message.get("content")) for message in body["messages"])
        paper, task = _PAPER.search(said), _TASK.search(said)
        about = (paper[1] if paper else "", task[1] if task else "")
        self._turns[about] += 1
        return Call(
            body=body,
            headers={name.lower(): value for name, value in request.headers.items()},
            paper=about[0],
            task=about[1],
            turn=self._turns[about],
            number=len(self.calls) + 1,
            at_once=self._under_way,
            honest=json_of(body),
        )


def json_of(body: Body) -> str:
    """A right answer to the request, as JSON without words around it."""
    text = answer_from_message(body)
    found = re.search(r"```json\n(.*)\n```", text, re.DOTALL)
    return found[1] if found else text


def _well_kept(call: Call) -> Answer:
    """The answer of an endpoint as its makers describe it, streamed or whole as it was asked."""
    if not call.body.get("stream"):
        return says(call.honest)
    half = len(call.honest) // 2
    last = chunk(
        {}, "stop", usage={"prompt_tokens": 100, "completion_tokens": 100, "total_tokens": 200}
    )
    return streams(
        chunk({"content": call.honest[:half]}), chunk({"content": call.honest[half:]}), last
    )


async def send(request: web.Request, answer: Answer) -> web.StreamResponse:
    response = web.StreamResponse(
        status=answer.status, headers={"Content-Type": answer.content_type, **answer.headers}
    )
    if answer.whole and "Content-Length" not in answer.headers:
        response.content_length = sum(
            len(piece) for piece in answer.pieces if isinstance(piece, bytes)
        )
    silence = list(itertools.takewhile(lambda piece: not isinstance(piece, bytes), answer.pieces))
    await asyncio.sleep(sum(silence))  # nothing yet, not even the headers
    pieces = answer.pieces[len(silence) :]
    if not answer.whole and not pieces:
        close(request)
        return response
    await response.prepare(request)
    for piece in pieces:
        if isinstance(piece, bytes):
            await response.write(piece)
        else:
            await asyncio.sleep(piece)
    if not answer.whole:
        close(request)
    return response


def with_body(call: Call, **changes: object) -> Call:
    """The same call with another body, to ask what would be right for it."""
    return dataclasses.replace(call, body={**call.body, **changes})
