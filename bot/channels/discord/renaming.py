"""Buttons under a message of ours that are called otherwise from now on, and nothing else of it."""

# Tested in tests/bot/channels/discord/test_votes.py.

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import discord
from discord.http import Route

from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.reply import UNTAKEN
from bot.chat.actions import write_action
from bot.chat.views import Button


async def rename(client: DiscordBot, message: discord.Message, named: Sequence[Button]) -> None:
    """Call those of the message's buttons what they are called in `named`. They were pressed, and
    that was answered: where Discord does not take it they keep their names."""
    labels = {write_action(each.action): each.label for each in named if each.action}
    rows: list[dict[str, Any]] = []
    changes = False
    for each in message.components:
        row: dict[str, Any] = dict(each.to_dict())
        for button in row.get("components", ()):
            label = labels.get(button.get("custom_id"))
            if label is not None and label != button.get("label"):
                button["label"] = label
                changes = True
        rows.append(row)
    if not changes:
        return
    path = "/channels/{channel_id}/messages/{message_id}"
    route = Route("PATCH", path, channel_id=message.channel.id, message_id=message.id)
    with suppress(*UNTAKEN):
        await client.http.request(route, json={"components": rows})
