"""The figures of a text, in English and Chinese: value, unit, and how exactly they are meant. Pure
and linear in time.

docs/decisions/figure-check.md says what counts as a figure and what as a name.
"""

# Chinese is read here: numbers, units and marks around them.

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.checking import numerals, units


class Quantity(NamedTuple):
    """A number with its unit, where it stands, and what one in its last written digit is worth
    (`step`).

    `value` is in the unit's own scale (12 ms are 0.012 s), `number` as it was written, before scale
    and unit.

    `stance` is "~" (about), ">" (over), "<" (under) or ""; `sign` is "+", "-" or "". `soft`: the
    unit is not written with this number but with the next of its list. `word`: written as a word.
    `aside`: another way to say what a text states, or a count that anybody may make: it supports
    figures and is none.
    """

    start: int
    end: int
    value: float
    unit: str = ""
    step: float = 0.0
    number: float = 0.0
    stance: str = ""
    sign: str = ""
    soft: bool = False
    word: bool = False
    aside: bool = False


class Stated(NamedTuple):
    """A figure as a text states it: one quantity, or the two ends of a range, ratio or fraction."""

    start: int
    end: int
    ends: tuple[Quantity, ...]


# Groups are atomic, "(?>…)", and not possessive: Python before 3.11.5 matches possessive groups
# wrongly.
_NUMBER = r"(?:\d{1,3}(?>(?:,\d{3}){1,6})(?!\d)(?>(?:\.\d++)?)|\d++(?>(?:\.\d++)?)|\.\d++)"
_POWER = r"(?:[eE][-+−–]?\d{1,3}(?![\dA-Za-z])|\s?(?:[×·*]|x(?=\s?10))\s?10\s?\^\s?[-−–+]?\d{1,3})"
_SCALE = (
    r"(?:(?-i:[kKmMbBtTG](?![A-Za-z0-9]))|\s?(?:(?-i:[MB](?![A-Za-z0-9]))|(?:hundred|thousand|million|billion|trillion|bn)(?![A-Za-z])"
    r"|万亿|千亿|百亿|十亿|千万|百万|十万|[亿万千](?![米克分瓦赫焦])|百(?!分)))"
)
_FIGURE = re.compile(
    rf"({_NUMBER})(?>({_POWER})?)(?>({_SCALE})?)(?>(?:[\s-]?({units.PATTERN}))?)", re.IGNORECASE
)
_BARE_POWER = re.compile(r"(?<![\w.·×*^])(?<![·×*]\s)10\^\s?\(?([-−–+]?\d{1,3})(?!\d)\)?")
_WORD = re.compile(
    rf"\b(?:({numerals.WORD})(?:[\s-](?:({numerals.PART})s?(?![\w-]))|[\s-]?(fold|times|percent|%))?"
    rf"|(?<=\bby )a ({numerals.PART})(?![\w-])|a ({numerals.PART})(?= of\b)"
    r"|(twice|doubl(?:es?|ed|ing)|tripl(?:es?|ed|ing)|quadrupl(?:es?|ed|ing)|thrice|half|halv(?:es?|ed|ing)"
    r"|quarters?|thirds?))\b",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"百分之(\d{1,4}(?:\.\d{1,4})?)|(翻倍|翻一番|翻番|翻了一番|一半|半数|减半|折半)"
    rf"|(百分之)?({numerals.HAN})(成(?![为就功本果员立熟长分像])|倍|个百分点|分之({numerals.HAN}))?"
)
_UNIT = re.compile(rf"[\s-]?({units.PATTERN})", re.IGNORECASE)
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
# Thousands apart by a space, as some papers write them; what two numbers side by side say too.
_SPACED = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:[ \u2009\u202f]\d{3}){1,3})(?![\d.,]*\d)")
_FRACTION = re.compile(r"(?<![\d./])([1-9])/([2-9]|10)(?![\d./%])")
# The words that `_WORD` begins with; most sentences have none of them.
_COUNTING = (
    "twice double doubles doubled doubling triple triples tripled tripling quadruple quadruples quadrupled quadrupling "
    "thrice half halve halves halved halving quarter quarters third thirds fourth fifth sixth eighth tenth"
)
_COUNTED = numerals.WORDS.union(_COUNTING.split())
_LETTERS = re.compile(r"[a-z]+")
_MULTIPLES = {"tw": 2.0, "do": 2.0, "tr": 3.0, "th": 3.0, "qu": 4.0}

