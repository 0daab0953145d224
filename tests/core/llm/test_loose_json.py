"""JSON as models write it: what it means, and what it costs to read."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.llm import loose_json
from core.llm.loose_json import DEEPEST, IN_VAIN, LONGEST, NotJson, Read, clean, objects, read_value
from tests.counted import calls


def value_of(text: str) -> Any:
    return read_value(text).value


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param(r'{"a": "\frac{1}{2}"}', r"\frac{1}{2}", id="a form feed is a TeX command"),
        pytest.param(r'{"a": "\beta and \bar"}', r"\beta and \bar", id="a backspace too"),
        pytest.param(r'{"a": "3 \times 4"}', r"3 \times 4", id="a tab before imes"),
        pytest.param(r'{"a": "{\rm d}x"}', r"{\rm d}x", id="a return before m"),
        pytest.param(r'{"a": "$\nabla \rho$"}', r"$\nabla \rho$", id="a line break before abla"),
        pytest.param(r'{"a": "P_\text{max}, \left( x \right)"}', r"P_\text{max}, \left( x \right)", id="outside of $"),
        pytest.param(r'{"a": "\nu, \rho, \tau, \theta, \to"}', r"\nu, \rho, \tau, \theta, \to", id="Greek"),
        pytest.param(r'{"a": "\nicefrac{1}{2} \not\in"}', r"\nicefrac{1}{2} \not\in", id="nicefrac and not"),
        pytest.param(r'{"a": "one.\ne.g. two\ni.e. three"}', "one.\ne.g. two\ni.e. three", id="e.g. and i.e."),
        pytest.param(r'{"a": "$x \ne y$"}', r"$x \ne y$", id="unequal inside of $"),
        pytest.param(r'{"a": "one\nless"}', "one\nless", id="a line that begins with less"),
        pytest.param(r'{"a": "one\nto two\ttan"}', "one\nto two\ttan", id="words that only end like TeX"),
        pytest.param(r'{"a": "\num{5} \texttimes \notag"}', r"\num{5} \texttimes \notag", id="packages' own"),
        pytest.param(r'{"a": "\rightleftarrows \rel x"}', r"\rightleftarrows \rel x", id="any word with r"),
        pytest.param(r'{"a": "x\rYet\nto {b}"}', "x\nYet\nto {b}", id="a line that begins with a capital"),
        pytest.param(r'{"a": "\\frac and \\\\ and \\nabla"}', r"\frac and \\ and \nabla", id="escaped as it should be"),
        pytest.param(r'{"a": "\alpha, 35\%, \_x, \(y\)"}', r"\alpha, 35\%, \_x, \(y\)", id="illegal escapes"),
        pytest.param(r'{"a": "\u4e2d\u6587 \u0041"}', "中文 A", id="characters by number"),
        pytest.param(r'{"a": "\ud83d\ude80 \uD83D\uDE80"}', "🚀 🚀", id="a pair of surrogates"),
        pytest.param(r'{"a": "\ud83d x \udc00"}', " x ", id="half of a pair"),
        pytest.param(r'{"a": "\uZZZZ \u12"}', r"\uZZZZ \u12", id="no number behind u"),
        pytest.param(r'{"a": "\u0000\u0007b\u001b[0m"}', "b[0m", id="control characters by number"),
        pytest.param('{"a": "x\ny\tz"}', "x\ny\tz", id="a real line break and a real tab"),
        pytest.param('{"a": "x\r\ny\rz"}', "x\ny\nz", id="line breaks of other systems"),
        pytest.param(r'{"a": "x\r\ny\rz"}', "x\ny\nz", id="the same escaped"),
        pytest.param('{"a": "x\x00\x08\x1b\x7f\x85y"}', "xy", id="real control characters"),
        pytest.param(r'{"a": "it\'s \"so\" \/"}', 'it\'s "so" /', id="escaped marks"),
        pytest.param('{"a": "he said "yes", then left"}', 'he said "yes", then left', id="marks nobody escaped"),
        pytest.param('{"a": "the "big" one"}', 'the "big" one', id="one word in marks"),
        pytest.param("{'a': 'It's fast, isn't it'}", "It's fast, isn't it", id="single marks and apostrophes"),
        pytest.param('{"a": `x "y" z`}', 'x "y" z', id="backticks"),
        pytest.param('{“a”：“他说 "好"”}', '他说 "好"', id="Chinese marks and colon"),
        pytest.param('{"a": “x"}', "x", id="marks of two kinds"),
        pytest.param('{"a": "他说“好”，走了"}', "他说“好”，走了", id="Chinese marks inside"),
        pytest.param('{"a": x}', NotJson, id="a bare word"),
        pytest.param('{"a": 35.7}', "35.7", id="a number as it is written"),
        pytest.param('{"a": 1.50e-07}', "1.50e-07", id="a number with zeros and an exponent"),
        pytest.param('{"a": -.5}', "-.5", id="a number without a zero"),
        pytest.param('{"a": 91.2%}', "91.2%", id="a percentage"),
        pytest.param('{"a": 91.2 %}', "91.2 %", id="a percentage with a blank"),
        pytest.param('{"a": 3.5x}', "3.5x", id="a number with its unit"),
        pytest.param('{"a": 2026-02-05}', "2026-02-05", id="a date"),
        pytest.param('{"a": 1,234,567}', "1,234,567", id="thousands"),
        pytest.param('{"a": [100,200]}', ["100", "200"], id="no thousands in a list"),
        pytest.param('{"a": [35.7]}', ["35.7"], id="a list of a number"),
        pytest.param('{"a": True, "b": 1}', True, id="True of Python"),
        pytest.param('{"a": false}', False, id="false"),
        pytest.param('{"a": None}', None, id="None of Python"),
        pytest.param('{"a": NaN}', None, id="no number"),
        pytest.param('{"a": -Infinity}', None, id="no finite number"),
        pytest.param('{"a": undefined}', None, id="undefined"),
        pytest.param('{"a": ["x", "y",],}', ["x", "y"], id="trailing commas"),
        pytest.param('{"a": ["x" "y"]}', ["x", "y"], id="a missing comma in a list"),
        pytest.param('{"a": ["the "x" of", 5, null]}', ['the "x" of', "5", None], id="marks in an item"),
        pytest.param('{"a": ["x", "y", ...], "b": 1}', ["x", "y"], id="dots for what is left out"),
        pytest.param('{"a": ["x", "y", "b": "z"}', ["x", "y"], id="a forgotten bracket"),
        pytest.param('{"a": ["x", "y"}', ["x", "y"], id="a forgotten last bracket"),
        pytest.param('{"a": // first\n /* then */ "x"}', "x", id="comments"),
        pytest.param('{"a": "x", # first\n "b": 1}', "x", id="comments of other languages"),
        pytest.param('{"a": "see // this and /* that */"}', "see // this and /* that */", id="no comments in texts"),
        pytest.param("{\ufeff\u00a0a : \u200b'x'}", "x", id="blanks of other kinds and a bare key"),
        pytest.param('{"a": {"b": {"c": ["d"]}}}', {"b": {"c": ["d"]}}, id="nested"),
    ],
)  # fmt: skip
def test_what_a_member_means(text, meant):
    if meant is NotJson:
        with pytest.raises(NotJson):
            read_value(text)
    else:
        assert value_of(text)["a"] == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param('{"a": "x" "b": "y"}', {"a": "x", "b": "y"}, id="a missing comma"),
        pytest.param(
            '{"a": "x"\n"b": 1\n"c": 2}',
            {"a": "x", "b": "1", "c": "2"},
            id="missing commas, one a line",
        ),
        pytest.param(
            '{"a": "x"; "b": "y"，"c": "z"}', {"a": "x", "b": "y", "c": "z"}, id="other commas"
        ),
        pytest.param('{"a": "x",,, "b": "y"}', {"a": "x", "b": "y"}, id="too many commas"),
        pytest.param(
            '{"a": "x", "b": {"c": "d"]', {"a": "x", "b": {"c": "d"}}, id="a bracket for a brace"
        ),
        pytest.param(
            "{标题: '甲', key points: ['乙']}", {"标题": "甲", "key points": ["乙"]}, id="bare keys"
        ),
        pytest.param(
            "{「a」：「x」，『b』: 『y』}", {"a": "x", "b": "y"}, id="Chinese corner marks"
        ),
        pytest.param("{„a“: „x“, «b»: «y»}", {"a": "x", "b": "y"}, id="German and French marks"),
        pytest.param(
            "{＂a＂: ＂x＂, ″b″: ″y″}", {"a": "x", "b": "y"}, id="marks of full width, and seconds"
        ),
        pytest.param('{"a" = "x", "b" => ["y"]}', {"a": "x", "b": ["y"]}, id="other colons"),
        pytest.param(
            '{"a": ["x"、"y"；"z"]；"b": "w"}',
            {"a": ["x", "y", "z"], "b": "w"},
            id="Chinese commas",
        ),
        pytest.param(
            '{"a": ["支持"文本"、"图像"输入", "y"]}',
            {"a": ['支持"文本"、"图像"输入', "y"]},
            id="Chinese commas between words in marks",
        ),
        pytest.param('{\u200e"a"\u200e: "x"}', {"a": "x"}, id="marks of direction"),
        pytest.param('{"a": "x\\\ny"}', {"a": "xy"}, id="a text that goes on in the next line"),
        pytest.param(
            '{"a": "x", "a": "", "b": ["y"], "b": null}',
            {"a": "x", "b": ["y"]},
            id="nothing, said again",
        ),
        pytest.param('{"": "x", "a": ""}', {"": "x", "a": ""}, id="empty key and text"),
        pytest.param('{"a": "x", "a": "y"}', {"a": "y"}, id="a key twice"),
        pytest.param("{}", {}, id="nothing"),
    ],
)
def test_what_an_object_means(text, meant):
    assert value_of(text) == meant


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param('{"a": "x"} then', Read({"a": "x"}, 10), id="whole"),
        pytest.param('{"a": "x"', Read({"a": "x"}, 9, unclosed=True), id="without its brace"),
        pytest.param(
            '{"a": ["x"', Read({"a": ["x"]}, 10, unclosed=True), id="without both brackets"
        ),
        pytest.param(
            '{"a": "x"\n```', Read({"a": "x"}, 10, unclosed=True), id="without its brace in a fence"
        ),
        pytest.param(
            '{"a": "x', Read({"a": "x"}, 8, broken=True, unclosed=True), id="within a text"
        ),
        pytest.param('{"a": ', Read({}, 6, broken=True), id="behind a colon"),
        pytest.param(
            '{"a": nul', Read({"a": None}, 9, broken=True, unclosed=True), id="within a constant"
        ),
        pytest.param(
            '{"a": [-', Read({"a": [None]}, 8, broken=True, unclosed=True), id="behind a sign"
        ),
        pytest.param('{"a', Read({}, 3, broken=True), id="within a key"),
        pytest.param(
            '{"a": "b {"c": "d"}',
            Read({"a": 'b {"c": "d'}, 19, inner=9),
            id="with another in its text",
        ),
        pytest.param(' "a" ', Read("a", 4), id="a text"),
        pytest.param("", NotJson, id="empty"),
        pytest.param("a", NotJson, id="a word"),
        pytest.param('{"a"}', NotJson, id="a set"),
        pytest.param('{"a" "b"}', NotJson, id="no colon"),
        pytest.param('{"a": [1}', Read({"a": ["1"]}, 9), id="a bracket that was forgotten"),
        pytest.param('{"a": [}', NotJson, id="a brace in an empty list"),
        pytest.param("{]", NotJson, id="a bracket in an empty object"),
        pytest.param("{}"[::-1], NotJson, id="the wrong way round"),
    ],
)
def test_where_a_value_ends(text, read):
    if read is NotJson:
        with pytest.raises(NotJson):
            read_value(text)
    else:
        assert read_value(text) == read


def test_a_value_is_read_from_where_it_begins():
    assert read_value('see: {"a": 1}', 4) == Read({"a": "1"}, 13)


@pytest.mark.parametrize(
    ("depth", "readable"), [(DEEPEST, True), (DEEPEST + 1, False), (100_000, False)]
)
def test_what_is_nested_too_deep_is_no_answer(depth, readable):
    text = "[" * depth + "1" + "]" * depth

    if readable:
        assert read_value(text).end == len(text)
    else:
        with pytest.raises(NotJson):
            read_value(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("no object", [], id="none"),
        pytest.param('{"a": 1} and {"b": 2}', [{"a": "1"}, {"b": "2"}], id="two"),
        pytest.param('{"a": 1}{"a": 1}', [{"a": "1"}, {"a": "1"}], id="twice"),
        pytest.param('[{"a": 1}, {"b": 2}]', [[{"a": "1"}, {"b": "2"}]], id="a list of objects"),
        pytest.param('["a", {"b": 2}]', [{"b": "2"}], id="a list with an object"),
        pytest.param('[[[{"a": 1}], 2], 3]', [[{"a": "1"}]], id="a list in lists"),
        pytest.param('[1] and [2, 3] {"a": 1}', [{"a": "1"}], id="references"),
        pytest.param("{} [] [[]]", [], id="empty ones"),
        pytest.param('fill {field} and {"x"}: {"a": 1}', [{"a": "1"}], id="braces in prose"),
        pytest.param('{{"a": 1}}', [{"a": "1"}], id="a brace too many"),
        pytest.param('\\boxed{{"a": 1}}', [{"a": "1"}], id="a box around it"),
        pytest.param('f(x) = {x: x > 0} {"a": 1}', [{"a": "1"}], id="a set in prose"),
        pytest.param(
            '```json\n{"a": 1}\n```\n```\n{"b": 2}\n```', [{"a": "1"}, {"b": "2"}], id="two fences"
        ),
        pytest.param(
            '{"a": "x {y} z", "b": 1}', [{"a": "x {y} z", "b": "1"}], id="braces in a text"
        ),
        pytest.param(
            'I begin {"a": "no\nNow it is: {"a": "yes", "b": 1}',
            [{"a": 'no\nNow it is: {"a": "yes', "b": "1"}, {"a": "yes", "b": "1"}],
            id="a draft that breaks off before the answer",
        ),
        pytest.param('["he began, and then {"a": 1}', [{"a": "1"}], id="a list that never ends"),
    ],
)
def test_objects_in_a_text(text, found):
    assert [read.value for read in objects(text)] == found


def test_how_often_is_an_object_looked_for(monkeypatch):
    tried = []
    exactly = loose_json.read_value

    def counting(text: str, start: int = 0) -> Read:
        tried.append(len(text))
        return exactly(text, start)

    monkeypatch.setattr(loose_json, "read_value", counting)

    assert list(objects("[" * 10 * LONGEST)) == []
    assert len(tried) <= IN_VAIN // DEEPEST
    assert set(tried) == {LONGEST}  # what is longer is cut once
    assert [read.value for read in objects("{x} " * 5_000 + '{"a": 1}')] == [{"a": "1"}]


def as_read(value: Any) -> Any:
    """What a value is after json.dumps and reading: numbers are texts."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_read(inner) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return json.dumps(value)
    return value


