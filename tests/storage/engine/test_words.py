from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.engine.words import indexed, query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大语言模型", "大语 语言 言模 模型 型"),
        ("型", "型"),
        ("用LLM推理", "用 llm 推理 理"),
        ("ＬＬＭ", "llm"),
        ("The VLM", "the vlm"),
    ],
)
def test_a_run_of_chinese_is_indexed_as_pairs(text: str, expected: str) -> None:
    assert indexed(text).split() == expected.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("模型", '"模型"'),
        ("型", '"型"*'),
        ("语言模型", '"语言 言模 模型"'),
        ("Vision 模型", '"vision"* AND "模型"'),
        ("LLM推理", '"llm"* AND "推理"'),
        ("a", '"a"'),
        ('NEAR("x" OR y*)', '"near"* AND "x" AND "or"* AND "y"'),
        ("agent agent AGENT", '"agent"*'),
        (' "*-:^()' + "'", None),
        ("", None),
    ],
)
def test_queries(words: str, expected: str | None) -> None:
    assert query(words) == expected


def test_a_query_of_any_length_stays_short() -> None:
    assert len(query(" ".join(f"word{number}" for number in range(5000))) or "") < 200
    assert len(query("模型" * 5000) or "") < 200


# Letters of many scripts, and the characters that mean something to the index.
characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from('"*:^()+-{}NEAR 模型')
hostile = st.text(characters, max_size=60)


@pytest.fixture(scope="module")
def fts() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE search USING fts5(text, tokenize='unicode61 remove_diacritics 2')"
        )
        yield connection


@given(hostile)
def test_no_query_is_an_error_to_the_index(fts: sqlite3.Connection, words: str) -> None:
    found = query(words)
    if found is not None:
        fts.execute("SELECT rowid FROM search WHERE search MATCH ?", (found,)).fetchall()


chinese = st.text(st.sampled_from("大语言模型强化学习"), min_size=1, max_size=12)


@given(
    before=chinese, word=chinese, after=st.text(st.sampled_from("大语言模型强化学习"), max_size=12)
)
def test_a_chinese_word_is_found_wherever_it_stands(
    fts: sqlite3.Connection, before: str, word: str, after: str
) -> None:
    fts.execute(
        "INSERT INTO search (text) VALUES (?)", (indexed(f"用LLM，{before}{word}{after}。"),)
    )
    try:
        assert fts.execute(
            "SELECT count(*) FROM search WHERE search MATCH ?", (query(word),)
        ).fetchone() == (1,)
    finally:
        fts.rollback()
