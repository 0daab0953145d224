"""The days that have a list."""

from __future__ import annotations

import datetime as dt

from bot.chat.views import days_view
from core.editions.keys import DAILY
from locales import Translator

EN = Translator("en")


def test_the_last_days_are_a_press_away() -> None:
    keys = [DAILY.on(dt.date(2026, 2, day)) for day in (6, 5, 4, 3)]
    view = days_view(EN, keys)

    assert [[button.label for button in row] for row in view.buttons] == [
        ["Fri, 6 Feb", "Thu, 5 Feb"],
        ["Wed, 4 Feb", "Tue, 3 Feb"],
    ]
    assert view.hints[0] == "/date 2026-02-06 for Fri, 6 Feb"
