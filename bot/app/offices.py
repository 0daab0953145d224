"""The office: the use cases of all commands, put together from the parts that they share."""

# Tested in tests/bot/app/test_root.py.

from __future__ import annotations

import os.path
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.app.costs import cost_lines
from bot.app.endpoints import Models
from bot.app.own_files import own_labs, own_prices
from bot.app.settings import Settings
from bot.app.status import status_lines
from bot.channels.standings import Standings
from bot.chat.circulars import Circulars
from bot.chat.command_table import Office
from bot.chat.desk import Desk
from bot.chat.gate import Allowance, Gate, What
from bot.chat.homes import Homes
from bot.chat.inquiries import Inquiries
from bot.chat.libraries import Libraries
from bot.chat.nearby import Nearby
from bot.chat.picking import Picker
from bot.chat.privacy import Privacy
from bot.chat.steering import Steering
from bot.chat.subscriptions import Subscriptions
from bot.chat.voting import Voting
from core.asking.ask import Answerer
from core.editions.keys import DAILY
from core.editions.past import PastReader
from core.editions.pipeline import Pipeline
from core.editions.policies import POLICIES, Policies
from core.encoder.late import LateEncoder, encoder_in, find_encoder
from core.failing import Failing
from core.interests.glossary import load_glossary
from core.interests.meaning import Meanings
from core.interests.names import load_lab_names
from core.language import Languages
from core.llm.budget import Budget
from core.ports import Clock, Library
from core.reading.reader import Reader
from core.sources.hub import HubClient
from locales import Translator
from storage import Storage
from storage.engine.passages import Passages

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What the use cases work with."""

    settings: Settings
    clock: Clock
    storage: Storage
    library: Library
    hub: HubClient
    models: Models
    budget: Budget
    reader: Reader
    pipeline: Pipeline
    policies: Policies
    picker: Picker
    homes: Homes
    translators: Mapping[str, Translator]
    languages: Languages


def make_office(means: Means, standings: Standings) -> Office:
    """The use cases, ready to answer."""
    settings, storage, clock = means.settings, means.storage, means.clock
    gate = Gate(storage, clock, _limits(settings), settings.paperboy_allowed_chats)
    desk = Desk(
        storage,
        means.pipeline,
        means.reader,
        means.library,
        clock,
        gate,
        means.picker,
        translators=means.translators,
        zone=settings.zone,
        homes=means.homes,
    )
    steering = Steering(storage, means.library, _meanings(means), clock)
    return Office(
        gate,
        desk,
        Inquiries(desk, storage, means.reader, _answerer(means), gate),
        Nearby(desk, storage, means.picker.backgrounds),
        _past(means),
        _subscriptions(means, gate),
        Privacy(storage, clock),
        Voting(desk, storage, gate, clock),
        steering,
        Libraries(storage, steering),
        Circulars(storage, clock, means.translators),
        _status(means, standings),
        _cost(means),
    )


def _meanings(means: Means) -> Meanings:
    return Meanings(
        means.storage.search,
        means.storage.papers,
        means.models.main,
        glossary=load_glossary(),
        labs=load_lab_names(own_labs(means.settings)),
        budget=means.budget,
        clock=means.clock,
    )


def _answerer(means: Means) -> Answerer:
    return Answerer(
        means.models.main,
        Passages(),
        budget=means.budget,
        clock=means.clock,
        languages=means.languages,
        encoder=encoder_of(means.settings),
        failing=Failing(means.storage.failures, means.clock),
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


def _past(means: Means) -> PastReader:
    storage = means.storage
    policy = means.policies.get(DAILY, POLICIES[DAILY])
    past = PastReader(storage.past, storage.interests, means.hub, policy, means.clock)
    storage.interests.tell(past.wake)
    return past


def _subscriptions(means: Means, gate: Gate) -> Subscriptions:
    return Subscriptions(
        means.storage,
        means.clock,
        gate,
        translators=means.translators,
        zone=means.settings.zone,
        policies=means.policies,
        homes=means.homes,
    )


def _status(means: Means, standings: Standings) -> Callable[[Translator], Awaitable[list[str]]]:
    """The function that tells how Paperboy is doing, in the language it is given."""

    async def lines(t: Translator) -> list[str]:
        # Who is asked here is alive: write that down first, for the last sign of life may look old
        # after the clock was put forward.
        await standings.live()
        return await status_lines(means.storage, means.clock, t, means.settings)

    return lines


def _cost(means: Means) -> Callable[[Translator], Awaitable[list[str]]]:
    """The function that tells what the models cost, in the language it is given."""
    prices = own_prices(means.settings)

    async def lines(t: Translator) -> list[str]:
        return await cost_lines(means.storage, means.clock, t, prices)

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
