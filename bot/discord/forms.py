"""Settings that are typed: the buttons that open a form, the form, and what was typed into it. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from bot.views import Button, View
from core.chats import ChatSettings
from locales import Translator

# What a button says that opens the form of a setting, whose name follows; so does the form itself.
FORM = "form"
# The settings that are words, by their name in actions and in ChatSettings.
FIELDS = ("include", "mute")
# Discord's limit of a form's title and of a field's label.
TITLE = 45
_ROW, _FIELD, _ONE_LINE = 1, 4, 1


def with_forms(view: View, t: Translator) -> View:
    """The settings panel with a button for each form; a problem stays as it is."""
    if view.private:
        return view
    buttons = tuple(Button(f"{t.t(f'panel.{field}')}…", action=f"{FORM}:{field}") for field in FIELDS)
    return dataclasses.replace(view, buttons=(*view.buttons, buttons))


def form(field: str, settings: ChatSettings, t: Translator) -> dict[str, Any]:
    """The form of that setting as Discord takes it, with what is set in it."""
    field = field if field in FIELDS else FIELDS[0]
    label = t.t(f"panel.{field}")[:TITLE]
    text = {
        "type": _FIELD,
        "custom_id": field,
        "label": label,
        "style": _ONE_LINE,
        "required": False,
        "max_length": 1000,
        "value": ", ".join(getattr(settings, field)),
    }
    return {"custom_id": f"{FORM}:{field}", "title": label, "components": [{"type": _ROW, "components": [text]}]}


def action_of(data: dict[str, Any]) -> str:
    """What a sent form asks for, as an action; an empty one clears the setting."""
    field = str(data.get("custom_id", "")).partition(":")[2]
    typed = " ".join("".join(_values(data.get("components", ()))).split())
    return f"set:{field}:{typed or '-'}"


def _values(components: Any) -> Iterator[str]:
    for component in components:
        yield str(component.get("value") or "")
        yield from _values(component.get("components", ()))
