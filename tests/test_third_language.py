"""Adding a language is adding a folder: nothing else knows of it, and all there is speaks it."""

from __future__ import annotations

import datetime as dt
import re
import string

import pytest

import locales
from bot.app.archives import import_archive
from bot.channels.console.render import render as console
from bot.channels.discord import slash
from bot.channels.discord.render import body as discord_body
from bot.channels.discord.render import render as discord
from bot.channels.telegram.outbox import bodies as telegram
from bot.chat.actions import Action, Verb
from bot.chat.arguments import is_question
from bot.chat.command_table import COMMANDS, commands
from bot.chat.commands import answer, press
from bot.chat.panel import Features
from bot.chat.targets import Change
from bot.delivery.newsroom import Newsroom
from bot.delivery.press import Press
from core import archive
from core.asking.concepts import concepts, known_words
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from locales import Translator, known_languages
from locales.folders import folder
from locales.translator import read_catalog
from tests.bot.channels.discord.reading import check
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.model import answer_from_message, repeat_the_nearest
from tests.third_language import CODE, make, marked
from tests.world import DATE, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
WHERE = Features(roles={"7": "readers"}, threads=True)
# What somebody might send: each command with and without what belongs after it, and mistakes.
LINES = (
    *(
        "/start",
        "/help",
        "/privacy",
        "/forget",
        "/forget yes",
        "/forget chat",
        "/today",
        f"/date {DATE}",
        "/date",
        "/date 2031-01-01",
        "/date xyz",
        "/paper 1",
        "/paper",
    ),
    *(
        "/paper 99",
        "/paper 2602.99999",
        "/ask 1 Quels sont les agents ?",
        "/ask 1",
        "/ask",
        "/like 1",
        "/like 1",
        "/dislike 1",
        "/dislike",
        "/why 1",
        "/why 2602.99999",
    ),
    *(
        "/interests",
        "/interests agents, -video, author Ann, lab X, 2602.00001, 量子纠缠鸭",
        "/interests",
        "/interests remove agents, foo",
        "/interests mute agents",
        "/interests export",
        "/interests import",
        "/interests reset",
        "/interests forget",
        "/interests ,,",
    ),
    *(
        "/table 1",
        "/similar 1",
        "/score 1",
        "/score 2602.99999",
        "/search agents",
        "/search zyzzyva",
        "/search !",
        "/search",
    ),
    *(
        "/subscribe 08:30 Europe/Paris",
        "/subscribe 99:99",
        "/subscribe Atlantis",
        "/settings",
        "/settings mute a, b",
    ),
    *(
        "/settings most x",
        "/settings nonsense",
        "/lang klingon",
        "/lang",
        "/status",
        "/cost",
        "/announce",
        "/announce Bonjour",
        "/announce cancel nothing",
        "/settings announcements off",
        "/unsubscribe",
        "/unsubscribe",
    ),
    *("/nonsense", "Bonjour", "1", "/lang gaulois"),
)


@pytest.fixture(autouse=True)
def third(tmp_path, monkeypatch):
    """A folder more, where folders of languages are looked for."""
    place = tmp_path / "languages"
    place.mkdir()
    make(place)
    monkeypatch.setattr(locales, "__path__", [*locales.__path__, str(place)])


def sentences(language: str) -> set[str]:
    """The pieces of that language's catalog between placeholders that are long enough to be told
    from a paper's."""
    found = set()
    for message in read_catalog(language):
        if message.id and not str(message.id).startswith("date."):
            forms = [message.string] if isinstance(message.string, str) else message.string
            found |= {
                piece.strip() for form in forms for piece, *_ in string.Formatter().parse(form)
            }
    if language == "en":
        return {piece for piece in found if len(piece) >= 12 and marked(piece) != piece}
    return {piece for piece in found if len(piece) >= 2 and re.match("[\u4e00-\u9fff]", piece)}


def reads_and_repeats(body):
    """A model that writes what it is asked for, and answers questions by what it was given."""
    asked = any("<<<QUESTION" in str(message["content"]) for message in body["messages"])
    return repeat_the_nearest(body) if asked else answer_from_message(body)


