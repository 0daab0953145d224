"""Pushes to Telegram, and what its refusals mean for whoever sends."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.wire import WAIT, NotTelegram, send
from bot.delivery.pace import Rates
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryError, Gone, Limited, Moved, Rejected, Uncertain, Unsent

# Telegram allows 30 messages a second in all, one a second into a chat, 20 a minute into a group.
# Evenly spread at this rate, 31 arrive within a second only if their ways differ by 40 ms.
PER_SECOND, CHAT_GAP, GROUP_PER_MINUTE = 28.5, 1.05, 19

QUIET = LinkPreviewOptions(is_disabled=True)
NO_RIGHTS = "no_rights"

# Words in the description of a 403 or 400 that say why nothing can be sent to the chat; the first
# that fits counts. Descriptions as TDLib's Client.cpp and the servers' own error names have them.
GONE = {
    "topic_closed": (
        "topic_closed",
        "topic_deleted",
        "topic_id_invalid",
        "message thread not found",
        "invalid message thread",
    ),
    "blocked": ("blocked by the user", "user_is_blocked", "you_blocked_user"),
    "deactivated": ("deactivated",),
    "kicked": ("was kicked", "not a member", "user_banned_in_channel", "channel_private"),
    "not_found": (
        "chat not found",
        "user not found",
        "chat was deleted",
        "peer_id_invalid",
        "chat_id_invalid",
        "channel_invalid",
        "can't initiate conversation",
        "can't send messages to bots",
        "user_is_bot",
        # Without the id of the supergroup: this one is over.
        "upgraded to a supergroup",
    ),
    NO_RIGHTS: (
        "not enough rights",
        "have no rights",
        "need administrator rights",
        "chat_admin_required",
        "chat_write_forbidden",
        "chat_restricted",
        "chat_send_plain_forbidden",
        "chat_guest_send_forbidden",
        "payment_required",
        "premium_required",
        "user_privacy_restricted",
        "monoforum",
    ),
}

# The request did not leave the machine, or reached no server. RuntimeError: the way out is closed,
# we are signing out.
_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    RuntimeError,
)
# What a server says of itself when it may have passed the request on; for pages by their status: a
# gateway's 504, and the 520 and 524 of Cloudflare (its documentation, Cloudflare 5xx errors),
# behind which relays like to stand.
_PASSED_ON = re.compile(r"504|gateway time-?\s?out", re.IGNORECASE)
_PASSED_ON_BY = (504, 520, 524)
# How Telegram's own 403s begin; a reason follows.
_FORBIDDEN = "forbidden: "
# The servers' own names of limits, should one come as it is.
_WAITS = re.compile(r"(?:flood|slowmode)_(?:premium_)?wait_(\d{1,6})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class TelegramSender:
    """Sends the ledger's bodies: JSON with HTML, keyboard, and how the message is shown."""

    idempotent_for = dt.timedelta(0)  # Telegram knows no message again.

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's id; raises DeliveryError. `plain` sends bare text without buttons."""
        body = json.loads(delivery.body)
        message = message_to(delivery.key, body["text"], markup_of(body["keyboard"]), plain=plain)
        message["disable_notification"] = body["silent"]
        message["link_preview_options"] = QUIET
        if body["previews"] and not plain:
            message["link_preview_options"] = LinkPreviewOptions(
                is_disabled=False, url=body.get("preview")
            )
        with translated():
            return await send(self._bot, message)


def message_to(
    key: ChatKey, text: str, keyboard: InlineKeyboardMarkup | None, *, plain: bool
) -> dict[str, Any]:
    """A message for that chat in the Bot API's words; `plain` is bare text without buttons."""
    message: dict[str, Any] = {"chat_id": int(key.chat_id)}
    if key.thread_id:
        message["message_thread_id"] = int(key.thread_id)
    if plain:
        return message | {"text": plain_text(text)}
    return message | {"text": text, "parse_mode": ParseMode.HTML, "reply_markup": keyboard}


