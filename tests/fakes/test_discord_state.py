"""Payloads have the shapes of recorded ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.discord import FakeDiscord


def shapes(value: Any) -> Any:
    """The types of an object's values, a list's by its first."""
    if isinstance(value, dict):
        return {name: shapes(each) for name, each in value.items()}
    if isinstance(value, list):
        return [shapes(value[0])] if value else []
    return type(value).__name__


def differences(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Where both have a value, but of another type."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [
            each
            for name in ours.keys() & theirs.keys()
            for each in differences(ours[name], theirs[name], name)
        ]
    if isinstance(ours, list) and isinstance(theirs, list):
        return differences(ours[0], theirs[0], path) if ours and theirs else []
    return (
        [] if ours == theirs or "NoneType" in (ours, theirs) else [f"{path}: {ours} for {theirs}"]
    )


@pytest.mark.recorded
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("recorded/discordbm.GUILD_CREATE.10893.json", "guild"),
        ("recorded/READY_v10.json", "ready"),
        ("recorded/arsd.INTERACTION_CREATE.slash_command.json", "interaction"),
        ("discordbm/INTERACTION_CREATE.2.json", "interaction"),
        ("docs/message.01.Example-Message.json", "message"),
        ("docs/channel.01.Example-Guild-Text-Channel.json", "channel"),
        ("docs/channel.07.Example-Thread-Channel.json", "thread"),
        ("docs/user.01.Example-User.json", "user"),
    ],
)
def test_payloads_have_recorded_shapes(recorded: Path, name: str, kind: str) -> None:
    world = FakeDiscord()
    channel = world.guild(world.user()).system_channel
    assert channel
    assert channel.guild
    world.commands.overwrite(
        [{"name": "a", "description": "d"}], None, world.snowflake, world.bot.id
    )
    asked = world.slash(channel.guild.owner, channel, "a")
    made = {
        "guild": lambda: world.guild_json(channel.guild),  # type: ignore[arg-type]
        "interaction": lambda: world.shown(asked),
        "message": lambda: world.say(channel, asked.user, "a").json(),
        "channel": channel.json,
        "thread": lambda: world.thread(channel).json(),
        "user": world.bot.json,
        "ready": lambda: {
            "user": world.bot.json(),
            "guilds": [{"id": "1", "unavailable": True}],
            "shard": [0, 1],
        },
    }
    theirs = json.loads((recorded / "discord" / name).read_text())
    ours = made[kind]()

    theirs = theirs.get("d", theirs)
    assert len(ours.keys() & theirs.keys()) >= 3
    assert differences(shapes(ours), shapes(theirs)) == []
