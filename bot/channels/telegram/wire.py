"""What comes back from the way to Telegram, and whether Telegram said it.

A relay, a proxy or a firewall answers in Telegram's place with pages of its own. The library goes
by the status alone: it takes any 403 for a chat that has blocked us and any 404 for a wrong token.
So each answer is looked at before the library sees it, and what is not Telegram's becomes an error
of its own.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from telegram import Bot, Message, Update
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

# The largest number that can be a chat's (Bot API, Chat: at most 52 significant bits).
LARGEST_ID = 2**52
# What the library dies of when it cannot read an answer that is Telegram's: a shape newer than
# itself.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# Seconds for an answer that is not long in coming.
READ = 5.0
# Seconds for a call, its answer whole: the library only bounds how long nothing comes.
WHOLE = 120.0
# Seconds to wait where a limit is told without a number.
WAIT = 5.0

log = structlog.get_logger()


class NotTelegram(NetworkError):
    """Somebody else answered, with that status; its words are told to nobody.

    `shut` when nothing gets past whoever that is.
    """

    def __init__(self, status: int, *, shut: bool = False) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.shut = shut


class TelegramRequest(HTTPXRequest):
    """The library's way to the server; raises NotTelegram for an answer that is not Telegram's."""

    # Whether the last answer was somebody else's who did not even say that something is wrong.
    _shut = False

    async def do_request(self, *arguments: Any, **options: Any) -> tuple[int, bytes]:
        """The status and the body of Telegram's answer, in UTF-8. Called by the library."""
        shut = self._shut
        try:
            async with asyncio.timeout(WHOLE):
                status, body = await super().do_request(*arguments, **options)
        except TimeoutError as error:
            raise TimedOut from error
        refused = _refused(body)
        if refused is not None and 200 <= status < 300:  # by a relay that says 200 to everything
            status = refused
        if is_telegrams(status, body):
            self._shut = False
            answer = json.loads(body)
            if status == 429 and not _field(answer.get("parameters"), "retry_after"):
                raise RetryAfter(int(WAIT))
            return status, body.decode(json.detect_encoding(body), "replace").encode()
        self._shut = status < 400
        raise NotTelegram(status, shut=shut and self._shut)

    async def download(self, address: str, most: int) -> bytes | None:
        """The file at that address, or None as soon as it has more bytes; raises NotTelegram, or
        what httpx raises.

        The library would hold all of it before it looks how long it is.
        """
        pieces: list[bytes] = []
        length = 0
        async with self._client.stream("GET", address) as answer:
            if answer.status_code != 200:
                raise NotTelegram(answer.status_code)
            async for piece in answer.aiter_bytes():
                length += len(piece)
                if length > most:
                    return None
                pieces.append(piece)
        return b"".join(pieces)


def is_telegrams(status: int, body: bytes) -> bool:
    """Whether this is an answer of the Bot API (its documentation, Making requests).

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
    has_code = isinstance(answer.get("error_code"), int)
    has_words = isinstance(answer.get("description"), str)
    if answer.get("ok") is not False or not has_code or not has_words:
        return False
    parameters = answer.get("parameters") or {}
    return isinstance(parameters, dict) and _are_readable(parameters)


async def send(bot: Bot, what: Mapping[str, Any]) -> str:
    """Send a message; its id, or "" when Telegram's answer does not say. Raises TelegramError.

    The message has been sent once Telegram answers ok, whether or not the library could read how it
    looks.
    """
    # The library would warn of "send_message" that it can do this better, and read the message. By
    # this name it does not know the method, and calls sendMessage all the same. So it is below.
    try:
        message = await bot.do_api_request("send__message", api_kwargs=dict(what))
    except NotTelegram as error:
        if error.status < 400 and not error.shut:
            raise NotTelegram(error.status, shut=await _is_shut(bot)) from None
        raise
    return _id_in(message)


async def send_file(bot: Bot, what: Mapping[str, Any]) -> str:
    """Send a message with a file; its id, or "". Raises TelegramError."""
    message = await bot.do_api_request("send__document", api_kwargs=dict(what))
    return _id_in(message)


async def edit(bot: Bot, what: Mapping[str, Any]) -> None:
    """Change the text of a message. Raises TelegramError."""
    await bot.do_api_request("edit__message_text", api_kwargs=dict(what))


async def poll(bot: Bot, following: int | None, seconds: int, kinds: Sequence[str]) -> list[Any]:
    """The updates from that id on, as they came; raises TelegramError.

    Telegram waits so many seconds for the first one.
    """
    asked = {"offset": following, "timeout": seconds, "allowed_updates": kinds}
    patience = seconds + READ
    found = await bot.do_api_request("get__updates", api_kwargs=asked, read_timeout=patience)
    if isinstance(found, list):
        return found
    return []


def id_of(update: Any) -> int | None:
    """The update's number, or None when it is no update."""
    number = _field(update, "update_id")
    if isinstance(number, int):
        return number
    return None


