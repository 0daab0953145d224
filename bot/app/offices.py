"""The office: the use cases of all commands, put together from the parts that they share."""

# Tested in tests/bot/app/test_root.py.

from __future__ import annotations

import os.path
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.costs import cost_lines
from bot.app.own_files import own_labs, own_prices
from bot.app.settings import Settings
from bot.app.status import status_lines
from bot.chat.circulars import Circulars
from bot.chat.command_table import Office
from bot.chat.desk import Desk
from bot.chat.gate import Allowance, Gate, What
from bot.chat.inquiries import Inquiries
from bot.chat.libraries import Libraries
from bot.chat.nearby import Nearby
from bot.chat.privacy import Privacy
from bot.chat.steering import Steering
from bot.chat.subscriptions import Subscriptions
from bot.chat.voting import Voting
from core.asking.ask import Answerer
from core.editions.keys import DAILY
from core.editions.past import PastReader
from core.editions.policies import POLICIES
from core.encoder.late import LateEncoder, encoder_in, find_encoder
from core.failing import Failing
from core.interests.glossary import load_glossary
from core.interests.meaning import Meanings
from core.interests.names import load_lab_names
from locales import Translator
from storage.engine.passages import Passages

if TYPE_CHECKING:
    from bot.app.root import App

OFF = "off"


def make_office(app: App) -> Office:
    """The use cases, ready to answer."""
    settings, storage, clock = app.settings, app.storage, app.clock
    gate = Gate(storage, clock, _limits(settings), settings.paperboy_allowed_chats)
    desk = Desk(
        storage,
        app.pipeline,
        app.reader,
        app.announced.library,
        clock,
        gate,
        app.picker,
        translators=app.translators,
        zone=settings.zone,
        homes=app.homes,
    )
    steering = Steering(storage, app.announced.library, _meanings(app), clock)
    return Office(
        gate,
        desk,
        Inquiries(desk, storage, app.reader, _answerer(app), gate),
        Nearby(desk, storage, app.picker.backgrounds),
        _past(app),
        _subscriptions(app, gate),
        Privacy(storage, clock),
        Voting(desk, storage, gate, clock),
        steering,
        Libraries(storage, steering),
        Circulars(storage, clock, app.translators),
        _status(app),
        partial(cost_lines, storage, clock, prices=own_prices(settings)),
    )


def _meanings(app: App) -> Meanings:
    return Meanings(
        app.storage.search,
        app.storage.papers,
        app.models.main,
        glossary=load_glossary(),
        labs=load_lab_names(own_labs(app.settings)),
        budget=app.budget,
        clock=app.clock,
    )


def _answerer(app: App) -> Answerer:
    return Answerer(
        app.models.main,
        Passages(),
        budget=app.budget,
        clock=app.clock,
        languages=app.languages,
        encoder=encoder_of(app.settings),
        failing=Failing(app.storage.failures, app.clock),
    )


def encoder_of(settings: Settings) -> LateEncoder | None:
    """The sentence encoder, whether its folder holds it or not where one is set; None where there
    is none, or none is wanted."""
    told = settings.paperboy_encoder
    if not told:
        return find_encoder()
    if told.casefold() == OFF:
        return None
    # Not by the path itself, which raises where nobody of that name is there.
    return encoder_in(Path(os.path.expanduser(told)))


def _past(app: App) -> PastReader:
    storage = app.storage
    policy = app.policies.get(DAILY, POLICIES[DAILY])
    past = PastReader(storage.past, storage.interests, app.hub, policy, app.clock)
    storage.interests.tell(past.wake)
    return past


def _subscriptions(app: App, gate: Gate) -> Subscriptions:
    return Subscriptions(
        app.storage,
        app.clock,
        gate,
        translators=app.translators,
        zone=app.settings.zone,
        policies=app.policies,
        homes=app.homes,
    )


def _status(app: App) -> Callable[[Translator], Awaitable[list[str]]]:
    """The function that tells how Paperboy is doing, in the language it is given."""

    async def lines(t: Translator) -> list[str]:
        # Who is asked here is alive: write that down first, for the last sign of life may look old
        # after the clock was put forward.
        await app.standings.live()
        return await status_lines(app.storage, app.clock, t, app.settings)

    return lines


def _limits(settings: Settings) -> dict[What, Allowance]:
    """How much a chat and a person may have of what costs tokens, by the day."""
    return {
        What.QUESTION: Allowance(
            settings.paperboy_questions_per_chat, settings.paperboy_questions_per_person
        ),
        What.READING: Allowance(
            settings.paperboy_readings_per_chat, settings.paperboy_readings_per_person
        ),
    }
