"""All rows of one store written to another, whichever engine keeps each: in batches, each of which
notes in its own transaction how far the move is by it, so that a move goes on where it was cut off.
"""

# Tested in tests/storage/test_transfer.py.

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection, Table, delete, inspect, select
from sqlalchemy.exc import DataError, IntegrityError

from storage import index, tables
from storage.engine import marks, rows
from storage.engine.base import Connection as AnyConnection
from storage.engine.database import batches
from storage.engine.engines import engine_of
from storage.engine.marks import Mark
from storage.engine.rows import Checksum
from storage.engine.threads import run_directly

# The part of a move that is no table: the texts by which papers are found.
TEXTS = "search"
TEXTS_AT_ONCE = 200

# By these processes share a store; who shares the other one is another matter.
STAYING = frozenset({"workers", "leases", "paces"})
# Parents come before what refers to them.
TABLES: Sequence[Table] = [
    table for table in tables.metadata.sorted_tables if table.name not in STAYING
]
PARTS = (*(table.name for table in TABLES), TEXTS)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows of a part are in their place, and whether these are all."""

    part: str
    rows: int
    done: bool = False


Tell = Callable[[Progress], None]


@dataclass(slots=True)
class MovedRows:
    """What was moved: rows by table, and those of them with a sign that the target cannot keep."""

    rows: dict[str, int] = field(default_factory=dict)
    altered: dict[str, int] = field(default_factory=dict)
    # The source had changed since an earlier move was cut off, so that all was moved anew.
    anew: bool = False


class SourceChanged(Exception):
    """What was moved earlier is not what the source holds now."""


class Unsound(Exception):
    """The target does not hold what was written to it. `part` names the table."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Unkept(Exception):
    """The target refuses a row of the table `part`, in those words."""

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(part, reason)
        self.part, self.reason = part, reason


def transfer(reader: Connection, writer: Connection, source: str, tell: Tell) -> MovedRows:
    """Move all rows and check each; only when this returns is the target a store to work with.

    `reader` is in a transaction that sees one state throughout, `writer` in none; its store has
    today's tables, and in them nothing but what an earlier move from the same `source` has written.
    Raises Unsound, Unkept, and what the engines raise; a later move goes on from there.
    """
    with writer.begin():
        if marks.source(writer) is None:
            marks.begin(writer, source, PARTS)
    try:
        moved = _copied(reader, writer, tell)
    except SourceChanged:
        _empty(writer)
        moved = _copied(reader, writer, tell)
        moved.anew = True
    with writer.begin():
        run_directly(writer, _number_on)
        marks.end(writer)
    return moved


async def _number_on(connection: AnyConnection) -> None:
    await engine_of(connection).number_on(connection)


def filled(connection: Connection) -> str | None:
    """The name of a table of ours that is there and has a row; None when all are empty."""
    there = set(inspect(connection).get_table_names())
    for table in TABLES:
        if table.name in there:
            first = connection.execute(select(1).select_from(table).limit(1)).first()
            if first is not None:
                return table.name
    return None


def _copied(reader: Connection, writer: Connection, tell: Tell) -> MovedRows:
    """Move what is not moved yet, and see that all of it is there."""
    moved = MovedRows()
    sums: dict[str, Checksum] = {}
    for table in TABLES:
        copy = _Copy(reader, writer, table)
        for rows_so_far in copy.batches():
            tell(Progress(table.name, rows_so_far))
        tell(Progress(table.name, copy.sum.rows, done=True))
        sums[table.name] = copy.sum
        moved.rows[table.name] = copy.sum.rows
        if copy.altered:
            moved.altered[table.name] = copy.altered
    for papers in _make_findable(writer):
        tell(Progress(TEXTS, papers))
    tell(Progress(TEXTS, moved.rows[tables.papers.name], done=True))
    for table in TABLES:
        if _sum_of(writer, table) != sums[table.name]:
            _empty(writer)
            raise Unsound(table.name)
    return moved


class _Copy:
    """One table on its way."""

    def __init__(self, reader: Connection, writer: Connection, table: Table) -> None:
        self._reader, self._writer, self._table = reader, writer, table
        self.sum = Checksum()
        self.altered = 0

    def batches(self) -> Iterator[int]:
        """Write the rows that are not there yet; after each batch, how many are in their place.

        Those that were moved earlier are read again: they must be what they were. Raises
        SourceChanged when they are not.
        """
        with self._writer.begin():
            mark = marks.get(self._writer, self._table.name)
        for batch in rows.read(self._reader, self._table):
            fresh = self._added(batch, mark)
            if fresh:
                with self._writer.begin():
                    self._write(fresh)
                    reached = Mark(self.sum.rows, self.sum.written)
                    marks.put(self._writer, self._table.name, reached)
                    # What papers are found by may be among these rows.
                    marks.put(self._writer, TEXTS, Mark())
            yield self.sum.rows
        self._check(mark)
        if self.sum.rows < mark.rows:
            raise SourceChanged

    def _write(self, fresh: Sequence[rows.Row]) -> None:
        try:
            rows.write(self._writer, self._table, fresh)
        except (DataError, IntegrityError) as error:
            # What follows the first line may be the row itself.
            raise Unkept(self._table.name, str(error.orig).partition("\n")[0]) from error

    def _added(self, batch: Sequence[rows.Row], mark: Mark) -> list[rows.Row]:
        """Add the rows to the sum; those of them that are not in the target yet."""
        fresh: list[rows.Row] = []
        for row in batch:
            self._check(mark)
            kept = rows.keepable(self._writer.dialect, row)
            if kept != row:
                self.altered += 1
            if self.sum.rows >= mark.rows:
                fresh.append(kept)
            self.sum.add(kept)
        return fresh

    def _check(self, mark: Mark) -> None:
        """Where the earlier move had come to, see that it had moved these very rows."""
        if mark.rows and self.sum.rows == mark.rows and self.sum.written != mark.total:
            raise SourceChanged


def _make_findable(writer: Connection) -> Iterator[int]:
    """Let the papers be found by their texts; after each batch, how many are by now."""
    papers = tables.papers.c
    with writer.begin():
        mark = marks.get(writer, TEXTS)
    found = 0
    while True:
        columns = select(papers.number, papers.id).order_by(papers.number).limit(TEXTS_AT_ONCE)
        with writer.begin():
            batch = writer.execute(columns.where(papers.number > mark.rows)).all()
            if not batch:
                return
            ids = [row.id for row in batch]
            run_directly(writer, partial(index.refresh, paper_ids=ids))
            mark = Mark(batch[-1].number)
            marks.put(writer, TEXTS, mark)
        found += len(batch)
        yield found


def _sum_of(connection: Connection, table: Table) -> Checksum:
    """What all rows of the table come to."""
    found = Checksum()
    with connection.begin():
        for batch in rows.read(connection, table):
            for row in batch:
                found.add(row)
    return found


def _empty(writer: Connection) -> None:
    """Take out what was moved, so that the move begins anew."""
    with writer.begin():
        for batch in batches(writer.scalars(select(tables.papers.c.number)).all()):
            run_directly(writer, partial(index.forget, numbers=batch))
        for table in reversed(TABLES):
            writer.execute(delete(table))
        marks.begin_anew(writer)
