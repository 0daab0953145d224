"""A store on PostgreSQL with a great many chats: `python -m bench.postgres [CHATS]`.

The server is one of our own, made for this and ended afterwards; it brings what is written to the
disk, and gets the memory that a small machine has for it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

import psycopg
from psycopg import sql

from bench.__main__ import as_table
from bench.console import wide_console
from bench.figures import Figure, Times
from bot.app.service import spare_the_loop
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import Storage, open_storage, tables
from storage.bodies import through_body
from storage.chat_rows import chat_row
from storage.serving import Settled
from tests.storage.engine import cluster
from tests.storage.engine.cluster import Cluster

CHATS = 1_000_000
PARTS = 2
DUE, TRIES = 500, 30
# Chats that are owed their lists in one transaction: what the service takes at once.
AT_ONCE = 100
NOW = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)
LIST = DAILY.on(dt.date(2026, 2, 5))
BEFORE = dt.date(2026, 2, 4)
BODY = "Twelve papers, each with a title, a line and its link. " * 25
SERVER = ("-c", "fsync=on", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB")
WITHIN_BARE, WITHIN_COPY = 2.0, 4.0
BARE = (
    "SELECT * FROM chats WHERE next_due <= %s AND platform = 'telegram' ORDER BY next_due LIMIT %s"
)


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 when every limit is kept, 1 when one is missed."""
    count = int(arguments[0]) if arguments else CHATS
    with cluster.made(*SERVER) as server:
        figures = asyncio.run(_measured(server, count))
    wide_console().print(as_table(figures))
    return 0 if all(figure.kept for figure in figures) else 1


async def _measured(server: Cluster, count: int) -> list[Figure]:
    url = cluster.url_of(server.address)
    spare_the_loop()  # as the service does
    async with open_storage(url) as storage:
        with psycopg.connect(url, autocommit=True) as plain:
            filling = Stretch(server)
            _copy_in(plain, "chats", _chats(count))
            figures = [Figure(what=f"{count:,} chats copied in", ours=filling.wall, unit="s")]
            for measured in (
                _due(storage, plain),
                _morning(storage, plain, server, count),
                _pruned(storage, plain, count),
            ):
                figures += await measured
                # It takes long: who waits sees what there is.
                print(f"{figures[-1].what}: {figures[-1].ours:.2f}", file=sys.stderr)
            return [*figures, *_sizes(plain)]


class Stretch:
    """What has passed since it began: on the clock, and of the processors' time, ours and the
    server's, which other programs on the machine do not lengthen."""

    def __init__(self, server: Cluster) -> None:
        self._server = server
        self._wall, self._cpu = time.perf_counter(), self._taken()

    @property
    def wall(self) -> float:
        """Seconds."""
        return time.perf_counter() - self._wall

    @property
    def cpu(self) -> float:
        """Seconds of a processor."""
        return self._taken() - self._cpu

    def _taken(self) -> float:
        return time.process_time() + self._server.seconds()


async def _due(storage: Storage, plain: psycopg.Connection) -> list[Figure]:
    """The next chats that are due, as nouns, beside their rows as the driver has them."""
    plain.execute("ANALYZE")
    ours, bare = [], []
    for _ in range(TRIES):
        begun = time.perf_counter()
        assert len(await storage.chats.due(NOW, DUE, ["telegram"])) == DUE
        ours.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        assert len(plain.execute(BARE, (NOW, DUE)).fetchall()) == DUE
        bare.append(1000 * (time.perf_counter() - begun))
    median = statistics.median(bare)
    return [
        Figure(
            what=f"the next {DUE} chats that are due, median of {TRIES}",
            ours=statistics.median(ours),
            unit="ms",
            limit=Times(WITHIN_BARE, median, "the bare query"),
            naive=median,
            naively="the query alone, rows as the driver has them",
        )
    ]


