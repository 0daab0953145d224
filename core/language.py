"""Which language a text is in, as far as its script tells. Pure."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_OTHER = re.compile(r"[\u0370-\u1fff\uac00-\ud7af]")
# A Chinese text about research is full of English terms: one character for every three words is Chinese enough. An
# English one may quote what the paper says in Chinese; three characters make about two words.
CHINESE, FOREIGN, QUOTED = 0.3, 0.1, 0.6
# Words and characters below which a text tells nothing.
FEW = 12


def speaks(text: str, language: str) -> bool:
    """Whether the text may be in that language; True where its script cannot tell."""
    han, kana, other = (len(pattern.findall(text)) for pattern in (_HAN, _KANA, _OTHER))
    words = len(_WORD.findall(text))
    if han + words + kana + other < FEW:
        return True
    if language == "zh":
        return han >= CHINESE * words and kana <= FOREIGN * han and other <= han
    if language == "en":
        return han + kana + other <= QUOTED * words
    return True
