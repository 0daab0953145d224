"""What arXiv's API says of papers, as an Atom feed (info.arxiv.org/help/api/user-manual). Pure."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from xml.etree import ElementTree

_ATOM, _ARXIV = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
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


class Entry(NamedTuple):
    """What a feed says of one paper; `version` is its newest, as "v2"."""

    paper_id: str
    version: str | None
    withdrawn: bool
    title: str
    abstract: str
    authors: tuple[str, ...]
    published_at: dt.datetime | None


def parse_feed(xml: bytes) -> list[Entry] | None:
    """The papers of a feed in its order; None when it is no feed. It lacks those arXiv lacks."""
    try:
        text = xml.decode()
        if "<!" in text.replace("<![CDATA[", ""):
            return None  # a feed declares no entities, and such a text could unfold without end
        feed = ElementTree.fromstring(text)
    except (UnicodeDecodeError, ElementTree.ParseError):
        return None
    if feed.tag != f"{_ATOM}feed":
        return None
    found: list[Entry] = []
    for entry in feed.iter(f"{_ATOM}entry"):
        named = _ABSTRACT_PAGE.fullmatch(_text(entry, f"{_ATOM}id"))
        if named:  # An id that arXiv cannot read is answered with an entry about the error.
            comment = _text(entry, f"{_ARXIV}comment")
            abstract = _text(entry, f"{_ATOM}summary")
            withdrawn = says_withdrawn(comment, abstract)
            found.append(
                Entry(
                    named["id"],
                    named["version"],
                    withdrawn,
                    _text(entry, f"{_ATOM}title"),
                    abstract,
                    _authors(entry),
                    _moment(_text(entry, f"{_ATOM}published")),
                )
            )
    return found


def says_withdrawn(comment: str, abstract: str) -> bool:
    """Whether a paper's comment or abstract says that it has been withdrawn."""
    return any(_BEGINS_SO.match(text) or _SAYS_SO.search(text) for text in (comment, abstract))


def _authors(entry: ElementTree.Element) -> tuple[str, ...]:
    names = (_text(author, f"{_ATOM}name") for author in entry.iter(f"{_ATOM}author"))
    return tuple(name for name in names if name)


def _moment(text: str) -> dt.datetime | None:
    """The moment that the feed names in UTC; None where it names none."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else None


def _text(entry: ElementTree.Element, name: str) -> str:
    """The text of the entry's first such element on one line; "" where there is none."""
    text = entry.findtext(name) or ""
    return " ".join(text.split())
