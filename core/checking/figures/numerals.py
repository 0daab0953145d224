"""Numbers written as words, in English and Chinese, as values."""

# Chinese is read here: numerals.

from __future__ import annotations

import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ENGLISH = {word: number for number, word in enumerate(_ONES)}
_ENGLISH |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
SCALES = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "b": 1e9, "g": 1e9, "t": 1e12, "bn": 1e9, "lakh": 1e5, "crore": 1e7,
    "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7,
    "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

# What `WORD` can begin with, also run together with what makes a multiple or a percentage of it.
WORDS = frozenset(_ENGLISH)
for _end in ("fold", "times", "percent"):
    WORDS |= {word + _end for word in _ENGLISH}

_UNIT_WORDS = "|".join(word for word in _ONES[1:10])
WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT_WORDS})\b)?|"
    rf"{'|'.join(sorted(_ONES[1:], key=len, reverse=True))})"
    rf"(?:[- ]hundred (?:and )?(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_UNIT_WORDS}))?|{_UNIT_WORDS})\b"
    r"(?! (?:hundred|point|percent))(?:[- ](?:thousand|million|billion)\b)?"
    r"|(?:[- ](?:dozen|hundred|thousand|million|billion|trillion)\b){0,2})"
)
_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
PART = f"(?:{'|'.join(_PARTS)})"
# What the parts of 千分之三 and 万分之三 are parts of.
WHOLES = {"千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6}
HAN = r"[零〇一二两三四五六七八九十百千万亿]{1,16}(?:点[零〇一二三四五六七八九]{1,6})?"


def english(words: str) -> float:
    """The value of what `WORD` matched: "thirty-five", "two hundred"."""
    total = 0.0
    for word in re.split(r"[- ]", words.lower()):
        if word in SCALES:
            total *= SCALES[word]
        elif word != "and":
            total += _ENGLISH[word]
    return total


def part(word: str) -> int:
    """What one is divided by in what `PART` matched, or in its plural: 3 for "thirds"."""
    return _PARTS[word.lower().removesuffix("s")]


def chinese(numeral: str) -> float | None:
    """The value of what `HAN` matched: 三十五, 三点五; None where it is no number, as 千万."""
    whole, _, fraction = numeral.partition("点")
    if not any(character in _DIGITS or character == "十" for character in whole):
        return None
    if len(whole) > 1 and all(character in _DIGITS for character in whole):
        if len(whole) == 2:
            return None  # 统一三维: no number is written so
        value = float(_in_digits(whole))
    else:
        value = float(_placed(whole))
    if fraction:
        value += float("0." + _in_digits(fraction))
    return value


def _in_digits(numeral: str) -> str:
    """Chinese digits one by one, 二〇二四, in Arabic ones."""
    return "".join(str(_DIGITS[character]) for character in numeral)


def _placed(numeral: str) -> int:
    """The value of a numeral with places in it: 一百二十, 三万."""
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            section += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit
