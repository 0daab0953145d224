"""A reference manager's file, whichever it is: the arXiv papers in it, and what was not understood.
Pure, and never more steps than the file is long.

Known by what stands in it, not by its name: BibTeX and BibLaTeX, RIS, EndNote, CSL-JSON, tables;
anything else is searched for links and ids line by line, as a plain list of links or RDF is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from core.identify import papers_in
from core.interests.library import bibtex, csl, spreadsheet, tagged
from core.interests.library.decoding import decoded
from core.interests.library.entry import Reference, without_other_dois
from core.titles import title_key

# References of a file that are read; its papers beyond are not looked for.
MOST_ENTRIES = 5_000
# Bytes of a file.
MOST_BYTES = 20_000_000
# Characters of a line that are searched for links.
_LINE = 2_000
# Every id has one.
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFile:
    """What a file holds.

    `papers` are the arXiv ids, each once, in their order; `titles` those references that name no
    arXiv paper, to be looked for by their titles, as written, by what tells titles apart. `entries`
    counts all references that were read, `repeated` those of a paper that was named before,
    `nameless` those without an id and a title, `damaged` those that could not be read. `beyond`
    says that there are more than are read.
    """

    papers: tuple[str, ...] = ()
    titles: Mapping[str, str]
    entries: int = 0
    repeated: int = 0
    nameless: int = 0
    damaged: int = 0
    beyond: bool = False


def read_library(data: bytes) -> LibraryFile | None:
    """The library in that file; None where it holds none: no reference, no link to a paper."""
    text = decoded(data)
    if text is None:
        return None
    found = _library(_entries(text.replace("\r\n", "\n").replace("\r", "\n")))
    if not found.entries:
        return None
    return found


def _entries(text: str) -> Iterator[Reference | None]:
    references = csl.references(text)
    if references is not None:
        return csl.entries(references)
    if bibtex.is_bibtex(text):
        return bibtex.entries(text)
    if tagged.is_ris(text):
        return tagged.ris_entries(text)
    if tagged.is_endnote(text):
        return tagged.endnote_entries(text)
    table = spreadsheet.rows(text)
    if table is not None:
        return iter(table)
    return _links(text)


def _links(text: str) -> Iterator[Reference]:
    """Each paper that a line of the text links to or names."""
    for row in filter(_FIGURE.search, text.splitlines()):
        for start in range(0, len(row), _LINE):
            for paper in papers_in(without_other_dois(row[start : start + _LINE])):
                yield Reference(names=(paper,))


def _library(entries: Iterable[Reference | None]) -> LibraryFile:
    papers: dict[str, None] = {}
    titles: dict[str, str] = {}
    count = repeated = nameless = damaged = 0
    entries = iter(entries)
    for entry in islice(entries, MOST_ENTRIES):
        count += 1
        if entry is None:
            damaged += 1
            continue
        paper = entry.paper_id
        plain = title_key(entry.title)
        if paper is None and plain:
            repeated += plain in titles
            titles.setdefault(plain, entry.title)
        elif paper is None:
            nameless += 1
        else:
            repeated += paper in papers
            papers.setdefault(paper)
    return LibraryFile(
        papers=tuple(papers),
        titles=titles,
        entries=count,
        repeated=repeated,
        nameless=nameless,
        damaged=damaged,
        beyond=next(entries, None) is not None,
    )
