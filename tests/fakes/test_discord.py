"""The server, as the real library sees it: starting, commands, faults."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.error
import urllib.request

import aiohttp
import discord.http
import pytest
from discord import (
    DiscordServerError,
    Forbidden,
    HTTPException,
    Interaction,
    LoginFailure,
    NotFound,
)
from discord.gateway import DiscordWebSocket

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, connected_to, running
from tests.fakes.discord_limits import SEND


async def test_login_ready_sync_and_a_command_with_a_number() -> None:
    client = Client()

    @client.tree.command(description="Open a paper")
    async def paper(interaction: Interaction, number: int) -> None:
        await interaction.response.send_message(f"Paper {number}")

    async with FakeDiscord() as discord:
        guild = discord.guild(discord.user("Ann"), "Readers")
        async with running(discord, client, sync=True):
            assert [each.name for each in client.guilds] == ["Readers"]
            assert guild.system_channel
            assert discord.visible(guild.owner, guild.system_channel) == ["paper"]
            asked = discord.slash(guild.owner, guild.system_channel, "paper", {"number": 3})
            await asked.wait_answer()

    assert (asked.text, asked.response, asked.deferred, asked.ephemeral) == (
        "Paper 3",
        4,
        False,
        False,
    )
    assert discord.messages(guild.system_channel) == asked.messages == discord.sent
    assert (discord.syncs, discord.gateway.identifies, discord.gateway.resumes) == (1, 1, 0)
    assert {call.status for call in discord.history} == {200}


async def test_the_library_goes_back_to_discord_afterwards() -> None:
    before = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with FakeDiscord() as fake:
        with connected_to(fake):
            assert fake.api_url == discord.http.Route.BASE
    assert before == (discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


async def test_a_wrong_token_is_refused() -> None:
    async with FakeDiscord() as discord, Client() as client:
        with connected_to(discord), pytest.raises(LoginFailure):
            await client.login("wrong")
    assert [call.status for call in discord.history] == [401]
    assert discord.rates.invalid == 1


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ("403:50013", Forbidden, 50013),
        ("404:10003", NotFound, 10003),
        ("503", DiscordServerError, 0),
        ("400", HTTPException, 0),
    ],
)
async def test_faults(
    discord: FakeDiscord, client: Client, fault: str, error: type[HTTPException], code: int
) -> None:
    channel = discord.guild(discord.user()).system_channel
    assert channel
    discord.fail(str(channel.id), fault)
    sender = client.get_partial_messageable(channel.id)

    with pytest.raises(error) as refused:
        await sender.send("a")
    await sender.send("b")
    assert refused.value.code == code
    assert [message.content for message in discord.messages(channel)] == ["b"]


async def test_a_broken_server_is_tried_again_and_a_429_waited_out(
    discord: FakeDiscord, client: Client
) -> None:
    channel = discord.guild(discord.user()).system_channel
    assert channel
    discord.fail(SEND, "500:done", "429:0.05", "429:0.05:global")

    await client.get_partial_messageable(channel.id).send("a", nonce=5)
    assert [call.status for call in discord.calls(SEND)] == [500, 429, 429, 200]
    assert [message.content for message in discord.messages(channel)] == ["a"]
    assert (discord.recognized, discord.refused) == (1, 2)


@pytest.mark.parametrize(("fault", "stored"), [("drop", 0), ("lost", 1)])
async def test_a_cut_line_tells_nothing(
    discord: FakeDiscord, client: Client, fault: str, stored: int
) -> None:
    channel = discord.guild(discord.user()).system_channel
    assert channel
    discord.fail(SEND, fault)

    with pytest.raises((OSError, aiohttp.ClientError)):
        await client.get_partial_messageable(channel.id).send("a")
    assert len(discord.messages(channel)) == stored


async def test_a_time_out_after_acceptance_leaves_one_message(
    discord: FakeDiscord, client: Client
) -> None:
    channel = discord.guild(discord.user()).system_channel
    assert channel
    discord.fail(SEND, "timeout")
    sender = client.get_partial_messageable(channel.id)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(sender.send("a", nonce="day-1"), 0.1)
    again = await sender.send("a", nonce="day-1")
    assert [message.id for message in discord.messages(channel)] == [again.id]
    assert [call.status for call in discord.calls(SEND)] == [None, 200]


async def test_answers_come_late_but_were_done_at_once(
    discord: FakeDiscord, client: Client
) -> None:
    channel = discord.guild(discord.user()).system_channel
    assert channel
    discord.latency = 0.1
    discord.fail(SEND, "slow:0.1")
    began = time.monotonic()
    await client.get_partial_messageable(channel.id).send("a")

    assert time.monotonic() - began >= 0.2
    assert discord.sent[0].at - began < 0.1


async def test_direct_messages(discord: FakeDiscord, client: Client) -> None:
    ann, ben = discord.user("Ann"), discord.user("Ben")
    guild = discord.guild(ann)
    discord.join(guild, ben)
    person = await client.fetch_user(ann.id)
    sent = await person.send("a")
    discord.block(ben)

    assert [message.id for message in discord.messages(discord.private(ann))] == [sent.id]
    with pytest.raises(Forbidden) as refused:
        await (await client.fetch_user(ben.id)).send("a")
    assert refused.value.code == 50007
    discord.leave_guild(guild)
    with pytest.raises(Forbidden):
        await person.send("b")


def call(discord: FakeDiscord, path: str, token: str = "") -> tuple[int, dict[str, object], str]:
    """A blocking call without the library: status, body and content type."""
    request = urllib.request.Request(
        discord.api_url + path, headers={"Authorization": f"Bot {token}"}
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response), response.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error), error.headers["Content-Type"]


def test_a_thread_serves_blocking_tests() -> None:
    with FakeDiscord().in_thread() as discord:
        status, me, kind = call(discord, "/users/@me", discord.token)
        assert (status, me["username"], kind) == (200, "paperboy", "application/json")
        assert call(discord, "/users/@me", "wrong")[:2] == (
            401,
            {"message": "401: Unauthorized", "code": 0},
        )
        assert call(discord, "/nowhere")[:2] == (404, {"message": "404: Not Found", "code": 0})
        assert call(discord, "/channels/1", discord.token)[1] == {
            "message": "Unknown Channel",
            "code": 10003,
        }
        assert call(discord, "/channels/x", discord.token)[0] == 400
        with pytest.raises(TimeoutError):
            discord.wait_until(lambda: False, 0.02)


async def test_a_thread_serves_the_library_too() -> None:
    client = Client()

    @client.tree.command(description="Help")
    async def help(interaction: Interaction) -> None:
        await interaction.response.send_message("helped")

    with FakeDiscord(limits=None).in_thread() as discord:
        ann = discord.user("Ann")
        async with running(discord, client, sync=True):
            discord.guild(ann)
            asked = await discord.slash(ann, discord.private(ann), "help").wait_answer()
            discord.gateway.drop()
            await discord.wait_for(lambda: discord.gateway.resumes == 1)
    assert asked.text == "helped"


async def test_far_more_than_the_limit_is_taken_so_that_the_limit_is_what_is_measured() -> None:
    async with FakeDiscord(limits=None, latency=0.08) as discord:
        guilds = [discord.guild(discord.user()) for _ in range(300)]
        async with running(discord) as client:
            began = time.monotonic()
            senders = [client.get_partial_messageable(guild.system_channel.id) for guild in guilds]  # type: ignore[union-attr]
            await asyncio.gather(*(sender.send("a") for sender in senders))
            took = time.monotonic() - began

    assert (len(discord.sent), discord.refused) == (300, 0)
    assert took < 300 / 100
