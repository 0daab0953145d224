"""Copies of the whole store: made while it is in use, and put back in its place."""

# Tested in tests/storage/engine/test_copies.py and tests/bot/app/test_copies.py.

from __future__ import annotations

import re
from pathlib import Path

from storage.engine import copies, sqlite
from storage.engine.addresses import is_server, server_address
from storage.engine.copies import Copied

__all__ = ["Copied", "backup_store", "restore_store"]

# How the names of copies end that PostgreSQL's own program has made.
DUMP = ".dump"
# Seconds to wait for who is writing.
PATIENCE = 5.0


def backup_store(url: str, file: Path, *, name: str) -> Copied:
    """Copy the store to that file, or under that `name` into that folder; what the copy holds.

    No schema changes by it, and nobody who writes has to wait. Raises StoreEmpty, StoreUnavailable,
    BackupExists and BackupUnwritable.
    """
    if is_server(url):
        address = server_address(url)
        from storage.engine.postgres import copies as of_server

        name = str(Path(name).with_suffix(DUMP))
        return of_server.backup(address, file, name=name)
    return copies.backup(sqlite.path_of(url), file, PATIENCE, name=name)


def restore_store(url: str, file: Path, *, aside: str | None = None) -> Copied:
    """Put the backup in the store's place; one that is there is moved `aside` to that name, on a
    server to a schema of that name.

    Raises BackupUnsound, StoreNewer, StoreClaimed, StoreInPlace and StoreUnavailable.
    """
    if is_server(url):
        address = server_address(url)
        from storage.engine.postgres import copies as of_server

        if aside is not None:
            aside = re.sub(r"\W+", "_", aside.rpartition(".")[2]).lower()
        return of_server.restore(address, file, aside=aside)
    path = sqlite.path_of(url)
    return copies.restore(file, path, PATIENCE, aside=aside)
