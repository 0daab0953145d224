"""Full texts and facts of papers from arXiv: LaTeXML pages, PDFs, abstract pages, and its API.

/html ─┬─ a page that is the paper ──────────── its text
       └─ /pdf ─┬─ a PDF that is the paper ──── its text, and why it is not the page's
                └─ /abs ─── withdrawn, or not
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import structlog
from bs4 import BeautifulSoup

from core.document import Document
from core.errors import (
    NoFullText,
    PaperUnknown,
    PaperWithdrawn,
    SourceError,
    SourceMalformed,
    SourceTooLarge,
    WrongDocument,
)
from core.extract import extract, mismatch
from core.fetch.atom import parse_feed, says_withdrawn
from core.fetch.http import Fetched, PoliteClient, host_of
from core.fetch.pdf_document import pdf_document
from core.identify import paper_id
from core.models import Paper, Revision, Shortfall
from core.ports import Clock

_LOG = structlog.get_logger()
_PROCESSES = 1  # Reading a PDF takes seconds of a processor, and up to a gigabyte if it is made to.
_THREADS = 2  # More pages at once only fight for the interpreter (docs/decisions/http.md).


class ArxivLibrary:
    """arXiv, or a mirror of it, at `base_url`. The client brings the pace arXiv asks for."""

    def __init__(self, client: PoliteClient, base_url: str, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._base = base_url.rstrip("/")
        self._api = api_address(self._base)
        self._host = host_of(base_url)
        self._threads = asyncio.Semaphore(_THREADS)
        self._pdfs = asyncio.Semaphore(_PROCESSES)

    async def document(self, paper: Paper) -> Document:
        """The full text of the newest version: its HTML, else its PDF.

        Raises PaperWithdrawn, NoFullText or WrongDocument when there is none to trust, another SourceError when it
        cannot be reached.
        """
        try:
            return await self._page(paper)
        except (NoFullText, WrongDocument) as lacking:
            return await self._instead(paper, lacking)

    async def revisions(self, paper_ids: Sequence[str]) -> list[Revision]:
        """What arXiv's API says of these papers, in one request; it leaves out what it lacks. Raises SourceError."""
        # One id it cannot read, and it answers about none.
        asked = [each for each in paper_ids if paper_id(each) == each]
        if not asked:
            return []
        address = f"{self._api}/api/query?id_list={','.join(asked)}&max_results={len(asked)}"
        answer = await self._client.get(address, returned=())
        async with self._threads:
            entries = await asyncio.to_thread(parse_feed, answer.body)
        if entries is None:
            raise SourceMalformed(host_of(self._api), "feed")
        now = self._clock.now()
        return [
            Revision(paper_id=each, version=version, withdrawn=withdrawn, checked_at=now)
            for each, version, withdrawn in entries
            if each in asked
        ]

    async def _page(self, paper: Paper) -> Document:
        """The text of the paper's HTML; raises NoFullText, WrongDocument or another SourceError."""
        # 404: no HTML, or withdrawn; 403: not public. Both come with a whole page as their body.
        try:
            answer = await self._client.get(f"{self._base}/html/{paper.id}", returned=(403, 404))
        except SourceTooLarge:
            raise WrongDocument(paper.id, "size") from None
        if answer.status != 200 or "/abs/" in urlsplit(answer.url).path:
            raise NoFullText(paper.id)
        async with self._threads:
            document = await asyncio.to_thread(_document, answer, paper)
        _LOG.debug("extracted", paper=paper.id, sections=len(document.sections))
        return document

    async def _instead(self, paper: Paper, lacking: NoFullText | WrongDocument) -> Document:
        """The text of the paper's PDF; where there is none either, what was lacking, or PaperWithdrawn."""
        why = Shortfall.NO_HTML if isinstance(lacking, NoFullText) else Shortfall.WRONG_DOCUMENT
        try:
            document = await self._printed(paper, why)
        except NoFullText:
            if await self._is_withdrawn(paper):
                raise PaperWithdrawn(paper.id) from None
            raise lacking from None
        _LOG.debug("read from the PDF", paper=paper.id, because=str(why), sections=len(document.sections))
        return document

    async def _printed(self, paper: Paper, why: Shortfall) -> Document:
        try:
            answer = await self._client.get(f"{self._base}/pdf/{paper.id}", returned=(403, 404))
        except SourceTooLarge:
            raise NoFullText(paper.id) from None
        if answer.status != 200 or not answer.body.startswith(b"%PDF-"):
            raise NoFullText(paper.id)
        async with self._pdfs:
            return await pdf_document(answer.body, paper, answer.url, why)

    async def _is_withdrawn(self, paper: Paper) -> bool:
        """What the abstract page says; a page that cannot be had says nothing."""
        try:
            answer = await self._client.get(f"{self._base}/abs/{paper.id}", returned=(400, 403, 404))
        except SourceError:
            return False
        if answer.status != 200:
            return False
        async with self._threads:
            return await asyncio.to_thread(page_says_withdrawn, answer.body)

    async def paper(self, paper_id: str) -> Paper:
        """The facts arXiv's abstract page states; raises PaperUnknown when it has no such paper, or SourceError."""
        answer = await self._client.get(f"{self._base}/abs/{paper_id}", returned=(400, 404))
        if answer.status != 200:
            raise PaperUnknown(paper_id)
        async with self._threads:
            facts = await asyncio.to_thread(parse_abstract_page, answer.body)
        if facts is None or facts.id != paper_id:
            raise SourceMalformed(self._host, "abstract")
        return facts


