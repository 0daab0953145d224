"""The first question that reading a paper would ask a model, known before it is asked.

So it can go into a batch. When the answer is there, the paper is read the ordinary way, which asks
the same question and finds it answered; whatever is asked beyond that is asked at once.
"""

# Tested in tests/bot/delivery/test_batching.py.

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.language import Language
from core.models import Paper, Shortfall
from core.ports import Store
from core.reading import deepread, summarize
from core.reading.prompts import Prompt
from core.reading.reader import STOPGAPS, Reader
from core.records import Step


@dataclass(frozen=True, slots=True)
class Ahead:
    """A question, and the most tokens that it may take with its answer."""

    prompt: Prompt[Any]
    tokens: int


class SourceAway(Exception):
    """The paper's text cannot be had now; it may be later."""


class QuestionsAhead:
    """Knows what a reader would ask."""

    def __init__(self, reader: Reader, store: Store) -> None:
        self._reader = reader
        self._store = store

    async def of(self, step: Step, paper_id: str, language: str) -> Ahead | None:
        """The question that this step would ask now; None where it asks none, or another one first,
        as for a translation. Raises SourceAway and SourceError."""
        paper = await self._store.papers.get(paper_id)
        if paper is None or not self._reader.uses_model:
            return None
        told = self._reader.told(language)
        if step is Step.SUMMARIZE:
            return await self._of_summary(paper, told)
        return await self._of_report(paper, told)

    async def _of_summary(self, paper: Paper, told: Language) -> Ahead | None:
        cost = summarize.cost(paper, told)
        stored = await self._store.readings.summaries([paper.id], told.code)
        if self._reader.lasting_summary(stored.get(paper.id), cost):
            return None
        return Ahead(summarize.prompt_of(paper, told), cost)

    async def _of_report(self, paper: Paper, told: Language) -> Ahead | None:
        known = await self._store.readings.report_by_language(paper.id)
        if any(report.provenance.writer not in STOPGAPS for report in known.values()):
            return None  # it is there, or will be translated
        paper, document, lacking = await self._reader.texts.of(paper)
        if lacking is Shortfall.SOURCE_DOWN:
            raise SourceAway
        context = self._reader.paper_tokens()
        laid_out = partial(deepread.choices, language=told, context=context)
        choices = await asyncio.to_thread(laid_out, paper, document, lacking)
        if not choices:
            return None
        return Ahead(deepread.prompt_of(choices[0], told), choices[0].tokens)
