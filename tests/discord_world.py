"""A whole service on Discord in the test's loop: the outside world, a Discord, and Paperboy
between."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app.root import App
from bot.app.running import serve_platforms
from bot.channels.discord import adapter, asides
from core.chats import Chat as Known
from core.chats import ChatKey
from tests.bot.talk import StandingClock
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_interaction import Interaction
from tests.fakes.discord_library import connected_to
from tests.fakes.discord_state import Channel, Guild, Message, User
from tests.fakes.server import PATIENCE
from tests.telegram_world import LOOK, SWIFT, time_passes
from tests.world import World, world

T = TypeVar("T")
SERVICE = "service"  # the name of its task
# Seconds after which an answer is promised instead of given, and typing is left alone: in the scene
# as long as a busy machine may need. A test of what comes late sets its own.
HURRIED = {(adapter, "PATIENCE"): adapter.PATIENCE, (asides, "COMPLETED_IN"): asides.COMPLETED_IN}
# What is typed behind `/subscribe` for half past eight in Shanghai, and behind `/paper` for the
# third of the demo edition.
SLOT = {"time": "08:30", "zone": "Asia/Shanghai"}
THIRD = {"number": "3", "day": "2026-02-05"}


@dataclass(repr=False)
class DiscordScene:
    """The service and what is around it. `clock` is the service's, and stands until a test moves
    it."""

    place: World
    discord: FakeDiscord
    app: App
    clock: StandingClock

    async def uses(self, user: User, channel: Channel, name: str, **options: object) -> Interaction:
        """Somebody uses a command; the interaction, answered."""
        return await self.discord.slash(user, channel, name, options).wait_answer()

    async def presses(self, message: Message, user: User, label: str) -> Interaction:
        """Somebody presses the button with that label; the interaction, answered."""
        return await self.discord.press(message, user, message.custom_id(label)).wait_answer()

    async def chooses(self, message: Message, user: User, label: str) -> Interaction:
        """Somebody chooses the option that begins so, from whichever menu has it; the interaction,
        answered."""
        options = [(menu, option) for menu in message.selects for option in menu.get("options", ())]
        menu, option = next(each for each in options if each[1]["label"].startswith(label))
        return await self.discord.select(
            message, user, menu["custom_id"], [option["value"]]
        ).wait_answer()

    async def typing(
        self, user: User, channel: Channel, name: str, option: str, typed: str
    ) -> list[str]:
        """What is offered to somebody who types that into an option."""
        asked = await self.discord.autocomplete(user, channel, name, option, typed).wait_answer()
        return [choice["name"] for choice in asked.choices or ()]

    async def next(self, channel: Channel, before: int, count: int = 1) -> list[Message]:
        """The bot's messages after the first so many, once there are enough."""
        await self.until(lambda: len(self.discord.messages(channel)) >= before + count)
        return self.discord.messages(channel)[before:]

    async def until(self, predicate: Callable[[], T]) -> T:
        """What the predicate returns as soon as that is true."""
        return await self.discord.wait_for(predicate)

    async def quiet(self) -> None:
        """Let so much happen that what would happen has happened."""
        await time_passes()

    async def reach(self, *moment: int) -> None:
        """Let the service's clock show that moment (UTC)."""
        self.clock.time = dt.datetime(*moment, tzinfo=dt.UTC)

    async def known(self, channel: Channel) -> Known:
        """What the service knows of the channel."""
        return await self.app.storage.chats.get(ChatKey("discord", str(channel.id)))


@asynccontextmanager
async def discord_scene(
    folder: Path,
    days: Mapping[str, list[dict[str, object]]] | None = None,
    *,
    pages: Mapping[str, bytes] | None = None,
    discord: FakeDiscord | None = None,
    at: tuple[int, ...] = (2026, 2, 5, 20),
    use_model: bool = False,
    look: dt.timedelta = LOOK,
    **settings: object,
) -> AsyncIterator[DiscordScene]:
    """The service, running, at that moment (UTC), which looks at its clock so often. `settings` add
    to the environment's.

    A given `discord` is open already, and outlives this.
    """
    clock = StandingClock(*at)
    async with AsyncExitStack() as stack:
        discord = discord or await stack.enter_async_context(FakeDiscord(limits=None))
        place = await stack.enter_async_context(world(folder, days or {}, pages or {}))
        variables = {"discord_token": discord.tokens, "paperboy_languages": "en,zh"} | settings
        async with (
            place.app(use_model=use_model, clock=clock, demo=True, **variables) as app,
            serving_discord(app, discord, look),
        ):
            yield DiscordScene(place, discord, app, clock)


def servers(discord: FakeDiscord, count: int) -> list[Guild]:
    """A server of each of so many shards."""
    found: dict[int, Guild] = {}
    dice = random.Random(15)
    for _ in range(20 * count):
        for _ in range(dice.randrange(count)):  # or ids go in steps that miss some
            discord.snowflake()
        guild = discord.guild(discord.user())
        found.setdefault((guild.id >> 22) % count, guild)
        if len(found) == count:
            return list(found.values())
    raise AssertionError("a shard without a server")


@contextmanager
def unhurried() -> Iterator[None]:
    """Inside, no answer becomes another one because this machine is busy."""
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), seconds in HURRIED.items():
            if getattr(module, name) == seconds:
                patch.setattr(module, name, PATIENCE)
        yield


@asynccontextmanager
async def serving_discord(
    app: App, discord: FakeDiscord, look: dt.timedelta = LOOK
) -> AsyncIterator[None]:
    """Inside, the service runs; it must end within five seconds of being told to, and without a
    word."""
    stop = asyncio.Event()
    with connected_to(discord), unhurried():
        service = asyncio.get_running_loop().create_task(
            serve_platforms(app, stop, rates=SWIFT, look=look), name=SERVICE
        )
        try:
            tokens = {token.get_secret_value() for token in app.settings.discord_token}
            bots = [bot for bot in discord.bots if bot.token in tokens] or [discord]
            await discord.wait_for(
                lambda: service.done() or all(bot.gateway.connected for bot in bots)
            )
            if service.done():
                service.result()
            yield
        finally:
            stop.set()
            async with asyncio.timeout(PATIENCE):
                await service
