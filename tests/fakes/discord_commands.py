"""Application commands: the rules a command table must keep, and the registered tables."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.discord_form import Form, Path
from tests.fakes.discord_state import Json, Refusal

_EUROPE = "da de en-GB en-US es-ES fr hr it lt hu nl no pl ro fi sv-SE tr cs el bg ru uk"
_ELSEWHERE = "es-419 hi id ja ko pt-BR th vi zh-CN zh-TW"
LOCALES = frozenset(f"{_EUROPE} {_ELSEWHERE}".split())
_NAME = re.compile(r"[-_'\w]{1,32}")
_SIZED = ("name", "description")
_MOST = {1: 100, 2: 15, 3: 15}  # Chat input, user and message commands.
_MAX_SIZE, _MAX_CREATES = 8000, 200
# Who may install a command (a guild, a person) and where it may be used (guilds, the bot's direct
# messages, other private channels).
_PLACES = {"integration_types": (0, 1), "contexts": (0, 1, 2)}
_SUBCOMMANDS = (1, 2)
_TEXT_OPTION, _INTEGER, _NUMBER = 3, 4, 10


class Commands:
    """The registered commands by guild, None being everywhere. `syncs` counts the bulk overwrites
    that were taken."""

    def __init__(self) -> None:
        self.tables: dict[int | None, list[Json]] = {}
        self.syncs = 0
        self._created: dict[int | None, int] = {}

    def overwrite(
        self, table: list[Json], guild_id: int | None, new_id: Any, application_id: int
    ) -> list[Json]:
        """Replace a table, keeping the ids of commands already known; the new one. Raises a 400
        Refusal."""
        form = Form()
        if not isinstance(table, list):
            raise Refusal(400, 50035, "Invalid Form Body")
        for number, command in enumerate(table):
            _check_command(form, command, (number,))
        _check_table(form, table)
        form.check()
        known = {(each["type"], each["name"]): each["id"] for each in self.tables.get(guild_id, [])}
        fresh = [
            command for command in table if (command.get("type", 1), command["name"]) not in known
        ]
        self._created[guild_id] = self._created.get(guild_id, 0) + len(fresh)
        if self._created[guild_id] > _MAX_CREATES:
            raise Refusal(
                400, 30034, "Max number of daily application command creates has been reached (200)"
            )
        registered = []
        for command in table:
            kind = command.get("type", 1)
            shown = command | {
                "type": kind,
                "id": known.get((kind, command["name"])) or str(new_id()),
            }
            permissions = command.get("default_member_permissions")
            shown["default_member_permissions"] = None if permissions is None else str(permissions)
            shown.setdefault("description", "")
            shown["integration_types"] = command.get("integration_types") or [0]
            registered.append(
                shown | {"application_id": str(application_id), "version": str(new_id())}
            )
        self.tables[guild_id] = registered
        self.syncs += 1
        return registered

    def find(self, name: str, guild_id: int | None, kind: int = 1) -> Json | None:
        """The command of that name and type (a chat command's by default); a guild's own come
        before those of everywhere."""
        for table in (self.tables.get(guild_id, []), self.tables.get(None, [])):
            for command in table:
                if command["name"] == name and command["type"] == kind:
                    return command
        return None


def in_words(shown: Json, locale: str, name: str = "name") -> str:
    """A command's, option's or choice's name (or description) as people with that locale see it."""
    return str((shown.get(f"{name}_localizations") or {}).get(locale) or shown.get(name, ""))


def _check_table(form: Form, table: list[Json]) -> None:
    for kind, most in _MOST.items():
        names = [command.get("name") for command in table if command.get("type", 1) == kind]
        if len(names) > most:
            form.wrong((), "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        if len(set(names)) < len(names):
            form.wrong(
                (),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            )


def _check_command(form: Form, command: Json, path: Path) -> None:
    kind = command.get("type", 1)
    if kind == 1:
        _check_named(form, command, path)
        _check_options(form, form.items(command, "options", path, 25), (*path, "options"), depth=0)
    else:
        _check_menu(form, command, path)
    for name, kinds in _PLACES.items():
        _check_places(form, command, name, kinds, path)
    permissions = command.get("default_member_permissions")
    if permissions is not None and not str(permissions).isdecimal():
        form.wrong(
            (*path, "default_member_permissions"),
            "NUMBER_TYPE_COERCE",
            f"Value {permissions!r} is no number.",
        )
    if _size(command) > _MAX_SIZE:
        form.wrong(
            path, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({_MAX_SIZE})"
        )


def _check_menu(form: Form, command: Json, path: Path) -> None:
    """A command of people's or messages' menus: a name of any letters, nothing to explain or type."""
    form.text(command, "name", path, 32, 1)
    for where, name in _translations(form, command, "name", path).items():
        form.text({where[-1]: name}, where[-1], (*path, where[0]), 32, 1)
    form.choice(command, "type", path, tuple(_MOST))
    for name in ("description", "description_localizations", "options"):
        if command.get(name):
            form.wrong(
                (*path, name), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Must be empty."
            )


def _check_places(form: Form, command: Json, name: str, kinds: tuple[int, ...], path: Path) -> None:
    """Where a command may be installed or used: at least one place, each once."""
    places = command.get(name)
    if places is None:
        return
    if not isinstance(places, list) or not places or len(set(places)) < len(places):
        form.wrong((*path, name), "BASE_TYPE_BAD_LENGTH", "Must be a set of at least one.")
        return
    for number, place in enumerate(places):
        if place not in kinds:
            form.wrong((*path, name, number), "BASE_TYPE_CHOICES", f"Value must be one of {kinds}.")


def _check_named(form: Form, shown: Json, path: Path) -> None:
    """A name and a description, in all languages."""
    form.text(shown, "description", path, 100, 1)
    names = {(): shown.get("name"), **_translations(form, shown, "name", path)}
    for where, name in names.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name != name.lower():
            code, message = "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
            form.wrong((*path, *(where or ("name",))), code, message)
    for where, description in _translations(form, shown, "description", path).items():
        form.text({where[-1]: description}, where[-1], (*path, where[0]), 100, 1)


def _translations(form: Form, shown: Json, name: str, path: Path) -> dict[tuple[str, ...], Any]:
    key = f"{name}_localizations"
    found = shown.get(key) or {}
    for locale in found:
        if locale not in LOCALES:
            form.wrong(
                (*path, key, locale), "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid locale.'
            )
    return {(key, locale): value for locale, value in found.items()}


def _check_options(form: Form, options: list[Json], path: Path, depth: int) -> None:
    optional_seen = False
    for number, option in enumerate(options):
        here = (*path, number)
        _check_named(form, option, here)
        form.choice(option, "type", here, tuple(range(1, 12)))
        if option.get("type") in _SUBCOMMANDS and depth + option["type"] <= 2:
            _check_options(
                form, form.items(option, "options", here, 25), (*here, "options"), depth + 1
            )
            continue
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            form.wrong(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not option.get("required")
        _check_choices(form, option, here)
    names = [option.get("name") for option in options]
    if len(set(names)) < len(names):
        form.wrong(path, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")


def _check_choices(form: Form, option: Json, path: Path) -> None:
    choices = form.items(option, "choices", path, 25)
    if choices and option.get("autocomplete"):
        message = "Autocomplete may not be set to true if choices are present."
        form.wrong(
            (*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message
        )
    if option.get("autocomplete") and option.get("type") not in (_TEXT_OPTION, _INTEGER, _NUMBER):
        message = "Autocomplete is not available for this type."
        form.wrong(
            (*path, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE", message
        )
    check_choices(form, choices, option.get("type", _TEXT_OPTION), (*path, "choices"))


def check_choices(form: Form, choices: list[Json], kind: int, path: Path) -> None:
    """Note what is wrong with the choices of an option of that type."""
    for number, choice in enumerate(choices):
        here = (*path, number)
        form.text(choice, "name", here, 100, 1)
        for where, name in _translations(form, choice, "name", here).items():
            form.text({where[-1]: name}, where[-1], (*here, where[0]), 100, 1)
        value = choice.get("value")
        if kind == _TEXT_OPTION:
            form.text(choice, "value", here, 100, 1)
        elif isinstance(value, bool) or not isinstance(
            value, int if kind == _INTEGER else (int, float)
        ):
            form.wrong((*here, "value"), "NUMBER_TYPE_COERCE", f"Value {value!r} is no number.")


def _size(shown: Json) -> int:
    """The characters of names, descriptions and values; of translations the longest counts."""
    size = 0
    for name in _SIZED:
        texts = [shown.get(name) or "", *(shown.get(f"{name}_localizations") or {}).values()]
        size += max(len(str(text)) for text in texts)
    size += sum(
        _size(choice) + len(str(choice.get("value", ""))) for choice in shown.get("choices") or []
    )
    return size + sum(_size(option) for option in shown.get("options") or [])
