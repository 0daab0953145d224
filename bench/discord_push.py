"""The morning push to 600 channels of 300 Discord servers, against a server that keeps the global
limit to the letter.

80 ms until an answer, no more than 50 messages in any second. Somebody presses a button of a list
every second. Beside ours: one message after the other, on fewer channels to keep it short, and all
at once as the library lets them go.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord

from bench.figures import Figure, paced
from bench.place import Place
from bench.pushed import LINE, delivery, ended, owe, settled
from bot.app.root import SystemClock
from bot.channels.discord.registration import Registration
from bot.channels.discord.reply import Reply
from bot.channels.discord.sender import DiscordSender, discord_rates, nonce
from bot.channels.discord.wire import trace
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import Delivery
from storage import open_storage
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import Client, running
from tests.fakes.discord_limits import SEND
from tests.fakes.discord_state import Channel, Message

GUILDS, CHANNELS = 300, 2  # and channels of each
FEW = 60
LATENCY = 0.08
ALLOWED, SHARE = 50, 0.9
REPLY = 3000.0  # ms: what Discord allows
PRESSED = "open"
EMBED = {"title": "Morning papers", "description": LINE * 20}
ROW = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Open", "custom_id": PRESSED}]}


@dataclass
class Morning:
    """A server with so many guilds, and what became of a push to their channels."""

    discord: FakeDiscord
    guilds: int
    channels: list[Channel] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        for _ in range(self.guilds):
            guild = self.discord.guild(self.discord.user(), system=False)
            self.channels += [self.discord.channel(guild) for _ in range(CHANNELS)]

    @property
    def count(self) -> int:
        """How many messages are to be pushed."""
        return len(self.channels)

    def arrived(self) -> list[Message]:
        """What was pushed, in order of arrival; what the bot says to one person alone is no
        push."""
        return [message for message in list(self.discord.sent) if not message.ephemeral]

    async def press(self) -> None:
        """Each second somebody presses the button of the list that arrived last; it is to be
        acknowledged."""
        await self.discord.wait_for(self.arrived, 30.0)
        while len(self.arrived()) < self.count:
            await asyncio.sleep(1.0)
            last = self.arrived()[-1]
            assert last.channel.guild
            pressed = self.discord.press(last, last.channel.guild.owner, PRESSED)
            with suppress(TimeoutError):
                await pressed.wait_response(5.0)
            self.replies.append(1000 * (pressed.took or 5.0))

    def rate(self) -> float:
        """Messages a second, from the begin of the push to the last that arrived."""
        return self.count / (self.arrived()[-1].at - self.begun)

    def wrong(self) -> int:
        """How many messages were lost, arrived twice or unasked for, or were refused."""
        wrong = sum(call.status == 429 for call in self.discord.calls(SEND))
        for channel in self.channels:
            nonces = [message.nonce for message in self.discord.messages(channel)]
            expected = nonce(_delivery(channel))
            wrong += sum(each != expected for each in nonces) + abs(nonces.count(expected) - 1)
        return wrong


def measure(place: Place) -> Iterable[Figure]:
    """How long the push takes, what went wrong, and how long those waited who pressed a button
    meanwhile."""
    path = place.folder / "discord.db"
    ours = _morning(
        GUILDS, lambda morning, client: _dispatched(morning, client, path), _reply, ours=True
    )
    loop = _morning(FEW, _one_by_one, _answer)
    library = _morning(GUILDS, _by_the_library, _answer)
    what = f"Discord: push of {ours.count} messages"
    yield paced(what, ours, SHARE * ALLOWED, loop)
    yield Figure(
        what=f"{what}: lost, twice or refused",
        ours=ours.wrong(),
        unit="",
        limit=0,
        naive=library.wrong(),
        naively=f"the library, all at once: {library.count - len(library.arrived())} of them lost",
    )
    yield Figure(
        what=f"{what}: the slowest of {len(ours.replies)} acknowledgements in the middle",
        ours=max(ours.replies),
        unit="ms",
        limit=REPLY,
        naive=max(library.replies),
        naively="the library, amid all at once",
    )


Push = Callable[[Morning, discord.Client], Awaitable[None]]
Answer = Callable[[discord.Client, discord.Interaction], Awaitable[None]]


def _morning(guilds: int, push: Push, answer: Answer, *, ours: bool = False) -> Morning:
    logging.getLogger("discord").setLevel(logging.CRITICAL)  # it logs each message it gives up
    with warnings.catch_warnings(), FakeDiscord(latency=LATENCY).in_thread() as server:
        morning = Morning(server, guilds)

        async def run() -> None:
            async with running(server, Client(http_trace=trace() if ours else None)) as client:

                @client.event
                async def on_interaction(interaction: discord.Interaction) -> None:
                    await answer(client, interaction)

                pressing = asyncio.get_running_loop().create_task(morning.press())
                morning.begun = time.monotonic()
                await push(morning, client)
                await ended(pressing)

        asyncio.run(run())
        return morning


async def _dispatched(morning: Morning, client: discord.Client, path: Path) -> None:
    """Ours, with its ledger on disk."""
    async with open_storage(f"sqlite:///{path}") as storage:
        owed = [_delivery(channel) for channel in morning.channels]
        await owe(storage, owed)
        senders = {"discord": DiscordSender(client)}
        dispatcher = Dispatcher(senders, storage, SystemClock(), {"discord": discord_rates()})
        morning.begun = time.monotonic()
        dispatching = asyncio.get_running_loop().create_task(dispatcher.run())
        await settled(storage)
        await ended(dispatching)


async def _one_by_one(morning: Morning, client: discord.Client) -> None:
    """A plain loop."""
    for channel in morning.channels:
        await _send(channel, client)


async def _by_the_library(morning: Morning, client: discord.Client) -> None:
    """All channels at once, with the library's own five tries."""
    await asyncio.gather(*(_send(channel, client) for channel in morning.channels))


async def _send(channel: Channel, client: discord.Client) -> None:
    there = client.get_partial_messageable(channel.id)
    view = discord.ui.View().add_item(discord.ui.Button(label="Open", custom_id=PRESSED))
    with suppress(discord.HTTPException):
        await there.send(
            embed=discord.Embed.from_dict(EMBED), view=view, nonce=nonce(_delivery(channel))
        )


async def _reply(client: Any, interaction: discord.Interaction) -> None:
    # What the real one has besides.
    client.registration = Registration(client, {})
    await Reply(client, interaction, alone=True).defer()


async def _answer(client: discord.Client, interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)


def _delivery(channel: Channel) -> Delivery:
    body = {"embeds": [EMBED], "components": [ROW]}
    return delivery(ChatKey("discord", str(channel.id)), 1, body)
