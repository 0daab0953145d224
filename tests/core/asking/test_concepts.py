"""What questions ask about, in English and in Chinese, with and without a model's words."""

from __future__ import annotations

import pytest

from core.asking import glossary
from core.asking.concepts import Concept, concepts


def named(question, alternatives=None):
    return [concept.name for concept in concepts(question, alternatives)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many layers does BERT LARGE have?", ["layers", "BERT", "LARGE"]),
        ("What is out-of-context reasoning?", ["out-of-context", "reasoning"]),
        ("What does the paper say about GPT-4o's v0.5?", ["GPT-4o", "s", "v0.5"]),
        ("预训练用了哪些语料？", ["预训练", "语料"]),
        ("BERT 的学习率是多少？", ["BERT", "学习率"]),
        ("标注员的时薪呢", ["标注员", "时薪"]),
        ("What is this paper about?", []),
        ("这篇论文讲什么？", []),
        ("???", []),
    ],
)
def test_what_a_question_names(question, names):
    assert [name for name in named(question) if name != "讲"] == names


def test_each_is_named_once():
    assert named("kite Kite KITE kites") == ["kite", "kites"]


def test_the_longest_term_counts():
    assert concepts("上下文学习")[0].words == ("in-context learning",)
    assert named("强化学习的学习率") == ["强化学习", "学习率"]


def test_other_ways_to_say_it_come_along():
    (limitations,) = concepts("limitations")
    (tuning,) = concepts("fine-tuning")

    assert {"limitations", "weakness", "shortcoming"} <= set(limitations.words)
    assert {"fine-tuning", "finetuning"} <= set(tuning.words)


def test_what_the_glossary_lacks_stays():
    assert concepts("模型的风筝呢") == (Concept("模型", ("model",)), Concept("风筝", ("风筝",)))


def test_a_model_adds_words_to_pieces_of_the_question_alone():
    said = {"风筝": ["kite"], "word error rate": ["WER"], "moon": ["satellite"]}

    assert concepts("风筝的模型", said) == (Concept("风筝", ("kite",)), Concept("模型", ("model",)))
    assert concepts("Which error rate?", said) == (Concept("error", ("error", "WER")), Concept("rate", ("rate", "WER")))
    assert concepts("kite", said) == (Concept("kite", ("kite",)),)


def test_the_glossary_is_whole():
    terms = [entry.split(maxsplit=1) for entry in glossary.ENGLISH.split(";") if entry.strip()]

    assert len(terms) > 200
    assert len({term for term, _ in terms}) == len(terms)
    assert all(not term.isascii() and english.replace(",", "").isascii() for term, english in terms)
    assert {term for term, _ in terms} & set(glossary.FRAMING.split()) == set()
