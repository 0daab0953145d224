"""A paper about kites that arXiv announced, for tests of what is picked out of announcements."""

from __future__ import annotations

import datetime as dt

from core.models import Paper
from core.pool import Announced, Announcement, Announcements, Knowledge
from storage import Storage

KITES = Paper(
    id="2602.50001",
    title="Kites in the wind",
    abstract="We look at kites that fly in the wind, at their tails, and at kites again. " * 3,
    authors=("K. Flyer",),
)


async def announce_kites(storage: Storage, day: dt.date) -> None:
    """It is announced on that day, in cs.RO."""
    announced = Announced(
        paper=KITES, day=day, kind=Announcement.NEW, categories=("cs.RO", "cs.AI")
    )
    told = Announcements(
        day=day,
        categories=frozenset(("cs.RO",)),
        announced=(announced,),
        knowledge=Knowledge.FEED,
        complete=True,
        fetched_at=dt.datetime.combine(day, dt.time(12), dt.UTC),
    )
    await storage.pool.put(told)
