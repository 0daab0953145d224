"""Summaries, reports, documents and settings as JSON and back, by their dataclasses' shapes."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from core.chats import ChatSettings, Hour
from core.document import Document
from core.editions.keys import Shelf, read_shelf
from core.interests.interest import Picks
from core.llm.capabilities import Capabilities
from core.models import Report, Summary
from storage.engine.database import AnyRow

Reading = TypeVar("Reading", Summary, Report)

_COLUMNS = {"paper_id", "language", "provenance"}
_PROVENANCE = (
    "source",
    "writer",
    "created_at",
    "model",
    "version",
    "prompt_version",
    "shortfall",
    "hidden",
    "translated_from",
    "other_language",
)


def reading_row(reading: Summary | Report, kind: str, origin: str) -> dict[str, Any]:
    """The values of its row in `readings`: its provenance in columns, the rest in `body`."""
    keys = {
        "paper_id": reading.paper_id,
        "kind": kind,
        "language": reading.language,
        "origin": origin,
    }
    provenance = {name: getattr(reading.provenance, name) for name in _PROVENANCE}
    body = _shapes()[type(reading)].dump_python(reading, mode="json", exclude=_COLUMNS)
    return {**keys, **provenance, "body": body}


def reading_of(row: AnyRow, shape: type[Reading]) -> Reading:
    """The summary or report a row of `readings` holds."""
    provenance = {name: getattr(row, name) for name in _PROVENANCE}
    keys = {"paper_id": row.paper_id, "language": row.language, "provenance": provenance}
    reading: Reading = _shapes()[shape].validate_python(row.body | keys)
    return reading


def packed(document: Document) -> bytes:
    """The document, compressed: a full text is mostly repetition."""
    return zlib.compress(_shapes()[Document].dump_json(document))


def unpacked(body: bytes) -> Document:
    """The document that `packed` packed."""
    document: Document = _shapes()[Document].validate_json(zlib.decompress(body))
    return document


def settings_body(settings: ChatSettings) -> dict[str, Any]:
    """The settings as JSON's kinds of values."""
    body: dict[str, Any] = _shapes()[ChatSettings].dump_python(settings, mode="json")
    return body


def settings_of(body: dict[str, Any]) -> ChatSettings:
    """The settings in a body. What it lacks is as by default; what only a newer Paperboy knows is
    passed over."""
    settings: ChatSettings = _shapes()[ChatSettings].validate_python(body)
    return settings


def capabilities_body(known: Capabilities) -> dict[str, Any]:
    """What is known of an endpoint as JSON's kinds of values."""
    body: dict[str, Any] = _shapes()[Capabilities].dump_python(known, mode="json")
    return body


def capabilities_of(body: dict[str, Any]) -> Capabilities:
    """What is known of an endpoint, from such a body; raises pydantic.ValidationError."""
    known: Capabilities = _shapes()[Capabilities].validate_python(body)
    return known


def picks_body(picks: Picks) -> dict[str, Any]:
    """What was shown beside a list as JSON's kinds of values, without what is as by default."""
    body: dict[str, Any] = _shapes()[Picks].dump_python(picks, mode="json", exclude_defaults=True)
    return body


def picks_of(body: dict[str, Any]) -> Picks:
    """What was shown beside a list, from such a body."""
    picks: Picks = _shapes()[Picks].validate_python(body)
    return picks


def through_body(through: Mapping[Shelf, dt.date]) -> dict[str, str]:
    """How far each shelf's lists are settled, as JSON such as `{"hf/daily": "2026-02-05"}`."""
    return {str(shelf): day.isoformat() for shelf, day in through.items()}


def through_of(body: dict[str, str]) -> dict[Shelf, dt.date]:
    """What `through_body` made that body of."""
    return {read_shelf(shelf): dt.date.fromisoformat(day) for shelf, day in body.items()}


def hour_key(hour: Hour) -> str:
    """The hour as a column holds it, such as `08:30:00|Asia/Shanghai|01234`."""
    zone = hour.zone or ""
    weekdays = "".join(map(str, hour.weekdays))
    return f"{hour.time.isoformat()}|{zone}|{weekdays}"


def hour_of(key: str) -> Hour:
    """The hour that `hour_key` wrote."""
    time, zone, weekdays = key.split("|")
    return Hour(dt.time.fromisoformat(time), zone or None, tuple(int(day) for day in weekdays))


@cache
def _shapes() -> dict[type, TypeAdapter[Any]]:
    shapes = (Summary, Report, Document, ChatSettings, Capabilities, Picks)
    return {shape: TypeAdapter(shape) for shape in shapes}
