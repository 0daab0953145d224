"""How well what speaks for and against figures tells the true from the false, and what it is worth.

Learned (bench/cases.py) from statements about recorded and invented papers that people read while
they made the rules: those of tests/core/{natural,tabled}.py and of {tuned,kept,last}.toml in
tests/core/data/statements, of five pages those of newest.toml; from the same with a part of their
words left out; from template sentences and their mutations, and gaps worked out from tables. Of all
these the rules doubt hardly a true one. Where they do is told by those that nobody has read, of the
other files, and of papers that lie elsewhere (bench/brought.py), whose signs alone are kept here,
in brought_signs.csv.gz.

Whole papers are left out crosswise, and the limits are chosen on what is told of the unread; with
`--nested` they know nothing of the papers left out either, which tells what new papers may expect.
`python -m bench.weighed --write` makes core/checking/learned.toml again; with `--pages FOLDER` the
signs are read anew.
"""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from rich.table import Table

import core.checking
from bench.brought import brought, sources
from bench.cases import (
    Case,
    brought_cases,
    figures_of,
    in_fewer_words,
    read_cases,
    reckoned,
    templates,
    unread_cases,
)
from bench.console import wide_console
from bench.limits import RULES, Counts, Limits, Parts, Told, chosen, counts, shares
from bench.place import bare_place
from bench.signs import UNMENDED, Figure, read_signs, written_signs
from bench.tallies import pages
from core.checking.learned import Node, Tree, doubt, learned

SEED = 20260203
TREES, LEAVES, FEWEST = 50, 48, 4
UNREAD, BROUGHT, NEW = "unread", "learning papers", "new papers"
CHANGED, RECKONING = "templates", "worked out"
_OUTCOMES = ("true figures ⚠", "true figures ✓", "false ones ⚠", "false ones ✓")
# In how many groups papers are left out.
GROUPS = 9


def fit(figures: Sequence[Figure], seed: int) -> list[Tree]:
    """The trees that tell the wrong figures of those from the others."""
    # Only here: whoever does not fit needs none of it.
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.feature_extraction import DictVectorizer

    known = [each for each in figures if each.wrong is not None]
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform([each.signs for each in known])
    forest = RandomForestClassifier(
        TREES,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=FEWEST,
        max_features=0.25,
        random_state=seed,
    )
    forest.fit(table, [each.wrong for each in known], [each.weight for each in known])
    names = vectors.feature_names_
    return [_tree(each.tree_, names) for each in forest.estimators_]


def _tree(fitted, names: Sequence[str]) -> Tree:  # type: ignore[no-untyped-def]
    nodes: list[Node] = []
    for number in range(fitted.node_count):
        left, right = int(fitted.children_left[number]), int(fitted.children_right[number])
        if left < 0:
            shares = fitted.value[number][0]
            nodes.append(Node("", round(float(shares[1] / shares.sum()), 3)))
            continue
        value = round(float(fitted.threshold[number]), 4)
        nodes.append(Node(names[fitted.feature[number]], value, left, right))
    return nodes


def groups(figures: Iterable[Figure]) -> dict[str, int]:
    """In which group each paper is left out."""
    papers = sorted({each.paper for each in figures})
    return {paper: number % GROUPS for number, paper in enumerate(papers)}


def crossed(figures: Sequence[Figure], seed: int) -> list[float]:
    """How likely each figure is wrong, told by what was fitted without its paper's group."""
    group = groups(figures)
    likely = [0.0] * len(figures)
    for left in sorted(set(group.values())):
        trees = fit([each for each in figures if group[each.paper] != left], seed)
        for number, each in enumerate(figures):
            if group[each.paper] == left:
                likely[number] = doubt(each.signs, trees)
    return likely


Figures = Mapping[str, Sequence[Figure]]
"""The figures of everything that is learned from, by what it is."""


def limits_of(told: Mapping[str, Told]) -> Limits:
    """The limits chosen on what is told of papers left out."""
    untuned = [*told[UNREAD], *told[NEW]]
    return chosen(Parts(untuned, told[NEW], told[CHANGED], told[RECKONING]))


def nested(parts: Figures, seed: int) -> Iterator[tuple[Limits, dict[str, Told]]]:
    """Each group of papers told by trees and within limits that know nothing of it.

    The limits are chosen on the other groups, each told without itself and without that one too.
    """
    figures = [each for part in parts.values() for each in part]
    group = groups(figures)

    @functools.cache
    def without(groups: frozenset[int]) -> list[Tree]:
        return fit([each for each in figures if group[each.paper] not in groups], seed)

    for left in range(GROUPS):
        told: dict[str, Told] = {name: [] for name in parts}
        of_left: dict[str, Told] = {name: [] for name in parts}
        for name, part in parts.items():
            for each in part:
                trees = without(frozenset((left, group[each.paper])))
                kept = of_left if group[each.paper] == left else told
                kept[name].append((each, doubt(each.signs, trees)))
        yield limits_of(told), of_left