_ABOUT = re.compile(
    r"(?:(about|around|approx(?:imately|\.)?|roughly|circa|some|~|≈|∼|～|大?约(?:为|有|是)?|大概|左右|接近|将近|大致)"
    r"|(over|more than|greater than|above|at least|exceed(?:s|ing)?|beyond|upwards of|[>≥]"
    r"|超过了?|逾|大于|高于|不低于|至少|多于)"
    r"|(nearly|almost|under|less than|below|up to|fewer than|at most|[<≤]"
    r"|近|不到|低于|小于|不足|少于|不超过|至多|最多))"
    r"[\s*_(（“\"]*[-+−–]?$",
    re.IGNORECASE,
)
# How these end, because searching for them before every number takes longer than all the rest.
_ABOUT_ENDS = (
    "about|around|approx|approx.|approximately|roughly|circa|some|~|≈|∼|～|约|约为|约有|约是|大概|左右|接近|将近|大致|over|"
    "than|above|at least|exceed|exceeds|exceeding|beyond|upwards of|>|≥|超过|超过了|逾|于|至少|nearly|almost|under|"
    "below|up to|at most|<|≤|近|不到|不足|至多|最多"
)
_ABOUTS = tuple(_ABOUT_ENDS.split("|"))
_AFTER_ABOUT = re.compile(
    r"\s?(?:(左右|上下|or so)|(余|多(?![模任种项个步轮头层])|以上|\+|or more))"
)
# What a number after one of these counts is a place or a label, not a measured thing.
_LABEL = re.compile(
    r"(?:tables?|tabs?\.?|figures?|figs?\.?|sections?|secs?\.?|§+|eqs?\.?|equations?|append(?:ix|ices)|algorithms?|"
    r"theorems?|lemmas?|prop(?:osition|\.)s?|chapters?|steps?|stages?|phases?|version|listing|footnote|line|eqn\.?|"
    r"arxiv:?|corollary|definition|remark|example|图|表|第|公式|步骤|阶段|定理|附录|算法|引理|图表|#|no\.)[\s(（*:]*$",
    re.IGNORECASE,
)
_LABEL_ENDS = (
    "table tables tab tabs tab. tabs. figure figures fig figs fig. figs. section sections sec secs sec. secs. § eq eqs "
    "eq. eqs. equation equations appendix appendices algorithm algorithms theorem theorems lemma lemmas prop. prop.s "
    "proposition propositions chapter chapters step steps stage stages phase phases version listing footnote line eqn "
    "eqn. arxiv corollary definition remark example 图 表 第 公式 步骤 阶段 定理 附录 算法 引理 # no."
)
_LABELS = tuple(_LABEL_ENDS.split())
_FAMILY = re.compile(
    r"(?:gpt|claude|gemini|llama|qwen|phi|palm|mistral|gemma|grok|kimi|deepseek|flux|sora|veo|glm|yi|opus|sonnet|haiku"
    r"|mixtral|falcon|olmo|pythia|stable diffusion|sdxl|cuda|python|pytorch|wan|hunyuan|imagen|dall-?e|[a-z]v)\s$",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"\s?[个条篇种项张名]")
_DATE = re.compile(r"\s?[年月日](?!均)")
_STOPPED = re.compile(r"[.、]\s")
_POINTED = re.compile(r"[.)、．）](?!\d)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|from|by|during|until|of|year|al\.,?|[A-Z][a-z]+,?)|[(（;,])\s*$"
)
_MONTH_BEFORE = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\s$",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\b", re.IGNORECASE)
_LINKED = re.compile(r"\d{4}\.\d{4}|[:wW][/wW][/wW]")
_CITATION = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20}\]")
_JOIN = re.compile(r"\s?(?:[-–—~～]|到|至|\bto\b|→|->)\s?$|[:：/]$|\s[:：/]\s$")
_LISTED = re.compile(r"\s?(?:[,/、~–-]|and|or|和|与|vs\.?|to|到|至|±)\s?(?:and|or|from|to)?\s?")
_DIGIT = re.compile(r"\d")
_MOST = 200


