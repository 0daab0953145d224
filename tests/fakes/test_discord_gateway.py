"""The gateway through the real library: sessions begun, resumed and lost, and the codes that end
them."""

from __future__ import annotations

import asyncio
import json
import zlib
from typing import Any

import aiohttp
import pytest
from discord import (
    ConnectionClosed,
    Intents,
    Message,
    PrivilegedIntentsRequired,
)

from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_gateway import Intent
from tests.fakes.discord_library import Client, connected_to, running
from tests.fakes.discord_limits import Limits
from tests.fakes.discord_rights import Right


class Listener(Client):
    """A client that writes down what it hears."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.heard: list[str] = []

    async def on_message(self, message: Message) -> None:
        self.heard.append(message.content)

    async def on_guild_join(self, guild: Any) -> None:
        self.heard.append(f"join {guild.name}")

    async def on_guild_remove(self, guild: Any) -> None:
        self.heard.append(f"remove {guild.name}")

    async def on_guild_channel_delete(self, channel: Any) -> None:
        self.heard.append(f"delete {channel.name}")

    async def on_thread_create(self, thread: Any) -> None:
        self.heard.append(f"thread {thread.name}")


async def test_a_reconnect_is_resumed_without_a_new_session(
    discord: FakeDiscord, client: Client
) -> None:
    discord.gateway.reconnect()
    await discord.wait_for(lambda: discord.gateway.resumes == 1 and discord.gateway.connected)
    assert discord.gateway.identifies == 1


async def test_what_happens_while_the_line_is_cut_is_heard_after_it(discord: FakeDiscord) -> None:
    listener = Listener(intents=Intents(guilds=True, dm_messages=True))
    ann = discord.user("Ann")
    async with running(discord, listener):
        for number in range(20):
            assert discord.gateway.drop() == 1
            discord.say(discord.private(ann), ann, str(number))

            def resumed(number: int = number) -> bool:
                return discord.gateway.resumes > number and discord.gateway.connected

            await discord.wait_for(resumed)
        await discord.wait_for(lambda: len(listener.heard) == 20)

    assert listener.heard == [str(number) for number in range(20)]
    assert (discord.gateway.identifies, discord.gateway.resumes) == (1, 20)


@pytest.mark.parametrize("told", [True, False])
async def test_a_lost_session_is_identified_again(
    discord: FakeDiscord, client: Client, told: bool
) -> None:
    guild = discord.guild(discord.user())
    if told:
        discord.gateway.invalidate()
    else:
        discord.gateway.forget()
        discord.gateway.drop()
    await discord.wait_for(lambda: discord.gateway.identifies == 2)
    await discord.wait_for(lambda: client.get_guild(guild.id))
    assert discord.gateway.resumes == 0


async def test_an_invalid_session_may_be_resumable(discord: FakeDiscord, client: Client) -> None:
    discord.gateway.invalidate(resumable=True)
    await discord.wait_for(lambda: discord.gateway.resumes == 1)
    assert discord.gateway.identifies == 1


async def test_who_says_goodbye_has_no_session_left(discord: FakeDiscord) -> None:
    async with running(discord):
        assert len(discord.gateway.sessions) == 1
    await discord.wait_for(lambda: not discord.gateway.sessions)


async def test_a_close_code_the_library_does_not_survive(discord: FakeDiscord) -> None:
    async def cut_off() -> None:
        async with running(discord) as client:
            discord.gateway.drop(4004)
            await discord.wait_for(client.is_closed)

    with pytest.raises(ConnectionClosed):
        await cut_off()


async def test_intents_that_were_not_granted(discord: FakeDiscord) -> None:
    with pytest.raises(PrivilegedIntentsRequired):
        async with running(discord, Client(intents=Intents(guilds=True, message_content=True))):
            raise AssertionError("was let in")
    assert discord.gateway.closed == [4014]

    discord.gateway.privileged = Intent.MESSAGE_CONTENT
    async with running(discord, Client(intents=Intents(guilds=True, message_content=True))):
        assert discord.gateway.identifies == 1


async def test_content_is_for_those_granted_it_or_spoken_to(discord: FakeDiscord) -> None:
    guild = discord.guild(discord.user("Ann"))
    assert guild.system_channel
    listener = Listener(intents=Intents(guilds=True, guild_messages=True))
    async with running(discord, listener):
        discord.say(guild.system_channel, guild.owner, "secret")
        discord.say(guild.system_channel, guild.owner, f"<@{discord.bot.id}> hello")
        await discord.wait_for(lambda: len(listener.heard) == 2)
    assert listener.heard == ["", f"<@{discord.bot.id}> hello"]


async def test_guilds_come_and_go_and_change(discord: FakeDiscord) -> None:
    listener = Listener()
    async with running(discord, listener) as client:
        guild = discord.guild(discord.user("Ann"), "Readers", bot=None)
        discord.join_guild(guild)
        await discord.wait_for(lambda: client.get_guild(guild.id))
        channel = discord.channel(guild, "papers")
        discord.thread(channel, "Monday")
        await discord.wait_for(lambda: listener.heard == ["join Readers", "thread Monday"])
        discord.deny(channel, Right.SEND_MESSAGES)
        seen = await discord.wait_for(lambda: client.get_channel(channel.id))
        me = client.get_guild(guild.id).me  # type: ignore[union-attr]
        await discord.wait_for(lambda: not seen.permissions_for(me).send_messages)  # type: ignore[union-attr]
        discord.delete_channel(channel)
        discord.outage(guild)
        discord.outage(guild, over=True)
        discord.leave_guild(guild)
        await discord.wait_for(lambda: "remove Readers" in listener.heard)
    assert listener.heard[2:] == ["delete papers", "remove Readers"]


async def test_guilds_are_spread_over_shards() -> None:
    async with FakeDiscord(limits=None) as discord:
        discord.gateway.shards = 2
        guilds = [discord.guild(discord.user()) for _ in range(4)]
        async with running(discord) as client:
            shards = [client.get_guild(guild.id).shard_id for guild in guilds]  # type: ignore[union-attr]
            assert shards == [(guild.id >> 22) % 2 for guild in guilds]
            assert set(shards) == {0, 1}
            assert discord.gateway.connected == 2


async def test_one_session_may_start_in_five_seconds() -> None:
    async with FakeDiscord(limits=Limits(), speed=20) as discord, running(discord) as client:
        discord.gateway.invalidate()
        await discord.wait_for(lambda: discord.gateway.identifies == 2)
        with connected_to(discord):
            limit = await client.fetch_session_start_limits()
        assert (limit.total, limit.remaining, limit.max_concurrency) == (1000, 998, 1)


async def test_too_few_shards_are_refused() -> None:
    async with FakeDiscord(limits=None) as discord:
        discord.gateway.required = 2
        with pytest.raises(ConnectionClosed) as closed:
            async with running(discord, Client(shard_count=1)):
                pass
        assert closed.value.code == 4011
        async with running(discord, Client(shard_count=2)):
            assert discord.gateway.counts == {2}
            assert discord.gateway.heard == [0, 1]


async def test_shards_of_one_bucket_wait_for_each_other_and_others_do_not() -> None:
    async with FakeDiscord(limits=Limits(identifies=2), speed=20) as discord:
        client = Client(shard_count=4)
        async with running(discord, client):
            await discord.wait_for(lambda: discord.gateway.heard == [0, 1, 2, 3])
    # It does not wait, so the third and fourth were told to come again.
    assert discord.gateway.hasty
    moments = {shard: at for at, shard, _ in discord.gateway.begun}
    assert moments[2] - moments[0] >= 5
    assert moments[3] - moments[1] >= 5


async def test_who_starts_more_sessions_than_are_left_loses_the_token() -> None:
    async with FakeDiscord(limits=Limits(identifies=0, starts=2)) as discord:
        gateway = discord.gateway

        async def start_three() -> None:
            async with running(discord) as client:
                gateway.invalidate()
                await discord.wait_for(lambda: gateway.identifies == 2)
                assert gateway.start_limit()["remaining"] == 0
                gateway.invalidate()
                await discord.wait_for(lambda: not gateway.token)
                await discord.wait_for(client.is_closed)  # it has heard why

        with pytest.raises(ConnectionClosed) as closed:
            await start_three()
    assert closed.value.code == 4004
    assert not gateway.sessions


async def test_a_day_later_as_many_sessions_may_start_again() -> None:
    limits = Limits(identifies=0, starts=2)
    async with FakeDiscord(limits=limits, speed=86_400) as discord, running(discord):
        limit = discord.gateway.start_limit()
        assert limit["remaining"] == 1
        assert 0 < limit["reset_after"] <= 1000
        await discord.wait_for(lambda: discord.gateway.start_limit()["remaining"] == 2)
        assert discord.gateway.start_limit()["reset_after"] == 0


class Raw:
    """A gateway connection without the library."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket, self._zlib = socket, zlib.decompressobj()

    async def say(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def hear(self) -> Any:
        """The next payload, or the code of the close."""
        message = await self.socket.receive(2)
        if message.type is aiohttp.WSMsgType.BINARY:
            return json.loads(self._zlib.decompress(message.data))
        return (
            json.loads(message.data)
            if message.type is aiohttp.WSMsgType.TEXT
            else self.socket.close_code
        )


@pytest.mark.parametrize("compress", ["", "zlib-stream"])
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((2, {"token": "wrong", "intents": 1}), 4004),
        ((2, {"shard": [2, 2], "intents": 1}), 4010),
        ((2, {"shard": ["0", "1"], "intents": 1}), 4010),
        ((2, {"intents": -1}), 4013),
        ((2, {"intents": 1 << 15}), 4014),
        ((3, {}), 4003),
        ((77, {}), 4001),
        ((None, {}), 4002),
    ],
)
async def test_what_ends_a_connection(
    said: tuple[Any, dict[str, Any]], code: int, compress: str
) -> None:
    async with (
        FakeDiscord() as discord,
        aiohttp.ClientSession() as session,
        session.ws_connect(discord.gateway.url, params={"compress": compress}) as socket,
    ):
        raw = Raw(socket)
        assert (await raw.hear())["d"] == {"heartbeat_interval": 41250}
        await raw.say(said[0], {"token": discord.token} | said[1])
        assert await raw.hear() == code


