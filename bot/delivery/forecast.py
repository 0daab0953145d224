"""What each subscribed chat will get next, by what is known now. Nothing is written or fetched.

The deciding and rendering is the service's own: what it would do at the moment when it looks at the
chat. Of a list that is still open it is assumed that nothing more comes, and that it is read in
time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.chat.hours import next_slot
from bot.delivery.days import BACK
from bot.delivery.press import Batch, Press
from bot.delivery.rounds import Looking, Owed, decisions_for, owed_to
from bot.delivery.schedule import LOOK_AGAIN, KnownDays
from core.chats import Ban, Chat, ban_on
from core.delivery import Delivery, DeliveryKind
from core.editions.days import KnownDay
from core.editions.keys import ListKey
from core.editions.policies import Policies, Policy
from core.models import EditionState
from storage import Storage

# Looks ahead, of which each but the last finds that the chat gets nothing then.
LOOKS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a chat gets at that moment.

    `obstacle` is the catalog key of what keeps everything from it, "" for none. `awaited` are the
    lists that would come then, if only they were there.
    """

    chat: Chat
    at: dt.datetime | None = None
    deliveries: Sequence[Delivery] = ()
    awaited: Sequence[ListKey] = ()
    obstacle: str = ""

    @property
    def messages(self) -> int:
        """How many messages come."""
        return sum(each.kind is not DeliveryKind.THREAD for each in self.deliveries)

    @property
    def lists(self) -> list[ListKey]:
        """The lists that come, each once."""
        keys = [each.list_key for each in self.deliveries if each.kind is DeliveryKind.LIST]
        return list(dict.fromkeys(keys))


@dataclass(slots=True, kw_only=True)
class Forecast:
    """Looks ahead. `press` knows the platforms that are served."""

    storage: Storage
    policies: Policies
    press: Press
    zone: ZoneInfo
    _days: dict[dt.datetime, KnownDays] = field(default_factory=dict, init=False)
    _batches: dict[dt.datetime, Batch] = field(default_factory=dict, init=False)

    async def all(self, now: dt.datetime) -> list[Expected]:
        """What each subscribed chat gets next, the earliest first, then those that get nothing."""
        bans = await self.storage.bans.all()
        subscribed = [chat for chat in await self.storage.chats.all() if chat.subscribed_at]
        found = [await self._expected(chat, now, bans) for chat in subscribed]
        return sorted(found, key=lambda each: (each.at is None, each.at or now))

    async def _expected(self, chat: Chat, now: dt.datetime, bans: Collection[Ban]) -> Expected:
        if obstacle := self._obstacle(chat, now, bans):
            return Expected(chat=chat, obstacle=obstacle)
        try:
            moment = self._next_look(chat, now)
            for _ in range(LOOKS):
                owed = await self._owed(chat, moment)
                awaited = self._awaited(owed, moment)
                if owed.deliveries or awaited or owed.next_due is None:
                    break
                chat = replace(chat, through={**chat.through, **owed.through})
                moment = owed.next_due
        except ZoneInfoNotFoundError:
            return Expected(chat=chat, obstacle="cli.push.no_zone")
        return Expected(chat=chat, at=moment, deliveries=owed.deliveries, awaited=awaited)

    def _obstacle(self, chat: Chat, now: dt.datetime, bans: Collection[Ban]) -> str:
        """The catalog key of what keeps lists from the chat; "" for nothing."""
        if chat.paused:
            return f"cli.status.paused.{chat.paused}"
        lasting = [each for each in bans if not _over_in_time(each, chat, now)]
        if ban := ban_on(chat.key, lasting):
            return f"cli.chats.{ban.kind}"
        if chat.key.platform not in self.press.renderers:
            return "cli.push.not_served"
        if not chat.settings.weekdays:
            return "cli.push.no_days"
        return ""

    def _next_look(self, chat: Chat, now: dt.datetime) -> dt.datetime:
        """When the service looks at the chat next."""
        slot = next_slot(chat.settings, self.zone, now)
        if chat.next_due is None:
            return slot
        return max(now, min(chat.next_due, slot))

    async def _owed(self, chat: Chat, moment: dt.datetime) -> Owed:
        """What the service will owe the chat then, by what is known now."""
        if moment not in self._batches:
            days = {
                shelf: await self._known(policy, moment) for shelf, policy in self.policies.items()
            }
            self._days[moment] = days
            self._batches[moment] = Batch(self.press)
        looking = Looking(self.policies, self.zone, trouble=lambda key: "late.reading")
        decisions = decisions_for(chat, moment, self._days[moment], looking)
        return await owed_to(chat, decisions, self._batches[moment])

    async def _known(self, policy: Policy, moment: dt.datetime) -> dict[dt.date, KnownDay]:
        """The shelf's days as they will be then, if nothing more is listed."""
        since = policy.closed(moment) - dt.timedelta(days=2 * BACK)
        found: dict[dt.date, KnownDay] = {}
        for day in await self.storage.editions.days(policy, since, moment):
            found[day.date] = day
            if policy.close_of(day.date) <= moment and not day.empty and not day.ready:
                edition = await self.storage.editions.get(policy.shelf.on(day.date))
                if edition and edition.entries:
                    found[day.date] = KnownDay(day.date, EditionState.CLOSED, moment)
        return found

    def _awaited(self, owed: Owed, moment: dt.datetime) -> list[ListKey]:
        """The lists for which the service would wait then."""
        found: list[ListKey] = []
        for shelf, decision in owed.decisions.items():
            told = decision.full or decision.empty
            if not told and decision.next_due and decision.next_due <= moment + LOOK_AGAIN:
                found.append(shelf.on(self.policies[shelf].closed(moment)))
        return found


def _over_in_time(ban: Ban, chat: Chat, now: dt.datetime) -> bool:
    """Whether the ban is over when the chat is looked at next."""
    return ban.until is not None and ban.until <= max(chat.next_due or now, now)
