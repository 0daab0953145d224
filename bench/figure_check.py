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
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from bench import brought, doubted, pairs, stated
from bench.console import wide_console
from bench.figures import Figure, Times
from bench.mutations import statements
from bench.place import Place, bare_place
from bench.tallies import SEED, WHOLE, as_table, natural, natural_table, pages, prepared, samples
from core.checking.verify import Evidence, check
from core.document import Document
from core.pages.html.extract import extract

MISSED, FLAGGED = 4.0, 0.5  # percent
NATURAL_MISSED, NATURAL_FLAGGED = 25.0, 3.0
PREPARE = 35.0  # times what reading the words once takes
WORD, NUMBER, SENTENCE = (
    re.compile(r"\w+|[^\w\s]"),
    re.compile(r"\d+(?:\.\d+)?"),
    re.compile(r"(?<=[.!?])\s+|\n"),
)
RUNS, HEAVIEST = 7, "2402.07043v1"  # 2.2 MB of HTML


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


def ten_pages(names: list[str], documents: dict[str, Document], evidence: Evidence) -> list[str]:
    """Statements with 60 figures, the named papers' in turn: what is true elsewhere costs the check
    as much."""
    texts: list[str] = []
    for statement in (each for name in names for each in statements(documents[name], name)):
        texts.append(statement.text)
        if len(check(texts, evidence).figures) >= 60:
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
    console = wide_console()
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
