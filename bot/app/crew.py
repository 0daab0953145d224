"""The crew: what reads days and sends lists, put together from the assembled parts."""

# Tested in tests/bot/app/test_once.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.app.environment import operator_language
from bot.app.own_files import own_prices
from bot.app.roles import Role
from bot.app.root import App
from bot.app.served import Served, remembered, served
from bot.app.settings import Settings
from bot.app.signals import Signals
from bot.channels.base import Platform
from bot.delivery.admission import Admission, AllowedSender
from bot.delivery.dispatch import Dispatcher
from bot.delivery.newsroom import LOOK, PATIENCE, Newsroom
from bot.delivery.pace import Rates
from bot.delivery.press import Press, Shown
from core.llm.nights import Hours
from locales import Translator

# What workers tell each other: that something is owed.
OWED = "owed"


@dataclass(frozen=True, slots=True)
class Crew:
    """What reads days and sends lists: the platforms by name, with who may be sent to there, the
    way out, the newsroom, and what they tell other workers."""

    platforms: Mapping[str, Platform]
    admissions: Mapping[str, Admission]
    dispatcher: Dispatcher
    newsroom: Newsroom
    signals: Signals


async def make_crew(
    app: App,
    t: Translator,
    *,
    rates: Rates | None = None,
    look: dt.timedelta = LOOK,
    patience: dt.timedelta = PATIENCE,
    role: Role = Role.ALL,
) -> Crew:
    """The crew of what is to be served; `t` speaks to the operator, `rates` are for servers with
    limits of their own, `look` and `patience` are the newsroom's."""
    parts = app.parts(t)
    accounts = await remembered(app.settings, app.storage)
    platforms: dict[str, Platform] = {each.name: each.platform(parts) for each in accounts}
    admissions = {
        name: Admission(name, platform.within, app.office.gate, app.storage, app.clock)
        for name, platform in platforms.items()
    }
    dispatcher = Dispatcher(
        {name: AllowedSender(each.sender, admissions[name]) for name, each in platforms.items()},
        app.storage,
        app.clock,
        {name: role.share(rates or each.rates) for name, each in platforms.items()},
        on_gone=lambda key, reason: platforms[key.platform].tell_gone(key, reason),
    )
    signals = Signals(app.storage)
    signals.on(OWED, dispatcher.wake)
    newsroom = Newsroom(
        app.storage,
        app.pipeline,
        app.policies,
        app.budget,
        app.office.gate,
        app.clock,
        _press(app, accounts, platforms, app.office.desk.shelves.shown),
        zone=app.settings.zone,
        wake=partial(signals.tell, OWED),
        look=look,
        patience=patience,
        keep=app.settings.keep,
        night=_night(app.settings),
        claims=app.claims,
    )
    return Crew(platforms, admissions, dispatcher, newsroom, signals)


def _night(settings: Settings) -> Hours | None:
    """The hours for which reading waits: those of the model that reads, if the operator wants
    that."""
    if settings.paperboy_night_reading == "off":
        return None
    price = own_prices(settings).of(settings.openai_model)
    return price.night if price else None


async def press_of(app: App) -> Press:
    """What the service writes with, for looking ahead: nothing is signed in to, and what is shown
    is not fixed by that."""
    parts = app.parts(Translator(operator_language()))
    accounts = await served(app.settings, app.storage)
    platforms = {each.name: each.platform(parts) for each in accounts}
    return _press(app, accounts, platforms, app.office.desk.shelves.peeked, peek=True)


def _press(
    app: App,
    accounts: Sequence[Served],
    platforms: Mapping[str, Platform],
    shown: Shown,
    *,
    peek: bool = False,
) -> Press:
    """What writes for these accounts, as their platforms do."""
    return Press(
        shown=shown,
        renderers={name: platform.bodies for name, platform in platforms.items()},
        callers={name: platform.calling for name, platform in platforms.items()},
        threaded=frozenset(each.name for each in accounts if each.channel.has_threads),
        hearing=frozenset(each.name for each in accounts if each.channel.hears),
        translators=app.translators,
        picker=app.picker,
        peek=peek,
    )
