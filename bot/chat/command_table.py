"""The one command table every platform walks: name, arguments, who may, and the use case behind it.

What becomes of a line or a press stands in `bot.chat.commands`.
"""

# Tested in tests/bot/chat/test_commands.py.

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from bot.chat import views
from bot.chat.actions import Action, Typed
from bot.chat.arguments import Asked, papers_meant, parse_list, split_command, with_days
from bot.chat.audience import Audience
from bot.chat.circulars import Circulars
from bot.chat.command_traits import traits_of
from bot.chat.desk import Desk
from bot.chat.destinations import destination, question
from bot.chat.gate import Gate
from bot.chat.guests import invitation
from bot.chat.inquiries import Inquiries
from bot.chat.lacks import noted, refusal
from bot.chat.libraries import Libraries
from bot.chat.meant import asked, meant, meant_or_asked, picked_by
from bot.chat.nearby import Nearby
from bot.chat.paging import paged
from bot.chat.privacy import Privacy
from bot.chat.recommended import pressed
from bot.chat.request import Request
from bot.chat.steering import Steering
from bot.chat.subscriptions import Subscriptions
from bot.chat.views.model import Paragraph, line
from bot.chat.voting import Voting
from bot.chat.words.dates import means_beside, means_newest
from bot.chat.words.several import read_several
from core.editions.keys import ListKey
from core.editions.past import PastReader
from core.errors import ArgumentMissing, DateImpossible, DateInvalid, NumberInvalid
from core.identify import day_of_hub
from locales import Translator


@dataclass(frozen=True, slots=True)
class Office:
    """What commands need: the gate, the use cases, and the operator's reports."""

    gate: Gate
    desk: Desk
    inquiries: Inquiries
    nearby: Nearby
    past: PastReader
    subscriptions: Subscriptions
    privacy: Privacy
    voting: Voting
    steering: Steering
    libraries: Libraries
    circulars: Circulars
    status: Callable[[Translator], Awaitable[Sequence[str]]]
    cost: Callable[[Translator], Awaitable[Sequence[str]]]


