"""What there is to read of a paper: its full text, or why there is none."""

# Tested in tests/core/reading/test_reader.py.

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import structlog

from core.document import Document
from core.errors import NoFullText, PaperWithdrawn, SourceError, WrongDocument
from core.models import Paper, Report, Shortfall, Source
from core.ports import Clock, Library, Store

log = structlog.get_logger()

_LACKING: dict[type[SourceError], Shortfall] = {
    NoFullText: Shortfall.NO_TEXT,
    WrongDocument: Shortfall.WRONG_DOCUMENT,
    PaperWithdrawn: Shortfall.WITHDRAWN,
}


class Material(NamedTuple):
    """What there is to read of a paper: its full text, or its abstract alone and what the full text
    is lacking for."""

    paper: Paper
    document: Document | None
    lacking: Shortfall | None = None


class Texts:
    """Full texts, each fetched once and stored."""

    def __init__(self, store: Store, library: Library, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def are_stored(self, paper: Paper) -> bool:
        """Whether `of` would answer from the store."""
        return await self._store.documents.get(paper.id) is not None

    async def of(self, paper: Paper) -> Material:
        """What there is to read. Raises SourceError where there is neither a full text nor an
        abstract."""
        document = await self._store.documents.get(paper.id)
        if document:
            return Material(paper, document)
        try:
            return Material(paper, await self.fetch(paper))
        except SourceError as error:
            lacking = _LACKING.get(type(error), Shortfall.SOURCE_DOWN)
            if lacking is Shortfall.SOURCE_DOWN:
                log.warning("no full text for whoever asks", paper=paper.id, error=str(error))
        if not paper.abstract:
            paper = await self._with_abstract(paper)
        return Material(paper, None, lacking)

    async def fetch(self, paper: Paper) -> Document:
        """The newest version's full text, stored in place of what was; raises SourceError."""
        document = await self._library.document(paper)
        await self._store.documents.save(document, self._clock.now())
        return document

    async def _with_abstract(self, paper: Paper) -> Paper:
        """An imported paper comes without its abstract; arXiv's page has it."""
        known = await self._library.paper(paper.id)
        known = dataclasses.replace(known, organization=paper.organization)
        await self._store.papers.save([known])
        return known

    async def read_for(self, report: Report) -> Document | None:
        """The text that the report was read from, where it is still stored."""
        if report.provenance.source is Source.ABSTRACT:
            return None
        document = await self._store.documents.get(report.paper_id)
        if document and report.provenance.version in (None, document.version):
            return document
        return None
