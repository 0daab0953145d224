"""A PostgreSQL of our own: made in a temporary folder, reached through a socket there alone, and
gone afterwards."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, NullPool, create_engine, text

from tests.fakes.server import PATIENCE

# Where Debian keeps the programs of each version, of which only a client's are on the path.
DEBIAN = Path("/usr/lib/postgresql")
# The server refuses to be started by root; these have nothing that it could harm.
UNPRIVILEGED = ("postgres", "nobody")
USER, PASSWORD = "paperboy", "s3cret-of-ada"
# What a server that takes connections says of itself in its file.
STARTED = (["ready   "], ["standby "])
# It ends with whoever holds its input, however that ends.
SERVE = '"$0" "$@" & cat >/dev/null; kill -INT $!; wait'


def lacking() -> str | None:
    """What a PostgreSQL of our own cannot be had without, and is not here; None when it can be
    had."""
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is not installed"
    if _programs() is None:
        return "no PostgreSQL is installed (initdb and postgres)"
    if os.geteuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root"
    return None


@contextmanager
def running() -> Iterator[URL]:
    """The address of a server that has just been made."""
    with made() as server:
        yield server.address


@contextmanager
def made(*options: str, auth: str = "trust") -> Iterator[Cluster]:
    """A server that has just been made and started; it asks for a password as `auth` says."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="paperboy-postgres-"))
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        server = Cluster(folder, user, options)
        server.make(auth)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


class Cluster:
    """A server's folder, and the server while it runs."""

    def __init__(
        self, folder: Path, user: pwd.struct_passwd | None, options: Sequence[str]
    ) -> None:
        programs = _programs()
        assert programs is not None
        self._programs = programs
        self._folder, self._options = folder, options
        self._as_user: dict[str, Any] = {
            "cwd": folder,
            "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        }
        if user is not None:
            self._as_user |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._server: subprocess.Popen[bytes] | None = None
        self.address = URL.create(
            "postgresql+psycopg",
            username=USER,
            database="postgres",
            query={"host": str(folder)},
        )

    def make(self, auth: str) -> None:
        """Make what it keeps its databases in."""
        password = self._folder / "password"
        password.write_text(PASSWORD)
        password.chmod(0o644)
        make = [
            self._programs / "initdb",
            *("-D", self._folder / "data"),
            *("-U", USER),
            f"--pwfile={password}",
            f"--auth={auth}",
            "--encoding=UTF8",
            "--no-sync",
        ]
        subprocess.run(make, check=True, capture_output=True, **self._as_user)

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        data = self._folder / "data"
        with (self._folder / "log").open("ab") as log:
            options = ["-D", data, "-k", self._folder, "-c", "listen_addresses=", "-c", "fsync=off"]
            command = ["sh", "-c", SERVE, self._programs / "postgres", *options, *self._options]
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_user,
            )
        _wait_for(data / "postmaster.pid", self._server)

    def admit(self, network: str) -> None:
        """Let everybody in who comes from that network, where the options have it listen there."""
        with (self._folder / "data" / "pg_hba.conf").open("a") as file:
            file.write(f"host all all {network} trust\n")
        execute(self.address, "SELECT pg_reload_conf()")

    def only_follow(self) -> None:
        """Be a standby from the next start on, which may only be read."""
        (self._folder / "data" / "standby.signal").touch()

    def seconds(self) -> float:
        """The processor's time that it has taken so far; on Linux alone."""
        assert self._server is not None
        found: dict[int, tuple[int, int]] = {}
        for file in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = file.read_text().rpartition(")")[2].split()
                # Its parent; its own time, and that of its children that have ended.
                found[int(file.parent.name)] = int(fields[1]), sum(map(int, fields[11:15]))
        family, ticks = {self._server.pid}, 0
        while ours := [pid for pid, (parent, _) in found.items() if parent in family]:
            family.update(ours)
            ticks += sum(found.pop(pid)[1] for pid in ours)
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it, and every connection to it, at once."""
        if self._server is not None:
            self._server.communicate(timeout=PATIENCE)
            self._server = None


def at(server: Cluster, database: str, password: str = PASSWORD) -> URL:
    """The address of that database on the server."""
    return server.address.set(database=database, password=password)


def url_of(address: URL) -> str:
    """The address as an operator writes it."""
    plain = address.set(drivername="postgresql")
    return plain.render_as_string(hide_password=False)


@contextmanager
def connected(address: URL) -> Iterator[Connection]:
    """A connection to that database, on which each statement is a transaction."""
    engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


def execute(address: URL, *statements: str) -> None:
    """Let the statements run there."""
    with connected(address) as connection:
        for statement in statements:
            connection.execute(text(statement))


def main() -> None:
    """Say what is lacking for `make test-postgres`, and how to come by it; exit 1 when something
    is."""
    if reason := lacking():
        sys.exit(
            f"There is no PostgreSQL to test with: {reason}.\n"
            "Please install a server; none has to run, for the tests start one of their own:\n"
            "  Debian, Ubuntu: apt-get install postgresql\n"
            "  Fedora: dnf install postgresql-server\n"
            "  macOS: brew install postgresql"
        )


def _programs() -> Path | None:
    """The folder of a server's programs."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    return next(
        (
            folder
            for folder in folders
            if (folder / "initdb").exists() and (folder / "postgres").exists()
        ),
        None,
    )


def _user() -> pwd.struct_passwd | None:
    """As whom to run it, when we are root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next((known[name] for name in UNPRIVILEGED if name in known), None)


def _wait_for(file: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server says in its file that it takes connections."""
    deadline = time.monotonic() + PATIENCE
    while not (file.exists() and file.read_text().splitlines()[7:8] in STARTED):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError((file.parents[1] / "log").read_text())
        time.sleep(0.02)


if __name__ == "__main__":
    main()
