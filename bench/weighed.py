"""How well what speaks for and against figures tells the true from the false, and what it is worth.

Learned from statements about recorded and invented papers that may be read: those of
tests/core/{model_statements,last_statements,natural,tabled}.py, of five pages those of
newest_statements.py; from the same with a part of their words left out, for what the rules do not
know of a new writer's words (they were made for these statements, and hardly doubt a true one); and
from template sentences and their mutations. Whole papers are left out crosswise; the limits are
chosen on what is told of these. `python -m bench.weighed --write` makes core/checking/learned.toml
again.
"""

# Chinese is read here: words that turn a statement.

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

import core.checking
from bench.figure_check import mutated, pages, paper_of, prepared
from bench.mutations import KINDS, statements
from bench.place import bare_place
from bench.stated import NEWEST_READ
from bench.worked_out import worked_out
from core.checking import lexicon
from core.checking.learned import Node, Tree, doubt, learned
from core.checking.verify import Evidence, decided_by_rules
from core.checking.weighing import Signs, all_signs
from core.document import Document
from core.models import Finding
from core.plain import plain
from core.sentences import sentences
from tests.core.last_statements import LAST
from tests.core.model_statements import KEPT, TUNED
from tests.core.natural import STATED
from tests.core.tabled import TABLED

SEED = 20260203
TREES, LEAVES, FEWEST = 30, 48, 4
# What is taken of template sentences, and of each kind of mutation.
TEMPLATES, MUTATED, WORKED_OUT = 450, 70, 12
# What a statement weighs that has words left out, a template, and a true figure beside a false one.
WORDLESS, TEMPLATE, BESIDE, RECKONED = 0.5, 0.35, 0.5, 0.4
LEFT_OUT = 0.25  # of the words
MOST_DOUBTED, MOST_OPENED = 3.0, 2.0  # percent of true figures
_ENGLISH = re.compile(r"(?<![\w.\-^×/])[A-Za-z][A-Za-z-]{2,}(?![\w^/])")
_TURNING = re.compile(
    r"not|non|with(?:out)?|than|from|while|(?:more|less|few|high|low|bett|wors|fast|slow)(?:er?)?|"
    r"fewest|over|under|above|below|only|times|points?|percent|first|second|both|each|none|no|but|"
    r"against|versus|.*illion|thousand|hours?|days?|seconds?|half|twice|double|drop.*|ris.*|rose|"
    r"f[ae]ll.*|gain.*|improv.*|reduc.*|increas.*|decreas.*|about|nearly|almost|roughly|around|"
    r"and|or|between|gap|differ.*|most|least|outperform.*|beat.*|lead.*|trail.*|bleu|gpus?|flops|tflops|tokens?|param.*",
    re.IGNORECASE,
)
_OF_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_TURNING_CHINESE = re.compile("[高低升降多少增减快慢优劣不无去超比倍百分万亿至到从]")
_CHINESE = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted(lexicon.ENGLISH, key=len, reverse=True)
        if _OF_CHINESE.fullmatch(word) and not _TURNING_CHINESE.search(word)
    )
)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement about a paper; of a false one `wrong` tells the figures that do not hold, or
    nothing where that is not known."""

    paper: str
    text: str
    true: bool
    wrong: tuple[str, ...]
    evidence: Evidence
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a statement: whether it is wrong, as far as that is known, and its signs."""

    case: Case
    wrong: bool | None
    finding: Finding
    signs: Signs
    weight: float


def read_cases(documents: Mapping[str, Document]) -> Iterator[Case]:
    """The statements that may be read."""
    evidence = prepared(dict(documents))
    for told in (*TUNED, *KEPT, *LAST, *NEWEST_READ):
        page = told.page.removesuffix(".html")
        yield Case(_paper(page), told.text, told.true, told.wrong, evidence[page])
    for stated in STATED:
        yield from _parted(_paper(stated.page), stated.true, stated.false, evidence[stated.page])
    for tabled in TABLED:
        held = Evidence.of(paper_of(tabled.document), tabled.document)
        yield from _parted(tabled.name, tabled.true, tabled.false, held)


