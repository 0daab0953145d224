"""Which trouble with a PostgreSQL server an operator can mend, and of which kind it is."""

# Tested in tests/storage/engine/test_postgres_server.py.

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors as said
from sqlalchemy import URL
from sqlalchemy import exc as wrapped

from core.errors import StoreTrouble, StoreUnavailable
from storage.engine.addresses import named

# The classes of codes in which a server says what ails it (its manual's appendix A), and single
# codes that mean something else than their class.
_CLASSES = {
    "08": StoreTrouble.UNREACHABLE,
    "28": StoreTrouble.REFUSED,
    "53": StoreTrouble.BUSY,
    "55": StoreTrouble.BUSY,
    "57": StoreTrouble.BUSY,
    "58": StoreTrouble.DISK,
    "XX": StoreTrouble.DAMAGED,
}
_CODES = {
    said.InvalidCatalogName.sqlstate: StoreTrouble.ABSENT,
    said.InsufficientPrivilege.sqlstate: StoreTrouble.REFUSED,
    said.DiskFull.sqlstate: StoreTrouble.FULL,
    said.ReadOnlySqlTransaction.sqlstate: StoreTrouble.STANDBY,
    said.AdminShutdown.sqlstate: StoreTrouble.UNREACHABLE,
    said.CrashShutdown.sqlstate: StoreTrouble.UNREACHABLE,
    said.CannotConnectNow.sqlstate: StoreTrouble.UNREACHABLE,
    said.DatabaseDropped.sqlstate: StoreTrouble.ABSENT,
    said.DeadlockDetected.sqlstate: StoreTrouble.BUSY,
    said.SerializationFailure.sqlstate: StoreTrouble.BUSY,
    said.IdleInTransactionSessionTimeout.sqlstate: StoreTrouble.BUSY,
}
# A connection that is refused comes without a code: libpq's words alone tell why. A server that
# speaks another language than English is taken for one that does not answer, with what it said.
_WORDS = {
    "too many clients": StoreTrouble.BUSY,
    "too many connections": StoreTrouble.BUSY,
    "remaining connection slots": StoreTrouble.BUSY,
    "authentication failed": StoreTrouble.REFUSED,
    "no password supplied": StoreTrouble.REFUSED,
    "no pg_hba.conf entry": StoreTrouble.REFUSED,
    "permission denied for database": StoreTrouble.REFUSED,
    "is not permitted to log in": StoreTrouble.REFUSED,
    "FATAL: role ": StoreTrouble.REFUSED,
    "FATAL: database ": StoreTrouble.ABSENT,
    "certificate": StoreTrouble.REFUSED,
    "SSL": StoreTrouble.REFUSED,
    "invalid sslmode value": StoreTrouble.ADDRESS,
}
LONGEST = 300
HIDDEN = "***"


@contextmanager
def mendable(address: URL) -> Iterator[None]:
    """Raises StoreUnavailable for errors that an operator can mend; lets others pass."""
    try:
        yield
    except (psycopg.Error, wrapped.DBAPIError) as error:
        cause: BaseException | None = error
        if isinstance(error, wrapped.DBAPIError):
            cause = error.orig
        trouble = _trouble(cause)
        if trouble is None:
            raise
        raise StoreUnavailable(
            named(address), without_password(str(cause), address), trouble
        ) from error
    except (wrapped.TimeoutError, OSError) as error:
        raise StoreUnavailable(named(address), str(error), StoreTrouble.UNREACHABLE) from error


def _trouble(cause: BaseException | None) -> StoreTrouble | None:
    """The kind of trouble; None for a bug of ours."""
    code = getattr(cause, "sqlstate", None)
    if code:
        return _CODES.get(code) or _CLASSES.get(code[:2])
    if isinstance(cause, psycopg.OperationalError):
        text = " ".join(str(cause).split())
        for words, trouble in _WORDS.items():
            if words in text:
                return trouble
        return StoreTrouble.UNREACHABLE
    if isinstance(cause, psycopg.InterfaceError):
        # The connection was closed under our hands.
        return StoreTrouble.UNREACHABLE
    if isinstance(cause, psycopg.ProgrammingError) and "connection" in str(cause):
        return StoreTrouble.ADDRESS
    return None


def without_password(text: str, address: URL) -> str:
    """What was said, in one line, without the address's password."""
    line = " ".join(text.split())
    if address.password:
        line = line.replace(str(address.password), HIDDEN)
    return line[:LONGEST]
