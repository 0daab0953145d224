"""The service between the sources and the chats: brings each day in, and hands every chat what it
is due.

Two loops, so that reading, which takes minutes, never holds up a push. Each looks at what is
stored, does what is due, and may die at any moment: the next look finds the same work. A day that
is being read holds up no other: each is read on its own, for as long as it takes within a bound,
and pushed when it is due with what could be read by then.
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

from bot.chat import views
from bot.chat.gate import Gate
from bot.delivery.due import DueChats, newest_listed
from bot.delivery.retention import forget_old
from bot.delivery.schedule import Day, Decision, decide, is_behind, retry_at
from bot.delivery.tries import RETRY, Tries
from core.chats import Chat
from core.delivery import Delivery, DeliveryKind
from core.editions.days import state_now
from core.editions.keys import ListKey, Shelf
from core.editions.pipeline import DayReport, Pipeline
from core.editions.policies import Policies, Policy
from core.editions.progress import NoProgress
from core.editions.select import for_chat
from core.editions.shelf import Shelves
from core.errors import DateNotListedYet, PaperboyError
from core.llm.budget import Budget
from core.models import EditionState, ShownList
from core.ports import Clock
from locales import Translator
from storage import Storage
from storage.chats import Settled

log = structlog.get_logger()

LOOK = dt.timedelta(minutes=1)  # how often both loops look
REFRESH = dt.timedelta(hours=1)  # how often an open list is fetched again
GIVE_UP = dt.timedelta(
    minutes=25
)  # after the close, a day is pushed with what could be read: the first chats are due
BOUND = dt.timedelta(hours=6)  # how long a day may be read
PATIENCE = dt.timedelta(seconds=30)  # how long a look waits for what it has begun
MENDED = 5  # failures tried again at one look
BACK = 7  # days a downtime is caught up with
KEPT = dt.timedelta(days=60)  # how long the ledger remembers deliveries

_DAY = dt.timedelta(days=1)

# What is done, and of which list or on which day.
Job = tuple[str, ListKey | dt.date]

# A view → the bodies of its message parts, as the platform's renderer writes them; with silent and
# previews.
Render = Callable[[views.View, Translator, bool, bool], Sequence[str]]
# A body and a role's id → the body that calls the role.
Call = Callable[[str, str], str]


@dataclass(slots=True)
class Newsroom:
    """Reads days and owes lists, those of each shelf by its policy. `wake` tells the dispatcher
    that something is owed.

    `renderers` by platform; `callers` too, where messages can call a role; `threaded` are those
    where a list can have a thread. What is older than `keep` is forgotten, as far as it can be had
    again; None keeps everything.
    """

    storage: Storage
    pipeline: Pipeline
    policies: Policies
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
    threaded: frozenset[str] = frozenset()
    keep: dt.timedelta | None = None
    _tries: Tries = field(default_factory=Tries)
    _troubles: dict[ListKey, str] = field(default_factory=dict)
    _reports: dict[ListKey, DayReport] = field(
        default_factory=dict
    )  # of lists whose reading has ended
    _tasks: dict[Job, asyncio.Task[None]] = field(default_factory=dict)
    _since: dt.datetime | None = None
    _due: DueChats = field(init=False)
    shelves: Shelves = field(init=False)

    def __post_init__(self) -> None:
        self._due = DueChats(self.storage, self.policies, self.zone)
        self.shelves = Shelves(self.storage, self.pipeline, self.clock)

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
        unfinished: list[ListKey] = []
        for policy in self.policies.values():
            for day in policy.growing(now):
                await self._refresh(policy.shelf.on(day), now)
            unfinished += await self._unfinished(policy, now)
        for key in unfinished:
            if self._tries.may(("read", key), now):
                self._begin(("read", key), self._read_list(key))
        newest = [policy.shelf.on(policy.closed(now)) for policy in self.policies.values()]
        finished = [key for key in newest if key not in unfinished]
        for key in finished:
            self._follow_up(key, now)
        if len(finished) == len(newest):
            self._tidy(now)
        self._begin(("mended", now.date()), self._mend(now))
        await asyncio.wait(self._tasks.values(), timeout=self.patience.total_seconds())
        for key in unfinished:
            await self._settle(key, now)

    def _follow_up(self, key: ListKey, now: dt.datetime) -> None:
        """What is still to be done of a list that may be pushed."""
        if self._tries.may(("checked", key), now, _DAY):
            # A list that was pushed before all of it had been read: the rest follows, also after a
            # restart.
            self._begin(("read", key), self._read_list(key))
        if self._tries.may(("translated", key), now):
            self._begin(("translated", key), self._translate(key))

    def _tidy(self, now: dt.datetime) -> None:
        """What has time until the day's lists have been read."""
        today = now.date()
        self.budget.release(today)
        if self._tries.may(("revised", today), now, _DAY):
            self._begin(("revised", today), self.pipeline.revise(now))
        if self._tries.may(("forgotten", today), now, _DAY):
            self._begin(
                ("forgotten", today), forget_old(self.storage, self.policies, now, self.keep)
            )

    def _begin(self, what: Job, work: Coroutine[object, object, None]) -> None:
        """Do it beside everything else, unless it is still being done."""
        self._tasks = {each: task for each, task in self._tasks.items() if not task.done()}
        if what in self._tasks:
            work.close()
            return
        # Not detached work: `read_days` does not end before these tasks do.
        self._tasks[what] = asyncio.get_running_loop().create_task(self._bounded(what, work))

    async def _bounded(self, what: Job, work: Coroutine[object, object, None]) -> None:
        """Do it within the bound. Whatever goes wrong with it must not keep other days from being
        read."""
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
        days = {
            shelf: await self._days(policy, now, 2 * BACK)
            for shelf, policy in self.policies.items()
        }
        press = Press(self, days)
        owed: list[Delivery] = []
        settled: list[Settled] = []
        for chat in chats:
            decisions: dict[Shelf, Decision] = {}
            theirs: list[Delivery] = []
            try:
                for shelf, policy in self.policies.items():
                    trouble = self._troubles.get(shelf.on(policy.closed(now)), "late.reading")
                    decided = decide(
                        chat,
                        policy,
                        self.zone,
                        now,
                        days[shelf],
                        trouble,
                        running_since=self._since,
                    )
                    theirs += await press.deliveries(chat, shelf, decided)
                    decisions[shelf] = decided
            except (
                Exception
            ):  # whatever is wrong with one chat's list must not cost the others theirs
                log.exception("list not made", chat=chat.key)
                await self.storage.chats.wait(chat.key, retry_at(chat, self.zone, now, RETRY))
                continue
            owed += theirs
            through = {
                shelf: decision.through for shelf, decision in decisions.items() if decision.through
            }
            next_due = min(
                (each.next_due for each in decisions.values() if each.next_due), default=None
            )
            if through:
                settled.append(Settled(chat.key, {**chat.through, **through}, next_due))
            elif next_due:
                await self.storage.chats.wait(chat.key, next_due)
        await self.storage.deliveries.owe(owed, settled, now)
        self.wake()
        return len(chats)

    async def _pause(self) -> float:
        """Seconds until somebody may be due; a chat that subscribes meanwhile is not due before its
        next minute."""
        soonest = await self.storage.chats.soonest(self.renderers)
        wait = (
            (soonest - self.clock.now()).total_seconds() if soonest else self.look.total_seconds()
        )
        return min(max(wait, 0.2), self.look.total_seconds())

    async def _waits_for_clock(self, now: dt.datetime) -> bool:
        """Whether the clock is so far behind that everything waits until it is right."""
        listed = await newest_listed(self.storage, self.policies)
        behind = is_behind(now, max(listed.values(), default=None))
        if behind and self._tries.may("clock", now):
            log.warning(
                "the clock is far behind the newest list; all waits until it is right", now=str(now)
            )
        return behind

    async def _refresh(self, key: ListKey, now: dt.datetime) -> None:
        """Keep an open list up to date."""
        if not self._tries.may(("list", key), now):
            return
        stored = await self.storage.editions.get(key)
        looked = stored.fetched_at if stored else None
        due = looked + REFRESH if looked and looked <= now else now
        if due <= now:
            try:
                await self.pipeline.fetch(key)
            except DateNotListedYet:
                pass
            except PaperboyError as error:
                log.warning("open day not refreshed", error=str(error))
                return
            except Exception:  # a bug met in today's list must not keep yesterday's from being read
                log.exception("open day not refreshed")
                return
            due = now + REFRESH
        self._tries.rest(("list", key), now, due)

    async def _days(self, policy: Policy, now: dt.datetime, back: int) -> dict[dt.date, Day]:
        """What is known of the shelf's lists since so many days before the newest closed one."""
        since = policy.closed(now) - _DAY * back
        return {row[0]: Day(*row) for row in await self.storage.editions.days(policy, since, now)}

    async def _unfinished(self, policy: Policy, now: dt.datetime) -> list[ListKey]:
        """The shelf's lists that have closed but cannot be pushed yet, newest first: with what a
        downtime left."""
        newest = policy.closed(now)
        days = await self._days(policy, now, BACK - 1)
        done = {date for date, day in days.items() if day.empty or day.ready}
        # Before the oldest day that was read Paperboy was not there; what else is known then,
        # somebody asked for.
        oldest = min(
            (date for date, day in days.items() if day.ready and date < newest), default=newest
        )
        dates = [newest - _DAY * back for back in range((newest - oldest).days + 1)]
        return [policy.shelf.on(date) for date in dates if date not in done]

    async def _read_list(self, key: ListKey) -> None:
        """Close and read the list."""
        self._reports.pop(key, None)
        report = await self.pipeline.ingest(key, NoProgress())
        self._troubles[key] = _trouble(report)
        if not report.failed:
            await self._translate(key)
        self._reports[key] = report

    async def _settle(self, key: ListKey, now: dt.datetime) -> None:
        """Let the list be pushed: once it has been read, or when the first chats are due, with what
        there is."""
        policy, edition = self.policies[key.shelf], await self.storage.editions.get(key)
        if edition is None or state_now(edition, policy, now) is not EditionState.CLOSED:
            return
        report = self._reports.get(key)
        whole = report is not None and not report.failed
        if whole or now - policy.close_of(key.day) >= GIVE_UP:
            await self.storage.editions.ready(key, self.clock.now())
            await self.storage.deliveries.prune(key.day - KEPT)
            await self.gate.forget()

    async def _mend(self, now: dt.datetime) -> None:
        """Try again what failed a while ago, for one paper after the other."""
        for failure in await self.storage.failures.due(now, MENDED):
            if not any(("read", shelf.on(failure.date)) in self._tasks for shelf in self.policies):
                await self.pipeline.mend(failure)

    async def _translate(self, key: ListKey) -> None:
        """Write the summaries that subscribed chats will read in another language than the
        first."""
        _, *others = self.translators
        wanted = await self.storage.chats.languages()
        edition = await self.storage.editions.get(key)
        for language in others:
            if edition and language in wanted:
                await self.pipeline.summaries(edition, language)


