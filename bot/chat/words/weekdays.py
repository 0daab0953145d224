"""Lists of weekdays as people write them; Monday is 1 to people and 0 within. Pure."""

from __future__ import annotations

import re
from contextlib import suppress

from bot.chat.words.calendars import weekday_entries
from bot.chat.words.corrections import correction_in
from bot.chat.words.lexicon import remembered, rows_of, words_of
from bot.chat.words.numbers import halves
from bot.chat.words.scanning import Token, Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.switches import parse_switch
from bot.chat.words.tidying import shortened, tidied
from core.errors import SettingInvalid

EVERY = tuple(range(7))


@remembered
def week_words() -> Vocabulary:
    """The words that weekdays are listed with: w a weekday, W all, k working days, e the weekend,
    t "to", x "but" and X the same after its days, v weeks; what stands between says nothing."""
    # "五天" are five days, and no Friday and Sunday.
    counted = words_of("days")
    names = rows_of("week_days")[6]
    sunday = [(word, 6) for word in names if not word.isdigit() and word not in counted]
    return vocabulary(
        ("W", valued(words_of("every_day"))),
        ("k", valued(words_of("weekdays"))),
        ("e", valued(words_of("weekend"))),
        ("w", weekday_entries()),
        ("t", valued(words_of("until"))),
        ("x", valued(words_of("but"))),
        ("X", valued(words_of("excepted"))),
        ("", valued(words_of("also"))),
        ("v", valued(words_of("weeks"))),
        ("", valued(words_of("fillers"))),
        ("w", sunday),
        ("", valued((",", "/", ".", ";", "+"))),
        names="w",
        rows=True,
    )


def parse_weekdays(text: str) -> tuple[int, ...]:
    """The weekdays, 0 for Monday, sorted: `周一到周五`, `1,3,5`, `Mon-Fri`, `周末`, `一三五`,
    `every day but Sunday`.

    Raises SettingInvalid, also where no day is left.
    """
    days = _days_of(_tokens(text) or _corrected(text) or [])
    if not days:
        raise SettingInvalid(shortened(text))
    return tuple(sorted(days))


def parse_turned(text: str) -> tuple[bool, tuple[int, ...]] | None:
    """Whether weekdays are turned on or off beside the others, and which: "weekends off",
    `周六 开`, "weekends too"; None for anything else. "On Saturday" and "workdays on" name all that
    there are to be."""
    for one, other in halves(tidied(text)):
        for days, turn in ((one, other), (other, one)):
            if turn in words_of("too"):
                with suppress(SettingInvalid):
                    return True, parse_weekdays(days)
            if turn == one and turn.isascii() and " " not in turn:
                continue
            with suppress(SettingInvalid):
                named = parse_weekdays(days)
                if named not in (EVERY, EVERY[:5]):
                    return parse_switch(turn), named
    return None


def _tokens(text: str) -> list[Token] | None:
    """The tokens of a list of weekdays; None where the text is none."""
    tokens = _but_first(_each(scan(text, week_words())) or [])
    if _LIST.fullmatch(signs(tokens)):
        return tokens
    return _of_letters(tidied(text))


def _corrected(text: str) -> list[Token] | None:
    """The list of "Monday, no sorry, Tuesday"; None where either part is none, or where the second
    may change only a part of the first: "除了周一，不对，周二", "Mon Wed, no, Tue"."""
    correction = correction_in(text)
    if correction is None or not correction.said:
        return None
    said = _tokens(correction.said) or _corrected(correction.said)
    meant = _tokens(correction.meant)
    if said is None or meant is None or len(meant) < len(said):
        return None
    if "x" in signs(said) and "x" not in signs(meant):
        return None
    return meant


def _days_of(tokens: list[Token]) -> set[int]:
    """The weekdays of the list."""
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
    return days


def _but_first(tokens: list[Token]) -> list[Token]:
    """The tokens with "but" before its days alone: "除了周五以外", "工作日，周三除外"."""
    rest = [token for token in tokens if token.sign != "X"]
    kinds = signs(rest)
    if len(rest) == len(tokens) or "x" in kinds:
        return rest
    days = re.search("[ew]", kinds) or re.search("k", kinds)
    if days is None:
        return []
    first = days.start()
    return [*rest[:first], Token("x", 0, "", 0, 0), *rest[first:]]


def _of_letters(plain: str) -> list[Token] | None:
    """The tokens of `m/w/f`, `mwf`, `t/th`, `m-f`; None for anything else, for one weekday alone
    and for one that is named twice. The second "t" of "mtwtf" is Thursday's."""
    letters = {word: day for day, row in enumerate(rows_of("weekday_letters")) for word in row}
    tokens: list[Token] = []
    at = 0
    while at < len(plain):
        size = 2 if plain[at : at + 2] in letters else 1
        word = plain[at : at + size]
        if word in letters:
            day = letters[word]
            if day == TUESDAY and tokens and tokens[-1].value == WEDNESDAY:
                day = THURSDAY
            tokens.append(Token("w", day, word, at, at + size))
        elif word == "-":
            tokens.append(Token("t", 0, word, at, at + size))
        elif word not in "/, &+":
            return None
        at += size
    days = [token.value for token in tokens if token.sign == "w"]
    if len(days) < 2 or len(set(days)) < len(days) or not _LIST.fullmatch(signs(tokens)):
        return None
    return tokens


TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3
_DAYS = r"(?:k|e|w(?:tw)?)"
_LIST = re.compile(rf"(?:W|{_DAYS}+)(?:x{_DAYS}+)?|x{_DAYS}+W?")


def _span(first: int, last: int) -> list[int]:
    """The days from one to the other, over Sunday where need be."""
    return [day % 7 for day in range(first, first + (last - first) % 7 + 1)]


def _each(tokens: tuple[Token, ...]) -> list[Token] | None:
    """The tokens with a weekday for each digit: "135" are three; None where one is no weekday's, or
    counts weeks."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        if token.sign == "v":
            if before and before.sign == "N" and token.start - before.end <= 1:
                return None
        elif token.sign == "-":
            found.append(Token("t", 0, "-", token.start, token.end))
        elif token.sign == "N":
            if not re.fullmatch("[1-7]+", token.digits):
                return None
            found += [Token("w", int(each) - 1, each, 0, 0) for each in token.digits]
        else:
            found.append(token)
    return found
