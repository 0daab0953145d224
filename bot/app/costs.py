"""What the models cost, for who runs Paperboy: `paperboy cost`, and `/cost` in a chat."""

from __future__ import annotations

import datetime as dt

from core.llm.costs import first_day, reckoned
from core.llm.prices import BATCH, Prices
from core.ports import Clock
from locales import Translator
from storage import Storage

# From here on an amount is told to the hundredth; smaller ones by their first two digits.
WHOLE = 1.0


async def cost_lines(storage: Storage, clock: Clock, t: Translator, prices: Prices) -> list[str]:
    """What yesterday cost, by model, and what this month costs so far and will in the end."""
    today = clock.now().date()
    accounts = await storage.spending.since(first_day(today))
    costs = reckoned(accounts, today, prices)

    def money(amount: float) -> str:
        return f"{_amount(amount)} {prices.currency}"

    yesterday = today - dt.timedelta(days=1)
    lines = [t.t("cli.cost.yesterday", date=yesterday, cost=money(costs.of_yesterday))]
    for model, (spent, price) in costs.yesterday.items():
        told = money(price) if price is not None else t.t("cli.cost.no_price")
        tokens = t.number(spent.tokens)
        used = t.t("cli.cost.model", calls=spent.calls, tokens=tokens, cost=told)
        lines.append(f"  {account_name(model, t, prices)} · {used}")
    in_the_end = money(costs.in_the_end)
    lines.append(t.t("cli.cost.month", so_far=money(costs.so_far), in_the_end=in_the_end))
    if costs.unpriced:
        names = dict.fromkeys(account.removesuffix(BATCH) for account in costs.unpriced)
        models = t.t("text.between").join(names)
        lines.append(t.t("cli.cost.unpriced", models=models))
    return lines


def account_name(account: str, t: Translator, prices: Prices) -> str:
    """The account as people are told it: a model, or a model asked by batches, with the part of its
    price that those cost."""
    if not account.endswith(BATCH):
        return account
    model = account.removesuffix(BATCH)
    price = prices.of(model)
    if price is None:
        return t.t("cli.status.batch", model=model)
    return t.t("cli.cost.batch", model=model, part=round(price.batch * 100))


def _amount(amount: float) -> str:
    if amount >= WHOLE or not amount:
        return f"{amount:.2f}"
    return f"{float(f'{amount:.2g}'):f}".rstrip("0").rstrip(".")
