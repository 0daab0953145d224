"""Who may read and write a store's file, as somebody without all rights finds out."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

NOBODY = 65534


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@contextmanager
def somebody_else() -> Iterator[None]:
    """For root nothing is read-only; so root is somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def forbid(path: Path, what: str) -> None:
    """Let nobody write to the file, to its folder, or to both."""
    if what in ("file", "both"):
        for file in path.parent.iterdir():
            os.chmod(file, 0o444)
    if what in ("folder", "both"):
        os.chmod(path.parent, 0o555)
