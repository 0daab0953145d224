"""How well papers are read: `python -m bench.reading PAGES... [--reports FILES...]`.

PAGES are LaTeXML pages, named by their arXiv ids; each is extracted and held against an independent
reading of it (`bench.reference` says what that one leaves out). FILES are report archives, whose
reports are looked at for their five points and, where the paper's page is among PAGES, for figures
the page does not state. Exits with 1 when a page falls short of what was promised.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from bench import reference
from bench.console import wide_console
from bench.figures import Figure
from bench.place import Place
from core.archive.report import parse_report
from core.checking.verify import Evidence, check, statements
from core.document import Document
from core.identify import paper_id
from core.models import Finding, Paper, Report
from core.pages.html.extract import extract
from locales import languages

LEAST = 0.99  # of the reference's words
FOLDERS = ("arxiv_html", "arxiv_html_browser", "ar5iv_html")
_RUN = 3  # words in a row, so that a word counts only where it stands in its order
_ENTRY = 6  # words that tell a reference

Run = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one page. `found` is a share of `words`; `added` counts words the reference
    has not.

    `found` counts a word when it stands in the same section within the same run of three. `rows` is
    the share of the tables' rows that are a line with the same cells; None for a page without
    tables.
    """

    page: str
    words: int
    found: float
    added: int
    in_order: bool
    scaffold: int
    references: int
    rows: float | None

    @property
    def kept(self) -> bool:
        """Whether the page is read as promised."""
        return self.found >= LEAST and self.in_order and not self.scaffold and not self.references


def measure(place: Place) -> Iterable[Figure]:
    """What is lost of the worst recorded page; nothing where none are recorded."""
    readings = list(recorded(place.recorded)) if place.recorded else []
    if readings:
        worst = min(readings, key=lambda each: each.found)
        yield Figure(
            what=f"words lost or out of order, worst of {len(readings)} recorded pages ({worst.page})",
            ours=100 * (1 - worst.found),
            unit="%",
            limit=100 * (1 - LEAST),
        )


def recorded(folder: Path) -> Iterator[Reading]:
    """The readings of every recorded page."""
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.html")):
            yield compared(path.name, path.read_bytes())


def compared(name: str, html: bytes) -> Reading:
    """The extraction of a page beside the reference's."""
    theirs = reference.read(html.decode("utf-8", "replace"))
    document = _extracted(name, html)
    ours = _sections(document)
    total = sum(map(len, theirs.sections.values()))
    found = sum(_found(words, ours.get(section, [])) for section, words in theirs.sections.items())
    told = [run for words in theirs.sections.values() for run in _runs(words)]
    mine = Counter(run for words in ours.values() for run in _runs(words))
    foreign = mine - Counter(told)
    site = {run for text in theirs.outside for run in _runs(reference.words(text))}
    return Reading(
        page=name,
        words=total,
        found=found / total if total else 1.0,
        added=max(0, sum(map(len, ours.values())) - total),
        in_order=_named(ours, theirs.sections) == _named(theirs.sections, ours),
        scaffold=sum(run in site for run in foreign),
        references=_references(theirs, ours),
        rows=_rows(theirs, document),
    )


def _extracted(name: str, html: bytes) -> Document:
    identifier = paper_id(name.removesuffix(".html")) or name[:10]
    return extract(html, identifier, f"https://arxiv.org/html/{identifier}")


def _sections(document: Document) -> dict[str, list[str]]:
    """The words of each section by the name the reference gives it, in the document's order."""
    found = {
        reference.TITLE: reference.words(document.title),
        reference.ABSTRACT: reference.words(document.abstract),
    }
    for section in document.sections:
        found.setdefault(section.anchor, []).extend(
            reference.words(f"{section.title}\n{section.text}")
        )
    return {name: words for name, words in found.items() if words}


def _named(these: Iterable[str], others: Container[str]) -> list[str]:
    """The sections both know, in the order of these."""
    unnamed = (reference.TITLE, reference.ABSTRACT, reference.FRONT)
    return [name for name in these if name in others and name not in unnamed]


def _runs(words: Sequence[str], length: int = _RUN) -> list[Run]:
    """Every run of that many words; all of them as one where there are fewer."""
    if len(words) <= length:
        return [tuple(words)] if words else []
    return list(zip(*(words[at:] for at in range(length)), strict=False))


