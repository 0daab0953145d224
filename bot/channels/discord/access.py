"""Who may do what on Discord: what an interaction says of who asks."""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

from collections.abc import Collection

import discord

from bot.chat.audience import Audience


class Access:
    """Tells those who manage the server, and operators, from everybody else."""

    def __init__(self, operators: Collection[int]) -> None:
        """`operators` are the user ids that run this Paperboy."""
        self._operators = frozenset(operators)

    def allows(self, audience: Audience, interaction: discord.Interaction) -> bool:
        """Whether who asks belongs to the audience.

        Discord hides commands from those without the right, but a server may show them to anybody.
        """
        if audience is Audience.OPERATOR:
            return interaction.user.id in self._operators
        if audience is Audience.ADMINS and interaction.guild_id is not None:
            return interaction.permissions.manage_guild
        return True
