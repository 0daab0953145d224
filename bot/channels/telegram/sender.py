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

from bot.channels.telegram.wire import NotTelegram, send
from bot.delivery.pace import Rates
from core.chats import ChatKey
from core.delivery import Delivery, DeliveryError, Gone, Limited, Moved, Rejected, Uncertain, Unsent

# Telegram allows 30 messages a second in all, one a second into a chat, 20 a minute into a group.
# Evenly spread at this rate, 31 arrive within a second only if their ways differ by 40 ms.
PER_SECOND, CHAT_GAP, GROUP_PER_MINUTE = 28.5, 1.05, 19

# Words in the description of a 403 or 400 that say why nothing can be sent to the chat; the first
# that fits counts. Descriptions as TDLib's Client.cpp and the servers' own error names have them.
GONE = {
    "topic_closed": (
        "topic_closed",
        "topic_deleted",
        "topic_id_invalid",
        "message thread not found",
    ),
    "blocked": ("blocked by the user", "user_is_blocked"),
    "deactivated": ("is deactivated", "was deactivated", "user_deactivated"),
    "kicked": ("was kicked", "not a member", "user_banned_in_channel", "channel_private"),
    "not_found": (
        *("chat not found", "user not found", "chat was deleted", "peer_id_invalid"),
        *("can't initiate conversation", "can't send messages to bots"),
    ),
    "no_rights": (
        *(
            "not enough rights",
            "have no rights",
            "need administrator rights",
            "chat_admin_required",
        ),
        *("chat_write_forbidden", "chat_restricted", "chat_send_plain_forbidden"),
    ),
}

# The request did not leave the machine, or reached no server. RuntimeError: the way out is closed,
# we are signing out.
_BEFORE_SENDING = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError),
    *(httpx.UnsupportedProtocol, RuntimeError),
)
# What a server says of itself when it may have passed the request on; for pages by their status: a
# gateway's 504, and the 520 and 524 of Cloudflare (its documentation, Cloudflare 5xx errors),
# behind which relays like to stand.
_PASSED_ON = re.compile(r"504|gateway time-?\s?out", re.IGNORECASE)
_PASSED_ON_BY = (504, 520, 524)
# How Telegram's own 403s begin; a reason follows.
_FORBIDDEN = "forbidden: "
_TAG = re.compile(r"<[^<>]*>")
_WAIT = 5.0


class TelegramSender:
    """Sends the ledger's bodies: JSON with the HTML, the keyboard, and whether it is silent and
    shows link previews."""

    idempotent_for = dt.timedelta(0)  # Telegram knows no message again.

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's id. `plain` sends the bare text, without buttons. Raises
        DeliveryError."""
        body = json.loads(delivery.body)
        key = delivery.key
        message = {
            "chat_id": int(key.chat_id),
            "text": plain_text(body["text"]) if plain else body["text"],
            "parse_mode": None if plain else ParseMode.HTML,
            "message_thread_id": int(key.thread_id) if key.thread_id else None,
            "reply_markup": None if plain else _keyboard(body["keyboard"]),
            "disable_notification": body["silent"],
            "link_preview_options": LinkPreviewOptions(is_disabled=not body["previews"]),
        }
        with translated():
            return await send(self._bot, message)


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
    """What a failed call says of the message. BadRequest and TimedOut are NetworkErrors too, so the
    order counts."""
    match error:
        case RetryAfter():
            return Limited(_seconds(error.retry_after))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case NotTelegram(status=status, shut=shut):
            passed_on = (status < 300 and not shut) or status in _PASSED_ON_BY
            return Uncertain(error.message) if passed_on else Unsent(error.message)
        case InvalidToken() | EndPointNotFound():
            return Unsent(
                "401"
            )  # a token that was revoked; whoever listens finds out and ends the platform
        case Conflict():
            return Unsent("409")
        case Forbidden():
            return _forbidden(error.message)
        case BadRequest():
            reason = _reason(error.message)
            return Gone(reason) if reason else Rejected(error.message)
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
    """What a 403 means for the chat; nothing, where it gives no reason."""
    reason = _reason(description) or (
        "no_rights" if description.casefold().startswith(_FORBIDDEN) else None
    )
    return Gone(reason) if reason else Unsent(description)


def _of_network(error: NetworkError) -> DeliveryError:
    """A connection that failed, or an answer with a status the library has no name for."""
    cause = error.__cause__
    if cause is not None and not isinstance(cause, TelegramError):
        return _of_connection(error, cause)
    if "too many requests" in error.message.casefold():
        return Limited(_WAIT)
    return Uncertain(error.message) if _PASSED_ON.search(error.message) else Unsent(error.message)


def _of_connection(error: TelegramError, cause: BaseException | None) -> DeliveryError:
    return Unsent(error.message) if isinstance(cause, _BEFORE_SENDING) else Uncertain(error.message)


def _reason(description: str) -> str | None:
    said = description.casefold()
    return next(
        (reason for reason, words in GONE.items() if any(word in said for word in words)), None
    )


def _seconds(retry_after: int | dt.timedelta) -> float:
    return retry_after.total_seconds() if isinstance(retry_after, dt.timedelta) else retry_after


def _is_group(key: ChatKey) -> bool:
    """Groups and channels have negative ids."""
    return key.chat_id.startswith("-")


def _keyboard(rows: list[list[dict[str, Any]]]) -> InlineKeyboardMarkup | None:
    return (
        InlineKeyboardMarkup([[InlineKeyboardButton(**key) for key in row] for row in rows])
        if rows
        else None
    )
