"""A Hugging Face on loopback: its daily list with the API's real rules, and the page people
read."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
from collections.abc import Callable, Mapping

from aiohttp import web

from tests.fakes.server import LoopbackServer, play

_DEFAULT_LIMIT, _MOST = 50, 100


class FakeHub(LoopbackServer):
    """Serves `days` (date → items as the API words them), which a test may change while it runs.

    Fault keys: a date for the API, `page DATE` for the page. `newest` is the last date that may be
    asked for.
    """

    wants_contact = True

    def __init__(
        self, days: Mapping[str, list[dict[str, object]]], newest: str | None = None
    ) -> None:
        super().__init__()
        self.days = dict(days)
        self.newest = newest or max(days, default="2000-01-01")
        self.ignores_limit = False
        self.after_page: Callable[[str, int], None] = lambda date, number: None

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/daily_papers", self._api), web.get("/papers/date/{date}", self._page)]

    def asked(self, date: str) -> int:
        """How many API requests named that date."""
        return sum(
            seen.path == "/api/daily_papers" and seen.query.get("date") == date for seen in self.log
        )

    async def _api(self, request: web.Request) -> web.StreamResponse:
        date = request.query.get("date", self.newest)
        limit, number = request.query.get("limit", str(_DEFAULT_LIMIT)), request.query.get("p", "0")
        if problem := self._problem(date, limit, number):
            return web.json_response({"error": problem}, status=400)
        size = _DEFAULT_LIMIT if self.ignores_limit else int(limit)
        items = self.days.get(date, [])[int(number) * size : (int(number) + 1) * size]
        body = json.dumps(items).encode()
        if fault := self.fault(date):
            return await play(fault, request, body, "application/json")
        self.after_page(date, int(number))
        etag = f'W/"{hashlib.sha1(body).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, content_type="application/json", headers={"ETag": etag})

    def _problem(self, date: str, limit: str, number: str) -> str:
        """The message of the rule these parameters break, or ""."""
        try:
            day, cap = dt.date.fromisoformat(date), dt.date.fromisoformat(self.newest)
        except ValueError:
            return '✖ Invalid ISO date\n  → at "date"'
        if day > cap:
            return f'✖ "date" must be less than or equal to "{cap}T00:00:00.000Z"\n  → at date'
        if not (limit.isdigit() and 1 <= int(limit) <= _MOST):
            return f'✖ "limit" must be less than or equal to {_MOST}\n  → at limit'
        return "" if number.isdigit() else '✖ "p" must be a number\n  → at p'

    async def _page(self, request: web.Request) -> web.StreamResponse:
        date = request.match_info["date"]
        data = json.dumps({"date": f"{date}T00:00:00.000Z", "dailyPapers": self.days.get(date, [])})
        body = (
            "<!doctype html><title>Daily Papers</title><main>"
            f'<div class="contents" data-target="DailyPapers" data-props="{html.escape(data)}"></div></main>'
        ).encode()
        if fault := self.fault(f"page {date}"):
            return await play(fault, request, body, "text/html")
        return web.Response(body=body, content_type="text/html")


def item(identifier: str, title: str = "", **paper: object) -> dict[str, object]:
    """An item of the list with what every schema era has; `paper` adds to or replaces keys of the
    inner object.

    `numComments`, `organization` and `thumbnail` go where the API puts them: at the top.
    """
    top: dict[str, object] = {
        key: paper.pop(key) for key in ("numComments", "thumbnail") if key in paper
    }
    inner: dict[str, object] = {
        "id": identifier,
        "authors": [{"_id": "0", "name": "Ada Example", "hidden": False}],
        "publishedAt": "2026-02-04T00:00:00.000Z",
        "title": title or f"A paper called {identifier}",
        "summary": f"What {identifier} is about, in a sentence.",
        "upvotes": 1,
        **paper,
    }
    outer: dict[str, object] = {
        "paper": inner,
        "title": inner["title"],
        "publishedAt": inner["publishedAt"],
        "numComments": 0,
        **top,
    }
    if "organization" in inner:
        outer["organization"] = inner["organization"]
    return outer
