"""What the figure check makes of statements about papers that are not recorded here.

A paper is a folder, however deep, with paper.html, which is read as arXiv's pages are, and
statements.json: a list of objects with `text`, `source` ("table" or "prose"), `found_by`, `fault`
(the name of a Fault, or null where the statement is true) and `wrong` (the figures that do not
hold). Papers whose folder one of the kept patterns fits are counted where that is asked for, and no
case of theirs is ever printed: `python -m bench.figure_check --pages FOLDER --kept 'b/*' --count`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from rich.table import Table

from bench import stated
from bench.elsewhere import whole
from bench.stated import Outcomes
from core.checking.verify import Evidence, decided_by_rules
from core.checking.weighing import weigh
from core.models import Finding, Paper
from core.pages.html.extract import extract
from core.sentences import sentences
from tests.core.model_statements import Fault, Source, Statement

LEARNING, KEPT = "learning", "kept"


@dataclass(frozen=True, slots=True)
class Brought:
    """A paper from elsewhere, by its folder, and the statements about it."""

    name: str
    evidence: Evidence
    statements: tuple[Statement, ...]


def brought(folder: Path, kept: Sequence[str] = ()) -> tuple[list[Brought], list[Brought]]:
    """The papers below a folder that may be read, and those that a kept pattern fits."""
    found: tuple[list[Brought], list[Brought]] = ([], [])
    for path in sorted(folder.rglob("statements.json")):
        name = path.parent.relative_to(folder).as_posix()
        page = path.with_name("paper.html")
        if page.is_file():
            is_kept = any(fnmatch(name, pattern) for pattern in kept)
            found[is_kept].append(_read(name, page, path))
    return found


def _read(name: str, page: Path, path: Path) -> Brought:
    document = extract(whole(page.read_bytes()), name, "https://arxiv.org/html/x")
    paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
    told = json.loads(path.read_text("utf-8"))
    statements = (
        Statement(
            name,
            Source(each["source"]),
            each["text"],
            each["found_by"],
            Fault[each["fault"]] if each["fault"] else None,
            tuple(each.get("wrong") or ()),
        )
        for each in told
    )
    return Brought(name, Evidence.of(paper, document), tuple(statements))


def sources(folder: Path, papers: Iterable[Brought]) -> list[str]:
    """Where papers are from, as source.txt beside each says."""
    found: list[str] = []
    for each in papers:
        told = folder / each.name / "source.txt"
        if told.is_file():
            found.append(
                f"{each.name}: {'; '.join(told.read_text('utf-8').split(chr(10))).strip('; ')}"
            )
    return found


def tell(papers: Iterable[Brought]) -> dict[str, Outcomes]:
    """What becomes of the statements, for each paper and for all of them."""
    results: dict[str, Outcomes] = {}
    whole = Outcomes()
    for each in papers:
        results[each.name] = stated.told(each.statements, {each.name: each.evidence})
        whole.add(results[each.name])
    return {**results, stated.WHOLE: whole}


def why(papers: Iterable[Brought]) -> Counter[str]:
    """Who doubted true figures, and for what reason: "rules, another value stands there"."""
    found: Counter[str] = Counter()
    for paper in papers:
        for each in paper.statements:
            if each.true:
                found.update(doubts(each.text, paper.evidence))
    return found


def doubts(text: str, evidence: Evidence) -> Iterator[str]:
    """Who doubts the figures of a text, and for what reason."""
    for sentence in sentences(text):
        decided = decided_by_rules(sentence, evidence)
        if decided is None:
            continue
        by_rules = [each.finding is Finding.MISSING for each in decided.readings]
        weigh(decided, evidence)
        for ruled, reading in zip(by_rules, decided.readings, strict=True):
            if reading.finding is Finding.MISSING:
                yield f"{'rules' if ruled else 'trees'}, {reading.reason}"


def by_fault(results: Mapping[str, Outcomes]) -> Table:
    """A row for each fault: how many false statements are doubted, open and confirmed."""
    table = Table("fault", *results, box=None, pad_edge=False)
    for fault in Fault:
        cells: list[str] = []
        for each in results.values():
            count = each.by_fault.get(str(fault), Counter())
            told = (Finding.MISSING, Finding.OPEN, Finding.FOUND)
            cells.append(" / ".join(str(count[finding]) for finding in told))
        table.add_row(str(fault), *cells)
    return table
