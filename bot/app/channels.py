"""The channels there are: a row each. Everything about one stands in its folder."""

from __future__ import annotations

from typing import Any

from bot.channels import discord, telegram, webhook
from bot.channels.base import Channel

CHANNELS: tuple[Channel[Any], ...] = (
    telegram.CHANNEL,
    discord.CHANNEL,
    *webhook.CHANNELS,
)
