"""What a person asked for and cannot have as asked. Every field may be repeated to that person.

`text` is the part of what they typed that was not understood, as it stands there; `likely` are
texts that would be understood in its place, what is most likely meant first.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.errors.base import RequestError


@dataclass(eq=False)
class CommandUnknown(RequestError):
    """`absent` are commands that are not there in this chat; `rest` stood behind the name. A line
    without a slash is all `name`, and `rest` the line with one that may have been meant."""

    name: str
    absent: tuple[str, ...] = ()
    rest: str = ""


@dataclass(eq=False)
class ArgumentMissing(RequestError):
    """`of` is the paper that was named already; "" where none was."""

    command: str
    of: str = ""


@dataclass(eq=False)
class DateInvalid(RequestError):
    text: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class DateImpossible(RequestError):
    text: str


@dataclass(eq=False)
class DateInFuture(RequestError):
    date: dt.date
    newest: dt.date | None


@dataclass(eq=False)
class NumberInvalid(RequestError):
    text: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class NumberUnclear(RequestError):
    """Several papers are meant, or may be, where one is read; `likely` names each."""

    text: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class TitleAmbiguous(RequestError):
    text: str
    count: int
    titles: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class NumberUnknown(RequestError):
    number: int
    date: dt.date
    count: int


@dataclass(eq=False)
class LetterUnknown(RequestError):
    letter: str
    date: dt.date
    first: str
    last: str


@dataclass(eq=False)
class LettersMissing(RequestError):
    """Nothing was picked beside the list of that day."""

    letter: str
    date: dt.date


@dataclass(eq=False)
class EditionUnknown(RequestError):
    date: dt.date
    nearest: dt.date | None


@dataclass(eq=False)
class EditionEmpty(RequestError):
    date: dt.date
    nearest: dt.date | None


@dataclass(eq=False)
class EditionUnreachable(RequestError):
    date: dt.date
    nearest: dt.date | None


@dataclass(eq=False)
class NoEditionYet(RequestError):
    pass


@dataclass(eq=False)
class PaperUnknown(RequestError):
    paper_id: str


@dataclass(eq=False)
class ScoreUnknown(RequestError):
    paper_id: str


@dataclass(eq=False)
class SearchTooShort(RequestError):
    words: str


@dataclass(eq=False)
class SearchEmpty(RequestError):
    words: str


@dataclass(eq=False)
class LanguageUnknown(RequestError):
    text: str
    languages: str


@dataclass(eq=False)
class TimeInvalid(RequestError):
    text: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class ZoneInvalid(RequestError):
    text: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class ZoneUnclear(RequestError):
    """The text may mean several zones, which are `likely`."""

    text: str
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class CategoryUnknown(RequestError):
    """arXiv has no such category; `near` is the one that is written most like it, "" where none
    is."""

    text: str
    near: str = ""
    likely: tuple[str, ...] = ()


@dataclass(eq=False)
class CategoriesTooMany(RequestError):
    count: int
    limit: int


@dataclass(eq=False)
class KeywordsTooMany(RequestError):
    count: int
    limit: int


@dataclass(eq=False)
class KeywordTooLong(RequestError):
    text: str
    limit: int


@dataclass(eq=False)
class SettingInvalid(RequestError):
    """`setting` is the one whose value was not understood; "" for a setting that there is not."""

    text: str
    likely: tuple[str, ...] = ()
    setting: str = ""


@dataclass(eq=False)
class NoWeekdayLeft(RequestError):
    """Without any weekday no list would ever come."""


@dataclass(eq=False)
class SettingImpossible(RequestError):
    """That cannot be set in this place; `setting` names what can be set elsewhere, "" where nothing
    is named."""

    text: str
    setting: str = ""


@dataclass(eq=False)
class RoleNotMentionable(RequestError):
    pass


@dataclass(eq=False)
class NotAllowed(RequestError):
    command: str


@dataclass(eq=False)
class OperatorOnly(RequestError):
    """The command is for whoever runs Paperboy."""

    command: str


@dataclass(eq=False)
class ButtonStale(RequestError):
    """A button that means nothing any more, or never did."""


@dataclass(eq=False)
class ChatQuestionsSpent(RequestError):
    """`limit` is how many questions the chat may ask on a UTC day."""

    limit: int


@dataclass(eq=False)
class PersonQuestionsSpent(RequestError):
    """`limit` is how many questions one person may ask on a UTC day."""

    limit: int


@dataclass(eq=False)
class ChatReadingsSpent(RequestError):
    """`limit` is how many papers the chat may have read for it on a UTC day."""

    limit: int


@dataclass(eq=False)
class PersonReadingsSpent(RequestError):
    """`limit` is how many papers one person may have read for them on a UTC day."""

    limit: int


@dataclass(eq=False)
class TooManyAnswers(RequestError):
    """Somebody, or a chat, asked more within a minute than is answered."""


@dataclass(eq=False)
class ChatNotServed(RequestError):
    """This Paperboy serves the chats its operator named, and this is none; `chat` is what to name
    it by."""

    chat: str


@dataclass(eq=False)
class NoTable(RequestError):
    """The paper has no table of its main results that a chat could show; `page` is its address."""

    paper_id: str
    page: str


@dataclass(eq=False)
class NothingToExport(RequestError):
    date: dt.date


@dataclass(eq=False)
class LibraryTooLarge(RequestError):
    """A file of more megabytes than are read."""

    limit: int


@dataclass(eq=False)
class LibraryUnreadable(RequestError):
    """A file in which nothing is a reference or a link to a paper."""

    name: str


@dataclass(eq=False)
class LibraryUnreachable(RequestError):
    """A file that could not be fetched from where it was sent."""

    name: str


@dataclass(eq=False)
class InterestsTooMany(RequestError):
    """A chat has so many interests already, papers aside."""

    limit: int


class CircularEmpty(RequestError):
    """There is no text to send to all."""


@dataclass(eq=False)
class CircularTooLong(RequestError):
    length: int
    most: int


@dataclass(eq=False)
class CircularNameInvalid(RequestError):
    text: str


@dataclass(eq=False)
class CircularNameTaken(RequestError):
    """Another circular has that name."""

    name: str


@dataclass(eq=False)
class CircularUnknown(RequestError):
    """No circular has that name."""

    name: str
