"""Which language a text may be in, by its script: M16's second look at an answer rests on it."""

from __future__ import annotations

import pytest

from core.language import Language
from core.script import Script, has_letters, speaks, strangers
from tests.spoken import EN, ZH

CHINESE = "本文提出一种新的多智能体框架，在三个基准上将错误率降低 35.7%。"
ENGLISH = "We propose a framework of several agents that lowers the error rate by 35.7% on three benchmarks."
MIXED = "用 RAG 和 Chain of Thought 训练 LLM agent，在 SWE-bench Verified 上比 GPT-6 高 3 个点。"
QUOTING = "The prompt reads “请逐步思考”, which the authors translate as “please think step by step” in Appendix B."
JAPANESE = "本論文では、複数のエージェントによる新しい枠組みを提案し、誤り率を下げることを示した。"
KOREAN = "본 논문은 여러 에이전트로 이루어진 새로운 프레임워크를 제안하고 오류율을 낮춘다."
RUSSIAN = "Мы предлагаем новую схему из нескольких агентов, которая снижает долю ошибок."
ARABIC = "نقترح إطارا جديدا من عدة وكلاء يخفض معدل الخطأ في ثلاثة معايير مختلفة."
TRADITIONAL = "本文提出一種新的多智能體框架，在三個基準上將錯誤率降低。"
LONG_TERMS = "提出 Multi-Head Latent Attention with Decoupled Rotary Position Embedding，显存减半，速度翻倍。"


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        (CHINESE, True, False),
        (ENGLISH, False, True),
        (MIXED, True, False),
        (TRADITIONAL, True, False),
        (LONG_TERMS, True, False),
        (f"{QUOTING} {ENGLISH}", False, True),
        (JAPANESE, False, False),
        (KOREAN, False, False),
        (RUSSIAN, False, False),
        (ARABIC, False, False),
        (ENGLISH + " 摘要", False, True),
        (f"{ENGLISH} {CHINESE} {CHINESE}", True, False),
    ],
)
def test_a_text_is_told_by_its_script(text: str, chinese: bool, english: bool) -> None:
    assert (speaks(text, ZH.script), speaks(text, EN.script)) == (chinese, english)


@pytest.mark.parametrize(
    "text", ["", "35.7%", "CIFAR-10", "视觉", "α + β = γ", "1.5 → 2.5 (+66.7%)", "👍" * 50]
)
def test_what_is_short_or_has_no_words_tells_nothing(text: str) -> None:
    assert speaks(text, ZH.script)
    assert speaks(text, EN.script)


def test_letters_of_a_script_are_seen_in_a_few_words() -> None:
    assert has_letters("KiteSet：一组 kites", ZH.script)
    assert not has_letters("KiteSet: a set", ZH.script)
    assert has_letters("KiteSet", EN.script)
    assert has_letters("KiteSet", None)


def test_a_language_whose_script_is_not_known_is_believed() -> None:
    assert speaks(RUSSIAN, None)
    assert speaks(ENGLISH, Language(code="fr").script)


def test_another_script_is_told_by_the_letters_its_folder_names():
    cyrillic, kana = Script(letters=r"\u0400-\u04ff"), Script(letters=r"\u3040-\u30ff\u4e00-\u9fff")
    texts = (CHINESE, ENGLISH, JAPANESE, KOREAN, RUSSIAN, ARABIC)

    assert [text for text in texts if speaks(text, cyrillic)] == [RUSSIAN]
    # Chinese characters alone may be Japanese.
    assert [text for text in texts if speaks(text, kana)] == [CHINESE, JAPANESE]


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        (ENGLISH, True, False),
        (RUSSIAN, True, True),
        (KOREAN, True, True),
        (CHINESE, False, True),
        (MIXED, False, True),
        # Names side by side are of no language.
        ("MMLU, GSM8K, HumanEval, MBPP, BIG-Bench Hard, MATH, TriviaQA, HellaSwag, WinoGrande, ARC", False, False),
        ("Python 3.11, PyTorch 2.5, CUDA 12.4, Flash Attention, Hugging Face Transformers, vLLM, Ray", False, False),
        ("LLaMA-3 8B、Qwen2.5 7B、Mistral 7B v0.3、Gemma-2 9B、Phi-3 Mini、Yi-1.5 9B、OLMo 7B、Falcon 7B", False, False),
    ],
)  # fmt: skip
def test_sentences_of_another_script_are_told_from_names(text, chinese, english):
    assert (strangers([text], ZH.script), strangers([text], EN.script)) == (
        [text] * chinese,
        [text] * english,
    )


def test_it_takes_steps_in_proportion_to_the_text() -> None:
    assert speaks("word " * 200_000, EN.script)
    assert not speaks("a" * 1_000_000 + " " + "字" * 20, EN.script)
