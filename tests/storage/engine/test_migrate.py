from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib import resources
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from core.archive import parse_digest
from core.chats import Chat, ChatKey, ChatSettings
from core.delivery import DeliveryState
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.errors import StoreNewer
from core.models import EditionState
from storage import open_storage, tables
from storage.engine import migrate
from tests import schema
from tests.core.archive.samples import DIGEST, EMPTY_DIGEST, ENGLISH_DIGEST
from tests.spoken import LANGUAGES
from tests.storage import build
from tests.storage.conftest import LATER, NEWEST, NEXT
from tests.storage.moved import dump
from tests.storage.old import old_store, store_before_files, store_before_keys

pytestmark = pytest.mark.usefixtures("by_migrations")


@pytest.fixture
def first_light(tmp_path: Path) -> Path:
    return old_store(tmp_path)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_what_tests_begin_with_is_what_the_steps_lead_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_steps, at_once = tmp_path / "steps.db", tmp_path / "once.db"
    migrate.prepare(by_steps, 5.0)
    monkeypatch.setattr("storage.engine.migrate.upgrade", schema.upgrade)
    migrate.prepare(at_once, 5.0)

    assert dump(f"sqlite:///{at_once}") == dump(f"sqlite:///{by_steps}")


def test_the_steps_lead_to_todays_tables(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        ours = {
            "include_name": lambda name, kind, parents: (
                kind != "table" or not name.startswith("search")
            )
        }
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": True, **ours}
        )
        differences = compare_metadata(context, tables.metadata)
    engine.dispose()

    assert differences == []


def test_primary_and_foreign_keys_are_todays(path: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/fresh.db")
    tables.metadata.create_all(engine)
    engine.dispose()

    for table in tables.metadata.tables:
        for pragma in ("table_info", "foreign_key_list"):
            query = f"SELECT * FROM pragma_{pragma}('{table}')"
            assert rows(path, query) == rows(tmp_path / "fresh.db", query)


def test_revisions_are_numbered_as_alembic_orders_them() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    walked = ScriptDirectory.from_config(config).walk_revisions()

    assert migrate.revisions(migrate.MIGRATIONS) == [step.revision for step in walked][::-1]


def test_a_fresh_database_needs_no_backup(tmp_path: Path) -> None:
    migrate.prepare(tmp_path / "new.db", 5.0)

    assert [file.name for file in tmp_path.iterdir()] == ["new.db"]
    assert rows(tmp_path / "new.db", "PRAGMA journal_mode") == [("wal",)]


async def test_a_database_behind_is_copied_first(path: Path, to_come: Path) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        await store.papers.save([build.paper()])
    migrate.prepare(path, 5.0, to_come)

    copy = path.with_name(f"paperboy.db.backup-{NEWEST}")
    assert rows(path, "SELECT version_num, name FROM alembic_version, later") == [(NEXT, "kept")]
    assert (
        rows(path, "SELECT id FROM papers")
        == rows(copy, "SELECT id FROM papers")
        == [(build.paper().id,)]
    )
    assert rows(copy, "SELECT version_num FROM alembic_version") == [(NEWEST,)]
    assert not list(path.parent.glob("*.partial"))


async def test_a_first_light_database_comes_up_with_nothing_lost(first_light: Path) -> None:
    async with open_storage(f"sqlite:///{first_light}") as store:
        me, you = ChatKey("terminal", "me"), ChatKey("terminal", "you", "7")
        assert await store.chats.get(me) == Chat(
            key=me, settings=ChatSettings(language="en"), seen=build.LIST
        )
        assert await store.chats.get(you) == Chat(key=you)
        states = [
            (build.days(-1), EditionState.CLOSED, build.NOON),
            (build.DAY, EditionState.CLOSED, None),
        ]
        assert await store.editions.days(POLICIES[DAILY], build.days(-9), build.NOON) == states
        edition = await store.editions.get(build.LIST)

    assert rows(first_light, "SELECT DISTINCT hour FROM chats") == [("08:30:00||0123456",)]
    assert edition is not None
    assert edition.frozen_at == build.NOON
    assert [entry.paper for entry in edition.entries] == [build.paper(1, title="A")]
    copy = first_light.with_name("old.db.backup-0001")
    assert rows(copy, "SELECT language FROM chats ORDER BY chat_id") == [("en",), (None,)]
    assert rows(copy, "SELECT version_num FROM alembic_version") == [("0001",)]


async def test_lists_that_were_dates_get_their_keys_with_nothing_lost(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{store_before_keys(tmp_path)}") as store:
        had, new, left = (
            ChatKey("telegram", "had"),
            ChatKey("telegram", "new", "7"),
            ChatKey("discord", "left"),
        )
        due = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)
        assert await store.chats.get(had) == Chat(
            key=had,
            settings=ChatSettings(language="en", most=7),
            seen=build.LIST,
            subscribed_at=build.hours(-96),
            through={DAILY: build.days(-1)},
            next_due=due,
        )
        assert await store.chats.get(new) == Chat(key=new, subscribed_at=build.NOON, next_due=due)
        assert await store.chats.get(left) == Chat(
            key=left, seen=build.lists(-1), through={DAILY: build.days(-2)}
        )
        sent = build.delivery(
            had, 0, list_key=build.lists(-1), state=DeliveryState.SENT, message_id="55", body=""
        )
        owed = build.delivery(had, 0, body="{}", error="429", tried_at=build.NOON)
        assert await store.deliveries.of(had, build.lists(-1)) == [sent]
        assert await store.deliveries.owed("telegram", 9) == [owed]
        before, imported = (
            await store.editions.get(build.lists(-1)),
            await store.editions.get(build.LIST),
        )
        assert await store.editions.of_paper(build.paper().id) == (build.LIST, 1)
        with pytest.raises(Exception, match="FOREIGN KEY"):
            await store.editions._database.run(tables.editions.delete())

    assert before is not None
    assert imported is not None
    assert [entry.rank for entry in before.entries] == [3]
    assert (before.listed, before.fetched_at, before.ready_at) == (
        2,
        build.days_end(build.days(-1)),
        build.NOON,
    )
    assert (before.imported, imported.imported, imported.ready_at) == (False, True, None)


FORMS = [
    {"bom": bom, "crlf": crlf, "whole_scores": whole}
    for bom in (False, True)
    for crlf in (False, True)
    for whole in (False, True)
]


def as_formed(text: str, form: dict[str, bool]) -> bytes:
    """The file of that form that says the same."""
    if form["whole_scores"]:
        text = re.sub(r"^(\*\*(?:得分|Score)\*\*: [0-9]+)\.0$", r"\1", text, flags=re.MULTILINE)
    if form["crlf"]:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8-sig" if form["bom"] else "utf-8")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        *((DIGEST, form) for form in FORMS),
        *((text, FORMS[at]) for text in (ENGLISH_DIGEST, EMPTY_DIGEST) for at in (0, -1)),
    ],
)
async def test_a_digest_imported_before_files_were_kept_is_given_back(
    tmp_path: Path, text: str, form: dict[str, bool]
) -> None:
    data = as_formed(text, form)
    archive = parse_digest(data, "day.md", build.NOON, LANGUAGES)
    path = store_before_files(tmp_path, [archive], form)
    async with open_storage(f"sqlite:///{path}") as store:
        kept = await store.archives.digest(archive.edition.key.day, archive.language)

    assert kept is not None
    assert kept.edition.imported
    assert kept.file == data


