"""The words around figures, and names."""

from __future__ import annotations

import pytest

from core.checking.words.names import names, squeezed, words

NAMES = {
    "在 GSM8K 与 HumanEval 上优于 GPT-4": ["GSM8K", "HumanEval", "GPT-4"],
    "Qwen2.5-VL-7B on ImageNet-1k, MMLU.": ["Qwen2.5-VL-7B", "ImageNet-1k", "MMLU"],
    "LLM agents with RAG on a GPU, State of the Art": [],
    "see https://github.com/ByteDance": [],
    "HumanEval+ and WinoGrande": ["HumanEval+", "WinoGrande"],
    "在GSM8K上超过GPT-4和Claude的结果": ["GSM8K", "GPT-4", "Claude"],
    "局限：Given few images, it fails. 基线：Claude。": ["Claude"],
    "结论: Experiments on two tasks show it, and so does Claude.": ["Claude"],
    "结论: 实验中 Experiments 与 Claude 的结果": ["Experiments", "Claude"],
    "Claude 的得分低于 Otter 和 Gemini。": ["Claude", "Otter", "Gemini"],
    "we use SWE-bench and Swin-Transformer": ["SWE-bench", "Swin-Transformer"],
    "GSM8K/HumanEval 与 ViT-B/16": ["GSM8K", "HumanEval", "ViT-B/16"],
    "Llama 3 胜过 Gemini 2.5 Pro 与 ConvNeXt V2": [
        "Llama 3",
        "Gemini 2.5",
        "ConvNeXt V2",
        "ConvNeXt",
    ],
    "在 SQuAD v2.0 上，与 Hugging Face 的 Softmax、Self-Attention": ["SQuAD v2.0", "SQuAD"],
    "Qwen 7B 与 3 个 Llama 2 个": ["Qwen", "Llama"],
    "google/gemma-2b 见 github.com/ByteDance/Open-Oasis": [],
    "P99 延迟、1600 Gbps、3.6 kWh、2 GiB、IoU、LLM+检索": [],
}


@pytest.mark.parametrize("text", NAMES)
def test_names(text):
    assert {name for name, _ in names(text)} == set(NAMES[text])


def test_names_are_squeezed():
    assert squeezed("GPT-4") == squeezed("gpt 4") == "gpt4"


def test_chinese_words_are_read_as_english():
    chinese, english = (
        {word.stem for word in words(text)[0]} for text in ("准确率与延迟", "accuracies, latency")
    )

    assert "latency" in chinese & english
    assert {stem[:6] for stem in chinese} == {stem[:6] for stem in english}


def test_forms_of_one_word_have_one_stem():
    for one, other in (
        ("mean", "average"),
        ("avg", "averaged"),
        ("branches", "branch"),
        ("entities", "entity"),
        ("entities", "实体"),
        ("queries", "query"),
        ("batteries", "battery"),
        ("movies", "movie"),
        ("batches", "batch"),
        ("entities", "entity"),
        ("fine-tuned", "fine-tune"),
        ("pre-training", "pretrained"),
    ):
        assert words(one)[0][0].stem == words(other)[0][0].stem


def test_a_comma_parts_words_further_than_a_space():
    near, _ = words("MMLU score")
    far, _ = words("MMLU, score")

    assert far[1].at - far[0].at > near[1].at - near[0].at
