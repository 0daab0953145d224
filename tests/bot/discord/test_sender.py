"""What leaves for Discord, and what its refusals mean, with the real library."""

from __future__ import annotations

import json

import pytest

from bot.discord import sender as module
from bot.discord.sender import DiscordSender, nonce
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryError, DeliveryKind, Gone, Limited, Rejected, Unsent
from tests.bot.dispatching import DAY
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_library import Client, running


@pytest.fixture
async def discord():
    async with FakeDiscord(limits=None) as discord:
        yield discord


@pytest.fixture
async def sender(discord):
    async with running(discord, Client(max_ratelimit_timeout=30.0)) as client:
        yield DiscordSender(client)


def delivery(channel, part=0, **body):
    body = body or {"embeds": [{"title": "Hi", "description": "**there**"}], "components": []}
    key = ChatKey("discord", str(channel.id))
    return Delivery(key=key, date=DAY, kind=DeliveryKind.LIST, part=part, body=json.dumps(body))


async def refusal(sender, channel, **body):
    with pytest.raises(DeliveryError) as caught:
        await sender.send(delivery(channel, **body))
    error = caught.value
    return type(error), *error.data().values()


async def test_a_body_becomes_a_message(discord, sender):
    channel = discord.guild(discord.user()).system_channel
    message_id = await sender.send(delivery(channel))
    [message] = discord.messages(channel)

    assert str(message.id) == message_id
    assert message.embeds[0]["title"] == "Hi"


async def test_plain_is_words_alone(discord, sender):
    channel = discord.guild(discord.user()).system_channel
    await sender.send(delivery(channel), plain=True)
    [message] = discord.messages(channel)

    assert not message.embeds
    assert "there" in message.content


async def test_what_got_no_answer_is_sent_again_and_arrives_once(discord, sender, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), "timeout")

    assert await refusal(sender, channel) == (Unsent, "TimeoutError")
    assert await sender.send(delivery(channel)) == str(discord.messages(channel)[0].id)
    assert len(discord.messages(channel)) == 1
    await sender.send(delivery(channel, part=1))
    assert len(discord.messages(channel)) == 2


async def test_nonces_tell_parts_days_and_channels_apart(discord):
    guild = discord.guild(discord.user())
    channel, other = guild.system_channel, discord.channel(guild)
    found = {nonce(delivery(channel)), nonce(delivery(channel, 1)), nonce(delivery(other)), nonce(delivery(channel), 1)}

    assert len(found) == 4
    assert max(map(len, found)) <= 25


async def test_refusals_say_what_to_do(discord, sender):
    guild = discord.guild(discord.user())
    silent, hidden, deleted, fine = (discord.channel(guild, name) for name in ("silent", "hidden", "deleted", "fine"))
    discord.deny(silent, Right.SEND_MESSAGES)
    discord.deny(hidden, Right.VIEW_CHANNEL)
    discord.delete_channel(deleted)
    person = discord.user()
    private = discord.private(person)
    discord.block(person)

    assert await refusal(sender, silent) == (Gone, "no_rights")
    assert await refusal(sender, hidden) == (Gone, "no_rights")
    assert await refusal(sender, deleted) == (Gone, "not_found")
    assert await refusal(sender, private) == (Gone, "blocked")
    assert (await refusal(sender, fine, content="x" * 3000))[0] is Rejected
    discord.fail(str(fine.id), "429:90")
    assert (await refusal(sender, fine))[0] is Limited
    discord.fail(str(fine.id), "503")
    assert await refusal(sender, fine) == (Unsent, "503")
