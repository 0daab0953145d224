"""How Paperboy is doing, for who runs it: on the command line and as `/status` in a chat."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.problems import failure_text
from core.delivery import DeliveryState
from locales import Translator
from storage import Storage

DAYS, FAILURES, SPENDING_DAYS, UNKNOWN = 7, 5, 7, 5


async def status_lines(storage: Storage, t: Translator) -> list[str]:
    """What is stored, who is served, what failed and what the model used: one line each."""
    parts = (_stored(storage, t), _served(storage, t), _failed(storage, t), _spent(storage, t))
    return [line for part in parts async for line in part]


async def _stored(storage: Storage, t: Translator) -> AsyncIterator[str]:
    totals = await storage.editions.totals()
    days = t.plural("cli.status.days", totals.days)
    yield t.plural("cli.status.totals", totals.papers, days=days, summaries=totals.summaries, reports=totals.reports)
    for date, state in await storage.editions.dates(DAYS):
        yield f"  {t.date(date, year=True)} · {t.t(f'state.{state}')}"


async def _served(storage: Storage, t: Translator) -> AsyncIterator[str]:
    for platform, (subscribed, paused) in (await storage.chats.counts()).items():
        yield t.t("cli.status.chats", platform=platform, subscribed=subscribed, paused=paused)
    counts = await storage.deliveries.counts()
    if counts:
        told = {state.value: counts.get(state, 0) for state in DeliveryState}
        yield t.t("cli.status.deliveries", **told)
    for delivery in await storage.deliveries.listed(DeliveryState.UNKNOWN, UNKNOWN):
        key = delivery.key
        yield "  " + t.t("cli.status.unknown", date=delivery.date, platform=key.platform, chat=key.chat_id)


async def _failed(storage: Storage, t: Translator) -> AsyncIterator[str]:
    failures = await storage.failures.recent(FAILURES)
    yield t.t("cli.status.failures") if failures else t.t("cli.status.no_failures")
    for failure in failures:
        step = t.t(f"cli.step.{failure.step}")
        label = t.t("text.label", label=f"{failure.date} · {failure.paper_id} · {step}")
        yield f"  {label}{failure_text(t, failure)}"


async def _spent(storage: Storage, t: Translator) -> AsyncIterator[str]:
    spending = await storage.spending.recent(SPENDING_DAYS)
    yield t.t("cli.status.spending") if spending else t.t("cli.status.no_spending")
    for day, model, spent in spending:
        data = {"calls": spent.calls, "prompt": spent.prompt, "cached": spent.cached, "completion": spent.completion}
        yield f"  {day} · {model} · " + t.t("cli.status.spent", **data)
