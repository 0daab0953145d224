"""Addresses as they may be shown, and what in them must never be.

An operator may write a user and a password, or a key as a query, into any address: of a proxy, a
mirror, a relay, a model. Whatever prints an address prints `shown` or `place`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

# A shorter secret is only masked inside its address. Masked everywhere, it would make logs
# unreadable.
SHORTEST = 4

_AUTHORITY_ENDS = re.compile(r"[/?#]")


def shown(address: str) -> str:
    """The address without user, password, query and fragment."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        scheme, rest = "", address
    parts = _parts(rest)
    return f"{scheme}{mark}{parts.host}{parts.path}"


def place(address: str) -> str:
    """Host and port as the address has them, without user and password."""
    _, _, rest = address.rpartition("://")
    return _parts(rest).host


def without_user(address: str) -> str:
    """The address without user and password; its query stays."""
    scheme, mark, rest = address.partition("://")
    user = _parts(rest).user
    if not mark or not user:
        return address
    return f"{scheme}{mark}{rest[len(user) + 1 :]}"


def secrets_in(address: str) -> Iterator[str]:
    """All of the address that must not be printed, in every form that libraries print."""
    _, _, rest = address.rpartition("://")
    user = _parts(rest).user
    name, _, password = user.partition(":")
    yield from _forms(password)
    if user:
        # As the headers of HTTP carry it.
        yield base64.b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode()
    if not password:
        yield from _forms(name)  # a key may stand alone before the @
    for _, value in parse_qsl(_query(address)):
        yield from _forms(value)


class _Parts(NamedTuple):
    """What follows the scheme: user and password, host and port, path."""

    user: str
    host: str
    path: str


def _parts(rest: str) -> _Parts:
    """The parts of what follows the scheme."""
    authority = _authority(rest)
    user, at, host = authority.rpartition("@")
    if not at and "@" in rest and not _is_host(authority):
        # A password may hold characters that end a host, although they should have been escaped.
        user, _, after = rest.rpartition("@")
        host = _authority(after)
        return _Parts(user, host, _path(after[len(host) :]))
    return _Parts(user, host, _path(rest[len(authority) :]))


def _authority(rest: str) -> str:
    """What stands before the path, the query and the fragment."""
    return _AUTHORITY_ENDS.split(rest, maxsplit=1)[0]


def _is_host(authority: str) -> bool:
    """Whether that can be host and port, and is not the beginning of user and password."""
    if authority.startswith("["):
        return True
    _, colon, port = authority.rpartition(":")
    return not colon or port.isdigit()


def _path(text: str) -> str:
    """The path, without query and fragment."""
    return re.split(r"[?#]", text, maxsplit=1)[0]


def _query(address: str) -> str:
    """The query; "" of what is no address."""
    try:
        return urlsplit(address).query
    except ValueError:  # half an IPv6 address
        return ""


def _forms(secret: str) -> Iterator[str]:
    """The secret as it is written, decoded, and encoded."""
    plain = unquote(secret)
    yield from (each for each in (secret, plain, quote(plain, safe="")) if len(each) >= SHORTEST)
