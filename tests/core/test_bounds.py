"""What comes in is as long as it may be, said when it is cut, and left alone otherwise."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from core import bounds
from core.archive import parse_digest, parse_report
from core.document import Document, Figure, Section, Table
from core.errors import ArchiveInvalid
from core.models import Paper
from core.sources.facts import parse_abstract_page
from core.sources.listing import parse_listing
from tests.core.archive.samples import DIGEST, FREE_REPORT
from tests.fakes.arxiv import abstract_page
from tests.fakes.hub import item
from tests.spoken import LANGUAGES

NOW = dt.datetime(2026, 2, 5, tzinfo=dt.UTC)
# The longest real ones: an abstract of arXiv's limit, a title, the authors of a large
# collaboration.
LONG = Paper(
    id="2602.00001",
    title="On the Long Road " * 20,
    abstract="We measured it again and again. " * 60,
    authors=tuple(f"Author Number{number}" for number in range(5_500)),
    organization="The Institute for Advanced Studies of Long Names and Longer Papers",
    ai_keywords=("long papers",) * 30,
)
ENDLESS = Paper(
    id="2602.00001",
    title="a" * 5_000_000,
    abstract="[" * 100_000,
    authors=("b " * 100_000, *("c",) * 20_000),
    organization="中" * 100_000,
    ai_summary="$" * 100_000,
    ai_keywords=("d" * 100_000,) * 200,
)


def test_a_long_paper_is_left_alone() -> None:
    assert bounds.bounded_paper(LONG) is LONG
    assert bounds.shortened(LONG) == ()


def test_an_endless_one_is_cut_and_it_is_known_where() -> None:
    cut = bounds.bounded_paper(ENDLESS)

    assert _longest(cut) == bounds.ABSTRACT
    assert (len(cut.title), len(cut.authors), len(cut.ai_keywords)) == (
        bounds.TITLE,
        bounds.AUTHORS,
        bounds.KEYWORDS,
    )
    assert set(bounds.shortened(cut)) == {
        "title", "abstract", "authors", "organization", "ai_summary", "ai_keywords",
    }  # fmt: skip
    assert cut.title.endswith("…")
    assert bounds.bounded_paper(cut) is cut


def test_a_listing_is_bounded_where_it_comes_in() -> None:
    listed = item(
        ENDLESS.id,
        ENDLESS.title,
        summary=ENDLESS.abstract,
        authors=[{"name": name} for name in ENDLESS.authors],
        organization={"fullname": ENDLESS.organization},
        ai_summary=ENDLESS.ai_summary,
        ai_keywords=list(ENDLESS.ai_keywords),
        projectPage="https://x.example/" + "a" * 100_000,
        githubRepo="https://github.com/a/" + "b" * 100_000,
    )

    found = parse_listing(listed)

    assert found is not None
    assert bounds.bounded_paper(found.paper) is found.paper
    assert set(bounds.shortened(found.paper)) >= {
        "title",
        "abstract",
        "authors",
        "organization",
        "ai_summary",
    }
    assert (found.paper.project_page, found.paper.repository) == (None, None)


@pytest.mark.parametrize(
    "title", ["a" * 3000, "a " * 3000, " \n" * 3000 + "a" * 3000, "a" + " " * 9000 + "b"]
)
def test_no_title_is_cut_without_a_sign(title: str) -> None:
    found = parse_listing(item(ENDLESS.id, title))

    assert found is not None
    assert found.paper.title.endswith("…")


def test_an_abstract_page_is_bounded_where_it_comes_in() -> None:
    found = parse_abstract_page(abstract_page(ENDLESS, 1, None))

    assert found is not None
    assert bounds.bounded_paper(found) is found
    assert "title" in bounds.shortened(found)


def test_a_document_is_bounded_and_a_survey_is_not() -> None:
    survey = Document(
        paper_id="2602.00001",
        title="A Survey",
        sections=tuple(
            Section(f"{number} Part", 1, "x" * 6_000, f"S{number}") for number in range(300)
        ),
        tables=tuple(Table("Table 1: All.", "a | b\n" * 200) for _ in range(200)),
        figures=tuple(
            Figure("Figure 1: " + "x" * 3_000, "https://arxiv.org/x.png") for _ in range(300)
        ),
    )
    endless = dataclasses.replace(
        survey,
        sections=(Section("t" * 9_999, 1, "x" * 9_999_999, "a" * 999),) * 9_000,
        tables=(Table("c" * 99_999, "r" * 9_999_999, ("h" * 9_999,), 1, "a" * 999),) * 9_000,
        figures=(Figure("c" * 99_999, "https://x.example/" + "a" * 9_999, 1, "a" * 999),) * 9_000,
    )

    cut = bounds.bounded_document(endless)

    assert bounds.bounded_document(survey) is survey
    assert sum(len(section.text) for section in cut.sections) == bounds.TEXT
    assert sum(len(table.rows) for table in cut.tables) == bounds.TEXT
    assert (len(cut.sections), len(cut.tables), len(cut.figures)) == (
        bounds.SECTIONS,
        bounds.TABLES,
        bounds.FIGURES,
    )
    assert {section.anchor for section in cut.sections} == {""}
    assert cut.figures[0].address is None
    assert max(len(section.title) for section in cut.sections) == bounds.HEADING


def test_an_archive_with_a_line_or_a_text_without_end_is_refused() -> None:
    line = DIGEST.replace("**标签**: ", "**标签**: " + "a" * 11_000, 1)
    text = DIGEST.replace("  - ", "  - a\n" * 30_000 + "  - ", 1)
    body = FREE_REPORT.replace("   提出", "   a\n" * 30_000 + "   提出", 1)

    for parse, archive in ((parse_digest, line), (parse_digest, text), (parse_report, body)):
        with pytest.raises(ArchiveInvalid) as caught:
            parse(archive.encode(), "file", NOW, LANGUAGES)
        assert caught.value.rule == "too_long"


def _longest(paper: Paper) -> int:
    texts = (
        paper.title,
        paper.abstract,
        paper.organization,
        paper.ai_summary,
        *paper.authors,
        *paper.ai_keywords,
    )
    return max(len(text or "") for text in texts)
