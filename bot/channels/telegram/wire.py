"""What comes back from the way to Telegram, and whether Telegram said it.

A relay, a proxy or a firewall answers in Telegram's place with pages of its own. The library goes
by the status alone: it takes any 403 for a chat that has blocked us and any 404 for a wrong token.
So each answer is looked at before the library sees it, and what is not Telegram's becomes an error
of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

# The largest number that can be a chat's (Bot API, Chat: at most 52 significant bits).
LARGEST_ID = 2**52
# What the library dies of when it cannot read an answer that is Telegram's: a shape newer than
# itself.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# Seconds for an answer that is not long in coming.
READ = 5.0

log = structlog.get_logger()


class NotTelegram(NetworkError):
    """Somebody else answered, with that status; what it said is told to nobody. `shut` when nothing
    gets past it."""

    def __init__(self, status: int, *, shut: bool = False) -> None:
        super().__init__(f"HTTP {status}")
        self.status, self.shut = status, shut


class TelegramRequest(HTTPXRequest):
    """The library's way to the server. Its calls raise NotTelegram where the answer is none of
    Telegram's."""

    # Whether the last answer was somebody else's who did not even say that something is wrong.
    _shut = False

    async def do_request(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        """The status and the body of Telegram's answer. Called by the library."""
        shut = self._shut
        status, body = await super().do_request(*arguments, **options)
        refused = _refused(body)
        if refused is not None and 200 <= status < 300:  # by a relay that says 200 to everything
            status = refused
        if is_telegrams(status, body):
            self._shut = False
            return status, body
        self._shut = status < 400
        raise NotTelegram(status, shut=shut and self._shut)


def is_telegrams(status: int, body: bytes) -> bool:
    """Whether this is an answer of the Bot API (its documentation, Making requests): an object that
    says `ok`.

    With a refusal come its code, its words, and numbers for who has to wait or moved.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(answer, dict):
        return False
    if 200 <= status < 300:
        return answer.get("ok") is True and "result" in answer
    code, said, parameters = (
        answer.get("error_code"),
        answer.get("description"),
        answer.get("parameters") or {},
    )
    refused = answer.get("ok") is False and isinstance(code, int) and isinstance(said, str)
    return refused and isinstance(parameters, dict) and _are_readable(parameters)


async def send(bot: Bot, what: Mapping[str, Any]) -> str:
    """Send a message; its id, or "" when Telegram's answer does not say. Raises TelegramError.

    The message has been sent once Telegram answers ok, whether or not the library could read how it
    looks.
    """
    # The library would warn of "send_message" that it can do this better, and read the message. By
    # this name it does not know the method, and calls sendMessage all the same.
    try:
        message = await bot.do_api_request("send__message", api_kwargs=dict(what))
    except NotTelegram as error:
        if error.status < 400 and not error.shut:
            raise NotTelegram(error.status, shut=await _is_shut(bot)) from None
        raise
    number = message.get("message_id") if isinstance(message, dict) else None
    return str(number) if isinstance(number, int) else ""


async def edit(bot: Bot, what: Mapping[str, Any]) -> None:
    """Change the text of a message. Raises TelegramError."""
    await bot.do_api_request("edit__message_text", api_kwargs=dict(what))  # as above


async def poll(bot: Bot, following: int | None, seconds: int, kinds: Sequence[str]) -> list[Any]:
    """The updates from that id on, as they came; waits so many seconds for the first. Raises
    TelegramError."""
    asked = {"offset": following, "timeout": seconds, "allowed_updates": kinds}
    found = await bot.do_api_request(
        "get__updates", api_kwargs=asked, read_timeout=seconds + READ
    )  # as above
    return found if isinstance(found, list) else []


def id_of(update: Any) -> int | None:
    """The update's number, or None when it is no update."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else None


def read_update(update: Any, bot: Bot) -> Update | None:
    """What came, as the library knows it; None when it cannot read it. Its contents are told to
    nobody."""
    if id_of(update) is None:
        return None
    try:
        known = Update.de_json(update, bot)
        places = (known.effective_chat, known.effective_user)
    except (*UNREADABLE, OSError) as error:
        log.warning("update passed over", update=id_of(update), why=type(error).__name__)
        return None
    if not all(place is None or isinstance(place.id, int) for place in places):
        log.warning("update passed over", update=id_of(update), why="no ids")
        return None
    return known


async def _is_shut(bot: Bot) -> bool:
    """Whether a page answers whatever is asked, such as that of a network where one has to sign in
    first."""
    try:
        await bot.get_me()
    except NotTelegram as error:
        return error.status < 400
    except (TelegramError, *UNREADABLE):
        return False
    return False


def _refused(body: bytes) -> int | None:
    """The status that a refusal of Telegram's names."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    code = answer.get("error_code") if isinstance(answer, dict) else None
    return code if type(code) is int and 400 <= code < 600 else None


def _are_readable(parameters: Mapping[str, Any]) -> bool:
    """Whether what the library reads of them is what it takes it for: seconds, and the number of a
    chat."""
    seconds, chat = parameters.get("retry_after"), parameters.get("migrate_to_chat_id")
    waits = seconds is None or (type(seconds) in (int, float) and abs(seconds) <= LARGEST_ID)
    return waits and (chat is None or (type(chat) is int and abs(chat) <= LARGEST_ID))
