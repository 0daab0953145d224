"""What stands under a paper to vote on it, and what a vote is answered with. Pure."""

# Tested in tests/bot/chat/test_voting.py.

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bot.chat.actions import Action, Verb
from bot.chat.targets import Which
from bot.chat.views.model import Button, View, rows
from bot.chat.views.notes import text_view
from bot.chat.views.parts import full_title
from bot.chat.views.prose import clip_words
from core.shown import ShownPaper
from locales import Translator

LIKE, DISLIKE = "👍", "👎"
CHOSEN = "✓"
# Columns of a phone that are left for the paper beside the sign.
NAME = 32


def vote_buttons(which: Which, stands: bool | None) -> tuple[Button, Button]:
    """A button for the paper and one against it; the vote that `stands` is ticked, which only one
    person may be shown."""
    like, dislike = LIKE, DISLIKE
    if stands is True:
        like = f"{CHOSEN} {like}"
    elif stands is False:
        dislike = f"{CHOSEN} {dislike}"
    return Button(like, Action(Verb.LIKE, which)), Button(dislike, Action(Verb.DISLIKE, which))


def voted_view(
    t: Translator,
    found: ShownPaper,
    *,
    up: bool,
    stands: bool,
    buttons: Sequence[Button],
    full: int,
) -> View:
    """What was understood, and how it is taken back; or that it was. With `buttons` to what votes
    lead to, it says that too, and where no more than `full` votes are kept."""
    paper = clip_words(_name(found), NAME)
    key = "vote.taken_back"
    if stands:
        key = "vote.like" if up else "vote.dislike"
    view = text_view(t, key, paper=paper)
    if buttons:
        first = text_view(t, "vote.first")
        view = dataclasses.replace(view, blocks=(*view.blocks, *first.blocks))
    if full:
        bound = text_view(t, "vote.full", limit=full)
        view = dataclasses.replace(view, blocks=(*view.blocks, *bound.blocks))
    return dataclasses.replace(view, buttons=rows(buttons, 1), private=True)


def _name(found: ShownPaper) -> str:
    """The paper's title, with its number where it has one."""
    title = full_title(found.paper, found.summary)
    if found.entry is None:
        return title
    return f"{found.entry.rank}. {title}"
