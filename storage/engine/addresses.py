"""Addresses of stores: which engine one chooses, and what is said of one that chooses none."""

# Tested in tests/storage/engine/test_opening.py.

from __future__ import annotations

import importlib.util

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import StoreTrouble, StoreUnavailable

# How the address of a PostgreSQL server begins; for all others SQLite answers.
SERVER_SCHEMES = frozenset({"postgresql", "postgres"})
# The package that speaks to servers, and how SQLAlchemy calls them together.
DRIVER, DRIVER_NAME = "psycopg", "postgresql+psycopg"
# Texts go there in this encoding, whatever the server, the user or the environment would choose.
TEXTS = {"client_encoding": "utf8"}
INSTALL = "pip install 'paperboy[postgres]'"


def is_server(url: str) -> bool:
    """Whether the address is a PostgreSQL server's, and not a file's."""
    scheme, _, _ = url.partition(":")[0].partition("+")
    return scheme.strip().lower() in SERVER_SCHEMES


def named(address: URL) -> str:
    """The address of a database on a server as it may be shown: without user, password and
    options."""
    port = f":{address.port}" if address.port else ""
    return f"postgresql://{address.host or ''}{port}/{address.database or ''}"


def server_address(url: str) -> URL:
    """The address of a database on a server, as SQLAlchemy takes it.

    Raises StoreUnavailable when it is none, and when what speaks to servers is not installed.
    """
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError):
        # What cannot be parsed may hold a password, so only its scheme is shown.
        raise StoreUnavailable(
            url.partition(":")[0], "not a database address", StoreTrouble.ADDRESS
        ) from None
    if address.drivername not in {*SERVER_SCHEMES, DRIVER_NAME} or not address.database:
        raise StoreUnavailable(
            address.drivername,
            "postgresql://USER:PASSWORD@HOST/DATABASE is expected",
            StoreTrouble.ADDRESS,
        )
    if importlib.util.find_spec(DRIVER) is None:
        raise StoreUnavailable(named(address), INSTALL, StoreTrouble.DRIVER)
    return address.set(drivername=DRIVER_NAME).update_query_dict(TEXTS)
