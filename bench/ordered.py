"""What tells which sentences answer a question, fitted to questions whose answers are known.

Every sentence that is looked at is a case: its signs, and whether it holds the key. Those of papers
elsewhere are stored (bench/ordered_signs.csv.gz, in bench/by_meaning with what a sentence encoder
tells). `bench.gated` fits and writes it.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.asking import document_of, holds, language_of
from core.asking import ordering
from core.asking.ask import Answerer
from core.asking.choosing import Ranked
from core.asking.inquiry import Inquiry
from core.asking.learned import Learned
from core.llm.budget import Budget
from core.models import Paper
from core.ports import Encoder
from locales import languages
from storage.engine.passages import Passages
from tests.core.asked import NOW, Clock
from tests.core.model_questions import Question

STORED = Path(__file__).with_name("ordered_signs.csv.gz")
STORED_BY_MEANING = STORED.parent / "by_meaning" / STORED.name
# How much is made of small differences, and what a paper elsewhere weighs: rules were made for the
# others.
STRENGTH, ELSEWHERE = 0.003, 2.0
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer: of which paper, whether it holds the key, its signs."""

    paper: str
    elsewhere: bool
    right: bool
    signs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Put:
    """A question that was put to its paper, with what the rules ranked, and the best of it with
    its signs."""

    half: str
    question: Question
    inquiry: Inquiry
    ranking: Sequence[Ranked]
    looked: Sequence[tuple[Ranked, Mapping[str, float]]]

    def ordered(self, known: Learned) -> list[Ranked]:
        """The sentences in the order that was learned."""
        if self.inquiry.is_short:
            return list(self.ranking)
        return ordering.ordered(self.looked, self.ranking, known)


async def put(
    half: str, questions: Iterable[Question], folder: Path, encoder: Encoder | None = None
) -> list[Put]:
    """The questions, put to the pages of a folder."""
    budget = Budget(None, NOW.date())
    asking = Answerer(
        None, Passages(), budget=budget, clock=Clock(), languages=languages(), encoder=encoder
    )
    documents = {}
    found = []
    for question in questions:
        if question.page not in documents:
            documents[question.page] = document_of(folder, question.page)
        document = documents[question.page]
        paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
        told = await asking.inquiry(paper, document, question.text, language_of(question.text))
        found.append(put_of(half, question, told))
    return found


def put_of(half: str, question: Question, told: Inquiry) -> Put:
    """The question with what was found for it."""
    ranking = by_rules(told)
    return Put(half, question, told, ranking, tuple(ordering.looked_at(told.asked, ranking)))


def by_rules(inquiry: Inquiry) -> list[Ranked]:
    """The sentences as the rules alone rank them."""
    if inquiry.is_short:
        return list(inquiry.ranking)
    told = [
        replace(each, score=each.score - ordering.SHARE * each.odds, odds=0.0)
        for each in inquiry.ranking
    ]
    return sorted(told, key=lambda each: -each.score)


def sentences(one: Put, *, elsewhere: bool) -> list[Sentence]:
    """The sentences of a question that are looked at."""
    found: list[Sentence] = []
    for each, signs in one.looked:
        right = holds(one.question, each.drawn.text)
        told = {name: round(float(value), DIGITS) for name, value in signs.items() if value}
        found.append(Sentence(one.question.page, elsewhere, right, told))
    return found


def fit(known: Sequence[Sentence]) -> Learned:
    """What each sign of a sentence is worth in those."""
    # Only here: whoever does not fit needs none of it.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    vectors, scale = DictVectorizer(sparse=False), StandardScaler()
    table = scale.fit_transform(vectors.fit_transform([each.signs for each in known]))
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300)
    weights = [ELSEWHERE if each.elsewhere else 1.0 for each in known]
    model.fit(table, [each.right for each in known], weights)
    worth = model.coef_[0] / scale.scale_
    always = float(model.intercept_[0] - (worth * scale.mean_).sum())
    named = zip(vectors.feature_names_, worth, strict=True)
    return Learned({name: round(float(each), 5) for name, each in named}, round(always, 5), 0.5)


def numbered(papers: Iterable[str]) -> dict[str, str]:
    """By paper "paper 0" and so on, in their order: of a page elsewhere nothing is kept."""
    return {paper: f"paper {number}" for number, paper in enumerate(dict.fromkeys(papers))}


def store(known: Sequence[Sentence]) -> bytes:
    """The sentences as they are stored, their papers numbered."""
    papers = numbered(each.paper for each in known)
    names = sorted({name for each in known for name in each.signs})
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["paper", "right", *names])
    for each in known:
        signs = {name: f"{value:g}" for name, value in each.signs.items()}
        values = [signs.get(name, "") for name in names]
        rows.writerow([papers[each.paper], int(each.right), *values])
    return gzip.compress(text.getvalue().encode(), mtime=0)


def stored(file: Path) -> list[Sentence]:
    """The sentences of papers elsewhere."""
    rows = csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode()))
    found: list[Sentence] = []
    for row in rows:
        paper, right = row.pop("paper"), row.pop("right") == "1"
        signs = {name: float(value) for name, value in row.items() if value}
        found.append(Sentence(paper, elsewhere=True, right=right, signs=signs))
    return found
