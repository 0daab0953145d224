"""What a page left of the works it cites is not shown."""

import pytest

from bot.chat.views.cited import is_key, without_keys
from bot.chat.views.prose import prose


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("with AdamW [loshchilov2019adamw], rate 3", "with AdamW, rate 3"),
        ("dermoscopic sets [tschandl2018, combalia2019].", "dermoscopic sets."),
        ("entropy (bandt2002permutation; der2009aleatory), then", "entropy, then"),
        ("HBA [liu2022HBA] (initial)", "HBA (initial)"),
        ("a penalty of 0.6 ( wu2016google, ) .", "a penalty of 0.6."),
        ("The StarCoder li2023starcoder serves here.", "The StarCoder serves here."),
        ("in DSPy khattab2024dspy; agrawal2026optim to find", "in DSPy to find"),
        ("the AI4Bharat gala2023indictrans2, used for", "the AI4Bharat, used for"),
    ],
)
def test_keys_in_brackets_and_beside_a_name_are_left_out(written: str, shown: str) -> None:
    assert without_keys(written) == shown
    assert [line.text for line in prose(written)] == [shown]


def test_a_note_to_the_sentence_before_is_left_out() -> None:
    note = "[https://a.example/b-c.html]"
    assert without_keys(f"{note} It took 4 days.") == "It took 4 days."
    for said in (note, f"The code is public. {note}", f"At {note} it is kept."):
        assert without_keys(said) == said


@pytest.mark.parametrize(
    "text",
    [
        "The circuit proposed by farea2025qcpinn is small.",
        "Following li2023starcoder we fly",
        "shocks where hqpinn2025flow finds others",
        "https://example.org/li2023starcoder and (https://example.org/li2023starcoder)",
        "the repository li2023starcoder/models or li2023starcoder.py",
        "trained on wmt2014 and the set iwslt2017deen",
        "in (2023) and [12, 2019]",
        "(may 2024), ISIC2019, GPT2023turbo",
    ],
)
def test_what_is_a_word_of_its_sentence_or_no_key_stays(text: str) -> None:
    assert without_keys(text) == text


def test_a_key_has_a_name_a_year_and_a_word() -> None:
    names = ("li2023starcoder", "wmt2014", "SQuAD2016set", "kites")
    assert [is_key(name) for name in names] == [True, False, False, False]
