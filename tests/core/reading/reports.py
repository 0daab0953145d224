"""A paper about boats, and what holds for every report that is made without a model."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from core.document import Document, Section
from core.language import Language
from core.models import Paper, Report, Usage
from core.reading.extractive import read
from core.sentences import sentences
from locales.folders import languages

AT = dt.datetime(2026, 2, 5, 6, 0, tzinfo=dt.UTC)
ENGLISH, CHINESE = languages()["en"], languages()["zh"]
ABSTRACT = (
    "Paper boats are used on many lakes. However, folding them remains costly and slow. "
    "We propose BoatNet, a crease predictor that folds boats in one pass. It reads the sheet as a grid. "
    "Training needs no labels. BoatNet outperforms the best folder by 12.5% on the LakeBench benchmark. "
    "Our code is available at https://github.com/example/boatnet."
)
DOCUMENT = Document(
    paper_id="2602.00001",
    title="Boats",
    abstract=ABSTRACT,
    version="v2",
    sections=(
        Section(
            "1 Introduction",
            1,
            "Our contributions are listed below for the reader's ease.\n\n"
            "- Crease pruning: we drop every second crease of the sheet.\n\n"
            "- We introduce RiverMix for training on rivers.",
        ),
        Section(
            "2 Method",
            1,
            "The input is a square sheet of paper with sixteen creases.\n\n"
            "First, we fold the sheet along its diagonal. Then we fold both wings of the boat upwards. "
            "The model outputs a boat ready to float.\n\n$$x = 1.$$ (1)",
        ),
        Section(
            "3 Experiments",
            1,
            "We train on 8 A100 GPUs with a batch size of 64.\n\nTable 1: Scores of all the folders we compare.\n\n"
            "BoatNet | 91.2\n\nBoatNet reaches 91.2% accuracy, better than the 80.1% of the baseline. "
            "Compared to earlier folders it is also calmer.",
        ),
    ),
)


def paper(**more: object) -> Paper:
    facts: dict[str, object] = {"id": "2602.00001", "title": "Folding Boats", "abstract": ABSTRACT}
    return Paper(**(facts | more))  # type: ignore[arg-type]


def quotes(report: Report) -> Iterator[str]:
    """Every sentence that a report quotes; without links, names and what it says of tables."""
    usage, results = report.usage, report.results
    yield from sentences(report.contribution)
    for text in (usage.requirements, *(note.text for note in usage.notes)):
        if not text.startswith("http"):
            for sentence in sentences(text):
                yield from sentence.split("; ")
    for note in results.notes:
        yield note.text
    for item in report.innovations:
        yield item.text
    yield from results.comparisons
    for text in results.figures:
        if not re.search(r"\((?:Table|表) ?[\dIVX]+\)$", text):
            yield text


def assert_quoted(report: Report, *texts: str) -> None:
    """Every quote is a piece of the texts that begins and ends with a word; its first letter is a
    capital where a beginning was left out."""
    flat = " ".join(" ".join(texts).split())
    usage = report.usage
    for quote in (*quotes(report), usage.input, usage.output, *usage.steps):
        if quote:
            whole = f"(?i:{re.escape(quote[0])}){re.escape(quote[1:])}"
            if quote[0].isalnum():
                whole = rf"(?<![a-zA-Z0-9]){whole}"
            if quote[-1].isalnum():
                whole = rf"{whole}(?![a-zA-Z0-9])"
            assert re.search(whole, flat), quote


def assert_sound(report: Report) -> None:
    """No sentence twice, and none within another."""
    told = [quote for quote in quotes(report) if quote]
    for number, quote in enumerate(told):
        assert not any(quote in other for other in (*told[:number], *told[number + 1 :])), quote


def used(*sections: tuple[str, str], language: Language = ENGLISH, abstract: str = "") -> Usage:
    """What is told of how the work of these sections is used."""
    document = Document(
        paper_id="2602.00001",
        title="BoatNet: Folding Boats",
        sections=tuple(Section(title, 1, text) for title, text in sections),
    )
    facts = paper(title=document.title, abstract=abstract or "We propose BoatNet, a folder.")
    return read(facts, document, language, AT, None).usage
