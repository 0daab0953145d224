"""Addresses as they may be shown, and what in them must never be.

An operator may write a user and a password, or a key as a query, into any address: of a proxy, a
mirror, a relay, a model. Whatever prints an address prints `shown` or `place`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, unquote, urlsplit

# A shorter secret is masked inside its address alone: masked everywhere, it would make logs
# unreadable.
SHORTEST = 4

_AUTHORITY_ENDS = re.compile(r"[/?#]")


def shown(address: str) -> str:
    """The address without user, password, query and fragment."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        scheme, rest = "", address
    _, host, path = _parts(rest)
    return f"{scheme}{mark}{host}{path}"


def place(address: str) -> str:
    """Host and port as the address has them, without user and password."""
    _, _, rest = address.rpartition("://")
    return _parts(rest)[1]


def without_user(address: str) -> str:
    """The address without user and password; its query stays."""
    scheme, mark, rest = address.partition("://")
    user = _parts(rest)[0]
    return f"{scheme}{mark}{rest[len(user) + 1 :]}" if mark and user else address


def secrets_in(address: str) -> Iterator[str]:
    """Everything in the address that must not be printed, in each form in which libraries may print
    it."""
    _, _, rest = address.rpartition("://")
    user, _, _ = _parts(rest)
    name, _, password = user.partition(":")
    yield from _forms(password)
    if user:
        # As the headers of HTTP carry it.
        yield base64.b64encode(f"{unquote(name)}:{unquote(password)}".encode()).decode()
    if not password:
        yield from _forms(name)  # a key may stand alone before the @
    for _, value in parse_qsl(_query(address)):
        yield from _forms(value)


def _parts(rest: str) -> tuple[str, str, str]:
    """User and password, host and port, path: of what follows the scheme."""
    end = _AUTHORITY_ENDS.search(rest)
    authority = rest[: end.start()] if end else rest
    user, at, host = authority.rpartition("@")
    if not at and "@" in rest and not _is_host(authority):
        # A password may hold the characters that end a host, although they should have been
        # escaped.
        user, _, after = rest.rpartition("@")
        end = _AUTHORITY_ENDS.search(after)
        host = after[: end.start()] if end else after
        return user, host, _path(after[len(host) :])
    return user, host, _path(rest[len(authority) :])


def _is_host(authority: str) -> bool:
    """Whether that can be host and port, and is not the beginning of user and password."""
    if authority.startswith("["):
        return True
    _, colon, port = authority.rpartition(":")
    return not colon or port.isdigit()


def _path(text: str) -> str:
    return re.split(r"[?#]", text, maxsplit=1)[0]


def _query(address: str) -> str:
    try:
        return urlsplit(address).query
    except ValueError:  # half an IPv6 address
        return ""


def _forms(secret: str) -> Iterator[str]:
    """The secret as it is written, decoded, and encoded."""
    plain = unquote(secret)
    yield from (each for each in (secret, plain, quote(plain, safe="")) if len(each) >= SHORTEST)
