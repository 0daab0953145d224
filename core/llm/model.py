"""A language model, asked for structured answers: at most three calls for one text.

The calls that count are those that gave nothing of use: no connection, an answer in no shape, a
refusal to write. `endpoint` finds out how it wants to be asked and at which pace, which costs none
of the three. Where the first endpoint is down, its key refused or its account empty, a second one
is asked, with calls of its own.

A valid answer may be reviewed. Where the review has advice, the calls that are left go into one
more try, and where that fails the answer stands.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from pydantic import BaseModel

from core.errors import ModelAnswerInvalid, ModelError, ModelTooSmall, ModelUnreachable, OverBudget
from core.llm.answers import Unfit, read_answer
from core.llm.budget import Budget
from core.llm.endings import Finish
from core.llm.endpoint import Endpoint
from core.llm.kept import mark_of, unpacked
from core.llm.reply import Reply
from core.llm.requests import Keep, Question, Request
from core.llm.wire import Useless
from core.ports import Clock, Replies
from core.reading import prompts
from core.reading.prompts import Prompt, Written

T = TypeVar("T", bound=BaseModel)

# After this many useless calls a plain question is asked: some models give nothing, or blanks for
# ever, when they are held to a structure.
PLAIN_AFTER = 2
CHECK_TOKENS = 300  # for a word or two; a model that thinks first shows it by needing more
# Characters. A longer answer is read in a thread, for with its thoughts that may take a while.
LONG = 20_000
# Seconds. After a call that met only silence for longer than this, the model is not called again.
TIMED_OUT = 30.0
# What a model is told about an answer that was of no use.
_ADVICE = {
    "refused": "This is a request to report on published research. Answer in the structure.",
    "truncated": "Your last answer was cut off at the length limit: write much shorter texts.",
    "empty": "Your last answer was empty: give the JSON object.",
    "malformed": "Your last answer did not fit the structure ({problems}). Repair it.",
    "recited": "Your last answer repeated instructions: report on the paper alone.",
}


@dataclass(eq=False)
class _Task(Generic[T]):
    """One text that is asked for.

    `left` counts the calls it may still cost, `useless` those that gave nothing; `answered` are the
    messages since. `met` are the marks of its questions so far.
    """

    prompt: Prompt[T]
    left: int
    useless: int = 0
    answered: list[dict[str, str]] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def question(self, advice: str) -> Question:
        """What to ask now, with advice on the last answer."""
        said = [{"role": "user", "content": self.prompt.material}, *self.answered]
        if advice:
            said[-1] = said[-1] | {"content": f"{said[-1]['content']}\n\n{advice}"}
        return Question(
            instructions=self.prompt.instructions,
            said=said,
            shape=self.prompt.answer,
            wanted=self.prompt.max_tokens,
            subject=self.prompt.subject,
            urgent=self.prompt.urgent,
            plain=self.useless >= PLAIN_AFTER,
        )


class ChatModel:
    """A model behind OpenAI-compatible endpoints, asked in order. Implements core.ports.Model."""

    def __init__(
        self,
        endpoints: Sequence[Endpoint],
        *,
        budget: Budget,
        clock: Clock,
        pause: float = 0.5,
        replies: Replies | None = None,
    ) -> None:
        """`pause` is the first wait before a repeated call, in seconds; it doubles. `replies` are
        kept of what was asked before, or in batches."""
        self.endpoints = tuple(endpoints)
        self._budget = budget
        self._clock = clock
        self._pause = pause
        self._replies = replies

    @property
    def name(self) -> str:
        """The first model's name."""
        return self.endpoints[0].model

    @property
    def context(self) -> int | None:
        """Tokens that the first model takes, request and answer together; None if unknown."""
        known = self.endpoints[0].known
        if not known.context_limit:
            return None
        return int(known.context_limit / known.weight)

    @property
    def calls(self) -> int:
        """How many requests were made."""
        return sum(endpoint.calls for endpoint in self.endpoints)

    async def ask(
        self, prompt: Prompt[T], review: Callable[[T], str | None] | None = None
    ) -> Written[T]:
        """The validated answer and who wrote it; raises ModelError.

        `review` is called in a thread, with the first valid answer. For its advice the answer is
        written once more within the same calls and the day's tokens.
        """
        *others, last = self.endpoints
        for endpoint in others:
            try:
                return await self._ask(endpoint, prompt, review)
            except (ModelAnswerInvalid, ModelTooSmall, OverBudget):
                raise  # another endpoint is for when this one is down, not for another opinion
            except ModelError:
                continue
        return await self._ask(last, prompt, review)

    def mark(self, prompt: Prompt[T]) -> str:
        """By what an answer to that prompt is known, if the first endpoint gave it."""
        first = self.endpoints[0]
        return mark_of(first.address, first.model, _Task(prompt, left=prompt.calls).question(""))

    async def has_answer(self, prompt: Prompt[T]) -> bool:
        """Whether an answer of use to that prompt is kept, which is taken before the model is
        asked."""
        if self._replies is None or prompt.text is None:
            return False
        mark = await asyncio.to_thread(self.mark, prompt)
        body = await self._replies.answer(mark)
        reply = unpacked(body) if body is not None else None
        with suppress(Useless):
            return reply is not None and bool(await self._value(self.endpoints[0], prompt, reply))
        return False

    async def request(self, prompt: Prompt[T]) -> Request | None:
        """What the first endpoint would be sent for that prompt, as far as that is known; None
        where it has to be asked to find out."""
        return await self.endpoints[0].request(_Task(prompt, left=prompt.calls).question(""))

    async def check(self, endpoint: Endpoint) -> None:
        """One tiny completion from that endpoint, on the way that texts take; raises ModelError."""
        prompt = Prompt(
            instructions=prompts.CHECK_INSTRUCTIONS,
            material=prompts.CHECK_MATERIAL,
            answer=prompts.CheckAnswer,
            max_tokens=CHECK_TOKENS,
            subject="check",
            urgent=True,
        )
        await self._ask(endpoint, prompt, None)

    async def _ask(
        self, endpoint: Endpoint, prompt: Prompt[T], review: Callable[[T], str | None] | None
    ) -> Written[T]:
        task = _Task(prompt, left=prompt.calls)
        try:
            value = await self._answer(endpoint, task)
        except ModelAnswerInvalid:
            # Otherwise the same would be read whenever it is tried again.
            if self._replies is not None and prompt.text is not None:
                await self._replies.forget(prompt.text)
            raise
        if review is None:
            return Written(value, endpoint.model)
        advice = await asyncio.to_thread(review, value)
        # The reader still holds the tokens it reserved for the first try; a second try fits where
        # those do. A reader that holds none asks for one call.
        if advice and task.left and self._budget.fits(0, self._clock.now().date()):
            task.answered += [
                {"role": "assistant", "content": value.model_dump_json()},
                {"role": "user", "content": advice},
            ]
            with suppress(ModelError):
                value = await self._answer(endpoint, task)
        return Written(value, endpoint.model)

    async def _answer(self, endpoint: Endpoint, task: _Task[T]) -> T:
        """A validated answer with the calls that are left; raises ModelError."""
        loop = asyncio.get_running_loop()
        advice = ""
        while True:
            began = loop.time()
            task.left -= 1
            try:
                reply = await self._reply(endpoint, task, task.question(advice))
                return await self._value(endpoint, task.prompt, reply)
            except Useless as useless:
                task.useless += 1
                if useless.plainly:
                    task.useless = max(task.useless, PLAIN_AFTER)
                unheard = isinstance(useless.error, ModelUnreachable)
                silent = endpoint.last_heard < began
                timed_out = unheard and silent and loop.time() - began > TIMED_OUT
                if not task.left or timed_out:
                    if unheard:
                        endpoint.door.strike(useless.error, task.prompt.subject, certain=False)
                    raise useless.error from None
                advice = useless.advice
                if not advice:
                    repeated = task.prompt.calls - task.left - 1
                    wait = self._pause * 2.0**repeated
                    await asyncio.sleep(wait * random.uniform(0.75, 1.25))

    async def _reply(self, endpoint: Endpoint, task: _Task[T], question: Question) -> Reply:
        """The reply that is kept of that question, each once; else what the endpoint says now."""
        if self._replies is None or task.prompt.text is None:
            return await endpoint.reply(question)
        mark = await asyncio.to_thread(mark_of, endpoint.address, endpoint.model, question)
        if mark not in task.met:
            task.met.add(mark)
            body = await self._replies.answer(mark)
            found = unpacked(body) if body is not None else None
            if found is not None:
                return found
        return await endpoint.reply(replace(question, keep=Keep(mark, task.prompt.text)))

    async def _value(self, endpoint: Endpoint, prompt: Prompt[T], reply: Reply) -> T:
        """The answer in that reply; raises Useless with what to tell the model."""
        cut = reply.finish is not Finish.STOP
        try:
            if sum(map(len, reply.texts)) > LONG:
                value = await asyncio.to_thread(read_answer, reply.texts, prompt.answer, cut=cut)
            else:
                value = read_answer(reply.texts, prompt.answer, cut=cut)
        except Unfit as unfit:
            if reply.finish is Finish.FILTERED:
                raise self._useless(endpoint, "refused") from None
            if reply.lost:
                raise Useless(ModelUnreachable(endpoint.host, reply.lost)) from None
            if unfit.reason == "malformed":
                await endpoint.tell_in_words()
            raise self._useless(endpoint, unfit.reason, unfit.problems) from None
        if prompts.leaks(prompt.instructions, value.model_dump_json()):
            raise Useless(ModelAnswerInvalid(endpoint.model, "malformed"), _ADVICE["recited"])
        return value

    def _useless(self, endpoint: Endpoint, reason: str, problems: str = "") -> Useless:
        """A call that is useless for that reason, with the advice for the next one."""
        advice = _ADVICE[reason].format(problems=problems[:600])
        return Useless(ModelAnswerInvalid(endpoint.model, reason), advice)
