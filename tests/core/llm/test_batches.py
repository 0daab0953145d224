"""What is sent in a batch and what comes back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.batches import all_seen_in, file_of, output_in, seen_in, share_of


def test_a_request_stands_on_each_line():
    lines = file_of({"a": {"model": "m"}, "b": {}}, "/v4/chat/completions").splitlines()
    assert [json.loads(line) for line in lines] == [
        {"custom_id": "a", "method": "POST", "url": "/v4/chat/completions", "body": {"model": "m"}},
        {"custom_id": "b", "method": "POST", "url": "/v4/chat/completions", "body": {}},
    ]


@pytest.mark.parametrize(
    ("status", "ended"),
    [
        ("validating", False),
        ("in_progress", False),
        ("finalizing", False),
        ("cancelling", False),
        ("PROGRESS", False),
        (None, False),
        ("COMPLETED", True),
        ("canceled", True),
        ("expired", True),
        ("failed", True),
    ],
)
def test_how_a_batch_stands_in_any_words(status, ended):
    assert seen_in({"id": "b", "status": status}).ended == ended


@pytest.mark.parametrize("content", [None, [], {}, {"id": 3}, {"id": ""}, "b"])
def test_what_is_no_batch(content):
    assert seen_in(content) is None
    assert all_seen_in([content]) == []


@pytest.mark.parametrize("content", [None, {}, "b", 3, {"code": 0}, {"data": {"id": "b"}}])
def test_what_is_no_list_does_not_say_that_there_is_none(content):
    assert all_seen_in(content) is None


def test_a_list_of_batches_in_any_wrapping():
    assert [seen.remote for seen in all_seen_in([{"id": "a"}, {}, {"id": "b"}])] == ["a", "b"]
    assert [seen.remote for seen in all_seen_in({"data": [{"id": "a"}]})] == ["a"]
    assert all_seen_in({"data": None}) == []


@pytest.mark.parametrize(
    ("counts", "tokens"),
    [
        ({"completed": 1, "total": 4}, 25),
        ({"completed": 4, "total": 0}, 100),
        ({"completed": 0, "total": 4}, 0),
        ({"completed": -3, "total": "x"}, 0),
        (None, 0),
    ],
)
def test_what_cannot_be_had_is_counted_by_its_share(counts, tokens):
    seen = seen_in({"id": "b", "status": "completed", "request_counts": counts})
    assert share_of(seen, 100).tokens == tokens


def test_an_answer_that_comes_twice_counts_once():
    body = {"choices": [{"message": {"content": "x"}}], "usage": {"total_tokens": 9}}
    line = json.dumps({"custom_id": "a", "response": {"status_code": 200, "body": body}})
    output = output_in(f"{line}\n{line}\n".encode(), {"a": 5})
    assert (list(output.answers), output.used.tokens) == (["a"], 9)


@pytest.mark.parametrize("separator", ["\u2028", "\x85", "\x0c", "\x1e"])
def test_only_a_new_line_ends_a_line(separator):
    body = {"choices": [{"message": {"content": f"x{separator}y"}}], "usage": {"total_tokens": 9}}
    told = {"custom_id": "a", "response": {"status_code": 200, "body": body}}
    line = json.dumps(told, ensure_ascii=False).replace("\\f", "\f").replace("\\u001e", "\x1e")
    output = output_in(f"{line}\r\n".encode("utf-8-sig"), {"a": 5})
    assert (list(output.answers), output.used.tokens) == (["a"], 9)


@given(st.binary(max_size=300))
def test_nothing_that_comes_back_breaks_anything(content):
    assert output_in(content, {"a": 5}).answers == {}
