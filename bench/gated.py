"""What tells whether a paper answers a question, fitted to questions whose answers are known.

These are the open halves of `bench.asking`, questions whose words stand scattered over their papers
(tests/core/questions.py), and the signs alone of questions about papers elsewhere
(bench/gated_signs.json and ordered_signs.csv.gz, made from `--pages FOLDER` with `--store`, and
with `--halves` by what `bench.relevance` has learned without each half of them). Whole papers are
left out crosswise, for the order of the sentences (`bench.ordered`) and behind it; the limit is
chosen on what is told of these. `python -m bench.gated --write` makes
core/asking/{learned,ordered}.toml again; with `--by meaning`, those of core/asking/by_meaning, for
questions and sentences that a sentence encoder compares as well.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import core.asking
from bench import ordered
from bench.asking import HALVES, MEANING, UNREAD, WORDS, holds
from bench.elsewhere import EVERY, LEARNING, questions_in
from bench.ordered import Put, Sentence
from bench.place import bare_place
from bench.relevance import of_halves
from core.asking import choosing
from core.asking.answers import SENTENCES
from core.asking.context import IN_CONTEXT, in_context
from core.asking.learned import Learned, learned, likely
from core.asking.weighing import all_signs
from core.encoder.late import find_encoder
from tests.core.model_questions import Question
from tests.core.questions import SCATTERED

STORED = Path(__file__).with_name("gated_signs.json")
STORED_BY_MEANING = STORED.parent / "by_meaning" / STORED.name
# How much is made of small differences, and of how many the limit must refuse what the paper does
# not say.
STRENGTH, REFUSED = 0.1, 0.92
PARTS = 8  # of the papers, each left out of the order in turn


@dataclass(frozen=True, slots=True)
class Case:
    """A question: whether its paper answers it, whether the best sentences hold that, its signs."""

    half: str
    paper: str
    answerable: bool
    held: bool
    signs: Mapping[str, float]


def case_of(one: Put, order: Learned) -> Case:
    """The case of a question whose sentences are put in that order."""
    ranking = one.ordered(order)
    chosen = choosing.best(ranking, SENTENCES)
    shown = in_context(chosen, IN_CONTEXT)
    held = holds(one.question, " ".join(each.text for each in shown))
    signs = all_signs(one.inquiry.asked, ranking)
    rounded = {name: round(float(value), 3) for name, value in signs.items() if value}
    return Case(one.half, one.question.page, one.question.answerable, held, rounded)


def crosswise(puts: Sequence[Put], known: Sequence[Sentence]) -> list[Case]:
    """The cases, each with the order that was learned without its part of the papers."""
    papers = dict.fromkeys(one.question.page for one in puts)
    parts = {paper: number % PARTS for number, paper in enumerate(papers)}
    orders: dict[int, Learned] = {}
    for part in set(parts.values()):
        others = [each for each in known if parts.get(each.paper) != part]
        orders[part] = ordered.fit(others)
    return [case_of(one, orders[parts[one.question.page]]) for one in puts]


def stored(file: Path) -> list[Case]:
    """The cases of papers elsewhere."""
    told = json.loads(file.read_text("utf-8"))
    names = told["signs"]
    return [
        Case(LEARNING, paper, answerable, held, dict(zip(names, values, strict=True)))
        for paper, answerable, held, values in told["cases"]
    ]


def store(cases: Sequence[Case]) -> str:
    """The same as they are stored, a line each, their papers numbered."""
    papers = ordered.numbered(each.paper for each in cases)
    names = sorted({name for case in cases for name in case.signs})
    lines = []
    for case in cases:
        values = [round(case.signs.get(name, 0), 3) for name in names]
        told = [papers[case.paper], case.answerable, case.held, values]
        lines.append(json.dumps(told, separators=(",", ":")))
    joined = ",\n".join(lines)
    return f'{{"signs": {json.dumps(names)},\n"cases": [\n{joined}\n]}}\n'


def fit(cases: Sequence[Case]) -> Learned:
    """What each sign is worth in those cases."""
    # Only here: whoever does not fit needs none of it.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    vectors, scale = DictVectorizer(sparse=False), StandardScaler()
    table = scale.fit_transform(vectors.fit_transform([case.signs for case in cases]))
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500)
    model.fit(table, [case.answerable for case in cases])
    worth = model.coef_[0] / scale.scale_
    always = float(model.intercept_[0] - (worth * scale.mean_).sum())
    named = zip(vectors.feature_names_, worth, strict=True)
    return Learned({name: round(float(each), 5) for name, each in named}, round(always, 5), 0.5)


def crossed(cases: Sequence[Case]) -> list[float]:
    """How likely each question is answered, told by what was fitted without its paper."""
    found = [0.0] * len(cases)
    for paper in sorted({case.paper for case in cases}):
        known = fit([case for case in cases if case.paper != paper])
        for number, case in enumerate(cases):
            if case.paper == paper:
                found[number] = likely(case.signs, known)
    return found


def limit(told: Sequence[tuple[Case, float]], refused: float) -> float:
    """The likelihood from which so great a share of what no paper says is refused."""
    unsaid = sorted((each for case, each in told if not case.answerable), reverse=True)
    return round(unsaid[int((1 - refused) * len(unsaid) + 1e-9)] + 1e-4, 4)


def written(known: Learned, of_what: str) -> str:
    """What learned.toml and ordered.toml say."""
    lines = [
        f"# What each sign that {of_what} is worth: core/asking/learned.py.",
        "# Made again by `python -m bench.gated --write`.",
        "",
        f"always = {known.always}",
        f"answered = {known.answered}",
        "",
        "[worth]",
    ]
    lines += [f'"{name}" = {value}' for name, value in known.worth.items() if value]
    return "\n".join([*lines, ""])


def main() -> int:
    """The exit code: 1 where there are no recorded pages, or no encoder to compare by meaning."""
    parser = argparse.ArgumentParser(prog="python -m bench.gated", description=__doc__)
    parser.add_argument("--write", action="store_true", help="store what was fitted")
    parser.add_argument("--pages", type=Path, help="the folder of papers elsewhere")
    parser.add_argument("--store", action="store_true", help="store the signs of papers elsewhere")
    parser.add_argument("--halves", type=Path, nargs=2, help="what was learned without each half")
    parser.add_argument("--by", choices=(WORDS, MEANING), default=WORDS)
    asked = parser.parse_args()
    pages = asked.pages.resolve() if asked.pages else None
    with bare_place() as place:
        recorded = place.recorded
    if recorded is None:
        print("No recorded pages: set PAPERBOY_RECORDED.", file=sys.stderr)
        return 1
    by_meaning = asked.by == MEANING
    encoder = find_encoder() if by_meaning else None
    if by_meaning and not encoder:
        print("There is no sentence encoder.", file=sys.stderr)
        return 1
    sentences, kept = ordered.STORED, STORED
    if by_meaning:
        sentences, kept = ordered.STORED_BY_MEANING, STORED_BY_MEANING
    puts: list[Put] = []
    for half, questions in HALVES.items():
        if half not in UNREAD:
            puts += asyncio.run(ordered.put(half, questions, recorded, encoder))
    known = [each for one in puts for each in ordered.sentences(one, elsewhere=False)]
    scattered = [Question(each.page, each.text, ()) for each in SCATTERED]
    puts += asyncio.run(ordered.put("scattered", scattered, recorded, encoder))
    if pages:
        learning = []
        for part, told_by in of_halves(questions_in(pages, EVERY), asked.halves, encoder):
            learning += asyncio.run(ordered.put(LEARNING, part, pages, told_by))
        brought = [each for one in learning for each in ordered.sentences(one, elsewhere=True)]
        cases = crosswise([*puts, *learning], [*known, *brought])
        if asked.store:
            sentences.write_bytes(ordered.store(brought))
            kept.write_text(store([each for each in cases if each.half == LEARNING]), "utf-8")
    else:
        brought = ordered.stored(sentences)
        cases = [*crosswise(puts, [*known, *brought]), *stored(kept)]
    told = list(zip(cases, crossed(cases), strict=True))
    # Words and rules were made for the other pages, so those tell little of the limit.
    answered = limit([each for each in told if each[0].half == LEARNING], REFUSED)
    print(f"of whole papers left out; answered from {answered}")
    for half in dict.fromkeys(case.half for case in cases):
        print(f"{half}: {_count([each for each in told if each[0].half == half], answered)}")
    if asked.write:
        folder = Path(core.asking.__path__[0]) / ("by_meaning" if by_meaning else "")
        gate = fit(cases)._replace(answered=answered)
        (folder / "learned.toml").write_text(written(gate, "a paper answers a question"), "utf-8")
        order = ordered.fit([*known, *brought])
        (folder / "ordered.toml").write_text(written(order, "a sentence answers one"), "utf-8")
        learned.cache_clear()
    return 0


def _count(told: Sequence[tuple[Case, float]], answered: float) -> str:
    said = [(case, each) for case, each in told if case.answerable]
    unsaid = [each for case, each in told if not case.answerable]
    right = sum(case.held and each >= answered for case, each in said)
    refused = sum(each < answered for each in unsaid)
    held = sum(case.held for case, _ in said)
    return (
        f"{right} of {len(said)} answered ({held} held by the best sentences), "
        f"{refused} of {len(unsaid)} refused"
    )


if __name__ == "__main__":
    sys.exit(main())
