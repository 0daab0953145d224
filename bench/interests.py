"""Whether a day's papers come in the order that a chat wants: `python -m bench.interests [DIR]`.

DIR holds days, papers and lists that curators of several fields made (bench/curated.py says how
they are used). Prints a row for each list and the means of the five longest last, over several
seeds with their spread, beside what simpler ways give; exits with 1 when a mean misses. With
scikit-learn installed, a regression of its own on the same terms stands beside ours. With `--pool`
DIR holds days of arXiv's announcements: bench/interests_pool.py.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean

import numpy as np
from rich.console import Console
from rich.table import Table

from bench import interests_drift as drift
from bench import interests_mixed as mixed
from bench import interests_pool as pool
from bench import interests_reasons as reasons
from bench.console import wide_console
from bench.curated import Question, Shelf, Way, ndcg, questions, read
from bench.interested import NO_WORDS, World, all_features
from bench.interests_rows import Row, averaged, merged, row
from bench.interests_vectors import NO_VECTORS, vectors_named
from bench.place import bare_place
from core.interests.glossary import Glossary, in_english, load_glossary

SEEDS = 5
WAYS = (
    Way("last", 3), Way("last", 5), Way("last", 10),
    Way("first", 3), Way("first", 5), Way("first", 10), Way("all"),
)  # fmt: skip
LEAST = {
    "last 3": 81.0, "last 5": 83.5, "last 10": 86.0,
    "first 3": 78.0, "first 5": 81.0, "first 10": 84.0, "all": 87.0,
}  # fmt: skip
LEAST_BY_WORDS, LEAST_BY_WORST = 78.0, 72.0
WORDS_ADD, CHINESE_BELOW = 1.0, 5.0


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 1 when a mean misses, 2 where there is nothing to measure by."""
    parser = argparse.ArgumentParser(prog="python -m bench.interests")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--vectors", help="lsa, random or a .npy file: fuse these vectors in")
    parser.add_argument("--votes-only", action="store_true", help="only the rows of likes")
    parser.add_argument("--pool", action="store_true", help="DIR is one of arXiv's announcements")
    asked = parser.parse_args(arguments)
    console = wide_console()
    with bare_place() as place:
        kind = "arxiv_days" if asked.pool else "interests"
        folder = asked.folder or (place.recorded and place.recorded / kind)
    if folder is None or not (folder / "lists.json").exists():
        console.print(f"no recorded lists: name a folder like shared/recorded/{kind}")
        return 2
    begun = time.monotonic()
    if asked.pool:
        return _of_the_pool(console, folder, asked.seeds)
    shelf = read(folder)
    rows = measured(shelf, asked.seeds, votes_only=asked.votes_only, vectors=asked.vectors)
    console.print(as_table(shelf, rows, asked.seeds))
    console.print(f"{time.monotonic() - begun:.0f} s in all")
    return 0 if all(row.kept for row in rows) else 1


def _of_the_pool(console: Console, folder: Path, seeds: int) -> int:
    """Prints how the announcements of recorded days are ranked; returns the exit code."""
    shelf, rows = pool.measured(folder, seeds)
    console.print(pool.as_table(shelf, rows))
    missed = pool.misses(rows)
    for sentence in missed:
        console.print(f"[bold red]not ok[/] {sentence}")
    return 1 if missed else 0


def measured(
    shelf: Shelf, seeds: int, *, votes_only: bool = False, vectors: str | None = None
) -> list[Row]:
    """All rows, in the table's order."""
    features = all_features(shelf)
    known = vectors_named(vectors, features) if vectors else NO_VECTORS
    worlds = [World(shelf, features, seed, known) for seed in range(seeds)]
    rows = list(_by_likes(shelf, worlds))
    if votes_only:
        return rows
    if shelf.wordings:
        rows += _by_words(shelf, worlds)
    rows += mixed.measure(shelf, worlds)
    rows += drift.measure(shelf, worlds)
    rows.append(reasons.measure(shelf, worlds[0]))
    return rows


