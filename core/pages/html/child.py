"""A page on standard input → what it states, as JSON lines on standard output.

It runs as a process of its own:
`python -m core.pages.html.child SECONDS MEGABYTES KIND [PAPER ADDRESS]`; KIND is one of `READERS`.
It ends with a status other than 0 when the page wants more than it may use.
"""

# Tested in tests/core/pages/test_heavy.py.

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from core.bounds import bounded_document
from core.errors import WrongDocument
from core.pages.apart import confine
from core.pages.html.extract import extract
from core.sources.facts import listing_data, page_says_withdrawn, parse_abstract_page

PARTS = ("sections", "figures", "tables")


def main(seconds: int, megabytes: int, kind: str, *arguments: str) -> None:
    """Read standard input, write standard output, within these limits."""
    confine(seconds, megabytes)
    for line in READERS[kind](sys.stdin.buffer.read(), *arguments):
        json.dump(line, sys.stdout)
        sys.stdout.write("\n")


def _article(html: bytes, paper_id: str, address: str) -> Iterator[Any]:
    """What is known of the document, then each of its parts.

    They come apart because parsing a long document at once would block the event loop.
    """
    try:
        whole = extract(html, paper_id, address)
    except WrongDocument as wrong:
        yield {"wrong": wrong.reason}
        return
    document = bounded_document(whole)
    facts = {
        "title": document.title,
        "authors": document.authors,
        "head": document.head,
        "abstract": document.abstract,
        "version": document.version,
        "hidden": document.hidden,
    }
    yield {"facts": facts, "cut": document is not whole}
    for kind in PARTS:
        for part in getattr(document, kind):
            yield {"kind": kind, "part": asdict(part)}


def _abstract(html: bytes) -> Iterator[Any]:
    paper = parse_abstract_page(html)
    if paper is None:
        yield None
        return
    published_at = None
    if paper.published_at is not None:
        published_at = paper.published_at.isoformat()
    yield {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": paper.authors,
        "published_at": published_at,
    }


def _withdrawn(html: bytes) -> Iterator[Any]:
    yield page_says_withdrawn(html)


def _listing(html: bytes) -> Iterator[Any]:
    yield listing_data(html)


READERS: dict[str, Callable[..., Iterator[Any]]] = {
    "article": _article,
    "abstract": _abstract,
    "withdrawn": _withdrawn,
    "listing": _listing,
}
"""What can be asked of a page: functions of its bytes and the arguments; they give JSON's data."""

if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
