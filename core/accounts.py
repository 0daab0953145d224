"""Accounts: which of a platform's bots something belongs to.

An account's name stands where a platform's does: in the keys of chats, in claims, in the ledger.
The first bot of a platform has the platform's own name ("telegram"); each further one has its id
behind that ("telegram@7000000002"), which stays when its token is renewed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

# Between a platform's name and a bot's id; a colon stands before a chat's id already.
MARK: Final = "@"


def kind_of(account: str) -> str:
    """The platform of that account."""
    return account.partition(MARK)[0]


def further(kind: str, bot: str) -> str:
    """The name of an account that is not its platform's first."""
    return f"{kind}{MARK}{bot}"


def named(kind: str, bots: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The accounts' names, for each of these bots; `known` are the bots' ids by the names that were
    given so far.

    The platform's own name is its first bot's for as long as that is there, whatever the order. A
    bot that stands alone follows one that is gone, unless it has a name already; beside others none
    does, and what belongs to the one that is gone waits.
    """
    first = known.get(kind)
    replaced = len(bots) == 1 and further(kind, bots[0]) not in known
    if first is None or (first not in bots and replaced):
        first = bots[0]
    return [kind if bot == first else further(kind, bot) for bot in bots]