def parse_abstract_page(html: bytes) -> Paper | None:
    """The paper an abstract page is about, by its `citation_*` meta elements; None when it is no such page."""
    metas: dict[str, list[str]] = {}
    for element in BeautifulSoup(html, "html.parser").find_all("meta", attrs={"name": re.compile("^citation_")}):
        metas.setdefault(str(element["name"]), []).append(" ".join(str(element.get("content", "")).split()))
    identifier = paper_id(_first(metas, "citation_arxiv_id"))
    title = _first(metas, "citation_title")
    if not (identifier and title):
        return None
    return Paper(
        id=identifier,
        title=title,
        abstract=_first(metas, "citation_abstract"),
        authors=tuple(_in_reading_order(name) for name in metas.get("citation_author", []) if name),
        published_at=_day(_first(metas, "citation_date")),
    )


def page_says_withdrawn(html: bytes) -> bool:
    """Whether an abstract page tells of a withdrawal: in its comments, its abstract, or at its newest version."""
    page = BeautifulSoup(html, "html.parser")
    comments, abstract, history = (
        " ".join(found.get_text(" ").split()) if (found := page.select_one(place)) else ""
        for place in (".comments", "blockquote.abstract", ".submission-history")
    )
    newest = re.split(r"\[v\d+\]", history)[-1]
    return "(withdrawn)" in newest or says_withdrawn(comments, abstract.removeprefix("Abstract:"))


def api_address(base_url: str) -> str:
    """Where the API of that arXiv is: arXiv's own lives on a host of its own, a mirror's beside its pages."""
    return base_url.replace("://arxiv.org", "://export.arxiv.org").replace("://www.arxiv.org", "://export.arxiv.org")


def _document(answer: Fetched, paper: Paper) -> Document:
    document = extract(answer.body, paper.id, answer.url)
    if reason := mismatch(document, paper):
        raise WrongDocument(paper.id, reason)
    return document


def _first(metas: dict[str, list[str]], name: str) -> str:
    return metas.get(name, [""])[0]


def _in_reading_order(name: str) -> str:
    """ "Family, Given" as "Given Family"."""
    family, _, given = name.partition(", ")
    return f"{given} {family}" if given else name


def _day(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(text, "%Y/%m/%d").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
