"""What is remembered. `open_storage` is the door; what comes out speaks `core.models`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage import migrate, sqlite
from storage.allowances import Allowances
from storage.archives import Archives
from storage.chats import Chats
from storage.database import Database
from storage.deliveries import Deliveries
from storage.documents import Documents
from storage.editions import Editions, Totals
from storage.endpoints import Endpoints
from storage.failures import Failures
from storage.papers import Papers
from storage.platforms import Platforms
from storage.readings import Readings
from storage.responses import Responses
from storage.revisions import Revisions
from storage.search import Search
from storage.spending import Ledger

__all__ = ["Storage", "Totals", "open_storage"]


class Storage:
    """The store, one noun each."""

    def __init__(self, database: Database) -> None:
        self.papers = Papers(database)
        self.editions = Editions(database)
        self.readings = Readings(database)
        self.documents = Documents(database)
        self.responses = Responses(database)
        self.revisions = Revisions(database)
        self.failures = Failures(database)
        self.spending = Ledger(database)
        self.chats = Chats(database)
        self.deliveries = Deliveries(database)
        self.allowances = Allowances(database)
        self.endpoints = Endpoints(database)
        self.platforms = Platforms(database)
        self.search = Search(database)
        self.archives = Archives(database)


@asynccontextmanager
async def open_storage(url: str, *, patience: float = 5.0) -> AsyncIterator[Storage]:
    """The store at an address like `sqlite:///paperboy.db`, created or brought to today's schema first.

    `patience` is how many seconds to wait for another process's lock. Raises StoreUnavailable (also from every method
    of what is returned) and StoreNewer.
    """
    path = sqlite.path_of(url)
    await asyncio.to_thread(migrate.prepare, path, patience)
    database = sqlite.connect(path, patience)
    try:
        yield Storage(database)
    finally:
        await asyncio.shield(database.close())
