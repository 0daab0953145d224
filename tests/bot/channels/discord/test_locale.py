"""Which of our languages a locale of Discord's means."""

from __future__ import annotations

import pytest

from bot.channels.discord.locale import language_of
from core.language import Language
from locales import translators

SPOKEN = tuple(t.about for t in translators(("en", "zh")).values())
SPANISH = Language(code="es", locales=("es-ES",))


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("zh-CN", "zh"),
        ("zh-TW", "zh"),
        ("zh", "zh"),
        ("ZH_cn", "zh"),
        ("de", None),
        ("es-419", None),
        ("", None),
        ("-", None),
        ("english", None),
    ],
)
def test_a_locale_means_a_language_that_we_speak(locale, code):
    assert language_of(locale, SPOKEN) == code


def test_another_region_means_the_language_too_where_nobody_else_lists_it():
    assert language_of("es-419", (*SPOKEN, SPANISH)) == "es"
    latin = Language(code="la-es", locales=("es-419",))
    assert language_of("es-419", (SPANISH, latin)) == "la-es"
