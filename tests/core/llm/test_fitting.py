"""What a model gave, made to fit the shape that was asked for."""

from __future__ import annotations

import json
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from core.asking.prompts import SaidAnswer
from core.llm.fitting import Most, Names, fitted, names_of
from core.llm.texts import MOST_ITEMS
from core.reading.prompts import ReportAnswer, SummaryAnswer, TranslationAnswer

SUMMARY = {"title": "标题", "summary": "摘要", "highlights": ["一", "二", "三"]}
REPORT = {
    "field": "vision",
    "contribution": "It wins.",
    "usage": {
        "input": "image",
        "output": "mask",
        "steps": ["load", "run"],
        "requirements": "a GPU",
    },
    "innovations": [
        {"name": "A", "text": "does a"},
        {"name": "B", "text": "does b"},
        {"name": "C", "text": "does c"},
    ],
    "results": {"datasets": ["D"], "comparisons": ["beats X"], "figures": ["91.2% on D"]},
}
NO_USAGE = {"input": "", "output": "", "steps": [], "requirements": ""}
ANSWER = {
    "answered": True,
    "text": "It is fast.",
    "quotes": [{"passage": 3, "text": "It is fast."}],
}


@pytest.mark.parametrize(
    ("value", "shape"), [(SUMMARY, SummaryAnswer), (REPORT, ReportAnswer), (ANSWER, SaidAnswer)]
)
def test_what_fits_stays_as_it_is(value: dict[str, Any], shape: type[BaseModel]):
    assert fitted(value, shape) == value
    assert shape.model_validate(fitted(value, shape)).model_dump() == value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(SUMMARY | {"note": "x", "confidence": 1}, id="keys too many"),
        pytest.param({"summary": SUMMARY}, id="a wrapper called like a field"),
        pytest.param({"SummaryAnswer": SUMMARY}, id="a wrapper called like the shape"),
        pytest.param({"data": {"result": [{"answer": SUMMARY}]}}, id="four wrappers"),
        pytest.param(
            {"part1": {"title": "标题"}, "part2": {"summary": "摘要"}, "part3": {"highlights": ["一", "二", "三"]}},
            id="a wrapper around each",
        ),
        pytest.param([{"point": key, "text": value} for key, value in SUMMARY.items()], id="points"),
        pytest.param([{"要点": key, "内容": value} for key, value in SUMMARY.items()], id="points in Chinese"),
        pytest.param({"標題": "标题", "摘要": "摘要", "亮點": ["一", "二", "三"]}, id="traditional characters"),
        pytest.param({"title_zh": "标题", "summaryCN": "摘要", "highlights-zh": ["一", "二", "三"]}, id="languages"),
        pytest.param({"title中文": "标题", "chinese_summary": "摘要", "highlights_zh_cn": ["一", "二", "三"]},
                     id="languages in words"),
        pytest.param([SUMMARY], id="a list of one"),
        pytest.param([{"title": "标题"}, {"summary": "摘要"}, {"highlights": ["一", "二", "三"]}], id="piece by piece"),
        pytest.param([[key, value] for key, value in SUMMARY.items()], id="pairs"),
        pytest.param([[[key, value] for key, value in SUMMARY.items()]], id="pairs in a list"),
        pytest.param({"summary": [[key, value] for key, value in SUMMARY.items()]}, id="pairs in a wrapper"),
        pytest.param([{"key": key, "value": value} for key, value in SUMMARY.items()], id="pairs as objects"),
        pytest.param([{"name": key, "content": value} for key, value in SUMMARY.items()], id="pairs by other names"),
        pytest.param([{"field": key, "value": value} for key, value in SUMMARY.items()], id="fields and values"),
        pytest.param({"type": "object", "properties": SUMMARY, "required": ["title"]}, id="the schema's properties"),
        pytest.param({"name": "SummaryAnswer", "parameters": SUMMARY}, id="a call of a function"),
        pytest.param({"name": "SummaryAnswer", "arguments": json.dumps(SUMMARY)}, id="a call with a text"),
        pytest.param({"final": f"```json\n{json.dumps(SUMMARY)}\n```"}, id="a fence in a wrapper"),
        pytest.param(json.dumps(SUMMARY, ensure_ascii=False), id="a text"),
        pytest.param({"Title": "标题", "SUMMARY": "摘要", "High-Lights": ["一", "二", "三"]}, id="other letters"),
        pytest.param({"1. title": "标题", "2. summary": "摘要", "3_highlights": ["一", "二", "三"]}, id="numbers"),
        pytest.param({"标题": "标题", "总结": "摘要", "亮点": ["一", "二", "三"]}, id="another language's keys"),
        pytest.param({"title": "", "标题": "标题", "summary": "摘要", "亮点": ["一", "二", "三"]}, id="both keys"),
        pytest.param(SUMMARY | {"title": ["标题"]}, id="a list for a text"),
        pytest.param(SUMMARY | {"title": {"type": "string", "value": "标题"}}, id="schema-shaped"),
        pytest.param(SUMMARY | {"title": {"type": "string", "description": "标题"}}, id="in the description"),
        pytest.param(SUMMARY | {"highlights": ["一", "", None, [], {}, "二", "...", "三"]}, id="empty items"),
        pytest.param(SUMMARY | {"highlights": ["一", "二", "三", "四", "五"]}, id="too many items"),
        pytest.param(SUMMARY | {"highlights": [["一", "二", "三"]]}, id="a list in a list"),
        pytest.param(SUMMARY | {"highlights": '["一", "二", "三"]'}, id="a list as JSON in a text"),
        pytest.param(SUMMARY | {"highlights": "- 一\n- 二\n- 三"}, id="dashes"),
        pytest.param(SUMMARY | {"highlights": "亮点如下：\n1. 一\n2）二\n③ 三"}, id="numbers behind an introduction"),
        pytest.param(SUMMARY | {"highlights": "一\n\n二\n三\n"}, id="lines"),
        pytest.param(SUMMARY | {"highlights": {"1": "一", "2": "二", "3": "三"}}, id="numbers as keys"),
        pytest.param(SUMMARY | {"highlights": {"first": "一", "second": "二", "third": "三"}}, id="ordinals as keys"),
        pytest.param(SUMMARY | {"highlights": {"items": ["一", "二", "三"]}}, id="items"),
        pytest.param(SUMMARY | {"highlights": [{"text": "一"}, {"highlight": "二"}, {"x": "三"}]}, id="objects"),
        pytest.param(
            {"title": "标题", "summary": "摘要", "highlight_1": "一", "highlight_2": "二", "highlight3": "三"},
            id="a list in several keys",
        ),
    ],
)  # fmt: skip
def test_a_near_miss_of_a_summary(value: Any):
    assert fitted(value, SummaryAnswer) == SUMMARY


