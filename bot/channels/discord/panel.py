"""The settings as a message of components v2: each control under its caption. Pure.

Such a message stays one, and no other becomes one (developer documentation, Component Reference).
A menu's id is the action that leads to its setting; what is chosen comes back as values.
"""

# Tested in tests/bot/channels/discord/test_panel.py.

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from bot.channels.discord.components import (
    A_MENU,
    LABEL,
    OPTION,
    PLACEHOLDER,
    as_button,
    clip,
    option_of,
)
from bot.channels.discord.layout import Layout
from bot.channels.discord.markup import to_markdown
from bot.chat.actions import Action, Verb, read_action, write_action
from bot.chat.changes import CLEAR, TOGETHER
from bot.chat.panel import OFF, ON
from bot.chat.targets import Change, Field
from bot.chat.views.model import Button, Paragraph, bold, line, quiet
from bot.chat.views.settings import Choice, Kind, Panel, Setting

IS_COMPONENTS_V2 = 1 << 15
# What stands for a value that is typed; no setting has such a one.
ANOTHER = "…"
# The components that a message may have, those within others too.
MOST = 40
# How much is shown of what a setting holds. All texts of a message have 4,000 characters; two lists
# of words, with every sign escaped, leave room for the rest.
VALUE = 600
_ROW, _SELECT, _ROLES, _SECTION, _TEXT, _CONTAINER = 1, 3, 6, 9, 10, 17
_MENUS = (_SELECT, _ROLES)


def is_v2(message: discord.Message | None) -> bool:
    """Whether the message is one of components v2."""
    return message is not None and message.flags.components_v2


def payload(panel: Panel) -> dict[str, Any]:
    """The panel as a message."""
    # A message has forty components, so the title stands in the first caption.
    opening = Paragraph((line(bold(panel.title)), *panel.said))
    first, *others = panel.settings
    inside = [_text(opening, _caption(first)), _row(_menu(first, panel.another))]
    switches: list[Setting] = []
    buttons: list[Button] = []
    for setting in others:
        match setting.kind:
            case Kind.SWITCH:
                switches.append(setting)
            case Kind.SEVERAL if setting.typed is not None:
                buttons.append(_opening(setting))
            case Kind.WORDS:
                inside.append(_typed(setting, panel.edit))
            case Kind.ONE | Kind.SEVERAL | Kind.ROLE:
                inside += [_text(_caption(setting)), _row(_menu(setting, panel.another))]
    if switches:
        inside += [_captions(panel.switches, switches), _row(_switches(panel.choose, switches))]
    buttons += panel.more
    # The container and the buttons' own row count too; what is last is missed least.
    buttons = buttons[: MOST - _count(inside) - 2]
    if buttons:
        inside.append(_row(*map(as_button, buttons)))
    return {
        "flags": IS_COMPONENTS_V2,
        "components": [{"type": _CONTAINER, "components": inside}],
        "allowed_mentions": {"parse": []},
    }


def chosen(data: Mapping[str, Any], message: discord.Message | None) -> Action | None:
    """What the use of a menu of the panel asks for: a change, or a form; None for any other menu or
    button."""
    named = read_action(str(data.get("custom_id", "")))
    if data.get("component_type") not in _MENUS or named is None:
        return None
    if named.verb is not Verb.SETTINGS or not isinstance(named.target, Field):
        return None
    values = [str(value) for value in data.get("values", ())]
    field = named.target.name
    if ANOTHER in values:
        return Action(Verb.FORM, named.target)
    if field == TOGETHER:
        return Action(Verb.SET, Change(field, _turned(values, message)))
    if field == "day":
        return Action(Verb.SET, Change.several(field, values))
    return Action(Verb.SET, Change(field, "".join(values[:1]) or CLEAR))


