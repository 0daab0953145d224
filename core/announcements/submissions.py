"""What venues tell of submissions: which day one is on, what was decided, which paper it is. Pure.

Most submissions are anonymous while they are read, and many are on arXiv as well. Two papers that
are taken for one cannot be parted again, so in doubt a submission stays a paper of its own.
"""

# Tested in tests/core/announcements/test_venue_reader.py.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.announcements import calendar
from core.announcements.venues import Group, group_of
from core.models import Paper
from core.titles import title_key

_DAY: Final = dt.timedelta(days=1)
# A decision that is older is no news to who learns of the submission now.
_RECENT: Final = dt.timedelta(days=14)
# An anonymous submission is a paper of the same title only where the title is this long, and the
# paper not older than so. A venue takes what was on arXiv for some months.
_WORDS, _LETTERS = 5, 30
_OLDEST: Final = dt.timedelta(days=400)
# What an anonymous paper says in place of names.
_NOBODY: Final = re.compile(r"anonym|under (?:double.)?blind|hidden", re.IGNORECASE)


class Decided(StrEnum):
    """What became of a submission. The value is what is stored; the order is that of their
    weight."""

    ORAL = "oral"
    SPOTLIGHT = "spotlight"
    POSTER = "poster"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DESK_REJECTED = "desk_rejected"
    WITHDRAWN = "withdrawn"

    @property
    def is_good(self) -> bool:
        """Whether the submission was accepted."""
        return self in _GOOD


