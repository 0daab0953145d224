"""A paper's text → its five-point report in one language.

What could be read is laid out before anything is spent (`choices`): the full text, else the abstract, else no model at
all. The reader takes the first one the budget admits.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core import extractive, prompts
from core.budget import estimate_tokens
from core.condense import condense
from core.document import Document
from core.models import Labelled, Paper, Provenance, Report, Results, Shortfall, Source, Usage, Writer
from core.ports import Clock, Model

# Reasoning models think within these; the report itself takes about 2,000 tokens, less from an abstract.
MAX_TOKENS = 8_000
MAX_TOKENS_ABSTRACT = 4_000
CHARACTERS_PER_CONTEXT_TOKEN = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to make a report. `max_tokens` bounds the answer (0: no model is asked), `tokens` is what to reserve."""

    paper: Paper
    document: Document | None
    shortfall: Shortfall | None
    text: str = ""
    max_tokens: int = 0
    tokens: int = 0


def without_model(paper: Paper, document: Document | None, shortfall: Shortfall) -> Choice:
    """The built-in reading, of whatever text there is."""
    return Choice(paper, document, shortfall)


def choices(
    paper: Paper, document: Document | None, lacking: Shortfall | None, *, language: str, context: int
) -> list[Choice]:
    """The ways to read with a model, best first: the full text, then the abstract.

    `lacking` says why there is no document. `context` is how many tokens of paper the model can take; a longer paper
    is condensed by choosing sections.
    """
    instructions = estimate_tokens(prompts.report_instructions(language))
    found = []
    if document:
        text = condense(document, context * CHARACTERS_PER_CONTEXT_TOKEN)
        cost = instructions + estimate_tokens(text) + MAX_TOKENS
        found.append(Choice(paper, document, None, text, MAX_TOKENS, cost))
    abstract = paper.abstract or (document.abstract if document else "")
    if abstract:
        text = f"Abstract: {abstract}"
        cost = instructions + estimate_tokens(text) + MAX_TOKENS_ABSTRACT
        shortfall = Shortfall.OVER_BUDGET if document else lacking
        found.append(Choice(paper, None, shortfall, text, MAX_TOKENS_ABSTRACT, cost))
    return found


async def read(choice: Choice, language: str, model: Model | None, clock: Clock) -> Report:
    """The report of that choice; raises ModelError."""
    if not choice.max_tokens or model is None:
        shortfall = choice.shortfall or Shortfall.NO_MODEL
        # Weighing the sentences of a long paper takes too long for the event loop.
        reading = (choice.paper, choice.document, language, clock.now(), shortfall)
        return await asyncio.to_thread(extractive.read, *reading)
    answer = await model.ask(
        prompts.report_instructions(language),
        prompts.material(choice.paper, choice.text),
        prompts.ReportAnswer,
        max_tokens=choice.max_tokens,
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
