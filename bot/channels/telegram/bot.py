"""The life of the Telegram bot: from a token to updates, by polling or webhook, and a clean end.

The library's own polling loop is not used: it goes deaf without a word when the token is revoked,
and ends slowly.
"""

# Tested in tests/bot/channels/telegram/test_lifecycle.py.

from __future__ import annotations

import asyncio
import hashlib
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import httpx
import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    InvalidToken,
    TelegramError,
    TimedOut,
)
from telegram.warnings import PTBDeprecationWarning

from bot.channels.accounts import Account
from bot.channels.telegram.addresses import TOKEN, webhook_url
from bot.channels.telegram.errors import (
    TelegramAddressWrong,
    TelegramConflict,
    TelegramTokenRejected,
    TelegramUnreachable,
    TelegramWebhookFailed,
    TelegramWebhookSet,
)
from bot.channels.telegram.requests import CONNECTIONS, POLLS, request
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.wire import UNREADABLE, NotTelegram, id_of, poll, read_update
from bot.chat.audience import Audience
from bot.chat.command_table import commands
from core.masking import Mask
from core.network.addresses import place, shown
from core.network.outside import Outside
from core.network.trouble import why_unreachable
from locales import Translator

log = structlog.get_logger()

UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    # Told only to who asks for it by name.
    Update.MESSAGE_REACTION,
]
# Seconds that Telegram holds a poll open while nothing happens.
POLL = 30
# Seconds within which no poll ends that Telegram holds open.
SOON = 1.0
# A poller that took over may let go again at once, as at a restart; so many refusals in a row mean
# that it stays.
CONFLICTS = 3
# Polls that fail in a row, after which it is looked whether Telegram answers at all.
LOST = 5
# Seconds after the first failed poll, and the most to which repeated failures double them.
PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Seconds without an update after which it is looked whether the webhook still is ours.
IDLE = 60.0
# Seconds until menus that Telegram did not take are offered again, doubling up to the second.
MENUS, LATEST_MENUS = 30.0, 3600.0
# Seconds that the farewell may take.
FAREWELL = 0.5


