"""`status`: what is stored and what it cost. `doctor`: whether all is set up, and what to mend."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, suppress
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.app.batching import batch_checks
from bot.app.costs import cost_lines
from bot.app.offices import encoder_of
from bot.app.own_files import own_prices
from bot.app.root import App, open_app
from bot.app.served import served
from bot.app.settings import Settings
from bot.app.status import capabilities_text, status_lines, waiting_lines
from bot.channels.checks import Diagnosis, asked, beside, reached
from bot.chat.problems import operator_text, setting_text
from core.editions.keys import DAILY
from core.encoder.late import EncoderUnreadable
from core.errors import (
    DateNotListedYet,
    OperatorError,
    PaperboyError,
    SettingsInvalid,
    StoreUnavailable,
)
from core.network.addresses import shown
from core.network.proxies import Proxies
from locales import Translator

if TYPE_CHECKING:
    from core.llm.endpoint import Endpoint

# Seconds for a model, which its server may have to load first.
MODEL_PATIENCE = 60.0


async def status(settings: Settings, t: Translator) -> int:
    """Print what is stored: counts, the last days, the last failures, what the model cost."""
    async with open_app(settings, use_model=False, reading=True) as app:
        for line in await status_lines(app.storage, app.clock, t, settings):
            print(line)
    return 0


async def cost(settings: Settings, t: Translator) -> int:
    """Print what the models cost."""
    prices = own_prices(settings)
    async with open_app(settings, use_model=False, reading=True) as app:
        for line in await cost_lines(app.storage, app.clock, t, prices):
            print(line)
    return 0


async def doctor(load: Callable[[], Settings], t: Translator) -> int:
    """Check settings, store, endpoints and keys, printing one line each; returns 1 if anything
    needs mending."""
    good = True
    async for check in _checks(load, t):
        mark = "✓" if check.good else "⚠"
        print(f"{mark} {check.text}", flush=True)
        if not check.good and not check.advised:
            good = False
    return 0 if good else 1


async def _checks(load: Callable[[], Settings], t: Translator) -> AsyncIterator[Diagnosis]:
    try:
        settings = load()
    except PaperboyError as error:
        yield Diagnosis(operator_text(t, error), good=False)
        return
    yield Diagnosis(t.t("doctor.settings"), good=True)
    for remark in settings.remarks:
        yield Diagnosis(setting_text(t, remark), good=False, advised=True)
    if not settings.proxies:
        yield Diagnosis(t.t("doctor.no_proxy"), good=True)
    async with AsyncExitStack() as stack:
        try:
            app = await stack.enter_async_context(open_app(settings))
        except SettingsInvalid as error:
            yield Diagnosis(operator_text(t, error), good=False)
            return
        except OperatorError as error:
            yield Diagnosis(operator_text(t, error), good=False)
            try:
                app = await _with_spare_store(settings, stack)
            except (OSError, StoreUnavailable):
                yield Diagnosis(t.t("doctor.no_spare"), good=False)
                return
        else:
            yield Diagnosis(t.t("doctor.store", url=shown(settings.database_url)), good=True)
        try:
            own_prices(settings)
        except OperatorError as error:
            yield Diagnosis(operator_text(t, error), good=False)
        async for check in _outside(app, t):
            yield _way(app.outside.proxies, t, check)
        if not settings.paperboy_contact:
            yield Diagnosis(
                t.t("doctor.contact", contact=settings.contact), good=False, advised=True
            )


async def _with_spare_store(settings: Settings, stack: AsyncExitStack) -> App:
    """What checks everything else all the same, with a store that is deleted afterwards. Raises
    OSError or StoreUnavailable where there is no room for one."""
    folder = stack.enter_context(TemporaryDirectory(prefix="paperboy-doctor-"))
    spare = settings.model_copy(update={"database_url": f"sqlite:///{folder}/paperboy.db"})
    return await stack.enter_async_context(open_app(spare))


async def _outside(app: App, t: Translator) -> AsyncIterator[Diagnosis]:
    """Yields the checks that go out, of sources, models and channels; all are asked beside each
    other."""
    accounts = await served(app.settings, app.storage)
    jobs = [_hub(app, t), _arxiv(app, t), _openreview(app, t)]
    jobs += [_model(app, endpoint, t) for endpoint in app.models.endpoints]
    jobs += [_vectors(app, t), _advice(app, t, served_any=bool(accounts)), _encoder(app, t)]
    jobs += [each.checks(app.parts(t)) for each in accounts]
    async for check in beside(jobs):
        yield check
    async for told in waiting_lines(t, accounts, app.storage):
        yield Diagnosis(told, good=False, advised=True)


async def _hub(app: App, t: Translator) -> AsyncIterator[Diagnosis]:
    address = app.settings.paperboy_hub_url

    async def ask() -> str:
        # A day long past, so that nothing depends on today's list.
        with suppress(DateNotListedYet):
            await app.hub.listings(DAILY.on(dt.date(2026, 2, 5)))
        return shown(address)

    yield await reached(t, "doctor.hub", address, ask)


async def _arxiv(app: App, t: Translator) -> AsyncIterator[Diagnosis]:
    address = app.settings.paperboy_arxiv_url

    async def ask() -> str:
        await app.client.get(address)
        return shown(address)

    yield await reached(t, "doctor.arxiv", address, ask)


async def _openreview(app: App, t: Translator) -> AsyncIterator[Diagnosis]:
    """Yields what OpenReview said; nobody else than who wants it is asked for anything there."""
    if not (await app.announced.venues.wanted() or app.settings.paperboy_openreview_user):
        return
    address = app.settings.paperboy_openreview_url

    async def ask() -> str:
        await app.announced.submissions.answers()
        return shown(address)

    yield await reached(t, "doctor.openreview", address, ask)


def _way(proxies: Proxies, t: Translator, check: Diagnosis) -> Diagnosis:
    """The check; where there are proxies, its text also says which way its address is reached."""
    if not proxies or not check.address:
        return check
    way = proxies.way(check.address)
    if way.proxy and not check.good and way.proxy.place in check.text:
        return check  # its text names the proxy already
    if way.proxy:
        told = t.t("doctor.through", proxy=f"{way.proxy.place} ({way.proxy.variable})")
    elif way.here:
        told = t.t("doctor.here")
    elif way.exempt:
        told = t.t("doctor.exempt", entry=way.exempt)
    else:
        told = t.t("doctor.directly")
    return dataclasses.replace(check, text=f"{check.text} · {told}")


async def _model(app: App, endpoint: Endpoint, t: Translator) -> AsyncIterator[Diagnosis]:
    """Yields what one tiny completion from the endpoint showed, and whether it has batches."""
    main = app.models.main
    if main is None:
        return

    async def works() -> Diagnosis:
        await main.check(endpoint)
        told = f"{endpoint.model} · {endpoint.host}"
        takes = capabilities_text(t, endpoint.known)
        text = t.t("doctor.model", address=told, takes=takes)
        return Diagnosis(text, good=True, address=endpoint.base_url)

    yield await asked(t, endpoint.base_url, works(), MODEL_PATIENCE)
    async for check in batch_checks(app, endpoint, t):
        yield check


async def _advice(app: App, t: Translator, *, served_any: bool) -> AsyncIterator[Diagnosis]:
    """Yields what is to be said of the models there are."""
    if app.models.main is None:
        yield Diagnosis(t.t("doctor.no_model"), good=True)
    elif app.settings.paperboy_daily_tokens is None and served_any:
        yield Diagnosis(t.t("doctor.no_cap"), good=False, advised=True)


async def _encoder(app: App, t: Translator) -> AsyncIterator[Diagnosis]:
    """Yields whether questions are compared by meaning."""
    encoder = encoder_of(app.settings)
    if encoder is None:
        yield Diagnosis(t.t("doctor.no_encoder"), good=True)
        return
    try:
        await encoder.encode(["a sentence"])
    except EncoderUnreadable:
        yield Diagnosis(t.t("doctor.encoder_unreadable", folder=str(encoder.folder)), good=False)
    else:
        yield Diagnosis(t.t("doctor.encoder"), good=True)


async def _vectors(app: App, t: Translator) -> AsyncIterator[Diagnosis]:
    """Yields what one vector showed, and how many are stored that do not compare with it."""
    embedder = app.models.embedder
    if embedder is None:
        return

    async def works() -> Diagnosis:
        numbers = await embedder.check()
        told = f"{embedder.model} · {embedder.host}"
        text = t.plural("doctor.vectors", numbers, address=told)
        return Diagnosis(text, good=True, address=embedder.base_url)

    check = await asked(t, embedder.base_url, works(), MODEL_PATIENCE)
    yield check
    if not check.good:
        return
    stored = await app.storage.vectors.count()
    others = sum(count for space, count in stored.items() if space != embedder.space)
    if others:
        yield Diagnosis(t.plural("doctor.vectors.others", others), good=True)
