"""The line of a command that a line without a slash may stand for: what to press instead. Pure."""

# Tested in tests/bot/chat/test_meant.py.

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from bot.chat.actions import LONGEST_PRESSED
from bot.chat.command_traits import Takes, traits_of
from bot.chat.recommended import pressable
from bot.chat.typed_settings import typed, understood
from bot.chat.words.called import command_called
from bot.chat.words.searches import topic_searched
from bot.chat.words.slots import parse_slot
from core.errors import RequestError
from core.language import Language

# What is behind commands that take these was read, and is neither a number nor a day.
_READ = frozenset((Takes.NUMBER, Takes.QUESTION, Takes.DAY))


def line_said(text: str, absent: Sequence[str], language: str, spoken: Sequence[Language]) -> str:
    """The line that the text says in people's words, who write in that language: "stop",
    `每天早上八点推给我`, `静音 开`; "" where it says none that is short enough for a button, or one
    of a command that is `absent`."""
    text = " ".join(text.split())
    if len(text.encode()) > LONGEST_PRESSED:
        return ""
    called = command_called(text)
    if called:
        name, rest = called
        topic = topic_searched(text) if name == "today" and rest else None
        if topic and not command_called(topic):
            # "what's new in robotics", and not "papers please"
            return pressable("search", text)
        no_use = name in absent or (traits_of(name).takes in _READ and rest)
        return "" if no_use else pressable(name, rest)
    with suppress(RequestError):
        if "subscribe" not in absent and parse_slot(text, language).time:
            return pressable("subscribe", text)
    line = f"/settings {text}"
    with suppress(RequestError):
        understood(typed(text, spoken), spoken, language)
        return line if len(line.encode()) <= LONGEST_PRESSED else ""
    return ""
