"""The command line: `python -m bot COMMAND`, also installed as `paperboy`."""

from __future__ import annotations

import asyncio
import datetime as dt
import inspect
import io
import logging
import os
import sys
import traceback
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from typer.exceptions import TyperException

from bot.app import circulars, copies, health, keeper, moving, service
from bot.app.announced import ingest_announcements
from bot.app.channels import CHANNELS
from bot.app.environment import load_settings, operator_language
from bot.app.logs import configure_logs
from bot.app.roles import Role
from bot.app.root import SystemClock
from bot.app.settings import Settings
from bot.app.venues import ingest_venues
from bot.channels.base import Parts
from bot.chat.problems import operator_text, setting_text
from bot.chat.words.dates import parse_date
from core.announcements.categories import read_all
from core.chats import BanKind
from core.circulars import ANY
from core.errors import PaperboyError
from core.masking import Mask
from locales import Translator, languages

log = structlog.get_logger()

SECRET_SHAPES = tuple(shape for channel in CHANNELS for shape in channel.secret_shapes)

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


class Cli:
    """What every command needs: the operator's language, and settings, read when a command wants
    them."""

    def __init__(self, t: Translator, *, debug: bool) -> None:
        self.t = t
        self.debug = debug
        self.mask = Mask(shapes=SECRET_SHAPES)

    def settings(self, level: int = logging.ERROR) -> Settings:
        """The settings; what nobody understands in them is told on standard error.

        From here on logs are masked, and hold what is of that level at least. Raises
        SettingsInvalid.
        """
        settings = self.settings_alone(level)
        for remark in settings.remarks:
            print(setting_text(self.t, remark), file=sys.stderr)
        return settings

    def settings_alone(self, level: int = logging.ERROR) -> Settings:
        """The settings as `settings` reads them, for commands that tell the remarks themselves."""
        settings = load_settings()
        self.mask = Mask(settings.secrets, SECRET_SHAPES)
        configure_logs(logging.DEBUG if self.debug else level, self.mask)
        return settings

    def run(self, work: Callable[[Parts], Awaitable[int]]) -> int:
        """Do a channel's own command with what channels are made from, and return its exit code."""
        return asyncio.run(service.with_parts(self.settings(), self.t, work))


Date = Annotated[str, typer.Option("--date", metavar="DATE")]


def _options(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug")] = False,
) -> int | None:
    """The options before a command; without a command, everything that is configured runs."""
    if context.invoked_subcommand is None:
        return run(context)
    return None


def run(context: typer.Context, role: Annotated[Role, typer.Option("--role")] = Role.ALL) -> int:
    """Everything that is configured; with no chat platform configured, the terminal chat."""
    cli: Cli = context.obj
    settings = cli.settings_alone(logging.INFO)
    if role is Role.ALL and not asyncio.run(service.is_service(settings)):
        return chat(context)
    for remark in settings.remarks:
        log.warning(
            "a setting is not understood", setting=remark.name, meaning=setting_text(cli.t, remark)
        )
    return asyncio.run(service.serve(settings, role))


def chat(context: typer.Context) -> int:
    """The chat in the terminal, or over a pipe."""
    return asyncio.run(service.chat(context.obj.settings()))


class IngestFrom(StrEnum):
    """Which source `ingest` reads."""

    HF = "hf"
    ARXIV = "arxiv"
    OPENREVIEW = "openreview"


def ingest(
    context: typer.Context,
    date: Annotated[str, typer.Option("--date", metavar="DATE")] = "",
    source: Annotated[IngestFrom, typer.Option("--source")] = IngestFrom.HF,
    since: Annotated[str, typer.Option("--since", metavar="DATE")] = "",
    categories: Annotated[str, typer.Option("--categories", metavar="LIST")] = "",
    venue: Annotated[str, typer.Option("--venue", metavar="ID")] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
    no_model: Annotated[bool, typer.Option("--no-model")] = False,
) -> int:
    """Bring one date as far as it can be brought now; of arXiv, several; a venue's submissions."""
    cli: Cli = context.obj
    first = parse_date(since, service.utc_today()) if since else None
    if source is IngestFrom.OPENREVIEW:
        if date or categories:
            raise typer.BadParameter(cli.t.t("cli.venues.only_venue"))
        return asyncio.run(ingest_venues(cli.settings(), cli.t, venue, first, as_json=as_json))
    if not date:
        raise typer.BadParameter(cli.t.t("cli.venues.no_date"))
    if venue:
        raise typer.BadParameter(cli.t.t("cli.venues.only_openreview"))
    day = parse_date(date, service.utc_today())
    if source is IngestFrom.HF:
        if since or categories:
            raise typer.BadParameter(cli.t.t("cli.announced.only_arxiv"))
        return asyncio.run(
            service.ingest(cli.settings(), cli.t, day, as_json=as_json, use_model=not no_model)
        )
    chosen = read_all(categories)
    return asyncio.run(
        ingest_announcements(cli.settings(), cli.t, first or day, day, chosen, as_json=as_json)
    )


