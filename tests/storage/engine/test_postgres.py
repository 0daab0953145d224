"""Every statement that is no engine's own runs on PostgreSQL too, and leaves there what it leaves
on SQLite."""

from __future__ import annotations

import ast
import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

import storage
from core.asking.prompts import Turn
from core.chats import Ban, BanKind, Chat, ChatKey, ChatSettings
from core.delivery import DeliveryKind
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.models import EditionState, StoredResponse
from core.records import Step
from core.sent import About
from storage import Storage, retention, tables
from storage.chats import Settled
from storage.engine import postgres, sqlite
from storage.engine.database import Database
from storage.seen import Seen
from storage.work_tables import paces, workers
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON, days, hours, lists, settled
from tests.storage.engine.every_method import PERSON, READS, STANDING, WRITES
from tests.storage.engine.stories import (
    live_with_a_lost_session,
    live_with_circulars,
    live_with_interests,
    live_with_replies,
    live_with_the_pool,
    live_with_two_bots,
    live_with_venues,
    live_with_workers,
)
from tests.storage.test_chats import one_more
from tests.stores import TEMPLATE, Server

STORAGE = Path(storage.__file__).parent
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
# How a statement is executed: on a connection, or by the database.
CONNECTION, DATABASE = {"execute", "scalar", "scalars"}, {"rows", "run"}

KEY, NEW, OTHER = (
    ChatKey("terminal", "1"),
    ChatKey("terminal", "3"),
    ChatKey("telegram", "-100", "7"),
)
# What comes of these is each engine's own.
ENGINES_OWN = ("retention.room",)

Site = tuple[str, int]
Contents = dict[str, list[tuple[Any, ...]]]
Lived = tuple[list[Any], Contents]
"""What came of each call, and what is in the store then."""


