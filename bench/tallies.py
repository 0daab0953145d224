"""Sentences made false by machine and statements that people wrote, held against the recorded
pages: how many are caught, and how many true figures are flagged."""

# Tested in tests/bench/test_figure_check.py.

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.table import Table

from bench.mutations import KINDS, Statement, statements
from core.checking.verify import Evidence, check
from core.document import Document
from core.models import Finding, Paper
from core.pages.html.extract import extract
from tests.core.natural import ANSWERED, OWN, OWN_STATED, STATED

SEED, MUTATIONS = 20260203, 1000
FOLDERS = ("ar5iv_html", "arxiv_html", "arxiv_html_browser")
# The rules were tuned on these papers' pages alone; the others say what that is worth.
TUNED_ON = (
    "1706.03762",
    "1810.04805",
    "2306.08568",
    "2402.07043",
    "2404.09516",
    "2404.10198",
    "2404.14219",
)
FALSE = "false statement"
WHOLE = "all pages"


@dataclass(slots=True)
class Tally:
    """What the check made of a sample of statements."""

    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    figures: int = 0
    flagged: int = 0
    escaped: list[tuple[str, str, str]] = field(default_factory=list)
    alarms: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another sample's too."""
        self.made += other.made
        self.caught += other.caught
        self.figures += other.figures
        self.flagged += other.flagged
        self.escaped += other.escaped
        self.alarms += other.alarms

    @property
    def missed_share(self) -> float:
        """Percent of the mutations that were not caught."""
        return 100 * (self.made.total() - self.caught.total()) / self.made.total()

    @property
    def flagged_share(self) -> float:
        """Percent of the true figures that were flagged."""
        return 100 * self.flagged / self.figures


def pages(recorded: Path) -> dict[str, Document]:
    """The recorded papers, by the page's file name; every era of them."""
    found = [path for folder in FOLDERS for path in sorted((recorded / folder).glob("*.html"))]
    return {
        f"{path.parent.name}/{path.stem}": extract(
            path.read_bytes(), path.stem[:10], "https://arxiv.org/html/x"
        )
        for path in found
    }


def prepared(documents: dict[str, Document]) -> dict[str, Evidence]:
    """The evidence of each page."""
    return {name: Evidence.of(paper_of(document), document) for name, document in documents.items()}


def paper_of(document: Document) -> Paper:
    """The paper that a document is of."""
    return Paper(id=document.paper_id, title=document.title, abstract=document.abstract)


def tally(pool: list[Statement], evidence: dict[str, Evidence], mutations: int, seed: int) -> Tally:
    """What becomes of every statement, and of so many mutations of them, the same number of each
    kind."""
    result = Tally()
    for statement in pool:
        claims = check([statement.text], evidence[statement.page]).figures
        missing = [claim.text for claim in claims if claim.finding is Finding.MISSING]
        result.figures += len(claims)
        result.flagged += len(missing)
        result.alarms += [(each, statement.text) for each in missing]
    for kind in KINDS:
        for before, after in mutated(
            pool, kind, mutations // len(KINDS), random.Random(f"{seed} {kind}")
        ):
            result.made[kind] += 1
            if _missing(after, before.page, evidence) - _missing(
                before.text, before.page, evidence
            ):
                result.caught[kind] += 1
            else:
                result.escaped.append((kind, before.text, after))
    return result


def _missing(text: str, page: str, evidence: dict[str, Evidence]) -> Counter[str]:
    return Counter(claim.text for claim in check([text], evidence[page]).missing)


def mutated(
    pool: list[Statement], kind: str, wanted: int, chance: random.Random
) -> Iterator[tuple[Statement, str]]:
    """So many statements, each with what a mutation of that kind makes of it."""
    made = tried = 0
    while made < wanted and tried < 400 * wanted:
        tried += 1
        statement = chance.choice(pool)
        after = KINDS[kind](statement.text, chance)
        if after is not None and after != statement.text:
            made += 1
            yield statement, after


def samples(recorded: Path, seed: int = SEED) -> dict[str, Tally]:
    """The tallies of all pages, of those the rules were tuned on, and of the unseen ones."""
    documents = pages(recorded)
    evidence = prepared(documents)
    pool = list(
        dict.fromkeys(
            each for name, document in documents.items() for each in statements(document, name)
        )
    )
    tuned = [each for each in pool if each.page.partition("/")[2].startswith(TUNED_ON)]
    unseen = [each for each in pool if not each.page.partition("/")[2].startswith(TUNED_ON)]
    return {
        WHOLE: tally(pool, evidence, MUTATIONS, seed),
        "tuned on": tally(tuned, evidence, MUTATIONS, seed),
        "unseen": tally(unseen, evidence, MUTATIONS, seed),
    }


def natural(recorded: Path | None) -> dict[str, Tally]:
    """What becomes of the statements people wrote: about each recorded page, an invented paper, and
    quotes alone."""
    results = {
        "own method": _told(Evidence.of(paper_of(OWN), OWN), OWN_STATED.true, OWN_STATED.false)
    }
    results["quotes"] = Tally()
    for each in ANSWERED:
        results["quotes"].add(_told(Evidence.of_texts(each.quotes), each.true, each.false))
    evidence = prepared(pages(recorded)) if recorded else {}
    results |= {
        each.page: _told(evidence[each.page], each.true, each.false)
        for each in STATED
        if each.page in evidence
    }
    whole = Tally()
    for result in results.values():
        whole.add(result)
    return {**results, "in all": whole}


def _told(evidence: Evidence, true: Iterable[str], false: Iterable[str]) -> Tally:
    result = Tally()
    for text in true:
        claims = check([text], evidence).figures
        missing = [claim.text for claim in claims if claim.finding is Finding.MISSING]
        result.figures += len(claims)
        result.flagged += len(missing)
        result.alarms += [(each, text) for each in missing]
    for text in false:
        result.made[FALSE] += 1
        if any(claim.finding is Finding.MISSING for claim in check([text], evidence).figures):
            result.caught[FALSE] += 1
        else:
            result.escaped.append((FALSE, text, text))
    return result


def as_table(results: dict[str, Tally]) -> Table:
    """A row for each kind of mutation: how many of it were caught, per sample."""
    table = Table("mutation", *results, box=None, pad_edge=False)
    for kind in KINDS:
        table.add_row(
            kind, *(f"{each.caught[kind]}/{each.made[kind]}" for each in results.values())
        )
    table.add_row(
        "caught in all", *(f"{100 - each.missed_share:.1f} %" for each in results.values())
    )
    flagged = (
        f"{each.flagged}/{each.figures} = {each.flagged_share:.1f} %" for each in results.values()
    )
    table.add_row("true figures flagged", *flagged)
    return table


def natural_table(results: dict[str, Tally]) -> Table:
    """A row for each paper: false statements caught, true figures flagged."""
    table = Table(
        "statements about", "false ones caught", "true figures flagged", box=None, pad_edge=False
    )
    for name, each in results.items():
        flagged = f"{each.flagged}/{each.figures} = {each.flagged_share:.1f} %"
        table.add_row(name, f"{each.caught[FALSE]}/{each.made[FALSE]}", flagged)
    return table
