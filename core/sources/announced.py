"""What arXiv's feed tells of a day's announcements (info.arxiv.org/help/rss_specifications). Pure.

A channel bears the date of the list; each item says whether its paper is new, comes to one more
category, or is replaced.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple
from xml.etree import ElementTree

from core.announcements.calendar import EASTERN
from core.announcements.categories import among
from core.bounds import bounded_paper
from core.identify import paper_id
from core.models import Paper
from core.pool import Announced, Announcement
from core.sources.atom import read_xml

_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_KINDS: Final = {"new": Announcement.NEW, "cross": Announcement.CROSS}
_HEAD: Final = re.compile(
    r"\s*arXiv:\S+\s+Announce Type:\s*(?P<kind>[a-z-]+)\s+Abstract:\s*", re.IGNORECASE
)
_AFFILIATION: Final = re.compile(r"\([^()]*\)")
# Affiliations may hold brackets themselves.
_NESTED: Final = 3
# From the evening on, a moment belongs to the next day's list, in winter and in summer.
_EVENING: Final = dt.timedelta(hours=5)


class AnnouncedFeed(NamedTuple):
    """A feed: the date that it bears, the new papers and those that come to one more category, each
    once, and how many items it has in all."""

    day: dt.date
    announced: tuple[Announced, ...]
    items: int


def parse_announcements(xml: bytes) -> AnnouncedFeed | None:
    """What the feed tells; None when it is no feed, or bears no date. An item that cannot be
    understood is left out."""
    root = read_xml(xml)
    channel = None
    if root is not None and root.tag == "rss":
        channel = root.find("channel")
    if channel is None:
        return None
    items = channel.findall("item")
    day = _date(channel.findtext("pubDate"))
    if day is None and items:
        day = _date(items[0].findtext("pubDate"))
    if day is None:
        return None
    found: dict[tuple[str, dt.date], Announced] = {}
    for item in items:
        each = _announced(item, day)
        if each is None:
            continue
        before = found.get((each.paper.id, each.day))
        if before is None or before.kind is Announcement.CROSS:
            found[each.paper.id, each.day] = each
    return AnnouncedFeed(day, tuple(found.values()), len(items))


def _announced(item: ElementTree.Element, day: dt.date) -> Announced | None:
    """The paper of an item; None where it is replaced, or the item cannot be understood."""
    described = item.findtext("description") or ""
    head = _HEAD.match(described)
    said = _text(item, f"{_ARXIV}announce_type")
    if not said and head:
        said = head["kind"]
    kind = _KINDS.get(said.lower())
    named = paper_id(_text(item, "link")) or paper_id(_text(item, "guid").rpartition(":")[2])
    title = _text(item, "title")
    categories = among(each.text or "" for each in item.findall("category"))
    if kind is None or named is None or not title or not categories:
        return None
    abstract = described[head.end() :] if head else described
    paper = Paper(
        id=named,
        title=title,
        abstract=" ".join(abstract.split()),
        authors=_authors(_text(item, f"{_DC}creator")),
    )
    return Announced(
        paper=bounded_paper(paper),
        day=_date(item.findtext("pubDate")) or day,
        kind=kind,
        categories=categories,
    )


def _authors(text: str) -> tuple[str, ...]:
    """The names between the commas, without affiliations."""
    for _ in range(_NESTED):
        text = _AFFILIATION.sub(" ", text)
    names = (" ".join(name.split()) for name in text.split(","))
    return tuple(name for name in names if name)


def _date(text: str | None) -> dt.date | None:
    """The date of the list that the moment stands for; None where it is none.

    A list bears a date, written as the midnight at which it begins. A midnight is that date in
    whichever zone it is written; another moment is taken by arXiv's clock.
    """
    try:
        moment = parsedate_to_datetime(" ".join((text or "").split()))
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None or moment.time() == dt.time():
        return moment.date()
    try:
        return (moment.astimezone(EASTERN) + _EVENING).date()
    except OverflowError:
        return None


def _text(item: ElementTree.Element, name: str) -> str:
    """The text of the item's first such element on one line; "" where there is none."""
    return " ".join((item.findtext(name) or "").split())
