"""The composition root: settings → parts, and the parts at work. With `crew`, the only place that
knows concrete classes."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from bot.app.batching import see_to_batches
from bot.app.crew import Crew, make_crew
from bot.app.endpoints import Models, open_models
from bot.app.environment import operator_language
from bot.app.offices import Means, encoder_of, make_office
from bot.app.own_files import own_labs
from bot.app.roles import Role, in_turn
from bot.app.served import homes_of
from bot.app.settings import Settings
from bot.app.sources import AnnouncedSources, announced_of
from bot.app.ways import budget_of, claims_of, client_of, outside_of
from bot.channels.base import Parts
from bot.channels.life import Life
from bot.channels.standings import Standings
from bot.chat.command_table import Office
from bot.chat.picking import Picker
from bot.chat.problems import operator_text
from bot.chat.vectors import WAIT, PaperVectors
from bot.delivery.background import Background, apart, until
from bot.delivery.late_seeds import LateSeeds
from bot.delivery.newsroom import LOOK
from bot.delivery.pace import Rates
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
from core.working import CIRCULARS, ROUNDS, Claims
from locales import Translator, languages, translators
from storage import Storage, open_storage

# Seconds that the day's work waits for platforms to sign in for the first time.
FIRST_TRY = 10.0
# Seconds a day that lists wait for vectors made here: what comes later is there for the next one.
OWN_WAIT = 5.0
# What workers tell each other: that somebody wants other announcements.
SOURCES = "sources"
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
    vectors = PaperVectors(storage.vectors, storage.papers, model, clock, wait=wait)
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


async def serve_platforms(
    app: App,
    stop: asyncio.Event,
    *,
    rates: Rates | None = None,
    look: dt.timedelta = LOOK,
    role: Role = Role.ALL,
) -> None:
    """Do of the service what the role says, until `stop` is set. Raises OperatorError when no
    platform can start or go on. `rates` and `look` are those of `make_crew`."""
    # What is logged is for the operator, in the language of the terminal.
    t = Translator(operator_language())
    crew = await make_crew(app, t, rates=rates, look=look, role=role)
    lives = _lives(app, crew, t, role)

    async def serve() -> None:
        if app.storage.identity is not None:
            app.storage.identity.role = role.value
        if not app.claims.shared:
            await app.standings.begin(crew.platforms)
        elif lives:
            await app.standings.join(crew.platforms)
        await crew.dispatcher.recover()
        async with Background() as background:
            background.keep("signs of life", app.standings.keep_alive)
            if app.claims.shared:
                background.keep("tell other workers", crew.signals.say)
                background.keep("hear other workers", crew.signals.hear)
            work = _work(app, lives, crew, background, role)
            background.spawn("begin the day's work", work)
            if lives:
                await apart((life.run(background) for life in lives), closing=background.end)
            else:
                await asyncio.Event().wait()

    try:
        await until(stop, serve())
    finally:
        await app.standings.end()


def _lives(app: App, crew: Crew, t: Translator, role: Role) -> list[Life]:
    """How each platform lives here; none where the role leaves them to others."""
    served_here = crew.platforms.values() if role.duties.any else ()
    return [
        Life(
            platform,
            crew.dispatcher,
            crew.admissions[platform.name],
            app.standings,
            lambda error: operator_text(t, error),
            alone=len(crew.platforms) == 1,
            claims=app.claims,
            duties=role.duties,
        )
        for platform in served_here
    ]


async def _work(
    app: App, lives: Sequence[Life], crew: Crew, background: Background, role: Role
) -> None:
    """Begin the day's work, once the platforms have tried to sign in: it must not delay that."""
    with suppress(TimeoutError):
        async with asyncio.timeout(FIRST_TRY):
            await asyncio.gather(*(life.tried.wait() for life in lives))
    if role.duties.sends:
        lists = in_turn(app.claims, ROUNDS, crew.newsroom.serve_chats)
        circulars = in_turn(app.claims, CIRCULARS, crew.newsroom.send_circulars)
        background.keep("serve chats", lists)
        background.keep("send announcements", circulars)
    app.office.subscriptions.sources_chosen = partial(crew.signals.tell, SOURCES)
    if not role.reads:
        return
    await see_to_batches(app, crew.newsroom, background)
    background.keep("read days", crew.newsroom.read_days)
    seeds = LateSeeds(app.storage.interests, app.storage.papers, app.library)
    crew.signals.on(SOURCES, app.announced.wake)
    loops = {
        "read the past": app.office.past.keep_up,
        **{name: reading.keep_up for name, reading in app.announced.readings.items()},
        "fetch papers of interest": seeds.keep_up,
    }
    for name, loop in loops.items():
        background.keep(name, in_turn(app.claims, name, loop))
