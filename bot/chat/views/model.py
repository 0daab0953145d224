"""A message that knows no platform: blocks of styled lines, and buttons.

A renderer turns it into Telegram HTML, a Discord embed or terminal text by walking the blocks in
order; it decides only markup, layout and length. Texts are not escaped here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from typing import TypeAlias

from bot.chat.actions import Action
from core.models import Picture
from core.sent import About

# How sentences of ours quote, in whichever language.
QUOTES = (("“", "”"), ("«", "»"))


class Style(StrEnum):
    """How a stretch of text stands out, where the platform can show it. No meaning hangs on it
    alone."""

    PLAIN = "plain"
    BOLD = "bold"
    QUIET = "quiet"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style, leading somewhere if `href` is given.

    `href` and `live` are for our own words alone, never for a paper's, a model's or a reader's:
    `href` is an address of ours, and the commands of a `live` text can be pressed. `moment` is what
    the text says in the chat's zone, for platforms that show it to each reader in their own, and
    `own_clock` what these say behind it; `channel` is the id of the channel that the text names,
    for platforms that lead there; `person` is the id of whom the text names, for platforms that
    know what they are called.
    """

    text: str
    style: Style = Style.PLAIN
    href: str | None = None
    live: bool = False
    moment: dt.datetime | None = None
    own_clock: str = ""
    channel: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Spans side by side. A list item has a `marker` ("1.", "•") and stands `depth` levels in."""

    spans: tuple[Span, ...]
    marker: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Heading:
    """What the message is about: its first line is the title, the others say more, quietly."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """An entry's title and its lines in rows of a certain length."""

    title: Line
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list: the number people type (None where there is none), its mark ("🏆" or ""),
    its lines. `address` is where it can be read, for places where nothing can be pressed; `short`
    is its title for narrow places, and `slim` what stands in places narrower still. `letter` is
    what people type of one that a chat's own list holds beside everybody's."""

    number: int | None
    mark: str
    title: Line
    lines: tuple[Line, ...] = ()
    address: str | None = None
    short: Line | None = None
    slim: Glance | None = None
    letter: str = ""

    @property
    def handle(self) -> str:
        """What people type to open it, a number or a letter; "" where there is neither."""
        if self.number is None:
            return self.letter
        return str(self.number)

    def led(self, title: Line) -> Line:
        """That title of it, with its mark and number before it, in the title's own style."""
        parts = [self.mark]
        if self.handle:
            parts.append(f"{self.handle}.")
        lead = "".join(f"{part} " for part in parts if part)
        style = title.spans[0].style if title.spans else Style.PLAIN
        return Line((Span(lead, style), *title.spans))


@dataclass(frozen=True, slots=True)
class Terms:
    """Pairs of a term and what it means."""

    rows: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title. A collapsible one may be folded where the platform can."""

    title: Line
    blocks: tuple[Block, ...]
    collapsible: bool = False


@dataclass(frozen=True, slots=True)
class Footer:
    """The small print: what the message is made of."""

    lines: tuple[Line, ...]


Block: TypeAlias = Heading | Paragraph | Item | Terms | Section | Footer


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: `action` comes back to us, `url` opens. Exactly one of them is given."""

    label: str
    action: Action | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that comes with a message: what it is called, its text, and what is said where no
    file may be sent."""

    name: str
    text: str
    refused: str


@dataclass(frozen=True, slots=True)
class View:
    """A whole message. `hints` say what to type, for places that have no buttons for actions.

    A `private` one concerns nobody but who asked; where the platform can, nobody else is shown it.
    `picture` belongs to what the message says, `thumbnail` is the address of one that only helps to
    recognize it. `again` is the action that shows the view once more, whatever the chat sees
    meanwhile; None where whatever was asked does. `about` is what a reply to the message is taken
    to mean; None where it means nothing of its own. `meanwhile` says what the view still waits for,
    for places that cannot change what they have shown; "" where it is complete. `caption` says what
    its papers' buttons do, for places that show them as bare numbers; "" where they need no word.
    `renamed` are buttons that stand under the message that was pressed, as they are called now.
    `enclosed` is a file that comes with it, which places without files show as text.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    hints: tuple[str, ...] = ()
    private: bool = False
    picture: Picture | None = None
    thumbnail: str | None = None
    again: Action | None = None
    about: About | None = None
    meanwhile: str = ""
    caption: str = ""
    renamed: tuple[Button, ...] = ()
    enclosed: Enclosed | None = None


# The answer that is none.
SILENCE = View(())


def line(*parts: Span | str, marker: str = "", depth: int = 0) -> Line:
    """A line of spans; a bare string is a plain one. What a sentence of ours quotes is not ours."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            part = Span(part)
        spans += _unquoted(part)
    return Line(tuple(spans), marker, depth)


def _unquoted(span: Span) -> list[Span]:
    """The span, parted so that no command is live between its first and its last quotation mark:
    who is quoted may write such marks too."""
    if not span.live:
        return [span]
    for opening, closing in QUOTES:
        start, end = span.text.find(opening) + 1, span.text.rfind(closing)
        if 0 < start < end:
            before, quoted, rest = span.text[:start], span.text[start:end], span.text[end:]
            said = replace(span, text=quoted, live=False)
            return [replace(span, text=before), said, replace(span, text=rest)]
    return [span]


def titled(item: Item) -> Line:
    """The item's title line as narrow places show it, with its mark and number before it."""
    return item.led(item.short or item.title)


def slimmed(item: Item) -> Item:
    """The item as the narrowest places show it."""
    if item.slim is None:
        return item
    return replace(item, short=item.slim.title, lines=item.slim.lines)


def bold(text: str) -> Span:
    """Text that leads."""
    return Span(text, Style.BOLD)


def quiet(text: str) -> Span:
    """Text that steps back."""
    return Span(text, Style.QUIET)


def live(text: str) -> Span:
    """Words of ours, whose commands can be pressed."""
    return Span(text, live=True)


def rows(buttons: Sequence[Button], length: int) -> tuple[tuple[Button, ...], ...]:
    """The buttons in as few rows of at most that length as hold them, as even as can be."""
    if not buttons:
        return ()
    needed = ceil(len(buttons) / length)
    length = ceil(len(buttons) / needed)
    return tuple(tuple(buttons[start : start + length]) for start in range(0, len(buttons), length))


def text_of(view: View) -> str:
    """The words of a short message without its heading, for places that show nothing but words."""
    texts: list[str] = []
    for block in view.blocks:
        if isinstance(block, Paragraph | Footer):
            texts += [each.text for each in block.lines]
    return "\n".join(texts)


def sentences(texts: Iterable[str]) -> View:
    """A message of plain sentences of ours, one a line."""
    lines = tuple(line(live(text)) for text in texts)
    return View((Paragraph(lines),))