@pytest.fixture(scope="session")
def server(database_server: Server) -> URL:
    """A PostgreSQL database with our tables."""
    name = "statements"
    database_server.run("postgres", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return database_server.address.set(database=name)


@pytest.fixture
async def address(server: URL) -> URL:
    """A PostgreSQL database with our tables and nothing in them."""
    await _execute(
        server, f"TRUNCATE {', '.join((*tables.metadata.tables, 'search'))} RESTART IDENTITY"
    )
    return server


async def _execute(address: URL, statement: str) -> None:
    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@asynccontextmanager
async def opened(address: URL, zone: str) -> AsyncIterator[Database]:
    """The database, by sessions in that time zone."""
    database = postgres.connect(address.update_query_dict({"options": f"-c timezone={zone}"}))
    try:
        yield database
    finally:
        await database.close()


class Watched:
    """A database that notes from which lines of `storage` statements come to it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sites: set[Site] = set()

    def read(self, work: Callable[[Any], Awaitable[Any]]) -> Awaitable[Any]:
        return self._database.read(
            lambda connection: work(WatchedConnection(connection, self.sites))
        )

    def write(self, work: Callable[[Any], Awaitable[Any]]) -> Awaitable[Any]:
        return self._database.write(
            lambda connection: work(WatchedConnection(connection, self.sites))
        )

    def rows(self, *statement: Any) -> Awaitable[Any]:
        note(self.sites)
        return self._database.rows(*statement)

    def run(self, *statement: Any) -> Awaitable[Any]:
        note(self.sites)
        return self._database.run(*statement)


class WatchedConnection:
    """The same of a connection."""

    def __init__(self, connection: AsyncConnection, sites: set[Site]) -> None:
        self._connection, self._sites = connection, sites

    def __getattr__(self, name: str) -> Any:
        if name in CONNECTION:
            note(self._sites)
        return getattr(self._connection, name)


def note(sites: set[Site]) -> None:
    """Note the line that called what calls this."""
    caller = sys._getframe(2)
    sites.add((caller.f_code.co_filename, caller.f_lineno))


def statements() -> dict[str, range]:
    """By name, the lines of every place in `storage`, outside the engines, that executes a
    statement; but for what moves a store, which test_moves.py tries between both."""
    found: dict[str, range] = {}
    for path in sorted(STORAGE.glob("*.py")):
        if path.name == "transfer.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and _executes(node.func)
            ):
                found[f"{path}:{node.lineno}"] = range(
                    node.lineno, (node.end_lineno or node.lineno) + 1
                )
    return found


def _executes(called: ast.Attribute) -> bool:
    if isinstance(called.value, ast.Name):
        return called.value.id == "connection" and called.attr in CONNECTION
    return (
        isinstance(called.value, ast.Attribute)
        and called.value.attr == "_database"
        and called.attr in DATABASE
    )


def unexecuted(sites: set[Site]) -> list[str]:
    """The places of statements that are none of the sites."""
    return [
        Path(name).relative_to(STORAGE).as_posix()
        for name, lines in statements().items()
        if not any(file == name.rpartition(":")[0] and line in lines for file, line in sites)
    ]


async def live(store: Storage) -> list[Any]:
    """A life in which every statement has something to do; what came of each call but for what is
    an engine's own."""
    calls = [*(READS | WRITES).items(), *READS.items()]
    came = [
        await store.archives.save_digest(
            build.digest(build.entry(1), summaries=(build.summary(1),)), hours(-1)
        )
    ]
    came += [await store.archives.save_reports(build.reports(build.report(3), date=days(1)), NOON)]
    came += [await call(store) for name, call in calls if name not in ENGINES_OWN]
    await store.retention.room()
    came += [
        await store.search.find("word"),
        await store.search.find(build.paper(1).id),
        await store.answers.of_search("word", "zh", 10),
    ]
    came += await live_with_papers(store)
    return came + await live_with_chats(store)


async def live_with_papers(store: Storage) -> list[Any]:
    """Days, and papers that are forgotten: what comes of it."""
    listed = build.edition(
        *(build.entry(rank) for rank in (1, 2, 3)), date=days(1), listed=3, fetched_at=NOON
    )
    await store.editions.save(listed)
    shorter = replace(listed, entries=listed.entries[:2])
    await store.editions.save(replace(shorter, state=EditionState.CLOSED, ready_at=hours(1)))
    await store.readings.save_summary(build.summary(2, "en"))
    await store.papers.save([build.paper(9)])
    await store.readings.save_report(build.report(9, provenance=build.provenance(at=hours(-9999))))
    await store.documents.save(build.document(9), hours(-9999))
    await store.responses.save(StoredResponse("https://b.example", "e", "m", b"b"), hours(-1))
    await store.failures.save(build.failure(at=hours(1)))
    for step in Step:
        await store.failures.save(replace(build.failure(2, step), again_at=hours(-1)))
    return [
        await store.retention.forget(hours(-99)),
        await store.documents.save(build.document(), NOON),
        await store.revisions.save([build.revision(at=hours(-1))]),
        await store.editions.get(lists(1)),
        await store.editions.nearest(lists(-9)),
        await store.editions.days(POLICIES[DAILY], DAY, NOON),
        await store.editions.keys(9),
        await store.readings.summaries([build.paper(number).id for number in (1, 2)], "zh", LIST),
        await store.readings.reports([build.paper(3).id], "zh"),
        await store.archives.digest(DAY, "zh"),
        await store.archives.reports(days(1), "zh"),
        await store.documents.get(build.paper().id),
        await store.revisions.get(build.paper().id),
        await store.revisions.stale(hours(-1), hours(-2), hours(-3)),
        await store.failures.due(NOON, 9),
        await store.allowances.spend("reading", NOON, [("a", 2), ("b", 1)]),
        await store.allowances.spend("reading", NOON, [("a", 2), ("b", 1)]),
        await store.platforms.save(replace(STANDING, seen_at=hours(1))),
    ]


async def live_with_chats(store: Storage) -> list[Any]:
    """Chats, and what is owed to them: what comes of it."""
    chats, deliveries = store.chats, store.deliveries
    for key in (KEY, OTHER):
        await put_subscribed(
            store,
            key,
            ChatSettings(language="zh", mute=("视觉",)),
            hours(-9),
            settled(-3),
            hours(-1),
        )
    parts = [build.delivery(key, part) for key in (KEY, OTHER) for part in (1, 2, 3, 4)]
    await deliveries.owe(parts, [Settled(KEY, settled(0), hours(1))], NOON)
    for part in parts[:3]:
        await deliveries.sending(part, hours(1))
    await deliveries.sent(parts[0], "77", hours(2))
    await deliveries.owed_again(parts[1], hours(2), "time-out", in_doubt=True)
    return [
        await deliveries.recover(hours(3), {"terminal": NOON}),
        await deliveries.owed("telegram", 9, after=parts[5]),
        await deliveries.refused(9),
        await store.vitals.figures(hours(3)),
        await deliveries.message(KEY, "77"),
        await store.messages.about(KEY, "77"),
        await store.messages.save(KEY, "77", About(paper_id="1", turns=(Turn("Q", "A"),)), NOON),
        await store.messages.save(KEY, "77", About(list_key=LIST, number=2), NOON),
        await store.messages.about(KEY, "77"),
        await store.messages.together(KEY, "77"),
        await store.messages.save(KEY, "78", About(list_key=LIST), NOON, ["77", "78"]),
        await store.messages.together(KEY, "78"),
        await store.messages.save(OTHER, "77", About(paper_id="1"), hours(-9)),
        await store.retention.forget_messages(hours(-1)),
        await store.picks.forget_reasons(hours(-1)),
        await store.messages.about(OTHER, "77"),
        await deliveries.newest([KEY, OTHER], LIST),
        await deliveries.last(KEY, DeliveryKind.LIST, days(1)),
        by_key(await chats.due(NOON, 9, ["telegram"])),
        await chats.soonest(),
        await chats.furthest(),
        by_key(await chats.beyond(ChatSettings().hour, hours(-2), 9)),
        await chats.languages(),
        await chats.counts(),
        await chats.hold(KEY, "not_allowed"),
        await chats.paused(9),
        await chats.release(KEY, "not_allowed", hours(2)),
        await chats.correct([replace(await chats.get(KEY), subscribed_at=hours(-1))]),
        await chats.move(KEY, NEW),
        await chats.get(NEW),
        await deliveries.of(NEW, LIST),
        await store.messages.about(NEW, "77"),
        await store.people.stored(NEW, None),
        await store.seen.note(NEW, "6", Seen(LIST, None), NOON),
        await store.seen.note(NEW, "6", Seen(LIST, LIST), hours(1)),
        await store.seen.of(NEW, "6", hours(-1)),
        await store.seen.forget(NOON),
        await store.seen.of(NEW, "6", hours(-1)),
        *await live_with_interests(store),
        *await live_with_the_pool(store),
        *await live_with_venues(store),
        *await live_with_bans(store),
        *await live_with_circulars(store),
        *await live_with_two_bots(store),
        *await live_with_replies(store),
    ]


def by_key(chats: list[Chat]) -> list[Chat]:
    """Those chats in one order, where the store promises none."""
    return sorted(chats, key=attrgetter("key.platform", "key.chat_id", "key.thread_id"))


async def live_with_bans(store: Storage) -> list[Any]:
    """Chats that are silenced, banned, sent a list again and forgotten: what comes of it."""
    silence = Ban(key=NEW, kind=BanKind.SILENCED, since=NOON, until=hours(2))
    ban = Ban(key=ChatKey("terminal", "8"), kind=BanKind.BANNED, since=NOON)
    gone = ChatKey("terminal", "5")
    await store.deliveries.owe([build.delivery(NEW, 9, list_key=lists(1))], [], NOON)
    await store.allowances.spend("question", hours(-99), [(PERSON.asker, 9)])
    for key in (gone, replace(gone, thread_id="1")):
        await put_subscribed(store, key, ChatSettings(), hours(-9), settled(-3), hours(-1))
        await store.deliveries.owe([build.delivery(key)], [], NOON)
        await store.messages.save(key, "1", About(paper_id="1"), NOON)
    await store.deliveries.sending(build.delivery(gone), NOON)
    return [
        await store.bans.put(silence),
        await store.bans.put(ban),
        await store.bans.is_banned(ChatKey("terminal", "1"), ["8"]),
        await store.deliveries.owed("terminal", 9),
        await store.bans.expire(hours(3)),
        await store.deliveries.owe_again([build.delivery(NEW, list_key=lists(-2))], NOON),
        await store.people.forget(PERSON, gone, NOON),
        await store.deliveries.sent(build.delivery(gone), "5", NOON),
        await store.people.sweep(),
        await store.chats.all(),
        await store.deliveries.last_sent(),
    ]


async def contents(database: Database) -> Contents:
    """Every row of every table; but for numbers that are given, in which PostgreSQL leaves gaps,
    and the moments of each engine's own clock."""
    own = (workers.c.until, workers.c.since, paces.c.next_at)
    found = {}
    for name, table in tables.metadata.tables.items():
        columns = [
            column
            for column in table.c
            if not (column.name == "number" and column.primary_key)
            and not any(column is each for each in own)
        ]
        found[name] = sorted(
            (tuple(row) for row in await database.rows(select(*columns))), key=repr
        )
    return found


@pytest.fixture(scope="module")
def on_sqlite(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A life on SQLite."""
    path = Path(shutil.copy(migrated, tmp_path_factory.mktemp("life") / "paperboy.db"))

    async def life() -> Lived:
        database = sqlite.connect(path, 5.0)
        try:
            came = await live(Storage(database))
            came += await live_with_workers(Storage(database), database)
            return came, await contents(database)
        finally:
            await database.close()

    return asyncio.run(life())


# UTC is what all else goes by: a session in it is least likely to differ, and reads all the same.
@pytest.mark.parametrize("zone", ZONES[1:])
async def test_every_statement_does_what_it_does_on_sqlite(
    address: URL, on_sqlite: Lived, zone: str
) -> None:
    expected, kept = on_sqlite
    async with opened(address, zone) as database:
        watched = Watched(database)
        came = await live(Storage(watched))  # type: ignore[arg-type]
        came += await live_with_workers(Storage(watched), watched)  # type: ignore[arg-type]
        assert came == expected
        assert await live_with_a_lost_session(Storage(watched))  # type: ignore[arg-type]
        assert unexecuted(watched.sites) == []
    for session in ZONES:
        async with opened(address, session) as database:
            assert await contents(database) == kept
    assert all(kept.values())


async def test_a_statement_is_compiled_once_for_all_stores_of_a_server(
    address: URL, tmp_path: Path
) -> None:
    name = f"nobody_else_asks_for_{tmp_path.name}"
    statement = select(literal(7).label(name))
    async with opened(address, "UTC") as database:
        await database.rows(select(literal(1)))  # so it is known what this server can do
    for zone in ZONES:
        async with opened(address, zone) as database:
            assert await database.read(lambda connection: connection.scalar(statement)) == 7
            assert await database.write(lambda connection: connection.scalar(statement)) == 7

    compiled = postgres._compiled(postgres._place(address))
    assert sum(name in str(each) for each in compiled.values()) == 1


async def test_a_reader_sees_one_state_throughout(address: URL) -> None:
    async with opened(address, "UTC") as database:
        count = select(func.count()).select_from(tables.papers)

        async def look_twice(connection: AsyncConnection) -> tuple[int | None, int | None]:
            before = await connection.scalar(count)
            await Storage(database).papers.save([build.paper()])
            return before, await connection.scalar(count)

        assert await database.read(look_twice) == (0, 0)
        assert await database.read(lambda connection: connection.scalar(count)) == 1


async def test_papers_that_are_only_told_again_make_no_other_old(address: URL) -> None:
    async with opened(address, "UTC") as database:
        store = Storage(database)
        await store.papers.save([build.paper(1)])
        entries = [build.entry(rank, build.paper(rank + 1)) for rank in range(1, 30)]
        await store.editions.save(build.edition(*entries))
        for telling in range(retention.SINCE // len(entries) + 1):
            await store.papers.save(
                replace(entry.paper, title=f"Telling {telling}") for entry in entries
            )
        await store.editions.save(build.edition(*entries, build.entry(30, build.paper(99))))

        assert not (await store.retention.forget(NOON)).any


async def test_two_connections_that_change_a_chat_at_once_lose_nothing(address: URL) -> None:
    async def change_often(store: Storage) -> None:
        for _ in range(20):
            await store.chats.change(KEY, one_more)

    async with opened(address, "UTC") as one, opened(address, "UTC") as other:
        await asyncio.gather(*(change_often(Storage(each)) for each in (one, other)))

        assert await Storage(one).chats.get(KEY) == Chat(key=KEY, settings=ChatSettings(most=40))
