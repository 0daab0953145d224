"""Words told from what a PDF gives in their place."""

from __future__ import annotations

import pytest

from core.pages.pdf.wording import is_wording

ENGLISH = (
    "We compare the example with three baselines on two data sets, and report the mean of five runs. "
    "Removing the second stage costs two points, which shows that the stage matters for a method like "
    "this one. In the following we describe how the model is trained, and what it needs to be of use. "
) * 6
CHINESE = (
    "本文提出了一种面向长文档检索的两阶段方法，在不增加参数的情况下，模型的准确率有了明显的提高。"
    "实验结果表明，该方法在多个数据集上都优于现有的基线。"
) * 6
GERMAN = (
    "Wir vergleichen das Verfahren mit drei anderen und berichten den Mittelwert von fünf Läufen. "
) * 20
JAPANESE = (
    "本研究では、長い文書を検索するための二段階の手法を提案し、その有効性を実験により確認した。" * 8
)
COMPOUNDS = "Die Donaudampfschifffahrtsgesellschaft und der Rest der Leute sind in der Stadt. " * 9
FORMULAS = (
    "We set the x to y and let n be of the size k in a set S of the points p and q for the k. " * 20
)
RUSSIAN = "Мы сравниваем предложенный метод с тремя другими на двух наборах данных. " * 12
TABLE = "81.4 77.9 61.2 12 9 40 0.01 0.02 | = + - " * 40


@pytest.mark.parametrize(
    "text",
    [
        *(ENGLISH, CHINESE, GERMAN, JAPANESE, RUSSIAN, TABLE, "", "Yours, Ada"),
        *(ENGLISH + CHINESE, ENGLISH + COMPOUNDS[:100] + FORMULAS),
    ],
    ids=[
        *("English", "Chinese", "German", "Japanese", "Russian", "figures", "none", "few", "both"),
        "letters and compounds",
    ],
)
def test_what_people_write_is_words(text: str) -> None:
    assert is_wording([text])


def shifted(text: str, by: int) -> str:
    return "".join(letter if letter == " " else chr(ord(letter) + by) for letter in text)


@pytest.mark.parametrize(
    "text",
    [
        shifted(ENGLISH, -29),
        shifted(ENGLISH, 3),
        "".join(
            letter if letter == " " else chr(33 + (ord(letter) - 4) % 94)
            for letter in ENGLISH.casefold()
        ),
        "".join(
            chr(0x430 + ord(letter) % 32) if letter.isalpha() else letter for letter in ENGLISH
        ),
        shifted(ENGLISH, 7).replace(" ", "\x03"),
        shifted(ENGLISH, -29).replace(" ", ""),
        ENGLISH.translate(str.maketrans("etaoinsrhld", "xqzjkvbpwgf")),
        shifted(ENGLISH, 0xE000),
        "\ufffd\x01" * 400,
        shifted(CHINESE, 200),
        " ".join(ENGLISH.replace(" ", "")),
        "".join(f"{word} " if at % 9 == 0 else word for at, word in enumerate(ENGLISH.split())),
        " ".join(ENGLISH[at : at + 2] if at % 5 == 0 else ENGLISH[at] for at in range(900)),
        ENGLISH.translate(
            str.maketrans("abcdefghijklmnopqrstuvwxyz", "bcdefghijklmnopqrstuvwxyza")
        ),
    ],
)
def test_letters_that_say_nothing_are_not(text: str) -> None:
    assert not is_wording([text])
