"""Messages from before what they are about was stored: read off their buttons and words. Pure.

The whole file is to be removed after 2027-05-28: by then, replies to such messages have become
rare, and pushed lists stay known by the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.actions import Action, Stands, read_action
from bot.chat.targets import Known, Listed
from core.asking.prompts import Turn
from core.editions.keys import ListKey
from core.sent import About


def read_old(buttons: Iterable[str], text: str) -> About | None:
    """What a message of ours was about that was sent before version 0.2; None when nothing tells.

    `buttons` are its buttons' values, `text` its words without markup. To be removed after
    2027-05-28.
    """
    actions = [action for action in map(read_action, buttons) if action]
    list_key = next((key for key in map(_list_of, actions) if key), None)
    paper = next((each.target for each in actions if each.row.about_a_paper), None)
    turns = _turns(text) if any(each.row.stands is Stands.ANSWER for each in actions) else ()
    match paper:
        case Listed(key, number):
            return About(list_key=key, number=number, turns=turns)
        case Known(paper_id):
            return About(list_key=list_key, paper_id=paper_id, turns=turns)
        case _:
            return About(list_key=list_key) if list_key else None


def _list_of(action: Action) -> ListKey | None:
    """The list that the message shows by its number buttons, or from which its paper is."""
    if isinstance(action.target, Listed) and action.row.stands is not Stands.FOUND:
        return action.target.key
    return None


def _turns(text: str) -> tuple[Turn, ...]:
    """The question is the first line; the answer stands below the first blank one, up to the
    next."""
    heading, _, rest = text.partition("\n\n")
    return (Turn(heading.split("\n")[0], rest.split("\n\n")[0]),)
