"""Venues' submissions and decisions, read into the pool.

A venue is read from what changed last to what is known already, so that most readings cost one
request. Where a reading was interrupted it goes on: what changed meanwhile stands at the top, and
the next one reads it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

import structlog

from core.announcements import venues
from core.announcements.pool_reader import BACK, LOOK, Wanted, nothing_wanted
from core.announcements.submissions import (
    GroupState,
    Note,
    PageRead,
    Submission,
    ToStore,
    joined,
    to_store,
)
from core.announcements.venues import Group
from core.errors import SourceError
from core.identify import note_of
from core.models import Paper
from core.ports import Clock
from core.titles import title_key
from core.waking import Pause, Waking

log = structlog.get_logger()

# How often a group is asked for, and how often one that is not there yet, or not public.
OFTEN: Final = dt.timedelta(hours=3)
SELDOM: Final = dt.timedelta(hours=24)
# Far more than the largest conference has.
MOST: Final = 60_000
# Changes within so short a time of each other may come in any order.
_MARGIN: Final = dt.timedelta(minutes=10)


class Closed(StrEnum):
    """Why a group cannot be read. The value is what is stored."""

    UNKNOWN = "unknown"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a group's notes, those first that changed last: what can be read of them, the ids
    of papers that are gone, how many notes they are in all, and when these changed."""

    notes: tuple[Note, ...]
    gone: tuple[str, ...]
    items: int
    oldest: dt.datetime | None
    newest: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRead:
    """How reading a group went. `whole` is False where the source broke off."""

    group: Group
    read: int = 0
    added: int = 0
    joined: int = 0
    decided: int = 0
    closed: Closed | None = None
    whole: bool = True


class SubmissionSource(Protocol):
    """Where submissions come from."""

    async def page(self, group: Group, offset: int) -> Page | Closed:
        """A page of the group's submissions, those first that changed last; raises SourceError."""


class Submissions(Protocol):
    """The stored submissions."""

    async def states(self) -> Mapping[str, GroupState]:
        """How far each group is read, by its id."""

    async def keep(self, state: GroupState) -> None:
        """Remember how far a group is read."""

    async def known(self, notes: Collection[str]) -> Mapping[str, Submission]:
        """Those of the submissions that are stored, by note."""

    async def taken(self, group: str, paper_ids: Collection[str]) -> frozenset[str]:
        """Those of the papers that are submissions to the group already."""

    async def put(
        self, told: Sequence[ToStore], gone: Collection[str], state: GroupState, now: dt.datetime
    ) -> PageRead:
        """Store submissions, their papers and their announcements, and how far the group is
        read."""


