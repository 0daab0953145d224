"""What people type after a command, made into values. Pure. Each error shows a right example."""

# Chinese is read here: dates as people type them, full-width signs.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.chat.words.called import command_called
from bot.chat.words.corrections import correction_in
from bot.chat.words.dates import parse_date
from bot.chat.words.lexicon import spoken, words_of
from bot.chat.words.numbers import (
    LONGEST_NUMBER,
    ends_with_number,
    ids_in,
    is_number,
    parse_numbered,
)
from bot.chat.words.tidying import HALF_WIDTH as _HALF_WIDTH
from core.asking.ask import LONGEST_QUESTION
from core.bounds import normalized
from core.editions.keys import DAILY, ListKey, read_key
from core.errors import (
    ArgumentMissing,
    RequestError,
)
from core.identify import day_of_hub
from core.language import Language

# A day, or another list's key, between the paper's number and the question; bare digits are part of
# the question.
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}(?:日|-[a-z0-9]+-[a-z0-9]+)?")
# Words at the beginning of a question that may be a paper's number.
MOST_BEFORE = 3
_ADDRESS = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)
# A paper's number as it stands within a sentence.
_MARKED = re.compile(
    r"(?<![\w#])(?:paper|number|no\.|#)\s?[0-9]{1,3}(?![\w.%-])"
    r"|(?<!\w)the [a-z]{5,8} (?:paper|one)(?!\w)"
    r"|第\s?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s?篇",
    re.IGNORECASE,
)
# A command's name, and what hangs on it.
_COMMAND = re.compile(r"([A-Za-z]+)(.*)", re.DOTALL)


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
    """`3`, `第三篇`, `#3 2026-02-05`, `2602.04634` or a link, anywhere in the text.

    Raises ArgumentMissing and what `parse_numbered` raises.
    """
    if not text.strip():
        raise ArgumentMissing(command)
    ids = papers_meant(text)
    if ids:
        return Wanted(paper_id=ids[0])
    numbered = parse_numbered(text, today)
    return Wanted(number=numbered.number, key=numbered.key)


def with_days(text: str) -> str:
    """The text with links to the list of a day as that day."""
    return " ".join(day_of_hub(word) or word for word in text.split(" "))


def papers_meant(text: str) -> tuple[str, ...]:
    """The ids of the papers that the text names or links to, in order; of "2602.04634, no, sorry,
    2602.02276" what it ends with."""
    ids = ids_in(text)
    if len(ids) > 1:
        correction = correction_in(text)
        if correction and ids_in(correction.said):
            return ids_in(correction.meant) or ids
    return ids


def papers_linked(text: str) -> tuple[str, ...]:
    """The ids of the papers to which addresses in the text lead; those of a long message that
    somebody passes on. Numbers in it are talk."""
    return ids_in("\n".join(_ADDRESS.findall(text)))


def is_address(text: str) -> bool:
    """Whether the text is an address of the web and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a paper."""

    wanted: Wanted
    question: str


def parse_question(text: str, today: dt.date, replied: Wanted | None = None) -> Asked:
    """`3 QUESTION`, `第三篇用了什么`, `3 2026-02-05 QUESTION`, or an id or link and a question; a
    question alone is to the paper `replied` to.

    Raises ArgumentMissing when there is no question, NumberInvalid, DateInvalid.
    """
    words = text.split()
    numbered = _number_before(words)
    if numbered is None and replied and not any(map(ids_in, words[:1])):
        if _asks_nothing(text):
            raise ArgumentMissing("ask")
        return Asked(replied, " ".join(words)[:LONGEST_QUESTION])
    if numbered is None:
        first, rest = " ".join(words[:1]), words[1:]
    else:
        first, rest = numbered
        if rest and (_DAY.fullmatch(rest[0].translate(_HALF_WIDTH)) or _is_day(rest[0], today)):
            first, rest = f"{first} {rest[0]}", rest[1:]
    question = " ".join(rest)
    if numbered:
        # "3 的代码在哪"
        for word in words_of("possessive"):
            question = question if word.isascii() else question.removeprefix(word)
    if _asks_nothing(question):
        raise ArgumentMissing("ask", first if numbered or ids_in(first) else "")
    return Asked(parse_wanted(first, "ask", today), question[:LONGEST_QUESTION])


def question_around(text: str, today: dt.date) -> Asked | None:
    """The question within which its paper's number stands, with a word or a sign that says so:
    "what data does paper 3 use?", `请问第三篇用了什么数据`; None where none does, or several do."""
    found: dict[int, None] = {}
    for part in _MARKED.findall(text[:LONGEST_QUESTION]):
        with suppress(RequestError):
            found[parse_numbered(part, today).number] = None
    if len(found) != 1 or _asks_nothing(text):
        return None
    (number,) = found
    return Asked(Wanted(number=number), " ".join(text.split())[:LONGEST_QUESTION])


