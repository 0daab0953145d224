"""The composition root: settings → parts. With `crew`, the only place that knows concrete
classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from bot.app.endpoints import Models, open_models
from bot.app.offices import encoder_of, make_office
from bot.app.own_files import own_labs
from bot.app.served import homes_of
from bot.app.settings import Settings
from bot.app.sources import AnnouncedSources, announced_of
from bot.app.ways import budget_of, claims_of, client_of, outside_of
from bot.channels.base import Parts
from bot.channels.standings import Standings
from bot.chat.command_table import Office
from bot.chat.homes import Homes
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
from core.ports import Clock, Hub
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


@dataclass(slots=True, kw_only=True)
class App:
    """The assembled parts."""

    settings: Settings
    clock: Clock
    storage: Storage
    outside: Outside
    client: PoliteClient
    hub: HubClient
    models: Models
    budget: Budget
    reader: Reader
    policies: Policies
    pipeline: Pipeline
    picker: Picker
    homes: Homes
    announced: AnnouncedSources
    standings: Standings
    claims: Claims
    translators: Mapping[str, Translator]
    languages: Languages
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = make_office(self)

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
        reader = Reader(
            storage,
            announced.library,
            models.main,
            models.summaries,
            budget=budget,
            clock=clock,
            languages=languages(),
            context=settings.paperboy_context_tokens,
            claims=claims,
        )
        pipeline = Pipeline(
            storage,
            {DAILY.source: hub, **more_hubs},
            announced.library,
            reader,
            load_labs(own_labs(settings)),
            clock,
            policies,
            language=settings.language,
            deep_read=settings.paperboy_deep_read,
            capped=settings.paperboy_daily_tokens is not None,
        )
        picker = await stack.enter_async_context(_picker(settings, storage, models, clock))
        yield App(
            settings=settings,
            clock=clock,
            storage=storage,
            outside=ways,
            client=client,
            hub=hub,
            models=models,
            budget=budget,
            reader=reader,
            policies=policies,
            pipeline=pipeline,
            picker=picker,
            homes=await homes_of(settings, storage),
            announced=announced,
            standings=Standings(storage, clock),
            claims=claims,
            translators=translators(settings.paperboy_languages),
            languages=languages(),
        )


@asynccontextmanager
async def _picker(
    settings: Settings, storage: Storage, models: Models, clock: Clock
) -> AsyncIterator[Picker]:
    """What picks papers, with their vectors where a model makes such, of an endpoint or here."""
    own = own_labs(settings)
    encoder = encoder_of(settings)  # it makes vectors here, where no endpoint does
    model = models.embedder or (TextVectors(encoder) if encoder else None)
    if model is None:
        yield Picker(storage, clock, own_labs=own)
        return
    wait = WAIT if models.embedder else OWN_WAIT
    vectors = PaperVectors(storage, model, clock, wait=wait)
    try:
        yield Picker(storage, clock, own_labs=own, vectors=vectors)
    finally:
        await vectors.close()
