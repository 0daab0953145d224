"""The life of the Discord bot: from a token to interactions, and a clean end."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import KeepAliveHandler

from bot.channels.accounts import Account
from bot.channels.base import Deaf
from bot.channels.discord.connector import Connector
from bot.channels.discord.errors import (
    DiscordShardsTooFew,
    DiscordStartsUsed,
    DiscordTokenRejected,
    DiscordUnreachable,
)
from bot.channels.discord.events import pass_over_unreadable
from bot.channels.discord.registration import Registration
from bot.channels.discord.shards import FRESH, Gateway, Starts
from bot.channels.discord.wire import reason_of, trace
from bot.delivery.background import together
from core.network.outside import Outside
from core.network.trouble import why_unreachable
from locales import Translator

log = structlog.get_logger()

# What a list, its buttons and its thread need in a channel, its threads included.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    create_public_threads=True,
)
# Seconds after which the library says so instead of waiting for a limit.
LONGEST_WAIT = 30.0
# Seconds until the library is told again that it is to end.
CANCELLED_AGAIN = 2.0
# Seconds without the gateway after which that is told. Usually the library has reconnected within
# a few.
DEAF = 60.0
# The gateway's words for a token that is none, and for too few shards (developer documentation,
# Gateway Close Event Codes).
REVOKED, SHARDS_NEEDED = 4004, 4011


class DiscordBot(discord.AutoShardedClient):
    """Signs in and hears. It caches servers and channels; it is not told of messages and people.

    `asked` is called with every interaction, `joined` and `left` with every server that lets us in
    or throws us out, `lost` with every channel or thread that is deleted, `opened` with every new
    thread, `reacted` with every sign that is put under a message or taken away.
    """

    def __init__(
        self,
        account: Account,
        translators: Mapping[str, Translator],
        outside: Outside,
        starts: Starts,
        *,
        shard: tuple[int, int] | None = None,
    ) -> None:
        """The account has a token; `translators` are by language, the default first. It hears all
        shards, or one of so many."""
        # Or the library warns, at every start, that it cannot talk.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        super().__init__(
            # Neither is privileged; of messages themselves nothing is told.
            intents=discord.Intents(guilds=True, guild_reactions=True, dm_reactions=True),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_WAIT,
            http_trace=trace(),
        )
        pass_over_unreadable(self._connection.parsers)
        # The connections to the gateway.
        self._sockets: list[aiohttp.ClientWebSocketResponse] = []
        self._keep_sockets()
        self._starts = starts
        self._shard = shard
        self._account = account
        # The bots that hear one shard each for this one.
        self._ears: list[DiscordBot] = []
        # The name under which chats are kept.
        self.account = account.name
        self._token = account.secret
        self._translators = translators
        self._outside = outside
        self.registration = Registration(self, translators)
        # Why no session may begin, if that is so.
        self._held_back: DiscordStartsUsed | None = None
        # Whether the gateway is connected, by all shards that were; one of the two events is always
        # set.
        self._lost_shards: set[int] = set()
        self._connected = asyncio.Event()
        self._disconnected = asyncio.Event()
        self._disconnected.set()
        # It would show its traceback with every try to connect; we tell ourselves.
        logging.getLogger("discord.shard").setLevel(logging.CRITICAL)
        self.asked: Callable[[discord.Interaction], None] | None = None
        self.joined: Callable[[discord.Guild], None] | None = None
        self.left: Callable[[discord.Guild], None] | None = None
        self.lost: Callable[[discord.Guild, int, str], None] | None = None
        self.opened: Callable[[discord.Thread], None] | None = None
        self.reacted: Callable[[discord.RawReactionActionEvent], None] | None = None

    def _keep_sockets(self) -> None:
        """Keep each connection to the gateway, to close it in the end: the library forgets one
        whose session had not begun when it was told to end."""
        connect = self.http.ws_connect

        async def ws_connect(url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
            socket = await connect(url, compress=compress)
            self._sockets = [*(each for each in self._sockets if not each.closed), socket]
            return socket

        self.http.ws_connect = ws_connect  # type: ignore[method-assign]  # where all connect

    @asynccontextmanager
    async def signed_in(self) -> AsyncIterator[None]:
        """Inside, messages can be sent; commands that Discord did not take are offered again.

        Raises OperatorError.
        """
        try:
            with _answerable():
                await self.login(self._token)
            await self.registration.offer()
            log.info("invite the bot to a server", url=self.invite())
            yield
        finally:
            await self.close()

    async def login(self, token: str) -> None:
        """Sign in, with a connector of this loop's; one that was closed cannot be opened again."""
        self.http.connector = Connector(self._outside)
        await super().login(token)

    async def check(self) -> str:
        """The link that invites the bot, if Discord knows it; raises OperatorError."""
        try:
            with _answerable():
                await self.login(self._token)
            if self._starts.wanted:
                await self.parts()
            return self.invite()
        finally:
            await self.close()

    async def parts(self) -> int:
        """Into how many shards the application is divided. Raises OperatorError."""
        with _answerable():
            found = await self._starts.gateway(self._gateway, new=True)
        return self._starts.wanted or found.recommended

    async def hear(self) -> None:
        """Hear what happens, for ever; raises OperatorError when the library cannot reconnect."""
        try:
            await self._connect_for_good()
        except discord.ConnectionClosed as error:
            log.warning("the gateway closed for good", code=error.code)
            if error.code == REVOKED:
                raise DiscordTokenRejected from None
            if error.code == SHARDS_NEEDED:
                found = await self._starts.gateway(self._gateway)
                raise DiscordShardsTooFew(self.shard_count or 1, found.recommended) from None
            raise DiscordUnreachable(str(error.code)) from None
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise DiscordUnreachable(**why_unreachable(error, reason_of(error))) from None
        raise DiscordUnreachable("closed")

    async def _connect_for_good(self) -> None:
        """Connect, again and again, until the library gives up or this is cancelled."""
        connecting = asyncio.get_running_loop().create_task(self.connect(reconnect=True))
        try:
            await asyncio.wait((connecting,))
        finally:
            # The library loses a cancellation that comes just as its own `wait_for` ends (Python
            # 3.11), and goes on: it is told again.
            while not connecting.done():
                connecting.cancel()
                await asyncio.wait((connecting,), timeout=CANCELLED_AGAIN)
        connecting.result()

    async def hear_shard(self, number: int, count: int, deaf: Deaf, begun: asyncio.Event) -> None:
        """Hear that shard, for ever; `begun` is set once it is heard. Raises OperatorError."""
        ear = DiscordBot(
            self._account, self._translators, self._outside, self._starts, shard=(number, count)
        )
        ear.asked, ear.reacted = self.asked, self.reacted
        ear.joined, ear.left = self.joined, self.left
        ear.lost, ear.opened = self.lost, self.opened

        async def tell() -> None:
            await ear._connected.wait()
            begun.set()

        self._ears.append(ear)
        try:
            with _answerable():
                await ear.login(self._token)
            await together((ear.hear(), ear.tell_deafness(deaf), tell()))
        finally:
            self._ears.remove(ear)
            await ear.close()

    async def launch_shards(self) -> None:
        """Called by the library, which is to connect."""
        found = await self._starts.gateway(self._gateway)
        count = self._shard[1] if self._shard else self._starts.wanted or found.recommended
        while True:
            try:
                found.allow(count)
                break
            except DiscordStartsUsed as error:
                self._held_back = error
            await asyncio.sleep(FRESH)
            found = await self._starts.gateway(self._gateway)
        self._held_back = None
        self.shard_count = self._connection.shard_count = count
        self._connection.shard_ids = numbers = [self._shard[0]] if self._shard else range(count)
        for number in numbers:
            first = number == numbers[0]
            await self.launch_shard(yarl.URL(found.address), number, initial=first)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Called by the library, which goes on when it may identify; one shard alone keeps its own
        pace."""
        count = self.shard_count or 1
        if count == 1 or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
            return
        (await self._starts.gateway(self._gateway)).allow(count)
        await self._starts.turn(shard_id)

    def get_channel(self, id: int, /) -> Any:
        """The channel or thread, where a server that is heard here has it."""
        found = (bot.get_channel(id) for bot in self._ears)
        return super().get_channel(id) or next(filter(None, found), None)

    def get_guild(self, id: int, /) -> discord.Guild | None:
        """The server, where it is heard here."""
        found = (bot.get_guild(id) for bot in self._ears)
        return super().get_guild(id) or next(filter(None, found), None)

    async def tell_deafness(self, deaf: Deaf) -> None:
        """For ever: tell when the gateway has been lost for a while, and when it is there again."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(DEAF):
                    await self._connected.wait()
            if not self._connected.is_set():
                await deaf(self._held_back or DiscordUnreachable("gateway"))
                await self._connected.wait()
                await deaf(None)
            await self._disconnected.wait()

    async def on_shard_connect(self, shard_id: int) -> None:
        """Called by the library, each time that it has connected."""
        self._lost_shards.discard(shard_id)
        if not self._lost_shards:
            self._connected.set()
            self._disconnected.clear()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Called by the library, each time that it has connected and missed nothing."""
        await self.on_shard_connect(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Called by the library, also after tries to connect that failed."""
        self._lost_shards.add(shard_id)
        self._connected.clear()
        self._disconnected.set()

    async def close(self) -> None:
        """Sign out, and end the tasks in which the library still waits to hear of all servers, and
        the threads of connections that were about to begin, and these."""
        await super().close()
        while self._sockets:
            await self._sockets.pop().close()  # at once: what they went through is closed
        for thread in threading.enumerate():
            if isinstance(thread, KeepAliveHandler) and thread.ws._connection is self._connection:
                thread.stop()
        state = self._connection
        waiting = [task for task in (*state._ready_tasks.values(), state._ready_task) if task]
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Called by the library."""
        if self.asked:
            self.asked(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Called by the library; not for servers of before we signed in, nor after an outage."""
        if self.joined:
            self.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Called by the library; not when the server only is unavailable."""
        if self.left:
            self.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Called by the library."""
        if self.lost:
            self.lost(channel.guild, channel.id, channel.name)

    async def on_thread_delete(self, thread: discord.Thread) -> None:
        """Called by the library."""
        if self.lost:
            self.lost(thread.guild, thread.id, thread.name)

    async def on_thread_create(self, thread: discord.Thread) -> None:
        """Called by the library."""
        if self.opened:
            self.opened(thread)

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Called by the library."""
        if self.reacted:
            self.reacted(event)

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        """Called by the library; not when a moderator takes all signs away: that is no opinion."""
        if self.reacted:
            self.reacted(event)

    def invite(self) -> str:
        """The link that adds the bot to a server with exactly the permissions it needs."""
        scopes = ("bot", "applications.commands")
        return discord.utils.oauth_url(
            self.application_id or 0, permissions=PERMISSIONS, scopes=scopes
        )

    async def _gateway(self) -> Gateway:
        shards, address, limit = await self.http.get_bot_gateway()
        renewed, concurrency = limit["reset_after"] / 1000, limit["max_concurrency"]
        return Gateway(address, shards, limit["remaining"], renewed, concurrency)


@contextmanager
def _answerable() -> Iterator[None]:
    """Raises OperatorError where Discord does not let us begin."""
    try:
        yield
    except discord.LoginFailure:
        raise DiscordTokenRejected from None
    except (
        discord.DiscordException,
        aiohttp.ClientError,
        OSError,
        KeyError,
        TypeError,
        ValueError,
    ) as error:
        raise DiscordUnreachable(**why_unreachable(error, reason_of(error))) from None
