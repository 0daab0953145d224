"""What is remembered. `open_storage` opens it; what it returns are the nouns of `core.models`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.accounts import Accounts
from storage.allowances import Allowances
from storage.answers import Answers
from storage.archives import Archives
from storage.bans import Bans
from storage.batches import Batches
from storage.changelog import Changelog
from storage.chats import Chats
from storage.circulars import Circulars
from storage.deliveries import Deliveries
from storage.documents import Documents
from storage.editions import Editions, Totals
from storage.endpoints import Endpoints
from storage.engine.base import Calls
from storage.engine.database import Database
from storage.engine.opening import opened
from storage.failures import Failures
from storage.homes import Homes
from storage.interests import Interests
from storage.messages import Messages
from storage.paces import Paces
from storage.papers import Papers
from storage.past import Past
from storage.people import People
from storage.picks import ShownPicks
from storage.platforms import Platforms
from storage.pool import Pool
from storage.readings import Readings
from storage.replies import Replies
from storage.responses import Responses
from storage.retention import Retention
from storage.revisions import Revisions
from storage.search import Search
from storage.seen import SeenLists
from storage.spending import Ledger
from storage.submissions import Submissions
from storage.vectors import StoredVectors
from storage.vitals import Vitals
from storage.workers import Identity, Workers, new_owner

__all__ = ["Storage", "Totals", "open_storage"]


class Storage:
    """The store, one noun each. `read_only` when nothing can be written to it."""

    def __init__(
        self,
        database: Database,
        *,
        read_only: bool = False,
        deciding: Database | None = None,
        calls: Calls | None = None,
        identity: Identity | None = None,
    ) -> None:
        """Several workers decide about each other by connections of their own (`deciding`), which
        nothing else keeps waiting, and tell each other what is new by `calls`; each has an
        `identity`. Both are None where one process works alone."""
        self.read_only = read_only
        self.calls = calls
        self.identity = identity
        self.workers = Workers(deciding or database)
        self.paces = Paces(deciding or database)
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
        self.homes = Homes(database)
        self.changelog = Changelog(database)
        self.deliveries = Deliveries(database, identity)
        self.circulars = Circulars(database)
        self.bans = Bans(database)
        self.batches = Batches(database)
        self.replies = Replies(database)
        self.messages = Messages(database)
        self.seen = SeenLists(database)
        self.interests = Interests(database)
        self.picks = ShownPicks(database)
        self.past = Past(database)
        self.pool = Pool(database)
        self.submissions = Submissions(database)
        self.vectors = StoredVectors(database)
        self.people = People(database)
        self.allowances = Allowances(database)
        self.endpoints = Endpoints(database)
        self.platforms = Platforms(database)
        self.accounts = Accounts(database)
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
    With `reading`, a store that may only be read will do. With `working`, for those that read days,
    send lists or answer people, no other process may be working with a file, for turns are kept in
    the process; on a server several may, each with an identity.

    Raises StoreUnavailable, StoreNewer and StoreClaimed; every method of what is returned raises
    StoreUnavailable too.
    """
    async with opened(url, patience=patience, reading=reading, working=working) as store:
        identity = None
        if store.deciding is not None:
            identity = Identity(new_owner())
        yield Storage(
            store.database,
            read_only=store.read_only,
            deciding=store.deciding,
            calls=store.calls,
            identity=identity,
        )
