"""Conditions and variants: what a text names that tells one thing from another."""

from __future__ import annotations

import pytest

from core.checking.doubts.naming import LENGTH, SIZE, families, kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("on the dev set", "在测试集上"),
        ("BERT base", "大模型"),
        ("without retrieval", "加检索"),
        ("a single model", "an ensemble"),
        ("the mean", "最高"),
        ("F1", "EM"),
        ("latency", "吞吐量"),
        ("zero-shot", "少样本"),
        ("German", "法语"),
        ("the encoder", "解码器"),
        ("on CPUs", "on a GPU"),
        ("an encoder-only model", "编码器-解码器"),
        ("risk-seeking", "规避风险"),
        ("by default", "长上下文"),
        ("open-source models", "闭源"),
        ("unsafe", "安全的"),
        ("synthetic", "真实数据"),
        ("Spearman", "皮尔逊"),
    ],
)
def test_members_of_one_kind_are_told_apart(one: str, other: str) -> None:
    here, there = kinds(one), kinds(other)
    (kind,) = here.keys() & there.keys()
    assert not here[kind].keys() & there[kind].keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [("在验证集上", "on the dev set"), ("平均", "Avg."), ("显存", "Memory"), ("集成", "Ens.")],
)
def test_both_languages_name_the_same(one: str, other: str) -> None:
    assert {kind: [*each] for kind, each in kinds(one).items()} == {
        kind: [*each] for kind, each in kinds(other).items()
    }


def test_a_word_within_another_names_nothing() -> None:
    assert not kinds("basement, contest, maximal, Amsterdam")
    assert not kinds("BIG-Bench")


def test_of_words_that_overlap_the_longest_names() -> None:
    assert {kind: [*each] for kind, each in kinds("mean average precision").items()} == {
        "measure": ["map"]
    }
    assert [*kinds("5-shot")["shots"]] == [*kinds("少样本")["shots"]]


def test_variants_of_a_family_are_told_apart() -> None:
    assert families("GPT-4 beats GPT-3.5")["GPT".lower()] == {"4", "3.5"}
    assert families("SQuAD 2.0")["squad"] == {"2.0"}
    assert families("7B and 130 亿")[SIZE] == {"7e+09", "1.3e+10"}
    assert families("a context of 4k")[LENGTH] == {"4000"}


def test_a_figure_that_is_asked_about_is_no_variant() -> None:
    text = "BLEU 28.4"
    assert not families(text, (text.index("28"), len(text)))
