"""Days as people name them: by the calendar, by the weekday, by how long ago they were. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from bot.chat.words import lexicon, relative
from bot.chat.words.calendars import month_entries, weekday_entries
from bot.chat.words.corrections import correction_in
from bot.chat.words.lexicon import remembered, rows_of, words_of
from bot.chat.words.relative import numbers_in
from bot.chat.words.scanning import (
    NUMBER,
    Token,
    Vocabulary,
    numbered,
    numbers_touch,
    scan,
    signs,
    valued,
    vocabulary,
)
from bot.chat.words.tidying import shortened, tidied
from core.errors import DateImpossible, DateInFuture, DateInvalid

OLDEST = dt.date(1991, 1, 1)  # arXiv's first year: nobody means a day before it
# What a token is: N number, O ordinal, A "a", D a day's mark, d days, W weeks, M months, Y years,
# m a month's name, w a weekday, r today and the days around it, g "ago", l "last" as in "last
# Friday", p of the week before this, q of the one before that, t "this", n "next", y years ago,
# f a feast, F fortnights, I "in" as in "in 3 days", G "from now", k "the day before", B a month's
# first day, E its last, e an era, b "before last"; signs are themselves.


@remembered
def day_words() -> Vocabulary:
    """The words that days are named with."""
    feasts: list[tuple[str, int]] = []
    eras: list[tuple[str, int]] = []
    for language in lexicon.spoken():
        eras += language.words.eras.items()
        for day, names in language.words.feasts.items():
            feasts += valued(lexicon.split(names), int(day.replace("-", "")))
    ahead = [(word, -days) for word, days in numbered(rows_of("days_ahead"), first=1)]
    return vocabulary(
        ("r", numbered(rows_of("days_ago"))),
        ("r", ahead),
        ("y", numbered(rows_of("years_ago"))),
        ("f", feasts),
        ("w", weekday_entries()),
        ("w", valued(words_of("weekend"), 5)),
        ("m", month_entries()),
        ("D", valued(words_of("day_marks"))),
        ("d", valued(words_of("days"))),
        ("W", valued(words_of("weeks"))),
        ("M", valued(words_of("months"))),
        ("Y", valued(words_of("years"))),
        ("F", valued(words_of("fortnights"))),
        ("I", valued(words_of("within"))),
        ("G", valued(words_of("later"))),
        ("k", valued(words_of("day_before"))),
        ("B", valued(words_of("first_day"))),
        ("E", valued(words_of("last_day"))),
        ("e", eras),
        ("g", valued(words_of("ago"))),
        ("q", valued(words_of("of_second_week_before"), 2)),
        ("b", valued(words_of("before_last"))),
        ("p", valued(words_of("of_week_before"), 1)),
        ("l", valued(words_of("last"), 1)),
        ("t", valued(words_of("this"))),
        ("n", valued(words_of("following"))),
        ("A", valued(words_of("article"), 1)),
        ("", valued(words_of("fillers"))),
        ("", valued(words_of("day_fillers"))),
        names="rwm",
    )


def parse_date(text: str, today: dt.date) -> dt.date:
    """The day meant by `2026-02-05`, `02-05` (the latest such day), `2月5号`, `上周五`, `-1`,
    `two days ago`; of two readings of `02/05`, the month comes first.

    Raises DateInvalid, DateImpossible for a day that no calendar has, and DateInFuture for one
    after `today` (the chat's own day).
    """
    text = _STAMP.sub(r"\1", text)
    try:
        date = read_date(scan(text, day_words()), today, text)
    except DateInvalid:
        corrected = _corrected(text, today)
        if corrected is None:
            raise
        date = corrected
    if date > today:
        raise DateInFuture(date, None)
    return date


def means_newest(text: str) -> bool:
    """Whether the text asks for the newest list, of whatever day: "latest", `最新一期`."""
    return tidied(text) in words_of("newest_list")


def means_beside(text: str) -> int:
    """-1 where the text asks for the list before the one that was seen, `上一期`, 1 for the one
    after, "next list", and 0 for anything else."""
    plain = tidied(text)
    return (plain in words_of("next_list")) - (plain in words_of("previous_list"))


def read_date(tokens: Sequence[Token], today: dt.date, text: str) -> dt.date:
    """The day that the tokens of the text name, which may lie ahead. Raises DateInvalid,
    DateImpossible."""
    tokens = _plainer(tokens)
    try:
        date = relative.of_iso_week(tidied(text)) or _named(signs(tokens), tokens, today)
    except (ValueError, OverflowError):
        raise DateImpossible(shortened(text)) from None
    if date is None or date < OLDEST:
        raise DateInvalid(shortened(text), _likely(tokens, today))
    return date


def _plainer(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without what says nothing where it stands: "in" but before a span to come, and
    the "one" of "yesterday's one"."""
    kinds = signs(tokens)
    if len(kinds) > 1 and kinds[-2] in "rwf" and tokens[-1].text in words_of("items"):
        tokens = tokens[:-1]
    if _TO_COME.fullmatch(kinds):
        return tokens
    return [token for token in tokens if token.sign != "I"]


def _corrected(text: str, today: dt.date) -> dt.date | None:
    """The day of "Monday, no sorry, Tuesday" and "一月五号，不对，六号"; None where either part is
    not understood, or the second leaves out what only the first says."""
    correction = correction_in(text)
    if correction is None:
        return None
    meant = _plainer(scan(correction.meant, day_words()))
    if not correction.said:
        return read_date(meant, today, correction.meant)
    try:
        said = parse_date(correction.said, today)
    except DateInFuture as error:
        said = error.date
    except (DateInvalid, DateImpossible):
        return None
    last_said = correction_in(correction.said)
    before = _plainer(scan(last_said.meant if last_said else correction.said, day_words()))
    kinds = signs(meant)
    if kinds == "k":
        return said - dt.timedelta(days=1)
    if kinds in ("ND", "O", "N") and _MONTHLY.fullmatch(signs(before)):
        return _same_month(said, meant[0].value)
    if kinds == "r" or len(meant) >= len(before):
        return read_date(meant, today, correction.meant)
    return None


def _same_month(said: dt.date, day: int) -> dt.date | None:
    """That day of the month; None where it has none such."""
    try:
        return said.replace(day=day)
    except ValueError:
        return None


def _likely(tokens: Sequence[Token], today: dt.date) -> tuple[str, ...]:
    """What may have been meant: a bare number is a day of the month, three digits lack a zero, and
    a day that is not the weekday it is said to be may be meant all the same."""
    rest = [token for token in tokens if token.sign not in ("w", ",")]
    try:
        match signs(rest), rest:
            case "N", [number] if len(number.digits) <= 2:
                meant: dt.date | None = _day_of_month(rest, today)
            case "N", [number] if len(number.digits) == 3:
                meant = _latest(int(number.digits[0]), int(number.digits[1:]), today)
            case kinds, _ if len(rest) < len(tokens):
                meant = _named(kinds, rest, today)
            case _:
                meant = None
    except (ValueError, OverflowError):
        return ()
    if meant is None or not OLDEST <= meant <= today:
        return ()
    return (meant.isoformat(),)


def _named(kinds: str, tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """The day these tokens name, None when they name none; ValueError for one that cannot be."""
    if not numbers_touch(tokens):
        return None
    for pattern, read in _FORMS:
        found = pattern.fullmatch(kinds)
        if found:
            return read(tokens, today)
    if kinds.count("w") != 1:
        return None
    # "Thu, 5 Feb": the weekday is that day's, or they contradict each other.
    rest = [token for token in tokens if token.sign not in ("w", ",", "(", ")")]
    said = next(token.value for token in tokens if token.sign == "w")
    if signs(rest) in ("", "N"):
        return None
    date = _named(signs(rest), rest, today)
    if date is None or date.weekday() == said:
        return date
    return None


def _year_first(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    year, month, day = numbers_in(tokens)
    if len(tokens[0].digits) == 2:
        year += 2000
    return dt.date(year, month, day)


def _three_numbers(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """Three numbers, of which four digits are the year; of two digits, whatever gives the nearest
    year, the month first where it can be."""
    parts = [token for token in tokens if token.sign == "N"]
    first, second, third = (part.value for part in parts)
    lengths = [len(part.digits) for part in parts]
    if (max(lengths[1:]) > 2 and lengths[2] != 4) or lengths[0] > 4:
        return None
    if lengths[0] == 4:
        return dt.date(first, second, third)
    if lengths[0] > 2 or lengths[1] > 2:
        return None
    if lengths[2] == 4:
        return _month_first(third, first, second)
    if lengths[2] != 2:
        return None
    orders = [(third, first, second), (third, second, first)]
    if lengths[0] == 2:
        orders.append((first, second, third))
    dates: list[dt.date] = []
    for year, month, day in orders:
        if 1 <= month <= 12 and 1 <= day <= 31:
            dates.append(dt.date(2000 + year, month, day))
    if not dates:
        raise ValueError
    return min(dates, key=lambda date: abs(date.year - today.year))


def _month_first(year: int, first: int, second: int) -> dt.date:
    """Of month and day in either order, the month first where it can be."""
    if first > 12:
        first, second = second, first
    return dt.date(year, first, second)


def _with_year(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`Feb 5, 2026`, `5 Feb 26`, `2026 Feb 5`."""
    day, year = (token for token in tokens if token.sign in "NO")
    month = next(token.value for token in tokens if token.sign == "m")
    if day.sign == NUMBER and len(day.digits) == 4:
        day, year = year, day
    if year.sign != NUMBER or len(year.digits) not in (2, 4):
        return None
    century = 2000 if len(year.digits) == 2 else 0
    return dt.date(century + year.value, month, day.value)


def _glued(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`20260205`, `260205`, `0205`."""
    digits = tokens[0].digits
    match len(digits):
        case 8:
            return dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        case 6 if digits[:2] != "20":
            return dt.date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
        case 4 if int(digits[:2]) <= 12:
            return _latest(int(digits[:2]), int(digits[2:]), today)
        case _:
            return None


def _month_and_day(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`02-05`, `2.5`, `5/2`: the month first where it can be; a year and its month are no day."""
    first, second = numbers_in(tokens)
    if max(first, second) > 999:
        return None
    if first > 12:
        first, second = second, first
    return _latest(first, second, today)


def _written_month(tokens: Sequence[Token], today: dt.date) -> dt.date | None:
    """`2月5号`, `Feb 5`, `5 Feb`; a month and a year are no day."""
    month, day = _parts(tokens)
    if day > 999:
        return None
    return _latest(month, day, today)


def _parts(tokens: Sequence[Token]) -> tuple[int, int]:
    """Month and day, the month by its name or first."""
    named = [token.value for token in tokens if token.sign == "m"]
    numbers = [token.value for token in tokens if token.sign in "NO"]
    if named:
        return named[0], numbers[0]
    return numbers[0], numbers[1]


def _of_year(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """`去年12月3日`, `Dec 3 last year`."""
    years = sum(token.value for token in tokens if token.sign in "ylp")
    month, day = _parts(tokens)
    return dt.date(today.year - years, month, day)


def _of_month(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """`上个月5号`, `the 5th of last month`."""
    months = sum(token.value for token in tokens if token.sign in "lpq")
    month = today.year * 12 + today.month - 1 - months
    day = next(token.value for token in tokens if token.sign in "NO")
    return dt.date(month // 12, month % 12 + 1, day)


def _day_of_month(tokens: Sequence[Token], today: dt.date) -> dt.date:
    """The latest day of that number: `5号`, `the 5th`."""
    month = today.year * 12 + today.month - 1
    for back in range(4):
        year, index = divmod(month - back, 12)
        try:
            date = dt.date(year, index + 1, tokens[0].value)
        except ValueError:
            continue
        if date <= today:
            return date
    raise ValueError


def _feast(tokens: Sequence[Token], today: dt.date) -> dt.date:
    feast = next(token.value for token in tokens if token.sign == "f")
    month, day = divmod(feast, 100)
    for token in tokens:
        if token.sign in "yl":
            return dt.date(today.year - token.value, month, day)
        if token.sign == "N":
            return dt.date(token.value, month, day)
    return _latest(month, day, today)


def _latest(month: int, day: int, today: dt.date) -> dt.date:
    """The latest such day that is not after today; ValueError when there never is one."""
    # The 29th of February may lie up to eight years back (1900 and 2100 are not leap years).
    for year in range(today.year, today.year - 9, -1):
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        if date <= today:
            return date
    raise ValueError


# A moment as programs write it: its day is meant.
_STAMP = re.compile(r"^\s*([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ][0-9]{2}:[0-9]{2}[0-9:.Zz+-]*\s*$")
_TO_COME = re.compile(r"I[NA][dWFMY]")
# What names a month and its day, so that another day alone is of the same month.
_MONTHLY = re.compile(r"(?:[NA]?Y|y)?N?[mM]\.?[NO]D?|[NO]m|[pql]M[NO]D?")
Read = Callable[[Sequence[Token], dt.date], dt.date | None]
_FORMS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"r", relative.days_off),
        (r"-N[dD]?|[NA][dDWFMY]g|[NA]Wg?w|w[NA]Wg", relative.ago),
        (r"kr|rk", relative.day_before),
        (r"[NA][WMY]gr|r[NA][WMY]g", relative.ago_today),
        (r"I[NA][dWFMY]|[NA][dDWFMY]G", relative.later),
        (r"yr|rlY|[pql]Mr|rlM", relative.same_day_of),
        (
            r"[BE][tlpq]M|[tpq]M[BE]|[BE]m|m[BE]|NM[BE]|[BE]mN|NYNM[BE]|NYm[BE]",
            relative.edge_of_month,
        ),
        (r"eNY(?:NM|m)ND?", relative.of_era),
        (r"w", relative.latest_weekday),
        (r"lw", relative.last_weekday),
        (r"wb", relative.weekday_before_last),
        (r"[pq]w|l?tw|[lpqt]Ww|w[lpqt]W|wt", relative.weekday_of),
        (r"nW?w|wnW?", relative.weekday_to_come),
        (r"NYNMND?|NYN[-/.]N", _year_first),
        (r"N[-/.,]?N[-/.,]?ND?", _three_numbers),
        (r"NYmND?", _year_first),
        (r"m\.?[NO][,.]?N|[NO][-/.,]?m[-/.,]?[NO]|m[-/]N[-/]N", _with_year),
        (r"N", _glued),
        (r"N[-/.,]?ND?", _month_and_day),
        (r"NM[NO]D?|m\.?[NO]D?|[NO][-.]?m|m-N", _written_month),
        (r"y,?NMND?|ymND?|yN[-/.]N|m[NO],?lY|[NO]m,?lY", _of_year),
        (r"[pqt]MND?|[lt]M[NO]|[NO][lt]M", _of_month),
        (r"ND|O", _day_of_month),
        (r"f|yf|flY|fN|NYf|lf", _feast),
    )
)
