"""Submissions to venues: which papers they are, what was decided, and how far venues are read."""

# Tested in tests/core/announcements/test_venue_reader.py.

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update

from core.announcements.submissions import (
    Decided,
    GroupState,
    PageRead,
    Submission,
    ToStore,
)
from core.announcements.venues import months_until
from core.identify import note_of
from core.models import Paper
from core.pool import OPENREVIEW, Announcement, Announcements, Knowledge, StoredAnnouncement
from core.titles import title_key
from storage import joining, papers, pool, tables
from storage.engine.database import AnyRow, Connection, Database, batches, upsert

# Submissions stored in one transaction: other writers hardly wait.
AT_ONCE: Final = 100

_SUBMITTED, _POOL = tables.submissions.c, tables.announcements.c
_GOOD: Final = [each for each in Decided if each.is_good]
_OFF: Final = (Decided.WITHDRAWN, Decided.DESK_REJECTED)
# Every answer with a paper asks this, and so it is built once.
_OF_PAPERS: Final = (
    select(tables.submissions)
    .where(_SUBMITTED.paper_id.in_(bindparam("ids", expanding=True)))
    .order_by(_SUBMITTED.group, _SUBMITTED.note)
)


class Submissions:
    """What venues told of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def states(self) -> dict[str, GroupState]:
        """How far each group is read, by its id."""
        rows = await self._database.rows(select(tables.groups_read))
        return {row.group: GroupState(**row._asdict()) for row in rows}

    async def keep(self, state: GroupState) -> None:
        """Remember how far a group is read."""
        await self._database.run(upsert(tables.groups_read).values(asdict(state)))

    async def known(self, notes: Collection[str]) -> dict[str, Submission]:
        """Those of the submissions that are stored, by note."""

        async def work(connection: Connection) -> dict[str, Submission]:
            return await _known(connection, notes)

        return await self._database.read(work)

    async def taken(self, group: str, paper_ids: Collection[str]) -> frozenset[str]:
        """Those of the papers that are submissions to the group already."""

        async def work(connection: Connection) -> frozenset[str]:
            found: set[str] = set()
            for batch in batches(paper_ids):
                where = (_SUBMITTED.group == group, _SUBMITTED.paper_id.in_(batch))
                found.update(await connection.scalars(select(_SUBMITTED.paper_id).where(*where)))
            return frozenset(found)

        return await self._database.read(work)

    async def put(
        self, told: Sequence[ToStore], gone: Collection[str], state: GroupState, now: dt.datetime
    ) -> PageRead:
        """Store submissions, their papers and their announcements, and, when all are stored, how
        far the group is read; twice is the same as once."""
        read = PageRead()
        for start in range(0, len(told), AT_ONCE):
            some = told[start : start + AT_ONCE]

            async def work(connection: Connection, some: Sequence[ToStore] = some) -> PageRead:
                return await _put(connection, some, now)

            read += await self._database.write(work)

        async def finish(connection: Connection) -> None:
            await _gone(connection, gone, now.date())
            await connection.execute(upsert(tables.groups_read).values(asdict(state)))

        await self._database.write(finish)
        return read

    async def of_papers(self, paper_ids: Collection[str]) -> dict[str, list[Submission]]:
        """The submissions of each of the papers, those to the newest venue last."""
        return await self._database.read(lambda connection: of(connection, paper_ids))

    async def accepted(self, since: dt.date, until: dt.date) -> list[Submission]:
        """The submissions that were accepted in those days, both included."""
        where = (_SUBMITTED.decided_on.between(since, until), _SUBMITTED.decided.in_(_GOOD))
        ordered = select(tables.submissions).where(*where).order_by(_SUBMITTED.note)
        return [_submission(row) for row in await self._database.rows(ordered)]


async def of(connection: Connection, paper_ids: Collection[str]) -> dict[str, list[Submission]]:
    """The submissions of each of the papers, those to the newest venue last."""
    found: dict[str, list[Submission]] = defaultdict(list)
    for batch in batches(paper_ids):
        for row in await connection.execute(_OF_PAPERS, {"ids": batch}):
            found[row.paper_id].append(_submission(row))
    for submitted in found.values():
        submitted.sort(key=lambda each: months_until(each.group))
    return dict(found)


async def _known(connection: Connection, notes: Iterable[str]) -> dict[str, Submission]:
    found: dict[str, Submission] = {}
    for batch in batches(notes):
        rows = select(tables.submissions).where(_SUBMITTED.note.in_(batch))
        found |= {row.note: _submission(row) for row in await connection.execute(rows)}
    return found


async def _put(connection: Connection, told: Sequence[ToStore], now: dt.datetime) -> PageRead:
    before = await _known(connection, [each.note.note for each in told])
    own = await papers.known(connection, [each.note.paper.id for each in told])
    written: list[Paper] = []
    renewed: list[Paper] = []
    renamed: dict[str, str] = {}
    for each in told:
        paper = each.note.paper
        if note_of(each.paper_id) is None:
            written.append(replace(paper, id=each.paper_id))
            if paper.id in own:
                renamed[paper.id] = each.paper_id
        elif each.day is not None or paper.id in own:
            # Names come, and titles change, when it is decided.
            renewed.append(paper)
    await papers.write(connection, written, fill_only=True)
    await papers.write(connection, renewed)
    rows = [_row(each) for each in told]
    if rows:
        await connection.execute(upsert(tables.submissions), rows)
    await joining.become(connection, renamed)
    await _announce(connection, told, now)
    await _withdraw(
        connection, [each.paper_id for each in told if each.note.decided in _OFF], now.date()
    )
    new = [each for each in told if each.note.note not in before]
    return PageRead(
        added=sum(each.day is not None for each in new),
        joined=len(written),
        decided=sum(_is_decided(each, before.get(each.note.note)) for each in told),
    )


def _is_decided(told: ToStore, before: Submission | None) -> bool:
    """Whether the decision is new."""
    known = before.decided if before else None
    return told.decided_on is not None and told.note.decided is not known


async def _announce(connection: Connection, told: Sequence[ToStore], now: dt.datetime) -> None:
    days: dict[dt.date, list[ToStore]] = defaultdict(list)
    for each in told:
        if each.day is not None:
            days[each.day].append(each)
    for day, those in days.items():
        placed: dict[str, StoredAnnouncement] = {}
        for each in those:
            placed[each.paper_id] = StoredAnnouncement(
                paper_id=each.paper_id,
                day=day,
                kind=Announcement.NEW,
                categories=(each.note.group.venue,),
                knowledge=Knowledge.FEED,
            )
        await pool.place(connection, day, OPENREVIEW, list(placed.values()))
        heard = Announcements(
            day=day,
            categories=frozenset(each.note.group.venue for each in those),
            announced=(),
            knowledge=Knowledge.FEED,
            complete=True,
            fetched_at=now,
            source=OPENREVIEW,
        )
        await pool.note_days(connection, heard)


async def _gone(connection: Connection, paper_ids: Iterable[str], today: dt.date) -> None:
    """These submissions cannot be read any more: they count as withdrawn."""
    notes = [note_of(each) or "" for each in paper_ids]
    for batch in batches(notes):
        here = _SUBMITTED.note.in_(batch)
        rows = await connection.scalars(select(_SUBMITTED.paper_id).where(here))
        await _withdraw(connection, list(rows), today)
        off = update(tables.submissions).where(here).values(decided=Decided.WITHDRAWN)
        await connection.execute(off)


async def _withdraw(connection: Connection, paper_ids: Iterable[str], today: dt.date) -> None:
    """What was withdrawn before anybody was told of it is not announced."""
    for batch in batches(paper_ids):
        untold = (_POOL.source == OPENREVIEW, _POOL.paper_id.in_(batch), _POOL.day >= today)
        await connection.execute(delete(tables.announcements).where(*untold, ~_POOL.picked))


def _row(told: ToStore) -> dict[str, Any]:
    return {
        "note": told.note.note,
        "paper_id": told.paper_id,
        "group": told.note.group.id,
        "title_key": title_key(told.note.paper.title),
        "decided": told.note.decided,
        "decided_on": told.decided_on,
    }


def _submission(row: AnyRow) -> Submission:
    return Submission(
        note=row.note,
        paper_id=row.paper_id,
        group=row.group,
        decided=Decided(row.decided) if row.decided else None,
        decided_on=row.decided_on,
    )