class Walk:
    """A chat in the third language, whose every answer is rendered everywhere and read."""

    def __init__(self, app, key):
        self.app, self.key = app, key
        self.others = sentences("en") | sentences("zh")
        self.pressed = set()
        self.seen = []

    async def request(self):
        return await self.app.office.desk.request(
            self.key, self.read, delivers=True, place=WHERE, person="1"
        )

    async def read(self, view):
        t = Translator(CODE)
        if not view.blocks:
            return
        told = "\n".join(
            (*said(view), *view.hints, *(b.label for row in view.buttons for b in row))
        )
        for texts in (
            console(view, 80, color=False),
            *map(str, telegram(view, t, silent=False, previews=True)),
        ):
            told += f"\n{texts}"
        check(view, t)
        strange = sorted(piece for piece in self.others if piece in told)
        assert strange == [], told
        self.seen.append(told)

    async def says(self, line):
        view = await answer(self.app.office, await self.request(), line)
        await self.read(view)
        return view

    async def presses(self, view):
        """Press each kind of button below the view, and each button below what comes."""
        for row in view.buttons:
            for button in row:
                action = button.action
                if action and action.verb not in self.pressed and action.verb is not Verb.SET:
                    self.pressed.add(action.verb)
                    below = await press(self.app.office, await self.request(), action)
                    await self.read(below)
                    await self.presses(below)


async def test_every_command_and_button_speaks_it_everywhere(tmp_path):
    day = busy_day(6)
    clock = StandingClock(2026, 2, 4, 12)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day), answer=reads_and_repeats) as place,
        place.app(clock=clock, paperboy_languages=CODE) as app,
    ):
        walk = Walk(app, ChatKey("telegram", "5"))
        for line in LINES:
            await walk.presses(await walk.says(line))

        assert {line.split()[0][1:] for line in LINES} >= {command.name for command in COMMANDS}
        assert walk.pressed >= {Verb.CARD, Verb.REPORT, Verb.PAPER, Verb.WHY, Verb.ASK}
        assert any(marked("change the language") in told for told in walk.seen)
        assert any("/lang Français" in told for told in walk.seen)


async def test_every_button_of_the_panel_works_in_it(tmp_path):
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(paperboy_languages=f"{CODE},en,zh") as app,
    ):
        walk = Walk(app, ChatKey("discord", "5"))
        panel = await walk.says("/settings")
        actions: list[Action] = []
        for opening in (button.action for row in panel.buttons for button in row):
            page = await press(app.office, await walk.request(), opening)
            await walk.read(page)
            actions += [button.action for row in page.buttons for button in row]
        language = await walk.says("/settings lang")
        names = [button.label.removeprefix("✓ ") for button in language.buttons[0]]
        for action in actions:
            shown = await press(app.office, await walk.request(), action)
            if action in (_speak("en"), _speak("zh")):
                assert marked("Settings") not in "\n".join(said(shown))
                shown = await press(app.office, await walk.request(), _speak(CODE))
            await walk.read(shown)

        assert names == ["Français", "English", "中文"]
        assert len(actions) > 25
        assert (await app.storage.chats.get(walk.key)).settings.language == CODE


def _speak(language):
    return Action(Verb.SET, Change("lang", language))


async def test_it_is_pushed(tmp_path):
    day, clock = busy_day(6), StandingClock(2026, 2, 4, 12)
    bodies = {
        "telegram": telegram,
        "discord": lambda view, t, *, silent, previews: [
            discord_body(each, silent=silent, previews=previews) for each in discord(view, t)
        ],
    }
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(clock=clock, paperboy_languages=f"zh,{CODE}") as app,
    ):
        store, now = app.storage, clock.now()
        room = Newsroom(
            store,
            app.pipeline,
            app.policies,
            app.budget,
            app.office.gate,
            clock,
            Press(
                shown=app.office.desk.shelves.shown,
                renderers=bodies,
                translators=app.translators,
            ),
            zone=app.settings.zone,
            wake=lambda: None,
        )
        for platform in bodies:
            chosen = ChatSettings(time=dt.time(21), language=CODE)
            await put_subscribed(
                store, ChatKey(platform, "9"), chosen, now - dt.timedelta(days=2), {}, now
            )
        for _ in range(3):
            await room.read(clock.now())
            await room.serve(clock.now())
            clock.pass_(hours=1.5)
        await room.stop()
        owed = [
            row.body for platform in bodies for row in await store.deliveries.owed(platform, 99)
        ]

    assert len(owed) >= 2
    others = sentences("en") | sentences("zh")
    for told in owed:
        assert sorted(piece for piece in others if piece in told) == []
    assert sum(marked("paper") in told for told in owed) >= 2


