"""The one command table every platform walks: name, arguments, who may, and the use case behind it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot import views
from bot.arguments import parse_date, parse_wanted, split_command
from bot.desk import Desk, Request
from bot.problems import problem_view
from core.errors import ArgumentMissing, CommandUnknown, DateInFuture, PaperboyError

log = structlog.get_logger()


class Audience(StrEnum):
    """Who may use a command."""

    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table. `usage` shows the arguments; the catalogs explain the command under `help.NAME`."""

    name: str
    usage: str
    run: Callable[[Desk, Request, str], Awaitable[views.View]]
    audience: Audience = Audience.EVERYONE
    aliases: tuple[str, ...] = ()

    @property
    def help_key(self) -> str:
        """The catalog key of its one-line explanation."""
        return f"help.{self.name}"


async def _help(desk: Desk, request: Request, text: str) -> views.View:
    return views.help_view(request.t, [(command.usage, command.help_key) for command in COMMANDS])


async def _today(desk: Desk, request: Request, text: str) -> views.View:
    return await desk.today(request)


async def _date(desk: Desk, request: Request, text: str) -> views.View:
    return await desk.date(request, parse_date(_required(text, "date"), request.today))


async def _paper(desk: Desk, request: Request, text: str) -> views.View:
    return await desk.paper(request, parse_wanted(text, "paper", request.today))


async def _score(desk: Desk, request: Request, text: str) -> views.View:
    return await desk.score(request, parse_wanted(text, "score", request.today))


async def _search(desk: Desk, request: Request, text: str) -> views.View:
    return await desk.search(request, _required(text, "search"))


async def _lang(desk: Desk, request: Request, text: str) -> views.View:
    return await desk.language(request, _required(text, "lang"))


def _required(text: str, command: str) -> str:
    if not text:
        raise ArgumentMissing(command)
    return text


COMMANDS = (
    Command("today", "/today", _today),
    Command("date", "/date 2026-02-05", _date),
    Command("paper", "/paper 3", _paper, aliases=("p",)),
    Command("score", "/score 3", _score),
    Command("search", "/search world model", _search),
    Command("lang", "/lang zh|en", _lang, aliases=("language",)),
    Command("help", "/help", _help, aliases=("start",)),
)


def find(name: str) -> Command | None:
    """The command of that name or alias, or None."""
    return next((command for command in COMMANDS if name == command.name or name in command.aliases), None)


async def answer(desk: Desk, request: Request, line: str) -> views.View:
    """The answer to one line somebody wrote, be it a problem told kindly."""
    name, arguments = split_command(line)
    command = find(name)
    try:
        if command is None:
            raise CommandUnknown(line.strip().split(" ")[0][:40])
        return await command.run(desk, request, arguments)
    except DateInFuture as error:
        return problem_view(request.t, DateInFuture(error.date, await desk.newest()))
    except PaperboyError as error:
        return problem_view(request.t, error)
    except Exception as error:  # one person's request must not end the chat for everybody
        log.exception("command failed", command=name)
        return problem_view(request.t, error)
