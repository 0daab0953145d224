"""`status`: what is stored and what it cost. `doctor`: whether everything is set up, and the mend where it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.app import App, open_app
from bot.problems import failure_text, problem_text
from bot.settings import Settings
from core.errors import DateNotListedYet, PaperboyError
from locales import Translator

DAYS, FAILURES, SPENDING_DAYS = 7, 5, 7


async def status(settings: Settings, t: Translator) -> int:
    """Print what is stored: counts, the last days, the last failures, what the model cost."""
    async with open_app(settings, use_model=False) as app:
        for line in [line async for line in _status_lines(app, t)]:
            print(line)
    return 0


async def _status_lines(app: App, t: Translator) -> AsyncIterator[str]:
    totals = await app.storage.editions.totals()
    days = t.plural("cli.status.days", totals.days)
    yield t.plural("cli.status.totals", totals.papers, days=days, summaries=totals.summaries, reports=totals.reports)
    for date, state in await app.storage.editions.dates(DAYS):
        yield f"  {t.date(date, year=True)} · {t.t(f'state.{state}')}"
    failures = await app.storage.failures.recent(FAILURES)
    yield t.t("cli.status.failures") if failures else t.t("cli.status.no_failures")
    for failure in failures:
        step = t.t(f"cli.step.{failure.step}")
        yield f"  {failure.date} · {failure.paper_id} · {step}: {failure_text(t, failure)}"
    spending = await app.storage.spending.recent(SPENDING_DAYS)
    yield t.t("cli.status.spending") if spending else t.t("cli.status.no_spending")
    for day, model, spent in spending:
        data = {"calls": spent.calls, "prompt": spent.prompt, "cached": spent.cached, "completion": spent.completion}
        yield f"  {day} · {model} · " + t.t("cli.status.spent", **data)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's: what was looked at, and how it is."""

    good: bool
    text: str


async def doctor(load: Callable[[], Settings], t: Translator) -> int:
    """Check settings, store, endpoints and keys, printing one line each; returns 1 if anything needs mending."""
    good = True
    async for check in _checks(load, t):
        print(("✓ " if check.good else "⚠ ") + check.text, flush=True)
        good = good and check.good
    return 0 if good else 1


async def _checks(load: Callable[[], Settings], t: Translator) -> AsyncIterator[Check]:
    try:
        settings = load()
    except PaperboyError as error:
        yield Check(False, problem_text(t, error))
        return
    yield Check(True, t.t("doctor.settings"))
    async with AsyncExitStack() as stack:
        try:
            app = await stack.enter_async_context(open_app(settings))
        except PaperboyError as error:
            yield Check(False, problem_text(t, error))
            return
        yield Check(True, t.t("doctor.store", url=settings.database_url))
        yield await _reach(t, "doctor.hub", settings.paperboy_hub_url, lambda: _ask_hub(app))
        arxiv = settings.paperboy_arxiv_url
        yield await _reach(t, "doctor.arxiv", arxiv, lambda: app.client.get(arxiv))
        yield await _model(app, t)
        if not settings.paperboy_contact:
            yield Check(True, t.t("doctor.contact", contact=settings.contact))


async def _reach(t: Translator, key: str, address: str, ask: Callable[[], Awaitable[object]]) -> Check:
    try:
        await ask()
    except PaperboyError as error:
        return Check(False, problem_text(t, error))
    return Check(True, t.t(key, address=address))


async def _ask_hub(app: App) -> None:
    """A day long past, so that nothing depends on today's list."""
    try:
        await app.hub.day(dt.date(2026, 2, 5))
    except DateNotListedYet:
        return


async def _model(app: App, t: Translator) -> Check:
    if app.model is None:
        return Check(True, t.t("doctor.no_model"))
    model = app.model
    return await _reach(t, "doctor.model", f"{model.name} · {model.host}", model.check)