async def test_digests_of_one_day_in_two_languages_are_both_given_back(tmp_path: Path) -> None:
    demo = resources.files("bot.app").joinpath("demo")
    files = {code: demo.joinpath(f"digest.{code}.md").read_bytes() for code in ("en", "zh")}
    archives = [parse_digest(data, "d.md", build.NOON, LANGUAGES) for data in files.values()]
    path = store_before_files(tmp_path, archives, {})
    async with open_storage(f"sqlite:///{path}") as store:
        for code, data in files.items():
            kept = await store.archives.digest(archives[0].edition.key.day, code)
            assert kept is not None
            assert kept.file == data


@pytest.mark.recorded
async def test_the_recorded_digests_survive_from_before(tmp_path: Path, recorded: Path) -> None:
    files = sorted((recorded / "digests").glob("*.md"))
    assert len(files) == 4
    for number, file in enumerate(files):
        folder = tmp_path / str(number)
        folder.mkdir()
        data = file.read_bytes()
        archive = parse_digest(data, file.name, build.NOON, LANGUAGES)
        path = store_before_files(folder, [archive], {})
        async with open_storage(f"sqlite:///{path}") as store:
            kept = await store.archives.digest(archive.edition.key.day, archive.language)
        assert kept is not None
        assert kept.file == data


def test_a_failed_step_changes_nothing_and_may_be_tried_again(path: Path, to_come: Path) -> None:
    step = to_come / "versions" / f"{NEXT}_later.py"
    step.write_text(LATER + '    op.execute("SELECT * FROM nowhere")\n')
    with pytest.raises(Exception, match="nowhere"):
        migrate.prepare(path, 5.0, to_come)

    assert rows(path, "SELECT version_num FROM alembic_version") == [(NEWEST,)]
    assert rows(path, "SELECT name FROM sqlite_master WHERE name = 'later'") == []

    step.write_text(LATER)
    migrate.prepare(path, 5.0, to_come)
    assert rows(path, "SELECT name FROM later") == [("kept",)]


async def test_a_newer_database_is_refused_untouched(path: Path, to_come: Path) -> None:
    migrate.prepare(path, 5.0, to_come)
    before = rows(path, "SELECT * FROM sqlite_master")

    with pytest.raises(StoreNewer) as raised:
        async with open_storage(f"sqlite:///{path}"):
            pass
    assert raised.value.for_operator() == {"path": str(path), "revision": NEXT}
    assert rows(path, "SELECT * FROM sqlite_master") == before


def test_an_up_to_date_database_opens_without_alembic(path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom storage.engine import migrate\n"
        f"migrate.prepare(Path({str(path)!r}), 5.0)\nsys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


OPENER = """
import asyncio, sys
from core.models import Paper
from storage import open_storage

async def main(url, number):
    async with open_storage(url) as store:
        await store.papers.save([Paper(id=number, title="by " + number)])

asyncio.run(main(*sys.argv[1:]))
"""


async def test_processes_may_open_a_fresh_store_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/paperboy.db"
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-W",
            "error",
            "-c",
            OPENER,
            url,
            str(number),
            stderr=asyncio.subprocess.PIPE,
        )
        for number in range(3)
    ]
    complaints = [(await process.communicate())[1] for process in processes]

    assert complaints == [b"", b"", b""]
    async with open_storage(url) as store:
        assert (await store.editions.totals()).papers == 3
