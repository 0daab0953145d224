"""Figures in text: what is one, and what it is worth."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checking.figures.figures import figures
from core.checking.figures.quantities import quantities, unread
from core.plain import plain

# A text, and its figures as (as written, value, unit).
READ = {
    "reaches 35.7% here": [("35.7%", 35.7, "%")],
    "准确率达 35.7％": [("35.7%", 35.7, "%")],
    "1,000 and 1k and 一千": [("1,000", 1000, ""), ("1k", 1000, ""), ("一千", 1000, "")],
    "25 万条，250K": [("25 万", 250_000, ""), ("250K", 250_000, "")],
    "1.2 亿": [("1.2 亿", 1.2e8, "")],
    "120M tokens": [("120M", 1.2e8, "")],
    "3 billion tokens": [("3 billion", 3e9, "")],
    "两倍，翻倍": [("两倍", 2, "x"), ("翻倍", 2, "x")],
    "八成": [("八成", 80, "%")],
    "百分之三十五": [("百分之三十五", 35, "%")],
    "百分之35.5": [("百分之35.5", 35.5, "%")],
    "百分之 35": [("百分之 35", 35, "%")],
    "twice as fast": [("twice", 2, "x")],
    "a tenfold gain": [("tenfold", 10, "x")],
    "5 个百分点": [("5 个百分点", 5, "pp")],
    "3.2 percentage points": [("3.2 percentage points", 3.2, "pp")],
    "79.5 分": [("79.5 分", 79.5, "pt")],
    "2.3 倍": [("2.3 倍", 2.3, "x")],
    "2.6× faster": [("2.6×", 2.6, "x")],
    "12 ms": [("12 ms", 0.012, "s")],
    "3 小时": [("3 小时", 10_800, "s")],
    "80GB": [("80GB", 8e10, "byte")],
    "8-bit": [("8-bit", 8, "bit")],
    "lr 1e-4": [("1e-4", 1e-4, "")],
    "10^-4": [("10^-4", 1e-4, "")],
    "2.3× 10^19": [("2.3× 10^19", 2.3e19, "")],
    "a score of -0.23": [("0.23", 0.23, "")],
    "224×224": [("224", 224, ""), ("224", 224, "")],
    "一百二十米": [("一百二十米", 120, "m")],
    "twelve hours": [("twelve hours", 43_200, "s")],
    "US$5 million": [("$5 million", 5e6, "usd")],
    "two-thirds": [("two-thirds", pytest.approx(66.67, abs=0.01), "%")],
    "四分之三": [("四分之三", 75, "%")],
    "减半": [("减半", 50, "%")],
    "8 位量化": [("8 位", 8, "bit")],
    "8 位作者": [("8", 8, "")],
    "thirty-five layers": [("thirty-five", 35, "")],
    "8 H100 GPUs and 16 B200": [("8", 8, ""), ("16", 16, "")],
    "8 H100 hours": [("8 H100 hours", 28_800, "gpu s")],
    "a 7.7% point gain": [("7.7% point", 7.7, "pp")],
    "by half a point": [("half a point", 0.5, "pt")],
    "80.5, 7.7 points more": [("80.5", 80.5, ""), ("7.7 points", 7.7, "pt")],
    "1.2, 3.4 and 5.6 points": [("1.2", 1.2, "pt"), ("3.4", 3.4, "pt"), ("5.6 points", 5.6, "pt")],
    "more than twice": [("twice", 2, "x")],
    "scores 71.3_{\\pm 0.4}": [("71.3", 71.3, ""), ("0.4", 0.4, "")],
    "$812_{\\pm 14}$": [("812", 812, ""), ("14", 14, "")],
    "$8.25_{-0.10}^{+0.12}$": [("8.25", 8.25, ""), ("0.10", 0.1, ""), ("0.12", 0.12, "")],
    "用时 1 小时 30 分": [("1 小时 30 分", 5400, "s")],
    "三成半": [("三成半", 35, "%")],
}  # fmt: skip
NONE = [
    "GPT-4", "Qwen2.5-VL-7B", "CIFAR-10", "ImageNet-1k", "H100", "see Table 3", "图 2", "第 3 节", "Section 4.2",
    "2025年3月", "in 2023", "(Lee et al., 2023)", "arXiv:2402.07043v2", "as in [12, 15]", "1. Read", "(2)", "v1.2.3",
    "Llama 3", "https://example.org/35", "三个阶段", "two modules", "x_1", "n^2", "", "数十亿",
    "步骤: 1.  利用模型", "十分重要", "；2. 利用模型", "not done twice", "double descent", "the second half",
]  # fmt: skip
ENDS = {
    "4–5x": [(4, "x"), (5, "x")],
    "4-5 倍": [(4, "x"), (5, "x")],
    "from 3 to 7%": [(3, "%"), (7, "%")],
    "3:1": [(3, ""), (1, "")],
    "1/3": [(1, ""), (3, "")],
    "10%-25%": [(10, "%"), (25, "%")],
    "7B 到 235B": [(7e9, ""), (235e9, "")],
}
STANCES = {
    "约 30 万": "~", "about 30": "~", "超过 **60%**": ">", "over 90": ">", "100+": ">", "100多篇": ">", "近 90": "<",
    "nearly 90": "<", "30%左右": "~", "35.7%": "",
}  # fmt: skip
HOSTILE = [
    "9" * 50_000, "," * 50_000, "1," * 25_000, ",111" * 12_500, "1" + ",111" * 12_500 + "1", "{" * 50_000,
    r"\frac{" * 10_000, "$" * 50_000, "1e" * 25_000, "万" * 50_000, "一" * 50_000, "[1," * 15_000, "1.1." * 12_500,
    "5" + " " * 50_000 + "%", "1-" * 20_000, "two " * 10_000, "百分之" * 15_000, "\\" * 50_000, "a" * 50_000,
]  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_figures(text):
    wide = plain(text)

    assert [
        (wide[each.start : each.end], pytest.approx(each.ends[0].value), each.ends[0].unit)
        for each in figures(wide)
    ] == READ[text]


@pytest.mark.parametrize("text", NONE)
def test_names_labels_and_dates_are_no_figures(text):
    assert list(figures(plain(text))) == []


@pytest.mark.parametrize("text", ENDS)
def test_ranges_and_ratios_are_one_figure_with_two_ends(text):
    (figure,) = figures(text)

    assert [(end.value, end.unit) for end in figure.ends] == ENDS[text]


def test_thousands_apart_by_a_space_are_one_number_and_may_be_two():
    assert {(each.value, each.aside) for each in quantities("12 000 examples")} == {
        (12_000, False),
        (12, True),
        (0, True),
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("12 000 examples", [12_000]),
        ("测试集有 7 148 条查询", [7148]),
        ("共 34 306 篇，来自 1 044 869 篇文章", [34_306, 1_044_869]),
        ("a delay of 1\u202f250 ms", [1.25]),
        ("about 63 557 paragraphs", [63_557]),
        ("12’500 francs", [12_500]),
        ("layers of 128 256 512 units", [128, 256, 512]),
        ("layers of 16 512 units", [16, 512]),
        ("Otter 7 148 times", [7, 148]),
        ("of 300 300 passed", [300, 300]),
        ("12 0000 examples", [12, 0]),
        ("0 500 examples", [0, 500]),
    ],
)
def test_two_numbers_are_told_from_thousands_apart(text, values):
    assert [each.ends[0].value for each in figures(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        *("1e-5", "1e^-5", "$1e^{-5}$", "1e−5", "1E-05", "1 × 10^{-5}", "10^{-5}", "$10^{-5}$"),
        *(r"$1\text{e-}5$", r"$1\mathrm{e}{-5}$", r"$1{\rm e}{-5}$", r"$1\mathrm{e}\text{-}5$"),
        *(r"$1\text{e}{-}5$", r"1\,e-5", "1 e−5", "1 e- 5"),
    ],
)
def test_small_powers_are_written_in_many_ways(text):
    assert quantities(plain(text))[0].value == pytest.approx(1e-5)


@pytest.mark.parametrize(
    "text",
    [
        "25.6 A100 GPU-hours",
        "25.6 个 A100 GPU 小时",
        "25.6 A100 GPU 小时",
        "25.6 A100 小时",
        "25.6 RTX 4090 GPU hours",
        "25.6 个 GPU 小时",
        "25.6 L40 GPU hours",
        "25.6 TPU v3 hours",
    ],
)
def test_hours_of_a_card_are_gpu_hours(text):
    figure, *_ = figures(text)
    assert (figure.ends[0].unit, round(figure.ends[0].value)) == ("gpu s", 92_160)


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("约需 176 秒标定和 44 秒量化", ["~", "~"]),
        ("about 176 s and 44 s", ["~", "~"]),
        ("约 176 秒和 44 GB", ["~", ""]),
        ("约 176 秒，之后 44 秒", ["~", ""]),
        ("over 176 s and 44 s", [">", ""]),
    ],
)
def test_about_holds_for_the_next_of_its_kind_too(text, stances):
    assert [each.ends[0].stance for each in figures(text)] == stances


@pytest.mark.parametrize("text", STANCES)
def test_how_exactly_a_figure_is_meant(text):
    (figure,) = figures(text)

    assert figure.ends[0].stance == STANCES[text]


@pytest.mark.parametrize(
    "text", ["10^500 vacua", "1e999 steps", "7 × 10^-900", "3×10^400 trillion"]
)
def test_powers_beyond_all_floats_are_figures_too(text):
    assert len(list(figures(text))) == 1


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_takes_no_longer_than_its_length(text):
    begun = time.thread_time()
    list(figures(plain(text)))

    assert time.thread_time() - begun < 2.5


@given(st.text(alphabet="0123456789.,%xk万亿倍-–~/ :eE^$\\{}约over", max_size=60))
def test_any_text_is_read_in_order_and_within_its_bounds(text):
    wide = plain(text)
    found = list(figures(wide))

    assert all(0 <= each.start < each.end <= len(wide) for each in found)
    assert found == sorted(found)


@pytest.mark.parametrize(
    "text", ["0.242^*", "0.242^ ", "-0.242^", r"$0.242^{\dagger}$", "0.242^† 为"]
)
def test_a_mark_behind_a_number_is_no_power(text):
    assert [abs(each.number) for each in quantities(plain(text))] == [0.242]


@pytest.mark.parametrize("text", ["5 e-books", "5 e-3d", "5 e", "5 e 3"])
def test_a_word_behind_a_number_is_no_power(text):
    assert quantities(plain(text))[0].value == 5


@pytest.mark.parametrize("text", ["2^n", "n^2", "2^{-n}", "3^k 个"])
def test_what_is_raised_to_a_power_is_no_figure(text):
    assert quantities(plain(text)) == []


@pytest.mark.parametrize("text", ["700×700px", "700×700 px", "700px×700px", "700x700 pixels"])
def test_pixels_are_a_count(text):
    values = [end.value for each in figures(plain(text)) for end in each.ends]

    assert values == [700, 700]
    assert all(not end.unit for each in figures(plain(text)) for end in each.ends)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[10, 50]", [10, 50]),
        ("payloads in the range [10, 50]", [10, 50]),
        ("载荷取自区间 [10, 50]", [10, 50]),
        ("as others have shown [10, 50]", []),
        ("as others have shown [10]", []),
        ("[12]", []),
    ],
)
def test_an_interval_supports_figures_and_a_citation_does_not(text, expected):
    assert [each.value for each in quantities(text)] == expected
    assert list(figures(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "the fine-tuning API(OpenAI, 2024b).",
        "Smith et al. (2024b) use it.",
        "(Touvron et al., 2023b; Lin, 2024a)",
        "(Lin, 2024a; Anthropic, 2024b,c)",
        "Following OpenAI 2024b, we tune it.",
        "按 OpenAI（2024b）的做法",
    ],
)
def test_the_letter_of_a_work_scales_no_year(text):
    assert [each.value for each in quantities(text) if each.value > 3000] == []
    assert list(figures(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024b tokens", 2024e9), ("1200b", 1.2e12), ("2000b", 2e12), ("(2024B)", 2024e9)],
)
def test_what_counts_billions_is_no_year(text, expected):
    assert [each.value for each in quantities(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in 7.3 serial GPU-hours", (26_280, "gpu s")),
        ("12 full hours of audio", (43_200, "s")),
        ("3 more days", (259_200, "s")),
        ("12 labelled hours", (43_200, "s")),
        ("6.4 G (two cards)", (6.4e9, "")),
        ("4 human raters", (4, "")),
    ],
)
def test_what_a_number_measures_may_stand_behind_a_word(text, expected):
    first, *_ = quantities(text)
    assert (first.value, first.unit) == (pytest.approx(expected[0]), expected[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shrinks from 23.1% at a length of 336 to 5.8%", [("23.1%",), ("336",), ("5.8%",)]),
        ("从长度 336 时的 23.1% 降至 5.8%", [("336",), ("23.1%",), ("5.8%",)]),
        ("falls from 61 to 23%", [("61 to 23%",)]),
        ("falls from about 61 to 23%", [("61 to 23%",)]),
        ("5 to 23%", [("5 to 23%",)]),
    ],
)
def test_a_setting_before_the_end_of_a_change_begins_no_range(text, expected):
    assert [(text[each.start : each.end],) for each in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("149 / 21 / 42 colonies", [("149",), ("21",), ("42",)]),
        ("at 1e-4/1e-5/1e-6", [("1e-4",), ("1e-5",), ("1e-6",)]),
        ("1/48 of the cost", [("1", "48")]),
    ],
)
def test_three_numbers_between_slashes_are_a_list(text, expected):
    stated = [tuple(text[end.start : end.end] for end in each.ends) for each in figures(text)]

    assert stated == expected


@pytest.mark.parametrize("text", ["took 52 and 18 hours", "用时 52 和 18 小时"])
def test_the_unit_at_the_end_of_a_list_scales_all_of_it(text):
    first, _ = figures(text)

    assert [each.value for each in first.scaled] == [52 * 3600]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("not below 90", ">"),
        ("never falls below 90", ">"),
        ("no less than 90", ">"),
        ("exceeded 90", ">"),
        ("不少于 90", ">"),
        ("未低于 90", ">"),
        ("90 及以上", ">"),
        ("at or below 90", "<"),
        ("90 or less", "<"),
        ("不高于 90", "<"),
        ("未超过 90", "<"),
        ("90 以内", "<"),
        ("90 以下", "<"),
    ],
)
def test_bounds_are_read_with_what_denies_them(text: str, stance: str) -> None:
    (figure,) = figures(text)

    assert figure.ends[0].stance == stance


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0.25 accuracy points", "pt"),
        ("1.2 F1 points", "pt"),
        ("0.4 BLEU points", "pt"),
        ("3 mAP points", "pt"),
        ("2.5 win-rate points", "pt"),
        ("1.1 ROUGE-L points", "pt"),
        ("512 data points", ""),
        ("16 key points", ""),
    ],
)
def test_points_may_say_of_what_they_are(text: str, unit: str) -> None:
    (figure,) = figures(text)

    assert figure.ends[0].unit == unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The epoch-14 checkpoint is selected.", 14),
        ("The model is taken from the 14th epoch.", 14),
        ("The step-2000 model, of the 3rd round, wins.", 2000),
        ("We report day-30 mortality.", 30),
        ("Features of layer‑12 are used.", 12),
        ("All runs take one A100-80G card.", 80e9),
    ],
)
def test_what_comes_at_its_turn_supports_a_figure_and_is_none(text: str, value: float) -> None:
    assert value in {each.value for each in quantities(text)}
    assert value not in {end.value for each in figures(text) for end in each.ends}


@pytest.mark.parametrize("text", ["GPT-4 and CIFAR-10", "day-1.5", "the Otter-14 model", "x-14th"])
def test_a_name_with_a_number_comes_at_no_turn(text: str) -> None:
    assert quantities(text) == []


def test_the_number_of_a_top_is_unread_and_that_of_a_name_that_ends_so_is_not() -> None:
    text = "top-5, (Top-10) and desktop-12"

    assert {(5.0, False), (10.0, False)} <= set(unread(text, []))
    assert (12.0, False) not in set(unread(text, []))


def test_a_zero_alone_is_read_in_chinese() -> None:
    assert [each.value for each in quantities("错误〇次")] == [0]
