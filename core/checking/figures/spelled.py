"""The numbers that a text writes as words, in English and Chinese; fractions and squares too."""

# Tested in tests/core/checking/figures/test_quantities.py.
# Chinese is read here: numbers written as words.

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checking.figures import numerals, units
from core.checking.figures.quantity import ABOUTS, Quantity, stance_of

# The first letters stand by themselves, so that most words are passed over at once.
_WORD = re.compile(
    rf"\b(?=[adefhnoqst])(?:({numerals.WORD})( and a half\b)?"
    rf"(?:[\s-](?:({numerals.PART})s?(?![\w-]))|[\s-]?(fold|times|percent|%))?"
    rf"|(?<=\bby )a ({numerals.PART})(?![\w-])|a ({numerals.PART})(?= of\b)"
    r"|(twice|doubl(?:es?|ed|ing)|tripl(?:es?|ed|ing)|quadrupl(?:es?|ed|ing)|thrice|half|"
    r"halv(?:es?|ed|ing)|quarters?|thirds?))\b",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"百分之\s?(\d{1,4}(?:\.\d{1,4})?)|(翻倍|翻一番|翻番|翻了一番|一半|半数|减半|折半)"
    rf"|(百分之)?({numerals.HAN})(成(?![为就功本果员立熟长分像])|倍|个百分点|分之({numerals.HAN}))?"
    # 五成八, 一倍半
    r"([一二三四五六七八九半](?<=成.)(?![个种名类致])|半(?<=倍半)(?![数年天]))?"
)
_UNIT = re.compile(rf"[\s-]?(?:of\s)?({units.PATTERN})", re.IGNORECASE)
_ONE_IN = re.compile(
    rf"\b(?=[\defnost])({numerals.WORD}|\d{{1,3}}) (?:in|per|(?:out )?of)(?: every| the)? "
    rf"({numerals.WORD}|\d{{1,3}}(?>(?:,000)?))\b(?![.,]\d|\s?%)",
    re.IGNORECASE,
)
# Without a number in words, this is what it has.
_DIGIT_IN = re.compile(r"\d (?:in|per|out|of)\b", re.IGNORECASE)
# "A billion users", "billion-scale", "half a million": a report gives the number.
_A_MILLION = re.compile(
    r"(?<!\d)(?<!\d\s)\b((?:half )?an? )?(dozen|hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    rf"\b(?:an|({numerals.WORD})|(\d{{1,2}}))[\s-]orders? of magnitude", re.IGNORECASE
)
_SINGLE = re.compile(r"\bsingle\b", re.IGNORECASE)
# "Half a point" is a figure of its own, and roughly meant.
_HALF_A = re.compile(rf"\san?\s({units.PATTERN})", re.IGNORECASE)
# "Twice" compares with what follows; by itself it only counts.
_TWICE_AS = re.compile(
    r"\s(?:as|the|that|those|this|its|their|more|less|[a-z]{3,}er)\b", re.IGNORECASE
)
_DOUBLE_NAME = re.compile(
    r"[\s-](?:descent|precision|blind|check|q-?learning|dqn|bond|sided|counting|quotes?)",
    re.IGNORECASE,
)
_HALF_OF = re.compile(
    r"\b(?:first|second|other|latter|former|better|upper|lower|top|bottom)[\s-]$", re.IGNORECASE
)
_SIDE = re.compile(r"(?<![\w.,^×·*/-])(?!10\^)(\d{2,4})\^[23](?![\w.^])")
# The words that `_WORD` begins with; most sentences have none of them.
_COUNTING = (
    "twice double doubles doubled doubling triple triples tripled tripling quadruple quadruples "
    "quadrupled quadrupling thrice half halve halves halved halving quarter quarters third "
    "thirds fourth fifth sixth eighth tenth"
)
_COUNTED = numerals.WORDS.union(_COUNTING.split())
_SCALES = frozenset(("dozen", "hundred", "thousand", "million", "billion", "trillion"))
_OF = frozenset(("of", "in", "per"))
_MOST_ORDERS = 30
# How far before a number stands whether it is about, over or under that.
_STANCE = 18
_LETTERS = re.compile(r"[a-z]+")
_MULTIPLES = {"tw": 2.0, "do": 2.0, "tr": 3.0, "th": 3.0, "qu": 4.0}
# What comes at its turn, which a report tells as a label: "the epoch-14 checkpoint", "14th epoch".
_ORDINAL = re.compile(
    r"(?<![A-Za-z])(?:epoch|step|iteration|round|day|week|month|year|layer|block|level|turn)"
    r"[-‑_](\d{1,6})(?![\w.-])|(?<![\w.,-])(\d{1,6})(?:st|nd|rd|th)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# What any ordinal holds, and few texts do.
_TH, _BEHIND = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE), re.compile(r"[-‑_]\d")


