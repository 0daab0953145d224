"""By what answers are known, and the form in which they are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.endings import Finish
from core.llm.kept import mark_of, packed, unpacked
from core.llm.reply import Reply
from core.llm.requests import Question
from core.llm.usage import TokenCounts
from core.reading.prompts import CheckAnswer, SummaryAnswer

QUESTION = Question(
    instructions="Do.",
    said=[{"role": "user", "content": "Paper."}],
    shape=CheckAnswer,
    wanted=9,
    subject="1",
    urgent=False,
)


def test_a_mark_is_that_of_the_question():
    mark = mark_of("here/v1", "m", QUESTION)
    assert mark == mark_of("here/v1", "m", replace(QUESTION, urgent=True, subject="2"))
    others = [
        mark_of("there/v1", "m", QUESTION),
        mark_of("here/v1", "n", QUESTION),
        *(
            mark_of("here/v1", "m", replace(QUESTION, **told))
            for told in (
                {"instructions": "Do!"},
                {"said": [{"role": "user", "content": "Paper?"}]},
                {"said": [*QUESTION.said, {"role": "assistant", "content": "Paper."}]},
                {"shape": SummaryAnswer},
                {"wanted": 8},
                {"plain": True},
            )
        ),
    ]
    assert len({mark, *others}) == 9


@given(
    texts=st.lists(st.text(), max_size=3).map(tuple),
    finish=st.sampled_from(Finish),
    prompt=st.none() | st.integers(1, 9),
    thought=st.booleans(),
    cut=st.booleans(),
)
def test_what_is_kept_is_what_came(texts, finish, prompt, thought, cut):
    usage = TokenCounts(prompt=prompt, cached=2)
    reply = Reply(texts, finish, usage, thought, cut)
    assert unpacked(packed(reply)) == reply


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"texts": 1, "usage": {}}'])
def test_what_another_version_kept_is_asked_again(body):
    assert unpacked(body) is None


@given(st.binary(max_size=99))
def test_nothing_that_is_stored_breaks_anything(body):
    assert unpacked(body) is None
