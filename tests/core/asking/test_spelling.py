"""Slips of typing, shortened words and names are read as the paper spells them; a name that it
lacks stays what it is."""

from __future__ import annotations

import pytest

from core.asking.concepts import known_words
from core.asking.spelling import respelled, spellings
from core.document import Document, Section
from tests.spoken import LANGUAGES

WORDS = known_words(LANGUAGES, "zh")
PAPER = spellings(
    Document(
        paper_id="1",
        title="WizardCoder: Kites that Code",
        abstract="We fine-tune StarCoder and phi-3-mini, and compare with Mixtral and GPT-4.",
        sections=(
            Section(
                "2 Post-training",
                1,
                "The transformer is pre-trained. The keys have size $d_{k}$, and d_{\\text{model}} "
                "is wider. AI data is data that an AI made. The response is a kernel, "
                "which has earned its name while being twisted.",
            ),
        ),
    )
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats the temperture", "what is the temperature"),
        ("Wich metrics?", "which metrics?"),
        ("whcih models", "which models"),
        ("context lenght", "context length"),
        ("is it realy needed", "is it really needed"),
        ("a respons of the kernal", "a response of the kernel"),
        ("trasnformer", "transformer"),
        ("Trasnformer 的层数", "transformer 的层数"),
        ("where’s the repo", "where is the repository"),
        ("dont they", "do not they"),
        ("ｈｏｗ　ｂｉｇ？", "how big?"),
        # Names and words, joined or parted.
        ("phi3 mini", "phi-3-mini"),
        ("phi 3", "phi-3"),
        ("gpt4 and gpt 4", "GPT-4 and GPT-4"),
        ("wizard coder", "wizardcoder"),
        ("finetune", "fine-tune"),
        ("post training", "Post-training"),
        ("is it pretrained", "is it pre-trained"),
        ("pretrain", "pre-trained"),
        ("what doesn't work", "what does not work"),
        ("diffs in mem and stats", "differences in memory and statistics"),
        ("sqrt of dk", "sqrt of d_k"),
        ("dmodel", "d_model"),
        ("AI-made data", "AI made data"),
    ],
)
def test_what_is_mended(typed, meant):
    assert respelled(typed, WORDS, PAPER) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "how many parameters does Mistral have",  # not Mixtral
        "GPT-2 or GPT-5?",
        "phi-4",
        "Llama and LLaVA",
        "what does the helicopter weigh",  # no slip for "weight"
        "what did it earn and who would twist it",  # the paper has other forms of them, no slips
        "which tokenizer",
        "BC and EXP",  # names, no short words
        "AI data",  # the paper has both words by themselves
        "批大小是多少",
        "why plain tails and not a plan",
        "does it generalise to the kitchen",  # no slip for "generalist"
        "how do they tune lambda",
        "a mic, e.g. a loud one",
        "do they redesign it",  # no slip for "designs" or the like
        "man-made data",  # the paper speaks of no man
        "ラテン語",
        "",
    ],
)
def test_what_is_left_as_it_is(typed):
    assert respelled(typed, WORDS, PAPER) == typed


def test_a_long_question_without_an_end_is_mended_at_its_beginning():
    typed = " ".join(f"transfor{letter}er" for letter in "abcdefghijklnopq")

    assert respelled(typed, WORDS, PAPER).split().count("transformer") == 12
