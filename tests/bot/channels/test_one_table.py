"""A command added to the table, with a parameter, is there on all three platforms: offered,
understood, answered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.channels.console.adapter import Console
from bot.chat import views
from bot.chat.command_table import COMMANDS, Command, Office, Parameter
from bot.chat.request import Request
from tests.discord_world import discord_scene
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import settings_for


class _Added(Command):
    """A row whose explanation borrows another's words; its own would be in the catalogs."""

    @property
    def help_key(self) -> str:
        return "help.search"


async def _echo(office: Office, request: Request, text: str) -> views.View:
    return views.sentences([f"You said {text}."])


ECHO = _Added(
    "echo",
    "/echo words",
    _echo,
    parameters=(Parameter("words", required=True, choices=("hi", "ho")),),
)


async def test_a_command_added_to_the_table_works_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chat.command_table.COMMANDS", (*COMMANDS, ECHO))
    async with (
        FakeTelegram(limits=None) as telegram,
        discord_scene(tmp_path, **settings_for(telegram)) as stage,
    ):
        target = io.StringIO()
        await Console(stage.app.office, source=io.StringIO("/echo hi\n"), target=target).run()

        ann = telegram.user()
        chat = telegram.private(ann)
        telegram.say(chat, ann, "/echo ho")
        await telegram.wait_for(lambda: telegram.messages(chat))
        await telegram.wait_for(lambda: len(telegram.commands) == 9)
        menus = [
            {row["command"]: row["description"] for row in menu}
            for menu in telegram.commands.values()
        ]

        max_ = stage.discord.user()
        channel = stage.discord.guild(max_).system_channel
        visible = stage.discord.visible(max_, channel)
        asked = await stage.uses(max_, channel, "echo", words="hi")

    assert target.getvalue().strip() == "You said hi."
    assert telegram.messages(chat)[0].text == "You said ho."
    assert all(menu["echo"] == menu["search"] for menu in menus)
    assert "echo" in visible
    assert (asked.text, asked.ephemeral) == ("You said hi.", True)
