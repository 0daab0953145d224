"""A store on a PostgreSQL server copied to a file while it is in use, and put back from one: by
PostgreSQL's own programs, with what they made looked through."""

# Tested in tests/storage/engine/test_postgres_copies.py.

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, text

from core.errors import (
    BackupExists,
    BackupUnsound,
    StoreClaimed,
    StoreEmpty,
    StoreInPlace,
    StoreTrouble,
    StoreUnavailable,
)
from storage.engine import files, marks
from storage.engine.addresses import named
from storage.engine.copies import Copied, backup_at, place_for
from storage.engine.postgres import schema
from storage.engine.postgres.lingering import remaining
from storage.engine.postgres.trouble import mendable, without_password
from storage.engine.revisions import OURS, VERSION, is_todays, revisions

DUMP, RESTORE = "pg_dump", "pg_restore"
# How pg_restore begins a table's rows when it writes them out, and how it ends them.
_ROWS = re.compile(rb'COPY "?([^".]+)"?\."?([^".]+)"? \(')
_END = b"\\.\n"
_TABLES = text("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()")
_SCHEMA = text("SELECT current_schema()")
_SNAPSHOT = text("SELECT pg_export_snapshot()")
_THERE = text("SELECT count(*) FROM pg_namespace WHERE nspname = :name")
# Whoever else works with the store, of those that this user may know of.
_OTHERS = text(
    "SELECT pid, coalesce(client_hostname, host(client_addr), 'localhost') FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name = 'paperboy'"
    " AND pid <> pg_backend_pid() LIMIT 1"
)
# Within a transaction the server tells the same of them until then.
_LOOK_AGAIN = text("SELECT pg_stat_clear_snapshot()")
PATIENCE = 2.0  # seconds
_NEEDED = 4096  # bytes of temporary files: a password, or what a program complains of


@dataclass(frozen=True, slots=True)
class _Held:
    """What a file of pg_dump's holds: a store's revision and its rows by table, in a schema."""

    own: str
    revision: str
    rows: Mapping[str, int]


def backup(address: URL, file: Path, *, name: str) -> Copied:
    """Copy the store as of this moment into the file, whoever is writing to it meanwhile.

    In a folder it gets that `name`. The file has that name only when it was found to hold as many
    rows as the store. Raises StoreEmpty, StoreUnavailable, BackupExists and BackupUnwritable.
    """
    _check_programs(address)
    file = place_for(file, name)
    with backup_at(file, files.PRIVATE) as half:
        kept = _dumped(address, half)
        if _held(address, half) != kept:
            raise StoreUnavailable(named(address), "row counts", StoreTrouble.DAMAGED)
    return Copied(file, file.stat().st_size, kept.revision, kept.rows)


def restore(address: URL, file: Path, *, aside: str | None = None) -> Copied:
    """Put the backup in the store's place. The backup stays as it is.

    A store that is there is moved to the schema `aside`; without one it stays, and nothing is done.
    Raises BackupUnsound, StoreNewer, StoreClaimed, StoreInPlace and StoreUnavailable.
    """
    _check_programs(address)
    held = _held(address, file)
    is_todays(held.revision, str(file), revisions())
    engine = create_engine(address, poolclass=NullPool)
    with mendable(address):
        with engine.begin() as connection:
            own = str(connection.scalar(_SCHEMA))
            if held.own != own:
                raise BackupUnsound(str(file), f"schema {held.own}, not {own}")
            moved = _emptied(connection, address, own, aside)
            # Whoever is killed now leaves no store that others would begin to fill.
            marks.begin(connection, str(file), [RESTORE])
        try:
            with _connecting(address) as way:
                how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
                _run(address, [RESTORE, *how, f"--schema={own}", f"--dbname={way}", str(file)])
            with engine.begin() as connection:
                marks.end(connection)
                if _counted(connection) != held.rows:
                    raise StoreUnavailable(named(address), "row counts", StoreTrouble.DAMAGED)
        except BaseException:
            _put_back(engine, own, moved)
            raise
    return Copied(file, file.stat().st_size, held.revision, held.rows)


def _check_programs(address: URL) -> None:
    missing = [program for program in (DUMP, RESTORE) if shutil.which(program) is None]
    if missing:
        raise StoreUnavailable(named(address), ", ".join(missing), StoreTrouble.PROGRAMS)


def _dumped(address: URL, target: Path) -> _Held:
    """Copy the database as of one moment; what it held then."""
    engine = create_engine(address, poolclass=NullPool, isolation_level="REPEATABLE READ")
    # The transaction keeps the moment: what is counted is what is copied.
    with mendable(address), engine.begin() as connection, _connecting(address) as way:
        revision = schema.revision_of(connection, address, revisions())
        if revision is None:
            raise StoreEmpty(named(address))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        own = str(connection.scalar(_SCHEMA))
        snapshot = connection.scalar(_SNAPSHOT)
        rows = _counted(connection)
        how = ("--format=custom", "--no-owner", "--no-privileges", f"--schema={own}")
        _run(
            address,
            [DUMP, *how, f"--snapshot={snapshot}", f"--file={target}", f"--dbname={way}"],
        )
    return _Held(own, revision, rows)


