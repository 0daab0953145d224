"""What is SQLite's alone: addresses, pragmas, connections, and full text by FTS5."""

from __future__ import annotations

import datetime as dt
import errno
import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy import Executable, bindparam, make_url
from sqlalchemy import text as sql
from sqlalchemy.exc import ArgumentError

from core.errors import StoreTrouble, StoreUnavailable
from storage.engine import files, words
from storage.engine.base import Connection, DatabaseSize, Each, Matches, Texts
from storage.engine.database import Database
from storage.engine.threads import Threads
from storage.engine.trouble import identity_of, mendable, mendable_files

READERS = 4
# KB of the file that a connection keeps. With SQLite's 2,000 the readers hold 4 MB more after a
# push and the writer 1.5 after a morning, and find nothing sooner: the system keeps the file's
# pages too.
CACHE = 500

# A transaction is on the disk before whoever asked for it hears that it is: a message that was
# sent, a number that was shown and a setting that was confirmed outlive a power cut. What that
# costs: docs/decisions/storage.md.
SYNCHRONOUS = "FULL"

_PUT = sql(
    "INSERT OR REPLACE INTO search (rowid, title, abstract, organization, summaries) "
    "VALUES (:number, :title, :abstract, :organization, :summaries)"
)
_DROP = sql("DELETE FROM search WHERE rowid = :number")
# Ranking reads every match, so of very common words only the newest matches are ranked. The weights
# are the columns', in the index's order: a word in a title says most.
_FIND = (
    "SELECT number FROM ("
    "SELECT rowid AS number, bm25(search, 10.0, 1.0, 3.0, 2.0) AS merit FROM search "
    "WHERE search MATCH :query AND {signs} ORDER BY rowid DESC LIMIT :ranked"
    ") ORDER BY merit, number DESC LIMIT :limit OFFSET :offset"
)
# Whoever looks for papers like another wants them all ranked: its words are rare ones.
_NEAR = (
    "SELECT number FROM ("
    "SELECT rowid AS number, bm25(search, 4.0, 1.0, 0.0, 0.0) AS merit FROM search "
    "WHERE search MATCH :query ORDER BY rowid DESC LIMIT :ranked"
    ") ORDER BY merit, number DESC LIMIT :limit"
)
_COUNT = "SELECT count(*) FROM search WHERE search MATCH :query AND {signs}"
# Without a word the index is of no use: the texts themselves are looked through.
_FIND_SIGNS = (
    "SELECT rowid FROM search WHERE {signs} ORDER BY rowid DESC LIMIT :limit OFFSET :offset"
)
_COUNT_SIGNS = "SELECT count(*) FROM search WHERE {signs}"
_HOLDS = "instr(title || ' ' || abstract || ' ' || organization || ' ' || summaries, :sign{n}) > 0"
_RANKED = 1000
_RANKED_NEAR = 10_000


def path_of(url: str) -> Path:
    """The database file an address like `sqlite:///paperboy.db` names.

    Raises StoreUnavailable for another scheme, for an address without a file, or when the file's
    folder is missing or may not be entered.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # What cannot be parsed may hold a password, so only its scheme is shown.
        raise StoreUnavailable(
            url.partition(":")[0], "not a database address", StoreTrouble.ADDRESS
        ) from None
    is_sqlite = address.get_backend_name() == "sqlite"
    if not is_sqlite or not address.database or address.database == ":memory:":
        shown = address.render_as_string()
        raise StoreUnavailable(shown, "only sqlite:///FILE is supported", StoreTrouble.ADDRESS)
    path = _as_said(url) or Path(address.database)
    owner = files.owner_of(path)
    if owner is not None:
        reason = f"a name that {owner.name} uses itself"
        raise StoreUnavailable(str(path), reason, StoreTrouble.ADDRESS)
    with mendable_files(path):
        os.path.abspath(path)  # raises when the folder that we are in is gone
        path.exists()  # raises when it may not even be looked whether it is there
        there = path.parent.is_dir()
    if not there:
        missing = f"{os.strerror(errno.ENOENT)}: {path.parent}"
        raise StoreUnavailable(str(path), missing, StoreTrouble.MISSING)
    return path


def _as_said(url: str) -> Path | None:
    """The file in the folder whose name the address holds letter by letter, be it `50%41` or
    `what?`; None where there is no such folder, or only the one that we are in."""
    folder, name = os.path.split(url.partition(":///")[2])
    if not folder or not os.path.isdir(folder):
        return None
    return Path(folder, make_url(f"sqlite:///{name}").database or "")


def connect(path: Path, patience: float) -> Database:
    """The store in that file, with connections opened as needed; `patience` is seconds to wait for
    a lock.

    Should another file take this one's name meanwhile, every transaction raises StoreUnavailable.
    """
    sparing = f"PRAGMA cache_size = {-CACHE}"
    reading = partial(_opened, path, patience, "PRAGMA query_only = ON", sparing)
    writing = partial(open_to_write, path, patience, sparing)
    # Taking the write lock at once is what makes waiting for it work: a read lock cannot be waited
    # into a write lock.
    readers = Threads(reading, READERS, "BEGIN")
    writer = Threads(writing, 1, "BEGIN IMMEDIATE")
    return Database(readers, writer, partial(mendable, path, identity_of(path)))


def connect_to_read(path: Path, patience: float) -> Database:
    """The store in a file that may only be read; whoever writes meets StoreUnavailable."""
    reading = partial(_opened_to_read, path, patience)
    readers = Threads(reading, READERS, "BEGIN")
    writer = Threads(reading, 1, "BEGIN")
    return Database(readers, writer, partial(mendable, path))


def open_to_write(path: Path, patience: float, *pragmas: str) -> sqlite3.Connection:
    """A connection with those pragmas, whose transactions are on the disk when their commit
    returns. It begins none by itself."""
    durably = (f"PRAGMA synchronous = {SYNCHRONOUS}", "PRAGMA fullfsync = ON")
    return _opened(path, patience, "PRAGMA foreign_keys = ON", *durably, *pragmas)


def open_to_read(path: Path, patience: float) -> sqlite3.Connection:
    """A connection to a file that may only be read. Reading raises sqlite3.Error too."""
    query = urlencode({"uri": "true", **_reading_options(path)})
    address = f"file:{quote(os.fsencode(path.resolve()))}?{query}"
    return sqlite3.connect(address, uri=True, timeout=patience)


def _reading_options(path: Path) -> dict[str, str]:
    """The options that open a file that may only be read, so that nothing is written beside it.

    When its log holds no changes, SQLite is told that nothing will change. When it does, SQLite
    needs the file in which processes share the log, which a Paperboy that runs has made;
    StoreTrouble.UNCLOSED is raised where it is not there and cannot be made.
    """
    log = path.resolve().with_name(path.resolve().name + "-wal")
    changes = log.exists() and log.stat().st_size > 0
    if changes:
        return {"mode": "ro"}
    return {"immutable": "1"}


async def size(connection: Connection) -> DatabaseSize:
    """How much room the database's file takes, without its log."""
    page_size = await connection.scalar(sql("PRAGMA page_size"))
    pages = await connection.scalar(sql("PRAGMA page_count"))
    free_pages = await connection.scalar(sql("PRAGMA freelist_count"))
    return DatabaseSize(page_size * pages, page_size * free_pages)