# A line break before certain letters cannot be told from TeX: letters of which no command consists.
TEXTS = st.text("ACDEGHIJ019 .:,;{}[]()\"'“”‘’`$%/_^\\\n\t中文，：é😀-", max_size=40)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5)
STYLES = st.sampled_from(
    [
        {},
        {"indent": 2},
        {"separators": (",", ":")},
        {"ensure_ascii": False},
        {"ensure_ascii": False, "indent": 1},
    ]
)


@given(VALUES, STYLES)
def test_what_json_says_is_read_as_it_is(value, style):
    text = json.dumps(value, **style)

    assert read_value(text) == Read(as_read(value), len(text))


AROUND = st.sampled_from(
    [("", ""), ("```json\n", "\n```"), ("Here is it:\n\n", "\n\nI hope it helps."), ("<answer>", "</answer>"),
     ("Of {x} and [1]: ", " (see {y})"), ("\ufeff  ", "\n"), ("**JSON** ```", "```")]
)  # fmt: skip


@given(OBJECTS, STYLES, AROUND)
def test_an_object_is_found_in_what_stands_around_it(value, style, around):
    before, after = around
    text = json.dumps(value, **style)

    assert [read.value for read in objects(f"{before}{text}{after}")] == [as_read(value)]


@given(OBJECTS, STYLES, st.data())
def test_a_beginning_holds_only_what_it_said(value, style, data):
    whole = json.dumps(value, **style)
    text = whole[: data.draw(st.integers(0, len(whole) - 1))]
    found = list(objects(text))

    assert all(read.broken or read.unclosed for read in found)
    assert all(0 < read.end <= len(text) for read in found)
    told = as_read(value)
    for read in found:
        *complete, last = read.value
        assert {key: read.value[key] for key in complete} == {key: told[key] for key in complete}
        assert last in told


