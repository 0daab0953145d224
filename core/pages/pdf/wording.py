"""Whether a text is words at all. A PDF may map its letters to others, and then says nothing.

Told for the scripts that papers are written in: a text in Latin letters has words of grammar, one
in Chinese characters has the common ones. Pure.
"""

# Chinese is read here: its most frequent characters; and other languages' words of grammar.

from __future__ import annotations

import re
from collections.abc import Iterable

_FEWEST = 60  # words, or characters, below which nothing can be said
_GRAMMAR_WORDS = """
the of and to in is we that for with are on by as this an be from our it can at which or der die
das und ist von zu den mit ein eine nicht für auf wir de la le les des et est une dans que pour
par en el los las un una con se il di che per del sono da em não uma och att som av är på det
het van een na je że się nie jest ve bir bu için ile ja ei että az és hogy egy nem yang dan
dengan untuk và của là các trong za pro si din sunt
"""
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())
_CYRILLIC_WORDS = "и в не на что с по это как для из от к при до за у о та і що є да је су або или"
_CYRILLIC_GRAMMAR = frozenset(_CYRILLIC_WORDS.split())
_COMMON = frozenset(
    "的一是在不了有和中大为以要用生到作于出就分对成会可主发年动同工也能过子说产种面而方后多定行学法所"
    "及与其从本文模型数据通训练结果提性高"
)
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_LEAST_GRAMMAR = 0.05  # of the words; prose has 0.3, lists and formulas half of that
_LEAST_ALPHABETIC = 0.25  # of the characters, where this many are signs that figures do not have
_ODD, _MOST_ODD = frozenset("$&'\"!#@^_;?\\`"), 0.15
_LEAST_COMMON = 0.05  # of the characters; prose has 0.2
_MOST_STRANGE = 0.3  # of the characters: signs that no font of words has
# Of words of one letter prose has 0.03, and a text full of formulas 0.3; of letters in words this
# long German has 0.05, and other languages less.
_MOST_SINGLE = 0.45
_LONG = 20
_MOST_LONG = 0.15
_LONGEST_MEAN = 20  # letters of a word, where none is parted from the next


def grammar_words(text: str) -> int:
    """How many words of grammar a text has."""
    return sum(word in _GRAMMAR for word in _LATIN_WORD.findall(text.casefold()))


def _is_parted(words: list[str]) -> bool:
    """Whether blanks stand between the words, and not between their letters."""
    letters = sum(map(len, words))
    single = sum(len(word) == 1 for word in words)
    long = sum(len(word) for word in words if len(word) >= _LONG)
    return single <= _MOST_SINGLE * len(words) and long <= _MOST_LONG * letters


def _is_other_wording(texts: Iterable[str], letters: int) -> bool:
    """Whether a text of so many characters, most of which are neither Latin nor Chinese, may be
    words: a heap of signs is none, and a text in Cyrillic letters has words of grammar."""
    text = " ".join(texts).casefold()
    alphabetic = sum(map(str.isalpha, text))
    odd = sum(letter in _ODD for letter in text)
    if (
        letters >= _FEWEST
        and alphabetic < _LEAST_ALPHABETIC * letters
        and odd > _MOST_ODD * letters
    ):
        return False
    cyrillic = [word for word in _LATIN_WORD.findall(text) if "\u0400" <= word[0] <= "\u04ff"]
    if len(cyrillic) < _FEWEST or 2 * sum(map(len, cyrillic)) < alphabetic:
        return True
    return sum(word in _CYRILLIC_GRAMMAR for word in cyrillic) >= _LEAST_GRAMMAR * len(cyrillic)


def is_wording(texts: Iterable[str]) -> bool:
    """Whether these lines are words that a person could read; lines too few to tell are."""
    texts = list(texts)
    latin: list[str] = []
    letters = chinese = common = kana = strange = 0
    for text in texts:
        for letter in text:
            if letter.isspace():
                continue
            letters += 1
            strange += not letter.isprintable() or "\ue000" <= letter <= "\uf8ff"
            chinese += "\u4e00" <= letter <= "\u9fff"
            common += letter in _COMMON
            kana += "\u3041" <= letter <= "\u30ff"
        latin += [word for word in _LATIN_WORD.findall(text.casefold()) if word < "\u0250"]
    if letters >= _FEWEST and strange > _MOST_STRANGE * letters:
        return False
    latin_letters = sum(map(len, latin))
    if chinese >= _FEWEST:
        fluent = common >= _LEAST_COMMON * chinese or kana >= _LEAST_COMMON * chinese
        # A text in Chinese may be mostly code, formulas or spelling.
        if chinese > latin_letters or (fluent and 10 * chinese > latin_letters):
            return fluent
    if latin_letters < 0.5 * letters:
        return _is_other_wording(texts, letters)
    several = [word for word in latin if len(word) > 1]
    if len(several) < _FEWEST:
        # Few words of many letters: nothing parts one from the next.
        return latin_letters < _LONGEST_MEAN * max(_FEWEST, len(several))
    if not _is_parted(latin):
        return False
    grammar = sum(word in _GRAMMAR for word in several)
    return grammar >= _LEAST_GRAMMAR * len(several)
