"""What a button or a menu does: a verb and its target. Pure.

A row for each verb says all that channels must know of it. `write_action` and `read_action` are
the one short form in which an action leaves for a chat and comes back, perhaps years later and
perhaps forged; `short` and `read` are a target's part of that, as in `bot.chat.targets`. It is a
button's value, not what a person typed: a list or a number is read exactly as we write it, and in
no other spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self, TypeAlias

from bot.chat.audience import Audience
from bot.chat.targets import Change, Field, Known, Listed, WholeList, read_number

# No channel brings back more characters.
LONGEST = 100


class Verb(StrEnum):
    """What is to be done. The value is what old messages say: it never changes."""

    PAPER = "paper"
    OPEN = "open"
    CARD = "card"
    REPORT = "report"
    ABOUT = "about"
    WHY = "why"
    TABLE = "table"
    SIMILAR = "similar"
    AGAIN = "again"
    ASK = "ask"
    SCORE = "score"
    LIKE = "like"
    DISLIKE = "dislike"
    DATE = "date"
    SETTINGS = "settings"
    SET = "set"
    INTERESTS = "interests"
    INTEREST = "interest"
    SHOW = "show"
    FORM = "form"
    PAGE = "page"
    RUN = "run"


class Leads(StrEnum):
    """Where the answer goes.

    TURNS: it replaces the message that the button stands under. TURNS_ALONE: it does so in a
    private chat, and in a group it is a new message. OPENS: it is always a new message. SAYS: it is
    a short notice, shown as one where the channel can.
    """

    TURNS = "turns"
    TURNS_ALONE = "turns alone"
    OPENS = "opens"
    SAYS = "says"

    def turns(self, *, company: bool) -> bool:
        """Whether the message becomes the answer."""
        return self is Leads.TURNS or (self is Leads.TURNS_ALONE and not company)

    def opens(self, *, company: bool) -> bool:
        """Whether the answer is a message to be found again, beside the one that was pressed."""
        return self is Leads.OPENS or (self is Leads.TURNS_ALONE and company)


class Stands(StrEnum):
    """The kind of message that a verb's buttons stand under, by which messages are told apart.

    LIST: a day's list. FOUND: the papers that a search found. PAPER: what is about one paper.
    ANSWER: an answer about one paper. ANYWHERE: any message.
    """

    LIST = "list"
    FOUND = "found"
    PAPER = "paper"
    ANSWER = "answer"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Shared:
    """What the action leads to, done anew for everybody."""

    of: Action

    def short(self) -> str:
        return write_action(self.of)

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = read_action(text)
        if found is None or not found.row.reads:
            return None
        return cls(found)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a long answer. Pages are made anew when asked for, by what was pressed or typed for
    the answer."""

    number: int
    of: Input

    def short(self) -> str:
        if isinstance(self.of, Typed):
            return f"{self.number}:{self.of.short()}"
        return f"{self.number}:{write_action(self.of)}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        number, _, rest = text.partition(":")
        page = read_number(number)
        if page is None:
            return None
        if typed := Typed.read(rest):
            return cls(page, typed)
        action = read_action(rest)
        if action is None or action.row.of_channel:
            return None
        return cls(page, action)


# Bytes of a line that every button carries.
LONGEST_PRESSED = 56


@dataclass(frozen=True, slots=True)
class Typed:
    """A line for the command table: typed by somebody, or recommended by a sentence of ours."""

    line: str

    def short(self) -> str:
        return self.line

    @classmethod
    def read(cls, text: str) -> Self | None:
        if not text.startswith("/"):
            return None
        return cls(text)