@given(st.text(st.sampled_from("{}[]\"'`“”:：,;\\$unrtbf/*0a中 \n."), max_size=200))
def test_whatever_stands_there_is_read_or_refused(text):
    for read in objects(text):
        assert 0 < read.end <= len(text)
        json.dumps(read.value)


@given(st.text(st.characters(codec=None), max_size=60))
def test_a_clean_text_holds_no_control_characters(text):
    kept = clean(text)

    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not {char for char in kept if ord(char) < 32} - {"\n", "\t"}
    assert clean(kept) == kept


HOSTILE = {
    "braces": "{",
    "brackets": "[",
    "both": "[{",
    "keys": '{"a":',
    "open texts": '{"a":"',
    "open items": '["',
    "broken objects": '{"a":"b" x ',
    "marks": '"',
    "apostrophes": "{'a': 'b'c",
    "backslashes": "\\",
    "backslashes in a text": '{"a": "\\',
    "TeX": '{"a": "\\nabla',
    "surrogates": '{"a": "\\ud83d',
    "commas": '{"a": "b",',
    "only commas": '{"a": ' + "," * 20,
    "comments": '{"a": "//" /* ',
    "line comments": '"//',
    "blanks": '{"a": "b"' + " " * 50,
    "blanks before marks": '["a"' + " " * 20,
    "long bare keys": "{aaaa bbbb cccc ",
    "digits": "{a: 1,111",
    "dollars": '{"$',
    "lists in lists": "[[1],",
    "fences": "```{",
    "dots": "{...",
}


