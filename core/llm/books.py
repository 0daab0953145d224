"""What replies used, booked: in the day's budget, and in the ledger."""

from __future__ import annotations

from core.llm.budget import Budget, estimate_tokens
from core.llm.envelope import Reply
from core.llm.requests import Question
from core.ports import Clock, Ledger
from core.records import Spending


class Books:
    """The account of all endpoints together."""

    def __init__(self, ledger: Ledger, budget: Budget, clock: Clock) -> None:
        self._ledger = ledger
        self._budget = budget
        self._clock = clock

    async def enter(self, model: str, question: Question, reply: Reply) -> Spending:
        """Book what the reply used."""
        spent = spending_of(question.tokens, reply)
        await self.book(model, spent, on_demand=question.urgent)
        return spent

    async def book(self, model: str, spent: Spending, *, on_demand: bool = False) -> None:
        """Book that; `on_demand` when somebody had asked for it."""
        now = self._clock.now()
        day = now.date()
        self._budget.spend(spent.tokens, day, on_demand=on_demand)
        await self._ledger.record(day, model, spent, on_demand=on_demand, at=now)


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
