"""The figures of a text, in English and Chinese: value, unit, and how exactly they are meant.

Pure, and linear in time.
docs/decisions/figure-check.md says what counts as a figure and what as a name.
"""

# Chinese is read here: numbers, units and marks around them.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.checking import no_figures, numerals, spaced, units
from core.checking.quantity import Quantity, stance_of
from core.checking.spelled import fraction, in_chinese, in_english, ordinals, sides


class Stated(NamedTuple):
    """A figure as a text states it: one quantity, or the two ends of a range, ratio or fraction.

    `share` is the percentage that a fraction is; `scaled` are the ends where the scale of the
    second, or of the list's last, is that of both: "2 到 3 亿", "52 and 18 hours".
    """

    start: int
    end: int
    ends: tuple[Quantity, ...]
    share: Quantity | None = None
    scaled: tuple[Quantity, ...] = ()


# Groups are atomic, "(?>…)", and not possessive: Python before 3.11.5 matches possessive groups
# wrongly.
# Its first character stands by itself, so that what cannot begin a number is passed over at once.
_NUMBER = r"[\d.](?:(?<=\d)(?:\d{0,2}(?>(?:,\d{3}){1,6})(?!\d)|\d*+)(?>(?:\.\d++)?)|(?<=\.)\d++)"
# Blanks stand where TeX sets the "e" upright.
_POWER = (
    r"(?:[eE](?:\s?\^\s?)?[-+−–]?\d{1,3}(?![\dA-Za-z])|\s{0,2}e\s?[-−–]\s?\d{1,2}(?![\dA-Za-z])"
    r"|\s?(?:[×·*]|x(?=\s?10))\s?10"
    r"(?:\s?\^\s?[-−–+]?\d{1,3}|[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))"
)
_SCALE = (
    r"(?:(?-i:[kKmMbBtTG](?![A-Za-z0-9]))|[\s-]?(?:(?-i:[KMBG](?![A-Za-z0-9])|k(?=-))"
    r"|(?:hundred|thousand|million|billion|trillion|bn|lakh|crore)(?![A-Za-z])"
    r"|万亿|千亿|百亿|十亿|千万|百万|十万|[亿万千](?![米克分瓦赫焦])|百(?!分)))"
)
# Blanks of no width, which copied texts have inside of "91.2%".
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_FIGURE = re.compile(
    rf"({_NUMBER})(?>({_POWER})?)(?>({_SCALE})?)(?>(?:[\s{INVISIBLE}-]?({units.PATTERN}))?)",
    re.IGNORECASE,
)
_BARE_POWER = re.compile(
    r"(?<![\w.·×*^])(?<![·×*]\s)10(?:\^\s?\(?([-−–+]?\d{1,3})(?!\d)\)?|([⁻⁺]?[⁰¹²³⁴-⁹]{1,3}))"
)
# A power that is written as one, 2³ for "2^3": what it is raised to is no figure.
_RAISED_TO = re.compile(r"[2-9][⁰¹²³⁴-⁹]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_EXPONENT = re.compile(r"(?:[eE]|10)\s?\^?\s?([-−–+]?)\s?(\d{1,3})$")
# A factor that nothing goes up or down by may be a bare number: "a scale factor of 4".
_BY_A_FACTOR = re.compile(r"\bby (?:an? |up to a )?(?:\w{1,12} )?factors? of[^,;]*$")
# The size in a name, "RiverForm-8B", which a report states by itself.
_SIZE_OF_NAME = re.compile(
    r"(?<=[A-Za-z0-9])-(\d{1,5}(?:\.\d{1,3})?)(?:([kKMBT])|(G|[GT]B))(?![A-Za-z0-9])"
)
_FRACTION = re.compile(r"(?<![\d./])([1-9])/([2-9]|10)(?![\d./%])")

# 3 位 are bits where the text speaks of them, and people elsewhere; 1.58 位 are bits.
_BITS = re.compile(r"量化|比特|bit|精度|浮点|定点", re.IGNORECASE)
_PEOPLE = re.compile(r"位\s?[作用参专研标受志患老同评]")
# The unit behind a spread: "1.73 (+/- 0.42) mm".
_SPREAD = re.compile(
    rf"(?<![\d.,])(\d{{1,9}}(?:\.\d{{1,9}})?)\s?[(（]\s?(?:±|\+/?-)\s?\d{{1,9}}(?:\.\d{{1,9}})?"
    rf"\s?[)）]\s?({units.PATTERN})",
    re.IGNORECASE,
)
_FACTOR = re.compile(
    r"\bfactors? of (?:about |up to |over |nearly |~\s?)?"
    r"(?:\d{1,3}(?:\.\d)?(?:\s(?:to|and|or)\s|[-–]))?$"
)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\b", re.IGNORECASE)
_LINKED = re.compile(r"\d{4}\.\d{4}|[:wW][/wW][/wW]")
_CITATION = re.compile(r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,20}\]")
# Two numbers that are the ends of an interval: alone in a cell, or behind a word that says so.
_INTERVAL = re.compile(r"\[\s?\d{1,3}\s?,\s?\d{1,3}\s?\]")
_INTERVAL_BEFORE = re.compile(
    r"(?:\b(?:ranges?|intervals?|between|within|uniform(?:ly)?|clipped to|clamped to)"
    r"(?: of| in| from)?|[∈=~∼]|区间|范围|之间)[为是在\s:：]{0,3}$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s?(?:[-–—~～]|到|至|\bto\b|→|->)\s?$|[:：/]$|\s[:：/]\s$")
