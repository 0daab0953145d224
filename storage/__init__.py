"""What is remembered. `open_storage` opens it; what it returns are the nouns of `core.models`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.allowances import Allowances
from storage.answers import Answers
from storage.archives import Archives
from storage.bans import Bans
from storage.chats import Chats
from storage.deliveries import Deliveries
from storage.documents import Documents
from storage.editions import Editions, Totals
from storage.endpoints import Endpoints
from storage.engine.database import Database
from storage.engine.opening import opened
from storage.failures import Failures
from storage.interests import Interests
from storage.messages import Messages
from storage.papers import Papers
from storage.past import Past
from storage.people import People
from storage.picks import ShownPicks
from storage.platforms import Platforms
from storage.pool import Pool
from storage.readings import Readings
from storage.responses import Responses
from storage.retention import Retention
from storage.revisions import Revisions
from storage.search import Search
from storage.seen import SeenLists
from storage.spending import Ledger
from storage.vectors import StoredVectors
from storage.vitals import Vitals

__all__ = ["Storage", "Totals", "open_storage"]


class Storage:
    """The store, one noun each. `read_only` when nothing can be written to it."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self.read_only = read_only
        self.papers = Papers(database)
        self.editions = Editions(database)
        self.answers = Answers(database)
        self.readings = Readings(database)
        self.documents = Documents(database)
        self.responses = Responses(database)
        self.revisions = Revisions(database)
        self.failures = Failures(database)
        self.spending = Ledger(database)
        self.chats = Chats(database)
        self.deliveries = Deliveries(database)
        self.bans = Bans(database)
        self.messages = Messages(database)
        self.seen = SeenLists(database)
        self.interests = Interests(database)
        self.picks = ShownPicks(database)
        self.past = Past(database)
        self.pool = Pool(database)
        self.vectors = StoredVectors(database)
        self.people = People(database)
        self.allowances = Allowances(database)
        self.endpoints = Endpoints(database)
        self.platforms = Platforms(database)
        self.search = Search(database)
        self.archives = Archives(database)
        self.retention = Retention(database)
        self.vitals = Vitals(database)


@asynccontextmanager
async def open_storage(
    url: str, *, patience: float = 5.0, reading: bool = False, working: bool = False
) -> AsyncIterator[Storage]:
    """The store at an address like `sqlite:///paperboy.db` or `postgresql://ada@host/paperboy`,
    brought to today's schema first.

    `patience` is how many seconds to wait for another process's lock, and for a server's answer.
    With `reading`, a store that may only be read will do. With `working`, no other process may be
    working with the file: for those that read days, send lists or answer people, whose turns and
    limits are kept in the process.

    Raises StoreUnavailable, StoreNewer and StoreClaimed; every method of what is returned raises
    StoreUnavailable too.
    """
    async with opened(url, patience=patience, reading=reading, working=working) as store:
        yield Storage(store.database, read_only=store.read_only)