_GOOD: Final = (Decided.ORAL, Decided.SPOTLIGHT, Decided.POSTER, Decided.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A public submission as a venue tells of it. `paper` is known by the note's id.

    `published_at` is when everybody could read it, as far as the venue says so; `settled_at` when
    the venue published it as accepted; `arxiv_id` what its authors say its arXiv id is.
    """

    paper: Paper
    note: str
    group: Group
    published_at: dt.datetime | None
    settled_at: dt.datetime | None = None
    decided: Decided | None = None
    arxiv_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submission as it is stored: which paper it is, where it was submitted, and what became of
    it. `decided_on` is the day of the decision, None where it was no news when it was read first.
    """

    note: str
    paper_id: str
    group: str
    decided: Decided | None = None
    decided_on: dt.date | None = None

    @property
    def label(self) -> str:
        """The venue and its year, as people write them."""
        found = group_of(self.group)
        return found.label if found else self.group


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStore:
    """What is to be stored of a submission: which paper it is, the day on which it is announced,
    None where it is no news, and that of the decision."""

    note: Note
    paper_id: str
    day: dt.date | None = None
    decided_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupState:
    """How far a group is read. `read_at` is when it was read whole last, and `through` the newest
    change that was known then.

    Of a reading that was interrupted, `offset` is how many notes it had read, and `newest` the
    newest change when it began. `closed` says why there is nothing to read, "" where there is.
    """

    group: str
    read_at: dt.datetime | None = None
    through: dt.datetime | None = None
    offset: int = 0
    newest: dt.datetime | None = None
    closed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What is new by a page of submissions: how many came, how many of all are papers of arXiv, and
    of how many the decision is new."""

    added: int = 0
    joined: int = 0
    decided: int = 0

    def __add__(self, other: PageRead) -> PageRead:
        return PageRead(
            added=self.added + other.added,
            joined=self.joined + other.joined,
            decided=self.decided + other.decided,
        )


def decided(venue: str, venue_id: str, group: str) -> Decided | None:
    """What a note's `venue` and `venueid` say of the decision; None while there is none."""
    state = venue_id.removeprefix(group).strip("/").casefold()
    if "desk" in state:
        return Decided.DESK_REJECTED
    if "withdrawn" in state:
        return Decided.WITHDRAWN
    if "rejected" in state:
        return Decided.REJECTED
    if state or not venue_id.startswith(group):
        # It is with its readers yet, or has gone on to another venue.
        return None
    return _accepted(venue.casefold())


def _accepted(said: str) -> Decided | None:
    """The kind of an accepted paper, as its venue's words for it end."""
    if said.startswith("submitted") or said.endswith("submission"):
        return None
    for kind in _GOOD:
        if kind in said:
            return kind
    return Decided.ACCEPTED


def day_of(note: Note, now: dt.datetime, read_before: dt.datetime | None) -> dt.date:
    """The day on which the submission is announced, by UTC.

    A submission that was not there when the venue was read before is new since then, whatever its
    dates say: a venue opens what was handed in weeks ago. What weekends and arXiv's holidays bring
    comes with the next day that has letters, for there may be no list of theirs.
    """
    today = now.date()
    day = today
    if note.published_at is not None:
        day = min(note.published_at.date(), today)
    if read_before is not None:
        last = read_before.date()
        # Lists of the day before may have been sent already.
        day = today if today - last <= _DAY else max(day, last)
    while not calendar.is_day(day):
        day += _DAY
    return day


def to_store(
    note: Note,
    before: Submission | None,
    joined_to: str | None,
    *,
    now: dt.datetime,
    read_before: dt.datetime | None,
    since: dt.date | None,
) -> ToStore:
    """What is to be stored of the note. It is announced once, unless it is over already or was
    published before the day `since`.

    `before` is what is stored of it, `joined_to` the arXiv paper that it is. Every note that was
    seen is stored, so that one which changes later is not taken for a new one.
    """
    if before is not None:
        decided_on = before.decided_on
        if note.decided is not None and note.decided is not before.decided:
            decided_on = now.date()
        return ToStore(note=note, paper_id=joined_to or before.paper_id, decided_on=decided_on)
    day: dt.date | None = day_of(note, now, read_before)
    is_over = note.decided is not None and not note.decided.is_good
    if is_over or (day and since and day < since):
        day = None
    return ToStore(
        note=note,
        paper_id=joined_to or note.paper.id,
        day=day,
        decided_on=_decided_on(note, now, read_before),
    )


def _decided_on(note: Note, now: dt.datetime, read_before: dt.datetime | None) -> dt.date | None:
    """The day of a decision that came with the note's first sight; None where it is no news."""
    if note.decided is None:
        return None
    if note.settled_at is not None:
        day = min(note.settled_at.date(), now.date())
        return day if now.date() - day <= _RECENT else None
    return now.date() if read_before else None


def joined(
    notes: Iterable[Note],
    papers: Mapping[str, Sequence[Paper]],
    named: Mapping[str, Paper],
    taken: Collection[str] = (),
) -> dict[str, str]:
    """By note, the id of the arXiv paper that the submission is.

    `papers` are the stored ones by what tells their titles apart, `named` those whose ids the
    submissions' authors give; those in `taken` are other submissions to the same venue already.
    Where two could be it, none is.
    """
    found: dict[str, str] = {}
    claimed: dict[str, list[str]] = {}
    for note in notes:
        paper_id = _as_named(note, named)
        if paper_id is None:
            paper_id = _by_title(note.paper, papers.get(title_key(note.paper.title), ()))
        if paper_id and paper_id not in taken:
            found[note.note] = paper_id
            claimed.setdefault(paper_id, []).append(note.note)
    for notes_of_one in claimed.values():
        if len(notes_of_one) > 1:
            for each in notes_of_one:
                del found[each]
    return found


def _as_named(note: Note, named: Mapping[str, Paper]) -> str | None:
    """The arXiv id that the authors give, if that paper has the same title or shares authors:
    anybody can name somebody else's."""
    paper = named.get(note.arxiv_id or "")
    if paper is None:
        return None
    same_title = title_key(paper.title) == title_key(note.paper.title)
    shared = _names(paper.authors) & _names(note.paper.authors)
    return paper.id if same_title or shared else None


def _by_title(submitted: Paper, alike: Sequence[Paper]) -> str | None:
    same = [paper for paper in alike if is_same(submitted, paper)]
    return same[0].id if len(same) == 1 else None


def is_same(submitted: Paper, paper: Paper) -> bool:
    """Whether two papers of the same title are one: they share authors, or one is anonymous and the
    title says so much that no other paper has it."""
    ours, theirs = _names(submitted.authors), _names(paper.authors)
    if ours and theirs:
        return len(ours & theirs) * 2 >= min(len(ours), len(theirs))
    ours_at, theirs_at = submitted.published_at, paper.published_at
    if ours_at and theirs_at and ours_at - theirs_at > _OLDEST:
        return False
    return is_distinctive(submitted.title)


def is_distinctive(title: str) -> bool:
    """Whether hardly two papers have that title."""
    words = [word for word in re.findall(r"\w+", title) if len(word) > 1]
    return len(words) >= _WORDS and len(title_key(title)) >= _LETTERS


def _names(authors: Iterable[str]) -> frozenset[tuple[str, str]]:
    """First letters and family names; none where they are hidden."""
    found: set[tuple[str, str]] = set()
    for author in authors:
        words = [title_key(word) for word in author.split()]
        words = [word for word in words if word]
        if words and not _NOBODY.search(author):
            found.add((words[0][0], words[-1]))
    return frozenset(found)
