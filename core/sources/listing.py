"""One item of a day's list as data, whatever its schema era. Pure.

The hub leaves absent values out and has added keys every few months since 2024
(docs/decisions/http.md), so nothing but an id and a title is required, and a value of the wrong
type counts as absent. What is longer than `core.bounds` allows is cut, before anything looks at it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from core import bounds
from core.identify import paper_id, repository
from core.models import Counts, Listing, Paper
from core.unseen import seen

# Line breaks inside titles are common; control characters and lone surrogates would break stores
# and chats later.
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_HIGHEST_COUNT = 10**9  # More is nonsense, and more than a column holds.


def parse_listing(item: object) -> Listing | None:
    """The paper and its counts, or None for an item without a paper, an arXiv id or a title."""
    outer = _object(item)
    inner = _object(outer.get("paper"))
    identifier = paper_id(_text(inner.get("id")) or "")
    title = _text(inner.get("title"), bounds.TITLE) or _text(outer.get("title"), bounds.TITLE)
    if not (identifier and title):
        return None
    return Listing(_paper(identifier, title, inner, outer), _counts(inner, outer))


def _paper(
    identifier: str, title: str, inner: dict[str, object], outer: dict[str, object]
) -> Paper:
    """The paper in the item, whose outer object says what its inner one does not."""
    keywords = _list(inner.get("ai_keywords"))
    return Paper(
        id=identifier,
        title=title,
        abstract=_text(inner.get("summary"), bounds.ABSTRACT)
        or _text(outer.get("summary"), bounds.ABSTRACT)
        or "",
        authors=_authors(inner.get("authors")),
        organization=_organization(inner) or _organization(outer),
        published_at=_time(inner.get("publishedAt")) or _time(outer.get("publishedAt")),
        repository=repository(_text(inner.get("githubRepo"), bounds.ADDRESS) or ""),
        project_page=_link(inner.get("projectPage")),
        thumbnail=_link(outer.get("thumbnail")),
        ai_summary=_text(inner.get("ai_summary"), bounds.ABSTRACT),
        ai_keywords=_texts(keywords[: bounds.KEYWORDS], bounds.KEYWORD),
    )


def _counts(inner: dict[str, object], outer: dict[str, object]) -> Counts:
    return Counts(
        upvotes=_count(inner.get("upvotes")),
        stars=_count(inner.get("githubStars")),
        comments=_count(outer.get("numComments")),
    )


def _object(value: object) -> dict[str, object]:
    """The object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object, longest: int = bounds.NAME) -> str | None:
    """One line without surrounding blanks; None for anything that is no text or has none."""
    if not isinstance(value, str):
        return None
    # White space goes, so a little more than is kept has to be looked at; what is far too long is
    # known to be.
    if len(value) > 2 * longest:
        value = value[:longest] + bounds.ELLIPSIS * longest
    return bounds.cut(seen(_BLANK.sub(" ", value)).strip(), longest) or None


def _texts(values: Iterable[object], longest: int) -> tuple[str, ...]:
    found = (_text(value, longest) for value in values)
    return tuple(text for text in found if text)


def _authors(value: object) -> tuple[str, ...]:
    """The names of the authors who are not hidden."""
    listed = map(_object, _list(value)[: bounds.AUTHORS])
    shown = [author for author in listed if author.get("hidden") is not True]
    return _texts([author.get("name") for author in shown], bounds.NAME)


def _organization(holder: dict[str, object]) -> str | None:
    return _text(_object(holder.get("organization")).get("fullname"), bounds.NAME)


def _count(value: object) -> int:
    """The count, 0 for anything that is no whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return min(max(0, value), _HIGHEST_COUNT)


def _time(value: object) -> dt.datetime | None:
    """An aware UTC time; a time without a zone is taken as UTC, as the source means it."""
    try:
        time = dt.datetime.fromisoformat(_text(value) or "")
        if time.tzinfo is None:
            return time.replace(tzinfo=dt.UTC)
        return time.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _link(value: object) -> str | None:
    """A web address; anything else could become a link that does not lead to the web."""
    address = _text(value, bounds.ADDRESS) or ""
    if address.endswith(bounds.ELLIPSIS):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or " " in address:
        return None
    return address
