"""What is known of each command beside its use case: what it takes and shows, and its place in the
help. Pure data, a row for each command but the operator's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Takes(Enum):
    """What stands behind a command: a number is a paper's, and a question is to a paper."""

    NOTHING = "nothing"
    DAY = "day"
    NUMBER = "number"
    QUESTION = "question"
    WORDS = "words"


class Group(Enum):
    """The commands that stand together in the help; the value is the key of their title."""

    DAY = "help.group.day"
    PAPER = "help.group.paper"
    PUSH = "help.group.push"
    OTHER = "help.group.other"


@dataclass(frozen=True, slots=True)
class Traits:
    """A row. Without a `group` the help does not list it.

    `shows` marks what shows something with nothing typed behind it, `pressed` what the help has a
    button for, and `wants` what says what the chat wants to read.
    """

    group: Group | None
    takes: Takes
    shows: bool = False
    pressed: bool = False
    wants: bool = False


# In the order in which the help presses them; the first of a group is what the others are about.
TRAITS: Mapping[str, Traits] = {
    "today": Traits(Group.DAY, Takes.NOTHING, shows=True, pressed=True),
    "date": Traits(Group.DAY, Takes.DAY, pressed=True),
    "paper": Traits(Group.PAPER, Takes.NUMBER),
    "ask": Traits(Group.PAPER, Takes.QUESTION),
    "why": Traits(Group.PAPER, Takes.NUMBER),
    "table": Traits(Group.PAPER, Takes.NUMBER),
    "similar": Traits(Group.PAPER, Takes.NUMBER),
    "score": Traits(Group.PAPER, Takes.NUMBER),
    "like": Traits(Group.PAPER, Takes.NUMBER, wants=True),
    "dislike": Traits(Group.PAPER, Takes.NUMBER, wants=True),
    "search": Traits(Group.PAPER, Takes.WORDS),
    "subscribe": Traits(Group.PUSH, Takes.WORDS, pressed=True),
    "unsubscribe": Traits(Group.PUSH, Takes.NOTHING),
    "interests": Traits(Group.PUSH, Takes.WORDS, shows=True, pressed=True, wants=True),
    "settings": Traits(Group.PUSH, Takes.WORDS, shows=True, pressed=True),
    "lang": Traits(Group.OTHER, Takes.WORDS, shows=True),
    "privacy": Traits(Group.OTHER, Takes.NOTHING, shows=True, pressed=True),
    "forget": Traits(Group.OTHER, Takes.WORDS),
    "help": Traits(None, Takes.NOTHING, shows=True),
    "start": Traits(None, Takes.NOTHING, shows=True),
}
_OPERATORS = Traits(Group.OTHER, Takes.WORDS)


def traits_of(name: str) -> Traits:
    """The row of the command of that name; the operator's share one."""
    return TRAITS.get(name, _OPERATORS)
