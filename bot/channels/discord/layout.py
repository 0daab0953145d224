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
    titled,
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
                gap = "\n" if tight else "\n\n"
                runs.append(Run(gap, (), Level.BLOCK))
            runs.extend(self._block(block))
        return runs

    def _block(self, block: Block) -> Iterator[Run]:
        match block:
            case Item(lines=lines):
                yield from self._lines([titled(block), *lines])
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

    def _lines(self, lines: Iterable[Line]) -> Iterator[Run]:
        for index, each in enumerate(lines):
            if index:
                yield Run("\n", (), Level.LINE)
            yield from self._marker(each)
            marks: tuple[str, ...] = ()
            if _is_quiet(each) and not self._lists:
                marks = (QUIET,)
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
        number: int | None = None
        shown, marker = "•", "- "
        if each.marker[:-1].isdecimal():
            number = int(each.marker[:-1])
            shown, marker = f"{number}.", f"{number}. "
        if each.marker == shown and _follows(number, last):
            self._lists.append(_List(each.depth, number))
            mark = NESTED if indent else RAW
            yield Run(indent + marker, (mark,), Level.GLUE)
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
    if number is None:
        return last.number is None
    return last.number == number - 1


def _heading(title: Line) -> Iterator[Run]:
    """A section's title. Discord takes a # at a heading's end for its own, so such a title is only
    bold."""
    text = clean(title.text).strip(UNSEEN)
    if "#" in text:
        yield Run(text, (BOLD,))
    elif text:
        yield Run(text, (HEADING,))


def _named(term: Line) -> tuple[Span, ...]:
    """The term, in bold if it does not stand out already."""
    spans: list[Span] = []
    for span in term.spans:
        if span.style is Style.PLAIN:
            span = Span(span.text, Style.BOLD)
        spans.append(span)
    return tuple(spans)


def _span(span: Span, marks: tuple[str, ...]) -> Iterator[Run]:
    """The span's run, unless it says nothing. Code holds no other markup, so a link is not code."""
    text = clean(span.text)
    target: str | None = None
    if span.href:
        target = link(span.href)
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
