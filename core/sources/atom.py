"""What arXiv's API says of papers, as an Atom feed (info.arxiv.org/help/api/user-manual). Pure."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from xml.etree import ElementTree

from core.announcements.categories import among

_ATOM, _ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_PIECE = 64 * 1024  # bytes read at once
_ABSTRACT_PAGE = re.compile(r"https?://[^/]+/abs/(?P<id>.+?)(?P<version>v\d+)?")
_WORK = (
    r"(?:paper|article|submission|manuscript|work|preprint|pre-print|e-?print|document|note"
    r"|version)"
)
_GONE = r"(?:withdrawn|retracted)\b(?! from\b)"
# The paper itself is withdrawn; one withdrawn from a conference is still there to be read.
_SAYS_SO = re.compile(
    rf"\b{_WORK} (?:is|was|has been|have been|had to be|will be) (?:\w++ )?{_GONE}", re.IGNORECASE
)
_BEGINS_SO = re.compile(
    rf"\W*+(?:(?:this|the|our) )?(?:{_WORK} )?(?:temporarily )?{_GONE}", re.IGNORECASE
)


class AtomEntry(NamedTuple):
    """What a feed says of one paper; `version` is its newest, as "v2"."""

    paper_id: str
    version: str | None
    withdrawn: bool
    title: str
    abstract: str
    authors: tuple[str, ...]
    published_at: dt.datetime | None
    categories: tuple[str, ...] = ()


class Results(NamedTuple):
    """One page of what was searched for: its papers, how many entries it has, and how many there
    are in all."""

    entries: list[AtomEntry]
    items: int
    total: int


def read_xml(xml: bytes) -> ElementTree.Element | None:
    """The root of a feed; None when it is none.

    It is read piece by piece, so that a thread that reads a large one lets others run.
    """
    if b"<!" in xml.replace(b"<![CDATA[", b""):
        return None  # a feed declares no entities, and such a text could unfold without end
    parser = ElementTree.XMLParser(encoding="utf-8")
    try:
        xml.decode()  # whatever it says that it is written in, all feeds are in this
        for start in range(0, len(xml), _PIECE):
            parser.feed(xml[start : start + _PIECE])
        root = parser.close()
    except (UnicodeDecodeError, ElementTree.ParseError):
        return None
    return root if isinstance(root, ElementTree.Element) else None


def parse_results(xml: bytes) -> Results | None:
    """One page of a search; None when it is no feed, or does not say how much there is."""
    feed = read_xml(xml)
    if feed is None or feed.tag != f"{_ATOM}feed":
        return None
    total = _text(feed, f"{_SEARCH}totalResults")
    if not re.fullmatch(r"\d{1,9}", total, re.ASCII):
        return None
    return Results(_entries(feed), len(feed.findall(f"{_ATOM}entry")), int(total))


def parse_feed(xml: bytes) -> list[AtomEntry] | None:
    """The papers of a feed in its order; None when it is no feed. It lacks those arXiv lacks."""
    feed = read_xml(xml)
    if feed is None or feed.tag != f"{_ATOM}feed":
        return None
    return _entries(feed)


def _entries(feed: ElementTree.Element) -> list[AtomEntry]:
    found: list[AtomEntry] = []
    for entry in feed.iter(f"{_ATOM}entry"):
        named = _ABSTRACT_PAGE.fullmatch(_text(entry, f"{_ATOM}id"))
        if named:  # An id that arXiv cannot read is answered with an entry about the error.
            comment = _text(entry, f"{_ARXIV}comment")
            abstract = _text(entry, f"{_ATOM}summary")
            withdrawn = says_withdrawn(comment, abstract)
            found.append(
                AtomEntry(
                    named["id"],
                    named["version"],
                    withdrawn,
                    _text(entry, f"{_ATOM}title"),
                    abstract,
                    _authors(entry),
                    _moment(_text(entry, f"{_ATOM}published")),
                    _categories(entry),
                )
            )
    return found


def says_withdrawn(comment: str, abstract: str) -> bool:
    """Whether a paper's comment or abstract says that it has been withdrawn."""
    return any(_BEGINS_SO.match(text) or _SAYS_SO.search(text) for text in (comment, abstract))


def _categories(entry: ElementTree.Element) -> tuple[str, ...]:
    """Its categories, each once, the primary one first."""
    primary = [each.get("term", "") for each in entry.iter(f"{_ARXIV}primary_category")]
    others = [each.get("term", "") for each in entry.iter(f"{_ATOM}category")]
    return among([*primary, *others])


def _authors(entry: ElementTree.Element) -> tuple[str, ...]:
    names = (_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author"))
    return tuple(name for name in names if name)


def _moment(text: str) -> dt.datetime | None:
    """The moment that the feed names in UTC; None where it names none."""
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _text(entry: ElementTree.Element, name: str) -> str:
    """The text of the entry's first such element on one line; "" where there is none."""
    text = entry.findtext(name) or ""
    return " ".join(text.split())
