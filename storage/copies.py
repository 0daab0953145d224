"""Copies of the whole store: made while it is in use, and put back in its place."""

# Tested in tests/storage/engine/test_copies.py and tests/bot/app/test_copies.py.

from __future__ import annotations

import asyncio
from pathlib import Path

from storage.engine import copies, sqlite
from storage.engine.copies import Copied

__all__ = ["Copied", "backup_store", "restore_store"]


async def backup_store(url: str, file: Path, *, name: str, patience: float = 5.0) -> Copied:
    """Copy the store to that file, or under that `name` into that folder; what the copy holds.

    No schema changes by it, and nobody who writes has to wait. Raises StoreEmpty, StoreUnavailable
    and BackupExists.
    """
    return await asyncio.to_thread(copies.backup, sqlite.path_of(url), file, patience, name=name)


async def restore_store(
    url: str, file: Path, *, aside: str | None = None, patience: float = 5.0
) -> Copied:
    """Put the backup in the store's place; one that is there is moved `aside` to that name.

    Raises BackupUnsound, StoreNewer, StoreClaimed, StoreInPlace and StoreUnavailable.
    """
    path = sqlite.path_of(url)
    return await asyncio.to_thread(copies.restore, file, path, patience, aside=aside)
