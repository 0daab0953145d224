"""How long what comes in may be: far above anything real, so that nothing legitimate is cut.

Everything is bounded where it enters, so that nobody behind the door has to ask. What was cut ends
with an ellipsis. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Literal

from core.document import Document, Figure, Section, Table
from core.models import Paper

# Characters. arXiv takes abstracts of up to 1,920 and titles of a few hundred; the longest surveys
# have some 1,500,000.
TITLE, ABSTRACT, NAME, KEYWORD, ADDRESS = 1_000, 20_000, 300, 200, 2_000
HEADING, CAPTION, ANCHOR, TEXT = 500, 20_000, 200, 3_000_000
# How many. The longest list of a day had some 100 papers, the largest collaborations have some
# 5,000 authors, and one survey has 180 tables.
LISTED, AUTHORS, KEYWORDS, SECTIONS, FIGURES, TABLES = 2_000, 10_000, 100, 5_000, 2_000, 2_000
ELLIPSIS = "…"
_PIECE = 500  # characters brought into a form of Unicode at once


def cut(text: str, longest: int) -> str:
    """The text, or as much of its beginning as leaves room for an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1] + ELLIPSIS


def normalized(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The text in that form of Unicode. Marks without end would have to be sorted, so it is done
    piece by piece."""
    if text.isascii():
        return text
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < min(len(text), start + 2 * _PIECE) and unicodedata.combining(text[end]):
            end += 1
        pieces.append(unicodedata.normalize(form, text[start:end]))
        start = end
    return "".join(pieces)


def bounded_paper(paper: Paper) -> Paper:
    """The paper with its texts and lists as long as they may be; the same object where nothing is
    too long."""
    shorter = replace(
        paper,
        title=cut(paper.title, TITLE),
        abstract=cut(paper.abstract, ABSTRACT),
        authors=_cut_all(paper.authors, AUTHORS, NAME),
        organization=cut(paper.organization, NAME) if paper.organization else paper.organization,
        ai_summary=cut(paper.ai_summary, ABSTRACT) if paper.ai_summary else paper.ai_summary,
        ai_keywords=_cut_all(paper.ai_keywords, KEYWORDS, KEYWORD),
    )
    return paper if shorter == paper else shorter


def shortened(paper: Paper) -> tuple[str, ...]:
    """The names of the paper's fields that were too long and have been cut."""
    texts = (
        ("title", paper.title, TITLE),
        ("abstract", paper.abstract, ABSTRACT),
        ("organization", paper.organization or "", NAME),
        ("ai_summary", paper.ai_summary or "", ABSTRACT),
        *(("authors", name, NAME) for name in paper.authors),
        *(("ai_keywords", word, KEYWORD) for word in paper.ai_keywords),
    )
    found = [
        name for name, text, longest in texts if len(text) == longest and text.endswith(ELLIPSIS)
    ]
    found += ["authors"] if len(paper.authors) == AUTHORS else []
    found += ["ai_keywords"] if len(paper.ai_keywords) == KEYWORDS else []
    return tuple(dict.fromkeys(found))


def bounded_document(document: Document) -> Document:
    """The document with its texts and lists as long as they may be; the same object where nothing
    is too long.

    Its sections share what a document may hold, in their order.
    """
    shorter = replace(
        document,
        title=cut(document.title, TITLE),
        authors=_cut_all(document.authors, AUTHORS, NAME),
        abstract=cut(document.abstract, ABSTRACT),
        sections=_sections(document.sections),
        figures=tuple(_figure(each) for each in document.figures[:FIGURES]),
        tables=_tables(document.tables),
    )
    return document if shorter == document else shorter


def _cut_all(texts: Iterable[str], most: int, longest: int) -> tuple[str, ...]:
    return tuple(cut(text, longest) for text in islice(texts, most))


def _sections(sections: Iterable[Section]) -> tuple[Section, ...]:
    kept: list[Section] = []
    left = TEXT
    for section in islice(sections, SECTIONS):
        text = cut(section.text, left) if left > 1 else ""
        left -= len(text)
        kept.append(
            replace(
                section,
                title=cut(section.title, HEADING),
                text=text,
                anchor=_anchor(section.anchor),
            )
        )
    return tuple(kept)


def _figure(figure: Figure) -> Figure:
    address = figure.address if figure.address and len(figure.address) <= ADDRESS else None
    return replace(
        figure, caption=cut(figure.caption, CAPTION), address=address, anchor=_anchor(figure.anchor)
    )


def _tables(tables: Iterable[Table]) -> tuple[Table, ...]:
    kept: list[Table] = []
    left = TEXT
    for table in islice(tables, TABLES):
        rows = cut(table.rows, left) if left > 1 else ""
        left -= len(rows)
        heads = tuple(cut(head, HEADING) for head in table.heads)
        anchor = _anchor(table.anchor)
        kept.append(
            replace(
                table, caption=cut(table.caption, CAPTION), rows=rows, heads=heads, anchor=anchor
            )
        )
    return tuple(kept)


def _anchor(anchor: str) -> str:
    """The anchor; none that is too long, for one that is cut leads nowhere."""
    return anchor if len(anchor) <= ANCHOR else ""
