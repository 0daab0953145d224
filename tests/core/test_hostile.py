"""Hidden orders never reach the document, and so never the model; a page of another paper is
refused."""

from __future__ import annotations

import dataclasses

import pytest

from core.document import Document
from core.models import Paper
from core.pages.html.extract import extract, mismatch
from core.reading.condense import condense, plain_text
from core.reading.prompts import material
from tests.core.hostile import ORDERS, OTHER, PAGES, Hostile, laced

PAPER = Paper(
    id="2602.00001",
    title="Folding Paper Boats with Sparse Attention",
    authors=("Ada Lovelace", "Alan Turing"),
)
SEEN = (
    "Boats float.",
    "They float well.",
    "A note.",
    "A listed boat.",
    "Nobody sank.",
    "Ours",
    "71.2",
    "Table 1: Overall",
)


def read(html: str) -> Document:
    return extract(html, PAPER.id, f"https://arxiv.org/html/{PAPER.id}")


@pytest.mark.parametrize("hostile", PAGES, ids=lambda each: each.name)
class TestPages:
    def test_it_holds_the_orders(self, hostile: Hostile) -> None:
        assert all(order in hostile.html for order in ORDERS)

    def test_nothing_hidden_reaches_the_document_or_the_model(self, hostile: Hostile) -> None:
        found = read(hostile.html)
        told = (
            repr(dataclasses.asdict(found)),
            material(PAPER, condense(found, 2000)),
            material(PAPER, plain_text(found)),
        )

        for text in told:
            letters = "".join(text.split())
            for order in ORDERS:
                assert order not in text
                assert order.replace(" ", "") not in letters

    def test_what_people_see_survives(self, hostile: Hostile) -> None:
        found = read(hostile.html)
        text = plain_text(found)

        assert [words for words in SEEN if words not in text] == []
        assert found.title.startswith("Folding Paper Boats with Sparse Attention")
        assert found.authors[0].startswith("Ada Lovelace")
        assert [part.title[:6] for part in found.sections] == ["1 Intr", "2 Resu"]
        assert found.figures[0].caption.startswith("Figure 1: The boat.")
        assert found.tables[0].heads == ("Method", "Lakes")
        assert mismatch(found, PAPER) is None

    def test_it_says_that_text_was_hidden(self, hostile: Hostile) -> None:
        assert read(hostile.html).hidden is hostile.flagged


def test_a_page_without_orders_hides_nothing() -> None:
    found = read(
        laced('<span style="color:white">0</span><span style="visibility:hidden">ab</span>')
    )

    assert not found.hidden


def test_the_page_of_another_paper_is_refused_by_title_and_authors() -> None:
    found = read(OTHER)

    assert mismatch(found, PAPER) == "title"
    assert (
        mismatch(found, dataclasses.replace(PAPER, title=found.title, authors=found.authors))
        is None
    )
    # Its own title is half alike: the authors decide.
    assert (
        mismatch(found, dataclasses.replace(PAPER, authors=("Kurt Gödel", "Emmy Noether"))) is None
    )
