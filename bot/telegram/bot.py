"""The life of the Telegram bot: from a token to updates, by long polling or webhook, and a clean end."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from urllib.parse import urlsplit

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ApplicationBuilder

from bot.commands import commands
from bot.desk import Audience
from bot.settings import Settings
from bot.telegram.adapter import Adapter
from core.errors import (
    OperatorError,
    TelegramConflict,
    TelegramTokenRejected,
    TelegramUnreachable,
    TelegramWebhookSet,
)
from locales import Translator

log = structlog.get_logger()

UPDATES = [Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
# A poller that took over may let go again at once, as at a restart; so many refusals in a row mean it stays.
CONFLICTS = 3
# One busy chat may have this many commands waiting for its pace without anybody else waiting with it.
CONCURRENT = 4096


class TelegramBot:
    """Starts and stops; `finished` is set when it is told to stop (None) or cannot go on (the error)."""

    def __init__(self, settings: Settings, translators: Mapping[str, Translator]) -> None:
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        builder = ApplicationBuilder().token(token).base_url(f"{settings.telegram_base_url}/bot")
        self._application = builder.concurrent_updates(CONCURRENT).build()
        self._settings, self._translators = settings, translators
        self._token = token
        self._conflicts = 0
        self.finished: asyncio.Future[OperatorError | None] = asyncio.get_running_loop().create_future()

    @property
    def bot(self) -> Bot:
        """The library's bot, for those who send."""
        return self._application.bot

    async def start(self, adapter: Adapter) -> None:
        """Sign in, register commands and begin to hear updates; raises OperatorError."""
        adapter.register(self._application)
        try:
            await self._application.initialize()
            await self._register_commands()
            await self._application.start()
            await self._listen()
        except InvalidToken:
            raise TelegramTokenRejected from None
        except NetworkError:
            raise TelegramUnreachable(urlsplit(self._settings.telegram_base_url).netloc) from None

    async def stop_on(self, event: asyncio.Event) -> None:
        """Finish when the event is set."""
        await event.wait()
        self._finish(None)

    async def silence(self) -> None:
        """Hear no more."""
        updater = self._application.updater
        if updater and updater.running:
            await updater.stop()

    async def stop(self) -> None:
        """Hear no more, finish what is being answered, sign out."""
        await self.silence()
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()

    async def _listen(self) -> None:
        updater = self._application.updater
        assert updater is not None
        if url := self._settings.telegram_webhook_url:
            # Derived, so that every restart and every replica knows the same secret without another setting.
            secret = hashlib.sha256(f"webhook {self._token}".encode()).hexdigest()
            await updater.start_webhook(
                listen="0.0.0.0",
                port=self._settings.telegram_webhook_port,
                url_path=urlsplit(url).path.lstrip("/"),
                webhook_url=url,
                secret_token=secret,
                allowed_updates=UPDATES,
            )
            return
        set_by_others = (await self.bot.get_webhook_info()).url
        if set_by_others:
            raise TelegramWebhookSet(set_by_others)
        await updater.start_polling(allowed_updates=UPDATES, error_callback=self._polling_failed)

    def _polling_failed(self, error: TelegramError) -> None:
        """The library polls on after every error; only another poller that stays makes that pointless."""
        self._conflicts = self._conflicts + 1 if isinstance(error, Conflict) else 0
        log.warning("polling failed", error=type(error).__name__)
        if self._conflicts >= CONFLICTS:
            self._finish(TelegramConflict())
        elif isinstance(error, InvalidToken):
            self._finish(TelegramTokenRejected())

    def _finish(self, error: OperatorError | None) -> None:
        if not self.finished.done():
            self.finished.set_result(error)

    async def _register_commands(self) -> None:
        """The menu behind the / button: in each language, for private chats, groups, and a group's admins."""
        for index, (language, t) in enumerate(self._translators.items()):
            for scope, audiences in _SCOPES:
                menu = [
                    BotCommand(command.name, t.t(command.help_key))
                    for command in commands(delivers=True)
                    if command.audience in audiences
                ]
                for code in {language, ""} if index == 0 else {language}:
                    await self.bot.set_my_commands(menu, scope=scope, language_code=code)


_SCOPES = (
    (BotCommandScopeAllPrivateChats(), (Audience.EVERYONE, Audience.ADMINS)),
    (BotCommandScopeAllGroupChats(), (Audience.EVERYONE,)),
    (BotCommandScopeAllChatAdministrators(), (Audience.EVERYONE, Audience.ADMINS)),
)
