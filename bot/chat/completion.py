"""What an argument could be, while somebody types it: entries, days, zones."""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

from zoneinfo import available_timezones

from bot.chat.request import Request
from core.editions.keys import DAILY
from core.editions.shelf import Shelves
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
        self._storage, self._shelves, self._clock = storage, shelves, clock

    async def choices(self, kind: str, request: Request, typed: str) -> list[tuple[str, str]]:
        """At most 25 choices of that kind (papers, days, zones or times) that fit what was typed;
        [] for another."""
        match kind:
            case "papers":
                found = await self._papers(request)
            case "days":
                found = await self._days(request)
            case "zones":
                found = [
                    (name, name) for name in (sorted(available_timezones()) if typed else USUAL)
                ]
            case "times":
                found = [(time, time) for time in TIMES]
            case _:
                found = []
        wanted = typed.casefold().replace(" ", "_") if kind == "zones" else typed.casefold()
        return [(shown, value) for shown, value in found if wanted in shown.casefold()][:MOST]

    async def _papers(self, request: Request) -> list[tuple[str, str]]:
        """The entries of the edition the chat last saw: `3 · title`."""
        key = request.chat.seen or await self._shelves.newest(DAILY, self._clock.now().date())
        shown = await self._shelves.shown(key, request.t.language) if key else None
        found: list[tuple[str, str]] = []
        if shown is None:
            return found
        for entry in shown.edition.entries:
            summary = shown.summaries.get(entry.paper.id)
            title = (summary.title if summary else None) or entry.paper.title
            found.append((f"{entry.rank} · {title}", str(entry.rank)))
        return found

    async def _days(self, request: Request) -> list[tuple[str, str]]:
        keys = await self._storage.editions.keys(DAYS)
        return [(f"{key} · {request.t.date(key.day)}", str(key)) for key, _ in keys]
