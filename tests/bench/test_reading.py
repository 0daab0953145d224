"""The quality harness: what it counts, and what recorded pages come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import reference
from bench.reading import LEAST, compared, judged, main
from bench.reading import recorded as readings_of
from core.models import Finding, Labelled, Paper, Provenance, Report, Results, Source, Usage, Writer
from core.pages.html.extract import extract
from tests.core.pages.html.pages import FILLER, page, paragraph, section

BIBLIOGRAPHY = (
    '<section id="bib" class="ltx_bibliography"><h2>References</h2><ul><li class="ltx_bibitem">Knuth, D. E. (1984). '
    "Literate programming of paper boats. The Computer Journal.</li></ul></section>"
)
TABLE = "<table class='ltx_tabular'><tr><td>Ours</td><td>{}</td></tr><tr><td>Theirs</td><td>2</td></tr></table>"


def good(body: str = "") -> str:
    first = section(
        "1 One",
        paragraph('We <b>fold</b> boats <math alttext="x_{1}"></math>.') + body,
        anchor="S1",
    )
    return page(
        first + section("2 Two", paragraph(FILLER) + TABLE.format(1), anchor="S2") + BIBLIOGRAPHY
    )


def test_the_reference_reads_the_article_alone() -> None:
    found = reference.read(
        good(
            '<p>naïve<sup class="ltx_note_mark">1</sup><span class="ltx_ERROR">x</span> end<br>next'
        )
    )

    assert found.sections["S1"] == [
        "1",
        "One",
        "We",
        "fold",
        "boats",
        "x",
        "1",
        "naïve",
        "end",
        "next",
    ]
    assert found.sections[reference.TITLE] == [
        "Folding",
        "Paper",
        "Boats",
        "with",
        "Sparse",
        "Attention",
    ]
    assert found.sections[reference.ABSTRACT][-3:] == ["It", "works", "well"]
    assert found.tables == [[["Ours", "1"], ["Theirs", "2"]]]
    assert found.entries[0].startswith("Knuth, D. E.")
    assert "Back to arXiv" in found.outside
    assert not any("Contents entry" in text for text in found.outside)


def test_a_page_read_well() -> None:
    reading = compared("2602.00001.html", good().encode())

    assert reading.kept
    assert (reading.found, reading.added, reading.scaffold, reading.references, reading.rows) == (
        1,
        0,
        0,
        0,
        1,
    )


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<p style="color:white">' + "Words the reference takes for text. " * 40 + "</p>", "found"),
        ('<section id="S1.SS1">' + paragraph("lost " * 300) + "</section>", "found"),
    ],
)
def test_what_is_lost_or_in_another_section_is_counted(body: str, what: str) -> None:
    reading = compared("2602.00001.html", good(body).encode())

    assert not reading.kept
    assert getattr(reading, what) < LEAST


def test_a_report_lacking_points_and_with_figures_looked_up() -> None:
    made = Provenance(source=Source.HTML, writer=Writer.MODEL, created_at=None)  # type: ignore[arg-type]
    report = Report(
        paper_id="2602.00001",
        language="en",
        field="Boats",
        contribution="It folds 512 boats in 37 seconds.",
        usage=Usage(),
        innovations=(Labelled("a", "b"),),
        results=Results(datasets=("Lakes",)),
        provenance=made,
    )
    document = extract(
        good(paragraph("We fold 512 boats.")), "2602.00001", "https://arxiv.org/html/2602.00001"
    )

    told = judged(report, Paper(id="2602.00001", title="Boats"), document)

    assert told.lacking == ("usage", "innovations")
    assert told.findings is not None
    assert told.findings[Finding.FOUND] >= 1
    assert told.findings[Finding.MISSING] >= 1
    assert judged(report, Paper(id="2602.00001", title="Boats"), None).findings is None


def test_the_command_prints_a_row_for_each_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2602.00001.html").write_text(good())
    (tmp_path / "2602.00002.html").write_text(
        good('<section id="S1.SS1">' + paragraph("lost " * 300) + "</section>")
    )

    assert main([str(tmp_path / "2602.00001.html")]) == 0
    assert main([str(tmp_path / "2602.00001.html"), str(tmp_path / "2602.00002.html")]) == 1
    assert "2602.00002.html" in capsys.readouterr().out


@pytest.mark.recorded
class TestRecorded:
    def test_every_page_is_read_as_promised(self, recorded: Path) -> None:
        readings = list(readings_of(recorded))

        assert len(readings) == 11
        for reading in readings:
            assert reading.kept, reading
            assert reading.added <= 0.001 * reading.words, reading
            assert reading.rows is None or reading.rows >= 0.99, reading

    def test_reports_are_complete(self, recorded: Path, capsys: pytest.CaptureFixture[str]) -> None:
        pages = sorted((recorded / "arxiv_html_browser").glob("2404.10198*.html"))
        reports = sorted((recorded / "reports").glob("*.md"))

        assert main([*map(str, pages), "--reports", *map(str, reports)]) == 0
        assert capsys.readouterr().out.count("nothing") == 44
