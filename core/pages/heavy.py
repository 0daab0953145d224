"""HTML pages → what they state. A page that could take long is read in a process of its own.

The parser is C and cannot be stopped in a thread; nested elements, misnested formatting and clever
selectors can keep it busy for hours or fill the memory. So only a page that is too small for any of
that is read in a thread.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import structlog

from core.document import Document, Figure, Section, Table
from core.errors import WrongDocument
from core.models import Paper
from core.pages.apart import read_apart
from core.pages.html.child import PARTS, READERS
from core.pages.html.depth import is_light

_LOG = structlog.get_logger()
_MADE = {"sections": Section, "figures": Figure, "tables": Table}
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLimits:
    """What reading one page may use: `seconds` to wait, half of them as processor time."""

    seconds: int = 60
    megabytes: int = 1024


class PageTooHeavy(Exception):
    """The page wanted more time or memory than it may use; the caller knows which page it was."""


async def read_article(
    html: bytes, paper_id: str, address: str, limits: PageLimits = PageLimits()
) -> Document:
    """The document of a LaTeXML page at that address.

    Raises WrongDocument as `extract` does, and for "size".
    """

    def made_of(lines: Iterator[Any]) -> Document:
        return _document(lines, paper_id)

    try:
        return await _read("article", html, limits, made_of, paper_id, address)
    except PageTooHeavy:
        raise WrongDocument(paper_id, "size") from None


async def read_abstract_page(html: bytes, limits: PageLimits = PageLimits()) -> Paper | None:
    """The paper an abstract page is about; None when it is no such page. Raises PageTooHeavy."""
    return await _read("abstract", html, limits, _paper)


async def read_withdrawal(html: bytes) -> bool:
    """Whether an abstract page tells of a withdrawal. Raises PageTooHeavy."""
    return await _read("withdrawn", html, PageLimits(), lambda lines: bool(next(lines)))


async def read_listing_data(html: bytes, limits: PageLimits = PageLimits()) -> str | None:
    """The JSON that the page of a day's list carries, or None. Raises PageTooHeavy."""
    return await _read("listing", html, limits, _text)


async def _read(
    kind: str,
    html: bytes,
    limits: PageLimits,
    made_of: Callable[[Iterator[Any]], Made],
    *arguments: str,
) -> Made:
    """What `made_of` makes of the lines that the page's reader gives."""
    if await asyncio.to_thread(is_light, html):
        return await asyncio.to_thread(lambda: made_of(READERS[kind](html, *arguments)))
    processor_seconds = max(1, limits.seconds // 2)
    told = [str(processor_seconds), str(limits.megabytes), kind, *arguments]
    said = await read_apart("core.pages.html.child", told, html, limits.seconds)
    if said is None:
        raise PageTooHeavy
    return await asyncio.to_thread(lambda: made_of(map(json.loads, said.splitlines())))


def _document(lines: Iterator[Any], paper_id: str) -> Document:
    first = next(lines)
    if "wrong" in first:
        raise WrongDocument(paper_id, first["wrong"])
    if first["cut"]:
        _LOG.warning("too_long_and_cut", paper=paper_id, fields="document")
    parts: dict[str, list[Any]] = {kind: [] for kind in PARTS}
    for each in lines:
        parts[each["kind"]].append(_MADE[each["kind"]](**_with_tuples(each["part"])))
    return Document(paper_id=paper_id, **_with_tuples(first["facts"] | parts))


def _paper(lines: Iterator[Any]) -> Paper | None:
    facts = next(lines)
    if facts is None:
        return None
    day = facts.pop("published_at")
    paper = Paper(**_with_tuples(facts))
    if day is None:
        return paper
    return replace(paper, published_at=dt.datetime.fromisoformat(day))


def _text(lines: Iterator[Any]) -> str | None:
    text: str | None = next(lines)
    return text


def _with_tuples(facts: dict[str, Any]) -> dict[str, Any]:
    """A copy with tuples for lists, which JSON does not tell apart."""
    with_tuples = dict(facts)
    for name, value in facts.items():
        if isinstance(value, list):
            with_tuples[name] = tuple(value)
    return with_tuples
