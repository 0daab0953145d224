"""Settings that are typed or are a role of the server: their buttons, forms and answers. Pure."""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import discord

from bot.channels.discord.origin import is_guest
from bot.channels.discord.rights import here, lacks_of
from bot.chat.actions import Action, Change, Field, Verb, read_action, write_action
from bot.chat.panel import CLEAR, Features
from bot.chat.views import Button, View
from core.chats import ChatSettings
from locales import Translator

# The settings that are words, by their name in actions and in ChatSettings.
FIELDS = ("include", "mute")
# The setting that is one of the server's roles.
MENTION = "mention"
# Discord's limit of a form's title and of a field's label.
TITLE = 45
_ROW, _FIELD, _ROLES, _LABEL, _ONE_LINE = 1, 4, 6, 18, 1


def place_of(interaction: discord.Interaction, invite: str) -> Features:
    """What can be set where that was asked: roles that can be mentioned, threads under messages;
    and `invite`, where we are only a guest.

    Lists are embeds, which never show the previews of links. Nothing is typed behind `/settings`.
    """
    if is_guest(interaction):
        return Features(previews=False, types_settings=False, invite=invite)
    guild = interaction.guild
    if guild is None:
        return Features(previews=False, types_settings=False)
    may_mention_all = interaction.app_permissions.mention_everyone
    roles: dict[str, str] = {}
    for role in guild.roles:
        if not role.is_default() and (role.mentionable or may_mention_all):
            roles[str(role.id)] = role.name
    has_threads = isinstance(interaction.channel, discord.TextChannel)
    return Features(
        roles,
        threads=has_threads,
        previews=False,
        types_settings=False,
        here=here(interaction),
        lacks=lacks_of(interaction),
    )


def with_forms(view: View, t: Translator, place: Features) -> View:
    """The settings panel with a button for each form; a problem stays as it is."""
    if view.private:
        return view
    fields = [*FIELDS]
    if place.roles is not None:
        fields.append(MENTION)
    buttons: list[Button] = []
    for field in fields:
        label = t.t(f"panel.{field}")
        buttons.append(Button(f"{label}…", _opening(field)))
    return dataclasses.replace(view, buttons=(*view.buttons, tuple(buttons)))


def form(field: str, settings: ChatSettings, t: Translator) -> dict[str, Any]:
    """The form of that setting as Discord takes it, with what is set in it."""
    if field == MENTION:
        return _role_form(settings.mention, t.t("panel.mention")[:TITLE])
    if field not in FIELDS:
        field = FIELDS[0]
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
    return {
        "custom_id": write_action(_opening(field)),
        "title": label,
        "components": [{"type": _ROW, "components": [text]}],
    }


def action_of(data: dict[str, Any]) -> Action | None:
    """The change that a sent form asks for, empty to clear the setting; None for another form."""
    form_ = read_action(str(data.get("custom_id", "")))
    if form_ is None or not isinstance(form_.target, Field):
        return None
    words = "".join(_values(data.get("components", ()))).split()
    typed = " ".join(words) or CLEAR
    return Action(Verb.SET, Change(form_.target.name, typed))


def _opening(field: str) -> Action:
    """What opens the form of that setting; the form comes back as the same."""
    return Action(Verb.FORM, Field(field))


def _role_form(chosen: str | None, label: str) -> dict[str, Any]:
    select: dict[str, Any] = {
        "type": _ROLES,
        "custom_id": MENTION,
        "required": False,
        "min_values": 0,
    }
    if chosen:
        select["default_values"] = [{"id": chosen, "type": "role"}]
    labelled = {"type": _LABEL, "label": label, "component": select}
    return {"custom_id": write_action(_opening(MENTION)), "title": label, "components": [labelled]}


def _values(components: Any) -> Iterator[str]:
    """What was typed into the components or chosen from them, and from those within."""
    for component in components:
        yield str(component.get("value") or "")
        yield from component.get("values", ())
        yield from _values(component.get("components", ()))
        yield from _values(filter(None, (component.get("component"),)))