async def moment(connection: Connection) -> dt.datetime:
    """The machine's, to the millisecond."""
    now: str = await connection.scalar(sql("SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')"))
    return dt.datetime.fromisoformat(now).replace(tzinfo=dt.UTC)


async def alone(connection: Connection, names: Iterable[str]) -> None:
    """Nothing is to be done: whoever writes is alone until the transaction ends."""


async def departed(connection: Connection, presences: Sequence[int]) -> Collection[int]:
    """Nobody is connected to a file."""
    return ()


async def number_on(connection: Connection) -> None:
    """Nothing to do: a new row's number is behind the largest."""


async def for_each(connection: Connection, each: Each, rows: Sequence[Mapping[str, Any]]) -> None:
    """Let the statement write for each of the rows."""
    if rows:
        await connection.execute(_of_each(each), rows)


@lru_cache(maxsize=64)
def _of_each(each: Each) -> Executable:
    return each.statement(lambda name: bindparam(name, type_=each.types[name]))


async def put_texts(connection: Connection, texts: Sequence[Texts]) -> None:
    """Find the papers by those texts from now on."""
    await connection.execute(_PUT, [_indexed(each) for each in texts])


async def drop_texts(connection: Connection, numbers: Iterable[int]) -> None:
    """Find the papers of those numbers no more."""
    rows = [{"number": number} for number in numbers]
    if rows:
        await connection.execute(_DROP, rows)


async def matches(connection: Connection, text: str, limit: int, offset: int) -> Matches:
    """The papers that hold every word and sign of the text, best first; none without either."""
    query, signs = words.query(text), words.signs(text)
    if query is None and not signs:
        return Matches()
    find, count = _FIND, _COUNT
    if query is None:
        find, count = _FIND_SIGNS, _COUNT_SIGNS
    held = " AND ".join(_HOLDS.format(n=n) for n in range(len(signs))) or "1"
    wanted: dict[str, object] = {f"sign{n}": sign for n, sign in enumerate(signs)}
    if query is not None:
        wanted["query"] = query
    counted = await connection.execute(sql(count.format(signs=held)), wanted)
    (total,) = counted.scalars()
    wanted |= {"limit": limit, "offset": offset}
    if query is not None:
        wanted["ranked"] = _RANKED
    found = await connection.execute(sql(find.format(signs=held)), wanted)
    return Matches(tuple(found.scalars()), int(total))


async def near(connection: Connection, terms: Sequence[str], limit: int) -> tuple[int, ...]:
    """The numbers of papers that hold some of the terms, those with the most and the rarest of them
    first; none when no term has a word. Of many matches the newest ten thousand are ranked."""
    query = words.any_of(terms)
    if query is None:
        return ()
    wanted = {"query": query, "ranked": _RANKED_NEAR, "limit": limit}
    found = await connection.execute(sql(_NEAR), wanted)
    return tuple(found.scalars())


def _indexed(texts: Texts) -> dict[str, object]:
    return {
        "number": texts.number,
        "title": words.indexed(texts.title),
        "abstract": words.indexed(texts.abstract),
        "organization": words.indexed(texts.organization),
        "summaries": words.indexed(texts.summaries),
    }


def _opened(path: Path, patience: float, *pragmas: str) -> sqlite3.Connection:
    # Without an isolation level the driver begins no transactions by itself.
    connection = sqlite3.connect(os.path.abspath(path), timeout=patience, isolation_level=None)
    try:
        for pragma in pragmas:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _opened_to_read(path: Path, patience: float) -> sqlite3.Connection:
    connection = open_to_read(path, patience)
    connection.isolation_level = None
    return connection
