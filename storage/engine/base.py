"""What each engine does in a way of its own. All other statements of the store are the same on
every engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection


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

    async def size(self, connection: AsyncConnection) -> tuple[int, int]:
        """How many bytes the database takes, and how many of them are free for what comes."""
        ...

    async def put_texts(self, connection: AsyncConnection, texts: Sequence[Texts]) -> None:
        """Find the papers by those texts from now on."""
        ...

    async def drop_texts(self, connection: AsyncConnection, numbers: Iterable[int]) -> None:
        """Find the papers of those numbers no more."""
        ...

    async def matches(self, connection: AsyncConnection, text: str, limit: int) -> list[int]:
        """The numbers of the papers that hold every word of the text, best first; [] when there is
        no word in it."""
        ...
