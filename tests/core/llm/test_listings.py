"""The models an endpoint lists, in any shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.llm.listings import names_in


@pytest.mark.parametrize(
    ("content", "names"),
    [
        pytest.param({"object": "list", "data": [{"id": "a"}, {"id": "b"}]}, ["a", "b"], id="OpenAI's"),
        pytest.param({"models": [{"name": "a:7b", "model": "a:7b"}]}, ["a:7b"], id="Ollama's"),
        pytest.param({"models": [{"name": "models/a", "version": "1"}]}, ["models/a"], id="Gemini's"),
        pytest.param({"data": [{"id": "ep-1", "name": "a"}]}, ["ep-1"], id="the name that requests take"),
        pytest.param(["a", "b", "a"], ["a", "b"], id="a bare list"),
        pytest.param({"data": ["a", "b"]}, ["a", "b"], id="texts in a list"),
        pytest.param({"models": {"a": {"size": 1}, "b": {}}}, ["a", "b"], id="an object by name"),
        pytest.param({"data": {"models": [{"id": "a"}]}}, ["a"], id="a list within"),
        pytest.param({"code": 0, "data": {"list": [{"slug": "a"}]}}, ["a"], id="by another name"),
        pytest.param({"data": []}, [], id="none"),
        pytest.param({"data": None, "error": "no"}, [], id="an error"),
        pytest.param({"data": [{"id": 7}, None, ""]}, [], id="no names"),
    ],
)  # fmt: skip
def test_names_in_a_list(content: Any, names: list[str]):
    assert names_in(json.dumps(content)) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [('{"data": [{"id": "a"}, {"id": "b', ["a"]), ("<html>no</html>", []), ("", []), ("7", [])],
)
def test_what_is_no_json(body: str, names: list[str]):
    assert names_in(body) == names


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["data", "models", "id", "x"]), inner, max_size=3)
        ),
    )
)
@example(content=[{"id": "", "data": None}])
def test_any_json_is_read(content: Any):
    names = names_in(json.dumps(content))

    assert len(set(names)) == len(names)
    assert all(isinstance(name, str) and name for name in names)
