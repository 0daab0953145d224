"""One paper at a time: what is stored is answered, what is missing is read, stored and then answered.

The pipeline reads ahead through it, people's `/paper` reads on demand through it; two who ask for the same text at the
same time cost one reading. A report that exists in another language is translated rather than read again.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, nullcontext
from functools import partial
from weakref import WeakValueDictionary

import structlog

from core import deepread, summarize, translate
from core.budget import Budget
from core.document import Document
from core.errors import NoFullText, OverBudget, PaperWithdrawn, SourceError, WrongDocument
from core.models import Paper, Provenance, Report, Shortfall, Source, Summary, Writer
from core.ports import Clock, Library, Model, Store

log = structlog.get_logger()
Turn = AbstractAsyncContextManager[object]

STOPGAPS = (Writer.EXTRACTIVE, Writer.HUB)
_LACKING: dict[type[SourceError], Shortfall] = {
    NoFullText: Shortfall.NO_TEXT,
    WrongDocument: Shortfall.WRONG_DOCUMENT,
    PaperWithdrawn: Shortfall.WITHDRAWN,
}


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

    def can_replace(self, report: Report) -> bool:
        """Whether what we can write now may stand for that report: without a model, nothing that a model wrote."""
        return self._model is not None or report.provenance.writer in STOPGAPS

    async def has_report(self, paper: Paper, language: str) -> bool:
        """Whether `report` would answer from the store."""
        return self._lasting(await self._store.readings.report(paper.id, language)) is not None

    async def summary(self, paper: Paper, language: str, date: dt.date | None = None) -> Summary:
        """The stored summary (that date's before others), or one written now; raises ModelError."""
        async with self._lock("summary", paper.id, language):
            stored = (await self._store.readings.summaries([paper.id], language, date)).get(paper.id)
            if stored and not self._replaceable(stored.provenance, summarize.cost(paper, language)):
                return stored
            summary = await self._summarize(paper, language)
            await self._store.readings.save_summary(summary)
            return summary

    async def report(self, paper: Paper, language: str, turn: Turn | None = None) -> Report:
        """The stored report, or one written now; raises ModelError, or SourceError when there is nothing to read.

        Within `turn` it is settled which text is read and what it may cost.
        """
        stored = self._lasting(await self._store.readings.report(paper.id, language))
        if stored:
            return stored  # without waiting for who writes it in another language
        async with self._lock("report", paper.id):
            known = await self._store.readings.report_by_language(paper.id)
            if stored := self._lasting(known.get(language)):
                return stored
            report = await self._translated(paper, known, language, turn) or await self._read(paper, language, turn)
            await self._store.readings.save_report(report)
            return report

    async def reread(self, paper: Paper, language: str) -> Report:
        """A report of the newest version, written over the stored one; raises ModelError or SourceError.

        What cannot be read in full now, or only without the model that wrote the stored report, leaves that as it is.
        Who asks while it is being read shares it.
        """
        asked = self._clock.now()
        async with self._lock("report", paper.id):
            stored = await self._store.readings.report(paper.id, language)
            if stored and (stored.provenance.created_at > asked or not self.can_replace(stored)):
                return stored
            document = await self._fetch(paper)
            choice = await self._choose(paper, document, None, language)
            if self._model and not (choice.document and choice.max_tokens):
                raise OverBudget(self._budget.cap or 0)
            with self._budget.reserve(choice.tokens):
                report = await deepread.read(choice, language, self._model, self._clock)
            await self._store.readings.save_report(report)
            return report

    async def _translated(
        self, paper: Paper, known: Mapping[str, Report], language: str, turn: Turn | None
    ) -> Report | None:
        """The report there is in another language, translated.

        None without such a report, without a model or the tokens for it, and where it could not keep its figures.
        """
        original = _original(report for spoken, report in known.items() if spoken != language)
        if self._model is None or original is None:
            return None
        cost = translate.cost(paper, original, language)
        with ExitStack() as held:
            async with turn or nullcontext():
                if not await self._admits(cost):
                    return None
                held.enter_context(self._budget.reserve(cost))
            document = await self._document_of(original)
            translated = await translate.translate(
                paper, original, language, self._model, self._clock, document=document
            )
        if translated is None:
            log.warning("translation altered figures", paper=paper.id, language=language)
        return translated

    async def _read(self, paper: Paper, language: str, turn: Turn | None) -> Report:
        paper, document, lacking = await self.material(paper)
        with ExitStack() as held:
            async with turn or nullcontext():
                choice = await self._choose(paper, document, lacking, language)
                held.enter_context(self._budget.reserve(choice.tokens))
            return await deepread.read(choice, language, self._model, self._clock)

    async def _choose(
        self, paper: Paper, document: Document | None, lacking: Shortfall | None, language: str
    ) -> deepread.Choice:
        """The best way to read that the budget admits."""
        if self._model is None:
            return deepread.without_model(paper, document, lacking)
        laid_out = partial(deepread.choices, language=language, context=self._context)
        # To condense a long paper takes longer than the event loop may be held.
        for choice in await asyncio.to_thread(laid_out, paper, document, lacking):
            if await self._admits(choice.tokens):
                return choice
        return deepread.without_model(paper, document, Shortfall.OVER_BUDGET)

    def _lock(self, *key: str) -> asyncio.Lock:
        return self._locks.setdefault(key, asyncio.Lock())

    async def _admits(self, tokens: int) -> bool:
        return await self._budget.admits(tokens, self._clock.now().date())

    def _lasting(self, report: Report | None) -> Report | None:
        """The report, unless it is to be written now."""
        return None if report is None or self._replaceable(report.provenance, deepread.MAX_TOKENS) else report

    def _replaceable(self, provenance: Provenance, tokens: int) -> bool:
        """Whether a stored text was a stopgap a model could replace now; archives and models keep the last word."""
        return (
            self._model is not None
            and provenance.writer in STOPGAPS
            and self._budget.fits(tokens, self._clock.now().date())
        )

    async def _summarize(self, paper: Paper, language: str) -> Summary:
        if self._model is None:
            return await self._stopgap(paper, language, Shortfall.NO_MODEL)
        cost = summarize.cost(paper, language)
        if not await self._admits(cost):
            return await self._stopgap(paper, language, Shortfall.OVER_BUDGET)
        with self._budget.reserve(cost):
            return await summarize.with_model(paper, language, self._model, self._clock)

    async def _stopgap(self, paper: Paper, language: str, shortfall: Shortfall) -> Summary:
        return await asyncio.to_thread(summarize.without_model, paper, language, self._clock, shortfall)

    async def material(self, paper: Paper) -> tuple[Paper, Document | None, Shortfall | None]:
        """What there is to read: the full text, or why there is none. Without either text the source's error rises."""
        document = await self._store.documents.get(paper.id)
        if document:
            return paper, document, None
        try:
            return paper, await self._fetch(paper), None
        except SourceError as error:
            lacking = _LACKING.get(type(error), Shortfall.SOURCE_DOWN)
        return (paper if paper.abstract else await self._with_abstract(paper)), None, lacking

    async def _fetch(self, paper: Paper) -> Document:
        document = await self._library.document(paper)
        await self._store.documents.save(document, self._clock.now())
        return document

    async def _with_abstract(self, paper: Paper) -> Paper:
        """An imported paper comes without its abstract; arXiv's page has it."""
        known = dataclasses.replace(await self._library.paper(paper.id), organization=paper.organization)
        await self._store.papers.save([known])
        return known

    async def _document_of(self, report: Report) -> Document | None:
        """The text that the report was read from, where it is still stored."""
        if report.provenance.source is Source.ABSTRACT:
            return None
        document = await self._store.documents.get(report.paper_id)
        return document if document and report.provenance.version in (None, document.version) else None


def _original(reports: Iterable[Report]) -> Report | None:
    """The one to translate: no stopgap; rather read than translated itself, rather by a model, rather new."""
    worth = [report for report in reports if report.provenance.writer not in STOPGAPS]
    return max(worth, key=_worth, default=None)


def _worth(report: Report) -> tuple[bool, bool, dt.datetime]:
    provenance = report.provenance
    return provenance.translated_from is None, provenance.writer is Writer.MODEL, provenance.created_at
