"""Questions that readers ask about recorded papers, and what is answered: `python -m bench.asking`.

Prints each question with its answer, for somebody to judge, and counts: a question with an answer
is counted as answered where the sentence of the key is among those quoted, one without where it is
refused; how many were refused and yet shown their key is told besides. Rules may be fitted to all halves but `newest`, `closed` and `sixth`, of which only the
counts are printed. With `--model repeating` a model answers that can only repeat what it is given,
with `--model reading` one that quotes the key wherever it is given it (bench/reader.py), with
`--model copying` the same one that adds no word of its own; then it is counted as well how often a
model was given a sentence of the key. A sentence encoder compares by meaning too, where it is set
up; `--by words` goes without it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console

from bench.elsewhere import LEARNING, TELLING, questions_in, whole
from bench.place import bare_place
from bench.reader import Reader
from core.asking.ask import Answerer
from core.document import Document
from core.encoder.late import find_encoder
from core.llm.budget import Budget
from core.models import Answer, Paper
from core.pages.html.extract import extract
from core.ports import Encoder
from locales import languages
from storage.engine.passages import Passages
from tests.core.asked import KNOWN, NOW, Clock, model_at
from tests.core.model_questions import (
    CLOSED,
    FURTHER,
    KEPT,
    LAST,
    NEWEST,
    OPENED,
    PRACTICE,
    SIXTH,
    TUNED,
    Question,
)
from tests.fakes.model import FakeModel, repeat_the_nearest

ADDRESS = "https://arxiv.org/html/0000.00000"
# Whose answers are counted, and read by nobody who mends.
UNREAD = frozenset({"newest", "closed", "sixth", TELLING})
HALVES = {
    "tuned": TUNED,
    "kept": KEPT,
    "last": LAST,
    "newest": NEWEST,
    "opened": OPENED,
    "closed": CLOSED,
    "sixth": SIXTH,
    "practice": PRACTICE,
    "further": FURTHER,
}
CHINESE = re.compile("[\u4e00-\u9fff]")
Respond = Callable[[dict[str, Any]], str]
WORDS, MEANING = "words", "meaning"
ALONE, REPEATING, READING, COPYING = "none", "repeating", "reading", "copying"


@dataclass(frozen=True)
class Count:
    """How many of the questions with an answer were answered by its sentence, and how many of the
    others refused."""

    answered: int
    answerable: int
    refused: int
    unanswerable: int

    def __str__(self) -> str:
        answered = f"{self.answered} of {self.answerable} answered"
        return f"{answered}, {self.refused} of {self.unanswerable} refused"


@dataclass(frozen=True)
class Outcome:
    """An answer, and all that a model was given for it."""

    answer: Answer
    given: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the answers and the counts; 2 where there are no recorded pages."""
    parser = argparse.ArgumentParser(prog="python -m bench.asking", description=__doc__)
    parser.add_argument("--half", choices=[*sorted(HALVES), LEARNING, TELLING], default="tuned")
    parser.add_argument("--pages", type=Path, help="the folder of the halves learning and telling")
    parser.add_argument("--model", choices=(ALONE, REPEATING, READING, COPYING), default=ALONE)
    parser.add_argument("--by", choices=(WORDS, MEANING), default=MEANING)
    told = parser.parse_args(arguments)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    questions, recorded = _asked(told.half, told.pages)
    if recorded is None or not questions:
        print("No pages: set PAPERBOY_RECORDED, or tell --pages.", file=sys.stderr)
        return 2
    encoder = find_encoder() if told.by == MEANING else None
    print(f"by {MEANING if encoder else WORDS}")
    outcomes = asyncio.run(answered(questions, recorded, told.model, encoder))
    answers = [outcome.answer for outcome in outcomes]
    console = Console(highlight=False, soft_wrap=True)
    if told.half not in UNREAD:
        for question, answer in zip(questions, answers, strict=True):
            console.print(_told(question, answer), markup=False)
    console.print(str(count(zip(questions, answers, strict=True))), markup=False)
    near = shown_near(zip(questions, answers, strict=True))
    console.print(f"{near} others refused with a sentence of the key among the nearest")
    if told.model != ALONE:
        pairs = [pair for pair in zip(questions, outcomes, strict=True) if pair[0].answerable]
        held = sum(holds(question, outcome.given) for question, outcome in pairs)
        console.print(f"{held} of {len(pairs)} answers held by what the model was given")
    return 0


