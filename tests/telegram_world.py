"""A whole service in the test's loop, on a clock of its own: the outside world, a Telegram, and
Paperboy between."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.app.root import App
from bot.app.running import serve_platforms
from bot.delivery.pace import Rates
from core.chats import Chat as Known
from core.chats import ChatKey
from core.editions.keys import DAILY
from tests.bot.talk import StandingClock
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat, Message, User
from tests.world import World, world

T = TypeVar("T")

# No pause between messages: who tests the pace brings rates of their own.
SWIFT = Rates(per_second=10_000.0)
# How often the service looks at its clock, which takes some milliseconds each time, and how long a
# test waits to see that nothing happens.
LOOK, QUIET = dt.timedelta(milliseconds=50), 0.15
# A busy machine may stop us for longer than that: what is to happen gets so many turns at least.
TURNS = 15


async def time_passes() -> None:
    """Let so much happen that what would happen has happened."""
    for _ in range(TURNS):
        await asyncio.sleep(QUIET / TURNS)


# Of what a fixture comes to asyncio writes out all, twice, and shows some words of it.
@dataclass(repr=False)
class Scene:
    """The service and what is around it. `clock` is the service's, and stands until a test moves
    it.

    `stop` ends it; `ended` waits until it has ended by itself, and raises what it ended with.
    """

    place: World
    telegram: FakeTelegram
    app: App
    clock: StandingClock
    stop: Callable[[], Awaitable[None]]
    ended: Callable[[], Awaitable[None]]

    async def asked(
        self, chat: Chat, user: User | None, text: str, count: int = 1, **how: object
    ) -> list[Message]:
        """Somebody writes; the next so many messages of the bot in that chat."""
        before = len(self.telegram.messages(chat))
        assert self.telegram.say(chat, user, text, **how), "privacy mode hides this from the bot"
        return await self.next(chat, before, count)

    async def says(self, chat: Chat, user: User | None, text: str, **how: object) -> Message:
        """Somebody writes; the one message that answers, as it is in the end."""
        (message,) = await self.asked(chat, user, text, **how)
        await self.idle()
        return message

    async def next(self, chat: Chat, before: int, count: int = 1) -> list[Message]:
        """The bot's messages after the first so many, once there are enough."""
        await self.until(lambda: len(self.telegram.messages(chat)) >= before + count)
        return self.telegram.messages(chat)[before:]

    async def presses(self, message: Message, user: User, label: str) -> str:
        """Somebody presses the button with that label; what they alone are told, once the service
        has done its work."""
        return await self.forges(message, user, message.data(label))

    async def forges(self, message: Message, user: User, data: str) -> str:
        """The same with any data, as modified clients can send it."""
        query = self.telegram.press(message, user, data, forged=True)
        await self.until(lambda: query.answered)
        await self.idle()
        return query.text

    async def until(self, predicate: Callable[[], T]) -> T:
        """What the predicate returns as soon as that is true."""
        return await self.telegram.wait_for(predicate)

    async def idle(self) -> None:
        """Wait until no update is being handled."""
        await self.until(lambda: not self.telegram.updates.pending)
        await self.until(
            lambda: not any(task.get_name().startswith("update ") for task in asyncio.all_tasks())
        )

    async def quiet(self) -> None:
        """Let so much happen that what would happen has happened."""
        await self.idle()
        await time_passes()
        await self.idle()

    async def reach(self, *moment: int) -> None:
        """Let the service's clock show that moment (UTC)."""
        self.clock.time = dt.datetime(*moment, tzinfo=dt.UTC)

    async def read(self, date: str) -> None:
        """Wait until that day has been read."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_read(dt.date.fromisoformat(date)):  # noqa: ASYNC110  (the store tells nobody)
                await asyncio.sleep(0.02)

    async def _is_read(self, date: dt.date) -> bool:
        edition = await self.app.storage.editions.get(DAILY.on(date))
        return bool(edition and edition.ready_at)

    async def known(self, chat: Chat, thread: int | str = "") -> Known:
        """What the service knows of the chat."""
        return await self.app.storage.chats.get(ChatKey("telegram", str(chat.id), str(thread)))


@asynccontextmanager
async def scene(
    folder: Path,
    days: Mapping[str, list[dict[str, object]]] | None = None,
    *,
    pages: Mapping[str, bytes] | None = None,
    telegram: FakeTelegram | None = None,
    at: tuple[int, ...] = (2026, 2, 5, 20),
    demo: bool = True,
    use_model: bool = False,
    rates: Rates = SWIFT,
    look: dt.timedelta = LOOK,
    model: Mapping[str, object] | None = None,
    **settings: object,
) -> AsyncIterator[Scene]:
    """The service, running, at that moment (UTC), which looks at its clock so often. `settings` add
    to the environment's, `model` tells how that is."""
    clock = StandingClock(*at)
    telegram = telegram or FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    async with telegram, world(folder, days or {}, pages or {}, **(model or {})) as place:
        variables = settings_for(telegram, **settings)
        async with (
            place.app(use_model=use_model, clock=clock, demo=demo, **variables) as app,
            serving(app, telegram, rates, look) as (stop, ended),
        ):
            yield Scene(place, telegram, app, clock, stop, ended)


def settings_for(telegram: FakeTelegram, **more: object) -> dict[str, object]:
    """Settings that lead to that Telegram, in English unless they say otherwise."""
    known = {
        "telegram_token": telegram.tokens,
        "telegram_base_url": telegram.url,
        "paperboy_languages": "en,zh",
    }
    return known | more


@asynccontextmanager
async def serving(
    app: App, telegram: FakeTelegram, rates: Rates = SWIFT, look: dt.timedelta = LOOK
) -> AsyncIterator[tuple[Callable[[], Awaitable[None]], Callable[[], Awaitable[None]]]]:
    """Inside, the service runs. It must end within five seconds of being told to.

    What is yielded tells it early, and waits until it has ended by itself.
    """
    told = asyncio.Event()
    service = asyncio.get_running_loop().create_task(
        serve_platforms(app, told, rates=rates, look=look)
    )
    tokens = {token.get_secret_value() for token in app.settings.telegram_token}
    served = [bot for bot in telegram.bots if bot.token in tokens] or [telegram]
    heard = [(bot, len(bot.history)) for bot in served]

    async def stop() -> None:
        told.set()
        async with asyncio.timeout(PATIENCE):
            await service

    async def ended() -> None:
        async with asyncio.timeout(PATIENCE):
            await asyncio.shield(service)

    try:
        await telegram.wait_for(
            lambda: service.done() or all(_listens(bot, before) for bot, before in heard)
        )
        if service.done():
            service.result()
        yield stop, ended
    finally:
        await stop()


def _listens(telegram: FakeTelegram, before: int) -> bool:
    methods = {
        call.method
        for call in telegram.history[before:]
        if call.status is not None or call.method == "getUpdates"
    }
    return bool(methods & {"getUpdates", "setWebhook"})