def in_english(text: str) -> Iterator[Quantity]:
    """The numbers written in English words, in the text's order."""
    said = _LETTERS.findall(text.lower())
    if not _SCALES.isdisjoint(said):
        for match in _A_MILLION.finditer(text):
            value = numerals.SCALES[match[2].lower()]
            number = 0.5 if (match[1] or "").lower().startswith("half") else 1.0
            before = text[max(0, match.start() - _STANCE) : match.start()]
            stance, _ = stance_of(text, before, match.end())
            yield Quantity(
                *match.span(), number * value, "", value, number, stance, word=True, aside=True
            )
    if "magnitude" in said:
        yield from _orders_of_magnitude(text)
    if "single" in said:
        for match in _SINGLE.finditer(text):
            yield Quantity(*match.span(), 1.0, "", 1.0, 1.0, word=True, aside=True)
    if not _OF.isdisjoint(said) and (not numerals.WORDS.isdisjoint(said) or _DIGIT_IN.search(text)):
        for match in _ONE_IN.finditer(text):
            for each in fraction(match, _number(match[1]), _number(match[2])):
                yield each._replace(aside=True)
    if _COUNTED.isdisjoint(said):
        return
    for match in _WORD.finditer(text):
        word, and_half, parts, unit, by_part, of_part, special = match.groups()
        start, end = match.span()
        if text[start - 1 : start] == "-":
            continue
        if parts or by_part or of_part:
            above = numerals.english(word) if word else 1
            below = numerals.part(parts or by_part or of_part)
            yield from fraction(match, above, below)
        elif word:
            stop = match.end(2) if and_half else match.end(1)
            value = numerals.english(word) + (0.5 if and_half else 0.0)
            stance, _ = stance_of(text, text[max(0, start - _STANCE) : start], stop)
            yield _worded(text, start, stop, value, unit, stance)
        elif special.lower() == "half" and (found := _HALF_A.match(text, end)):
            name, worth = units.canonical(found[1].lower())
            yield Quantity(
                start, found.end(1), 0.5 * worth, name, 0.25 * worth, 0.5, "~", word=True
            )
        elif special[:2].lower() == "ha":
            part = _HALF_OF.search(text, max(0, start - 10), start) is not None
            yield Quantity(start, end, 50.0, units.PERCENT, 1.0, soft=True, word=True, aside=part)
        elif special[:5].lower() == "third":
            yield Quantity(start, end, 3.0, ":", 1.0, word=True)
        elif special[:4].lower() == "quar":
            yield Quantity(start, end, 4.0, ":", 1.0, word=True)
        else:
            value = _MULTIPLES[special[:2].lower()]
            word = special.lower()
            idle = _idle(text, word, start, end)
            yield Quantity(start, end, value, units.TIMES, 1.0, word=True, aside=idle)
            if word not in ("twice", "thrice"):
                # What triples grows by twice itself: 增加两倍.
                yield Quantity(start, end, value - 1, units.TIMES, 1.0, word=True, aside=True)


def _orders_of_magnitude(text: str) -> Iterator[Quantity]:
    """The multiples that orders of magnitude are: a report may say a hundred times for two."""
    for match in _ORDERS.finditer(text):
        orders = _number(match[1] or match[2] or "1")
        if orders < _MOST_ORDERS:
            yield Quantity(*match.span(), 10.0**orders, units.TIMES, 1.0, word=True, aside=True)


def _number(written: str) -> float:
    written = written.replace(",", "")
    return float(written) if written.isdecimal() else numerals.english(written)


def _idle(text: str, word: str, start: int, end: int) -> bool:
    """Whether a multiple counts and compares nothing: "done twice", "double descent"."""
    if word in ("twice", "thrice"):
        return not (_TWICE_AS.match(text, end) or text[:start].rstrip().lower().endswith(ABOUTS))
    return word == "double" and _DOUBLE_NAME.match(text, end) is not None


