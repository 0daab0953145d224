"""A value as a model gave it → the value that was asked for, as far as only the form differs. Pure.

Models miss a shape in a few ways that lose nothing: one wrapper too many, a key in other letters, null for empty, a
single text for a list, a number for a text, a list of lines in one text, an object for a text, too many items. These
are mended here, by the shape's own fields. What is missing stays missing; pydantic then says whether that is too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

# Characters of one text and items of one list: several times what is asked for. More is a model that runs on.
LONGEST_TEXT, MOST_ITEMS = 6_000, 30
WRAPPERS = 2  # around an answer, at most


@dataclass(frozen=True, slots=True)
class Most:
    """Metadata of a list's type: items beyond so many are left out."""

    count: int


class Names:
    """Metadata of a field: other keys under which models give it, in other words or another language."""

    def __init__(self, *names: str) -> None:
        self.names = names


# Keys under which a model puts the text itself when it mixes the schema up with the answer, the likeliest first.
_TEXT_KEYS = ("value", "text", "content", "answer", "description", "default", "const", "example", "title", "name")
# Keys that tell a piece of a JSON schema from an answer.
_SCHEMA_KEYS = frozenset(("type", "properties", "items", "$schema", "required", "additionalProperties"))
_LIST_KEYS = ("items", "value", "values", "list")
_BULLET = re.compile(r"^\s*(?:[-*+•·]|\(?\d{1,2}[.)、）:]|[①-⑳])\s*")
_NAMED = re.compile(r"^\s*\**([^:：*\n]{1,80}?)\**\s*[:：]\s*\**\s*(\S.*)$", re.DOTALL)


