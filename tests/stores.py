"""Where the tests' stores are: in SQLite's files, or with `--store=postgres` on a PostgreSQL server
of our own, whose sessions and whose process are in the time zone that is to be tried."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, text

from storage import tables

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
# What each new database is a copy of, and the one that is emptied for each test.
TEMPLATE, EMPTIED = "migrated", "emptied"


@dataclass
class Server:
    """A server, and the databases that the present test has on it."""

    address: URL
    zone: str = "UTC"
    made: dict[Path, str] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)

    def url(self, database: str) -> str:
        """The address of that database, with sessions in the zone."""
        address = self.address.set(drivername="postgresql", database=database)
        address = address.update_query_dict({"options": f"-c timezone={self.zone}"})
        return address.render_as_string(hide_password=False)

    def of_file(self, path: Path) -> str:
        """The address of the database that is in place of that file, made when it is new."""
        if path not in self.made:
            name = f"test_{len(self.made)}"
            self.run("postgres", f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
            self.made[path] = name
        return self.url(self.made[path])

    def emptied(self) -> str:
        """The address of a database with nothing in it."""
        names = [table.name for table in reversed(tables.metadata.sorted_tables)]
        self.run(EMPTIED, "; ".join(f"DELETE FROM {name}" for name in (*names, "search")))
        return self.url(EMPTIED)

    def drop(self) -> None:
        """Drop what the test has made."""
        for name in self.made.values():
            self.run("postgres", f"DROP DATABASE {name} WITH (FORCE)")
        self.made.clear()

    def run(self, database: str, statement: str) -> None:
        """Let a statement run in that database."""
        if database not in self._engines:
            self._engines[database] = create_engine(
                self.address.set(database=database), pool_size=1, isolation_level="AUTOCOMMIT"
            )
        with self._engines[database].connect() as connection:
            connection.execute(text(statement))

    def close(self) -> None:
        """Close the connections."""
        for engine in self._engines.values():
            engine.dispose()


_server: Server | None = None


def prepared(address: URL) -> Server:
    """The server at that address, with what databases are copied from."""
    from storage.engine.postgres import schema

    server = Server(address)
    server.run("postgres", f"CREATE DATABASE {TEMPLATE}")
    schema.prepare(address.set(database=TEMPLATE))
    server.run("postgres", f"CREATE DATABASE {EMPTIED} TEMPLATE {TEMPLATE}")
    return server


@contextmanager
def on(server: Server, zone: str) -> Iterator[None]:
    """Meanwhile the stores are on that server."""
    global _server
    server.zone = zone
    _server = server
    try:
        yield
    finally:
        _server = None
        server.drop()


def chosen() -> Server | None:
    """The server where stores are; None when they are in files."""
    return _server


def address(path: Path) -> str:
    """The address of the store in that file, or of what is in its place on the server."""
    if _server is None:
        return f"sqlite:///{path}"
    return _server.of_file(path)


@contextmanager
def full_disk() -> Iterator[None]:
    """Meanwhile this process can write to no file, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
