"""OpenReview: what venues tell of their submissions, and the PDFs of those.

API 2 (docs.openreview.net/reference/api-v2): notes by the invitation that they answer, at most
1,000 at once; what not everybody may read is 403, too many requests are 429. Since the summer of
2026 whoever is not signed in may be sent to a page for people (403, ChallengeRequiredError).
"""

# Tested in tests/core/announcements/test_venue_reader.py.

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import structlog

from core.announcements.venue_reader import Closed, Page
from core.announcements.venues import Group
from core.document import Document
from core.errors import (
    NoFullText,
    PaperUnknown,
    SourceMalformed,
    SourceRefused,
    SourceTooLarge,
    SourceWantsAccount,
)
from core.identify import note_of
from core.models import Paper, Revision, Shortfall
from core.pages.pdf.document import pdf_document
from core.ports import Clock
from core.sources.http.client import Fetched, PoliteClient, host_of
from core.sources.notes import is_answer, parse_notes, parse_one, parse_token, parse_trouble

log = structlog.get_logger()

# Notes that are asked for at once: no more are given.
PAGE: Final = 1_000
# A refusal that signing in may mend.
_CHALLENGE: Final = "ChallengeRequiredError"
_REFUSALS: Final = (400, 401, 403, 404)
# Reading a PDF takes seconds of a processor.
_PROCESSES: Final = 1


class OpenReview:
    """The OpenReview whose API is at `base_url`; who has an account there may give `user` and
    `password`. The client brings the pace."""

    def __init__(
        self,
        client: PoliteClient,
        base_url: str,
        clock: Clock,
        user: str | None = None,
        password: str | None = None,
    ) -> None:
        self._client = client
        self._clock = clock
        self._base = base_url.rstrip("/")
        self._host = host_of(base_url)
        self._user = user or ""
        self._password = password or ""
        self._token = ""
        self._pdfs = asyncio.Semaphore(_PROCESSES)

    async def page(self, group: Group, offset: int) -> Page | Closed:
        """A page of the group's submissions, those first that changed last; raises SourceError."""
        asked = {
            "invitation": f"{group.id}/-/Submission",
            "sort": "tmdate:desc",
            "limit": PAGE,
            "offset": offset,
        }
        answer = await self._get("/notes", asked)
        if answer.status in (400, 404):
            # There is no such venue, or not yet.
            return Closed.UNKNOWN
        if answer.status != 200:
            return Closed.PRIVATE
        page = await asyncio.to_thread(parse_notes, answer.body, group)
        if page is None:
            raise SourceMalformed(self._host, "notes")
        return Page(page.notes, page.gone, page.items, page.oldest, page.newest)

    async def answers(self) -> None:
        """Ask for anything, as the readings do; raises SourceError where that is refused."""
        answer = await self._get("/notes", {"id": "nothing00"})
        if answer.status == 200 and not is_answer(answer.body):
            raise SourceMalformed(self._host, "notes")

    async def paper(self, paper_id: str) -> Paper:
        """The facts of the submission; raises PaperUnknown or another SourceError."""
        answer = await self._get("/notes", {"id": note_of(paper_id) or ""})
        paper = None
        if answer.status == 200:
            paper = await asyncio.to_thread(parse_one, answer.body)
        if paper is None or paper.id != paper_id:
            raise PaperUnknown(paper_id)
        return paper

    async def papers(self, paper_ids: Sequence[str]) -> list[Paper]:
        """The facts of these submissions, one request each, without those that are not there."""
        found: list[Paper] = []
        for paper_id in paper_ids:
            try:
                found.append(await self.paper(paper_id))
            except PaperUnknown:
                log.info("submission unknown", paper=paper_id)
        return found

    async def revisions(self, paper_ids: Sequence[str]) -> list[Revision]:
        """That nothing is known of versions: none is told. It costs no request."""
        now = self._clock.now()
        return [
            Revision(paper_id=each, version=None, withdrawn=False, checked_at=now)
            for each in paper_ids
        ]

    async def document(self, paper: Paper) -> Document:
        """The full text of the submission's PDF; raises NoFullText or WrongDocument when there is
        none to trust, another SourceError when it cannot be reached."""
        try:
            answer = await self._get("/pdf", {"id": note_of(paper.id) or ""})
        except SourceTooLarge:
            raise NoFullText(paper.id) from None
        if answer.status != 200 or not answer.body.startswith(b"%PDF-"):
            raise NoFullText(paper.id)
        async with self._pdfs:
            return await pdf_document(answer.body, paper, answer.url, Shortfall.NO_HTML)

    async def _get(self, path: str, asked: dict[str, object]) -> Fetched:
        """The answer, after signing in where the source wants that and an account is known."""
        url = f"{self._base}{path}?{urlencode(asked)}"
        answer = await self._client.get(url, returned=_REFUSALS, bearer=self._token)
        if not _wants_account(answer):
            return answer
        if not self._user or not self._password:
            raise SourceWantsAccount(self._host)
        self._token = await self._signed_in()
        answer = await self._client.get(url, returned=_REFUSALS, bearer=self._token)
        if _wants_account(answer):
            raise SourceWantsAccount(self._host, self._user)
        return answer

    async def _signed_in(self) -> str:
        """A new token; raises SourceWantsAccount where the account is refused."""
        who = {"id": self._user, "password": self._password}
        try:
            answer = await self._client.sign_in(f"{self._base}/login", who, ())
        except SourceRefused:
            raise SourceWantsAccount(self._host, self._user) from None
        token = parse_token(answer.body)
        if token is None:
            raise SourceMalformed(self._host, "login")
        return token


def _wants_account(answer: Fetched) -> bool:
    if answer.status == 401:
        return True
    return answer.status == 403 and parse_trouble(answer.body).name == _CHALLENGE