@pytest.mark.parametrize(
    ("given", "usage"),
    [
        pytest.param(None, NO_USAGE, id="null"),
        pytest.param({}, NO_USAGE, id="empty"),
        pytest.param([], NO_USAGE, id="an empty list"),
        pytest.param("Run it.", NO_USAGE | {"input": "Run it."}, id="a text"),
        pytest.param({"how": "Run it."}, NO_USAGE | {"input": "Run it."}, id="keys of its own"),
        pytest.param(
            [{"input": "i"}, {"steps": ["s"]}],
            NO_USAGE | {"input": "i", "steps": ["s"]},
            id="pieces",
        ),
        pytest.param(
            ["Input: i", "Steps: s"],
            NO_USAGE | {"input": "i", "steps": ["s"]},
            id="lines in a list",
        ),
        pytest.param(
            "**Input**: i\n- **Output:** o",
            NO_USAGE | {"input": "i", "output": "o"},
            id="lines of a text",
        ),
        pytest.param(json.dumps(REPORT["usage"]), REPORT["usage"], id="JSON in a text"),
        pytest.param({"usage": REPORT["usage"]}, REPORT["usage"], id="a wrapper of its own"),
        pytest.param([REPORT["usage"]], REPORT["usage"], id="a list of one"),
        pytest.param(
            {"输入": "i", "步骤": "s"},
            NO_USAGE | {"input": "i", "steps": ["s"]},
            id="another language",
        ),
    ],
)
def test_an_object_within(given: Any, usage: dict[str, Any]):
    assert fitted(REPORT | {"usage": given}, ReportAnswer) == REPORT | {"usage": usage}


@pytest.mark.parametrize(
    ("given", "results"),
    [
        pytest.param("91.2% on D", ([], [], ["91.2% on D"]), id="a text"),
        pytest.param(["91.2% on D", "80% on E"], ([], [], ["91.2% on D", "80% on E"]), id="a list"),
        pytest.param({"datasets": "D", "comparisons": None}, (["D"], [], []), id="pieces"),
        pytest.param(None, ([], [], []), id="null"),
    ],
)
def test_an_object_of_lists(given: Any, results: tuple[list[str], ...]):
    expected = dict(zip(("datasets", "comparisons", "figures"), results, strict=True))

    assert fitted(REPORT | {"results": given}, ReportAnswer)["results"] == expected


def test_members_without_the_object_around_them():
    flat = {**REPORT, **REPORT["usage"], **REPORT["results"]}
    del flat["usage"], flat["results"]

    assert fitted(flat, ReportAnswer) == REPORT


