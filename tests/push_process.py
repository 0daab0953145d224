"""A process that pushes what a ledger owes to a Telegram, a Discord or webhooks, and can be killed
at any moment."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import replace

import discord
from discord.http import Route
from telegram import Bot

from bot.app.root import SystemClock
from bot.channels.discord.sender import DiscordSender
from bot.channels.discord.wire import trace
from bot.channels.telegram.addresses import bot_of
from bot.channels.telegram.requests import CONNECTIONS
from bot.channels.telegram.sender import TelegramSender
from bot.channels.telegram.wire import TelegramRequest
from bot.channels.webhook import CHANNELS, WebhookSettings
from bot.channels.webhook.kinds import Kind
from bot.channels.webhook.platform import WebhookSender
from bot.chat.views import View
from bot.delivery.circulars import Mailing
from bot.delivery.dispatch import Dispatcher
from bot.delivery.pace import Rates
from bot.delivery.press import Press
from core.accounts import named
from core.delivery import DeliveryState
from core.editions.keys import ListKey
from core.network.outside import outside
from core.ports import Sender
from locales import Translator, translators
from storage import Storage, open_storage

# The flood limits are not what is tried here; this is fast enough for many runs, slow enough to be
# killed amid.
RATES = Rates(per_second=50.0, chat_gap=0.05)
UNSETTLED = {DeliveryState.OWED, DeliveryState.SENDING}


def push(database: str, base_url: str, token: str, per_second: float = RATES.per_second) -> None:
    """Push to Telegram until nothing is owed any more, with each of the tokens."""
    rates = replace(RATES, per_second=per_second)
    tokens = token.split()
    accounts = named("telegram", [bot_of(each) for each in tokens], {})

    async def work() -> None:
        async with AsyncExitStack() as stack:
            storage = await stack.enter_async_context(open_storage(database))
            senders = {}
            for account, each in zip(accounts, tokens, strict=True):
                bot = await stack.enter_async_context(_bot(each, base_url))
                senders[account] = TelegramSender(bot)
            await _push(storage, senders, rates)

    asyncio.run(work())


def push_to_discord(database: str, api_url: str, token: str) -> None:
    """Push to Discord until nothing is owed any more."""
    Route.BASE = api_url

    async def work() -> None:
        async with open_storage(database) as storage, _client() as client:
            await client.login(token)
            await _push(storage, {"discord": DiscordSender(client)})

    asyncio.run(work())


def push_to_webhooks(database: str, file: str) -> None:
    """Push to the webhooks that stand in the file until nothing is owed any more."""
    book = CHANNELS[0].book(WebhookSettings(paperboy_webhooks=file))

    async def work() -> None:
        async with open_storage(database) as storage:
            sender = WebhookSender(Kind.GENERIC, book, SystemClock(), outside())
            await _push(storage, {"webhook": sender})
            await sender.close()

    asyncio.run(work())


def mail(database: str, base_url: str, token: str) -> None:
    """Write down what is told to all and push it to Telegram, until nothing is left of it."""

    async def work() -> None:
        async with open_storage(database) as storage, _bot(token, base_url) as bot:
            clock = SystemClock()
            senders = {"telegram": TelegramSender(bot)}
            dispatcher = Dispatcher(senders, storage, clock, dict.fromkeys(senders, RATES))
            press = Press(
                shown=_nothing,
                renderers={"telegram": _rendered},
                translators=translators(("en",)),
            )
            mailing = Mailing(storage=storage, press=press, clock=clock, wake=dispatcher.wake)
            loop = asyncio.get_running_loop()
            running = [loop.create_task(dispatcher.run()), loop.create_task(mailing.keep_up())]
            while await _is_mailing(storage):  # noqa: ASYNC110  (the store tells nobody)
                await asyncio.sleep(0.02)
            for task in running:
                task.cancel()
            await asyncio.wait(running)

    asyncio.run(work())


async def _is_mailing(storage: Storage) -> bool:
    counts = await storage.deliveries.counts()
    return bool(UNSETTLED & counts.keys() or await storage.circulars.under_way())


async def _nothing(key: ListKey, language: str) -> None:
    """There are no lists."""


def _rendered(view: View, t: Translator, silent: bool, previews: bool) -> list[str]:
    said = "\n".join(line.text for block in view.blocks for line in getattr(block, "lines", ()))
    body = {"text": said, "keyboard": [], "silent": silent, "previews": previews}
    return [json.dumps(body)]


def _bot(token: str, base_url: str) -> Bot:
    # Loopback speaks no TLS, and to load the world's certificates takes longer than all the rest of
    # the start.
    requests = [
        TelegramRequest(connection_pool_size=CONNECTIONS, httpx_kwargs={"verify": False})
        for _ in range(2)
    ]
    return Bot(token, base_url=base_url, request=requests[0], get_updates_request=requests[1])


def _client() -> discord.Client:
    return discord.Client(intents=discord.Intents.none(), http_trace=trace())


async def _push(storage: Storage, senders: Mapping[str, Sender], rates: Rates = RATES) -> None:
    dispatcher = Dispatcher(senders, storage, SystemClock(), dict.fromkeys(senders, rates))
    running = asyncio.get_running_loop().create_task(dispatcher.run())
    while UNSETTLED & (await storage.deliveries.counts()).keys():  # noqa: ASYNC110  (the store tells nobody)
        await asyncio.sleep(0.05)
    running.cancel()
    await asyncio.wait([running])
