"""What a language is called, and by which of these names it is meant."""

from __future__ import annotations

import pytest

from core.language import meant, named_in
from tests.spoken import LANGUAGES


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("zh", "zh"),
        ("ZH", "zh"),
        ("中文", "zh"),
        ("chinese", "zh"),
        (" Chinese ", "zh"),
        ("简体中文", "zh"),
        ("英文", "en"),
        ("英语", "en"),
        ("ENGLISH", "en"),
        ("zh-CN", "zh"),
        ("zh_Hans_CN", "zh"),
        ("en-US.", "en"),
        ("enough", None),
        ("klingon", None),
        ("", None),
    ],
)
def test_a_language_goes_by_its_names_in_any_language(typed, code):
    assert meant(typed, LANGUAGES.values()) == code


def test_a_language_is_named_among_words() -> None:
    spoken = LANGUAGES.values()
    assert named_in("switch to English please", spoken) == "en"
    assert named_in("改成英文", spoken) == "en"
    assert named_in("English or Chinese", spoken) is None
    assert named_in("Englishman", spoken) is None
