"""The names of the models that an endpoint lists, whatever the list's shape. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

# What a model's entry calls its name, the one that requests take first.
_NAMES = ("id", "model", "name", "slug")
# Levels at which the entries may stand.
DEEPEST = 4
_LONGEST_NAME = 200
_NAMED = re.compile(r'"(?:id|name|model)"\s*:\s*"([^"]{1,200})"')


def names_in(body: str) -> list[str]:
    """The names in that response, each once; [] where there are none."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return list(dict.fromkeys(_NAMED.findall(body)))
    return list(dict.fromkeys(_names(content)))


def _names(content: object, depth: int = 0) -> Iterator[str]:
    """Yields the names in a list of models, or in what holds one."""
    if depth > DEEPEST:
        return
    if isinstance(content, list):
        for each in content:
            yield from _entry(each, depth + 1)
    elif isinstance(content, dict):
        for key, inner in content.items():
            if isinstance(inner, list):
                yield from _names(inner, depth + 1)
            elif isinstance(inner, dict) and inner and key in ("models", "data"):
                yield from _by_name(inner, depth + 1)


def _entry(each: object, depth: int) -> Iterator[str]:
    """Yields the name of one model, or those in a list of its own."""
    if isinstance(each, str) and each.strip() and len(each) <= _LONGEST_NAME:
        yield each
    elif isinstance(each, dict):
        named = [
            each[key] for key in _NAMES if isinstance(each.get(key), str) and each[key].strip()
        ]
        if named:
            yield str(named[0])[:_LONGEST_NAME]
        else:
            yield from _names(each, depth)


def _by_name(inner: dict[str, object], depth: int) -> Iterator[str]:
    """Yields the keys of an object that has an entry for each model, or what such a list holds."""
    if all(isinstance(each, dict) for each in inner.values()):
        yield from filter(str.strip, inner)
    else:
        yield from _names(inner, depth)
