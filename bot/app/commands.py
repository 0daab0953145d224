"""The commands of the command line: what their options are, and what they come to."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot.app import circulars, copies, health, keeper, moving, service
from bot.app.announced import ingest_announcements
from bot.app.cli import Cli
from bot.app.roles import Role
from bot.app.root import SystemClock
from bot.app.venues import ingest_venues
from bot.chat.problems import setting_text
from bot.chat.words.dates import parse_date
from core.announcements.categories import read_all
from core.chats import BanKind
from core.circulars import ANY

# Tested in tests/bot/test_main.py.

log = structlog.get_logger()

Date = Annotated[str, typer.Option("--date", metavar="DATE")]
Language = Annotated[str | None, typer.Option("--language")]


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
    date: Date = "",
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


def export_digest(context: typer.Context, date: Date, language: Language = None) -> int:
    """Print a digest in the archive format."""
    day = parse_date(date, service.utc_today())
    return asyncio.run(service.export(context.obj.settings(), "digest", day, language))


def export_report(context: typer.Context, date: Date, language: Language = None) -> int:
    """Print a date's reports in the archive format."""
    day = parse_date(date, service.utc_today())
    return asyncio.run(service.export(context.obj.settings(), "report", day, language))


def backup(context: typer.Context, file: Annotated[str, typer.Argument(metavar="FILE")]) -> int:
    """Copy the store to a file while it is in use."""
    cli: Cli = context.obj
    return copies.backup(cli.settings(), cli.t, SystemClock(), file)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    replace: Annotated[bool, typer.Option("--replace")] = False,
) -> int:
    """Put a backup in the store's place."""
    cli: Cli = context.obj
    return copies.restore(cli.settings(), cli.t, SystemClock(), file, replace=replace)


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
    date: Date = "",
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
