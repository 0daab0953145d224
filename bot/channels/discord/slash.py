"""The command table as Discord's slash commands, and a slash command as a line for the table. Pure.

Payload shapes: discord.com/developers/docs/interactions/application-commands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat.audience import Audience
from bot.chat.command_table import Command, Parameter
from locales import Translator

CHAT_INPUT, OF_MESSAGES = 1, 3  # types of commands
STRING, ATTACHMENT = 3, 11  # types of options
# Whom Discord offers a command in a server unless the server decides otherwise: everybody, those
# who may manage the server, administrators alone.
PERMISSIONS = {Audience.EVERYONE: None, Audience.ADMINS: str(1 << 5), Audience.OPERATOR: "0"}
# By whom the bot may be let in: a server, a person who takes it along everywhere.
SERVERS, PEOPLE = 0, 1
# Where a command may be used: in servers, in direct messages with the bot, in those of people among
# themselves, where only a person can have brought us.
IN_SERVERS, IN_DIRECT, IN_PRIVATE = 0, 1, 2
# Says there how to be let in; all else that belongs to a chat's admins has no use there.
BECKONS = "subscribe"
# The command of a message's menu, by its catalog key: its name is what people read.
READ_THIS = "links.read"
NAME, DESCRIPTION, CHOICES = 32, 100, 25  # Discord's limits


def payloads(
    commands: Sequence[Command], translators: Mapping[str, Translator]
) -> list[dict[str, Any]]:
    """The commands as Discord registers them, described in all languages."""
    offered = [_command(command, translators) for command in commands]
    return [*offered, _of_messages(translators)]


def registered(wanted: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether Discord has what is wanted; it adds keys of its own and leaves out empty ones."""
    theirs = {which(command): command for command in found}
    ours = {which(command): command for command in wanted}
    return theirs.keys() == ours.keys() and all(
        _covers(theirs[each], command) for each, command in ours.items()
    )


def is_of_message(data: Mapping[str, Any]) -> bool:
    """Whether the command was used from a message's menu."""
    return data.get("type") == OF_MESSAGES


def line_of(data: Mapping[str, Any], command: Command) -> str:
    """What somebody would type for the same: the command and its arguments in the table's order."""
    given = given_of(data)
    typed = [parameter.name for parameter in command.parameters if not parameter.file]
    words = [given[name] for name in typed if name in given]
    return " ".join((f"/{command.name}", *words))


def given_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The options of the command that are filled in, by name."""
    return {str(option["name"]): str(option.get("value", "")) for option in data.get("options", ())}


def focused(data: Mapping[str, Any]) -> tuple[str, str]:
    """The parameter somebody is typing, and what they typed so far."""
    for option in data.get("options", ()):
        if option.get("focused"):
            return str(option["name"]), str(option.get("value", ""))
    return "", ""


def which(command: Mapping[str, Any]) -> tuple[int, str]:
    """What tells commands apart: a menu's may have the name of one that is typed."""
    return int(command.get("type") or CHAT_INPUT), str(command.get("name"))


def _places(command: Command) -> dict[str, list[int]]:
    """Who may let us in with the command, and where it may be used then."""
    if command.audience is Audience.OPERATOR:
        return {"integration_types": [SERVERS], "contexts": [IN_SERVERS, IN_DIRECT]}
    contexts = [IN_SERVERS, IN_DIRECT]
    if command.audience is Audience.EVERYONE or command.name == BECKONS:
        contexts.append(IN_PRIVATE)
    return {"integration_types": [SERVERS, PEOPLE], "contexts": contexts}


def _of_messages(translators: Mapping[str, Translator]) -> dict[str, Any]:
    """What a message's menu offers. Such a command has a name in words, and no description."""
    names, local = _spoken(READ_THIS, translators, NAME)
    return {
        "type": OF_MESSAGES,
        "name": names,
        "name_localizations": local,
        "integration_types": [SERVERS, PEOPLE],
        "contexts": [IN_SERVERS, IN_DIRECT, IN_PRIVATE],
    }


def _command(command: Command, translators: Mapping[str, Translator]) -> dict[str, Any]:
    return {
        "type": CHAT_INPUT,
        "name": command.name,
        **_described(command.help_key, translators),
        "options": [_option(parameter, translators) for parameter in command.parameters],
        "default_member_permissions": PERMISSIONS[command.audience],
        **_places(command),
    }


def _option(parameter: Parameter, translators: Mapping[str, Translator]) -> dict[str, Any]:
    option: dict[str, Any] = {
        "type": ATTACHMENT if parameter.file else STRING,
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
    description, local = _spoken(key, translators, DESCRIPTION)
    return {"description": description, "description_localizations": local}


def _spoken(
    key: str, translators: Mapping[str, Translator], most: int
) -> tuple[str, dict[str, str]]:
    """The key's text in the first language, and in each by its locales."""
    spoken = {language: t.t(key)[:most] for language, t in translators.items()}
    local: dict[str, str] = {}
    for language, t in translators.items():
        for locale in t.about.locales:
            local.setdefault(locale, spoken[language])
    return next(iter(spoken.values())), local


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
