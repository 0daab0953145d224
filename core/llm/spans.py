"""Spans of time in words, as digits before a unit: 半小时, three to five minutes. Pure."""

# Tested in tests/core/llm/test_waits.py.

# Chinese is read here: what endpoints say.

from __future__ import annotations

import re
from functools import partial

_PHRASES = {
    "an hour and a half": "90 minutes",
    "a minute and a half": "90 seconds",
    "one and a half hours": "90 minutes",
    "half an hour": "30 minutes",
    "half a minute": "30 seconds",
    "half a day": "12 hours",
    "a quarter of an hour": "15 minutes",
}
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_COUNTS = {
    "a couple of": "2", "a": "1", "an": "1", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12",
    "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60",
}  # fmt: skip
_UNIT = r"(?:more )?(?:second|minute|hour|day|sec|min|hr)s?\b"
_COUNT = re.compile(
    rf"\b({'|'.join(_COUNTS)}) (?={_UNIT}|(?:to|or) [a-z\d]{{1,7}} {_UNIT})", re.IGNORECASE
)
_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"两": "2"}
_DIGIT = f"[{''.join(_DIGITS)}]"
_NEXT = rf"(?=\s?个?半?(?:秒|分|小时|天|刻)|\s?[到至或~～—–-]\s?(?:{_DIGIT}|十))"
_NUMERAL = re.compile(rf"(?<!{_DIGIT})({_DIGIT}?)(十?)({_DIGIT}?){_NEXT}")
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
    said = _COUNT.sub(lambda found: f"{_COUNTS[found[1].lower()]} ", said)
    said = re.sub(r"(?<=\d) more (?=[a-z])", " ", said.replace("钟头", "小时"))
    said = _NUMERAL.sub(_number, said)
    for pattern, times, more, unit in _PARTS:
        said = pattern.sub(partial(_in_parts, times=times, more=more, unit=unit), said)
    said = _HALF.sub(lambda found: _HALVES[found[0]], said)
    return _FROM.sub("", said)


def _in_parts(found: re.Match[str], *, times: int, more: int, unit: str) -> str:
    return f"{int(found[1]) * times + more}{unit}"


def _number(numeral: re.Match[str]) -> str:
    """A Chinese number below a hundred in digits: 三十五 is 35, and 三五 are five at most."""
    tens, ten, ones = numeral.groups()
    if ten:
        return str(10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0")))
    if ones == "零":
        return _DIGITS.get(tens, "") + "0"
    return _DIGITS.get(ones) or _DIGITS.get(tens, "")