@pytest.mark.parametrize(
    ("given", "pieces"),
    [
        pytest.param({"name": "A", "text": "does a"}, [("A", "does a")], id="one object"),
        pytest.param({"title": "A", "description": "does a"}, [("A", "does a")], id="other keys"),
        pytest.param(
            {"A": "does a", "B": "does b"}, [("A", "does a"), ("B", "does b")], id="names as keys"
        ),
        pytest.param(
            [{"A": "does a"}, {"B": "does b"}],
            [("A", "does a"), ("B", "does b")],
            id="an object a name",
        ),
        pytest.param(
            [["A", "does a"], ["B", "does b"]], [("A", "does a"), ("B", "does b")], id="pairs"
        ),
        pytest.param(
            {"1": {"name": "A", "text": "does a"}}, [("A", "does a")], id="numbers as keys"
        ),
        pytest.param(
            {"innovation_1": {"name": "A", "text": "a"}}, [("A", "a")], id="numbered keys"
        ),
        pytest.param({"items": [{"name": "A", "text": "does a"}]}, [("A", "does a")], id="items"),
        pytest.param(
            [{"innovation": {"name": "A", "text": "a"}}], [("A", "a")], id="wrapped items"
        ),
        pytest.param(['{"name": "A", "text": "does a"}'], [("A", "does a")], id="JSON in texts"),
        pytest.param(
            ["A: does a", "**B**: does b"],
            [("A", "does a"), ("B", "does b")],
            id="names before colons",
        ),
        pytest.param(
            ["A —— does a", "B - does b", "**C** — does c"],
            [("A", "does a"), ("B", "does b"), ("C", "does c")],
            id="names before dashes",
        ),
        pytest.param(
            ["（1）A：做甲", "（2）B：做乙"],
            [("A", "做甲"), ("B", "做乙")],
            id="numbers in brackets",
        ),
        pytest.param(
            [{"name": "A", "principle": "It does a.", "difference": "It is fast."}],
            [("A", "It does a. It is fast.")],
            id="a text in pieces",
        ),
        pytest.param(
            [{"名称": "A", "原理": "做甲", "区别": "更快。"}],
            [("A", "做甲；更快。")],
            id="in Chinese pieces",
        ),
        pytest.param([{"point": "A", "summary": "does a"}], [("A", "does a")], id="neither key"),
        pytest.param(
            {"创新点一": {"name": "A", "text": "a"}, "创新点二": {"name": "B", "text": "b"}},
            [("A", "a"), ("B", "b")],
            id="numbered keys in Chinese",
        ),
        pytest.param(
            "1. A：做甲\n2. B：做乙", [("A", "做甲"), ("B", "做乙")], id="a numbered text"
        ),
        pytest.param("It does a, quickly.", [("It does a", "It does a, quickly.")], id="no name"),
        pytest.param("x" * 50, [("x" * 40, "x" * 50)], id="no name and no mark"),
        pytest.param(
            [{"name": "A", "text": ""}, {"name": "B", "text": "does b"}],
            [("B", "does b")],
            id="no text",
        ),
        pytest.param(
            [{}, None, "", {"name": "A", "text": "does a"}], [("A", "does a")], id="empty ones"
        ),
        pytest.param([{"name": "A", "text": ""}], [("A", "")], id="none that is whole"),
        pytest.param(
            [{"name": str(n), "text": "t"} for n in range(7)],
            [(str(n), "t") for n in range(5)],
            id="seven",
        ),
        pytest.param(None, [], id="null"),
    ],
)
def test_named_pieces(given: Any, pieces: list[tuple[str, str]]):
    expected = [{"name": name, "text": text} for name, text in pieces]

    assert fitted(REPORT | {"innovations": given}, ReportAnswer) == REPORT | {
        "innovations": expected
    }


@pytest.mark.parametrize(
    ("answered", "passage"),
    [
        ("true", "3"), ("yes", "[3]"), ("是", "第3段"), ([True], [3]), (True, "passage 3"), ("True.", "3, 4"), (1, 3.0),
    ],
)  # fmt: skip
def test_numbers_and_truths_in_words(answered: Any, passage: Any):
    quotes = [{"passage": passage, "text": "It is fast."}]
    given = ANSWER | {"answered": answered, "quotes": quotes}

    assert SaidAnswer.model_validate(fitted(given, SaidAnswer)).model_dump() == ANSWER


@pytest.mark.parametrize("answered", [False, None, "false", "No", "否", ""])
def test_no_in_words(answered: Any):
    given = {"answered": answered, "text": None, "quotes": None}

    assert SaidAnswer.model_validate(fitted(given, SaidAnswer)) == SaidAnswer(
        answered=False, text="", quotes=[]
    )


def test_a_quote_that_names_no_passage_is_left_out():
    quotes = [{"text": "It is small."}, {"passage": 3, "text": "It is fast."}]

    assert fitted(ANSWER | {"quotes": quotes}, SaidAnswer) == ANSWER


