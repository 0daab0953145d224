"""Asking a model once more whether what it quotes answers the question, where we cannot tell."""

# Tested in tests/core/asking/test_confirming.py.

from __future__ import annotations

from collections.abc import Sequence

import structlog

from core.asking import prompts
from core.asking.asked import Drawn
from core.asking.inquiry import Inquiry
from core.errors import ModelError
from core.ports import Model
from core.reading.prompts import Prompt

log = structlog.get_logger()

TOKENS = 2_000  # a reasoning model thinks within these


async def confirmed(inquiry: Inquiry, drawn: Sequence[Drawn], model: Model) -> bool:
    """Whether the quotes answer in other words than the question's, as the model sees it.

    Never where the paper lacks a name that is asked for: what a model says then comes from
    elsewhere. Nor where the model fails: there is an answer without it. How few of the question's
    words the quotes have does not matter: one that reads well lost a tenth of its answers by that.
    """
    counted = zip(inquiry.concepts, inquiry.counts, strict=True)
    lacking = any(concept.proper and not count for concept, count in counted)
    if lacking:
        return False
    quoted = "\n".join(each.text for each in drawn)
    prompt = Prompt(
        instructions=prompts.confirming_instructions(),
        material=prompts.confirming_material(inquiry.paper, quoted, inquiry.typed),
        answer=prompts.SaidStated,
        max_tokens=TOKENS,
        subject=inquiry.paper.id,
        urgent=True,
    )
    try:
        said = (await model.ask(prompt)).answer
    except ModelError as error:
        log.warning("an answer was not confirmed", paper=inquiry.paper.id, error=str(error))
        return False
    return said.stated and bool(said.words) and _bare(said.words) in _bare(quoted)


def _bare(text: str) -> str:
    return "".join(text.casefold().split())
