"""One paper at a time: what is stored is answered, what is missing is read, stored and then answered.

The pipeline reads ahead through it, people's `/paper` reads on demand through it; two who ask for the same text at the
same time cost one reading.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from contextlib import AbstractAsyncContextManager, ExitStack, nullcontext
from weakref import WeakValueDictionary

from core import deepread, summarize
from core.budget import Budget
from core.document import Document
from core.errors import NoFullText, SourceError, WrongDocument
from core.models import Paper, Provenance, Report, Shortfall, Summary, Writer
from core.ports import Clock, Library, Model, Store


class Reader:
    """Summaries and reports, each written once. `model` None means built-in reading."""

    def __init__(
        self, store: Store, library: Library, model: Model | None, *, budget: Budget, clock: Clock, context: int
    ) -> None:
        """`context` is how many tokens of a paper the model can take."""
        self._store, self._library, self._model = store, library, model
        self._budget, self._clock, self._context = budget, clock, context
        self._locks: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()

    @property
    def uses_model(self) -> bool:
        """Whether texts are written by a model, which takes its time."""
        return self._model is not None

    async def has_report(self, paper: Paper, language: str) -> bool:
        """Whether `report` would answer from the store."""
        stored = await self._store.readings.report(paper.id, language)
        return stored is not None and not self._replaceable(stored.provenance, deepread.MAX_TOKENS)

    async def summary(self, paper: Paper, language: str, date: dt.date | None = None) -> Summary:
        """The stored summary (that date's before others), or one written now; raises ModelError."""
        async with self._lock("summary", paper.id, language):
            stored = (await self._store.readings.summaries([paper.id], language, date)).get(paper.id)
            if stored and not self._replaceable(stored.provenance, summarize.cost(paper, language)):
                return stored
            summary = await self._summarize(paper, language)
            await self._store.readings.save_summary(summary)
            return summary

    async def report(
        self, paper: Paper, language: str, turn: AbstractAsyncContextManager[object] | None = None
    ) -> Report:
        """The stored report, or one written now; raises ModelError, or SourceError when there is nothing to read.

        Within `turn` it is settled which text is read and what it may cost.
        """
        async with self._lock("report", paper.id, language):
            stored = await self._store.readings.report(paper.id, language)
            if stored and not self._replaceable(stored.provenance, deepread.MAX_TOKENS):
                return stored
            paper, document, lacking = await self._material(paper)
            with ExitStack() as held:
                async with turn or nullcontext():
                    choice = await self._choose(paper, document, lacking, language)
                    held.enter_context(self._budget.reserve(choice.tokens))
                report = await deepread.read(choice, language, self._model, self._clock)
            await self._store.readings.save_report(report)
            return report

    async def _choose(
        self, paper: Paper, document: Document | None, lacking: Shortfall | None, language: str
    ) -> deepread.Choice:
        """The best way to read that the budget admits."""
        if self._model is None:
            return deepread.without_model(paper, document, lacking or Shortfall.NO_MODEL)
        for choice in deepread.choices(paper, document, lacking, language=language, context=self._context):
            if await self._budget.admits(choice.tokens, self._clock.now().date()):
                return choice
        return deepread.without_model(paper, document, Shortfall.OVER_BUDGET)

    def _lock(self, *key: str) -> asyncio.Lock:
        return self._locks.setdefault(key, asyncio.Lock())

    def _replaceable(self, provenance: Provenance, tokens: int) -> bool:
        """Whether a stored text was a stopgap a model could replace now; archives and models keep the last word."""
        return (
            self._model is not None
            and provenance.writer in (Writer.EXTRACTIVE, Writer.HUB)
            and self._budget.fits(tokens, self._clock.now().date())
        )

    async def _summarize(self, paper: Paper, language: str) -> Summary:
        if self._model is None:
            return summarize.without_model(paper, language, self._clock, Shortfall.NO_MODEL)
        cost = summarize.cost(paper, language)
        if not await self._budget.admits(cost, self._clock.now().date()):
            return summarize.without_model(paper, language, self._clock, Shortfall.OVER_BUDGET)
        with self._budget.reserve(cost):
            return await summarize.with_model(paper, language, self._model, self._clock)

    async def _material(self, paper: Paper) -> tuple[Paper, Document | None, Shortfall | None]:
        """What there is to read: the full text, or why there is none. Without either text the source's error rises."""
        document = await self._store.documents.get(paper.id)
        if document:
            return paper, document, None
        try:
            document = await self._library.document(paper)
        except NoFullText:
            lacking = Shortfall.NO_HTML
        except WrongDocument:
            lacking = Shortfall.WRONG_DOCUMENT
        except SourceError:
            lacking = Shortfall.SOURCE_DOWN
        else:
            await self._store.documents.save(document, self._clock.now())
            return paper, document, None
        return (paper if paper.abstract else await self._with_abstract(paper)), None, lacking

    async def _with_abstract(self, paper: Paper) -> Paper:
        """An imported paper comes without its abstract; arXiv's page has it."""
        known = dataclasses.replace(await self._library.paper(paper.id), organization=paper.organization)
        await self._store.papers.save([known])
        return known
