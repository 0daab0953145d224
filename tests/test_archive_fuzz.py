"""Hundreds of files that went wrong on their way: each is kept whole and given back, and what is
shown of it is sound; or it is refused with its line, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from bot.app.archives import import_archive
from bot.app.root import open_app
from bot.app.settings import Settings
from bot.channels.console.render import render as terminal
from bot.channels.discord.render import render as discord
from bot.channels.telegram.render import render as telegram
from bot.chat import views
from core.archive import RULES, parse_digest, parse_report
from core.errors import ArchiveInvalid
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock
from tests.core.archive.mutations import mutated
from tests.core.archive.samples import DIGEST, EMPTY_DIGEST, ENGLISH_DIGEST, FREE_REPORT

BASES = [text.encode() for text in (DIGEST, ENGLISH_DIGEST, EMPTY_DIGEST, FREE_REPORT)]
MUTATIONS, ROUNDS = 400, 2


class Shelf:
    """One store that takes file after file, and somebody who looks at what it holds."""

    def __init__(self, app, watch):
        self.app = app
        self._watch = watch
        self.fates = Counter()

    def version(self):
        """A number that changes with every change to the store."""
        return self._watch.execute("PRAGMA data_version").fetchone()

    async def take(self, data):
        before = self.version()
        outcome = await self._import(data)
        if isinstance(outcome, ArchiveInvalid):
            assert self.version() == before
            assert outcome.rule in RULES
            assert 1 <= outcome.line <= data.count(b"\n") + data.count(b"\r") + 1
            self.fates["refused"] += 1
            return
        assert self.version() != before
        self.fates[outcome] += 1
        if outcome == "digest":
            await self.look_at_digest(data)
        else:
            await self.look_at_reports(data)

    async def _import(self, data):
        try:
            return await import_archive(self.app, "file.md", data)
        except ArchiveInvalid as error:
            return error

    async def look_at_digest(self, data):
        app = self.app
        understood = parse_digest(data, "file.md", app.clock.now(), app.languages)
        edition, language = understood.edition, understood.language
        kept = await app.storage.archives.digest(edition.key.day, language)
        assert kept.file == data
        assert kept.edition.entries == edition.entries
        assert understood.summaries.items() <= kept.summaries.items()
        if edition.entries:
            t = app.translators[language]
            shown = views.list_view(t, kept.edition, kept.summaries, previous=None, newest=None)
            self.look_at(shown, t)
            assert f"{len(edition.entries)}" in " ".join(said(shown))

    async def look_at_reports(self, data):
        app = self.app
        understood = parse_report(data, "file.md", app.clock.now(), app.languages)
        kept = await app.storage.archives.reports(understood.date, understood.language)
        assert kept.file == data
        t = app.translators[understood.language]
        for paper, report in zip(understood.papers, understood.reports, strict=True):
            assert report in kept.reports
            shown = views.report_view(t, paper, report, zone=dt.UTC)
            self.look_at(shown, t)

    def look_at(self, view, t):
        """See that every channel can show it, without a line end where none belongs."""
        assert set("".join(said(view))).isdisjoint("\x00\r")
        assert set(terminal(view, 80, color=False)).isdisjoint("\x00\x1b\r")
        assert telegram(view)
        assert discord(view, t)


@pytest.mark.parametrize("part", range(ROUNDS))
async def test_hundreds_of_mutations(part, tmp_path):
    chance = random.Random(f"archives {part}")
    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/paperboy.db")
    async with open_app(settings, use_model=False, clock=StandingClock(2026, 2, 4, 12)) as app:
        with closing(sqlite3.connect(tmp_path / "paperboy.db")) as watch:
            shelf = Shelf(app, watch)
            for _ in range(MUTATIONS // ROUNDS):
                await shelf.take(mutated(chance.choice(BASES), chance))
    assert shelf.fates.total() == MUTATIONS // ROUNDS
    assert min(shelf.fates[fate] for fate in ("digest", "report", "refused")) > 20
