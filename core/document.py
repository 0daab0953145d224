"""A paper's full text as data: sections, figures and tables, as they were read."""

from __future__ import annotations

from dataclasses import dataclass

from core.models import Shortfall, Source


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document with a title.

    Paragraphs are separated by a blank line; tables and captions are paragraphs. `anchor` is the
    section's address within the page it was read from, "" where there is none.
    """

    title: str
    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a document: where its first picture is, and its caption.

    `pictures` counts what stands under the caption: images, drawings and tables; icons do not
    count. `anchor` is the figure's address within the page.
    """

    caption: str
    address: str | None
    pictures: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document: its caption, and its rows as lines of cells joined by " | ".

    `heads` are the columns' headers, those of several levels joined; () where they cannot be told.
    The first `head_rows` lines hold them. `anchor` is the table's address within the page.
    """

    caption: str
    rows: str
    heads: tuple[str, ...] = ()
    head_rows: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper's text as it was read: sections in order, without references and the site's frame.

    `source` is HTML or PDF; `lacking` says why it is not HTML. `hidden` says that text which
    readers do not see was left out. `head` are the lines below the title: who wrote it, where they
    work, how they are reached.
    """

    paper_id: str
    title: str
    authors: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    abstract: str = ""
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    version: str | None = None
    source: Source = Source.HTML
    lacking: Shortfall | None = None
    hidden: bool = False
