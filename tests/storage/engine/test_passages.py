"""Finding passages: by stems and phrases, titles first, whatever people type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.asking.concepts import Concept, concepts, known_words
from core.document import Document, Section
from storage.engine.passages import Passages
from tests.spoken import LANGUAGES

WIND = "The wind blows from the hill. It is strong in spring."
SECTIONS = (
    Section("1 Introduction", 1, "We fly kites of paper. They are cheap to make."),
    Section("2 Wind", 1, "We flew in spring. It was cold on the hill."),
    Section("3 Materials", 1, WIND),
    Section(
        "4 Pre-training",
        1,
        "Strings are trained. They break at a learning rate of two. The rate of learning is low.",
    ),
)
DOCUMENT = Document(
    paper_id="1", title="Kites", abstract="A study of kites. They fly.", sections=SECTIONS
)


def concept(*words: str) -> Concept:
    return Concept(words[0], words)


async def found(*wanted: Concept, limit: int = 10) -> list[str]:
    result = await Passages().find(DOCUMENT, wanted, limit)
    return [result.passages[number].section for number in result.best]


async def test_titles_weigh_more_than_text() -> None:
    assert await found(concept("wind")) == ["2 Wind", "3 Materials"]


@pytest.mark.parametrize("word", ["kite", "Kites", "KITE"])
async def test_words_are_found_by_their_stems(word: str) -> None:
    assert set(await found(concept(word))) == {"Abstract", "1 Introduction"}


@pytest.mark.parametrize(
    ("name", "text", "speaks"),
    [
        ("Transformer", "We transform kites.", False),
        ("Transformer", "We train transformers.", True),
        ("Llama", "We fly Llama2 and Llama-3.", True),
        ("Claude", "The sky clouded over; claudes do not.", True),
        ("Claude", "It is claudication.", False),
        ("GPT-4", "We ask GPT 4 and gpt-4o.", True),
    ],
)
async def test_a_name_stands_there_itself(name: str, text: str, speaks: bool) -> None:
    asked = Concept(name, (name,), proper=True)
    document = Document(paper_id="1", title="Kites", sections=(Section("1 Kites", 1, text),))

    (spoken,) = await Passages().spoken([asked], [text])
    found = await Passages().find(document, [asked], 3)

    assert (bool(spoken), any(found.speaking)) == (speaks, speaks)


async def test_several_words_are_a_phrase_and_hyphens_join_them() -> None:
    assert await found(concept("learning rate")) == ["4 Pre-training"]
    assert await found(concept("pre-trained")) == ["4 Pre-training"]
    assert await found(concept("trained pre")) == []


async def test_any_word_of_a_concept_will_do() -> None:
    assert set(await found(concept("gale", "wind"), concept("moon"))) == {"2 Wind", "3 Materials"}


async def test_what_holds_more_and_rarer_words_comes_first() -> None:
    assert (await found(concept("spring"), concept("strong"), concept("blows")))[0] == "3 Materials"
    assert len(await found(concept("spring"), concept("strong"), limit=1)) == 1


async def test_counts_say_how_many_passages_speak_of_each() -> None:
    result = await Passages().find(DOCUMENT, [concept("kite"), concept("wind"), concept("gale")], 1)

    assert [len(speaking) for speaking in result.speaking] == [2, 2, 0]
    assert len(result.passages) == 5


async def test_texts_speak_of_concepts() -> None:
    wanted = [concept("kite"), concept("gale", "wind"), concept("moon")]

    assert await Passages().spoken(wanted, [WIND, "Flying a kite in the wind", ""]) == (
        {1},
        {0, 1},
        set(),
    )
    assert await Passages().spoken([], [WIND]) == (frozenset(),)
    assert await Passages().spoken(wanted, []) == ()


async def test_nothing_is_found_where_nothing_is() -> None:
    empty = await Passages().find(Document(paper_id="1", title="Kites"), [concept("kite")], 5)

    assert (empty.passages, empty.best, empty.speaking) == ((), (), (frozenset(),))
    assert await found() == []


@settings(max_examples=30)
@given(st.text(max_size=60) | st.text('"*^():+-ANDORNOT NEAR\0', max_size=30))
async def test_nothing_people_type_means_anything_to_the_index(question: str) -> None:
    for wanted in (
        concepts(question, known_words(LANGUAGES, "zh")),
        [Concept(question, (question,))],
    ):
        await Passages().find(DOCUMENT, wanted, 3)
