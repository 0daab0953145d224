"""The figures of a text, in English and Chinese: value, unit, and how exactly they are meant.

Pure, and linear in time.
docs/decisions/figure-check.md says what counts as a figure and what as a name.
"""

# Chinese is read here: numbers, units and marks around them.

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.checking import numerals, units
from core.checking.quantity import Quantity, stance_of
from core.checking.spelled import fraction, in_chinese, in_english


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
    r"(?:(?-i:[kKmMbBtTG](?![A-Za-z0-9]))|\s?(?:(?-i:[MB](?![A-Za-z0-9]))|(?:hundred|thousand|"
    r"million|billion|trillion|bn)(?![A-Za-z])"
    r"|万亿|千亿|百亿|十亿|千万|百万|十万|[亿万千](?![米克分瓦赫焦])|百(?!分)))"
)
_FIGURE = re.compile(
    rf"({_NUMBER})(?>({_POWER})?)(?>({_SCALE})?)(?>(?:[\s-]?({units.PATTERN}))?)", re.IGNORECASE
)
_BARE_POWER = re.compile(r"(?<![\w.·×*^])(?<![·×*]\s)10\^\s?\(?([-−–+]?\d{1,3})(?!\d)\)?")
# Thousands apart by a space, as some papers write them; what two numbers side by side say too.
_SPACED = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:[ \u2009\u202f]\d{3}){1,3})(?![\d.,]*\d)")
_FRACTION = re.compile(r"(?<![\d./])([1-9])/([2-9]|10)(?![\d./%])")

