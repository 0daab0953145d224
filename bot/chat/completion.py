"""What an argument could be, while somebody types it: entries, days, zones, hours.

What is typed is understood as it will be when it is sent, and what is understood is the first
choice, shown in full.
"""

# Tested in tests/bot/chat/test_completion.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from bot.chat import beside
from bot.chat.announced import without_list
from bot.chat.arguments import Wanted, parse_list, parse_wanted
from bot.chat.meant import letters_of
from bot.chat.panel import category_name
from bot.chat.request import Request
from bot.chat.views.picks import lettered
from bot.chat.views.prose import title_of
from bot.chat.views.votes import CHOSEN
from bot.chat.words.beginnings import days_named
from bot.chat.words.categories import categories_like
from bot.chat.words.places import names_like, zones_called
from bot.chat.words.times import parse_time, times_like
from bot.chat.words.zones import read_zone
from core.announcements import topics
from core.editions.keys import ANNOUNCED, DAILY, ListKey
from core.editions.shelf import Shelves
from core.errors import RequestError
from core.language import Language
from core.models import Edition
from core.ports import Clock
from core.unseen import seen
from locales import Translator
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
Choices = list[tuple[str, str]]


class Completion:
    """Choices for the parameters of the command table: what is shown, and what it stands for."""

    def __init__(
        self, storage: Storage, shelves: Shelves, clock: Clock, spoken: Sequence[Language] = ()
    ) -> None:
        self._storage = storage
        self._shelves = shelves
        self._clock = clock
        self._spoken = spoken

    async def choices(
        self, kind: str, request: Request, typed: str, others: Mapping[str, str] | None = None
    ) -> Choices:
        """At most 25 choices of that kind (papers, days, zones, times or categories) that fit what
        was typed, what it is understood as first; [] for another kind.

        `others` are the values of the command's other parameters: a number is one of the day beside
        it.
        """
        typed = seen(typed).strip()
        match kind:
            case "papers":
                found = await self._papers(request, typed, (others or {}).get("day", ""))
            case "days":
                found = await self._days(request, typed)
            case "zones":
                found = _zones(request.t, typed)
            case "times":
                found = _times(typed)
            case "categories":
                found = _categories(request, typed, self._spoken)
            case _:
                found = []
        return _once(found)[:MOST]

    async def _papers(self, request: Request, typed: str, day: str) -> Choices:
        """The entries of that day's list, or of the one the chat last saw: `3 · title`."""
        key = await self._key(request, day)
        wanted = _wanted(request, typed)
        if wanted and wanted.paper_id:
            known = await self._storage.papers.get(wanted.paper_id)
            shown = wanted.paper_id
            if known:
                shown = f"{wanted.paper_id} · {title_of(known.title)}"
            return [(shown, wanted.paper_id)]
        if wanted and wanted.key:
            key = wanted.key
        if key is None:
            return []
        entries = await self._entries(request, key)
        lettered_of = key
        if (wanted is None or wanted.key is None) and not day.strip():
            # Letters alone have no numbers: those are the list's before, and the letters theirs.
            lettered_of = request.chat.seen or key
        picked = await self._picked(request, lettered_of, entries)
        value = "{}"
        if wanted and wanted.key:
            value = f"{{}} {key}"
        letters = letters_of(typed)
        first: Choices = []
        rest: Choices = []
        for letter, picked_titles in picked.items():
            choice = (f"{letter} · {picked_titles[0]}", value.format(letter))
            if typed.upper() == letter:
                first.append(choice)
            elif not typed or _fits(letters, picked_titles):
                rest.append(choice)
        for number, titles in entries.items():
            choice = (f"{number} · {titles[0]}", value.format(number))
            if wanted and wanted.number == number:
                first.append(choice)
            elif str(number).startswith(typed) or _fits(letters, titles):
                rest.append(choice)
        return first + rest

    async def _entries(self, request: Request, key: ListKey) -> dict[int, list[str]]:
        """The titles of the list's papers by number, the one shown in this chat first, their ids
        last."""
        shown = await self._shelves.shown(key, request.t.language)
        found: dict[int, list[str]] = {}
        if shown is None:
            return found
        for entry in shown.edition.entries:
            found[entry.rank] = [title_of(entry.paper.title), entry.paper.id]
            summary = shown.summaries.get(entry.paper.id)
            if summary and summary.title:
                found[entry.rank].insert(0, title_of(summary.title))
        return found

    async def _picked(
        self, request: Request, key: ListKey, entries: Mapping[int, list[str]]
    ) -> dict[str, list[str]]:
        """The titles of the chat's picks by letter: as the list tells them, or their own."""
        found: dict[str, list[str]] = {}
        picks = await self._storage.picks.of(request.home.key, key)
        if picks is None:
            return found
        stored: Edition | None = without_list(key).edition
        if key.shelf != ANNOUNCED:
            stored = await self._storage.editions.get(key)
        if stored is not None:
            known = await beside.others(self._storage, picks.picks)
            for each in lettered(stored, picks, known):
                own = [title_of(each.entry.paper.title)]
                found[each.letter] = entries.get(each.entry.rank, own)
        return found

    async def _key(self, request: Request, day: str) -> ListKey | None:
        """The list of the day beside the number; without one, the list last seen or the newest."""
        if day.strip():
            try:
                return parse_list(day, request.today)
            except RequestError:
                return None
        seen = request.chat.seen
        if seen is not None and seen.shelf != ANNOUNCED:
            return seen
        until = seen.day if seen is not None else self._clock.now().date()
        return await self._shelves.newest(DAILY, until)

    async def _days(self, request: Request, typed: str) -> Choices:
        """The day that is understood, then the stored lists that fit what was typed."""
        stored = [key for key, _ in await self._storage.editions.keys(DAYS)]
        found: Choices = []
        days = days_named(typed, request.today)
        for day in days:
            found.append(_of_day(request.t, DAILY.on(day), request.today))
        small = typed.casefold()
        for key in stored:
            choice = _of_day(request.t, key, request.today)
            if small in choice[0].casefold():
                found.append(choice)
        return found


