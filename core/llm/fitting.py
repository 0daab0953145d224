"""A value as a model gave it → the value that was asked for, as far as only the form differs. Pure.

Models miss a shape in a few ways that lose nothing: wrappers too many, a key in other letters, null
for empty, a single text for a list, a number for a text, a list of lines in one text, an object for
a text, JSON inside of a text, too many items. These are mended here, by the shape's own fields.
What is missing stays missing; pydantic then says whether that is too much.
"""

# Chinese is read here: what models write around an answer.

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from core.llm.loose_json import NotJson, read_value
from core.llm.outline import is_called, plain_key

# Characters of one text and items of one list: several times what is asked for. More is a model
# that runs on.
LONGEST_TEXT, MOST_ITEMS = 6_000, 30
WRAPPERS = 4  # around an answer, at most


@dataclass(frozen=True, slots=True)
class Most:
    """Metadata of a list's type: items beyond so many are left out."""

    count: int


class Names:
    """Metadata of a field: other keys under which models give it, in other words or another
    language."""

    def __init__(self, *names: str) -> None:
        self.names = names


# Keys under which a model puts the text itself when it mixes the schema up with the answer, the
# likeliest first.
_TEXT_KEYS = (
    "value",
    "text",
    "content",
    "answer",
    "description",
    "default",
    "const",
    "example",
    "title",
    "name",
)
# Keys that tell a piece of a JSON schema from an answer.
_SCHEMA_KEYS = frozenset(
    ("type", "properties", "items", "$schema", "required", "additionalProperties")
)
_PAIR = frozenset(("key", "value"))
_LIST_KEYS = ("items", "value", "values", "list")
# Keys that say what a piece of an item is and nothing about the paper; any other, such as a
# metric's name, is told.
_PART_KEYS = frozenset((
    "action", "area", "baseline", "benchmark", "comparison", "dataset", "description", "figure", "highlight", "item",
    "method", "metric", "name", "outcome", "result", "setting", "step", "text", "title", "topic", "unit", "value",
))  # fmt: skip
_NAMES_PART = re.compile(r"[()（）\[\]【】/|:：]")
# Signs as HTML writes them.
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#39|#x27|#34);")
# Keys that only count.
_ORDINAL = re.compile(r"(?:[a-z]*\d+|first|second|third|fourth|fifth|[一二三四五六])")
_COUNTS = frozenset(("step", "number", "no", "index", "id", "rank", "order"))
# What stands before an item of a list of lines. A figure is no number of an item, nor is its sign a
# dash.
_BULLET = re.compile(r"\s{0,20}(?:[-*+]\s|[•·①-⑳]|\(?\d{1,2}[.)、）](?!\d))\s{0,20}")
_NAMED = re.compile(
    r"\s{0,20}\*{0,3}([^:：*\n]{1,80})\*{0,3}\s{0,5}[:：]\s{0,20}\*{0,3}\s{0,20}(\S.*)", re.DOTALL
)
# A text that holds nothing: no letter or digit, or what stands for a text in a template.
_TEMPLATE = re.compile(r"[\W_]*|<[^<>]{1,60}>")
_TRUTHS = {"是": True, "对": True, "否": False, "不": False, "": False}


