"""Interests: what each chat asked for, and how people voted there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, delete, func, literal, not_, select

from core.chats import ChatKey
from core.interests.interest import ChatInterests, Interest, Kind, Vote, name_of
from storage import tables
from storage.chat_rows import among_bound, bound_keys, key_in, same
from storage.engine.database import AnyRow, Connection, Database, batches, insert, upsert

# A person's oldest votes in a chat go when there are more; this many weigh nothing any more.
MOST_VOTES: Final = 500

_INTERESTS, _VOTES = tables.interests.c, tables.votes.c
_BY_NAME = (_INTERESTS.kind, _INTERESTS.name)
_BY_AGE = (_VOTES.at, _VOTES.paper_id, _VOTES.person)
# Every answer with a list asks these, and so they are built once.
_ASKED = select(tables.interests).where(among_bound(tables.interests)).order_by(*_BY_NAME)
_VOTED = select(tables.votes).where(among_bound(tables.votes)).order_by(*_BY_AGE)


class TimeSpan(NamedTuple):
    """A time, from one moment to before another."""

    begin: dt.datetime
    end: dt.datetime


class Interests:
    """What each chat is interested in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: list[Callable[[], None]] = []

    def tell(self, listener: Callable[[], None]) -> None:
        """Call the listener whenever something was asked for, or somebody voted."""
        self._told.append(listener)

    async def of(self, key: ChatKey) -> list[Interest]:
        """What the chat asked for, by kind and name."""
        statement = select(tables.interests).where(*same(tables.interests, key))
        rows = await self._database.rows(statement.order_by(*_BY_NAME))
        return [_interest(row) for row in rows]

    async def put(self, key: ChatKey, interests: Sequence[Interest]) -> None:
        """The chat wants these too; one that names what another names takes its place."""
        rows: dict[tuple[Kind, str], dict[str, Any]] = {}
        for each in interests:
            row = _row(key, each)
            rows[row["kind"], row["name"]] = row

        async def work(connection: Connection) -> None:
            if rows:
                await connection.execute(upsert(tables.interests), list(rows.values()))

        await self._database.write(work)
        if rows:
            self._tell()

    async def remove(self, key: ChatKey, kind: Kind, value: str) -> bool:
        """The chat wants that no more; returns whether it did."""
        named = (_INTERESTS.kind == kind, _INTERESTS.name == name_of(value))
        statement = delete(tables.interests).where(*same(tables.interests, key), *named)

        async def work(connection: Connection) -> bool:
            return (await connection.execute(statement)).rowcount > 0

        return await self._database.write(work)

    async def any(self) -> bool:
        """Whether some chat asked for something, or somebody voted."""
        asked = select(literal(1)).select_from(tables.interests).limit(1)
        voted = select(literal(1)).select_from(tables.votes).limit(1)
        rows = await self._database.rows(asked)
        return bool(rows or await self._database.rows(voted))

    async def unknown_papers(self, after: str, limit: int) -> list[str]:
        """The first ids behind that one which chats asked for and whose papers are not stored."""
        stored = select(literal(1)).where(tables.papers.c.id == _INTERESTS.value).exists()
        statement = (
            select(_INTERESTS.value)
            .distinct()
            .where(_INTERESTS.kind == Kind.PAPER, _INTERESTS.value > after, ~stored)
            .order_by(_INTERESTS.value)
            .limit(limit)
        )
        return [row.value for row in await self._database.rows(statement)]

    async def votes(self, key: ChatKey) -> list[Vote]:
        """The votes in the chat, the oldest first."""
        statement = select(tables.votes).where(*same(tables.votes, key))
        rows = await self._database.rows(statement.order_by(*_BY_AGE))
        return [_vote(row) for row in rows]

    async def vote_of(self, key: ChatKey, person: str, paper_id: str) -> bool | None:
        """Whether the person's vote on the paper is for it; None where they have none."""
        where = (*same(tables.votes, key), _VOTES.person == person, _VOTES.paper_id == paper_id)
        rows = await self._database.rows(select(_VOTES.up).where(*where))
        return rows[0].up if rows else None

    async def is_full(self, key: ChatKey, person: str) -> bool:
        """Whether the chat keeps no more votes of the person: with each new one the oldest goes."""
        theirs = (*same(tables.votes, key), _VOTES.person == person)
        beyond = select(literal(1)).select_from(tables.votes).where(*theirs).offset(MOST_VOTES - 1)
        return bool(await self._database.rows(beyond.limit(1)))

    async def knows_nothing(self, key: ChatKey) -> bool:
        """Whether the chat has asked for nothing, and nobody has voted there."""
        for table in (tables.votes, tables.interests):
            chat = select(table.c.chat_id).where(*same(table, key)).limit(1)
            if await self._database.rows(chat):
                return False
        return True

    async def of_all(self, keys: Collection[ChatKey]) -> dict[ChatKey, ChatInterests]:
        """By chat, what it asked for and its votes; chats with neither are missing."""

        async def work(connection: Connection) -> dict[ChatKey, ChatInterests]:
            interests: dict[ChatKey, list[Interest]] = {}
            votes: dict[ChatKey, list[Vote]] = {}
            for batch in batches(keys):
                for row in await connection.execute(_ASKED, bound_keys(batch)):
                    interests.setdefault(key_in(row), []).append(_interest(row))
                for row in await connection.execute(_VOTED, bound_keys(batch)):
                    votes.setdefault(key_in(row), []).append(_vote(row))
            return {
                key: ChatInterests(interests=interests.get(key, ()), votes=votes.get(key, ()))
                for key in keys
                if key in interests or key in votes
            }

        return await self._database.read(work)

    async def vote(
        self,
        key: ChatKey,
        vote: Vote,
        since: dt.datetime | None = None,
        *,
        repeated: TimeSpan | None = None,
    ) -> bool:
        """The person votes so; who voted so already takes it back, but not what they cast in the
        span of `repeated`: this is heard once more. Returns whether the vote stands now.

        It takes the place of nobody's vote on that paper of before `since`, when the chat began to
        get lists: whose that was is forgotten, and nobody counts twice.
        """

        async def work(connection: Connection) -> bool:
            if await _retract(connection, key, vote, repeated):
                return False
            await _cast(connection, key, vote, since)
            return True

        stands = await self._database.write(work)
        if stands:
            self._tell()
        return stands

    async def cast(self, key: ChatKey, vote: Vote, since: dt.datetime | None = None) -> None:
        """The person votes so, whether they did already or not; `since` as in `vote`."""
        await self._database.write(lambda connection: _cast(connection, key, vote, since))
        self._tell()

    async def retract(self, key: ChatKey, vote: Vote) -> bool:
        """The person votes so no more; returns whether they did."""
        return await self._database.write(lambda connection: _retract(connection, key, vote))

    async def forget_votes(self, key: ChatKey, person: str) -> int:
        """Forget the person's votes in that chat; returns how many there were."""
        theirs = (*same(tables.votes, key), _VOTES.person == person)

        async def work(connection: Connection) -> int:
            return (await connection.execute(delete(tables.votes).where(*theirs))).rowcount

        return await self._database.write(work)

    async def clear(self, key: ChatKey) -> None:
        """The chat has no interests any more, nor votes, nor the letters of its picks."""

        async def work(connection: Connection) -> None:
            for table in (tables.interests, tables.votes, tables.picks):
                await connection.execute(delete(table).where(*same(table, key)))

        await self._database.write(work)

    def _tell(self) -> None:
        for listener in self._told:
            listener()


