"""Workers: who works with the store, who does what, and what of the day's tokens is held.

Whoever is alive says so again and again; whatever a worker has claimed is another's to take once it
has not. All is told by the store's own clock, for machines differ. Each decision is one statement,
alone among all workers: what a statement looks at in other rows, PostgreSQL lets change meanwhile.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import socket
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update

from core.sharing import MARK, OF, count_of, whole_of
from core.working import Tokens, Used, is_heard, to_send, to_write
from storage import tables
from storage.engine.database import Connection, Database, insert
from storage.engine.engines import engine_of
from storage.replies import book_lost
from storage.turns import alone, set_aside, spent_on, summed
from storage.work_tables import leases, workers


@dataclass(slots=True)
class Identity:
    """The name of the worker that a store works for; another after it was taken for dead. `role` is
    what it was started to do, "" for a single command."""

    owner: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Alive:
    """A worker, and what it does. `since` is when it became alive, by the store's own clock; None
    of a worker whose version does not say so."""

    owner: str
    until: dt.datetime
    claims: tuple[str, ...]
    role: str = ""
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What a worker says of itself with each sign of life: what it does, the tokens of `day` that
    it holds, the day of which all has been read ahead, the lock of its session, if it has one, and
    what it was started to do.
    """

    claims: Collection[str] = ()
    presence: int | None = None
    day: dt.date | None = None
    held: Tokens = field(default_factory=Tokens)
    released: dt.date | None = None
    role: str = ""


def new_presence() -> int:
    """The number of a lock that nobody else holds."""
    return secrets.randbits(63)


def new_owner() -> str:
    """A name that no worker had before; an operator sees in it where the worker runs."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


class Workers:
    """The workers of one store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, owner: str, span: dt.timedelta, role: str = "") -> None:
        """Be alive for so long, in that role. Forgets the dead, and what they had claimed."""

        async def work(connection: Connection) -> None:
            now = await alone(connection)
            dead = select(workers.c.owner).where(workers.c.until <= now)
            await connection.execute(delete(leases).where(leases.c.owner.in_(dead)))
            await connection.execute(delete(workers).where(workers.c.until <= now))
            row = {"owner": owner, "until": now + span, "reserved": 0, "reserved_on_demand": 0}
            await connection.execute(workers.insert(), row | {"role": role, "since": now})

        await self._database.write(work)

    async def renew(self, owner: str, span: dt.timedelta, holding: Holding) -> bool:
        """Be alive for so long from now on, claiming no more than that, and return True. False when
        it was taken for dead: then all that it had claimed may be another's."""

        async def work(connection: Connection) -> bool:
            now = await alone(connection)
            mine = update(workers).where(workers.c.owner == owner, workers.c.until > now)
            said = mine.values(
                until=now + span,
                presence=holding.presence,
                day=holding.day,
                reserved=holding.held.tokens,
                reserved_on_demand=holding.held.on_demand,
                released=holding.released,
                role=holding.role,
            )
            alive = (await connection.execute(said)).rowcount == 1
            kept = holding.claims if alive else ()
            dropped = (leases.c.owner == owner, leases.c.name.not_in(list(kept)))
            await connection.execute(delete(leases).where(*dropped))
            return alive

        return await self._database.write(work)

    async def end(self, owner: str) -> None:
        """Be alive no more, and claim nothing."""

        async def work(connection: Connection) -> None:
            await alone(connection)
            await connection.execute(delete(leases).where(leases.c.owner == owner))
            await connection.execute(delete(workers).where(workers.c.owner == owner))

        await self._database.write(work)

    async def claim(self, owner: str, names: Sequence[str]) -> bool:
        """Claim all of that, and return True; or nothing, where something is claimed by another
        that is alive, or is excluded by that (see core.sharing), or the worker itself is not
        alive."""

        async def work(connection: Connection) -> bool:
            now = await alone(connection)
            against = _against(names)
            await _bury(connection, owner, against)
            if any(name.startswith(to_write("")) for name in names):
                await book_lost(connection)
            alive = select(workers.c.owner).where(workers.c.until > now)
            taken = exists().where(against, leases.c.owner != owner, leases.c.owner.in_(alive))
            mine = exists().where(workers.c.owner == owner, workers.c.until > now)
            if not await connection.scalar(select(mine & ~taken)):
                return False
            row = insert(leases)
            row = row.on_conflict_do_update(
                index_elements=["name"], set_={"owner": row.excluded.owner}
            )
            await connection.execute(row, [{"name": name, "owner": owner} for name in names])
            return True

        return await self._database.write(work)

    async def taken(self, owner: str) -> frozenset[str]:
        """What others that are alive have claimed, as it is just now: nothing is decided by it, so
        nobody waits for it."""

        async def work(connection: Connection) -> frozenset[str]:
            now = await engine_of(connection).moment(connection)
            others = (workers.c.owner != owner, workers.c.until > now)
            statement = select(leases.c.name, workers.c.presence).where(*others)
            found = (
                await connection.execute(statement.join(workers, leases.c.owner == workers.c.owner))
            ).all()
            known = {row.presence for row in found if row.presence is not None}
            gone = set(await engine_of(connection).departed(connection, sorted(known)))
            return frozenset(row.name for row in found if row.presence not in gone)

        return await self._database.read(work)

    async def parts(self, owner: str, whole: str) -> list[tuple[str, str]]:
        """Who of those alive claims which part of that, or to be one of those that do parts, each
        owner with the claim; those whose session has ended are forgotten, but that worker itself.
        """

        async def work(connection: Connection) -> list[tuple[str, str]]:
            now = await alone(connection)
            of_it = _parts_of(whole)
            await _bury(connection, owner, of_it)
            alive = select(workers.c.owner).where(workers.c.until > now)
            found = select(leases).where(of_it, leases.c.owner.in_(alive))
            # Engines order such names differently.
            return sorted((row.owner, row.name) for row in await connection.execute(found))

        return await self._database.write(work)

    async def give_up(self, owner: str, names: Sequence[str]) -> None:
        """Claim that no more."""
        its = (leases.c.owner == owner, leases.c.name.in_(names))
        await self._database.run(delete(leases).where(*its))

    async def reserve(
        self, owner: str, day: dt.date, held: Tokens, cap: int, asked: int | None
    ) -> Used | None:
        """What `core.working.SharedTokens.reserve` does, for that worker; a worker that is not
        alive gets nothing."""

        async def work(connection: Connection) -> Used | None:
            now = await alone(connection)
            await book_lost(connection)
            spent, spent_on_demand = spent_on(day)
            others = workers.alias("others")
            of_others = (others.c.owner != owner, others.c.until > now, others.c.day == day)
            elsewhere = summed(others.c.reserved, *of_others)
            asked_elsewhere = summed(others.c.reserved_on_demand, *of_others)
            readers = workers.alias("readers")
            released = exists().where(readers.c.until > now, readers.c.released == day)
            aside = set_aside(day)
            fits = [spent + elsewhere + aside + held.tokens <= cap]
            if asked is not None:
                kept = spent_on_demand + asked_elsewhere + held.on_demand <= asked
                fits.append(or_(released, kept))
            mine = update(workers).where(workers.c.owner == owner, workers.c.until > now, *fits)
            said = mine.values(
                day=day, reserved=held.tokens, reserved_on_demand=held.on_demand
            ).returning(workers.c.owner)
            if (await connection.execute(said)).all():
                return None
            used = select(spent, spent_on_demand, elsewhere, asked_elsewhere, released, aside)
            row = (await connection.execute(used)).one()
            theirs = Tokens(row[2], row[3])
            return Used(Tokens(row[0], row[1]), theirs, bool(row[4]), aside=row[5])

        return await self._database.write(work)

    async def released(self) -> dt.date | None:
        """The newest day of which a living worker says that all has been read ahead; or None."""

        async def work(connection: Connection) -> dt.date | None:
            now = await engine_of(connection).moment(connection)
            newest = select(func.max(workers.c.released)).where(workers.c.until > now)
            found: dt.date | None = await connection.scalar(newest)
            return found

        return await self._database.read(work)

    async def all(self) -> list[Alive]:
        """Those that are alive, with what each does, by name."""

        async def work(connection: Connection) -> list[Alive]:
            now = await engine_of(connection).moment(connection)
            claimed: dict[str, list[str]] = {}
            for row in await connection.execute(select(leases).order_by(leases.c.name)):
                claimed.setdefault(row.owner, []).append(row.name)
            alive = select(workers).where(workers.c.until > now).order_by(workers.c.owner)
            return [
                Alive(
                    owner=row.owner,
                    until=row.until,
                    claims=tuple(claimed.get(row.owner, ())),
                    role=row.role or "",
                    since=row.since,
                )
                for row in await connection.execute(alive)
            ]

        return await self._database.read(work)


