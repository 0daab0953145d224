"""What who runs Paperboy can mend: settings, the store, files, and the platforms' doors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from core.errors.base import ForOperator, OperatorError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the settings: the variable, the catalog key of the mend, and what fills
    it."""

    name: str
    key: str
    data: tuple[tuple[str, str], ...] = ()


@dataclass(eq=False)
class SettingsInvalid(OperatorError):
    problems: tuple[Problem, ...]


class StoreTrouble(StrEnum):
    """What is wrong with the store, each with a mend of its own."""

    ADDRESS = "address"  # no address of a database
    MISSING = "missing"  # its folder is not there
    GONE = "gone"  # it was removed, or another file has its place, since it was opened
    DENIED = "denied"  # it may not be opened
    READ_ONLY = "read_only"  # it may only be read
    OUTDATED = "outdated"  # it may only be read, and an older Paperboy wrote it
    UNCLOSED = "unclosed"  # it may only be read, and its last changes cannot be without writing
    LOCKED = "locked"  # another process holds it
    CROWDED = "crowded"  # no more files can be opened
    FULL = "full"  # the disk is full
    DISK = "disk"  # the disk does not read or write
    DAMAGED = "damaged"  # it makes no sense any more
    FOREIGN = "foreign"  # it is no store of ours
    UNFINISHED = "unfinished"  # a move to it was cut off
    BESIDE = "beside"  # what has the name of a file that is kept beside it is no file
    # Of a database on a server alone:
    UNREACHABLE = "unreachable"  # no server answers, or it does no more
    REFUSED = "refused"  # the server lets this user not in, or not do what is needed
    ABSENT = "absent"  # the server has no such database
    BUSY = "busy"  # the server has no room or no time for us now
    STANDBY = "standby"  # the server may only be read
    OCCUPIED = "occupied"  # another program's tables are in it
    ENCODING = "encoding"  # it cannot hold every text
    PROGRAMS = "programs"  # PostgreSQL's own programs for copies are not installed
    TEMPORARY = "temporary"  # there is no room for temporary files, which copies need
    DRIVER = "driver"  # the package that speaks to such servers is not installed
    OTHER = "other"


@dataclass(eq=False)
class StoreUnavailable(OperatorError):
    """`reason` is what the database or the system says; `path` is its file, or its address without
    user and password."""

    path: ForOperator
    reason: ForOperator
    trouble: StoreTrouble = StoreTrouble.OTHER


@dataclass(eq=False)
class StoreNewer(OperatorError):
    path: ForOperator
    revision: ForOperator


@dataclass(eq=False)
class StoreClaimed(OperatorError):
    """Another process works with it: its number, and the machine or container it runs on.
    `upgrading` when all it does is to bring it to a new schema, which soon ends."""

    path: ForOperator
    process: ForOperator
    host: ForOperator
    upgrading: bool = False


@dataclass(eq=False)
class RoleNeedsServer(OperatorError):
    """A part of the service is to be done, but the store has one process for all of it."""

    role: ForOperator


@dataclass(eq=False)
class StoreEmpty(OperatorError):
    """There is none yet, so that nothing can be copied."""

    path: ForOperator


@dataclass(eq=False)
class StoreInPlace(OperatorError):
    """One is there already, which nobody said to put aside."""

    path: ForOperator


@dataclass(eq=False)
class BackupExists(OperatorError):
    """The file that is to be written is there already."""

    file: ForOperator


@dataclass(eq=False)
class BackupUnwritable(OperatorError):
    """The file that is to be written cannot be; `reason` is what the system says."""

    file: ForOperator
    reason: ForOperator


@dataclass(eq=False)
class BackupUnsound(OperatorError):
    """The file to restore is damaged, or no store; `reason` is what SQLite or the system says."""

    file: ForOperator
    reason: ForOperator


class MoveTrouble(StrEnum):
    """Why a store is not moved, each with a mend of its own."""

    ADDRESS = "address"  # where it is to go is no address of a database
    SAME = "same"  # both addresses lead to one store
    OLDER = "older"  # an older Paperboy wrote what is to be moved
    OCCUPIED = "occupied"  # where it is to go something is stored already
    ANOTHER = "another"  # another store is on its way there, and not all of it is there yet
    IN_USE = "in_use"  # somebody works with it
    UNKEPT = "unkept"  # the other engine cannot keep a value of that table
    UNSOUND = "unsound"  # what is there now is not what was moved


@dataclass(eq=False)
class MoveRefused(OperatorError):
    """`path` is the store that is to blame, as it may be shown; `part` the table, if one is, and
    `reason` what the database says."""

    path: ForOperator
    trouble: MoveTrouble
    part: ForOperator = ""
    reason: ForOperator = ""


@dataclass(eq=False)
class ArchiveInvalid(OperatorError):
    """`rule` names the broken rule: a catalog key below `archive.`."""

    file: ForOperator
    line: int
    rule: str


@dataclass(eq=False)
class FileUnreadable(OperatorError):
    file: ForOperator
    reason: ForOperator


@dataclass(eq=False)
class OutputUnwritable(OperatorError):
    """Standard output cannot be written to."""

    reason: ForOperator


@dataclass(eq=False)
class MachineExhausted(OperatorError):
    """This machine gives us no more files, processes or memory; `reason` is what it says."""

    reason: ForOperator


class PlatformRefused(OperatorError):
    """A chat platform cannot start or go on until somebody mends something."""


class PlatformUnreachable(OperatorError):
    """A chat platform cannot be reached for now."""


@dataclass(eq=False)
class ChatKeyInvalid(OperatorError):
    """What an operator wrote names no chat and no person."""

    text: str


@dataclass(eq=False)
class ChatUnknown(OperatorError):
    """Nothing is known of the chat."""

    chat: str


@dataclass(eq=False)
class ChatGetsNoLists(OperatorError):
    """The chat is not subscribed, or is paused, silenced or banned."""

    chat: str


@dataclass(eq=False)
class ListUnderWay(OperatorError):
    """The list is still owed to the chat, or on its way to it."""

    chat: str
    date: dt.date
