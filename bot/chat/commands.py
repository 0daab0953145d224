"""The answer to a line somebody wrote and to a button somebody pressed.

Lines walk `bot.chat.command_table`, buttons `bot.chat.actions`: whoever presses one is checked like
who types a command.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple, assert_never

import structlog

from bot.chat import views
from bot.chat.actions import Action, Target, Typed, Verb
from bot.chat.arguments import (
    Wanted,
    is_address,
    is_command,
    papers_linked,
    papers_meant,
    parse_list,
    parse_question,
    parse_wanted,
    split_command,
)
from bot.chat.audience import Audience
from bot.chat.choices import asked_back, with_choices
from bot.chat.command_table import Command, Office, commands, find, only_reads
from bot.chat.command_traits import Takes, traits_of
from bot.chat.gate import What
from bot.chat.guessed import line_said
from bot.chat.guests import invitation
from bot.chat.libraries import Upload
from bot.chat.links import from_link
from bot.chat.meant import LONGEST_LINE, mentioned, question_with_number, wanted_of
from bot.chat.problems import operator_view, reader_view, with_lines
from bot.chat.request import Request
from bot.chat.targets import Change, Field, Known, Listed, Which, WholeList
from bot.chat.words.called import command_called
from bot.chat.words.dates import means_beside, means_newest
from bot.chat.words.several import read_several
from bot.chat.words.tidying import shortened
from bot.chat.words.votes import said_vote
from bot.chat.words.wishes import says_what_to_do_with_all
from core.editions.keys import ListKey
from core.errors import (
    ArgumentMissing,
    ButtonStale,
    CommandUnknown,
    DateInFuture,
    DateInvalid,
    NotAllowed,
    OperatorOnly,
    PaperboyError,
    RequestError,
)
from core.identify import day_of_hub
from core.unseen import seen

log = structlog.get_logger()

# Characters of a line that may be no more than a day.
LONGEST_DAY = 40


class UseCase(NamedTuple):
    """What is to be done, for whom alone, under which name, and by which line if one was typed."""

    work: Callable[[], Awaitable[views.View]]
    audience: Audience
    name: str
    line: str = ""


async def answer(office: Office, request: Request, line: str) -> views.View:
    """The answer to a line somebody wrote; an empty view when silence is the answer.

    What nobody sees in it means nothing: our own messages hold marks that keep names from becoming
    links, and people copy from them.
    """
    line = seen(line)
    job = _voted(office, request, line) or _job(office, request, line)
    if job is None:
        name, _ = split_command(line)
        run = _unknown if name else _plain
        job = UseCase(partial(run, office, request, line), Audience.EVERYONE, name, line)
    return await _run(office, request, What.ANSWER, job)


def _job(office: Office, request: Request, line: str) -> UseCase | None:
    """What the line asks for; None where it is no command of the place.

    A greeting that a link brought, like `paper_2026-02-05_3`, asks for what the link leads to,
    which changes nothing.
    """
    name, arguments = split_command(line)
    command = find(name, delivers=request.delivers)
    if command is None:
        return None
    if command.name == "start":
        try:
            linked = from_link(arguments)
        except ButtonStale:
            return _pressed(office, request, None)
        if only_reads(linked):
            return _pressed(office, request, linked)
    work = partial(command.run, office, request, arguments)
    return UseCase(work, command.audience, command.name, line)


def _voted(office: Office, request: Request, line: str) -> UseCase | None:
    """The vote that the line is, in people's own words; None where it is none, or a command."""
    name, _ = split_command(line)
    said = said_vote(line)
    if said is None or (is_command(line) and find(name, delivers=request.delivers)):
        return None
    name = "like" if said.up else "dislike"
    return _job(office, request, f"/{name} {said.paper}")


async def press(office: Office, request: Request, action: Action | None) -> views.View:
    """The answer to a button; for None, that the button is stale or forged. One that stands for a
    line of the table is answered to whom the line would be."""
    return await _run(office, request, What.PRESS, _pressed(office, request, action))


def _pressed(office: Office, request: Request, action: Action | None) -> UseCase:
    stale = UseCase(_stale, Audience.EVERYONE, "button")
    if action is None:
        return stale
    if isinstance(action.target, Typed) and action.verb is Verb.RUN:
        return _job(office, request, action.target.line) or stale
    work = partial(_do, office, request, action)
    return UseCase(work, action.row.audience, action.row.command or action.verb)


