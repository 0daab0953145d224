"""What the commands of the command line do."""

from __future__ import annotations

import asyncio
import ctypes
import datetime as dt
import gc
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import stops
from bot.app.archives import ensure_demo, import_archive
from bot.app.channels import CHANNELS
from bot.app.crew import make_crew
from bot.app.keeper import written
from bot.app.once import run_once, subscribe
from bot.app.own_files import own_prices
from bot.app.roles import Role, in_turn
from bot.app.root import App, SystemClock, open_app
from bot.app.running import serve_platforms
from bot.app.served import served
from bot.app.settings import Settings
from bot.channels.base import Parts
from bot.chat import views
from bot.chat.problems import operator_text
from bot.chat.words.warming import warm
from bot.delivery.background import Background
from bot.delivery.retention import forget_old
from core import archive
from core.chats import ChatKey
from core.editions.day_report import DayReport
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.errors import (
    ChatGetsNoLists,
    FileUnreadable,
    LanguageUnknown,
    NothingToExport,
    RoleNeedsServer,
)
from locales import Translator
from storage import open_storage
from storage.engine.addresses import is_server

if TYPE_CHECKING:
    from bot.channels.console.adapter import Console

EXIT_FAILED, EXIT_UNREACHABLE = 3, 4
# Hugging Face lists nothing on weekends: the newest day with papers is at most a long weekend back.
LOOK_BACK = 4
# For mallopt(3): M_MMAP_THRESHOLD in bytes, as it is at the start, and M_ARENA_MAX.
_MALLOC = ((-3, 128 * 1024), (-8, 1))


def utc_today() -> dt.date:
    """Today's date by UTC, which editions follow."""
    return SystemClock().now().date()


async def is_service(settings: Settings) -> bool:
    """Whether a chat platform is to be served, which makes `run` a service."""
    if any(channel.is_configured(settings) for channel in CHANNELS):
        return True
    if not any(channel.by_its_chats for channel in CHANNELS):
        return False
    async with open_storage(settings.database_url, reading=True) as storage:
        return bool(await served(settings, storage))


async def with_parts(
    settings: Settings, t: Translator, work: Callable[[Parts], Awaitable[int]]
) -> int:
    """Do what a channel's own command does, and return its exit code; no model is needed."""
    async with open_app(settings, use_model=False) as app:
        return await work(app.parts(t))


async def chat(settings: Settings) -> int:
    """Answer in the terminal until the lines end."""
    # The library that reads lines takes memory, which a service for chats does not need to spend.
    from bot.channels.console.adapter import Console

    async with open_app(settings, working=True) as app, Background() as background:
        await ensure_demo(app)
        await app.standings.clear()
        console = Console(app.office)
        if console.interactive:
            background.spawn("newest day", _fetch_newest(app, console))
            loops = {
                "read the past": app.office.past.keep_up,
                **{name: reading.keep_up for name, reading in app.announced.readings.items()},
            }
            for name, loop in loops.items():
                background.keep(name, in_turn(app.claims, name, loop))
        await console.run()
    return 0


async def serve(settings: Settings, role: Role = Role.ALL) -> int:
    """Serve the chat platforms, as far as the role goes, until told to stop (`stops`), or
    until one cannot go on. Raises RoleNeedsServer where one process works alone."""
    if role is not Role.ALL and not is_server(settings.database_url):
        raise RoleNeedsServer(role)
    give_memory_back()  # before the store starts threads, each of which takes an arena
    stop = stops.as_event()
    prices = own_prices(settings)
    async with AsyncExitStack() as within:
        app = await within.enter_async_context(open_app(settings, working=True))
        if settings.paperboy_metrics:
            # Who is not watched need not spend the 2 MB of what answers.
            from bot.app.monitor import watched

            await within.enter_async_context(watched(app, prices, settings.paperboy_metrics))
        await ensure_demo(app)
        await asyncio.to_thread(warm)
        spare_the_loop()
        await serve_platforms(app, stop, role=role)
    return 0


