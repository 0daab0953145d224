"""What can go wrong, as data. No sentences here: `locales` has one per leaf, under the leaf's key.

PaperboyError
├── OperatorError                what the person running Paperboy can mend
│   ├── SettingsInvalid          settings, all problems together
│   ├── StoreUnavailable         the database cannot be opened, read or written
│   ├── StoreNewer               a newer Paperboy wrote it
│   ├── StoreClaimed             another Paperboy works with it
│   ├── RoleNeedsServer          only part of the work is to be done, where one process does all
│   ├── StoreEmpty  StoreInPlace  BackupExists  BackupUnsound  BackupUnwritable  MoveRefused
│   │                            it cannot be backed up, put back from a backup, or moved
│   ├── MachineExhausted         no more files can be opened, or processes begun
│   ├── PlatformRefused          a platform cannot start or go on, and waiting does not mend it
│   ├── PlatformUnreachable      it cannot for now; the channels have the leaves of both
│   ├── ArchiveInvalid           a file to import is malformed: file, line and which rule
│   ├── FileUnreadable  OutputUnwritable
│   │                            it cannot be read; what a command prints cannot be written
│   └── ChatKeyInvalid  ChatUnknown  ChatGetsNoLists  ListUnderWay
│                                what an operator wants of a chat cannot be
├── SourceError                  Hugging Face, arXiv or OpenReview
│   ├── SourceUnreachable        no connection, time-out, or 5xx after retries
│   ├── SourceRefused  SourceLimited  SourceRedirected
│   │                            a 4xx that is no other leaf, a longer wait than we wait,
│   │                            a host nobody configured
│   ├── SourceWantsAccount       it answers only who is signed in
│   ├── SourceMalformed  SourceTooLarge  not what it should be, over the size cap
│   └── DateNotListedYet  NoFullText  WrongDocument  PaperWithdrawn
│                                past what is listed; neither HTML nor PDF; a text of another paper,
│                                empty or too short; taken back by its authors
├── ModelError                   the language model
│   ├── ModelUnreachable         no answer, time-out or 5xx, three times
│   ├── ModelAddressWrong        something else answers there
│   ├── ModelKeyRejected  ModelForbidden  ModelUnknown  ModelUnpaid  ModelLimited
│   │                            the endpoint refuses whoever asks, whatever is asked; or for now
│   ├── ModelRequestRejected  ModelDeclined  ModelTooSmall
│   │                            the endpoint refuses this request, this paper, this length
│   └── ModelAnswerInvalid  OverBudget
│                                malformed, empty, truncated or refused, three times;
│                                the day's tokens are spent
├── DeliveryError                a platform did not take a message; never shown: core.delivery
└── RequestError                 what a person asked for cannot be done as asked: all others

Fields of type ForOperator are for who runs Paperboy: readers never see them (`base`).
"""

from __future__ import annotations

from core.errors.base import (
    ForOperator,
    ModelError,
    OperatorError,
    OperatorText,
    PaperboyError,
    RequestError,
    Sayable,
    SourceError,
)
from core.errors.models import (
    ModelAddressWrong,
    ModelAnswerInvalid,
    ModelDeclined,
    ModelForbidden,
    ModelKeyRejected,
    ModelLimited,
    ModelRequestRejected,
    ModelTooSmall,
    ModelUnknown,
    ModelUnpaid,
    ModelUnreachable,
    OverBudget,
)
from core.errors.operators import (
    ArchiveInvalid,
    BackupExists,
    BackupUnsound,
    BackupUnwritable,
    ChatGetsNoLists,
    ChatKeyInvalid,
    ChatUnknown,
    FileUnreadable,
    ListUnderWay,
    MachineExhausted,
    MoveRefused,
    MoveTrouble,
    OutputUnwritable,
    PlatformRefused,
    PlatformUnreachable,
    Problem,
    RoleNeedsServer,
    SettingsInvalid,
    StoreClaimed,
    StoreEmpty,
    StoreInPlace,
    StoreNewer,
    StoreTrouble,
    StoreUnavailable,
)
from core.errors.requests import (
    ArgumentMissing,
    ButtonStale,
    CategoriesTooMany,
    CategoryUnknown,
    ChatNotServed,
    ChatQuestionsSpent,
    ChatReadingsSpent,
    CircularEmpty,
    CircularNameInvalid,
    CircularNameTaken,
    CircularTooLong,
    CircularUnknown,
    CommandUnknown,
    DateImpossible,
    DateInFuture,
    DateInvalid,
    EditionEmpty,
    EditionUnknown,
    EditionUnreachable,
    InterestsTooMany,
    KeywordsTooMany,
    KeywordTooLong,
    LanguageUnknown,
    LettersMissing,
    LetterUnknown,
    LibraryTooLarge,
    LibraryUnreachable,
    LibraryUnreadable,
    NoEditionYet,
    NoTable,
    NotAllowed,
    NothingToExport,
    NoWeekdayLeft,
    NumberInvalid,
    NumberUnclear,
    NumberUnknown,
    OperatorOnly,
    PaperUnknown,
    PersonQuestionsSpent,
    PersonReadingsSpent,
    RoleNotMentionable,
    ScoreUnknown,
    SearchEmpty,
    SearchTooShort,
    SettingImpossible,
    SettingInvalid,
    TimeInvalid,
    TitleAmbiguous,
    TooManyAnswers,
    ZoneInvalid,
    ZoneUnclear,
)
from core.errors.sources import (
    DateNotListedYet,
    NoFullText,
    PaperWithdrawn,
    SourceLimited,
    SourceMalformed,
    SourceRedirected,
    SourceRefused,
    SourceTooLarge,
    SourceUnreachable,
    SourceWantsAccount,
    WrongDocument,
)

