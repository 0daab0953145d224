"""A view as terminal text of at most 80 columns, wide characters counted as two. Pure.

The terminal has no buttons: addresses are printed at the end, and the view's hints say what to
type. Characters that could command the terminal or reorder its text are dropped, wherever they come
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

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
    if view.enclosed is not None:
        rows += ["", *view.enclosed.text.splitlines()]
    ending = [*page.flow(_addresses(view)), *page.flow(view.hints)]
    if ending:
        rows += ["", *ending]
    return "\n".join(rows)


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
                return [*self.wrapped(title), *self._section(blocks)]
            case Heading(lines=lines) | Paragraph(lines=lines) | Footer(lines=lines):
                rows: list[str] = []
                for each in lines:
                    rows += self.wrapped(each)
                return rows

    def flow(self, texts: Iterable[str]) -> list[str]:
        """Short texts side by side, as many to a row as fit whole."""
        together: list[str] = []
        for text in map(printable, texts):
            if together and cells(together[-1] + SEPARATOR + text) <= self.width:
                together[-1] += SEPARATOR + text
            else:
                together.append(text)
        rows: list[str] = []
        for text in together:
            rows += self.wrapped(line(quiet(text)))
        return rows

    def wrapped(self, each: Line, indent: int = 0, lead: Span | None = None) -> list[str]:
        """The line's rows, all but the first indented.

        `lead` stands before the first row in place of the line's marker.
        """
        if lead is None:
            before = " " * min(indent + 2 * each.depth, self.width // 3)
            if each.marker:
                before += each.marker + " "
            lead = Span(before)
            indent = cells(before)
        hang = min(indent, self.width // 2)
        spans = [Span(printable(span.text), span.style) for span in each.spans]
        text = "".join(span.text for span in spans)
        cuts = [0, *breaks(text, self.width - hang, self.width - cells(lead.text)), len(text)]
        first, *others = [self._cut(spans, start, end) for start, end in pairwise(cuts)]
        return [self._styled(lead) + first, *(" " * hang + row for row in others)]

    def _section(self, blocks: Sequence[Block]) -> list[str]:
        """The rows below a section's title: texts stand further in than it, entries do not."""
        if any(isinstance(block, Item) for block in blocks):
            return self.blocks(blocks)
        inner = _Page(self.width - 2, self._color).blocks(blocks)
        return [f"  {row}".rstrip() for row in inner]

    def _item(self, item: Item) -> list[str]:
        before, indent = self._handle(item)
        if not item.lines:
            return self.wrapped(item.title, indent, lead=Span(before))
        rows = self.wrapped(item.title, indent, lead=bold(before))
        for each in item.lines:
            rows += self.wrapped(each, indent)
        return rows

    def _handle(self, item: Item) -> tuple[str, int]:
        """An entry's beginning, and how far in its other rows begin, lined up if there is room."""
        if not item.handle:
            return f"{item.mark} ".lstrip(), 0
        if self.width < ROOMY:
            return f"{item.mark} {item.handle}. ".lstrip(), NARROW_INDENT
        lead = f"{item.mark or '  '} {item.handle:>2}. "
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
            if not before.lines and not after.lines:
                return []
            return [self._styled(quiet("─" * self.width))]
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
        code = CODES[span.style]
        if not code or not self._color or not span.text.strip():
            return span.text
        return f"\x1b[{code}m{span.text}\x1b[0m"


def _addresses(view: View) -> list[str]:
    buttons = chain.from_iterable(view.buttons)
    return [button.url for button in buttons if button.url]
