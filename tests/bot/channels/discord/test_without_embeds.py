"""Lists where a channel shows no embeds: the same words, menus and buttons, once and in order."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import pytest

from bot.app.root import SystemClock
from bot.channels.discord import sender as module
from bot.channels.discord.sender import DiscordSender
from bot.channels.discord.wire import trace
from bot.delivery.dispatch import Dispatcher
from bot.delivery.pace import Rates
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import DAILY
from storage import open_storage
from tests.bot.dispatching import DAY, FAILED, NOON, OWED, SENDING, SENT
from tests.chats import put
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_library import Client, running
from tests.fakes.discord_limits import SEND
from tests.fakes.discord_rights import Overwrite
from tests.world import DATE

WORDS = 550  # of seven characters: two messages of text, one embed
FAULTS = ("500", "500:done", "503", "lost", "drop", "timeout", "403", "429:0.2", "429:0.2:global")


def text_of(part):
    return " ".join(f"{part}-{number:04d}" for number in range(WORDS))


def delivery(channel, part=1):
    button = {"type": 2, "style": 2, "label": "1", "custom_id": f"card:2026-02-05.{part}"}
    body = {
        "embeds": [{"title": "Morning papers", "description": text_of(part)}],
        "components": [{"type": 1, "components": [button]}],
        "allowed_mentions": {"parse": []},
        "flags": 0,
    }
    key = ChatKey("discord", str(channel.id))
    return Delivery(
        key=key, list_key=DAILY.on(DAY), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )


def read(messages):
    """The numbered words of the messages, in order."""
    found = [word for message in messages for word in message.text.split()]
    return [word for word in found if word[:1].isdecimal()]


def wanted(part):
    return text_of(part).split()


class Scene:
    """Channels, a ledger that owes them lists, and a dispatcher."""

    def __init__(self, discord, client, storage):
        self.discord, self.client, self.storage = discord, client, storage
        self.guild = discord.guild(discord.user())

    def channel(self, *, known=False, deny=Right.EMBED_LINKS):
        """A channel that lacks the right; `known` when the library has heard of it."""
        channel = self.discord.channel(self.guild)
        if known:
            self.discord.deny(channel, deny)
        else:
            channel.overwrites[self.discord.bot.id] = Overwrite(1, deny=deny)
        return channel

    async def pushed(self, channels, parts=1):
        rows = [delivery(channel, part) for channel in channels for part in range(1, parts + 1)]
        for row in rows:
            await put(self.storage, Chat(key=row.key, subscribed_at=NOON))
        await self.storage.deliveries.owe(rows, [], NOON)
        senders = {"discord": DiscordSender(self.client)}
        rates = {"discord": Rates(per_second=200.0)}
        dispatcher = Dispatcher(senders, self.storage, SystemClock(), rates)
        task = asyncio.get_running_loop().create_task(dispatcher.run())
        try:
            async with asyncio.timeout(90):
                while {OWED, SENDING} & (await self.storage.deliveries.counts()).keys():  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def states(self, channel):
        rows = await self.storage.deliveries.of(delivery(channel).key, DAILY.on(DAY))
        return [row.state for row in rows]

    async def paused(self, channel):
        return (await self.storage.chats.get(delivery(channel).key)).paused


@pytest.fixture
async def scene(tmp_path):
    async with (
        FakeDiscord(limits=None) as discord,
        running(discord, Client(http_trace=trace())) as client,
        open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage,
    ):
        yield Scene(discord, client, storage)


@pytest.mark.parametrize("known", [True, False])
async def test_what_an_embed_would_say_comes_as_text(scene, known):
    channel = scene.channel(known=known)
    await scene.discord.wait_for(lambda: scene.client.get_channel(channel.id))
    await asyncio.sleep(0.05)
    await scene.pushed([channel], parts=2)
    messages = scene.discord.messages(channel)

    assert read(messages) == wanted(1) + wanted(2)
    assert all(len(message.content) <= 2000 and not message.embeds for message in messages)
    assert messages[0].text.startswith("**Morning papers**")
    ends = [message for message in messages if message.buttons]
    assert [message.buttons[0]["custom_id"] for message in ends] == [
        "card:2026-02-05.1",
        "card:2026-02-05.2",
    ]
    assert await scene.states(channel) == [SENT, SENT]
    assert await scene.paused(channel) is None
    # Who is known to be refused is not asked.
    assert scene.discord.rates.invalid == (0 if known else 2)


async def test_a_channel_that_takes_no_words_either_is_paused(scene):
    silent = scene.channel(deny=Right.SEND_MESSAGES)
    hidden = scene.channel(deny=Right.VIEW_CHANNEL)
    await scene.pushed([silent, hidden], parts=2)

    for channel in (silent, hidden):
        assert scene.discord.messages(channel) == []
        assert await scene.states(channel) == [FAILED]
        assert await scene.paused(channel) == "no_rights"
    assert len(scene.discord.calls(SEND)) == 4


async def test_whatever_goes_wrong_each_word_arrives_once(scene, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 2.5)
    monkeypatch.setattr(module, "SHUT_OUT", 0.3)
    channels = []
    for fault in FAULTS:
        for before in range(4):
            channel = scene.channel()
            scene.discord.fail(str(channel.id), *[""] * before, fault)
            channels.append(channel)
    await scene.pushed(channels)

    for channel in channels:
        assert read(scene.discord.messages(channel)) == wanted(1)
        assert await scene.states(channel) == [SENT]


@pytest.mark.parametrize("fault", ["lost", "500:done", "timeout"])
async def test_an_embed_that_arrived_is_not_said_again_in_words(scene, monkeypatch, fault):
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    channel = scene.discord.channel(scene.guild)
    scene.discord.fail(str(channel.id), fault)

    async def shut():
        await scene.discord.wait_for(lambda: scene.discord.messages(channel))
        channel.overwrites[scene.discord.bot.id] = Overwrite(1, deny=Right.EMBED_LINKS)

    await asyncio.gather(scene.pushed([channel]), shut())
    (message,) = scene.discord.messages(channel)

    assert message.embeds
    assert await scene.states(channel) == [SENT]


async def test_text_that_arrived_in_part_is_ended_as_text_when_embeds_are_allowed(scene):
    channel = scene.channel()
    scene.discord.fail(str(channel.id), "", "", "lost", "drop")

    async def opened():
        await scene.discord.wait_for(lambda: len(scene.discord.messages(channel)) == 2)
        channel.overwrites.clear()

    await asyncio.gather(scene.pushed([channel]), opened())

    assert read(scene.discord.messages(channel)) == wanted(1)
    assert not any(message.embeds for message in scene.discord.messages(channel))


async def test_a_list_without_its_permission_can_still_be_used(tmp_path):
    async with discord_scene(tmp_path, {DATE: []}) as stage:
        owner = stage.discord.user("Olga")
        channel = stage.discord.guild(owner).system_channel
        await stage.uses(owner, channel, "subscribe", **SLOT)
        stage.discord.deny(channel, Right.EMBED_LINKS)
        before = len(stage.discord.messages(channel))
        await stage.reach(2026, 2, 6, 0, 30)
        await stage.next(channel, before)
        await stage.until(lambda: stage.discord.messages(channel)[-1].selects)
        messages = stage.discord.messages(channel)[before:]

        assert (await stage.known(channel)).paused is None
        assert not any(message.embeds for message in messages)
        assert "1." in messages[0].text
        opened = await stage.chooses(messages[-1], owner, "3 · ")
        assert "HY3D-Bench" in opened.text