def fitted(value: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The value as the shape's fields want it, as far as that is a matter of form; {} when it is
    nothing like it.

    A field that is missing is empty: whether it may be is for the shape to say.
    """
    best: dict[str, Any] = {}
    for candidate in _candidates(value):
        found = _members(candidate, shape)
        if len(found) > len(best):
            best = found
    return _completed(best, shape) if best else {}


def _completed(found: dict[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """With something empty for each text, list or object that was not given."""
    for name, field in shape.model_fields.items():
        inner, kind = _shape_of(field.annotation), _kind_of(field.annotation)
        if name in found:
            continue
        if inner:
            found[name] = _completed({}, inner)
        elif kind in (str, list):
            found[name] = kind()
    return found


def names_of(shape: type[BaseModel]) -> frozenset[str]:
    """All names, as `plain_key` has them, under which the shape's fields and theirs may be
    given."""
    found: set[str] = set()
    for name, field in shape.model_fields.items():
        found.update(map(plain_key, (name, *_other_names(field))))
        if inner := _item_shape(field.annotation):
            found |= names_of(inner)
    return frozenset(found)


def _item_shape(wanted: Any) -> type[BaseModel] | None:
    """The shape of such a field, or of the items of its list."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    return _shape_of(get_args(wanted)[0] if get_origin(wanted) is list else wanted)


def _candidates(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The value, and what its wrappers hold: a list of one, `{"report": …}`, a schema with the
    answer in it."""
    value = _opened(value)
    if isinstance(value, dict):
        yield value
        inside = list(value.values())
    elif isinstance(value, list):
        inside = value
        if merged := _merged(value):
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
    return value if read.broken or text[read.end :].strip() else read.value


def _merged(value: list[Any]) -> dict[str, Any]:
    """One object of several that have no key in common, as where each holds one field, or of pairs
    of a key and a value; {} where they are not so."""
    merged: dict[str, Any] = {}
    for each in value:
        member = (
            {str(each["key"]): each["value"]}
            if isinstance(each, dict) and each.keys() >= _PAIR
            else each
        )
        if not isinstance(member, dict) or merged.keys() & member.keys():
            return {}
        merged |= member
    return merged


def _members(value: Mapping[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """The members of the value that the shape has fields for, fitted; others are of no interest."""
    known = {
        plain_key(name): inner for key, inner in value.items() for name in _NAMES_PART.split(key)
    }
    known |= {plain_key(key): inner for key, inner in value.items()}
    found: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        given = _given(known, name, field)
        inner = _shape_of(field.annotation)
        if given:
            told = next((each for each in given if not _is_empty(each)), given[0])
            found[name] = _as_wanted(told, field.annotation, field.metadata)
        elif inner and (
            flat := _members(value, inner)
        ):  # its members without the object around them
            found[name] = _completed(flat, inner)
    return found


def _given(known: Mapping[str, Any], name: str, field: FieldInfo) -> list[Any]:
    """What the value has for that field: under its name or another, or, for a list, as
    `highlight_1` and so on."""
    names = [plain_key(each) for each in (name, *_other_names(field))]
    given = [known[each] for each in names if each in known]
    given = given or [
        inner for key, inner in known.items() if any(is_called(key, each) for each in names)
    ]
    if given or _kind_of(field.annotation) is not list:
        return given
    numbered = re.compile(rf"{names[0].removesuffix('s')}s?\d{{1,2}}")
    items = [inner for key, inner in known.items() if numbered.fullmatch(key)]
    return [items] if items else []


def _other_names(field: FieldInfo) -> Iterable[str]:
    return next((each.names for each in field.metadata if isinstance(each, Names)), ())


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
    return _as_scalar(value, wanted)


def _as_list(value: Any, item: Any) -> list[Any]:
    """A list of fitted items, without those that hold nothing. A single value is a list of one, but
    a text may hold several. Objects that miss their shape are left out, unless all do.
    """
    value = _opened(value)
    if value is None:
        return []
    if isinstance(value, str):
        value = _lines(value)
    elif isinstance(value, dict):
        value = _values(value, item)
    elif not isinstance(value, list):
        value = [value]
    elif len(value) == 1 and isinstance(value[0], list):
        value = value[0]
    items = [_as_wanted(each, item) for each in value[: 2 * MOST_ITEMS]]
    items = [each for each in items if not _is_empty(each)]
    shape = _shape_of(item)
    if shape is None:
        return items
    return [each for each in items if _is_valid(each, shape)] or items


def _is_valid(value: Any, shape: type[BaseModel]) -> bool:
    try:
        shape.model_validate(value)
    except ValidationError:
        return False
    return True


def _lines(text: str) -> list[str]:
    """The items of a text that is a list: from bullet to bullet, without what introduces them; else
    line by line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(_BULLET.match(line) is not None for line in lines) < 2:
        return lines
    items: list[str] = []
    for line in lines:
        if _BULLET.match(line):
            items.append(_BULLET.sub("", line, count=1))
        elif items:
            items[-1] += f"\n{line}"
    return items


def _values(value: Mapping[str, Any], item: Any) -> list[Any]:
    """The items of a list given as an object: numbered ones, or names with what is said of each."""
    shape = _shape_of(item)
    if shape and _members(value, shape):
        return [value]  # it is one item
    held = next((value[key] for key in _LIST_KEYS if isinstance(value.get(key), list)), None)
    if held is not None:
        return list(held)
    if all(_ORDINAL.fullmatch(plain_key(key) or key) for key in value):
        return list(value.values())
    if shape:
        return [{key: inner} for key, inner in value.items()]
    if _SCHEMA_KEYS & value.keys() or any(plain_key(key) in _PART_KEYS for key in value):
        return [value]
    told = {key: _as_text(inner) for key, inner in value.items()}
    return [f"{key}: {text}" for key, text in told.items() if text]


def _shape_of(wanted: Any) -> type[BaseModel] | None:
    kind = _kind_of(wanted)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _kind_of(wanted: Any) -> Any:
    """The type without what is noted at it: `str` of a text that must not be empty, `list` of a
    list of texts."""
    while get_origin(wanted) is Annotated:
        wanted = get_args(wanted)[0]
    return get_origin(wanted) or wanted


def _as_object(value: Any, shape: type[BaseModel]) -> dict[str, Any]:
    """The members that the shape wants. What has none of them is told as a text, or as a list if
    the shape has no text.

    In a shape of a name and a text, `{"Name": "what it is"}` and "Name: what it is" are a named
    piece.
    """
    value = _opened(value)
    if found := fitted(value, shape):
        return found
    named = list(shape.model_fields) == ["name", "text"]
    if named and isinstance(value, list) and len(value) == 2:
        return {"name": _as_text(value[0]), "text": _as_text(value[1])}
    if named and isinstance(value, dict) and len(value) == 1:
        ((name, text),) = value.items()
        return {"name": name, "text": _as_text(text)}
    text = _as_text(value)
    if not text:
        return _completed({}, shape)
    if named:
        return _named_piece(text)
    if members := _members(_told_by_lines(text), shape):
        return _completed(members, shape)
    texts = [
        name for name, field in shape.model_fields.items() if _kind_of(field.annotation) is str
    ]
    lists = [
        name for name, field in shape.model_fields.items() if _kind_of(field.annotation) is list
    ]
    if texts:
        return _completed({texts[0]: text}, shape)
    field = shape.model_fields[lists[-1]]
    return _completed({lists[-1]: _as_wanted(value, field.annotation, field.metadata)}, shape)


def _named_piece(text: str) -> dict[str, Any]:
    """A name and a text out of "Name: what it is"; the text's beginning is the name where it has
    none."""
    found = _NAMED.fullmatch(text)
    if found:
        return {"name": found[1].strip(), "text": found[2]}
    opening = re.split(r"[,.;:，。；：\n]", text, maxsplit=1)[0]
    return {"name": opening[:40], "text": text}


def _told_by_lines(text: str) -> dict[str, str]:
    """The members of an object that is told line by line, as "Input: …"."""
    found = (
        _NAMED.fullmatch(_BULLET.sub("", line, count=1)) for line in text.split("\n")[:MOST_ITEMS]
    )
    return {each[1]: each[2] for each in found if each}


def _as_text(value: Any) -> str:
    """One text: null is empty, several are joined, an object gives the text in it or its members
    side by side."""
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
    """The text of an object: what is described, and behind a colon the rest of it."""
    if _SCHEMA_KEYS & value.keys():
        texts = (_as_text(value[key]) for key in _TEXT_KEYS if isinstance(value.get(key), str))
        if text := next(filter(None, texts), ""):
            return text
    pieces: list[str] = []
    measured = True
    for key, inner in value.items():
        text = "" if key in _SCHEMA_KEYS else _as_text(inner)
        is_number = text[:1].isdigit()
        if not text or (is_number and plain_key(key) in _COUNTS):
            continue
        if is_number and plain_key(key) not in _PART_KEYS:
            pieces.append(f"{key} {text}")
        else:
            pieces.append(text)
            measured = False
    if len(pieces) < 2 or measured:
        return ", ".join(pieces)
    return f"{pieces[0]}: {', '.join(pieces[1:])}"


def _shortened(text: str) -> str:
    """The text, cut where it runs on; "" where it holds nothing."""
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text).strip()
    if _TEMPLATE.fullmatch(text[: LONGEST_TEXT + 1]):
        return ""
    if len(text) <= LONGEST_TEXT:
        return text
    kept = text[:LONGEST_TEXT]
    blank = max(kept.rfind(" "), kept.rfind("\n"))
    if blank > LONGEST_TEXT - 100:
        kept = kept[:blank]
    return f"{kept} …"


def _as_scalar(value: Any, wanted: Any) -> Any:
    """A number or a truth value, which may come in a list of one, in brackets or in words."""
    if isinstance(value, list) and value:
        value = value[0]
    if value is None and wanted is bool:
        return False
    if not isinstance(value, str):
        return value
    if wanted is int and (number := re.search(r"\d{1,9}", value)):
        return int(number[0])
    word = value.strip().strip("[]()#。.").casefold()
    return _TRUTHS.get(word, word) if wanted is bool else word


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(_is_empty(each) for each in value.values())
    return value is None or value == []
