"""What a chat is interested in, as it is kept: what was asked for, votes, and picks. Frozen data.

Nothing here needs numpy, so chats without interests never load it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase
from typing import Final

from core.models import Counts, Entry, Paper, Tier, Verdict

# A day's picks have letters, and there are no more of them.
LETTERS: Final = ascii_uppercase
DEFAULT_LETTERS: Final = 5
MOST_LETTERS: Final = 10


class Kind(StrEnum):
    """What an interest names. The value is what is stored: it never changes."""

    WORDS = "words"
    AUTHOR = "author"
    LAB = "lab"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """One thing that a chat asked for, and how much it counts.

    `value` are words or a name as somebody wrote them, or a paper's id. `weight` is 1 as a
    rule, more or less than that where somebody changed it, and below 0 where less of it is wanted.
    `english` is how papers say Chinese words; empty where they need none, or none is known.
    """

    kind: Kind
    value: str
    weight: float = 1.0
    english: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One person's 👍 (`up`) or 👎 on one paper in one chat.

    `person` is their id on the platform, or "" where none is kept: in a chat that gets no lists.
    `explored` marks a vote on a pick that was there to explore.
    """

    paper_id: str
    person: str
    up: bool
    at: dt.datetime
    explored: bool = False


class Because(StrEnum):
    """What speaks for a pick. LIKE: it is near to a liked paper, `named` is its id. ASKED: it is
    near to a paper that was asked for. WORDS: it holds the words `named`, the weightiest first.
    AUTHOR, LAB: it is by who is named. MEANING: vectors of texts say that it is near to what the
    chat likes. NOISE: nothing but everybody's score; HANDS: that many people wrote it, where nobody
    could score it yet."""

    LIKE = "like"
    ASKED = "asked"
    WORDS = "words"
    AUTHOR = "author"
    LAB = "lab"
    MEANING = "meaning"
    NOISE = "noise"
    HANDS = "hands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of the sum that made a pick, and how much of it; below 0 it speaks against it."""

    because: Because
    named: tuple[str, ...] = ()
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A paper chosen for one chat on one day. Its letter is its place among the day's picks.

    `shares` are what it was chosen for, the weightiest first: the first one is its reason.
    `explores` marks one that is there because little is known of what the chat thinks of its kind,
    `announced` one that is not of the list, but of what was announced that day beside it.
    """

    paper_id: str
    shares: tuple[Share, ...] = ()
    explores: bool = False
    announced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A paper that was picked out of the announcements of an earlier day, under that letter, and
    stands in the list now."""

    paper_id: str
    day: dt.date
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A paper that the chat had as a letter, or likes, and that was accepted since: `venue` and
    its year as people write them, and `how`, as the venue's papers tell."""

    paper_id: str
    venue: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """What was shown to a chat beside a day's list: the picks, in the order of their letters, the
    ids of those entries that are marked because they fit, which earlier picks the list holds
    `again`, and which papers were `accepted` since. `unasked` says that the chat had asked for
    nothing yet, so that attention alone chose."""

    picks: tuple[Pick, ...] = ()
    marked: tuple[str, ...] = ()
    again: tuple[Again, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    unasked: bool = False

    def under(self, letter: str) -> Pick | None:
        """The pick of that letter, in either case; None where there is none."""
        number = LETTERS.find(letter.upper()) if len(letter) == 1 else -1
        if not 0 <= number < len(self.picks):
            return None
        return self.picks[number]

    def letter(self, paper_id: str) -> str | None:
        """The paper's letter; None where it is no pick."""
        for letter, pick in zip(LETTERS, self.picks, strict=False):
            if pick.paper_id == paper_id:
                return letter
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickSettings:
    """What a chat set about its picks: how many letters (0 for none), whether some explore,
    whether none comes that does not fit, and the words that none may hold."""

    letters: int = DEFAULT_LETTERS
    explores: bool = True
    only_fitting: bool = False
    mute: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatInterests:
    """What a chat asked for, and its votes, the oldest first."""

    interests: Sequence[Interest] = ()
    votes: Sequence[Vote] = ()

    @property
    def wants(self) -> bool:
        """Whether anything is wanted: without that there is nothing to pick by."""
        wished = any(interest.weight > 0 for interest in self.interests)
        return wished or any(vote.up for vote in self.votes)

    @property
    def papers(self) -> frozenset[str]:
        """The ids of the papers that are spoken of."""
        seeds = {each.value for each in self.interests if each.kind is Kind.PAPER}
        return frozenset(seeds | {vote.paper_id for vote in self.votes})


def name_of(value: str) -> str:
    """What tells interests of a kind apart, whichever way they are written."""
    return " ".join(value.casefold().split())


def as_entry(paper: Paper) -> Entry:
    """A paper that is in no list, as an entry without a number that nobody scored."""
    verdict = Verdict(score=0.0, tier=Tier.NONE, tags=(), golden=False, reasons=())
    return Entry(rank=0, paper=paper, counts=Counts(), verdict=verdict, selected=False)
