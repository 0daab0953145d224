"""How long what comes in may be: far above anything real, so that nothing legitimate is cut. Pure.

Everything is bounded where it enters, so that no code behind has to ask. What was cut ends with an
ellipsis.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Literal

from core.document import Document, Figure, Section, Table
from core.models import Paper
from core.unseen import seen

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
    if len(text) <= longest:
        return text
    return text[: longest - 1] + ELLIPSIS


def normalized(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The text in that form of Unicode.

    It is normalized piece by piece, for a text of nothing but marks would take very long to sort.
    """
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
    """The paper without characters that no reader sees, cut where its texts or lists are too long;
    the same object if none is."""
    organization = paper.organization
    if organization:
        organization = cut(seen(organization), NAME)
    ai_summary = paper.ai_summary
    if ai_summary:
        ai_summary = cut(seen(ai_summary), ABSTRACT)
    shorter = replace(
        paper,
        title=cut(seen(paper.title), TITLE),
        abstract=cut(seen(paper.abstract), ABSTRACT),
        authors=_cut_all(map(seen, paper.authors), AUTHORS, NAME),
        organization=organization,
        ai_summary=ai_summary,
        ai_keywords=_cut_all(map(seen, paper.ai_keywords), KEYWORDS, KEYWORD),
    )
    return paper if shorter == paper else shorter


def shortened(paper: Paper) -> tuple[str, ...]:
    """The names of the paper's fields that were too long and have been cut."""
    found: list[str] = []
    if _was_cut(paper.title, TITLE):
        found.append("title")
    if _was_cut(paper.abstract, ABSTRACT):
        found.append("abstract")
    if _was_cut(paper.organization or "", NAME):
        found.append("organization")
    if _was_cut(paper.ai_summary or "", ABSTRACT):
        found.append("ai_summary")
    if len(paper.authors) == AUTHORS or any(_was_cut(name, NAME) for name in paper.authors):
        found.append("authors")
    words = paper.ai_keywords
    if len(words) == KEYWORDS or any(_was_cut(word, KEYWORD) for word in words):
        found.append("ai_keywords")
    return tuple(found)


def _was_cut(text: str, longest: int) -> bool:
    """Whether the text looks like one that `cut` has made."""
    return len(text) == longest and text.endswith(ELLIPSIS)


def bounded_document(document: Document) -> Document:
    """The document, cut where its texts or lists are too long; the same object if none is.

    The sections together may be as long as TEXT; the first ones are kept.
    """
    shorter = replace(
        document,
        title=cut(document.title, TITLE),
        authors=_cut_all(document.authors, AUTHORS, NAME),
        head=_cut_all(document.head, AUTHORS, TITLE),
        abstract=cut(document.abstract, ABSTRACT),
        sections=_sections(document.sections),
        figures=tuple(_figure(each) for each in document.figures[:FIGURES]),
        tables=_tables(document.tables),
    )
    return document if shorter == document else shorter


def _cut_all(texts: Iterable[str], most: int, longest: int) -> tuple[str, ...]:
    """The first `most` texts, each cut."""
    return tuple(cut(text, longest) for text in islice(texts, most))


def _sections(sections: Iterable[Section]) -> tuple[Section, ...]:
    kept: list[Section] = []
    left = TEXT
    for section in islice(sections, SECTIONS):
        text = _cut_to_rest(section.text, left)
        left -= len(text)
        title = cut(section.title, HEADING)
        anchor = _anchor(section.anchor)
        kept.append(replace(section, title=title, text=text, anchor=anchor))
    return tuple(kept)


def _cut_to_rest(text: str, left: int) -> str:
    """The text, cut to what is left for it; "" where there is no room for a letter."""
    if left <= 1:
        return ""
    return cut(text, left)


def _figure(figure: Figure) -> Figure:
    """The figure with its caption cut, and without an address that is too long."""
    address = figure.address
    if not address or len(address) > ADDRESS:
        address = None
    caption = cut(figure.caption, CAPTION)
    return replace(figure, caption=caption, address=address, anchor=_anchor(figure.anchor))


def _tables(tables: Iterable[Table]) -> tuple[Table, ...]:
    kept: list[Table] = []
    left = TEXT
    for table in islice(tables, TABLES):
        rows = _cut_to_rest(table.rows, left)
        left -= len(rows)
        caption = cut(table.caption, CAPTION)
        heads = tuple(cut(head, HEADING) for head in table.heads)
        anchor = _anchor(table.anchor)
        kept.append(replace(table, caption=caption, rows=rows, heads=heads, anchor=anchor))
    return tuple(kept)


def _anchor(anchor: str) -> str:
    """The anchor, "" where it is too long: an anchor that was cut would lead nowhere."""
    return anchor if len(anchor) <= ANCHOR else ""
