"""Rows on their way from one store to another: batch by batch, gone on with, and checked."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, NullPool, create_engine, text

from storage import open_storage, transfer
from storage.engine import marks, rows
from storage.transfer import PARTS, TEXTS, MovedRows, Progress, Unsound
from tests.storage import build

SOURCE = "sqlite:/a"
PAPERS = 20
# All tables are moved by then, and some papers are found.
AT_TEXTS = Progress(TEXTS, 9)
# Two batches are moved, and part of the papers.
AMID_PAPERS = Progress("papers", 14)


class CutOff(Exception):
    """What ends a move in a test."""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little is moved at once."""
    monkeypatch.setattr(rows, "MANY", 7)
    monkeypatch.setattr(rows, "FEW", 3)
    monkeypatch.setattr(transfer, "TEXTS_AT_ONCE", 9)


@pytest.fixture
async def source(path: Path) -> Path:
    """A store with papers, documents and a list."""
    async with open_storage(f"sqlite:///{path}") as store:
        entries = [build.entry(rank) for rank in range(1, PAPERS + 1)]
        await store.editions.save(build.edition(*entries))
        await store.readings.save_summary(build.summary(1))
        for number in range(1, 9):
            await store.documents.save(build.document(number), build.NOON)
    return path


@pytest.fixture
def target(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "target.db"))


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        # Nothing here is about the power.
        connection.exec_driver_sql("PRAGMA synchronous = OFF")
        connection.commit()
        yield connection


def move(
    source: Path, target: Path, *, ends_at: Progress | None = None, ends_after: int = 10**9
) -> MovedRows:
    """Move it, and end amid it at that report, or after so many."""
    told = 0

    def tell(progress: Progress) -> None:
        nonlocal told
        told += 1
        if progress == ends_at or told > ends_after:
            raise CutOff

    with connected(source) as reader, reader.begin(), connected(target) as writer:
        return transfer.transfer(reader, writer, SOURCE, tell)


def dump(path: Path) -> list[str]:
    """Everything a store holds, as statements; but for how the full text is kept."""
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if "search" not in line]


def found(path: Path, word: str) -> list[object]:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
        return connection.execute(query, (word,)).fetchall()


