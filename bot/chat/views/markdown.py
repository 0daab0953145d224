"""A view as Markdown of any dialect, in parts that fit. Pure.

For places that only read: nothing can be pressed or typed there, so actions and hints are left
out, and so is a sentence of ours that tells to type a command. A list's titles lead to the papers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

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
)
from bot.chat.views.runs import Level, Run, clean, reads_as_address, web_address
from bot.chat.views.split import parted, split_runs
from core.sentences import sentences

BOLD, CODE, LINK = "bold", "code", "link:"
_LONGEST_ADDRESS = 1_000
INDENT = "  "
_DATED = re.compile(r"/date (?=\S)")
_COMMAND = re.compile(r"(?<![\w/:.])/[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a place writes Markdown.

    `escaped` makes text of ours or a paper's stand for itself, `begun` does so for what stands at
    the beginning of a line. `strong` stands around what leads, `linked` makes a link of a text that
    is escaped and an address, and `newline` ends a line within a paragraph.
    """

    escaped: Callable[[str], str]
    linked: Callable[[str, str], str]
    begun: Callable[[str], str] = lambda written: written
    strong: str = "**"
    newline: str = "\n"


# What Markdown reads as its own: anywhere, and at the beginning of a line.
_ACTIVE = re.compile(r"[\\`*_\[\]<>~|#&]")
_NUMBER = re.compile(r"^(\s*[0-9]{1,9})([.)])(?=\s|$)")
_DASH = re.compile(r"^(\s*)([-+=])")


def escaped(text: str, escape: Callable[[str], str]) -> str:
    """The text with each character that Markdown reads as its own in that form."""
    return _ACTIVE.sub(lambda found: escape(found[0]), text)


def linked(text: str, address: str) -> str:
    """A link, as nearly all dialects write it."""
    return f"[{text}]({address.replace('(', '%28').replace(')', '%29')})"


def _begun(row: str) -> str:
    """A row that is no item of a list, nor a line under a heading: our numbers stay as they are."""
    numbered = _NUMBER.sub(r"\1\\\2", row, count=1)
    return _DASH.sub(r"\1\\\2", numbered, count=1)


COMMONMARK = Dialect(
    escaped=lambda text: escaped(text, lambda active: f"\\{active}"),
    linked=linked,
    begun=_begun,
    newline="  \n",
)


def markdown_parts(
    view: View, dialect: Dialect, room: int, size: Callable[[str], int]
) -> list[str]:
    """The view's messages, none larger than `room` by that `size`; [] for one without words."""
    runs = _blocks([*view.blocks, *_links(view)])

    def reach(rest: Sequence[Run]) -> int:
        """How many characters fit: found by bisection, for what is written grows with the text."""
        length = sum(len(run.text) for run in rest)
        fits = 1
        fails = min(length, room) + 1
        while fails - fits > 1:
            tried = (fits + fails) // 2
            part, _ = parted(rest, tried)
            if size(_written(part, dialect)) <= room:
                fits = tried
            else:
                fails = tried
        return fits

    return [_written(part, dialect) for part in split_runs(runs, reach)]


def _links(view: View) -> list[Block]:
    """The buttons that lead somewhere, side by side."""
    spans: list[Span] = []
    for row in view.buttons:
        for button in row:
            if button.url:
                spans += [Span(" · "), Span(button.label, href=button.url)]
    if not spans:
        return []
    return [Paragraph((line(*spans[1:]),))]


def _blocks(blocks: Sequence[Block]) -> list[Run]:
    """The blocks' runs: an empty row between two blocks, none between entries of one line."""
    found: list[Run] = []
    before: Block | None = None
    for block in blocks:
        runs = list(_block(block))
        if not any(run.text.strip() for run in runs):
            continue
        if before is not None:
            tight = _is_brief(before) and _is_brief(block)
            gap = "\n" if tight else "\n\n"
            found.append(Run(gap, level=Level.BLOCK))
        found += runs
        before = block
    return found


def _block(block: Block) -> Iterator[Run]:
    match block:
        case Item():
            yield from _lines([_titled(block), *block.lines])
        case Section():
            yield from _lines([block.title])
            yield Run("\n", level=Level.LINE)
            yield from _blocks(block.blocks)
        case Terms(rows=rows):
            yield from _lines([line(bold(f"{term.text} — "), *said.spans) for term, said in rows])
        case Heading(lines=lines) | Paragraph(lines=lines) | Footer(lines=lines):
            yield from _lines(lines)


def _titled(item: Item) -> Line:
    """The entry's first line: its mark, its number, and the title, which leads to the paper."""
    spans = item.title.spans
    if item.address:
        spans = tuple(replace(span, href=span.href or item.address) for span in spans)
    return item.led(Line(spans))


def _lines(lines: Iterable[Line]) -> Iterator[Run]:
    first = True
    for each in lines:
        runs = list(_line(each))
        if not runs:
            continue
        if not first:
            yield Run("\n", level=Level.LINE)
        yield from runs
        first = False


def _line(each: Line) -> Iterator[Run]:
    lead = INDENT * max(each.depth - 1, 0)
    if each.marker:
        lead += f"{each.marker} "
    for span in (Span(lead), *each.spans):
        said = span.text
        if span.live:
            said = _without_commands(said)
        if text := clean(said):
            yield Run(text, _marks(span))


def _without_commands(text: str) -> str:
    """A sentence of ours without what nobody can type there."""
    told = _DATED.sub("", text)
    if not _COMMAND.search(told):
        return told
    return " ".join(each for each in sentences(told) if not _COMMAND.search(each))


def _marks(span: Span) -> tuple[str, ...]:
    """The span's marks, outermost first. A text that reads as an address becomes no link, for the
    link might lead elsewhere."""
    marks: list[str] = []
    if span.style is Style.BOLD:
        marks.append(BOLD)
    if span.href and not reads_as_address(span.text):
        address = web_address(span.href, _LONGEST_ADDRESS)
        if address:
            marks.append(f"{LINK}{address}")
    if span.style is Style.CODE and not marks:
        marks.append(CODE)
    return tuple(marks)


def _written(runs: Sequence[Run], dialect: Dialect) -> str:
    """The runs in that dialect. Neighbours with the same marks share them: marks that touch would
    be read as one."""
    pieces: list[str] = []
    for marks, group in groupby(runs, key=lambda run: run.marks):
        text = "".join(run.text for run in group)
        if marks:
            pieces.append(_marked(text, marks, dialect))
        else:
            pieces.append(dialect.escaped(text))
    rows = "".join(pieces).split("\n")
    written = [dialect.begun(row.rstrip(" ")) for row in rows]
    whole = written[0]
    for before, row in pairwise(written):
        if before and row:
            whole += dialect.newline + row
        else:
            # An empty row separates two blocks in every dialect.
            whole += "\n" + row
    return whole


def _marked(text: str, marks: tuple[str, ...], dialect: Dialect) -> str:
    """The text inside its marks; white space at its ends stays outside, as Markdown wants it."""
    core = text.strip()
    if not core:
        return text
    if marks == (CODE,) and "`" not in core:
        shown = f"`{core}`"
    else:
        shown = dialect.escaped(core)
    for mark in reversed(marks):
        if mark.startswith(LINK):
            shown = dialect.linked(shown, mark.removeprefix(LINK))
        elif mark == BOLD:
            shown = f"{dialect.strong}{shown}{dialect.strong}"
    start = text.index(core)
    return f"{text[:start]}{shown}{text[start + len(core) :]}"


def _is_brief(block: Block) -> bool:
    return isinstance(block, Item) and not block.lines
