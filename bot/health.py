"""`status`: what is stored and what it cost. `doctor`: whether everything is set up, and the mend where it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.app import App, open_app
from bot.problems import problem_text, setting_text
from bot.settings import Settings
from bot.status import status_lines
from core.errors import DateNotListedYet, PaperboyError
from locales import Translator


async def status(settings: Settings, t: Translator) -> int:
    """Print what is stored: counts, the last days, the last failures, what the model cost."""
    async with open_app(settings, use_model=False) as app:
        for line in await status_lines(app.storage, t):
            print(line)
    return 0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's: what was looked at, and how it is. What is only `advised` fails nothing."""

    good: bool
    text: str
    advised: bool = False


async def doctor(load: Callable[[], Settings], t: Translator) -> int:
    """Check settings, store, endpoints and keys, printing one line each; returns 1 if anything needs mending."""
    good = True
    async for check in _checks(load, t):
        print(("✓ " if check.good else "⚠ ") + check.text, flush=True)
        good = good and (check.good or check.advised)
    return 0 if good else 1


async def _checks(load: Callable[[], Settings], t: Translator) -> AsyncIterator[Check]:
    try:
        settings = load()
    except PaperboyError as error:
        yield Check(False, problem_text(t, error))
        return
    yield Check(True, t.t("doctor.settings"))
    for remark in settings.remarks:
        yield Check(False, setting_text(t, remark), advised=True)
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
        if settings.telegram_token:
            yield await _reach(t, "doctor.telegram", settings.telegram_base_url, lambda: _ask_telegram(app))
        if settings.discord_token:
            yield await _discord(app, t)
        if not settings.paperboy_contact:
            yield Check(False, t.t("doctor.contact", contact=settings.contact), advised=True)


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


async def _ask_telegram(app: App) -> None:
    from bot.telegram import TelegramBot  # takes a second to import

    await TelegramBot(app.settings, app.translators).check()


async def _discord(app: App, t: Translator) -> Check:
    from bot.discord import DiscordBot  # takes a second to import

    try:
        return Check(True, t.t("doctor.discord", address=await DiscordBot(app.settings, app.translators).check()))
    except PaperboyError as error:
        return Check(False, problem_text(t, error))


async def _model(app: App, t: Translator) -> Check:
    if app.model is None:
        return Check(True, t.t("doctor.no_model"))
    model = app.model
    return await _reach(t, "doctor.model", f"{model.name} · {model.host}", model.check)
