"""What each engine does in its own way. All other statements are the same on every engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import (
    AsyncGenerator,
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

from sqlalchemy import ColumnElement, CursorResult, Dialect, Executable, ScalarResult
from sqlalchemy.types import TypeEngine

T = TypeVar("T")


class Connection(Protocol):
    """What a transaction is given: SQLAlchemy's Connection, as far as the store needs it."""

    @property
    def dialect(self) -> Dialect:
        """The dialect of the engine behind it."""
        ...

    async def execute(
        self,
        statement: Executable,
        parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[*tuple[Any, ...]]:
        """Let the statement read or write; what came of it."""
        ...

    async def scalar(self, statement: Executable) -> Any:
        """The first value of the first row, or None."""
        ...

    async def scalars(self, statement: Executable) -> ScalarResult[Any]:
        """The first value of each row."""
        ...


Work = Callable[[Connection], Awaitable[T]]
# The name of a value that each of many rows has → what stands for it in a statement.
Given = Callable[[str], ColumnElement[Any]]


class Connections(Protocol):
    """Some connections to the store, which take turns."""

    async def transaction(self, work: Work[T]) -> T:
        """What `work` returns, given a connection. What it wrote is kept together, or not at all
        when it raises."""
        ...

    async def close(self) -> None:
        """Close them."""
        ...


class Calls(Protocol):
    """What the workers of one store tell each other at once."""

    async def say(self, topic: str) -> None:
        """Tell all workers, this one among them. Raises StoreUnavailable."""
        ...

    def heard(self) -> AsyncGenerator[str]:
        """Yields what is said from now on, first "" once it listens: what was said before is
        unknown. Raises StoreUnavailable when it hears no more."""
        ...

    def present(self, presence: int) -> AsyncGenerator[None]:
        """Yields once the server knows us by that lock, and goes on until it does no more. Raises
        StoreUnavailable then."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """A statement that is carried out for each of many rows, by what stands for a row's values, and
    the types of these. To be made once, for it takes as long as carrying it out."""

    statement: Callable[[Given], Executable]
    types: Mapping[str, TypeEngine[Any]]


class DatabaseSize(NamedTuple):
    """How many bytes the database takes, and how many of them are free for what comes."""

    total: int
    free: int


@dataclass(frozen=True, slots=True)
class Matches:
    """The numbers of papers found, and how many there are in all."""

    numbers: tuple[int, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts by which a paper is found; `number` is the paper's."""

    number: int
    title: str
    abstract: str
    organization: str
    summaries: str


class Engine(Protocol):
    """An engine, by what only it knows."""

    async def size(self, connection: Connection) -> DatabaseSize:
        """How much room the database takes."""
        ...

    async def moment(self, connection: Connection) -> dt.datetime:
        """The present moment, by the engine's own clock, in UTC."""
        ...

    async def alone(self, connection: Connection, names: Iterable[str]) -> None:
        """Let nobody else be alone with any of these names until the transaction ends: what is
        looked at from now on has been brought to its end by whoever was before."""
        ...

    async def departed(self, connection: Connection, presences: Sequence[int]) -> Collection[int]:
        """Which of these locks, each held by a process as long as it is connected, nobody holds
        any more."""
        ...

    async def number_on(self, connection: Connection) -> None:
        """Give new rows numbers behind those that are there, however these were written."""
        ...

    async def for_each(
        self, connection: Connection, each: Each, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Let the statement write for each of the rows."""
        ...

    async def put_texts(self, connection: Connection, texts: Sequence[Texts]) -> None:
        """Find the papers by those texts from now on."""
        ...

    async def drop_texts(self, connection: Connection, numbers: Iterable[int]) -> None:
        """Find the papers of those numbers no more."""
        ...

    async def matches(self, connection: Connection, text: str, limit: int, offset: int) -> Matches:
        """The papers that hold every word of the text, best first, without the first `offset`; none
        when there is no word in it."""
        ...

    async def near(
        self, connection: Connection, terms: Sequence[str], limit: int
    ) -> tuple[int, ...]:
        """The numbers of papers that hold some of the terms, those with the most and the rarest of
        them first; none when no term has a word."""
        ...