def fitted(value: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The value as the shape's fields want it, as far as that is a matter of form; {} when it is nothing like it.

    A field that is missing is empty: whether it may be is for the shape to say.
    """
    best: dict[str, Any] = {}
    for candidate in _unwrapped(value):
        found = _members(candidate, shape)
        if len(found) > len(best):
            best = found
    return _completed(best, shape) if best else {}


def _completed(found: dict[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """With something empty for each text, list or object that was not given."""
    missing = [name for name in shape.model_fields if name not in found]
    for name in missing:
        inner = _shape_of(shape.model_fields[name].annotation)
        kind = _kind_of(shape.model_fields[name].annotation)
        if inner:
            found[name] = _completed({}, inner)
        elif kind in (str, list):
            found[name] = kind()
    return found


def _unwrapped(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The value, and what its wrappers hold: a list of one, `{"report": …}`, a schema with the answer in it."""
    if isinstance(value, dict):
        yield value
        inside = list(value.values())
    else:
        inside = value if isinstance(value, list) else []
    if depth < WRAPPERS:
        for each in inside[:MOST_ITEMS]:
            yield from _unwrapped(each, depth + 1)


def _members(value: Mapping[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """The members of the value that the shape has fields for, fitted; others are of no interest."""
    known = {_plain_key(key): inner for key, inner in value.items()}
    found: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        names = (name, *_other_names(field))
        key = next((each for each in map(_plain_key, names) if each in known), None)
        if key is not None:
            found[name] = _as_wanted(known[key], field.annotation, field.metadata)
    return found


def _other_names(field: FieldInfo) -> Iterable[str]:
    return next((each.names for each in field.metadata if isinstance(each, Names)), ())


def _plain_key(key: str) -> str:
    return re.sub(r"[\W_]+", "", key).casefold()


def _as_wanted(value: Any, wanted: Any, metadata: Iterable[Any] = ()) -> Any:
    """The value as that type wants it."""
    if get_origin(wanted) is Annotated:
        wanted, *more = get_args(wanted)
        return _as_wanted(value, wanted, [*metadata, *more])
    if get_origin(wanted) in (Union, UnionType):
        if value is None:
            return None
        wanted = next(each for each in get_args(wanted) if each is not NoneType)
    if get_origin(wanted) is list:
        (item,) = get_args(wanted)
        most = next((each.count for each in metadata if isinstance(each, Most)), MOST_ITEMS)
        return _as_list(value, item)[:most]
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return _as_object(value, wanted)
    if wanted is str:
        return _as_text(value)
    return _first_of(value)


def _as_list(value: Any, item: Any) -> list[Any]:
    """A list of fitted items, the empty ones left out. A single value is a list of one; a text may hold several."""
    if value is None:
        return []
    if isinstance(value, str):
        value = _lines(value)
    elif isinstance(value, dict):
        value = _values(value, item)
    elif not isinstance(value, list):
        value = [value]
    items = [_as_wanted(each, item) for each in value[: 2 * MOST_ITEMS]]
    return [each for each in items if not _is_empty(each)]


def _lines(text: str) -> list[str]:
    """The lines of a text that is a list; any other text whole."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        return [_BULLET.sub("", line) for line in lines]
    return [text]


def _values(value: Mapping[str, Any], item: Any) -> list[Any]:
    """The items of a list given as an object: numbered ones, or names with their texts."""
    shape = _shape_of(item)
    if shape and _members(value, shape):
        return [value]  # it is one item
    held = next((value[key] for key in _LIST_KEYS if isinstance(value.get(key), list)), None)
    if held is not None:
        return list(held)
    if all(_plain_key(key).isdigit() for key in value):
        return list(value.values())
    if shape is None:
        return [value]
    named = [key for key, inner in value.items() if isinstance(inner, str)]
    return [f"{key}: {value[key]}" for key in named] or list(value.values())


def _shape_of(wanted: Any) -> type[BaseModel] | None:
    kind = _kind_of(wanted)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _kind_of(wanted: Any) -> Any:
    """The type without what is noted at it: `str` of a text that must not be empty, `list` of a list of texts."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    return get_origin(wanted) or wanted


def _as_object(value: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The members that the shape wants. A text gives a named piece ("Name: what it is"), or the first field."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        return fitted(value, shape)
    if isinstance(value, list):
        value = _as_text(value)
    text = _as_text(value)
    if not text:
        return {}
    names = list(shape.model_fields)
    if names != ["name", "text"]:
        return {names[0]: text}
    named = _NAMED.match(text)
    if named is None:
        return {"name": _opening_words(text), "text": text}
    return {"name": named[1], "text": named[2]}


def _opening_words(text: str) -> str:
    """A short name for a text that has none: its beginning, up to the first mark."""
    return re.split(r"[,.;:，。；：\n]", text.strip(), maxsplit=1)[0][:40]


def _as_text(value: Any) -> str:
    """One text: null is empty, several are joined, an object gives the text in it or its members side by side."""
    match value:
        case None:
            return ""
        case str():
            return _shortened(value)
        case bool():
            return str(value).lower()
        case list():
            texts = [_as_text(each) for each in value[:MOST_ITEMS]]
            return _shortened("\n".join(text for text in texts if text))
        case dict():
            return _shortened(_text_in(value))
        case _:
            return str(value)


def _text_in(value: Mapping[str, Any]) -> str:
    if _SCHEMA_KEYS & value.keys():
        for key in _TEXT_KEYS:
            if isinstance(value.get(key), str) and value[key].strip():
                return str(value[key])
    texts = [_as_text(each) for key, each in value.items() if key not in _SCHEMA_KEYS]
    first, *others = texts or [""]
    if not others:
        return first
    return f"{first}: {', '.join(filter(None, others))}"


def _shortened(text: str) -> str:
    """The text, cut where it runs on."""
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rsplit(maxsplit=1)[0] + " …"


def _first_of(value: Any) -> Any:
    """A number or a truth value may come in a list of one, or in brackets."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str):
        return value.strip().strip("[]()#").casefold()
    return value


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(_is_empty(each) for each in value.values())
    return value is None or value == []