def may_send(owner: str) -> ColumnElement[bool]:
    """Whether that worker, alive, has claimed to send what the row of the ledger says."""
    return _claimed_to_send(leases.c.owner == owner)


def is_being_sent() -> ColumnElement[bool]:
    """Whether who took the ledger's row to send it is alive, and still has that claim."""
    return _claimed_to_send(leases.c.owner == tables.deliveries.c.owner)


def _claimed_to_send(by: ColumnElement[bool]) -> ColumnElement[bool]:
    claim = to_send("") + tables.deliveries.c.platform
    alive = (workers.c.owner == leases.c.owner, workers.c.until > func.now())
    statement = select(leases.c.name).where(leases.c.name == claim, by, *alive)
    return statement.correlate(tables.deliveries).exists()


def _parts_of(whole: str) -> ColumnElement[bool]:
    """Whether a claim is to a part of that."""
    return leases.c.name.startswith(whole + MARK, autoescape=True)


def _against(names: Sequence[str]) -> ColumnElement[bool]:
    """Whether a claim excludes one of those, in another worker's hands."""
    found: list[ColumnElement[bool]] = [leases.c.name.in_(names)]
    for name in filter(is_heard, names):
        whole, count = whole_of(name), count_of(name)
        if not count:
            found.append(_parts_of(whole))
            continue
        of_as_many = leases.c.name.endswith(f"{OF}{count}", autoescape=True)
        found += [leases.c.name == whole, _parts_of(whole) & ~of_as_many]
    return or_(*found)


async def _bury(connection: Connection, owner: str, claims: ColumnElement[bool]) -> None:
    """Forget others that have such claims, and whose session has ended: the server knows at once of
    a process that was killed."""
    holding = (claims, leases.c.owner != owner, workers.c.presence.is_not(None))
    others = select(workers.c.owner, workers.c.presence).distinct()
    rows = await connection.execute(
        others.join(leases, leases.c.owner == workers.c.owner).where(*holding)
    )
    owners = {row.presence: row.owner for row in rows}
    gone = await engine_of(connection).departed(connection, list(owners))
    dead = [owners[presence] for presence in gone]
    if dead:
        await connection.execute(delete(leases).where(leases.c.owner.in_(dead)))
        await connection.execute(delete(workers).where(workers.c.owner.in_(dead)))