def once(
    context: typer.Context,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="ID")] = None,
    minutes: Annotated[int, typer.Option("--minutes", min=1, max=600)] = 30,
) -> int:
    """Read what is due, send what is due, and end."""
    cli: Cli = context.obj
    keys = [keeper.read_chat(each) for each in to or ()]
    settings = cli.settings(logging.WARNING)
    return asyncio.run(service.once(settings, cli.t, keys, dt.timedelta(minutes=minutes)))


def import_(
    context: typer.Context, files: Annotated[list[Path], typer.Argument(metavar="FILE...")]
) -> int:
    """Store digests and reports."""
    return asyncio.run(service.import_files(context.obj.settings(), context.obj.t, files))


def export_digest(
    context: typer.Context,
    date: Date,
    language: Annotated[str | None, typer.Option("--language")] = None,
) -> int:
    """Print a digest in the archive format."""
    day = parse_date(date, service.utc_today())
    return asyncio.run(service.export(context.obj.settings(), "digest", day, language))


def export_report(
    context: typer.Context,
    date: Date,
    language: Annotated[str | None, typer.Option("--language")] = None,
) -> int:
    """Print a date's reports in the archive format."""
    day = parse_date(date, service.utc_today())
    return asyncio.run(service.export(context.obj.settings(), "report", day, language))


def backup(context: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> int:
    """Copy the store to a file while it is in use."""
    cli: Cli = context.obj
    return asyncio.run(copies.backup(cli.settings(), cli.t, SystemClock(), file))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace")] = False,
) -> int:
    """Put a backup in the store's place."""
    cli: Cli = context.obj
    work = copies.restore(cli.settings(), cli.t, SystemClock(), file, replace=replace)
    return asyncio.run(work)


def move(
    context: typer.Context,
    target: Annotated[str, typer.Option("--to", metavar="URL")],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
) -> int:
    """Take the store to another address."""
    cli: Cli = context.obj
    return moving.move(cli.settings(), cli.t, target, dry_run=dry_run)


def status(context: typer.Context) -> int:
    """Days, counts, last errors, model spending."""
    return asyncio.run(health.status(context.obj.settings(), context.obj.t))


def cost(context: typer.Context) -> int:
    """What the models cost: yesterday, and this month."""
    return asyncio.run(health.cost(context.obj.settings(), context.obj.t))


def doctor(context: typer.Context) -> int:
    """Check settings, store, endpoints and keys."""
    return asyncio.run(health.doctor(context.obj.settings_alone, context.obj.t))


Chat = Annotated[str, typer.Argument(metavar="ID")]


def chats(context: typer.Context) -> int | None:
    """The chats; `list` without a command."""
    if context.invoked_subcommand is None:
        return chats_list(context)
    return None


def chats_list(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json")] = False
) -> int:
    """List the known chats."""
    return asyncio.run(keeper.list_chats(context.obj.settings(), context.obj.t, as_json=as_json))


def chats_silence(
    context: typer.Context,
    chat_: Chat,
    span: Annotated[str, typer.Option("--for", metavar="SPAN")] = "",
) -> int:
    """Send a chat no lists, and go on answering it."""
    cli: Cli = context.obj
    key, length = keeper.read_chat(chat_), keeper.read_span(span)
    if span and length is None:
        raise typer.BadParameter(cli.t.t("cli.chats.no_span"))
    return asyncio.run(keeper.ban(cli.settings(), cli.t, key, BanKind.SILENCED, length))


def chats_ban(context: typer.Context, chat_: Chat) -> int:
    """Send a chat no lists, and answer it or that person no more."""
    cli: Cli = context.obj
    key = keeper.read_chat(chat_)
    return asyncio.run(keeper.ban(cli.settings(), cli.t, key, BanKind.BANNED, None))


def chats_unban(context: typer.Context, chat_: Chat) -> int:
    """End what `silence` or `ban` began."""
    cli: Cli = context.obj
    return asyncio.run(keeper.unban(cli.settings(), cli.t, keeper.read_chat(chat_)))


def resend(
    context: typer.Context,
    chat_: Chat,
    date: Annotated[str, typer.Option("--date", metavar="DATE")] = "",
) -> int:
    """Send a list to a chat once more."""
    cli: Cli = context.obj
    day = parse_date(date, service.utc_today()) if date else None
    return asyncio.run(keeper.resend(cli.settings(), cli.t, keeper.read_chat(chat_), day))


def push(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    only: Annotated[str, typer.Option("--chat", metavar="ID")] = "",
    show: Annotated[bool, typer.Option("--show")] = False,
) -> int:
    """Say what each chat gets next. Lists are sent by the service alone."""
    cli: Cli = context.obj
    if not dry_run:
        raise typer.BadParameter(cli.t.t("cli.push.only_dry"))
    key = keeper.read_chat(only) if only else None
    return asyncio.run(keeper.forecast(cli.settings(), cli.t, key, show=show))


