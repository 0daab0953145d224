"""The life of the Telegram bot: from a token to updates, by long polling or webhook, and a clean end.

The library's own polling loop is not used: it goes deaf without a word when the token is revoked, and ends slowly.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING
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
from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError, TimedOut
from telegram.warnings import PTBDeprecationWarning

from bot.commands import commands
from bot.request import Audience
from bot.settings import Settings
from bot.telegram.requests import CONNECTIONS, request
from core.errors import (
    TelegramConflict,
    TelegramTokenRejected,
    TelegramUnreachable,
    TelegramWebhookFailed,
    TelegramWebhookSet,
)
from core.network.addresses import place, shown
from core.network.outside import Outside
from core.network.trouble import told
from locales import Translator

if TYPE_CHECKING:
    from telegram.ext import Updater

log = structlog.get_logger()

UPDATES = [Update.MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
# Seconds that Telegram holds a poll open while nothing happens.
POLL = 30
# A poller that took over may let go again at once, as at a restart; so many refusals in a row mean that it stays.
CONFLICTS = 3
# Seconds after the first failed poll, and the most to which repeated failures double them.
PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Seconds that the farewell may take.
FAREWELL = 0.5


class TelegramBot:
    """Signs in and hears. `bot` is the library's, for those who send."""

    def __init__(self, settings: Settings, translators: Mapping[str, Translator], outside: Outside) -> None:
        """The settings hold a token; `translators` are by language, the default first."""
        # The library warns of its own future with every flood refusal, whatever one does about it.
        warnings.filterwarnings("ignore", category=PTBDeprecationWarning)
        self._token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        self._settings, self._translators = settings, translators
        self.bot = Bot(
            self._token,
            base_url=f"{settings.telegram_base_url}/bot",
            request=request(outside, CONNECTIONS),
            get_updates_request=request(outside, 1),
        )

    @asynccontextmanager
    async def signed_in(self) -> AsyncIterator[None]:
        """Inside, messages can be sent; the menus of commands are up to date. Raises OperatorError."""
        try:
            with self._answerable():
                await self.bot.initialize()
            await self._register_commands()
            yield
        finally:
            await self.bot.shutdown()

    async def check(self) -> None:
        """Whether Telegram knows the bot and would let it hear; raises OperatorError."""
        try:
            with self._answerable():
                await self.bot.initialize()
            if not self._settings.telegram_webhook_url:
                await self._refuse_webhook()
        finally:
            await self.bot.shutdown()

    def updates(self) -> AsyncGenerator[Update]:
        """What happens from now on, without end; raises OperatorError when nothing more can be heard."""
        return self._delivered() if self._settings.telegram_webhook_url else self._polled()

    async def _polled(self) -> AsyncGenerator[Update]:
        await self._refuse_webhook()
        following: int | None = None
        try:
            while True:
                for update in await self._poll(following):
                    following = update.update_id + 1
                    yield update
        finally:
            await self._confirm(following)

    async def _poll(self, following: int | None) -> Sequence[Update]:
        """The next updates, however long Telegram is out of reach; raises what waiting does not mend."""
        conflicts, pause = 0, PAUSE
        while True:
            try:
                return await self.bot.get_updates(following, timeout=POLL, allowed_updates=UPDATES)
            except TimedOut:
                continue  # a long poll that a proxy cut short
            except InvalidToken:
                raise TelegramTokenRejected from None
            except Conflict:
                conflicts += 1
                if conflicts == CONFLICTS:
                    await self._refuse_webhook()
                    raise TelegramConflict from None
            except TelegramError as error:
                log.warning("cannot hear Telegram", error=type(error).__name__, again_in=pause)
            except Exception:  # the library cannot read what came, such as a shape newer than itself
                log.exception("updates cannot be read together")
                with suppress(TelegramError):
                    return await self._one_by_one(following)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _one_by_one(self, following: int | None) -> list[Update]:
        """What is pending; an update that cannot be read becomes an empty one. Raises TelegramError."""
        asked = {"offset": following, "timeout": 0, "allowed_updates": UPDATES}
        updates = []
        # In capitals it would warn that the library can do this better. Names of methods have no case.
        for each in await self.bot.do_api_request("getupdates", api_kwargs=asked):
            try:
                updates.append(Update.de_json(each, self.bot))
            except Exception:  # as above
                log.exception("update passed over", update=each["update_id"])
                updates.append(Update(each["update_id"]))
        return updates

    async def _refuse_webhook(self) -> None:
        """A webhook that we did not set belongs to another deployment; taking over silently would rob it."""
        with self._answerable():
            url = (await self.bot.get_webhook_info()).url
        if url:
            raise TelegramWebhookSet(shown(url))

    async def _confirm(self, following: int | None) -> None:
        """Tell Telegram what was heard, or it is delivered again at the next start."""
        if following is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(FAREWELL):
                    await self.bot.get_updates(following, limit=1, timeout=0)

    async def _delivered(self) -> AsyncGenerator[Update]:
        # Takes half a second to import, and polling does not need it.
        from telegram.ext import Updater

        url, port = self._settings.telegram_webhook_url or "", self._settings.telegram_webhook_port
        queue: asyncio.Queue[object] = asyncio.Queue()
        updater = Updater(self.bot, queue)
        await updater.initialize()
        try:
            with socket.create_server(("0.0.0.0", port)) as listener:
                listener.setblocking(False)
                try:
                    await self._listen(updater, listener, url)
                    while True:
                        update = await queue.get()
                        assert isinstance(update, Update)
                        yield update
                finally:
                    if updater.running:
                        await updater.stop()
        except (BadRequest, OSError) as error:
            raise TelegramWebhookFailed(port, getattr(error, "strerror", None) or str(error)) from None

    async def _listen(self, updater: Updater, listener: socket.socket, url: str) -> None:
        # Derived, so that every restart knows the same secret without another setting.
        secret = hashlib.sha256(f"webhook {self._token}".encode()).hexdigest()
        path = urlsplit(url).path.lstrip("/")
        with self._answerable(but=BadRequest):
            await updater.start_webhook(
                unix=listener, url_path=path, webhook_url=url, secret_token=secret, allowed_updates=UPDATES
            )

    async def _register_commands(self) -> None:
        """The menu behind the / button, in each language: for private chats, groups, and a group's admins.

        A convenience: when Telegram does not take it, everything else still works.
        """
        try:
            for language, t in self._menus():
                for scope, audiences in _SCOPES:
                    menu = [
                        BotCommand(command.name, t.t(command.help_key))
                        for command in commands(delivers=True)
                        if command.audience in audiences
                    ]
                    await self.bot.set_my_commands(menu, scope=scope, language_code=language)
        except TelegramError as error:
            log.warning("menus not registered", error=str(error))

    def _menus(self) -> Iterator[tuple[str, Translator]]:
        """A menu for each language, and the default one ("") for everybody else."""
        yield "", next(iter(self._translators.values()))
        yield from self._translators.items()

    @contextmanager
    def _answerable(self, *, but: type[TelegramError] | tuple[()] = ()) -> Iterator[None]:
        """Raises OperatorError where Telegram does not let us begin, `but` as it is."""
        try:
            yield
        except but:
            raise
        except InvalidToken:
            raise TelegramTokenRejected from None
        except TelegramError as error:
            raise TelegramUnreachable(place(self._settings.telegram_base_url), **told(error, "")) from None


_SCOPES = (
    (BotCommandScopeAllPrivateChats(), (Audience.EVERYONE, Audience.ADMINS)),
    (BotCommandScopeAllGroupChats(), (Audience.EVERYONE,)),
    (BotCommandScopeAllChatAdministrators(), (Audience.EVERYONE, Audience.ADMINS)),
)
