"""Lists of weekdays as people write them; Monday is 1 to people and 0 within. Pure."""

from __future__ import annotations

import re

from bot.chat.words.calendars import weekday_entries
from bot.chat.words.lexicon import remembered, rows_of, words_of
from bot.chat.words.scanning import Token, Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.tidying import shortened
from core.errors import SettingInvalid

EVERY = tuple(range(7))


@remembered
def week_words() -> Vocabulary:
    """The words that weekdays are listed with: w a weekday, W all, k working days, e the weekend,
    t "to"; what stands between says nothing."""
    sunday = [(word, 6) for word in rows_of("week_days")[6] if not word.isdigit()]
    return vocabulary(
        ("W", valued(words_of("every_day"))),
        ("k", valued(words_of("weekdays"))),
        ("e", valued(words_of("weekend"))),
        ("w", weekday_entries()),
        ("t", valued(words_of("until"))),
        ("x", valued(words_of("but"))),
        ("", valued(words_of("also"))),
        ("", valued(words_of("weeks"))),
        ("", valued(words_of("fillers"))),
        ("w", sunday),
        ("", valued((",", "/", ".", ";", "+"))),
        names="w",
    )


def parse_weekdays(text: str) -> tuple[int, ...]:
    """The weekdays, 0 for Monday, sorted: `周一到周五`, `1,3,5`, `Mon-Fri`, `周末`, `一三五`,
    `every day but Sunday`.

    Raises SettingInvalid, also where no day is left.
    """
    tokens = _each(scan(text, week_words()))
    if tokens is None or not _LIST.fullmatch(signs(tokens)):
        raise SettingInvalid(shortened(text))
    named: list[set[int]] = [set()]
    for at, token in enumerate(tokens):
        match token.sign:
            case "x":
                named.append(set())
            case "W":
                named[-1] |= set(EVERY)
            case "k":
                named[-1] |= set(EVERY[:5])
            case "e":
                named[-1] |= set(EVERY[5:])
            case "t":
                named[-1] |= set(_span(tokens[at - 1].value, tokens[at + 1].value))
            case _:
                named[-1].add(token.value)
    days = named[0]
    if len(named) == 2:
        days = (days or set(EVERY)) - named[1]
    if not days:
        raise SettingInvalid(shortened(text))
    return tuple(sorted(days))


_DAYS = r"(?:k|e|w(?:tw)?)"
_LIST = re.compile(rf"(?:W|{_DAYS}+)(?:x{_DAYS}+)?|x{_DAYS}+W?")


def _span(first: int, last: int) -> list[int]:
    """The days from one to the other, over Sunday where need be."""
    return [day % 7 for day in range(first, first + (last - first) % 7 + 1)]


def _each(tokens: tuple[Token, ...]) -> list[Token] | None:
    """The tokens with a weekday for each digit: "135" are three; None where one is no weekday's."""
    found: list[Token] = []
    for token in tokens:
        if token.sign == "-":
            found.append(Token("t", 0, "-", token.start, token.end))
        elif token.sign == "N":
            if not re.fullmatch("[1-7]+", token.digits):
                return None
            found += [Token("w", int(each) - 1, each, 0, 0) for each in token.digits]
        else:
            found.append(token)
    return found
