"""Zotero's and others' references in JSON, as CSL has them. Pure."""

# Tested in tests/core/interests/library/test_reading.py.

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from core.interests.library.entry import Reference, wanted

_NAMES = (
    "archiveid", "arxiv", "arxivid", "arxiv_id",
    "eprint", "doi", "url", "number", "archive_location",
    "archivelocation", "note", "extra", "container-title", "publicationtitle", "publisher",
    "volume", "id",
)  # fmt: skip
# Where the references may stand, when they are not all there is.
_WITHIN = ("items", "references", "data", "results", "papers")


def references(text: str) -> list[Any] | None:
    """The references of the JSON text; None where it is none, or holds something else."""
    if text.lstrip()[:1] not in ("[", "{"):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return _lines(text)
    if isinstance(found, dict):
        for name in _WITHIN:
            if isinstance(found.get(name), list):
                return list(found[name])
        return [found] if "title" in found else None
    return found if isinstance(found, list) else None


def _lines(text: str) -> list[Any] | None:
    """The references of a text that has one on each line; None where that is no such text."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return None
    found: list[Any] = []
    for line in lines:
        try:
            found.append(json.loads(line))
        except (ValueError, RecursionError):
            found.append(None)
    return found


def entries(found: list[Any]) -> Iterator[Reference | None]:
    """The references in their order; None for what is none."""
    for each in found:
        yield _entry(each)


def _entry(reference: Any) -> Reference | None:
    if not isinstance(reference, dict):
        return None
    if isinstance(reference.get("data"), dict):
        reference = reference["data"]  # as Zotero's web answers have it
    fields = {str(name).casefold(): value for name, value in reference.items()}
    for ids in (fields.get("externalids"), fields.get("ids")):
        if isinstance(ids, dict):
            fields = {str(name).casefold(): value for name, value in ids.items()} | fields
    said = [_text(fields.get(name)) for name in _NAMES]
    return Reference(_text(fields.get("title")), wanted(said))


def _text(value: Any) -> str:
    """What the value says in words; "" for what is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str | int | float):
        return str(value)
    return ""
