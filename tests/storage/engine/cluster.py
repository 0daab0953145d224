"""A PostgreSQL of our own: made in a temporary folder, reached through a socket there alone, and
gone afterwards."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from tests.fakes.server import PATIENCE

# Where Debian keeps the programs of each version, of which only a client's are on the path.
DEBIAN = Path("/usr/lib/postgresql")
# The server refuses to be started by root; these have nothing that it could harm.
UNPRIVILEGED = ("postgres", "nobody")
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
    programs, user = _programs(), _user()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="paperboy-postgres-"))
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        as_user: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
        if user is not None:
            as_user |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        data = folder / "data"
        make = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "paperboy",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-sync",
        ]
        subprocess.run(make, check=True, capture_output=True, **as_user)
        with (folder / "log").open("wb") as log:
            options = ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"]
            command = ["sh", "-c", SERVE, programs / "postgres", *options]
            server = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **as_user,
            )
        try:
            _wait_for(folder / "data" / "postmaster.pid", server)
            yield URL.create(
                "postgresql+psycopg",
                username="paperboy",
                database="postgres",
                query={"host": str(folder)},
            )
        finally:
            server.communicate(timeout=PATIENCE)
    finally:
        shutil.rmtree(folder)


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
    while not (file.exists() and file.read_text().splitlines()[7:8] == ["ready   "]):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError((file.parents[1] / "log").read_text())
        time.sleep(0.02)