def read_update(update: Any, bot: Bot) -> Update | None:
    """The update as the library's object; None when it cannot read it. Its contents stay secret."""
    if id_of(update) is None:
        return None
    try:
        known = Update.de_json(update, bot)
        places = (known.effective_chat, known.effective_user)
    except (*UNREADABLE, OSError) as error:
        log.warning("update passed over", update=id_of(update), why=type(error).__name__)
        return None
    if not all(place is None or _is_number(place.id, int) for place in places):
        log.warning("update passed over", update=id_of(update), why="no ids")
        return None
    if not _is_spoken(known):
        log.warning("update passed over", update=id_of(update), why="no words")
        return None
    return known


def _is_spoken(update: Update) -> bool:
    """Whether what the update says is words and numbers where there should be any: the library
    takes whatever stands there."""
    words: list[Any] = []
    numbers: list[Any] = []
    if query := update.callback_query:
        words += (query.id, query.data)
    if reaction := update.message_reaction:
        numbers.append(reaction.message_id)
    message = update.effective_message
    if isinstance(message, Message):
        words += (message.text, message.caption)
        numbers += (message.message_id, message.message_thread_id, message.migrate_to_chat_id)
        if document := message.document:
            words += (document.file_id, document.file_name)
            numbers.append(document.file_size)
    return all(each is None or isinstance(each, str) for each in words) and all(
        each is None or _is_number(each, int) for each in numbers
    )


async def _is_shut(bot: Bot) -> bool:
    """Whether a page answers every request, as in a network where one has to sign in first."""
    try:
        await bot.get_me()
    except NotTelegram as error:
        return error.status < 400
    except (TelegramError, *UNREADABLE):
        return False
    return False


def _id_in(message: Any) -> str:
    """The id of the message, or "" when the answer does not say it."""
    number = _field(message, "message_id")
    return str(number) if _is_number(number, int) else ""


def _refused(body: bytes) -> int | None:
    """The status that a refusal of Telegram's names."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    code = _field(answer, "error_code")
    if type(code) is int and 400 <= code < 600:
        return code
    return None


def _field(answer: Any, name: str) -> Any:
    """The named field of what should be an object; None when it is none, or has no such field."""
    if isinstance(answer, dict):
        return answer.get(name)
    return None


def _are_readable(parameters: Mapping[str, Any]) -> bool:
    """Whether the library can read a refusal's seconds to wait and the chat that it names."""
    seconds = parameters.get("retry_after")
    if seconds is not None and not _is_number(seconds, int, float):
        return False
    chat = parameters.get("migrate_to_chat_id")
    return chat is None or _is_number(chat, int)


def _is_number(value: Any, *types: type) -> bool:
    """Whether the value has exactly one of those types (so no bool), no larger than an id."""
    return type(value) in types and abs(value) <= LARGEST_ID
