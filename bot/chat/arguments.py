"""What people type after a command, made into values. Pure. Each error shows a right example."""

# Chinese is read here: dates as people type them, full-width signs.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import available_timezones

from core.asking.ask import LONGEST_QUESTION
from core.editions.keys import DAILY, ListKey, read_key
from core.errors import (
    ArgumentMissing,
    DateInFuture,
    DateInvalid,
    NumberInvalid,
    TimeInvalid,
    ZoneInvalid,
)
from core.identify import paper_id
from core.language import Language

_WORDS = {
    "today": 0, "今天": 0, "今日": 0,
    "yesterday": 1, "昨天": 1, "昨日": 1,
    "前天": 2, "前日": 2,
}  # fmt: skip
_FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_AGO = re.compile(r"-(\d{1,3})")
# A day, or another list's key, between the paper's number and the question; bare digits are part of
# the question.
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}(?:日|-[a-z0-9]+-[a-z0-9]+)?")
# A number that Chinese goes on without a blank.
_GLUED = re.compile(r"([#№]?\d{1,3})[，,、：:。]?(?=[\u3000-\u9fff\uff01-\uff5e])")


def parse_date(text: str, today: dt.date) -> dt.date:
    """The date meant by `2026-02-05`, `02-05` (the latest such day), `2月5日`, `昨天` or `-1`.

    Raises DateInvalid, and DateInFuture for a day after `today` (the chat's own day).
    """
    word = text.strip().casefold().translate(_HALF_WIDTH)
    if word in _WORDS:
        return today - dt.timedelta(days=_WORDS[word])
    if ago := _AGO.fullmatch(word):
        return today - dt.timedelta(days=int(ago[1]))
    try:
        date = _calendar_date(word, today)
    except ValueError:
        raise DateInvalid(text) from None
    if date > today:
        raise DateInFuture(date, None)
    return date


def parse_list(text: str, today: dt.date) -> ListKey:
    """The list meant by a key's short form, as buttons have it, or the daily list of a date.

    Raises what `parse_date` raises.
    """
    key = read_key(text.strip())
    if key and key.shelf != DAILY:
        return key
    if key:
        text = str(key)
    return DAILY.on(parse_date(text, today))


def _calendar_date(word: str, today: dt.date) -> dt.date:
    """The date; ValueError when it is none."""
    if full := _FULL.fullmatch(word):
        return dt.date(*map(int, full.groups()))
    short = _SHORT.fullmatch(word)
    if not short:
        raise ValueError
    month, day = map(int, short.groups())
    # The 29th of February may lie up to eight years back (1900 and 2100 are not leap years).
    for year in range(today.year, today.year - 9, -1):
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        if date <= today:
            return date
    raise ValueError


# Characters of a text that may be no more than a courtesy.
LONGEST_COURTESY = 60
# From this character on, the scripts (of East Asia) do not part their words.
FIRST_UNPARTED = "\u2e80"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper a person means: a number (of `key`, or of the list last seen), or an id."""

    number: int | None = None
    paper_id: str | None = None
    key: ListKey | None = None


def parse_wanted(text: str, command: str, today: dt.date) -> Wanted:
    """`3`, `#3`, `3 2026-02-05`, `2602.04634` or a link. Raises ArgumentMissing, NumberInvalid,
    DateInvalid."""
    words = text.translate(_HALF_WIDTH).split()
    if not words:
        raise ArgumentMissing(command)
    first = words[0].lstrip("#№").rstrip(".,;:。")
    if first.isascii() and first.isdigit() and len(first) <= 4:
        key: ListKey | None = None
        if words[1:]:
            key = parse_list(" ".join(words[1:]), today)
        return Wanted(number=int(first), key=key)
    known = paper_id(words[0]) or paper_id(text)
    if known is None:
        raise NumberInvalid(text.strip()[:60])
    return Wanted(paper_id=known)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a paper."""

    wanted: Wanted
    question: str


def parse_question(text: str, today: dt.date) -> Asked:
    """`3 QUESTION`, `3用了什么`, `3 2026-02-05 QUESTION`, or an id or link and a question.

    Raises ArgumentMissing when there is no question, NumberInvalid, DateInvalid.
    """
    first, *rest = text.split() or [""]
    if glued := _GLUED.match(first.translate(_HALF_WIDTH)):
        first, rest = glued[1], [first[glued.end() :], *rest]
    day = ""
    if rest and first[-1:].isdigit() and paper_id(first) is None:
        day = rest[0].translate(_HALF_WIDTH)
    if _DAY.fullmatch(day):
        first, rest = f"{first} {day}", rest[1:]
    question = " ".join(rest)
    if not any(map(str.isalnum, question)):
        raise ArgumentMissing("ask")
    return Asked(parse_wanted(first, "ask", today), question[:LONGEST_QUESTION])


