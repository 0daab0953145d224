"""Whatever fails, wherever: a reader is told in the chat's language what it means, and nothing that
is the operator's.

Every kind of error is raised at every seam towards the outside, and everything a reader can ask or
get pushed is shown as each channel shows it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import re
from contextlib import asynccontextmanager

import pytest
import structlog

from bot.app.costs import cost_lines
from bot.app.root import App
from bot.app.status import status_lines
from bot.channels.console.render import render as console
from bot.channels.discord.render import body as discord_body
from bot.channels.discord.render import render as discord
from bot.channels.telegram.outbox import bodies as telegram
from bot.chat.actions import read_action
from bot.chat.command_table import Office
from bot.chat.commands import answer, press
from bot.chat.desk import Desk
from bot.chat.gate import Allowance, Gate, What
from bot.chat.homes import Homes
from bot.chat.inquiries import Inquiries
from bot.chat.nearby import Nearby
from bot.chat.picking import Picker
from bot.chat.privacy import Privacy
from bot.chat.problems import operator_text, reader_text
from bot.chat.subscriptions import Subscriptions
from bot.chat.voting import Voting
from bot.delivery.newsroom import Newsroom
from bot.delivery.press import Press
from core.asking.ask import Answerer
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.editions.pipeline import DeepRead, Pipeline
from core.editions.policies import POLICIES
from core.editions.progress import NoProgress
from core.editions.score import load_labs
from core.editions.shelf import Shelves
from core.errors import (
    DateNotListedYet,
    ModelError,
    ModelTooSmall,
    ModelUnpaid,
    OperatorText,
    OverBudget,
    PaperboyError,
    SourceError,
    SourceUnreachable,
    StoreUnavailable,
)
from core.llm.prices import load_prices
from core.reading.reader import Reader
from locales import Translator
from storage.engine.passages import Passages
from tests.bot.chat.test_problems import LEAVES, example
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.spoken import LANGUAGES
from tests.world import DATE, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
SECRET = "OPENAI_SECRET=key-123 at 10.11.12.13:9999, model secret-9b, /srv/secret.db: ConnectionResetError"
NEVER = (
    "SECRET",
    "key-123",
    "10.11.12.13",
    "9999",
    "secret",
    "Error",
    "Exception",
    "Traceback",
    "•••",
)
# Our variables, and the names of our errors.
VARIABLES = re.compile(r"\b(?:OPENAI|PAPERBOY|DATABASE|TELEGRAM|DISCORD|HTTPS?|ALL|SSL)_[A-Z]+")
CLASSES = re.compile(r"\b(?:" + "|".join(kind.__name__ for kind in LEAVES) + r")\b")
# What somebody asks: lines they type, and buttons they press, which begin without a slash.
ASKED = (
    *(f"/date {DATE}", "/paper 1", "/ask 3 How much faster is it?"),
    *(
        "/today",
        "/date 2026-02-02",
        "/paper 2602.00006",
        "/paper 2603.12345",
        "/ask 2603.12345 How?",
    ),
    *("/why 2", "/table 2", "/score 1", "/search agent"),
    *(f"report:{DATE}:1", "card:2602.00002", f"again:{DATE}:1", f"why:{DATE}:4", f"date:{DATE}"),
)
# What leads to each seam at once; and the kinds with which everything is asked.
FIRST_ASKED = {
    "hub": ("/date 2026-01-30",),
    "library": ("/paper 1",),
    "model": ("/paper 1", "/ask 3 How fast?"),
}
TELLING = (ModelUnpaid, SourceUnreachable, StoreUnavailable, None)
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(autouse=True)
def quiet():
    """The log is the operator's; to lay out all those tracebacks would take most of the time."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


class Failing:
    """A hub, a library and a model that have nothing but that error."""

    # A text says which model wrote it; an error's words about one are the operator's.
    name, context = "reader-9b", None

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def day(self, date):
        raise self.error

    document = paper = revisions = day

    async def ask(self, prompt, review=None):
        raise self.error

    async def has_answer(self, prompt):
        return False


