"""One model at one endpoint: asked as it wants to be asked, at its pace, and remembered.

`reply` gives what the model said to one question. On the way it finds out what the endpoint takes:
a refusal that teaches something changes how it is asked, and the question is asked again. While one
question finds something out, others wait for it (`door`), so that eight questions at once cost one
refusal and not eight. Neither this nor waiting for the endpoint's pace (`pace`) counts as a useless
call; both are bounded.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import openai

from core.errors import ModelError, ModelLimited, ModelRequestRejected, ModelTooSmall
from core.llm.batch_api import BatchApi
from core.llm.books import Books
from core.llm.capabilities import (
    Capabilities,
    SentRequest,
    adapted,
    more_thoughts,
    plainer_request,
)
from core.llm.door import Door
from core.llm.endings import Finish
from core.llm.knowledge import EndpointKnowledge
from core.llm.refusals import Kind, Refusal
from core.llm.reply import Reply
from core.llm.requests import Question, Request, body_of
from core.llm.throttle import Throttle, Turn
from core.llm.verdict import ABOUT_THE_ENDPOINT, error_of, is_about_pace, is_unclear, passes
from core.llm.wire import Useless, Wire
from core.ports import Clock, Endpoints

# How often one question may change how the endpoint is asked, and may be told to come back later.
FINDINGS, COMEBACKS = 10, 200
# Seconds of a pause that an urgent question waits for, and that a night's reading waits for.
URGENT_WAIT, LONGEST_PAUSE = 20.0, 900.0
# Seconds for which a server that breaks on everything is taken for broken.
BROKEN = 60.0
# Seconds after an answer within which one text's "wrong key" does not yet shut the door.
HEARD = 300.0


@dataclass(frozen=True, slots=True)
class Tried:
    """One request: how it was asked, how large it was, what came of it."""

    known: Capabilities
    sent: SentRequest
    outcome: Reply | Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrules:
    """What the operator sets in place of what is found out.

    `effort` is how much the model thinks, `seconds` what a call may take, `answer_tokens` how long
    an answer may be.
    """

    effort: str | None = None
    seconds: float | None = None
    answer_tokens: int | None = None


class Endpoint:
    """One model at one endpoint.

    `calls` counts its requests; `last_heard` is the loop's time at its last answer.
    """

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        model: str,
        *,
        memory: Endpoints,
        clock: Clock,
        concurrency: int,
        books: Books,
        overrules: Overrules = Overrules(),
    ) -> None:
        self._wire = Wire(client, model, seconds=overrules.seconds)
        self._client = client
        self.model = model
        self._books = books
        self._overrules = overrules
        self._throttle = Throttle(concurrency)
        self._knowledge = EndpointKnowledge(
            memory,
            clock,
            self._throttle.pace,
            host=self.host,
            address=self.address,
            model=model,
            effort=overrules.effort,
        )
        self.door = Door(clock)
        self._broken_until = 0.0
        # Whether nothing was found below `/v1`, after "no such method" at the address itself.
        self._looked_below = self._disallowed = False
        self.calls = 0
        self.last_heard = 0.0

    @property
    def base_url(self) -> str:
        """Its address as it was given; it may hold a password."""
        return self._wire.base_url

    @property
    def host(self) -> str:
        """The endpoint's host, as the operator is told it; never a user or a password."""
        return self._wire.host

    @property
    def address(self) -> str:
        """What the store knows it by: host and path."""
        return self.host + urlsplit(self.base_url).path.rstrip("/")

    @property
    def known(self) -> Capabilities:
        """What is known of it so far."""
        return self._knowledge.known

    async def recall(self) -> Capabilities:
        """What is known of it, with what the store remembers."""
        return await self._knowledge.recall()

    async def reply(self, question: Question) -> Reply:
        """What the model says; raises Useless when another call may help, else ModelError."""
        await self.recall()
        number = self._throttle.number()
        async with AsyncExitStack() as held:
            await self.door.enter(held, finds_out=lambda: self._finds_out(question))
            comebacks = findings = 0
            while True:
                tried = await self._call(question, number)
                outcome = tried.outcome
                if isinstance(outcome, Refusal) and is_about_pace(outcome):
                    comebacks += 1
                    self._check_patience(question, outcome, comebacks)
                    continue
                next_way = await self._next_way(question, tried)
                if next_way is None:
                    assert isinstance(outcome, Reply)
                    return outcome
                findings += 1
                if findings > FINDINGS:
                    raise ModelRequestRejected(self.host, _said(outcome))
                if next_way is not self.known:
                    await self._knowledge.learn(next_way, because=_said(outcome))

    def _finds_out(self, question: Question) -> bool:
        """Whether the question asks for more than the endpoint is known to take."""
        known = self.known
        prompt = question.tokens_as_asked(known)
        answer = known.answer_tokens(question.wanted, prompt)
        return not known.proves(answer, prompt)

    async def tell_in_words(self) -> None:
        """From now on tell the schema in words too: the endpoint did not keep to it by itself."""
        if not self.known.told:
            told = replace(self.known, told=True)
            await self._knowledge.learn(told, because="the schema was not kept to")

    async def batches(self) -> BatchApi:
        """Its Batch API, if it has one."""
        known = await self.recall()
        return BatchApi(self._client, self.host, known.path)

    async def request(self, question: Question) -> Request | None:
        """The request that would be sent for that question now; None where nothing was accepted
        yet, or the answer would come as a stream or not whole."""
        known = await self.recall()
        if known.proven_format is None or known.stream:
            return None
        try:
            sent = self._sized(question, known)
        except ModelTooSmall:
            return None
        return Request(body_of(question, self.model, known, sent.answer), sent.prompt)

    async def names(self) -> list[str]:
        """The models it lists, those like ours first; [] when it lists none."""
        return await self._wire.names(self.known.path)

    async def _call(self, question: Question, number: int) -> Tried:
        """One request and what came of it; raises Useless, or ModelError."""
        async with self._turn(question, number) as turn:
            self.door.check()  # it may have been shut out while this question stood in line
            known = self.known
            sent = self._sized(question, known)
            self.calls += 1
            began = asyncio.get_running_loop().time()
            noted = await self._books.note(self.model, question)
            try:
                outcome = await self._wire.ask(question, known, sent)
            except Useless:
                await self._books.unanswered(question, noted)
                raise
            sent = replace(sent, seconds=asyncio.get_running_loop().time() - began)
            if isinstance(outcome, Reply) or not is_about_pace(outcome):
                turn.accepted()
            elif outcome.kind is not Kind.QUOTA:  # no pace keeps to a quota: the door shuts
                turn.refused(outcome)
        await self._knowledge.note_pace()
        if not isinstance(outcome, Reply):
            await self._books.unanswered(question, noted)
        else:
            self.last_heard = asyncio.get_running_loop().time()
            self.door.came_through()
            self._knowledge.accepted(plain=question.plain)
            if not question.plain:
                await self._knowledge.note_proof(known, sent)
            spent = await self._books.enter(self.model, question, outcome, noted)
            await self._knowledge.note_length(spent.completion, sent.answer)
        return Tried(known, sent, outcome)

    @asynccontextmanager
    async def _turn(self, question: Question, number: int) -> AsyncIterator[Turn]:
        """Inside, the request may be made; raises ModelLimited if an urgent question waits long."""
        longest = URGENT_WAIT if question.urgent else None
        in_line = asyncio.timeout(longest)
        try:
            async with (
                in_line,
                self._throttle.turn(question.tokens, urgent=question.urgent, number=number) as turn,
            ):
                in_line.reschedule(None)
                yield turn
        except TimeoutError:
            if not in_line.expired():
                raise
            raise ModelLimited(self.host, int(self._throttle.pause), "") from None

    def _sized(self, question: Question, known: Capabilities) -> SentRequest:
        """How large the request is; raises ModelTooSmall when no whole answer can be had for it."""
        wanted = self._overrules.answer_tokens or question.wanted
        prompt = question.tokens_as_asked(known)
        tokens = known.answer_tokens(wanted, prompt)
        if tokens < question.least:
            self._knowledge.doubt_context(question.subject)
            raise ModelTooSmall(self.model, known.context_limit or known.output_limit or 0)
        return SentRequest(tokens, prompt)

    def _check_patience(self, question: Question, refusal: Refusal, times: int) -> None:
        """Raise ModelLimited if the endpoint wants a longer pause than this question waits for."""
        if refusal.kind is Kind.QUOTA:
            pause = max(refusal.after or 0.0, LONGEST_PAUSE)
            error = ModelLimited(self.host, int(pause), refusal.said)
            self.door.strike(error, question.subject, length=dt.timedelta(seconds=pause))
            raise error
        pause = self._throttle.pause
        error = ModelLimited(self.host, int(pause), refusal.said)
        if pause > LONGEST_PAUSE:
            self.door.shut(error, dt.timedelta(seconds=pause))
            raise error
        if times > COMEBACKS or (question.urgent and pause > URGENT_WAIT):
            raise error

    async def _next_way(self, question: Question, tried: Tried) -> Capabilities | None:
        """How to ask once more; None when the reply is good. Raises when no other way can help."""
        known = self.known
        sent = tried.sent
        outcome = tried.outcome
        if isinstance(outcome, Reply):
            return self._with_more_thoughts(question, outcome, sent)
        if not known.asks_like(tried.known) and (
            is_unclear(outcome) or adapted(tried.known, outcome, sent)
        ):
            # While this one was under way, another was refused for the same and has found it out.
            return known
        if outcome.kind is Kind.CONTEXT and outcome.limit is None:
            self._knowledge.note_guess()
        next_way = (
            adapted(known, outcome, sent)
            or self._elsewhere(outcome)
            or self._after_breaking(outcome)
            or self._shorter(outcome, sent)
        )
        if next_way is None:
            raise await self._given_up(question, outcome)
        return next_way

    def _with_more_thoughts(
        self, question: Question, reply: Reply, sent: SentRequest
    ) -> Capabilities | None:
        """How to ask once more if thoughts took all of the tokens; None when that cannot help."""
        if reply.finish is not Finish.LENGTH or not reply.thinking:
            return None
        more = more_thoughts(self.known, question.wanted, sent.answer)
        if more is None:
            return None
        # Where the context leaves no more room, asking again would only cost the same again.
        if more.answer_tokens(question.wanted, sent.prompt) <= sent.answer:
            return None
        return more

    def _after_breaking(self, refusal: Refusal) -> Capabilities | None:
        """A plainer way to ask a server that broke, or refused in words that nobody knows.

        Some do so at parameters they do not know. None when requests like this are known to be
        accepted, or when the server broke on everything lately.
        """
        known = self.known
        now = asyncio.get_running_loop().time()
        if not is_unclear(refusal) or known.proven_format is known.format:
            return None
        if now < self._broken_until:
            return None
        plainer = plainer_request(known)
        if plainer is None:
            self._broken_until = now + BROKEN
            self._knowledge.start_over()  # it was not the request
        return plainer

    def _shorter(self, refusal: Refusal, sent: SentRequest) -> Capabilities | None:
        """A shorter request, after a refusal that nobody understands of one longer than was taken.

        Words for what is too long are without end. What was taken is not taken for too long.
        """
        known = self.known
        accepted = known.proven_format is known.format
        if refusal.kind is not Kind.OTHER or not accepted or known.takes(sent):
            return None
        shorter = adapted(known, replace(refusal, kind=Kind.CONTEXT), sent)
        if shorter is None:
            return None
        self._knowledge.note_guess()
        taken = known.heavy(known.proven_prompt) + sent.answer
        if (shorter.context_limit or taken) < taken < (known.context_limit or sys.maxsize):
            return replace(shorter, context_limit=taken)
        return shorter

    def _elsewhere(self, refusal: Refusal) -> Capabilities | None:
        """The way below `/v1`, which is tried once for an address without a version.

        It is kept only when a model answers there.
        """
        if (
            refusal.kind is not Kind.ADDRESS
            or self.known.proven_format
            or re.search(r"/v\d", self.address)
            or (self._looked_below and refusal.status == 405)
        ):
            return None
        if self.known.path:  # nothing was there either
            self._looked_below = True
            known = self._knowledge.try_path("")
            return plainer_request(known) if self._disallowed else None
        self._disallowed = refusal.status == 405
        return self._knowledge.try_path("/v1")

    async def _given_up(self, question: Question, refusal: Refusal) -> ModelError | Useless:
        """What to raise for a refusal that nothing about the request can help."""
        names: list[str] = []
        if refusal.kind is Kind.MODEL:
            names = await self.names()
        error = error_of(
            refusal, self.host, self.model, names, proven=self.known.proven_format is not None
        )
        if passes(refusal):
            return Useless(error)
        if refusal.kind is Kind.OTHER and self.known.proven_format and not question.plain:
            # Others were accepted when they were asked in this way: it may be about this text.
            self._knowledge.doubt(question.subject)
            return Useless(error, plainly=True)
        if isinstance(error, ABOUT_THE_ENDPOINT):
            certain = refusal.status == 401 and not self._heard_lately()
            self.door.strike(error, question.subject, certain=certain)
        return error

    def _heard_lately(self) -> bool:
        """Whether it has accepted the key within the last minutes."""
        if not self.last_heard:
            return False
        return asyncio.get_running_loop().time() - self.last_heard < HEARD


def _said(outcome: Reply | Refusal) -> str:
    """Why it has to be asked again, for the log."""
    if isinstance(outcome, Reply):
        return "thoughts took all of the tokens"
    return outcome.said or f"{outcome.kind} {outcome.status}"
