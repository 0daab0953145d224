"""References as rows of a table: Zotero's and others' CSV, with whichever sign between. Pure."""

# Tested in tests/core/interests/library/test_reading.py.

# Chinese is read here: names of columns.

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from core.interests.library.entry import Reference, wanted

_SIGNS = ",;\t|"
# What a column may be called, the most certain place of an id first.
_TITLES = (
    "title",
    "paper title",
    "article title",
    "document title",
    "name",
    "标题",
    "题名",
    "名称",
)
_NAMES = (
    "arxiv", "arxiv id", "arxivid", "arxiv_id", "externalids.arxiv", "archive id", "archiveid",
    "eprint", "doi", "externalids.doi", "url", "link", "links", "document url", "source url",
    "archive location", "number", "extra", "notes", "note", "publication title", "journal",
    "source title", "publisher", "archive", "链接", "网址",
)  # fmt: skip


def rows(text: str) -> list[Reference] | None:
    """The references of a table whose first row names its columns; None where it is none."""
    first = text.partition("\n")[0]
    sign = max(_SIGNS, key=first.count)
    if sign not in first:
        return None
    reader = csv.reader(text.split("\n"), delimiter=sign)
    try:
        columns = [name.strip().casefold() for name in next(reader, [])]
        title = next((columns.index(name) for name in _TITLES if name in columns), None)
        names = [columns.index(name) for name in _NAMES if name in columns]
        if title is None or not names:
            return None
        return list(_entries(reader, title, names))
    except csv.Error:
        return None


def _entries(reader: Iterator[list[str]], title: int, names: Sequence[int]) -> Iterator[Reference]:
    for row in reader:
        if any(row):
            said = [row[place] for place in names if place < len(row)]
            yield Reference(row[title] if title < len(row) else "", wanted(said))
