"""Blocks → runs of text marked for Discord, whose lists show the numbers that we gave. Pure."""

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
    slimmed,
    titled,
)
from bot.chat.views.runs import UNSEEN, Level, Run, clean

INDENT = "   "
# What a mention of a command begins with: no address has it.
COMMAND = "</"


@dataclass(slots=True)
class _List:
    """An open list: how deep it stands, and its last number (None: it has bullets)."""

    depth: int
    number: int | None


class Layout:
    """Lays blocks out as runs: one layout for all, since Discord reads lists across blocks."""

    def __init__(self) -> None:
        self._lists: list[_List] = []

    def blocks(self, blocks: Sequence[Block]) -> list[Run]:
        """The blocks' runs, an empty row between two unless they are brief or a section follows."""
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
            case Item():
                entry = slimmed(block)
                yield from self._lines([titled(entry), *entry.lines])
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
        """The beginning of a list's line: Discord's own marker if that shows the same."""
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
        """End the lists at that depth or deeper, and return the outermost of them, if any."""
        last: _List | None = None
        while self._lists and self._lists[-1].depth >= depth:
            last = self._lists.pop()
        return last


def _follows(number: int | None, last: _List | None) -> bool:
    """Whether Discord, which counts from a list's first entry, would show that there."""
    if last is None:
        return number != 0
    if number is None:
        return last.number is None
    return last.number == number - 1


def _heading(title: Line) -> Iterator[Run]:
    """A section's title; only bold when it has a #, which would be lost at the end of a heading."""
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
    if span.moment:  # Discord shows it to each reader in their own zone
        yield Run(f"<t:{int(span.moment.timestamp())}:F>", (*marks, RAW))
        if span.own_clock:
            yield Run(clean(span.own_clock), marks)
        return
    text = clean(span.text)
    target: str | None = None
    if span.href and span.href.startswith(COMMAND):
        yield Run(span.href, (*marks, RAW))
        return
    if span.href:
        target = link(span.href)
    if span.style is Style.BOLD:
        marks = (*marks, BOLD)
    if target:
        marks = (*marks, target)
    elif span.style is Style.CODE:
        marks = (*marks, CODE)
    if span.channel:  # Discord leads there, under the name of the day
        text, marks = f"<#{span.channel}>", (*marks, RAW)
    if span.person:  # Discord shows what they are called, and pings nobody: see `render`
        text, marks = f"<@{span.person}>", (*marks, RAW)
    if text:
        yield Run(text, marks)


def _is_quiet(each: Line) -> bool:
    return bool(clean(each.text).strip(UNSEEN)) and all(
        span.style is Style.QUIET for span in each.spans
    )


def _is_brief(block: Block) -> bool:
    return isinstance(block, Item) and not block.lines