Run = Callable[[Office, Request, str], Awaitable[views.View]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument, for places that ask for each by name; explained under `param.NAME`.

    `completed` says of which kind what fits can be offered (see `bot.chat.completion`); `choices`
    are all there is. A `file` is sent along where that is possible, and never typed.
    """

    name: str
    required: bool = False
    completed: Literal["papers", "days", "zones", "times", "languages", "categories"] | None = None
    choices: tuple[str, ...] = ()
    file: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table. `usage` shows the arguments; `help.NAME` explains it in the catalogs.

    `parameters` are the arguments in the order they are typed, the required ones first. `delivers`
    marks what makes sense only where messages can be pushed. `shared` marks an answer which who
    sees it alone may show to everybody.
    """

    name: str
    usage: str
    run: Run
    audience: Audience = Audience.EVERYONE
    aliases: tuple[str, ...] = ()
    delivers: bool = False
    shared: bool = False
    parameters: tuple[Parameter, ...] = ()

    @property
    def help_key(self) -> str:
        """The catalog key of its one-line explanation."""
        return f"help.{self.name}"


async def _start(office: Office, request: Request, text: str) -> views.View:
    return await office.subscriptions.start(request)


async def _help(office: Office, request: Request, text: str) -> views.View:
    rows: list[tuple[str, str]] = []
    names: list[str] = []
    for command in commands(delivers=request.delivers):
        if traits_of(command.name).group is None:
            continue
        if await request.may(command.audience):
            key = command.help_key
            if command.name == "settings" and not request.place.pushes:
                key = "help.settings.asked_for"
            rows.append((_usage(office, request, command), key))
            # Who gets lists has no use for its button.
            if command.name != "subscribe" or not office.subscriptions.gets_lists(request):
                names.append(command.name)
    return views.help_view(request.t, rows, pressed(request.t, names))


def _usage(office: Office, request: Request, command: Command) -> str:
    """The command as somebody of that language might type it."""
    if LANGUAGE in command.parameters:
        names = [language.name for language in office.desk.spoken]
        others = [name for name in names if name != request.t.about.name]
        return f"/{command.name} {(others or names)[0]}"
    example = request.t.about.examples.get(command.name)
    if example:
        return f"/{command.name} {example}"
    return command.usage


async def _today(office: Office, request: Request, text: str) -> views.View:
    day: ListKey | None = None
    with suppress(DateInvalid, DateImpossible):
        # "/today yesterday" means the day that it names.
        day = parse_list(text, request.today) if text and not means_newest(text) else None
    if day and day.day != request.today:
        return await office.desk.date(request, day)
    return await office.desk.today(request)


async def _date(office: Office, request: Request, text: str) -> views.View:
    if not text:
        return await office.desk.days(request)
    linked = day_of_hub(text)
    if means_newest(text) or linked == "":
        return await office.desk.today(request)
    if step := means_beside(text):
        return await office.desk.beside(request, step)
    return await office.desk.date(request, parse_list(linked or text, request.today))


async def _paper(office: Office, request: Request, text: str) -> views.View:
    text = with_days(text)
    papers = papers_meant(text)
    if len(papers) > 1:
        return await office.desk.linked(request, papers)
    several = read_several(text, request.today)
    if several and not papers:
        return await office.desk.numbered(request, several.numbers, several.key)
    if day_of_hub(text) is not None:  # that of the newest list
        return await office.desk.today(request)
    try:
        wanted = await meant_or_asked(office.desk, request, text, "paper")
    except NumberInvalid:
        with suppress(DateInvalid, DateImpossible):
            # "/paper yesterday" means the day that it names.
            return await office.desk.date(request, parse_list(text, request.today))
        raise
    if isinstance(wanted, Asked):
        return await office.inquiries.ask(request, wanted)
    return await office.desk.paper(request, wanted)


async def _score(office: Office, request: Request, text: str) -> views.View:
    wanted = await meant_or_asked(office.desk, request, text, "score")
    if isinstance(wanted, Asked):  # why it is so high, which is what it tells
        wanted = wanted.wanted
    return await office.desk.score(request, wanted)


async def _why(office: Office, request: Request, text: str) -> views.View:
    picked = await picked_by(office.desk, request, text)
    if picked:
        return await office.inquiries.why_picked(request, picked)
    wanted = await meant_or_asked(office.desk, request, text, "why")
    if isinstance(wanted, Asked):
        return await office.inquiries.ask(request, wanted)
    return await office.inquiries.why(request, wanted)


async def _table(office: Office, request: Request, text: str) -> views.View:
    wanted = await meant_or_asked(office.desk, request, text, "table")
    if isinstance(wanted, Asked):
        return await office.inquiries.ask(request, wanted)
    return await office.inquiries.table(request, wanted)


async def _like(office: Office, request: Request, text: str) -> views.View:
    wanted = await meant(office.desk, request, text, "like")
    return await office.voting.vote(request, wanted, up=True)


async def _dislike(office: Office, request: Request, text: str) -> views.View:
    wanted = await meant(office.desk, request, text, "dislike")
    return await office.voting.vote(request, wanted, up=False)


async def _similar(office: Office, request: Request, text: str) -> views.View:
    paper, page = paged(text)
    wanted = await meant_or_asked(office.desk, request, paper, "similar")
    if isinstance(wanted, Asked):
        return await office.inquiries.ask(request, wanted)
    return await office.nearby.similar(request, wanted, page)


async def _ask(office: Office, request: Request, text: str) -> views.View:
    return await office.inquiries.ask(request, await asked(office.desk, request, text))


async def _search(office: Office, request: Request, text: str) -> views.View:
    return await office.desk.search(request, _required(text, "search"))


async def _lang(office: Office, request: Request, text: str) -> views.View:
    return await office.desk.language(request, _required(text, "lang"))


async def _subscribe(office: Office, request: Request, text: str) -> views.View:
    """Lists come here from now on; or what keeps them from coming, or has to be asked first."""
    meant_there = destination(request, text)
    if meant_there is None:
        return question(request, text)
    request, text = meant_there.request, meant_there.slot
    place = request.place
    lacks = place.lacks.felt(request.chat.settings, place.roles or ())
    if lacks.forbid:
        return refusal(request.t, lacks)
    view = await office.subscriptions.subscribe(request, text)
    if place.here:
        goes_to = "chat.goes_to_posts" if place.posts else "chat.goes_to"
        named = Paragraph((line(request.t.t(goes_to), place.here),))
        view = dataclasses.replace(view, blocks=(*view.blocks, named))
    return noted(request.t, view, lacks)


async def _unsubscribe(office: Office, request: Request, text: str) -> views.View:
    return await office.subscriptions.unsubscribe(request)


async def _settings(office: Office, request: Request, text: str) -> views.View:
    return await office.subscriptions.settings(request, text)


async def _interests(office: Office, request: Request, text: str) -> views.View:
    if request.is_guest:
        return invitation(request, "interests")
    return await office.steering.said(request, text)


async def _privacy(office: Office, request: Request, text: str) -> views.View:
    return await office.privacy.told(request)


async def _forget(office: Office, request: Request, text: str) -> views.View:
    return await office.privacy.forget(request, text)


async def _status(office: Office, request: Request, text: str) -> views.View:
    return views.sentences(await office.status(request.t))


async def _cost(office: Office, request: Request, text: str) -> views.View:
    return views.sentences(await office.cost(request.t))


async def _announce(office: Office, request: Request, text: str) -> views.View:
    return await office.circulars.said(request, text)


def _required(text: str, command: str) -> str:
    if not text:
        raise ArgumentMissing(command)
    return text


ADMINS = Audience.ADMINS
NUMBER = Parameter("number", required=True, completed="papers")
WORDS = Parameter("words", required=True)
OTHER_DAY = Parameter("day", completed="days")
SLOT = (Parameter("time", completed="times"), Parameter("zone", completed="zones"))
QUESTION = Parameter("question", required=True)
WISHES = (Parameter("wishes"), Parameter("file", file=True))
CATEGORY = Parameter("category", completed="categories")
MESSAGE = Parameter("message")
WHAT = Parameter("what", choices=("chat",))
LANGUAGE = Parameter("language", required=True, completed="languages")
COMMANDS = (
    Command("today", "/today", _today, shared=True),
    Command("date", "/date 2026-02-05", _date, shared=True, parameters=(OTHER_DAY,)),
    Command(
        "paper", "/paper 3", _paper, aliases=("p",), shared=True, parameters=(NUMBER, OTHER_DAY)
    ),
    Command("ask", "/ask 3 GPU?", _ask, shared=True, parameters=(NUMBER, QUESTION)),
    Command("why", "/why 3", _why, shared=True, parameters=(NUMBER, OTHER_DAY)),
    Command("table", "/table 3", _table, shared=True, parameters=(NUMBER, OTHER_DAY)),
    Command("similar", "/similar 3", _similar, shared=True, parameters=(NUMBER, OTHER_DAY)),
    Command("score", "/score 3", _score, shared=True, parameters=(NUMBER,)),
    Command("like", "/like 3", _like, parameters=(NUMBER, OTHER_DAY)),
    Command("dislike", "/dislike 3", _dislike, parameters=(NUMBER, OTHER_DAY)),
    Command("search", "/search world model", _search, shared=True, parameters=(WORDS,)),
    Command("subscribe", "/subscribe 08:30", _subscribe, ADMINS, delivers=True, parameters=SLOT),
    Command("unsubscribe", "/unsubscribe", _unsubscribe, ADMINS, delivers=True),
    Command("settings", "/settings", _settings, ADMINS, parameters=(CATEGORY,)),
    Command("interests", "/interests world model", _interests, parameters=WISHES),
    Command("lang", "/lang", _lang, ADMINS, aliases=("language",), parameters=(LANGUAGE,)),
    Command("status", "/status", _status, Audience.OPERATOR, delivers=True),
    Command("cost", "/cost", _cost, Audience.OPERATOR, delivers=True),
    Command(
        "announce",
        "/announce",
        _announce,
        Audience.OPERATOR,
        delivers=True,
        parameters=(MESSAGE,),
    ),
    Command("privacy", "/privacy", _privacy),
    Command("forget", "/forget", _forget, parameters=(WHAT,)),
    Command("help", "/help", _help),
    Command("start", "/start", _start, delivers=True),
)


def commands(*, delivers: bool) -> list[Command]:
    """The commands of a place; `delivers` says whether messages can be pushed there."""
    return [command for command in COMMANDS if delivers or not command.delivers]


def find(name: str, *, delivers: bool) -> Command | None:
    """The command of that name or alias in such a place, or None."""
    for command in commands(delivers=delivers):
        if name == command.name or name in command.aliases:
            return command
    return None


def only_reads(action: Action | None) -> bool:
    """Whether the action does nothing but read: a link may lead there, and an answer that is still
    to be seen is enough for whoever asks again."""
    if action is None:
        return False
    if not isinstance(action.target, Typed):
        return action.row.reads
    name, _ = split_command(action.target.line)
    command = find(name, delivers=True)
    return command is not None and command.shared
