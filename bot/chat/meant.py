"""Which paper a line means: what was typed, or else what the message it replies to is about.

A title's beginning is looked for in the list that the chat last saw.
"""

# Tested in tests/bot/chat/test_meant.py.

# Chinese is read here: signs behind a name.

from __future__ import annotations

import dataclasses
import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from bot.chat.arguments import (
    Asked,
    Wanted,
    is_question,
    parse_question,
    parse_wanted,
    question_around,
    with_days,
)
from bot.chat.desk import Desk
from bot.chat.request import Request
from bot.chat.sent import paper_of
from bot.chat.targets import Known, Listed, Which
from bot.chat.views.prose import clip_words, title_of
from bot.chat.words.letters import ENGLISH_WORDS, read_letter, read_question
from bot.chat.words.lexicon import spoken, words_of
from bot.chat.words.numbers import ids_in, is_number, parse_numbered, read_from_end
from bot.chat.words.several import read_several, several_before
from bot.chat.words.tidying import shortened, tidied
from core.asking.ask import LONGEST_QUESTION
from core.bounds import normalized
from core.editions.keys import ListKey
from core.errors import (
    ArgumentMissing,
    CommandUnknown,
    DateInvalid,
    LettersMissing,
    LetterUnknown,
    NumberInvalid,
    NumberUnclear,
    RequestError,
    TitleAmbiguous,
)
from core.interests.interest import LETTERS, MOST_LETTERS, Pick

# Who pastes a link says little beside it; what is longer is talk.
LONGEST_LINE = 400
# Of a title: Latin letters, and characters of other scripts, which say more.
LEAST_LATIN, LEAST_OTHER = 4, 2
MOST_TITLES = 5
TITLE_CELLS = 60


def wanted_of(which: Which) -> Wanted:
    """The paper of an action or a message, as one that was typed."""
    match which:
        case Listed(key, number):
            return Wanted(number=number, key=key)
        case Known(paper_id):
            return Wanted(paper_id=paper_id)


async def meant(desk: Desk, request: Request, text: str, command: str) -> Wanted:
    """The paper that `text` means after the command; without text, the one replied to.

    Raises ArgumentMissing, NumberInvalid, LetterUnknown, TitleAmbiguous, and what is wrong with a
    day.
    """
    if not text.strip():
        replied = await replied_to(desk, request)
        if replied is None:
            raise ArgumentMissing(command)
        return replied
    text = with_days(text)
    picked = await picked_by(desk, request, text)
    if picked:
        return picked.wanted
    last = await _from_end(desk, request, text)
    if last:
        return last
    several = read_several(text, request.today)
    if several:
        raise several.unclear(text)
    try:
        wanted = parse_wanted(text, command, request.today)
    except NumberInvalid:
        titled = await _titled(desk, request, text)
        if titled is None:
            await _without_letters(desk, request, text)
            titled = await _titled(desk, request, text, anywhere=True)
        if titled is None:
            raise
        return titled
    except DateInvalid as error:
        numbers = text.split()
        if len(numbers) != 2 or not all(map(is_number, numbers)):
            raise
        # "1 3": two papers, or one of the third of the month.
        days = (f"{numbers[0]} {day}" for day in error.likely)
        raise NumberUnclear(shortened(text), (*numbers, *days)) from None
    about = request.about
    if wanted.number is not None and wanted.key is None and about and about.list_key:
        # In reply to a list its numbers are meant.
        return dataclasses.replace(wanted, key=about.list_key)
    return wanted


async def meant_or_asked(desk: Desk, request: Request, text: str, command: str) -> Wanted | Asked:
    """The paper that `meant` finds; where a question stands behind the paper's number, that
    question."""
    try:
        return await meant(desk, request, text, command)
    except (DateInvalid, NumberInvalid):
        said = question_with_number(text, request.today)
        if said is None:
            raise
        return said


