"""People: what is stored of somebody or of a chat, and how it is forgotten.

Nothing stored says who wrote what. A person's id stands in the columns of `HOLDING` alone: as who
asked, in counts, as who saw a list alone, voted or changed a setting, and as the id of their
private chat, on platforms where it has the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Table, delete, exists, false, func, or_, select, update

from core.chats import FORGOTTEN, Chat, ChatKey, Person
from core.delivery import DeliveryState
from storage import tables
from storage.accounts import accounts_of
from storage.chat_rows import KEY, chat_row
from storage.engine.database import Connection, Database

# The columns in which a person's id may stand, all of which `forget` reaches.
HOLDING = (
    tables.allowances.c.who,
    tables.chats.c.chat_id,
    tables.circular_places.c.chat_id,
    tables.interests.c.chat_id,
    tables.deliveries.c.chat_id,
    tables.messages.c.chat_id,
    tables.picks.c.chat_id,
    tables.seen_alone.c.chat_id,
    tables.seen_alone.c.person,
    tables.setting_changes.c.chat_id,
    tables.setting_changes.c.person,
    tables.votes.c.chat_id,
    tables.votes.c.person,
)
# Holds one too, and is kept when somebody is forgotten: whoever is banned stays banned.
KEPT = tables.bans.c.chat_id

_CHATS = tables.chats.c
_DELIVERIES = tables.deliveries.c
_COUNTS = tables.allowances.c
_SEEN = tables.seen_alone.c
_LOG = tables.setting_changes
_ON_ITS_WAY = _DELIVERIES.state == DeliveryState.SENDING
# Not one that `forget` had to leave.
_KNOWN = or_(_CHATS.paused.is_(None), _CHATS.paused != FORGOTTEN)
# The same of the chat of a row of `chats`, whatever table is changed by it.
_SENT = tables.deliveries.alias()
_UNDER_WAY = (
    exists()
    .where(*(_SENT.c[name] == _CHATS[name] for name in KEY), _SENT.c.state == DeliveryState.SENDING)
    .correlate(tables.chats)
)

# What `forget` had to leave of chats, once nothing is on its way to them.
_LEFT = (_CHATS.paused == FORGOTTEN, _CHATS.subscribed_at.is_(None), ~_UNDER_WAY)
_SOME_LEFT = select(_CHATS.platform).where(*_LEFT).limit(1)


@dataclass(frozen=True, slots=True)
class Stored:
    """How much is stored: of a chat, whether it has settings, messages that are remembered, those
    among them with a talk, and parts of lists; of a person, counts, and in `seen` how many chats
    they saw a list alone in.

    `interests` are what the chat asked for, `votes` those in the chat, `own_votes` the person's, in
    all chats; so `changes` of the chat's settings, and `own_changes`."""

    chat: bool
    messages: int
    talks: int
    parts: int
    counts: int
    seen: int = 0
    interests: int = 0
    votes: int = 0
    own_votes: int = 0
    changes: int = 0
    own_changes: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased. `running` are the counts that stay, `under_way` the parts of lists that
    are being sent, of which the ledger keeps its rows until they have arrived; `changes` are
    entries of the chat's log, `own_changes` those at which the person's id stood."""

    chats: int = 0
    messages: int = 0
    parts: int = 0
    counts: int = 0
    running: int = 0
    under_way: int = 0
    seen: int = 0
    interests: int = 0
    votes: int = 0
    changes: int = 0
    own_changes: int = 0


class People:
    """What is known of people and chats, as they may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stored(self, key: ChatKey, person: Person | None) -> Stored:
        """How much is stored of the chat, and of the person."""
        asker = person.asker if person else ""
        talks = func.json_array_length(tables.messages.c.turns) > 0

        async def work(connection: Connection) -> Stored:
            names = await accounts_of(connection, key.platform)

            def its(table: Table) -> Sequence[ColumnElement[bool]]:
                where = (table.c.chat_id == key.chat_id, table.c.thread_id == key.thread_id)
                return (table.c.platform.in_(names), *where)

            messages = its(tables.messages)
            return Stored(
                chat=await _count(connection, tables.chats, *its(tables.chats), _KNOWN) > 0,
                messages=await _count(connection, tables.messages, *messages),
                talks=await _count(connection, tables.messages, *messages, talks),
                parts=await _count(connection, tables.deliveries, *its(tables.deliveries)),
                counts=await _count(connection, tables.allowances, _COUNTS.who == asker),
                seen=await _count(connection, tables.seen_alone, *_seen_by(names, person)),
                interests=await _count(connection, tables.interests, *its(tables.interests)),
                votes=await _count(connection, tables.votes, *its(tables.votes)),
                own_votes=await _count(connection, tables.votes, *_voted_by(names, person)),
                changes=await _count(connection, _LOG, *its(_LOG)),
                own_changes=await _count(connection, _LOG, *_changed_by(names, person)),
            )

        return await self._database.read(work)

    async def forget(
        self, person: Person | None, chat: ChatKey | None, now: dt.datetime, *, threads: bool = True
    ) -> Erased:
        """Forget a person, a chat, or both; returns how much was erased.

        Of the chat goes all there is, with its `threads` or without. Counts of spans that are not
        over stay. While a list may be on its way to the chat, an empty row of it stays, so that
        nothing more is sent, until `sweep` takes it away.
        """

        async def work(connection: Connection) -> Erased:
            erased = Erased()
            if person is not None:
                erased = await _forget_person(connection, person, now)
            if chat is not None:
                of_chat = await _forget_chat(connection, chat, now, threads=threads)
                erased = replace(
                    of_chat,
                    counts=erased.counts,
                    running=erased.running,
                    seen=erased.seen,
                    votes=erased.votes + of_chat.votes,
                    own_changes=erased.own_changes,
                )
            return erased

        return await self._database.write(work)

    async def sweep(self) -> None:
        """Take away what `forget` had to leave of chats, once nothing is on its way to them."""
        if not await self._database.rows(_SOME_LEFT):
            return
        its = (_DELIVERIES[name] == _CHATS[name] for name in KEY)
        theirs = exists().where(*its, *_LEFT).correlate(tables.deliveries)

        async def work(connection: Connection) -> None:
            await connection.execute(delete(tables.deliveries).where(theirs))
            await connection.execute(delete(tables.chats).where(*_LEFT))

        await self._database.write(work)