__all__ = [
    "ArchiveInvalid",
    "ArgumentMissing",
    "BackupExists",
    "BackupUnsound",
    "BackupUnwritable",
    "ButtonStale",
    "CategoriesTooMany",
    "CategoryUnknown",
    "ChatGetsNoLists",
    "ChatKeyInvalid",
    "ChatNotServed",
    "ChatQuestionsSpent",
    "ChatReadingsSpent",
    "ChatUnknown",
    "CircularEmpty",
    "CircularNameInvalid",
    "CircularNameTaken",
    "CircularTooLong",
    "CircularUnknown",
    "CommandUnknown",
    "DateImpossible",
    "DateInFuture",
    "DateInvalid",
    "DateNotListedYet",
    "EditionEmpty",
    "EditionUnknown",
    "EditionUnreachable",
    "FileUnreadable",
    "ForOperator",
    "InterestsTooMany",
    "KeywordTooLong",
    "KeywordsTooMany",
    "LanguageUnknown",
    "LetterUnknown",
    "LettersMissing",
    "LibraryTooLarge",
    "LibraryUnreachable",
    "LibraryUnreadable",
    "ListUnderWay",
    "MachineExhausted",
    "ModelAddressWrong",
    "ModelAnswerInvalid",
    "ModelDeclined",
    "ModelError",
    "ModelForbidden",
    "ModelKeyRejected",
    "ModelLimited",
    "ModelRequestRejected",
    "ModelTooSmall",
    "ModelUnknown",
    "ModelUnpaid",
    "ModelUnreachable",
    "MoveRefused",
    "MoveTrouble",
    "NoEditionYet",
    "NoFullText",
    "NoTable",
    "NoWeekdayLeft",
    "NotAllowed",
    "NothingToExport",
    "NumberInvalid",
    "NumberUnclear",
    "NumberUnknown",
    "OperatorError",
    "OperatorOnly",
    "OperatorText",
    "OutputUnwritable",
    "OverBudget",
    "PaperUnknown",
    "PaperWithdrawn",
    "PaperboyError",
    "PersonQuestionsSpent",
    "PersonReadingsSpent",
    "PlatformRefused",
    "PlatformUnreachable",
    "Problem",
    "RequestError",
    "RoleNeedsServer",
    "RoleNotMentionable",
    "Sayable",
    "ScoreUnknown",
    "SearchEmpty",
    "SearchTooShort",
    "SettingImpossible",
    "SettingInvalid",
    "SettingsInvalid",
    "SourceError",
    "SourceLimited",
    "SourceMalformed",
    "SourceRedirected",
    "SourceRefused",
    "SourceTooLarge",
    "SourceUnreachable",
    "SourceWantsAccount",
    "StoreClaimed",
    "StoreEmpty",
    "StoreInPlace",
    "StoreNewer",
    "StoreTrouble",
    "StoreUnavailable",
    "TimeInvalid",
    "TitleAmbiguous",
    "TooManyAnswers",
    "WrongDocument",
    "ZoneInvalid",
    "ZoneUnclear",
]
