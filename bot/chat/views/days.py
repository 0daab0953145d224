"""The days that have a list, each a press away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.views.model import Button, View, rows, sentences
from bot.chat.views.parts import list_action
from core.editions.keys import ListKey
from locales import Translator

DAYS_A_ROW = 3
# Days that are named where nothing can be pressed.
HINTED_DAYS = 3


def days_view(t: Translator, keys: Sequence[ListKey]) -> View:
    """The last days that have a list, newest first, each a press away."""
    buttons = rows([day_button(t, key) for key in keys], DAYS_A_ROW)
    days = [key.day for key in keys[:HINTED_DAYS]]
    hints = tuple(t.t("days.hint", date=day) for day in days)
    return replace(sentences([t.t("days.which")]), buttons=buttons, hints=hints, private=True)


def day_button(t: Translator, key: ListKey) -> Button:
    """A button that leads to the day's list and is called as people call the day."""
    return Button(t.day(key.day), list_action(key))