async def read_linked(office: Office, request: Request, papers: Sequence[str]) -> views.View:
    """The paper that somebody's message links to; of several, which one to read."""
    if len(papers) == 1:
        return await press(office, request, Action(Verb.REPORT, Known(papers[0])))
    job = UseCase(partial(office.desk.linked, request, papers), Audience.EVERYONE, "links")
    return await _run(office, request, What.ANSWER, job)


async def take_file(office: Office, request: Request, upload: Upload) -> views.View:
    """What becomes of a file that somebody sent: their library, or interests of theirs."""
    job = UseCase(
        partial(office.libraries.take, request, upload), Audience.ADMINS, "interests", "/interests"
    )
    return await _run(office, request, What.ANSWER, job)


async def _do(office: Office, request: Request, action: Action) -> views.View:
    """The answer to the action. Its target says what is meant, whatever the chat saw last."""
    target = action.target
    match action.verb:
        case Verb.PAPER | Verb.OPEN | Verb.CARD | Verb.ABOUT:
            return await office.desk.card(request, wanted_of(_which(target)))
        case Verb.REPORT:
            return await office.desk.paper(request, wanted_of(_which(target)))
        case Verb.SCORE:
            return await office.desk.score(request, wanted_of(_which(target)))
        case Verb.WHY:
            return await office.inquiries.why(request, wanted_of(_which(target)))
        case Verb.TABLE:
            return await office.inquiries.table(request, wanted_of(_which(target)))
        case Verb.SIMILAR:
            return await office.nearby.similar(request, wanted_of(_which(target)))
        case Verb.AGAIN:
            return await office.inquiries.again(request, wanted_of(_which(target)))
        case Verb.LIKE:
            return await office.voting.pressed(request, _which(target), up=True)
        case Verb.DISLIKE:
            return await office.voting.pressed(request, _which(target), up=False)
        case Verb.ASK:
            return views.text_view(request.t, "ask.how", n=_to_type(_which(target), request))
        case Verb.DATE:
            assert isinstance(target, WholeList)
            return await office.desk.date(request, target.key)
        case Verb.SETTINGS:
            if isinstance(target, Field):
                return await office.subscriptions.page(request, target.name)
            return await office.subscriptions.settings(request, "")
        case Verb.SET:
            assert isinstance(target, Change)
            return await office.subscriptions.change(request, target)
        case Verb.INTERESTS:
            return await _interests(office, request, target)
        case Verb.INTEREST:
            assert isinstance(target, Change)
            return await office.steering.change(request, target)
        # A line's button is answered as its line is; some other channel does the others by itself.
        case Verb.RUN | Verb.SHOW | Verb.FORM | Verb.PAGE:
            return await _stale()
        case _:
            assert_never(action.verb)


async def _interests(office: Office, request: Request, target: Target | None) -> views.View:
    if request.is_guest:
        return invitation(request, "interests")
    if isinstance(target, Field):
        return await office.steering.field(request, target.name)
    return await office.steering.page(request, 1)


def _which(target: Target | None) -> Which:
    assert isinstance(target, Listed | Known)  # the verb's row says so
    return target


def _to_type(paper: Which, request: Request) -> str:
    """The paper as it is typed here: a number is enough for the list the chat saw last."""
    if isinstance(paper, Listed) and paper.key == request.chat.seen:
        return str(paper.number)
    return paper.typed


async def _plain(office: Office, request: Request, line: str) -> views.View:
    """The answer to a line that is no command: the paper that it means, which one where it names
    several, the list of a day, or what a paper says to a question that begins with its number."""
    papers = papers_meant(line) if len(line) <= LONGEST_LINE else papers_linked(line)
    linked = day_of_hub(line) if not papers and is_address(line) else None
    if linked:
        return await office.desk.date(request, parse_list(linked, request.today))
    if len(papers) > 1 or (not papers and is_address(line) and linked is None):
        return await office.desk.linked(request, papers)
    if means_newest(line) or linked == "":
        return await office.desk.today(request)
    if step := means_beside(line):
        return await office.desk.beside(request, step)
    several = None if papers else read_several(line, request.today)
    if several and several.joined:
        return await office.desk.numbered(request, several.numbers, several.key)
    if papers and len(line) > LONGEST_LINE:
        return await office.desk.paper(request, Wanted(paper_id=papers[0]))
    try:
        wanted = await mentioned(office.desk, request, line)
    except CommandUnknown:
        day = _day_of(request, line)
        if day is not None:
            return await office.desk.date(request, day)
        asked = question_with_number(line, request.today)
        if asked is not None:
            return await office.inquiries.ask(request, asked)
        called = _called(request, line)
        if called is None:
            absent = _absent(request)
            said = line_said(line, absent, request.t.language, office.desk.spoken)
            raise CommandUnknown(shortened(line), absent, said) from None
        command, text = called
        if not await request.may(command.audience):
            raise NotAllowed(command.name) from None
        return await command.run(office, request, text)
    return await office.desk.paper(request, wanted)


