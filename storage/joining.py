"""Submissions that turn out to be papers of arXiv: from then on they are one paper.

What was written, voted, picked and said about the submission is about that paper, and the
submission's own row goes.
"""

# Tested in tests/storage/test_submissions.py.

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, and_, delete, select, update

from core.announcements.submissions import is_same
from core.identify import note_of
from core.interests.interest import Kind, name_of
from core.models import Paper
from core.titles import title_key
from storage import index, retention, tables
from storage import papers as stored_papers
from storage.engine.database import Connection, batches

_SUBMITTED, _POOL, _PICKS = tables.submissions.c, tables.announcements.c, tables.picks.c


async def join(connection: Connection, papers: Iterable[Paper]) -> None:
    """Join the submissions that are one of these papers of arXiv, as far as they are stored."""
    by_key: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        if note_of(paper.id) is None:
            by_key[title_key(paper.title)].append(paper)
    alike: dict[str, list[str]] = defaultdict(list)
    for batch in batches(by_key):
        rows = select(_SUBMITTED.paper_id, _SUBMITTED.title_key)
        for row in await connection.execute(rows.where(_SUBMITTED.title_key.in_(batch))):
            if note_of(row.paper_id):
                alike[row.title_key].append(row.paper_id)
    found: dict[str, str] = {}
    for key, ids in alike.items():
        known = await stored_papers.known(connection, ids)
        pairs = [
            (each.id, paper.id)
            for each in known.values()
            for paper in by_key[key]
            if is_same(each, paper)
        ]
        if len(pairs) == 1:
            found |= dict(pairs)
    await become(connection, found)


async def become(connection: Connection, found: Mapping[str, str]) -> None:
    """These submissions, by their papers' ids, are those papers of arXiv, which are stored."""
    for before, now in found.items():
        await _picks(connection, before, now)
        for table in (tables.announcements, tables.votes, tables.readings, tables.documents):
            await _move(connection, table, before, now)
        seeds = and_(tables.interests.c.kind == Kind.PAPER, tables.interests.c.value == before)
        for seed in (await connection.execute(select(tables.interests).where(seeds))).all():
            await _move_seed(connection, seed._asdict(), now)
        for table in (tables.submissions, tables.messages):
            named = update(table).where(table.c.paper_id == before).values(paper_id=now)
            await connection.execute(named)
        numbers = select(tables.papers.c.id, tables.papers.c.number)
        rows = await connection.execute(numbers.where(tables.papers.c.id == before))
        await retention.remove(connection, {paper_id: number for paper_id, number in rows})
    await index.refresh(connection, found.values())


async def resolved(connection: Connection, paper_ids: Sequence[str]) -> dict[str, str]:
    """By id, what papers that were known as submissions are known as now; those are missing that
    are still known so."""
    notes: dict[str, str] = {}
    for each in paper_ids:
        note = note_of(each)
        if note:
            notes[note] = each
    found: dict[str, str] = {}
    for batch in batches(notes):
        rows = select(_SUBMITTED.note, _SUBMITTED.paper_id).where(_SUBMITTED.note.in_(batch))
        for row in await connection.execute(rows):
            if row.paper_id != notes[row.note]:
                found[notes[row.note]] = row.paper_id
    return found


async def _move(connection: Connection, table: Table, before: str, now: str) -> None:
    """The table's rows about the one paper are about the other; where there are such already,
    those stay."""
    key = list(table.primary_key)
    others = [column for column in key if column.name != "paper_id"]
    there: set[tuple[Any, ...]] = set()
    for row in await connection.execute(select(*key).where(table.c.paper_id == now)):
        there.add(tuple(row._mapping[column] for column in others))
    rows = await connection.execute(select(*key).where(table.c.paper_id == before))
    for row in rows.all():
        this = and_(*(column == row._mapping[column] for column in key))
        if tuple(row._mapping[column] for column in others) in there:
            await connection.execute(delete(table).where(this))
        else:
            await connection.execute(update(table).where(this).values(paper_id=now))


async def _move_seed(connection: Connection, row: Mapping[str, Any], now: str) -> None:
    table = tables.interests
    same_chat = [table.c[name] == row[name] for name in ("platform", "chat_id", "thread_id")]
    named = and_(*same_chat, table.c.kind == row["kind"])
    known = await connection.scalar(
        select(table.c.value).where(named, table.c.name == name_of(now))
    )
    this = and_(named, table.c.name == row["name"])
    if known is None:
        await connection.execute(update(table).where(this).values(name=name_of(now), value=now))
    else:
        await connection.execute(delete(table).where(this))


async def _picks(connection: Connection, before: str, now: str) -> None:
    """Letters that were the one paper are the other."""
    picked = select(_POOL.day).where(_POOL.paper_id == before, _POOL.picked)
    days = list(await connection.scalars(picked))
    if not days:
        return
    rows = select(tables.picks).where(_PICKS.date >= min(days))
    for row in (await connection.execute(rows)).all():
        body = _renamed(row.body, before, now)
        if body != row.body:
            told = row._asdict()
            this = and_(*(column == told[column.name] for column in tables.picks.primary_key))
            await connection.execute(update(tables.picks).where(this).values(body=body))


def _renamed(value: Any, before: str, now: str) -> Any:
    """A body of JSON in which the one id stands for the other."""
    if isinstance(value, dict):
        return {name: _renamed(each, before, now) for name, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, before, now) for each in value]
    return now if value == before else value
