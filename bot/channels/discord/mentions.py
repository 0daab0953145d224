"""Commands in our sentences as Discord's mentions of commands, which can be pressed. Pure.

A mention holds nothing that is typed behind a command; what does so stays as it is written.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.channels.discord.slash import CHAT_INPUT, which
from bot.chat.command_table import Command
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
)

# A command in a sentence, with no number or hour typed behind it.
_COMMAND = re.compile(r"(?<![\w/<])/([a-z]{2,32})(?![\w/-]| ?\d)")


def mentions(found: Sequence[Mapping[str, Any]], commands: Sequence[Command]) -> dict[str, str]:
    """How a sentence names each registered command so that it can be pressed, by its name; only
    those that need nothing typed behind them."""
    bare: set[str] = set()
    for command in commands:
        if not any(parameter.required for parameter in command.parameters):
            bare.add(command.name)
    named: dict[str, str] = {}
    for each in found:
        kind, name = which(each)
        if kind == CHAT_INPUT and name in bare and each.get("id"):
            named[name] = f"</{name}:{each['id']}>"
    return named


def pressable(view: View, mentions: Mapping[str, str]) -> View:
    """The view, with each command in our own words as the mention that `mentions` has for it."""
    if not mentions:
        return view
    return dataclasses.replace(view, blocks=_blocks(view.blocks, mentions))


def _blocks(blocks: Iterable[Block], mentions: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(_block(block, mentions) for block in blocks)


def _block(block: Block, mentions: Mapping[str, str]) -> Block:
    match block:
        case Heading(lines=lines) | Paragraph(lines=lines) | Footer(lines=lines):
            return dataclasses.replace(block, lines=_lines(lines, mentions))
        case Item(title=title, lines=lines):
            return dataclasses.replace(
                block, title=_line(title, mentions), lines=_lines(lines, mentions)
            )
        case Terms(rows=rows):
            pairs: list[tuple[Line, Line]] = []
            for term, meaning in rows:
                pairs.append((_line(term, mentions), _line(meaning, mentions)))
            return dataclasses.replace(block, rows=tuple(pairs))
        case Section(title=title, blocks=inner):
            return dataclasses.replace(
                block, title=_line(title, mentions), blocks=_blocks(inner, mentions)
            )


def _lines(lines: Iterable[Line], mentions: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(_line(each, mentions) for each in lines)


def _line(each: Line, mentions: Mapping[str, str]) -> Line:
    spans: list[Span] = []
    for span in each.spans:
        if span.live:
            spans += _parted(span, mentions)
        else:
            spans.append(span)
    return dataclasses.replace(each, spans=tuple(spans))


def _parted(span: Span, mentions: Mapping[str, str]) -> list[Span]:
    """The span's words and the commands between them, each a span."""
    parts: list[Span] = []
    end = 0
    for found in _COMMAND.finditer(span.text):
        mention = mentions.get(found[1])
        if mention is None:
            continue
        before = span.text[end : found.start()]
        if before:
            parts.append(dataclasses.replace(span, text=before))
        parts.append(dataclasses.replace(span, text=found[0], href=mention))
        end = found.end()
    rest = span.text[end:]
    if parts and span.style is Style.CODE and rest.startswith(" "):
        parts.append(Span(" "))  # as code the blank would be seen
        rest = rest[1:]
    if rest:
        parts.append(dataclasses.replace(span, text=rest))
    return parts
