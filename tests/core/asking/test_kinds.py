"""What kind of answer is wanted, and which sentences are of it."""

from __future__ import annotations

import pytest

from core.asking.concepts import known_words
from core.asking.kinds import STRICT, Kind, counted, denies, explains, fits, kinds, numbers
from tests.spoken import LANGUAGES

PHRASES = known_words(LANGUAGES, "zh").kinds


@pytest.mark.parametrize(
    ("question", "strict"),
    [
        ("How many layers does it have?", {Kind.NUMBER}),
        ("用了多少 GPU？", {Kind.NUMBER}),
        ("What share of the tokens is masked?", {Kind.SHARE}),
        ("遮盖的比例呢", {Kind.SHARE}),
        ("How long did the training take?", {Kind.NUMBER, Kind.DURATION}),
        ("How often are new releases published?", {Kind.OFTEN}),
        ("多久发布一次新版本？", {Kind.OFTEN}),
        ("When was the group founded?", {Kind.TIME}),
        ("Where can the code be downloaded?", {Kind.PLACE}),
        ("代码在哪里下载？", {Kind.PLACE}),
        ("Who wrote the prompts?", {Kind.PERSON}),
        ("Who funded the work?", {Kind.SUPPORT}),
        ("得到了哪些资金支持？", {Kind.SUPPORT}),
        ("Why was it chosen?", {Kind.REASON}),
        ("为什么这样做？", {Kind.REASON}),
        ("What are its limitations?", {Kind.LIMITS}),
        ("有什么局限？", {Kind.LIMITS}),
        ("Which optimizer was used?", {Kind.INSTANCE}),
        ("Does the optimizer matter?", set()),
        ("Is it robust?", set()),
        ("Why is the score so low when there are few examples?", {Kind.REASON}),
        ("为什么分数是引用别人的？", {Kind.REASON}),
        ("What happens when it rains?", set()),
        ("DPO 用在哪个阶段？", set()),
        ("Which open-source models were compared?", set()),
        ("Is the code open-source?", {Kind.PLACE}),
        ("哪些开源模型被拿来比较？", set()),
        ("代码开源了吗？", {Kind.PLACE}),
        ("哪一类的回答最多？", {Kind.EXTREME}),
        ("did they put the code online", {Kind.PLACE}),
        ("can it run online", set()),
        ("is there a demo somewhere", {Kind.PLACE}),
        ("what breaks it", {Kind.LIMITS}),
        ("what are the weak points of the camera", {Kind.LIMITS}),
        ("这个工具有哪些硬伤", {Kind.LIMITS}),
        ("和风筝比谁厉害", set()),
        ("谁家的风筝更快", set()),
        ("谁标的数据", {Kind.PERSON}),
        ("温度设的几", {Kind.NUMBER}),
        ("风筝怎么没在海边飞", {Kind.REASON}),
        ("怎么飞的", set()),
        ("剪短尾巴会怎么样", set()),
        ("what is the point of the second string", {Kind.REASON}),
        ("哪个风筝最怕风", {Kind.EXTREME}),
        ("谁给的钱", {Kind.SUPPORT}),
        ("under what conditions does the kite land", {Kind.TIME}),
        ("什么情况下风筝会落地", {Kind.TIME}),
        ("which string matters most", {Kind.EXTREME}),
        ("多花多少时间", {Kind.NUMBER, Kind.DURATION}),
        ("同一个代码仓库的风筝会不会分到两边", set()),
        ("are kites of the same repository kept apart", set()),
        ("is there a repository", {Kind.PLACE}),
        ("有代码仓库吗", {Kind.PLACE}),
    ],
)
def test_what_a_question_wants(question, strict):
    assert kinds(question, PHRASES) & STRICT == strict


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("剪短尾巴会怎么样？", {Kind.COMPARISON}),
        ("风大的时候会如何？", {Kind.COMPARISON}),
        ("换成丝线效果如何？", set()),
        ("风大的时候会如何处理？", {Kind.MANNER}),
        ("尾巴是怎么样剪的", {Kind.MANNER}),
        ("怎样放飞得高", {Kind.MANNER}),
    ],
)
def test_what_becomes_of_it_is_no_way_to_do_it(question, wanted):
    assert kinds(question, PHRASES) & {Kind.MANNER, Kind.COMPARISON} == wanted


