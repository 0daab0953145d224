"""Somebody at the terminal of a Paperboy whose store is full."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.naive_store import naive_storage
from bench.shelf import NEWEST, Shelf
from bot import views
from bot.app import open_app
from bot.commands import Office, answer
from bot.console.render import render
from bot.settings import Settings
from core.chats import ChatKey
from storage import Storage, sqlite

KEY = ChatKey("console", "bench")
UNREACHABLE = "http://127.0.0.1:9"  # so that whatever is not stored fails, and is noticed


class Noon:
    """The clock of the day after the newest edition."""

    def now(self) -> dt.datetime:
        """Always the same moment."""
        return dt.datetime.combine(NEWEST + dt.timedelta(days=1), dt.time(12), dt.UTC)


class Visitor:
    """One chat with the desk."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def ask(self, typed: str) -> str:
        """What the terminal prints in answer; raises RuntimeError when that is no list and no report."""
        request = await self._office.desk.request(KEY, _never)
        view = await answer(self._office, request, typed)
        printed = render(view, 80, True)
        if len(view.blocks) < 2:
            raise RuntimeError(f"{typed}: {printed}")
        return printed


@asynccontextmanager
async def visit(shelf: Shelf, *, naive: bool = False) -> AsyncIterator[Visitor]:
    """A visitor of the store, or of the naive one, who has asked once already so that everything is loaded."""
    settings = Settings(database_url=shelf.url, paperboy_hub_url=UNREACHABLE, paperboy_arxiv_url=UNREACHABLE)
    database = sqlite.connect(shelf.path, 5.0)
    try:
        async with open_app(settings, use_model=False, clock=Noon()) as app:
            visitor = Visitor(_over(naive_storage(database), app.office) if naive else app.office)
            for typed in (f"/date {NEWEST}", "/paper 1", "/search model"):
                await visitor.ask(typed)
            yield visitor
    finally:
        await database.close()


def _over(storage: Storage, office: Office) -> Office:
    """The same office, its desk working with that store."""
    desk = copy.copy(office.desk)
    desk._storage = storage
    return dataclasses.replace(office, desk=desk)


async def _never(view: views.View) -> None:
    """What is stored needs no word ahead."""
    raise RuntimeError(render(view, 80, False))
