"""What stands where in the messages of a response."""

from __future__ import annotations

from typing import Any

import pytest

from core.llm.messages import (
    arguments_of,
    as_dict,
    choices_of,
    declines,
    dicts_in,
    elsewhere,
    message_of,
    reasoning_of,
    text_of,
)

SAID = {"content": "A"}


@pytest.mark.parametrize(
    ("choices", "found"),
    [
        ([{"text": "A"}], [{"text": "A"}]), (["A"], [{"text": "A"}]), ([None, 5], []), (None, []), ("A", [{"text": "A"}]),
        ([[{"text": "A"}]], [{"text": "A"}]),
        ({"message": SAID}, [{"message": SAID}]), ({"0": {"message": SAID}}, [{"message": SAID}]), ({}, []),
    ],
)  # fmt: skip
def test_choices(choices: Any, found: list[Any]):
    assert choices_of({"choices": choices}) == found


@pytest.mark.parametrize(
    "choice",
    [
        {"message": SAID}, {"delta": SAID}, {"message": "A"}, {"message": [SAID]}, {"message": {}, "delta": SAID},
        {"messages": [{"content": "{}"}, SAID]},
    ],
)  # fmt: skip
def test_the_message(choice: dict[str, Any]):
    assert message_of(choice) == SAID


@pytest.mark.parametrize(
    "content",
    [
        {"predictions": []}, {"status": "starting", "output": None}, {"output": [{"type": "reasoning", "text": "A"}]},
        {"candidates": [None]}, {"message": None},
    ],
)  # fmt: skip
def test_nothing_elsewhere(content: dict[str, Any]):
    assert list(elsewhere(content)) == []


@pytest.mark.parametrize(
    "content",
    [
        {"output": ["A"]}, {"output": {"text": "A"}}, {"data": {"output": {"content": "A"}}}, {"answer": "A"},
        {"candidates": [{"content": {"parts": [{"text": "hm", "thought": True}, {"text": "A"}]}}]},
        {"output": [{"type": "message", "content": [{"type": "output_text", "text": "A"}]}]},
        {"output": {"message": {"content": [{"text": "A"}]}}},
    ],
)  # fmt: skip
def test_elsewhere(content: dict[str, Any]):
    assert next(elsewhere(content)) == "A"


@pytest.mark.parametrize(
    ("message", "thought"),
    [
        ({"reasoning": "hm"}, "hm"), ({"reasoning_details": [{"type": "reasoning.text", "text": "hm"}]}, "hm"),
        ({"thinking": {"text": "hm"}}, "hm"), ({"content": "A"}, ""), ({"reasoning_content": ""}, ""),
    ],
)  # fmt: skip
def test_thoughts(message: dict[str, Any], thought: str):
    assert reasoning_of(message) == thought


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        ({"tool_calls": [{"function": {"arguments": "{}"}}]}, ["{}"]),
        ({"tool_calls": [{"function": {"arguments": {"a": 1}}}]}, ['{"a": 1}']),
        ({"tool_calls": {"function": {"arguments": "{}"}}}, ["{}"]),
        ({"tool_calls": [{"type": "custom", "custom": {"name": "f", "input": "{}"}}]}, ["{}"]),
        ({"tool_calls": [{"name": "f", "args": {"a": 1}}]}, ['{"a": 1}']),
        ({"function_call": {"arguments": "{}"}}, ["{}"]), ({"tool_calls": [{"function": None}, 5]}, []), ({}, []),
    ],
)  # fmt: skip
def test_arguments(message: dict[str, Any], arguments: list[str]):
    assert list(arguments_of(message)) == arguments


@pytest.mark.parametrize(
    ("message", "refuses"),
    [
        ({"refusal": "No."}, True), ({"content": [{"refusal": "No."}]}, True), ({"refusal": " "}, False), ({}, False),
        ({"refusal": None, "content": "A"}, False),
    ],
)  # fmt: skip
def test_whether_it_declines(message: dict[str, Any], refuses: bool):
    assert declines(message) is refuses


def test_what_is_something_else_is_none():
    assert (as_dict([1]), dicts_in({"a": 1}), dicts_in([{}, 1]), text_of({"type": "image"})) == (
        {},
        [],
        [{}],
        "",
    )
