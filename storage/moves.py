"""A whole store taken to another address, on the same engine or another."""

# Tested in tests/storage/test_moves.py and tests/bot/app/test_moving.py.

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from core.errors import MoveRefused, MoveTrouble, StoreEmpty, StoreTrouble, StoreUnavailable
from storage import transfer
from storage.engine import marks
from storage.engine.ends import End, end_at
from storage.engine.revisions import is_todays, revisions
from storage.transfer import MovedRows, Progress, Tell, Unkept, Unsound

__all__ = ["MoveRoute", "MovedRows", "Plan", "Progress", "move_store", "plan_move"]


@dataclass(frozen=True, slots=True)
class MoveRoute:
    """From which store to which a move leads, as they may be shown."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a move would do: the rows of each table, and whether it was begun earlier."""

    way: MoveRoute
    rows: dict[str, int]
    begun: bool


def plan_move(source_url: str, target_url: str, *, patience: float = 5.0) -> Plan:
    """What a move would do. Nothing is written. Raises what `move_store` would, but StoreClaimed
    and the lack of room."""
    source, target = end_at(source_url, patience), _target_at(target_url, patience)
    with _read(source, alone=False) as reader:
        begun = _check_target(target, source.identity(reader))
        rows = {
            table.name: reader.scalar(select(func.count()).select_from(table)) or 0
            for table in transfer.TABLES
        }
    return Plan(MoveRoute(source.name, target.name), rows, begun)


def move_store(source_url: str, target_url: str, tell: Tell, *, patience: float = 5.0) -> MovedRows:
    """Take all that the store holds to the other address; what was moved and checked.

    The source stays as it is, and nobody works with either meanwhile. When it is cut off, the
    target is no store, and the same move goes on where it was. `tell` is told how far it is.
    Raises StoreUnavailable, StoreEmpty, StoreNewer, StoreClaimed and MoveRefused.
    """
    source, target = end_at(source_url, patience), _target_at(target_url, patience)
    with source.claimed(), _read(source, alone=True) as reader:
        identity = source.identity(reader)
        # Before it is claimed: a store cannot be claimed twice, not even by us.
        _refuse_same(target, identity)
        with target.claimed():
            _check_target(target, identity)
            with target.writing() as writer:
                return _transferred(reader, writer, identity, tell, target.name)


def _transferred(
    reader: Connection, writer: Connection, identity: str, tell: Tell, name: str
) -> MovedRows:
    """What `transfer` returns. Raises MoveRefused, with the target's name."""
    try:
        return transfer.transfer(reader, writer, identity, tell)
    except Unkept as error:
        raise MoveRefused(name, MoveTrouble.UNKEPT, error.part, error.reason) from error
    except Unsound as error:
        raise MoveRefused(name, MoveTrouble.UNSOUND, error.part) from error


def _target_at(url: str, patience: float) -> End:
    """The store to be at that address. Raises MoveRefused when it is no address of one."""
    try:
        return end_at(url, patience)
    except StoreUnavailable as error:
        if error.trouble is StoreTrouble.ADDRESS:
            raise MoveRefused(error.path, MoveTrouble.ADDRESS, reason=error.reason) from error
        raise


@contextmanager
def _read(source: End, *, alone: bool) -> Iterator[Connection]:
    """A connection to a store of today's schema. Raises StoreEmpty, StoreNewer and MoveRefused."""
    with source.reading(alone=alone) as reader:
        revision = source.revision(reader) if reader else None
        if reader is None or revision is None:
            raise StoreEmpty(source.name)
        if not is_todays(revision, source.name, revisions()):
            raise MoveRefused(source.name, MoveTrouble.OLDER)
        if marks.source(reader) is not None:
            raise StoreUnavailable(source.name, marks.UNFINISHED, StoreTrouble.UNFINISHED)
        yield reader


def _refuse_same(target: End, identity: str) -> None:
    """Raises MoveRefused when the target is the source itself."""
    with target.reading() as there:
        if there is not None and target.identity(there) == identity:
            raise MoveRefused(target.name, MoveTrouble.SAME)


def _check_target(target: End, identity: str) -> bool:
    """Whether a move from the source to there was begun earlier. Raises MoveRefused when what is
    there is the source itself, another move's half, or holds anything; StoreNewer."""
    with target.reading() as there:
        if there is None:
            return False
        if target.identity(there) == identity:
            raise MoveRefused(target.name, MoveTrouble.SAME)
        revision = target.revision(there)
        if revision is None:
            return False
        is_todays(revision, target.name, revisions())
        begun_from = marks.source(there)
        if begun_from not in (None, identity):
            raise MoveRefused(target.name, MoveTrouble.ANOTHER)
        filled = transfer.filled(there)
        if begun_from is None and filled is not None:
            raise MoveRefused(target.name, MoveTrouble.OCCUPIED, filled)
        return begun_from is not None
