"""A view as Telegram messages: HTML within every limit, with buttons under the last one. Pure.

Telegram knows neither headings nor lists nor dim text: what leads is bold, lists are written with
their markers, and what steps back is italic, except in scripts that have no italics. A long message
folds the sections that may be folded.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from bot.channels.telegram.keyboard import Keyboard, data_of, keyboard, left_out
from bot.channels.telegram.markup import clean, inert, link, to_html, web_address
from bot.channels.telegram.split import split_message
from bot.chat.actions import Verb
from bot.chat.views.model import (
    Block,
    Button,
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
    line,
    live,
    quiet,
    titled,
)
from bot.chat.views.runs import Level, Run, reads_as_address

BOLD, ITALIC, CODE, QUOTE = "b", "i", "code", "blockquote expandable"
# A message of more characters than this fills a phone's screen.
LONG = 700
INDENT = "   "


@dataclass(frozen=True, slots=True)
class Part:
    """One message: its HTML, its rows of buttons, and the address of the picture above it."""

    text: str
    keyboard: Keyboard = ()
    picture: str | None = None


def render(view: View) -> list[Part]:
    """The messages of the view, in order; [] for a view without words.

    Links that Telegram would refuse as buttons stand in the text, and what to type does where
    actions found no room.
    """
    keys = keyboard(view.buttons)
    blocks = [*_captioned(view), *_instead(view, left_out(view.buttons, keys))]
    if keys and view.caption:
        blocks = _with_footer(blocks, view.caption)
    texts = [to_html(part) for part in split_message(_unfolded_if_short(_Layout().blocks(blocks)))]
    parts = [Part(text, _asking(keys)) for text in texts[:-1]]
    parts += [Part(text, keys) for text in texts[-1:]]
    picture = view.picture and web_address(view.picture.address)
    if parts and picture:
        parts[0] = replace(parts[0], picture=picture)
    return parts


def _asking(keys: Keyboard) -> Keyboard:
    """The button that asks the paper, for every part of a report: replies to any ask it."""
    for button in chain.from_iterable(keys):
        if button.action and button.action.verb is Verb.ASK:
            return ((button,),)
    return ()


def body(part: Part, *, silent: bool, preview: str | None = None) -> str:
    """The message as the ledger keeps it: JSON, with the keyboard in the Bot API's words, and the
    address whose preview stands below it."""
    message: dict[str, Any] = {"text": part.text, "keyboard": key_rows(part), "silent": silent}
    message["previews"] = preview is not None
    if preview:
        message["preview"] = preview
    return json.dumps(message, ensure_ascii=False)


def key_rows(part: Part) -> list[list[dict[str, str]]]:
    """The message's rows of buttons in the Bot API's words."""
    return [[_key(button) for button in row] for row in part.keyboard]


def _key(button: Button) -> dict[str, str]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": data_of(button)}


def _instead(view: View, missing: Sequence[Button]) -> list[Block]:
    """What stands in the text for the buttons that could not be shown."""
    lines = [line(f"{button.label}: {button.url}") for button in missing if button.url]
    if any(button.action for button in missing):
        lines += [line(live(hint)) for hint in view.hints]
    if not lines:
        return []
    return [Paragraph(tuple(lines))]


def _captioned(view: View) -> list[Block]:
    """The view's blocks, with the words about its picture after the heading."""
    blocks = list(view.blocks)
    if view.picture and view.picture.caption:
        at = bool(blocks) and isinstance(blocks[0], Heading)
        blocks.insert(at, Paragraph((line(quiet(view.picture.caption)),)))
    return blocks


