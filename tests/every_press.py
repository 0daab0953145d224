"""What the tests of every press share: which controls are alike and which were met, what is typed to
meet them, and what the store holds that only admins change."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import re
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from bot.chat.command_table import COMMANDS
from tests.test_old_messages import (
    OF_LISTS,
    OF_PAPERS,
    OF_SETTINGS,
    ON_DISCORD,
    ON_TELEGRAM,
    OPENING,
)
from tests.world import DATABASE, DATE, busy_day

# Long enough that the list takes two messages.
LONG_DAY = busy_day(29)
for _entry in LONG_DAY:
    _entry["paper"]["title"] += " and " + "Write " * 20
# Nine in the morning in Shanghai: no list is due while they press. The second is after a restart.
AT, LATER = (2026, 2, 6, 1), (2026, 2, 6, 4)
# Hundreds of presses take so long that it looks at its clock often enough.
LOOK = dt.timedelta(milliseconds=400)
# What the service is set to: papers are read when somebody asks, as often as they like.
SETTINGS: dict[str, object] = {
    "paperboy_deep_read": "on_demand",
    "paperboy_readings_per_chat": 9999,
    "paperboy_readings_per_person": 9999,
    "paperboy_questions_per_chat": 9999,
    "paperboy_questions_per_person": 9999,
}
QUESTION = "What accuracy does the example reach?"
# What is typed after each command besides nothing and what its usage shows: what is right, and what
# is refused with a button under it.
TYPED = {
    "today": [],
    "date": [DATE, "2026-02-05", "2031-01-01", "2026-02-01", "2026-13-40", "0205"],
    "paper": ["1 2026-02-05", f"29 {DATE}", "99 2026-02-05", "2602.99999", "HY3D", "a"],
    "ask": [f"1 2026-02-05 {QUESTION}", f"3 {DATE} {QUESTION}", "1"],
    "why": ["1 2026-02-05", "2 2026-02-05", f"2 {DATE}"],
    "table": ["1 2026-02-05", "2 2026-02-05", f"2 {DATE}"],
    "similar": ["1 2026-02-05", f"2 {DATE}", "1 2026-02-05 p2", "2602.99999"],
    "score": ["1 2026-02-05"],
    "like": ["1 2026-02-05", f"2 {DATE}", "2602.00001"],
    "dislike": ["1 2026-02-05", "2602.99999"],
    "search": ["agent", "HY3D", "nothing of that name"],
    "subscribe": ["08:30 Asia/Shanghai", "8:60", "08:30 Asia/Shangai"],
    "settings": ["time 25", "zone Berln", "day", "empty perhaps", "include agent", "lang xx"],
    "lang": ["xx", "en"],
    "forget": ["chat"],
    "interests": [
        "world model, +retrieval -video, author Yann LeCun",
        "more retrieval, mute 3D",
        "export",
        "import",
        ",,",
        "",  # once more, for now there is something to be shown
    ],
    "start": ["report_2026-02-05_3", "report_broken"],
}
# Lines that a forged button runs; whoever may not type them gains nothing.
FORGED_LINES = (
    "/forget chat yes",
    "/forget CHAT YES",
    "/forget chat",
    "/settings most 5",
    "/settings lang zh",
    "/settings",
    "/status",
    "/cost",
    "/announce",
    "/announce Buy this",
    "/announce send hello",
    "/interests forget yes",
    "/interests agents",
    "/interests mute agents",
    "/subscribe",
    "/subscribe 07:00 Europe/London",
    "/unsubscribe",
    "/lang zh",
    "/language zh",
    "/LANG zh",
    "/lang@paperboy zh",
    "/start settings",
    "/start set_lang_zh",
    "/nope",
    "/",
)
# Actions that no view shows, or not to everybody.
FORGED = (
    *(f"run:{line}" for line in FORGED_LINES),
    *(f"page:1:run:{line}" for line in FORGED_LINES[:12]),
    *(f"page:1:{line}" for line in FORGED_LINES[:12]),
    "settings",
    "settings:mention",
    "settings:nothing",
    "interests:nothing",
    "interests:pagezzz",
    "interest:aaaaaaaaaa:remove",
    "interest:aaaaaaaaaa:",
    "interest:all:forget",
    "set:mention:1",
    "set:most:999999999999",
    "set:most:-1",
    "set:lang:xx",
    "set:zone:../../etc/passwd",
    "set:time:99:99",
    "set:day:0,1,2,3,4,5,6,",
    "set:day:9",
    "set:include:everything",
    "set:switches:silent on,empty on",
    "set:nothing:1",
    "show:set:lang:zh",
    "show:settings",
    "show:run:/unsubscribe",
    "page:1:set:lang:zh",
    "page:1:settings",
    "page:1:page:1:set:lang:zh",
    "page:1:form:include",
    "form:lang",
    "form:nothing",
    "paper:2026-02-05:0",
    "paper:2026-02-05:9999",
    "report:2602.99999",
    "like:2602.99999",
    "like:2026-02-05:9999",
    "show:like:2602.00001",
    "page:1:dislike:2602.00001",
    "like",
    "date:2031-01-01",
    "date:nowhere:2026-02-05",
    "dance:3",
    "",
    "x" * 64,
)
# What messages of earlier releases hold.
OLD = (*OF_LISTS, *OPENING, *OF_PAPERS, *OF_SETTINGS, *ON_TELEGRAM, *ON_DISCORD)
BUG = "Something unexpected happened"


def lines() -> Iterator[str]:
    """Every command as it may be typed: alone, as its usage shows it, and as `TYPED` says."""
    for command in COMMANDS:
        rest = TYPED.get(command.name, [])
        yield from dict.fromkeys(
            [f"/{command.name}", command.usage, *(f"/{command.name} {each}" for each in rest)]
        )
    yield from ("/nope", "/todai", "2602.00001 and 2602.00002", "zzz")


def alike(action: str) -> str:
    """What stands for all actions that differ in the paper, the number, the day or what a setting
    is set to alone."""
    if action.startswith("set:"):
        return ":".join(action.split(":")[:2])
    if action.startswith(("set", "form")):
        return action
    action = re.sub(r"\d{4}\.\d{4,5}", "P", action)
    action = re.sub(r"\d{4}-\d\d-\d\d(:\d+)?", "L", action)
    return re.sub(r"\d+", "n", action)


class HasRole(Protocol):
    """Where somebody presses."""

    @property
    def role(self) -> str:
        """As what."""
        ...


P = TypeVar("P", bound=HasRole)


def one_of_each_role(places: Sequence[P], chance: random.Random) -> list[P]:
    """For each role one of its places."""
    roles: dict[str, list[P]] = {}
    for place in places:
        roles.setdefault(place.role, []).append(place)
    return [chance.choice(each) for each in roles.values()]


class Turns(Generic[P]):
    """Who presses what: what an action does is done by every role; of actions that do the same to
    something else, or set it to another value, each is pressed by somebody."""

    def __init__(self, places: Sequence[P], chance: random.Random) -> None:
        self._places = places
        self._chance = chance
        self._had: set[tuple[str, str]] = set()

    def of(self, action: str) -> list[P]:
        """The places in which that is pressed."""
        does = ":".join(alike(action).split(":")[:2])
        one_of_each = one_of_each_role(self._places, self._chance)
        new = [place for place in one_of_each if (does, place.role) not in self._had]
        self._had |= {(does, place.role) for place in new}
        return new or self._chance.sample(one_of_each, 1)


def old_and_forged(places: Sequence[P], chance: random.Random) -> Iterator[tuple[str, list[P]]]:
    """What messages of earlier releases hold, pressed in turns, and what is forged, which every
    role presses but the owner, who has nothing to gain."""
    turns = Turns(places, chance)
    for action in OLD:
        yield action, turns.of(action)
    others = [place for place in places if place.role != "owner"]
    for action in FORGED:
        yield action, one_of_each_role(others, chance)


C = TypeVar("C")
M = TypeVar("M")


class Met(Generic[C, M]):
    """The controls that somebody has met, each with the message that shows it.

    `controls` tells what a message shows, and `kind` which are alike; of those `of_a_kind` count.
    """

    def __init__(
        self, controls: Callable[[M], Iterable[C]], kind: Callable[[C], str], of_a_kind: int
    ) -> None:
        self.shown: dict[C, M] = {}
        self._controls = controls
        self._kind = kind
        self._of_a_kind = of_a_kind
        self._kinds: Counter[str] = Counter()
        self._waiting: deque[C] = deque()

    def meet(self, messages: Iterable[M]) -> None:
        """Meet what the messages show."""
        for message in messages:
            for control in self._controls(message):
                kind = self._kind(control)
                if control not in self.shown and self._kinds[kind] < self._of_a_kind:
                    self.shown[control] = message
                    self._kinds[kind] += 1
                    self._waiting.append(control)

    def unused(self) -> Iterator[tuple[C, M]]:
        """What was met and not given here yet, those too that are met meanwhile."""
        while self._waiting:
            control = self._waiting.popleft()
            yield control, self.shown[control]

    def one_of_each_kind(self) -> dict[C, M]:
        """For each kind the control of it that was met last."""
        last = {self._kind(control): control for control in self.shown}
        return {control: self.shown[control] for control in last.values()}


@dataclass(frozen=True)
class Held:
    """What only admins change, and operators: what was chosen for each chat, and who is banned."""

    chosen: Mapping[str, object]
    bans: Sequence[object]

    def changed(self, later: Held) -> set[str]:
        """The ids of the chats, as `CHAT/THREAD`, for which something is another later, and "bans"
        where these are."""
        keys = self.chosen.keys() | later.chosen.keys()
        found = {key for key in keys if self.chosen.get(key) != later.chosen.get(key)}
        if self.bans != later.bans:
            found.add("bans")
        return found


def held(folder: Path) -> Held:
    """What the store of that folder holds now. Of chats that chose nothing it may know or not."""
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as connection:
        chats = connection.execute(
            "SELECT chat_id, thread_id, settings, subscribed_at, paused FROM chats"
        ).fetchall()
        bans = connection.execute("SELECT * FROM bans").fetchall()
    chosen: dict[str, object] = {}
    for chat, thread, settings, *rest in chats:
        if settings != "{}" or any(rest):
            chosen[f"{chat}/{thread}"] = (settings, *rest)
    return Held(chosen, bans)
