"""What is remembered. `open_storage` opens it; what it returns are the nouns of `core.models`."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

from core.errors import StoreTrouble, StoreUnavailable
from storage.allowances import Allowances
from storage.answers import Answers
from storage.archives import Archives
from storage.bans import Bans
from storage.chats import Chats
from storage.deliveries import Deliveries
from storage.documents import Documents
from storage.editions import Editions, Totals
from storage.endpoints import Endpoints
from storage.engine import claims, files, migrate, sqlite
from storage.engine.database import Database
from storage.failures import Failures
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
from storage.responses import Responses
from storage.retention import Retention
from storage.revisions import Revisions
from storage.search import Search
from storage.seen import SeenLists
from storage.spending import Ledger
from storage.vectors import StoredVectors
from storage.vitals import Vitals
from storage.workers import Identity, Workers

__all__ = ["Storage", "Totals", "open_storage"]


class Storage:
    """The store, one noun each. `read_only` when nothing can be written to it."""

    def __init__(
        self,
        database: Database,
        *,
        read_only: bool = False,
        deciding: Database | None = None,
        identity: Identity | None = None,
    ) -> None:
        """Several workers decide about each other by connections of their own (`deciding`), which
        nothing else keeps waiting; each has an `identity`, which is None where one process works
        alone."""
        self.read_only = read_only
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
        self.deliveries = Deliveries(database, identity)
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
    """The store at an address like `sqlite:///paperboy.db`, brought to today's schema first.

    `patience` is how many seconds to wait for another process's lock. With `reading`, a file that
    may only be read will do. With `working`, no other process may be working with it: for those
    that read days, send lists or answer people, whose turns and limits are kept in the process.
    Raises StoreUnavailable, StoreNewer and StoreClaimed; every method of what is returned raises
    StoreUnavailable too.
    """
    path = sqlite.path_of(url)
    forbidden = files.forbids_writing(path)
    if forbidden and not reading:
        raise StoreUnavailable(
            str(path), f"{os.strerror(errno.EACCES)}: {forbidden}", StoreTrouble.READ_ONLY
        )
    with ExitStack() as claim:
        if working:
            claim.enter_context(claims.claimed(path))
        read_only = forbidden is not None or await _only_readable(
            path, patience, reading=reading, claimed=working
        )
        if read_only:
            await asyncio.to_thread(migrate.check, path, patience)
            database = sqlite.connect_to_read(path, patience)
        else:
            database = sqlite.connect(path, patience)
        try:
            yield Storage(database, read_only=read_only)
        finally:
            await asyncio.shield(database.close())


async def _only_readable(path: Path, patience: float, *, reading: bool, claimed: bool) -> bool:
    """Whether the file can only be read, for the disk is full; else it is ready for writing."""
    try:
        await asyncio.to_thread(migrate.prepare, path, patience, claimed=claimed)
    except StoreUnavailable as error:
        if not reading or error.trouble is not StoreTrouble.FULL or files.is_empty(path):
            raise
        return True
    return False
