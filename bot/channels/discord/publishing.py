"""Lists in announcement channels, published to the servers that follow them, where a chat wants
that.

Publishing is an extra: it is tried once, after the list has arrived, and neither delays nor repeats
it. Discord lets ten messages of a channel be published in an hour.
"""

# Tested in tests/bot/channels/discord/test_announcements.py.

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import discord
import structlog
from discord.http import Route

from bot.channels.discord.posts import PostSender
from bot.channels.discord.sender import DiscordSender, translated
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryError, DeliveryKind
from core.errors import StoreUnavailable
from storage import Storage

log = structlog.get_logger()

# Seconds that what is still to be published gets when Paperboy stops.
GRACE = 2.0


class PublishingSender:
    """Leaves the sending to the sender of posts, threads and messages, and publishes lists."""

    def __init__(self, messages: DiscordSender, posts: PostSender, storage: Storage) -> None:
        self._messages = messages
        self._posts = posts
        self._storage = storage
        self._waiting: asyncio.Queue[tuple[ChatKey, str]] = asyncio.Queue()
        self.idempotent_for = posts.idempotent_for

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's id; raises as the sender of posts does."""
        message_id = await self._posts.send(delivery, plain=plain)
        if delivery.kind is DeliveryKind.LIST and self._is_announced(delivery.key):
            self._waiting.put_nowait((delivery.key, message_id))
        return message_id

    @asynccontextmanager
    async def publishing(self) -> AsyncIterator[None]:
        """Inside, what was sent is published."""
        self._waiting = asyncio.Queue()
        task = asyncio.get_running_loop().create_task(self._publish(), name="publish")
        try:
            yield
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    await self._waiting.join()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _is_announced(self, key: ChatKey) -> bool:
        channel = self._messages.client.get_channel(int(key.chat_id))
        return isinstance(channel, discord.TextChannel) and channel.is_news()

    async def _publish(self) -> None:
        """For ever: publish what waits, if its chat wants that."""
        while True:
            key, message_id = await self._waiting.get()
            try:
                if (await self._storage.chats.get(key)).settings.publish:
                    await self._crosspost(key, message_id)
            except (DeliveryError, StoreUnavailable) as error:
                log.warning("a list was not published", channel=key.chat_id, why=str(error))
            except Exception:  # a bug met here must not keep later lists from being published
                log.exception("publishing failed", channel=key.chat_id)
            finally:
                self._waiting.task_done()

    async def _crosspost(self, key: ChatKey, message_id: str) -> None:
        """Have Discord publish the message; raises DeliveryError."""
        # Each message is a route of its own: the library would not ask for a second one while the
        # hour of the first lasts, however many Discord still takes.
        path = f"/channels/{key.chat_id}/messages/{message_id}/crosspost"
        with translated():
            await self._messages.asked(Route("POST", path))
