"""RIS and EndNote: a tag and a value on each line. Pure."""

# Tested in tests/core/interests/library/test_reading.py.

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from core.interests.library.entry import Reference, wanted

_RIS = re.compile(r"[ \t]{0,3}(?P<tag>[A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t](?P<value>.*))?$")
_ENDNOTE = re.compile(r"%(?P<tag>[0-9A-Z@!&+\[\]~])(?:[ \t](?P<value>.*))?$")
_BEGINS, _ENDS = "TY", "ER"
_BEGINS_ENDNOTE = "0"
_TITLES = ("TI", "T1", "T")
_NAMES = (
    "DO", "UR", "LK", "L1", "L2", "L3", "AN", "M1", "M3", "C1", "N1", "VL", "JO", "JF", "JA", "T2",
    "PB", "IS", "R", "U", "J", "B", "V", "N", "Z", "@",
)  # fmt: skip
# Tags with the pieces of their values.
_Fields: TypeAlias = list[tuple[str, list[str]]]
_LOOKED_AT = 4_000  # characters, to tell what a file is


def is_ris(text: str) -> bool:
    """Whether it begins as RIS does."""
    return any(_tag(_RIS, line) == _BEGINS for line in text[:_LOOKED_AT].splitlines())


def is_endnote(text: str) -> bool:
    """Whether it begins as EndNote's files do."""
    lines = text[:_LOOKED_AT].splitlines()
    return any(_tag(_ENDNOTE, line) == _BEGINS_ENDNOTE for line in lines)


def ris_entries(text: str) -> Iterator[Reference | None]:
    """The references in their order; None for one that says nothing."""
    return _entries(text, _RIS, _BEGINS)


def endnote_entries(text: str) -> Iterator[Reference | None]:
    """The references of EndNote's file in their order; None for one that says nothing."""
    return _entries(text, _ENDNOTE, _BEGINS_ENDNOTE)


def _tag(pattern: re.Pattern[str], line: str) -> str:
    found = pattern.match(line)
    return found["tag"] if found else ""


def _entries(text: str, pattern: re.Pattern[str], begins: str) -> Iterator[Reference | None]:
    fields: _Fields = []
    for line in text.splitlines():
        found = pattern.match(line)
        if found is None:
            if fields and line.strip():
                fields[-1][1].append(line.strip())  # a long value goes on in the next line
            continue
        tag = found["tag"]
        if tag == begins and fields:
            yield _entry(fields)
            fields = []
        if tag == _ENDS:
            if fields:
                yield _entry(fields)
            fields = []
        else:
            fields.append((tag, [(found["value"] or "").strip()]))
    if fields:
        yield _entry(fields)


def _entry(fields: _Fields) -> Reference | None:
    said: dict[str, list[str]] = {}
    for tag, pieces in fields:
        said.setdefault(tag, []).append(" ".join(pieces))
    title = ""
    for tag in _TITLES:
        title = title or " ".join(said.get(tag, ()))
    names: list[str] = []
    for tag in _NAMES:
        names += said.get(tag, ())
    entry = Reference(title, wanted(names))
    if not entry.title and not entry.names:
        return None
    return entry