async def _morning(
    storage: Storage, plain: psycopg.Connection, server: Cluster, count: int
) -> list[Figure]:
    """A list owed to every chat, beside the same rows copied into the same table."""
    copying = Stretch(server)
    _copy_in(plain, "deliveries", _rows(count))
    copied, copied_cpu = copying.wall, copying.cpu
    plain.execute("TRUNCATE deliveries")
    owing = Stretch(server)
    for first in range(0, count, AT_ONCE):
        chats = range(first, min(first + AT_ONCE, count))
        parts = [delivery for number in chats for delivery in _parts(number)]
        through, due = {DAILY: LIST.day}, NOW + dt.timedelta(days=1)
        settled = [Settled(_key(number), through, due) for number in chats]
        await storage.deliveries.owe(parts, settled, NOW)
    owed, owed_cpu = owing.wall, owing.cpu
    (written,) = plain.execute("SELECT count(*) FROM deliveries").fetchone() or (0,)
    assert written == count * PARTS, written
    return [
        Figure(
            what=f"a morning owed to all: {written:,} parts, {AT_ONCE} chats at once, and each chat"
            " settled",
            ours=owed,
            unit="s",
            limit=Times(WITHIN_COPY, copied, "COPY"),
            naive=copied,
            naively="COPY of the parts alone",
        ),
        Figure(
            what="the same: time of the processors, ours and the server's",
            ours=owed_cpu,
            unit="s",
            naive=copied_cpu,
            naively="COPY of the parts alone",
        ),
    ]


async def _pruned(storage: Storage, plain: psycopg.Connection, count: int) -> list[Figure]:
    """The ledger of a day long past forgotten, with today's kept."""
    plain.execute("UPDATE deliveries SET date = %s WHERE part = 1", (BEFORE,))
    begun = time.perf_counter()
    await storage.deliveries.prune(LIST.day)
    pruning = time.perf_counter() - begun
    (left,) = plain.execute("SELECT count(*) FROM deliveries").fetchone() or (0,)
    assert left == count, left
    return [Figure(what=f"the ledger pruned of {count:,} old parts", ours=pruning, unit="s")]


def _sizes(plain: psycopg.Connection) -> list[Figure]:
    """What the tables and their indexes take, as written once and then emptied of what is gone."""
    plain.execute("VACUUM FULL chats, deliveries")
    found = plain.execute(
        "SELECT relname, pg_relation_size(oid) + coalesce(pg_relation_size(reltoastrelid), 0)"
        " FROM pg_class WHERE relname IN ('chats', 'deliveries')"
        " UNION ALL SELECT indexrelid::regclass::text, pg_relation_size(indexrelid)"
        " FROM pg_index WHERE indrelid IN ('chats'::regclass, 'deliveries'::regclass) ORDER BY 1"
    )
    return [Figure(what=f"size of {name}", ours=size / 1e6, unit="MB") for name, size in found]


def _copy_in(plain: psycopg.Connection, table: str, rows: Iterable[Sequence[object]]) -> None:
    names = [sql.Identifier(column.name) for column in tables.metadata.tables[table].columns]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(names)
    )
    with plain.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _chats(count: int) -> Iterator[Sequence[object]]:
    """The rows of chats that are subscribed, and due in the course of an hour before now."""
    row = chat_row(Chat(key=_key(0), subscribed_at=NOW - dt.timedelta(days=9)))
    row["settings"] = json.dumps(row["settings"])
    row["through"] = json.dumps(through_body({DAILY: BEFORE}))
    for number in range(count):
        row |= asdict(_key(number))
        row["next_due"] = NOW - dt.timedelta(seconds=number * 7919 % 3600)
        yield [row[column.name] for column in tables.chats.columns]


def _rows(count: int) -> Iterator[Sequence[object]]:
    """The rows of what is owed to all of them; whatever else a row has is empty."""
    names = [column.name for column in tables.deliveries.columns]
    row: dict[str, object] = dict.fromkeys(names)
    row |= {"source": LIST.shelf.source, "shelf": LIST.shelf.name, "date": LIST.day}
    row |= {"at": NOW, "owed_at": NOW}
    for number in range(count):
        row |= asdict(_key(number))
        for part in _parts(number):
            row["kind"], row["part"] = part.kind.value, part.part
            row["state"], row["body"] = part.state.value, part.body
            yield [row[name] for name in names]


def _key(number: int) -> ChatKey:
    return ChatKey("telegram", f"{10_000_000 + number}")


def _parts(number: int) -> Iterator[Delivery]:
    for part in range(1, PARTS + 1):
        yield Delivery(
            key=_key(number), list_key=LIST, kind=DeliveryKind.LIST, part=part, body=BODY
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
