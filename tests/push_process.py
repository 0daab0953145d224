"""A process that pushes what a ledger owes to a Telegram, and can be killed at any moment."""

from __future__ import annotations

import asyncio
import sys

from telegram import Bot

from bot.app import SystemClock
from bot.dispatch import Dispatcher
from bot.pace import Rates
from bot.telegram.sender import TelegramSender
from core.delivery import DeliveryState
from storage import open_storage

# The flood limits are not what is tried here; this is fast enough for many runs, slow enough to be killed amid.
RATES = Rates(per_second=50.0, chat_gap=0.05)
UNSETTLED = {DeliveryState.OWED, DeliveryState.SENDING}


def push(database: str, base_url: str, token: str) -> None:
    """Push until nothing is owed any more."""
    asyncio.run(_push(database, base_url, token))


async def _push(database: str, base_url: str, token: str) -> None:
    async with open_storage(database) as storage, Bot(token, base_url=base_url) as bot:
        dispatcher = Dispatcher({"telegram": TelegramSender(bot)}, storage, SystemClock(), {"telegram": RATES})
        running = asyncio.get_running_loop().create_task(dispatcher.run())
        while UNSETTLED & (await storage.deliveries.counts()).keys():  # noqa: ASYNC110  (the store tells nobody)
            await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.wait([running])


if __name__ == "__main__":
    push(*sys.argv[1:])
