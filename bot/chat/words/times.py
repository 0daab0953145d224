"""Hours of the day as people name them. Pure."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence

from bot.chat.words.corrections import correction_in
from bot.chat.words.lexicon import remembered, words_of
from bot.chat.words.scanning import (
    NUMBER,
    UNKNOWN,
    Token,
    Vocabulary,
    numbers_touch,
    scan,
    signs,
    valued,
    vocabulary,
)
from bot.chat.words.tidying import shortened, tidied
from core.errors import TimeInvalid

# What a token is: N number, Z "oh" for zero, h hours, H "hundred", i minutes, c five minutes and C
# before their count, f "half", q "quarter", p "past", b "to", I "every" and "in" before a span, and
# the parts of a day: a "am", o morning, z noon, L after lunch, P afternoon, e evening, l late at
# night, x midnight; M moves an hour; signs are themselves.
PARTS = "oazLPelx"


@remembered
def hour_words() -> Vocabulary:
    """The words that hours are named with."""
    return vocabulary(
        ("a", valued(words_of("am"))),
        ("o", valued(words_of("morning"))),
        ("z", valued(words_of("noon"))),
        ("L", valued(words_of("after_lunch"))),
        ("P", valued(words_of("afternoon"))),
        ("e", valued(words_of("night"))),
        ("l", valued(words_of("late_night"))),
        ("x", valued(words_of("midnight"))),
        ("h", valued(words_of("hours"))),
        ("i", valued(words_of("minutes"))),
        ("c", valued(words_of("five_minutes"))),
        ("C", valued(words_of("at_five_minutes"))),
        ("Z", valued(words_of("spoken_zero"))),
        ("H", valued(words_of("full_hour"))),
        ("f", valued(words_of("half"))),
        ("q", valued(words_of("quarter"))),
        ("", valued(words_of("sharp"))),
        ("p", valued(words_of("past"))),
        ("b", valued(words_of("before"))),
        ("I", valued((*words_of("within"), *words_of("each")))),
        ("A", valued(words_of("article"), 1)),
        ("", valued(words_of("fillers"))),
        ("", valued(words_of("hour_fillers"))),
        ("M", valued(words_of("hour_moves"))),
    )


def parse_time(text: str) -> dt.time:
    """The hour meant by `8:30`, `8点半`, `晚上十点一刻`, `0830`, `8:30am`, `half past eight`.

    Raises TimeInvalid.
    """
    time = read_time(text)
    if time is None:
        raise TimeInvalid(shortened(text), _likely(_tokens(text)))
    return time


@functools.lru_cache(maxsize=512)
def read_time(text: str) -> dt.time | None:
    """The hour that the text means; None where it means none."""
    return _read(_tokens(text)) or _corrected(text)


def names_part_of_day(text: str) -> bool:
    """Whether the text says which part of the day it means."""
    return any(token.sign in PARTS for token in scan(text, hour_words()))


def says_of_hours_alone(text: str) -> bool:
    """Whether all that the text says is what hours are told with, as "in the evening"."""
    said = scan(text, hour_words())
    return bool(said) and not any(token.sign == UNKNOWN for token in said)


def moves_hour(text: str) -> bool:
    """Whether the text moves an hour that it does not name: "an hour later"."""
    return any(token.sign == "M" for token in scan(text, hour_words()))


def _tokens(text: str) -> list[Token]:
    """The text's tokens, a spoken zero and the number after it as one number of two digits; with
    "every" only where it makes a span of the hours after it, as in "every 8 hours"."""
    scanned = scan(text, hour_words())
    spans = _SPAN.search(signs(scanned))
    tokens: list[Token] = []
    for token in scanned:
        before = tokens[-1] if tokens else None
        if before and token.sign == NUMBER and token.value < 10 and _is_spoken_zero(before):
            tokens[-1] = Token(NUMBER, token.value, f"0{token.value}", before.start, token.end)
        elif spans or token.sign != "I":
            tokens.append(token)
    return tokens


def _is_spoken_zero(token: Token) -> bool:
    return token.sign == "Z" or (token.sign == NUMBER and not token.value and token.text.isalpha())


def _corrected(text: str) -> dt.time | None:
    """The hour of "8am, no wait, 9": of the same part of the day where it names none; None where
    either part is not understood, or the second leaves out what only the first says."""
    correction = correction_in(text)
    if correction is None:
        return None
    meant = _tokens(correction.meant)
    if not correction.said:
        return _read(meant)
    said = read_time(correction.said)
    if said is None:
        return None
    last_said = correction_in(correction.said)
    before = _tokens(last_said.meant if last_said else correction.said)
    if signs(meant) == NUMBER and signs(_but_parts(before)) not in ("N", "Nh"):
        return None  # "8:30, no, 15" may mean 8:15
    parts = [token for token in before if token.sign in PARTS]
    if parts and not any(token.sign in PARTS for token in meant):
        return _read([*parts, *meant])
    hour = _read(meant)
    if hour and said.hour >= 12 and hour.hour <= 12 and ":" not in signs(meant):
        return None  # "20:00, no, 9" may mean the evening
    return hour


def _but_parts(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the parts of the day, and without "a"."""
    return [token for token in tokens if token.sign not in PARTS + "A"]


