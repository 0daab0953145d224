"""How the lists of each shelf are made and when they close: one row a shelf. Pure.

A new shelf is a row here, and where its source is new, a hub for it in `bot.app.root`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.editions.keys import DAILY, Shelf
from core.editions.score import Labs
from core.editions.select import ranked
from core.models import Entry, Listing

Rank = Callable[[Sequence[Listing], Labs], tuple[Entry, ...]]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a shelf's lists are made: `rank` scores, orders and cuts one; it grows until so long
    after its day began.

    Days begin at 00:00 in `zone`, and what comes after is counted by the clocks there. `weekdays`
    are those whose lists can have papers (0 is Monday).
    """

    shelf: Shelf
    rank: Rank
    grows_for: dt.timedelta
    zone: str
    weekdays: frozenset[int] = frozenset(range(7))

    def can_list(self, day: dt.date) -> bool:
        """Whether that day's list can have papers."""
        return day.weekday() in self.weekdays

    def close_of(self, day: dt.date) -> dt.datetime:
        """The moment until which that day's list grows, in UTC."""
        begins = dt.datetime.combine(day, dt.time(), ZoneInfo(self.zone))
        return (begins + self.grows_for).astimezone(dt.UTC)

    def closed(self, now: dt.datetime) -> dt.date:
        """The newest day whose list grows no more."""
        local = now.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        day = (local - self.grows_for).date() + _DAY
        while self.close_of(day) > now:
            day -= _DAY
        return day

    def newest(self, now: dt.datetime) -> dt.date:
        """The newest day there can be a list of; what comes after it is still to come."""
        return max(now.astimezone(ZoneInfo(self.zone)).date(), self.closed(now))

    def growing(self, now: dt.datetime) -> list[dt.date]:
        """The days whose lists grow, the oldest first."""
        closed, newest = self.closed(now), self.newest(now)
        return [closed + _DAY * later for later in range(1, (newest - closed).days + 1)]


Policies = Mapping[Shelf, Policy]


def table(policies: Iterable[Policy]) -> Policies:
    """The policies by their shelf."""
    return {policy.shelf: policy for policy in policies}


# In the order in which a chat is sent the lists of one morning.
_DAILY = Policy(shelf=DAILY, rank=ranked, grows_for=_DAY, zone="UTC", weekdays=frozenset(range(5)))
POLICIES = table([_DAILY])