def announce(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="FILE")] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    cancel: Annotated[bool, typer.Option("--cancel")] = False,
    **texts: str,
) -> int:
    """Tell all chats something; each language's file is an option of its own."""
    cli: Cli = context.obj
    files = {language: file for language, file in {**texts, ANY: text}.items() if file}
    if cancel:
        if not name:
            raise typer.BadParameter(cli.t.t("cli.announce.named"))
        return asyncio.run(circulars.call_off(cli.settings(), cli.t, name))
    work = circulars.announce(cli.settings(), cli.t, files, name, dry_run=dry_run)
    return asyncio.run(work)


def build(t: Translator) -> typer.Typer:
    """The command line in that language."""
    app = typer.Typer(
        help=t.t("cli.about"),
        callback=_options,
        invoke_without_command=True,
        add_completion=False,
        rich_markup_mode=None,
    )
    export = typer.Typer(help=t.t("cli.export"), rich_markup_mode=None)
    chats_ = typer.Typer(
        help=t.t("cli.chats"), callback=chats, invoke_without_command=True, rich_markup_mode=None
    )
    app.add_typer(chats_, name="chats")
    for group, name, function in _table(app, export, chats_):
        group.command(name, help=t.t(f"cli.{function.__name__.rstrip('_')}"))(function)
        if name == "import":
            app.add_typer(export, name="export")
    for channel in CHANNELS:
        own = channel.command_line(t)
        if own:
            app.add_typer(own, name=channel.name)
    return app


def _localized(command: Any, t: Translator) -> Any:
    """The command with the help of its options and subcommands in that language."""
    context = command.make_context("", [], resilient_parsing=True)
    for option in [*command.params, command.get_help_option(context)]:
        of_language = option.name in languages()
        option.help = t.t("cli.option.text_in" if of_language else f"cli.option.{option.name}")
    for subcommand in getattr(command, "commands", {}).values():
        _localized(subcommand, t)
    return command


def _with_languages(command: Callable[..., int]) -> Callable[..., int]:
    """The command with an option for each language, with the file of what is said in it."""
    own = inspect.signature(command, eval_str=True)
    known = [each for each in own.parameters.values() if each.kind is not each.VAR_KEYWORD]
    for code in languages():
        option = Annotated[str, typer.Option(f"--{code}", metavar="FILE")]
        kind = inspect.Parameter.KEYWORD_ONLY
        known.append(inspect.Parameter(code, kind, default="", annotation=option))

    @wraps(command)
    def run_it(*given: Any, **named: Any) -> int:
        return command(*given, **named)

    run_it.__signature__ = own.replace(parameters=known)  # type: ignore[attr-defined]
    return run_it


def _table(
    app: typer.Typer, export: typer.Typer, chats_: typer.Typer
) -> Sequence[tuple[typer.Typer, str, Callable[..., int]]]:
    return (
        (app, "run", run),
        (app, "chat", chat),
        (app, "once", once),
        (app, "ingest", ingest),
        (app, "import", import_),
        (export, "digest", export_digest),
        (export, "report", export_report),
        (chats_, "list", chats_list),
        (chats_, "silence", chats_silence),
        (chats_, "ban", chats_ban),
        (chats_, "unban", chats_unban),
        (app, "push", push),
        (app, "resend", resend),
        (app, "announce", _with_languages(announce)),
        (app, "backup", backup),
        (app, "restore", restore),
        (app, "move", move),
        (app, "status", status),
        (app, "cost", cost),
        (app, "doctor", doctor),
    )


def execute(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code. What a person can cause is told in one sentence."""
    # The flag is looked for by hand: it may stand anywhere, and must also show what goes wrong
    # before arguments are parsed.
    cli = Cli(Translator(operator_language()), debug="--debug" in arguments)
    try:
        return _invoke(cli, [argument for argument in arguments if argument != "--debug"])
    except TyperException as error:
        print(cli.t.t("cli.usage", problem=error.format_message()), file=sys.stderr)
        return EXIT_USAGE
    except (KeyboardInterrupt, typer.Abort):
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # `paperboy export ... | head`
        # Otherwise Python complains when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 (the last place that can answer it)
        if cli.debug:
            print(cli.mask.text("".join(traceback.format_exception(error))), file=sys.stderr)
        if isinstance(error, PaperboyError):
            print(operator_text(cli.t, error), file=sys.stderr)
            return EXIT_FAILED
        print(cli.t.t("cli.unexpected"), file=sys.stderr)
        return EXIT_BUG


def _invoke(cli: Cli, arguments: list[str]) -> int:
    command = _localized(typer.main.get_command(build(cli.t)), cli.t)
    try:
        with command.make_context("paperboy", arguments, obj=cli) as context:
            return int(command.invoke(context) or 0)
    except typer.Exit as done:  # after --help
        return done.exit_code


def main() -> None:
    """The entry point."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Chinese shows question marks.
            stream.reconfigure(errors="replace")
    sys.exit(execute(sys.argv[1:]))


if __name__ == "__main__":
    main()
