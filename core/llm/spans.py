"""Spans of time in words, as digits before a unit: 半小时, three to five minutes. Pure."""

# Tested in tests/core/llm/test_waits.py.

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from functools import partial

_PHRASES = {
    "an hour and a half": "90 minutes",
    "a minute and a half": "90 seconds",
    "half an hour": "30 minutes",
    "half a minute": "30 seconds",
    "half a day": "12 hours",
    "a quarter of an hour": "15 minutes",
}
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COUNTS = {"a couple of": "2", "a": "1", "an": "1"}
_COUNTS |= {word: str(number) for number, word in enumerate(_ONES, 1)}
for tens, word in enumerate(_TENS, 2):
    _COUNTS |= {word: str(10 * tens)}
    for ones, one in enumerate(_ONES[:9], 1):
        _COUNTS |= {f"{word}-{one}": str(10 * tens + ones), f"{word} {one}": str(10 * tens + ones)}
_UNIT = r"(?:more )?(?:second|minute|hour|day|sec|min|hr)s?\b"
_WORDS = "|".join(_COUNTS)
_COUNT = re.compile(rf"\b({_WORDS}) (?={_UNIT}|(?:to|or) [a-z\d-]{{1,13}} {_UNIT})", re.IGNORECASE)
_AND_HALF = re.compile(rf"\b({_WORDS}|\d{{1,3}}) and a half (day|hour|minute)s?\b", re.IGNORECASE)
_SMALLER = {"day": (24, "hours"), "hour": (60, "minutes"), "minute": (60, "seconds")}
# Of "1 hour and 30 minutes" both count.
_AND_MORE = re.compile(
    r"(\d ?(?:days?(?=,? (?:and )?\d{1,4} ?[hms])|(?:hours?|hrs?)(?=,? (?:and )?\d{1,4} ?[ms])|"
    r"(?:minutes?|mins?)(?=,? (?:and )?\d{1,4} ?s)))(?:,? and|,) ",
    re.IGNORECASE,
)
_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"两": "2"}
_DIGIT = f"[{''.join(_DIGITS)}]"
_NEXT = rf"(?=\s?个?半?(?:秒|分|小时|天|刻)|\s?[到至或~～—–-]\s?(?:{_DIGIT}|十))"
_NUMERAL = re.compile(rf"(?<!{_DIGIT})(?:({_DIGIT})百零?)?({_DIGIT}?)(十?)({_DIGIT}?){_NEXT}")
# Halves and quarters behind a number: how many of a smaller unit each is, and how many more.
_PARTS = (
    (re.compile(r"(\d{1,4})\s?(?:个半小时|小时半)"), 60, 30, "分钟"),
    (re.compile(r"(\d{1,4})\s?分半钟?"), 60, 30, "秒"),
    (re.compile(r"(\d{1,4})\s?刻钟?"), 15, 0, "分钟"),
)
_HALVES = {"半个小时": "30分钟", "半小时": "30分钟", "半分钟": "30秒", "半天": "12小时"}
_HALF = re.compile("|".join(_HALVES))
# Of "3 to 5 minutes" the longer counts.
_FROM = re.compile(
    r"(?<![\d.:/-])\d{1,6}(?:\.\d{1,3})?\s?(?:seconds?|minutes?|mins?|hours?|days?|秒|分钟?|个?小时|天)?"
    r"\s?(?:to|or|and|[到至或~～—–-])\s?"
    r"(?=\d{1,6}(?:\.\d{1,3})?\s?(?:sec|min|hour|hr|day|[smhd]\b|秒|分|个?小时|天))",
    re.IGNORECASE,
)


def in_digits(said: str) -> str:
    """The words, simplified, with the numbers before units of time as digits, halves and quarters
    as smaller units, and of two bounds the upper one."""
    said = _PHRASE.sub(lambda found: _PHRASES[found[0].lower()], said)
    said = _AND_HALF.sub(_and_half, said)
    said = _COUNT.sub(lambda found: f"{_COUNTS[found[1].lower()]} ", said)
    said = re.sub(r"(?<=\d) more (?=[a-z])", " ", said.replace("钟头", "小时"))
    said = re.sub(r"零(?=\d)", "", _NUMERAL.sub(_number, said))
    for pattern, times, more, unit in _PARTS:
        said = pattern.sub(partial(_in_parts, times=times, more=more, unit=unit), said)
    said = _HALF.sub(lambda found: _HALVES[found[0]], said)
    return _FROM.sub("", _AND_MORE.sub(r"\1 ", said))


def _and_half(found: re.Match[str]) -> str:
    times, unit = _SMALLER[found[2].lower()]
    count = int(_COUNTS.get(found[1].lower(), found[1]))
    return f"{count * times + times // 2} {unit}"


def _in_parts(found: re.Match[str], *, times: int, more: int, unit: str) -> str:
    return f"{int(found[1]) * times + more}{unit}"


def _number(numeral: re.Match[str]) -> str:
    """A Chinese number below a thousand in digits: 三十五 is 35, and 三五 are five at most."""
    hundreds, tens, ten, ones = numeral.groups()
    if not hundreds and not ten:
        if ones == "零":
            return _DIGITS.get(tens, "") + "0"
        return _DIGITS.get(ones) or _DIGITS.get(tens, "")
    value = 100 * int(_DIGITS.get(hundreds, "0")) + int(_DIGITS.get(ones, "0"))
    return str(value + (10 * int(_DIGITS.get(tens, "1")) if ten else int(_DIGITS.get(tens, "0"))))
