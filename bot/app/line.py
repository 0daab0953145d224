"""The command line: what is typed there, and how it ends."""

# Tested in tests/bot/test_main.py.

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from bot.app import commands, stops, streams
from bot.app.channels import CHANNELS
from bot.app.cli import Cli
from bot.app.environment import compute_on_one_thread, operator_language
from bot.app.usage_errors import usage_told
from bot.chat.problems import operator_text
from core.errors import OutputUnwritable, PaperboyError
from core.exhaustion import exhaustion
from locales import Translator, languages

EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_BUG = 70


def _options(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug")] = False,
) -> int | None:
    """The options before a command; without a command, everything that is configured runs."""
    if context.invoked_subcommand is None:
        return commands.run(context)
    return None


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
        help=t.t("cli.chats"),
        callback=commands.chats,
        invoke_without_command=True,
        rich_markup_mode=None,
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


def _localized(command: Any, arguments: Sequence[str], t: Translator) -> Any:
    """The command with the help of its options in that language, and so those of its subcommands
    that stand among the arguments: no other is shown."""
    context = command.make_context("", [], resilient_parsing=True)
    for option in [*command.params, command.get_help_option(context)]:
        of_language = option.name in languages()
        option.help = t.t("cli.option.text_in" if of_language else f"cli.option.{option.name}")
    for name, subcommand in getattr(command, "commands", {}).items():
        if name in arguments:
            _localized(subcommand, arguments, t)
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
        (app, "run", commands.run),
        (app, "chat", commands.chat),
        (app, "once", commands.once),
        (app, "ingest", commands.ingest),
        (app, "import", commands.import_),
        (export, "digest", commands.export_digest),
        (export, "report", commands.export_report),
        (chats_, "list", commands.chats_list),
        (chats_, "silence", commands.chats_silence),
        (chats_, "ban", commands.chats_ban),
        (chats_, "unban", commands.chats_unban),
        (app, "push", commands.push),
        (app, "resend", commands.resend),
        (app, "announce", _with_languages(commands.announce)),
        (app, "backup", commands.backup),
        (app, "restore", commands.restore),
        (app, "move", commands.move),
        (app, "status", commands.status),
        (app, "cost", commands.cost),
        (app, "doctor", commands.doctor),
    )


def execute(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code. What a person can cause is told in one sentence."""
    # The flag is looked for by hand: it may stand anywhere, and must also show what goes wrong
    # before arguments are parsed.
    compute_on_one_thread()
    cli = Cli(Translator(operator_language()), debug="--debug" in arguments)
    try:
        code = _invoke(cli, [argument for argument in arguments if argument != "--debug"])
        sys.stdout.flush()
        return code
    except TyperException as error:
        problem = usage_told(cli.t, error.format_message())
        print(cli.t.t("cli.usage", problem=problem), file=sys.stderr)
        return EXIT_USAGE
    except (KeyboardInterrupt, typer.Abort):
        return stops.EXIT_INTERRUPTED
    except BrokenPipeError:  # `paperboy export ... | head`
        streams.discard_output()
        return 0
    except OutputUnwritable as error:
        streams.discard_output()
        print(operator_text(cli.t, error), file=sys.stderr)
        return EXIT_FAILED
    except Exception as error:  # noqa: BLE001 (the last place that can answer it)
        if cli.debug:
            print(cli.mask.text("".join(traceback.format_exception(error))), file=sys.stderr)
        error = exhaustion(error) or error
        if isinstance(error, PaperboyError):
            print(operator_text(cli.t, error), file=sys.stderr)
            return EXIT_FAILED
        print(cli.t.t("cli.unexpected"), file=sys.stderr)
        return EXIT_BUG


def _invoke(cli: Cli, arguments: list[str]) -> int:
    command = _localized(typer.main.get_command(build(cli.t)), arguments, cli.t)
    try:
        with command.make_context("paperboy", arguments, obj=cli) as context:
            return int(command.invoke(context) or 0)
    except typer.Exit as done:  # after --help
        return done.exit_code