async def forget_voters(connection: Connection, key: ChatKey) -> None:
    """Keep the chat's votes without the ids of who voted: on each paper the one of most people,
    and none where as many were for it as against it."""
    statement = select(tables.votes).where(*same(tables.votes, key)).order_by(_VOTES.at)
    votes = [_vote(row) for row in await connection.execute(statement)]
    if not any(vote.person for vote in votes):
        return
    balance: dict[str, int] = {}
    newest: dict[str, Vote] = {}
    for vote in votes:
        balance[vote.paper_id] = balance.get(vote.paper_id, 0) + (1 if vote.up else -1)
        newest[vote.paper_id] = vote
    rows = []
    for paper, vote in newest.items():
        if balance[paper]:
            kept = asdict(vote) | {"person": "", "up": balance[paper] > 0}
            rows.append(asdict(key) | kept)
    await connection.execute(delete(tables.votes).where(*same(tables.votes, key)))
    if rows:
        await connection.execute(insert(tables.votes), rows)


async def _cast(
    connection: Connection, key: ChatKey, vote: Vote, since: dt.datetime | None
) -> None:
    """Store the vote; of too many of the person's the oldest go."""
    if since is not None and vote.person:
        nobodys = (_VOTES.person == "", _VOTES.paper_id == vote.paper_id, _VOTES.at < since)
        await connection.execute(delete(tables.votes).where(*same(tables.votes, key), *nobodys))
    await connection.execute(upsert(tables.votes), asdict(key) | asdict(vote))
    theirs = (*same(tables.votes, key), _VOTES.person == vote.person)
    count = select(func.count()).select_from(tables.votes).where(*theirs)
    if await connection.scalar(count) <= MOST_VOTES:
        return
    newest = (
        select(_VOTES.paper_id)
        .where(*theirs)
        .order_by(_VOTES.at.desc(), _VOTES.paper_id)
        .limit(MOST_VOTES)
    )
    await connection.execute(delete(tables.votes).where(*theirs, _VOTES.paper_id.not_in(newest)))


async def _retract(
    connection: Connection, key: ChatKey, vote: Vote, repeated: TimeSpan | None = None
) -> bool:
    """Take the vote back, unless it was cast in that span; returns whether the person had voted
    so."""
    statement = delete(tables.votes).where(
        *same(tables.votes, key),
        _VOTES.person == vote.person,
        _VOTES.paper_id == vote.paper_id,
        _VOTES.up == vote.up,
    )
    if repeated is not None:
        within = and_(_VOTES.at >= repeated.begin, _VOTES.at < repeated.end)
        statement = statement.where(not_(within))
    return (await connection.execute(statement)).rowcount > 0


def _row(key: ChatKey, interest: Interest) -> dict[str, Any]:
    return {
        **asdict(key),
        "kind": interest.kind,
        "name": name_of(interest.value),
        "value": interest.value,
        "weight": interest.weight,
        "english": list(interest.english),
    }


def _interest(row: AnyRow) -> Interest:
    return Interest(
        kind=Kind(row.kind), value=row.value, weight=row.weight, english=tuple(row.english)
    )


def _vote(row: AnyRow) -> Vote:
    return Vote(
        paper_id=row.paper_id, person=row.person, up=row.up, at=row.at, explored=row.explored
    )
