"""`ingest --source openreview`: the submissions of venues, read into the pool, a line for each
page."""

# Tested in tests/bot/app/test_venues.py.

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

from bot.app.root import App, open_app
from bot.app.settings import Settings
from bot.chat.problems import operator_text
from core.announcements import topics, venues
from core.announcements.venue_reader import GroupRead
from core.announcements.venues import Group
from core.errors import CategoryUnknown, SourceError
from locales import Translator

EXIT_USAGE, EXIT_UNREACHABLE = 2, 4


async def ingest_venues(
    settings: Settings, t: Translator, venue: str, since: dt.date | None, *, as_json: bool
) -> int:
    """Read what changed in a venue since it was read last, at first all there is, and say how it
    went; what was published before the day `since` is not announced. Without a `venue`, those that
    chats have chosen are read.

    After each page everything is stored: killed and run again it goes on where it was. Raises
    CategoryUnknown.
    """
    async with open_app(settings, use_model=False) as app:
        groups = await _groups(app, venue)
        if not groups:
            print(t.t("cli.venues.none"), file=sys.stderr)
            return EXIT_USAGE
        told = _Telling(t, quiet=as_json)
        failed = False
        for group in groups:
            try:
                read = await app.announced.venues.read_group(group, since, told.page)
            except SourceError as error:
                told.failed(group, error)
                failed = True
                # The next group would be asked of the same source.
                break
            told.group(read)
            failed = failed or not read.whole
    if as_json:
        print(json.dumps(told.as_object(), ensure_ascii=False))
    if failed:
        print(t.t("cli.announced.try_again"), file=sys.stderr)
        return EXIT_UNREACHABLE
    return 0


async def _groups(app: App, venue: str) -> list[Group]:
    """What is to be read: one year's group by its id, or those of a venue that are open now."""
    today = app.clock.now().date()
    if not venue:
        return venues.open_groups(await app.announced.venues.wanted(), today)
    group = venues.group_of(venue)
    if group:
        return [group]
    named = topics.topic_of(venue)
    if named is None or not venues.is_venue(named):
        near = topics.nearest(venue) or ""
        raise CategoryUnknown(venue, near if venues.is_venue(near) else "")
    return venues.open_groups((named,), today)


class _Telling:
    """Tells of each page when it is read: on standard output, or with `quiet` on standard error."""

    def __init__(self, t: Translator, *, quiet: bool) -> None:
        self._t = t
        self._out = sys.stderr if quiet else sys.stdout
        self._read: list[GroupRead] = []
        self._failed: list[str] = []

    def page(self, read: GroupRead) -> None:
        """So much of the group is read."""
        self._line("cli.venues.page", read)

    def group(self, read: GroupRead) -> None:
        """The group is read."""
        self._read.append(read)
        if read.closed:
            self._line(f"cli.venues.{read.closed}", read)

    def failed(self, group: Group, error: SourceError) -> None:
        """The group could not be read."""
        self._failed.append(group.id)
        print(f"{group.label}  {operator_text(self._t, error)}", file=self._out, flush=True)

    def as_object(self) -> dict[str, Any]:
        """All groups, as `--json` prints them."""
        return {
            "source": "openreview",
            "groups": [_as_object(read) for read in self._read],
            "failed": self._failed,
        }

    def _line(self, key: str, read: GroupRead) -> None:
        told = self._t.t(
            key,
            venue=read.group.label,
            read=read.read,
            new=read.added,
            joined=read.joined,
            decided=read.decided,
        )
        print(told, file=self._out, flush=True)


def _as_object(read: GroupRead) -> dict[str, Any]:
    return {
        "group": read.group.id,
        "read": read.read,
        "added": read.added,
        "joined": read.joined,
        "decided": read.decided,
        "closed": str(read.closed) if read.closed else None,
        "whole": read.whole,
    }
