"""The composition root: settings → parts. With `crew`, the only place that knows concrete
classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.app.endpoints import Models, open_models
from bot.app.offices import Means, encoder_of, make_office
from bot.app.own_files import own_labs
from bot.app.served import homes_of
from bot.app.settings import Settings
from bot.app.sources import AnnouncedSources, announced_of
from bot.app.ways import budget_of, claims_of, client_of, outside_of
from bot.channels.base import Parts
from bot.channels.standings import Standings
from bot.chat.command_table import Office
from bot.chat.picking import Picker
from bot.chat.vectors import WAIT, PaperVectors
from core.editions.keys import DAILY
from core.editions.pipeline import Pipeline
from core.editions.policies import POLICIES, Policies
from core.editions.score import load_labs
from core.encoder.late import TextVectors
from core.language import Languages
from core.llm.budget import Budget
from core.network.outside import Outside
from core.ports import Clock, Hub, Library
from core.reading.reader import Reader
from core.sources.http.client import PoliteClient
from core.sources.hub import HubClient
from core.working import Claims
from locales import Translator, languages, translators
from storage import Storage, open_storage

# Seconds a day that lists wait for vectors made here: what comes later is there for the next one.
OWN_WAIT = 5.0
NO_MORE: Mapping[str, Hub] = {}


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> dt.datetime:
        """The present moment."""
        return dt.datetime.now(dt.UTC)  # noqa: TID251 (this is the Clock everything else is given)


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The assembled parts."""

    settings: Settings
    clock: Clock
    storage: Storage
    outside: Outside
    client: PoliteClient
    hub: HubClient
    library: Library
    models: Models
    budget: Budget
    reader: Reader
    policies: Policies
    pipeline: Pipeline
    office: Office
    picker: Picker
    announced: AnnouncedSources
    standings: Standings
    claims: Claims
    translators: Mapping[str, Translator]
    languages: Languages

    def parts(self, operator: Translator) -> Parts:
        """What channels are made from; `operator` speaks as the terminal does."""
        return Parts(
            settings=self.settings,
            office=self.office,
            storage=self.storage,
            clock=self.clock,
            outside=self.outside,
            translators=self.translators,
            operator=operator,
        )


@asynccontextmanager
async def open_app(
    settings: Settings,
    *,
    use_model: bool = True,
    clock: Clock | None = None,
    reading: bool = False,
    working: bool = False,
    policies: Policies = POLICIES,
    more_hubs: Mapping[str, Hub] = NO_MORE,
) -> AsyncIterator[App]:
    """Everything that is configured, ready to use; closed on the way out. Raises OperatorError.

    `policies` names the shelves; `more_hubs` are, by source, those not known here; `reading` and
    `working` are `open_storage`'s."""
    clock = clock or SystemClock()
    async with AsyncExitStack() as stack:
        store = open_storage(settings.database_url, reading=reading, working=working)
        storage = await stack.enter_async_context(store)
        ways = outside_of(settings)
        client = await stack.enter_async_context(client_of(settings, ways, storage))
        hub = HubClient(client, settings.paperboy_hub_url, storage.responses, clock)
        announced = announced_of(settings, storage, client, clock)
        budget = await budget_of(settings, storage, clock.now().date(), working=working)
        claims = await stack.enter_async_context(claims_of(storage, budget))
        opening = open_models(settings, storage, budget, clock, ways, use_model=use_model)
        models = await stack.enter_async_context(opening)
        known = languages()
        reader = _reader(settings, storage, announced.library, models, budget, clock, known, claims)
        hubs = {DAILY.source: hub, **more_hubs}
        pipeline = _pipeline(settings, storage, hubs, announced.library, reader, clock, policies)
        spoken = translators(settings.paperboy_languages)
        picker = await stack.enter_async_context(_picker(settings, storage, models, clock))
        standings = Standings(storage, clock)
        means = Means(
            settings=settings,
            clock=clock,
            storage=storage,
            library=announced.library,
            hub=hub,
            models=models,
            budget=budget,
            reader=reader,
            pipeline=pipeline,
            policies=policies,
            picker=picker,
            homes=await homes_of(settings, storage),
            translators=spoken,
            languages=known,
        )
        yield App(
            settings=settings,
            clock=clock,
            storage=storage,
            outside=ways,
            client=client,
            hub=hub,
            library=announced.library,
            models=models,
            budget=budget,
            reader=reader,
            policies=policies,
            pipeline=pipeline,
            office=make_office(means, standings),
            picker=picker,
            announced=announced,
            standings=standings,
            claims=claims,
            translators=spoken,
            languages=known,
        )


@asynccontextmanager
async def _picker(
    settings: Settings, storage: Storage, models: Models, clock: Clock
) -> AsyncIterator[Picker]:
    """What picks papers, with their vectors where a model makes such, of an endpoint or here."""
    own = own_labs(settings)
    model = models.embedder or _own_vectors(settings)
    if model is None:
        yield Picker(storage, clock, own_labs=own)
        return
    wait = WAIT if models.embedder else OWN_WAIT
    vectors = PaperVectors(storage, model, clock, wait=wait)
    try:
        yield Picker(storage, clock, own_labs=own, vectors=vectors)
    finally:
        await vectors.close()


def _own_vectors(settings: Settings) -> TextVectors | None:
    """What makes vectors here, where no endpoint does."""
    encoder = encoder_of(settings)
    return TextVectors(encoder) if encoder else None


def _reader(
    settings: Settings,
    storage: Storage,
    library: Library,
    models: Models,
    budget: Budget,
    clock: Clock,
    known: Languages,
    claims: Claims,
) -> Reader:
    return Reader(
        storage,
        library,
        models.main,
        models.summaries,
        budget=budget,
        clock=clock,
        languages=known,
        context=settings.paperboy_context_tokens,
        claims=claims,
    )


def _pipeline(
    settings: Settings,
    storage: Storage,
    hubs: Mapping[str, Hub],
    library: Library,
    reader: Reader,
    clock: Clock,
    policies: Policies,
) -> Pipeline:
    return Pipeline(
        storage,
        hubs,
        library,
        reader,
        load_labs(own_labs(settings)),
        clock,
        policies,
        language=settings.language,
        deep_read=settings.paperboy_deep_read,
        capped=settings.paperboy_daily_tokens is not None,
    )
