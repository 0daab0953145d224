"""What stands under a paper to vote on it. Pure."""

# Tested in tests/bot/chat/test_voting.py.

from __future__ import annotations

from bot.chat.actions import Action, Verb
from bot.chat.targets import Which
from bot.chat.views.model import Button

LIKE, DISLIKE = "👍", "👎"
CHOSEN = "✓"


def vote_buttons(which: Which, stands: bool | None) -> tuple[Button, Button]:
    """A button for the paper and one against it; the vote that `stands` is ticked, which only one
    person may be shown."""
    like, dislike = LIKE, DISLIKE
    if stands is True:
        like = f"{CHOSEN} {like}"
    elif stands is False:
        dislike = f"{CHOSEN} {dislike}"
    return Button(like, Action(Verb.LIKE, which)), Button(dislike, Action(Verb.DISLIKE, which))