def is_question(text: str, languages: Iterable[Language]) -> bool:
    """Whether the text asks something, as far as question marks and question words tell."""
    signs = ["?", "？"]
    openings: list[str] = []
    for language in languages:
        signs += language.questions.signs
        openings += language.questions.openings
    small = text.casefold()
    asks = any(sign in small for sign in signs)
    if not asks and (first := re.match(r"\W*(\w+)", small)):
        asks = first[1] in openings
    return asks and any(map(str.isalnum, text))


def is_courtesy(text: str, languages: Iterable[Language]) -> bool:
    """Whether the text only thanks or agrees, in words or signs such as a thumb, and wants no
    answer."""
    if len(text) > LONGEST_COURTESY or any(sign in text for sign in "?？"):
        return False
    phrases: list[str] = []
    for language in languages:
        phrases += language.questions.courtesies
    phrases.sort(key=len, reverse=True)
    said = [char if char.isalnum() else " " for char in text.casefold()]
    rest = " ".join("".join(said).split())
    while rest:
        told = next((each for each in phrases if _begins(rest, each)), None)
        if told is None:
            return False
        rest = rest[len(told) :].lstrip()
    return True


def _begins(text: str, phrase: str) -> bool:
    """Whether the text begins with the phrase as whole words, where its script parts them."""
    if not text.startswith(phrase):
        return False
    following = text[len(phrase) : len(phrase) + 1]
    return not (following.isalnum() and max(following, phrase[-1]) < FIRST_UNPARTED)


def split_command(line: str) -> tuple[str, str]:
    """The command's name and the rest of the line; a line that is just a number means that paper.

    `/paper@PaperboyBot 3` → ("paper", "3"). A line that is no command gives ("", line).
    """
    line = line.strip()
    if not line.startswith(("/", "／")):
        bare = line.translate(_HALF_WIDTH).lstrip("#")
        if bare.isascii() and bare.isdigit():
            return "paper", line
        return "", line
    words = line[1:].split(maxsplit=1)
    if not words:
        return "", ""
    name = words[0].split("@")[0].casefold()
    rest = " ".join(words[1:])
    return name, rest


# Chinese keyboards type full-width digits and signs.
_HALF_WIDTH = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９－／．＃", "0123456789-/.#", strict=True)
}

_TIME = re.compile(r"(\d{1,2})(?:[:：点时hH](\d{2})?)?分?")
# What people call a zone in a chat; every IANA name works too.
_PLACES = {
    "北京": "Asia/Shanghai", "上海": "Asia/Shanghai",
    "beijing": "Asia/Shanghai", "china": "Asia/Shanghai", "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei", "新加坡": "Asia/Singapore", "东京": "Asia/Tokyo",
    "首尔": "Asia/Seoul", "伦敦": "Europe/London", "巴黎": "Europe/Paris", "柏林": "Europe/Berlin",
    "纽约": "America/New_York", "波士顿": "America/New_York", "芝加哥": "America/Chicago",
    "旧金山": "America/Los_Angeles", "洛杉矶": "America/Los_Angeles", "utc": "UTC", "gmt": "UTC",
}  # fmt: skip


def parse_time(text: str) -> dt.time:
    """`8:30`, `08:30`, `8点30`, `8`; raises TimeInvalid."""
    found = _TIME.fullmatch(text.strip().translate(_HALF_WIDTH))
    if found is None:
        raise TimeInvalid(text[:40])
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise TimeInvalid(text[:40])
    return dt.time(hour, minute)


def parse_zone(text: str) -> str:
    """The IANA name of `Asia/Shanghai` (in any case), `北京` or `New York`; raises ZoneInvalid."""
    word = text.strip().casefold()
    if word in _PLACES:
        return _PLACES[word]
    wanted = word.replace(" ", "_")
    names = available_timezones()
    found = [name for name in names if name.casefold() == wanted]
    if not found:
        cities = [name for name in names if name.count("/") == 1]
        found = [name for name in cities if name.casefold().endswith(f"/{wanted}")]
    if not wanted or not found:
        raise ZoneInvalid(text[:40])
    return min(found)


def parse_subscription(text: str) -> tuple[dt.time | None, str | None]:
    """`/subscribe [HH:MM] [ZONE]`: the time and the zone that were named. Raises TimeInvalid,
    ZoneInvalid."""
    first, _, rest = text.strip().partition(" ")
    if not first:
        return None, None
    if not first[0].translate(_HALF_WIDTH).isdigit():
        return None, parse_zone(text)
    zone: str | None = None
    if rest.strip():
        zone = parse_zone(rest)
    return parse_time(first), zone
