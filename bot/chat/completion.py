"""What an argument could be, while somebody types it: entries, days, zones."""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from zoneinfo import available_timezones

from bot.chat.arguments import parse_list
from bot.chat.request import Request
from core.editions.keys import DAILY
from core.editions.shelf import Shelves
from core.errors import RequestError
from core.ports import Clock
from storage import Storage

MOST = 25
DAYS = 60
# Offered before anything is typed.
USUAL = (
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
)
TIMES = ("07:30", "08:00", "08:30", "09:00", "09:30", "12:00", "18:00")


class Completion:
    """Choices for the parameters of the command table: what is shown, and what it stands for."""

    def __init__(self, storage: Storage, shelves: Shelves, clock: Clock) -> None:
        self._storage = storage
        self._shelves = shelves
        self._clock = clock

    async def choices(
        self, kind: str, request: Request, typed: str, others: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        """At most 25 choices of that kind (papers, days, zones or times) that fit what was typed;
        [] for another kind. `others` are the command's other arguments so far, by name."""
        wanted = typed.casefold()
        match kind:
            case "papers":
                found = await self._papers(request, others.get("day", ""))
            case "days":
                found = await self._days(request)
            case "zones":
                found = [(name, name) for name in _zones(typed)]
                wanted = wanted.replace(" ", "_")
            case "times":
                found = [(time, time) for time in TIMES]
            case _:
                found = []
        return [(shown, value) for shown, value in found if wanted in shown.casefold()][:MOST]

    async def _papers(self, request: Request, day: str) -> list[tuple[str, str]]:
        """The entries of that day's edition, or of the one the chat last saw: `3 · title`."""
        key = request.chat.seen or await self._shelves.newest(DAILY, self._clock.now().date())
        if day:
            with suppress(RequestError):
                key = parse_list(day, request.today)
        if key is None:
            return []
        shown = await self._shelves.shown(key, request.t.language)
        if shown is None:
            return []
        found: list[tuple[str, str]] = []
        for entry in shown.edition.entries:
            title = entry.paper.title
            summary = shown.summaries.get(entry.paper.id)
            if summary and summary.title:
                title = summary.title
            found.append((f"{entry.rank} · {title}", str(entry.rank)))
        return found

    async def _days(self, request: Request) -> list[tuple[str, str]]:
        keys = await self._storage.editions.keys(DAYS)
        return [(f"{key} · {request.t.date(key.day)}", str(key)) for key, _ in keys]


def _zones(typed: str) -> Sequence[str]:
    """All zones once something is typed, before that the usual ones."""
    if typed:
        return sorted(available_timezones())
    return USUAL
