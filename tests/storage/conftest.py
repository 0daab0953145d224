"""An empty store for every test, copied from one that was migrated once."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import Storage, open_storage
from storage.engine import migrate
from tests import stores
from tests.storage.moved import FILE, Place
from tests.stores import Server

NEWEST = migrate.revisions(migrate.MIGRATIONS)[-1]
NEXT = f"{int(NEWEST) + 1:04}"
LATER = f'''
"""A step to come."""

from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    op.execute("CREATE TABLE later (name TEXT)")
    op.execute("INSERT INTO later VALUES ('kept')")
'''


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    migrate.prepare(path, patience=5.0)
    return path


@pytest.fixture
def path(migrated: Path, tmp_path: Path) -> Path:
    """A database file with today's schema and nothing in it; of SQLite alone."""
    if stores.chosen():
        pytest.skip("looks into SQLite's file")
    return Path(shutil.copy(migrated, tmp_path / "paperboy.db"))


@pytest.fixture
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """An empty store, on the engine that is tried."""
    if server := stores.chosen():
        url = server.emptied()
    else:
        url = f"sqlite:///{request.getfixturevalue('path')}"
    async with open_storage(url) as storage:
        yield storage


@pytest.fixture
def to_come(tmp_path: Path) -> Path:
    """The migrations of a later Paperboy."""
    folder = Path(shutil.copytree(migrate.MIGRATIONS, tmp_path / "50% to come"))
    (folder / "versions" / f"{NEXT}_later.py").write_text(LATER)
    return folder


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    """Finds a place for a store, with nothing in it."""
    numbers = itertools.count()
    made: list[str] = []

    def found(kind: str) -> str:
        name = f"moved_{next(numbers)}"
        if kind == FILE:
            return f"sqlite:///{tmp_path / f'{name}.db'}"
        server: Server = request.getfixturevalue("database_server")
        server.run("postgres", f"CREATE DATABASE {name}")
        made.append(name)
        # A machine that is busy with the suite may take longer than the moves' patience here.
        return f"{server.url(name)}&connect_timeout=60"

    yield found
    for name in made:
        server = request.getfixturevalue("database_server")
        server.run("postgres", f"DROP DATABASE {name} WITH (FORCE)")
