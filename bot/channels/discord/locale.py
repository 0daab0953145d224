"""Which of our languages a locale of Discord's means. Pure.

Locales: discord.com/developers/docs/reference, Locales.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.language import Language


def language_of(locale: str, spoken: Iterable[Language]) -> str | None:
    """The code of the language we speak that the locale means; None for one we do not speak.

    A language's own list of locales goes first, then what they have before the region.
    """
    wanted = locale.replace("_", "-").casefold()
    languages = list(spoken)
    for language in languages:
        if wanted in _tags(language):
            return language.code
    base = _base(wanted)
    for language in languages:
        if base and base in {_base(tag) for tag in _tags(language)}:
            return language.code
    return None


def _tags(language: Language) -> list[str]:
    """The locales of the language in small letters, and its own code."""
    return [tag.replace("_", "-").casefold() for tag in (*language.locales, language.code)]


def _base(tag: str) -> str:
    """The tag without its region: "pt" of "pt-br"."""
    return tag.partition("-")[0]