def _held(address: URL, file: Path) -> _Held:
    """What the file holds, all of which is read. Raises BackupUnsound when it is no backup, or not
    whole."""
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        raise BackupUnsound(str(file), error.strerror or str(error)) from None
    command = [RESTORE, "--data-only", "--file=-", str(file)]
    rows: dict[str, int] = {}
    own = revision = ""
    with (
        _temporary_folder(address) as folder,
        (folder / "said").open("w+b") as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdout is not None
        table = ""
        for line in process.stdout:
            if not table:
                begun = _ROWS.match(line)
                if begun:
                    own, table = begun[1].decode(), begun[2].decode()
                    rows[table] = 0
            elif line == _END:
                table = ""
            else:
                rows[table] += 1
                if table == VERSION:
                    revision = line.decode().strip()
        code = process.wait()
        said.seek(0)
        complaint = said.read().decode(errors="replace")
    if code:
        raise BackupUnsound(str(file), without_password(complaint, address))
    if not rows.keys() >= OURS or not revision:
        raise BackupUnsound(str(file), "no tables of Paperboy's")
    return _Held(own, revision, rows)


def _emptied(connection: Connection, address: URL, own: str, aside: str | None) -> str | None:
    """Move what is in the schema to one of the name `aside`, and return that name; None when there
    was nothing.

    Raises StoreClaimed, StoreInPlace and BackupExists.
    """
    _refuse_others(connection, address)
    if set(connection.scalars(schema.TABLES)) == {marks.UNFINISHED}:
        marks.end(connection)
    if schema.revision_of(connection, address, revisions(), moving=True) is None:
        return None
    if aside is None:
        raise StoreInPlace(named(address))
    if connection.scalar(_THERE, {"name": aside}):
        raise BackupExists(aside)
    _rename(connection, own, aside)
    connection.execute(text(f"CREATE SCHEMA {_quoted(connection, own)}"))
    return aside


def _refuse_others(connection: Connection, address: URL) -> None:
    """Raises StoreClaimed."""

    def look() -> tuple[str, str] | None:
        connection.execute(_LOOK_AGAIN)
        for process, host in connection.execute(_OTHERS):
            return str(process), str(host)
        return None

    other = remaining(look, PATIENCE)
    if other is not None:
        raise StoreClaimed(named(address), *other)


def _put_back(engine: Engine, own: str, aside: str | None) -> None:
    """Let all be as it was: give the store that was moved aside, if one was, its place again."""
    with engine.begin() as connection:
        if aside is None:
            marks.end(connection)
            return
        connection.execute(text(f"DROP SCHEMA IF EXISTS {_quoted(connection, own)} CASCADE"))
        _rename(connection, aside, own)


def _rename(connection: Connection, old: str, new: str) -> None:
    quoted, other = _quoted(connection, old), _quoted(connection, new)
    connection.execute(text(f"ALTER SCHEMA {quoted} RENAME TO {other}"))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _counted(connection: Connection) -> Mapping[str, int]:
    rows: dict[str, int] = {}
    for table in connection.scalars(_TABLES).all():
        quoted = _quoted(connection, table)
        rows[table] = int(connection.scalar(text(f"SELECT count(*) FROM {quoted}")) or 0)
    return rows


@contextmanager
def _connecting(address: URL) -> Iterator[str]:
    """How the programs connect. The password stands in a file of ours: everybody who looks at the
    processes sees a command's words."""
    engine = create_engine(address, poolclass=NullPool)
    _, parameters = engine.dialect.create_connect_args(address)
    password = parameters.pop("password", None)
    parameters.pop("context", None)
    with _temporary_folder(address) as folder:
        if password is not None:
            file = folder / "password"
            escaped = str(password).replace("\\", "\\\\").replace(":", "\\:")
            file.touch(mode=files.PRIVATE)
            file.write_text(f"*:*:*:*:{escaped}\n", encoding="utf-8")
            parameters["passfile"] = str(file)
        yield make_conninfo(**parameters)


@contextmanager
def _temporary_folder(address: URL) -> Iterator[Path]:
    """A folder that is there as long as it is needed. Raises StoreUnavailable."""
    with ExitStack() as stack:
        try:
            made = tempfile.TemporaryDirectory(prefix="paperboy-")
            folder = Path(stack.enter_context(made))
            (folder / "tried").write_bytes(bytes(_NEEDED))
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreUnavailable(named(address), reason, StoreTrouble.TEMPORARY) from error
        yield folder


def _run(address: URL, command: Sequence[str]) -> None:
    """Let the program run to its end. Raises StoreUnavailable with what it complains of."""
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if ran.returncode:
        reason = without_password(ran.stderr or command[0], address)
        raise StoreUnavailable(named(address), reason, StoreTrouble.OTHER)