_TO = re.compile(r"\s?(?:\bto\b|到|至)\s?")
# Three numbers and more are a list and no fraction: "149 / 21 / 42".
_THREE = re.compile(r"(?<![\d/])\d[\d.,%kKMe万-]{0,10}(?:\s?/\s?\d[\d.,%kKMe万-]{0,10}){2,8}")
_STARTS = re.compile(r"(?:\bfrom\b|\bbetween\b|[从由自在])[^\d,.;:，。；：]{0,18}$", re.IGNORECASE)
_LISTED = re.compile(
    r"\s?(?:[提上]?[升高增][加长]?[至到]|[下减]?[降少短小低][低少]?[至到]|[,/、~–-]|and|or|和|与|vs\.?|to|到|至|±)\s?(?:and|or|from|to)?\s?"
)
# Two digits and more, with a letter or a sign on one side at least.
_RUNS_ON = re.compile(
    r"(\d(?<![\d.,]\d)(?:(?<=[A-Za-z&^_=*/'’-]\d)|(?=[\d.,]{1,23}[A-Za-z&^_=*/'’%-]))"
    r"\d{0,11}(?:,\d{3}){0,4}(?:\.\d{1,6})?)(?<=[\d.,]\d\d|\d[.]\d)(?!\d)"
)
_TOP = re.compile(r"\b[Tt]op-(\d{1,4})\b")
_OF_THESE = re.compile(r"\s?(?:\d|[A-Z][A-Za-z]{0,7}\d|GPU|TPU|NVIDIA)")
# What stands between a number and the time that it measures: "7.3 serial GPU-hours".
_OF_TIME = re.compile(
    r"\s(?:serial|sequential|total|additional|extra|more|full|whole|consecutive|wall-?clock"
    r"|compute|training|audio|labell?ed|annotated|recorded|simulated|human|single)"
    r"\s((?:[GCT]PU[- ]?|core[- ])?(?:seconds?|minutes?|hours?|days?|weeks?|months?))\b",
    re.IGNORECASE,
)
# What stands between two numbers before which "about" stands once.
_AND = re.compile(
    r"[^\d，。；,;.:（(]{0,10}?(?:和|与|及|、)\s?|(?:\s[a-z]{1,12}){0,3}\s(?:and|or)\s",
    re.IGNORECASE,
)
_DIGIT, _AN_HOUR = re.compile(r"\d"), re.compile(r"(?:时速|每小时)[^\d，。]{0,3}$")
# How far apart two numbers of a list may stand.
_FURTHEST = 10
_AGAINST = re.compile(
    r"[^\d.;:。；：]{0,12}?\b(?:vs\.?|versus|against|compared (?:to|with)|rather than"
    r"|instead of|from|to)[\s(](?:just |only |about |the )?[^\d.;:。；：]{0,12}",
    re.IGNORECASE,
)
_MOST, _LONGEST_INTERVAL = 200, 24