def telegram_rates() -> Rates:
    """What we allow ourselves of Telegram's limits."""
    return Rates(
        per_second=PER_SECOND,
        chat_gap=CHAT_GAP,
        group_per_minute=GROUP_PER_MINUTE,
        is_group=_is_group,
    )


@contextmanager
def translated() -> Iterator[None]:
    """Raises DeliveryError where the library raises its own."""
    try:
        yield
    except TelegramError as error:
        raise meaning(error) from error


def meaning(error: TelegramError) -> DeliveryError:
    """What a failed call says of the message. The order counts: some errors derive from others."""
    match error:
        case RetryAfter():
            return Limited(_seconds(error.retry_after))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case NotTelegram(status=429):
            return Limited(WAIT)
        case NotTelegram(status=status, shut=shut):
            passed_on = (status < 300 and not shut) or status in _PASSED_ON_BY
            return _failed(error, may_be_sent=passed_on)
        case InvalidToken() | EndPointNotFound():
            # The token was revoked; whoever listens finds out and ends the platform.
            return Unsent("401")
        case Conflict():
            return Unsent("409")
        case Forbidden():
            return _forbidden(error.message)
        case NetworkError() if (wait := _WAITS.search(error.message)) is not None:
            return Limited(float(wait[1]))
        case BadRequest():
            reason = _reason(error.message)
            if reason:
                return Gone(reason)
            return Rejected(error.message)
        case TimedOut():
            return _of_connection(error, error.__cause__)
        case NetworkError():
            return _of_network(error)
        case _:
            return Uncertain(error.message)


def plain_text(text: str) -> str:
    """The HTML's text, as it reads without markup."""
    return html.unescape(_TAG.sub("", text))


def _forbidden(description: str) -> DeliveryError:
    """What a 403 means for the chat: it is gone, unless no reason is given."""
    reason = _reason(description)
    if reason:
        return Gone(reason)
    if description.casefold().startswith(_FORBIDDEN):
        return Gone(NO_RIGHTS)
    return Unsent(description)


def _of_network(error: NetworkError) -> DeliveryError:
    """A connection that failed, or an answer with a status the library has no name for."""
    cause = error.__cause__
    if cause is not None and not isinstance(cause, TelegramError):
        return _of_connection(error, cause)
    if "too many requests" in error.message.casefold():
        return Limited(WAIT)
    if reason := _reason(error.message):  # as with 406, which the library has no name for
        return Gone(reason)
    return _failed(error, may_be_sent=bool(_PASSED_ON.search(error.message)))


def _of_connection(error: TelegramError, cause: BaseException | None) -> DeliveryError:
    return _failed(error, may_be_sent=not isinstance(cause, _BEFORE_SENDING))


def _failed(error: TelegramError, *, may_be_sent: bool) -> DeliveryError:
    if may_be_sent:
        return Uncertain(error.message)
    return Unsent(error.message)


def _reason(description: str) -> str | None:
    """Why nothing can be sent to the chat, as the description says; None when it does not."""
    said = description.casefold()
    for reason, phrases in GONE.items():
        if any(phrase in said for phrase in phrases):
            return reason
    return None


def _seconds(retry_after: int | dt.timedelta) -> float:
    if isinstance(retry_after, dt.timedelta):
        return retry_after.total_seconds()
    return retry_after


def _is_group(key: ChatKey) -> bool:
    """Groups and channels have negative ids."""
    return key.chat_id.startswith("-")


def markup_of(rows: list[list[dict[str, Any]]]) -> InlineKeyboardMarkup | None:
    """The keyboard of those buttons in the Bot API's words; None without any."""
    if not rows:
        return None
    keyboard: list[list[InlineKeyboardButton]] = []
    for row in rows:
        keyboard.append([InlineKeyboardButton(**key) for key in row])
    return InlineKeyboardMarkup(keyboard)
