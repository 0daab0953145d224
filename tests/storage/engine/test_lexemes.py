"""The words that PostgreSQL is given are those that SQLite's index is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.engine import words
from storage.engine.base import Texts
from storage.engine.postgres import lexemes
from storage.engine.words import Phrase

LATIN = st.text(
    st.characters(max_codepoint=0x17F, exclude_categories=["Cs", "Cc"])
    | st.sampled_from("模型推理 -_.é"),
    max_size=60,
)


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE search USING fts5(text, tokenize='unicode61 remove_diacritics 2')"
        )
        connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(search, instance)")
        yield connection


def of_sqlite(connection: sqlite3.Connection, text: str) -> list[str]:
    connection.execute("DELETE FROM search")
    connection.execute("INSERT INTO search VALUES (?)", (text,))
    found = connection.execute("SELECT term FROM vocabulary ORDER BY offset").fetchall()
    return [term for (term,) in found]


@given(LATIN)
def test_words_are_split_as_sqlite_does(vocabulary: sqlite3.Connection, text: str) -> None:
    indexed = words.indexed(text)

    assert lexemes.split(indexed) == of_sqlite(vocabulary, indexed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Größe café Ångström", ["grosse", "cafe", "angstrom"]),
        ("й Ёлка ἀρχή", ["й", "ёлка", "ἀρχή"]),
        ("大语言模型 LLMs", ["大语", "语言", "言模", "模型", "型", "llms"]),
        ("GPT-4o, it's C++", ["gpt", "4o", "it", "s", "c"]),
        ("_under_score", ["under", "score"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert lexemes.split(words.indexed(text)) == expected


def test_the_texts_of_a_paper_do_not_touch() -> None:
    found = lexemes.indexed(
        Texts(number=1, title="A b", abstract="c", organization="D", summaries="推理 b")
    )

    assert found.length == 7
    assert found.words == "'a':1A 'b':2A,13C 'c':5 'd':8B '推理':11C '理':12C"
    assert found.text.split() == ["a", "b", "c", "d", "推理", "理", "b"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (Phrase(("agent",), beginning=True), "'agent':*"),
        (Phrase(("语言", "言模"), beginning=False), "'语言' <-> '言模'"),
        (Phrase(("world", "models"), beginning=True), "'world' <-> 'models':*"),
        (Phrase(("café",), beginning=False), "'cafe'"),
        (Phrase(("'; DROP",), beginning=False), "'DROP'"),
        (Phrase(("''",), beginning=True), ""),
    ],
)
def test_queries(phrase: Phrase, expected: str) -> None:
    assert lexemes.query(phrase) == expected


@pytest.mark.parametrize("text", ["word " * 60_000, "x" * 90_000, "模型" * 60_000])
def test_texts_of_any_length_stay_within_what_the_server_takes(text: str) -> None:
    found = lexemes.indexed(Texts(1, text, text, text, text))

    assert len(found.words.encode()) < 1_000_000


def test_many_words_stay_within_what_the_server_takes() -> None:
    text = " ".join(f"word{number:09}" for number in range(90_000))

    assert len(lexemes.indexed(Texts(1, text, "", "", "")).words.encode()) < 1_000_000
