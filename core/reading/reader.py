"""One paper at a time: answers with what is stored, and reads and stores what is missing.

The pipeline reads ahead through it, people's `/paper` reads on demand through it; two who ask for
the same text at the same time cost one reading. A report that exists in another language is
translated rather than read again.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, nullcontext
from functools import partial
from weakref import WeakValueDictionary

import structlog

from core.document import Document
from core.editions.keys import ListKey
from core.errors import ModelTooSmall, OverBudget, SourceError
from core.language import Language, Languages, described
from core.llm.budget import Budget, estimate_tokens
from core.models import Paper, Provenance, Report, Shortfall, Summary, Writer
from core.ports import Clock, Library, Model, Store
from core.reading import deepread, prompts, summarize, translate
from core.reading.doubting import SecondLook
from core.reading.texts import Texts
from core.records import Step
from core.working import Alone, Claims, to_write

log = structlog.get_logger()
Turn = AbstractAsyncContextManager[object]

# How often a paper is cut down further for a model that takes less of it.
SHORTER = 4
STOPGAPS = (Writer.EXTRACTIVE, Writer.HUB)


class Reader:
    """Summaries and reports, each written once. `model` None means built-in reading."""

    def __init__(
        self,
        store: Store,
        library: Library,
        model: Model | None,
        summarizer: Model | None,
        *,
        budget: Budget,
        clock: Clock,
        languages: Languages,
        context: int,
        claims: Claims | None = None,
    ) -> None:
        """`summarizer` writes summaries; `context` is how many tokens of a paper may be read;
        `claims` are shared with other workers, where there are any."""
        self.texts = Texts(store, library, clock)
        self._store = store
        self._model = model
        self._summarizer = summarizer
        self._budget = budget
        self._clock = clock
        self._context = context
        self._languages = languages
        self._claims = claims or Alone()
        self._second_look = SecondLook(model, budget, clock) if model else None
        self._locks: WeakValueDictionary[tuple[str, ...], asyncio.Lock] = WeakValueDictionary()

    @property
    def uses_model(self) -> bool:
        """Whether texts are written by a model, which takes its time."""
        return self._model is not None

    def can_replace(self, report: Report) -> bool:
        """Whether what can be written now may replace that report.

        Without a model, nothing that a model wrote may be replaced.
        """
        return self._model is not None or report.provenance.writer in STOPGAPS

    def lasting(self, report: Report | None, *, urgent: bool = False) -> Report | None:
        """The stored report, unless it is to be written now; somebody waits for an `urgent` one."""
        if report is None or self._replaceable(
            report.provenance, deepread.MAX_TOKENS, urgent=urgent
        ):
            return None
        return report

    def lasting_summary(self, summary: Summary | None, cost: int) -> Summary | None:
        """The stored summary, unless it is to be written now, which may take so many tokens."""
        if summary is None or self._replaceable(summary.provenance, cost, urgent=False):
            return None
        return summary

    async def summary(
        self, paper: Paper, language: str, key: ListKey | None = None, *, urgent: bool = False
    ) -> Summary:
        """The stored summary (that edition's before others), or one written now; raises ModelError.

        Somebody waits for an `urgent` one. Where a model should have written and did not, what can
        be had without it is stored before the error is raised.
        """
        async with self._alone("summary", paper.id, language):
            stored = (await self._store.readings.summaries([paper.id], language, key)).get(paper.id)
            cost = summarize.cost(paper, self.told(language))
            if stored and not self._replaceable(stored.provenance, cost, urgent=urgent):
                return stored
            try:
                summary = await self._summarize(paper, language, urgent=urgent)
            except Exception:
                # Also after a bug in how the model is asked: people get something to read.
                if stored is None:
                    stopgap = await self._stopgap(paper, language, Shortfall.MODEL_AWAY)
                    await self._store.readings.save_summary(stopgap)
                raise
            await self._store.readings.save_summary(summary)
            return summary

    async def report(
        self, paper: Paper, language: str, turn: Turn | None = None, *, urgent: bool = False
    ) -> Report:
        """The stored report, or one written now; raises ModelError, or SourceError when there is
        nothing to read.

        Within `turn` it is settled which text is read and what it may cost; somebody waits for an
        `urgent` one. Where a model should have written and did not, the paper is read without it,
        and that is stored before the error is raised.
        """
        stored = self.lasting(await self._store.readings.report(paper.id, language), urgent=urgent)
        if stored:
            return stored  # without waiting for who writes it in another language
        async with self._alone("report", paper.id):
            known = await self._store.readings.report_by_language(paper.id)
            if stored := self.lasting(known.get(language), urgent=urgent):
                return stored
            try:
                report = await self._translated(paper, known, language, turn, urgent=urgent)
                report = report or await self._read(paper, language, turn, urgent=urgent)
            except SourceError:
                raise
            except Exception:
                # People get something to read, whatever went wrong, a bug included.
                if language not in known and self._model:
                    await self._read_without_model(paper, language)
                raise
            await self._store.readings.save_report(report)
            return await self._looked_at_again(paper, report, known, urgent=urgent)

    async def _looked_at_again(
        self, paper: Paper, report: Report, known: Mapping[str, Report], *, urgent: bool
    ) -> Report:
        """The report that was just stored, after a second look at its doubts; stored again if that
        settled any."""
        if self._second_look is None or report.provenance.writer is not Writer.MODEL:
            return report
        original = known.get(report.provenance.translated_from or "")
        try:
            document = await self.texts.read_for(report)
            settled = await self._second_look.at(
                report, paper, document, original=original, urgent=urgent
            )
        except Exception:  # the report is there, and whatever happens here is no loss
            log.exception("doubts not settled", paper=paper.id)
            return report
        if settled != report:
            await self._store.readings.save_report(settled)
        return settled

    async def _read_without_model(self, paper: Paper, language: str) -> None:
        """Store what can be read without the model that gave nothing, until it does."""
        paper, document, _ = await self.texts.of(paper)
        choice = deepread.without_model(paper, document, Shortfall.MODEL_AWAY)
        report = await deepread.read(choice, self.told(language), None, self._clock, urgent=False)
        await self._store.readings.save_report(report)

    async def reread(self, paper: Paper, language: str) -> Report:
        """A report of the newest version, written over the stored one; raises ModelError or
        SourceError.

        What cannot be read in full now, or only without the model that wrote the stored report,
        leaves that as it is. Who asks while it is being read shares it.
        """
        asked = self._clock.now()
        async with self._alone("report", paper.id):
            stored = await self._store.readings.report(paper.id, language)
            shared = stored and asked < stored.provenance.created_at <= self._clock.now()
            if stored and (shared or not self.can_replace(stored)):
                return stored
            document = await self.texts.fetch(paper)
            with ExitStack() as held:
                choice = await self._choose(
                    held, paper, document, None, language, self.paper_tokens(), urgent=True
                )
                if self._model and not (choice.document and choice.max_tokens):
                    raise OverBudget(self._budget.cap or 0)
                report = await deepread.read(
                    choice, self.told(language), self._model, self._clock, urgent=True
                )
            await self._store.readings.save_report(report)
        return await self._looked_at_again(paper, report, {}, urgent=True)

    async def _translated(
        self,
        paper: Paper,
        known: Mapping[str, Report],
        language: str,
        turn: Turn | None,
        *,
        urgent: bool,
    ) -> Report | None:
        """The report there is in another language, translated.

        None without such a report, without a model or the tokens for it, and where it could not
        keep its figures.
        """
        original = _original(report for spoken, report in known.items() if spoken != language)
        if self._model is None or original is None:
            return None
        told = self.told(language)
        cost = translate.cost(paper, original, told)
        with ExitStack() as held:
            async with turn or nullcontext():
                await self._book_lost(Step.DEEP_READ, paper)
                if not await self._hold(held, cost, urgent=urgent):
                    return None
            document = await self.texts.read_for(original)
            try:
                translated = await translate.translate(
                    paper,
                    original,
                    told,
                    self._model,
                    self._clock,
                    document=document,
                    urgent=urgent,
                )
            except ModelTooSmall:
                # A short report from part of the paper may fit where a long one does not.
                return None
        if translated is None:
            log.warning("translation altered figures", paper=paper.id, language=language)
        return translated

    async def _read(
        self, paper: Paper, language: str, turn: Turn | None, *, urgent: bool
    ) -> Report:
        """The paper read by the best way that the budget admits and the model can take."""
        paper, document, lacking = await self.texts.of(paper)
        paper_tokens = self.paper_tokens()
        with ExitStack() as held:
            async with turn or nullcontext():
                choice = await self._choose(
                    held, paper, document, lacking, language, paper_tokens, urgent=urgent
                )
            for _ in range(SHORTER):
                try:
                    return await deepread.read(
                        choice, self.told(language), self._model, self._clock, urgent=urgent
                    )
                except ModelTooSmall as small:
                    if choice.document is None:
                        break
                    # The model has said how much it takes, or at least that this was more.
                    fits = int(small.limit * deepread.PAPER_SHARE)
                    if not fits:
                        fits = estimate_tokens(choice.text) // 2
                    paper_tokens = min(self.paper_tokens(), paper_tokens // 2, fits)
                    choice = deepread.shorter(
                        choice, language=self.told(language), context=paper_tokens
                    )
            unread = deepread.without_model(paper, document, Shortfall.MODEL_LIMIT)
            return await deepread.read(
                unread, self.told(language), None, self._clock, urgent=urgent
            )

    async def _choose(
        self,
        held: ExitStack,
        paper: Paper,
        document: Document | None,
        lacking: Shortfall | None,
        language: str,
        context: int,
        *,
        urgent: bool,
    ) -> deepread.Choice:
        """The best way to read that the budget admits, its tokens reserved until `held` is left."""
        if self._model is None:
            return deepread.without_model(paper, document, lacking)
        await self._book_lost(Step.DEEP_READ, paper)
        laid_out = partial(deepread.choices, language=self.told(language), context=context)
        # To condense a long paper takes longer than the event loop may be held.
        for choice in await asyncio.to_thread(laid_out, paper, document, lacking):
            if await self._hold(held, choice.tokens, urgent=urgent):
                return choice
            # What is answered already is paid for; no more is asked then.
            choice = dataclasses.replace(choice, calls=1)
            if await self._model.has_answer(deepread.prompt_of(choice, self.told(language))):
                return choice
        return deepread.without_model(paper, document, Shortfall.OVER_BUDGET)

    def paper_tokens(self) -> int:
        """How many tokens of a paper fit: as many as the operator allows and the model takes."""
        if self._model is None or not self._model.context:
            return self._context
        return min(self._context, int(self._model.context * deepread.PAPER_SHARE))

    def told(self, language: str) -> Language:
        """What is known of that language."""
        return described(self._languages, language)

    @asynccontextmanager
    async def _alone(self, *key: str) -> AsyncIterator[None]:
        """Inside, nobody else writes that text: no task here, and no other worker."""
        async with (
            self._locks.setdefault(key, asyncio.Lock()),
            self._claims.held(to_write(*key)),
        ):
            yield

    async def _hold(self, held: ExitStack, tokens: int, *, urgent: bool) -> bool:
        day = self._clock.now().date()
        return await self._budget.hold(held, tokens, day, on_demand=urgent)

    async def _book_lost(self, step: Step, paper: Paper, language: str | None = None) -> None:
        """Book what was asked for that text, or in all languages, and has no answer. Nobody else
        asks now (`_alone`), so who asked was killed amid that."""
        day = self._clock.now().date()
        for lost in await self._store.replies.lost(step, paper.id, language):
            if lost.at.date() == day:
                self._budget.spend(lost.spent.tokens, day, on_demand=lost.on_demand)

    def _replaceable(self, provenance: Provenance, tokens: int, *, urgent: bool) -> bool:
        """Whether a stored text was a stopgap a model could replace now; archives and models keep
        the last word."""
        return (
            self._model is not None
            and provenance.writer in STOPGAPS
            and provenance.shortfall is not Shortfall.MODEL_LIMIT
            and self._budget.fits(tokens, self._clock.now().date(), on_demand=urgent)
        )

    async def _summarize(self, paper: Paper, language: str, *, urgent: bool) -> Summary:
        if self._summarizer is None:
            return await self._stopgap(paper, language, Shortfall.NO_MODEL)
        told = self.told(language)
        calls = prompts.CALLS
        cost = summarize.cost(paper, told)
        with ExitStack() as held:
            await self._book_lost(Step.SUMMARIZE, paper, language)
            if not await self._hold(held, cost, urgent=urgent):
                # What is answered already is paid for; no more is asked then.
                calls = 1
                if not await self._summarizer.has_answer(summarize.prompt_of(paper, told)):
                    return await self._stopgap(paper, language, Shortfall.OVER_BUDGET)
            try:
                return await summarize.with_model(
                    paper, told, self._summarizer, self._clock, urgent=urgent, calls=calls
                )
            except ModelTooSmall:
                return await self._stopgap(paper, language, Shortfall.MODEL_LIMIT)

    async def _stopgap(self, paper: Paper, language: str, shortfall: Shortfall) -> Summary:
        return await asyncio.to_thread(
            summarize.without_model, paper, language, self._clock, shortfall
        )


def _original(reports: Iterable[Report]) -> Report | None:
    """The report to translate, or None. It is no stopgap.

    A report that was read comes before one that was translated itself, one by a model before
    others, and a new one before an old one.
    """
    lasting = [report for report in reports if report.provenance.writer not in STOPGAPS]
    return max(lasting, key=_worth, default=None)


def _worth(report: Report) -> tuple[bool, bool, dt.datetime]:
    provenance = report.provenance
    return (
        provenance.translated_from is None,
        provenance.writer is Writer.MODEL,
        provenance.created_at,
    )