def _paper(page: str) -> str:
    return page.partition("/")[2][:10]


def _parted(
    paper: str, true: Iterable[str], false: Iterable[str], evidence: Evidence
) -> Iterator[Case]:
    for text in true:
        yield Case(paper, text, True, (), evidence)
    for text in false:
        yield Case(paper, text, False, (), evidence)


def in_fewer_words(case: Case, seed: str) -> Case:
    """The case with a part of the words left out that neither compare nor measure."""
    chance = random.Random(f"{seed} {case.text}")

    def left(found: re.Match[str]) -> str:
        return "" if chance.random() < LEFT_OUT else found[0]

    text = _ENGLISH.sub(lambda word: word[0] if _TURNING.fullmatch(word[0]) else left(word),
                        case.text)  # fmt: skip
    text = re.sub(r" {2,}", " ", _CHINESE.sub(left, text))
    return replace(case, text=text, weight=WORDLESS)


def templates(documents: Mapping[str, Document], seed: int) -> Iterator[Case]:
    """Sentences and cells of the pages by template, and mutations of them."""
    evidence = prepared(dict(documents))
    pool = list(
        dict.fromkeys(
            each for name, document in documents.items() for each in statements(document, name)
        )
    )
    chance = random.Random(f"{seed} templates")
    for each in chance.sample(pool, min(TEMPLATES, len(pool))):
        yield Case(_paper(each.page), each.text, True, (), evidence[each.page], TEMPLATE)
    for kind in KINDS:
        for before, after in mutated(pool, kind, MUTATED, random.Random(f"{seed} {kind} learned")):
            held = evidence[before.page]
            wrong = tuple(set(_figures_in(after, held)) - set(_figures_in(before.text, held)))
            if wrong:
                yield Case(_paper(before.page), after, False, wrong, held, TEMPLATE)


def reckoned(documents: Mapping[str, Document], seed: int) -> Iterator[Case]:
    """Gaps and multiples of the pages' tables, true and false."""
    evidence = prepared(dict(documents))
    for name, document in documents.items():
        for each in worked_out(document, random.Random(f"{seed} {name}"), WORKED_OUT):
            wrong = (each.wrong,) if each.wrong else ()
            yield Case(_paper(name), each.text, not wrong, wrong, evidence[name], RECKONED)


def _figures_in(text: str, evidence: Evidence) -> list[str]:
    found: list[str] = []
    for sentence in sentences(text):
        decided = decided_by_rules(sentence, evidence)
        if decided is not None:
            told = plain(sentence)
            found += [told[each.start : each.end] for each in decided.stated]
    return found


def figures_of(case: Case) -> Iterator[Figure]:
    """The figures of a case, each with what speaks for and against it."""
    wrong = [plain(each) for each in case.wrong]
    for sentence in sentences(case.text):
        decided = decided_by_rules(sentence, case.evidence)
        if decided is None:
            continue
        text = plain(sentence)
        signs = all_signs(decided, case.evidence)
        for reading, found in zip(decided.readings, signs, strict=True):
            stated = decided.stated[reading.figure]
            told = text[stated.start : stated.end]
            is_wrong: bool | None = any(told in each or each in told for each in wrong)
            weight = case.weight
            if case.true:
                is_wrong = False
            elif not wrong:
                is_wrong = None
            elif not is_wrong:
                weight *= BESIDE
            yield Figure(case, is_wrong, reading.finding, found, weight)


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


def crossed(figures: Sequence[Figure], seed: int) -> list[float]:
    """How likely each figure is wrong, told by what was fitted without its paper."""
    likely = [0.0] * len(figures)
    for paper in sorted({each.case.paper for each in figures}):
        trees = fit([each for each in figures if each.case.paper != paper], seed)
        for number, each in enumerate(figures):
            if each.case.paper == paper:
                likely[number] = doubt(each.signs, trees)
    return likely


