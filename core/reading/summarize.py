"""A paper's abstract → its summary in one language."""

from __future__ import annotations

import dataclasses

from core.language import Language
from core.llm.budget import estimate_tokens
from core.models import Paper, Provenance, Shortfall, Source, Summary, Writer
from core.ports import Clock, Model
from core.reading import extractive, prompts, review
from core.records import Step

MAX_TOKENS = 4_000  # reasoning models think within it; the summary itself takes about 600


def cost(paper: Paper, language: Language) -> int:
    """The tokens one summary may use, as a reservation."""
    return estimate_tokens(prompts.summary_instructions(language) + paper.abstract) + MAX_TOKENS


def prompt_of(
    paper: Paper, language: Language, *, urgent: bool = False, calls: int = prompts.CALLS
) -> prompts.Prompt[prompts.SummaryAnswer]:
    """What a model is asked for a summary."""
    return prompts.Prompt(
        instructions=prompts.summary_instructions(language),
        material=prompts.material(paper, f"Abstract: {paper.abstract}"),
        answer=prompts.SummaryAnswer,
        max_tokens=MAX_TOKENS,
        subject=paper.id,
        urgent=urgent,
        calls=calls,
        text=(Step.SUMMARIZE, paper.id, language.code),
    )


async def with_model(
    paper: Paper,
    language: Language,
    model: Model,
    clock: Clock,
    *,
    urgent: bool = False,
    calls: int = prompts.CALLS,
) -> Summary:
    """The model's summary, checked against the abstract; raises ModelError."""
    prompt = prompt_of(paper, language, urgent=urgent, calls=calls)

    def write(answer: prompts.SummaryAnswer) -> Summary:
        provenance = Provenance(
            source=Source.ABSTRACT,
            writer=Writer.MODEL,
            created_at=clock.now(),
            prompt_version=prompts.PROMPT_VERSION,
        )
        return Summary(
            paper_id=paper.id,
            language=language.code,
            title=answer.title,
            text=answer.summary,
            highlights=tuple(answer.highlights),
            provenance=provenance,
        )

    return await review.ask_for_reading(model, prompt, paper, None, language, write)


def without_model(paper: Paper, language: str, clock: Clock, shortfall: Shortfall) -> Summary:
    """A checked summary that costs nothing: sentences of the abstract.

    Where a model should have written, it is the source's own AI summary if there is one.
    """
    if shortfall is not Shortfall.NO_MODEL and paper.ai_summary:
        hub = Provenance(
            source=Source.AI_SUMMARY, writer=Writer.HUB, created_at=clock.now(), shortfall=shortfall
        )
        summary = Summary(
            paper_id=paper.id,
            language=language,
            title=None,
            text=paper.ai_summary,
            highlights=(),
            provenance=hub,
        )
    else:
        summary = extractive.summarize(paper, language, clock.now())
        provenance = dataclasses.replace(summary.provenance, shortfall=shortfall)
        summary = dataclasses.replace(summary, provenance=provenance)
    return review.checked(summary, paper, None)
