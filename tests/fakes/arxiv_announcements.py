"""An arXiv on loopback that announces: its feeds, and the search of its API.

Formats are arXiv's own (info.arxiv.org/help/rss_specifications, help/api/user-manual), and so are
its rules: a feed ends at 2,000 items, new papers first; one unknown category refuses the whole
request; a paper is found by the moment at which it was submitted, once it has been announced.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.fakes.server import LoopbackServer, play

EASTERN = ZoneInfo("America/New_York")
FULL, SLICE, DEFAULT = 2_000, 2_000, 10
KINDS = ("new", "cross", "replace", "replace-cross")
_QUERY = re.compile(
    r"\((?P<among>cat:\S+(?: OR cat:\S+)*)\)"
    r" AND submittedDate:\[(?P<since>\d{12}) TO (?P<until>\d{12})\]"
)


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """A paper, its categories (the primary one first), and when it was submitted."""

    id: str
    title: str
    abstract: str = "We study an example."
    authors: tuple[str, ...] = ("Ada Example", "Bo Example")
    categories: tuple[str, ...] = ("cs.CV",)
    submitted: dt.datetime


@dataclass
class Listed:
    """What one day lists: papers, papers that come to one more category, and replaced ones."""

    new: list[Submitted] = field(default_factory=list)
    crossed: list[Submitted] = field(default_factory=list)
    replaced: list[Submitted] = field(default_factory=list)


class FakeAnnouncements(LoopbackServer):
    """Serves the lists of `days`, as far as `today` has come.

    `taxonomy` are the categories that it knows. `interval` is the least number of seconds between
    two requests, else 429. `zone` is the one in which the feed writes its dates, `late` makes it
    that of an earlier day, `empty` leaves its items out, `doubled` tells each twice. Fault keys:
    "rss" and "api".
    """

    wants_contact = True

    def __init__(
        self, days: dict[dt.date, Listed], taxonomy: Iterable[str], *, interval: float = 0.0
    ) -> None:
        super().__init__()
        self.days = days
        self.taxonomy = frozenset(taxonomy)
        self.today = max(days, default=dt.date(2025, 4, 21))
        self.zone: dt.tzinfo = EASTERN
        self.late: dt.date | None = None
        self.empty = False
        self.doubled = False
        self.full = FULL
        self.empty_pages = 0
        self._interval = interval
        self._last = float("-inf")

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/rss/{asked}", self._answer), web.get("/api/query", self._answer)]

    def asked(self, path: str = "/rss") -> list[str]:
        """What was asked for there, the oldest first."""
        found = [each for each in self.log if each.path.startswith(path)]
        return [each.path.rpartition("/")[2] for each in found]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        now = time.monotonic()
        early, self._last = now - self._last < self._interval, now
        if early:
            return web.Response(status=429, text="Rate exceeded.")
        if request.path == "/api/query":
            return await self._search(request)
        return await self._feed(request)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        asked = request.match_info["asked"].split("+")
        body = self.feed(asked)
        if fault := self.fault("rss"):
            return await play(fault, request, body, "application/rss+xml")
        unknown = [each for each in asked if each not in self.taxonomy]
        if unknown:
            return web.Response(
                status=400,
                body=_channel(asked, "", self._written(self.today), "Feed error for query"),
                content_type="application/rss+xml",
            )
        return web.Response(body=body, content_type="application/rss+xml")

    def feed(self, asked: Sequence[str]) -> bytes:
        """The feed of those categories now."""
        day = self.late or self.today
        listed = self.days.get(day, Listed())
        told: list[tuple[str, Submitted]] = []
        for paper in listed.new:
            told.append(("new" if paper.categories[0] in asked else "cross", paper))
        told += [("cross", paper) for paper in listed.crossed]
        for paper in listed.replaced:
            told.append(("replace" if paper.categories[0] in asked else "replace-cross", paper))
        told = [each for each in told if not set(asked).isdisjoint(each[1].categories)]
        told.sort(key=lambda each: KINDS.index(each[0]))
        if self.doubled:
            told += told
        if self.empty:
            told = []
        written = self._written(day)
        items = "".join(_item(kind, paper, written) for kind, paper in told[: self.full])
        return _channel(asked, items, written)

    def _written(self, day: dt.date) -> str:
        midnight = dt.datetime.combine(day, dt.time(), EASTERN)
        return format_datetime(midnight.astimezone(self.zone))

    async def _search(self, request: web.Request) -> web.StreamResponse:
        query = _QUERY.fullmatch(request.query.get("search_query", ""))
        start = int(request.query.get("start", 0))
        size = int(request.query.get("max_results", DEFAULT))
        if fault := self.fault("api"):
            return await play(fault, request, self._page([], 0, start), "application/atom+xml")
        if query is None or size > 30_000 or request.query.get("sortBy") != "submittedDate":
            return web.Response(status=400, text="incorrect query")
        among = {each.removeprefix("cat:") for each in query["among"].split(" OR ")}
        since, until = _moment(query["since"]), _moment(query["until"])
        found: dict[str, Submitted] = {}
        for day, listed in sorted(self.days.items()):
            if day <= self.today:
                for paper in listed.new:
                    found.setdefault(paper.id, paper)
        hits = [
            paper
            for paper in found.values()
            if since <= paper.submitted.replace(second=0, microsecond=0) <= until
            and not among.isdisjoint(paper.categories)
        ]
        hits.sort(key=lambda paper: (paper.submitted, paper.id))
        page = hits[start : start + min(size, SLICE)]
        if self.empty_pages and page:
            self.empty_pages -= 1
            page = []
        return web.Response(
            body=self._page(page, len(hits), start), content_type="application/atom+xml"
        )

    def _page(self, page: Sequence[Submitted], total: int, start: int) -> bytes:
        entries = "".join(_entry(paper) for paper in page)
        return (
            "<?xml version='1.0' encoding='UTF-8'?>\n"
            '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
            'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
            "<id>https://arxiv.org/api/x</id><title>arXiv Query</title>"
            f"<opensearch:itemsPerPage>{len(page)}</opensearch:itemsPerPage>"
            f"<opensearch:totalResults>{total}</opensearch:totalResults>"
            f"<opensearch:startIndex>{start}</opensearch:startIndex>{entries}</feed>"
        ).encode()


def submitted_by_the_rule(
    papers: Sequence[Submitted],
    windows: Sequence[tuple[dt.datetime, dt.datetime]],
    held: float,
    chance: random.Random,
) -> list[Submitted]:
    """The papers with a moment within the last of the windows; that share of them, which was held
    for days, within one of those before."""
    found: list[Submitted] = []
    for paper in papers:
        since, until = windows[-1]
        if len(windows) > 1 and chance.random() < held:
            since, until = chance.choice(windows[:-1])
        moment = since + (until - since) * chance.random()
        found.append(replace(paper, submitted=moment.replace(microsecond=0)))
    return found


def _moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=dt.UTC)


def _channel(asked: Sequence[str], items: str, written: str, title: str = "") -> bytes:
    names = ", ".join(asked)
    address = f"http://rss.arxiv.org/rss/{'+'.join(asked)}"
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">\n<channel>\n'
        f"<title>{title or f'{names} updates on arXiv.org'}</title>\n<link>{address}</link>\n"
        f"<description>{names} updates on the arXiv.org e-print archive.</description>\n"
        f'<atom:link href="{address}" rel="self" type="application/rss+xml"/>\n'
        "<docs>http://www.rssboard.org/rss-specification</docs>\n<language>en-us</language>\n"
        f"<lastBuildDate>{written}</lastBuildDate>\n"
        "<managingEditor>rss-help@arxiv.org</managingEditor>\n"
        f"<pubDate>{written}</pubDate>\n"
        f"<skipDays>\n<day>Saturday</day>\n<day>Sunday</day>\n</skipDays>\n{items}</channel>\n</rss>"
    ).encode()


def _item(kind: str, paper: Submitted, written: str) -> str:
    version = "v2" if kind.startswith("replace") else "v1"
    categories = "".join(f"<category>{each}</category>\n" for each in paper.categories)
    return (
        f"<item>\n<title>{escape(paper.title)}</title>\n"
        f"<link>https://arxiv.org/abs/{paper.id}</link>\n"
        f"<description>arXiv:{paper.id}{version} Announce Type: {kind} \n"
        f"Abstract: {escape(paper.abstract)}</description>\n"
        f'<guid isPermaLink="false">oai:arXiv.org:{paper.id}{version}</guid>\n'
        f"{categories}<pubDate>{written}</pubDate>\n"
        f"<arxiv:announce_type>{kind}</arxiv:announce_type>\n"
        "<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>\n"
        f"<dc:creator>{escape(', '.join(paper.authors))}</dc:creator>\n</item>\n"
    )


def _entry(paper: Submitted) -> str:
    moment = f"{paper.submitted.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    terms = "".join(
        f'<category term="{each}" scheme="http://arxiv.org/schemas/atom"/>'
        for each in sorted(paper.categories)
    )
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in paper.authors)
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.id}v1</id><title>{escape(paper.title)}</title>"
        f"<updated>{moment}</updated><published>{moment}</published>"
        f'<link href="https://arxiv.org/abs/{paper.id}v1" rel="alternate" type="text/html"/>'
        f"<summary>{escape(paper.abstract)}</summary>{terms}"
        f'<arxiv:primary_category term="{paper.categories[0]}"/>{authors}</entry>'
    )
