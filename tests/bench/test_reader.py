"""The reading model quotes the key where it is given it, and says no where it is not."""

from __future__ import annotations

import json

import pytest

from bench.asking import holds
from bench.reader import OWN_WORDS, Reader
from core.asking.prompts import confirming_instructions, question_material
from tests.core.model_questions import Answer, Question

HEIGHT = "The kite rises to 120 m."
ASKED = Question("page.html", "How high?", (Answer("2 Results", "rises to 120 m"),))


def body(passages, instructions="Answer."):
    material = f"<<<PAPER\narXiv: 1\nTitle: A Kite\n\n{passages}\nPAPER>>>"
    told = f"{material}\n\n{question_material(ASKED.text)}"
    return {
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": told},
        ]
    }


@pytest.mark.parametrize(("copies", "text"), [(False, OWN_WORDS), (True, HEIGHT)])
def test_it_quotes_the_key(copies, text):
    reader = Reader(holds, copies=copies)
    reader.question = ASKED

    said = json.loads(reader.answer(body(f"[3] 2 Results\nIt is old. {HEIGHT} It is red.")))

    assert said == {"answered": True, "text": text, "quotes": [{"passage": 3, "text": HEIGHT}]}


def test_it_says_no_where_the_key_is_not_given():
    reader = Reader(holds, copies=False)
    reader.question = ASKED

    assert not json.loads(reader.answer(body("[3] 2 Results\nIt is old.")))["answered"]


@pytest.mark.parametrize(("quoted", "stated"), [(HEIGHT, True), ("It is old.", False)])
def test_it_confirms_the_key_alone(quoted, stated):
    reader = Reader(holds, copies=False)
    reader.question = ASKED

    said = json.loads(reader.answer(body(quoted, confirming_instructions())))

    assert (said["stated"], said["words"] in quoted) == (stated, True)
