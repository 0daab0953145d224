"""Whose answer it is, with the real library, and what becomes of answers that are not Discord's."""

from __future__ import annotations

import discord as library
import pytest

from bot.channels.discord.sender import DiscordSender
from bot.channels.discord.wire import NotTaken, trace
from bot.delivery.pace import Rates
from core.chats import ChatKey
from core.delivery import Gone, Limited, LimitedForAll, Rejected, Uncertain, Unsent
from tests.bot.channels.discord.test_push import scene_in
from tests.bot.channels.discord.test_sender import delivery, refusal
from tests.bot.dispatching import SENT
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, connected_to, running

LOOKS = ("html", "gbk", "empty", "text", "json", "number", "list", "cut")


@pytest.fixture
async def discord():
    async with FakeDiscord(limits=None) as discord:
        yield discord


@pytest.fixture
async def sender(discord):
    async with running(discord, Client(http_trace=trace())) as client:
        yield DiscordSender(client)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 407, 451, 521, 523])
async def test_pages_mean_that_nothing_was_sent(discord, sender, status, look):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), f"page:{status}:{look}")

    assert (await refusal(sender, channel))[0] is Unsent
    assert discord.messages(channel) == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("status", [500, 502, 503, 504, 524])
async def test_a_server_out_of_order_leaves_it_in_doubt(discord, sender, status, look):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), f"page:{status}:{look}")

    assert await refusal(sender, channel) == (Uncertain, str(status))


@pytest.mark.parametrize("look", LOOKS)
async def test_a_guard_that_has_had_enough_of_us_means_everybody(discord, sender, look):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), f"page:429:{look}")

    assert await refusal(sender, channel) == (LimitedForAll, 60.0)


@pytest.mark.parametrize("look", ["page", "list", "huge"])
async def test_an_echo_nobody_can_read_is_asked_for_again_and_was_sent_once(discord, sender, look):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), f"echo:{look}")

    assert await refusal(sender, channel) == (Uncertain, "200")
    assert await sender.send(delivery(channel)) == str(discord.messages(channel)[0].id)
    assert len(discord.messages(channel)) == 1


@pytest.mark.parametrize("look", LOOKS)
async def test_a_page_that_answers_everything_let_nothing_pass(discord, sender, look):
    channel = discord.guild(discord.user()).system_channel
    discord.fail_always("*", f"page:200:{look}")

    assert await refusal(sender, channel) == (Unsent, "200")


async def test_discords_own_words_are_the_librarys(discord, sender):
    channel = discord.guild(discord.user()).system_channel
    for fault, meaning in (
        ("403:50013", Gone),
        ("404:10003", Gone),
        ("400:50035", Rejected),
        ("403", Unsent),
        ("429:7", Limited),
        ("429:7:global", LimitedForAll),
    ):
        # Where an embed is refused, its words may be taken: so twice.
        discord.fail(str(channel.id), fault, fault)
        assert (await refusal(sender, channel))[0] is meaning
        discord.heal()


@pytest.mark.parametrize("look", LOOKS)
async def test_a_page_at_the_login_is_no_word_on_the_token(discord, look):
    discord.fail_always("GET /users/@me", f"page:401:{look}")
    with connected_to(discord):
        async with Client(http_trace=trace()) as client:
            with pytest.raises(NotTaken) as caught:
                await client.login(discord.token)

    assert caught.value.status == 401


async def test_discords_own_word_on_the_token_is(discord):
    with connected_to(discord):
        async with Client(http_trace=trace()) as client:
            with pytest.raises(library.LoginFailure):
                await client.login("not.the.token")


@pytest.mark.parametrize("told", ["Infinity", "-5", "1e30", "86401"])
async def test_a_wait_is_believed_within_reason(discord, sender, told):
    channel = discord.guild(discord.user()).system_channel
    discord.fail(str(channel.id), f"429:{told.replace('Infinity', '1e300')}")
    kind, seconds = await refusal(sender, channel)

    assert kind is Limited
    assert 0 <= seconds <= 86_400


async def test_a_guard_that_refuses_everything_pauses_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.02)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.1)
    async with scene_in(tmp_path) as scene:
        channels = scene.channels(16)
        await scene.owe(channels, parts=2)
        for channel, look in zip(channels, LOOKS * 2, strict=True):
            scene.discord.fail(str(channel.id), *[f"page:403:{look}", f"page:404:{look}"] * 3)
        await scene.pushed(Rates(per_second=400.0))

        assert [scene.parts(channel) for channel in channels] == [[1, 2]] * 16
        assert await scene.storage.deliveries.counts() == {SENT: 32}
        for channel in channels:
            assert (
                await scene.storage.chats.get(ChatKey("discord", str(channel.id)))
            ).paused is None
