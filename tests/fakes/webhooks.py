"""Incoming webhooks of five kinds, with the rules of each: what is signed wrongly, too long or too
much is refused in the platform's own words, most of them with status 200.

A room is an address: `/KIND/NAME`. The generic receiver does what `docs/webhook.md` asks of one: it
checks the signature, and knows a message again by its id.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

from aiohttp import web

from tests.fakes.kit import Call, Platform

OLDEST = 3600.0  # Seconds that a signature of Feishu and DingTalk is good for.
LIMITS = {"feishu": 100, "dingtalk": 20, "wecom": 20}  # Messages a minute.
ERRORS = {
    "sign": {
        "feishu": (19021, "sign match fail or timestamp is not within one hour"),
        "dingtalk": (310000, "sign not match"),
    },
    "limited": {
        "feishu": (11232, "frequency limited psm"),
        "dingtalk": (130101, "send too fast, exceed 20 times per minute"),
        "wecom": (45009, "api freq out of limit"),
    },
    "gone": {
        "feishu": (19001, "param invalid: incoming webhook access token invalid"),
        "dingtalk": (400102, "robot is disabled"),
        "wecom": (93000, "invalid webhook url"),
    },
    "long": {
        "feishu": (9499, "Bad Request"),
        "dingtalk": (460101, "message too long"),
        "wecom": (40058, "markdown.content exceed max length 4096"),
    },
}


@dataclass(frozen=True)
class Post:
    """A message that was taken: its room, its text, and for a generic one its whole body."""

    room: str
    text: str
    body: dict[str, Any]


class FakeWebhooks(Platform):
    """The webhooks. `taken` holds what was taken, in order; `secrets` is by room.

    Beside the kit's faults: "limited", "gone" and "sign" (in the platform's own words), "redirect",
    and "bomb" (done, and answered by a small body that unpacks to a gigabyte).
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.taken: list[Post] = []
        self.secrets: dict[str, str] = {}
        self.elsewhere: list[bytes] = []
        self._known: set[str] = set()
        self._moments: dict[str, list[float]] = defaultdict(list)
        self._now = now

    def address(self, kind: str, name: str = "room", secret: str = "") -> str:
        """The address of that room, with a token in it."""
        self.secrets[f"{kind}/{name}"] = secret
        return f"{self.url}/{kind}/{name}?token=t0p-s3cret"

    def texts(self, kind: str, name: str = "room") -> list[str]:
        """What was taken in that room."""
        return [post.text for post in self.taken if post.room == f"{kind}/{name}"]

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/{kind}/{name}", self._serve),
            web.route("*", "/elsewhere", self._elsewhere),
        ]

    async def _elsewhere(self, request: web.Request) -> web.Response:
        self.elsewhere.append(await request.read())
        return web.Response(text="ok")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        kind, name = request.match_info["kind"], request.match_info["name"]
        room = f"{kind}/{name}"
        raw = await request.read()

        async def do() -> web.Response:
            return self._taken(kind, room, request, raw)

        call = Call(room, raw, time.monotonic())
        response = await self.meet(request, call, (room, kind), do)
        response.headers.setdefault("Date", formatdate(self._now(), usegmt=True))
        return response

    async def misbehave(
        self, request: web.Request, fault: str, do: Callable[[], Awaitable[Any]]
    ) -> Any:
        kind = request.match_info["kind"]
        if fault in ERRORS and kind in ERRORS[fault]:
            return _code(kind, *ERRORS[fault][kind])
        if fault == "gone":
            return web.Response(status=404, text="no_service" if kind == "slack" else "")
        if fault == "redirect":
            return web.Response(status=307, headers={"Location": f"{self.url}/elsewhere"})
        if fault == "bomb":
            await do()
            headers = {"Content-Encoding": "gzip"}
            return web.Response(body=gzip.compress(bytes(50_000_000)), headers=headers)
        return await super().misbehave(request, fault, do)

    def _taken(self, kind: str, room: str, request: web.Request, raw: bytes) -> web.Response:
        body = json.loads(raw)
        secret = self.secrets[room]
        if secret and not getattr(self, f"_signed_{kind}")(secret, request, body, raw):
            known = kind in ERRORS["sign"]
            return _code(kind, *ERRORS["sign"][kind]) if known else web.Response(status=403)
        if self._too_many(kind, room):
            return _code(kind, *ERRORS["limited"][kind])
        text = getattr(self, f"_text_{kind}")(body, raw)
        if text is None:
            known = kind in ERRORS["long"]
            refused = web.Response(status=400, text="invalid_payload")
            return _code(kind, *ERRORS["long"][kind]) if known else refused
        if "id" not in body or body["id"] not in self._known:
            self.taken.append(Post(room, text, body))
            self._known.add(body.get("id", ""))
        return web.Response(text="ok") if kind in ("slack", "generic") else _code(kind, 0, "ok")

    def _too_many(self, kind: str, room: str) -> bool:
        moments = self._moments[room]
        moments.append(self._now())
        last = [moment for moment in moments if moment > self._now() - 60]
        return kind in LIMITS and len(last) > LIMITS[kind]

    def _signed_generic(self, secret: str, request: web.Request, body: Any, raw: bytes) -> bool:
        # The example of docs/webhook.md.
        parts = dict(
            pair.split("=", 1) for pair in request.headers["X-Paperboy-Signature"].split(",")
        )
        told = f"{parts['t']}.".encode() + raw
        expected = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
        fresh = abs(self._now() - int(parts["t"])) < 300
        named = request.headers["Idempotency-Key"] == body["id"]
        return fresh and named and hmac.compare_digest(expected, parts["v1"])

    def _signed_feishu(self, secret: str, request: web.Request, body: Any, raw: bytes) -> bool:
        key = f"{body['timestamp']}\n{secret}".encode()
        sign = base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()
        return self._fresh(int(body["timestamp"])) and sign == body["sign"]

    def _signed_dingtalk(self, secret: str, request: web.Request, body: Any, raw: bytes) -> bool:
        stamp = request.query["timestamp"]
        told = f"{stamp}\n{secret}".encode()
        digest = hmac.new(secret.encode(), told, hashlib.sha256).digest()
        sign = base64.b64encode(digest).decode()
        return self._fresh(int(stamp) / 1000) and sign == request.query["sign"]

    def _fresh(self, seconds: float) -> bool:
        return abs(self._now() - seconds) <= OLDEST

    def _text_generic(self, body: Any, raw: bytes) -> str | None:
        wanted = {"version", "id", "kind", "list", "part", "parts", "language", "markdown"}
        return str(body["markdown"]) if body.keys() == wanted and body["version"] == 1 else None

    def _text_slack(self, body: Any, raw: bytes) -> str | None:
        return str(body["text"]) if 0 < len(body["text"]) <= 4000 else None

    def _text_feishu(self, body: Any, raw: bytes) -> str | None:
        if body["msg_type"] != "interactive" or len(raw) > 20 * 1024:
            return None
        (element,) = body["card"]["elements"]
        return str(element["content"]) if element["tag"] == "markdown" else None

    def _text_dingtalk(self, body: Any, raw: bytes) -> str | None:
        message = body["markdown"]
        whole = body["msgtype"] == "markdown" and message["title"] and len(raw) <= 20_000
        return str(message["text"]) if whole else None

    def _text_wecom(self, body: Any, raw: bytes) -> str | None:
        text = str(body["markdown"]["content"])
        whole = body["msgtype"] == "markdown" and 0 < len(text.encode()) <= 4096
        return text if whole else None


def _code(kind: str, code: int, words: str) -> web.Response:
    if kind == "feishu":
        return web.json_response({"code": code, "msg": words, "data": {}})
    return web.json_response({"errcode": code, "errmsg": words})