def figures(text: str) -> Iterator[Stated]:
    """The figures a plain text states, in its order; ranges, ratios and fractions are one figure
    with two ends.

    Names, places in the paper, dates, citations, list numbers, and counts below ten written as
    words are no figures.
    """
    held: Quantity | None = None
    found = quantities(text)
    shares = {(each.start, each.end): each for each in found if each.unit == units.PERCENT}
    # The 52 of "52 and 18 hours".
    scaled = {
        each[:2]: (each,)
        for each in found
        if each.aside and each.value != each.number and not each.word
    }
    listed = [match.span() for match in _THREE.finditer(text)]
    for each in found:
        if each.aside or (each.word and each.value < 10 and each.unit in ("", ":")):
            continue
        if held is None:
            held = each
            continue
        joint = _JOIN.fullmatch(text, held.end, each.start)
        told_by_word = held.word and joint is not None and joint[0].strip() in ":："
        apart = _is_size_beside(held, each) or _is_setting_beside(text, held, each)
        apart = apart or any(start <= held.start < each.start < end for start, end in listed)
        if joint and not told_by_word and not apart:
            share = shares.get((held.start, each.end))
            yield _joined(held, each, joint[0].strip())._replace(share=share)
            held = None
        else:
            yield Stated(held.start, held.end, (held,), scaled=scaled.get(held[:2], ()))
            held = each
    if held is not None:
        yield Stated(held.start, held.end, (held,), scaled=scaled.get(held[:2], ()))


def _is_size_beside(one: Quantity, other: Quantity) -> bool:
    """Whether the size of a model stands before a measure: "from 11% for the 7B to 15%"."""
    scaled = not one.unit and one.value != one.number
    return scaled and other.unit in units.COMPARED


