"""Reads what nobody waits for by batches: sends the questions, watches, and has the texts written.

A text that is put off becomes a question in a batch. When the batch has ended, or its time is up,
the text is written the ordinary way; the reader finds its first question answered, or asks it.
Each step looks at what is stored, and may end at any moment: the next look finds the same work.

A batch is noted before anything is sent, so none is sent twice: one of which nobody knows whether
it arrived is looked up among those the endpoint has.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.delivery.due import newest_close
from bot.delivery.schedule import sure_moment
from bot.delivery.tries import Tries
from core.editions.keys import ListKey
from core.editions.policies import Policies
from core.editions.putting_off import GRACE, PutOff, PutOffCounts
from core.errors import SourceError
from core.llm.batches import (
    AT_ONCE,
    GONE,
    BatchAway,
    BatchRefused,
    SentBatch,
    output_in,
    share_of,
)
from core.llm.budget import Budget
from core.llm.prices import in_batch
from core.ports import Clock
from core.reading.questions_ahead import Ahead, QuestionsAhead, SourceAway
from core.records import Spending, Step, TextKey
from core.waking import Waking
from storage import Storage

if TYPE_CHECKING:
    from core.llm.batch_api import BatchApi
    from core.llm.endpoint import Endpoint
    from core.llm.model import ChatModel

log = structlog.get_logger()

LOOK: Final = dt.timedelta(minutes=1)
# A batch that the endpoint does not list after this long was never made.
ARRIVED: Final = dt.timedelta(minutes=5)
# A batch that has not ended after this long is given up; so is one of which nothing is heard.
LOST: Final = dt.timedelta(hours=72)
# How long an endpoint is not asked again that has no batches.
NO_BATCHES: Final = dt.timedelta(days=1)
# How long it is remembered what was put off, and that the operator was told of a refusal.
KEPT: Final = dt.timedelta(days=30)
# This many texts are written at the same time.
TOGETHER: Final = 20

Write = Callable[[Step, str, str, ListKey], Awaitable[None]]


@dataclass(slots=True)
class _Question:
    """A question that is ready to be sent."""

    text: TextKey
    ahead: Ahead
    mark: str
    body: Any
    tokens: int


@dataclass(slots=True)
class Batching:
    """Puts texts off, and sees to them. `main` writes reports and `summaries` summaries; `write`
    has a text written the ordinary way. A batch that is not listed after `arrived` was never made.
    Implements core.editions.putting_off.Later."""

    storage: Storage
    ahead: QuestionsAhead
    main: ChatModel
    summaries: ChatModel
    budget: Budget
    clock: Clock
    write: Write
    policies: Policies
    arrived: dt.timedelta = ARRIVED
    _waking: Waking = field(default_factory=Waking, init=False)
    # The endpoints that are not asked to take another batch for a while.
    _tries: Tries = field(default_factory=Tries, init=False)
    # By batch, since when nothing is heard of it; a machine may have slept before.
    _unheard: dict[str, dt.datetime] = field(default_factory=dict, init=False)

    async def put(self, texts: Sequence[PutOff]) -> set[TextKey]:
        """Put these off, but for those that have been before; which of them wait now."""
        waiting = await self.storage.batches.put(texts)
        self._waking.wake()
        return waiting

    async def of(self, key: ListKey, papers: Collection[str]) -> PutOffCounts:
        """How many of the list's texts about these papers are put off."""
        return await self.storage.batches.of(key, papers)

    async def hurry(self, key: ListKey, papers: Collection[str], now: dt.datetime) -> None:
        """Let these texts wait no longer."""
        await self.storage.batches.hurry(key, papers, now)
        self._waking.wake()

    async def keep_up(self) -> None:
        """For ever: see to what was put off."""
        await self._waking.repeat(self.look, LOOK)

    async def look(self) -> None:
        """Do once what is to be done now."""
        batches, now = self.storage.batches, self.clock.now()
        if sure_moment(now, await newest_close(self.storage, self.policies)) != now:
            return  # by a clock that may be far ahead no batch is given up, and paid for again
        wanted = {each.batch for each in await batches.waiting() if each.until > now}
        for sent in await batches.under_way():
            await self._watch(sent, wanted=sent.name in wanted)
        await self._set_aside()
        await self._send()
        await self._set_aside()
        await self._write_what_is_due()
        await batches.forget(self.clock.now() - KEPT)

    async def _set_aside(self) -> None:
        """See what is set aside of the day."""
        self.budget.aside = await self.storage.batches.set_aside(self.clock.now().date())

    async def _watch(self, sent: SentBatch, *, wanted: bool) -> None:
        """See how that batch stands, and take what it has brought; call it off if nothing of it is
        `wanted` any more."""
        endpoints = [model.endpoints[0] for model in (self.main, self.summaries)]
        there = [each for each in endpoints if each.address == sent.address]
        if not there:
            return await self._give_up(sent, "its endpoint is not set any more")
        wanted = wanted and any(each.model == sent.model for each in there)
        api, now = await there[0].batches(), self.clock.now()
        try:
            if sent.remote is None:
                await self._look_up(api, sent)
            else:
                await self._look_at(api, sent, sent.remote, wanted=wanted)
        except (BatchAway, BatchRefused) as error:
            # A key that is refused may be mended; what the endpoint does not know is gone.
            gone = isinstance(error, BatchRefused) and error.status in GONE
            since = self._unheard.setdefault(sent.name, now)
            if gone or now - since > LOST:
                await self._give_up(sent, str(error))
        else:
            self._unheard.pop(sent.name, None)

    async def _look_up(self, api: BatchApi, sent: SentBatch) -> None:
        """Find out whether a batch arrived whose sending was cut off."""
        found = await api.find(sent.name, sent.file)
        if found:
            await self.storage.batches.note(sent.name, remote=found)
        elif not dt.timedelta() <= self.clock.now() - sent.at <= self.arrived:
            if sent.file:
                await api.delete(sent.file)
            await self.storage.batches.drop(sent.name)

    async def _look_at(self, api: BatchApi, sent: SentBatch, remote: str, *, wanted: bool) -> None:
        now = self.clock.now()
        seen = await api.look(remote)
        if not seen.ended:
            if now - sent.at > LOST:
                await self._give_up(sent, seen.status)
            elif not sent.cancelled and not wanted:
                with suppress(BatchRefused):  # it may have ended in this moment
                    await api.cancel(remote)
                await self.storage.batches.note(sent.name, cancelled=True)
            return
        asked = await self.storage.batches.asked(sent.name)
        content = await api.content(seen.output) if seen.output else None
        output = await asyncio.to_thread(output_in, content or b"", asked)
        spent = output.used if content is not None else share_of(seen, sent.tokens)
        log.info(
            "a batch has ended",
            batch=sent.name,
            status=seen.status,
            answers=len(output.answers),
            asked=len(asked),
            said=seen.said,
        )
        account = in_batch(sent.model)
        news = await self.storage.batches.settle(sent.name, output.answers, account, spent, sent.at)
        if news and sent.at.date() == now.date():
            self.budget.spend(spent.tokens, now.date())
        for file in (sent.file, seen.output, seen.wrong):
            if file:
                await api.delete(file)

    async def _give_up(self, sent: SentBatch, why: str) -> None:
        """The batch is over, and nothing is known of what it used."""
        log.warning("a batch is given up", batch=sent.name, why=why)
        self._unheard.pop(sent.name, None)
        await self.storage.batches.settle(sent.name, {}, in_batch(sent.model), Spending(), sent.at)

    async def _write_what_is_due(self) -> None:
        """Have those texts written whose batch has ended, or which can wait no longer."""
        now = self.clock.now()
        due = [each for each in await self.storage.batches.waiting() if self._is_due(each, now)]
        await self._write_all(due)

    def _is_due(self, text: PutOff, now: dt.datetime) -> bool:
        if text.back or text.batch is None:
            return text.back or now >= text.until
        # Who wakes without a network does not ask anew at once for what may be there.
        since = max(text.until, self._unheard.get(text.batch, text.until))
        return now >= since + GRACE

    async def _write_all(self, texts: Sequence[PutOff]) -> None:
        for start in range(0, len(texts), TOGETHER):
            try:
                async with asyncio.TaskGroup() as group:
                    for text in texts[start : start + TOGETHER]:
                        group.create_task(self._write_one(text))
            except ExceptionGroup as group_error:  # the store is gone: every one says the same
                raise group_error.exceptions[0] from group_error

    async def _write_one(self, text: PutOff) -> None:
        await self.write(text.step, text.paper_id, text.language, text.key)
        await self.storage.batches.done(text.text)

    async def _send(self) -> None:
        """Send what waits to be sent."""
        now = self.clock.now()
        waiting = await self.storage.batches.waiting()
        unsent = [each for each in waiting if each.batch is None and each.until > now]
        by_endpoint: dict[Endpoint, list[PutOff]] = {}
        for each in unsent:
            by_endpoint.setdefault(self._model(each.step).endpoints[0], []).append(each)
        for endpoint, texts in by_endpoint.items():
            if await self.storage.batches.refused_since(endpoint.address, now - NO_BATCHES):
                await self._write_all(texts)
                continue
            if (await endpoint.recall()).proven_format is None:
                # How it wants to be asked is found out with one.
                await self._write_all(texts[:1])
                texts = texts[1:]
            for start in range(0, len(texts), AT_ONCE):
                if not await self._send_some(endpoint, texts[start : start + AT_ONCE]):
                    break

    async def _send_some(self, endpoint: Endpoint, texts: Sequence[PutOff]) -> bool:
        """Send these, as far as the day's tokens admit; returns whether more may follow."""
        if not self._tries.try_now(endpoint.address, self.clock.now()):
            return False
        questions: list[_Question] = []
        ordinary: list[PutOff] = []
        for text in texts:
            try:
                question = await self._question(text)
            except (SourceAway, SourceError):
                continue  # it may be had before the text's time is up
            except Exception:  # a bug met in one text must not keep the others waiting
                log.exception("a text could not be put into a batch", text=text.text)
                question = None
            if question is None:
                ordinary.append(text)
            else:
                questions.append(question)
        chosen = self._affordable(questions)
        if chosen:
            went = await self._send_batch(endpoint, chosen)
        else:
            # Where all of these are better written the ordinary way, the next ones may not be.
            went = bool(ordinary) and not questions
        await self._write_all(ordinary)
        if went:
            self._tries.forget(endpoint.address)
        return went

    async def _question(self, text: PutOff) -> _Question | None:
        """What to ask for that text; None where it is better written the ordinary way."""
        model = self._model(text.step)
        ahead = await self.ahead.of(text.step, text.paper_id, text.language)
        if ahead is None:
            return None
        request = await model.request(ahead.prompt)
        if request is None:
            return None
        mark = await asyncio.to_thread(model.mark, ahead.prompt)
        return _Question(text.text, ahead, mark, request.body, request.tokens)

    def _affordable(self, questions: Sequence[_Question]) -> list[_Question]:
        """The first of them, as many as fit into what is left of the day's tokens."""
        found: list[_Question] = []
        tokens = 0
        today = self.clock.now().date()
        for question in questions:
            if self.budget.fits_for_hours(tokens + question.ahead.tokens, today):
                tokens += question.ahead.tokens
                found.append(question)
        return found

    async def _send_batch(self, endpoint: Endpoint, questions: Sequence[_Question]) -> bool:
        """Send these in a batch; returns whether that went well."""
        batches = self.storage.batches
        sent = SentBatch(
            name=secrets.token_hex(8),
            address=endpoint.address,
            model=endpoint.model,
            at=self.clock.now(),
            tokens=sum(question.ahead.tokens for question in questions),
        )
        asked = {each.text: (each.mark, each.tokens) for each in questions}
        if not await batches.begin(sent, asked, self.budget.cap):
            return False
        self.budget.aside += sent.tokens
        api = await endpoint.batches()
        file: str | None = None
        try:
            # Without a list nobody could look up what became of a batch.
            await api.check()
            file = await api.upload(sent.name, {each.mark: each.body for each in questions})
            await batches.note(sent.name, file=file)
            remote = await api.create(sent.name, file)
        except BatchRefused as refused:
            await self._note_refusal(sent, refused)
            if file:
                await api.delete(file)
            return False
        except BatchAway:
            if file is None:
                await batches.drop(sent.name)
            return False  # otherwise it may have arrived: it is looked up
        await batches.note(sent.name, remote=remote)
        log.info("a batch was sent", batch=sent.name, texts=len(questions))
        return True

    async def _note_refusal(self, sent: SentBatch, refused: BatchRefused) -> None:
        """Note it, and tell it once: what was put off is read the ordinary way."""
        told = await self.storage.batches.refused_since(sent.address, sent.at - KEPT)
        await self.storage.batches.refuse(sent.name)
        if not told:
            log.warning(
                "the model's endpoint takes no batches: texts are read the ordinary way",
                address=sent.address,
                said=str(refused),
            )

    def _model(self, step: Step) -> ChatModel:
        return self.summaries if step is Step.SUMMARIZE else self.main
