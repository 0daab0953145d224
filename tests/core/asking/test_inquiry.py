"""What a model is shown for a question, and what comes near it all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.asking.concepts import concepts, known_words
from core.asking.inquiry import (
    FAINT,
    GIVEN,
    MAIN,
    SHORT,
    Inquiry,
    given_to_model,
    on_the_matter,
    places,
    ranked,
)
from core.document import Document, Section
from core.models import Paper
from storage.engine.passages import Passages
from tests.spoken import LANGUAGES

SECTIONS = (
    Section("1 Introduction", 1, "Kites are old. People fly them for joy.", "S1"),
    Section("2 Results", 1, "We flew it in March.\n\nIt rose to 120 metres. It came down.", "S2"),
    Section("3 Silk", 1, "Its string is made of silk. Silk is light.", "S3"),
)
DOCUMENT = Document(paper_id="1", title="A Kite", abstract="We fly a kite.", sections=SECTIONS)


async def inquired(question, document=DOCUMENT):
    inquiry = Inquiry(
        paper=Paper(id="1", title=document.title),
        document=document,
        text=question,
        language=LANGUAGES["en"],
        earlier=(),
    )
    asked = concepts(question, known_words(LANGUAGES, "zh"))
    found = await Passages().find(document, asked, 8)
    return await ranked(replace(inquiry, concepts=asked, found=found), Passages(), None)


async def test_the_passage_that_answers_best_is_shown_first():
    given = given_to_model(await inquired("Is its string made of silk?"))

    assert next(iter(given.values())).section == "3 Silk"


async def test_all_that_was_found_is_shown_before_what_stands_beside_it():
    wood = " ".join(f"Pole {n} was cut in the wood by the lake." for n in range(5))
    tail = "Its tail is made of hemp. " * 5
    apart = tuple(Section(f"{n} Part", 1, f"{wood}\n\n{tail}\n\n{wood}") for n in (4, 5, 6))
    given = given_to_model(
        await inquired("Is its tail made of hemp?", replace(DOCUMENT, sections=apart))
    )
    of_hemp = ["hemp" in each.text for each in given.values()]

    assert of_hemp == sorted(of_hemp, reverse=True)
    assert of_hemp.count(True) == 3
    assert False in of_hemp


async def test_a_model_is_shown_no_more_than_it_can_take():
    long = Section("4 Wings", 1, "\n\n".join(f"The wing {n} is red. " * 30 for n in range(90)))
    document = replace(DOCUMENT, sections=(*SECTIONS, long))
    given = given_to_model(await inquired("Which wing is red?", document))

    assert 0 < sum(len(each.text) for each in given.values()) <= GIVEN


async def test_what_speaks_of_something_asked_for_comes_near():
    found = on_the_matter(await inquired("Which helicopter is made of silk?"))

    assert [each.drawn.text for each in found] == ["Its string is made of silk.", "Silk is light."]


async def test_what_any_paper_says_comes_near_nothing_that_is_named():
    inquiry = await inquired("Which helicopter is old?")

    assert "Kites are old." in [each.drawn.text for each in inquiry.ranking]
    assert on_the_matter(inquiry) == []


async def test_what_may_well_answer_comes_before_what_does_in_no_case():
    inquiry = await inquired("Which helicopter is made of silk?")
    first, *rest = inquiry.ranking
    inquiry = replace(inquiry, ranking=(replace(first, barred=True), *rest))

    assert on_the_matter(inquiry) == [*rest, inquiry.ranking[0]]


async def test_where_next_to_nothing_answers_a_whole_paper_has_nothing_near():
    many = tuple(Section(f"{n} Silk", 1, f"Silk {n} is light.") for n in range(SHORT))
    inquiry = await inquired("Which helicopter is made of silk?", replace(DOCUMENT, sections=many))

    assert on_the_matter(replace(inquiry, likely=FAINT))
    assert on_the_matter(replace(inquiry, likely=FAINT / 2)) == []


async def test_nothing_of_what_is_asked_stands_anywhere():
    inquiry = await inquired("Which helicopter?")

    assert (places(inquiry), on_the_matter(inquiry)) == ((), [])


@pytest.mark.parametrize("question", ["스케이트", "ヘリコプター"])
async def test_a_question_that_cannot_be_read_may_be_answered_in_any_section(question):
    many = tuple(Section(f"{n} Title", 1 + n % 2, "A line. More.") for n in range(20))
    found = places(await inquired(question, replace(DOCUMENT, sections=many)))

    assert [place.section for place in found] == [f"{2 * n} Title" for n in range(MAIN)]
    assert {place.text for place in found} == {"A line."}