def _is_setting_beside(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a bare number stands before the end of a change: "from 23% at a length of 336 to
    5.8%"."""
    if one.unit or not other.unit or one.number <= other.number:
        return False
    if _TO.fullmatch(text, one.end, other.start) is None:
        return False
    return _STARTS.search(text, max(0, one.start - 2 * _FURTHEST), one.start) is None


def _joined(low: Quantity, high: Quantity, joint: str) -> Stated:
    """Two quantities as one figure; in a range, the unit of the second is that of both."""
    if not low.unit and high.unit and joint not in ":：/":
        low = low._replace(unit=high.unit)
    scaled: tuple[Quantity, ...] = ()
    if high.number and low.value == low.number and low.number < high.number != high.value:
        factor = high.value / high.number
        scaled = (low._replace(value=low.value * factor, step=low.step * factor), high)
    return Stated(low.start, high.end, (low, high), scaled=scaled)


def quantities(text: str) -> list[Quantity]:
    """Every number of a plain text, those written as words too, in its order."""
    found: list[Quantity] = []
    if _DIGIT.search(text):
        if _LINKED.search(text):
            text = _LINK.sub(_blank, text)
        if "[" in text:
            text = _CITATION.sub(_blank_citation, text)
        found += _in_digits(text)
    found += in_english(text)
    if not text.isascii():
        found += in_chinese(text)
    found.sort()
    parts: list[Quantity] = []
    if spaced.SPACE.search(text):
        found, parts = spaced.joined(text, found)
        found.sort()
    found = sorted(_shared(text, found) + parts)
    if "[" in text:
        # An interval supports figures, and is none.
        within = [each.span() for each in _INTERVAL.finditer(text)]
        found = [
            each._replace(aside=each.aside or any(at < each.start < end for at, end in within))
            for each in found
        ]
    return found


def unread(text: str, found: Sequence[Quantity]) -> Iterator[tuple[float, bool]]:
    """The numbers of a plain text that run on with letters or signs and were not read as
    quantities, of two digits and more, and those of "top-5"; each with whether a "%" stands behind
    it.

    They are of names (S&P500) or written in a way that nobody has met yet.
    """
    read = bytearray(len(text))
    for each in found:
        read[each.start : each.end] = b"x" * (each.end - each.start)
    for match in _RUNS_ON.finditer(text):
        start, end = match.span(1)
        if not any(read[start:end]):
            yield float(match[1].replace(",", "")), text[end : end + 1] == "%"
    for match in _TOP.finditer(text):
        yield float(match[1]), False


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_citation(match: re.Match[str]) -> str:
    """Blanks in place of a citation; the ends of an interval, "[10, 50]", stay."""
    text, start = match.string, match.start()
    if _INTERVAL.fullmatch(match[0]):
        alone = text.strip() == match[0]
        if alone or _INTERVAL_BEFORE.search(text, max(0, start - _LONGEST_INTERVAL), start):
            return match[0]
    return _blank(match)


def _in_digits(text: str) -> Iterator[Quantity]:
    """The numbers written in digits; those of each kind in the text's order."""
    for match in _FIGURE.finditer(text):
        quantity = _read(text, match)
        if quantity is not None:
            yield quantity
    if "-" in text:
        for match in _SIZE_OF_NAME.finditer(text):
            name, factor = units.canonical({"G": "GB", None: ""}.get(match[3], match[3]))
            if match[2]:
                factor = numerals.SCALES[match[2].lower()]
            bare = float(match[1])
            decimals = len(match[1].partition(".")[2])
            step = 10.0**-decimals * factor
            yield Quantity(*match.span(1), bare * factor, name, step, bare, aside=True)
    if "(" in text:
        for match in _SPREAD.finditer(text):
            name, worth = units.canonical(match[2])
            bare = float(match[1])
            decimals = len(match[1].partition(".")[2])
            yield Quantity(
                *match.span(), bare * worth, name, 10.0**-decimals * worth, bare, aside=True
            )
    yield from (*sides(text), *ordinals(text))
    if "10" in text:
        for match in _BARE_POWER.finditer(text):
            value = _ten((match[1] or match[2]).translate(_RAISED))
            yield Quantity(match.start(), match.end(), value, step=value)
    if "/" in text:
        for match in _FRACTION.finditer(text):
            for each in fraction(match, int(match[1]), int(match[2])):
                yield each._replace(aside=True)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of a match, or None where the digits are part of a name, label, date or
    formula."""
    number, power, scale, unit = match.groups()
    start, end = match.span()
    if _RAISED_TO.match(text, start):
        return None
    if no_figures.runs_on(text, start, match.end(1), end) or text.startswith("百分之", start - 3):
        return None
    plain_number = number.replace(",", "")
    if len(plain_number) > 300:
        return None
    factor = 1.0
    if power:
        exponent = _EXPONENT.search(power.translate(_RAISED))
        if exponent:
            factor = _ten(exponent[1] + exponent[2])
    if scale:
        factor *= numerals.SCALES[scale.strip(" -\t\n").lower()]
    if unit and unit.strip() in "xX×" and _OF_THESE.match(text, end):
        # In "3 x 4" and "8xH100" the sign multiplies; it is not the unit of "3x".
        unit = ""
        end = max(match.end(1), match.end(2), match.end(3))
    if unit in ("年", "天", "月") and len(plain_number) == 4 and plain_number.isdigit():
        return None
    of_time = None if unit or scale else _OF_TIME.match(text, end)
    if of_time:
        unit, end = of_time[1], of_time.end()
    name, worth = units.canonical(unit or "")
    if not name and _are_bits(text, plain_number, end):
        name = "bit"
        end += 1
    before = text[max(0, start - 18) : start]
    money = units.MONEY.get(before[-1:])
    if money:
        name = name or money
        start -= 1
        before = before[:-1]
    if name == "m" and _AN_HOUR.search(before):
        name = "m/s"
        worth /= 3600
    aside = soft = False
    if not (power or scale or unit or money):
        aside = no_figures.of_a_name(text, number, before, end)
        if no_figures.is_label(text, number, before, start, end):
            if not no_figures.in_brackets(text, before, end):
                return None
            aside = True
        if _FACTOR.search(before):
            name = units.TIMES
            soft = _BY_A_FACTOR.search(text[max(0, start - 40) : start]) is None
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
        stance=stance or _under(before),
        sign=_sign(before),
        soft=soft,
        aside=aside,
    )


def _are_bits(text: str, number: str, end: int) -> bool:
    """Whether 位 behind a number means bits."""
    if not text.startswith("位", end) or _PEOPLE.match(text, end):
        return False
    return "." in number or _BITS.search(text) is not None


def _under(before: str) -> str:
    """What "sub-" before a number says: less than it."""
    return "<" if before.lower().endswith("sub-") else ""


def _sign(before: str) -> str:
    """The sign at the end of what stands before a number: "+", "-" or ""; a hyphen is none."""
    if before[-2:-1].isalnum() or before[-2:-1] == "%":
        return ""
    if before[-1:] == "+":
        return "+"
    if before[-1:] in ("-", "−", "–"):
        return "-"
    return ""


def _ten(exponent: str) -> float:
    """Ten to that power; beyond what a float can hold, the largest that leaves room for a scale."""
    power = int(exponent.replace("−", "-").replace("–", "-"))
    return 10.0 ** max(-_MOST, min(power, _MOST))


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the unit at the end of a list to the bare numbers before it, as in "71.2/64.5%".

    The scale at the end of a range or list, "7 to 70 billion", may be that of all of it too; so may
    the money before it, "$2-3 million". Hours and minutes side by side are one time as well.
    """
    for index in range(len(found) - 1):
        if _also_roughly(text, found[index], found[index + 1]):
            found[index + 1] = found[index + 1]._replace(stance="~")
    factor = 1.0  # of what follows
    for index in range(len(found) - 2, -1, -1):
        this = found[index]
        following = found[index + 1]
        joint = None
        if following.start - this.end <= _FURTHEST:
            joint = _LISTED.fullmatch(text, this.end, following.start)
        scaled = this.value != this.number
        if following.number and following.value != following.number:
            factor = following.value / following.number
        if joint is None or _AGAINST.fullmatch(text, this.end, following.start):
            found += _also_measured(text, this, following)
        if joint is None:
            factor = 1.0
            if this.unit == following.unit and _one_time(text, this, following):
                found.append(
                    this._replace(end=following.end, value=this.value + following.value, aside=True)
                )
            continue
        money = this.unit if this.unit in units.MONEY.values() else ""
        if factor != 1 and not scaled and (money or not this.unit or this.soft):
            unit = money
            if following.unit and not following.soft:
                unit = following.unit
            found.append(
                this._replace(
                    value=this.value * factor, step=this.step * factor, unit=unit, aside=True
                )
            )
        if money and not following.unit and _JOIN.fullmatch(text, this.end, following.start):
            found[index + 1] = following._replace(unit=money, soft=True)
            continue
        if not following.unit or this.unit or scaled:
            continue
        if _is_setting_beside(text, this, following):
            continue
        if joint[0].strip() != "," or following.soft:
            found[index] = this._replace(unit=following.unit, soft=True)
    return found


def _also_roughly(text: str, this: Quantity, following: Quantity) -> bool:
    """Whether the word for "about" before a number holds for the next one too: 约需 176 秒标定和 44
    秒量化."""
    if this.stance != "~" or following.stance or following.word or this.unit != following.unit:
        return False
    return _AND.fullmatch(text, this.end, following.start) is not None


def _also_measured(text: str, this: Quantity, following: Quantity) -> Iterator[Quantity]:
    """A bare number with the unit of what it is compared to: "14.2 minutes versus 8.9"."""
    if not this.unit or following.unit or following.word or this.soft or not this.number:
        return
    if _AGAINST.fullmatch(text, this.end, following.start):
        worth = this.value / this.number
        value, step = following.value * worth, following.step * worth
        yield following._replace(value=value, step=step, unit=this.unit, aside=True)


def _one_time(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two times are one: 1 h 30 min."""
    if one.unit not in ("s", "month") or one.value <= other.value or one.word or other.word:
        return False
    return not text[one.end : other.start].strip() and one.step > other.step
