"""Brings each day in: fetches, closes and reads the lists, and lets them be pushed.

Each look does what is due by what is stored, and may end at any moment: the next look finds the
same work. A list that is being read holds up no other: each is read on its own, for as long as it
takes within a bound, and pushed when it is due with what could be read by then.
"""

# Tested in tests/bot/delivery/test_newsroom.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Collection, Coroutine, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import structlog

from bot.chat.announced import known_of, letters_alone, without_list
from bot.chat.gate import Gate
from bot.chat.picking import Picker
from bot.delivery.ahead import foreseen
from bot.delivery.due import newest_close, newest_listed
from bot.delivery.retention import forget_old
from bot.delivery.schedule import is_behind, sure_moment
from bot.delivery.tries import Tries
from bot.delivery.waiting import Waiting
from core.editions.day_report import DayReport
from core.editions.days import KnownDay, state_now
from core.editions.keys import DAILY, ListKey
from core.editions.pipeline import Pipeline
from core.editions.policies import Policies, Policy
from core.editions.progress import NoProgress
from core.editions.putting_off import Later
from core.errors import DateNotListedYet, PaperboyError
from core.keeping import DELIVERIES
from core.llm.budget import Budget
from core.llm.nights import Hours
from core.models import EditionState
from core.ports import Clock
from core.working import Alone, Claims
from storage import Storage

log = structlog.get_logger()

REFRESH = dt.timedelta(hours=1)  # how often an open list is fetched again
# How long after its close a day is pushed with what could be read: the first chats are due then.
GIVE_UP = dt.timedelta(minutes=25)
# How long after its close a list is late for the first chats, which get letters without it soon.
LATE = dt.timedelta(hours=1)
BOUND = dt.timedelta(hours=6)  # how long a day may be read
MENDED = 5  # failures tried again at one look
BACK = 7  # days a downtime is caught up with

_DAY = dt.timedelta(days=1)


class Work(StrEnum):
    """What is done with a list or on a day. By the value, workers claim it."""

    COUNTS = "counts"  # who asked how much is forgotten
    CLOCK = "clock"  # a clock that is behind is told
    REFRESH = "list"
    READ = "read"
    BATCH = "batch"  # read by a batch
    WAITS = "waits"  # for cheaper hours
    CHECK = "checked"  # read the rest of a list that is pushed
    TRANSLATE = "translated"
    PICK = "picked"  # summarize what will be picked
    FORESEE = "foreseen"  # find that out
    MEND = "mended"
    REVISE = "revised"
    FORGET = "forgotten"


class Job(NamedTuple):
    """A piece of work, and the list or day that it is about."""

    work: Work
    about: ListKey | dt.date

    def __str__(self) -> str:
        return f"{self.work} {self.about}"


