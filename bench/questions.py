"""Finding the passages a question is about, in the recorded page with the most text, and answering
it without a model: how long, and on whose time."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import closing

from bench.figures import Figure, Times
from bench.place import Place
from bench.stall import longest_stall
from core.asking.ask import Answerer
from core.asking.concepts import concepts, known_words
from core.asking.inquiry import RETRIEVED
from core.document import Document
from core.encoder.late import LateEncoder, find_encoder
from core.llm.budget import Budget
from core.models import Paper
from core.pages.html.extract import extract
from locales import languages
from storage.engine.passages import Passages
from tests.core.asked import NOW, Clock

FOLDERS = ("arxiv_html", "arxiv_html_browser")
QUESTIONS = (
    "Which learning rate and batch size were used for training?",
    "How does the method compare with the strongest baseline on every benchmark?",
    "这个方法有哪些局限性？",
)
RUNS = 15
FIRST, NEXT = 5.0, 2.0  # times what SQLite's index alone takes, without passages and concepts
BY_MEANING = 20.0  # times an answer by words alone; a model reads some sixty sentences twice
STALL = 50.0  # ms, whatever the machine


def measure(place: Place) -> Iterable[Figure]:
    """Nothing without recorded pages. The first question has the document cut, every one has it
    indexed."""
    document = _longest(place)
    if document is None:
        return
    known = Passages()
    length = sum(len(each.text) for each in document.sections)
    bare = statistics.median(_bare(document, question) for question in QUESTIONS * RUNS)
    for which, passages, most in (
        ("the first", Passages, FIRST),
        ("the next", lambda: known, NEXT),
    ):
        yield Figure(
            what=f"{which} question to a paper of {length:,} characters: CPU time of retrieval",
            ours=asyncio.run(_timed(document, passages)),
            unit="ms",
            limit=Times(most, bare, "SQLite's index alone"),
        )
    yield Figure(
        what="the same: the event loop's longest stall",
        ours=asyncio.run(_stall(document)),
        unit="ms",
        limit=STALL,
    )
    yield from _answers(document)


def _answers(document: Document) -> Iterable[Figure]:
    """Answers by words, and by meaning where a sentence encoder is set up: an opened one that has
    not seen the paper."""
    by_words = asyncio.run(_answered(document, None))
    yield Figure(
        what="a question answered without a model, by words: CPU time",
        ours=by_words,
        unit="ms",
    )
    encoder = find_encoder()
    if encoder is None:
        return
    asyncio.run(encoder.encode(["opened"]))
    yield Figure(
        what="the same by words and meaning",
        ours=asyncio.run(_answered(document, encoder)),
        unit="ms",
        limit=Times(BY_MEANING, by_words, "by words"),
    )
    yield Figure(
        what="the same: the event loop's longest stall",
        ours=asyncio.run(_longest_of_answers(document)),
        unit="ms",
        limit=STALL,
    )


async def _answered(document: Document, encoder: LateEncoder | None) -> float:
    """Milliseconds of all threads, the mean over the questions."""
    begun = time.process_time()
    answerer, paper = _answerer(encoder), _paper(document)
    for question in QUESTIONS:
        await answerer.answer(paper, document, question, "en")
    return 1000 * (time.process_time() - begun) / len(QUESTIONS)


async def _longest_of_answers(document: Document) -> float:
    encoder = find_encoder()

    async def work() -> None:
        await _answered(document, encoder)

    return await longest_stall(work)


def _answerer(encoder: LateEncoder | None) -> Answerer:
    budget = Budget(None, NOW.date())
    return Answerer(
        None, Passages(), budget=budget, clock=Clock(), languages=languages(), encoder=encoder
    )


def _paper(document: Document) -> Paper:
    return Paper(id=document.paper_id, title=document.title, abstract=document.abstract)


def _longest(place: Place) -> Document | None:
    """The recorded page with the most text."""
    if place.recorded is None:
        return None
    pages = [
        page for folder in FOLDERS for page in sorted((place.recorded / folder).glob("*.html"))
    ]
    documents = [
        extract(page.read_bytes(), "0000.00000", "https://arxiv.org/html/0000.00000")
        for page in pages
    ]
    return max(
        documents,
        key=lambda document: sum(len(each.text) for each in document.sections),
        default=None,
    )


def _bare(document: Document, question: str) -> float:
    """Milliseconds to put every paragraph into an index of SQLite's and to ask it for any word of
    the question."""
    begun = time.process_time()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE paragraphs USING fts5(text, tokenize = 'porter')")
        paragraphs = [(line,) for section in document.sections for line in section.text.split("\n")]
        connection.executemany("INSERT INTO paragraphs VALUES (?)", paragraphs)
        words = " OR ".join(re.findall(r"\w+", question))
        best = "SELECT rowid FROM paragraphs WHERE paragraphs MATCH ? ORDER BY bm25(paragraphs) LIMIT ?"
        connection.execute(best, (words, RETRIEVED)).fetchall()
    return 1000 * (time.process_time() - begun)


async def _timed(document: Document, passages: Callable[[], Passages]) -> float:
    """Milliseconds of all threads; the median over the questions, several times each."""
    taken, known = [], known_words(languages(), "zh")
    for question in QUESTIONS * RUNS:
        begun = time.process_time()
        await passages().find(document, concepts(question, known), RETRIEVED)
        taken.append(1000 * (time.process_time() - begun))
    return statistics.median(taken)


async def _stall(document: Document) -> float:
    known = known_words(languages(), "zh")

    async def work() -> None:
        for question in QUESTIONS:
            await Passages().find(document, concepts(question, known), RETRIEVED)

    return statistics.median([await longest_stall(work) for _ in range(RUNS)])
