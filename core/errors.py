"""What can go wrong, as data. No sentences here: `locales` has one per leaf, under the leaf's key.

PaperboyError
├── OperatorError                what the person running Paperboy can mend
│   ├── SettingsInvalid          settings, all problems together
│   ├── StoreUnavailable  StoreNewer  the database cannot be opened, read or written; a newer Paperboy wrote it
│   ├── TelegramTokenRejected  TelegramUnreachable  TelegramConflict  TelegramWebhookSet  TelegramWebhookFailed
│   ├── DiscordTokenRejected  DiscordUnreachable
│   │                            the bot cannot start or go on
│   └── ArchiveInvalid  FileUnreadable  a file to import is malformed (file, line and which rule), or cannot be read
├── SourceError                  Hugging Face or arXiv
│   ├── SourceUnreachable        no connection, time-out, or 5xx after retries
│   ├── SourceRefused  SourceLimited  SourceRedirected
│   │                            a 4xx that is no other leaf, a longer wait than we wait, a host nobody configured
│   ├── SourceMalformed  SourceTooLarge  not what it should be, over the size cap
│   └── DateNotListedYet  NoFullText  WrongDocument  PaperWithdrawn
│                                past what is listed; neither HTML nor PDF; a text of another paper, empty or too short;
│                                taken back by its authors
├── ModelError                   the language model
│   ├── ModelUnreachable         no connection, time-out or 5xx, three times
│   ├── ModelKeyRejected  ModelUnknown  ModelLimited  ModelRequestRejected
│   │                            401 or 403, a model it does not know, rate or quota, another 4xx
│   └── ModelAnswerInvalid  OverBudget
│                                malformed, empty, truncated or refused, three times; the day's tokens are spent
├── DeliveryError                a platform did not take a message; never shown, so it lives in core.delivery
└── RequestError                 what a person asked for cannot be done as asked: all others
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass


class PaperboyError(Exception):
    """Base of all. Leaves are dataclasses; their fields fill the sentence's placeholders."""

    @classmethod
    def key(cls) -> str:
        """The catalog key of this kind of error: `error.` and the class name in snake case."""
        return "error." + re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def data(self) -> dict[str, object]:
        """The fields by name, to fill the sentence's placeholders."""
        return dict(vars(self))

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.data().items() if value != "")
        return f"{type(self).__name__}({details})"


class OperatorError(PaperboyError):
    """What the person running Paperboy can mend."""


class SourceError(PaperboyError):
    """Hugging Face or arXiv did not give what was asked."""


class ModelError(PaperboyError):
    """The language model did not give what was asked."""


class RequestError(PaperboyError):
    """What a person asked for cannot be done as asked."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the settings: the variable, the catalog key of the mend, and what fills it."""

    name: str
    key: str
    data: tuple[tuple[str, str], ...] = ()


@dataclass(eq=False)
class SettingsInvalid(OperatorError):
    problems: tuple[Problem, ...]


@dataclass(eq=False)
class StoreUnavailable(OperatorError):
    path: str
    reason: str


@dataclass(eq=False)
class StoreNewer(OperatorError):
    path: str
    revision: str


@dataclass(eq=False)
class ArchiveInvalid(OperatorError):
    """`rule` names the broken rule: a catalog key below `archive.`."""

    file: str
    line: int
    rule: str


@dataclass(eq=False)
class FileUnreadable(OperatorError):
    file: str
    reason: str


@dataclass(eq=False)
class TelegramTokenRejected(OperatorError):
    pass


@dataclass(eq=False)
class TelegramUnreachable(OperatorError):
    """`reason` and `proxy` as core.network.trouble tells them."""

    host: str
    reason: str = ""
    proxy: str = ""


@dataclass(eq=False)
class TelegramConflict(OperatorError):
    """Another program polls with the same token."""


@dataclass(eq=False)
class TelegramWebhookSet(OperatorError):
    url: str


@dataclass(eq=False)
class TelegramWebhookFailed(OperatorError):
    port: int
    reason: str


@dataclass(eq=False)
class DiscordTokenRejected(OperatorError):
    pass


@dataclass(eq=False)
class DiscordUnreachable(OperatorError):
    """`reason` and `proxy` as core.network.trouble tells them."""

    reason: str
    proxy: str = ""


@dataclass(eq=False)
class SourceUnreachable(SourceError):
    """`reason` and `proxy` as core.network.trouble tells them."""

    host: str
    reason: str
    proxy: str = ""


@dataclass(eq=False)
class SourceRefused(SourceError):
    host: str
    status: int


@dataclass(eq=False)
class SourceLimited(SourceError):
    """`seconds` until the source wants to hear from us again."""

    host: str
    seconds: int


@dataclass(eq=False)
class SourceMalformed(SourceError):
    host: str
    reason: str


@dataclass(eq=False)
class SourceTooLarge(SourceError):
    host: str
    limit: int


@dataclass(eq=False)
class SourceRedirected(SourceError):
    host: str
    target: str


@dataclass(eq=False)
class DateNotListedYet(SourceError):
    date: dt.date


@dataclass(eq=False)
class NoFullText(SourceError):
    paper_id: str


@dataclass(eq=False)
class WrongDocument(SourceError):
    """`reason` is title, empty, short, scaffold or size."""

    paper_id: str
    reason: str


@dataclass(eq=False)
class PaperWithdrawn(SourceError):
    paper_id: str


@dataclass(eq=False)
class ModelUnreachable(ModelError):
    """`reason` and `proxy` as core.network.trouble tells them."""

    host: str
    reason: str
    proxy: str = ""


@dataclass(eq=False)
class ModelKeyRejected(ModelError):
    host: str


@dataclass(eq=False)
class ModelUnknown(ModelError):
    host: str
    model: str


@dataclass(eq=False)
class ModelLimited(ModelError):
    host: str


@dataclass(eq=False)
class ModelRequestRejected(ModelError):
    host: str
    reason: str


@dataclass(eq=False)
class ModelAnswerInvalid(ModelError):
    """`reason` is malformed, empty, truncated, refused or not_json."""

    model: str
    reason: str


@dataclass(eq=False)
class OverBudget(ModelError):
    limit: int


@dataclass(eq=False)
class CommandUnknown(RequestError):
    name: str


@dataclass(eq=False)
class ArgumentMissing(RequestError):
    command: str


@dataclass(eq=False)
class DateInvalid(RequestError):
    text: str


@dataclass(eq=False)
class DateInFuture(RequestError):
    date: dt.date
    newest: dt.date | None


@dataclass(eq=False)
class NumberInvalid(RequestError):
    text: str


@dataclass(eq=False)
class NumberUnknown(RequestError):
    number: int
    date: dt.date
    count: int


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


@dataclass(eq=False)
class ZoneInvalid(RequestError):
    text: str


@dataclass(eq=False)
class SettingInvalid(RequestError):
    text: str


@dataclass(eq=False)
class RoleNotMentionable(RequestError):
    pass


@dataclass(eq=False)
class NotAllowed(RequestError):
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
class NoTable(RequestError):
    """The paper has no table of its main results that a chat could show."""

    paper_id: str


@dataclass(eq=False)
class NothingToExport(RequestError):
    date: dt.date