Told = list[tuple[Figure, float]]
"""Figures, and how likely each is wrong."""


def limit(told: Told, most: float) -> float:
    """The least likelihood from which at most so many percent of the true figures are."""
    true = sorted((likely for each, likely in told if each.case.true), reverse=True)
    return true[int(most / 100 * len(true))] + 1e-4


def shares(told: Told, doubted: float) -> tuple[float, float]:
    """Percent of the true figures and of the false statements that are doubted."""
    true = [likely >= doubted for each, likely in told if each.case.true]
    false: dict[str, bool] = defaultdict(bool)
    for each, likely in told:
        if not each.case.true:
            false[each.case.text] |= likely >= doubted
    return 100 * sum(true) / max(1, len(true)), 100 * sum(false.values()) / max(1, len(false))


def by_rules(told: Told) -> tuple[float, float]:
    """The same by the rules alone."""
    ruled = [(each, float(each.finding is Finding.MISSING)) for each, _ in told]
    return shares(ruled, 0.5)


def written(trees: Sequence[Tree], doubted: float, opened: float) -> str:
    """The trees as learned.toml has them."""
    names = sorted({node.sign for tree in trees for node in tree if node.sign})
    lines = [
        "# How likely a figure is wrong by what speaks for and against it: core/checking/learned.py.",
        "# Each tree is a list of questions: the number of a sign, a value, where to go where the",
        "# sign is at most so much, and where else; or 0 and how likely a figure is wrong. Made again",
        "# by `python -m bench.weighed --write`.",
        "",
        f"doubted = {doubted:.4f}",
        f"open = {opened:.4f}",
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


def main() -> int:
    """The exit code: 1 where there are no recorded pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.weighed", description=__doc__)
    parser.add_argument("--write", action="store_true", help="store what was fitted")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 130)
    with bare_place() as place:
        if place.recorded is None:
            console.print("no recorded pages")
            return 1
        documents = pages(place.recorded)
        cases = list(read_cases(documents))
        samples: dict[str, list[Case]] = {
            "as written": cases,
            "in fewer words": [
                in_fewer_words(case, f"{asked.seed} {which}") for which in (1, 2) for case in cases
            ],
            "templates": list(templates(documents, asked.seed)),
            "worked out": list(reckoned(documents, asked.seed)),
        }
        parts = {
            name: [each for case in told for each in figures_of(case)]
            for name, told in samples.items()
        }
    figures = [each for part in parts.values() for each in part]
    likely = iter(crossed(figures, asked.seed))
    told: dict[str, Told] = {
        name: [(each, _with_rules(each, next(likely))) for each in part]
        for name, part in parts.items()
    }
    unknown = told["in fewer words"] + told["worked out"]
    doubted = limit(unknown, MOST_DOUBTED)
    opened = min(doubted, limit(_confirmed(unknown), MOST_OPENED))
    table = Table("of whole papers left out", *told, box=None, pad_edge=False)
    for name, count in (("learned", lambda part: shares(part, doubted)), ("rules", by_rules)):
        both = [count(part) for part in told.values()]
        table.add_row(f"true figures ⚠, {name}", *(f"{true:.1f} %" for true, _ in both))
        table.add_row(f"false ones ⚠, {name}", *(f"{false:.1f} %" for _, false in both))
    console.print(f"seed {asked.seed}")
    console.print(table)
    if asked.write:
        path = Path(core.checking.__path__[0]) / "learned.toml"
        path.write_text(written(fit(figures, asked.seed), doubted, opened), "utf-8")
        learned.cache_clear()
    return 0


def _with_rules(figure: Figure, likely: float) -> float:
    """How likely a figure is wrong; what the rules doubt stays doubted."""
    return 1.0 if figure.finding is Finding.MISSING else likely


def _confirmed(told: Told) -> Told:
    """The figures that the rules confirm."""
    return [
        (each, likely) for each, likely in told if each.finding in (Finding.FOUND, Finding.DERIVED)
    ]


if __name__ == "__main__":
    sys.exit(main())
