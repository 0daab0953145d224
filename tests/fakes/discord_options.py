"""What people fill in: a command's options and a form's fields, in the shapes of an interaction's
data."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import Channel, Json, Role, User
from tests.fakes.discord_world import World

_SUBCOMMAND, _GROUP, _TEXT, _INTEGER, _BOOLEAN, _NUMBER = 1, 2, 3, 4, 5, 10
_INPUT, _STRING_SELECT, _RADIO, _CHECKBOXES, _CHECKBOX = 4, 3, 21, 22, 23


@dataclass(frozen=True)
class Attached:
    """A file that somebody sends with a command; `size` is what Discord says of it."""

    name: str
    content: bytes
    size: int | None = None
    id: int = field(default_factory=itertools.count(7_000_000_000).__next__)


def chosen(
    world: World,
    place: Channel,
    schema: list[Json],
    words: list[str],
    options: Mapping[str, Any],
    focused: str | None = None,
) -> Json:
    """The `options` (nested, for subcommands) and `resolved` of a command's data; fails where a
    client would."""
    if words:
        inner = next((each for each in schema if each["name"] == words[0]), None)
        assert inner, f"no subcommand {words[0]!r}"
        assert inner["type"] in (_SUBCOMMAND, _GROUP), f"{words[0]!r} is an option"
        data = chosen(world, place, inner.get("options") or [], words[1:], options, focused)
        wrapped = {"name": words[0], "type": inner["type"], "options": data["options"]}
        return data | {"options": [wrapped]}
    known = {option["name"]: option for option in schema}
    assert set(options) <= set(known), f"no option {set(options) - set(known)} among {list(known)}"
    missing = {name for name, option in known.items() if option.get("required")} - set(options)
    assert focused or not missing, f"the required {missing} are missing"
    given = [_given(known[name], value, focused=name == focused) for name, value in options.items()]
    return {"options": given} | resolved(world, place, options.values())


def resolved(world: World, place: Channel, values: Iterable[Any]) -> Json:
    """The `resolved` of the people, roles and channels among those values; {} when there are
    none."""
    found: dict[str, Json] = {}
    guild = place.guild
    for value in values:
        match value:
            case User():
                found.setdefault("users", {})[str(value.id)] = value.json()
                if guild and value.id in guild.members:
                    member = guild.member(value, world.moment(), world.rights(value, guild))
                    del member["user"]
                    found.setdefault("members", {})[str(value.id)] = member
            case Attached():
                world.attached[value.id] = value.content
                found.setdefault("attachments", {})[str(value.id)] = {
                    "id": str(value.id),
                    "filename": value.name,
                    "size": len(value.content) if value.size is None else value.size,
                    "url": f"{world.cdn}/attachments/{value.id}/{value.name}",
                    "proxy_url": "",
                    "ephemeral": True,
                }
            case Role():
                found.setdefault("roles", {})[str(value.id)] = value.json()
            case Channel():
                shown = value.json() | {"permissions": str(int(Right.VIEW_CHANNEL))}
                found.setdefault("channels", {})[str(value.id)] = shown
    return {"resolved": found} if found else {}


def filled(component: Json, values: Mapping[str, Any]) -> Json:
    """The component of a form as it is sent; fails where Discord's client would not let it be
    sent."""
    shown: Json = {"type": component["type"], "id": component["id"]}
    if "components" in component:
        return shown | {"components": [filled(each, values) for each in component["components"]]}
    if "component" in component:
        return shown | {"component": filled(component["component"], values)}
    if "custom_id" not in component:
        return shown
    shown["custom_id"] = component["custom_id"]
    if component["custom_id"] in values:
        return shown | _entered(component, values[component["custom_id"]])
    return shown | _entered(component, _preset(component))


def _preset(component: Json) -> Any:
    """The value that a field comes with."""
    kind, options = component["type"], component.get("options") or []
    if kind == _INPUT:
        return component.get("value", "")
    if kind == _CHECKBOX:
        return component.get("default", False)
    preset = [option["value"] for option in options if option.get("default")]
    preset += [value["id"] for value in component.get("default_values") or ()]
    return next(iter(preset), None) if kind == _RADIO else preset


def _entered(component: Json, value: Any) -> Json:
    kind, required = component["type"], component.get("required", True)
    if kind == _INPUT:
        least, most = component.get("min_length") or 0, component.get("max_length") or 4000
        assert value or not required, f"{component['custom_id']} is required"
        assert not value or least <= len(value) <= most, (
            f"{component['custom_id']} takes {least} to {most} characters"
        )
        return {"value": value}
    offered = [option["value"] for option in component.get("options") or []]
    if kind in (_RADIO, _CHECKBOX):
        assert kind == _CHECKBOX or value in offered or (value is None and not required), (
            f"{value!r} is not offered"
        )
        return {"value": value}
    several = [
        str(getattr(each, "id", each))
        for each in ([value] if isinstance(value, (str, int)) else value or [])
    ]
    assert several or not required or component.get("min_values") == 0, (
        f"{component['custom_id']} is required"
    )
    assert kind not in (_STRING_SELECT, _CHECKBOXES) or set(several) <= set(offered), (
        f"{several} are not all offered"
    )
    return {"values": several}


def _given(option: Json, value: Any, *, focused: bool) -> Json:
    kind, name = option["type"], option["name"]
    given: Json = {"name": name, "type": kind, "value": getattr(value, "id", value)}
    if isinstance(value, (User, Role, Channel, Attached)):
        return given | {"value": str(value.id)}
    if focused:
        assert option.get("autocomplete"), f"{name} has no autocomplete"
        # What is being typed arrives as text, whatever the option's type.
        return given | {"value": str(value), "focused": True}
    _check_value(option, value)
    return given


def _check_value(option: Json, value: Any) -> None:
    kind, name = option["type"], option["name"]
    types: dict[int, Any] = {_TEXT: str, _INTEGER: int, _BOOLEAN: bool, _NUMBER: (int, float)}
    fits = isinstance(value, types.get(kind, object)) and isinstance(value, bool) == (
        kind == _BOOLEAN
    )
    assert fits, f"{value!r} is no value for {name}"
    choices = [choice["value"] for choice in option.get("choices") or []]
    assert not choices or value in choices, f"{value!r} is not among {choices}"
    if kind in (_INTEGER, _NUMBER):
        least, most = option.get("min_value"), option.get("max_value")
        assert least is None or value >= least, f"{name} is at least {least}"
        assert most is None or value <= most, f"{name} is at most {most}"
    if kind == _TEXT:
        most = option.get("max_length") or 6000
        assert (option.get("min_length") or 0) <= len(value) <= most, f"{name} has another length"
