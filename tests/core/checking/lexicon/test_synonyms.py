"""Words that mean about the same are read as one, in both languages."""

from __future__ import annotations

import re

import pytest

from core.checking.lexicon.synonyms import ENGLISH, chinese
from core.checking.words.names import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("samples", "instance"),
        ("improving", "gains"),
        ("reduced", "decreases"),
        ("categories", "类别"),
        ("patients", "患者"),
        ("languages", "14 种语言"),
        ("in the third round", "第三轮"),
        ("evolved", "演化"),
        ("the penalty", "惩罚项"),
        ("payloads", "载荷"),
        ("pre-train", "预训练"),
        ("fine-tuned", "微调"),
        ("queries", "查询"),
        ("lawyers", "律师"),
        ("rented", "租用"),
        ("tamil", "泰米尔语"),
        ("tr", "土耳其语"),
        # What no group has is read by the glossaries.
        ("morphology", "形态学特征"),
        ("welding", "焊接"),
        ("a PV plant", "光伏"),
    ],
)
def test_words_of_one_group_have_one_stem(one, other):
    assert words(one)[0][0].stem in {word.stem for word in words(other)[0]}


def test_words_of_different_groups_stay_apart():
    stems = [words(each)[0][0].stem for each in ("improves", "reduces", "faster", "slower")]

    assert len(set(stems)) == len(stems)


def test_every_word_is_read_as_the_first_of_a_group():
    assert all(ENGLISH[word] == word for word in set(ENGLISH.values()))
    assert all(re.fullmatch(r"[a-z0-9-]+", word) for word in ENGLISH)
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", term) for term in chinese())
    assert all(ENGLISH.get(word, word) == word for word in chinese().values())