# What a number after one of these counts is a place or a label, not a measured thing.
_LABEL = re.compile(
    r"(?:tables?|tabs?\.?|figures?|figs?\.?|sections?|secs?\.?|§+|eqs?\.?|equations?|append(?:ix|"
    r"ices)|algorithms?|theorems?|lemmas?|prop(?:osition|\.)s?|chapters?|steps?|stages?|phases?|"
    r"version|listing|footnote|line|eqn\.?|arxiv:?|corollary|definition|remark|example|图|表|第|"
    r"公式|步骤|阶段|定理|附录|算法|引理|图表|#|no\.)[\s(（*:]*$",
    re.IGNORECASE,
)
_LABEL_ENDS = (
    "table tables tab tabs tab. tabs. figure figures fig figs fig. figs. section sections sec "
    "secs sec. secs. § eq eqs eq. eqs. equation equations appendix appendices algorithm "
    "algorithms theorem theorems lemma lemmas prop. prop.s proposition propositions chapter "
    "chapters step steps stage stages phase phases version listing footnote line eqn eqn. arxiv "
    "corollary definition remark example 图 表 第 公式 步骤 阶段 定理 附录 算法 引理 # no."
)
_LABELS = tuple(_LABEL_ENDS.split())
_FAMILY = re.compile(
    r"(?:gpt|claude|gemini|llama|qwen|phi|palm|mistral|gemma|grok|kimi|deepseek|flux|sora|veo|"
    r"glm|yi|opus|sonnet|haiku|mixtral|falcon|olmo|pythia|stable diffusion|sdxl|cuda|python|"
    r"pytorch|wan|hunyuan|imagen|dall-?e|[a-z]v)\s$",
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

    Names, places in the paper, dates, citations, list numbers, and counts below ten written as
    words are no figures.
    """
    held: Quantity | None = None
    for each in quantities(text):
        if each.aside or (each.word and each.value < 10 and each.unit in ("", ":")):
            continue
        if held is None:
            held = each
            continue
        joint = _JOIN.fullmatch(text, held.end, each.start)
        if joint:
            yield _joined(held, each, joint[0].strip())
            held = None
        else:
            yield Stated(held.start, held.end, (held,))
            held = each
    if held is not None:
        yield Stated(held.start, held.end, (held,))


def _joined(low: Quantity, high: Quantity, joint: str) -> Stated:
    """Two quantities as one figure; in a range, the unit of the second is that of both."""
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
        found += _in_digits(text)
    found += in_english(text)
    if not text.isascii():
        found += in_chinese(text)
    found.sort()
    return _shared(text, found)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _in_digits(text: str) -> Iterator[Quantity]:
    """The numbers written in digits; those of each kind in the text's order."""
    for match in _FIGURE.finditer(text):
        quantity = _read(text, match)
        if quantity is not None:
            yield quantity
    if "10^" in text:
        for match in _BARE_POWER.finditer(text):
            value = _ten(match[1])
            yield Quantity(match.start(), match.end(), value, step=value)
    if " " in text:
        for match in _SPACED.finditer(text):
            value = float(re.sub(r"\D", "", match[1]))
            yield Quantity(*match.span(), value, "", 1.0, value, aside=True)
    if "/" in text:
        for match in _FRACTION.finditer(text):
            for each in fraction(match, int(match[1]), int(match[2])):
                yield each._replace(aside=True)


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
    factor = 1.0
    if power:
        factor = _ten(re.split(r"[eE^]", power)[1])
    if scale:
        factor *= numerals.SCALES[scale.strip().lower()]
    if unit and unit.strip() in "xX×" and re.match(r"\s?\d", text[end : end + 2]):
        # In "3 x 4" the sign multiplies; it is not the unit of "3x".
        unit = ""
        end = max(match.end(1), match.end(2), match.end(3))
    if unit in ("年", "天", "月") and len(plain_number) == 4:
        return None
    name, worth = units.canonical(unit or "")
    before = text[max(0, start - 18) : start]
    money = units.MONEY.get(before[-1:])
    if money:
        name = name or money
        start -= 1
        before = before[:-1]
    if not (power or scale or unit or money) and _unmeasured(text, number, before, start, end):
        return None
    decimals = len(plain_number.partition(".")[2])
    stance, end_of_stance = stance_of(text, before, end)
    size = factor * worth
    bare = float(plain_number)
    return Quantity(
        start=start,
        end=end_of_stance,
        value=bare * size,
        unit=name,
        step=10.0**-decimals * size,
        number=bare,
        stance=stance,
        sign=_sign(before),
    )


def _sign(before: str) -> str:
    """The sign at the end of what stands before a number: "+", "-" or ""; a hyphen is none."""
    if before[-2:-1].isalnum():
        return ""
    if before[-1:] == "+":
        return "+"
    if before[-1:] in ("-", "−", "–"):
        return "-"
    return ""


def _named(text: str, start: int, end_of_number: int, end: int) -> bool:
    """Whether digits run on with letters: GPT-4, x_1, 2.5D, n^2, v1.2.3."""
    before = text[start - 1 : start]
    two = text[max(0, start - 2) : start]
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
    after = text[end : end + 3]
    before = before[-14:]
    if before.rstrip(" *(（:").lower().endswith(_LABELS) and _LABEL.search(before):
        return True
    if before[-1:].isspace() and (_FAMILY.search(before) or _MONTH_BEFORE.search(before)):
        return True
    if _DATE.match(after):
        return True
    if len(number) == 4 and number[:2] in ("19", "20") and not _COUNTER.match(after):
        like_a_year = _YEAR_BEFORE.search(before) is not None or after[:1] in (")", "）", ";")
        return number < "2035" and like_a_year
    return len(number) <= 2 and _numbers_an_item(text, before, start, after)


def _numbers_an_item(text: str, before: str, start: int, after: str) -> bool:
    """Whether a bare number of one or two digits is the number of a list's item."""
    if before.endswith(("(", "（")) and after.startswith((")", "）")):
        return True
    behind_a_stop = before.rstrip(" *").endswith((":", "：", ";", "；", "。"))
    if behind_a_stop and _STOPPED.match(after):
        return True
    if after[:1] in (")", "）") and not before[-1:].strip(" ;；,，。:：、"):
        # In "1) read 2) write" brackets only close: none may be open before the number.
        opened = sum(map(text[:start].count, "(（"))
        closed = sum(map(text[:start].count, ")）"))
        return opened <= closed
    at_head = not before.strip(" *#-") or before.rstrip(" *#-").endswith("\n") or start == 0
    return at_head and bool(_POINTED.match(after))


def _ten(exponent: str) -> float:
    """Ten to that power; beyond what a float can hold, the largest that leaves room for a scale."""
    power = int(exponent.replace("−", "-").replace("–", "-"))
    return 10.0 ** max(-_MOST, min(power, _MOST))


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the unit at the end of a list to the bare numbers before it, as in "71.2/64.5%"."""
    for index in range(len(found) - 2, -1, -1):
        this = found[index]
        following = found[index + 1]
        scaled = this.value != this.number
        if not following.unit or this.unit or scaled or following.start - this.end > 10:
            continue
        joint = _LISTED.fullmatch(text, this.end, following.start)
        if joint and (joint[0].strip() != "," or following.soft):
            found[index] = this._replace(unit=following.unit, soft=True)
    return found
