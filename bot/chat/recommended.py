"""The buttons under an error's sentence: each does what the sentence recommends. Pure."""

# Tested in tests/bot/chat/test_problems.py.

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from bot.chat.actions import Action, Listed, Typed, Verb
from bot.chat.views.lists import day_button
from bot.chat.views.model import Button, rows
from core.editions.keys import DAILY, ListKey
from core.errors import (
    ButtonStale,
    CommandUnknown,
    DateInFuture,
    EditionEmpty,
    EditionUnknown,
    EditionUnreachable,
    LanguageUnknown,
    NumberUnknown,
)
from locales import Translator

# What people most often mean by a command that is none; whoever may not use it is told so.
NAMES = (
    "today",
    "date",
    "paper",
    "why",
    "table",
    "score",
    "ask",
    "search",
    "subscribe",
    "settings",
)
NUMBERS_A_ROW = 6


def run_button(line: str, label: str = "") -> Button:
    """A button that runs the line, and is called as it is written unless it has a name."""
    return Button(label or line, Action(Verb.RUN, Typed(line)))


def recommended(t: Translator, error: BaseException) -> tuple[tuple[Button, ...], ...]:
    """The buttons for what the error's sentence recommends; () where it recommends nothing."""
    match error:
        case EditionUnknown(nearest=day) | EditionEmpty(nearest=day) if day:
            return ((day_button(t, DAILY.on(day)),),)
        case EditionUnreachable(nearest=day) | DateInFuture(newest=day) if day:
            return ((day_button(t, DAILY.on(day)),),)
        case NumberUnknown(count=count) if count:
            return ((run_button(f"/paper {count}"),),)
        case LanguageUnknown(languages=codes):
            return (languages(codes.split(", ")),)
        case ButtonStale():
            return ((run_button("/today"),),)
        case CommandUnknown(name=name) if name.startswith("/"):
            near = get_close_matches(name[1:].lower(), NAMES, n=1)
            lines = [f"/{each}" for each in near]
            return (tuple(run_button(line) for line in (*lines, "/help")),)
        case CommandUnknown():
            return ((run_button("/today"), run_button("/help")),)
        case _:
            return ()


def languages(codes: Sequence[str]) -> tuple[Button, ...]:
    """A button for each language, by its code."""
    return tuple(run_button(f"/lang {code}") for code in codes)


def numbered(command: str, key: ListKey, numbers: Sequence[int]) -> tuple[tuple[Button, ...], ...]:
    """A button for each of these numbers of that list, which runs the command for it."""
    buttons: list[Button] = []
    for number in numbers:
        line = f"/{command} {Listed(key, number).typed}"
        buttons.append(run_button(line, str(number)))
    return rows(buttons, NUMBERS_A_ROW)
