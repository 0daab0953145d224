"""Questions about pages elsewhere are read, the halves apart."""

from __future__ import annotations

import json

from bench.elsewhere import EVERY, LEARNING, TELLING, questions_in, whole
from tests.core.model_questions import Answer

ASKED = [
    {"text": "How high?", "lang": "en", "answers": [{"section": "2", "found_by": "120 m"}]},
    {"text": "How heavy?", "lang": "en", "answers": []},
]


def test_even_papers_and_those_of_the_last_writer_are_told_apart(tmp_path):
    for name in ("ada/1", "ada/2", "bo/1", "bo/3"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "questions.json").write_text(json.dumps(ASKED), "utf-8")
        if name != "bo/3":
            (folder / "paper.html").write_text("<html></html>", "utf-8")

    learning, telling = (questions_in(tmp_path, half) for half in (LEARNING, TELLING))

    assert {each.page for each in learning} == {"ada/1/paper.html"}
    assert {each.page for each in telling} == {"ada/2/paper.html", "bo/1/paper.html"}
    assert {*learning, *telling} == set(questions_in(tmp_path, EVERY))
    assert learning[0].answers == (Answer("2", "120 m"),)
    assert [each.answerable for each in learning] == [True, False]


def test_a_page_without_its_bibliography_lacks_nothing():
    page = b'<a class="ltx_ref ltx_missing_citation">a2020</a>'

    assert whole(page) == b'<a class="ltx_ref ">a2020</a>'
