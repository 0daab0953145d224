"""Files that people send us, and that we send: documents of the Bot API."""

# Tested in tests/bot/channels/telegram/test_interests.py.

from __future__ import annotations

from functools import partial
from typing import Any

import httpx
from telegram import Bot, Document, InputFile, Message, MessageEntity
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.access import said_in
from bot.channels.telegram.wire import NotTelegram, TelegramRequest
from bot.chat.libraries import Upload
from bot.chat.views.model import Enclosed
from core.identify import papers_in

# What is written with a file, or in reply to one, where others are.
COMMAND = "/interests"
# What the Bot API says of a file that it gives to no bot.
_TOO_BIG = "file is too big"


def sent_file(message: Message, bot: Bot, username: str) -> Upload | None:
    """The file that the message wants read; None where it wants none.

    Where we are alone with somebody, each file is meant for us, unless what is said with it names a
    paper; in company one that comes with the command, or that the command replies to.
    """
    document: Document | None = None
    if message.document is not None:
        private = message.chat.type == ChatType.PRIVATE and not papers_in(said_in(message))
        if private or _is_command(message.caption, message.caption_entities, username):
            document = message.document
    elif message.reply_to_message and _is_command(message.text, message.entities, username):
        document = message.reply_to_message.document
    if document is None:
        return None
    return Upload(
        name=document.file_name or "",
        size=document.file_size,
        read=partial(_read, bot, document.file_id),
    )


def _is_command(text: str | None, entities: Any, username: str) -> bool:
    """Whether the text is the command with nothing behind it, meant for us."""
    if not text or not entities or entities[0].type != MessageEntity.BOT_COMMAND:
        return False
    name, _, addressee = text.strip().casefold().partition("@")
    return name == COMMAND and addressee in ("", username.casefold())


async def _read(bot: Bot, file_id: str, most: int) -> bytes | None:
    """The file, or None as soon as it has more bytes; raises OSError."""
    try:
        file = await bot.get_file(file_id)
        if file.file_size is not None and file.file_size > most:
            return None
        request = bot.request
        if not file.file_path or not isinstance(request, TelegramRequest):
            raise OSError("no path")
        return await request.download(file.file_path, most)
    except BadRequest as error:
        if _TOO_BIG in error.message.casefold():
            return None
        raise OSError(error.message) from None
    except (TelegramError, httpx.HTTPError, NotTelegram) as error:
        # The address holds the token: what went wrong is told without it.
        raise OSError(type(error).__name__) from None


def document_to(message: dict[str, Any], enclosed: Enclosed) -> dict[str, Any]:
    """The message with that file, its words as the file's caption."""
    text = message.pop("text")
    message.pop("link_preview_options", None)
    caption: dict[str, Any] = {"caption": text}
    if message.get("parse_mode") is None:
        message.pop("parse_mode", None)
    else:
        caption["parse_mode"] = ParseMode.HTML
    file = InputFile(enclosed.text.encode(), filename=enclosed.name)
    return message | caption | {"document": file}
