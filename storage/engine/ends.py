"""The two ends of a move, whatever engine keeps each."""

# Tested in tests/storage/test_moves.py.

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from storage.engine.addresses import is_server, server_address


class End(Protocol):
    """A store at one end of a move. All methods raise StoreUnavailable."""

    @property
    def name(self) -> str:
        """The store as it may be shown."""
        ...

    def claimed(self) -> AbstractContextManager[None]:
        """Meanwhile no other process works with the store. Raises StoreClaimed
        and MoveRefused."""
        ...

    def reading(self, *, alone: bool = False) -> AbstractContextManager[Connection | None]:
        """A connection in a transaction that sees one state throughout; None when nothing was ever
        written there. With `alone`, whoever wants to write meanwhile waits, where the engine can
        let them."""
        ...

    def revision(self, connection: Connection) -> str | None:
        """The revision of what is there, be it of a store or of a move's half; None when it has no
        tables yet."""
        ...

    def identity(self, connection: Connection) -> str:
        """What tells this store from all others, however it is addressed."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection in no transaction; the store is made or brought to today's schema first.
        Raises StoreNewer."""
        ...


def end_at(url: str, patience: float) -> End:
    """The store at that address. Raises StoreUnavailable when it is none that can be used."""
    if is_server(url):
        address = server_address(url)
        # What it needs of SQLAlchemy takes 6 MB, which SQLite has no use for.
        from storage.engine.postgres.ends import ServerEnd

        return ServerEnd(address, patience)
    from storage.engine.file_ends import FileEnd

    return FileEnd(url, patience)
