"""What a test makes people do to the bot: commands, presses, choices, forms. To be called from any
thread."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from tests.fakes.discord_commands import Commands
from tests.fakes.discord_control import Control
from tests.fakes.discord_interaction import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
)
from tests.fakes.discord_options import chosen, filled, resolved
from tests.fakes.discord_rights import Right
from tests.fakes.discord_state import Channel, Json, Message, User, walk
from tests.fakes.discord_world import locked

_IN_GUILD, _IN_DM, _IN_PRIVATE = 0, 1, 2  # Where a command may be used,
_BY_GUILD, _BY_USER = 0, 1  # and who may install it.
_CHAT, _OF_MESSAGES = 1, 3  # Types of commands.


class Acting(Control):
    """Interactions. Each is returned at once; what the bot answers shows on it."""

    commands: Commands
    known: dict[str, Interaction]

    @locked
    def visible(self, user: User, channel: Channel) -> list[str]:
        """The names of the chat commands that Discord offers that person there."""
        guild_id = channel.guild.id if channel.guild else None
        tables = [self.commands.tables.get(key, []) for key in {guild_id, None}]
        offered = {
            each["name"]: each for table in tables for each in table if each["type"] == _CHAT
        }
        return sorted(
            name for name, command in offered.items() if self._offered(command, user, channel)
        )

    @locked
    def slash(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        locale: str | None = None,
        forced: bool = False,
        hurried: bool = True,
    ) -> Interaction:
        """Somebody uses a command ("paper", or "group sub") with options by name, as far as Discord
        lets them.

        `forced` for a command that Discord hides (a guild's admins can show it); `hurried` false
        lets the bot dawdle.
        """
        data = self._command(user, channel, name, forced=forced)
        data |= chosen(self, channel, data.pop("schema"), name.split()[1:], options or {})
        return self._begin(COMMAND, user, channel, data, locale=locale, hurried=hurried)

    @locked
    def menu(
        self, user: User, message: Message, name: str, *, locale: str | None = None
    ) -> Interaction:
        """Somebody uses a command of the message's menu, as far as Discord lets them."""
        channel = message.channel
        guild_id = channel.guild.id if channel.guild else None
        command = self.commands.find(name, guild_id, _OF_MESSAGES)
        assert command, f"no message command {name!r} is registered"
        assert self._offered(command, user, channel), f"{user.name} is not offered {name!r} here"
        data = {
            "id": command["id"],
            "name": command["name"],
            "type": _OF_MESSAGES,
            "target_id": str(message.id),
            "resolved": {"messages": {str(message.id): message.json()}},
        }
        return self._begin(COMMAND, user, channel, data, locale=locale)

    @locked
    def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        option: str,
        typed: Any = "",
        others: Mapping[str, Any] | None = None,
        *,
        locale: str | None = None,
    ) -> Interaction:
        """Somebody types into an option of a command, with others filled in already; see
        `Interaction.choices`."""
        data = self._command(user, channel, name, forced=False)
        options = {**(others or {}), option: typed}
        data |= chosen(self, channel, data.pop("schema"), name.split()[1:], options, focused=option)
        return self._begin(AUTOCOMPLETE, user, channel, data, locale=locale)

    @locked
    def press(
        self, message: Message, user: User, custom_id: str, *, forged: bool = False
    ) -> Interaction:
        """Somebody presses the button with that id (see `Message.custom_id`); a forged one need not
        be there."""
        found = [button for button in message.buttons if button.get("custom_id") == custom_id]
        offered = [button.get("custom_id") for button in message.buttons]
        assert forged or found, f"no button {custom_id!r} among {offered}"
        assert forged or not found[0].get("disabled"), "that button cannot be pressed"
        data = {"custom_id": custom_id, "component_type": 2, "id": found[0]["id"] if found else 1}
        return self._touch(message, user, data)

    @locked
    def select(
        self,
        message: Message,
        user: User,
        custom_id: str,
        values: Sequence[Any],
        *,
        forged: bool = False,
    ) -> Interaction:
        """Somebody chooses from the menu with that id: values of its options, or people, roles and
        channels."""
        found = next((menu for menu in message.selects if menu.get("custom_id") == custom_id), None)
        assert forged or found, (
            f"no menu {custom_id!r} among {[menu.get('custom_id') for menu in message.selects]}"
        )
        menu = found or {"type": 3, "id": 1}
        data: Json = {"custom_id": custom_id, "component_type": menu["type"], "id": menu["id"]}
        data["values"] = [str(getattr(value, "id", value)) for value in values]
        if not forged:
            _check_choice(menu, data["values"])
        return self._touch(message, user, data | resolved(self, message.channel, values))

    @locked
    def submit_modal(
        self,
        opened: Interaction,
        values: Mapping[str, Any] | None = None,
        *,
        user: User | None = None,
    ) -> Interaction:
        """Who was shown a form by that interaction fills it in, by custom ids, and sends it.

        What is left out keeps the value it came with.
        """
        modal = opened.modal
        assert modal, "no form was shown"
        values = values or {}
        known = {part.get("custom_id") for part in walk(modal["components"])}
        assert set(values) <= known, f"no field {set(values) - known} among {known}"
        components = [filled(component, values) for component in modal["components"]]
        data = {"custom_id": modal["custom_id"], "components": components}
        data |= resolved(
            self, opened.channel, [each for value in values.values() for each in _several(value)]
        )
        who = user or opened.user
        return self._begin(
            MODAL_SUBMIT, who, opened.channel, data, locale=opened.locale, source=opened.source
        )

    def _command(self, user: User, channel: Channel, name: str, *, forced: bool) -> Json:
        command = self.commands.find(name.split()[0], channel.guild.id if channel.guild else None)
        assert command, f"no command {name!r} is registered"
        if not forced:
            assert self._offered(command, user, channel), f"{user.name} is not offered /{name} here"
        return {
            "id": command["id"],
            "name": command["name"],
            "type": 1,
            "schema": command.get("options") or [],
        }

    def _offered(self, command: Json, user: User, channel: Channel) -> bool:
        contexts = command.get("contexts")
        if contexts is None:
            contexts = [_IN_GUILD, _IN_DM] if command.get("dm_permission", True) else [_IN_GUILD]
        owners = self.installed(user, channel)
        types = [kind for kind in command["integration_types"] if str(kind) in owners]
        if not types or _context(channel) not in contexts:
            return False
        if channel.guild is None:
            return True
        rights = self.rights(user, channel)
        if not rights & Right.USE_APPLICATION_COMMANDS:
            return False
        if _BY_GUILD not in types:  # a guild that did not install it asks for no permission
            return True
        needed = command.get("default_member_permissions")
        if needed is None:
            return True
        # "0" means admins alone.
        return bool(rights & Right.ADMINISTRATOR) or (
            int(needed) != 0 and rights & int(needed) == int(needed)
        )

    def _touch(self, message: Message, user: User, data: Json) -> Interaction:
        assert message.only in (None, user), "somebody else's message"
        assert not message.deleted, "that message is gone"
        return self._begin(COMPONENT, user, message.channel, data, source=message)

    def _begin(
        self,
        kind: int,
        user: User,
        channel: Channel,
        data: Json,
        *,
        locale: str | None = None,
        source: Message | None = None,
        hurried: bool = True,
    ) -> Interaction:
        guild = channel.guild
        assert not channel.deleted, "that channel is gone"
        assert channel.person in (None, user), "somebody else's direct messages"
        assert not channel.people or user in channel.people, "other people's private messages"
        assert guild is None or self.rights(user, channel) & Right.VIEW_CHANNEL, (
            f"{user.name} cannot see that channel"
        )
        token = f"interaction-{secrets.token_hex(16)}"
        interaction = Interaction(
            self.snowflake(), token, kind, user, channel, data, locale or user.locale, source
        )
        interaction.hurried = hurried
        interaction.owners = self.installed(user, channel)
        if source and source.interaction:  # whoever presses, those who led to the message count
            interaction.owners = source.interaction["authorizing_integration_owners"]
        self.known[token] = interaction
        shown = self.shown(interaction)
        self.gateway.publish("INTERACTION_CREATE", shown, guild_id=guild.id if guild else None)
        return interaction

    def shown(self, interaction: Interaction) -> Json:
        """The interaction as the bot is told of it."""
        channel, user, guild = interaction.channel, interaction.user, interaction.channel.guild
        mine, theirs = self.rights(self.bot, channel), self.rights(user, channel)
        if interaction.brought:
            mine = theirs & (Right.EMBED_LINKS | Right.ATTACH_FILES | Right.MENTION_EVERYONE)
        shown: Json = {
            "id": str(interaction.id),
            "application_id": str(self.bot.id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": channel.json() | {"permissions": str(theirs)},
            "locale": interaction.locale,
            "app_permissions": str(mine),
            "entitlements": [],
            "authorizing_integration_owners": interaction.owners,
            "context": _context(channel),
            "attachment_size_limit": 10 * 2**20,
        }
        if interaction.source:
            shown["message"] = interaction.source.json()
        if guild is None:
            return shown | {"user": user.json()}
        shown |= {"guild_id": str(guild.id), "guild_locale": guild.locale}
        shown["guild"] = {"id": str(guild.id), "locale": guild.locale, "features": []}
        return shown | {"member": guild.member(user, self.moment(), theirs)}


def _context(channel: Channel) -> int:
    if channel.guild:
        return _IN_GUILD
    return _IN_DM if channel.person else _IN_PRIVATE


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _check_choice(menu: Json, values: list[str]) -> None:
    """Fail where people could not choose those values."""
    assert not menu.get("disabled"), "that menu is disabled"
    assert menu.get("min_values", 1) <= len(values) <= menu.get("max_values", 1), (
        f"{len(values)} cannot be chosen"
    )
    if menu["type"] == 3:
        offered = [option["value"] for option in menu["options"]]
        assert set(values) <= set(offered), f"{values} are not among {offered}"
