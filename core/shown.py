"""What answers show of lists, papers and searches, each as stored at one moment. Frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.announcements.submissions import Submission
from core.editions.keys import ListKey
from core.models import Edition, Entry, Paper, Report, Revision, SearchHit, Summary


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list and what is shown with it. All of it was stored at one moment.

    `summaries` are those of all its entries, by paper id. `previous` is the newest list of its
    shelf before it, `following` the oldest after it, `newest` the newest there is; all have
    entries.
    """

    edition: Edition
    summaries: Mapping[str, Summary]
    previous: ListKey | None
    newest: ListKey | None
    following: ListKey | None = None


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper and what is shown with it. All of it was stored at one moment.

    `key` and `entry` say where it is listed, if it is, and `frozen` whether its number there is
    fixed. `paper` is named as that list named it, `known` as all that is known of it does.
    `submissions` are those to venues that are this paper.
    """

    paper: Paper
    known: Paper
    key: ListKey | None = None
    entry: Entry | None = None
    frozen: bool = False
    summary: Summary | None = None
    report: Report | None = None
    revision: Revision | None = None
    submissions: tuple[Submission, ...] = ()

    @property
    def place(self) -> tuple[ListKey, int] | None:
        """Its list and its number there, if it is listed."""
        if self.key is None or self.entry is None:
            return None
        return self.key, self.entry.rank


@dataclass(frozen=True, slots=True)
class ShownHits:
    """What a search found, and what is shown with it. All of it was stored at one moment.

    `titles` are those of the papers' summaries, by paper id; `unfrozen` are the lists that the hits
    lead to and whose numbers are not fixed yet; `total` says how many hits there are in all.
    """

    hits: tuple[SearchHit, ...]
    titles: Mapping[str, str | None]
    unfrozen: frozenset[ListKey]
    total: int = 0
