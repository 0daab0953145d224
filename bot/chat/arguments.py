"""What people type after a command, made into values. Pure. Each error shows a right example."""

# Chinese is read here: dates as people type them, full-width signs.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.chat.words.dates import parse_date
from bot.chat.words.numbers import ids_in, parse_numbered
from bot.chat.words.tidying import HALF_WIDTH as _HALF_WIDTH
from core.asking.ask import LONGEST_QUESTION
from core.editions.keys import DAILY, ListKey, read_key
from core.errors import (
    ArgumentMissing,
)
from core.identify import paper_id
from core.language import Language

# A day, or another list's key, between the paper's number and the question; bare digits are part of
# the question.
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}(?:日|-[a-z0-9]+-[a-z0-9]+)?")
# A number that Chinese goes on without a blank.
_GLUED = re.compile(r"([#№]?\d{1,3})[，,、：:。]?(?=[\u3000-\u9fff\uff01-\uff5e])")


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """The paper a person means: a number (of `key`, or of the list last seen), or an id."""

    number: int | None = None
    paper_id: str | None = None
    key: ListKey | None = None


def parse_wanted(text: str, command: str, today: dt.date) -> Wanted:
    """`3`, `第三篇`, `#3 2026-02-05`, `2602.04634` or a link, anywhere in the text.

    Raises ArgumentMissing and what `parse_numbered` raises.
    """
    if not text.strip():
        raise ArgumentMissing(command)
    ids = ids_in(text)
    if ids:
        return Wanted(paper_id=ids[0])
    numbered = parse_numbered(text, today)
    return Wanted(number=numbered.number, key=numbered.key)


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
