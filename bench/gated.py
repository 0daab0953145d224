"""What tells whether a paper answers a question, fitted to questions whose answers are known.

These are the open halves of `bench.asking`, and the signs alone of questions about papers elsewhere
(bench/gated_signs.json, made from `--pages FOLDER` with `--store`). Whole papers are left out
crosswise; the limit is chosen on what is told of these. `python -m bench.gated --write` makes
core/asking/learned.toml again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import core.asking
from bench.asking import HALVES, UNREAD, document_of, holds, language_of
from bench.elsewhere import LEARNING, questions_in
from bench.place import bare_place
from core.asking import choosing
from core.asking.ask import Answerer
from core.asking.asked import Drawn
from core.asking.context import in_context
from core.asking.learned import Learned, learned, likely
from core.asking.weighing import BEST, all_signs
from core.llm.budget import Budget
from core.models import Paper
from locales import languages
from storage.engine.passages import Passages
from tests.core.asked import NOW, Clock
from tests.core.model_questions import Question

STORED = Path(__file__).with_name("gated_signs.json")
# How much is made of small differences, what a question about a paper elsewhere weighs (rules were
# made for the others), and of how many the limit must refuse what the paper does not say.
STRENGTH, ELSEWHERE, REFUSED = 0.003, 2.0, 0.94
# Halves that rules are fitted to so closely that they tell nothing of the limit.
CLOSELY = frozenset({"tuned", "kept", "last", "opened"})


@dataclass(frozen=True, slots=True)
class Case:
    """A question: whether its paper answers it, whether the best sentences hold that, its signs."""

    half: str
    paper: str
    answerable: bool
    held: bool
    signs: Mapping[str, float]


async def read_cases(half: str, questions: Iterable[Question], folder: Path) -> list[Case]:
    """The cases of questions about the pages of a folder."""
    budget = Budget(None, NOW.date())
    asking = Answerer(None, Passages(), budget=budget, clock=Clock(), languages=languages())
    documents = {}
    found = []
    for question in questions:
        if question.page not in documents:
            documents[question.page] = document_of(folder, question.page)
        document = documents[question.page]
        paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
        told = await asking.inquiry(paper, document, question.text, language_of(question.text))
        signs = all_signs(told.asked, told.ranking)
        best: Sequence[Drawn] = choosing.best(told.ranking, BEST)
        held = holds(question, " ".join(each.text for each in in_context(best)))
        rounded = {name: round(value, 3) for name, value in signs.items() if value}
        found.append(Case(half, question.page, question.answerable, held, rounded))
    return found


def stored() -> list[Case]:
    """The cases of papers elsewhere."""
    told = json.loads(STORED.read_text("utf-8"))
    names = told["signs"]
    return [
        Case(LEARNING, paper, answerable, held, dict(zip(names, values, strict=True)))
        for paper, answerable, held, values in told["cases"]
    ]


def store(cases: Sequence[Case]) -> str:
    """The same as they are stored, a line each, their papers numbered."""
    papers = {
        paper: f"paper {number}"
        for number, paper in enumerate(dict.fromkeys(each.paper for each in cases))
    }
    names = sorted({name for case in cases for name in case.signs})
    lines = []
    for case in cases:
        values = [case.signs.get(name, 0) for name in names]
        told = [papers[case.paper], case.answerable, case.held, [round(each, 3) for each in values]]
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
    weights = [ELSEWHERE if case.half == LEARNING else 1.0 for case in cases]
    model.fit(table, [case.answerable for case in cases], weights)
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


def written(known: Learned) -> str:
    """What learned.toml says."""
    lines = [
        "# What each sign that a paper answers a question is worth: core/asking/learned.py.",
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
    """The exit code: 1 where there are no recorded pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.gated", description=__doc__)
    parser.add_argument("--write", action="store_true", help="store what was fitted")
    parser.add_argument("--pages", type=Path, help="the folder of papers elsewhere")
    parser.add_argument("--store", action="store_true", help="store the signs of papers elsewhere")
    asked = parser.parse_args()
    pages = asked.pages.resolve() if asked.pages else None
    with bare_place() as place:
        recorded = place.recorded
    if recorded is None:
        print("No recorded pages: set PAPERBOY_RECORDED.", file=sys.stderr)
        return 1
    cases: list[Case] = []
    for half, questions in HALVES.items():
        if half not in UNREAD:
            cases += asyncio.run(read_cases(half, questions, recorded))
    if pages:
        learning = asyncio.run(read_cases(LEARNING, questions_in(pages, LEARNING), pages))
        if asked.store:
            STORED.write_text(store(learning), "utf-8")
    cases += learning if pages else stored()
    told = list(zip(cases, crossed(cases), strict=True))
    answered = limit([each for each in told if each[0].half not in CLOSELY], REFUSED)
    print(f"of whole papers left out; answered from {answered}")
    for half in dict.fromkeys(case.half for case in cases):
        print(f"{half}: {_count([each for each in told if each[0].half == half], answered)}")
    if asked.write:
        path = Path(core.asking.__path__[0]) / "learned.toml"
        path.write_text(written(fit(cases)._replace(answered=answered)), "utf-8")
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
