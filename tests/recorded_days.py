"""The recorded days of arXiv, as an arXiv on loopback announces them: submitted by arXiv's rule,
one in twenty held back for days."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from pathlib import Path

from core.announcements import calendar
from core.announcements.categories import among
from tests.fakes.arxiv_announcements import Listed, Submitted, submitted_by_the_rule

FIELDS = ("cs.AI", "cs.CL", "cs.CV")
HELD = 0.05
SEED = 20250421
# A held paper was submitted for one of so many lists before the one that announces it.
HELD_FOR = 4


def recorded_days(folder: Path) -> tuple[dict[dt.date, Listed], set[str]]:
    """What each recorded day lists, and the ids of the papers that were held back.

    A crawl names the newest list on days without one, and some papers on two days: a feed tells
    them as often. Of the papers one in five is here, by its number: enough on each day for all that
    befalls one.
    """
    chance = random.Random(SEED)
    days: dict[dt.date, Listed] = {}
    known: dict[str, Submitted] = {}
    held: set[str] = set()
    with gzip.open(folder / "arxiv_days" / "days.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            read = json.loads(line)
            day = dt.date.fromisoformat(read["date"])
            papers = [_paper(each) for each in read["papers"] if each["id"][-1] in "16"]
            fresh = [each for each in papers if each.id not in known]
            if calendar.is_day(day):
                windows = _windows(day)
                for each in submitted_by_the_rule(fresh, windows, HELD, chance):
                    known[each.id] = each
                    if each.submitted < windows[-1][0]:
                        held.add(each.id)
            days[day] = Listed(new=[known[each.id] for each in papers])
    return days, held


def _windows(day: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
    """When the papers of that list and of those before it were submitted, that list's last."""
    found: list[tuple[dt.datetime, dt.datetime]] = []
    for _ in range(HELD_FOR + 1):
        window = calendar.window(day)
        found.insert(0, (window.since, window.until))
        day = calendar.newest_before(day)
    return found


def _paper(read: dict[str, object]) -> Submitted:
    categories = read["categories"]
    authors = read["authors"]
    assert isinstance(categories, list)
    assert isinstance(authors, list)
    return Submitted(
        id=str(read["id"]),
        title=str(read["title"]),
        abstract=str(read["abstract"]),
        authors=tuple(authors),
        categories=among(categories),
        submitted=dt.datetime.min.replace(tzinfo=dt.UTC),
    )
