"""Chinese terms and their English, by the table that ships."""

from __future__ import annotations

import pytest

from core.interests.glossary import in_english, in_papers, load_glossary, parted

TABLE = load_glossary()


def test_the_table_is_large_and_chinese():
    assert len(TABLE) >= 400
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in term) for term in TABLE)
    assert not any(
        "\u4e00" <= sign <= "\u9fff" for words in TABLE.values() for word in words for sign in word
    )


def test_the_longest_term_counts():
    assert in_english("离线强化学习", TABLE).phrases == ("offline reinforcement learning",)


def test_terms_side_by_side_are_one_phrase_and_joining_words_are_none():
    found = in_english("多模态的蛋白质设计", TABLE)

    assert found.phrases[0] == "multimodal protein design"
    assert found.unknown == ()


def test_what_is_written_in_english_stays():
    assert in_english("GRPO", TABLE).phrases == ("GRPO",)
    assert in_english("token 压缩", TABLE).phrases[0] == "token compression"


def test_what_the_table_lacks_is_told():
    found = in_english("烹饪强化学习", TABLE)

    assert found.phrases[0] == "reinforcement learning"
    assert found.unknown == ("烹饪",)


@pytest.mark.parametrize("phrase", ["", " ", "的", "。"])
def test_an_empty_phrase_has_no_english(phrase):
    assert in_english(phrase, TABLE).unknown == ()


def test_an_entry_without_english_is_refused():
    with pytest.raises(ValueError, match="has no English"):
        load_glossary('a = "语音 speech; 图像"')


@pytest.mark.parametrize(
    ("phrase", "topics"),
    [
        ("世界模型和具身智能", ("世界模型", "具身智能")),
        ("强化学习以及智能体与检索", ("强化学习", "智能体", "检索")),
        ("饱和", ("饱和",)),
        ("用户参与度预测", ("用户参与度预测",)),
        ("和", ("和",)),
        ("烹饪和强化学习", ("烹饪和强化学习",)),
        ("agents和memory", ("agents", "memory")),
    ],
)
def test_topics_that_and_joins_come_apart_where_all_are_known(phrase, topics):
    assert parted(phrase, TABLE) == topics


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("世界模型", ("world model",)),
        (" 基座模型 ", ("base model", "foundation model")),
        ("世界模型 Dreamer", ("world model Dreamer",)),
        ("多模态的蛋白质设计", ("multimodal protein design",)),
        ("world model", ()),
        ("世界模型 马铃薯", ()),
        ("", ()),
    ],
)
def test_what_papers_in_english_have_in_place_of_chinese_words(words, others):
    assert in_papers(words, TABLE) == others
