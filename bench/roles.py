"""How well sentences are chosen by their role: `python -m bench.roles FOLDER`.

FOLDER holds pages that are not in the repository, FOLDER/WRITER/NUMBER/paper.html, each with a
roles.json: the sentences, verbatim, that a reader would want quoted for each role (`procedure`,
`data`, …), under `also` those nearly as good, and under `bad` those that mislead. Papers are left
out by ninths; `--write` fits core/reading/roles.toml to all of them.
"""

# Tested in tests/bench/test_roles.py.

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

import core.reading
from bench.console import wide_console
from bench.elsewhere import whole
from core.models import Paper
from core.pages.html.extract import extract
from core.reading import roles
from core.reading.own import own_names
from core.reading.quotable import Said, Text
from core.reading.roles import ANY, Role, Sentence, Worth
from core.reading.usage import SHARES

GROUPS = 9
FEWEST = 4  # papers, in which a feature stands that is worth anything
MOST = 250  # features of a role
NEARLY, MISLEADING = 0.5, 3.0  # what such sentences count, of others one
STRENGTH = 0.1  # the inverse of how strongly weights are pulled to nothing
HEAD = """\
# What each feature of a sentence is worth for each role, in their order: core/reading/roles.py.
# Numbers that were fitted to sentences which readers marked in {papers} papers, none of which is
# kept here. Made again, and measured with papers left out, by `python -m bench.roles FOLDER --write`.

[worth]
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """A paper's sentences, and the numbers of those that are marked for each role, marked as nearly
    as good, and as misleading."""

    sentences: Sequence[Sentence]
    marks: Mapping[Role, frozenset[int]]
    also: Mapping[Role, frozenset[int]]
    bad: frozenset[int]


def read(folder: Path) -> list[Marked]:
    """The marked papers of the folder, by their names."""
    return [_read(path) for path in sorted(folder.glob("*/*/roles.json"))]


def _read(path: Path) -> Marked:
    document = extract(whole(path.with_name("paper.html").read_bytes()), "", "")
    paper = Paper(id="", title=document.title, abstract=document.abstract)
    text = Text(paper, document)
    sentences = roles.sentences_of(paper.title, text, own_names(paper.title, text.opening))
    told = json.loads(path.read_text("utf-8"))

    def numbers(quotes: Iterable[str]) -> frozenset[int]:
        wanted = set(quotes)
        return frozenset(number for number, each in enumerate(sentences) if each.text in wanted)

    marks = {role: numbers(told.get(role, ())) for role in Role}
    also = {role: numbers(told["also"].get(role, ())) - marks[role] for role in Role}
    return Marked(sentences, marks, also, numbers(told["bad"]))


def fit(papers: Sequence[Marked]) -> Worth:
    """What each feature is worth for each role, by a logistic regression of those features that
    tell most."""
    worth: dict[str, list[float]] = {}
    for at, role in enumerate(Role):
        for name, weight in fit_role(papers, role).items():
            worth.setdefault(name, [0.0] * len(Role))[at] = round(weight, 2)
    return {name: weights for name, weights in sorted(worth.items()) if any(weights)}


def fit_role(papers: Sequence[Marked], role: Role) -> dict[str, float]:
    """What each feature is worth for one role; one of the papers must have it."""
    # Only here: whoever does not fit needs none of it.
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for each in papers for name in _features(each))
    kept = {name for name, count in counts.items() if count >= FEWEST}
    rows: list[dict[str, float]] = []
    wanted: list[bool] = []
    weights: list[float] = []
    for paper in papers:
        for number, sentence in enumerate(paper.sentences):
            rows.append(dict.fromkeys(sentence.features & kept, 1.0))
            wanted.append(number in paper.marks[role] or number in paper.also[role])
            weights.append(_weight(paper, role, number))
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows).tocsr()
    first = LogisticRegression(C=STRENGTH / 2, max_iter=400).fit(table, wanted, weights)
    # What a feature can change: its weight, and how often it stands.
    change = np.abs(first.coef_[0]) * np.sqrt(np.asarray(table.mean(0))[0])
    most = np.sort(np.argsort(-change)[:MOST])
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(table[:, most], wanted, weights)
    names = vectors.get_feature_names_out()[most]
    return {ANY: float(model.intercept_[0]), **dict(zip(names, model.coef_[0], strict=True))}


def _features(paper: Marked) -> frozenset[str]:
    return frozenset[str]().union(*(each.features for each in paper.sentences))


def _weight(paper: Marked, role: Role, number: int) -> float:
    if number in paper.also[role]:
        return NEARLY
    return MISLEADING if number in paper.bad and number not in paper.marks[role] else 1.0


def left_out(papers: Sequence[Marked]) -> list[tuple[Marked, Worth]]:
    """Each paper with what was fitted to the other groups."""
    found: list[tuple[Marked, Worth]] = []
    for group in range(GROUPS):
        others = [each for number, each in enumerate(papers) if number % GROUPS != group]
        worth = fit(others)
        found += [(each, worth) for each in papers[group::GROUPS]]
    return found


def told(papers: Iterable[tuple[Marked, Worth]], role: Role) -> Counter[str]:
    """Of the sentences that a usage tells of the role, how many are marked, nearly so, or mislead;
    how many are told, in how many characters, and how many are marked at all."""
    counts: Counter[str] = Counter()
    for paper, worth in papers:
        weighed = roles.weighed(paper.sentences, worth)
        picked = set(roles.chosen(weighed, role, SHARES[role], Said()))
        counts["marked"] += len(paper.marks[role])
        counts["told"] += len(picked)
        counts["characters"] += sum(len(paper.sentences[each].text) for each in picked)
        counts["right"] += len(picked & paper.marks[role])
        counts["nearly"] += len(picked & paper.also[role])
        counts["misleading"] += len(picked & paper.bad)
    return counts


def main() -> int:
    """The exit code, 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.roles", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="store what was fitted to all")
    asked = parser.parse_args()
    papers = read(asked.folder)
    columns = ("marked", "told", "right", "nearly", "misleading", "characters")
    table = Table("role", *columns, box=None, pad_edge=False)
    apart = left_out(papers)
    for role in SHARES:
        counts = told(apart, role)
        table.add_row(role, *(str(counts[name]) for name in columns))
    wide_console().print(f"{len(papers)} papers, each left out", table)
    if asked.write:
        path = Path(core.reading.__path__[0]) / "roles.toml"
        path.write_text(written(fit(papers), len(papers)), "utf-8")
    return 0


def written(worth: Worth, papers: int) -> str:
    """The file that holds it."""
    lines: list[str] = []
    for name, weights in worth.items():
        told = ", ".join(f"{weight:g}" for weight in weights)
        lines.append(f"{json.dumps(name)} = [{told}]\n")
    return HEAD.format(papers=papers) + "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
