"""The command table as Discord's slash commands, and a slash command as a line for the table. Pure.

Payload shapes: discord.com/developers/docs/interactions/application-commands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.audience import Audience
from bot.chat.commands import Command, Parameter
from locales import Translator

CHAT_INPUT, STRING = 1, 3
# Whom Discord offers a command in a server unless the server decides otherwise: everybody, those
# who may manage the server, administrators alone.
PERMISSIONS = {Audience.EVERYONE: None, Audience.ADMINS: str(1 << 5), Audience.OPERATOR: "0"}
# Where a command may be used: servers, and direct messages with the bot.
CONTEXTS = [0, 1]
DESCRIPTION, CHOICES = 100, 25  # Discord's limits


def payloads(
    commands: Sequence[Command], translators: Mapping[str, Translator]
) -> list[dict[str, Any]]:
    """The commands as Discord registers them, described in all languages."""
    return [_command(command, translators) for command in commands]


def registered(wanted: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord has what is wanted; it adds keys of its own and leaves out empty ones."""
    theirs = {str(command.get("name")): command for command in found}
    ours = {str(command["name"]): command for command in wanted}
    return theirs.keys() == ours.keys() and all(
        _covers(theirs[name], command) for name, command in ours.items()
    )


def line_of(data: Mapping[str, Any], command: Command) -> str:
    """What somebody would type for the same: the command and its arguments in the table's order."""
    given = {str(option["name"]): str(option["value"]) for option in data.get("options", ())}
    words = [given[parameter.name] for parameter in command.parameters if parameter.name in given]
    return " ".join((f"/{command.name}", *words))


def focused(data: Mapping[str, Any]) -> tuple[str, str]:
    """The parameter somebody is typing, and what they typed so far."""
    for option in data.get("options", ()):
        if option.get("focused"):
            return str(option["name"]), str(option.get("value", ""))
    return "", ""


def _command(command: Command, translators: Mapping[str, Translator]) -> dict[str, Any]:
    return {
        "type": CHAT_INPUT,
        "name": command.name,
        **_described(command.help_key, translators),
        "options": [_option(parameter, translators) for parameter in command.parameters],
        "default_member_permissions": PERMISSIONS[command.audience],
        "contexts": CONTEXTS,
    }


def _option(parameter: Parameter, translators: Mapping[str, Translator]) -> dict[str, Any]:
    option: dict[str, Any] = {
        "type": STRING,
        "name": parameter.name,
        **_described(f"param.{parameter.name}", translators),
        "required": parameter.required,
    }
    if choices := _choices(parameter, translators):
        option["choices"] = choices
    elif parameter.completed:
        option["autocomplete"] = True
    return option


def _choices(parameter: Parameter, translators: Mapping[str, Translator]) -> list[dict[str, str]]:
    """All there are to choose from, where they are few enough to be listed beforehand."""
    if parameter.completed == "languages":
        return [{"name": t.about.name, "value": code} for code, t in translators.items()][:CHOICES]
    return [{"name": choice, "value": choice} for choice in parameter.choices]


def _described(key: str, translators: Mapping[str, Translator]) -> dict[str, Any]:
    spoken = {language: t.t(key)[:DESCRIPTION] for language, t in translators.items()}
    local: dict[str, str] = {}
    for language, t in translators.items():
        for locale in t.about.locales:
            local.setdefault(locale, spoken[language])
    return {"description": next(iter(spoken.values())), "description_localizations": local}


def _covers(theirs: Any, ours: Any) -> bool:
    """Whether theirs says all that ours says; an absent value and an empty one are the same."""
    if isinstance(ours, Mapping):
        return isinstance(theirs, Mapping) and all(
            _covers(theirs.get(key), value) for key, value in ours.items()
        )
    if isinstance(ours, list):
        found = theirs or []
        return len(found) == len(ours) and all(map(_covers, found, ours))
    return bool((theirs or None) == (ours or None)) or str(theirs) == str(ours)
