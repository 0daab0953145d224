"""What the encoder is fitted to, so that it tells which sentences answer."""

from __future__ import annotations

import random

from bench.relevance import half_of, of_halves, of_squad
from tests.core.model_questions import Question

KITES = (
    "Kites were flown in China two thousand years ago. They were made of silk. "
    "The first carried messages over walls."
)
WINDS = (
    "Winds are named by where they come from. A kite needs eight knots of wind. "
    "Without wind it is thrown. In 1749 kites measured the air over Glasgow."
)


def article(question, text, context=KITES):
    """SQuAD's way to say so."""
    answer = {"text": text, "answer_start": context.index(text)}
    asked = [{"question": question, "answers": [answer]}]
    told = [{"context": context, "qas": asked}, {"context": WINDS, "qas": []}]
    return {"title": "Kite", "paragraphs": told}


def test_a_question_stands_beside_the_sentence_that_answers_and_others():
    (found,) = of_squad([article(" What were kites made of?", "silk")], random.Random(1))

    assert found.question == "What were kites made of?"
    assert found.right == ["They were made of silk."]
    assert found.wrong[0] == "Kites were flown in China two thousand years ago."
    assert found.wrong[2] in WINDS
    assert len(found.wrong) == 3


def test_no_sentence_with_the_answer_is_a_wrong_one():
    context = KITES.replace("two thousand", "1749")
    (found,) = of_squad([article("When?", "1749", context)], random.Random(1))

    assert not any("1749" in each for each in found.wrong)


def test_an_answer_over_two_sentences_is_left_out():
    assert not list(of_squad([article("What?", "ago. They")], random.Random(1)))


def test_each_paper_is_of_one_half_whatever_the_order():
    papers = [f"paper {number}" for number in range(9)]
    found = half_of([*papers, *papers])

    assert sorted(found.values()) == [0] * 5 + [1] * 4
    assert half_of(reversed(papers)) == found


def test_without_what_was_learned_of_halves_one_encoder_tells_of_all():
    questions = [Question("a", "Who?", ()), Question("b", "Why?", ())]

    assert list(of_halves(questions, None, None)) == [(questions, None)]