class StoredPapers(Protocol):
    """The stored papers."""

    async def titles(self) -> list[tuple[str, str]]:
        """Each paper's id and title, the newest stored first."""

    async def many(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        """Those that are stored, by id."""


class VenueReader:
    """Reads venues into the pool; `wanted` tells the topics that some chat reads."""

    def __init__(
        self,
        submissions: Submissions,
        papers: StoredPapers,
        source: SubmissionSource,
        clock: Clock,
        wanted: Wanted = nothing_wanted,
    ) -> None:
        self._submissions = submissions
        self._papers = papers
        self._source = source
        self._clock = clock
        self._wanted = wanted
        self._waking = Waking()
        self._pause = Pause()
        # The titles of all papers, while a group is read.
        self._titles: dict[str, list[str]] | None = None

    async def wanted(self) -> Collection[str]:
        """The venues that some chat reads."""
        return venues.among(await self._wanted())

    def wake(self) -> None:
        """Look at once whether there is something to read: somebody wants more venues."""
        self._pause.end()
        self._waking.wake()

    async def keep_up(self) -> None:
        """For ever: read what is due of the wanted venues."""
        await self._waking.repeat(self.read, LOOK)

    async def read(self) -> bool:
        """Read what is due of the wanted venues; returns whether nothing went wrong."""
        now = self._clock.now()
        if self._pause.lasts(now):
            return False
        groups = venues.open_groups(await self.wanted(), now.date())
        if not groups:
            return True
        states = await self._submissions.states()
        due = [group for group in groups if _is_due(states.get(group.id), now)]
        try:
            for group in due:
                await self.read_group(group, now.date() - BACK)
        except SourceError as error:
            log.info("submissions not read", error=str(error))
            self._pause.begin(self._clock.now())
            return False
        return True

    async def read_group(
        self,
        group: Group,
        since: dt.date | None,
        heard: Callable[[GroupRead], None] = lambda read: None,
    ) -> GroupRead:
        """Read what changed in the group since it was read last, at first all there is; what was
        published before the day `since` is not announced. Raises SourceError. `heard` is told after
        each page how far it is."""
        state = (await self._submissions.states()).get(group.id) or GroupState(group=group.id)
        try:
            read = await self._read(group, state, since, heard)
        finally:
            self._titles = None
        log.info(
            "submissions read",
            group=group.id,
            read=read.read,
            added=read.added,
            joined=read.joined,
            decided=read.decided,
            closed=str(read.closed or ""),
            whole=read.whole,
        )
        return read

    async def _read(
        self,
        group: Group,
        state: GroupState,
        since: dt.date | None,
        heard: Callable[[GroupRead], None],
    ) -> GroupRead:
        read = GroupRead(group=group)
        # The first reading takes all there is: what changes later must not look new.
        until = state.through - _MARGIN if state.through else None
        before: Page | None = None
        while state.offset < MOST:
            page = await self._source.page(group, state.offset)
            now = self._clock.now()
            if isinstance(page, Closed):
                await self._submissions.keep(
                    replace(state, read_at=now, offset=0, newest=None, closed=str(page))
                )
                return replace(read, closed=page)
            if page == before and page.items:
                # Whatever is asked for, it gives the same.
                log.warning("the same page again", group=group.id, offset=state.offset)
                await self._submissions.keep(replace(state, offset=0, newest=None))
                return replace(read, whole=False)
            before = page
            following = _after(state, page, until, now)
            learnt = await self._learn(page, state.read_at, since, following)
            read = replace(
                read,
                read=read.read + len(page.notes),
                added=read.added + learnt.added,
                joined=read.joined + learnt.joined,
                decided=read.decided + learnt.decided,
            )
            heard(read)
            if following.offset == 0:
                return read
            # The day when the group was read last stays that of before, until all is read.
            state = following
        await self._submissions.keep(replace(state, offset=0, newest=None))
        return replace(read, whole=False)

    async def _learn(
        self,
        page: Page,
        read_before: dt.datetime | None,
        since: dt.date | None,
        following: GroupState,
    ) -> PageRead:
        now = self._clock.now()
        known = await self._submissions.known([note.note for note in page.notes])
        loose = [note for note in page.notes if _is_loose(known.get(note.note))]
        found = await self._joined(loose, following.group)
        stored: list[ToStore] = []
        for note in page.notes:
            before, joined_to = known.get(note.note), found.get(note.note)
            stored.append(
                to_store(note, before, joined_to, now=now, read_before=read_before, since=since)
            )
        return await self._submissions.put(stored, page.gone, following, now)

    async def _joined(self, notes: Sequence[Note], group: str) -> dict[str, str]:
        """By note, the id of the arXiv paper that it is, as far as one is known."""
        if not notes:
            return {}
        if self._titles is None:
            self._titles = await asyncio.to_thread(_by_key, await self._papers.titles())
        keys = {title_key(note.paper.title) for note in notes}
        ids = [each for key in keys for each in self._titles.get(key, ())]
        alike: dict[str, list[Paper]] = {}
        for paper in (await self._papers.many(ids)).values():
            alike.setdefault(title_key(paper.title), []).append(paper)
        said = [note.arxiv_id for note in notes if note.arxiv_id]
        named = await self._papers.many(said)
        taken = await self._submissions.taken(group, [*ids, *said])
        return joined(notes, alike, named, taken)


def _is_loose(known: Submission | None) -> bool:
    """Whether the submission is not known as a paper of arXiv."""
    return known is None or note_of(known.paper_id) is not None


def _by_key(titles: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The ids of arXiv's papers by what tells their titles apart."""
    found: dict[str, list[str]] = {}
    for paper_id, title in titles:
        if note_of(paper_id) is None:
            found.setdefault(title_key(title), []).append(paper_id)
    return found


def _is_due(state: GroupState | None, now: dt.datetime) -> bool:
    if state is None or state.read_at is None or state.offset:
        return True
    pause = SELDOM if state.closed else OFTEN
    # A clock that was put back changes nothing.
    return not dt.timedelta() <= now - state.read_at < pause


def _after(
    state: GroupState, page: Page, until: dt.datetime | None, now: dt.datetime
) -> GroupState:
    """How far the group is read with that page."""
    newest = state.newest
    if not state.offset:
        # A moment that is still to come would hide what changes until then.
        newest = min(page.newest, now) if page.newest else None
    is_last = page.items == 0 or (until is not None and page.oldest and page.oldest < until)
    if not is_last:
        return replace(state, offset=state.offset + page.items, newest=newest, closed="")
    return GroupState(group=state.group, read_at=now, through=newest or state.through)
