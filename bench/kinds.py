"""Sentences chosen by what they tell, against people's marks: `python -m bench.kinds FILE`.

FILE holds a JSON object a line, gzipped: an `abstract`, and in `spans` [begin, end, kind]. What
each feature is worth is fitted on the abstracts of odd number, by a logistic regression that
chooses one sentence of an abstract, and told on those of even number, which no decision rests on. A
choice is right when it shares half of the shorter of itself and the mark. Exits with 1 where a
limit is missed; `--write` stores what was fitted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

import core.reading
from bench.console import wide_console
from core.reading.tells import Features, Tell, Worth, features, learned, weigh
from core.sentences import sentences

SHARE = 0.5
MEAN = 68.0  # percent, of the four kinds
ROUNDS, RATE, SHRINK = 100, 0.5, 40.0
FOLDS, SEED = 8, 1
POSITIONS = (0, 1, 2, 3, 4, 5, -1, -2, -3)
LEAST = 0.02  # a feature that is worth less for each kind is left out
HEAD = """\
# What each feature of a sentence is worth where one of an abstract's sentences is to tell the
# problem, the task, the idea or the result, in this order: core/reading/tells.py. Numbers that were
# fitted to marks which people made in 176 abstracts of arXiv, none of which is kept here. Made
# again, and measured on 177 others, by `python -m bench.kinds FILE --write`.

[worth]
"""


@dataclass(frozen=True, slots=True)
class Abstract:
    """An abstract's sentences with their features, and for each kind whether they are marked."""

    pool: tuple[str, ...]
    features: Sequence[Features]
    marked: Mapping[Tell, Sequence[bool]]


def read(path: Path, *, of_mark: bool = False) -> list[Abstract]:
    """The abstracts of the file, in its order; `of_mark` asks for half of the mark itself."""
    found: list[Abstract] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            pool = sentences(row["abstract"])
            places = _places(row["abstract"], pool)
            marked: dict[Tell, list[bool]] = {}
            for begin, end, kind in row["spans"]:
                marked[Tell(kind)] = [
                    _shares(place, (begin, end), of_mark=of_mark) for place in places
                ]
            found.append(Abstract(pool, features(pool), marked))
    return found


def fit(abstracts: Sequence[Abstract]) -> Worth:
    """What each feature is worth, in full, by plain gradient descent: nothing is left to chance."""
    of_kind = {tell: _fit(abstracts, tell) for tell in Tell}
    names = sorted(of_kind[Tell.TASK])
    return {name: [round(of_kind[tell][name], 3) for tell in Tell] for name in names}


def right(abstracts: Iterable[Abstract], worth: Worth, tell: Tell) -> float:
    """The percentage of those marked for the kind in which the chosen sentence is marked."""
    hits: list[bool] = []
    for abstract in abstracts:
        if tell in abstract.marked:
            weights = [weigh(each, worth)[tell] for each in abstract.features]
            hits.append(abstract.marked[tell][weights.index(max(weights))])
    return 100 * statistics.mean(hits)


def fixed(abstracts: Sequence[Abstract], tell: Tell) -> float:
    """The same for the best of the fixed positions."""
    shares: list[float] = []
    for position in POSITIONS:
        hits: list[bool] = []
        for abstract in abstracts:
            if tell in abstract.marked:
                marks = abstract.marked[tell]
                there = -len(marks) <= position < len(marks)
                hits.append(there and marks[position])
        shares.append(100 * statistics.mean(hits))
    return max(shares)


def crossed(abstracts: Sequence[Abstract], tell: Tell, seed: int) -> float:
    """The same where each part is told by what was fitted on the others."""
    order = list(abstracts)
    random.Random(seed).shuffle(order)
    shares: list[float] = []
    for fold in range(FOLDS):
        others = [each for number, each in enumerate(order) if number % FOLDS != fold]
        weights = _fit(others, tell)
        at = list(Tell).index(tell)
        worth: dict[str, list[float]] = {}
        for name, weight in weights.items():
            worth[name] = [0.0] * len(Tell)
            worth[name][at] = weight
        shares.append(right(order[fold::FOLDS], worth, tell))
    return statistics.mean(shares)


