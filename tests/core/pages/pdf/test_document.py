"""A PDF as a document: whose it is, of which version, and what becomes of one that cannot be
read."""

from __future__ import annotations

import asyncio
import dataclasses
import time

import pytest

from core.errors import NoFullText, WrongDocument
from core.models import Paper, Shortfall, Source
from core.pages.pdf.document import PdfLimits, pdf_document
from tests.fakes.pdf import Page, paper_pdf, pdf

TITLE = "Measuring the Patience of Servers with a Very Long Title That Takes Two Lines"
ABSTRACT = "We measure how patient servers are, with a stopwatch and a notebook."
PAPER = Paper(
    id="2602.00001", title=TITLE, abstract=ABSTRACT, authors=("Ada Example", "Bo van Sample")
)
ADDRESS = "https://arxiv.org/pdf/2602.00001"
WHOLE = paper_pdf(TITLE, PAPER.authors, ABSTRACT, stamp="2602.00001v2")
UNSTAMPED = paper_pdf(TITLE, PAPER.authors, ABSTRACT)


async def test_a_document() -> None:
    document = await pdf_document(WHOLE, PAPER, ADDRESS, Shortfall.NO_HTML)

    assert (document.title, document.authors, document.abstract) == (TITLE, PAPER.authors, ABSTRACT)
    assert (document.version, document.source, document.lacking) == (
        "v2",
        Source.PDF,
        Shortfall.NO_HTML,
    )
    assert not document.hidden
    assert [section.title for section in document.sections] == [
        "Introduction",
        "Method",
        "Experiments",
        "Conclusion",
    ]


@pytest.mark.parametrize(("address", "version"), [(ADDRESS + "v3", "v3"), (ADDRESS, None)])
async def test_without_a_stamp_the_address_may_say_the_version(
    address: str, version: str | None
) -> None:
    document = await pdf_document(UNSTAMPED, PAPER, address, Shortfall.WRONG_DOCUMENT)

    assert (document.version, document.lacking) == (version, Shortfall.WRONG_DOCUMENT)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            paper_pdf("Growing Tomatoes on Balconies", ("Cy Gardener",), "Tomatoes like the sun."),
            "title",
        ),
        (paper_pdf(TITLE, PAPER.authors, ABSTRACT, stamp="2602.00002v1"), "title"),
        (
            paper_pdf(
                TITLE, PAPER.authors, ABSTRACT, {"1 Introduction": ["Soon."]}, stamp="2602.00001v1"
            ),
            "empty",
        ),
        (
            paper_pdf(
                TITLE, PAPER.authors, ABSTRACT, {"1 Introduction": ["Soon there is more. " * 20]}
            ),
            "short",
        ),
        (pdf([Page().text(72, 700, TITLE)]), "empty"),
        (pdf([Page()]), "empty"),
    ],
    ids=["another", "stamped", "empty", "short", "title only", "blank"],
)
async def test_another_paper_or_hardly_any(body: bytes, reason: str) -> None:
    with pytest.raises(WrongDocument) as caught:
        await pdf_document(body, PAPER, ADDRESS, Shortfall.NO_HTML)
    told = {"paper_id": PAPER.id, "place": "arXiv", "reason": reason}
    assert caught.value.for_operator() == told


async def test_a_title_may_have_changed_where_the_stamp_says_so() -> None:
    renamed = dataclasses.replace(PAPER, title="On Waiting", abstract="", authors=("Someone Else",))

    assert (await pdf_document(WHOLE, renamed, ADDRESS, Shortfall.NO_HTML)).version == "v2"
    with pytest.raises(WrongDocument):
        await pdf_document(UNSTAMPED, renamed, ADDRESS, Shortfall.NO_HTML)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7 and no more", WHOLE[:500]])
async def test_a_damaged_pdf_is_no_text(body: bytes) -> None:
    with pytest.raises((NoFullText, WrongDocument)):
        await pdf_document(body, PAPER, ADDRESS, Shortfall.NO_HTML)


def endless() -> bytes:
    return pdf([Page().draw("BT /F1 9 Tf " + "(a) Tj 1 0 0 1 0 0 Tm " * 400_000 + "ET")] * 9)


async def test_one_that_takes_too_long_is_no_text_and_holds_nothing_up() -> None:
    body = endless()
    reading = asyncio.gather(
        pdf_document(body, PAPER, ADDRESS, Shortfall.NO_HTML, PdfLimits(seconds=1))
    )
    longest, last = 0.0, time.monotonic()
    while not reading.done():
        await asyncio.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()

    with pytest.raises(NoFullText):
        await reading
    assert longest < 1  # it is not held for all that time


async def test_who_stops_waiting_ends_the_process() -> None:
    reading = asyncio.gather(pdf_document(endless(), PAPER, ADDRESS, Shortfall.NO_HTML))
    await asyncio.sleep(0.3)
    reading.cancel()

    with pytest.raises(asyncio.CancelledError):
        await reading
