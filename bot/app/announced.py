"""`ingest --source arxiv`: the announcements of days, read into the pool, a line for each."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Collection
from typing import Any

from bot.app.root import App, open_app
from bot.app.settings import Settings
from bot.chat.problems import operator_text
from core.announcements import calendar
from core.announcements.pool_reader import GIVEN_UP, DayRead
from core.errors import SourceError
from core.pool import MovedPaper
from locales import Translator

EXIT_USAGE, EXIT_UNREACHABLE = 2, 4


async def ingest_announcements(
    settings: Settings,
    t: Translator,
    since: dt.date,
    until: dt.date,
    categories: Collection[str],
    *,
    as_json: bool,
) -> int:
    """Read what is not known of these days yet, the oldest first, and say how it went; without
    categories, of those that chats have chosen.

    After each day everything is stored: killed and run again it goes on where it was.
    """
    async with open_app(settings, use_model=False) as app:
        categories = categories or await app.announced.days.wanted()
        if not categories:
            print(t.t("cli.announced.no_categories"), file=sys.stderr)
            return EXIT_USAGE
        newest = calendar.newest(app.clock.now())
        days = calendar.days(since, min(until, newest))
        told = Telling(t, len(days), quiet=as_json)
        failed = await _read(app, days, categories, told)
    if not days:
        print(t.t("cli.announced.none", since=since, until=until), file=sys.stderr)
    if as_json:
        print(json.dumps(told.as_object(categories, failed), ensure_ascii=False))
    if failed:
        print(t.t("cli.announced.try_again"), file=sys.stderr)
        return EXIT_UNREACHABLE
    return 0


async def _read(
    app: App, days: list[dt.date], categories: Collection[str], told: Telling
) -> list[dt.date]:
    """Read the days; returns those that could not be read, with those that were left because of
    them."""
    failed: list[dt.date] = []
    in_a_row = 0
    for number, day in enumerate(days):
        try:
            read = await app.announced.days.read_day(day, categories)
        except SourceError as error:
            told.failed(day, error)
            failed.append(day)
            in_a_row += 1
            if in_a_row == GIVEN_UP:
                return failed + days[number + 1 :]
            continue
        in_a_row = 0
        told.day(read)
        if not read.complete:
            failed.append(day)
    return failed


class Telling:
    """Tells of each day when it is read: on standard output, or with `quiet` on standard error."""

    def __init__(self, t: Translator, total: int, *, quiet: bool) -> None:
        self._t = t
        self._total = total
        self._out = sys.stderr if quiet else sys.stdout
        self._done = 0
        self._read: list[DayRead] = []

    def day(self, read: DayRead) -> None:
        """That day is read."""
        self._read.append(read)
        if read.knowledge is None:
            self._line(self._t.t("cli.announced.known", date=read.day))
        else:
            key = f"cli.announced.{read.knowledge}"
            new = len(read.learned.added)
            self._line(self._t.plural(key, read.papers, date=read.day, new=new))
        if read.learned.moved:
            self._remark(self._t.plural("cli.announced.moved", len(read.learned.moved)))
        if read.learned.unannounced:
            count = len(read.learned.unannounced)
            self._remark(self._t.plural("cli.announced.unannounced", count))
        if read.refused:
            names = ", ".join(sorted(read.refused))
            self._remark(self._t.t("cli.announced.refused", categories=names))
        if not read.complete:
            self._remark(self._t.t("cli.announced.incomplete"))

    def failed(self, day: dt.date, error: SourceError) -> None:
        """That day could not be read."""
        self._line(f"{day}  {operator_text(self._t, error)}")

    def as_object(self, categories: Collection[str], failed: list[dt.date]) -> dict[str, Any]:
        """All days, as `--json` prints them."""
        return {
            "source": "arxiv",
            "categories": sorted(categories),
            "days": [_as_object(read) for read in self._read],
            "failed": [day.isoformat() for day in failed],
        }

    def _line(self, text: str) -> None:
        self._done += 1
        print(f"{self._done}/{self._total}  {text}", file=self._out, flush=True)

    def _remark(self, text: str) -> None:
        print(f"    {text}", file=self._out, flush=True)


def _as_object(read: DayRead) -> dict[str, Any]:
    return {
        "date": read.day.isoformat(),
        "by": str(read.knowledge) if read.knowledge else None,
        "papers": read.papers,
        "added": len(read.learned.added),
        "moved": [_moved(each) for each in read.learned.moved],
        "unannounced": list(read.learned.unannounced),
        "refused": sorted(read.refused),
        "complete": read.complete,
    }


def _moved(each: MovedPaper) -> dict[str, str]:
    return {"id": each.paper_id, "from": each.before.isoformat(), "to": each.now.isoformat()}
