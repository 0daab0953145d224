"""The service between the sources and the chats: brings each day in, and hands every chat what it is due.

Two loops, so that reading, which takes minutes, never holds up a push. Each looks at what is stored, does what is due,
and may die at any moment: the next look finds the same work. A day that is being read holds up no other: each is read
on its own, for as long as it takes within a bound, and pushed when it is due with what could be read by then.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Callable, Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog

from bot.channels.console.day import NoProgress
from bot.chat import views
from bot.chat.gate import Gate
from bot.delivery.due import DueChats
from bot.delivery.retention import forget_old
from bot.delivery.schedule import Day, Decision, decide, is_behind, retry_at
from bot.delivery.tries import RETRY, Tries
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.days import close_of, state_now
from core.editions.pipeline import DayReport, Pipeline
from core.editions.select import for_chat
from core.errors import DateNotListedYet, PaperboyError
from core.llm.budget import Budget
from core.models import Edition, EditionState, Summary
from core.ports import Clock
from locales import Translator
from storage import Storage

log = structlog.get_logger()

LOOK = dt.timedelta(minutes=1)  # how often both loops look
REFRESH = dt.timedelta(hours=1)  # how often an open list is fetched again
GIVE_UP = dt.timedelta(minutes=25)  # after the close, a day is pushed with what could be read: the first chats are due
BOUND = dt.timedelta(hours=6)  # how long a day may be read
PATIENCE = dt.timedelta(seconds=30)  # how long a look waits for what it has begun
MENDED = 5  # failures tried again at one look
BACK = 7  # days a downtime is caught up with
KEPT = dt.timedelta(days=60)  # how long the ledger remembers deliveries

_DAY = dt.timedelta(days=1)

# A view → the bodies of its message parts, as the platform's renderer writes them; with silent and previews.
Render = Callable[[views.View, Translator, bool, bool], Sequence[str]]
# A body and a role's id → the body that calls the role.
Call = Callable[[str, str], str]


@dataclass(slots=True)
class Newsroom:
    """Reads days and owes lists. `wake` tells the dispatcher that something is owed.

    `renderers` by platform; `callers` too, where messages can call a role. What is older than `keep` is forgotten, as
    far as it can be had again; None keeps everything.
    """

    storage: Storage
    pipeline: Pipeline
    budget: Budget
    gate: Gate
    clock: Clock
    renderers: Mapping[str, Render]
    translators: Mapping[str, Translator]
    zone: ZoneInfo
    wake: Callable[[], None]
    look: dt.timedelta = LOOK
    patience: dt.timedelta = PATIENCE
    callers: Mapping[str, Call] = field(default_factory=dict)
    keep: dt.timedelta | None = None
    _tries: Tries = field(default_factory=Tries)
    _troubles: dict[dt.date, str] = field(default_factory=dict)
    _reports: dict[dt.date, DayReport] = field(default_factory=dict)  # of days whose reading has ended
    _tasks: dict[tuple[str, dt.date], asyncio.Task[None]] = field(default_factory=dict)
    _since: dt.datetime | None = None
    _due: DueChats = field(init=False)

    def __post_init__(self) -> None:
        self._due = DueChats(self.storage, self.zone)

    async def read_days(self) -> None:
        """For ever: refresh the open day, close and read what has ended."""
        try:
            while True:
                await self.read(self.clock.now())
                await asyncio.sleep(self.look.total_seconds())
        finally:
            await self.stop()

    async def stop(self) -> None:
        """End what is being read."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def serve_chats(self) -> None:
        """For ever: owe each chat its list when its hour has come."""
        while True:
            if not await self.serve(self.clock.now()):
                await asyncio.sleep(await self._pause())

    async def read(self, now: dt.datetime) -> None:
        """One look at the days."""
        self._since = min(self._since or now, now)
        if await self._waits_for_clock(now):
            return
        await self._refresh(now)
        unfinished = await self._unfinished(now)
        for date in unfinished:
            if self._tries.may(("read", date), now):
                self._begin(("read", date), self._read_day(date))
        yesterday = now.date() - dt.timedelta(days=1)
        if yesterday not in unfinished:
            self.budget.release(now.date())
            if self._tries.may(("checked", yesterday), now, _DAY):
                # A day that was pushed before all of it had been read: the rest follows, also after a restart.
                self._begin(("read", yesterday), self._read_day(yesterday))
            if self._tries.may(("translated", yesterday), now):
                self._begin(("translated", yesterday), self._translate(yesterday))
            if self._tries.may(("revised", yesterday), now, _DAY):
                self._begin(("revised", yesterday), self.pipeline.revise(now))
            if self._tries.may(("forgotten", yesterday), now, _DAY):
                self._begin(("forgotten", yesterday), forget_old(self.storage, now, self.keep))
        self._begin(("mended", now.date()), self._mend(now))
        await asyncio.wait(self._tasks.values(), timeout=self.patience.total_seconds())
        for date in unfinished:
            await self._settle(date, now)

    def _begin(self, what: tuple[str, dt.date], work: Coroutine[object, object, None]) -> None:
        """Do it beside everything else, unless it is still being done."""
        self._tasks = {each: task for each, task in self._tasks.items() if not task.done()}
        if what in self._tasks:
            work.close()
            return
        # Not detached work: `read_days` does not end before these tasks do.
        self._tasks[what] = asyncio.get_running_loop().create_task(self._bounded(what, work))

    async def _bounded(self, what: tuple[str, dt.date], work: Coroutine[object, object, None]) -> None:
        """Do it within the bound. Whatever goes wrong with it must not keep other days from being read."""
        try:
            async with asyncio.timeout(BOUND.total_seconds()):
                await work
        except TimeoutError:
            log.warning("given up after too long", what=what[0], date=str(what[1]))
        except PaperboyError as error:
            log.warning("not done", what=what[0], date=str(what[1]), error=str(error))
        except Exception:  # as said above
            log.exception("not done", what=what[0], date=str(what[1]))

    async def serve(self, now: dt.datetime) -> int:
        """One look at the chats that are due, a batch at most; how many there were."""
        self._since = min(self._since or now, now)
        chats = await self._due.found(now, self.renderers)
        if not chats or await self._waits_for_clock(now):
            return 0
        chats = await self._due.put_right(chats, now)
        since = now.date() - dt.timedelta(days=2 * BACK)
        days = {day.date: day for day in (Day(*row) for row in await self.storage.editions.days(since, now))}
        trouble = self._troubles.get(now.date() - dt.timedelta(days=1), "late.reading")
        press = Press(self, days)
        owed: list[Delivery] = []
        settled: list[tuple[ChatKey, dt.date, dt.datetime | None]] = []
        for chat in chats:
            try:
                decision = decide(chat, self.zone, now, days, trouble, running_since=self._since)
                owed += await press.deliveries(chat, decision)
            except Exception:  # whatever is wrong with one chat's list must not cost the others theirs
                log.exception("list not made", chat=chat.key)
                await self.storage.chats.wait(chat.key, retry_at(chat, self.zone, now, RETRY))
                continue
            if decision.through:
                settled.append((chat.key, decision.through, decision.next_due))
            elif decision.next_due:
                await self.storage.chats.wait(chat.key, decision.next_due)
        await self.storage.deliveries.owe(owed, settled, now)
        self.wake()
        return len(chats)

    async def _pause(self) -> float:
        """Seconds until somebody may be due; a chat that subscribes meanwhile is not due before its next minute."""
        soonest = await self.storage.chats.soonest(self.renderers)
        wait = (soonest - self.clock.now()).total_seconds() if soonest else self.look.total_seconds()
        return min(max(wait, 0.2), self.look.total_seconds())

    async def _waits_for_clock(self, now: dt.datetime) -> bool:
        """Whether the clock is so far behind that everything waits until it is right."""
        behind = is_behind(now, await self.storage.editions.listed())
        if behind and self._tries.may("clock", now):
            log.warning("the clock is far behind the newest list; all waits until it is right", now=str(now))
        return behind

    async def _refresh(self, now: dt.datetime) -> None:
        """Keep the open day's list up to date."""
        today = now.date()
        if not self._tries.may(("list", today), now):
            return
        stored = await self.storage.editions.get(today)
        looked = stored.fetched_at if stored else None
        due = looked + REFRESH if looked and looked <= now else now
        if due <= now:
            try:
                await self.pipeline.fetch(today)
            except DateNotListedYet:
                pass
            except PaperboyError as error:
                log.warning("open day not refreshed", error=str(error))
                return
            except Exception:  # a bug met in today's list must not keep yesterday's from being read
                log.exception("open day not refreshed")
                return
            due = now + REFRESH
        self._tries.rest(("list", today), now, due)

    async def _unfinished(self, now: dt.datetime) -> list[dt.date]:
        """The days that have ended but cannot be pushed yet, newest first: yesterday, and what a downtime left."""
        yesterday = now.date() - dt.timedelta(days=1)
        days = [Day(*row) for row in await self.storage.editions.days(yesterday - dt.timedelta(days=BACK - 1), now)]
        done = {day.date for day in days if day.empty or day.ready}
        # Before the oldest day that was read Paperboy was not there; what else is known then, somebody asked for.
        oldest = min((day.date for day in days if day.ready and day.date < yesterday), default=yesterday)
        span = (yesterday - oldest).days + 1
        return [date for date in (yesterday - dt.timedelta(days=back) for back in range(span)) if date not in done]

    async def _read_day(self, date: dt.date) -> None:
        """Close and read the day."""
        self._reports.pop(date, None)
        report = await self.pipeline.ingest(date, NoProgress())
        self._troubles[date] = _trouble(report)
        if not report.failed:
            await self._translate(date)
        self._reports[date] = report

    async def _settle(self, date: dt.date, now: dt.datetime) -> None:
        """Let the day be pushed: once it has been read, or when the first chats are due, with what there is."""
        edition = await self.storage.editions.get(date)
        if edition is None or state_now(edition, now) is not EditionState.CLOSED:
            return
        report = self._reports.get(date)
        whole = report is not None and not report.failed
        if whole or now - close_of(date) >= GIVE_UP:
            await self.storage.editions.ready(date, self.clock.now())
            await self.storage.deliveries.prune(date - KEPT)
            await self.gate.forget()

    async def _mend(self, now: dt.datetime) -> None:
        """Try again what failed a while ago, for one paper after the other."""
        for failure in await self.storage.failures.due(now, MENDED):
            if ("read", failure.date) not in self._tasks:
                await self.pipeline.mend(failure)

    async def _translate(self, date: dt.date) -> None:
        """Write the summaries that subscribed chats will read in another language than the first."""
        _, *others = self.translators
        wanted = await self.storage.chats.languages()
        edition = await self.storage.editions.get(date)
        for language in others:
            if edition and language in wanted:
                await self.pipeline.summaries(edition, language)


