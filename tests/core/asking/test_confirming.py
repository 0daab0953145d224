"""What a model quotes in other words than the question's answers if the model says so again, of the
quotes alone, and shows the words that answer."""

from __future__ import annotations

import json

import pytest

from tests.core.asking.kite import DOCUMENT, HEIGHT, PAPER, STRING, asked
from tests.fakes.model import repeat_the_nearest

QUESTION = "How heavy is the silk that people fly?"
OWN = "It weighs 12 grams."


def model(text, quote, passage, confirmation):
    """A model that answers with that text and quote, and says that where it is asked again."""

    def answer(body):
        instructions = body["messages"][0]["content"]
        if "- stated:" in instructions:
            return json.dumps(confirmation)
        if "<<<PAPER" not in body["messages"][1]["content"]:
            return repeat_the_nearest(body)
        quotes = [{"passage": passage, "text": quote}]
        return json.dumps({"answered": True, "text": text, "quotes": quotes})

    return answer


@pytest.mark.parametrize(
    ("confirmation", "answered"),
    [
        ({"stated": True, "words": "weighs 12 grams"}, True),
        ({"stated": True, "words": "weighs 13 grams"}, False),
        ({"stated": True, "words": ""}, False),
        ({"stated": False, "words": "weighs 12 grams"}, False),
        ({"answered": True}, False),
    ],
)
async def test_a_quote_in_other_words_needs_the_model_to_show_the_words(confirmation, answered):
    async with asked(model(OWN, STRING, 4, confirmation)) as (answerer, fake):
        answer = await answerer.answer(PAPER, DOCUMENT, QUESTION, "en")

    assert answer.answered is answered
    if answered:
        assert (answer.text, [quote.text for quote in answer.quotes]) == (OWN, [STRING])
    asked_last = json.loads(fake.log[-1].body)["messages"][1]["content"]
    assert STRING in asked_last
    assert HEIGHT not in asked_last


async def test_a_quote_may_have_hardly_a_word_of_the_question():
    confirmation = {"stated": True, "words": "weighs 12 grams"}
    async with asked(model(OWN, STRING, 4, confirmation)) as (answerer, _):
        answer = await answerer.answer(
            PAPER, DOCUMENT, "What do people in a breeze in March carry beside the sail?", "en"
        )

    assert (answer.answered, answer.text) == (True, OWN)


async def test_where_nothing_of_ours_answers_a_copied_sentence_is_none_though_confirmed():
    confirmation = {"stated": True, "words": "weighs 12 grams"}
    async with asked(model(STRING, STRING, 4, confirmation)) as (answerer, fake):
        answer = await answerer.answer(PAPER, DOCUMENT, QUESTION, "en")

    assert not answer.answered
    assert not any("- stated:" in each.body.decode() for each in fake.log)


async def test_a_name_that_the_paper_lacks_is_not_confirmed():
    question = "How high does the kite rise beside the Zeppelin?"
    confirmation = {"stated": True, "words": "120 metres"}
    async with asked(model("It rises to 120 metres.", "Kites are old.", 2, confirmation)) as (
        answerer,
        fake,
    ):
        answer = await answerer.answer(PAPER, DOCUMENT, question, "en")

    assert not answer.answered
    assert not any("- stated:" in each.body.decode() for each in fake.log)
