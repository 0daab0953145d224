"""Finding the passages a question is about, in the recorded page with the most text: how long, and on whose time."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Iterable

from bench.figures import Figure
from bench.place import Place
from bench.stall import longest_stall
from core.ask import RETRIEVED
from core.asking.concepts import concepts
from core.document import Document
from core.extract import extract
from storage.passages import Passages

FOLDERS = ("arxiv_html", "arxiv_html_browser")
QUESTIONS = (
    "Which learning rate and batch size were used for training?",
    "How does the method compare with the strongest baseline on every benchmark?",
    "这个方法有哪些局限性？",
)
RUNS = 15
RETRIEVAL, STALL = 20.0, 50.0  # ms


def measure(place: Place) -> Iterable[Figure]:
    """Nothing without recorded pages. The first question has the document cut, every one has it indexed."""
    document = _longest(place)
    if document is None:
        return
    known = Passages()
    length = sum(len(each.text) for each in document.sections)
    for which, passages in (("the first", Passages), ("the next", lambda: known)):
        yield Figure(
            what=f"{which} question to a paper of {length:,} characters: CPU time of retrieval",
            ours=asyncio.run(_timed(document, passages)),
            unit="ms",
            limit=RETRIEVAL,
        )
    yield Figure(
        what="the same: the event loop's longest stall",
        ours=asyncio.run(_stall(document)),
        unit="ms",
        limit=STALL,
    )


def _longest(place: Place) -> Document | None:
    """The recorded page with the most text."""
    if place.recorded is None:
        return None
    pages = [page for folder in FOLDERS for page in sorted((place.recorded / folder).glob("*.html"))]
    documents = [extract(page.read_bytes(), "0000.00000", "https://arxiv.org/html/0000.00000") for page in pages]
    return max(documents, key=lambda document: sum(len(each.text) for each in document.sections), default=None)


async def _timed(document: Document, passages: Callable[[], Passages]) -> float:
    """Milliseconds of all threads; the median over the questions, several times each."""
    taken = []
    for question in QUESTIONS * RUNS:
        begun = time.process_time()
        await passages().find(document, concepts(question), RETRIEVED)
        taken.append(1000 * (time.process_time() - begun))
    return statistics.median(taken)


async def _stall(document: Document) -> float:
    async def work() -> None:
        for question in QUESTIONS:
            await Passages().find(document, concepts(question), RETRIEVED)

    return statistics.median([await longest_stall(work) for _ in range(RUNS)])