def _read(tokens: Sequence[Token]) -> dt.time | None:
    """The hour these tokens name, None when they name none."""
    parts = [token.sign for token in tokens if token.sign in PARTS]
    rest = _but_parts(tokens)
    kinds = signs(rest)
    if not kinds:
        return _ALONE.get("".join(parts))
    if len(parts) > 2 or not numbers_touch(rest) or not _OUTSIDE.fullmatch(signs(tokens)):
        return None
    for pattern, read in _FORMS:
        if pattern.fullmatch(kinds):
            hour, minute = read(rest)
            return _time_of(hour, minute, parts)
    return None


def _time_of(hour: int, minute: int, parts: Sequence[str]) -> dt.time | None:
    """The hour and minute in these parts of the day; None where no day has them."""
    for part in reversed(parts):
        meant = _of_part(part, hour)
        if meant is None:
            return None
        hour = meant
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return None
    return dt.time(hour, minute)


# The parts of the day stand before or after the hour, not within.
_OUTSIDE = re.compile(rf"[{PARTS}A]*[^{PARTS}]+[{PARTS}]*")
_SPAN = re.compile(r"I[NAf]+h")
_ALONE = {"z": dt.time(12), "L": dt.time(13), "x": dt.time(0)}


def _of_part(part: str, hour: int) -> int | None:
    """The hour of 24 that this hour is in that part of the day; None where they contradict."""
    match part:
        case "a":
            return hour % 12 if hour <= 12 else None
        case "o":  # "12 in the morning" is noon to some and midnight to others
            return hour if hour <= 11 else None
        case "z":
            if 1 <= hour <= 2:
                return hour + 12
            return hour if 10 <= hour <= 14 else None
        case "P" | "L":
            if 1 <= hour <= 11:
                return hour + 12
            return hour or None
        case "e":
            if 5 <= hour <= 11:
                return hour + 12
            return hour % 12 if hour <= 12 else hour
        case "l":  # "夜里五点" is early to most and late to some
            return None if hour in (5, 6) else _of_part("e", hour)
        case _:
            if hour == 11:
                return 23
            return hour % 12 if hour <= 4 or hour == 12 else None


Clock = tuple[int, int]


def _hour(tokens: Sequence[Token]) -> Clock:
    """`8`, `0830`: one number."""
    digits = tokens[0].digits
    if len(digits) == 3 and not tokens[-1].text.isascii():
        return 99, 0  # "100点" is no hour; "730 hrs" is one
    if len(digits) in (3, 4):
        return int(digits[:-2]), int(digits[-2:])
    return tokens[0].value, 0


def _minutes(tokens: Sequence[Token]) -> Clock:
    """Hour and minute, in this order."""
    hour, minute, *seconds = (token for token in tokens if token.sign == "N")
    if len(hour.digits) > 2 or len(minute.digits) > 2 or any(s.value > 59 for s in seconds):
        return hour.value, 99
    return hour.value, minute.value


def _written(tokens: Sequence[Token]) -> Clock:
    """Hour and minute with a sign between that could also mean something else: the minute has two
    digits."""
    hour, minute = (token for token in tokens if token.sign == "N")
    if len(minute.digits) != 2:
        return hour.value, 99
    return hour.value, minute.value


def _full_hour(tokens: Sequence[Token]) -> Clock:
    """`eight hundred`."""
    return tokens[0].value, 0


def _five_minutes(tokens: Sequence[Token]) -> Clock:
    """`八点三个字`, `八点踏三`: minutes by fives."""
    hour, fives = (token.value for token in tokens if token.sign == "N")
    return hour, fives * 5


def _half(tokens: Sequence[Token]) -> Clock:
    return next(token.value for token in tokens if token.sign == "N"), 30


