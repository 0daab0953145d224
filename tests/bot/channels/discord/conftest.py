"""Paperboy on Discord with the demo edition, and somebody in a channel of a server of theirs."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_world import discord_scene
from tests.world import DATE


@pytest.fixture
async def stage(tmp_path):
    """The evening before the demo edition is due: in Shanghai it is four in the morning of the
    6th."""
    async with discord_scene(tmp_path, {DATE: []}) as stage:
        yield stage


@pytest.fixture
def ann(stage):
    return stage.discord.user("Ann")


@pytest.fixture
def channel(stage, ann):
    """The first channel of Ann's server."""
    return stage.discord.guild(ann).system_channel


@pytest.fixture
def slow(stage, monkeypatch):
    """Every date takes until the event is set."""
    go, date = asyncio.Event(), stage.app.office.desk.date

    async def late(*asked):
        await go.wait()
        return await date(*asked)

    monkeypatch.setattr("bot.channels.discord.adapter.PATIENCE", 0.05)
    stage.app.office.desk.date = late
    return go
