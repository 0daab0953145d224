"""Full texts and facts of papers from arXiv: its LaTeXML pages and its abstract pages."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from urllib.parse import urlsplit

import structlog
from bs4 import BeautifulSoup

from core.document import Document
from core.errors import NoFullText, PaperUnknown, SourceMalformed, WrongDocument
from core.extract import extract, mismatch
from core.fetch.http import Fetched, PoliteClient, host_of
from core.identify import paper_id
from core.models import Paper

_LOG = structlog.get_logger()
_THREADS = 2  # More pages at once only fight for the interpreter (docs/decisions/http.md).


class ArxivLibrary:
    """arXiv, or a mirror of it, at `base_url`. The client brings the pace arXiv asks for."""

    def __init__(self, client: PoliteClient, base_url: str) -> None:
        self._client = client
        self._base = base_url.rstrip("/")
        self._host = host_of(base_url)
        self._threads = asyncio.Semaphore(_THREADS)

    async def document(self, paper: Paper) -> Document:
        """The full text of the newest version.

        Raises NoFullText or WrongDocument when there is none to trust, another SourceError when it cannot be reached.
        """
        # 404: no HTML, or withdrawn; 403: not public. Both come with a whole page as their body.
        answer = await self._client.get(f"{self._base}/html/{paper.id}", returned=(403, 404))
        if answer.status != 200 or "/abs/" in urlsplit(answer.url).path:
            raise NoFullText(paper.id)
        async with self._threads:
            document = await asyncio.to_thread(_document, answer, paper)
        _LOG.debug("extracted", paper=paper.id, sections=len(document.sections))
        return document

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