async def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    statement = select(func.count()).select_from(table).where(*conditions)
    return int(await connection.scalar(statement))


def _seen_by(names: Sequence[str], person: Person | None) -> Sequence[ColumnElement[bool]]:
    """The conditions that a row fulfils of what that person saw alone; nobody saw nothing."""
    if person is None:
        return [false()]
    return [_SEEN.platform.in_(names), _SEEN.person == person.id]


def _voted_by(names: Sequence[str], person: Person | None) -> Sequence[ColumnElement[bool]]:
    """The conditions that the person's votes fulfil, in whichever chat."""
    if person is None or not person.id:
        return [false()]
    return [tables.votes.c.platform.in_(names), tables.votes.c.person == person.id]


def _changed_by(names: Sequence[str], person: Person | None) -> Sequence[ColumnElement[bool]]:
    """The conditions that the person's changes of settings fulfil, in whichever chat."""
    if person is None or not person.id:
        return [false()]
    return [_LOG.c.platform.in_(names), _LOG.c.person == person.id]


async def _forget_person(connection: Connection, person: Person, now: dt.datetime) -> Erased:
    """Forget what the person saw alone, their votes, that it was they who changed settings, and
    their counts of spans that are over."""
    minute = now.replace(second=0, microsecond=0)
    day = minute.replace(hour=0, minute=0)
    names = await accounts_of(connection, person.platform)
    theirs = _COUNTS.who == person.asker
    over = delete(tables.allowances).where(theirs, _COUNTS.since.not_in((day, minute)))
    counts = await connection.execute(over)
    running = await _count(connection, tables.allowances, theirs)
    seen = await connection.execute(delete(tables.seen_alone).where(*_seen_by(names, person)))
    votes = await connection.execute(delete(tables.votes).where(*_voted_by(names, person)))
    changes = await connection.execute(
        update(_LOG).where(*_changed_by(names, person)).values(person="")
    )
    return Erased(
        counts=counts.rowcount,
        running=running,
        seen=seen.rowcount,
        votes=votes.rowcount,
        own_changes=changes.rowcount,
    )


async def _forget_chat(
    connection: Connection, key: ChatKey, now: dt.datetime, *, threads: bool
) -> Erased:
    """Forget the chat, whichever account of its platform knows it."""
    names = await accounts_of(connection, key.platform)

    def mine(table: Table) -> Sequence[ColumnElement[bool]]:
        its = (table.c.platform.in_(names), table.c.chat_id == key.chat_id)
        return its if threads else (*its, table.c.thread_id == key.thread_id)

    await connection.execute(delete(tables.seen_alone).where(*mine(tables.seen_alone)))
    await connection.execute(delete(tables.picks).where(*mine(tables.picks)))
    # What is told to all then begins anew there, and comes again to nobody: the ledger has it.
    await connection.execute(delete(tables.circular_places).where(*mine(tables.circular_places)))
    interests = await connection.execute(delete(tables.interests).where(*mine(tables.interests)))
    votes = await connection.execute(delete(tables.votes).where(*mine(tables.votes)))
    changes = await connection.execute(delete(_LOG).where(*mine(_LOG)))
    messages = await connection.execute(delete(tables.messages).where(*mine(tables.messages)))
    parts = await connection.execute(
        delete(tables.deliveries).where(*mine(tables.deliveries), ~_ON_ITS_WAY)
    )
    under_way = await _count(connection, tables.deliveries, *mine(tables.deliveries), _ON_ITS_WAY)
    # A list may just be made for a chat whose time has come: what is written down for it then must
    # find a chat that wants none.
    being_served = or_(_CHATS.next_due <= now, _UNDER_WAY)
    empty = chat_row(Chat(key=key, paused=FORGOTTEN)) | {"settings": {}}
    for name in KEY:
        del empty[name]
    emptied = await connection.execute(
        update(tables.chats).where(*mine(tables.chats), being_served).values(empty)
    )
    chats = await connection.execute(delete(tables.chats).where(*mine(tables.chats), _KNOWN))
    return Erased(
        chats=emptied.rowcount + chats.rowcount,
        messages=messages.rowcount,
        parts=parts.rowcount,
        under_way=under_way,
        interests=interests.rowcount,
        votes=votes.rowcount,
        changes=changes.rowcount,
    )