class Printed(NamedTuple):
    """A list's message parts; without papers it is a sentence that says why."""

    bodies: Sequence[str] = ()
    papers: bool = False


class Press:
    """Renders what one batch of chats is owed; equal lists are rendered once."""

    def __init__(self, newsroom: Newsroom, days: Mapping[dt.date, Day]) -> None:
        self._room, self._days = newsroom, days
        self._editions: dict[dt.date, Edition | None] = {}
        self._summaries: dict[tuple[dt.date, str], Mapping[str, Summary]] = {}
        self._lists: dict[Hashable, Printed] = {}

    async def deliveries(self, chat: Chat, decision: Decision) -> list[Delivery]:
        """The deliveries of that decision, in the order they are read."""
        t = self._translator(chat)
        found: list[Delivery] = []
        if decision.late:
            said = views.text_view(t, "push.late", date=decision.late, reason=t.t(decision.reason or "late.reading"))
            found += _parts(chat, decision.late, DeliveryKind.LATE, self._rendered(chat, said))
        if decision.full:
            printed = await self._list(chat, t, decision.full, decision.missed)
            found += _parts(chat, decision.full, DeliveryKind.LIST, self._called(chat, printed))
            if printed.papers and chat.settings.daily_thread:
                name = t.t("list.header", date=t.date(decision.full, weekday=False))
                found += _parts(chat, decision.full, DeliveryKind.THREAD, [name])
        if decision.empty:
            key = "push.empty.weekend" if decision.empty.weekday() >= 5 else "push.empty"
            said = views.text_view(t, key, date=decision.empty)
            found += _parts(chat, decision.empty, DeliveryKind.EMPTY, self._rendered(chat, said))
        return found

    async def _list(self, chat: Chat, t: Translator, date: dt.date, missed: Sequence[dt.date]) -> Printed:
        """The list. When and to whom aside, chats with the same settings get the same."""
        alike = dataclasses.replace(
            chat.settings, time=dt.time(), zone=None, weekdays=(), mention=None, daily_thread=False
        )
        same = (chat.key.platform, t.language, date, tuple(missed), alike)
        if same not in self._lists:
            self._lists[same] = await self._printed(chat, t, date, missed)
        return self._lists[same]

    async def _printed(self, chat: Chat, t: Translator, date: dt.date, missed: Sequence[dt.date]) -> Printed:
        if date not in self._editions:
            await self._room.storage.editions.freeze(date, self._room.clock.now())
            self._editions[date] = await self._room.storage.editions.get(date)
        edition = self._editions[date]
        if edition is None:
            return Printed()
        if (date, t.language) not in self._summaries:
            ids = [entry.paper.id for entry in edition.entries]
            found = await self._room.storage.readings.summaries(ids, t.language, date)
            self._summaries[date, t.language] = found
        wanted = for_chat(edition, chat.settings)
        if not wanted.selected:
            said = views.text_view(t, "push.none", date=date, n=len(edition.entries))
            return Printed(self._rendered(chat, said))
        previous = max((day for day, known in self._days.items() if day < date and known.ready), default=None)
        view = views.list_view(t, wanted, self._summaries[date, t.language], previous=previous, missed=missed)
        return Printed(self._rendered(chat, view), papers=True)

    def _called(self, chat: Chat, printed: Printed) -> Sequence[str]:
        """The list's bodies, the first of which calls the role that the chat chose, if there are papers."""
        call, role = self._room.callers.get(chat.key.platform), chat.settings.mention
        if not (printed.papers and call and role):
            return printed.bodies
        return [call(body, role) if part == 0 else body for part, body in enumerate(printed.bodies)]

    def _rendered(self, chat: Chat, view: views.View) -> Sequence[str]:
        render = self._room.renderers[chat.key.platform]
        return render(view, self._translator(chat), chat.settings.silent, chat.settings.previews)

    def _translator(self, chat: Chat) -> Translator:
        return self._room.translators.get(chat.settings.language or "") or next(iter(self._room.translators.values()))


def _parts(chat: Chat, date: dt.date, kind: DeliveryKind, bodies: Sequence[str]) -> list[Delivery]:
    return [Delivery(key=chat.key, date=date, kind=kind, part=part, body=body) for part, body in enumerate(bodies)]


def _trouble(report: DayReport) -> str:
    """Why that day is late, as a catalog key."""
    if report.source_error:
        return "late.source"
    if any(failure.key.startswith("error.model") for failure in report.failed):
        return "late.model"
    return "late.budget" if report.over_budget else "late.reading"