class Printed(NamedTuple):
    """A list's message parts; without papers it is a sentence that says why."""

    bodies: Sequence[str] = ()
    papers: bool = False


class Press:
    """Renders what one batch of chats is owed; equal lists are rendered once."""

    def __init__(self, newsroom: Newsroom, days: Mapping[Shelf, Mapping[dt.date, Day]]) -> None:
        self._room, self._days = newsroom, days
        self._shown: dict[tuple[ListKey, str], ShownList | None] = {}
        self._lists: dict[Hashable, Printed] = {}

    async def deliveries(self, chat: Chat, shelf: Shelf, decision: Decision) -> list[Delivery]:
        """The deliveries of that decision about a shelf, in the order they are read."""
        t = self._translator(chat)
        found: list[Delivery] = []
        if decision.late:
            said = views.text_view(
                t, "push.late", date=decision.late, reason=t.t(decision.reason or "late.reading")
            )
            found += _parts(
                chat, shelf.on(decision.late), DeliveryKind.LATE, self._rendered(chat, said)
            )
        if decision.full:
            key = shelf.on(decision.full)
            printed = await self._list(chat, t, key, decision.missed)
            found += _parts(chat, key, DeliveryKind.LIST, self._called(chat, printed))
            threaded = chat.key.platform in self._room.threaded and chat.settings.daily_thread
            if printed.papers and threaded:
                name = t.t("list.header", date=t.date(decision.full, weekday=False))
                found += _parts(chat, key, DeliveryKind.THREAD, [name])
        if decision.empty:
            which = "push.empty.weekend" if decision.empty.weekday() >= 5 else "push.empty"
            said = views.text_view(t, which, date=decision.empty)
            found += _parts(
                chat, shelf.on(decision.empty), DeliveryKind.EMPTY, self._rendered(chat, said)
            )
        return found

    async def _list(
        self, chat: Chat, t: Translator, key: ListKey, missed: Sequence[dt.date]
    ) -> Printed:
        """The list. When and to whom aside, chats with the same settings get the same."""
        alike = dataclasses.replace(
            chat.settings, time=dt.time(), zone=None, weekdays=(), mention=None, daily_thread=False
        )
        same = (chat.key.platform, t.language, key, tuple(missed), alike)
        if same not in self._lists:
            self._lists[same] = await self._printed(chat, t, key, missed)
        return self._lists[same]

    async def _printed(
        self, chat: Chat, t: Translator, key: ListKey, missed: Sequence[dt.date]
    ) -> Printed:
        if (key, t.language) not in self._shown:
            self._shown[key, t.language] = await self._room.shelves.shown(key, t.language)
        shown = self._shown[key, t.language]
        if shown is None:
            return Printed()
        wanted = for_chat(shown.edition, chat.settings)
        if not wanted.selected:
            said = views.text_view(t, "push.none", date=key.day, n=len(shown.edition.entries))
            return Printed(self._rendered(chat, said))
        days = self._days[key.shelf]
        previous = max(
            (day for day, known in days.items() if day < key.day and known.ready), default=None
        )
        view = views.list_view(
            t,
            wanted,
            shown.summaries,
            previous=key.shelf.on(previous) if previous else None,
            missed=[key.shelf.on(day) for day in missed],
        )
        return Printed(self._rendered(chat, view), papers=True)

    def _called(self, chat: Chat, printed: Printed) -> Sequence[str]:
        """The list's bodies, the first of which calls the role that the chat chose, if there are
        papers."""
        call, role = self._room.callers.get(chat.key.platform), chat.settings.mention
        if not (printed.papers and call and role):
            return printed.bodies
        return [call(body, role) if part == 0 else body for part, body in enumerate(printed.bodies)]

    def _rendered(self, chat: Chat, view: views.View) -> Sequence[str]:
        render = self._room.renderers[chat.key.platform]
        return render(view, self._translator(chat), chat.settings.silent, chat.settings.previews)

    def _translator(self, chat: Chat) -> Translator:
        return self._room.translators.get(chat.settings.language or "") or next(
            iter(self._room.translators.values())
        )


def _parts(chat: Chat, key: ListKey, kind: DeliveryKind, bodies: Sequence[str]) -> list[Delivery]:
    return [
        Delivery(key=chat.key, list_key=key, kind=kind, part=part, body=body)
        for part, body in enumerate(bodies)
    ]


def _trouble(report: DayReport) -> str:
    """Why that day is late, as a catalog key."""
    if report.source_error:
        return "late.source"
    if any(failure.key.startswith("error.model") for failure in report.failed):
        return "late.model"
    return "late.budget" if report.over_budget else "late.reading"
