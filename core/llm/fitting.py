"""A value as a model gave it → the value that was asked for, as far as only the form differs. Pure.

Models miss a shape in a few ways that lose nothing: too many wrappers, a key in other letters, null
for empty, a single text for a list, a number for a text, a list of lines in one text, an object for
a text, JSON inside a text, too many items. These are mended here, by the shape's own fields. What
is missing stays missing; pydantic then says whether that is too much.
"""

# Chinese is read here: what models write around an answer.

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from core.llm.loose_json import NotJson, read_value
from core.llm.outline import is_called, plain_key
from core.llm.texts import (
    MOST_ITEMS,
    PART_KEYS,
    SCHEMA_KEYS,
    as_text,
    items_in,
    members_in,
    named_piece,
    together,
    without_bullets,
)

WRAPPERS = 4  # at most this many around an answer


@dataclass(frozen=True, slots=True)
class Most:
    """Metadata of a list's type: items beyond so many are left out."""

    count: int


class Names:
    """Metadata of a field: other keys under which models give it, in any language."""

    def __init__(self, *names: str) -> None:
        self.names = names


# What objects call a key and its value that stand beside each other.
_KEYS = (
    "key", "name", "field", "k", "point", "section", "label", "heading", "title", "要点", "字段",
    "名称",
)  # fmt: skip
_VALUES = ("value", "content", "v", "text", "内容", "值")
_LIST_KEYS = ("items", "value", "values", "list", "array", "elements", "zh", "en")
# By how much a key has to be like a name that is missing, of at least this many letters.
ALIKE, LEAST_LETTERS = 0.87, 5
_NAMES_PART = re.compile(r"[()（）\[\]【】/|:：]")
# Keys that only number the items.
_ORDINAL = re.compile(
    r"[a-z]*\d+|first|second|third|fourth|fifth|one|two|three|four|five"
    r"|[\u4e00-\u9fff]{0,4}(?:\d{1,2}|[一二三四五六])[条点个项步]?"
)
_TRUTHS = {"是": True, "对": True, "否": False, "不": False, "": False}


