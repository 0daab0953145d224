"""A view as terminal text: at most 80 columns, wide characters counted as two, bold and dim where
colour is on. Pure.

The terminal has no buttons: addresses are printed at the end, and the view's hints say what to
type. Characters that could command the terminal or reorder its text are dropped, wherever they come
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.channels.console.wrap import breaks, cells
from bot.chat.views.model import (
    Block,
    Footer,
    Heading,
    Item,
    Line,
    Paragraph,
    Section,
    Span,
    Style,
    Terms,
    View,
    bold,
    line,
    quiet,
)
from bot.chat.views.prose import printable

WIDEST = 80
NARROWEST = 20
# Below this many columns numbers do not line up, and an entry's other rows begin nearer the edge.
ROOMY = 60
NARROW_INDENT = 3
CODES = {Style.PLAIN: "", Style.BOLD: "1", Style.QUIET: "2", Style.CODE: "36"}
SEPARATOR = " · "


def render(view: View, width: int, color: bool) -> str:
    """The message as lines of at most `width` (20 to 80) cells, without a newline at the end."""
    page = _Page(min(max(width, NARROWEST), WIDEST), color)
    rows = page.blocks(view.blocks)
    ending = [*page.flow(_addresses(view)), *page.flow(view.hints)]
    return "\n".join([*rows, *(["", *ending] if ending else [])])


class _Page:
    """Lays blocks out as rows of a given width."""

    def __init__(self, width: int, color: bool) -> None:
        self.width = width
        self._color = color

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        """The blocks' rows: a thin rule between entries, an empty row between anything else."""
        rows: list[str] = []
        for index, block in enumerate(blocks):
            if index:
                rows.extend(self._gap(blocks[index - 1], block))
            rows.extend(self.block(block))
        return rows

    def block(self, block: Block) -> list[str]:
        """One block's rows."""
        match block:
            case Item():
                return self._item(block)
            case Terms():
                return self._terms(block)
            case Section(title=title, blocks=blocks):
                indent = 0 if any(isinstance(inner, Item) for inner in blocks) else 2
                inner = _Page(self.width - indent, self._color).blocks(blocks)
                return [
                    *self.wrapped(title),
                    *(" " * indent + row if row else row for row in inner),
                ]
            case Heading(lines=lines) | Paragraph(lines=lines) | Footer(lines=lines):
                return [row for each in lines for row in self.wrapped(each)]

    def flow(self, texts: Iterable[str]) -> list[str]:
        """Short texts side by side, as many to a row as fit whole."""
        rows: list[str] = []
        for text in map(printable, texts):
            if rows and cells(rows[-1] + SEPARATOR + text) <= self.width:
                rows[-1] += SEPARATOR + text
            else:
                rows.append(text)
        return [row for text in rows for row in self.wrapped(line(quiet(text)))]

    def wrapped(self, each: Line, indent: int = 0, lead: Span | None = None) -> list[str]:
        """The line's rows. `lead` stands before the first, which is else its marker; the others are
        indented."""
        if lead is None:
            marker = each.marker + " " if each.marker else ""
            lead = Span(" " * min(indent + 2 * each.depth, self.width // 3) + marker)
            indent = cells(lead.text)
        hang = min(indent, self.width // 2)
        spans = [Span(printable(span.text), span.style) for span in each.spans]
        text = "".join(span.text for span in spans)
        cuts = [0, *breaks(text, self.width - hang, self.width - cells(lead.text)), len(text)]
        rows = [self._cut(spans, start, end) for start, end in pairwise(cuts)]
        return [(self._styled(lead) if i == 0 else " " * hang) + row for i, row in enumerate(rows)]

    def _item(self, item: Item) -> list[str]:
        lead, indent = self._handle(item)
        title = self.wrapped(item.title, indent, lead=bold(lead) if item.lines else Span(lead))
        return [*title, *(row for each in item.lines for row in self.wrapped(each, indent))]

    def _handle(self, item: Item) -> tuple[str, int]:
        """What stands before an entry's title, and how far in its other rows begin: numbers line up
        where room is."""
        if item.number is None:
            return (f"{item.mark} ", 0) if item.mark else ("", 0)
        if self.width < ROOMY:
            return f"{item.mark} {item.number}. ".lstrip(), NARROW_INDENT
        lead = f"{item.mark or '  '} {item.number:>2}. "
        return lead, cells(lead)

    def _terms(self, terms: Terms) -> list[str]:
        column = max((cells(term.text) for term, _ in terms.rows), default=0) + 2
        rows: list[str] = []
        for term, meaning in terms.rows:
            if column > self.width // 2:
                rows += [*self.wrapped(term), *self.wrapped(meaning, indent=2)]
            else:
                lead = Span(term.text + " " * (column - cells(term.text)), term.spans[0].style)
                rows += self.wrapped(meaning, column, lead)
        return rows

    def _gap(self, before: Block, after: Block) -> list[str]:
        if isinstance(before, Item) and isinstance(after, Item):
            return [self._styled(quiet("─" * self.width))] if before.lines or after.lines else []
        return [""]

    def _cut(self, spans: Sequence[Span], start: int, end: int) -> str:
        """The styled text between two offsets, without white space at its end."""
        found: list[Span] = []
        offset = 0
        for span in spans:
            text = span.text[max(start - offset, 0) : max(end - offset, 0)]
            offset += len(span.text)
            if text:
                found.append(Span(text, span.style))
        if found:
            found[-1] = Span(found[-1].text.rstrip(), found[-1].style)
        return "".join(map(self._styled, found))

    def _styled(self, span: Span) -> str:
        code = CODES[span.style] if self._color and span.text.strip() else ""
        return f"\x1b[{code}m{span.text}\x1b[0m" if code else span.text


def _addresses(view: View) -> list[str]:
    return [button.url for row in view.buttons for button in row if button.url]
