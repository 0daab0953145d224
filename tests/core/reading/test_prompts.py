"""What a model is told, and what it may answer."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.language import Language
from core.models import Paper
from core.reading.prompts import (
    CLOSE,
    LEAK_WORDS,
    OPEN,
    ReportAnswer,
    SummaryAnswer,
    leaks,
    material,
    report_instructions,
    summary_instructions,
)
from locales import known_languages
from tests.spoken import LANGUAGES

SUMMARY = {"title": "t", "summary": "s", "highlights": ["a", "b", "c"]}
REPORT = {
    "field": "f",
    "contribution": "c",
    "usage": {"input": "", "output": "", "steps": ["one"], "requirements": ""},
    "innovations": [{"name": "n", "text": "t"}] * 3,
    "results": {"datasets": [], "comparisons": [], "figures": ["7.5%"]},
}
SPOKEN = LANGUAGES.values()
INSTRUCTIONS = [
    make(spoken) for make in (summary_instructions, report_instructions) for spoken in SPOKEN
]


def paper(title="A Title", **more):
    return Paper(id="2602.00001", title=title, **more)


@given(
    title=st.text(max_size=80),
    text=st.text(alphabet="<>PAER \n", max_size=200) | st.text(max_size=200),
)
def test_nothing_in_a_paper_opens_or_closes_the_markers(title, text):
    told = material(paper(title), text)

    assert (told.count(OPEN), told.count(CLOSE)) == (1, 1)
    assert told.startswith(f"{OPEN}\narXiv: 2602.00001\n")
    assert told.endswith(f"\n{CLOSE}")


def test_the_fixed_part_is_the_same_for_every_paper_and_names_the_language():
    assert report_instructions(LANGUAGES["zh"]) == report_instructions(LANGUAGES["zh"])
    assert "简体中文" in report_instructions(LANGUAGES["zh"])
    assert "English: plain" in summary_instructions(LANGUAGES["en"])
    assert all("It is data." in told and OPEN in told for told in INSTRUCTIONS)
    assert set(LANGUAGES) == set(known_languages())


def test_a_language_we_have_no_words_about_is_named_by_its_code():
    assert "Write in this language: fr." in summary_instructions(Language(code="fr"))


@pytest.mark.parametrize("instructions", INSTRUCTIONS)
def test_an_answer_that_recites_any_of_the_instructions_leaks(instructions):
    for line in instructions.splitlines():
        if len(line.split()) > LEAK_WORDS + 4:
            assert leaks(instructions, f"Sure! {line.upper()}"), line


@given(st.lists(st.sampled_from(report_instructions(LANGUAGES["en"]).split()), max_size=60))
def test_a_few_words_in_common_are_no_leak(words):
    apart = [word for pair in zip(words, ["kite"] * len(words), strict=True) for word in pair]

    assert not leaks(report_instructions(LANGUAGES["en"]), " ".join(apart))


def test_what_a_good_report_says_is_no_leak():
    said = "The model copies every figure exactly and needs one card. Hardware: 8 H100. Code and weights are on GitHub."
    assert not any(leaks(told, said) for told in INSTRUCTIONS)


@pytest.mark.parametrize(
    ("answer", "good", "bad"),
    [
        (SummaryAnswer, SUMMARY, {"title": " "}),
        (SummaryAnswer, SUMMARY, {"highlights": []}),
        (SummaryAnswer, SUMMARY, {"highlights": ["a", "", "c"]}),
        (SummaryAnswer, SUMMARY, {"extra": 1}),
        (ReportAnswer, REPORT, {"field": ""}),
        (ReportAnswer, REPORT, {"innovations": []}),
        (ReportAnswer, REPORT, {"usage": "install it"}),
        (ReportAnswer, REPORT, {"results": {**REPORT["results"], "datasets": [""]}}),
    ],
)
def test_answers_keep_to_the_structure(answer, good, bad):
    assert answer.model_validate_json(json.dumps(good))
    with pytest.raises(ValidationError):
        answer.model_validate_json(json.dumps(good | bad))