def _turned(values: Sequence[str], message: discord.Message | None) -> str:
    """What was switched, and how: others may have switched the rest since the panel was shown."""
    shown: dict[str, bool] = {}
    for component in message.components if message else ():
        for option in _options(component.to_dict()):
            shown[option["value"]] = bool(option.get("default"))
    states: list[str] = []
    for name, before in shown.items():
        if (name in values) != before:
            states.append(f"{name} {OFF if before else ON}")
    return ",".join(states)


def _options(component: Any) -> Iterator[Mapping[str, Any]]:
    """The options of the menu of switches, within the component."""
    if component.get("custom_id") == _id(TOGETHER):
        yield from component.get("options", ())
    for inner in component.get("components", ()):
        yield from _options(inner)


def _caption(setting: Setting) -> Paragraph:
    value = clip(setting.value, VALUE)
    return Paragraph((line(bold(setting.caption), f" — {value}"), line(quiet(setting.about))))


def _count(components: Sequence[Mapping[str, Any]]) -> int:
    """How many components these are, with what is in them."""
    count = 0
    for each in components:
        count += 1 + _count(each.get("components", ())) + ("accessory" in each)
    return count


def _captions(title: str, switches: Sequence[Setting]) -> dict[str, Any]:
    """One caption for the menu of all switches, with the state of each."""
    lines = [line(bold(title))]
    for setting in switches:
        lines.append(line(f"{setting.caption} — {setting.value}"))
    return _text(Paragraph(tuple(lines)))


def _opening(setting: Setting) -> Button:
    """The button of a form, with what is set."""
    label = clip(f"{setting.caption} — {setting.value}", LABEL)
    return Button(label, Action(Verb.FORM, Field(setting.name)))


def _text(*paragraphs: Paragraph) -> dict[str, Any]:
    return {"type": _TEXT, "content": to_markdown(Layout().blocks(paragraphs))}


def _row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": _ROW, "components": list(components)}


def _menu(setting: Setting, another: str) -> dict[str, Any]:
    if setting.kind is Kind.ROLE:
        return _role(setting)
    options = [option_of(choice) for choice in setting.choices[:A_MENU]]
    menu: dict[str, Any] = {
        "type": _SELECT,
        "custom_id": _id(setting.name),
        "placeholder": clip(setting.value, PLACEHOLDER),
        "options": options,
    }
    if setting.kind is Kind.SEVERAL:
        menu |= {"min_values": 1, "max_values": len(options)}
    elif setting.typed is not None:
        menu["options"] = [*options[: A_MENU - 1], option_of(Choice(ANOTHER, another))]
    return menu


def _role(setting: Setting) -> dict[str, Any]:
    """The roles of the server, which Discord lists by itself."""
    menu: dict[str, Any] = {
        "type": _ROLES,
        "custom_id": _id(setting.name),
        "placeholder": clip(setting.value, PLACEHOLDER),
        "min_values": 0,
    }
    roles = [{"id": choice.value, "type": "role"} for choice in setting.choices if choice.chosen]
    if roles:
        menu["default_values"] = roles
    return menu


def _switches(placeholder: str, switches: Sequence[Setting]) -> dict[str, Any]:
    options: list[dict[str, Any]] = []
    for setting in switches:
        state = any(choice.chosen and choice.value == ON for choice in setting.choices)
        option = option_of(Choice(setting.name, setting.caption, chosen=state))
        options.append(option | {"description": clip(setting.about, OPTION)})
    return {
        "type": _SELECT,
        "custom_id": _id(TOGETHER),
        "placeholder": clip(placeholder, PLACEHOLDER),
        "min_values": 0,
        "max_values": len(options),
        "options": options,
    }


def _typed(setting: Setting, edit: str) -> dict[str, Any]:
    """A setting that is typed, with the button of its form beside it."""
    opening = Action(Verb.FORM, Field(setting.name))
    return {
        "type": _SECTION,
        "components": [_text(_caption(setting))],
        "accessory": as_button(Button(edit, opening)),
    }


def _id(name: str) -> str:
    return write_action(Action(Verb.SETTINGS, Field(name)))