class Place:
    """The app's parts put together anew, with `failing` in the place of some that lead outside."""

    def __init__(self, app: App, error: Exception, where: str, language: str) -> None:
        broken = Failing(error)
        self.app, self.t = app, Translator(language)
        hub = broken if where == "hub" else app.hub
        library = broken if where == "library" else app.announced.library
        model = broken if where == "model" else None
        store, clock, zone = app.storage, app.clock, app.settings.zone
        spoken = {language: self.t}
        how = {"budget": app.budget, "clock": clock, "languages": LANGUAGES}
        reader = Reader(store, library, model, model, context=32_000, **how)
        ways = {"language": language, "deep_read": DeepRead.SELECTED, "capped": False}
        self.pipeline = Pipeline(
            store, {DAILY.source: hub}, library, reader, load_labs(), clock, app.policies, **ways
        )
        self.gate = Gate(store, clock, dict.fromkeys(What, Allowance(9999, 9999)), ())
        picker = Picker(store, clock)
        parts = (store, self.pipeline, reader, library, clock, self.gate, picker)
        homes = Homes(store, (), ())
        desk = Desk(*parts, translators=spoken, zone=zone, homes=homes)
        answerer = Answerer(model, Passages(), **how)
        self.office = Office(
            self.gate,
            desk,
            Inquiries(desk, store, reader, answerer, self.gate),
            Nearby(desk, store, picker.backgrounds),
            app.office.past,
            Subscriptions(
                store,
                clock,
                self.gate,
                translators=spoken,
                zone=zone,
                policies=POLICIES,
                homes=homes,
            ),
            Privacy(store, clock),
            Voting(desk, store, self.gate, clock),
            app.office.steering,
            app.office.libraries,
            app.office.circulars,
            lambda t: status_lines(store, clock, t, app.settings),
            lambda t: cost_lines(store, clock, t, load_prices()),
        )
        self.notices = []

    async def answers(self, chat, asked):
        """The views of what somebody asks in that chat, and of what they are told meanwhile."""
        key = ChatKey("telegram", chat)
        found = []
        for what in asked:
            request = await self.office.desk.request(key, self._hear, person="7")
            asked_for = (
                answer(self.office, request, what)
                if what.startswith("/")
                else press(self.office, request, read_action(what))
            )
            found.append((what, await asked_for))
        return [*found, *(("meanwhile", view) for view in self.notices)]

    async def pushed(self):
        """What subscribed chats of both platforms are owed after the service has looked a few
        times."""
        clock, store = self.app.clock, self.app.storage
        room = Newsroom(
            store,
            self.pipeline,
            self.app.policies,
            self.app.budget,
            self.gate,
            clock,
            Press(
                shown=Shelves(store, self.pipeline, clock).shown,
                renderers={"telegram": telegram, "discord": discord_bodies},
                translators={self.t.language: self.t},
            ),
            zone=self.app.settings.zone,
            wake=lambda: None,
            patience=dt.timedelta(seconds=5),
        )
        for platform in ("telegram", "discord"):
            now = clock.now()
            chosen = ChatSettings(time=dt.time(12))
            await put_subscribed(
                store, ChatKey(platform, "9"), chosen, now - dt.timedelta(days=2), {}, now
            )
        for _ in range(3):
            await room.read(clock.now())
            await room.serve(clock.now())
            clock.pass_(hours=1.5)
        await room.stop()
        return [
            row.body
            for name in ("telegram", "discord")
            for row in await store.deliveries.owed(name, 99)
        ]

    async def _hear(self, view):
        self.notices.append(view)


def discord_bodies(view, t, *, silent, previews):
    return [discord_body(each, silent=silent, previews=previews) for each in discord(view, t)]


def shown(view, t):
    """The view as each channel shows it."""
    return [
        console(view, 80, False),
        *map(str, telegram(view, t, silent=False, previews=True)),
        *map(str, discord(view, t)),
    ]


def assert_for_readers(text, language, *, sentence=False):
    for word in NEVER:
        assert word not in text, (word, text)
    assert not VARIABLES.search(text), text
    assert not CLASSES.search(text), text
    if sentence and language == "en":
        assert not HAN.search(text), text
    elif sentence:
        # Names, commands and what the reader typed aside, nothing is left of Latin words in a row.
        assert not re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", re.sub(r"/\w+ [\w, ]+", "", text)), (
            text
        )


@asynccontextmanager
async def ready(folder, *, stored):
    """An app with a day of six papers, of which everything, or only the list, is stored."""
    clock = StandingClock(2026, 2, 4, 4)
    day = busy_day(6)
    async with (
        world(folder, {DATE: day, "2026-02-02": []}, full_texts(day)) as place,
        place.app(use_model=False, clock=clock) as app,
    ):
        await (
            app.pipeline.ingest(DAILY.on(DAY), NoProgress())
            if stored
            else app.pipeline.fetch(DAILY.on(DAY))
        )
        yield app