def ask(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.usefixtures("few")
def test_all_of_a_store_is_moved_and_found(source, target):
    before = dump(source)
    moved = move(source, target)

    assert dump(target) == dump(source) == before
    assert found(target, "paper") == found(source, "paper")
    assert len(found(target, "paper")) == PAPERS
    assert (moved.rows["papers"], moved.rows["documents"], moved.anew) == (PAPERS, 8, False)
    assert moved.altered == {}


@pytest.mark.usefixtures("few")
def test_it_tells_how_far_each_part_is(source, target):
    told: list[Progress] = []
    with connected(source) as reader, reader.begin(), connected(target) as writer:
        transfer.transfer(reader, writer, SOURCE, told.append)

    assert [each.rows for each in told if each.part == "documents"] == [3, 6, 8, 8]
    assert [each.part for each in told if each.done] == list(PARTS)
    assert [each.rows for each in told if each.part == TEXTS][-1] == PAPERS


@pytest.mark.usefixtures("few")
def test_what_is_cut_off_goes_on_wherever_that_was(source, target, migrated):
    for steps in itertools.count(0, 4):
        shutil.copy(migrated, target)
        try:
            move(source, target, ends_after=steps)
        except CutOff:
            with connected(target) as writer:
                assert marks.source(writer) == SOURCE
        else:
            break
        assert not move(source, target).anew
        assert dump(target) == dump(source)
        assert len(found(target, "paper")) == PAPERS
    assert steps > len(PARTS)


@pytest.mark.usefixtures("few")
def test_what_was_moved_is_not_written_again(source, target):
    with pytest.raises(CutOff):
        move(source, target, ends_at=AMID_PAPERS)
    change(target, "CREATE TABLE written (name)")
    for table in ("papers", "documents"):
        change(
            target,
            f"CREATE TRIGGER count_{table} AFTER INSERT ON {table}"
            f" BEGIN INSERT INTO written VALUES ('{table}'); END",
        )
    tables = ("papers", "documents")
    there = [ask(target, f"SELECT count(*) FROM {table}") for table in tables]
    move(source, target)

    counted = [
        ask(target, f"SELECT count(*) FROM written WHERE name = '{each}'") for each in tables
    ]
    assert sum(there) > 0
    assert counted == [PAPERS - there[0], 8 - there[1]]


@pytest.mark.parametrize(
    ("changed", "ends_at"),
    [
        ("UPDATE papers SET title = 'Another' WHERE number = 3", AMID_PAPERS),
        ("UPDATE papers SET title = 'Another' WHERE number = 3", AT_TEXTS),
        ("DELETE FROM entries WHERE rank = 2", AT_TEXTS),
        (
            "INSERT INTO papers SELECT 900, '1000.00001', title, abstract, authors, organization,"
            " published_at, repository, project_page, thumbnail, ai_summary, ai_keywords"
            " FROM papers WHERE number = 1",
            AMID_PAPERS,
        ),
        ("DELETE FROM documents", AT_TEXTS),
        ("UPDATE documents SET body = x'00'", AT_TEXTS),
    ],
)
@pytest.mark.usefixtures("few")
def test_a_source_that_changed_meanwhile_is_moved_as_it_is_now(source, target, changed, ends_at):
    with pytest.raises(CutOff):
        move(source, target, ends_at=ends_at)
    change(source, changed)
    move(source, target)

    assert dump(target) == dump(source)
    count = ask(source, "SELECT count(*) FROM papers")
    assert len(found(target, "paper")) + len(found(target, "another")) == count


@pytest.mark.usefixtures("few")
def test_papers_are_found_by_what_was_written_after_they_were_moved(source, target):
    with pytest.raises(CutOff):
        move(source, target, ends_at=AT_TEXTS)
    assert found(target, "paper")
    change(
        source,
        "INSERT INTO readings SELECT '2602.00002', 'summary', 'zz', origin,"
        " json_replace(body, '$.title', 'afterwards'), source, writer, created_at, model, version,"
        " prompt_version, shortfall, hidden, translated_from, other_language FROM readings",
    )

    assert not move(source, target).anew
    assert dump(target) == dump(source)
    assert found(target, "afterwards") == [(2,)]


@pytest.mark.usefixtures("few")
def test_a_source_in_which_moved_rows_changed_is_moved_anew(source, target):
    with pytest.raises(CutOff):
        move(source, target, ends_at=AT_TEXTS)
    change(source, "UPDATE papers SET title = 'Another' WHERE number = 3")

    assert move(source, target).anew
    assert dump(target) == dump(source)


@pytest.mark.parametrize(
    "spoiling",
    [
        "UPDATE papers SET title = 'spoilt' WHERE number = 4",
        "DELETE FROM documents WHERE paper_id = '2602.00003'",
        "INSERT INTO past VALUES ('s', 's', '2026-02-05', 'p')",
    ],
)
def test_what_did_not_come_as_it_was_sent_is_found_and_taken_out(source, target, spoiling):
    change(
        target,
        "CREATE TRIGGER spoil AFTER INSERT ON search_content WHEN new.id = 1"
        f" BEGIN {spoiling}; END",
    )
    with pytest.raises(Unsound):
        move(source, target)
    with connected(target) as writer:
        assert marks.source(writer) == SOURCE
        assert transfer.filled(writer) is None
    change(target, "DROP TRIGGER spoil")
    move(source, target)

    assert dump(target) == dump(source)


def test_what_holds_a_row_is_named(source, target):
    with connected(source) as full, connected(target) as empty:
        assert transfer.filled(empty) is None
        assert transfer.filled(full) in {"papers", "editions"} | set(PARTS)


def test_an_empty_store_is_moved_too(migrated, target, tmp_path):
    moved = move(Path(shutil.copy(migrated, tmp_path / "empty.db")), target)

    assert set(moved.rows.values()) == {0}
    assert dump(target) == dump(tmp_path / "empty.db")


def test_marks_are_kept_until_the_end(target):
    with connected(target) as connection:
        with connection.begin():
            assert marks.source(connection) is None
            marks.begin(connection, SOURCE, ["a", "b"])
            marks.put(connection, "b", marks.Mark(3, "f"))
        with connection.begin():
            assert marks.source(connection) == SOURCE
            assert marks.get(connection, "a") == marks.Mark()
            assert marks.get(connection, "b") == marks.Mark(3, "f")
            marks.begin_anew(connection)
            assert marks.get(connection, "b") == marks.Mark()
            marks.end(connection)
        assert connection.execute(text("SELECT 1")).scalar() == 1
        assert marks.source(connection) is None