class TelegramBot:
    """Signs in and hears. `bot` is the library's, for those who send."""

    def __init__(
        self,
        settings: TelegramSettings,
        account: Account,
        translators: Mapping[str, Translator],
        outside: Outside,
    ) -> None:
        """The account has a token; `translators` are by language, the default first."""
        # The library announces a change of its own with every RetryAfter; we cannot prevent that.
        warnings.filterwarnings("ignore", category=PTBDeprecationWarning)
        self._account = account
        self._token = account.secret
        self._settings = settings
        self._translators = translators
        self.bot = Bot(
            self._token,
            base_url=f"{settings.telegram_base_url}/bot",
            base_file_url=f"{settings.telegram_base_url}/file/bot",
            request=request(outside, CONNECTIONS),
            get_updates_request=request(outside, POLLS),
        )
        # Whether Telegram has known us at this address. If so, and something else answers there
        # later, the address is not wrong but out of order.
        self._known = False
        # The number of the next update; it is kept when we sign in again.
        self._following: int | None = None

    @asynccontextmanager
    async def signed_in(self) -> AsyncIterator[None]:
        """Inside, messages can be sent; raises OperatorError."""
        try:
            with self._answerable():
                await self.bot.initialize()
            self._known = True
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
        """Updates from now on, without end; raises OperatorError when no more can be heard."""
        if self._settings.telegram_webhook_url:
            return self._delivered()
        return self._polled()

    async def _polled(self) -> AsyncGenerator[Update]:
        await self._refuse_webhook()
        try:
            while True:
                for update in await self._poll():
                    number = id_of(update)
                    if number is not None:
                        self._following = number + 1
                    known = read_update(update, self.bot)
                    if known is not None:
                        yield known
        finally:
            await self._confirm()

    async def _poll(self) -> list[Any]:
        """The next updates; raises OperatorError when waiting does not help."""
        now = asyncio.get_running_loop().time
        conflicts = 0
        failures = 0
        pause = PAUSE
        while True:
            try:
                begun = now()
                found = await poll(self.bot, self._following, POLL, UPDATES)
                if not found and now() - begun < SOON:
                    # A relay that holds no poll open must not be asked without a pause.
                    await asyncio.sleep(PAUSE)
                if not found or any(id_of(update) is not None for update in found):
                    return found
                reason = "no updates"
            except (InvalidToken, EndPointNotFound):
                raise TelegramTokenRejected from None
            except Conflict:
                conflicts += 1
                if conflicts == CONFLICTS:
                    await self._refuse_webhook()
                    raise TelegramConflict from None
                reason = "conflict"
            except TimedOut as error:
                reason = error.message
                if not isinstance(error.__cause__, httpx.ConnectTimeout):
                    pause = 0.0  # a long poll that a proxy cut short
            except TelegramError as error:
                reason = error.message
            failures += 1
            if failures % LOST == 0:
                await self._reach()
            if failures == LOST:
                log.warning("Telegram answers, but polls fail", why=reason)
            await asyncio.sleep(pause)
            pause = min(max(2 * pause, PAUSE), LONGEST_PAUSE)

    async def _reach(self) -> None:
        """Return when Telegram answers at all; raises TelegramUnreachable."""
        try:
            await self.bot.get_me()
        except TelegramError as error:
            raise self._unreachable(error) from None

    async def _refuse_webhook(self) -> None:
        """Raises TelegramWebhookSet when another deployment set one: its updates stay its own."""
        with self._answerable():
            url = (await self.bot.get_webhook_info()).url
        if url:
            raise TelegramWebhookSet(shown(url))

    async def _confirm(self) -> None:
        """Tell Telegram what was heard, or it is delivered again at the next start."""
        if self._following is not None:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(FAREWELL):
                    await poll(self.bot, self._following, 0, UPDATES)

    async def _delivered(self) -> AsyncGenerator[Update]:
        # Its server takes a while to import, and polling does not need it.
        from bot.channels.telegram.webhook import DOORS, Webhook

        url = webhook_url(self._settings.telegram_webhook_url or "", self._account)
        port = self._settings.telegram_webhook_port
        # Derived from the token, so that it stays the same at every start, without a setting.
        secret = hashlib.sha256(f"webhook {self._token}".encode()).hexdigest()
        webhook = Webhook(url, secret)

        async def claim() -> None:
            await self.bot.set_webhook(url, secret_token=secret, allowed_updates=UPDATES)

        try:
            async with DOORS.opened(port, webhook):
                with self._answerable(but=BadRequest):
                    await claim()
                while True:
                    heard = await self._next(webhook.queue, url, claim)
                    update = read_update(heard, self.bot)
                    if update is not None:
                        yield update
        except (BadRequest, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise TelegramWebhookFailed(port, reason) from None

    async def _next(
        self, queue: asyncio.Queue[dict[str, Any]], url: str, claim: Callable[[], Awaitable[None]]
    ) -> dict[str, Any]:
        """The next update that the webhook hears; while none comes, checks that it is still ours.

        One that was removed is set again. Raises TelegramWebhookSet when it is somebody else's, and
        TelegramUnreachable after some failures in a row.
        """
        failures = 0
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE):
                    return await queue.get()
            try:
                with self._answerable():
                    there = (await self.bot.get_webhook_info()).url
                    if not there:
                        log.warning("the webhook was removed, and is set again")
                        await claim()
            except TelegramUnreachable:
                failures += 1
                if failures == LOST:
                    raise
                continue
            failures = 0
            if there not in ("", url):
                raise TelegramWebhookSet(shown(there))

    async def offer_menus(self) -> None:
        """Offer the menus until Telegram takes them. They are many requests: what is owed does not
        wait for them."""
        pause = MENUS
        while True:
            try:
                await self._register_commands()
                return
            except TelegramError as error:
                log.warning("menus not registered, tried again later", error=error.message)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LATEST_MENUS)

    async def _register_commands(self) -> None:
        """Set the menu behind the / button for private chats, groups and a group's admins."""
        for language, t in self._menus().items():
            for scope, audiences in _SCOPES:
                menu = [
                    BotCommand(command.name, t.t(command.help_key))
                    for command in commands(delivers=True)
                    if command.audience in audiences
                ]
                await self.bot.set_my_commands(menu, scope=scope, language_code=language)

    def _menus(self) -> Mapping[str, Translator]:
        """A menu for each language, and the default one ("") for everybody else.

        Telegram knows languages by two letters; of two such as pt-BR and pt-PT the first is shown.
        """
        menus = {"": next(iter(self._translators.values()))}
        for language, t in self._translators.items():
            short = language.split("-")[0]
            if len(short) == 2:
                menus.setdefault(short, t)
        return menus

    @contextmanager
    def _answerable(self, *, but: type[TelegramError] | tuple[()] = ()) -> Iterator[None]:
        """Raises OperatorError where Telegram does not let us begin, `but` as it is."""
        try:
            yield
        except but:
            raise
        except InvalidToken:
            raise TelegramTokenRejected from None
        except NotTelegram as error:
            if self._known or error.status not in _ELSEWHERE:
                raise self._unreachable(error) from None
            raise self._wrong_address() from None
        except TelegramError as error:
            raise self._unreachable(error) from None
        except UNREADABLE as error:
            if self._known:
                raise self._unreachable(TelegramError(type(error).__name__)) from None
            raise self._wrong_address() from None

    def _unreachable(self, error: TelegramError) -> TelegramUnreachable:
        reason = ""
        if isinstance(error, NotTelegram):
            reason = str(error.status)
        elif error.__cause__ is None:  # what never arrived, or got no answer, has a cause
            reason = error.message
        return TelegramUnreachable(
            place(self._settings.telegram_base_url), **why_unreachable(error, reason)
        )

    def _wrong_address(self) -> TelegramAddressWrong:
        # Who has put the token where it does not belong shall not read it on a screen.
        mask = Mask((self._token,), (TOKEN,))
        return TelegramAddressWrong(mask.text(shown(self._settings.telegram_base_url)))


# The statuses with which something answers that is there for something else, or was to be asked by
# https. Others pass: a firewall's 403, a gateway's 502, too many requests.
_ELSEWHERE = frozenset((*range(200, 401), 404, 405, 410, 421))
_SCOPES = (
    (BotCommandScopeAllPrivateChats(), (Audience.EVERYONE, Audience.ADMINS)),
    (BotCommandScopeAllGroupChats(), (Audience.EVERYONE,)),
    (BotCommandScopeAllChatAdministrators(), (Audience.EVERYONE, Audience.ADMINS)),
)
