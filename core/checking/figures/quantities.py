"""The numbers of a text, in English and Chinese: value, unit, and how exactly they are meant.

Pure, and linear in time.
docs/decisions/figure-check.md says what counts as a figure and what as a name.
"""

# Chinese is read here: numbers, units and marks around them.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from core.checking.figures import grouped, no_figures, numerals, units
from core.checking.figures.alongside import shared
from core.checking.figures.quantity import Quantity, stance_of
from core.checking.figures.spelled import fraction, in_chinese, in_english, ordinals, sides

# Groups are atomic, "(?>…)", and not possessive: Python before 3.11.5 matches possessive groups
# wrongly.
# Its first character stands by itself, so that what cannot begin a number is passed over at once.
_NUMBER = r"[\d.](?:(?<=\d)(?:\d{0,2}(?>(?:,\d{3}){1,6})(?!\d)|\d*+)(?>(?:\.\d++)?)|(?<=\.)\d++)"
# Blanks stand where TeX sets the "e" upright.
_POWER = (
    r"(?:[eE](?:\s?\^\s?)?[-+−–]?\d{1,3}(?![\dA-Za-z])|\s{0,2}e\s?[-−–]\s?\d{1,2}(?![\dA-Za-z])"
    r"|\s?(?:[×·*]|x(?=\s?10))\s?10"
    # "2 × 10-6" is what copied texts leave of a power.
    r"(?:\s?\^\s?[-−–+]?\d{1,3}|[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}|[-−]\d{1,2}(?![\d%]|\.\d)))"
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
# "2^12", which reports write as 4096.
_OF_TWO = re.compile(r"(?<![\w.,^])2\^(\d{1,2})(?![\w^]|\.\d)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_EXPONENT = re.compile(r"(?:[eE]|10)\s?\^?\s?([-−–+]?)\s?(\d{1,3})$")
# A factor that nothing goes up or down by may be a bare number: "a scale factor of 4".
_BY_A_FACTOR = re.compile(r"\bby (?:an? |up to a )?(?:\w{1,12} )?factors? of[^,;]*$")
# The size in a name, "RiverForm-8B", which a report states by itself.
_SIZE_OF_NAME = re.compile(
    r"(?<=[A-Za-z0-9])-(\d{1,5}(?:\.\d{1,3})?)(?:([kKMBT])|(G|[GT]B))(?![A-Za-z0-9])"
)
_FRACTION = re.compile(r"(?<![\d./])(?:([1-9])/([2-9]|10)|(1)/(\d{2,3}))(?![\d./%])")
# A clock's hours, minutes and seconds: "2:15:30".
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\d:]|\.\d)")
# In "1h 30m" and 1 小时 30 分 these are minutes, and in "2m 30s".
_HOURS_BEFORE = re.compile(r"\d\s?(?:h(?:rs?|ours?)?|小时)\s?$", re.IGNORECASE)
_HOURS = 12  # characters
_SECONDS_BEHIND = re.compile(r"\s?\d{1,2}\s?(?:s(?:ecs?)?(?![A-Za-z/])|秒)")
_BIT_RATE = re.compile(
    r"bit|codec|speech|audio|bandwidth|network|link|码率|带宽|比特|网络|语音|音频|编码|编解码",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"\b(USD|EUR|GBP|RMB|CNY)\s?$")

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
# Two digits and more, with a letter or a sign on one side at least.
_RUNS_ON = re.compile(
    r"(\d(?<![\d.,]\d)(?:(?<=[A-Za-z&^_=*/'’-]\d)|(?=[\d.,]{1,23}[A-Za-z&^_=*/'’%-]))"
    r"\d{0,11}(?:,\d{3}){0,4}(?:\.\d{1,6})?)(?<=[\d.,]\d\d|\d[.]\d)(?!\d)"
)
_TOP = re.compile(r"[Tt]op-(?<!\w...-)(\d{1,4})\b")
_OF_THESE = re.compile(r"\s?(?:\d|[A-Z][A-Za-z]{0,7}\d|GPU|TPU|NVIDIA)")
# What stands between a number and the time that it measures: "7.3 serial GPU-hours".
_OF_TIME = re.compile(
    r"\s(?:serial|sequential|total|additional|extra|more|full|whole|consecutive|wall-?clock"
    r"|compute|training|audio|labell?ed|annotated|recorded|simulated|human|single)"
    r"\s((?:[GCT]PU[- ]?|core[- ])?(?:seconds?|minutes?|hours?|days?|weeks?|months?))\b",
    re.IGNORECASE,
)
_AN_HOUR = re.compile(r"(?:时速|每小时)[^\d，。]{0,3}$")
_PERCENT_OF = re.compile(r"百分之\s?$")
_DIGIT, _HAN = re.compile(r"\d"), re.compile(r"[〇\u4e00-\u9fff]")
_MOST, _LONGEST_INTERVAL = 200, 24


