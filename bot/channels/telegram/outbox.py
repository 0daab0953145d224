"""How answers leave for Telegram: rendered, then part by part through the dispatcher."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.channels.telegram.files import document_to
from bot.channels.telegram.markup import web_address
from bot.channels.telegram.render import Part, body, key_rows, render
from bot.channels.telegram.sender import NO_RIGHTS, QUIET, markup_of, message_to, translated
from bot.channels.telegram.typing import Typing
from bot.channels.telegram.wire import edit, send, send_file
from bot.chat.actions import write_action
from bot.chat.sent import SentMessages
from bot.chat.views import Button, Item, View, sentences
from bot.chat.views.model import Enclosed
from bot.delivery.dispatch import Dispatcher
from core.chats import ChatKey
from core.delivery import DeliveryError, Gone, Limited, Rejected, Unsent
from locales import Translator

log = structlog.get_logger()

# Characters that the answer to a button takes; the Bot API counts them as UTF-16 at most.
TOAST = 200
# Seconds between the tries to answer a pressed button. Somebody looks at it, and Telegram forgets
# it soon.
PAUSES = (0.5, 1.0, 2.0)


class Outbox:
    """Sends and turns messages; raises DeliveryError. `bot` is the library's."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, sent: SentMessages) -> None:
        """What the messages show is noted in `sent`."""
        self.bot = bot
        self._dispatcher = dispatcher
        self._sent = sent
        self.membership = dispatcher.membership
        self.typing = Typing(bot, dispatcher)

    async def turn(
        self, key: ChatKey, message_id: int, view: View, folded: View | None = None
    ) -> None:
        """Let that message show the view, with those that show one view together with it.

        Where fewer are needed the others are deleted; `folded` is what one says that Telegram
        deletes no more. Further parts are sent as replies.
        """
        pressed = str(message_id)
        there = await self._sent.together(key, pressed)
        if pressed not in there:
            there = (pressed,)
        if len(render(view)) == 1:
            # The message that was pressed is the one that somebody looks at.
            there = (pressed, *(each for each in there if each != pressed))
        await self.show(key, view, there, further_to=message_id, folded=folded)

    async def show(
        self,
        key: ChatKey,
        view: View,
        over: Sequence[str] = (),
        *,
        reply_to: int | None = None,
        further_to: int | None = None,
        patience: float | None = None,
        folded: View | None = None,
    ) -> list[str]:
        """Let the messages `over` become the view, part by part, and return the ids of its
        messages, "" for one whose id Telegram did not tell. Further parts are sent; messages too
        many are deleted, or else say `folded`.

        A message that cannot be changed any more gives way to a new one. The first part is sent as
        a reply to `reply_to`, further ones to `further_to`. Each part is tried for `patience`
        seconds, or as long as answers usually are.
        """
        parts = render(view)
        shown: list[str] = []
        if view.enclosed is not None:
            shown = [await self._send_file(key, parts[0], view.enclosed, reply_to)]
            parts = []
        for index, part in enumerate(parts):
            there = over[index] if index < len(over) else ""
            if not there or not await self._change(key, there, part, patience):
                there = await self._send(key, part, reply_to, patience)
            await self._sent.note(key, there, view.about)
            shown.append(there)
            reply_to = further_to
        for each in over[len(parts) :]:
            await self.remove(key, each, folded)
        await self._sent.note_together(key, shown, view.about)
        return shown

    async def _change(
        self, key: ChatKey, message_id: str, part: Part, patience: float | None = None
    ) -> bool:
        """Let the message show the part; False when Telegram does not change it."""
        try:
            # An edit that is made twice is the same edit.
            await self._dispatcher.reply(
                key,
                lambda: self._edit(key, int(message_id), part),
                repeatable=True,
                patience=patience,
            )
        except Rejected as error:
            log.info("a message was not changed", chat=key.chat_id, reason=error.reason)
            return False
        return True

    async def rename(self, key: ChatKey, message: Message, named: Sequence[Button]) -> None:
        """Call those of the message's buttons what they are called in `named`; nothing else of it
        changes."""
        labels = {write_action(each.action): each.label for each in named if each.action}
        rows: list[list[InlineKeyboardButton]] = []
        changes = False
        markup = message.reply_markup
        for row in markup.inline_keyboard if markup else ():
            keys: list[InlineKeyboardButton] = []
            for each in row:
                label = labels.get(str(each.callback_data or ""), each.text)
                changes = changes or label != each.text
                keys.append(InlineKeyboardButton(label, each.url, each.callback_data))
            rows.append(keys)
        if not changes:
            return
        with suppress(Rejected):  # it is gone, or too old
            await self._dispatcher.reply(
                key,
                lambda: self._relabel(key, message.message_id, InlineKeyboardMarkup(rows)),
                repeatable=True,
            )

    async def _relabel(self, key: ChatKey, message_id: int, markup: InlineKeyboardMarkup) -> None:
        with _unless_done("not modified"):
            await self.bot.edit_message_reply_markup(
                int(key.chat_id), message_id, reply_markup=markup
            )

    async def remove(self, key: ChatKey, message_id: str, folded: View | None = None) -> None:
        """Delete the message; one that is too old for it says `folded`."""
        try:
            await self._dispatcher.reply(
                key, lambda: self._delete(key, int(message_id)), repeatable=True
            )
        except Rejected:
            if folded is not None:
                await self._change(key, message_id, render(folded)[0])
                await self._sent.note(key, message_id, None)

    async def _delete(self, key: ChatKey, message_id: int) -> None:
        with _unless_done("to delete not found"):
            await self.bot.delete_message(int(key.chat_id), message_id)

    async def _send(
        self, key: ChatKey, part: Part, reply_to: int | None, patience: float | None
    ) -> str:
        """Send the part; as bare text, should Telegram refuse it. The new message's id."""
        try:
            return await self._dispatcher.reply(
                key, lambda: self._post(key, part, reply_to, plain=False), patience=patience
            )
        except Rejected as error:
            log.warning(
                "answer rejected, sent without markup", chat=key.chat_id, reason=error.reason
            )
            return await self._dispatcher.reply(
                key, lambda: self._post(key, part, reply_to, plain=True), patience=patience
            )

    async def _send_file(
        self, key: ChatKey, part: Part, enclosed: Enclosed, reply_to: int | None
    ) -> str:
        """Send the part with that file; the new message's id. Where files are not allowed, it is
        said that they are not: words may be."""

        async def post() -> str:
            message = _message(key, part, reply_to)
            with translated():
                return await send_file(self.bot, document_to(message, enclosed))

        try:
            return await self._dispatcher.reply(key, post)
        except (Gone, Rejected) as refused:
            if isinstance(refused, Gone) and refused.reason != NO_RIGHTS:
                raise
            log.info("a file was refused", chat=key.chat_id, reason=refused.reason)
            (instead,) = render(sentences([enclosed.refused]))
            return await self._send(key, instead, reply_to, None)

    async def _post(self, key: ChatKey, part: Part, reply_to: int | None, *, plain: bool) -> str:
        message = _message(key, part, reply_to, plain=plain)
        message["link_preview_options"] = QUIET if plain else _preview(part)
        with translated():
            return await send(self.bot, message)

    async def _edit(self, key: ChatKey, message_id: int, part: Part) -> None:
        text = {
            "chat_id": int(key.chat_id),
            "message_id": message_id,
            "text": part.text,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": _preview(part),
            "reply_markup": _markup(part),
        }
        with _unless_done("not modified"):  # whoever presses twice finds it as it shall be
            await edit(self.bot, text)


