"""How well what speaks for and against figures tells the true from the false, and what it is worth.

Learned from statements about recorded and invented papers that people read while they made the
rules: those of tests/core/{model_statements,last_statements,natural,tabled}.py, of five pages those
of newest_statements.py; from the same with a part of their words left out; from template sentences
and their mutations, and gaps worked out from tables. Of all these the rules doubt hardly a true
one. Where they do is told by those that nobody has read, of the other files, and of papers that lie
elsewhere (bench/brought.py), whose signs alone are kept here, in brought_signs.csv.gz.

Whole papers are left out crosswise, and the limits are chosen on what is told of the unread; with
`--nested` they know nothing of the papers left out either, which tells what new papers may expect.
`python -m bench.weighed --write` makes core/checking/learned.toml again; with `--pages FOLDER` the
signs are read anew.
"""

# Chinese is read here: words that turn a statement.

from __future__ import annotations

import argparse
import functools
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

import core.checking
from bench.brought import Brought, brought, sources
from bench.limits import RULES, Counts, Limits, Parts, Told, chosen, counts, shares
from bench.mutations import KINDS, statements
from bench.place import bare_place
from bench.signs import UNMENDED, Figure, read_signs, written_signs
from bench.stated import NEWEST_READ, NEWEST_UNREAD
from bench.tallies import mutated, pages, paper_of, prepared
from bench.worked_out import worked_out
from core.checking import lexicon
from core.checking.learned import Node, Tree, doubt, learned
from core.checking.verify import Evidence, decided_by_rules
from core.checking.weighing import all_signs
from core.document import Document
from core.plain import plain
from core.sentences import sentences
from tests.core.fresh_statements import FRESH
from tests.core.last_statements import LAST
from tests.core.model_statements import KEPT, TUNED, Statement
from tests.core.natural import STATED
from tests.core.sixth_statements import SIXTH
from tests.core.tabled import TABLED

SEED = 20260203
TREES, LEAVES, FEWEST = 50, 48, 4
# What is taken of template sentences, and of each kind of mutation.
TEMPLATES, MUTATED, WORKED_OUT = 450, 70, 12
# What a statement weighs that has words left out, a template, what is worked out, and a true figure
# beside a false one.
WORDLESS, TEMPLATE, RECKONED, BESIDE = 0.5, 1.0, 1.0, 0.5
# What a statement weighs more of which the rules know nothing, and of papers from elsewhere some
# cases of which the rules were mended on.
UNTUNED, MENDED_ON = 4.0, 2.0
LEFT_OUT = 0.25  # of the words
UNREAD, BROUGHT, NEW = "unread", "learning papers", "new papers"
CHANGED, RECKONING = "templates", "worked out"
_OUTCOMES = ("true figures ⚠", "true figures ✓", "false ones ⚠", "false ones ✓")
# In how many groups papers are left out.
GROUPS = 9
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


def read_cases(documents: Mapping[str, Document]) -> Iterator[Case]:
    """The statements that may be read."""
    evidence = prepared(dict(documents))
    yield from _of((*TUNED, *KEPT, *LAST, *NEWEST_READ), evidence, 1.0)
    for stated in STATED:
        yield from _parted(_paper(stated.page), stated.true, stated.false, evidence[stated.page])
    for tabled in TABLED:
        held = Evidence.of(paper_of(tabled.document), tabled.document)
        yield from _parted(tabled.name, tabled.true, tabled.false, held)


def unread_cases(documents: Mapping[str, Document]) -> Iterator[Case]:
    """The statements about recorded pages that nobody has read."""
    yield from _of((*FRESH, *NEWEST_UNREAD, *SIXTH), prepared(dict(documents)), UNTUNED)


def brought_cases(papers: Iterable[Brought]) -> Iterator[Case]:
    """The statements about papers that lie elsewhere."""
    for paper in papers:
        for told in paper.statements:
            yield Case(paper.name, told.text, told.true, told.wrong, paper.evidence, MENDED_ON)


def _of(
    statements: Iterable[Statement], evidence: Mapping[str, Evidence], weight: float
) -> Iterator[Case]:
    for told in statements:
        page = told.page.removesuffix(".html")
        yield Case(_paper(page), told.text, told.true, told.wrong, evidence[page], weight)


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
            told, changed = _figures_in(before.text, held), _figures_in(after, held)
            wrong = tuple(set(changed) - set(told))
            if not wrong and len(told) == len(changed):
                pairs = zip(told, changed, strict=True)
                wrong = tuple(other for one, other in pairs if one != other)  # exchanged
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
            yield Figure(case.paper, case.text, case.true, is_wrong, reading.finding, found, weight)


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
    return {
        paper: number % GROUPS
        for number, paper in enumerate(sorted({each.paper for each in figures}))
    }


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
    parts = {
        name: [each for case in told for each in figures_of(case)] for name, told in samples.items()
    }
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
    console = Console(width=None if sys.stdout.isatty() else 130)
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
    told: dict[str, Told] = {
        name: [(each, next(likely)) for each in part] for name, part in parts.items()
    }
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