@pytest.mark.parametrize(
    ("kind", "fitting", "other"),
    [
        (Kind.NUMBER, "It has 12 layers.", "See Figure 12 [12]."),
        (Kind.NUMBER, "Three raters saw it.", "GPT-4 was asked (Smith et al., 2020)."),
        (Kind.NUMBER, "The rate is $5e^{-5}$ for it.", "It was asked before [ABC${}^{+}$22, D20]."),
        (Kind.NUMBER, "12 raters saw it.", "2. Raters saw it."),
        (Kind.SHARE, "We mask 15% of them.", "We mask 15 of them."),
        (Kind.DURATION, "It took 3.5 days.", "It has 35 layers."),
        (Kind.TIME, "The group was founded in March 2023.", "The group is large."),
        (Kind.OFTEN, "A version comes out every six months.", "A version came out."),
        (Kind.PLACE, "It is at https://example.org/code.", "The code is short."),
        (Kind.SUPPORT, "It was supported by the Kite Foundation.", "It was supported by meetings."),
        (Kind.PERSON, "They were drawn by experts.", "They were drawn with care."),
        (Kind.REASON, "We chose it because it is light.", "We chose it."),
        (Kind.REASON, "It is light, so it flies.", "It is light."),
        (Kind.OFTEN, "It is right in 70% of the cases.", "It is right."),
        (Kind.LENGTH, "A line has 12 words.", "It has 12 wings."),
        (Kind.SIZE, "It has 3 billion of them.", "It was 3 or 4 then."),
        (Kind.PLACE, "It is available on request.", "It needs all available wind."),
        (Kind.EXTREME, "It is at the top.", "It is built on top of wood."),
        (Kind.LIMITS, "The trials are confined to Anhui.", "The trials are of Anhui."),
        (Kind.LIMITS, "It hurts the sail.", "It helps the sail."),
        (Kind.REASON, "We chose it as its weights are open.", "We chose it as a base."),
        (Kind.EXTREME, "It is far higher for kites.", "It is high for kites."),
        (Kind.EXTREME, "Red kites account for most flights.", "Red kites are on record."),
        (Kind.EXTREME, "This knot is the hardest.", "This knot is hard."),
        (Kind.TOTAL, "There are 12 kites in total.", "There are 12 kites."),
        (Kind.LIMITS, "It cannot fly in rain.", "It flies in rain."),
        (Kind.INSTANCE, "We use the Adam optimizer.", "We optimize it."),
        (Kind.COMPARISON, "It is faster than the old one.", "It is red."),
        (Kind.NAMES, "It covers rowing, archery, and golf.", "It covers sports."),
    ],
)
def test_sentences_are_told_by_their_signs(kind, fitting, other):
    assert (fits(fitting, "3 Kites", kind), fits(other, "3 Kites", kind)) == (True, False)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("why not just fly one kite", True),
        ("what can't the kite do yet", True),
        ("what can’t the kite do yet", True),
        ("no second string? why", True),
        ("为啥不给根备用线", True),
        ("风筝为什么没有尾巴", True),
        ("哪种天气无法飞", True),
        ("why one kite", False),
        ("isn't the gain due to wind", False),
        ("did it fly or not", False),
        ("是不是所有风筝都飞", False),
        ("有没有尾巴", False),
        ("雨里飞过没有？", False),
        ("有什么不足", False),
        ("和旧的有什么不同", False),
    ],
)
def test_who_asks_of_what_is_not_so(question, told):
    assert denies(question) is told


def test_which_is_told_from_why_and_when():
    assert Kind.NAMES in kinds("用的是啥线", PHRASES)
    assert Kind.NAMES in kinds("哪块最重", PHRASES)
    assert Kind.NAMES not in kinds("为啥要线", PHRASES)
    assert Kind.NAMES not in kinds("啥时候飞", PHRASES)
    assert Kind.MEANING in kinds("风筝线是啥？", PHRASES)
    assert Kind.MEANING not in kinds("线用的是啥材料", PHRASES)


def test_what_something_does_is_no_meaning_of_it():
    assert Kind.MEANING not in kinds("What does a kite do better than a balloon?", PHRASES)
    assert Kind.MEANING in kinds("What does WER mean?", PHRASES)
    assert Kind.MEANING in kinds("What does the last column denote?", PHRASES)


@pytest.mark.parametrize(
    "question",
    [
        "how does the kite compare with a balloon",
        "和气球比怎么样",
        "how is it better than a balloon",
    ],
)
def test_how_one_thing_compares_is_no_way_to_do_it(question):
    assert kinds(question, PHRASES) & {Kind.COMPARISON, Kind.MANNER} == {Kind.COMPARISON}


def test_a_section_may_be_of_a_kind_as_a_whole():
    assert fits("Rain is a problem.", "7 Limitations", Kind.LIMITS)
    assert fits("We thank Ada.", "Acknowledgements", Kind.SUPPORT)


def test_numbers_of_names_figures_and_references_count_nothing():
    text = "In Section 3 of BERT-2 [4, 5], 16 kites rose 2.5% (see Fig. 7)."

    assert [text[start:end] for start, end in numbers(text)] == ["16", "2.5%"]


@pytest.mark.parametrize(
    ("question", "names", "places"),
    [
        ("How many attention heads are used?", ["attention", "heads", "used"], (0, 1)),
        ("多少张显卡？", ["显卡"], (0,)),
        ("学习率是多少？", ["学习率"], (0,)),
        ("Is it large?", ["large"], ()),
        ("How many?", [], ()),
    ],
)
def test_what_is_counted(question, names, places):
    assert counted(question, PHRASES["number"], names) == places


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Concordance is the share of equal answers.", True),
        ("We measure concordance, or the agreement of both.", True),
        ("Concordance (CO), or agreement, is what we report.", True),
        ("We call this concordance.", True),
        ("The concordance grew.", False),
        ("It is compared with concordance.", False),
    ],
)
def test_a_definition_is_known_by_its_form(sentence, told):
    assert explains(sentence, "concordance") is told