class Pressed:
    """A pressed button, whose spinner stops at the first answer."""

    def __init__(self, query: CallbackQuery) -> None:
        self._query = query
        self._answered = False

    async def tell(
        self, text: str | None = None, *, alert: bool = False, url: str | None = None
    ) -> bool:
        """Stop the spinner; a text or a link is for whoever pressed, and for nobody else.

        False when they do not see it: it was answered before, the text is too long, Telegram was
        not reached, or takes no answer to a press of so long ago.
        """
        if self._answered or len((text or "").encode("utf-16-le")) > 2 * TOAST:
            return False
        self._answered = True
        for pause in (*PAUSES, None):
            try:
                with translated():
                    await self._query.answer(text, show_alert=alert, url=url)
                return True
            except (Limited, Unsent) as error:
                if pause is None:
                    log.info("a pressed button was not answered", why=str(error))
                    return False
            except Rejected:
                return False
            except DeliveryError:
                return True
            await asyncio.sleep(pause)
        raise AssertionError  # the last pause is None


def bodies(view: View, t: Translator, *, silent: bool, previews: bool) -> list[str]:
    """The view's parts as the ledger keeps them; all words are the view's, so `t` is not needed.

    With previews, the first paper's page is shown below the first part: no text of ours has a link.
    """
    parts = render(view)
    found = [body(part, silent=silent) for part in parts]
    if parts and previews:
        found[0] = body(parts[0], silent=silent, preview=_first_address(view))
    return found


def _first_address(view: View) -> str | None:
    """Where the first entry of the view can be read; None where it has none."""
    for block in view.blocks:
        if isinstance(block, Item) and block.address:
            return web_address(block.address)
    return None


@contextmanager
def _unless_done(said: str) -> Iterator[None]:
    """Raises DeliveryError where the library raises its own, but not where Telegram says by those
    words that it is so already."""
    with translated():
        try:
            yield
        except BadRequest as error:
            if said not in error.message.casefold():
                raise


def _message(
    key: ChatKey, part: Part, reply_to: int | None, *, plain: bool = False
) -> dict[str, Any]:
    """The part in the Bot API's words, as a reply if `reply_to` names a message."""
    message = message_to(key, part.text, _markup(part), plain=plain)
    if reply_to:
        message["reply_parameters"] = ReplyParameters(reply_to, allow_sending_without_reply=True)
    return message


def _markup(part: Part) -> InlineKeyboardMarkup | None:
    return markup_of(key_rows(part))


def _preview(part: Part) -> LinkPreviewOptions:
    """The part's picture above its text, in one message that can still be edited; no other link."""
    if part.picture is None:
        return QUIET
    return LinkPreviewOptions(url=part.picture, prefer_large_media=True, show_above_text=True)
