"""What people type after a command, made into values. Pure; every error says what a right one looks like."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from core.errors import ArgumentMissing, DateInFuture, DateInvalid, NumberInvalid
from core.identify import paper_id

_WORDS = {
    "today": 0, "今天": 0, "今日": 0,
    "yesterday": 1, "昨天": 1, "昨日": 1,
    "前天": 2, "前日": 2,
}  # fmt: skip
_FULL = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_AGO = re.compile(r"-(\d{1,3})")


def parse_date(text: str, today: dt.date) -> dt.date:
    """The date meant by `2026-02-05`, `02-05` (the latest such day), `2月5日`, `yesterday`, `昨天` or `-1`.

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper a person means: a number (of that date's edition, or of the one last seen), or a paper id."""

    number: int | None = None
    paper_id: str | None = None
    date: dt.date | None = None


def parse_wanted(text: str, command: str, today: dt.date) -> Wanted:
    """`3`, `#3`, `3 2026-02-05`, `2602.04634` or a link. Raises ArgumentMissing, NumberInvalid, DateInvalid."""
    words = text.translate(_HALF_WIDTH).split()
    if not words:
        raise ArgumentMissing(command)
    first = words[0].lstrip("#№").rstrip(".,;:。")
    if first.isascii() and first.isdigit() and len(first) <= 4:
        date = parse_date(" ".join(words[1:]), today) if words[1:] else None
        return Wanted(number=int(first), date=date)
    known = paper_id(words[0])
    if known is None:
        raise NumberInvalid(text.strip()[:60])
    return Wanted(paper_id=known)


def split_command(line: str) -> tuple[str, str]:
    """The command's name and the rest of the line; a line that is just a number means that paper.

    `/paper@PaperboyBot 3` → ("paper", "3"). A line that is no command gives ("", line).
    """
    line = line.strip()
    if not line.startswith(("/", "／")):
        bare = line.translate(_HALF_WIDTH).lstrip("#")
        return ("paper", line) if bare.isascii() and bare.isdigit() else ("", line)
    name, _, rest = line[1:].partition(" ") if " " in line else (line[1:], "", "")
    return name.split("@")[0].casefold(), rest.strip()


# Chinese keyboards type full-width digits and signs.
_HALF_WIDTH = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９－／．＃", "0123456789-/.#", strict=True)}
