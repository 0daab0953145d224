"""What an endpoint says for people is found in the body of its error, whatever that is."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.error_bodies import LOOKED_AT, words_of


@pytest.mark.parametrize(
    ("body", "words"),
    [
        pytest.param("", "", id="empty"),
        pytest.param(" no\n such  thing ", "no such thing", id="words"),
        pytest.param('"no"', "no", id="a JSON text"),
        pytest.param('{"error": "no"}', "no", id="an error's text"),
        pytest.param('{"type": "t", "error": {"code": 5, "message": "no"}}', "no 5 t", id="messages first"),
        pytest.param('[{"error": {"message": "no"}}]', "no", id="in a list"),
        pytest.param('{"error": {"message": "no", "id": "1", "request_id": "2", "type": null}}', "no", id="no ids"),
        pytest.param('{"error": {"message": "{\\"error\\": {\\"message\\": \\"no\\"}}"}}', "no", id="twice"),
        pytest.param('{"error": {"message": "no", "code": "no"}}', "no", id="once"),
        pytest.param('{"detail": [{"loc": ["body", "x"], "msg": "no"}]}', "no body x", id="details"),
        pytest.param('{"detail": [{"msg": "no", "input": {"messages": ["a paper"]}}]}', "no", id="not what was sent"),
        pytest.param('{"error": "no", "request": {"a": "b"}, "prompt": "c"}', "no", id="nor otherwise"),
        pytest.param('{"title": "no", "errors": {"max_tokens": ["not here"]}}', "no max_tokens not here", id="fields"),
        pytest.param('{"error": "no", "n_ctx": 4096, "code": 5}', "no 5 n_ctx: 4096", id="a number and its name"),
        pytest.param("<html><head><title>502 Bad</title></head><body>x</body>", "502 Bad", id="a page's title"),
        pytest.param("<h1>Sorry</h1><p>No.</p>", "Sorry No.", id="a page without"),
        pytest.param('{"error": {"message": "no such', "no such", id="cut short"),
        pytest.param("{}", "{}", id="an empty object"),
        pytest.param("x" * 10_000, "x" * LOOKED_AT, id="too long"),
        pytest.param("[" * 900 + "]" * 900, "[" * 900 + "]" * 900, id="deep"),
        pytest.param('{"error":' * 900 + '"no"' + "}" * 900, ('{"error":' * 900)[:LOOKED_AT], id="an error's error's"),
    ],
)  # fmt: skip
def test_words_of_a_body(body: str, words: str):
    assert words_of(body) == words


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["error", "message", "code", "detail", "input", "x"]),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_any_json_has_words(content: Any):
    said = words_of(json.dumps(content))

    assert re.fullmatch(r"\S*( \S+)*", said)