def _quarters(tokens: Sequence[Token]) -> Clock:
    """`十点一刻`: the quarters may be counted."""
    numbers = [token.value for token in tokens if token.sign == "N"]
    quarters = 1
    if len(numbers) == 2:
        quarters = numbers[1]
    return numbers[0], quarters * 15


def _past(tokens: Sequence[Token]) -> Clock:
    """`ten past eight`, `a quarter past eight`."""
    numbers = [token.value for token in tokens if token.sign == "N"]
    return numbers[-1], _spoken(tokens, numbers)


def _before(tokens: Sequence[Token]) -> Clock:
    """`quarter to nine`, `差五分九点`; "8 to 9" is a span and no hour."""
    numbers = [token.value for token in tokens if token.sign == "N"]
    if signs(tokens) == "NbN" and (numbers[0] % 5 or numbers[0] == numbers[1] - 1):
        return numbers[1], 99
    return _back(numbers[-1], _spoken(tokens, numbers))


def _before_after(tokens: Sequence[Token]) -> Clock:
    """`九点差五分`, `九点差一刻`: the hour stands first."""
    numbers = [token.value for token in tokens if token.sign == "N"]
    minutes = numbers[-1]
    if "q" in signs(tokens):
        minutes *= 15
    return _back(numbers[0], minutes)


def _spoken(tokens: Sequence[Token], numbers: Sequence[int]) -> int:
    """The minutes that stand before an hour."""
    kinds = signs(tokens)
    count = 1
    if len(numbers) == 2:
        count = numbers[0]
    if "q" in kinds:
        return count * 15
    if "f" in kinds:
        return 30
    return count


def _back(hour: int, minutes: int) -> Clock:
    """The clock that many minutes before the hour; before one o'clock is after twelve."""
    if not (0 < minutes < 60):
        return hour, 99
    if hour == 1:
        hour = 13
    if hour == 0:
        hour = 24
    return hour - 1, 60 - minutes


_FORMS: tuple[tuple[re.Pattern[str], Callable[[Sequence[Token]], Clock]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"Nh?", _hour),
        (r"N:N(?::N)?[hi]?|NhNi?|Nhp?Ni", _minutes),
        (r"N[.,;']?N[hi]?", _written),
        (r"NHh?", _full_hour),
        (r"NhNc|NhCNc?", _five_minutes),
        (r"Nh?fh?", _half),
        (r"NhN?q|Nhp?Nq", _quarters),
        (r"(?:Ni?|N?q|f)-?pNh?", _past),
        (r"(?:Ni?|N?q)-?bNh?|b(?:Ni?|N?q)Nh?", _before),
        (r"Nhb(?:Ni?|Nq)", _before_after),
    )
)


def _likely(tokens: Sequence[Token]) -> tuple[str, ...]:
    """What may have been meant: midnight by 24:00, and `half eight` as the British mean it."""
    kinds, values = signs(tokens), [token.value for token in tokens if token.sign == "N"]
    if values == [24] or (values == [24, 0] and kinds in ("N:N", "NhN")):
        return ("00:00",)
    if kinds == "N-N" and values[0] <= 23 and 10 <= values[1] <= 59:
        return (f"{values[0]:02}:{values[1]:02}",)
    if kinds == "fN" and 1 <= values[0] <= 12:
        return (f"{values[0]:02}:30",)
    return ()


_LAST_WORD = re.compile(r"(?<![a-z])[a-z]{1,20}$|[\u4e00-\u9fff]$")


def times_like(typed: str) -> tuple[str, ...]:
    """The hours that a text which is still being typed may become: "half past" before each of the
    morning's hours."""
    kinds = signs(scan(typed, hour_words()))
    minutes = {"fp": 30, "qp": 15, "qb": 45, "f": 30}.get(kinds)
    if minutes is None:
        return _with_its_last_word(tidied(typed))
    return tuple(f"{hour:02}:{minutes}" for hour in range(6, 13))


def _with_its_last_word(plain: str) -> tuple[str, ...]:
    """The hours of a text whose last word is still being typed: "8p", "noo"."""
    last = _LAST_WORD.search(plain)
    if last is None:
        return ()
    head = plain[: last.start()]
    found: set[dt.time] = set()
    for word in hour_words().words:
        time = read_time(head + word) if word.startswith(last[0]) else None
        if time:
            found.add(time)
    # What may go on as "8 please" is rather "8 pm".
    others = found - {read_time(head)}
    return tuple(f"{time:%H:%M}" for time in sorted(others or found))
