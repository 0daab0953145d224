"""Somebody at the terminal of a Paperboy whose store is full."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from bench.naive_store import naive_storage
from bench.shelf import NEWEST, Shelf
from bot.app.root import open_app
from bot.app.settings import Settings
from bot.channels.console.render import render
from bot.chat import views
from bot.chat.command_table import Office
from bot.chat.commands import answer
from core.chats import Chat, ChatKey
from core.editions.shelf import Shelves
from locales import Translator
from storage import Storage
from storage.engine import sqlite
from storage.engine.database import Database, Work

T = TypeVar("T")
KEY = ChatKey("console", "bench")
UNREACHABLE = "http://127.0.0.1:9"  # so that whatever is not stored fails, and is noticed


class Noon:
    """The clock of the day after the newest edition."""

    def now(self) -> dt.datetime:
        """Always the same moment."""
        return dt.datetime.combine(NEWEST + dt.timedelta(days=1), dt.time(12), dt.UTC)


class Visitor:
    """One chat with the desk. `in_store` counts the seconds that transactions took."""

    def __init__(self, office: Office, database: Database) -> None:
        self._office = office
        self.desk, self.in_store = office.desk, 0.0
        ways: Any = database
        ways.read, ways.write = self._timed(database.read), self._timed(database.write)

    @property
    def translator(self) -> Translator:
        """The language this chat is answered in."""
        return self.desk.translator(Chat(key=KEY))

    def _timed(self, way: Callable[[Work[T]], Awaitable[T]]) -> Callable[[Work[T]], Awaitable[T]]:
        async def through(work: Work[T]) -> T:
            begun = time.perf_counter()
            try:
                return await way(work)
            finally:
                self.in_store += time.perf_counter() - begun

        return through

    async def ask(self, typed: str) -> str:
        """What the terminal prints in answer; raises RuntimeError when that is no list and no
        report."""
        request = await self._office.desk.request(KEY, _never, insider=True)  # as the terminal is
        view = await answer(self._office, request, typed)
        printed = render(view, 80, True)
        if len(view.blocks) < 2:
            raise RuntimeError(f"{typed}: {printed}")
        return printed


@asynccontextmanager
async def visit(shelf: Shelf, *, naive: bool = False) -> AsyncIterator[Visitor]:
    """A visitor of the store, or of the naive one, who has asked once already so that everything is
    loaded."""
    settings = Settings(
        database_url=shelf.url, paperboy_hub_url=UNREACHABLE, paperboy_arxiv_url=UNREACHABLE
    )
    database = sqlite.connect(shelf.path, 5.0)
    try:
        async with open_app(settings, use_model=False, clock=Noon()) as app:
            if naive:
                visitor = Visitor(_over(naive_storage(database), app.office), database)
            else:
                visitor = Visitor(app.office, app.storage.editions._database)
            for typed in (f"/date {NEWEST}", "/paper 1", "/search model"):
                await visitor.ask(typed)
            yield visitor
    finally:
        await database.close()


def _over(storage: Storage, office: Office) -> Office:
    """The same office, its desk working with that store."""
    desk = copy.copy(office.desk)
    desk._storage = storage
    desk.shelves = Shelves(storage, desk._pipeline, desk._clock)
    return dataclasses.replace(office, desk=desk)


async def _never(view: views.View) -> None:
    """What is stored needs no word ahead."""
    raise RuntimeError(render(view, 80, False))