def _with_footer(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks with one more quiet line at the end of the small print."""
    said: tuple[Line, ...] = ()
    if isinstance(blocks[-1], Footer):
        said = blocks[-1].lines
        blocks = blocks[:-1]
    return [*blocks, Footer((*said, line(quiet(text))))]


def _unfolded_if_short(runs: list[Run]) -> list[Run]:
    if sum(len(run.text) for run in runs) > LONG:
        return runs
    unfolded: list[Run] = []
    for run in runs:
        marks = tuple(mark for mark in run.marks if mark != QUOTE)
        unfolded.append(replace(run, marks=marks))
    return unfolded


class _Layout:
    """Lays blocks out as runs of marked text."""

    def __init__(self, marks: tuple[str, ...] = ()) -> None:
        self._marks = marks

    def blocks(self, blocks: Sequence[Block]) -> list[Run]:
        """The blocks' runs: an empty row between two blocks, none between entries of one line."""
        runs: list[Run] = []
        for index, block in enumerate(blocks):
            if index:
                tight = _is_brief(blocks[index - 1]) and _is_brief(block)
                gap = "\n" if tight else "\n\n"
                runs.append(self._gap(gap, Level.BLOCK))
            runs.extend(self._block(block))
        return runs

    def _block(self, block: Block) -> Iterator[Run]:
        match block:
            case Item():
                yield from self._item(block)
            case Section():
                yield from self._section(block)
            case Terms(rows=rows):
                # A command is left plain, so that a tap sends it.
                yield from self._lines(
                    [line(_term(term), *meaning.spans) for term, meaning in rows]
                )
            case Heading(lines=lines) | Paragraph(lines=lines) | Footer(lines=lines):
                yield from self._lines(lines)

    def _section(self, section: Section) -> Iterator[Run]:
        yield from self._line(section.title)
        yield self._gap("\n")
        marks = self._marks
        if section.collapsible and QUOTE not in marks:
            marks = (*marks, QUOTE)
        yield from _Layout(marks).blocks(section.blocks)

    def _item(self, item: Item) -> Iterator[Run]:
        yield from self._spans(titled(item).spans)
        for each in item.lines:
            yield self._gap("\n", Level.LINE)
            yield from self._line(each)

    def _lines(self, lines: Iterable[Line]) -> Iterator[Run]:
        for index, each in enumerate(lines):
            if index:
                yield self._gap("\n", Level.LINE)
            yield from self._line(each)

    def _line(self, each: Line) -> Iterator[Run]:
        lead = INDENT * max(each.depth - 1, 0)
        if each.marker:
            lead += f"{each.marker} "
        yield from self._spans([Span(lead), *each.spans])

    def _spans(self, spans: Sequence[Span]) -> Iterator[Run]:
        """The runs of spans side by side, without those that say nothing."""
        cleaned = [replace(span, text=clean(span.text)) for span in spans]
        texts = inert([(span.text, span.live) for span in cleaned])
        for span, text in zip(cleaned, texts, strict=True):
            marks = self._marks_of(span)
            # Telegram looks for nothing within code, which people copy.
            shown = text
            if CODE in marks:
                shown = span.text
            if shown:
                yield Run(shown, (*self._marks, *marks))

    def _marks_of(self, span: Span) -> tuple[str, ...]:
        """The span's own marks. Code holds no other markup, so a link is not code; no link reads as
        another address."""
        tag = _tag(span.style, span.text)
        address: str | None = None
        if span.href and not reads_as_address(span.text):
            address = web_address(span.href)
        marks = [tag]
        if address:
            marks = [tag, link(address)]
            if tag == CODE:
                marks = [link(address)]
        return tuple(filter(None, marks))

    def _gap(self, text: str, level: Level = Level.CHARACTER) -> Run:
        return Run(text, self._marks, level)


def _tag(style: Style, text: str) -> str:
    if style is Style.QUIET:
        wide = any(unicodedata.east_asian_width(char) in "WF" for char in text)
        return "" if wide else ITALIC
    return {Style.BOLD: BOLD, Style.CODE: CODE}.get(style, "")


def _term(term: Line) -> Span:
    return Span(f"{term.text} — ", live=all(span.live for span in term.spans))


def _is_brief(block: Block) -> bool:
    return isinstance(block, Item) and not block.lines
