"""An arXiv on loopback: full texts, abstract pages, its own way of saying no, and its pace."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from html import escape

from aiohttp import web

from core.models import Paper
from tests.fakes.server import LoopbackServer, play

_NAMED = re.compile(r"(?P<id>.+?)(?P<version>v\d+)?")


class FakeArxiv(LoopbackServer):
    """Serves `pages` (id → LaTeXML page) at /html and `papers` at /abs; everything else is 404 with a page.

    Fault keys: `html ID`, `abs ID`, or "*". `redirects` (path → address) and `interval` (least seconds between two
    requests, else 429) may be set. A request without a contact in its User-Agent is refused.
    """

    wants_contact = True

    def __init__(
        self, pages: Mapping[str, bytes], papers: Mapping[str, Paper] | None = None, *, interval: float = 0.0
    ) -> None:
        super().__init__()
        self.pages = dict(pages)
        self.papers = dict(papers or {})
        self.redirects: dict[str, str] = {}
        self._interval = interval
        self._last = float("-inf")

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/{kind:html|abs}/{name:.+}", self._answer)]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        now = time.monotonic()
        early, self._last = now - self._last < self._interval, now
        if early:
            return web.Response(status=429, text="Rate exceeded.")
        if target := self.redirects.get(request.path):
            return web.Response(status=301, headers={"Location": target})
        return await self._page(request)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        kind, found = request.match_info["kind"], _NAMED.fullmatch(request.match_info["name"])
        name = found["id"] if found else ""
        body = self.pages.get(name) if kind == "html" else self._abstract_page(name)
        if fault := self.fault(f"{kind} {name}"):
            return await play(fault, request, body or b"", "text/html")
        if body is None:
            return web.Response(status=404, text=_no_html(name), content_type="text/html")
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    def _abstract_page(self, name: str) -> bytes | None:
        paper = self.papers.get(name)
        return abstract_page(paper) if paper else None


def page(
    title: str,
    authors: Sequence[str] = ("Ada Example",),
    abstract: str = "We study an example and show that it works.",
    sections: Mapping[str, Sequence[str]] | None = None,
    *,
    version: str | None = None,
    extra: str = "",
) -> bytes:
    """A small page as LaTeXML writes them: `sections` maps a title to its paragraphs; all text is escaped.

    `version` ("2602.00001v2") stands in the watermark; `extra` is markup set as it is at the end of the article.
    """
    if sections is None:
        sections = {name: [_filler(name)] * 4 for name in ("Introduction", "Method", "Experiments", "Conclusion")}
    names = " and ".join(f'<span class="ltx_personname">{escape(author)}</span>' for author in authors)
    parts = [_section(number, name, paragraphs) for number, (name, paragraphs) in enumerate(sections.items(), 1)]
    watermark = f'<div id="watermark-tr">arXiv:{escape(version)} [cs.CL] 4 Feb 2026</div>' if version else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>'
        f'<div class="ltx_page_main"><div class="ltx_page_content">{watermark}<article class="ltx_document">'
        f'<h1 class="ltx_title ltx_title_document">{escape(title)}</h1>'
        f'<div class="ltx_authors"><span class="ltx_creator ltx_role_author">{names}</span></div>'
        f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>{_paragraph(abstract)}</div>'
        f"{''.join(parts)}{extra}</article></div></div></body></html>"
    ).encode()


def abstract_page(paper: Paper) -> bytes:
    """The page at /abs of that paper, with the meta elements arXiv gives it."""
    names = [" ".join((author.split()[-1] + ",", *author.split()[:-1])) for author in paper.authors]
    metas = [("title", paper.title), *(("author", name) for name in names)]
    if paper.published_at:
        metas.append(("date", f"{paper.published_at:%Y/%m/%d}"))
    metas += [("arxiv_id", paper.id), ("abstract", paper.abstract)]
    head = "".join(f'<meta name="citation_{name}" content="{escape(text)}" />' for name, text in metas)
    return (
        f"<!DOCTYPE html><html><head><title>[{paper.id}] {escape(paper.title)}</title>{head}</head><body>"
        f'<h1 class="title mathjax"><span class="descriptor">Title:</span>{escape(paper.title)}</h1></body></html>'
    ).encode()


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


def _no_html(name: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>arXiv e-print repository</title></head><body><main>"
        f"<h1>No HTML for '{escape(name)}'</h1><p>There is no HTML of this paper here.</p></main></body></html>"
    )