def test_a_translation_keeps_what_is_empty_on_one_side():
    usage = REPORT["usage"] | {
        "notes": [{"name": "", "text": "a note"}, {"name": "a name", "text": ""}]
    }
    value = REPORT | {"usage": usage, "results": REPORT["results"] | {"notes": []}}

    assert fitted(value, TranslationAnswer) == value


@pytest.mark.parametrize("steps", [["load\nrun"], ["1. load", "2. run"], ["1. load; 2. run"]])
def test_a_translation_keeps_the_lines_and_numbers_of_its_lists(steps: list[str]):
    usage = REPORT["usage"] | {"steps": steps, "notes": []}
    value = REPORT | {"usage": usage, "results": REPORT["results"] | {"notes": []}}

    assert fitted(value, TranslationAnswer) == value


@pytest.mark.parametrize(
    "value",
    [
        None, 5, "words", [], {}, [1, 2], {"error": "x"}, {"a": {"b": {"c": {"d": {"e": SUMMARY}}}}},
        [{"text": "x"}, {"text": "y"}],
    ],
)  # fmt: skip
def test_what_is_nothing_like_it(value: Any):
    assert fitted(value, SummaryAnswer) == {}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(
            {"title": "a paper", "authors": ["X"], "abstract": "words"}, id="a paper's facts"
        ),
        pytest.param(
            {"title": "...", "summary": "...", "highlights": ["...", "...", "..."]}, id="a template"
        ),
        pytest.param(
            {
                "properties": {
                    "title": {"type": "string"},
                    "summary": {"type": "string"},
                    "highlights": {"items": {}},
                }
            },
            id="the schema",
        ),
    ],
)
def test_what_only_looks_like_an_answer_is_none(value: Any):
    with pytest.raises(ValidationError):
        SummaryAnswer.model_validate(fitted(value, SummaryAnswer))


class Inner(BaseModel):
    count: int
    maybe: str | None


class Outer(BaseModel):
    names: Annotated[list[Annotated[str, "noted"]], Most(2), Names("people")]
    inner: Inner
    other: Annotated[float, Names("ratio")]


def test_any_shape():
    value = {"People": ["a", "b", "c"], "inner": {"count": "[7]", "maybe": None}, "ratio": "(0.5)"}

    assert fitted(value, Outer) == {
        "names": ["a", "b"],
        "inner": {"count": 7, "maybe": None},
        "other": "0.5",
    }


VALUES = st.recursive(
    st.none() | st.booleans() | st.text('a1.{}[]"\\:- \n标', max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "summary",
                    "highlights",
                    "usage",
                    "results",
                    "items",
                    "type",
                    "name",
                    "text",
                    "1",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(VALUES)
def test_whatever_it_is_it_is_fitted_or_not(value: Any):
    for shape in (SummaryAnswer, ReportAnswer, SaidAnswer):
        found = fitted(value, shape)
        assert found.keys() <= shape.model_fields.keys()
        assert fitted(found, shape) == found


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"标题（title）": "标题", "summary/摘要": "摘要", "亮点 [highlights]": ["一", "二", "三"]},
                     id="two names"),
        pytest.param({"论文标题": "标题", "内容摘要": "摘要", "核心亮点": ["一", "二", "三"]}, id="a word more"),
        pytest.param({"paper_title": "标题", "Short Summary": "摘要", "key_highlights": ["一", "二", "三"]},
                     id="in English"),
        pytest.param({"题名": "标题", "一句话总结": "摘要", "主要亮点": ["一", "二", "三"]}, id="other words"),
        pytest.param({"titles": "标题", "sumary": "摘要", "hightlights": ["一", "二", "三"]}, id="misspelt"),
        pytest.param({"title_text": "标题", "tldr": "摘要", "highlights_list": ["一", "二", "三"]}, id="what each is"),
        pytest.param({"title": "标题", "summary": "摘要", "key_takeaways": ["一", "二", "三"]}, id="takeaways"),
        pytest.param([{"key": key, "value": text} for key, text in SUMMARY.items()], id="pairs"),
    ],
)  # fmt: skip
def test_keys_that_are_nearly_right(value: Any):
    assert fitted(value, SummaryAnswer) == SUMMARY


def test_all_names_of_a_shape():
    assert {"title", "标题", "keypoints"} <= names_of(SummaryAnswer)
    assert {"innovations", "name", "steps", "数据集"} <= names_of(ReportAnswer)


def test_a_list_that_runs_on_is_cut():
    steps = [str(number) for number in range(1, 1_000)]
    usage = {**REPORT["usage"], "steps": steps}

    assert fitted(REPORT | {"usage": usage}, ReportAnswer)["usage"]["steps"] == steps[:MOST_ITEMS]
