"""`status`: what is stored and what it cost. `doctor`: whether everything is set up, and the mend
where it is not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from bot.app.root import App, open_app
from bot.app.settings import Settings
from bot.app.status import capabilities_text, status_lines
from bot.chat.problems import operator_text, setting_text
from core.editions.keys import DAILY
from core.errors import DateNotListedYet, OperatorError, PaperboyError
from core.network.addresses import shown
from core.network.proxies import Proxies
from locales import Translator

# Where Discord is; its library knows, and takes a second to import.
DISCORD = "https://discord.com"


async def status(settings: Settings, t: Translator) -> int:
    """Print what is stored: counts, the last days, the last failures, what the model cost."""
    async with open_app(settings, use_model=False, reading=True) as app:
        for line in await status_lines(app.storage, app.clock, t, settings):
            print(line)
    return 0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's: what was looked at, and how it is. What is only `advised` fails
    nothing."""

    good: bool
    text: str
    advised: bool = False


async def doctor(load: Callable[[], Settings], t: Translator) -> int:
    """Check settings, store, endpoints and keys, printing one line each; returns 1 if anything
    needs mending."""
    good = True
    async for check in _checks(load, t):
        print(("✓ " if check.good else "⚠ ") + check.text, flush=True)
        good = good and (check.good or check.advised)
    return 0 if good else 1


async def _checks(load: Callable[[], Settings], t: Translator) -> AsyncIterator[Check]:
    try:
        settings = load()
    except PaperboyError as error:
        yield Check(False, operator_text(t, error))
        return
    yield Check(True, t.t("doctor.settings"))
    for remark in settings.remarks:
        yield Check(False, setting_text(t, remark), advised=True)
    if not settings.proxies:
        yield Check(True, t.t("doctor.no_proxy"))
    async with AsyncExitStack() as stack:
        store = Check(True, t.t("doctor.store", url=shown(settings.database_url)))
        try:
            app = await stack.enter_async_context(open_app(settings))
        except OperatorError as error:
            store = Check(False, operator_text(t, error))
            # All else is looked at all the same, with a store of its own that is gone afterwards.
            folder = stack.enter_context(TemporaryDirectory(prefix="paperboy-doctor-"))
            spare = settings.model_copy(update={"database_url": f"sqlite:///{folder}/paperboy.db"})
            app = await stack.enter_async_context(open_app(spare))
        yield store
        way = functools.partial(_way, app.outside.proxies, t)
        hub, arxiv = settings.paperboy_hub_url, settings.paperboy_arxiv_url
        yield way(await _reach(t, "doctor.hub", shown(hub), lambda: _ask_hub(app)), hub)
        yield way(
            await _reach(t, "doctor.arxiv", shown(arxiv), lambda: app.client.get(arxiv)), arxiv
        )
        async for check, address in _models(app, t):
            yield way(check, address) if address else check
        if settings.telegram_token:
            telegram = settings.telegram_base_url
            yield way(
                await _reach(t, "doctor.telegram", shown(telegram), lambda: _ask_telegram(app)),
                telegram,
            )
        if settings.discord_token:
            yield way(await _discord(app, t), DISCORD)
        if not settings.paperboy_contact:
            yield Check(False, t.t("doctor.contact", contact=settings.contact), advised=True)


def _way(proxies: Proxies, t: Translator, check: Check, address: str) -> Check:
    """The check, with the way that its address goes where there is a choice."""
    if not proxies:
        return check
    way = proxies.way(address)
    if way.proxy and not check.good and way.proxy.place in check.text:
        return check  # it is told already
    if way.proxy:
        told = t.t("doctor.through", proxy=f"{way.proxy.place} ({way.proxy.variable})")
    elif way.here:
        told = t.t("doctor.here")
    elif way.exempt:
        told = t.t("doctor.exempt", entry=way.exempt)
    else:
        told = t.t("doctor.directly")
    return dataclasses.replace(check, text=f"{check.text} · {told}")


async def _reach(
    t: Translator, key: str, address: str, ask: Callable[[], Awaitable[object]]
) -> Check:
    try:
        await ask()
    except PaperboyError as error:
        return Check(False, operator_text(t, error))
    return Check(True, t.t(key, address=address))


async def _ask_hub(app: App) -> None:
    """A day long past, so that nothing depends on today's list."""
    try:
        await app.hub.listings(DAILY.on(dt.date(2026, 2, 5)))
    except DateNotListedYet:
        return


async def _ask_telegram(app: App) -> None:
    from bot.channels.telegram import TelegramBot  # takes a second to import

    await TelegramBot(app.settings, app.translators, app.outside).check()


async def _discord(app: App, t: Translator) -> Check:
    from bot.channels.discord import DiscordBot  # takes a second to import

    try:
        return Check(
            True,
            t.t(
                "doctor.discord",
                address=await DiscordBot(app.settings, app.translators, app.outside).check(),
            ),
        )
    except PaperboyError as error:
        return Check(False, operator_text(t, error))


async def _models(app: App, t: Translator) -> AsyncIterator[tuple[Check, str]]:
    """One tiny completion from each model at each endpoint, as texts are asked for: what it showed,
    and the address."""
    if app.models.main is None:
        yield Check(True, t.t("doctor.no_model")), ""
        return
    for endpoint in app.models.endpoints:
        told = f"{endpoint.model} · {endpoint.host}"
        try:
            await app.models.main.check(endpoint)
        except PaperboyError as error:
            yield Check(False, operator_text(t, error)), endpoint.base_url
            continue
        takes = capabilities_text(t, endpoint.known)
        yield Check(True, t.t("doctor.model", address=told, takes=takes)), endpoint.base_url
    if app.settings.has_platform and app.settings.paperboy_daily_tokens is None:
        yield Check(False, t.t("doctor.no_cap"), advised=True), ""
