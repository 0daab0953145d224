"""An arXiv on loopback: full texts, PDFs, abstract pages, its API, its own way of saying no, and
its pace."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from html import escape

from aiohttp import web

from core.models import Paper
from tests.fakes.server import LoopbackServer, play

_NAMED = re.compile(r"(?P<id>.+?)(?P<version>v\d+)?")
_ID = re.compile(r"(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?")


class FakeArxiv(LoopbackServer):
    """Serves `pages` (id → LaTeXML page) at /html, `pdfs` at /pdf and `papers` at /abs and through
    the API; everything else is 404 with a page.

    `newest` says which version of a paper is the newest (1 unless said); of a paper in `withdrawn`
    (id → comment) there is no text, and its abstract page and the API give the comment. Fault keys:
    `html ID`, `pdf ID`, `abs ID`, `api`, or "*". `redirects` (path → address) and `interval` (least
    seconds between two requests, else 429) may be set. A request without a contact in its
    User-Agent is refused.
    """

    wants_contact = True

    def __init__(
        self,
        pages: Mapping[str, bytes],
        papers: Mapping[str, Paper] | None = None,
        *,
        interval: float = 0.0,
    ) -> None:
        super().__init__()
        self.pages = dict(pages)
        self.papers = dict(papers or {})
        self.pdfs: dict[str, bytes] = {}
        self.newest: dict[str, int] = {}
        self.withdrawn: dict[str, str] = {}
        self.redirects: dict[str, str] = {}
        self._interval = interval
        self._last = float("-inf")

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/{kind:html|abs|pdf}/{name:.+}", self._answer),
            web.get("/api/query", self._answer),
        ]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        now = time.monotonic()
        early, self._last = now - self._last < self._interval, now
        if early:
            return web.Response(status=429, text="Rate exceeded.")
        if target := self.redirects.get(request.path):
            return web.Response(status=301, headers={"Location": target})
        return await (self._feed(request) if request.path == "/api/query" else self._page(request))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        kind, found = request.match_info["kind"], _NAMED.fullmatch(request.match_info["name"])
        name = found["id"] if found else ""
        texts = {"html": self.pages, "pdf": self.pdfs}.get(kind)
        body = (
            self._abstract_page(name)
            if texts is None
            else None
            if name in self.withdrawn
            else texts.get(name)
        )
        content_type = "application/pdf" if kind == "pdf" else "text/html"
        if fault := self.fault(f"{kind} {name}"):
            return await play(fault, request, body or b"", content_type)
        if body is None:
            return web.Response(
                status=404, text=_no_text(kind.upper(), name), content_type="text/html"
            )
        return web.Response(
            body=body, content_type=content_type, charset=None if kind == "pdf" else "utf-8"
        )

    def _abstract_page(self, name: str) -> bytes | None:
        paper = self.papers.get(name)
        return (
            abstract_page(paper, self.newest.get(name, 1), self.withdrawn.get(name))
            if paper
            else None
        )

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        """The API: unknown papers are left out; one id that is none is an error about all of
        them."""
        asked = request.query.get("id_list", "").split(",")
        malformed = [name for name in asked if not _ID.fullmatch(name)]
        known = [self.papers[name] for name in asked if name in self.papers][
            : int(request.query.get("max_results", 10))
        ]
        entries = [
            _entry(paper, self.newest.get(paper.id, 1), self.withdrawn.get(paper.id))
            for paper in known
        ]
        body = _feed([_error(name) for name in malformed] or entries)
        if fault := self.fault("api"):
            return await play(fault, request, body, "application/atom+xml")
        return web.Response(
            status=400 if malformed else 200, body=body, content_type="application/atom+xml"
        )


def page(
    title: str,
    authors: Sequence[str] = ("Ada Example",),
    abstract: str = "We study an example and show that it works.",
    sections: Mapping[str, Sequence[str]] | None = None,
    *,
    version: str | None = None,
    extra: str = "",
) -> bytes:
    """A small page as LaTeXML writes them: `sections` maps a title to its paragraphs; all text is
    escaped.

    `version` ("2602.00001v2") stands in the watermark; `extra` is markup set as it is at the end of
    the article.
    """
    if sections is None:
        sections = {
            name: [_filler(name)] * 4
            for name in ("Introduction", "Method", "Experiments", "Conclusion")
        }
    names = " and ".join(
        f'<span class="ltx_personname">{escape(author)}</span>' for author in authors
    )
    parts = [
        _section(number, name, paragraphs)
        for number, (name, paragraphs) in enumerate(sections.items(), 1)
    ]
    watermark = (
        f'<div id="watermark-tr">arXiv:{escape(version)} [cs.CL] 4 Feb 2026</div>'
        if version
        else ""
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
        f'<div class="ltx_page_main"><div class="ltx_page_content">{watermark}<article class="ltx_document">'
        f'<h1 class="ltx_title ltx_title_document">{escape(title)}</h1>'
        f'<div class="ltx_authors"><span class="ltx_creator ltx_role_author">{names}</span></div>'
        f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>{_paragraph(abstract)}</div>'
        f"{''.join(parts)}{extra}</article></div></div></body></html>"
    ).encode()


def abstract_page(paper: Paper, newest: int = 1, withdrawn: str | None = None) -> bytes:
    """The page at /abs of that paper, with the meta elements arXiv gives it, and the comment that
    withdraws it."""
    names = [" ".join((author.split()[-1] + ",", *author.split()[:-1])) for author in paper.authors]
    metas = [("title", paper.title), *(("author", name) for name in names)]
    if paper.published_at:
        metas.append(("date", f"{paper.published_at:%Y/%m/%d}"))
    metas += [("arxiv_id", paper.id), ("abstract", paper.abstract)]
    head = "".join(
        f'<meta name="citation_{name}" content="{escape(text)}" />' for name, text in metas
    )
    return (
        f"<!DOCTYPE html><html><head><title>[{paper.id}] {escape(paper.title)}</title>{head}</head><body>"
        f'<h1 class="title mathjax"><span class="descriptor">Title:</span>{escape(paper.title)}</h1>'
        f'<blockquote class="abstract mathjax"><span class="descriptor">Abstract:</span>{escape(paper.abstract)}'
        f"</blockquote>{_comments(withdrawn)}{_history(newest, withdrawn is not None)}</body></html>"
    ).encode()


def _comments(comment: str | None) -> str:
    return (
        f'<table><tr><td class="tablecell comments mathjax">{escape(comment)}</td></tr></table>'
        if comment
        else ""
    )


def _history(newest: int, withdrawn: bool) -> str:
    lines = [
        f"<b>[v{each}]</b> Wed, 4 Feb 2026 00:00:0{each} UTC (1,0{each} KB)<br/>"
        for each in range(1, newest + 1)
    ]
    gone = " <i>(withdrawn)</i>" if withdrawn else ""
    return (
        f'<div class="submission-history"><h2>Submission history</h2>{"".join(lines)}{gone}</div>'
    )


def _feed(entries: Sequence[str]) -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
        f"<id>https://arxiv.org/api/x</id><title>arXiv Query</title>{''.join(entries)}</feed>\n"
    ).encode()


def _entry(paper: Paper, newest: int, withdrawn: str | None) -> str:
    comment = f"<arxiv:comment>{escape(withdrawn)}</arxiv:comment>" if withdrawn else ""
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.id}v{newest}</id><title>{escape(paper.title)}</title>"
        f'<link href="https://arxiv.org/abs/{paper.id}v{newest}" rel="alternate" type="text/html"/>'
        f"<summary>{escape(paper.abstract)}</summary>{comment}</entry>"
    )


def _error(name: str) -> str:
    return (
        f"<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_{escape(name)}</id><title>Error</title>"
        f"<summary>incorrect id format for {escape(name)}</summary></entry>"
    )


def _section(number: int, name: str, paragraphs: Sequence[str]) -> str:
    return (
        f'<section class="ltx_section" id="S{number}"><h2 class="ltx_title ltx_title_section">'
        f'<span class="ltx_tag ltx_tag_section">{number} </span>{escape(name)}</h2>'
        + "".join(f'<div class="ltx_para">{_paragraph(text)}</div>' for text in paragraphs)
        + "</section>"
    )


def _paragraph(text: str) -> str:
    return f'<p class="ltx_p">{escape(text)}</p>'


def _filler(name: str) -> str:
    """A paragraph with figures in it, so that a default page reads like a paper."""
    return (
        f"In the {name.lower()} we compare the example with three baselines on two data sets. The example reaches "
        "81.4 percent accuracy where the best baseline reaches 77.9 percent, and needs 12 hours on 8 devices. "
        "Removing the second stage costs 2.3 points, which shows that the stage matters."
    )


def _no_text(kind: str, name: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>arXiv e-print repository</title></head><body><main>"
        f"<h1>No {kind} for '{escape(name)}'</h1><p>There is no {kind} of this paper here.</p></main></body></html>"
    )
