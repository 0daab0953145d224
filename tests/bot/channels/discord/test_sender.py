"""What leaves for Discord, and what its refusals mean, with the real library."""

from __future__ import annotations

import json

import pytest
from discord.http import Route

from bot.channels.discord import sender as module
from bot.channels.discord.sender import DiscordSender, nonce
from bot.channels.discord.wire import trace
from core.chats import ChatKey
from core.delivery import (
    Delivery,
    DeliveryError,
    DeliveryKind,
    Gone,
    Limited,
    LimitedForAll,
    Rejected,
    Uncertain,
    Unsent,
)
from core.editions.keys import DAILY
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
    async with running(discord, Client(max_ratelimit_timeout=30.0, http_trace=trace())) as client:
        yield DiscordSender(client)


def delivery(channel, part=0, **body):
    body = body or {"embeds": [{"title": "Hi", "description": "**there**"}], "components": []}
    key = ChatKey("discord", str(channel.id))
    return Delivery(
        key=key, list_key=DAILY.on(DAY), kind=DeliveryKind.LIST, part=part, body=json.dumps(body)
    )


async def refusal(sender, channel, **body):
    with pytest.raises(DeliveryError) as caught:
        await sender.send(delivery(channel, **body))
    error = caught.value
    return type(error), *error.for_operator().values()


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

    assert await refusal(sender, channel) == (Uncertain, "TimeoutError")
    assert await sender.send(delivery(channel)) == str(discord.messages(channel)[0].id)
    assert len(discord.messages(channel)) == 1
    await sender.send(delivery(channel, part=1))
    assert len(discord.messages(channel)) == 2


async def test_nonces_tell_parts_days_and_channels_apart(discord):
    guild = discord.guild(discord.user())
    channel, other = guild.system_channel, discord.channel(guild)
    found = {
        nonce(delivery(channel)),
        nonce(delivery(channel, 1)),
        nonce(delivery(other)),
        nonce(delivery(channel), 1),
    }

    assert len(found) == 4
    assert max(map(len, found)) <= 25


async def test_refusals_say_what_to_do(discord, sender):
    guild = discord.guild(discord.user())
    silent, hidden, deleted, fine = (
        discord.channel(guild, name) for name in ("silent", "hidden", "deleted", "fine")
    )
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
    for kind, meaning in (
        ("503", (Uncertain, "503")),
        ("429:5", (Limited, 5.0)),
        ("429:5:global", (LimitedForAll, 5.0)),
        ("429:5:unsigned", (LimitedForAll, 60.0)),
        ("401", (Limited, 60.0)),
        ("drop", (Uncertain, "ServerDisconnectedError")),
        ("lost", (Uncertain, "ServerDisconnectedError")),
        ("403", (Unsent, "403")),
        ("403:50013", (Gone, "no_rights")),
        ("403:50278", (Gone, "blocked")),
        ("404:10003", (Gone, "not_found")),
    ):
        kinds = [kind]
        if kind == "403:50013":
            kinds.append(kind)  # the words alone are refused as the embed was
        discord.fail(str(fine.id), *kinds)
        assert await refusal(sender, fine) == meaning


async def test_where_nobody_listens_nothing_was_sent(discord, sender, monkeypatch):
    channel = discord.guild(discord.user()).system_channel
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1")

    assert (await refusal(sender, channel))[0] is Unsent


async def test_a_server_error_leaves_it_in_doubt_and_is_repeated_safely(discord, sender):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), "500:done")

    assert await refusal(sender, channel) == (Uncertain, "500")
    await sender.send(delivery(channel))
    assert len(discord.messages(channel)) == discord.recognized == 1


async def test_a_message_sent_in_part_is_in_doubt(discord, sender):
    channel = discord.guild(discord.user()).system_channel
    long = delivery(channel, embeds=[{"title": "Hi", "description": "word " * 600}], components=[])
    discord.fail(str(channel.id), "", "429:90")
    with pytest.raises(Uncertain):
        await sender.send(long, plain=True)
    await sender.send(long, plain=True)

    assert "".join(message.text for message in discord.messages(channel)).count("word") == 600


@pytest.mark.parametrize("kind", ["403:40333", "403:40004", "403:20026", "400:40006", "400:130000"])
async def test_what_is_no_word_on_the_message_leaves_it_owed(discord, sender, kind):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), kind)

    error, reason = await refusal(sender, channel)
    assert error is Unsent
    assert reason.startswith(kind.split(":")[1])