def _found(theirs: Sequence[str], ours: Sequence[str]) -> int:
    """How many of their words stand in a run of theirs that is ours too."""
    left = Counter(_runs(ours))
    seen = [False] * len(theirs)
    for at, run in enumerate(_runs(theirs)):
        if left[run] > 0:
            left[run] -= 1
            seen[at : at + len(run)] = [True] * len(run)
    return sum(seen)


def _references(theirs: reference.Reference, ours: dict[str, list[str]]) -> int:
    """How many entries of the bibliography begin somewhere in ours where the reference has no such
    words."""
    told = {run for words in theirs.sections.values() for run in _runs(words, _ENTRY)}
    mine = {run for words in ours.values() for run in _runs(words, _ENTRY)} - told
    found = 0
    for entry in theirs.entries:
        beginnings = _runs(reference.words(entry), _ENTRY)[:3]
        found += not mine.isdisjoint(beginnings)
    return found


def _rows(theirs: reference.Reference, document: Document) -> float | None:
    """The share of the reference's rows of two cells or more that are a line of the document with
    the same cells."""
    lines = (
        line for section in document.sections for line in section.text.split("\n") if " | " in line
    )
    mine = Counter(_cells(line.split("|")) for line in lines)
    rows = Counter(
        row for table in theirs.tables for cells in table if len(row := _cells(cells)) > 1
    )
    return (rows & mine).total() / rows.total() if rows else None


def _cells(cells: Iterable[str]) -> tuple[Run, ...]:
    return tuple(words for cell in cells if (words := tuple(reference.words(cell))))


# Reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How complete a report is: which of the five points it lacks, and its figures by what became
    of them."""

    paper_id: str
    lacking: tuple[str, ...]
    findings: dict[Finding, int] | None


def judged(report: Report, paper: Paper, document: Document | None) -> Completeness:
    """The report's completeness; without its paper's document no figure is looked up."""
    usage, results = report.usage, report.results
    points = {
        "field": report.field,
        "contribution": report.contribution,
        "usage": usage.input or usage.output or usage.steps or usage.requirements or usage.notes,
        "innovations": report.innovations[2:],  # three are asked for
        "results": results.datasets or results.comparisons or results.figures or results.notes,
    }
    findings = None
    if document is not None:
        claims = check(statements(report), Evidence.of(paper, document)).claims
        findings = dict(Counter(claim.finding for claim in claims))
    return Completeness(
        paper_id=report.paper_id,
        lacking=tuple(name for name, point in points.items() if not point),
        findings=findings,
    )


# The command


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 when every page is read as promised, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.reading", description="Measure how well papers are read."
    )
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--reports", nargs="*", type=Path, default=[], metavar="FILE")
    given = parser.parse_args(arguments)
    console = wide_console()
    readings = [compared(path.name, path.read_bytes()) for path in given.pages]
    console.print(_pages_table(readings))
    if given.reports:
        documents = [_extracted(path.name, path.read_bytes()) for path in given.pages]
        console.print(
            _reports_table(given.reports, {document.paper_id: document for document in documents})
        )
    return 0 if all(reading.kept for reading in readings) else 1


def _pages_table(readings: Iterable[Reading]) -> Table:
    table = Table(
        "page",
        "words",
        "found",
        "added",
        "in order",
        "scaffold",
        "references",
        "rows",
        "",
        box=None,
    )
    for each in readings:
        order, rows = (
            "yes" if each.in_order else "no",
            "—" if each.rows is None else f"{each.rows:.1%}",
        )
        shares = (str(each.words), f"{each.found:.2%}", str(each.added), order)
        verdict = "[green]ok[/]" if each.kept else "[bold red]not ok[/]"
        table.add_row(each.page, *shares, str(each.scaffold), str(each.references), rows, verdict)
    return table


def _reports_table(files: Iterable[Path], documents: dict[str, Document]) -> Table:
    table = Table("report", "lacking", "found", "derivable", "not found", box=None)
    for file in files:
        archive = parse_report(
            file.read_bytes(), file.name, dt.datetime.fromtimestamp(0, dt.UTC), languages()
        )
        papers = {paper.id: paper for paper in archive.papers}
        for report in archive.reports:
            each = judged(report, papers[report.paper_id], documents.get(report.paper_id))
            counts = (
                ("—",) * 3
                if each.findings is None
                else (str(each.findings.get(kind, 0)) for kind in Finding)
            )
            table.add_row(each.paper_id, ", ".join(each.lacking) or "nothing", *counts)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