def hostile(kind):
    """The error with what is the operator's in it, where it has room for that."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return example(kind, **{field.name: SECRET for field in fields if field.type == "ForOperator"})


OUTSIDE = [kind for kind in LEAVES if issubclass(kind, SourceError | ModelError)]

PUSHED = (ModelUnpaid, SourceUnreachable, OverBudget, DateNotListedYet)
WHERE = ("hub", "library", "model")


def test_every_kind_is_tried():
    def leaves(kind):
        return (
            {kind}
            if not kind.__subclasses__()
            else set().union(*map(leaves, kind.__subclasses__()))
        )

    ours = {kind for kind in leaves(PaperboyError) if kind.__module__.startswith("core.errors")}
    assert ours <= set(LEAVES)
    assert len(OUTSIDE) > 20


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("where", WHERE)
async def test_what_is_asked(tmp_path, where, language):
    async with ready(tmp_path, stored=False) as app:
        for number, kind in enumerate([*LEAVES, None]):
            # Each kind everywhere, in one language or the other, whose sentences are tried by
            # themselves.
            in_english = WHERE[number % 3] == where
            if kind not in TELLING and in_english != (language == "en"):
                continue
            error = hostile(kind) if kind else RuntimeError(SECRET)
            place = Place(app, error, where, language)
            await assert_all_for_readers(
                place, str(number), ASKED if kind in TELLING else FIRST_ASKED[where]
            )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("where", WHERE)
async def test_what_is_asked_where_all_is_stored(tmp_path, where, language):
    async with ready(tmp_path, stored=True) as app:
        for number, kind in enumerate((ModelUnpaid, SourceUnreachable)):
            await assert_all_for_readers(
                Place(app, hostile(kind), where, language), str(number), ASKED
            )


async def assert_all_for_readers(place, chat, asked):
    for what, view in await place.answers(chat, asked):
        for text in shown(view, place.t):
            assert text.strip(), what
            assert_for_readers(text, place.t.language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sentences_are_in_one_language(language):
    t = Translator(language)
    for kind in LEAVES:
        # What a reader typed is theirs, in whatever language.
        assert_for_readers(reader_text(t, hostile(kind)), language, sentence=True)
    assert_for_readers(reader_text(t, RuntimeError(SECRET)), language, sentence=True)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("where", ["library", "model"])
async def test_a_paper_of_the_list_is_shown_whatever_fails(tmp_path, where, language):
    async with ready(tmp_path, stored=False) as app:
        for kind in OUTSIDE:
            place = Place(app, hostile(kind), where, language)
            for line in ("/paper 1", "/paper 2602.00006"):
                request = await place.office.desk.request(ChatKey("telegram", "1"), place._hear)
                view = await answer(place.office, request, line)
                assert "Study" in console(view, 80, False), (kind, line)


# Each kind everywhere, and each of these pairs in one of the languages.
@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(
    "kind", [*PUSHED, None], ids=lambda kind: kind.__name__ if kind else "a bug"
)
async def test_what_is_pushed(tmp_path, where, kind):
    language = ("zh", "en")[([*PUSHED, None].index(kind) + WHERE.index(where)) % 2]
    async with ready(tmp_path, stored=False) as app:
        error = hostile(kind) if kind else RuntimeError(SECRET)
        bodies = await Place(app, error, where, language).pushed()

        assert len(bodies) >= 2
        for body in bodies:
            assert_for_readers(body, language)


async def test_the_operator_is_told_the_reason_in_the_endpoints_own_words(tmp_path):
    async with ready(tmp_path, stored=False) as app:
        # What is too long for the model is read in part, or without it, and is no failure.
        for kind in (
            kind for kind in OUTSIDE if issubclass(kind, ModelError) and kind is not ModelTooSmall
        ):
            error = hostile(kind)
            place = Place(app, error, "model", "en")
            request = await place.office.desk.request(ChatKey("telegram", "1"), place._hear)
            await answer(place.office, request, "/paper 1")
            told = "\n".join([line async for line in _status(app)])
            assert operator_text(Translator("en"), error).split("“")[0] in told
            if any(
                isinstance(getattr(error, field.name), OperatorText)
                for field in dataclasses.fields(kind)
            ):
                assert "key-123" in told


async def _status(app):
    for line in await status_lines(app.storage, app.clock, Translator("en"), app.settings):
        yield line
