"""Finding passages of a document by their words: ranked with BM25 by SQLite's FTS5, in memory.

English words are found by their stems. The index of a long paper is built in a few milliseconds, so
it is not kept; cutting a paper takes twice as long, so the passages of the last few papers are.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache

from core.asking.concepts import Concept
from core.asking.passages import Found, cut
from core.document import Document

# Titles say what a passage is about: a word there counts as much as four in the text.
_TITLES, _TEXT = 4.0, 1.0
_LONG = 5  # letters of a word that others may go on from
# With what they go on: "agreement" does from "agree", "llama2" from "llama", "humaneval" not from
# "human".
_ENDING = re.compile(
    r"(?:s|es|ed|ing|er|or|ers|ors|ly|al|ally|ment|ments|ion|ions|ation|ations|ive|able|ible|abl|ibl"
    r"|ability|ibility|ity|iti|ness|ance|ence|ant|ent|ist|ism|ful|less|ary|ari|ic|ical|iz|ize|ized|y|i|e"
    r"|\d{1,3}[a-z]?)"
)
_CREATE = (
    "CREATE VIRTUAL TABLE passages USING fts5"
    "(within, text, tokenize = 'porter unicode61 remove_diacritics 2')"
)
_BEST = (
    "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, ?, ?), rowid LIMIT ?"
)
_WORDS = "CREATE VIRTUAL TABLE words USING fts5vocab(passages, row)"
_FROM = "SELECT term FROM words WHERE term >= ? AND term < ?"
_HOLDING = "SELECT rowid FROM passages WHERE passages MATCH ?"


class Passages:
    """Implements core.ports.Passages. Nothing is stored; every search is made in a thread."""

    def __init__(self) -> None:
        # An answer may take several searches, and a question is rarely the last one.
        self._cut = lru_cache(maxsize=4)(cut)

    async def find(self, document: Document, concepts: Sequence[Concept], limit: int) -> Found:
        """The document's passages and the best of them for those concepts."""
        return await asyncio.to_thread(self._find, document, concepts, limit)

    async def spoken(
        self, concepts: Sequence[Concept], texts: Sequence[str]
    ) -> tuple[frozenset[int], ...]:
        """For each text, the numbers of the concepts it speaks of."""
        return await asyncio.to_thread(_spoken, concepts, texts)

    def _find(self, document: Document, concepts: Sequence[Concept], limit: int) -> Found:
        passages = self._cut(document)
        with _index((passage.within, passage.text) for passage in passages) as index:
            told = [f"{passage.within}\n{passage.text}" for passage in passages]
            speaking = tuple(
                frozenset(_named(_holding(index, concept), concept, told)) for concept in concepts
            )
            best = tuple(_best(index, concepts, limit))
        return Found(passages, best, speaking)


def _spoken(concepts: Sequence[Concept], texts: Sequence[str]) -> tuple[frozenset[int], ...]:
    with _index(("", text) for text in texts) as index:
        holding = [_named(_holding(index, concept), concept, texts) for concept in concepts]
    spoken: list[set[int]] = [set() for _ in texts]
    for number, found in enumerate(holding):
        for at in found:
            spoken[at].add(number)
    return tuple(frozenset(numbers) for numbers in spoken)


@contextmanager
def _index(rows: Iterable[tuple[str, str]]) -> Iterator[sqlite3.Connection]:
    """An index of the rows, numbered from 0, for as long as it is needed."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(_CREATE)
        connection.execute(_WORDS)
        numbered = ((number, *row) for number, row in enumerate(rows))
        connection.executemany(
            "INSERT INTO passages (rowid, within, text) VALUES (?, ?, ?)", numbered
        )
        yield connection


def _best(index: sqlite3.Connection, concepts: Sequence[Concept], limit: int) -> list[int]:
    if not concepts:
        return []
    query = " OR ".join(_query(index, concept) for concept in concepts)
    return [number for (number,) in index.execute(_BEST, (query, _TITLES, _TEXT, limit))]


def _holding(index: sqlite3.Connection, concept: Concept) -> set[int]:
    return {number for (number,) in index.execute(_HOLDING, (_query(index, concept),))}


def _named(found: set[int], concept: Concept, texts: Sequence[str]) -> set[int]:
    """Of the texts found by stems, those with the concept itself, where it is a name: what a
    "Transformer" is said to do is no "transform"."""
    if not (concept.proper and all(word.isascii() for word in concept.words)):
        return found
    # Signs part words in the index as well; a figure may follow a name.
    words = (r"\W?".join(map(re.escape, re.findall(r"\w+", word))) for word in concept.words)
    name = re.compile(rf"(?<![^\W_])(?:{'|'.join(words)})(?:s|es|\d{{1,3}}[a-z]?)?(?![^\W_])", re.I)
    return {number for number in found if name.search(texts[number])}


def _query(index: sqlite3.Connection, concept: Concept) -> str:
    """The query for any of the concept's words. Each is quoted, so that nothing a person types
    means something to the index.

    A long word also stands for those that go on from its stem, as "agree" does for "agreement".
    """
    plain = [word.replace('"', " ").replace("\0", " ") for word in concept.words]
    every = [*plain]
    for word in plain:
        every += _further(index, word.casefold())
    return " OR ".join(f'"{word}"' for word in every)


def _further(index: sqlite3.Connection, word: str) -> list[str]:
    """The stems in the index that go on from the word."""
    if len(word) < _LONG or not word.isalpha():
        return []
    behind = word[:-1] + chr(ord(word[-1]) + 1)
    found = (term for (term,) in index.execute(_FROM, (word, behind)))
    return [term for term in found if _ENDING.fullmatch(term, len(word))]
