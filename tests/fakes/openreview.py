"""An OpenReview on loopback: notes by invitation, signing in, PDFs.

Rules are those of its API 2 (docs.openreview.net): at most 1,000 notes at once, whatever is asked
for; notes come by `sort`, from `offset` on, and without their number; who may not read a note does
not get it; a venue that is unknown is 404, one that is private 403. With `challenged` who is not
signed in is sent to a page for people, as since the summer of 2026.
"""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

from aiohttp import web

from tests.fakes.server import LoopbackServer, play

MOST = 1_000
TOKEN = "h.eader.s"
ICLR = "ICLR.cc/2026/Conference"


def millis(moment: dt.datetime) -> int:
    """The moment as the API writes it."""
    return int(moment.timestamp() * 1000)


def note(
    name: str,
    title: str,
    *,
    at: dt.datetime,
    group: str = ICLR,
    authors: tuple[str, ...] = (),
    abstract: str = "We study an example.",
    venue: str = "ICLR 2026 Conference Submission",
    state: str = "/Submission",
    **more: Any,
) -> dict[str, Any]:
    """A submission that everybody can read from that moment on; hidden authors are left out."""
    content: dict[str, Any] = {
        "title": {"value": title},
        "abstract": {"value": abstract},
        "keywords": {"value": ["example", "study"]},
        "venue": {"value": venue},
        "venueid": {"value": group + state},
        "pdf": {"value": f"/pdf/{name}.pdf"},
    }
    names = {"value": list(authors)}
    if not authors:
        names = {"value": ["Secret Author"], "readers": [group]}  # type: ignore[dict-item]
    content["authors"] = names
    content |= more.pop("content", {})
    return {
        "id": name,
        "forum": name,
        "number": 1,
        "invitations": [f"{group}/-/Submission", f"{group}/-/Edit"],
        "readers": ["everyone"],
        "signatures": [f"{group}/Submission1/Authors"],
        "cdate": millis(at - dt.timedelta(days=20)),
        "tcdate": millis(at - dt.timedelta(days=20)),
        "odate": millis(at),
        "mdate": millis(at),
        "tmdate": millis(at),
        "content": content,
    } | more


def decide(one: dict[str, Any], venue: str, state: str, at: dt.datetime, *authors: str) -> None:
    """The venue decides on the submission, and its authors are told."""
    group = one["content"]["venueid"]["value"].rpartition("/")[0]
    one["content"]["venue"] = {"value": venue}
    one["content"]["venueid"] = {"value": group + state}
    one["tmdate"] = one["mdate"] = millis(at)
    if authors:
        one["content"]["authors"] = {"value": list(authors)}


class FakeOpenReview(LoopbackServer):
    """Serves the `notes` of groups, by the group's id. `private` groups are 403; `pdfs` are by
    note. `interval` is the least number of seconds between two requests, else 429. Fault keys:
    "notes", "pdf" and "login"."""

    wants_contact = True

    def __init__(self, *, interval: float = 0.0) -> None:
        super().__init__()
        self.notes: dict[str, list[dict[str, Any]]] = {}
        self.private: set[str] = set()
        self.pdfs: dict[str, bytes] = {}
        self.challenged = False
        self.account = ("ada@example.org", "s3cret")
        self.token = TOKEN
        self.most = MOST
        self._interval = interval
        self._last = float("-inf")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/notes", self._answer),
            web.get("/pdf", self._answer),
            web.post("/login", self._login),
        ]

    def asked(self) -> list[dict[str, str]]:
        """What was asked of notes, the oldest first."""
        return [each.query for each in self.log if each.path.startswith("/notes")]

    async def _login(self, request: web.Request) -> web.StreamResponse:
        if fault := self.fault("login"):
            return await play(fault, request, b"{}", "application/json")
        said = await request.json()
        if (said.get("id"), said.get("password")) != self.account:
            return _refused(400, "LoginError", "Invalid username or password")
        return web.json_response({"token": self.token, "user": {"id": said["id"]}})

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        now = time.monotonic()
        early, self._last = now - self._last < self._interval, now
        if early:
            return _refused(429, "RateLimitError", "Too many requests")
        signed_in = request.headers.get("Authorization") == f"Bearer {self.token}"
        if request.headers.get("Authorization") and not signed_in:
            return _refused(401, "TokenExpiredError", "Token has expired, please log in again")
        if self.challenged and not signed_in:
            return _refused(403, "ChallengeRequiredError", "Please verify that you are human")
        if request.path == "/pdf":
            return await self._pdf(request)
        body = self._notes(request)
        if isinstance(body, web.Response):
            return body
        if fault := self.fault("notes"):
            return await play(fault, request, body, "application/json")
        return web.Response(body=body, content_type="application/json")

    def _notes(self, request: web.Request) -> web.Response | bytes:
        asked = request.query
        if "id" in asked:
            every = [each for group in self.notes.values() for each in group]
            found = [each for each in every if each.get("id") == asked["id"]]
            return _dumped({"notes": found}) if found else _refused(404, "NotFoundError", "none")
        group = asked["invitation"].removesuffix("/-/Submission")
        if group in self.private:
            return _refused(403, "ForbiddenError", "You don't have permission to read this")
        if group not in self.notes:
            return _refused(404, "NotFoundError", f"The Invitation {group} was not found")
        limit = int(asked["limit"])
        if not 0 < limit <= MOST or asked["sort"] != "tmdate:desc":
            return _refused(400, "BadRequestError", "limit or sort is invalid")
        ordered = sorted(self.notes[group], key=lambda each: -_number(each.get("tmdate")))
        start = int(asked["offset"])
        return _dumped({"notes": ordered[start : start + min(limit, self.most)]})

    async def _pdf(self, request: web.Request) -> web.StreamResponse:
        body = self.pdfs.get(request.query["id"])
        if body is None:
            return _refused(404, "NotFoundError", "PDF not found")
        if fault := self.fault("pdf"):
            return await play(fault, request, body, "application/pdf")
        return web.Response(body=body, content_type="application/pdf")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _refused(status: int, name: str, message: str) -> web.Response:
    told = {"name": name, "message": message, "status": status, "details": {}}
    return web.json_response(told, status=status)
