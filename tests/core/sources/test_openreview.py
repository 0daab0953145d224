"""Full texts and facts of submissions."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

import pytest

from core.errors import NoFullText, PaperUnknown, SourceError, WrongDocument
from core.models import Paper, Shortfall, Source
from core.sources.http.client import Limits, PoliteClient
from core.sources.libraries import Libraries
from core.sources.openreview import OpenReview
from tests.bot.talk import StandingClock
from tests.core.sources.conftest import AGENT
from tests.fakes.openreview import ICLR, FakeOpenReview, note
from tests.fakes.pdf import paper_pdf

KITES = "openreview/kites00000"
QUICK = Limits(total=5, connect=1, read=2, backoff=0.01, longest_wait=2)
AT = dt.datetime(2025, 10, 14, 9, tzinfo=dt.UTC)


@pytest.fixture
async def there() -> AsyncIterator[FakeOpenReview]:
    async with FakeOpenReview() as server:
        server.notes[ICLR] = [
            note("kites00000", "An Example of Kites", at=AT),
            note("secret0000", "A secret", at=AT, readers=[ICLR]),
        ]
        yield server


@pytest.fixture
async def library(there: FakeOpenReview) -> AsyncIterator[Libraries]:
    async with PoliteClient(AGENT, limits=QUICK) as client:
        submitted = OpenReview(client, there.url, StandingClock(2025, 10, 14))
        # Nothing of these is asked of arXiv.
        yield Libraries(submitted, submitted)


async def test_facts(library: Libraries) -> None:
    paper = await library.paper(KITES)
    assert (paper.id, paper.title, paper.authors) == (KITES, "An Example of Kites", ())
    for missing in ("openreview/nothing000", "openreview/secret0000"):
        with pytest.raises(PaperUnknown):
            await library.paper(missing)
    found = await library.papers([KITES, "openreview/nothing000"])
    assert [each.id for each in found] == [KITES]
    (revision,) = await library.revisions([KITES])
    assert (revision.version, revision.withdrawn) == (None, False)


async def test_the_text_is_the_pdfs(there: FakeOpenReview, library: Libraries) -> None:
    # Its authors may be known by now, and are not in the PDF that was read.
    paper = Paper(id=KITES, title="An Example of Kites", authors=("Ada Flyer", "Bo Flyer"))
    there.pdfs["kites00000"] = paper_pdf("An Example of Kites", ("Anonymous authors",), "We fly.")
    document = await library.document(paper)
    assert (document.source, document.lacking) == (Source.PDF, Shortfall.NO_HTML)
    assert document.paper_id == KITES

    there.pdfs["kites00000"] = paper_pdf(
        "Quite Something Else About Birds of the North", ("Anonymous authors",), "We fly."
    )
    with pytest.raises(WrongDocument):
        await library.document(paper)


@pytest.mark.parametrize("body", [None, b"<html>", b"", b"%PDF-nothing"])
async def test_no_text(there: FakeOpenReview, library: Libraries, body: bytes | None) -> None:
    if body is not None:
        there.pdfs["kites00000"] = body
    with pytest.raises(NoFullText) as lacking:
        await library.document(Paper(id=KITES, title="An Example of Kites"))
    assert lacking.value.place == "OpenReview"


async def test_down(there: FakeOpenReview, library: Libraries) -> None:
    there.pdfs["kites00000"] = b"%PDF-"
    there.fail_always("pdf", "503")
    with pytest.raises(SourceError):
        await library.document(Paper(id=KITES, title="An Example of Kites"))
