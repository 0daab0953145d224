"""Which language a text may be in, as far as the script tells that it is written in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_SMALL = re.compile(r"(?<![A-Za-z\u00c0-\u024f-])[a-z\u00df-\u024f]{2,}(?![A-Za-z\u00c0-\u024f-])")
# Letters that are not Latin: from Greek to the scripts of South Asia, kana, Chinese characters,
# Hangul.
_NOT_LATIN = re.compile(
    r"[\u0370-\u1fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
# A Chinese text about research is full of English terms: one character for every three words is
# Chinese enough. An English one may quote what the paper says in Chinese; three characters make
# about two words.
OWN, FOREIGN, QUOTED = 0.3, 0.1, 0.6
# Words and characters below which a text tells nothing.
FEW = 12
# Words in small letters, which names seldom have, that make a sentence.
SENTENCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The characters a language is written in, as in a pattern's class.

    Without `letters` they are the Latin ones. `foreign` are the characters that show another
    language with the same letters, as kana show that a text is Japanese and not Chinese.
    """

    letters: str = ""
    foreign: str = ""


def speaks(text: str, script: Script | None) -> bool:
    """Whether the text may be in a language of that script; True where the script cannot tell."""
    if script is None:
        return True
    words = len(_WORD.findall(text))
    total = len(_NOT_LATIN.findall(text))
    if words + total < FEW:
        return True
    if not script.letters:
        return total <= QUOTED * words
    own = _count(script.letters, text)
    foreign = _count(script.foreign, text)
    return own >= OWN * words and foreign <= FOREIGN * own and total - own - foreign <= own


def has_letters(text: str, script: Script | None) -> bool:
    """Whether a letter of the script stands in the text; True of a script that is Latin."""
    return script is None or not script.letters or _count(script.letters, text) > 0


def strangers(texts: Iterable[str], script: Script | None) -> list[str]:
    """Those of the texts that are in a language of another script, as sentences are: names side by
    side, of whatever script, are none."""
    return [text for text in texts if not speaks(text, script) and _is_told(text, script)]


def _is_told(text: str, script: Script | None) -> bool:
    """Whether a text that is in none of the script's languages has words beside names."""
    if script is None or not script.letters:
        return True
    other = len(_NOT_LATIN.findall(text)) - _count(script.letters, text)
    return other >= FEW or len(_SMALL.findall(text)) >= SENTENCE


def _count(characters: str, text: str) -> int:
    """How many of these characters the text has."""
    if not characters:
        return 0
    return len(re.findall(f"[{characters}]", text))
