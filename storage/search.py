"""Finding papers by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import String, cast, select

from core.bounds import normalized
from core.identify import paper_id
from core.models import Paper, SearchHit
from storage import places, tables
from storage.engine.base import Matches
from storage.engine.database import Connection, Database
from storage.engine.engines import engine_of
from storage.papers import paper_of

_WORDS: Final = re.compile(r"[^\W\d_]{2,40}")
_UNACCENTED: Final = re.compile(r"[a-z\u3040-\U0003ffff]+")
_LONGEST_NAME: Final = 80  # characters
# Of several texts this many matches each are looked at: no more are ranked.
_MOST_OF_EACH: Final = 1_000


class Search:
    """Full-text search over titles, abstracts, organizations and summaries in every language."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, text: str, limit: int = 10) -> list[SearchHit]:
        """The papers that hold every word of the text, best first; [] when none does, or when the
        text has no word. An id or a link finds its paper; where no paper holds the words, those
        are found one of whose authors is called so.

        Words are found by their beginnings, Chinese ones anywhere. Of more than a thousand matches
        the newest thousand papers are ranked.
        """
        return (await self._database.read(lambda connection: hits(connection, text, limit)))[0]

    async def near(self, terms: Sequence[str], limit: int) -> list[Paper]:
        """The papers that hold some of the terms, those with the most and the rarest of them first;
        [] when there is none. Of many matches the newest ten thousand are ranked."""

        async def work(connection: Connection) -> list[Paper]:
            numbers = await engine_of(connection).near(connection, terms, limit)
            found = await _numbered(connection, numbers)
            return [found[number] for number in numbers]

        return await self._database.read(work)


async def hits(
    connection: Connection, text: str, limit: int, offset: int = 0, also: Sequence[str] = ()
) -> tuple[list[SearchHit], int]:
    """What `Search.find` returns, and then what it returns for any of the texts in `also`, without
    the first `offset`, and how many there are in all."""
    matches = await _identified(connection, text)
    if matches is None and also:
        matches = await _of_any(connection, (text, *also), limit, offset)
    if matches is None:
        matches = await engine_of(connection).matches(connection, text, limit, offset)
    if not matches.total:
        matches = await _written_by(connection, text, limit, offset)
    found = await _numbered(connection, matches.numbers)
    papers = [found[number] for number in matches.numbers]
    return await with_places(connection, papers), matches.total


async def _written_by(connection: Connection, text: str, limit: int, offset: int) -> Matches:
    """The papers one of whose authors has all words of the text in their name, the newest first."""
    name = frozenset(_WORDS.findall(normalized("NFKC", text[:_LONGEST_NAME]).casefold()))
    if not name:
        return Matches()
    columns = tables.papers.c
    written = cast(columns.authors, String)
    # SQLite knows no capital letters but the Latin ones without accents.
    plain = [max(_UNACCENTED.findall(word), key=len, default="") for word in name]
    held = [written.icontains(part, autoescape=True) for part in plain]
    statement = select(columns.number, columns.authors).where(*held)
    newest = statement.order_by(columns.number.desc()).limit(_MOST_OF_EACH)
    rows = [row for row in await connection.execute(newest) if _names_one(row.authors, name)]
    numbers = tuple(row.number for row in rows)
    return Matches(numbers[offset : offset + limit], len(numbers))


def _names_one(authors: Sequence[str], name: frozenset[str]) -> bool:
    """Whether one of the authors has all these words in their name."""
    names = [normalized("NFKC", author).casefold() for author in authors]
    return any(name <= frozenset(_WORDS.findall(each)) for each in names)


async def _of_any(connection: Connection, texts: Sequence[str], limit: int, offset: int) -> Matches:
    """What holds every word of one of the texts, each paper once."""
    found: dict[int, None] = {}
    for text in texts:
        matches = await engine_of(connection).matches(connection, text, _MOST_OF_EACH, 0)
        found |= dict.fromkeys(matches.numbers)
    numbers = tuple(found)
    return Matches(numbers[offset : offset + limit], len(numbers))


async def with_places(connection: Connection, papers: Sequence[Paper]) -> list[SearchHit]:
    """Each paper with the list and the number that lead to it, in the same order."""
    leading = await places.newest_places(connection, [paper.id for paper in papers])
    found: list[SearchHit] = []
    for paper in papers:
        key, rank = leading.get(paper.id, (None, None))
        found.append(SearchHit(paper, key, rank))
    return found


async def _numbered(connection: Connection, numbers: Sequence[int]) -> dict[int, Paper]:
    """The papers of those numbers in the index, by number."""
    rows = await connection.execute(
        select(tables.papers).where(tables.papers.c.number.in_(numbers))
    )
    return {row.number: paper_of(row) for row in rows}


async def _identified(connection: Connection, text: str) -> Matches | None:
    """The paper whose id or link the text is; None where it is none, or none of ours."""
    wanted = paper_id(text)
    if wanted is None:
        return None
    columns = tables.papers.c
    number = await connection.scalar(select(columns.number).where(columns.id == wanted))
    if number is None:
        return None
    return Matches((int(number),), 1)
