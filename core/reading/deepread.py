"""A paper's text → its five-point report in one language.

What could be read is laid out before anything is spent (`choices`): the full text, else the
abstract, else no model at all. The reader takes the first one the budget admits.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from dataclasses import dataclass

from core.document import Document
from core.language import Language
from core.llm.budget import estimate_tokens
from core.models import (
    Labelled,
    Paper,
    Picture,
    Provenance,
    Report,
    Results,
    Shortfall,
    Source,
    Usage,
    Writer,
)
from core.ports import Clock, Model
from core.reading import exhibits, extractive, prompts, review
from core.reading.condense import condense
from core.records import Step

# Reasoning models think within these; the report itself takes about 2,000 tokens, less from an
# abstract.
MAX_TOKENS = 8_000
MAX_TOKENS_ABSTRACT = 4_000
CHARACTERS_PER_CONTEXT_TOKEN = 3
# Of what a model takes, so much may be paper; the rest is for the instructions and the answer.
PAPER_SHARE = 0.5
# Tokens of a paper below which its abstract tells more.
LEAST_CONTEXT = 1_500


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to make a report.

    `max_tokens` bounds the answer (0: no model is asked), `tokens` is what to reserve; the model is
    asked at most so many `calls`.
    """

    paper: Paper
    document: Document | None
    shortfall: Shortfall | None
    text: str = ""
    max_tokens: int = 0
    tokens: int = 0
    calls: int = prompts.CALLS


def without_model(paper: Paper, document: Document | None, shortfall: Shortfall | None) -> Choice:
    """The built-in reading of the text there is.

    Where no shortfall is given, it is what the document lacks.
    """
    if shortfall is None and document:
        shortfall = document.lacking
    return Choice(paper, document, shortfall)


def choices(
    paper: Paper,
    document: Document | None,
    lacking: Shortfall | None,
    *,
    language: Language,
    context: int,
) -> list[Choice]:
    """The ways to read with a model, best first: the full text, then the abstract.

    `lacking` says why there is no document. `context` is how many tokens of paper the model can
    take; a longer paper is condensed by choosing sections.
    """
    instructions = estimate_tokens(prompts.report_instructions(language))
    found = []
    if document:
        text = condense(document, context * CHARACTERS_PER_CONTEXT_TOKEN)
        cost = instructions + estimate_tokens(text) + MAX_TOKENS
        found.append(Choice(paper, document, document.lacking, text, MAX_TOKENS, cost))
    abstract = paper.abstract
    if document:
        abstract = abstract or document.abstract
        lacking = Shortfall.OVER_BUDGET
    if abstract:
        text = f"Abstract: {abstract}"
        cost = instructions + estimate_tokens(text) + MAX_TOKENS_ABSTRACT
        known = dataclasses.replace(paper, abstract=abstract)
        found.append(Choice(known, None, lacking, text, MAX_TOKENS_ABSTRACT, cost))
    return found


def shorter(choice: Choice, *, language: Language, context: int) -> Choice:
    """The choice of a full text cut down to `context` tokens of it.

    Where that would be too few, it is the abstract, which says why.
    """
    assert choice.document
    if context >= LEAST_CONTEXT:
        return choices(choice.paper, choice.document, None, language=language, context=context)[0]
    abstract = choice.paper.abstract or choice.document.abstract
    known = dataclasses.replace(choice.paper, abstract=abstract)
    found = choices(known, None, Shortfall.MODEL_LIMIT, language=language, context=context)
    if found:
        return found[0]
    return without_model(choice.paper, choice.document, Shortfall.MODEL_LIMIT)


def prompt_of(
    choice: Choice, language: Language, *, urgent: bool = False
) -> prompts.Prompt[prompts.ReportAnswer]:
    """What a model is asked for that report."""
    return prompts.Prompt(
        instructions=prompts.report_instructions(language),
        material=prompts.material(choice.paper, choice.text),
        answer=prompts.ReportAnswer,
        max_tokens=choice.max_tokens,
        subject=choice.paper.id,
        urgent=urgent,
        calls=choice.calls,
        text=(Step.DEEP_READ, choice.paper.id, language.code),
    )


async def read(
    choice: Choice, language: Language, model: Model | None, clock: Clock, *, urgent: bool = False
) -> Report:
    """The report of that choice, its figures checked against all of the text; raises ModelError."""
    if not choice.max_tokens or model is None:
        # Weighing and checking the sentences of a long paper takes too long for the event loop.
        return await asyncio.to_thread(_extract, choice, language, clock.now())
    prompt = prompt_of(choice, language, urgent=urgent)

    def write(answer: prompts.ReportAnswer) -> Report:
        provenance = _provenance(choice, clock.now())
        return _report(choice.paper.id, language.code, answer, provenance)

    report = await review.ask_for_reading(
        model, prompt, choice.paper, choice.document, language, write
    )
    return await asyncio.to_thread(_illustrated, report, choice.document)


def _extract(choice: Choice, language: Language, at: dt.datetime) -> Report:
    """The built-in reading, checked."""
    shortfall = choice.shortfall or Shortfall.NO_MODEL
    report = extractive.read(choice.paper, choice.document, language, at, shortfall)
    checked = review.checked(report, choice.paper, choice.document)
    if checked.check and checked.check.missing:
        # Sentences that were made of a table, and of which the check is not sure.
        sure = extractive.without_doubts(report, checked.check)
        checked = review.checked(sure, choice.paper, choice.document)
    return _illustrated(checked, choice.document)


def _illustrated(report: Report, document: Document | None) -> Report:
    """The report with the paper's own picture, and whether there is a table of its main results."""
    if document is None:
        return report
    figure = exhibits.teaser(document)
    table = exhibits.results_table(document)
    picture = None
    if figure and figure.address:
        picture = Picture(figure.address, figure.caption)
    return dataclasses.replace(report, picture=picture, table=table is not None)


def _provenance(choice: Choice, at: dt.datetime) -> Provenance:
    provenance = Provenance(
        source=Source.ABSTRACT,
        writer=Writer.MODEL,
        created_at=at,
        prompt_version=prompts.PROMPT_VERSION,
        shortfall=choice.shortfall,
    )
    return extractive.provenance_of(choice.document, provenance)


def _report(
    paper_id: str, language: str, answer: prompts.ReportAnswer, provenance: Provenance
) -> Report:
    usage = answer.usage
    results = answer.results
    return Report(
        paper_id=paper_id,
        language=language,
        field=answer.field,
        contribution=answer.contribution,
        usage=Usage(
            input=usage.input,
            output=usage.output,
            steps=tuple(usage.steps),
            requirements=usage.requirements,
        ),
        innovations=tuple(Labelled(item.name, item.text) for item in answer.innovations),
        results=Results(
            datasets=tuple(results.datasets),
            comparisons=tuple(results.comparisons),
            figures=tuple(results.figures),
        ),
        provenance=provenance,
    )
