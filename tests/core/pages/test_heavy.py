"""Pages that could take their parser long are read in a process of its own, and give the same."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest

from core.bounds import ABSTRACT, TITLE
from core.document import Document
from core.errors import WrongDocument
from core.models import Paper
from core.pages.heavy import (
    PageLimits,
    PageTooHeavy,
    read_abstract_page,
    read_article,
    read_listing_data,
    read_withdrawal,
)
from core.pages.html.depth import is_light
from core.pages.html.extract import extract
from core.sources.facts import listing_data, page_says_withdrawn, parse_abstract_page
from tests.core.pages.html.pages import FILLER, page, paragraph, section
from tests.fakes.arxiv import abstract_page

ID, ADDRESS = "2602.00001", "https://arxiv.org/html/2602.00001"
LITTLE = PageLimits(seconds=2, megabytes=256)
HEAVY = f"<!--{'x' * 70_000}-->"
FIGURE = (
    '<figure class="ltx_figure" id="F1"><img src="x.png" width="300"><figcaption>Figure 1: A boat.</figcaption>'
    "</figure>"
)
TABLE = (
    '<figure class="ltx_table" id="T1"><figcaption>Table 1: Boats.</figcaption><table><thead><tr><th>Boat</th><th>Lakes'
    "</th></tr></thead><tr><td>Ours</td><td>71.2</td></tr></table></figure>"
)
PAPER = Paper(
    id=ID,
    title="Folding Paper Boats",
    abstract="We fold boats.",
    authors=("Ada Lovelace", "Bo van Sample"),
    published_at=dt.datetime(2026, 2, 3, tzinfo=dt.UTC),
)


async def test_a_long_page_is_the_same_document() -> None:
    html = page(
        section("1 One", paragraph(FILLER) + FIGURE + TABLE) + HEAVY, authors="Ada Lovelace"
    ).encode()

    assert not is_light(html)
    assert await read_article(html, ID, ADDRESS) == extract(html, ID, ADDRESS)


async def test_a_short_page_is_the_same_document() -> None:
    html = (
        page(section("1 One", paragraph(FILLER) + FIGURE + TABLE))
        .replace("<style>.x{color:red}</style>", "")
        .encode()
    )

    assert is_light(html)
    assert await read_article(html, ID, ADDRESS) == extract(html, ID, ADDRESS)


@pytest.mark.parametrize("around", ["", HEAVY])
async def test_what_is_wrong_with_a_page_is_told(around: str) -> None:
    with pytest.raises(WrongDocument) as caught:
        await read_article(f"<p>nothing</p>{around}".encode(), ID, ADDRESS)
    assert caught.value.reason == "scaffold"


@pytest.mark.parametrize("around", ["", HEAVY])
async def test_small_pages_state_the_same(around: str) -> None:
    html = abstract_page(PAPER, 2, None) + around.encode()
    gone = abstract_page(PAPER, 2, "This paper has been withdrawn by the author.") + around.encode()
    day = f'<div data-target="DailyPapers" data-props="{{&quot;a&quot;: &quot;&lt;b&gt;&quot;}}"></div>{around}'.encode()

    assert await read_abstract_page(html) == parse_abstract_page(html) == PAPER
    assert await read_abstract_page(f"<p>no</p>{around}".encode()) is None
    assert not await read_withdrawal(html)
    assert await read_withdrawal(gone) is page_says_withdrawn(gone) is True
    assert await read_listing_data(day) == listing_data(day) == '{"a": "<b>"}'
    assert await read_listing_data(f"<p>no</p>{around}".encode()) is None


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "".join(f"<b a{number}>" for number in range(5000)) + "<div>" + "<p>x" * 20_000,
        "<style>"
        + "p:has(b) ~ p:has(i) ~ p:has(u) ~ p {color:white}" * 50
        + "</style>"
        + "<p>x</p>" * 20_000,
    ],
    ids=["formatting opened again in every paragraph", "selectors that look everywhere"],
)
async def test_a_page_that_wants_too_much_is_given_up(body: str) -> None:
    html = page(section("1 One", paragraph(FILLER) + body)).encode()

    with pytest.raises(WrongDocument) as caught:
        await read_article(html, ID, ADDRESS, LITTLE)
    assert caught.value.reason == "size"
    for read in (read_abstract_page, read_listing_data):
        with suppress(PageTooHeavy):
            assert await read(html, LITTLE) is None


async def test_what_is_too_long_is_cut_and_a_long_paper_is_not() -> None:
    long = page(section("1 One", paragraph(FILLER * 400)), title="Boats " * 100).encode()
    endless = page(
        section("1 One", paragraph(FILLER)), title="Boats " * 9000, abstract="We fold. " * 9000
    ).encode()

    whole, cut = await read_article(long, ID, ADDRESS), await read_article(endless, ID, ADDRESS)

    assert whole == extract(long, ID, ADDRESS)
    assert (len(cut.title), len(cut.abstract)) == (TITLE, ABSTRACT)
    assert cut.title.endswith("…")


@pytest.mark.recorded
async def test_recorded_pages_are_the_same_read_apart(recorded: Path) -> None:
    for folder in ("arxiv_html", "arxiv_html_browser", "ar5iv_html"):
        for file in sorted((recorded / folder).glob("*.html"))[::3]:
            html = file.read_bytes()
            found: Document = await read_article(html, file.name[:10], ADDRESS)
            assert found == extract(html, file.name[:10], ADDRESS), file.name