def _called(request: Request, line: str) -> tuple[Command, str] | None:
    """The command that a line without a slash calls by a name of it, and what is behind that, where
    it changes nothing and the rest is what the command takes; None for anything else."""
    if len(line) > LONGEST_LINE or (said := command_called(line)) is None:
        return None
    name, text = said
    command = find(name, delivers=request.delivers)
    if command is None or not _takes(name, text, request):
        return None
    return command, text


def _takes(name: str, text: str, request: Request) -> bool:
    """Whether that command, of those that show something, takes the text."""
    traits = traits_of(name)
    if traits.shows:
        return not text
    if name == "search":
        return bool(text)
    with suppress(RequestError):
        if traits.takes is Takes.NUMBER and not traits.wants:
            return bool(parse_wanted(text, name, request.today))
        if name == "ask":
            return bool(parse_question(text, request.today))
        if name == "date":
            return bool(parse_list(text, request.today))
    return False


def _day_of(request: Request, line: str) -> ListKey | None:
    """The list of the day that is all the line says; None where it says no day. Raises DateInFuture
    and DateImpossible."""
    if len(line) > LONGEST_DAY:
        return None
    with suppress(DateInvalid):
        return parse_list(line, request.today)
    return None


async def _unknown(office: Office, request: Request, line: str) -> views.View:
    """The list of a day that stands behind the slash; raises CommandUnknown for anything else."""
    day = _day_of(request, line.strip()[1:])
    if day is not None:
        return await office.desk.date(request, day)
    name, _, rest = line.strip()[1:].strip().partition(" ")
    raise CommandUnknown(f"/{name}"[:40], _absent(request), rest.strip())


def _absent(request: Request) -> tuple[str, ...]:
    """The commands that are not there in this chat."""
    here = commands(delivers=request.delivers)
    return tuple(each.name for each in commands(delivers=True) if each not in here)


async def _stale() -> views.View:
    raise ButtonStale


async def _with_past(
    office: Office, request: Request, job: UseCase, view: views.View
) -> views.View:
    """The answer to a line that wants something, and how far the past is read for it; a notice
    after a press stays short."""
    if not traits_of(job.name).wants or not job.line or _is_of_all(job):
        return view
    progress = await office.past.begin()
    return views.with_past(request.t, view, progress) if progress else view


def _is_of_all(job: UseCase) -> bool:
    """Whether it empties, keeps or saves all interests, by which nothing new is wanted."""
    _, text = split_command(job.line)
    return job.name == "interests" and says_what_to_do_with_all(text)


async def _run(office: Office, request: Request, what: What, job: UseCase) -> views.View:
    try:
        if not await office.gate.admit(request, what):
            return views.SILENCE
        if request.unread is not None:
            raise request.unread
        if request.is_guest and job.audience is Audience.ADMINS:
            return invitation(request, job.name)
        if not await request.may(job.audience):
            if job.audience is Audience.OPERATOR:
                raise OperatorOnly(job.name)
            raise NotAllowed(job.name)
        return await _with_past(office, request, job, await job.work())
    except ArgumentMissing as error:
        return await asked_back(office.desk, request, error)
    except DateInFuture as error:
        newest = await office.desk.shelves.newest()
        day = newest.day if newest else None
        return reader_view(request.t, DateInFuture(error.date, day))
    except PaperboyError as error:
        if not isinstance(error, RequestError):
            log.warning("command failed", command=job.name, error=str(error))
        told = with_lines(request.t, error, job.line)
        if request.insider:
            return operator_view(request.t, told)
        return await with_choices(office.desk, request, told, job.name)
    except Exception as error:  # one person's request must not end the chat for everybody
        log.exception("command failed", command=job.name)
        return reader_view(request.t, error)
