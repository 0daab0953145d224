"""Full texts and facts from an arXiv that says no in all its ways."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.errors import (
    NoFullText,
    PaperUnknown,
    PaperWithdrawn,
    SourceMalformed,
    SourceRedirected,
    SourceUnreachable,
    WrongDocument,
)
from core.models import Paper, Revision, Shortfall, Source
from core.sources.arxiv import ArxivLibrary, api_address, page_says_withdrawn, parse_abstract_page
from core.sources.http.client import Limits, PoliteClient
from core.sources.http.pace import Pace
from tests.fakes.arxiv import FakeArxiv, page
from tests.fakes.pdf import paper_pdf

QUICK = Limits(total=5, backoff=0.01)
TITLE = "Measuring the Patience of Servers"
PAPER = Paper(
    id="2602.00001",
    title=TITLE,
    abstract="We measure how patient servers are, with a stopwatch and a notebook.",
    authors=("Ada Example", "Bo van Sample"),
    published_at=dt.datetime(2026, 2, 3, tzinfo=dt.UTC),
)
PDF = paper_pdf(TITLE, PAPER.authors, PAPER.abstract, stamp="2602.00001v2")
NOW = dt.datetime(2026, 2, 5, 3, 0, tzinfo=dt.UTC)


class StoppedClock:
    """A clock that shows one moment."""

    def now(self) -> dt.datetime:
        return NOW


@pytest.fixture
async def arxiv() -> AsyncIterator[FakeArxiv]:
    whole = page(TITLE, PAPER.authors, PAPER.abstract, version="2602.00001v2")
    async with FakeArxiv({PAPER.id: whole}, {PAPER.id: PAPER}) as server:
        yield server


@pytest.fixture
async def library(arxiv: FakeArxiv) -> AsyncIterator[ArxivLibrary]:
    async with PoliteClient("Paperboy/0 (+https://example.org)", limits=QUICK) as client:
        yield ArxivLibrary(client, arxiv.url + "/", StoppedClock())


async def test_a_full_text(library: ArxivLibrary) -> None:
    document = await library.document(PAPER)

    assert (document.title, document.version) == (TITLE, "v2")
    assert [section.title for section in document.sections][-1].endswith("Conclusion")


async def test_the_version_may_stand_in_the_final_address_alone(
    arxiv: FakeArxiv, library: ArxivLibrary
) -> None:
    arxiv.pages[PAPER.id] = page(TITLE, PAPER.authors, PAPER.abstract)
    arxiv.redirects["/html/2602.00001"] = "/html/2602.00001v3"

    assert (await library.document(PAPER)).version == "v3"


async def test_no_html_is_a_page_of_its_own(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.pages.clear()

    with pytest.raises(NoFullText) as caught:
        await library.document(PAPER)
    assert caught.value.paper_id == PAPER.id


async def test_not_public(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.fail("html 2602.00001", "403")

    with pytest.raises(NoFullText):
        await library.document(PAPER)


async def test_sent_to_the_abstract_instead(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.redirects["/html/2602.00001"] = "/abs/2602.00001"

    with pytest.raises(NoFullText):
        await library.document(PAPER)


async def test_sent_somewhere_else(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.redirects["/html/2602.00001"] = "https://example.org/html/2602.00001"

    with pytest.raises(SourceRedirected):
        await library.document(PAPER)


async def test_another_papers_page(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.pages[PAPER.id] = page(
        "Growing Tomatoes on Balconies", ("Cy Gardener",), "Tomatoes like the sun."
    )

    with pytest.raises(WrongDocument) as caught:
        await library.document(PAPER)
    told = {"paper_id": PAPER.id, "place": "arXiv", "reason": "title"}
    assert caught.value.for_operator() == told


@pytest.mark.parametrize("kind", ["html", "dict"])
async def test_a_page_without_an_article(
    arxiv: FakeArxiv, library: ArxivLibrary, kind: str
) -> None:
    arxiv.fail("html 2602.00001", kind)

    with pytest.raises(WrongDocument):
        await library.document(PAPER)


async def test_an_empty_page(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.pages[PAPER.id] = b""

    with pytest.raises(WrongDocument):
        await library.document(PAPER)


@pytest.mark.parametrize("kind", ["500", "truncated", "drop"])
async def test_an_arxiv_that_is_down(arxiv: FakeArxiv, library: ArxivLibrary, kind: str) -> None:
    arxiv.fail_always("*", kind)

    with pytest.raises(SourceUnreachable):
        await library.document(PAPER)
    assert len(arxiv.log) == 3


async def test_without_html_the_pdf_is_read(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.pages.clear()
    arxiv.pdfs[PAPER.id] = PDF
    document = await library.document(PAPER)

    assert (document.source, document.lacking, document.version) == (
        Source.PDF,
        Shortfall.NO_HTML,
        "v2",
    )
    assert [request.path for request in arxiv.log] == ["/html/2602.00001", "/pdf/2602.00001"]


async def test_the_pdf_of_a_paper_whose_html_is_another(
    arxiv: FakeArxiv, library: ArxivLibrary
) -> None:
    arxiv.pages[PAPER.id] = page(
        "Growing Tomatoes on Balconies", ("Cy Gardener",), "Tomatoes like the sun."
    )
    arxiv.pdfs[PAPER.id] = PDF
    document = await library.document(PAPER)

    assert (document.source, document.lacking) == (Source.PDF, Shortfall.WRONG_DOCUMENT)


async def test_a_pdf_may_be_sent_from_its_versions_address(
    arxiv: FakeArxiv, library: ArxivLibrary
) -> None:
    arxiv.pages.clear()
    arxiv.pdfs[PAPER.id] = paper_pdf(TITLE, PAPER.authors, PAPER.abstract)
    arxiv.redirects["/pdf/2602.00001"] = "/pdf/2602.00001v4"

    assert (await library.document(PAPER)).version == "v4"


async def test_neither_text_is_the_papers(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.pages.clear()
    arxiv.pdfs[PAPER.id] = paper_pdf(
        "Growing Tomatoes on Balconies", ("Cy Gardener",), "Tomatoes like the sun."
    )

    with pytest.raises(WrongDocument):
        await library.document(PAPER)


@pytest.mark.parametrize("kind", ["html", "403"])
async def test_a_pdf_that_is_none(arxiv: FakeArxiv, library: ArxivLibrary, kind: str) -> None:
    arxiv.pages.clear()
    arxiv.fail("pdf 2602.00001", kind)

    with pytest.raises(NoFullText):
        await library.document(PAPER)


async def test_a_pdf_that_is_too_large_is_no_text(arxiv: FakeArxiv) -> None:
    arxiv.pages.clear()
    arxiv.pdfs[PAPER.id] = PDF + b" " * 300_000
    async with PoliteClient("P (+https://example.org)", limits=Limits(size=100_000)) as client:
        with pytest.raises(NoFullText):
            await ArxivLibrary(client, arxiv.url, StoppedClock()).document(PAPER)


async def test_html_that_is_too_large_leaves_the_pdf(arxiv: FakeArxiv) -> None:
    arxiv.pages[PAPER.id] += b" " * 300_000
    arxiv.pdfs[PAPER.id] = PDF
    async with PoliteClient("P (+https://example.org)", limits=Limits(size=100_000)) as client:
        document = await ArxivLibrary(client, arxiv.url, StoppedClock()).document(PAPER)

    assert (document.source, document.lacking) == (Source.PDF, Shortfall.WRONG_DOCUMENT)


async def test_a_pdf_out_of_reach_is_no_missing_one(
    arxiv: FakeArxiv, library: ArxivLibrary
) -> None:
    arxiv.pages.clear()
    arxiv.fail_always("pdf 2602.00001", "500")

    with pytest.raises(SourceUnreachable):
        await library.document(PAPER)


@pytest.mark.parametrize(
    "comment", ["This paper has been withdrawn by its authors", "Theorem 3 is wrong"]
)
async def test_a_withdrawn_paper(arxiv: FakeArxiv, library: ArxivLibrary, comment: str) -> None:
    arxiv.pdfs[PAPER.id] = PDF
    arxiv.withdrawn[PAPER.id] = comment

    with pytest.raises(PaperWithdrawn) as caught:
        await library.document(PAPER)
    assert caught.value.for_operator() == {"paper_id": PAPER.id, "place": "arXiv"}


async def test_what_the_abstract_page_cannot_say(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.withdrawn[PAPER.id] = "This paper has been withdrawn"
    arxiv.fail_always("abs 2602.00001", "500")

    with pytest.raises(NoFullText):
        await library.document(PAPER)


async def test_revisions(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    other = Paper(id="math/0309136", title="Knots")
    arxiv.papers[other.id] = other
    arxiv.newest[PAPER.id] = 3
    arxiv.withdrawn[other.id] = "Withdrawn by the author"

    assert await library.revisions([PAPER.id, other.id, "2602.99999", "not an id"]) == [
        Revision(paper_id=PAPER.id, version="v3", withdrawn=False, checked_at=NOW),
        Revision(paper_id=other.id, version="v1", withdrawn=True, checked_at=NOW),
    ]
    assert len(arxiv.log) == 1


async def test_nothing_is_asked_about_nothing(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    assert await library.revisions(["not an id"]) == []
    assert arxiv.log == []


async def test_an_api_that_answers_something_else(arxiv: FakeArxiv, library: ArxivLibrary) -> None:
    arxiv.fail("api", "html")

    with pytest.raises(SourceMalformed):
        await library.revisions([PAPER.id])


def test_where_the_api_is() -> None:
    assert api_address("https://arxiv.org") == "https://export.arxiv.org"
    assert api_address("https://www.arxiv.org") == "https://export.arxiv.org"
    assert (
        api_address("https://mirror.example.org/arxiv.org")
        == "https://mirror.example.org/arxiv.org"
    )
    assert api_address("http://127.0.0.1:80") == "http://127.0.0.1:80"


async def test_our_pace_satisfies_a_strict_arxiv() -> None:
    papers = {f"2602.0000{number}": page(TITLE) for number in range(5)}
    async with FakeArxiv(papers, interval=0.1) as arxiv:
        host = arxiv.url.removeprefix("http://")
        async with PoliteClient(
            "P (+https://example.org)", paces={host: Pace(0.15)}, limits=QUICK
        ) as client:
            library = ArxivLibrary(client, arxiv.url, StoppedClock())
            documents = await asyncio.gather(
                *(library.document(Paper(id=identifier, title=TITLE)) for identifier in papers)
            )

    assert len(documents) == len(arxiv.log) == 5


async def test_a_strict_arxiv_refuses_the_hasty() -> None:
    client = PoliteClient("P (+https://example.org)", limits=QUICK)
    async with FakeArxiv({PAPER.id: page(TITLE)}, interval=5) as arxiv, client:
        answers = [
            await client.get(f"{arxiv.url}/html/{PAPER.id}", returned=(429,)) for _ in range(2)
        ]

    assert [answer.status for answer in answers] == [200, 429]


async def test_the_facts_of_a_paper(library: ArxivLibrary) -> None:
    assert await library.paper(PAPER.id) == PAPER


async def test_a_paper_nobody_wrote(library: ArxivLibrary) -> None:
    with pytest.raises(PaperUnknown):
        await library.paper("2602.99999")


@pytest.mark.parametrize("kind", ["html", "dict"])
async def test_facts_of_something_else(arxiv: FakeArxiv, library: ArxivLibrary, kind: str) -> None:
    arxiv.fail("abs 2602.00001", kind)

    with pytest.raises(SourceMalformed):
        await library.paper(PAPER.id)


@pytest.mark.recorded
def test_recorded_abstract_pages(recorded: Path) -> None:
    pages = sorted((recorded / "arxiv_abs").glob("*.html"))
    papers = [parse_abstract_page(file.read_bytes()) for file in pages]

    assert [paper and paper.id for paper in papers] == ["1902.02534", "2404.10198", "2404.14219"]
    for paper in papers:
        assert paper
        assert len(paper.title) > 20
        assert len(paper.abstract) > 300
        assert len(paper.authors) >= 3
        assert not any("," in author for author in paper.authors)
        assert paper.published_at


@pytest.mark.recorded
def test_recorded_abstract_pages_are_not_withdrawn(recorded: Path) -> None:
    for file in (recorded / "arxiv_abs").glob("*.html"):
        assert not page_says_withdrawn(file.read_bytes())


@pytest.mark.recorded
def test_recorded_refusals_are_no_abstract_pages(recorded: Path) -> None:
    for file in (recorded / "arxiv_nohtml").glob("*.html"):
        assert parse_abstract_page(file.read_bytes()) is None


@pytest.mark.recorded
async def test_recorded_pages_without_html_and_with(recorded: Path) -> None:
    pages = {"2501.11120": (recorded / "arxiv_html" / "2501.11120v1.html").read_bytes()}
    async with (
        FakeArxiv(pages) as arxiv,
        PoliteClient("P (+https://example.org)", limits=QUICK) as client,
    ):
        library = ArxivLibrary(client, arxiv.url, StoppedClock())
        title = "Tell me about yourself: LLMs are aware of their learned behaviors"
        document = await library.document(Paper(id="2501.11120", title=title))

    assert document.version == "v1"
    assert len(document.sections) > 5
