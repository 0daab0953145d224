"""A text in the word pieces that BERT's uncased models read. Pure.

Words are lowered, accents dropped, signs stand alone; a word that is not known is read as the
longest pieces that are. After Devlin et al. 2019 (arXiv:1810.04805); the vocabulary is the model's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # characters; what is longer is not known
_WITHIN = "##"  # begins a piece that goes on within a word
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


def vocabulary(lines: Sequence[str]) -> dict[str, int]:
    """The number of each piece, one a line."""
    return {line: number for number, line in enumerate(lines)}


def numbers(text: str, known: Mapping[str, int], most: int) -> list[int]:
    """The pieces of a text as numbers, between the marks of its begin and end: `most` of them."""
    found = [known[BEGIN]]
    for word in _words(text):
        found += _pieces(word, known)
        if len(found) >= most:
            break
    return [*found[: most - 1], known[END]]


def _words(text: str) -> Iterator[str]:
    for part in unicodedata.normalize("NFD", _parted(text).lower()).split():
        word = ""
        for sign in part:
            if unicodedata.category(sign) == "Mn":
                continue
            if not _stands_alone(sign):
                word += sign
                continue
            if word:
                yield word
            yield sign
            word = ""
        if word:
            yield word


def _parted(text: str) -> str:
    """The text without control characters, blanks around ideographs."""
    found = []
    for sign in text:
        if any(ord(sign) in each for each in _IDEOGRAPHS):
            found.append(f" {sign} ")
        elif sign.isspace():
            found.append(" ")
        elif sign != "\ufffd" and unicodedata.category(sign) not in ("Cc", "Cf"):
            found.append(sign)
    return "".join(found)


def _stands_alone(sign: str) -> bool:
    if any(ord(sign) in each for each in _IDEOGRAPHS):
        return True
    if sign.isascii():
        return not sign.isalnum()
    return unicodedata.category(sign).startswith("P")


def _pieces(word: str, known: Mapping[str, int]) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(word) <= LONGEST_WORD:
        begin = _WITHIN if at else ""
        for end in range(len(word), at, -1):
            number = known.get(begin + word[at:end])
            if number is not None:
                found.append(number)
                at = end
                break
        else:
            return [known[UNKNOWN]]
    return found or [known[UNKNOWN]]
