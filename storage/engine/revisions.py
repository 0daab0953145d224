"""The schema's revisions, on whatever engine: which there are, and how to get to the newest."""

# Tested in tests/storage/engine/test_migrate.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from core.errors import StoreNewer

MIGRATIONS = Path(__file__).parents[1] / "migrations"
# The table in which Alembic writes the revision down, in other programs' databases too.
VERSION = "alembic_version"
# Tables that no database but ours has both of.
OURS = {"papers", "editions"}


def revisions(migrations: Path = MIGRATIONS) -> list[str]:
    """The known revisions, oldest first: the numbers that begin the files' names.

    Alembic would say the same, but takes a fifth of a second to load, and most starts have nothing
    to migrate.
    """
    files_of_steps = (migrations / "versions").glob("[0-9]*_*.py")
    return sorted(file.name.partition("_")[0] for file in files_of_steps)


def is_newer(found: Sequence[Sequence[Any]], known: Sequence[str]) -> bool:
    """Whether that is a revision of ours to come, which may have other tables."""
    if len(found) != 1:
        return False
    revision = str(found[0][0])
    return re.fullmatch(r"\d{4}", revision) is not None and revision > known[-1]


def is_todays(current: str | None, name: str, known: Sequence[str]) -> bool:
    """Whether that is the newest known revision; raises StoreNewer, with the store's name, when it
    is unknown."""
    if current is not None and current not in known:
        raise StoreNewer(name, current)
    return current == known[-1]


def upgrade(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Run the missing steps inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
