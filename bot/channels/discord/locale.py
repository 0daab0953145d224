"""Which of our languages a locale of Discord's means. Pure.

Locales: discord.com/developers/docs/reference, Locales.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Speech:
    """The language that a chat speaks in what all see (None: the operator's), and the one in which
    somebody is answered there."""

    of_chat: str | None
    of_answer: str | None


def speech(
    chosen: str | None,
    person: str,
    server: str | None,
    spoken: Sequence[Language],
    *,
    alone: bool,
    settles: bool = False,
) -> Speech:
    """Which language is spoken there and to whoever asks.

    `chosen` is what the chat chose; `person` and `server` are their locales, None where there is
    no server. `alone`: nobody else sees the answer; `settles`: it is about what the chat chooses,
    and so in the language that it chose.
    """
    own = language_of(person, spoken)
    of_chat = chosen
    if of_chat is None:
        of_chat = own
        if server is not None:
            of_chat = language_of(server, spoken)
    if not alone or (settles and chosen):
        return Speech(of_chat, of_chat)
    return Speech(of_chat, own or of_chat)
