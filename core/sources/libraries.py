"""Several libraries as one: each paper's texts and facts come from where its id says."""

# Tested in tests/bot/app/test_venues.py.

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.document import Document
from core.identify import note_of
from core.models import Paper, Revision
from core.ports import Library


class Libraries:
    """arXiv, and beside it the place whose papers are known by their submissions. Implements
    core.ports.Library."""

    def __init__(self, arxiv: Library, submitted: Library) -> None:
        self._arxiv = arxiv
        self._submitted = submitted

    async def document(self, paper: Paper) -> Document:
        """The full text of the newest version; raises as core.ports.Library says."""
        return await self._of(paper.id).document(paper)

    async def paper(self, paper_id: str) -> Paper:
        """The facts of a paper no list has shown us; raises PaperUnknown, or SourceError."""
        return await self._of(paper_id).paper(paper_id)

    async def revisions(self, paper_ids: Sequence[str]) -> list[Revision]:
        """What the sources say of these papers, without what they lack; raises SourceError."""
        found: list[Revision] = []
        for library, ids in self._shared_out(paper_ids):
            found += await library.revisions(ids)
        return found

    async def papers(self, paper_ids: Sequence[str]) -> list[Paper]:
        """The facts of these papers, without those that the sources lack; raises SourceError."""
        found: list[Paper] = []
        for library, ids in self._shared_out(paper_ids):
            found += await library.papers(ids)
        return found

    def _of(self, paper_id: str) -> Library:
        return self._submitted if note_of(paper_id) else self._arxiv

    def _shared_out(self, paper_ids: Sequence[str]) -> Iterator[tuple[Library, list[str]]]:
        """Each library that has any of these papers, with the ids of those."""
        submitted = [each for each in paper_ids if note_of(each)]
        others = [each for each in paper_ids if not note_of(each)]
        for library, ids in ((self._arxiv, others), (self._submitted, submitted)):
            if ids:
                yield library, ids