def quantities(text: str) -> list[Quantity]:
    """Every number of a plain text, those written as words too, in its order."""
    found: list[Quantity] = []
    has_digits = _DIGIT.search(text) is not None
    if has_digits:
        if _LINKED.search(text):
            text = _LINK.sub(_blank, text)
        if "[" in text:
            text = _CITATION.sub(_blank_citation, text)
        found += _in_digits(text)
    found += in_english(text)
    if _HAN.search(text):
        found += in_chinese(text)
    if not found and not has_digits:
        return []
    found.sort()
    parts: list[Quantity] = []
    if grouped.SPACE.search(text) or ("," in text and grouped.INDIAN.search(text)):
        found, parts = grouped.joined(text, found)
        found.sort()
    found = sorted(shared(text, found) + parts)
    if "[" in text:
        # An interval supports figures, and is none.
        intervals = [each.span() for each in _INTERVAL.finditer(text)]
        found = [each._replace(aside=each.aside or _is_within(each, intervals)) for each in found]
    return found


def _is_within(quantity: Quantity, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < quantity.start < end for start, end in spans)


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
    if "2^" in text:
        for match in _OF_TWO.finditer(text):
            value = 2.0 ** int(match[1])
            yield Quantity(*match.span(), value, step=1.0, number=value, aside=True)
    if ":" in text:
        for match in _CLOCK.finditer(text):
            hours, minutes, seconds = map(float, match.groups())
            value = 3600 * hours + 60 * minutes + seconds
            yield Quantity(*match.span(), value, "s", 1.0, value, aside=True)
    if "/" in text:
        for match in _FRACTION.finditer(text):
            above, below = (int(each) for each in match.groups() if each)
            for each in fraction(match, above, below):
                yield each._replace(aside=True)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of a match, or None where the digits are part of a name, label, date or
    formula."""
    number, power, scale, unit = match.groups()
    start, end = match.span()
    if _RAISED_TO.match(text, start):
        return None
    if no_figures.runs_on(text, start, match.end(1), end) or _is_percent_of(text, start):
        return None
    plain_number = number.replace(",", "")
    if len(plain_number) > 300 or no_figures.is_work(text, number, scale, end):
        return None
    factor = 1.0
    if power:
        exponent = _EXPONENT.search(power.translate(_RAISED))
        if exponent:
            factor = _ten(exponent[1] + exponent[2])
    if scale == "m" and _are_minutes(text, text[max(0, start - _HOURS) : start], end):
        scale, unit = "", scale
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
    name, worth = _as_meant(text, (name, worth), unit, before, end)
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


def _is_percent_of(text: str, start: int) -> bool:
    """Whether 百分之 stands before a number, which is read with it (spelled.py)."""
    return _PERCENT_OF.search(text, max(0, start - 4), start) is not None


def _are_minutes(text: str, before: str, end: int) -> bool:
    """Whether "m" or 分 behind a number means minutes: "1h 30m", "2m 30s"."""
    return bool(_HOURS_BEFORE.search(before) or _SECONDS_BEHIND.match(text, end))


def _as_meant(
    text: str, unit: tuple[str, float], written: str | None, before: str, end: int
) -> tuple[str, float]:
    """A unit and how many of it one is, as what stands beside tells what its spelling means."""
    name, _ = unit
    may_be_minutes = name in ("m", units.SCORE) and written in ("m", "分")
    if may_be_minutes and _are_minutes(text, before, end):
        return "s", 60.0
    if written and written.lower() == "bps" and _BIT_RATE.search(text):
        return "bit/s", 1.0
    money = None if name else _MONEY_BEFORE.search(before)
    return units.canonical(money[1]) if money else unit


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