def fitted(value: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The value as the shape's fields want it; {} when it is nothing like it.

    Only the form is changed. A missing field becomes empty: the shape says whether it may be.
    """
    best: dict[str, Any] = {}
    for candidate in _candidates(value):
        found = _members(candidate, shape)
        if len(found) > len(best):
            best = found
    if not best:
        return {}
    return _completed(best, shape)


def _completed(found: dict[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """With something empty for each text, list or object that was not given."""
    for name, field in shape.model_fields.items():
        if name in found:
            continue
        inner = _shape_of(field.annotation)
        kind = _kind_of(field.annotation)
        if inner:
            found[name] = _completed({}, inner)
        elif kind in (str, list):
            found[name] = kind()
    return found


def names_of(shape: type[BaseModel]) -> frozenset[str]:
    """All names, as `plain_key` has them, of the shape's fields and of the fields inside them."""
    found: set[str] = set()
    for name, field in shape.model_fields.items():
        found.update(map(plain_key, (name, *_other_names(field))))
        inner = _item_shape(field.annotation)
        if inner:
            found |= names_of(inner)
    return frozenset(found)


def _item_shape(wanted: Any) -> type[BaseModel] | None:
    """The shape of such a field, or of the items of its list."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    if get_origin(wanted) is list:
        wanted = get_args(wanted)[0]
    return _shape_of(wanted)


def _candidates(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The value, and what its wrappers hold.

    A wrapper is a list of one, `{"report": …}`, or a schema with the answer in it.
    """
    value = _opened(value)
    if isinstance(value, dict):
        yield value
        inside = list(value.values())
        if len(inside) > 1 and all(isinstance(each, dict) for each in inside):
            yield _merged(inside)
    elif isinstance(value, list):
        inside = value
        merged = _merged(value)
        if merged:
            yield merged
    else:
        return
    if depth < WRAPPERS:
        for each in inside[:MOST_ITEMS]:
            yield from _candidates(each, depth + 1)


def _opened(value: Any) -> Any:
    """The value; of a text that holds JSON and nothing else, what it says."""
    if not isinstance(value, str):
        return value
    text = value.strip().strip("`").removeprefix("json").strip()
    if not text.startswith(("{", "[")):
        return value
    try:
        read = read_value(text)
    except NotJson:
        return value
    if read.broken or text[read.end :].strip():
        return value
    return read.value


def _merged(value: list[Any]) -> dict[str, Any]:
    """One object made of several; {} where that cannot be.

    The objects have no key in common, as where each holds one field, or are pairs of a key and a
    value, which may be lists of two.
    """
    merged: dict[str, Any] = {}
    for each in value:
        member = _pair(each)
        if not member and isinstance(each, dict):
            member = each
        if not member or merged.keys() & member.keys():
            return {}
        merged |= member
    return merged


def _pair(value: Any) -> dict[str, Any]:
    """The key and its value as an object; {} for what is no such pair."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):
        return {value[0]: value[1]}
    if not isinstance(value, dict):
        return {}
    known = {plain_key(each): inner for each, inner in value.items()}
    key = next((each for each in _KEYS if isinstance(known.get(each), str)), "")
    held = next((each for each in _VALUES if each in known), "")
    return {known[key]: known[held]} if key and held else {}


def _members(value: Mapping[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """The members of the value that the shape has fields for, fitted; all others are left out."""
    known: dict[str, Any] = {}
    for key, inner in value.items():
        for part in _NAMES_PART.split(key):
            known[plain_key(part)] = inner
    for key, inner in value.items():  # a whole key counts more than a part of another
        known[plain_key(key)] = inner
    found: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        given = _given(known, name, field)
        if given:
            filled = [each for each in given if not _is_empty(each)]
            first = (filled or given)[0]
            found[name] = _as_wanted(first, field.annotation, field.metadata)
            continue
        inner_shape = _shape_of(field.annotation)
        if inner_shape:  # its members may stand here without the object around them
            flat = _members(value, inner_shape)
            if flat:
                found[name] = _completed(flat, inner_shape)
    return found


def _given(known: Mapping[str, Any], name: str, field: FieldInfo) -> list[Any]:
    """What the value has for that field, under any of its names.

    The items of a list may also be numbered, as `highlight_1` and so on.
    """
    names = _plain_names(name, _other_names(field))
    given = [known[each] for each in names if each in known]
    if given:
        return given
    for key, inner in known.items():
        if any(is_called(key, each) for each in names):
            given.append(inner)
    if given or _kind_of(field.annotation) is not list:
        return given or _nearly(known, names[0])
    numbered = re.compile(rf"{names[0].removesuffix('s')}s?\d{{1,2}}")
    items = [inner for key, inner in known.items() if numbered.fullmatch(key)]
    return [items] if items else _nearly(known, names[0])


def _nearly(known: Mapping[str, Any], name: str) -> list[Any]:
    """What stands under a key that only misspells that name, or has another number of it."""
    if len(name) < LEAST_LETTERS:
        return []
    found = difflib.get_close_matches(name, known, n=1, cutoff=ALIKE)
    return [known[each] for each in found]


@cache
def _plain_names(name: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """All names of a field, as `plain_key` has them; shapes have few, and are filled often."""
    return tuple(map(plain_key, (name, *others)))


def _other_names(field: FieldInfo) -> tuple[str, ...]:
    """The names beside its own under which models give the field."""
    for each in field.metadata:
        if isinstance(each, Names):
            return each.names
    return ()


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
        return as_text(value)
    return _as_scalar(value, wanted)


def _as_list(value: Any, item: Any) -> list[Any]:
    """A list of fitted items, without those that hold nothing.

    A single value is a list of one, but a text may hold several. Objects that miss their shape are
    left out, unless all do.
    """
    value = _opened(value)
    if value is None:
        return []
    if isinstance(value, str):
        value = items_in(value)
    elif isinstance(value, dict):
        value = _values(value, item)
    elif not isinstance(value, list):
        value = [value]
    elif len(value) == 1 and isinstance(value[0], list):
        value = value[0]
    value = value[: 2 * MOST_ITEMS]
    # Items that may be anything are another text's, and stay as they are there.
    may_be_anything = item is str
    if not may_be_anything:
        value = without_bullets(value)
    items = [_as_wanted(each, item) for each in value]
    items = [each for each in items if not _is_empty(each)]
    shape = _shape_of(item)
    if shape:
        return [each for each in items if _is_valid(each, shape)] or items
    if len(items) == 1 and isinstance(items[0], str) and not may_be_anything:
        items = [as_text(each) for each in items_in(items[0])]  # it may hold several
    return [each for each in items if not _is_empty(each)]


def _is_valid(value: Any, shape: type[BaseModel]) -> bool:
    """Whether the shape takes the value."""
    try:
        shape.model_validate(value)
    except ValidationError:
        return False
    return True


def _values(value: Mapping[str, Any], item: Any) -> list[Any]:
    """The items of a list given as an object: numbered ones, or names with what is said of each."""
    shape = _shape_of(item)
    if shape and _members(value, shape):
        return [value]  # it is one item
    for key in _LIST_KEYS:
        if isinstance(value.get(key), list):
            return list(value[key])
    if all(_ORDINAL.fullmatch(plain_key(key) or key) for key in value):
        return list(value.values())
    if shape:
        return [{key: inner} for key, inner in value.items()]
    if SCHEMA_KEYS & value.keys() or any(plain_key(key) in PART_KEYS for key in value):
        return [value]
    items: list[str] = []
    for key, inner in value.items():
        text = as_text(inner)
        if text:
            items.append(f"{key}: {text}")
    return items


def _shape_of(wanted: Any) -> type[BaseModel] | None:
    """The shape, if that type is one."""
    kind = _kind_of(wanted)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return None


def _kind_of(wanted: Any) -> Any:
    """The type without its metadata and its items' type: `list` of an annotated `list[str]`."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    return get_origin(wanted) or wanted


def _as_object(value: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The members that the shape wants.

    A value that has none of them becomes the shape's first text, or its last list if it has no
    text. In a shape of a name and a text, `{"Name": "what it is"}` and "Name: what it is" are a
    named piece.
    """
    value = _opened(value)
    found = fitted(value, shape)
    named = list(shape.model_fields) == ["name", "text"]
    if named and isinstance(value, dict):
        found = _with_others(found, value)
    if found:
        return found
    if named and isinstance(value, list) and len(value) == 2:
        return {"name": as_text(value[0]), "text": as_text(value[1])}
    if named and isinstance(value, dict) and len(value) == 1:
        ((name, text),) = value.items()
        return {"name": name, "text": as_text(text)}
    text = as_text(value)
    if not text:
        return _completed({}, shape)
    if named:
        return dict(named_piece(text))
    members = _members(members_in(text), shape)
    if members:
        return _completed(members, shape)
    kinds = {name: _kind_of(field.annotation) for name, field in shape.model_fields.items()}
    texts = [name for name, kind in kinds.items() if kind is str]
    if texts:
        return _completed({texts[0]: text}, shape)
    last = [name for name, kind in kinds.items() if kind is list][-1]
    field = shape.model_fields[last]
    return _completed({last: _as_wanted(value, field.annotation, field.metadata)}, shape)


def _with_others(found: dict[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """A named piece whose name or text stands under other keys: the first, or all the others."""
    texts = [as_text(inner) for inner in value.values()]
    others = [text for text in texts if text and text not in found.values()]
    name = found.get("name", "")
    text = found.get("text", "")
    if others and not name:
        name = others.pop(0)
    if others and not text:
        text = together(others)
    if not name or not text:
        return found
    return {"name": name, "text": text}


def _as_scalar(value: Any, wanted: Any) -> Any:
    """A number or a truth value, which may come in a list of one, in brackets or in words."""
    if isinstance(value, list) and value:
        value = value[0]
    if value is None and wanted is bool:
        return False
    if not isinstance(value, str):
        return value
    number = re.search(r"\d{1,9}", value)
    if wanted is int and number:
        return int(number[0])
    word = value.strip().strip("[]()#。.").casefold()
    if wanted is bool:
        return _TRUTHS.get(word, word)
    return word


def _is_empty(value: Any) -> bool:
    """Whether the value says nothing."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(_is_empty(each) for each in value.values())
    return value is None or value == []