async def test_silence_and_haste_end_a_connection() -> None:
    async with FakeDiscord(limits=Limits(gateway=3)) as discord, aiohttp.ClientSession() as session:
        discord.gateway.interval = 0.05
        async with session.ws_connect(discord.gateway.url) as socket:
            raw = Raw(socket)
            await raw.hear()
            await raw.say(2, {"token": discord.token, "intents": 1})
            assert (await raw.hear())["t"] == "READY"
            assert await raw.hear() == 4009
        await discord.wait_for(lambda: not discord.gateway.sessions)
        async with session.ws_connect(discord.gateway.url) as socket:
            raw = Raw(socket)
            await raw.hear()
            for _ in range(3):
                await raw.say(1, None)
                assert (await raw.hear())["op"] == 11
            await raw.say(1, None)
            assert await raw.hear() == 4008


async def test_a_session_takes_over_from_its_old_connection() -> None:
    async with (
        FakeDiscord(limits=None) as discord,
        aiohttp.ClientSession() as session,
        session.ws_connect(discord.gateway.url) as first,
        session.ws_connect(discord.gateway.url) as second,
    ):
        old, new = Raw(first), Raw(second)
        await old.hear()
        await new.hear()
        await old.say(2, {"token": discord.token, "intents": 1})
        ready = await old.hear()
        await new.say(6, {"token": discord.token, "session_id": ready["d"]["session_id"], "seq": 0})
        assert [(await new.hear())["t"] for _ in range(2)] == ["READY", "RESUMED"]
        await first.close()
        await asyncio.sleep(0.02)
        assert discord.gateway.connected == 1
