"""A submission about kites that ICLR published, for tests of what is picked out of venues."""

from __future__ import annotations

import dataclasses
import datetime as dt

from core.announcements.submissions import Decided, GroupState, Note, ToStore
from core.announcements.venues import group_of
from core.models import Paper
from storage import Storage

ICLR = "ICLR.cc/2026/Conference"
NOTE = "Kites_0-Ab"
SUBMITTED = f"openreview/{NOTE}"
TITLE = "Kites that learn how to fly in the wind"
ABSTRACT = "We look at kites that fly in the wind, at their tails, and at kites again. " * 3


def kites(day: dt.date, decided: Decided | None = None) -> ToStore:
    """The submission, announced on that day."""
    group = group_of(ICLR)
    assert group
    moment = dt.datetime.combine(day, dt.time(9), dt.UTC)
    paper = Paper(id=SUBMITTED, title=TITLE, abstract=ABSTRACT, published_at=moment)
    note = Note(
        paper=paper,
        note=NOTE,
        group=group,
        published_at=moment,
        decided=decided,
    )
    return ToStore(note=note, paper_id=SUBMITTED, day=day)


async def publish_kites(storage: Storage, day: dt.date) -> None:
    """ICLR publishes the submission on that day."""
    now = dt.datetime.combine(day, dt.time(12), dt.UTC)
    await storage.submissions.put([kites(day)], (), GroupState(group=ICLR, read_at=now), now)


async def decide_kites(storage: Storage, published: dt.date, day: dt.date) -> None:
    """ICLR accepts it on that day."""
    told = dataclasses.replace(kites(published, Decided.ORAL), day=None, decided_on=day)
    now = dt.datetime.combine(day, dt.time(12), dt.UTC)
    await storage.submissions.put([told], (), GroupState(group=ICLR, read_at=now), now)