async def asked(desk: Desk, request: Request, text: str) -> Asked:
    """The question and its paper, which may be the one replied to.

    Raises ArgumentMissing, NumberInvalid, and what is wrong with a day.
    """
    replied = await replied_to(desk, request)
    read = read_question(text)
    if read and not (replied and text.strip()[0] in ENGLISH_WORDS):
        with suppress(LetterUnknown):
            picked = await picked_by(desk, request, read.which)
            if picked:
                return Asked(picked.wanted, read.question[:LONGEST_QUESTION])
    elif replied is None and await picked_by(desk, request, text):
        raise ArgumentMissing("ask", text.strip())
    before = several_before(text, request.today)
    if before:
        raise before
    try:
        return parse_question(text, request.today, replied)
    except (NumberInvalid, ArgumentMissing):
        named = await _named_first(desk, request, text)
        if named is None:
            await _without_letters(desk, request, read.which if read else text)
            named = question_around(text, request.today)
        if named is None:
            raise
        return named


@dataclass(frozen=True, slots=True)
class Picked:
    """A pick that was named by its letter, and the list beside which it stands."""

    letter: str
    key: ListKey
    pick: Pick

    @property
    def wanted(self) -> Wanted:
        """Its paper, as one that was typed."""
        return Wanted(paper_id=self.pick.paper_id)


async def _without_letters(desk: Desk, request: Request, text: str) -> None:
    """Raise LettersMissing where the text is a letter, for a list without any; else return."""
    read = read_letter(text, request.today)
    replied = request.about.list_key if request.about else None
    if read and read.letter in LETTERS[:MOST_LETTERS]:
        key, _ = await desk.lists.picks(request, read.key or replied)
        if key:
            raise LettersMissing(read.letter, key.day)


async def picked_by(desk: Desk, request: Request, text: str) -> Picked | None:
    """The pick whose letter the text is, beside the list it names, or which was replied to, or
    which the chat last saw; None where it is no letter, or nothing was picked there.

    Raises LetterUnknown where something was, but not under that letter.
    """
    read = read_letter(text, request.today)
    if read is None:
        return None
    replied = request.about.list_key if request.about else None
    key, picks = await desk.lists.picks(request, read.key or replied)
    if key is None or not picks.picks:
        return None
    pick = picks.under(read.letter)
    if pick is None:
        last = LETTERS[len(picks.picks) - 1]
        raise LetterUnknown(read.letter, key.day, LETTERS[0], last)
    return Picked(read.letter, key, pick)


async def replied_to(desk: Desk, request: Request) -> Wanted | None:
    """The paper that the message replied to is about; a list of one is about that one."""
    about = request.about
    which = paper_of(about)
    if which:
        return wanted_of(which)
    if about and about.list_key and await desk.lists.count(about.list_key) == 1:
        return Wanted(number=1, key=about.list_key)
    return None


async def mentioned(desk: Desk, request: Request, line: str) -> Wanted:
    """The paper that a line which is no command means: by a link, an id, a letter, a number and its
    day, or its title's beginning.

    Raises CommandUnknown when it means none, LetterUnknown, NumberUnclear and TitleAmbiguous.
    """
    if len(line) <= LONGEST_LINE:
        for paper_id in ids_in(line):
            return Wanted(paper_id=paper_id)
    picked = await picked_by(desk, request, line)
    if picked:
        return picked.wanted
    last = await _from_end(desk, request, line)
    if last:
        return last
    try:
        numbered = parse_numbered(line, request.today)
        return Wanted(number=numbered.number, key=numbered.key)
    except NumberUnclear:
        raise
    except RequestError:
        titled = await _titled(desk, request, line)
    if titled is None:
        await _without_letters(desk, request, line)
        raise CommandUnknown(line.strip().split(" ")[0][:40])
    return titled


def question_with_number(text: str, today: dt.date) -> Asked | None:
    """The question that names its paper by a number, as `第三篇用了什么数据？`; None for anything
    else."""
    if len(text) > LONGEST_LINE or not is_question(text, spoken()):
        return None
    if several_before(text, today):
        return None
    with suppress(RequestError):
        said = parse_question(text, today)
        if said.wanted.number is not None:
            return said
    return question_around(text, today)


async def line_in_reply(desk: Desk, request: Request, key: ListKey, text: str) -> str | None:
    """The line that a reply to that list means in company, where much is only talk: a letter, a
    title's beginning, a place from the end, or a question with a number. None for anything else."""
    with suppress(RequestError):
        picked = await picked_by(desk, request, text)
        if picked:
            return f"/paper {picked.letter} {picked.key}"
        said = question_with_number(text, request.today)
        if said:
            return f"/ask {said.wanted.number} {said.wanted.key or key} {said.question}"
        if is_question(text, spoken()):
            return None
        wanted = await mentioned(desk, request, text)
        if wanted.number is not None:
            return f"/paper {wanted.number} {wanted.key or key}"
    return None


