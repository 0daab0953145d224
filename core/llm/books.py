"""What replies used, booked: in the day's budget, and in the ledger."""

from __future__ import annotations

import datetime as dt

from core.llm.budget import Budget, estimate_tokens
from core.llm.endings import Finish
from core.llm.kept import Answered, KeptQuestion, packed
from core.llm.reply import Reply
from core.llm.requests import Question
from core.ports import Clock, Ledger, Replies
from core.records import Spending


class Books:
    """The account of all endpoints together."""

    def __init__(
        self, ledger: Ledger, budget: Budget, clock: Clock, replies: Replies | None = None
    ) -> None:
        """`replies` keeps what is answered until it is made use of."""
        self._ledger = ledger
        self._replies = replies
        self._budget = budget
        self._clock = clock

    async def note(self, model: str, question: Question) -> dt.datetime | None:
        """Note that this is about to be asked, and what it may cost: after a kill nobody else
        knows. When it was noted; None where it is not to be kept."""
        if self._replies is None or question.keep is None:
            return None
        asked = KeptQuestion(
            mark=question.keep.mark,
            text=question.keep.text,
            model=model,
            most=Spending(calls=1, prompt=question.tokens, completion=question.wanted),
            on_demand=question.urgent,
        )
        now = self._clock.now()
        await self._replies.asked(asked, now)
        return now

    async def unanswered(self, question: Question, noted: dt.datetime | None) -> None:
        """Nothing was answered to that, which was noted then."""
        if self._replies is not None and question.keep is not None and noted is not None:
            await self._replies.refused(question.keep.mark, noted)

    async def enter(
        self, model: str, question: Question, reply: Reply, noted: dt.datetime | None
    ) -> Spending:
        """Book what the reply to that, which was noted then, used, and keep it. What was cut off is
        not kept but asked again."""
        spent = spending_of(question.tokens, reply)
        kept: Answered | None = None
        if question.keep is not None and noted is not None:
            whole = reply.finish is not Finish.LENGTH
            body = packed(reply) if whole else None
            kept = Answered(mark=question.keep.mark, at=noted, body=body)
        await self.book(model, spent, on_demand=question.urgent, reply=kept)
        return spent

    async def book(
        self,
        model: str,
        spent: Spending,
        *,
        on_demand: bool = False,
        reply: Answered | None = None,
    ) -> None:
        """Book that; `on_demand` when somebody had asked for it."""
        now = self._clock.now()
        day = now.date()
        self._budget.spend(spent.tokens, day, on_demand=on_demand)
        await self._ledger.record(day, model, spent, on_demand=on_demand, at=now, reply=reply)


def spending_of(asked: int, reply: Reply) -> Spending:
    """What the endpoint says that a question of about so many tokens used; our estimate of what it
    does not say, or says wrongly."""
    usage = reply.usage
    prompt = usage.prompt
    completion = usage.completion
    if completion is None:
        if usage.total and prompt and usage.total > prompt:
            completion = usage.total - prompt
        else:
            completion = sum(map(estimate_tokens, reply.texts))
    if prompt is None:
        prompt = max(usage.total - completion, 0) if usage.total else asked
    return Spending(calls=1, prompt=prompt, cached=min(usage.cached, prompt), completion=completion)
