"""A paper's text → its five-point report in one language.

What is read is decided before anything is spent (`choose`): the full text if the budget allows, else the abstract,
else no model at all. The decision is pure; the reading follows it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core import extractive, prompts
from core.budget import Budget, estimate_tokens
from core.condense import condense
from core.models import Document, Labelled, Paper, Provenance, Report, Results, Shortfall, Source, Usage, Writer
from core.ports import Clock, Model

MAX_TOKENS = 8_000  # reasoning models think within it; the report itself takes about 2,000
CHARACTERS_PER_CONTEXT_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report will be made from. `tokens` is what to reserve; `use_model` False means built-in reading."""

    paper: Paper
    document: Document | None
    shortfall: Shortfall | None
    use_model: bool
    text: str = ""
    tokens: int = 0


def choose(
    paper: Paper,
    document: Document | None,
    lacking: Shortfall | None,
    *,
    language: str,
    context: int,
    budget: Budget | None,
    day: dt.date,
) -> Choice:
    """The best reading that fits. `lacking` says why there is no document; `budget` None means there is no model.

    `context` is how many tokens of paper the model can take; a longer paper is condensed by choosing sections.
    """
    if budget is None:
        return Choice(paper, document, lacking or Shortfall.NO_MODEL, use_model=False)
    options: list[tuple[Document | None, Shortfall | None, str]] = []
    if document:
        options.append((document, None, condense(document, context * CHARACTERS_PER_CONTEXT_TOKEN)))
    abstract = f"Abstract: {paper.abstract or (document.abstract if document else '')}"
    options.append((None, Shortfall.OVER_BUDGET if document else lacking, abstract))
    for source, shortfall, text in options:
        tokens = estimate_tokens(prompts.report_instructions(language) + text) + MAX_TOKENS
        if budget.fits(tokens, day):
            return Choice(paper, source, shortfall, use_model=True, text=text, tokens=tokens)
    return Choice(paper, document, Shortfall.OVER_BUDGET, use_model=False)


async def read(choice: Choice, language: str, model: Model | None, clock: Clock) -> Report:
    """The report of that choice; raises ModelError."""
    if not choice.use_model or model is None:
        shortfall = choice.shortfall or Shortfall.NO_MODEL
        return extractive.read(choice.paper, choice.document, language, clock.now(), shortfall)
    answer = await model.ask(
        prompts.report_instructions(language),
        prompts.material(choice.paper, choice.text),
        prompts.ReportAnswer,
        max_tokens=MAX_TOKENS,
    )
    provenance = Provenance(
        source=Source.HTML if choice.document else Source.ABSTRACT,
        writer=Writer.MODEL,
        created_at=clock.now(),
        model=model.name,
        version=choice.document.version if choice.document else None,
        prompt_version=prompts.PROMPT_VERSION,
        shortfall=choice.shortfall,
    )
    return _report(choice.paper.id, language, answer, provenance)


def _report(paper_id: str, language: str, answer: prompts.ReportAnswer, provenance: Provenance) -> Report:
    usage, results = answer.usage, answer.results
    return Report(
        paper_id=paper_id,
        language=language,
        field=answer.field,
        contribution=answer.contribution,
        usage=Usage(input=usage.input, output=usage.output, steps=tuple(usage.steps), requirements=usage.requirements),
        innovations=tuple(Labelled(item.name, item.text) for item in answer.innovations),
        results=Results(
            datasets=tuple(results.datasets), comparisons=tuple(results.comparisons), figures=tuple(results.figures)
        ),
        provenance=provenance,
    )
