"""Whether the reading of a list can wait: for hours at which tokens cost less, or for a batch."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.editions.keys import ListKey
from core.editions.policies import Policies
from core.editions.putting_off import GRACE, Later, worth_until
from core.llm.nights import AHEAD, Hours, waits_until
from core.models import EditionState
from storage import Storage

BACK = 7  # days among which a newer list is looked for


@dataclass(frozen=True, slots=True)
class Waiting:
    """Knows by when lists are wanted."""

    storage: Storage
    policies: Policies
    night: Hours | None
    later: Later | None

    async def for_cheaper_hours(self, now: dt.datetime) -> dt.datetime | None:
        """When those hours begin for which the newest list waits; None where it does not."""
        if self.night is None:
            return None
        return waits_until(self.night, now, await self.storage.chats.soonest())

    async def may_be_put_off(self, key: ListKey, now: dt.datetime) -> dt.datetime | None:
        """Until when the newest list may wait for a batch, if it has not been put off before; None
        where it may not."""
        if self.later is None or (await self.later.of(key, await self._shown(key))).ever:
            return None
        return worth_until(now, await self.storage.chats.soonest())

    async def is_put_off(self, key: ListKey, now: dt.datetime) -> bool:
        """Whether the newest list waits for a batch, or for what came of one that is called off,
        because its time is up."""
        if self.later is None:
            return False
        shown = await self._shown(key)
        waiting = (await self.later.of(key, shown)).waiting
        wanted = await self.storage.chats.soonest()
        if waiting and wanted is not None and wanted - AHEAD <= now:
            await self.later.hurry(key, shown, now)
            return now < wanted - AHEAD + GRACE
        return waiting > 0

    async def _shown(self, key: ListKey) -> list[str]:
        """The papers that chats are shown: for no other does the list wait."""
        edition = await self.storage.editions.get(key)
        return [entry.paper.id for entry in edition.selected] if edition else []

    async def for_the_past(self, key: ListKey, now: dt.datetime) -> dt.datetime | None:
        """Until when a list may wait that no chat gets any more, for a newer one has papers; None
        where it may not."""
        policy = self.policies[key.shelf]
        if self.later is None or key.day >= policy.closed(now):
            return None
        since = policy.closed(now) - dt.timedelta(days=BACK)
        for day, state, _ in await self.storage.editions.days(policy, since, now):
            if day > key.day and state is EditionState.CLOSED:
                return worth_until(now, None)
        return None
