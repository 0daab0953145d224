"""On or off, as people say it. Pure."""

from __future__ import annotations

from bot.chat.words.corrections import correction_in
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
        ("-", valued(words_of("negations"))),
        ("", valued(words_of("fillers"))),
    )


def parse_switch(text: str) -> bool:
    """True for `on`, `开`, `yes`, False for `off`, `关`, `no`, `don't turn it on`; raises
    SettingInvalid for anything else."""
    switch = _read(text)
    if switch is None:
        switch = _corrected(text)
    if switch is None:
        raise SettingInvalid(shortened(text))
    return switch


def _read(text: str) -> bool | None:
    """True for on, False for off; None where neither is meant, or where two words say different
    things."""
    plain = tidied(text)
    if plain in words_of("on"):
        return True
    if plain in words_of("off"):
        return False
    if plain in words_of("takes_back"):
        return None  # "不对" says what was wrong, not what would be right
    tokens = scan(plain, switch_words())
    kinds = signs(tokens)
    if kinds and set(kinds) <= {"+", ","}:
        return True  # "yes, turn it on"; of two words that say no the second may undo the first
    match kinds:
        case "-":
            return False
        case "-+" if tokens[0].text in words_of("negations"):
            return False
        case "N" if plain in ("0", "1"):
            return plain == "1"
        case _:
            return None


def _corrected(text: str) -> bool | None:
    """What "on, no wait, off" ends with. A bare "no" is an answer here and takes nothing back."""
    correction = correction_in(text)
    if correction is None or _read(correction.said) is None:
        return None
    return _read(correction.meant)
