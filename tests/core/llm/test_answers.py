"""The answer in a model's words, wherever it stands."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from core.asking.prompts import SaidAnswer, SaidTerms
from core.interests.meaning import TermsAnswer
from core.llm.answers import TRIED, Unfit, read_answer
from core.llm.loose_json import LONGEST
from core.reading.doubting import SaidQuotes
from core.reading.prompts import SummaryAnswer


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    sure: bool


YES = '{"text": "yes", "sure": true}'
DRAFT = '{"text": "draft", "sure": false}'


def text_of(*texts: str, cut: bool = False) -> str:
    return read_answer(texts, Note, cut=cut).text


def unfit(*texts: str, cut: bool = False, shape: type[BaseModel] = Note) -> tuple[str, str]:
    with pytest.raises(Unfit) as caught:
        read_answer(texts, shape, cut=cut)
    return caught.value.reason, caught.value.problems


@pytest.mark.parametrize(
    "text",
    [
        '[["text", "yes"], ["sure", true]]',
        'Here it is:\n```json\n[["text", "yes"], ["sure", true]]\n```',
        "[('text', 'yes'), ('sure', True)]",
        "dict([('text', 'yes'), ('sure', True)])",
        '[["text", "draft"], ["sure", false]]</think>[["text", "yes"], ["sure", true]]',
        '[["text", "draft"], ["sure", false]]\nRather:\n[["text", "yes"], ["sure", true]]',
        '[["text", "yes"], ["sure", true], ["more", {"a": "b"}]]',
    ],
)
def test_a_list_of_pairs(text: str):
    assert text_of(text) == "yes"


def test_pairs_that_break_off():
    assert unfit('[["text", "yes"], ["sure", true]', cut=True)[0] == "truncated"
    assert unfit('[["text", "yes"], ["sure')[0] == "malformed"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(YES, id="alone"),
        pytest.param(f"```json\n{YES}\n```", id="in a fence"),
        pytest.param(f"```\n{YES}", id="in a fence that never ends"),
        pytest.param(f"Here it is:\n\n{YES}\n\nNote: replace {{x}} and [y].", id="between remarks"),
        pytest.param(f"{YES}\n{YES}", id="twice"),
        pytest.param(
            f"```json\n{DRAFT}\n```\nBetter:\n```json\n{YES}\n```", id="in the second fence"
        ),
        pytest.param(f"<think>Say {{field}}: {DRAFT}</think>{YES}", id="behind thoughts"),
        pytest.param(f"Say {{field}}: {DRAFT}</think>\n{YES}", id="behind thoughts nobody opened"),
        pytest.param(f"<thinking>{DRAFT}</thinking>{YES}", id="behind thinking"),
        pytest.param(f"<thought>\n{DRAFT}\n</thought>\n\n{YES}", id="behind a thought"),
        pytest.param(f"<think>a</think>{DRAFT}<think>b</think>{YES}", id="behind two thoughts"),
        pytest.param(f"◁think▷{DRAFT}◁/think▷{YES}", id="behind marks of triangles"),
        pytest.param(f"[THINK]{DRAFT}[/THINK]{YES}", id="behind marks in brackets"),
        pytest.param(f"<思考>{YES}</思考>\ntext: yes\nsure: true", id="behind Chinese marks"),
        pytest.param(
            "【思考】text: no【/思考】\ntext: yes\nsure: true", id="behind Chinese brackets"
        ),
        pytest.param(
            "<mm:think>text: no\nsure: no</mm:think>\ntext: yes\nsure: true", id="behind a name's"
        ),
        pytest.param(f"{YES}\n<think>Was {DRAFT} better?</think>", id="before thoughts"),
        pytest.param(f"<think>a</think>{YES}<think>{DRAFT}</think>", id="between thoughts"),
        pytest.param(
            f"{YES}<|im_end|>\n<|im_start|>user\n{DRAFT}", id="before the end of its turn"
        ),
        pytest.param(f"{YES}<｜end▁of▁sentence｜>{DRAFT}", id="before another mark of it"),
        pytest.param(f"<|im_end|>{YES}", id="behind such a mark"),
        pytest.param(YES[1:], id="without its first brace"),
        pytest.param(YES[2:], id="without its first two marks"),
        pytest.param("[answer(text='yes', sure=True)]", id="as a call in Python"),
        pytest.param("answer(text = 'yes', sure = True)", id="as a call with blanks"),
        pytest.param('+ {\n+ "text": "yes",\n+ "sure": true\n+ }', id="as lines that were added"),
        pytest.param('1: {\n2: "text": "yes",\n3: "sure": true\n4: }', id="with numbered lines"),
        pytest.param(' 1 | {\n 2 |  "text": "yes",\n 3 |  "sure": true}', id="with other numbers"),
        pytest.param("{''text'': ''yes'', ''sure'': true}", id="in two single marks each"),
        pytest.param("{``text'': ``yes'', ``sure'': true}", id="in TeX's marks"),
        pytest.param("dict(text='yes', sure=True)", id="as Python calls it"),
        pytest.param(
            "<parameter=text>\nyes\n</parameter>\n<parameter=sure>\ntrue\n</parameter>",
            id="as a call in tags",
        ),
        pytest.param('{"text": "yes", "sure": true}</s>', id="before a mark nobody knows"),
        pytest.param(
            f"<|channel|>analysis<|message|>{DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>{YES}",
            id="in the final channel",
        ),
        pytest.param(
            f"<think>It must hold text and sure. {YES}", id="within thoughts that never end"
        ),
        pytest.param(f"<think>{YES}</think>\nThat is all.", id="within thoughts alone"),
        pytest.param(f"<answer>{YES}</answer>", id="in tags"),
        pytest.param(f"<|begin_of_box|>{YES}<|end_of_box|>", id="in a box"),
        pytest.param(
            f'<tool_call>{{"name": "Note", "arguments": {YES}}}</tool_call>',
            id="in a call of a function",
        ),
        pytest.param(json.dumps(YES), id="as a text in quotation marks"),
        pytest.param(json.dumps(json.dumps(YES)), id="as a text in two pairs of marks"),
        pytest.param(YES.replace('"', '\\"'), id="with every mark escaped"),
        pytest.param(
            json.dumps(json.dumps(json.loads(YES), indent=1)), id="as a text of several lines"
        ),
        pytest.param(f"[{YES}]", id="in a list"),
        pytest.param(f'{{"data": {YES}}}', id="in a wrapper"),
        pytest.param(f'{{"data": {YES}', id="without its wrapper's bracket"),
        pytest.param(
            f'```json\n{{"data": {YES}\n```', id="without its wrapper's bracket in a fence"
        ),
        pytest.param(
            f'I would begin {{"text": "no\nNow: {YES}', id="behind a draft that breaks off"
        ),
        pytest.param(f"{YES} {{'text': 'un", id="before one that breaks off"),
        pytest.param(f'{YES} {{"unrelated": 1}} [2]', id="before another object"),
        pytest.param("\ufeff\u200b " + YES, id="behind a byte order mark"),
        pytest.param("{'text': 'yes', 'sure': True}", id="as Python writes it"),
        pytest.param("{text: `yes`, sure: true,} // done", id="as JavaScript writes it"),
    ],
)
def test_where_an_answer_may_stand(text: str):
    assert text_of(text) == "yes"


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param((YES, DRAFT), "yes", id="the likeliest first"),
        pytest.param(("Let me see.", DRAFT), "draft", id="the next where the first holds none"),
        pytest.param(("", " \n", YES), "yes", id="behind empty ones"),
    ],
)
def test_which_text_is_taken(texts: tuple[str, ...], found: str):
    assert text_of(*texts) == found


@pytest.mark.parametrize(
    ("texts", "cut", "reason", "problems"),
    [
        pytest.param((), False, "empty", "", id="no text"),
        pytest.param(("", " \n\t"), False, "empty", "", id="blanks"),
        pytest.param(("I cannot do that.",), False, "malformed", "no JSON object", id="words"),
        pytest.param(("I cannot do",), True, "truncated", "", id="words cut off"),
        pytest.param(("",), True, "truncated", "", id="nothing before the limit"),
        pytest.param((YES[:15],), False, "malformed", "it breaks off", id="within a text"),
        pytest.param(
            (YES.replace("yes", "鏄\ufffd\ufffd\ufffd"),),
            False,
            "malformed",
            "it holds characters that cannot be read",
            id="in no encoding",
        ),
        pytest.param((YES[:15],), True, "truncated", "it breaks off", id="within a text, cut off"),
        pytest.param(
            (f'{{"data": {YES}',),
            True,
            "truncated",
            "it breaks off",
            id="before the last bracket, cut off",
        ),
        pytest.param(
            ('{"text": "yes"}',), False, "malformed", "sure: Field required", id="a field too few"
        ),
        pytest.param(("{}",), False, "malformed", "no JSON object", id="nothing in it"),
        pytest.param(
            ('{"a": 1}',),
            False,
            "malformed",
            "text: Field required; sure: Field required",
            id="another object",
        ),
        pytest.param(
            ('{"text": "a", "sure": "perhaps"}',),
            False,
            "malformed",
            "sure: Input should be a valid boolean, unable to interpret input",
            id="a value that is none",
        ),
    ],
)
def test_what_is_no_answer(texts: tuple[str, ...], cut: bool, reason: str, problems: str):
    assert unfit(*texts, cut=cut) == (reason, problems)


def test_an_answer_that_is_whole_is_taken_although_it_was_cut_off():
    assert text_of(f"{YES}\n\nNote that", cut=True) == "yes"


def test_a_template_in_thoughts_is_no_answer():
    template = '{"title": "...", "summary": "...", "highlights": ["...", "..."]}'
    broken = '{"title": "A title", "summary": "A summ'

    assert unfit(f"<think>So {template}</think>{broken}", shape=SummaryAnswer) == (
        "malformed",
        "it breaks off",
    )


def test_no_more_problems_are_told_than_a_model_can_mend():
    class Wide(BaseModel):
        a: int
        b: int
        c: int
        d: int
        e: int
        f: int

    reason, problems = unfit('{"a": "x"}', shape=Wide)

    assert (reason, problems.count(";")) == ("malformed", 4)


def test_only_the_last_objects_of_many_are_tried():
    others = '{"text": 1}' * TRIED

    assert text_of(YES + others[11:]) == "yes"
    assert unfit(YES + others)[0] == "malformed"


def test_what_stands_behind_the_longest_answer_is_not_looked_at():
    assert text_of(" " * (LONGEST - len(YES)) + YES) == "yes"
    assert unfit(" " * LONGEST + YES) == ("malformed", "no JSON object")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_other_json_in_the_prose_is_not_taken_for_the_answer(value: Any):
    other = json.dumps({"other": value})

    assert text_of(f"As in {other}, I say:\n{YES}\nsee {other}") == "yes"
    assert unfit(f"As in {other}, I say nothing.")[0] == "malformed"


@given(st.integers(0, len(YES) - 1), st.sampled_from(["{}", "```json\n{}", "<think>x</think>{}"]))
def test_an_answer_cut_anywhere_is_none(length: int, around: str):
    assert unfit(around.format("") + YES[:length], cut=True)[0] == "truncated"


@given(
    st.lists(st.text(st.sampled_from('{}[]"\\:,<>/think`j son'), max_size=80), max_size=3),
    st.booleans(),
)
def test_whatever_was_said_there_is_an_answer_or_a_reason(texts: list[str], cut: bool):
    with suppress(Unfit):
        assert isinstance(read_answer(texts, Note, cut=cut), Note)


def test_a_template_of_types_is_no_answer():
    with pytest.raises(Unfit) as caught:
        read_answer(
            ['{"title": "string", "summary": "String", "highlights": ["string"]}'], SummaryAnswer
        )

    assert (caught.value.reason, caught.value.problems) == ("malformed", "it repeats the schema")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        pytest.param('{"terms": []}', SaidTerms, id="no terms"),
        pytest.param('{"answered": false, "text": "", "quotes": []}', SaidAnswer, id="no answer"),
        pytest.param('{"answers": []}', SaidQuotes, id="no quotes"),
        pytest.param('{"english": ["English"]}', TermsAnswer, id="a field's name as a term"),
    ],
)
def test_an_answer_that_says_little_is_one(text: str, shape: type[BaseModel]):
    assert read_answer([text], shape) == shape.model_validate_json(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(YES.replace('"', "&quot;"), id="entities of HTML"),
        pytest.param(
            YES.replace('"', "\\u0022").replace("{", "\\u007b"), id="marks by their number"
        ),
        pytest.param(f"> ```\n> {YES}\n> ```", id="quoted lines"),
        pytest.param(YES.replace("{", "｛").replace("}", "｝"), id="wide brackets"),
        pytest.param("Note(text='yes', sure=True)", id="as Python prints it"),
        pytest.param("text: yes\nsure: true", id="YAML"),
        pytest.param("## Text\nyes\n## Sure\ntrue", id="Markdown"),
        pytest.param(
            "<think>{</think><text>yes</text><sure>true</sure>", id="tags behind thoughts"
        ),
    ],
)
def test_an_answer_written_in_another_way(text: str):
    assert text_of(text) == "yes"


@pytest.mark.parametrize(
    "text", ['{"text": "yes', "text: yes\nsure: perhaps", "It says text: yes and sure: true."]
)
def test_what_is_no_outline_of_an_answer(text: str):
    assert unfit(text)[0] == "malformed"


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_characters_that_were_read_in_another_encoding(encoding: str):
    misread = "智能体".encode().decode(encoding)

    assert text_of(f'{{"text": "{misread}, naive", "sure": true}}') == "智能体, naive"


def test_a_schema_behind_the_answer_is_none():
    schema = json.dumps(SummaryAnswer.model_json_schema())
    answer = '{"title": "标题", "summary": "摘要", "highlights": ["亮点"]}'

    assert read_answer([f"{answer}\n\nThe schema: {schema}"], SummaryAnswer).title == "标题"


def test_an_object_for_each_key():
    text = '{"title": "标题"}\n{"summary": "摘要"}\n{"highlights": ["亮点"]}'

    assert read_answer([text], SummaryAnswer).summary == "摘要"


@pytest.mark.parametrize("said", ["naïve café – “é” Ã©", "Ünïcödé ÀÉÎ çà", "±0.5 µm × 3 °C"])
def test_characters_that_are_meant_stay(said: str):
    assert text_of(f'{{"text": "{said}", "sure": true}}') == said
