"""Full texts and facts of papers from arXiv: LaTeXML pages, PDFs, abstract pages, and its API.

/html ─┬─ a page that is the paper ──────────── its text
       └─ /pdf ─┬─ a PDF that is the paper ──── its text, and why it is not the page's
                └─ /abs ─── withdrawn, or not
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urlsplit

import structlog

from core.bounds import bounded_paper, shortened
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
from core.identify import paper_id
from core.models import Paper, Revision, Shortfall
from core.pages.heavy import PageTooHeavy, read_abstract_page, read_article, read_withdrawal
from core.pages.html.extract import mismatch
from core.pages.pdf.document import pdf_document
from core.ports import Clock
from core.sources.atom import AtomEntry, parse_feed
from core.sources.facts import page_says_withdrawn, parse_abstract_page
from core.sources.http.client import PoliteClient, host_of

__all__ = ["ArxivLibrary", "api_address", "page_says_withdrawn", "parse_abstract_page"]

_LOG = structlog.get_logger()
_PROCESSES = 1  # Reading a PDF takes seconds of a processor; a hostile one takes up to a gigabyte.
_THREADS = 2  # More pages at once only fight for the processor (docs/decisions/http.md).


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

        Raises PaperWithdrawn, NoFullText or WrongDocument when there is none to trust, another
        SourceError when it cannot be reached.
        """
        try:
            return await self._page(paper)
        except (NoFullText, WrongDocument) as lacking:
            return await self._instead(paper, lacking)

    async def revisions(self, paper_ids: Sequence[str]) -> list[Revision]:
        """What arXiv's API says of these papers, without those it lacks; raises SourceError.

        It costs one request.
        """
        now = self._clock.now()
        return [
            Revision(
                paper_id=entry.paper_id,
                version=entry.version,
                withdrawn=entry.withdrawn,
                checked_at=now,
            )
            for entry in await self._feed(paper_ids)
        ]

    async def papers(self, paper_ids: Sequence[str]) -> list[Paper]:
        """The facts of these papers, a hundred at most, without those that arXiv lacks; raises
        SourceError.

        It costs one request.
        """
        found: list[Paper] = []
        for entry in await self._feed(paper_ids):
            if entry.title:
                paper = Paper(
                    id=entry.paper_id,
                    title=entry.title,
                    abstract=entry.abstract,
                    authors=entry.authors,
                    published_at=entry.published_at,
                )
                found.append(bounded_paper(paper))
        return found

    async def _feed(self, paper_ids: Sequence[str]) -> list[AtomEntry]:
        """What arXiv's API says of these papers; raises SourceError."""
        # If there is one id that the API cannot read, it answers about none.
        asked = [each for each in paper_ids if paper_id(each) == each]
        if not asked:
            return []
        address = f"{self._api}/api/query?id_list={','.join(asked)}&max_results={len(asked)}"
        answer = await self._client.get(address, returned=())
        async with self._threads:
            entries = await asyncio.to_thread(parse_feed, answer.body)
        if entries is None:
            raise SourceMalformed(host_of(self._api), "feed")
        return [entry for entry in entries if entry.paper_id in asked]

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
            document = await read_article(answer.body, paper.id, answer.url)
            reason = await asyncio.to_thread(mismatch, document, paper)
        if reason:
            raise WrongDocument(paper.id, reason)
        _LOG.debug("extracted", paper=paper.id, sections=len(document.sections))
        return document

    async def _instead(self, paper: Paper, lacking: NoFullText | WrongDocument) -> Document:
        """The text of the paper's PDF; raises PaperWithdrawn or `lacking` when there is none."""
        why = Shortfall.WRONG_DOCUMENT
        if isinstance(lacking, NoFullText):
            why = Shortfall.NO_HTML
        try:
            document = await self._printed(paper, why)
        except NoFullText:
            if await self._is_withdrawn(paper):
                raise PaperWithdrawn(paper.id) from None
            raise lacking from None
        _LOG.debug(
            "read from the PDF", paper=paper.id, because=str(why), sections=len(document.sections)
        )
        return document

    async def _printed(self, paper: Paper, why: Shortfall) -> Document:
        """The text of the paper's PDF; raises NoFullText when there is none."""
        try:
            answer = await self._client.get(f"{self._base}/pdf/{paper.id}", returned=(403, 404))
        except SourceTooLarge:
            raise NoFullText(paper.id) from None
        if answer.status != 200 or not answer.body.startswith(b"%PDF-"):
            raise NoFullText(paper.id)
        async with self._pdfs:
            return await pdf_document(answer.body, paper, answer.url, why)

    async def _is_withdrawn(self, paper: Paper) -> bool:
        """Whether the abstract page says so; False when there is no page to read."""
        try:
            answer = await self._client.get(
                f"{self._base}/abs/{paper.id}", returned=(400, 403, 404)
            )
        except SourceError:
            return False
        if answer.status != 200:
            return False
        try:
            async with self._threads:
                return await read_withdrawal(answer.body)
        except PageTooHeavy:
            return False

    async def paper(self, paper_id: str) -> Paper:
        """The facts on the paper's abstract page; raises PaperUnknown or another SourceError."""
        answer = await self._client.get(f"{self._base}/abs/{paper_id}", returned=(400, 404))
        if answer.status != 200:
            raise PaperUnknown(paper_id)
        try:
            async with self._threads:
                facts = await read_abstract_page(answer.body)
        except PageTooHeavy:
            facts = None
        if facts is None or facts.id != paper_id:
            raise SourceMalformed(self._host, "abstract")
        cut = shortened(facts)
        if cut:
            _LOG.warning("too_long_and_cut", paper=paper_id, fields=", ".join(cut))
        return facts


def api_address(base_url: str) -> str:
    """Where the API of that arXiv is: on a host of its own, but a mirror's beside its pages."""
    for host in ("://arxiv.org", "://www.arxiv.org"):
        base_url = base_url.replace(host, "://export.arxiv.org")
    return base_url
