"""Settings that are typed or are a role of the server: their forms and answers. Pure."""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.channels.discord.components import A_MENU, clip, option_of
from bot.chat.actions import Action, Typed, Verb, read_action, write_action
from bot.chat.changes import CLEAR
from bot.chat.panel import SEVERAL
from bot.chat.targets import Change, Field
from bot.chat.views.settings import Kind, Panel, Setting
from bot.chat.words.keywords import LONGEST_LIST

# Discord's limits of a form's title and of a field's label, and of what stands in an empty field.
TITLE, PLACEHOLDER, DESCRIPTION = 45, 100, 100
_ROW, _SELECT, _FIELD, _ROLES, _LABEL, _ONE_LINE = 1, 3, 4, 6, 18, 1


def form(name: str, panel: Panel) -> dict[str, Any]:
    """The form of that setting as Discord takes it, with what is set in it; where the panel has no
    such setting, the form of the first that is typed."""
    typed = [each for each in panel.settings if each.kind is Kind.WORDS]
    setting = panel.setting(name) or typed[0]
    if setting.kind is Kind.ROLE:
        return _role_form(setting)
    if setting.kind is Kind.SEVERAL:
        return _choices_form(setting)
    field: dict[str, Any] = {
        "type": _FIELD,
        "custom_id": setting.name,
        "label": setting.caption[:TITLE],
        "style": _ONE_LINE,
        "required": setting.kind is not Kind.WORDS,
        "max_length": LONGEST_LIST,
        "placeholder": clip(setting.about, PLACEHOLDER),
        "value": setting.typed or "",
    }
    return _form(setting, {"type": _ROW, "components": [field]})


def action_of(data: dict[str, Any]) -> Action | None:
    """What a sent form asks for: the setting typed after the command, empty to clear it; None for
    another form."""
    form_ = read_action(str(data.get("custom_id", "")))
    if form_ is None or not isinstance(form_.target, Field):
        return None
    if form_.target.name in SEVERAL:
        values = [value for value in values_in(data.get("components", ())) if value]
        return Action(Verb.SET, Change.several(form_.target.name, values))
    words = "".join(values_in(data.get("components", ()))).split()
    typed = " ".join(words) or CLEAR
    return Action(Verb.RUN, Typed(f"/settings {form_.target.name} {typed}"))


def _form(setting: Setting, component: dict[str, Any]) -> dict[str, Any]:
    """The form of that setting, which comes back as what opens it."""
    return {
        "custom_id": write_action(Action(Verb.FORM, Field(setting.name))),
        "title": setting.caption[:TITLE],
        "components": [component],
    }


def _role_form(setting: Setting) -> dict[str, Any]:
    select: dict[str, Any] = {
        "type": _ROLES,
        "custom_id": setting.name,
        "required": False,
        "min_values": 0,
    }
    roles = [{"id": choice.value, "type": "role"} for choice in setting.choices]
    if roles:
        select["default_values"] = roles
    return _form(setting, {"type": _LABEL, "label": setting.caption[:TITLE], "component": select})


def _choices_form(setting: Setting) -> dict[str, Any]:
    """All that can be chosen, of which several or none are."""
    options = [option_of(choice) for choice in setting.choices[:A_MENU]]
    select: dict[str, Any] = {
        "type": _SELECT,
        "custom_id": setting.name,
        "required": False,
        "min_values": setting.fewest,
        "max_values": len(options),
        "options": options,
    }
    about = clip(setting.about, DESCRIPTION)
    labelled = {"type": _LABEL, "label": setting.caption[:TITLE], "description": about}
    return _form(setting, labelled | {"component": select})


def values_in(components: Any) -> Iterator[str]:
    """What was typed into the components or chosen from them, and from those within."""
    for component in components:
        yield str(component.get("value") or "")
        yield from component.get("values", ())
        yield from values_in(component.get("components", ()))
        yield from values_in(filter(None, (component.get("component"),)))
