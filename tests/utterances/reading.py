"""Utterances as people type them, each with what it means, and how they are judged."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.arguments import parse_wanted
from bot.chat.words.dates import parse_date
from bot.chat.words.keywords import parse_keywords
from bot.chat.words.slots import parse_slot
from bot.chat.words.switches import parse_switch
from bot.chat.words.times import parse_time
from bot.chat.words.weekdays import parse_weekdays
from bot.chat.words.zones import parse_zone
from core.errors import DateInFuture, RequestError, TimeInvalid, ZoneInvalid, ZoneUnclear

Line = Mapping[str, Any]
REFUSED = {"refused": True}


class Verdict(StrEnum):
    """What became of an utterance: a refusal of what means something is not wrong."""

    RIGHT = "right"
    REFUSED = "refused"
    WRONG = "wrong"


def utterances(path: Path) -> list[Line]:
    """The lines of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judged(line: Line) -> Verdict:
    """Whether the line is understood as it is meant."""
    got, want = understood(line), line["want"]
    if isinstance(want, dict) and "any" in want:
        wants = want["any"]
    else:
        wants = [want]
    if any(_same(line, got, each) for each in wants):
        return Verdict.RIGHT
    if isinstance(got, dict) and got.get("refused"):
        return Verdict.REFUSED
    return Verdict.WRONG


def understood(line: Line) -> Any:
    """What the line is understood as, in the form of a `want`."""
    try:
        return _READ[line["kind"]](line)
    except DateInFuture as error:
        return {"future": error.date.isoformat()}
    except (TimeInvalid, ZoneInvalid, ZoneUnclear) as error:
        part = "time" if isinstance(error, TimeInvalid) else "zone"
        return {"refused": True, "part": part}
    except RequestError:
        return dict(REFUSED)


def _today(line: Line) -> dt.date:
    return dt.date.fromisoformat(line["today"])


def _paper(line: Line) -> dict[str, Any]:
    wanted = parse_wanted(line["text"], "paper", _today(line))
    if wanted.paper_id:
        return {"id": wanted.paper_id}
    if wanted.number == 0:
        return dict(REFUSED)  # every list is told to begin with 1
    if wanted.key:
        return {"number": wanted.number, "date": wanted.key.day.isoformat()}
    return {"number": wanted.number}


def _slot(line: Line) -> dict[str, Any]:
    slot = parse_slot(line["text"], line["lang"])
    time = f"{slot.time:%H:%M}" if slot.time else None
    return {"time": time, "zone": slot.zone}


_READ: Mapping[str, Callable[[Line], Any]] = {
    "date": lambda line: parse_date(line["text"], _today(line)).isoformat(),
    "time": lambda line: f"{parse_time(line['text']):%H:%M}",
    "zone": lambda line: parse_zone(line["text"], line["lang"]),
    "paper": _paper,
    "switch": lambda line: parse_switch(line["text"]),
    "words": lambda line: list(parse_keywords(line["text"])),
    "weekdays": lambda line: [day + 1 for day in parse_weekdays(line["text"])],
    "slot": _slot,
}


def _same(line: Line, got: Any, want: Any) -> bool:
    """Whether that is what is wanted; of a refusal, that it blames the right part."""
    if isinstance(want, dict) and want.get("refused"):
        parts = want.get("part")
        return bool(isinstance(got, dict) and got.get("refused")) and (
            parts is None or got.get("part") == parts
        )
    if line["kind"] == "zone":
        return isinstance(got, str) and _same_zone(got, want)
    if line["kind"] == "slot" and isinstance(got, dict) and "time" in got:
        return got["time"] == want["time"] and _same_slot_zone(got["zone"], want["zone"])
    return bool(got == want)


def _same_slot_zone(got: str | None, want: Any) -> bool:
    if got is None or want is None:
        return got == want
    wants = want["any"] if isinstance(want, dict) else [want]
    return any(_same_zone(got, each) for each in wants)


def _same_zone(got: str, want: str) -> bool:
    """Whether the clocks of both show the same all year, or the zone keeps that offset."""
    moments = [dt.datetime(2026, month, 15, tzinfo=dt.UTC) for month in range(1, 13)]
    offsets = [ZoneInfo(got).utcoffset(moment.astimezone(ZoneInfo(got))) for moment in moments]
    if want[:1] in ("+", "-"):
        wanted = dt.datetime.strptime(want, "%z").utcoffset()
        return set(offsets) == {wanted}
    zone = ZoneInfo(want)
    return offsets == [zone.utcoffset(moment.astimezone(zone)) for moment in moments]


def tally(lines: Iterable[Line]) -> dict[Verdict, list[Line]]:
    """The lines by what became of them."""
    found: dict[Verdict, list[Line]] = {verdict: [] for verdict in Verdict}
    for line in lines:
        found[judged(line)].append(line)
    return found
