"""What a model wrote, held against the text it was written from, and written once more where that does not hold it.

The figures and names that were not found go back to the model once, as a list. Of two answers the one with fewer
faults counts. Checking takes milliseconds, so all of it happens in threads.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pydantic import BaseModel

from core import prompts
from core.document import Document
from core.models import Paper, Report, Summary
from core.ports import Model
from core.verify import Evidence, check, statements

A = TypeVar("A", bound=BaseModel)
R = TypeVar("R")
Reading = TypeVar("Reading", Summary, Report)


@dataclass(frozen=True, slots=True)
class Request(Generic[A]):
    """What a model is asked for: `material` in the shape of `answer`, within `max_tokens`."""

    instructions: str
    material: str
    answer: type[A]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Weighed(Generic[R]):
    """What was made of an answer, how many faults it has, and what to tell the model about them."""

    result: R
    faults: int = 0
    advice: str | None = None


async def ask(model: Model, request: Request[A], weigh: Callable[[A], Weighed[R]]) -> R:
    """What `weigh` makes of the model's answer, or of the better one of two; raises ModelError."""
    weighed: list[Weighed[R]] = []
    reviewed: list[A] = []

    def review(answer: A) -> str | None:
        reviewed.append(answer)
        weighed.append(weigh(answer))
        return weighed[-1].advice

    answer = await model.ask(
        request.instructions, request.material, request.answer, max_tokens=request.max_tokens, review=review
    )
    if not any(answer is known for known in reviewed):
        await asyncio.to_thread(review, answer)
    return min(weighed, key=lambda each: each.faults).result


async def ask_for_reading(
    model: Model, request: Request[A], paper: Paper, document: Document | None, write: Callable[[A], Reading]
) -> Reading:
    """The summary or report that `write` makes of the answer, checked; raises ModelError."""
    evidence = cache(lambda: Evidence.of(paper, document))

    def weigh(answer: A) -> Weighed[Reading]:
        reading = write(answer)
        found = check(statements(reading), evidence())
        advice = prompts.not_found(claim.text for claim in found.missing) if found.missing else None
        return Weighed(dataclasses.replace(reading, check=found), len(found.missing), advice)

    return await ask(model, request, weigh)


def checked(reading: Reading, paper: Paper, document: Document | None) -> Reading:
    """The reading with its check, against the whole document or else the abstract; as it is when there is neither."""
    if document is None and not paper.abstract.strip():
        return reading
    return dataclasses.replace(reading, check=check(statements(reading), Evidence.of(paper, document)))
