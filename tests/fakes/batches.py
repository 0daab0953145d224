"""Files and batches of the fake model, which go wrong as they do in the field."""

# Tested in tests/core/llm/test_batch_api.py.

from __future__ import annotations

import asyncio
import email
import email.policy
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.fakes.server import close, partly

if TYPE_CHECKING:
    from tests.fakes.model import FakeModel

Body = dict[str, Any]
# How an answered line may be spoilt, or not be answered at all: by a status, or in one of these
# ways.
WAYS = frozenset(("stranger", "no usage", "length", "blank", "broken"))


class FakeBatches:
    """Files and batches.

    `fate` is how batches end: completed, failed (in validation), expired (half of the lines done),
    cancelled, or in_progress, which is no end; `looks` is how often one is looked at until then.
    `spoilt` says by its place in the file what becomes of a line: a status (429, 400), or one of
    WAYS. `refuses` is the status with which everything is refused. `hangs_up` breaks the connection
    once a batch has been made, `forgets` loses output files, `deaf` ignores cancelling, `nameless`
    drops metadata, `wrapped` puts files into an envelope, `listless` answers with no list where one
    is asked for, `cuts` breaks off so many downloads; refusals begin with `wordy` dots. What was
    made is told `lag` seconds later.
    """

    def __init__(self, model: FakeModel) -> None:
        self._model = model
        self.fate, self.looks = "completed", 1
        self.spoilt: dict[int, int | str] = {}
        self.refuses: int | None = None
        self.hangs_up = self.forgets = self.deaf = self.nameless = self.wrapped = False
        self.listless = False
        self.cuts = self.wordy = 0
        self.lag = 0.0
        self.files: dict[str, bytes] = {}
        self.made: dict[str, Body] = {}
        # The lines of all batches, as they were sent; what those that were answered have used.
        self.lines: list[Body] = []
        self.used = 0
        self._names = 0

    def routes(self, path: str) -> list[web.RouteDef]:
        """What is served below that path."""
        return [
            web.post(f"{path}/files", self._upload),
            web.get(f"{path}/files/{{name}}/content", self._content),
            web.delete(f"{path}/files/{{name}}", self._delete),
            web.post(f"{path}/batches", self._create),
            web.get(f"{path}/batches", self._list),
            web.get(f"{path}/batches/{{name}}", self._look),
            web.post(f"{path}/batches/{{name}}/cancel", self._cancel),
        ]

    def prompts(self, text: str = "") -> list[str]:
        """The prompts in all batches that contain that text."""
        told = [
            "\n".join(str(each["content"]) for each in line["body"]["messages"])
            for line in self.lines
        ]
        return [prompt for prompt in told if text in prompt]

    def _refusal(self, request: web.Request) -> web.Response | None:
        if refusal := self._model.unauthorized(request):
            return refusal
        if self.refuses is None:
            return None
        # Some endpoints repeat the key.
        told = f"{request.method} {request.path} {request.headers['Authorization']}"
        return _error(self.refuses, f"Invalid URL ({'.' * self.wordy}{told})")

    def _name(self, kind: str) -> str:
        self._names += 1
        return f"{kind}-{self._names}"

    async def _upload(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        parts = _parts(request.headers["Content-Type"], await request.read())
        if parts.get("purpose") != b"batch" or "file" not in parts:
            return _error(400, "'file' and 'purpose' are required.")
        name, content = self._name("file"), parts["file"]
        self.files[name] = content
        await asyncio.sleep(self.lag)
        told = {"id": name, "object": "file", "bytes": len(content), "created_at": 0}
        told = {**told, "filename": "", "purpose": "batch"}
        return web.json_response({"code": 20000, "data": told} if self.wrapped else told)

    async def _content(self, request: web.Request) -> web.StreamResponse:
        if refusal := self._refusal(request):
            return refusal
        content = self.files.get(request.match_info["name"])
        if content is None:
            return _error(404, "No such File object")
        if self.cuts:
            self.cuts -= 1
            return await partly(request, content, "application/octet-stream")
        return web.Response(body=content, content_type="application/octet-stream")

    async def _delete(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        name = request.match_info["name"]
        if self.files.pop(name, None) is None:
            return _error(404, "No such File object")
        return web.json_response({"id": name, "object": "file", "deleted": True})

    async def _create(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        body = await request.json()
        if body.get("endpoint") != "/v1/chat/completions" or body.get("completion_window") != "24h":
            return _error(400, "Invalid 'endpoint' or 'completion_window'.")
        if body.get("input_file_id") not in self.files:
            return _error(400, "No such File object")
        batch = self._begun(body)
        self.made[batch["id"]] = batch
        await asyncio.sleep(self.lag)
        if self.hangs_up:
            close(request)
            return web.Response()
        return web.json_response(_told(batch))

    def _begun(self, asked: Body) -> Body:
        """The batch, as it will end, held back for `looks` looks."""
        lines = [json.loads(line) for line in self.files[asked["input_file_id"]].splitlines()]
        self.lines += lines
        wrong = len({line["custom_id"] for line in lines}) < len(lines)
        return {
            "id": self._name("batch"),
            "object": "batch",
            "endpoint": asked["endpoint"],
            "completion_window": "24h",
            "created_at": 0,
            "input_file_id": asked["input_file_id"],
            "metadata": None if self.nameless else asked.get("metadata"),
            "status": "validating",
            "_lines": lines,
            "_looks": self.looks,
            "_fate": "failed" if wrong else self.fate,
        }

    async def _list(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        if self.listless:
            return web.json_response({"code": 0, "message": "welcome"})
        limit = min(int(request.query.get("limit", "20")), 100)
        newest = [_told(batch) for batch in reversed(self.made.values())]
        names = [each["id"] for each in newest]
        if (after := request.query.get("after")) in names:
            newest = newest[names.index(after) + 1 :]
        more = len(newest) > limit
        return web.json_response({"object": "list", "data": newest[:limit], "has_more": more})

    async def _look(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        batch = self.made.get(request.match_info["name"])
        if batch is None:
            return _error(404, "No batch found")
        if batch["status"] in ("validating", "in_progress"):
            batch["_looks"] -= 1
            batch["status"] = "in_progress"
            if batch["_looks"] <= 0 and batch["_fate"] != "in_progress":
                self._end(batch, batch["_fate"])
        return web.json_response(_told(batch))

    async def _cancel(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        batch = self.made.get(request.match_info["name"])
        if batch is None:
            return _error(404, "No batch found")
        if batch["status"] not in ("validating", "in_progress"):
            return _error(409, f"Cannot cancel a batch with status '{batch['status']}'.")
        batch["_cancelled"] = True
        if not self.deaf:
            self._end(batch, "cancelled")
        return web.json_response(_told(batch))

    def _end(self, batch: Body, fate: str) -> None:
        """Let it end that way; what was answered is there in reverse order."""
        lines, answered, wrong = batch["_lines"], [], []
        if fate == "failed":
            lines = []
            message = "The input file is not valid."
            batch["errors"] = {"object": "list", "data": [{"code": "invalid", "message": message}]}
        elif fate in ("expired", "cancelled"):
            left = lines[len(lines) // 2 :]
            lines = lines[: len(lines) // 2]
            code = {"code": "batch_expired", "message": "Not executed in time."}
            wrong = [{**_line(each), "error": code} for each in left if fate == "expired"]
        for place, line in enumerate(lines):
            way = self.spoilt.get(place)
            if isinstance(way, int):
                content = {"error": {"message": f"Refused with {way}", "type": "error"}}
                wrong.append({**_line(line), "response": _response(way, content)})
            else:
                answered.append(self._answered(line, way))
        counts = {"completed": len(answered), "failed": len(wrong)}
        batch |= {"status": fate, "request_counts": {**counts, "total": len(batch["_lines"])}}
        batch["output_file_id"] = self._written(answered) if answered else None
        batch["error_file_id"] = self._written(wrong) if wrong else None
        if self.forgets and batch["output_file_id"]:
            del self.files[batch["output_file_id"]]

    def _answered(self, line: Body, way: str | None) -> Body | str:
        assert way is None or way in WAYS, way
        status, content = self._model.completed(line["body"])
        found = {**_line(line), "response": _response(status, content)}
        if status == 200:
            self.used += content["usage"]["total_tokens"]
            choice = content["choices"][0]
            if way == "length":
                said = choice["message"]["content"]
                choice["message"]["content"] = said[: len(said) // 2]
                choice["finish_reason"] = "length"
            elif way == "blank":
                choice["message"]["content"] = ""
            elif way == "no usage":
                del content["usage"]
        if way == "stranger":
            found["custom_id"] = "somebody-else"
        return json.dumps(found)[:-20] if way == "broken" else found

    def _written(self, lines: list[Body | str]) -> str:
        name = self._name("file")
        told = [line if isinstance(line, str) else json.dumps(line) for line in reversed(lines)]
        self.files[name] = ("\n".join(told) + "\n").encode()
        return name


def _parts(content_type: str, body: bytes) -> dict[str, bytes]:
    """The parts of a form, by name."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    found = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        found[name] = part.get_payload(decode=True)
    return found


def _line(line: Body) -> Body:
    return {"id": f"batch_req_{line['custom_id'][:6]}", "custom_id": line["custom_id"]} | {
        "response": None,
        "error": None,
    }


def _response(status: int, body: Body) -> Body:
    return {"status_code": status, "request_id": "req", "body": body}


def _told(batch: Body) -> Body:
    return {name: value for name, value in batch.items() if not name.startswith("_")}


def _error(status: int, message: str) -> web.Response:
    body = {"error": {"message": message, "type": "invalid_request_error", "code": None}}
    return web.json_response(body, status=status)