async def once(
    settings: Settings, t: Translator, to: Sequence[ChatKey], longest: dt.timedelta
) -> int:
    """Read and send what is due, and say how many messages that were.

    The chats in `to` get lists without having asked. Raises ChatGetsNoLists for one whose platform
    is not served.
    """
    stop = stops.as_event()
    async with open_app(settings, working=True) as app:
        crew = await make_crew(app, t, patience=longest)
        to = [await app.storage.homes.found(key) for key in to]
        for key in to:
            if key.platform not in crew.platforms:
                raise ChatGetsNoLists(written(key))
        await subscribe(app, to)
        outcome = await run_once(app, crew, longest, stop)
    print(t.plural("cli.once.sent", outcome.sent, owed=outcome.owed))
    for trouble in outcome.troubles:
        print(operator_text(t, trouble), file=sys.stderr)
    return 0 if outcome.whole else EXIT_FAILED


def give_memory_back() -> None:
    """Have what is large and no longer needed given back to the system at once.

    glibc raises the size from which it does so to that of the largest block that was ever freed, up
    to 32 MB, unless that size is named. Other C libraries are left as they are.
    """
    with suppress(OSError, AttributeError, TypeError):
        for what, value in _MALLOC:
            ctypes.CDLL(None).mallopt(what, value)


def spare_the_loop() -> None:
    """Keep the garbage collector away from what start-up made and nobody will drop.

    Looking through the libraries' objects holds the event loop for some 50 ms each time (measured
    by `make bench`).
    """
    gc.collect()
    gc.freeze()


async def ingest(
    settings: Settings, t: Translator, date: dt.date, *, as_json: bool, use_model: bool
) -> int:
    """Bring the daily list of one date as far as it can be brought now, and say how it went."""
    # Bars and tables take 2 MB, which a service does not need to spend.
    from bot.channels.console.day import DayProgress, as_object, as_table, remarks

    async with open_app(settings, use_model=use_model, working=True) as app:
        with DayProgress(t, sys.stderr) as progress:
            report = await app.pipeline.ingest(DAILY.on(date), progress)
        await forget_old(app.storage, app.policies, app.clock.now(), settings.keep)
        calls = app.models.calls
    if as_json:
        print(json.dumps(as_object(report, calls), ensure_ascii=False))
        for remark in remarks(t, report):
            print(remark, file=sys.stderr)
    else:
        print(as_table(t, report, calls), *remarks(t, report), sep="\n")
    return _exit_code(report)


async def import_files(settings: Settings, t: Translator, files: Sequence[Path]) -> int:
    """Store each file whole or not at all; the first that cannot be stored ends the command.

    Returns the exit code; raises OperatorError.
    """
    async with open_app(settings, use_model=False) as app:
        for file in files:
            try:
                data = file.read_bytes()
            except OSError as error:
                raise FileUnreadable(str(file), error.strerror or "") from None
            kind = await import_archive(app, str(file), data)
            print(t.t(f"cli.imported.{kind}", file=str(file)))
    return 0


async def export(settings: Settings, kind: str, date: dt.date, language: str | None) -> int:
    """Print the digest or the reports of a date, byte for byte as an archive holds them.

    `kind` is "digest" or "report". Returns the exit code; raises LanguageUnknown, NothingToExport.
    """
    async with open_app(settings, use_model=False, reading=True) as app:
        spoken = language or settings.language
        written = [code for code, known in app.languages.items() if known.digest and known.report]
        if spoken not in written:
            raise LanguageUnknown(spoken, ", ".join(sorted(written)))
        data = None
        if kind == "digest":
            digest = await app.storage.archives.digest(date, spoken)
            if digest:
                data = digest.file or archive.render_digest(digest, app.languages)
        else:
            reports = await app.storage.archives.reports(date, spoken)
            if reports:
                data = reports.file or archive.render_report(reports, app.languages)
    if data is None:
        raise NothingToExport(date)
    sys.stdout.buffer.write(data)
    sys.stdout.flush()
    return 0


async def _fetch_newest(app: App, console: Console) -> None:
    """While somebody reads the demo, fetch the newest day, and tell when it is there.

    Without a network nothing is said.
    """
    from bot.channels.console.adapter import KEY

    today = app.clock.now().date()
    for date in (today - dt.timedelta(days=back) for back in range(LOOK_BACK + 1)):
        report = await app.pipeline.ingest(DAILY.on(date), NoProgress())
        if report.source_error:
            return
        if report.listed:
            request = await app.office.desk.request(KEY, console.show)
            newest = views.text_view(
                request.t, "chat.newest", date=date, listed=report.listed, selected=report.selected
            )
            await console.show(newest)
            return


def _exit_code(report: DayReport) -> int:
    """The exit code of `ingest`."""
    if report.source_error:
        return EXIT_UNREACHABLE
    if report.failed:
        return EXIT_FAILED
    return 0
