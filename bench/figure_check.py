"""The figure check over recorded pages: the mutations it catches, the true figures it flags, and
what it costs.

`python -m bench.figure_check` prints the table per kind of mutation, `--natural` what becomes of
the statements that people wrote about the same pages, which share few words with them,
`--statements` of those written as a model writes them, tuned on and unseen apart, and
`--pairs FILE` what becomes of texts that a model wrote of papers (bench/pairs.py says of the file);
`--doubts` what a second look settles (bench/doubted.py); `--pages FOLDER` what becomes of statements
about papers that lie elsewhere (bench/brought.py says how), or of doubts about them.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import brought, doubted, pairs, stated
from bench.figures import Figure, Times
from bench.mutations import KINDS, Statement, statements
from bench.place import Place, bare_place
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
MISSED, FLAGGED = 4.0, 0.5  # percent
NATURAL_MISSED, NATURAL_FLAGGED = 25.0, 3.0
FALSE = "false statement"
WHOLE = "all pages"
PREPARE = 35.0  # times what reading the words once takes
WORD, NUMBER, SENTENCE = (
    re.compile(r"\w+|[^\w\s]"),
    re.compile(r"\d+(?:\.\d+)?"),
    re.compile(r"(?<=[.!?])\s+|\n"),
)
RUNS, HEAVIEST = 7, "2402.07043v1"  # 2.2 MB of HTML


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


def measure(place: Place) -> Iterable[Figure]:
    """Mutations missed, true figures flagged, and the cost; nothing where there are no recorded
    pages."""
    if place.recorded is None or not (found := pages(place.recorded)):
        return
    for name, result in samples(place.recorded).items():
        yield Figure(
            what=f"figure check, {name}: of {result.made.total()} mutations missed (seed {SEED})",
            ours=result.missed_share,
            unit="%",
            limit=MISSED if name == WHOLE else None,
        )
        yield Figure(
            what=f"figure check, {name}: of {result.figures} true figures flagged",
            ours=result.flagged_share,
            unit="%",
            limit=FLAGGED if name == WHOLE else None,
        )
    told = natural(place.recorded)["in all"]
    yield Figure(
        what=f"figure check, as people write: of {told.made.total()} false statements missed",
        ours=told.missed_share,
        unit="%",
        limit=NATURAL_MISSED,
    )
    yield Figure(
        what=f"figure check, as people write: of {told.figures} true figures flagged",
        ours=told.flagged_share,
        unit="%",
        limit=NATURAL_FLAGGED,
    )
    yield from stated.measure(prepared(found))
    yield from _costs(place.recorded, found)


def _costs(recorded: Path, documents: dict[str, Document]) -> Iterator[Figure]:
    """CPU time on the longest paper, and the preparing of that and of the heaviest page."""
    longest = max(documents, key=lambda name: len(_text(documents[name])))
    evidence = prepared({longest: documents[longest]})[longest]
    texts = ten_pages(
        [longest, *(name for name in documents if name != longest)], documents, evidence
    )
    found = len(check(texts, evidence).figures)
    page = (recorded / f"{longest}.html").read_bytes()
    extracting = _cpu(lambda: extract(page, longest, "https://arxiv.org/html/x"))
    preparing = _cpu(partial(prepared, {longest: documents[longest]}))
    yield Figure(
        what=f"checking {found} figures in {sum(map(len, texts))} characters: CPU time",
        ours=_cpu(lambda: check(texts, evidence)),
        unit="ms",
        limit=Times(1.0, extracting + preparing, "extracting and preparing that page"),
        naive=_cpu(lambda: _searched(texts, _text(documents[longest]))),
        naively="looking for each number in each sentence",
    )
    for name in documents:
        if name == longest or name.endswith(HEAVIEST):
            read = _cpu(partial(WORD.findall, _text(documents[name])))
            yield Figure(
                what=f"preparing the text of {name}: CPU time",
                ours=_cpu(partial(prepared, {name: documents[name]})),
                unit="ms",
                limit=Times(PREPARE, read, "reading its words once"),
            )


def _text(document: Document) -> str:
    return "\n".join(section.text for section in document.sections)


def _searched(texts: list[str], paper: str) -> int:
    """How many sentences of the paper hold a number of the texts, as one finds out without a
    check."""
    sentences = SENTENCE.split(paper)
    held = 0
    for number in NUMBER.findall("\n".join(texts)):
        alone = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d])")
        held += sum(alone.search(sentence) is not None for sentence in sentences)
    return held


def ten_pages(
    names: list[str], documents: dict[str, Document], evidence: Evidence, wanted: int = 60
) -> list[str]:
    """Statements with that many figures, the named papers' in turn: what is true elsewhere costs
    the check as much."""
    texts: list[str] = []
    for statement in (each for name in names for each in statements(documents[name], name)):
        texts.append(statement.text)
        if len(check(texts, evidence).figures) >= wanted:
            break
    return texts


def _cpu(work: Callable[[], object]) -> float:
    """Milliseconds of this thread, the median of several runs."""
    taken: list[float] = []
    for _ in range(RUNS):
        begun = time.thread_time()
        work()
        taken.append(1000 * (time.thread_time() - begun))
    return statistics.median(taken)


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


def _told_of_pairs(console: Console, path: Path, seed: int, listed: Sequence[str]) -> int:
    """1 where a limit is missed; `listed` says what else is printed: "flags", "open", "escaped"."""
    results = pairs.tell(pairs.read(path), seed)
    console.print(f"seed {seed}")
    console.print(pairs.as_table(results))
    for line in pairs.listed(results, listed):
        print(line)
    missed = pairs.missed(results)
    for each in missed:
        console.print(f"missed: {each}")
    return 1 if missed else 0


def _told_of_doubts(console: Console, recorded: Path) -> int:
    """1 where a limit is missed."""
    results = doubted.tell(pages(recorded))
    console.print(doubted.as_table(results))
    for line in doubted.listed(results[doubted.TUNED_ON]):
        print(line)
    missed = doubted.missed(results)
    for each in missed:
        console.print(f"missed: {each}")
    return 1 if missed else 0


def _told_of_doubts_of_pages(console: Console, asked: argparse.Namespace) -> int:
    """0; the cases of the papers that are not kept are listed, where that is asked for."""
    for kept in (False, *([True] if asked.count else [])):
        results = doubted.of_pages(asked.pages, asked.kept, kept=kept)
        console.print(brought.KEPT if kept else brought.LEARNING)
        console.print(doubted.as_table(results))
        if asked.list and not kept:
            for line in doubted.listed(results[doubted.BROUGHT]):
                print(line)
    return 0


def _told_of_statements(console: Console, recorded: Path, listed: Sequence[str]) -> int:
    """1 where a limit is missed; `listed` says what is printed of the statements tuned on."""
    results = stated.tell(prepared(pages(recorded)))
    console.print(stated.as_table(results))
    for line in stated.listed(results, listed):
        print(line)
    return 0 if stated.kept(results) else 1


def _told_of_pages(console: Console, asked: argparse.Namespace) -> int:
    """1 where a limit is missed."""
    read, kept = brought.brought(asked.pages, asked.kept)
    parts = {brought.LEARNING: read, **({brought.KEPT: kept} if asked.count else {})}
    results = {name: brought.tell(papers) for name, papers in parts.items()}
    whole = {name: told[stated.WHOLE] for name, told in results.items()}
    for name, told in results.items():
        console.print(name)
        console.print(stated.as_table(told))
    console.print("false ones ⚠ / open / ✓")
    console.print(brought.by_fault(whole))
    for name, papers in parts.items():
        console.print(f"true figures ⚠, {name}: {dict(brought.why(papers).most_common())}")
    for line in stated.listed({"tuned on": whole[brought.LEARNING]}, asked.list):
        print(line)
    return 0 if all(map(stated.keeps, whole.values())) else 1


def main() -> int:
    """The exit code: 1 where a limit is missed or there are no recorded pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.figure_check", description=__doc__)
    parser.add_argument("--natural", action="store_true", help="statements that people wrote")
    parser.add_argument("--statements", action="store_true", help="as a model writes them")
    parser.add_argument("--pairs", type=Path, help="papers and what a model wrote of them")
    parser.add_argument("--doubts", action="store_true", help="what a second look settles")
    parser.add_argument("--pages", type=Path, help="a folder of papers and statements about them")
    parser.add_argument("--kept", nargs="*", default=(), help="patterns of papers whose statements "
                        "nobody reads")  # fmt: skip
    parser.add_argument("--count", action="store_true", help="count the kept ones too")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--list", nargs="*", default=(), choices=pairs.LISTS, help="of the half "
                        "that the rules are tuned on")  # fmt: skip
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 130)
    if asked.pages is not None and asked.doubts:
        return _told_of_doubts_of_pages(console, asked)
    if asked.pages is not None:
        return _told_of_pages(console, asked)
    if asked.pairs is not None and asked.doubts:
        console.print(f"seed {asked.seed}")
        console.print(doubted.as_table(doubted.of_pairs(pairs.read(asked.pairs), asked.seed)))
        return 0
    if asked.pairs is not None:
        return _told_of_pairs(console, asked.pairs, asked.seed, asked.list)
    with bare_place() as place:
        if place.recorded is None:
            console.print("no recorded pages")
            return 1
        if asked.statements:
            return _told_of_statements(console, place.recorded, asked.list)
        if asked.natural:
            console.print(natural_table(natural(place.recorded)))
            return 0
        if asked.doubts:
            return _told_of_doubts(console, place.recorded)
        console.print(f"seed {asked.seed}")
        results = samples(place.recorded, asked.seed)
        console.print(as_table(results))
    kept = results[WHOLE].missed_share <= MISSED and results[WHOLE].flagged_share <= FLAGGED
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