# What a verb is done to; what was pressed or typed, and has an answer.
Target: TypeAlias = Listed | Known | WholeList | Change | Field | Shared | Page | Typed
Input: TypeAlias = "Action | Typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What channels must know of a verb.

    `targets` are the kinds it takes, tried in that order; `bare` says that it may stand without.
    `targeted` is where the answer goes when there is one, should that be another place.
    `reads` marks what does nothing but read: a link may lead there, in the chat of whoever follows
    it, and who sees the answer alone may show it to everybody. `form` marks what asks for words: a
    channel that has forms opens one. `of_channel` marks what a channel does by
    itself, or not at all. `brief` marks an answer that is read in passing: nobody need close it.
    `command` is what a refusal calls it.
    """

    leads: Leads
    targets: tuple[type[Target], ...] = ()
    bare: bool = False
    targeted: Leads | None = None
    audience: Audience = Audience.EVERYONE
    stands: Stands = Stands.ANYWHERE
    reads: bool = False
    form: bool = False
    of_channel: bool = False
    brief: bool = False
    command: str = ""

    @property
    def about_a_paper(self) -> bool:
        """Whether the message it stands under is about the one paper it names."""
        return self.stands in (Stands.PAPER, Stands.ANSWER)

    @property
    def one_of_several(self) -> bool:
        """Whether it stands beside its like for other papers, and may be chosen from a menu."""
        return self.stands in (Stands.LIST, Stands.FOUND)


_VERBS = {verb.value: verb for verb in Verb}
_PAPERS: tuple[type[Target], ...] = (Listed, Known)


def _shown(leads: Leads, stands: Stands) -> Row:
    """The row of a verb that does nothing but show something of a paper."""
    return Row(leads=leads, targets=_PAPERS, stands=stands, reads=True)


ROWS: Mapping[Verb, Row] = {
    Verb.PAPER: _shown(Leads.TURNS_ALONE, Stands.LIST),
    Verb.OPEN: _shown(Leads.OPENS, Stands.FOUND),
    Verb.CARD: _shown(Leads.TURNS_ALONE, Stands.PAPER),
    Verb.REPORT: _shown(Leads.TURNS_ALONE, Stands.PAPER),
    Verb.ABOUT: _shown(Leads.OPENS, Stands.ANSWER),
    Verb.WHY: _shown(Leads.OPENS, Stands.PAPER),
    Verb.TABLE: _shown(Leads.OPENS, Stands.PAPER),
    Verb.SIMILAR: _shown(Leads.OPENS, Stands.PAPER),
    Verb.AGAIN: Row(leads=Leads.TURNS, targets=_PAPERS, stands=Stands.PAPER),
    Verb.ASK: Row(leads=Leads.SAYS, targets=_PAPERS, stands=Stands.PAPER, form=True),
    Verb.SCORE: Row(leads=Leads.SAYS, targets=_PAPERS, stands=Stands.PAPER),
    Verb.LIKE: Row(leads=Leads.SAYS, targets=_PAPERS, stands=Stands.PAPER, brief=True),
    Verb.DISLIKE: Row(leads=Leads.SAYS, targets=_PAPERS, stands=Stands.PAPER, brief=True),
    Verb.DATE: Row(leads=Leads.TURNS_ALONE, targets=(WholeList,), reads=True),
    # A setting's page, and the way back, stand in the message that was asked for.
    Verb.SETTINGS: Row(
        leads=Leads.OPENS,
        targets=(Field,),
        bare=True,
        targeted=Leads.TURNS,
        audience=Audience.ADMINS,
        command="settings",
    ),
    Verb.SET: Row(
        leads=Leads.TURNS, targets=(Change,), audience=Audience.ADMINS, command="settings"
    ),
    # Everybody may look at what counts, admins change it.
    Verb.INTERESTS: Row(leads=Leads.OPENS, targets=(Field,), bare=True, targeted=Leads.TURNS),
    Verb.INTEREST: Row(
        leads=Leads.TURNS, targets=(Change,), audience=Audience.ADMINS, command="interests"
    ),
    Verb.SHOW: Row(leads=Leads.OPENS, targets=(Shared,), bare=True, of_channel=True),
    # Anybody may open the form: what it sends is a SET.
    Verb.FORM: Row(leads=Leads.SAYS, targets=(Field,), form=True, of_channel=True),
    Verb.PAGE: Row(leads=Leads.TURNS, targets=(Page,), of_channel=True),
    # Whoever presses it is checked as if they had typed the line.
    Verb.RUN: Row(leads=Leads.OPENS, targets=(Typed,)),
}


@dataclass(frozen=True, slots=True)
class Action:
    """A verb and what it is done to; raises TypeError for a target that the verb does not take."""

    verb: Verb
    target: Target | None = None

    def __post_init__(self) -> None:
        if self.target is None:
            taken = self.row.bare
        else:
            taken = isinstance(self.target, self.row.targets)
        if not taken:
            raise TypeError(f"{self.verb} takes no {self.target!r}")

    @property
    def row(self) -> Row:
        """What channels must know of its verb."""
        return ROWS[self.verb]

    @property
    def leads(self) -> Leads:
        """Where its answer goes."""
        if self.target is not None and self.row.targeted:
            return self.row.targeted
        return self.row.leads


def write_action(action: Action) -> str:
    """The action's short form."""
    if action.target is None:
        return str(action.verb)
    return f"{action.verb}:{action.target.short()}"


def read_action(text: str) -> Action | None:
    """The action that `write_action` wrote as that text; None for one that is broken or forged."""
    name, colon, rest = text.partition(":")
    verb = _VERBS.get(name)
    if verb is None or len(text) > LONGEST:
        return None
    row = ROWS[verb]
    if not colon:
        if not row.bare:
            return None
        return Action(verb)
    for kind in row.targets:
        target = kind.read(rest)
        if target is not None:
            return Action(verb, target)
    return None