def _fit(abstracts: Sequence[Abstract], tell: Tell) -> dict[str, float]:
    """One kind's weights: the chosen sentence of an abstract is as likely as e to the power of the
    sum of its features' weights; marked ones shall be likely. Each weight's steps shrink with those
    it has made, and it is pulled to nothing."""
    known: list[Abstract] = []
    for abstract in abstracts:
        if any(abstract.marked.get(tell, ())):
            known.append(abstract)
    weights: dict[str, float] = {}
    for abstract in abstracts:
        for each in abstract.features:
            weights |= dict.fromkeys(each, 0.0)
    moved = dict.fromkeys(weights, 0.0)
    for _ in range(ROUNDS):
        slope = {name: SHRINK * weight for name, weight in weights.items()}
        for abstract in known:
            _lean(slope, abstract, abstract.marked[tell], weights)
        for name, value in slope.items():
            moved[name] += value * value
            if moved[name]:
                weights[name] -= RATE * value / math.sqrt(moved[name])
    return weights


def _lean(
    slope: dict[str, float],
    abstract: Abstract,
    marks: Sequence[bool],
    weights: Mapping[str, float],
) -> None:
    """Adds one abstract's part to the slope."""
    sums: list[float] = []
    for each in abstract.features:
        sums.append(sum(weights[name] * value for name, value in each.items()))
    top = max(sums)
    powers = [math.exp(each - top) for each in sums]
    total = sum(powers)
    of_marked = sum(power for power, mark in zip(powers, marks, strict=True) if mark)
    for each, power, mark in zip(abstract.features, powers, marks, strict=True):
        lean = power / total
        if mark:
            lean -= power / of_marked
        for name, value in each.items():
            slope[name] += lean * value


def _places(text: str, pool: Iterable[str]) -> list[tuple[int, int]]:
    """Where the sentences, whose white space is collapsed, stand in the text."""
    found: list[tuple[int, int]] = []
    end = 0
    for sentence in pool:
        words = r"\s+".join(map(re.escape, sentence.split()))
        match = re.compile(words).search(text, end)
        assert match, sentence
        end = match.end()
        found.append(match.span())
    return found


def _shares(sentence: tuple[int, int], mark: tuple[int, int], *, of_mark: bool) -> bool:
    common = min(sentence[1], mark[1]) - max(sentence[0], mark[0])
    asked = mark[1] - mark[0]
    if not of_mark:
        asked = min(asked, sentence[1] - sentence[0])
    return common >= SHARE * asked


def _written(worth: Worth) -> str:
    lines: list[str] = []
    for name, weights in worth.items():
        if max(map(abs, weights)) >= LEAST:
            lines.append(f'"{name}" = [{", ".join(f"{weight:g}" for weight in weights)}]\n')
    return HEAD + "".join(lines)


def main() -> int:
    """The exit code: 1 where a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.kinds", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", action="store_true", help="store what was fitted")
    parser.add_argument("--odd", action="store_true", help="the odd ones alone, crosswise")
    parser.add_argument(
        "--of-mark", action="store_true", help="half of the mark, not of the shorter; no limit"
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of the parts taken crosswise")
    asked = parser.parse_args()
    console = wide_console()
    abstracts = read(asked.file)
    odd, even = abstracts[1::2], abstracts[0::2]
    if asked.of_mark:
        even = read(asked.file, of_mark=True)[0::2]
    table = Table("told by", *Tell, "mean", box=None, pad_edge=False)
    if asked.odd:
        _row(table, "odd, crosswise", [crossed(odd, tell, asked.seed) for tell in Tell])
        _row(table, "odd, the best fixed position", [fixed(odd, tell) for tell in Tell])
        console.print(table)
        return 0
    worth = fit(odd)
    if asked.write:
        path = Path(core.reading.__path__[0]) / "tells.toml"
        path.write_text(_written(worth), "utf-8")
        learned.cache_clear()
    chosen = [right(even, learned(), tell) for tell in Tell]
    positions = [fixed(even, tell) for tell in Tell]
    _row(table, "even, by kind", chosen)
    _row(table, "even, the best fixed position", positions)
    _row(table, "even, fitted now", [right(even, worth, tell) for tell in Tell])
    console.print(table)
    worse = [tell for tell, own, base in zip(Tell, chosen, positions, strict=True) if own < base]
    kept = asked.of_mark or (not worse and statistics.mean(chosen) >= MEAN)
    return 0 if kept else 1


def _row(table: Table, name: str, shares: Sequence[float]) -> None:
    table.add_row(name, *(f"{share:.1f}" for share in shares), f"{statistics.mean(shares):.1f}")


if __name__ == "__main__":
    sys.exit(main())
