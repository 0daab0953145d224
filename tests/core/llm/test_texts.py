"""What values mean as texts, and texts as lists."""

from __future__ import annotations

from typing import Any

import pytest

from core.llm.fitting import fitted
from core.llm.texts import LONGEST_TEXT
from core.reading.prompts import SummaryAnswer

SUMMARY = {"title": "标题", "summary": "摘要", "highlights": ["一", "二", "三"]}


@pytest.mark.parametrize(
    ("given", "highlights"),
    [
        pytest.param("一句", ["一句"], id="a text is a list of one"),
        pytest.param([35.7], ["35.7"], id="a number"),
        pytest.param(35, ["35"], id="a bare number"),
        pytest.param(True, ["true"], id="a truth value"),
        pytest.param(
            "3.5x faster\n2.1% better",
            ["3.5x faster", "2.1% better"],
            id="figures are no numbers of items",
        ),
        pytest.param(
            "-3.5 points\n+2 points", ["-3.5 points", "+2 points"], id="signs are no dashes"
        ),
        pytest.param(
            "**Fast**: 3x\n**Small**: 2x", ["**Fast**: 3x", "**Small**: 2x"], id="bold is no bullet"
        ),
        pytest.param(
            "1. one\n   more of it\n2. two",
            ["one\n   more of it", "two"],
            id="an item of two lines",
        ),
        pytest.param("- only one", ["- only one"], id="one dash is no list"),
        pytest.param(
            {"COCO": "51.2 AP", "LVIS": 33}, ["COCO: 51.2 AP", "LVIS: 33"], id="names and figures"
        ),
        pytest.param(
            {"COCO": {"AP": "51.2", "AP50": "70.1"}},
            ["COCO: AP 51.2, AP50 70.1"],
            id="metrics of a name",
        ),
        pytest.param(
            {"metric": "AP", "value": "51.2", "setting": "COCO"},
            ["AP: 51.2, COCO"],
            id="one item in pieces",
        ),
        pytest.param(
            [{"metric": "AP", "value": 51.2}], ["AP: 51.2"], id="a list of items in pieces"
        ),
        pytest.param([{"step": "1", "action": "load"}], ["load"], id="a number that only counts"),
        pytest.param([["a", "b"], ["c"]], ["a\nb", "c"], id="lists in a list"),
        pytest.param(["1. a", "2. b"], ["a", "b"], id="items that are numbered"),
        pytest.param(["• a", "• b"], ["a", "b"], id="items behind bullets"),
        pytest.param(["3.5x", "2.1%"], ["3.5x", "2.1%"], id="items that begin with figures"),
        pytest.param(["a\nb\nc"], ["a", "b", "c"], id="a list of one that is a list"),
        pytest.param("1. a；2. b 3.5；3. c", ["a", "b 3.5", "c"], id="a list in one line"),
        pytest.param("亮点：① a，② b", ["a", "b"], id="circled numbers in one line"),
        pytest.param(
            "since v1. it has 2. and more", ["since v1. it has 2. and more"], id="no list"
        ),
        pytest.param("一、a\n二、b", ["a", "b"], id="Chinese numbers"),
        pytest.param(["亮点一：a", "亮点二：b"], ["a", "b"], id="what each is, numbered"),
        pytest.param(
            ["Highlight 1: a", "**Highlight 2:** b"], ["a", "b"], id="the same in English"
        ),
        pytest.param(["✅ a", "✅ b"], ["a", "b"], id="signs before items"),
        pytest.param(["1️⃣ a", "2️⃣ b"], ["a", "b"], id="numbers in boxes"),
        pytest.param(["🚀 a", "📈 b"], ["a", "b"], id="pictures before items"),
        pytest.param("a 3.5；b；c。", ["a 3.5", "b", "c。"], id="semicolons in one line"),
        pytest.param("a 3.5；b", ["a 3.5；b"], id="one semicolon"),
        pytest.param("a | b | c", ["a", "b", "c"], id="bars in one line"),
        pytest.param(
            "p(a | b), p(b | c), p(c | a)", ["p(a | b), p(b | c), p(c | a)"], id="bars in brackets"
        ),
        pytest.param(
            ["Step 3.5 Flash wins", "Step 3.5 Flash is open"],
            ["Step 3.5 Flash wins", "Step 3.5 Flash is open"],
            id="names that begin as numbered items do",
        ),
        pytest.param(["It clicks a <li>", "b"], ["It clicks a <li>", "b"], id="marks spoken of"),
        pytest.param("• a<br>• b", ["a", "b"], id="HTML's breaks"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", ["a", "b"], id="HTML's lists"),
        pytest.param({"array": ["a", "b"]}, ["a", "b"], id="an array by its name"),
        pytest.param({"zh": ["a", "b"]}, ["a", "b"], id="a language by its name"),
        pytest.param(["第一，a", "第二，b"], ["a", "b"], id="Chinese ordinals"),
        pytest.param([{"序号": 1, "内容": "a"}, {"序号": 2, "内容": "b"}], ["a", "b"], id="序号"),
        pytest.param([{"指标": "AP", "数值": 51.2}], ["AP: 51.2"], id="pieces in Chinese"),
        pytest.param({"one": "a", "two": "b"}, ["a", "b"], id="numbers in words as keys"),
        pytest.param({"第一条": "a", "第二条": "b"}, ["a", "b"], id="the same in Chinese"),
        pytest.param({"亮点1": "a", "亮点2": "b"}, ["a", "b"], id="a word and a number as keys"),
        pytest.param(None, [], id="null is empty"),
        pytest.param("", [], id="an empty text too"),
        pytest.param({}, [], id="an empty object too"),
        pytest.param({"type": "array", "items": {"type": "string"}}, [], id="the schema again"),
    ],
)
def test_a_list_of_texts(given: Any, highlights: list[str]):
    assert fitted(SUMMARY | {"highlights": given}, SummaryAnswer) == SUMMARY | {
        "highlights": highlights
    }


@pytest.mark.parametrize(
    ("given", "text"),
    [
        pytest.param(None, "", id="null"),
        pytest.param("  x \n", "x", id="blanks around it"),
        pytest.param(12.5, "12.5", id="a number"),
        pytest.param(False, "false", id="a truth value"),
        pytest.param(["a", None, "", "b"], "a\nb", id="a list"),
        pytest.param({"text": "a"}, "a", id="an object around it"),
        pytest.param({"hardware": "a GPU", "data": None, "licence": "MIT"}, "a GPU; MIT", id="an object with a gap"),
        pytest.param({"hardware": "a GPU", "data": ""}, "a GPU", id="an object with one text"),
        pytest.param(
            {"problem": "It was slow.", "method": "We cut it."}, "It was slow. We cut it.", id="sentences"
        ),
        pytest.param({"问题": "慢。", "方法": "剪枝"}, "慢。剪枝", id="sentences in Chinese"),
        pytest.param({"area": "vision", "sub-area": ["masks", "boxes"]}, "vision: masks\nboxes", id="a list in it"),
        pytest.param({"type": "string"}, "", id="a schema"),
        pytest.param("一\\n二\\n- 三", "一\n二\n- 三", id="line breaks that were escaped twice"),
        pytest.param("\\nabla and \\nu", "\\nabla and \\nu", id="TeX that begins alike"),
        pytest.param("...", "", id="dots of a template"),
        pytest.param("……", "", id="Chinese dots"),
        pytest.param("—", "", id="a dash for nothing"),
        pytest.param("<title>", "", id="a placeholder"),
        pytest.param("String", "String", id="a word that is also a type"),
        pytest.param("<b>fast</b>", "<b>fast</b>", id="marked up"),
        pytest.param("a string", "a string", id="words with the type"),
        pytest.param("<p>a</p><p>b</p>", "a\nb", id="paragraphs of HTML"),
        pytest.param('"a', "a", id="a quotation mark too many"),
        pytest.param('a 6.1"', 'a 6.1"', id="inches"),
    ],
)  # fmt: skip
def test_a_text(given: Any, text: str):
    assert fitted(SUMMARY | {"title": given}, SummaryAnswer)["title"] == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("字" * LONGEST_TEXT, "字" * LONGEST_TEXT, id="the longest"),
        pytest.param("字" * (LONGEST_TEXT + 1), "字" * LONGEST_TEXT + " …", id="without blanks"),
        pytest.param("ab " * 2_500, "ab " * (LONGEST_TEXT // 3 - 1) + "ab …", id="at a blank"),
        pytest.param(
            "题\n" + "字" * 7_000,
            "题\n" + "字" * (LONGEST_TEXT - 2) + " …",
            id="an early line break",
        ),
        pytest.param(" " * 7_000, "", id="only blanks"),
        pytest.param("." * 7_000, "", id="only dots"),
    ],
)
def test_a_text_that_runs_on_is_cut(text: str, kept: str):
    assert fitted(SUMMARY | {"summary": text}, SummaryAnswer)["summary"] == kept


def test_signs_as_html_writes_them():
    assert (
        fitted(SUMMARY | {"title": "A &amp; B &lt; C&nbsp;D &copy;"}, SummaryAnswer)["title"]
        == "A & B < C\u00a0D &copy;"
    )