def nested_table(parts: Figures, seed: int) -> Table:
    """What becomes of papers left out, trees and limits chosen without them: in counts."""
    table = Table("left out, nested", *_OUTCOMES, "limits", box=None, pad_edge=False)
    every: dict[str, list[Counts]] = {name: [] for name in (UNREAD, BROUGHT, NEW)}
    for limits, told in nested(parts, seed):
        within = f"{limits.doubted:.2f} {limits.kept:.2f} {limits.opened:.2f}"
        for name, found in every.items():
            found.append(counts(told[name], limits))
        of_new = sorted({each.paper for each, _ in told[NEW]})
        table.add_row(" ".join(of_new), *every[NEW][-1].cells(), within)
    for name, found in every.items():
        table.add_row(name, *Counts.of(found).cells(), "")
    return table


def written(trees: Sequence[Tree], limits: Limits) -> str:
    """The trees as learned.toml has them."""
    names = sorted({node.sign for tree in trees for node in tree if node.sign})
    lines = [
        "# How likely a figure is wrong by what speaks for and against it: core/checking/learned.py.",
        "# Each tree is a list of questions: the number of a sign, a value, where to go where the",
        "# sign is at most so much, and where else; or 0 and how likely a figure is wrong. Made again",
        "# by `python -m bench.weighed --write`.",
        "",
        f"doubted = {limits.doubted:.4f}",
        f"kept = {limits.kept:.4f}",
        f"open = {limits.opened:.4f}",
        "signs = [",
        *(f'    "{name}",' for name in names),
        "]",
        "trees = [",
    ]
    number = {name: place for place, name in enumerate(names, 1)}
    for tree in trees:
        told = []
        for node in tree:
            if node.sign:
                told.append(f"[{number[node.sign]},{node.value:g},{node.at_most},{node.above}]")
            else:
                told.append(f"[0,{node.value:g}]")
        lines.append("    [")
        line = "       "
        for each in told:
            if len(line) + len(each) > 97:
                lines.append(line)
                line = "       "
            line += f" {each},"
        lines += [line, "    ],"]
    return "\n".join([*lines, "]", ""])


def _samples(recorded: Path, asked: argparse.Namespace) -> dict[str, list[Figure]]:
    """The figures of everything that is learned from, by what it is."""
    documents = pages(recorded)
    cases = list(read_cases(documents))
    samples: dict[str, list[Case]] = {
        "as written": cases,
        "in fewer words": [
            in_fewer_words(case, f"{asked.seed} {which}") for which in (1, 2) for case in cases
        ],
        CHANGED: list(templates(documents, asked.seed)),
        RECKONING: list(reckoned(documents, asked.seed)),
        UNREAD: list(unread_cases(documents)),
    }
    parts: dict[str, list[Figure]] = {}
    for name, told in samples.items():
        parts[name] = list(chain.from_iterable(map(figures_of, told)))
    if asked.pages is not None:
        papers, _ = brought(asked.pages)
        found = [each for case in brought_cases(papers) for each in figures_of(case)]
        written_signs(found, sources(asked.pages, papers))
    parts[BROUGHT] = read_signs()
    parts[NEW] = read_signs(UNMENDED)
    return parts


def main() -> int:
    """The exit code: 1 where there are no recorded pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.weighed", description=__doc__)
    parser.add_argument("--write", action="store_true", help="store what was fitted")
    parser.add_argument("--pages", type=Path, help="a folder of papers and statements about them")
    parser.add_argument("--nested", action="store_true", help="choose the limits too without the "
                        "papers left out")  # fmt: skip
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    console = wide_console()
    with bare_place() as place:
        if place.recorded is None:
            console.print("no recorded pages")
            return 1
        parts = _samples(place.recorded, asked)
    if asked.nested:
        console.print(nested_table(parts, asked.seed))
        return 0
    figures = [each for part in parts.values() for each in part]
    likely = iter(crossed(figures, asked.seed))
    told: dict[str, Told] = {}
    for name, part in parts.items():
        told[name] = [(each, next(likely)) for each in part]
    limits = limits_of(told)
    console.print(f"seed {asked.seed}")
    console.print(_as_table(told, limits))
    if asked.write:
        path = Path(core.checking.__path__[0]) / "learned.toml"
        path.write_text(written(fit(figures, asked.seed), limits), "utf-8")
        learned.cache_clear()
    return 0


def _as_table(told: Mapping[str, Told], limits: Limits) -> Table:
    table = Table("of whole papers left out", *told, box=None, pad_edge=False)
    for who, within in (("learned", limits), ("rules", RULES)):
        every = [shares(part, within) for part in told.values()]
        for number, name in enumerate(_OUTCOMES):
            table.add_row(f"{name}, {who}", *(f"{each[number]:.1f} %" for each in every))
    return table


if __name__ == "__main__":
    sys.exit(main())