async def _from_end(desk: Desk, request: Request, text: str) -> Wanted | None:
    """The paper that is counted from the end of the list it names, or which was replied to, or
    which the chat last saw; None where none is. Raises NumberInvalid where the list is shorter."""
    read = read_from_end(text, request.today)
    if read is None:
        return None
    replied = request.about.list_key if request.about else None
    key = read.key or replied or await desk.lists.numbered(request)
    count = await desk.lists.count(key) if key else 0
    if not count:
        return None
    if read.place > count:
        raise NumberInvalid(text.strip()[:40])
    return Wanted(number=count - read.place + 1, key=key)


async def _titled(
    desk: Desk, request: Request, text: str, *, anywhere: bool = False
) -> Wanted | None:
    """The one paper whose title begins like that in the list last seen, or has that `anywhere`;
    None when none does.

    Raises TitleAmbiguous when several do.
    """
    key, titles = await desk.lists.titles(request)
    found: dict[int, str] = {}
    typed = title_of(text)
    for beginning in dict.fromkeys((letters_of(typed), letters_of(_bare_title(typed)))):
        if found or not _says_enough(beginning):
            continue
        for number, title in titles:
            letters = letters_of(title)
            if letters.startswith(beginning) or (anywhere and beginning in letters):
                found.setdefault(number, title)
    if not found or key is None:
        return None
    if len(found) == 1:
        (number,) = found
        return Wanted(number=number, key=key)
    named = [f"{number} · {clip_words(title, TITLE_CELLS)}" for number, title in found.items()]
    numbers = tuple(map(str, found))
    raise TitleAmbiguous(
        text.strip()[:60], len(found), " / ".join(named[:MOST_TITLES]), numbers[:MOST_TITLES]
    )


def _bare_title(text: str) -> str:
    """The text without the words around a title: "the HY3D paper", `CL-bench 那篇`."""
    bare = tidied(text)
    for word in words_of("before_title"):
        end = bare[len(word) : len(word) + 1]
        if bare.startswith(word) and (end == " " or not word.isascii()):
            bare = bare[len(word) :].strip()
    for word in words_of("after_title"):
        begin = bare[: -len(word)]
        if bare.endswith(word) and (begin.endswith(" ") or not word.isascii()):
            bare = begin.strip()
    return bare


async def _named_first(desk: Desk, request: Request, text: str) -> Asked | None:
    """The question, behind the name that stands before the colon in the title of one paper of the
    list last seen; None where it begins with none.

    Raises ArgumentMissing when there is nothing behind it.
    """
    key, titles = await desk.lists.titles(request)
    found: dict[int, str] = {}
    for number, title in titles:
        name, colon, _ = title.replace("：", ":").partition(":")
        if colon and _says_enough(letters_of(name)):
            behind = _behind(text, letters_of(name))
            if behind is not None:
                found.setdefault(number, behind)
    if key is None or len(found) != 1:
        return None
    ((number, question),) = found.items()
    if not letters_of(question):
        raise ArgumentMissing("ask", str(number))
    return Asked(Wanted(number=number, key=key), question[:LONGEST_QUESTION])


def _behind(text: str, letters: str) -> str | None:
    """What follows in the text when it begins with a name of these letters, as whole words; None
    where it doesn't."""
    left = letters
    for place, character in enumerate(text):
        own = letters_of(character)
        if not left:
            goes_on = own.isascii() and own and text[place - 1].isascii()
            return None if goes_on else text[place:].strip(" ,:，：、")
        if not left.startswith(own):
            return None
        left = left[len(own) :]
    return None if left else ""


def letters_of(text: str) -> str:
    """A title's letters and digits, by which it is compared."""
    plain = normalized("NFKC", text).casefold()
    return "".join(each for each in plain if each.isalnum())


def _says_enough(letters: str) -> bool:
    others = sum(not each.isascii() for each in letters)
    return others >= LEAST_OTHER or len(letters) >= LEAST_LATIN