def _of_day(t: Translator, key: ListKey, today: dt.date) -> tuple[str, str]:
    shown = t.date(key.day, year=key.day.year != today.year)
    return f"{key} · {shown}", str(key)


def _wanted(request: Request, typed: str) -> Wanted | None:
    try:
        return parse_wanted(typed, "paper", request.today)
    except RequestError:
        return None


def _fits(letters: str, titles: Sequence[str]) -> bool:
    """Whether a title has these letters."""
    return any(letters in letters_of(title) for title in titles)


def _zones(t: Translator, typed: str) -> Choices:
    """The zone that is understood, then those whose names begin or go on like that; before anything
    is typed, the usual ones."""
    if not typed:
        return [_of_zone(t, zone) for zone in USUAL]
    found: Choices = []
    zone = read_zone(typed, t.language)
    if zone:
        found.append(_of_zone(t, zone))
    found += [_of_zone(t, each) for each in zones_called(typed, t.language)]
    return found + [_of_zone(t, each) for each in names_like(typed)]


def _of_zone(t: Translator, zone: str) -> tuple[str, str]:
    """The zone as it is called, and as it is typed: a fixed offset's own name misleads."""
    called = t.zone(zone)
    if called == zone or zone.startswith("Etc/"):
        return called, called
    return f"{called} · {zone}", zone


def _times(typed: str) -> Choices:
    """The hour that is understood, then usual ones that begin like that."""
    found: Choices = []
    try:
        time = f"{parse_time(typed):%H:%M}"
        found.append((time, time))
    except RequestError:
        found += [(time, time) for time in times_like(typed)]
    return found + [(time, time) for time in TIMES if typed in time]


def _categories(request: Request, typed: str, spoken: Sequence[Language]) -> Choices:
    """The categories that begin or go on like that, each to be chosen, or to be left again where it
    is chosen; before anything is typed, the usual ones."""
    like = categories_like(typed, spoken) if typed else list(topics.usual())
    chosen = request.chat.settings.categories
    found: Choices = []
    for category in like:
        name = category_name(request.t, category)
        if category in chosen:
            found.append((f"{CHOSEN} {name}", f"-{category}"))
        else:
            found.append((name, f"+{category}"))
    return found


def _once(choices: Choices) -> Choices:
    """Each value once, where it first stands."""
    found: dict[str, str] = {}
    for shown, value in choices:
        found.setdefault(value, shown)
    return [(shown, value) for value, shown in found.items()]