def _number_before(words: Sequence[str]) -> tuple[str, list[str]] | None:
    """A paper's number at the beginning, and the words after it; None where none is."""
    for count in range(1, min(len(words), MOST_BEFORE) + 1):
        before = " ".join(words[:count])
        # English number words may be the question's own: "two stages or three?"
        if is_number(before) and (not before.isascii() or any(map(str.isdigit, before))):
            return before, list(words[count:])
    if not words:
        return None
    first = words[0]
    for end in range(min(len(first), LONGEST_NUMBER) - 1, 0, -1):
        # Chinese goes on without a blank, and with words that say nothing beside a number alone;
        # a number without a digit needs its "第".
        before, after = first[:end], first[end:]
        glued = before[-1].isascii() and after[0].isascii()
        marked = any(map(str.isdigit, before)) or before.startswith(words_of("number_signs"))
        if marked and not glued and ends_with_number(before):
            return before, [after, *words[1:]]
    return None


def _is_day(word: str, today: dt.date) -> bool:
    """Whether that is a day in Chinese; English ones belong to the question."""
    if word.isascii():
        return False
    try:
        parse_date(word, today)
    except RequestError:
        return False
    return True


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
    """Whether the text only thanks, agrees, greets or remarks, in words or signs such as a thumb,
    and wants no answer."""
    if len(text) > LONGEST_COURTESY or any(sign in text for sign in "?？"):
        return False
    said, languages = _said(text), tuple(languages)
    if not said:
        return True
    courtesies: list[str] = []
    remarked: list[str] = []
    for language in languages:
        courtesies += language.questions.courtesies
        remarked += language.questions.remarked
    # "What a paper!" asks nothing, "what is good" does.
    opening = next((each for each in courtesies if " " in each and _begins(said, each)), None)
    if opening is None and is_question(text, languages):
        return False
    phrases = sorted((*courtesies, *remarked), key=len, reverse=True)
    meant = False
    while said:
        told = next((each for each in phrases if _begins(said, each)), None)
        if told is None:
            return False
        meant = meant or told in courtesies
        said = said[len(told) :].lstrip()
    return meant


def is_greeting(text: str, languages: Iterable[Language]) -> bool:
    """Whether the text only says hello, as people do who meet somebody."""
    said = _said(text)
    return any(said in language.questions.greetings for language in languages)


def _said(text: str) -> str:
    """The words of the text in small letters, one blank between them."""
    letters = [char if char.isalnum() else " " for char in text.casefold()]
    return " ".join("".join(letters).split())


def _asks_nothing(text: str) -> bool:
    """Whether nothing is left to be answered: signs alone, or thanks."""
    return not any(map(str.isalnum, text)) or is_courtesy(text, spoken())


def _begins(text: str, phrase: str) -> bool:
    """Whether the text begins with the phrase as whole words, where its script parts them."""
    if not text.startswith(phrase):
        return False
    following = text[len(phrase) : len(phrase) + 1]
    return not (following.isalnum() and max(following, phrase[-1]) < FIRST_UNPARTED)


def is_command(line: str) -> bool:
    """Whether the line says by its slash that something is to be done."""
    return line.strip().startswith(("/", "／"))


def split_command(line: str) -> tuple[str, str]:
    """The command's name and the rest of the line; a line that is just a number means that paper.

    `/paper@PaperboyBot 3` → ("paper", "3"), and so for `/paper3`, `/paper_3` and `／paper　３`;
    `/date_2026_02_05` → ("date", "2026-02-05"); `/搜索 视频` → ("search", "视频"). A line that
    is no command gives ("", line).
    """
    line = line.strip()
    if not is_command(line):
        if is_number(line):
            return "paper", line
        return "", line
    name, glued, rest = _named(line[1:].strip())
    if glued.startswith("_"):
        glued = glued.strip("_").replace("_", "-")
    if not name and (is_number(glued) or is_number(f"{glued} {rest}")):
        name = "paper"
    if not name:
        called = command_called(f"{glued} {rest}", glued=1) if not glued.isascii() else None
        if called:
            return called
        name, glued = glued.casefold(), ""
    return name, f"{glued} {rest}".strip()


def _named(line: str) -> tuple[str, str, str]:
    """A command's name, what hangs on it without a blank, and the rest."""
    words = line.split(maxsplit=1)
    if not words:
        return "", "", ""
    first = words[0].partition("@")[0]
    rest = " ".join(words[1:])
    found = _COMMAND.match(normalized("NFKC", first))
    if found is None:
        return "", first, rest
    return found[1].casefold(), found[2], rest
