"""One walk over a LaTeXML article, in document order, that gathers what a reader of it sees.

arXiv regenerates its pages with new converters, so this relies on few class names, those that every
recorded era shares. Text runs gather in a line; a block element breaks the line; a heading opens a
section.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from core.document import Section
from core.pages.html import elements
from core.pages.html.blocks import BREAK, Blocks, stacked
from core.pages.html.formulas import read
from core.pages.html.frames import Floats
from core.pages.html.grids import Cell, laid_out, shut_columns, span
from core.pages.html.parts import Parts
from core.pages.html.residue import is_prose, without_residue
from core.pages.html.rows import Rows
from core.pages.html.shadows import slot_of, slots_of
from core.pages.html.sight import Attributes, Sight
from core.pages.html.visibility import Look

_BULLETS = frozenset("•·∙◦‣⁃▪■□◆◇○●∗*–—-")
_NO_REFERENCES = "section, figure, .ltx_para"
_POWER = re.compile(r"[-−+]?\d{1,4}")
_MARK = re.compile(r"[a-z](?:, ?[a-z]){0,5}")
_DEEPEST = 150  # levels; recorded pages reach 24, and Python stops at 1000 calls


class _Part(NamedTuple):
    """A seen element within another, with its classes and how its text looks."""

    node: LexborNode
    classes: frozenset[str]
    look: Look


class Walk:
    """The walk and what it has gathered. `address` makes a picture's `src` absolute, or None."""

    def __init__(
        self, article: LexborNode, address: Callable[[str], str | None], sight: Sight
    ) -> None:
        self.title = ""
        self.creators: list[str] = []
        self.notes: list[str] = []  # of the authors
        self.floats = Floats(address)
        self._abstract: list[str] = []
        self._out = Blocks()
        self._parts_read = Parts(self._out)
        self._level = 0
        self._depth = 0
        self._cells = 0
        self._in_formula = False
        self._in_title = False
        self._sight = sight
        self._lines = Rows()
        self._children(article, sight.around(article))
        self._out.flush()

    def go_on(self, article: LexborNode) -> None:
        """Read another article of the page, unless no reader sees it."""
        look = self._sight.reached(article)
        if look is not None:
            self._children(article, look)
            self._out.flush()

    @property
    def abstract(self) -> str:
        """The abstract's paragraphs, separated by blank lines; "" where the page has none."""
        return "\n\n".join(self._abstract)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in document order; one without title holds what precedes the headings."""
        return self._parts_read.sections

    def _text(self, node: LexborNode, look: Look) -> str:
        """The element's text on one line."""
        with self._out.aside() as gathered:
            self._children(node, look)
        return stacked("\n".join(gathered).split("\n"))

    # Nodes

    def _children(self, node: LexborNode, look: Look) -> None:
        if self._depth >= _DEEPEST:
            return
        self._depth += 1
        slots: frozenset[str] | None = None
        child = node.first_child
        while child is not None:
            if slots is not None and slot_of(child) not in slots:
                self._sight.leave_out(child.text(deep=True))
            elif child.is_text_node:
                text = child.text_content or ""
                if look.floor < math.inf and look.visible and not self._lines.shows(text, look):
                    self._sight.leave_out(text)
                elif look.visible and not look.is_turned:
                    self._out.add(text)
                else:
                    self._letters(text, look)
            elif child.is_element_node:
                self._element(child, look)
                if child.tag == "template":
                    slots = slots_of(child)
            child = child.next
        self._depth -= 1

    def _letters(self, text: str, look: Look) -> None:
        """A piece of text that is not shown, or not as it is written."""
        self._sight.leave_out(text)
        if look.visible:
            self._out.add(text[::-1])

    def _element(self, node: LexborNode, look: Look) -> None:
        """Read an element."""
        tag = node.tag or ""
        is_dropped = tag in elements.DROPPED_TAGS and not elements.falls_back(node)
        if is_dropped or (self._out.by_lines and tag == "sup"):
            if tag in elements.PICTURE_TAGS:
                self.floats.drawing()
            if tag in elements.UNSEEN_TAGS or (tag == "title" and look.canvas is None):
                self._sight.leave_out(node.text(deep=True))
            return
        attributes = node.attributes
        if tag == "math":
            self._formula(node, attributes, look)
            return
        classes = frozenset((attributes.get("class") or "").split())
        if classes & elements.REFERENCES and node.css_first(_NO_REFERENCES) is not None:
            self._beside_references(node, look)
        below = self._seen(node, attributes, classes, look, tag)
        if below is None:
            return
        if tag == "bdo":
            below = replace(below, is_turned=(attributes.get("dir") or "").lower() == "rtl")
        if below.floor < look.floor:
            with self._lines.within():
                self._dispatch(node, tag, classes, below)
        else:
            self._dispatch(node, tag, classes, below)
        if self._lines.are_counted and (tag == "br" or tag in elements.BLOCK_TAGS):
            self._lines.end(below, is_break=tag == "br")

    def _beside_references(self, node: LexborNode, look: Look, *, in_item: bool = False) -> None:
        """What is no reference within a bibliography: sections, floats and, outside references,
        paragraphs that were set in it."""
        below = self._sight.below(node, node.attributes, look)
        if below is None or self._depth >= _DEEPEST:
            return
        self._depth += 1
        for part in node.iter():
            is_text = "ltx_para" in (part.attributes.get("class") or "").split()
            if part.tag in ("section", "figure") or (is_text and not in_item):
                self._element(part, below)
            elif part.tag not in elements.DROPPED_TAGS:
                self._beside_references(part, below, in_item=in_item or part.tag == "li")
        self._depth -= 1

    def _seen(
        self,
        node: LexborNode,
        attributes: Attributes,
        classes: frozenset[str],
        look: Look,
        tag: str = "",
    ) -> Look | None:
        """How text in an element looks; None when no reader sees it or it is not the paper's."""
        if classes & elements.DROPPED_CLASSES:
            if classes & elements.UNSEEN_CLASSES:
                self._sight.leave_out(node.text(deep=True))
            return None
        return self._sight.below(node, attributes, look, tag)

    def _dispatch(self, node: LexborNode, tag: str, classes: frozenset[str], look: Look) -> None:
        if "ltx_title_document" in classes:
            self._document_title(node, look)
        elif "ltx_authors" in classes:
            self._authors(node, look)
        elif "ltx_author_notes" in classes:
            self._author_notes(node, look)
        elif "ltx_abstract" in classes:
            self._gather_abstract(node, look)
        elif tag == "section":
            self._section(node, look)
        elif tag in elements.HEADING_TAGS or "ltx_title" in classes:
            self._heading(node, classes, look)
        elif tag == "figure":
            self._figure(node, classes, look)
        elif tag in ("figcaption", "caption") or "ltx_caption" in classes:
            self._caption(node, look)
        elif classes & elements.EQUATION_CLASSES:
            self._equation(node, look)
        elif tag == "table" or "ltx_tabular" in classes:
            self._table(node, look)
        elif "ltx_note" in classes:
            self._note(node, look)
        elif tag == "li" or "ltx_tag_item" in classes:
            self._item(node, tag, look)
        elif "ltx_listing" in classes:
            self._listing(node, look)
        elif tag == "img":
            self.floats.picture(node.attributes)
        elif tag == "br":
            self._break()
        elif tag == "sup":
            self._raised(node, look)
        elif tag == "svg":
            self._drawing(node, look)
        elif tag == "details" and self._sight.is_folded(node.attributes):
            self._folded(node, look)
        elif tag in elements.BLOCK_TAGS or classes & elements.BLOCK_CLASSES:
            self._out.flush()
            self._children(node, look)
            self._out.flush()
        else:
            self._children(node, look)

    # Front matter and headings

    def _document_title(self, node: LexborNode, look: Look) -> None:
        self._out.flush()
        self._in_title = True
        text = self._text(node, look)
        self._in_title = False
        if self.title:
            # An article that follows the first one is a part of the page like any other.
            self._parts_read.begin(text, 1)
            return
        self.title = text
        if not self._out.asides:
            # Beside sentences, residue of commands the converter did not know stands above.
            self._parts_read.keep(is_prose)

    def _authors(self, node: LexborNode, look: Look) -> None:
        self._out.by_lines = True
        with self._out.aside() as gathered:
            self._children(node, look)
        self._out.by_lines = False
        self.creators += gathered

    def _author_notes(self, node: LexborNode, look: Look) -> None:
        """Where the authors work and how they are reached; no names of their own."""
        with self._out.aside() as gathered:
            self._children(node, look)
        self.notes += gathered

    def _gather_abstract(self, node: LexborNode, look: Look) -> None:
        with self._out.aside() as gathered:
            self._children(node, look)
        self._abstract += [
            block for block in gathered if block.rstrip(".:—– ").lower() != "abstract"
        ]

    def _section(self, node: LexborNode, look: Look) -> None:
        self._out.settle()
        self._level += 1
        self._children(node, look)
        self._out.settle()
        self._level -= 1

    def _heading(self, node: LexborNode, classes: frozenset[str], look: Look) -> None:
        self._out.flush()
        text = self._text(node, look)
        parent = node.parent
        if "ltx_title_abstract" in classes or not text:
            return
        if not self._out.asides and parent is not None and parent.tag == "section":
            self._parts_read.begin(text, self._level, parent.attributes.get("id") or "")
        else:
            # The head of a theorem, of keywords or of a boxed paragraph runs into its text.
            self._out.lead(text)

    # Floats

    def _figure(self, node: LexborNode, classes: frozenset[str], look: Look) -> None:
        self._out.flush()
        anchor = node.attributes.get("id") or ""
        with self.floats.within(classes, anchor) as frame, self._out.aside() as gathered:
            self._children(node, look)
        if frame.caption:
            self._out.done.append(frame.caption)
        self._out.done += gathered

    def _caption(self, node: LexborNode, look: Look) -> None:
        with self.floats.captioned() as frame:
            text = self._text(node, look)
        if frame is not None and not self._cells:
            frame.captions.append(text)
        elif text:
            self._out.flush()
            self._out.put(text)

    def _drawing(self, node: LexborNode, look: Look) -> None:
        self.floats.drawing()
        self._children(node, self._sight.drawing(node, look))

    def _folded(self, node: LexborNode, look: Look) -> None:
        """A closed `details` element: a page shows its first summary alone."""
        self._sight.leave_out(node.text(deep=False))
        is_titled = False
        for part in self._parts(node, look):
            if part.node.tag == "summary" and not is_titled:
                is_titled = True
                self._out.add(f" {self._text(part.node, part.look)} ")
            else:
                self._sight.leave_out(part.node.text(deep=True))

    def _note(self, node: LexborNode, look: Look) -> None:
        if self._in_title:
            return
        text = self._text(node, look)
        if text:
            self._out.add(f" [{text}]")

    def _raised(self, node: LexborNode, look: Look) -> None:
        """A raised text: behind a digit, digits are its power, and in a cell a letter is the mark
        of a note, which is no part of the figure before it."""
        before = self._out.last
        text = self._text(node, look)
        if before.isdigit() and _POWER.fullmatch(text):
            text = f"^{text}"
        elif self._cells and before.strip() and _MARK.fullmatch(text):
            return
        self._out.add(text)

    # Lists and listings

    def _item(self, node: LexborNode, tag: str, look: Look) -> None:
        if tag == "li":
            self._out.settle()
            self._out.mark = "- "
            self._children(node, look)
            self._out.settle()
        else:
            label = self._text(node, look)
            if not label or label in _BULLETS:
                label = "-"
            self._out.mark = label + " "

    def _listing(self, node: LexborNode, look: Look) -> None:
        self._out.flush()
        with self._out.aside() as gathered:
            self._children(node, look)
        if gathered:
            self._out.put("\n".join(gathered))

    def _break(self) -> None:
        if self._out.by_lines:
            self._out.flush()
        else:
            self._out.add(BREAK)

    # Tables and mathematics

    def _rows(self, node: LexborNode, look: Look) -> Iterator[list[_Part]]:
        """The rows of a table, each as its seen cells."""
        for part in self._parts(node, look):
            if part.node.tag == "tr" or "ltx_tr" in part.classes:
                yield list(self._parts(part.node, part.look))
            elif part.node.tag == "caption":
                self._caption(part.node, part.look)
            elif self._depth < _DEEPEST:
                self._depth += 1
                yield from self._rows(part.node, part.look)
                self._depth -= 1

    def _parts(self, node: LexborNode, look: Look) -> Iterator[_Part]:
        """The seen elements within an element."""
        child = node.first_child
        while child is not None:
            if child.is_element_node and child.tag not in elements.DROPPED_TAGS:
                attributes = child.attributes
                classes = frozenset((attributes.get("class") or "").split())
                below = self._seen(child, attributes, classes, look)
                if below is not None:
                    yield _Part(child, classes, below)
            child = child.next

    def _table(self, node: LexborNode, look: Look) -> None:
        self._out.flush()
        self._cells += 1
        rows: list[list[Cell]] = []
        with self._lines.paused():
            shut = shut_columns(node, lambda column: self._sight.collapses(column, look))
            for row in self._rows(node, look):
                kept = self._beside(row, shut) if shut else row
                rows.append([self._cell(part) for part in kept])
        self._cells -= 1
        if self._cells:
            texts = [cell.text for cell in chain.from_iterable(rows) if cell.text]
            self._out.add(f" {stacked(texts)} ")
            return
        grid = laid_out(rows)
        if not grid.lines:
            return
        self._out.put("\n".join(grid.lines))
        self.floats.grid(grid)

    def _beside(self, row: list[_Part], shut: set[int]) -> Iterator[_Part]:
        """The cells of a row that stand in no collapsed column."""
        at = 0
        for part in row:
            wide = span(part.node.attributes, part.classes, "colspan")
            if shut.issuperset(range(at, at + wide)):
                self._sight.leave_out(part.node.text(deep=True))
            else:
                yield part
            at += wide

    def _cell(self, part: _Part) -> Cell:
        node, classes, look = part
        row = node.parent
        marked = "ltx_th_column" in classes or (node.tag == "th" and "ltx_th_row" not in classes)
        in_head = row is not None and row.parent is not None and row.parent.tag == "thead"
        return Cell(
            text=without_residue(self._text(node, look)),
            columns=span(node.attributes, classes, "colspan"),
            rows=span(node.attributes, classes, "rowspan"),
            head=marked or in_head,
        )

    def _equation(self, node: LexborNode, look: Look) -> None:
        self._out.flush()
        rows: Iterable[list[_Part]] = [[_Part(node, frozenset(), look)]]
        if node.tag == "table":
            rows = self._rows(node, look)
        for row in rows:
            formulas = [part for part in row if "ltx_eqn_eqno" not in part.classes]
            numbers = [part for part in row if "ltx_eqn_eqno" in part.classes]
            self._in_formula = True
            tex = " ".join(filter(None, (self._text(part.node, part.look) for part in formulas)))
            self._in_formula = False
            number = " ".join(self._text(part.node, part.look) for part in numbers)
            if tex:
                self._out.put(f"$${tex}$$ {number}".strip())

    def _formula(self, node: LexborNode, attributes: Attributes, look: Look) -> None:
        below = self._seen(node, attributes | {"aria-hidden": None}, frozenset(), look)
        tex, unseen = read(node, attributes, below)
        for text in unseen:
            self._sight.leave_out(text)
        if not tex:
            return
        if self._in_formula:
            self._out.add(f" {tex} ")
        elif attributes.get("display") == "block":
            self._out.add(f"$${tex}$$")
        else:
            self._out.add(f"${tex}$")