def figures(text: str) -> Iterator[Stated]:
    """The figures a plain text states, in its order; ranges, ratios and fractions are one figure
    with two ends.

    Names, places in the paper, dates, citations and list numbers are none, nor are counts below ten
    written as words.
    """
    held: list[Quantity] = []
    for each in quantities(text):
        if each.aside or (each.word and each.value < 10 and each.unit in ("", ":")):
            continue
        if held and (joint := _JOIN.fullmatch(text, held[-1].end, each.start)) and len(held) == 1:
            yield _joined(held.pop(), each, joint[0].strip())
            continue
        if held:
            yield Stated(held[0].start, held[0].end, (held.pop(),))
        held.append(each)
    if held:
        yield Stated(held[0].start, held[0].end, (held[0],))


def _joined(low: Quantity, high: Quantity, joint: str) -> Stated:
    if not low.unit and high.unit and joint not in ":：/":
        low = low._replace(unit=high.unit)
    return Stated(low.start, high.end, (low, high))


def quantities(text: str) -> list[Quantity]:
    """Every number of a plain text, those written as words too, in its order."""
    found: list[Quantity] = []
    if _DIGIT.search(text):
        if _LINKED.search(text):
            text = _LINK.sub(_blank, text)
        if "[" in text:
            text = _CITATION.sub(_blank, text)
        found += filter(None, (_read(text, match) for match in _FIGURE.finditer(text)))
        found += [_power(match) for match in _BARE_POWER.finditer(text)] if "10^" in text else []
        for match in _SPACED.finditer(text) if " " in text else ():
            value = float(re.sub(r"\D", "", match[1]))
            found.append(Quantity(*match.span(), value, "", 1.0, value, aside=True))
        for match in _FRACTION.finditer(text) if "/" in text else ():
            found += [
                each._replace(aside=True) for each in _fraction(match, int(match[1]), int(match[2]))
            ]
    lower = text.lower()
    if not _COUNTED.isdisjoint(_LETTERS.findall(lower)):
        found += _words(text)
    if not text.isascii():
        found += _han(text)
    found.sort()
    return _shared(text, found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of a match, or None where the digits are part of a name, label, date or
    formula."""
    number, power, scale, unit = match.groups()
    start, end = match.span()
    if _named(text, start, match.end(1), end) or text.startswith("百分之", start - 3):
        return None
    plain_number = number.replace(",", "")
    if len(plain_number) > 300:
        return None
    factor = _ten(re.split(r"[eE^]", power)[1]) if power else 1.0
    if scale:
        factor *= numerals.SCALES[scale.strip().lower()]
    if unit and unit.strip() in "xX×" and re.match(r"\s?\d", text[end : end + 2]):
        unit, end = "", match.end(3) if scale else match.end(2) if power else match.end(1)
    if unit in ("年", "天", "月") and len(plain_number) == 4:
        return None
    name, worth = units.canonical(unit or "")
    before = text[max(0, start - 18) : start]
    if money := units.MONEY.get(before[-1:]):
        name, worth, start, before = name or money, worth, start - 1, before[:-1]
    if not (power or scale or unit or money) and _unmeasured(text, number, before, start, end):
        return None
    decimals = len(plain_number.partition(".")[2])
    sign = before[-1] if before[-1:] in ("+", "-", "−", "–") and not before[-2:-1].isalnum() else ""
    stance, end_of_stance = _stance(text, before, end)
    size = factor * worth
    bare = float(plain_number)
    sign = "-" if sign and sign != "+" else sign
    return Quantity(
        start, end_of_stance, bare * size, name, 10.0**-decimals * size, bare, stance, sign
    )


def _named(text: str, start: int, end_of_number: int, end: int) -> bool:
    """Whether digits run on with letters: GPT-4, x_1, 2.5D, n^2, v1.2.3."""
    before, two = text[start - 1 : start], text[max(0, start - 2) : start]
    if before and (before in "_^@#\\" or (before.isascii() and before.isalpha())):
        return True
    if two[:1] == "^":
        return True
    if text[start] == "." and before.isdigit():
        return True
    if before == "." and two[:1].isalnum():
        return True
    if before in ("-", "–", "‑") and two[:1].isalpha() and two[:1].isascii():
        return True
    after = text[end : end + 2]
    if end == end_of_number and after[:1].isascii() and (after[:1].isalpha() or after[:1] == "_"):
        return True
    return (after[:1] == "." and after[1:].isdigit()) or (end == end_of_number and after[:1] == "^")


def _unmeasured(text: str, number: str, before: str, start: int, end: int) -> bool:
    """Whether a bare number is a label, a year or the number of a list's item."""
    after, before = text[end : end + 3], before[-14:]
    if before.rstrip(" *(（:").lower().endswith(_LABELS) and _LABEL.search(before):
        return True
    if before[-1:].isspace() and (_FAMILY.search(before) or _MONTH_BEFORE.search(before)):
        return True
    if _DATE.match(after):
        return True
    if len(number) == 4 and number[:2] in ("19", "20") and not _COUNTER.match(after):
        return number < "2035" and (
            _YEAR_BEFORE.search(before) is not None or after[:1] in (")", "）", ";")
        )
    if len(number) <= 2 and before.endswith(("(", "（")) and after.startswith((")", "）")):
        return True
    if (
        len(number) <= 2
        and before.rstrip(" *").endswith((":", "：", ";", "；", "。"))
        and _STOPPED.match(after)
    ):
        return True
    if len(number) <= 2 and after[:1] in (")", "）") and not before[-1:].strip(" ;；,，。:：、"):
        return _closes(text[:start])
    at_head = not before.strip(" *#-") or before.rstrip(" *#-").endswith("\n") or start == 0
    return len(number) <= 2 and at_head and bool(_POINTED.match(after))


def _closes(before: str) -> bool:
    """Whether no bracket is open any more: in "1) read 2) write" they only close."""
    return sum(map(before.count, "(（")) <= sum(map(before.count, ")）"))


def _stance(text: str, before: str, end: int) -> tuple[str, int]:
    if before.rstrip(' *_(（“"-+−–').lower().endswith(_ABOUTS) and (found := _ABOUT.search(before)):
        return ("~" if found[1] else ">" if found[2] else "<"), end
    if found := _AFTER_ABOUT.match(text, end):
        return ("~" if found[1] else ">"), end
    return "", end


def _ten(exponent: str) -> float:
    """Ten to that power; beyond what a float can hold, the largest that leaves room for a scale."""
    return 10.0 ** max(-_MOST, min(int(exponent.replace("−", "-").replace("–", "-")), _MOST))


def _power(match: re.Match[str]) -> Quantity:
    value = _ten(match[1])
    return Quantity(match.start(), match.end(), value, step=value)


def _words(text: str) -> Iterator[Quantity]:
    for match in _WORD.finditer(text):
        word, parts, unit, by_part, of_part, special = match.groups()
        start, end = match.span()
        if text[start - 1 : start] == "-":
            continue
        if parts or by_part or of_part:
            above = numerals.english(word) if word else 1
            yield from _fraction(match, above, numerals.part(parts or by_part or of_part))
        elif word:
            yield _worded(text, start, match.end(1), numerals.english(word), unit)
        elif special.lower() == "half" and (found := _HALF_A.match(text, end)):
            name, worth = units.canonical(found[1].lower())
            yield Quantity(
                start, found.end(1), 0.5 * worth, name, 0.25 * worth, 0.5, "~", word=True
            )
        elif special[:2].lower() == "ha":
            part = _HALF_OF.search(text, max(0, start - 10), start) is not None
            yield Quantity(start, end, 50.0, units.PERCENT, 1.0, soft=True, word=True, aside=part)
        elif special[:5].lower() == "third" or special[:4].lower() == "quar":
            yield Quantity(start, end, 3.0 if special[0] in "tT" else 4.0, ":", 1.0, word=True)
        else:
            value = _MULTIPLES[special[:2].lower()]
            yield Quantity(
                start,
                end,
                value,
                units.TIMES,
                1.0,
                word=True,
                aside=_idle(text, special.lower(), start, end),
            )


def _idle(text: str, word: str, start: int, end: int) -> bool:
    """Whether a multiple counts and compares nothing: "done twice", "double descent"."""
    if word in ("twice", "thrice"):
        return not (_TWICE_AS.match(text, end) or text[:start].rstrip().lower().endswith(_ABOUTS))
    return word == "double" and _DOUBLE_NAME.match(text, end) is not None


def _worded(
    text: str, start: int, end: int, value: float, unit: str | None = None, stance: str = ""
) -> Quantity:
    """A number written as a word, with the unit behind it: "twelve hours", 十二小时."""
    found = None if unit else _UNIT.match(text, end)
    written = unit or (found[1] if found else "")
    name, worth = units.canonical(written.lower())
    # "ten s" is no time, and 十分 is no score.
    if found and (name == units.SCORE or (written.isascii() and len(written) < 3)):
        name, worth = "", 1.0
    elif written:
        end = text.index(written, end) + len(written)
    small = value < 10 and name not in (units.TIMES, units.PERCENT, units.POINTS)
    return Quantity(start, end, value * worth, name, worth, stance=stance, word=True, aside=small)


def _fraction(
    match: re.Match[str], above: float, below: float, stance: str = ""
) -> Iterator[Quantity]:
    """A fraction as the percentage it is, to the whole percent, and its two numbers, which "1 of 3"
    says too."""
    start, end = match.span()
    if not 0 < above < below:
        return
    percent = 100 * above / below
    stance = stance or ("" if percent % 1 == 0 else "~")
    yield Quantity(start, end, percent, units.PERCENT, 1.0, stance=stance, soft=True, word=True)
    for each in (above, below):
        yield Quantity(start, end, each, ":", 1.0, word=True, aside=True)


def _han(text: str) -> Iterator[Quantity]:
    for match in _HAN.finditer(text):
        digits, special, percent, numeral, tail, divided = match.groups()
        start, end = match.span()
        before = text[max(0, start - 18) : start]
        if digits:
            yield Quantity(
                start, end, float(digits), units.PERCENT, 1.0, stance=_stance(text, before, end)[0]
            )
            continue
        if special:
            half = special[-1] == "半" or special == "半数"
            yield Quantity(
                start,
                end,
                50.0 if half else 2.0,
                units.PERCENT if half else units.TIMES,
                1.0,
                soft=half,
                word=True,
            )
            continue
        value = numerals.chinese(numeral)
        if value is None or before[-1:] in ("第", "之", "数", "几", "上") or before[-1:].isdigit():
            continue
        if numeral == "十" and text[end : end + 1] in ("分", "足", "几"):
            continue  # "very", "entirely", "some"
        stance = _stance(text, before, end)[0]
        if percent:
            yield Quantity(start, end, value, units.PERCENT, 1.0, stance=stance, word=True)
        elif divided:
            yield from _fraction(match, numerals.chinese(divided) or 0.0, value, stance)
        elif tail == "成":
            yield Quantity(
                start, end, 10 * value, units.PERCENT, 10.0, stance=stance or "~", word=True
            )
        else:
            yield _worded(text, start, match.end(4), value, tail, stance)


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Lend a unit that stands at the end of a list to the bare numbers before it: "from 3 to 7 %",
    "71.2/64.5%"."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        apart = following.start - this.end
        scaled = this.value != this.number
        if (
            following.unit
            and not this.unit
            and not scaled
            and apart <= 10
            and (joint := _LISTED.fullmatch(text, this.end, following.start))
            and (joint[0].strip() != "," or following.soft)
        ):
            found[index] = this._replace(unit=following.unit, soft=True)
    return found