async def test_its_archives_come_back_byte_for_byte(tmp_path):
    day, clock = busy_day(4), StandingClock(2026, 2, 4, 12)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(clock=clock, paperboy_languages=CODE) as app,
        place.app(clock=clock, database_url=f"sqlite:///{tmp_path}/other.db") as other,
    ):
        await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
        files = {
            "digest.md": archive.render_digest(
                await app.storage.archives.digest(DAY, CODE), app.languages
            ),
            "report.md": archive.render_report(
                await app.storage.archives.reports(DAY, CODE), app.languages
            ),
        }
        for name, data in files.items():
            await import_archive(other, name, data)
        digest = await other.storage.archives.digest(DAY, CODE)
        reports = await other.storage.archives.reports(DAY, CODE)

        assert archive.render_digest(digest, other.languages) == files["digest.md"]
        assert archive.render_report(reports, other.languages) == files["report.md"]
        assert len(digest.summaries) == len(digest.edition.entries) > 0
        read = (await app.storage.archives.reports(DAY, CODE)).reports
        assert [(r.usage.input, r.usage.output, r.results.figures) for r in reports.reports] == [
            (r.usage.input, r.usage.output, r.results.figures) for r in read
        ]
        assert read
        assert all(report.usage.input for report in read)
        # Nothing of it was taken for a day in another language.
        assert await other.storage.archives.reports(DAY, "en") is None


async def test_texts_are_asked_for_in_it(tmp_path):
    day = busy_day(1)
    async with (
        world(tmp_path, {DATE: day}, full_texts(day)) as place,
        place.app(clock=StandingClock(2026, 2, 4, 12), paperboy_languages=f"zh,{CODE}") as app,
    ):
        await app.pipeline.fetch(DAILY.on(DAY))
        entry = (await app.storage.editions.get(DAILY.on(DAY))).entries[0]
        report = await app.reader.report(entry.paper, CODE)
        prompts = place.model.prompts

    assert report.language == CODE
    assert prompts
    assert all(
        "Write in this language: français : phrases courtes et exactes." in prompt
        for prompt in prompts
    )


def test_questions_are_understood_in_it():
    known = locales.languages()
    asked = concepts("Quel est la vitesse des agents sur GLUE ?", known_words(known, CODE))

    assert [(concept.name, concept.words) for concept in asked] == [
        ("vitesse", ("vitesse", "speed", "faster")),
        ("agents", ("agents", "agent", "agentic")),
        ("sur", ("sur",)),
        ("GLUE", ("GLUE",)),
    ]
    assert is_question("Combien de pages", known.values())
    assert not is_question("Merci beaucoup", known.values())


def test_discord_and_telegram_offer_it():
    spoken = locales.translators(("en", CODE))
    offered = {each["name"]: each for each in slash.payloads(commands(delivers=True), spoken)}
    typed = [each for each in offered.values() if each["type"] == slash.CHAT_INPUT]
    described = {each["description_localizations"].get("fr") for each in typed}

    assert described == {
        Translator(CODE).t(command.help_key)[:100] for command in commands(delivers=True)
    }
    assert offered["lang"]["options"][0]["choices"] == [
        {"name": "English", "value": "en"},
        {"name": "Français", "value": CODE},
    ]


def test_it_is_known_by_its_folder_alone():
    assert known_languages() == ("en", CODE, "zh")
    assert [path.name for path in sorted(folder(CODE).iterdir())] == [
        "language.toml",
        "messages.po",
    ]
