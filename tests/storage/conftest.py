"""An empty store for every test, copied from one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Storage, migrate, open_storage


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    migrate.prepare(path, patience=5.0)
    return path


@pytest.fixture
def path(migrated: Path, tmp_path: Path) -> Path:
    """A database file with today's schema and nothing in it."""
    return Path(shutil.copy(migrated, tmp_path / "paperboy.db"))


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Storage]:
    async with open_storage(f"sqlite:///{path}") as storage:
        yield storage
