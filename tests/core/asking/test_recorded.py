"""Questions about recorded papers: where they are answered, and when nothing answers them."""

from __future__ import annotations

import pytest

from core.asking.concepts import concepts, known_words
from core.asking.inquiry import RETRIEVED
from core.models import Paper
from core.pages.html.extract import extract
from storage.engine.passages import Passages
from tests.core.asking.kite import alone, asked
from tests.core.questions import HELD_OUT, QUESTIONS, SCATTERED, UNSEEN
from tests.spoken import LANGUAGES


@pytest.fixture(scope="module")
def documents(recorded):
    """The recorded papers the questions are about."""
    asked_about = {asked.page for asked in (*QUESTIONS, *HELD_OUT, *SCATTERED, *UNSEEN)}
    return {
        page: extract((recorded / page).read_bytes(), "0000.00000", "https://arxiv.org/html/x")
        for page in asked_about
    }


def paper(document):
    return Paper(id=document.paper_id, title=document.title, abstract=document.abstract)


@pytest.mark.recorded
@pytest.mark.parametrize(
    ("questions", "least"),
    [(QUESTIONS, 15), (HELD_OUT, 7), (UNSEEN, 6)],
    ids=["known", "held out", "unseen"],
)
async def test_the_right_section_is_among_the_retrieved(documents, questions, least):
    right = []
    for each in questions:
        found = await Passages().find(
            documents[each.page], concepts(each.text, known_words(LANGUAGES, "zh")), RETRIEVED
        )
        if {found.passages[number].section for number in found.best} & set(each.sections):
            right.append(each.text)

    assert len(right) >= least


@pytest.mark.recorded
@pytest.mark.parametrize(
    ("questions", "least", "modelled"),
    [
        (QUESTIONS, 14, False),
        (HELD_OUT, 6, True),
        (HELD_OUT, 6, False),
        (SCATTERED, 0, False),
        (UNSEEN, 5, False),
    ],
    ids=["known", "held out, a parrot", "held out", "scattered", "unseen"],
)
async def test_what_the_paper_does_not_say_is_refused(documents, questions, least, modelled):
    """By a model that only repeats, never admitting that it does not know. Scattered questions show
    the rule's end."""
    async with asked() as (answerer, _):
        who = answerer if modelled else alone()
        answers = [
            (
                each,
                await who.answer(
                    paper(documents[each.page]), documents[each.page], each.text, "en"
                ),
            )
            for each in questions
        ]

    assert sum(answer.answered for each, answer in answers if each.sections) >= least
    wrong = [each.text for each, answer in answers if answer.answered and not each.sections]
    assert len(wrong) <= (3 if questions is SCATTERED else 0), wrong


@pytest.mark.recorded
async def test_a_model_that_knows_nothing_takes_no_answer_away(recorded):
    page = (recorded / "arxiv_html_browser/2306.08568.html").read_bytes()
    document = extract(page, "2306.08568", "https://arxiv.org/html/x")
    question = "Are there safety problems with the model?"
    async with asked() as (answerer, _):
        modelled = await answerer.answer(paper(document), document, question, "en")
    own = await alone().answer(paper(document), document, question, "en")

    assert own.answered
    assert (modelled.answered, modelled.text) == (True, own.text)
