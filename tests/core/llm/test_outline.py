"""Answers told as an outline: YAML, Markdown, tags."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm.outline import is_called, plain_key, read_outline

NAMES = frozenset(
    ("title", "标题", "highlights", "usage", "input", "steps", "innovations", "name", "text")
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("title: A\nhighlights:\n- one\n- two", {"title": "A", "highlights": ["one", "two"]}, id="YAML"),
        pytest.param('title: "A: b"\nhighlights:\n  - "x"', {"title": "A: b", "highlights": ["x"]}, id="its quotes"),
        pytest.param("```yaml\ntitle: |\n  A\n  B\n```", {"title": "A\nB"}, id="a text on the lines below"),
        pytest.param(
            "innovations:\n  - name: A\n    text: does a\n  -\n    name: B\n    text: does b",
            {"innovations": [{"name": "A", "text": "does a"}, {"name": "B", "text": "does b"}]},
            id="objects in a list",
        ),
        pytest.param("usage:\n  input: x\ntitle: A", {"usage": {"input": "x"}, "title": "A"}, id="an object in it"),
        pytest.param("## Title\n\nA\n\n## Highlights\n1. one\n2. two", {"Title": "A", "Highlights": ["one", "two"]},
                     id="headings"),
        pytest.param("## Usage\n### Input\nx\n## Title: A", {"Usage": {"Input": "x"}, "Title": "A"}, id="two levels"),
        pytest.param("# Innovations\n### Fast\nIt is.", {"Innovations": ["Fast:\nIt is."]}, id="headings of items"),
        pytest.param("**标题**：A\n**Highlights**\n- one", {"**标题**": "A", "**Highlights**": ["one"]}, id="bold"),
        pytest.param("- **Title**: A\n- **Text**: b", [{"**Title**": "A"}, {"**Text**": "b"}], id="a list of members"),
        pytest.param("<title>A</title><steps><step>one</step><step>two</step></steps>",
                     {"title": "A", "steps": ["one", "two"]}, id="tags"),
        pytest.param("<usage><input>one</input><input>two</input></usage>", {"usage": {"input": ["one", "two"]}},
                     id="a tag for each item"),
        pytest.param("<parameter=title>\nA\n</parameter>\n<parameter=highlights>\n[1]\n</parameter>",
                     {"title": "A", "highlights": "[1]"}, id="a call in tags"),
        pytest.param('<x:call><invoke name="f"><parameter name="title">A</parameter></invoke></x:call>',
                     [{"title": "A"}], id="a call in other tags"),
        pytest.param('<parameter=usage>\n{"input": "a", "steps": ["b"]}\n</parameter>',
                     {"usage": '{"input": "a", "steps": ["b"]}'}, id="JSON in such a call"),
        pytest.param("<arg_key>title</arg_key>\n<arg_value>A</arg_value>", {"title": "A"}, id="keys and values"),
        pytest.param("【标题】A\n【Highlights】\n1. one", {"标题": "A", "Highlights": ["one"]}, id="Chinese brackets"),
        pytest.param('title = "A"\nhighlights = [1]', {"title": "A", "highlights": "[1]"}, id="TOML"),
        pytest.param("| key | value |\n|---|---|\n| title | A |\n| highlights | one<br>two |",
                     {"title": "A", "highlights": "one\ntwo"}, id="a table"),
        pytest.param("<title>A</title><steps>one</steps>\n<steps>two</steps>", {"title": "A", "steps": ["one", "two"]},
                     id="a tag one after the other"),
        pytest.param("title: A\nsteps: one\ntitle: B", {"title": "B", "steps": "one"}, id="another draft"),
        pytest.param('<steps>\n<step id="1">one</step>\n<step id="2">two</step>\n</steps>', {"steps": ["one", "two"]},
                     id="tags with numbers"),
        pytest.param("<title><![CDATA[A < B]]></title>", {"title": "A < B"}, id="CDATA"),
        pytest.param('<｜DSML｜parameter name="title" string="true">A</｜DSML｜parameter>', {"title": "A"},
                     id="a call in DeepSeek's tags"),
        pytest.param("一、标题\nA\n二、Highlights\n1. one", {"标题": "A", "Highlights": ["one"]}, id="Chinese numbers"),
        pytest.param('title = "A"\ntext = """\nb\nc"""', {"title": "A", "text": "b\nc"}, id="TOML's long texts"),
        pytest.param('# Title\n"""\nA\nB\n"""\n# Text\nc', {"Title": "A\nB", "Text": "c"}, id="the same below a heading"),
        pytest.param("---\ntitle: A\nhighlights:\n- one\n...", {"title": "A", "highlights": ["one"]}, id="YAML's end"),
        pytest.param("Note: it is fast. See: this.", "", id="prose with colons"),
        pytest.param("A title of a book", "", id="a name within prose"),
        pytest.param("title", "", id="a bare name"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_an_outline(text: str, value: Any):
    assert read_outline(text, NAMES) == value


@pytest.mark.parametrize(
    ("key", "name", "called"),
    [
        ("title", "title", True), ("papertitle", "title", True), ("titles", "title", False), ("subtext", "text", True),
        ("核心亮点", "亮点", True), ("亮点与不足", "亮点", True), ("亮", "亮点", False), ("xin", "in", False),
        ("averyveryveryverylongtitle", "title", False),
        ("titlezh", "title", True), ("标题英文", "标题", True), ("titled", "title", False),
    ],
)  # fmt: skip
def test_a_name_with_a_word_more(key: str, name: str, called: bool):
    assert is_called(key, name) is called


@pytest.mark.parametrize(
    ("key", "plain"),
    [("2. Key-Points", "keypoints"), ("標題", "标题"), ("**标题**", "标题"), ("...", "")],
)
def test_a_plain_key(key: str, plain: str):
    assert plain_key(key) == plain


def test_no_outline_is_too_deep():
    lines = [f"{' ' * depth}- title:" for depth in range(0, 6_000, 2)]

    assert isinstance(read_outline("\n".join(lines), NAMES), list)


@given(st.text(alphabet="ab \n#*-:：<>/.123\"'|title标题", max_size=300))
def test_whatever_comes_is_read(text: str):
    assert isinstance(read_outline(text, NAMES), dict | list | str)
