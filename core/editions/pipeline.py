"""One day, sequenced. Decides nothing: every step looks at what is stored and does only what is
missing.

    hub.listings ─ select.arrange ─ editions.save ─┬─ reader.summary  per selected paper, in order
              (policy.rank)                   └─ reader.report   per paper to read, at arXiv's pace

So a day run twice, or killed anywhere and run again, gives the same day. A paper that fails is
recorded and stops nobody. All summaries queue before all reports, both by rank, so that a budget
goes to the best papers first.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

import structlog

from core.editions.day_report import DayReport, report_of
from core.editions.days import state_now
from core.editions.keys import DAILY, ListKey
from core.editions.policies import Policies, Policy
from core.editions.progress import Writing
from core.editions.putting_off import Later, PutOff, worth_until
from core.editions.queue_slots import QueueSlot, queue_slots
from core.editions.score import Labs
from core.editions.select import arrange
from core.errors import DateInFuture, DateInvalid, DateNotListedYet, SourceError
from core.failing import Failing
from core.models import Edition, EditionState, Entry, Listing, Paper, Report, Summary
from core.ports import Clock, Hub, Library, Progress, Store
from core.reading.reader import Reader
from core.records import Failure, Step

log = structlog.get_logger()
Done = TypeVar("Done")

# How long a report is watched: most new versions come within weeks of the first.
RECENT = dt.timedelta(days=30)
# How long what arXiv said of a paper's version is good enough.
FRESH = dt.timedelta(hours=24)
BATCH = 100  # papers asked about in one request


class DeepRead(StrEnum):
    """Which papers of a day are read in full ahead of anyone asking."""

    SELECTED = "selected"
    ALL = "all"
    ON_DEMAND = "on_demand"


def _state(policy: Policy, key: ListKey, now: dt.datetime, *, has_papers: bool) -> EditionState:
    """The state of a list just fetched; it grows until its day has ended, as its policy says."""
    if now < policy.close_of(key.day):
        return EditionState.OPEN
    if has_papers:
        return EditionState.CLOSED
    return EditionState.EMPTY


def _arranged(
    policy: Policy, listings: Sequence[Listing], labs: Labs, stored: Edition | None
) -> tuple[Entry, ...]:
    """The listings ranked by the policy, without moving the numbers of what is stored."""
    return arrange(policy.rank(listings, labs), stored)


class Pipeline:
    """Runs days."""

    def __init__(
        self,
        store: Store,
        hubs: Mapping[str, Hub],
        library: Library,
        reader: Reader,
        labs: Labs,
        clock: Clock,
        policies: Policies,
        *,
        language: str,
        deep_read: DeepRead,
        capped: bool,
    ) -> None:
        """`hubs` by source; `policies` names the shelves there are. `language` is the one written
        ahead; `capped` says that the budget has an end, so that order matters."""
        self._store = store
        self._hubs = hubs
        self._library = library
        self._reader = reader
        self._failing = Failing(store.failures, clock)
        self._labs = labs
        self._clock = clock
        self._policies = policies
        self._language = language
        self._deep_read = deep_read
        self._capped = capped
        # Set where texts may wait for batches.
        self.later: Later | None = None

    async def ingest(
        self, key: ListKey, progress: Progress, *, until: dt.datetime | None = None
    ) -> DayReport:
        """Bring that list as far as it can be brought now; raises DateInFuture. Failures are in the
        report. With `until`, all its texts may wait until then."""
        begun = time.monotonic()
        source_error: SourceError | None = None
        try:
            edition = await self.fetch(key)
        except DateNotListedYet:
            edition = Edition(key=key, state=EditionState.OPEN)
        except SourceError as error:
            log.warning("source unreachable", date=str(key), error=str(error))
            source_error = error
            stored = await self._store.editions.get(key)
            edition = stored or Edition(key=key, state=EditionState.FAILED)
            if not edition.entries:
                await self._store.editions.save(edition)
        await self._read(edition, progress, until)
        return await self._report(edition, time.monotonic() - begun, source_error)

    def makes(self, key: ListKey) -> bool:
        """Whether lists of that shelf are still made; older ones may be stored of other shelves."""
        return key.shelf in self._policies

    def policy(self, key: ListKey) -> Policy:
        """How that list is made; raises DateInvalid for a shelf that is none of ours."""
        policy = self._policies.get(key.shelf)
        if policy is None:
            raise DateInvalid(str(key))
        return policy

    async def fetch(self, key: ListKey) -> Edition:
        """The edition under that key, fetched and ranked unless it was already fetched whole.

        Raises SourceError, DateInFuture, and DateInvalid for a shelf that is none of ours.
        """
        now = self._clock.now()
        policy = self.policy(key)
        if key.day > policy.newest(now):
            raise DateInFuture(key.day, None)
        stored = await self._store.editions.get(key)
        if stored and stored.fetched_at:
            state = state_now(stored, policy, now)
            if state in (EditionState.CLOSED, EditionState.EMPTY):
                return stored
        listings = await self._hubs[key.shelf.source].listings(key)
        entries = await asyncio.to_thread(_arranged, policy, listings, self._labs, stored)
        edition = Edition(
            key=key,
            state=_state(policy, key, now, has_papers=bool(entries)),
            entries=entries,
            listed=len(listings),
            fetched_at=now,
        )
        if stored:
            edition = replace(edition, frozen_at=stored.frozen_at, imported=stored.imported)
        # Whether numbers have been seen, and of which papers, the store knows better than what was
        # read from it before the source answered.
        await self._store.editions.save(replace(edition, frozen_at=None))
        return edition

    async def summaries(
        self,
        edition: Edition,
        language: str,
        *,
        urgent: bool = False,
        heard: Callable[[Writing], Awaitable[None]] | None = None,
    ) -> Mapping[str, Summary]:
        """The selected papers' summaries by paper id; the missing ones are written now, where
        possible.

        Somebody waits for `urgent` ones; `heard` is told each time that one is there, or has
        failed. A list is shown even if a summary fails.
        """
        ids = [entry.paper.id for entry in edition.selected]
        stored = await self._store.readings.summaries(ids, language, edition.key)
        missing = unsummarized(edition, stored)
        found = dict(stored)
        tried = 0

        async def write(paper: Paper) -> None:
            nonlocal tried
            work = self._reader.summary(paper, language, edition.key, urgent=urgent)
            summary = await self._kept_apart(
                work, edition.key.day, paper.id, Step.SUMMARIZE, language
            )
            tried += 1
            if summary is not None:
                found[paper.id] = summary
            if heard is not None:
                await heard(Writing(dict(found), tried, len(missing)))

        async with asyncio.TaskGroup() as group:
            for paper in missing:
                group.create_task(write(paper))
        return await self._store.readings.summaries(ids, language, edition.key)

    async def revise(self, now: dt.datetime) -> None:
        """Ask which papers with reports of the last 30 days have a newer version, or none any more.

        The reports stay as they are; who reads one is told. What cannot be asked now is asked the
        next time.
        """
        stale = await self._store.revisions.stale(now - RECENT, now - FRESH, now)
        for start in range(0, len(stale), BATCH):
            try:
                revisions = await self._library.revisions(stale[start : start + BATCH])
            except SourceError as error:
                log.warning("versions not asked for", papers=len(stale) - start, error=str(error))
                return
            await self._store.revisions.save(revisions)

    async def mend(self, failure: Failure) -> None:
        """Try the step that failed once more."""
        key = DAILY.on(failure.date)
        await self.write(failure.step, failure.paper_id, failure.language, key)

    async def write(self, step: Step, paper_id: str, language: str, key: ListKey) -> None:
        """Take one paper of that list through that step."""
        paper = await self._store.papers.get(paper_id)
        if paper is None:
            return await self._failing.clear(key.day, paper_id, step, language)
        if step is Step.SUMMARIZE:
            work: Awaitable[object] = self._reader.summary(paper, language, key)
        else:
            work = self._reader.report(paper, language)
        await self._kept_apart(work, key.day, paper_id, step, language)

    async def put_off(self, edition: Edition, language: str, until: dt.datetime) -> None:
        """Let the selected papers' summaries in that language wait until then."""
        steps = [(Step.SUMMARIZE, each) for each in edition.selected if each.paper.abstract]
        await self._put_off(edition.key, steps, language, until)

    async def _read(
        self, edition: Edition, progress: Progress, until: dt.datetime | None = None
    ) -> None:
        """Write what is missing: what may wait is put off, and read now only where that cannot
        be."""
        deep = {
            DeepRead.SELECTED: edition.selected,
            DeepRead.ALL: edition.entries,
            DeepRead.ON_DEMAND: (),
        }
        to_read = deep[self._deep_read]
        progress.planned(Step.SUMMARIZE, len(edition.selected))
        progress.planned(Step.DEEP_READ, len(to_read))
        steps = [(Step.SUMMARIZE, entry) for entry in edition.selected]
        steps += [(Step.DEEP_READ, entry) for entry in to_read]
        some_day: dt.datetime | None = None
        if self.later is not None:
            some_day = worth_until(self._clock.now(), None)
        if some_day is None:
            await self._do_or_put_off(steps, edition, progress, until)
            return
        # Nobody is told of the others; they come after what the morning needs.
        shown = [(step, entry) for step, entry in steps if entry.selected]
        others = [(step, entry) for step, entry in steps if not entry.selected]
        await self._do_or_put_off(shown, edition, progress, until)
        await self._do_or_put_off(others, edition, progress, some_day)

    async def _do_or_put_off(
        self,
        steps: Sequence[tuple[Step, Entry]],
        edition: Edition,
        progress: Progress,
        until: dt.datetime | None,
    ) -> None:
        """Take these papers through these steps but for what may wait until then."""
        waiting = await self._put_off(edition.key, steps, self._language, until)
        now = [(step, entry) for step, entry in steps if (step, entry.paper.id) not in waiting]
        await self._do(now, edition, progress)

    async def _put_off(
        self,
        key: ListKey,
        steps: Sequence[tuple[Step, Entry]],
        language: str,
        until: dt.datetime | None,
    ) -> set[tuple[Step, str]]:
        """Put these texts off until then, if they may wait; which of them do."""
        if self.later is None or until is None or not steps:
            return set()
        texts = [
            PutOff(step=step, paper_id=entry.paper.id, language=language, key=key, until=until)
            for step, entry in steps
        ]
        return {(step, paper_id) for step, paper_id, _ in await self.later.put(texts)}

    async def _do(
        self, steps: Sequence[tuple[Step, Entry]], edition: Edition, progress: Progress
    ) -> None:
        """Take these papers through these steps, each beside the others."""
        slots = iter(queue_slots(sum(step is Step.DEEP_READ for step, _ in steps)))
        jobs: list[tuple[Step, Entry, Coroutine[object, object, object]]] = []
        for step, entry in steps:
            if step is Step.SUMMARIZE:
                summary = self._reader.summary(entry.paper, self._language, edition.key)
                jobs.append((step, entry, summary))
            else:
                jobs.append((step, entry, self._deep(entry, next(slots))))
        try:
            async with asyncio.TaskGroup() as group:
                for step, entry, work in jobs:
                    group.create_task(self._step(work, edition.key.day, entry, step, progress))
        except ExceptionGroup as group_error:  # the store is gone: every step says the same
            raise group_error.exceptions[0] from group_error

    async def _deep(self, entry: Entry, slot: QueueSlot) -> Report:
        """The paper's report; with a capped budget, read once those before it have been read."""
        try:
            in_order = slot if self._capped else None
            return await self._reader.report(entry.paper, self._language, in_order)
        finally:
            slot.pass_on()

    async def _step(
        self, work: Awaitable[object], date: dt.date, entry: Entry, step: Step, progress: Progress
    ) -> None:
        """One paper through one step."""
        await self._kept_apart(work, date, entry.paper.id, step, self._language)
        progress.done(step, entry.paper.id)

    async def _kept_apart(
        self, work: Awaitable[Done], date: dt.date, paper_id: str, step: Step, language: str
    ) -> Done | None:
        """Do the work for one paper; what comes of it, or None. What goes wrong, a bug included, is
        recorded for it."""
        try:
            done = await work
        except Exception as error:  # noqa: BLE001 (it must not cost the other papers their texts)
            await self._failing.note(error, date, paper_id, step, language)
            return None
        await self._failing.clear(date, paper_id, step, language)
        return done

    async def _failed(self, edition: Edition) -> tuple[Failure, ...]:
        """The failures of the edition's day that concern its papers, not another list's."""
        listed = {entry.paper.id for entry in edition.entries}
        failures = await self._store.failures.of(edition.key.day)
        return tuple(failure for failure in failures if failure.paper_id in listed)

    async def _report(
        self, edition: Edition, seconds: float, source_error: SourceError | None
    ) -> DayReport:
        selected = [entry.paper.id for entry in edition.selected]
        everything = [entry.paper.id for entry in edition.entries]
        readings = self._store.readings
        return report_of(
            edition,
            await readings.summaries(selected, self._language, edition.key),
            await readings.reports(everything, self._language),
            failed=await self._failed(edition),
            seconds=seconds,
            source_error=source_error,
        )


def unsummarized(edition: Edition, summaries: Collection[str]) -> list[Paper]:
    """The selected papers without a summary that have an abstract to write one from.

    `summaries` are the ids of the papers that have one.
    """
    papers = [entry.paper for entry in edition.selected]
    return [paper for paper in papers if paper.abstract and paper.id not in summaries]
