"""A paper's text in pieces that are read one by one: sentences, and the lines of tables. Pure."""

# Chinese is read here: captions.
# Tested in tests/core/checking/paper/test_evidence.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.checking.tables.lines import Line
from core.checking.tables.tabular import CELLS, lines_of
from core.document import Document, Table
from core.models import Paper
from core.sentences import sentences

_CAPTION = re.compile(r"^(?:Table|Tab\.|Figure|Fig\.|表|图)\s?[\dIVX]", re.IGNORECASE)


class Place(NamedTuple):
    """A sentence or a row of a table, as the paper has it, and where."""

    section: str
    anchor: str
    text: str


class Piece(NamedTuple):
    """A piece of text before it is read: a sentence, or a line of a table with its caption.

    `begins` says that a table begins with it.
    """

    place: Place
    line: Line | None = None
    caption: str = ""
    begins: bool = False


def pieces_of(paper: Paper, document: Document | None) -> list[Piece]:
    """Title and abstract; with a document its sections, tables and captions too."""
    found = list(running("", "", f"{paper.title}\n\n{paper.abstract}"))
    if document is None:
        return found
    if document.abstract.strip() != paper.abstract.strip():
        found += running("", "", f"{document.title}\n\n{document.abstract}")
    tables = {table.rows: table for table in document.tables}
    for section in document.sections:
        text = f"{section.title}\n\n{section.text}"
        found += running(section.title, section.anchor, text, tables)
    found += _floats(document)
    return found


def running(
    section: str, anchor: str, text: str, tables: Mapping[str, Table] | None = None
) -> Iterator[Piece]:
    """The sentences and rows of a text; a caption before or behind a table belongs to its rows.

    `tables` are those of the paper, by their rows.
    """
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    for index, block in enumerate(blocks):
        if CELLS not in block:
            for sentence in sentences(block):
                yield Piece(Place(section, anchor, sentence))
            continue
        around = (*blocks[max(0, index - 1) : index], *blocks[index + 1 : index + 2])
        captions = (each for each in around if _CAPTION.match(each) and CELLS not in each)
        table = tables.get(block) if tables else None
        begins = not index or CELLS not in blocks[index - 1]
        yield from _lines(section, anchor, next(captions, ""), block, table, begins=begins)


def _lines(
    section: str,
    anchor: str,
    caption: str,
    rows: str,
    table: Table | None,
    *,
    begins: bool = True,
) -> Iterator[Piece]:
    for number, line in enumerate(lines_of(rows, table)):
        yield Piece(Place(section, anchor, line.text), line, caption, begins and number == 0)


def _floats(document: Document) -> Iterator[Piece]:
    """Tables and captions that no section holds."""
    whole = "\n\n".join(section.text for section in document.sections)
    blocks = set(whole.split("\n\n"))
    for table in document.tables:
        if table.rows not in blocks and table.rows not in whole:
            yield from running("", "", table.caption)
            yield from _lines("", "", table.caption, table.rows, table)
    for figure in document.figures:
        if figure.caption and figure.caption not in blocks and figure.caption not in whole:
            yield from running("", "", figure.caption)
