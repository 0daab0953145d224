"""Letters out of what was announced, on a day that has no list, or none yet."""

# Tested in tests/bot/delivery/test_letters_alone.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.chat.actions import Action, Verb
from bot.chat.views.model import Button, Heading, Paragraph, View, bold, line
from bot.chat.views.picks import (
    Lettered,
    PicksToShow,
    lettered,
    picks_blocks,
    picks_buttons,
    picks_hints,
)
from core.announcements import venues
from core.sent import About
from core.shown import ShownList
from locales import Translator


def letters_view(
    t: Translator, shown: ShownList, day: dt.date, why: str, picks: PicksToShow
) -> View:
    """Letters out of that day's announcements; `why` says what became of the list beside which they
    would stand."""
    edition = shown.edition
    found = lettered(edition, picks.picks, picks.others)
    heading = t.t(f"letters.header.{_source(found)}", date=t.date(day))
    return View(
        (
            Heading((line(bold(heading)),)),
            Paragraph((line(why),)),
            *picks_blocks(t, edition, picks, found, shown.summaries),
        ),
        (*picks_buttons(found), (Button(t.t("button.settings"), Action(Verb.SETTINGS)),)),
        picks_hints(t, found),
        about=About(list_key=edition.key),
        caption=t.t("letters.caption"),
    )


def _source(found: Sequence[Lettered]) -> str:
    """Where the letters come from, as the catalog's keys end: arXiv, venues, or both."""
    of_venues = {venues.is_venue(each.other.topic) for each in found if each.other}
    if of_venues == {True}:
        return "venues"
    return "both" if True in of_venues else "arxiv"