@dataclass(slots=True, kw_only=True)
class Days:
    """Reads days, those of each shelf by its policy.

    `languages` are those written, the first ahead of anyone asking. It looks every `look`, and
    waits for `patience` for what a look has begun. What is older than `keep` is forgotten, as far
    as it can be had again; None keeps everything. `picker` tells what else chats will be shown.
    At the hours of `night` tokens cost less: a list that nobody wants before is read then. What may
    wait goes to `later`. Each piece of work is claimed, so that of several workers one does it.
    """

    storage: Storage
    pipeline: Pipeline
    policies: Policies
    budget: Budget
    gate: Gate
    clock: Clock
    languages: Sequence[str]
    look: dt.timedelta
    patience: dt.timedelta
    keep: dt.timedelta | None
    picker: Picker | None = None
    night: Hours | None = None
    claims: Claims = field(default_factory=Alone)
    later: Later | None = None
    # When Paperboy first looked at anything.
    running_since: dt.datetime | None = field(default=None, init=False)
    _tries: Tries = field(default_factory=Tries, init=False)
    _troubles: dict[ListKey, str] = field(default_factory=dict, init=False)
    # Of lists whose reading has ended.
    _reports: dict[ListKey, DayReport] = field(default_factory=dict, init=False)
    # Those whose reading has begun.
    _begun: set[ListKey] = field(default_factory=set, init=False)
    _tasks: dict[Job, asyncio.Task[None]] = field(default_factory=dict, init=False)

    async def read_days(self) -> None:
        """For ever: refresh the open days, close and read those that have ended."""
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

    async def read(self, now: dt.datetime) -> None:
        """Look at the days once, and do or begin what is due."""
        self.note_running(now)
        if await self.waits_for_clock(now):
            return
        if self._tries.try_now(Work.COUNTS, now, _DAY):
            closed = await newest_close(self.storage, self.policies)
            await self.gate.forget(sure_moment(now, closed))
        unfinished: list[ListKey] = []
        for policy in self.policies.values():
            for day in policy.growing(now):
                await self._refresh(policy.shelf.on(day), now)
            unfinished += await self._unfinished(policy, now)
        waiting = await self._waiting(unfinished, now)
        for key in unfinished:
            if key not in waiting and self._tries.try_now(Job(Work.READ, key), now):
                self._begin(Job(Work.READ, key), self._read_list(key))
        newest = [policy.shelf.on(policy.closed(now)) for policy in self.policies.values()]
        finished = [key for key in newest if key not in unfinished]
        for key in finished:
            self._follow_up(key, now)
            self._foresee(key, now)
        for key in unfinished:
            if now - self.policies[key.shelf].close_of(key.day) >= LATE and key in newest:
                self._foresee(key, now, late=True)
        if len(finished) == len(newest):
            self._tidy(now)
        self._begin(Job(Work.MEND, now.date()), self._mend(now))
        await asyncio.wait(self._tasks.values(), timeout=self.patience.total_seconds())
        for key in unfinished:
            if key not in waiting:
                await self._settle(key, now)

    def note_running(self, now: dt.datetime) -> None:
        """Remember that Paperboy runs at that moment."""
        self.running_since = min(self.running_since or now, now)

    def trouble(self, key: ListKey) -> str:
        """Why the list may be late, as a catalog key."""
        return self._troubles.get(key, "late.reading")

    async def known(self, policy: Policy, now: dt.datetime, back: int) -> dict[dt.date, KnownDay]:
        """What is known of the shelf's lists since so many days before the newest closed one."""
        since = policy.closed(now) - _DAY * back
        days = await self.storage.editions.days(policy, since, now)
        return {day.date: day for day in days}

    async def waits_for_clock(self, now: dt.datetime) -> bool:
        """Whether the clock is so far behind that everything waits until it is right."""
        listed = await newest_listed(self.storage, self.policies)
        behind = is_behind(now, max(listed.values(), default=None))
        if behind and self._tries.try_now(Work.CLOCK, now):
            log.warning(
                "the clock is far behind the newest list; all waits until it is right", now=str(now)
            )
        return behind

    async def _waiting(self, unfinished: Sequence[ListKey], now: dt.datetime) -> set[ListKey]:
        """The lists that are not to be read now: for cheaper hours, for a batch, or for what comes
        before them."""
        waiting: set[ListKey] = set()
        for key in unfinished:
            if Job(Work.READ, key) in self._tasks:
                continue
            newest = key.shelf.on(self.policies[key.shelf].closed(now))
            if key == newest:
                waits = await self._newest_waits(key, now)
            else:
                # Once the newest is there, it is known whether anybody waits for this one.
                is_to_come = newest in unfinished and self._is_to_come(newest, waiting)
                waits = self.later is not None and is_to_come
            if waits:
                waiting.add(key)
        return waiting

    async def _newest_waits(self, key: ListKey, now: dt.datetime) -> bool:
        """Whether the newest list is not to be read now; begins to put it off where it may be."""
        patience = Waiting(self.storage, self.policies, self.night, self.later)
        begins = await patience.for_cheaper_hours(now)
        if begins is not None:
            if self._tries.try_now(Job(Work.WAITS, key), now, _DAY):
                log.info("a list is read when tokens cost less", date=str(key), at=str(begins))
            return True
        if self._is_under_way(Job(Work.BATCH, key)) or await patience.is_put_off(key, now):
            return True
        until = await patience.may_be_put_off(key, now)
        if until is None or not self._tries.try_now(Job(Work.BATCH, key), now, _DAY):
            return False
        self._begin(Job(Work.BATCH, key), self._put_off(key, until))
        return True

    def _is_to_come(self, key: ListKey, waiting: Collection[ListKey]) -> bool:
        """Whether the list is being read, or will be without waiting for anything."""
        if self._is_under_way(Job(Work.READ, key)) or self._is_under_way(Job(Work.BATCH, key)):
            return True
        return key not in waiting and key not in self._begun

    async def _put_off(self, key: ListKey, until: dt.datetime) -> None:
        """Close the list, and let all its texts wait."""
        await self.pipeline.ingest(key, NoProgress(), until=until)
        await self._translate(key, until)

    def _is_under_way(self, job: Job) -> bool:
        return job in self._tasks and not self._tasks[job].done()

    def _follow_up(self, key: ListKey, now: dt.datetime) -> None:
        """Do what is still to be done for a list that may be pushed."""
        if self._tries.try_now(Job(Work.CHECK, key), now, _DAY):
            # The list may have been pushed before all of it had been read: the rest follows, also
            # after a restart.
            self._begin(Job(Work.READ, key), self._read_list(key), tried=Job(Work.CHECK, key))
        if self._tries.try_now(Job(Work.TRANSLATE, key), now):
            self._begin(Job(Work.TRANSLATE, key), self._translate(key))

    def _foresee(self, key: ListKey, now: dt.datetime, *, late: bool = False) -> None:
        """Prepare what chats will be picked beside that list, or without it."""
        if self.picker and self._tries.try_now(Job(Work.PICK, key), now):
            work = self._summarize_picks(self.picker, key, now, late=late)
            self._begin(Job(Work.PICK, key), work)

    def _tidy(self, now: dt.datetime) -> None:
        """Do what can wait until the day's lists have been read."""
        today = now.date()
        self.budget.release(today)
        if self._tries.try_now(Job(Work.REVISE, today), now, _DAY):
            self._begin(Job(Work.REVISE, today), self.pipeline.revise(now))
        if self._tries.try_now(Job(Work.FORGET, today), now, _DAY):
            self._begin(
                Job(Work.FORGET, today), forget_old(self.storage, self.policies, now, self.keep)
            )

    def _begin(
        self, job: Job, work: Coroutine[object, object, None], *, tried: Job | None = None
    ) -> None:
        """Do it beside everything else, unless it is still being done. Where another worker does
        it, it counts as not `tried`, so that it is looked at again soon."""
        self._tasks = {each: task for each, task in self._tasks.items() if not task.done()}
        if job in self._tasks:
            work.close()
            return
        # Not detached work: `read_days` does not end before these tasks do.
        self._tasks[job] = asyncio.get_running_loop().create_task(
            self._bounded(job, work, tried or job)
        )

    async def _bounded(self, job: Job, work: Coroutine[object, object, None], tried: Job) -> None:
        """Do it within the bound, if no other worker does. Whatever goes wrong with it is
        logged."""
        try:
            async with (
                self.claims.tried(str(job)) as ours,
                asyncio.timeout(BOUND.total_seconds()),
            ):
                if ours:
                    await work
                else:
                    self._tries.forget(tried)
        except TimeoutError:
            log.warning("given up after too long", what=str(job.work), date=str(job.about))
        except PaperboyError as error:
            log.warning("not done", what=str(job.work), date=str(job.about), error=str(error))
        except Exception:  # a bug met in one list must not end the others' reading
            log.exception("not done", what=str(job.work), date=str(job.about))
        finally:
            work.close()

    async def _refresh(self, key: ListKey, now: dt.datetime) -> None:
        """Keep an open list up to date."""
        if not self._tries.try_now(Job(Work.REFRESH, key), now):
            return
        stored = await self.storage.editions.get(key)
        due = now
        if stored and stored.fetched_at and stored.fetched_at <= now:
            due = stored.fetched_at + REFRESH
        if due <= now:
            try:
                async with self.claims.tried(str(Job(Work.READ, key))) as ours:
                    if not ours:
                        return
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
        self._tries.rest(Job(Work.REFRESH, key), now, due)

    async def _unfinished(self, policy: Policy, now: dt.datetime) -> list[ListKey]:
        """The shelf's lists that have closed but cannot be pushed yet, newest first: with what a
        downtime left."""
        newest = policy.closed(now)
        days = await self.known(policy, now, BACK - 1)
        done = {date for date, day in days.items() if day.empty or day.ready}
        # Paperboy did not run before the oldest day that was read; what is known of earlier days is
        # there because somebody asked for it.
        read = [date for date, day in days.items() if day.ready and date < newest]
        oldest = min(read, default=newest)
        dates = [newest - _DAY * back for back in range((newest - oldest).days + 1)]
        return [policy.shelf.on(date) for date in dates if date not in done]

    async def _read_list(self, key: ListKey) -> None:
        """Close and read the list."""
        self._begun.add(key)
        self._reports.pop(key, None)
        patience = Waiting(self.storage, self.policies, self.night, self.later)
        until = await patience.for_the_past(key, self.clock.now())
        report = await self.pipeline.ingest(key, NoProgress(), until=until)
        self._troubles[key] = _trouble(report)
        if not report.failed:
            await self._translate(key, until)
        self._reports[key] = report

    async def _settle(self, key: ListKey, now: dt.datetime) -> None:
        """Let the list be pushed once it has been read, or when the first chats are due."""
        policy = self.policies[key.shelf]
        edition = await self.storage.editions.get(key)
        if edition is None or state_now(edition, policy, now) is not EditionState.CLOSED:
            return
        report = self._reports.get(key)
        whole = report is not None and not report.failed
        if whole or now - policy.close_of(key.day) >= GIVE_UP:
            await self.storage.editions.ready(key, self.clock.now())
            listed = await self.storage.editions.listed(key.shelf)
            if listed is not None:
                # Not by a day that only a clock that is ahead knows of.
                await self.storage.deliveries.prune(min(key.day, listed) - DELIVERIES)

    async def _mend(self, now: dt.datetime) -> None:
        """Try again what failed a while ago, for one paper after the other."""
        for failure in await self.storage.failures.due(now, MENDED):
            lists = [shelf.on(failure.date) for shelf in self.policies]
            if not any(Job(Work.READ, key) in self._tasks for key in lists):
                await self.pipeline.mend(failure)

    async def _translate(self, key: ListKey, until: dt.datetime | None = None) -> None:
        """Write the summaries in the other languages that subscribed chats read; with `until`, they
        may wait until then."""
        _, *others = self.languages
        wanted = await self.storage.chats.languages()
        edition = await self.storage.editions.get(key)
        for language in others:
            if edition and language in wanted:
                if until is not None:
                    await self.pipeline.put_off(edition, language, until)
                else:
                    await self.pipeline.summaries(edition, language)

    async def _summarize_picks(
        self, picker: Picker, key: ListKey, now: dt.datetime, *, late: bool
    ) -> None:
        """Write the summaries of what will stand beside the list, by what is known now, once a day;
        or of the letters that come without it, where it is empty or `late`."""
        edition = await self.storage.editions.get(key)
        if late or edition is None or not edition.entries:
            alone = letters_alone(key.day) if key.shelf == DAILY else None
            if alone is None or not await known_of(self.storage, alone):
                return
            edition = without_list(alone).edition
        if not self._tries.try_now(Job(Work.FORESEE, edition.key), now, _DAY):
            return
        wanted = await foreseen(self.storage, picker, edition, self.languages)
        for language, picked in wanted.items():
            await self.pipeline.summaries(picked, language)


def _trouble(report: DayReport) -> str:
    """Why that day is late, as a catalog key."""
    if report.source_error:
        return "late.source"
    if any(failure.key.startswith("error.model") for failure in report.failed):
        return "late.model"
    if report.over_budget:
        return "late.budget"
    return "late.reading"