def _worded(
    text: str, start: int, end: int, value: float, unit: str | None = None, stance: str = ""
) -> Quantity:
    """A number written as a word, with the unit behind it: "twelve hours", 十二小时."""
    written = unit or ""
    found = None
    if not unit:
        found = _UNIT.match(text, end)
    if found:
        written = found[1]
    name, worth = units.canonical(written.lower())
    # "ten s" is no time, and 十分 is no score.
    if found and (name == units.SCORE or (written.isascii() and len(written) < 3)):
        name, worth = "", 1.0
    elif written:
        end = text.index(written, end) + len(written)
    small = value < 10 and name not in (units.TIMES, units.PERCENT, units.POINTS)
    return Quantity(start, end, value * worth, name, worth, stance=stance, word=True, aside=small)


def fraction(
    match: re.Match[str], above: float, below: float, stance: str = ""
) -> Iterator[Quantity]:
    """A fraction as a whole percentage, and its two numbers by themselves, as "1 of 3" has them."""
    start, end = match.span()
    if not 0 < above < below:
        return
    percent = 100 * above / below
    if not stance and percent % 1 != 0:
        stance = "~"
    yield Quantity(start, end, percent, units.PERCENT, 1.0, stance=stance, soft=True, word=True)
    for each in (above, below):
        yield Quantity(start, end, each, ":", 1.0, word=True, aside=True)


def ordinals(text: str) -> Iterator[Quantity]:
    """The numbers of what comes at its turn, "the epoch-14 checkpoint", which are no figures."""
    if not (_TH.search(text) or _BEHIND.search(text)):
        return
    for match in _ORDINAL.finditer(text):
        value = float(match[1] or match[2])
        yield Quantity(*match.span(), value, step=1.0, number=value, aside=True)


def sides(text: str) -> Iterator[Quantity]:
    """The sides of squares and cubes: "100^3 voxels" support 100, and 100×100×100."""
    if "^" in text:
        for match in _SIDE.finditer(text):
            side = float(match[1])
            yield Quantity(*match.span(), side, "", 1.0, side, aside=True)


def in_chinese(text: str) -> Iterator[Quantity]:
    """The numbers written in Chinese characters, in the text's order."""
    for match in _HAN.finditer(text):
        digits, special, percent, numeral, tail, divided, more = match.groups()
        start, end = match.span()
        before = text[max(0, start - _STANCE) : start]
        if digits:
            stance, _ = stance_of(text, before, end)
            told, step = float(digits), 10.0 ** -len(digits.partition(".")[2])
            yield Quantity(start, end, told, units.PERCENT, step, told, stance)
            continue
        if special and (special[-1] == "半" or special == "半数"):
            yield Quantity(start, end, 50.0, units.PERCENT, 1.0, soft=True, word=True)
            continue
        if special:
            yield Quantity(start, end, 2.0, units.TIMES, 1.0, word=True)
            continue
        value = numerals.WHOLES.get(numeral) if divided else None
        value = value or numerals.chinese(numeral)
        if value is None or before[-1:] in ("第", "之", "数", "几", "上") or before[-1:].isdigit():
            continue
        if numeral == "十" and text[end : end + 1] in ("分", "足", "几"):
            continue  # "very", "entirely", "some"
        stance, _ = stance_of(text, before, end)
        if percent:
            yield Quantity(start, end, value, units.PERCENT, 1.0, stance=stance, word=True)
        elif divided:
            yield from fraction(match, numerals.chinese(divided) or 0.0, value, stance)
        elif tail == "成":
            tenths = 10 * (value + _tenths(more))
            step = 1.0 if more else 10.0
            yield Quantity(start, end, tenths, units.PERCENT, step, stance=stance or "~", word=True)
        elif more:
            yield Quantity(start, end, value + 0.5, units.TIMES, 0.5, stance=stance, word=True)
        else:
            yield _worded(text, start, match.end(4), value, tail, stance)


def _tenths(more: str | None) -> float:
    """What stands behind 成: of 五成八 0.8, of 三成半 0.5."""
    if not more:
        return 0.0
    return 0.5 if more == "半" else (numerals.chinese(more) or 0.0) / 10
