"""The life of the bot, where the library does not do as it is told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest
from discord import AutoShardedClient

from bot.channels.accounts import Account
from bot.channels.discord import bot
from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.shards import Starts
from core.network.outside import outside
from storage.paces import Paces
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord_gateway import Intent
from tests.fakes.discord_interaction import Interaction
from tests.fakes.discord_state import Json
from tests.fakes.server import PATIENCE
from tests.world import DATE


async def test_it_ends_though_the_library_loses_a_cancellation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As `asyncio.wait_for` of Python 3.11 does, when what it waits for ends just then."""
    began = asyncio.Event()
    lost: list[AutoShardedClient] = []

    async def connect(self: AutoShardedClient, *, reconnect: bool) -> None:
        while True:
            began.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                if lost:
                    raise
                lost.append(self)

    monkeypatch.setattr(AutoShardedClient, "connect", connect)
    monkeypatch.setattr(bot, "CANCELLED_AGAIN", 0.01)
    starts = Starts("discord", cast(Paces, None), None)  # no session begins
    heard = DiscordBot(Account("discord"), {}, outside(), starts)
    hearing = asyncio.get_running_loop().create_task(heard.hear())
    await began.wait()

    hearing.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(hearing, PATIENCE)
    assert lost == [heard]


@pytest.mark.parametrize(
    ("event", "data"),
    [
        ("INTERACTION_CREATE", {"id": "1", "application_id": "1", "type": 3, "token": "x"}),
        ("INTERACTION_CREATE", None),
        ("MESSAGE_REACTION_ADD", {"emoji": None}),
        ("THREAD_CREATE", {"guild_id": "x"}),
        ("GUILD_CREATE", {"id": "7", "channels": [{"id": None}]}),
    ],
)
async def test_an_event_that_the_library_cannot_read_is_passed_over(
    tmp_path: Path, event: str, data: object
) -> None:
    async with discord_scene(tmp_path, {DATE: []}) as stage:
        owner = stage.discord.user()
        channel = stage.discord.guild(owner).system_channel
        assert channel
        stage.discord.gateway.publish(event, cast(Any, data))
        answer = await stage.uses(owner, channel, "help")

        assert "What I can do" in answer.text
        assert stage.discord.gateway.identifies == 1


@pytest.mark.parametrize("unread", [{"type": 99}, {}, None])
async def test_a_channel_of_a_kind_of_tomorrow_is_a_chat_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unread: dict[str, int] | None
) -> None:
    """And an interaction that leaves out what is not needed is answered."""
    async with discord_scene(tmp_path) as stage:
        owner = stage.discord.user()
        guild = stage.discord.guild(owner)
        shown = stage.discord.shown
        hidden = stage.discord.channel(guild, "plaza")

        def of_tomorrow(interaction: Interaction) -> Json:
            told = shown(interaction)
            del told["attachment_size_limit"]
            channel = told.pop("channel")
            if unread is not None:
                told["channel"] = {"id": channel["id"]} | unread
            return told

        # The library heard of it and made nothing of it.
        stage.discord.gateway.publish(
            "CHANNEL_DELETE", hidden.json(), Intent.GUILDS, guild_id=guild.id
        )
        monkeypatch.setattr(stage.discord, "shown", of_tomorrow)
        done = await stage.uses(owner, hidden, "subscribe", **SLOT)

        assert done.text.startswith("Done:")
        assert (await stage.known(hidden)).subscribed_at
