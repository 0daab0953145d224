"""A database on a PostgreSQL server at one end of a move."""

# Tested in tests/storage/test_moves.py.

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, NullPool, create_engine, text

from core.errors import MoveRefused, MoveTrouble, StoreTrouble, StoreUnavailable
from storage import tables
from storage.engine.addresses import named
from storage.engine.postgres import patient, schema
from storage.engine.postgres.lingering import remaining
from storage.engine.postgres.trouble import mendable
from storage.engine.revisions import revisions

NAME, MOVES = "paperboy", "paperboy move"
# Two moves from or to one store are in each other's way: one of them has this lock.
LOCK = 0x506D6F76

LOCKED = text("SELECT pg_try_advisory_lock(hashtextextended(current_schema(), :lock))")
# From where other processes are connected that work with the database.
_OTHERS = text(
    "SELECT coalesce(host(client_addr), 'localhost') FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name <> :moves"
    " AND (application_name LIKE :name || '%' OR application_name = :own) LIMIT 1"
)
# A server that was copied whole has the number of the first, but another address.
_IDENTITY = text(
    "SELECT (SELECT system_identifier FROM pg_control_system()), oid, current_schema()"
    " FROM pg_database WHERE datname = current_database()"
)
# A move takes as long as it takes.
_UNLIMITED = (
    "SET statement_timeout = 0",
    "SET idle_in_transaction_session_timeout = 0",
    "SET lock_timeout = '5s'",
)


class ServerEnd:
    """Implements storage.engine.ends.End."""

    def __init__(self, address: URL, patience: float) -> None:
        self._own_name = str(address.query.get("application_name", NAME))
        address = patient(address, patience).update_query_dict({"application_name": MOVES})
        self._address = address
        self._patience = patience

    @property
    def name(self) -> str:
        return named(self._address)

    @contextmanager
    def claimed(self) -> Iterator[None]:
        with self._connected() as connection:
            self._lock(connection)
            self._wait_for_others(connection)
            yield

    @contextmanager
    def reading(self, *, alone: bool = False) -> Iterator[Connection | None]:
        with self._connected("REPEATABLE READ") as connection:
            there = set(connection.scalars(schema.TABLES))
            connection.rollback()
            if not there:
                yield None
                return
            ours = [name for name in tables.metadata.tables if name in there]
            if alone and ours:
                # Before the state is settled that is seen from then on: whoever wrote is through.
                connection.execute(text(f"LOCK TABLE {', '.join(ours)} IN SHARE MODE"))
            yield connection
            connection.rollback()

    def revision(self, connection: Connection) -> str | None:
        return schema.revision_of(connection, self._address, revisions(), moving=True)

    def identity(self, connection: Connection) -> str:
        system, database, schema_name = connection.execute(_IDENTITY).one()
        return f"postgresql:{system}/{database}/{schema_name}"

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        schema.prepare(self._address, moving=True)
        with self._connected() as connection:
            yield connection

    @contextmanager
    def _connected(self, level: str | None = None) -> Iterator[Connection]:
        options = {"isolation_level": level} if level else {}
        engine = create_engine(self._address, poolclass=NullPool, execution_options=options)
        with mendable(self._address), engine.connect() as connection:
            if schema.is_standby(connection, self._address):
                raise StoreUnavailable(self.name, "pg_is_in_recovery", StoreTrouble.STANDBY)
            for statement in _UNLIMITED:
                connection.execute(text(statement))
            connection.commit()
            yield connection

    def _lock(self, connection: Connection) -> None:
        """Raises MoveRefused when another move goes on."""

        def held() -> bool | None:
            locked = connection.execute(LOCKED, {"lock": LOCK}).scalar()
            connection.commit()
            return None if locked else True

        if remaining(held, self._patience):
            raise MoveRefused(self.name, MoveTrouble.IN_USE, reason=MOVES)

    def _wait_for_others(self, connection: Connection) -> None:
        """Raises MoveRefused when somebody else goes on working with it."""
        wanted = {"name": NAME, "moves": MOVES, "own": self._own_name}

        def other() -> str | None:
            place: str | None = connection.execute(_OTHERS, wanted).scalar()
            connection.rollback()
            return place

        place = remaining(other, self._patience)
        if place is not None:
            raise MoveRefused(self.name, MoveTrouble.IN_USE, reason=place)
