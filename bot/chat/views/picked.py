"""Why a chat was given a paper: the whole sum, in plain words."""

# Tested in tests/bot/chat/views/test_picks.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known
from bot.chat.views.model import (
    Block,
    Button,
    Heading,
    Line,
    Paragraph,
    View,
    bold,
    line,
    quiet,
)
from bot.chat.views.parts import DOT, about_which, full_title
from bot.chat.views.picks import said_of_share
from core.interests.interest import Because, Pick, Share
from core.shown import ShownPaper
from locales import Translator

# A share is told in a line of its own, which may take more than one row of a phone.
SHARE_CELLS = 60
# What is less than this is told as nothing.
LEAST_PERCENT = 1


def picked_view(
    t: Translator,
    letter: str,
    pick: Pick,
    found: ShownPaper,
    *,
    day: dt.date,
    liked: Mapping[str, str],
    likes: Mapping[str, int],
) -> View:
    """All that spoke for the pick of that day and against it, each with its part of the sum.

    `liked` are the titles of the papers that reasons name, by id; `likes` is how many people of the
    chat liked which, where it has several.
    """
    title = line(bold(f"{letter}. {full_title(found.paper, found.summary)}"))
    below = t.t("picks.heading") + DOT + t.date(day)
    blocks: list[Block] = [Heading((title, line(quiet(below))))]
    whole = sum(abs(share.share) for share in pick.shares)
    for key, sign in (("picks.why.for", 1), ("picks.why.against", -1)):
        told: list[Line] = []
        for share in pick.shares:
            percent = round(100 * sign * share.share / whole) if whole else 0
            if percent >= LEAST_PERCENT:
                told.append(_share_line(t, share, percent, liked, likes))
        if told:
            blocks.append(Paragraph((line(bold(t.t(key))), *told)))
    if len(blocks) == 1:
        blocks.append(Paragraph((line(t.t("picks.why.nothing")),)))
    if pick.explores:
        blocks.append(Paragraph((line(t.t("picks.why.explores")),)))
    which = Known(found.paper.id)
    ways = [Button(t.t("picks.why.paper"), Action(Verb.ABOUT, which))]
    if found.report:
        ways.append(Button(t.t("report.evidence"), Action(Verb.WHY, which)))
    return View(tuple(blocks), (tuple(ways),), about=about_which(found.paper, which))


def _share_line(
    t: Translator,
    share: Share,
    percent: int,
    liked: Mapping[str, str],
    likes: Mapping[str, int],
) -> Line:
    said = said_of_share(t, share, liked, SHARE_CELLS)
    if share.because is Because.LIKE and share.share > 0:
        people = max((likes.get(paper_id, 0) for paper_id in share.named), default=0)
        if people > 1:
            said += t.plural("picks.why.people", people)
    return line(quiet(f"{percent}%{DOT}"), said, marker="•")