def work(text: str) -> int:
    """How much is done to find the objects of the text."""
    return calls(lambda: deque(objects(text), maxlen=0))


@pytest.mark.parametrize("again", [pytest.param(each, id=name) for name, each in HOSTILE.items()])
def test_hostile_texts_cost_in_proportion_to_their_length(again):
    short, long = (work((again * (length // len(again) + 1))[:length]) for length in (4_000, 8_000))

    assert long <= 2.5 * short + 500
    assert long <= 100 * 8_000


def test_no_more_is_looked_at_than_the_longest_answer():
    text = '{"a": "' + "x" * LONGEST + '"}'

    assert read_value(text) == Read({"a": "x" * (LONGEST - 7)}, LONGEST, broken=True, unclosed=True)
    assert list(objects(" " * LONGEST + '{"a": 1}')) == []


def test_tex_and_words_are_told_apart_by_what_is_left():
    # Without its first letter each of these is a word that a line may begin with; the others are
    # none.
    left = {word: word[1:] for word in loose_json._ALSO_WORDS}

    assert left == {"ne": "e", "nexists": "exists", "ni": "i", "nless": "less", "nmid": "mid",
                    "nparallel": "parallel", "tan": "an"}  # fmt: skip
    assert set(left) <= loose_json._TEX
    assert {word[0] for word in loose_json._TEX} == set("nrt")