def _asked(half: str, pages: Path | None) -> tuple[Sequence[Question], Path | None]:
    """The questions of a half, and the folder of their pages, None where there is none."""
    if half in HALVES:
        with bare_place() as place:
            return HALVES[half], place.recorded
    return questions_in(pages.resolve(), half) if pages else (), pages and pages.resolve()


async def answered(
    questions: Iterable[Question],
    recorded: Path,
    model: str = ALONE,
    encoder: Encoder | None = None,
) -> list[Outcome]:
    """What became of the questions, in their order."""
    documents: dict[str, Document] = {}
    found = []
    reader = Reader(holds, copies=model == COPYING)
    respond = {
        REPEATING: repeat_the_nearest,
        READING: reader.answer,
        COPYING: reader.answer,
    }.get(model)
    async with _answerer(respond, encoder) as (answerer, fake):
        for question in questions:
            reader.question = question
            if question.page not in documents:
                documents[question.page] = document_of(recorded, question.page)
            document = documents[question.page]
            paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
            language = language_of(question.text)
            before = len(fake.log) if fake else 0
            answer = await answerer.answer(paper, document, question.text, language)
            given = ""
            if fake:
                given = "\n".join(str(json.loads(each.body)) for each in fake.log[before:])
            found.append(Outcome(answer, given))
    return found


def document_of(folder: Path, page: str) -> Document:
    """The document of a page of the folder."""
    return extract(whole((folder / page).read_bytes()), "0000.00000", ADDRESS)


def language_of(text: str) -> str:
    """The language in which somebody asks: Chinese or English."""
    return "zh" if CHINESE.search(text) else "en"


def count(pairs: Iterable[tuple[Question, Answer]]) -> Count:
    """What became of the questions."""
    answered = answerable = refused = unanswerable = 0
    for question, answer in pairs:
        if question.answerable:
            answerable += 1
            answered += is_right(question, answer)
        else:
            unanswerable += 1
            refused += not answer.answered
    return Count(answered, answerable, refused, unanswerable)


def shown_near(pairs: Iterable[tuple[Question, Answer]]) -> int:
    """How many of the questions with an answer were refused and yet shown a sentence of it."""
    return sum(
        holds(question, " ".join(quote.text for quote in answer.nearest))
        for question, answer in pairs
        if question.answerable and not answer.answered
    )


def is_right(question: Question, answer: Answer) -> bool:
    """Whether a sentence of the key is among those that are quoted."""
    return holds(question, " ".join(quote.text for quote in answer.quotes))


def holds(question: Question, text: str) -> bool:
    """Whether the text has a sentence of the key."""
    said = _squeezed(text)
    return any(_squeezed(key.found_by) in said for key in question.answers)


@asynccontextmanager
async def _answerer(
    respond: Respond | None, encoder: Encoder | None
) -> AsyncIterator[tuple[Answerer, FakeModel | None]]:
    budget = Budget(None, NOW.date())
    answerer = partial(
        Answerer,
        passages=Passages(),
        budget=budget,
        clock=Clock(),
        languages=languages(),
        encoder=encoder,
    )
    if respond is None:
        yield answerer(None), None
        return
    async with (
        FakeModel(answer=respond) as fake,
        model_at(fake.base_url, budget=budget, known=KNOWN) as found,
    ):
        yield answerer(found.model), fake


def _told(question: Question, answer: Answer) -> str:
    """The question, the key, and what was answered or comes nearest."""
    lines = [f"Q  {question.text}"]
    lines += [f"   key: §{key.section}: {key.found_by}" for key in question.answers]
    if answer.answered:
        lines += [f"   → §{quote.section}: {quote.text[:300]}" for quote in answer.quotes]
    else:
        lines.append(f"   → refused; never mentioned: {', '.join(answer.absent) or '–'}")
        lines += [f"     nearest: §{quote.section}: {quote.text[:300]}" for quote in answer.nearest]
    return "\n".join(lines)


def _squeezed(text: str) -> str:
    """Its letters and figures alone: a key has signs ("5×10") where our text has TeX for them."""
    bare = re.sub(r"\\[A-Za-z]+", " ", text)
    return re.sub(r"[^a-z0-9]+", "", bare.casefold()) or text


if __name__ == "__main__":
    sys.exit(main())
