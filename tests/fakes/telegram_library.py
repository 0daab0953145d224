"""The real library, led to the fake Telegram: for tests of the fake, and for plain comparisons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from telegram import Bot
from telegram.ext import Application, BaseHandler
from telegram.request import HTTPXRequest

from core.network.outside import outside
from tests.fakes.telegram import FakeTelegram


def bot_of(telegram: FakeTelegram, *, token: str | None = None, read_timeout: float = 5.0) -> Bot:
    """A bot to be used with `async with`."""
    return Bot(
        token or telegram.token,
        base_url=telegram.base_url,
        request=request_of(HTTPXRequest, connection_pool_size=64, read_timeout=read_timeout),
        get_updates_request=request_of(HTTPXRequest),
    )


R = TypeVar("R", bound=HTTPXRequest)


def request_of(kind: type[R], **options: Any) -> R:
    """A way to the server that trusts whom all others do: by itself each would read the system's
    certificates anew, which takes longer than most tests."""
    return kind(httpx_kwargs={"verify": outside().tls}, **options)


@asynccontextmanager
async def polling(
    telegram: FakeTelegram, *handlers: BaseHandler[Any, Any, Any], **options: Any
) -> AsyncIterator[Bot]:
    """An application with those handlers that polls; `options` go to start_polling."""
    application = Application.builder().bot(bot_of(telegram)).build()
    application.add_handlers(handlers)
    assert application.updater
    async with application:
        await application.updater.start_polling(**options)
        await application.start()
        yield application.bot
        await application.updater.stop()
        await application.stop()
