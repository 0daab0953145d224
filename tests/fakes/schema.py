"""JSON schemas as OpenAI's strict mode takes them, and answers that fit them."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_ITEMS = 3  # The length of a generated list, unless the schema wants more.


def strict_problem(schema: Schema) -> str | None:
    """The first rule of strict mode the schema breaks, in words; None when it may pass.

    Rules: platform.openai.com/docs/guides/structured-outputs, "Supported schemas".
    """
    if schema.get("type") != "object":
        return "schema must be a JSON Schema of 'type: \"object\"'"
    return next((problem for part in _parts(schema) if (problem := _part_problem(part))), None)


def _parts(schema: Schema) -> Iterator[Schema]:
    """The schema and every schema inside it."""
    yield schema
    inner: list[Any] = [schema.get("items"), *schema.get("anyOf", ())]
    for key in ("properties", "$defs"):
        inner += schema.get(key, {}).values()
    for part in inner:
        if isinstance(part, dict):
            yield from _parts(part)


def _part_problem(part: Schema) -> str | None:
    if "$ref" in part and len(part) > 1:
        return f"$ref cannot have keywords {sorted(part.keys() - {'$ref'})}"
    if "default" in part:
        return "'default' is not permitted"
    if "allOf" in part:
        return "'allOf' is not permitted"
    if part.get("type") == "array" and "items" not in part:
        return "array schema missing items"
    if part.get("type") == "object":
        if part.get("additionalProperties") is not False:
            return "'additionalProperties' is required to be supplied and to be false"
        missing = part.get("properties", {}).keys() - set(part.get("required", ()))
        if missing:
            return f"'required' is required to include every key in properties. Missing {sorted(missing)}"
    return None


def schema_in(text: str) -> Schema | None:
    """The first JSON schema of an object that stands in a prompt."""
    return next((found for found in _objects(text) if "properties" in found), None)


def object_in(text: str) -> dict[str, Any] | None:
    """The first JSON object that stands in a text."""
    return next(_objects(text), None)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    for start in re.finditer(r"\{", text):
        try:
            found, _ = json.JSONDecoder().raw_decode(text, start.start())
        except ValueError:
            continue
        yield found


def sentences(text: str) -> list[str]:
    """The sentences of a user message; of the part between markers (`<<<NAME … NAME>>>`) when it
    has one."""
    marked = re.search(r"<<<\w+\n(.*)\n\w+>>>", text, re.DOTALL)
    parts = re.split(r"(?<=[.!?。！？])\s+|\n+", marked[1] if marked else text)
    found = [_cut(part.strip()) for part in parts if len(part.strip()) >= 20]
    return found or [_cut(text.strip()) or "Nothing was said."]


def _cut(text: str) -> str:
    """At most 300 characters, no word and no figure halved."""
    return text if len(text) <= 300 else text[:300].rpartition(" ")[0] or text[:300]


def example(schema: Schema, texts: list[str]) -> Any:
    """A value that fits the schema, its strings taken from `texts` in turn."""
    return _value(schema, schema.get("$defs", {}), itertools.cycle(texts))


def _value(part: Schema, named: dict[str, Schema], texts: Iterator[str]) -> Any:
    if "$ref" in part:
        return _value(named[part["$ref"].rsplit("/", 1)[1]], named, texts)
    if "enum" in part or "const" in part:
        return part["const"] if "const" in part else part["enum"][0]
    if "anyOf" in part:
        return _value(part["anyOf"][0], named, texts)
    match part.get("type"):
        case "object":
            return {
                name: _value(inner, named, texts)
                for name, inner in part.get("properties", {}).items()
            }
        case "array":
            return [
                _value(part.get("items", {}), named, texts)
                for _ in range(max(_ITEMS, part.get("minItems", 0)))
            ]
        case "integer" | "number":
            return part.get("minimum", 1)
        case "boolean":
            return True
        case "null":
            return None
        case _:
            return next(texts)
