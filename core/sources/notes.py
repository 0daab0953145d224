"""What OpenReview's API tells of submissions (docs.openreview.net, entities/note; API 2). Pure.

A note's fields are `content.NAME.value`, each of which may have readers of its own; its moments are
milliseconds of Unix time. Only an id and a title are required, and a value of the wrong type counts
as absent. What not everybody may read is left out, whoever is signed in.
"""

# Tested in tests/core/announcements/test_venue_reader.py.
# Chinese is read here: signs between keywords.

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Final

from core import bounds
from core.announcements.submissions import Note, decided
from core.announcements.venues import Group
from core.identify import of_note, paper_id, papers_in, repository
from core.models import Paper
from core.unseen import seen

EVERYONE: Final = "everyone"
# Before there was any OpenReview: a moment in seconds, a zero.
_EARLIEST: Final = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)
# Control characters and lone surrogates would break stores and chats later.
_BLANK: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_APART: Final = re.compile(r"[,;，；、\n]")
# Fields in which authors say where else their paper is.
_ELSEWHERE: Final = re.compile(r"arxiv|preprint", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NotesPage:
    """A page of the answer: how many notes it has in all, when the last of them changed, those that
    are public submissions, each once, and the ids of those that were deleted or are not public."""

    items: int
    oldest: dt.datetime | None
    newest: dt.datetime | None
    notes: tuple[Note, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotesRefused:
    """What a refusal says: the error's name, as in "ForbiddenError"."""

    name: str


def parse_notes(body: bytes, group: Group) -> NotesPage | None:
    """What the answer tells of the group; None when it is no answer of that kind."""
    items = _listed(body, "notes")
    if items is None:
        return None
    found: dict[str, Note] = {}
    gone: list[str] = []
    moments: list[dt.datetime] = []
    for item in items:
        outer = _object(item)
        changed = _first(outer, "tmdate", "mdate", "tcdate", "cdate")
        if changed:
            moments.append(changed)
        named = of_note(_line(outer.get("id")) or "")
        if named is None or not _is_submission(outer):
            continue
        if not _is_public(outer):
            gone.append(named)
            continue
        note = _note(outer, named, group)
        if note and note.note not in found:
            found[note.note] = note
    return NotesPage(
        items=len(items),
        oldest=min(moments, default=None),
        newest=max(moments, default=None),
        notes=tuple(found.values()),
        gone=tuple(gone),
    )


def is_answer(body: bytes) -> bool:
    """Whether that is an answer about notes."""
    return _listed(body, "notes") is not None


def parse_one(body: bytes) -> Paper | None:
    """The paper of an answer about one note; None when there is none that everybody may read."""
    for item in _listed(body, "notes") or []:
        outer = _object(item)
        named = of_note(_line(outer.get("id")) or "")
        if named and _is_submission(outer) and _is_public(outer):
            return _paper(outer, named)
    return None


def parse_trouble(body: bytes) -> NotesRefused:
    """What a refusal says."""
    return NotesRefused(_line(_said(body).get("name")) or "")


def parse_token(body: bytes) -> str | None:
    """The token that signing in gave; None when it gave none."""
    token = _said(body).get("token")
    return token if isinstance(token, str) and token.isascii() and token.isprintable() else None


def _listed(body: bytes, name: str) -> list[object] | None:
    listed = _said(body).get(name)
    return listed if isinstance(listed, list) else None


def _said(body: bytes) -> dict[str, object]:
    """The answer's outermost object; {} where it has none."""
    try:
        return _object(json.loads(body))
    except (ValueError, RecursionError):
        return {}


def _is_submission(note: dict[str, object]) -> bool:
    """Whether it stands for itself, and answers no other note."""
    forum = note.get("forum")
    return forum in (None, note.get("id")) and not note.get("replyto")


def _is_public(note: dict[str, object]) -> bool:
    readers = note.get("readers")
    if note.get("ddate") is not None:
        return False
    return isinstance(readers, list) and EVERYONE in readers


def _note(outer: dict[str, object], named: str, group: Group) -> Note | None:
    paper = _paper(outer, named)
    if paper is None:
        return None
    content = _object(outer.get("content"))
    said = decided(_text(content, "venue") or "", _text(content, "venueid") or "", group.id)
    return Note(
        paper=paper,
        note=named.rpartition("/")[2],
        group=group,
        published_at=_first(outer, "odate", "cdate", "tcdate", "pdate"),
        settled_at=_first(outer, "pdate"),
        decided=said,
        arxiv_id=_arxiv_id(content),
    )


def _paper(outer: dict[str, object], named: str) -> Paper | None:
    content = _object(outer.get("content"))
    title = _text(content, "title", bounds.TITLE)
    if not title:
        return None
    short = _text(content, "TLDR", bounds.ABSTRACT) or _text(content, "TL;DR", bounds.ABSTRACT)
    abstract = _text(content, "abstract", bounds.ABSTRACT) or short or ""
    paper = Paper(
        id=named,
        title=title,
        abstract=abstract,
        authors=_names(content, "authors"),
        published_at=_first(outer, "odate", "cdate", "tcdate", "pdate"),
        repository=repository(_text(content, "code", bounds.ADDRESS) or ""),
        ai_keywords=_names(content, "keywords"),
    )
    return bounds.bounded_paper(paper)


def _arxiv_id(content: dict[str, object]) -> str | None:
    """The arXiv id that the authors give; None where they give none, or several."""
    found: set[str] = set()
    for name in filter(_ELSEWHERE.search, content):
        for said in (_text(content, name, bounds.ADDRESS) or "", *_names(content, name)):
            for each in papers_in(said):
                if paper_id(each) and "." in each and not each.startswith("openreview/"):
                    found.add(each)
    return found.pop() if len(found) == 1 else None


def _value(content: dict[str, object], name: str) -> object:
    """The field's value; None where not everybody may read it."""
    field = content.get(name)
    if not isinstance(field, dict):
        return field
    readers = field.get("readers")
    if readers is not None and not (isinstance(readers, list) and EVERYONE in readers):
        return None
    return field.get("value")


def _text(content: dict[str, object], name: str, longest: int = bounds.NAME) -> str | None:
    """The field as one line; of a list its first text."""
    value = _value(content, name)
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), None)
    return _line(value, longest)


def _names(content: dict[str, object], name: str) -> tuple[str, ...]:
    """The field as a list of short texts, however it was written: a list, one text with commas, or
    objects with names."""
    value = _value(content, name)
    if isinstance(value, str):
        value = _APART.split(value[: bounds.ABSTRACT])
    if not isinstance(value, list):
        return ()
    told = (_named(each) for each in value[: bounds.AUTHORS])
    return tuple(text for text in told if text)


def _named(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("fullname") or value.get("name")
    return _line(value)


def _line(value: object, longest: int = bounds.NAME) -> str | None:
    """One line without surrounding blanks; None for anything that is no text or has none."""
    if not isinstance(value, str):
        return None
    text = _BLANK.sub(" ", value[: 2 * longest])
    return bounds.cut(seen(text).strip(), longest) or None


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _first(note: dict[str, object], *names: str) -> dt.datetime | None:
    """The first of these moments that is there."""
    for name in names:
        moment = _moment(note.get(name))
        if moment:
            return moment
    return None


def _moment(value: object) -> dt.datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = dt.datetime.fromtimestamp(value / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment >= _EARLIEST else None
