"""Blocks → runs of text marked for Discord, with lists that Discord numbers as they are numbered.
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.channels.discord.markup import BOLD, CODE, HEADING, NESTED, QUIET, RAW, link
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
)
from bot.chat.views.runs import UNSEEN, Level, Run, clean

INDENT = "   "


@dataclass(slots=True)
class _List:
    """A list that lines still belong to: how deep it stands, and the last number said (None: it has
    bullets)."""

    depth: int
    number: int | None


class Layout:
    """Lays blocks out as runs of marked text. Discord reads lists across blocks, so one layout
    takes them all."""

    def __init__(self) -> None:
        self._lists: list[_List] = []

    def blocks(self, blocks: Sequence[Block]) -> list[Run]:
        """The blocks' runs: an empty row between two blocks, none before a heading and between
        entries of one line."""
        runs: list[Run] = []
        for index, block in enumerate(blocks):
            if index:
                tight = isinstance(block, Section) or (
                    _is_brief(blocks[index - 1]) and _is_brief(block)
                )
                runs.append(Run("\n" if tight else "\n\n", (), Level.BLOCK))
            runs.extend(self._block(block))
        return runs

    def _block(self, block: Block) -> Iterator[Run]:
        match block:
            case Item():
                yield from self._item(block)
            case Section(title=title, blocks=inner):
                yield from _heading(title)
                yield Run("\n", (), Level.GLUE)
                self._lists.clear()
                yield from self.blocks(inner)
            case Terms(rows=rows):
                yield from self._lines(
                    Line((*_named(term), Span(" — "), *meaning.spans)) for term, meaning in rows
                )
            case Heading(lines=lines) | Paragraph(lines=lines) | Footer(lines=lines):
                yield from self._lines(lines)

    def _item(self, item: Item) -> Iterator[Run]:
        handle = [item.mark, "" if item.number is None else f"{item.number}."]
        lead = "".join(f"{part} " for part in handle if part)
        style = item.title.spans[0].style if item.title.spans else Style.PLAIN
        yield from self._lines([Line((Span(lead, style), *item.title.spans)), *item.lines])

    def _lines(self, lines: Iterable[Line]) -> Iterator[Run]:
        for index, each in enumerate(lines):
            if index:
                yield Run("\n", (), Level.LINE)
            yield from self._marker(each)
            marks = (QUIET,) if _is_quiet(each) and not self._lists else ()
            for span in each.spans:
                yield from _span(span, marks)

    def _marker(self, each: Line) -> Iterator[Run]:
        """What a line of a list begins with: Discord's own marker where it shows the same, else its
        characters."""
        if not each.marker:
            self._end(each.depth)
            yield Run(INDENT * len(self._lists), (RAW,), Level.GLUE)
            return
        last = self._end(each.depth)
        indent = INDENT * len(self._lists)
        number = int(each.marker[:-1]) if each.marker[:-1].isdecimal() else None
        if each.marker == ("•" if number is None else f"{number}.") and _follows(number, last):
            self._lists.append(_List(each.depth, number))
            marker = "- " if number is None else f"{number}. "
            yield Run(indent + marker, (NESTED if indent else RAW,), Level.GLUE)
            return
        yield Run(indent, (RAW,), Level.GLUE)
        yield Run(each.marker + " ", (), Level.GLUE)

    def _end(self, depth: int) -> _List | None:
        """End the lists that do not stand further out; what follows stands where the returned one,
        if any, stood."""
        last: _List | None = None
        while self._lists and self._lists[-1].depth >= depth:
            last = self._lists.pop()
        return last


def _follows(number: int | None, last: _List | None) -> bool:
    """Whether Discord would show that number, or bullet, there: it counts itself from a list's
    first entry on."""
    if last is None:
        return number != 0
    return last.number == (None if number is None else number - 1)


def _heading(title: Line) -> Iterator[Run]:
    """A section's title. Discord takes a # at a heading's end for its own, so such a title is only
    bold."""
    text = clean(title.text).strip(UNSEEN)
    if text:
        yield Run(text, (BOLD if "#" in text else HEADING,))


def _named(term: Line) -> tuple[Span, ...]:
    """The term, in bold if it does not stand out already."""
    return tuple(
        Span(span.text, Style.BOLD) if span.style is Style.PLAIN else span for span in term.spans
    )


def _span(span: Span, marks: tuple[str, ...]) -> Iterator[Run]:
    """The span's run, unless it says nothing. Code holds no other markup, so a link is not code."""
    text, target = clean(span.text), link(span.href) if span.href else None
    if span.style is Style.BOLD:
        marks = (*marks, BOLD)
    if target:
        marks = (*marks, target)
    elif span.style is Style.CODE:
        marks = (*marks, CODE)
    if text:
        yield Run(text, marks)


def _is_quiet(each: Line) -> bool:
    return bool(clean(each.text).strip(UNSEEN)) and all(
        span.style is Style.QUIET for span in each.spans
    )


def _is_brief(block: Block) -> bool:
    return isinstance(block, Item) and not block.lines
