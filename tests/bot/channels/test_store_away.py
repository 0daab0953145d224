"""What people are told while the store cannot be read: that it is so, and not nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from bot.app.root import App
from core.errors import StoreUnavailable
from tests.discord_world import discord_scene
from tests.telegram_world import scene

Away = Callable[[App], AbstractContextManager[None]]

SORRY = "I cannot look that up right now. Please try again in a while."


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Away:
    """Inside, the store of the app is out of reach for whoever asks for chats and bans."""

    @contextmanager
    def away(app: App) -> Iterator[None]:
        async def unreachable(*of: object) -> None:
            raise StoreUnavailable("postgresql://db/paperboy", "no route to host")

        with monkeypatch.context() as patch:
            patch.setattr(app.storage.chats, "get", unreachable)
            patch.setattr(app.storage.bans, "is_banned", unreachable)
            yield

    return away


async def test_on_telegram(tmp_path: Path, away: Away) -> None:
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        report = await stage.says(chat, ann, "/paper 3 2026-02-05")
        forum = stage.telegram.group(ann, forum=True)
        thread = stage.telegram.topic(forum)
        with away(stage.app):
            assert (await stage.says(chat, ann, "/paper 4")).text == SORRY
            assert (await stage.says(forum, ann, "/today", thread=thread)).text == SORRY
            assert await stage.presses(report, ann, "👍") == SORRY
            # Who asks on and on is told so no more often than anything.
            for _ in range(20):
                stage.telegram.say(chat, ann, "/paper 4")
            await stage.quiet()
            assert sum(each.text == SORRY for each in stage.telegram.messages(chat)) <= 10
        stage.clock.pass_(minutes=1)
        assert (await stage.says(chat, ann, "/paper 4")).text.startswith("4. ")


async def test_on_discord_in_whoever_asks_language(tmp_path: Path, away: Away) -> None:
    async with discord_scene(tmp_path) as stage:
        owner, wang = stage.discord.user(), stage.discord.user("Wang", locale="zh-CN")
        guild = stage.discord.guild(owner)
        stage.discord.join(guild, wang)
        channel = guild.system_channel
        assert channel
        report = await stage.uses(owner, channel, "paper", number="3", day="2026-02-05")
        assert report.original
        with away(stage.app):
            assert (await stage.uses(owner, channel, "today")).text == SORRY
            assert (await stage.presses(report.original, owner, "👍")).text == SORRY
            chinese = await stage.uses(wang, channel, "today")
            assert chinese.text == "暂时查不到数据，请稍后再试。"
        assert "HY3D" in (await stage.uses(owner, channel, "paper", number="3")).text
