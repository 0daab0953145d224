"""On or off, as people say it. Pure."""

from __future__ import annotations

from bot.chat.words.lexicon import remembered, words_of
from bot.chat.words.scanning import Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.tidying import shortened, tidied
from core.errors import SettingInvalid


@remembered
def switch_words() -> Vocabulary:
    """The words that turn something on (`+`) or off (`-`)."""
    return vocabulary(
        ("+", valued(words_of("on"))),
        ("-", valued(words_of("off"))),
        ("", valued(words_of("fillers"))),
    )


def parse_switch(text: str) -> bool:
    """True for `on`, `开`, `yes`, False for `off`, `关`, `no`; raises SettingInvalid for anything
    else."""
    plain = tidied(text)
    if plain in words_of("on"):
        return True
    if plain in words_of("off"):
        return False
    kinds = signs(scan(plain, switch_words()))
    match kinds:
        case "+":
            return True
        case "-":
            return False
        case "N" if plain in ("0", "1"):
            return plain == "1"
        case _:
            raise SettingInvalid(shortened(text))
