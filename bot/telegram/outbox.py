"""How answers leave for Telegram: rendered, one part after the other, through the dispatcher's reply lane."""

from __future__ import annotations

from contextlib import suppress

import structlog
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.desk import Desk
from bot.dispatch import Dispatcher
from bot.pace import Rates
from bot.telegram.render import Part, body, render
from bot.telegram.sender import translated
from bot.views import View, text_view
from core.errors import DeliveryError
from core.models import ChatKey

log = structlog.get_logger()

QUIET = LinkPreviewOptions(is_disabled=True)


class Outbox:
    """Sends and turns messages; raises DeliveryError."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self._bot, self._dispatcher = bot, dispatcher

    async def say(self, key: ChatKey, view: View, *, reply_to: int | None = None) -> None:
        """Send the view, its first part as a reply if `reply_to` names a message."""
        for index, part in enumerate(render(view)):
            await self._send(key, part, reply_to if index == 0 else None)

    async def turn(self, key: ChatKey, message_id: int, view: View) -> None:
        """Let that message show the view. Of a longer view the other parts follow below."""
        first, *others = render(view)
        await self._dispatcher.reply(key, lambda: self._edit(key, message_id, first))
        for part in others:
            await self._send(key, part, None)

    async def toast(self, query: CallbackQuery, text: str | None, *, alert: bool) -> None:
        """Answer a button. Too late to be seen is no error."""
        with suppress(TelegramError):
            await query.answer(text, show_alert=alert)

    async def _send(self, key: ChatKey, part: Part, reply_to: int | None) -> None:
        async def send() -> None:
            with translated():
                await self._bot.send_message(
                    int(key.chat_id),
                    part.text,
                    parse_mode=ParseMode.HTML,
                    message_thread_id=int(key.thread_id) if key.thread_id else None,
                    link_preview_options=QUIET,
                    reply_markup=_markup(part),
                    reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
                )

        await self._dispatcher.reply(key, send)

    async def _edit(self, key: ChatKey, message_id: int, part: Part) -> None:
        with translated():
            try:
                await self._bot.edit_message_text(
                    part.text,
                    chat_id=int(key.chat_id),
                    message_id=message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=QUIET,
                    reply_markup=_markup(part),
                )
            except BadRequest as error:
                if "not modified" not in error.message.casefold():  # pressed twice: it already shows that
                    raise


def _markup(part: Part) -> InlineKeyboardMarkup | None:
    if not part.keyboard:
        return None
    rows = [[InlineKeyboardButton(b.label, url=b.url, callback_data=b.action) for b in row] for row in part.keyboard]
    return InlineKeyboardMarkup(rows)


def bodies(view: View, silent: bool, previews: bool) -> list[str]:
    """The view's parts as the ledger keeps them."""
    return [body(part, silent=silent, previews=previews) for part in render(view)]


async def tell_gone(outbox: Outbox, desk: Desk, key: ChatKey, reason: str) -> None:
    """A closed topic is told once in the group's general topic; the chat is paused by then."""
    if reason != "topic_closed" or not key.thread_id:
        return
    general = ChatKey(key.platform, key.chat_id)
    chat = await desk.chat(key)
    try:
        await outbox.say(general, text_view(desk.translator(chat), "chat.topic_gone"))
    except DeliveryError as error:
        log.warning("group not told of its closed topic", chat=key.chat_id, error=str(error))


# Telegram takes 30 messages a second in all, one a second into a chat, 20 a minute into a group (core.telegram.org
# bots FAQ). What counts is when they arrive, so we stay a little below.
RATES = Rates(per_second=28.5, chat_gap=1.05, group_per_minute=19, is_group=lambda key: key.chat_id.startswith("-"))
