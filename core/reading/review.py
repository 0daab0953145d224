"""What a model wrote, compared with the text it was written from, and written again where needed.

The figures and names that were not found go back to the model once, as a list. Of two answers the
one with fewer faults counts. Checking takes milliseconds, so all of it happens in threads.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic import BaseModel

from core.checking.verify import Evidence, check, statements
from core.document import Document
from core.language import Language
from core.models import Paper, Report, Summary
from core.ports import Model
from core.reading import prompts
from core.reading.prompts import Prompt
from core.script import speaks, strangers

A = TypeVar("A", bound=BaseModel)
R = TypeVar("R")
Reading = TypeVar("Reading", Summary, Report)

# What an answer in another language weighs: more than any number of figures that are not found; and
# what each of its texts that is in one. Of how much of its letters on that is told.
OTHER_LANGUAGE, OTHER_TEXT = 1_000, 20
TOLD = 0.2


@dataclass(frozen=True, slots=True)
class Weighed(Generic[R]):
    """What was made of an answer, how many faults it has, and what to tell the model about them."""

    result: R
    faults: int = 0
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Reviewed(Generic[R]):
    """What was made of the better answer, and the model that gave it."""

    result: R
    model: str


async def ask(model: Model, prompt: Prompt[A], weigh: Callable[[A], Weighed[R]]) -> Reviewed[R]:
    """What `weigh` makes of the model's answer, or of the better one of two; raises ModelError."""
    weighed: list[Weighed[R]] = []
    reviewed: list[A] = []

    def review(answer: A) -> str | None:
        reviewed.append(answer)
        weighed.append(weigh(answer))
        return weighed[-1].advice

    written = await model.ask(prompt, review)
    if not any(written.answer is known for known in reviewed):
        await asyncio.to_thread(review, written.answer)
    best = min(weighed, key=lambda each: each.faults)
    return Reviewed(best.result, written.model)


async def ask_for_reading(
    model: Model,
    prompt: Prompt[A],
    paper: Paper,
    document: Document | None,
    language: Language,
    write: Callable[[A], Reading],
) -> Reading:
    """The summary or report that `write` makes of the answer, checked; raises ModelError."""
    evidence = cache(lambda: Evidence.of(paper, document))

    def weigh(answer: A) -> Weighed[Reading]:
        reading = write(answer)
        texts = statements(reading)
        found = check(texts, evidence())
        reading = dataclasses.replace(reading, check=found)
        faults = len(found.missing)
        speaking = speaks("\n".join(texts), language.script)
        others = strangers(_running(reading), language.script) if speaking else texts
        if others:
            faults += OTHER_TEXT * len(others) if speaking else OTHER_LANGUAGE
            if sum(map(len, others)) >= TOLD * sum(map(len, texts)):
                provenance = dataclasses.replace(reading.provenance, other_language=True)
                reading = dataclasses.replace(reading, provenance=provenance)
            return Weighed(reading, faults, prompts.in_language(language))
        advice = None
        if found.missing:
            advice = prompts.not_found(claim.text for claim in found.missing)
        return Weighed(reading, faults, advice)

    reviewed = await ask(model, prompt, weigh)
    provenance = dataclasses.replace(reviewed.result.provenance, model=reviewed.model)
    return dataclasses.replace(reviewed.result, provenance=provenance)


def _running(reading: Summary | Report) -> list[str]:
    """The texts that are written in the language: all but a summary's title, which may be left as
    the paper has it."""
    if isinstance(reading, Summary):
        reading = dataclasses.replace(reading, title=None)
    return statements(reading)


def checked(reading: Reading, paper: Paper, document: Document | None) -> Reading:
    """The reading with its check against the document or the abstract; as it is without either."""
    if document is None and not paper.abstract.strip():
        return reading
    found = check(statements(reading), Evidence.of(paper, document))
    return dataclasses.replace(reading, check=found)
