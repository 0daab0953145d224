"""A PostgreSQL server as an operator has one: its schema, its refusals, and when it is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, text

from core.chats import ChatKey
from core.errors import StoreNewer, StoreTrouble, StoreUnavailable
from core.models import StoredResponse
from storage import Storage, open_storage, tables
from storage.engine import postgres
from storage.engine.postgres import schema
from tests.storage import build
from tests.storage.conftest import NEWEST, NEXT
from tests.storage.engine import cluster
from tests.storage.engine.cluster import PASSWORD, USER, Cluster, at, connected, execute, url_of

MOMENT = build.NOON
KEY = ChatKey("terminal", "2")
pytestmark = pytest.mark.server


async def trouble_with(address: URL, *, reading: bool = False) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as raised:
        async with open_storage(url_of(address), patience=0.1, reading=reading):
            pass
    assert PASSWORD not in f"{raised.value}{raised.value.for_operator()}"
    assert USER not in str(raised.value.for_operator()["path"])
    return raised.value


def test_an_empty_database_comes_to_todays_schema(database: URL) -> None:
    schema.prepare(database)

    with connected(database) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, tables.metadata)
        collations = connection.scalars(
            text(
                "SELECT DISTINCT collation_name FROM information_schema.columns"
                " WHERE table_schema = 'public' AND data_type = 'character varying'"
            )
        ).all()

    # The full text is the engine's own.
    beyond = {each[1].name for each in differences}
    assert beyond == {"search", "ix_search_words", "ix_search_length"}
    assert collations == ["C"]


async def test_many_who_start_at_once_migrate_once(database: URL) -> None:
    async def started() -> None:
        async with open_storage(url_of(database)) as storage:
            assert not storage.read_only

    await asyncio.gather(*(started() for _ in range(5)))

    with connected(database) as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [NEWEST]


async def test_a_step_to_come_is_taken_once_and_its_store_is_refused_before(
    database: URL, to_come: Path
) -> None:
    schema.prepare(database)
    await asyncio.gather(
        *(asyncio.to_thread(schema.prepare, database, migrations=to_come) for _ in range(3))
    )

    with connected(database) as connection:
        assert connection.scalars(text("SELECT name FROM later")).all() == ["kept"]
    with pytest.raises(StoreNewer) as raised:
        async with open_storage(url_of(database)):
            pass
    assert raised.value.for_operator()["revision"] == NEXT
    assert PASSWORD not in str(raised.value)


async def test_a_step_that_fails_leaves_the_store_as_it_was(database: URL, to_come: Path) -> None:
    schema.prepare(database)
    step = to_come / "versions" / f"{NEXT}_later.py"
    step.write_text(step.read_text() + '    op.execute("SELECT 1 / 0")\n')

    with pytest.raises(Exception, match="division by zero"):
        schema.prepare(database, migrations=to_come)
    async with open_storage(url_of(database)) as storage:
        assert await storage.chats.all() == []


async def test_another_programs_database_is_left_alone(database: URL) -> None:
    execute(database, "CREATE TABLE invoices (id integer)")

    error = await trouble_with(database)

    assert error.trouble is StoreTrouble.OCCUPIED
    with connected(database) as connection:
        assert connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname='public'"))


async def test_what_the_server_refuses_is_told_without_a_password(guarded: Cluster) -> None:
    execute(
        at(guarded, "postgres"),
        "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
        "CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0",
        f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'",
        "CREATE DATABASE anothers",
    )
    guest = at(guarded, "anothers").set(username="guest")
    away = at(guarded, "postgres").update_query_dict({"host": "/nowhere/at/all"})
    unknown = at(guarded, "postgres").update_query_dict({"sslmode": "perhaps"})
    odd = at(guarded, "postgres").update_query_dict({"colour": "green"})
    troubles = {
        StoreTrouble.ABSENT: at(guarded, "nothing_there"),
        StoreTrouble.UNREACHABLE: away,
    }
    for trouble, address in troubles.items():
        assert (await trouble_with(address)).trouble is trouble
    for name in ("latin", "bytes"):
        assert (await trouble_with(at(guarded, name))).trouble is StoreTrouble.ENCODING
    for address in (at(guarded, "postgres", "wrong"), guest):
        assert (await trouble_with(address)).trouble is StoreTrouble.REFUSED
    for address in (unknown, odd):
        assert (await trouble_with(address)).trouble is StoreTrouble.ADDRESS


async def test_texts_are_kept_whatever_encoding_the_environment_names(
    database: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    paper = replace(build.paper(1), title="会读论文的智能体 🤖")

    async with open_storage(url_of(database)) as storage:
        await storage.papers.save([paper])
        assert await storage.papers.get(paper.id) == paper


async def test_a_full_server_is_told(guarded: Cluster, database: URL) -> None:
    role = "CREATE ROLE busy LOGIN CONNECTION LIMIT 1 PASSWORD"
    execute(at(guarded, "postgres"), f"{role} '{PASSWORD}'")
    schema.prepare(database)
    as_busy = database.set(username="busy")
    with connected(as_busy):
        assert (await trouble_with(as_busy)).trouble is StoreTrouble.BUSY


async def test_a_store_that_may_only_be_read_is_for_readers(database: URL) -> None:
    schema.prepare(database)
    name = database.database
    execute(
        database.set(database="postgres"),
        f"ALTER DATABASE {name} SET default_transaction_read_only = on",
    )
    async with open_storage(url_of(database)) as storage:
        assert await storage.chats.all() == []
        with pytest.raises(StoreUnavailable) as raised:
            await storage.responses.save(
                StoredResponse("https://a.example", None, None, b""), MOMENT
            )
    assert raised.value.trouble is StoreTrouble.STANDBY


async def test_a_standby_is_for_readers_alone() -> None:
    if lacking := cluster.lacking():
        pytest.skip(lacking)
    with cluster.made() as own:
        url = url_of(own.address)
        async with open_storage(url) as storage:
            await storage.papers.save([build.paper(1)])
        await asyncio.to_thread(own.stop)
        own.only_follow()
        await asyncio.to_thread(own.start)

        async with open_storage(url, reading=True) as storage:
            assert storage.read_only
            assert await storage.papers.count() == 1
        assert (await trouble_with(own.address)).trouble is StoreTrouble.STANDBY


async def test_the_store_goes_on_when_the_server_is_back() -> None:
    if lacking := cluster.lacking():
        pytest.skip(lacking)
    with cluster.made() as own:
        async with open_storage(url_of(own.address), patience=1.0) as storage:
            await storage.editions.save(build.edition(build.entry(1)))
            await asyncio.to_thread(own.stop)
            for asked in (storage.search.find, storage.papers.get):
                with pytest.raises(StoreUnavailable) as raised:
                    await asked("word")
                assert raised.value.trouble is StoreTrouble.UNREACHABLE
            with pytest.raises(StoreUnavailable):
                await storage.papers.save([build.paper(2)])
            await asyncio.to_thread(own.start)

            assert await storage.papers.count() == 1
            await storage.papers.save([build.paper(2)])
            assert await storage.papers.count() == 2


async def test_connections_that_the_server_ends_are_made_anew(database: URL) -> None:
    schema.prepare(database)
    store = postgres.connect(database)
    end = text(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    try:
        storage = Storage(store)
        await storage.papers.save([build.paper(1)])
        assert await storage.papers.count() == 1
        with connected(database) as other:
            assert other.scalar(end) == 2
        await storage.papers.save([build.paper(2)])
        assert await storage.papers.count() == 2

        async def amid(connection: postgres.Connection) -> None:
            with connected(database) as other:
                other.execute(end)
            await connection.execute(text("SELECT 1"))

        with pytest.raises(StoreUnavailable) as raised:
            await store.write(amid)
        assert raised.value.trouble is StoreTrouble.UNREACHABLE
        assert await storage.papers.count() == 2
    finally:
        await store.close()


async def test_two_who_wait_for_each_other_are_served_one_after_the_other(database: URL) -> None:
    schema.prepare(database)
    stores = [postgres.connect(database) for _ in range(2)]
    both_began = asyncio.Barrier(2)
    tries: list[int] = []
    touch = text("UPDATE papers SET title = title || '.' WHERE id = :id")

    async def crossing(number: int, ids: list[str]) -> None:
        async def work(connection: postgres.Connection) -> None:
            tries.append(number)
            await connection.execute(touch, {"id": ids[0]})
            if tries.count(number) == 1:
                await both_began.wait()
            await connection.execute(touch, {"id": ids[1]})

        await stores[number].write(work)

    try:
        await Storage(stores[0]).papers.save([build.paper(1, title="A"), build.paper(2, title="A")])
        ids = [build.paper(1).id, build.paper(2).id]
        await asyncio.gather(crossing(0, ids), crossing(1, ids[::-1]))
        titles = [(await Storage(stores[0]).papers.get(each)).title for each in ids]
    finally:
        for store in stores:
            await store.close()

    assert titles == ["A..", "A.."]
    # Who is begun again may come before the other again, where that one is slow to wake.
    assert len(tries) >= 3


async def test_a_character_that_has_no_place_there_is_replaced(database: URL) -> None:
    async with open_storage(url_of(database)) as storage:
        await storage.papers.save([build.paper(1, title="A\0B", organization="\0")])
        assert (await storage.papers.get(build.paper(1).id)).title == "A\ufffdB"
        await storage.chats.change(ChatKey("terminal", "1\0"), lambda chat: chat)
        (chat,) = await storage.chats.all()
        assert chat.key.chat_id == "1\ufffd"
        # The second only looks like it.
        body = "a\0b \\u0000"
        await storage.deliveries.owe([replace(build.delivery(KEY), body=body)], [], MOMENT)
        (owed,) = await storage.deliveries.owed(KEY.platform, 9)
        assert owed.body == "a\ufffdb \\u0000"


@pytest.fixture
async def limits(database: URL) -> AsyncIterator[dict[str, str]]:
    store = postgres.connect(
        postgres.patient(database, 5.0).update_query_dict({"options": "-c lock_timeout=1234"})
    )
    names = ("statement_timeout", "lock_timeout", "application_name")

    async def ask(connection: postgres.Connection) -> dict[str, str]:
        return {name: await connection.scalar(text(f"SHOW {name}")) for name in names}

    yield await store.read(ask)
    await store.close()


def test_what_the_operator_wrote_into_the_address_stays(limits: dict[str, str]) -> None:
    assert limits == {
        "statement_timeout": "1min",
        "lock_timeout": "1234ms",
        "application_name": "paperboy",
    }
    patient = postgres.patient(URL.create("postgresql", query={"connect_timeout": "9"}), 1.0)
    assert patient.query["connect_timeout"] == "9"
    assert psycopg.conninfo.conninfo_to_dict(tcp_user_timeout=patient.query["tcp_user_timeout"])
