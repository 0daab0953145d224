"""What a process of Paperboy takes: the most memory it ever held, and how long it takes to stop; in
own processes."""

from __future__ import annotations

import asyncio
import datetime as dt
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.place import Place

LIMIT = 160.0  # MB
STOP = 3.0  # s
MODELS = {"without a model": (), "with a model's SDK": ("model",)}
CHATS, MORE = 1000, 300  # on each platform: for the whole push, and for the one that is stopped
GUILDS = 500
LATENCY, PER_SECOND = 0.06, 200.0
EVENING = dt.datetime(2026, 2, 5, 20, tzinfo=dt.UTC)
DUE = {"first": EVENING + dt.timedelta(hours=5), "second": EVENING + dt.timedelta(hours=6)}


def measure(place: Place) -> Iterable[Figure]:
    """The most resident memory of a Paperboy that answered two questions, and of one that pushed to
    both platforms."""
    for what, arguments in MODELS.items():
        database = place.folder / f"memory{len(arguments)}.db"
        (took,) = _child("answer", f"sqlite:///{database}", *arguments)
        yield Figure(what=f"memory of the open app, {what}", ours=took, unit="MB", limit=LIMIT)
    took, stopped = _both(f"sqlite:///{place.folder / 'both.db'}")
    what = f"both platforms, a model's SDK, {CHATS:,} chats on each"
    yield Figure(what=f"memory after a push to {what}", ours=took, unit="MB", limit=LIMIT)
    yield Figure(what=f"stopping amid a push to {what}", ours=stopped, unit="s", limit=STOP)


def _child(*arguments: str) -> list[float]:
    """What a process that does this prints."""
    child = [sys.executable, "-m", "bench.memory", *arguments]
    done = subprocess.run(
        child, cwd=Path(__file__).parents[1], check=True, stdout=subprocess.PIPE, text=True
    )
    return [float(each) for each in done.stdout.split()]


def _both(database: str) -> list[float]:
    """The two figures of a service whose Telegram and Discord are served from here."""
    from tests.fakes.discord import FakeDiscord
    from tests.fakes.telegram import FakeTelegram

    telegram, discord = (
        FakeTelegram(limits=None, latency=LATENCY),
        FakeDiscord(limits=None, latency=LATENCY),
    )
    with telegram.in_thread(), discord.in_thread():
        rooms = {
            "telegram": [str(telegram.private().id) for _ in range(CHATS + MORE)],
            "discord": [],
        }
        guilds = [discord.guild(discord.user()) for _ in range(GUILDS)]
        for number in range(CHATS + MORE):
            rooms["discord"].append(str(discord.channel(guilds[number % GUILDS]).id))
        asyncio.run(_subscribe(database, rooms))
        places = (
            telegram.base_url.removesuffix("/bot"),
            telegram.token,
            discord.api_url,
            discord.gateway.url,
        )
        return _child("serve", database, *places, discord.token)


async def _subscribe(database: str, rooms: dict[str, list[str]]) -> None:
    from bot.app.archives import ensure_demo
    from bot.app.root import open_app
    from core.chats import Chat, ChatKey
    from tests.chats import put

    async with open_app(_settings(database)) as app:
        await ensure_demo(app)
        for platform, ids in rooms.items():
            for number, chat_id in enumerate(ids):
                due = DUE["first" if number < CHATS else "second"]
                key = ChatKey(platform, chat_id)
                await put(app.storage, Chat(key=key, subscribed_at=EVENING, next_due=due))


@dataclass
class _Clock:
    """Implements core.ports.Clock; stands until it is moved."""

    time: dt.datetime

    def now(self) -> dt.datetime:
        return self.time


async def _served(
    database: str, telegram: str, telegram_token: str, api: str, gateway: str, discord_token: str
) -> list[float]:
    """Push to all chats; then to the others, and stop amid that: MB, seconds."""
    import discord.http
    import yarl
    from discord.gateway import DiscordWebSocket

    from bot.app.root import open_app
    from bot.app.running import serve_platforms
    from bot.app.service import give_memory_back, spare_the_loop
    from bot.delivery.pace import Rates
    from core.delivery import DeliveryState

    discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, yarl.URL(gateway)
    clock, stop = _Clock(EVENING), asyncio.Event()
    tokens = {
        "telegram_token": telegram_token,
        "telegram_base_url": telegram,
        "discord_token": discord_token,
    }
    give_memory_back()
    async with open_app(_settings(database, with_model=True, **tokens), clock=clock) as app:
        spare_the_loop()
        running = serve_platforms(
            app, stop, rates=Rates(per_second=PER_SECOND), look=dt.timedelta(milliseconds=50)
        )
        service = asyncio.get_running_loop().create_task(running)

        async def sent(wanted: int) -> None:
            while not service.done():
                counts = await app.storage.deliveries.counts()
                if counts.get(DeliveryState.SENT, 0) >= wanted:
                    return
                await asyncio.sleep(0.1)
            service.result()

        clock.time = DUE["first"]
        await sent(2 * CHATS)
        clock.time = DUE["second"]
        await sent(2 * CHATS + MORE // 2)
        begun = time.perf_counter()
        stop.set()
        await service
        return [most_resident(), time.perf_counter() - begun]


async def _answered(database: str, *model: str) -> list[float]:
    from bot.app.archives import ensure_demo
    from bot.app.root import open_app
    from bot.channels.console.adapter import KEY
    from bot.channels.console.render import render
    from bot.chat.commands import answer

    async with open_app(_settings(database, with_model=bool(model))) as app:
        await ensure_demo(app)
        for typed in ("/date 2026-02-05", "/paper 3"):
            request = await app.office.desk.request(KEY, _unheard)
            render(await answer(app.office, request, typed), 80, True)
    return [most_resident()]


def _settings(database: str, *, with_model: bool = False, **more: Any) -> Any:
    from bot.app.settings import Settings

    nowhere = "http://127.0.0.1:9"
    sources: dict[str, Any] = (
        {"paperboy_hub_url": nowhere, "paperboy_arxiv_url": nowhere} if more else {}
    )
    key: dict[str, Any] = (
        {"openai_api_key": "none", "openai_base_url": nowhere} if with_model else {}
    )
    return Settings(database_url=database, **key, **sources, **more)


async def _unheard(view: object) -> None:
    """Words sent ahead of a slow answer."""


def most_resident() -> float:
    """MB. Linux tells it for the process alone; the portable figure may be inherited from the one
    that started us."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(
            line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")
        )
        return int(kilobytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts in bytes


WORK: dict[str, Callable[..., Any]] = {"answer": _answered, "serve": _served}
# What the tests' certificates and the check of imports need, and python-telegram-bot and httpx
# load where they find it; an installation has neither.
TESTS_OWN = ("cryptography", "click")


if __name__ == "__main__":
    from bot.app.unasked import load_logs

    for name in TESTS_OWN:
        sys.modules[name] = None  # type: ignore[assignment]
    load_logs()
    import_module("bot.app.line")  # what the real process loads before it knows what to do
    from bot.app.logs import configure_logs
    from core.masking import Mask

    configure_logs(50, Mask())
    print(*asyncio.run(WORK[sys.argv[1]](*sys.argv[2:])))