def _by_likes(shelf: Shelf, worlds: Sequence[World]) -> Iterator[Row]:
    for way in WAYS:
        asked = {name: list(questions(shelf, shelf.listed[name], way)) for name in shelf.listed}
        tables = [averaged(asked, partial(_liked, world)) for world in worlds]
        yield row(shelf, f"likes: {way}", tables, least=LEAST[str(way)])
        first = worlds[0]
        likeness = averaged(asked, first.mean_likeness)
        yield row(shelf, "  mean similarity, words", [likeness])
        if way.name == "last" and way.likes == 5:
            yield row(shelf, "  our score", [averaged(asked, partial(_of_day, shelf.scores))])
            yield row(shelf, "  upvotes", [averaged(asked, partial(_of_day, shelf.upvotes))])
            if mixed.HAS_REGRESSION:
                by_peer = averaged(asked, partial(mixed.regressed, first))
                yield row(shelf, "  regression, scikit-learn", [by_peer])


def _of_day(values: np.ndarray, question: Question) -> np.ndarray:
    return values[question.day.begin : question.day.end]


def _liked(world: World, question: Question) -> np.ndarray:
    return world.ranking(question.day, world.taste(question.day, question.likes)).scores


def _by_words(shelf: Shelf, worlds: Sequence[World]) -> Iterator[Row]:
    """Wordings without a like, in both languages; and beside three likes."""
    glossary = load_glossary()
    english = [_worded(shelf, world, "en", glossary, None) for world in worlds]
    means = [merged(table, fmean) for table in english]
    yield row(shelf, "words: mean of the wordings", means, least=LEAST_BY_WORDS)
    worst = [merged(table, min) for table in english]
    yield row(shelf, "words: each list's worst", worst, least=LEAST_BY_WORST)
    chinese = [_worded(shelf, world, "zh", glossary, None) for world in worlds]
    by_english = row(shelf, "", means).mean
    zh = [merged(table, fmean) for table in chinese]
    yield row(shelf, "words in Chinese, without a model", zh, least=by_english - CHINESE_BELOW)
    three = Way("last", 3)
    likes = [merged(_worded(shelf, w, "en", glossary, three, words=False), fmean) for w in worlds]
    words = [merged(_worded(shelf, w, "en", glossary, three, likes=False), fmean) for w in worlds]
    both = [merged(_worded(shelf, w, "en", glossary, three), fmean) for w in worlds]
    better = max(row(shelf, "", likes).mean, row(shelf, "", words).mean)
    yield row(shelf, "words and the last 3 likes", both, least=better + WORDS_ADD)
    yield row(shelf, "  the likes alone", likes)
    yield row(shelf, "  the words alone, same days", words)


def _worded(
    shelf: Shelf, world: World, language: str, glossary: Glossary, way: Way | None,
    *, words: bool = True, likes: bool = True,
) -> dict[str, list[float]]:  # fmt: skip
    """By list, a figure for each of its wordings in that language."""
    found: dict[str, list[float]] = {}
    for name in shelf.listed:
        asked = list(questions(shelf, shelf.listed[name], way))
        for wording in shelf.wordings.get(name, {}).get(language, ()):
            phrases: list[str] = []
            for phrase in wording:
                phrases += in_english(phrase, glossary).phrases
            figures = []
            for question in asked:
                day = question.day
                taste = NO_WORDS
                if likes and question.likes:
                    taste = world.taste(day, question.likes)
                spoken = world.words(day, phrases) if words else NO_WORDS
                scores = world.ranking(day, taste, spoken).scores
                figures.append(ndcg(scores, question.relevant))
            if figures:
                found.setdefault(name, []).append(fmean(figures))
    return found


def as_table(shelf: Shelf, rows: Sequence[Row], seeds: int) -> Table:
    """A column for each list, the mean of the longest and its spread over the seeds last."""
    names = shelf.longest(len(shelf.listed))
    table = Table("nDCG@10", *(_short(name) for name in names), box=None, pad_edge=False)
    for heading in ("mean", "spread", "must", ""):
        table.add_column(heading, justify="right", no_wrap=True)
    for each in rows:
        figures = (f"{each.by_list[n]:.1f}" if n in each.by_list else "—" for n in names)
        spread = f"± {np.std(each.means):.1f}" if len(each.means) > 1 else ""
        table.add_row(
            each.what, *figures, f"{each.mean:.1f}", spread, _must(each),
            "[green]ok[/]" if each.kept else "[bold red]not ok[/]",
        )  # fmt: skip
    table.caption = f"seeds 0 to {seeds - 1}; means are of the five longest lists"
    return table


def _short(name: str) -> str:
    bare = name.split("/")[-1].lower().removeprefix("awesome-")
    return bare[:9]


def _must(each: Row) -> str:
    if each.least is not None:
        return f"≥ {each.least:.1f}"
    if each.most is not None:
        return f"≤ {each.most:.1f}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
