"""The Bot API's methods that write into chats, with the checks of the real server in its order:
form, flood, rights."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram_flood import Flood
from tests.fakes.telegram_html import valid_link
from tests.fakes.telegram_markup import checked_markup
from tests.fakes.telegram_params import Params
from tests.fakes.telegram_state import GENERAL, Acted, Chat, Json, Message, Refusal, Version, bad
from tests.fakes.telegram_text import MAX_CAPTION, MAX_TEXT, Formatted, formatted
from tests.fakes.telegram_world import World

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)
# Seconds for which messages can be deleted.
DELETABLE = 48 * 3600
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


class Sending:
    """Messages sent, edited and deleted. With `utf16_too` false, lengths are counted in code points
    only."""

    def __init__(self, world: World, flood: Flood, *, utf16_too: bool) -> None:
        self.world, self.flood, self.utf16_too = world, flood, utf16_too
        self.methods: dict[str, Callable[[Params], Any]] = {
            "sendmessage": self.send_message,
            "sendphoto": self.send_photo,
            "senddocument": self.send_document,
            "editmessagetext": self.edit_text,
            "editmessagereplymarkup": self.edit_markup,
            "deletemessage": self.delete,
            "sendchataction": self.send_action,
        }

    def send_message(self, params: Params) -> Json:
        """sendMessage"""
        text = self._text(params, "text", MAX_TEXT)
        return self._send(params, text).json()

    def send_photo(self, params: Params) -> Json:
        """sendPhoto: a file, a file's id, or an address that is taken on trust."""
        caption = self._text(params, "caption", MAX_CAPTION)
        photo = params.text("photo")
        upload = params.files.get(photo.removeprefix("attach://") if photo else "photo")
        if upload is None and not photo:
            raise bad("there is no photo in the request")
        if upload is None and "/" in photo and not valid_link(photo):
            raise bad("invalid file HTTP URL specified: URL host is empty")
        if upload is not None and not upload.content:
            raise bad("file must be non-empty")
        size = len(upload.content) if upload else 1000
        name = upload.name if upload else photo
        file = {
            "file_id": name,
            "file_unique_id": f"photo-{next(self.world.ids)}",
            "file_size": size,
        }
        return self._send(params, caption, photo=file).json()

    def send_document(self, params: Params) -> Json:
        """sendDocument of a file that comes along."""
        caption = self._text(params, "caption", MAX_CAPTION)
        upload = params.files.get(params.text("document").removeprefix("attach://") or "document")
        if upload is None:
            raise bad("there is no document in the request")
        if not upload.content:
            raise bad("file must be non-empty")
        message = self._send(params, caption)
        message.document = self.world.file(upload.name, upload.content, len(upload.content))
        return message.json()

    def edit_text(self, params: Params) -> Json:
        """editMessageText; leaving the keyboard out takes it away."""
        text = self._text(params, "text", MAX_TEXT)
        markup = checked_markup(params.object("reply_markup"))
        message = self._own(params, "edit")
        if message.photo or message.document:
            raise bad("there is no text in the message to edit")
        if (text.text, text.entities, markup) == (message.text, message.entities, message.markup):
            raise bad(_UNMODIFIED)
        self._admit(message.chat, edit=True)
        self._change(message, text, markup)
        message.preview = params.object("link_preview_options")
        return message.json()

    def edit_markup(self, params: Params) -> Json:
        """editMessageReplyMarkup"""
        markup = checked_markup(params.object("reply_markup"))
        message = self._own(params, "edit")
        if markup == message.markup:
            raise bad(_UNMODIFIED)
        self._admit(message.chat, edit=True)
        self._change(message, Formatted(message.text, message.entities, message.html or ""), markup)
        return message.json()

    def delete(self, params: Params) -> bool:
        """deleteMessage"""
        chat = self._chat(params)
        message = chat.stored.get(params.number("message_id") or 0)
        if not message or message.deleted:
            raise bad("message to delete not found")
        if (
            not message.by_bot
            and not chat.private
            and chat.status(self.world.bot) != "administrator"
        ):
            raise bad("message can't be deleted")
        if self.world.unix() - message.date > DELETABLE:
            raise bad("message can't be deleted")
        message.deleted = True
        return True

    def send_action(self, params: Params) -> bool:
        """sendChatAction; unlike messages it may name a forum's general topic. It shows for five
        seconds, or until the bot's next message."""
        chat = self._chat(params)
        if params.text("action") not in _ACTIONS:
            raise bad("wrong parameter action in request")
        wait = self.flood.lockout(chat.id)
        if wait is not None:
            raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        if chat.kind == "channel":
            raise bad("can't send chat action to channels")
        self.world.enter(chat)
        thread = params.number("message_thread_id")
        if thread and chat.forum and thread not in chat.topics:
            raise bad("message thread not found")
        chat.actions.append(Acted(time.monotonic(), params.text("action"), thread))
        return True

    def _text(self, params: Params, name: str, limit: int) -> Formatted:
        entities = params.object("entities" if name == "text" else "caption_entities")
        mode = params.text("parse_mode")
        text = formatted(params.text(name), mode, entities, limit=limit, utf16_too=self.utf16_too)
        if name == "text" and not text.text:
            raise bad("message text is empty")
        return text

    def _send(self, params: Params, text: Formatted, photo: Json | None = None) -> Message:
        markup = checked_markup(params.object("reply_markup"))
        chat = self._chat(params)
        replied = _replied(chat, params)
        thread = self._thread(chat, params, replied)
        self._admit(chat, photo=photo is not None)
        posted = chat.kind == "channel"
        return self.world.store(
            chat,
            text=text.text,
            entities=text.entities,
            html=text.raw,
            markup=markup,
            sender=None if posted else self.world.bot,
            sender_chat=chat if posted else None,
            by_bot=True,
            thread=thread,
            reply_to=replied and replied.id,
            silent=params.flag("disable_notification"),
            preview=params.object("link_preview_options"),
            photo=photo,
        )

    def _chat(self, params: Params) -> Chat:
        return self.world.find(params.text("chat_id"))

    def _admit(self, chat: Chat, *, edit: bool = False, photo: bool = False) -> None:
        """The server's part: flood limits, then whether the bot may speak here. Raises a
        Refusal."""
        wait = self.flood.admit(chat.id, edit=edit)
        if wait is not None:
            raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        self.world.enter(chat)
        if chat.kind == "channel" and chat.status(self.world.bot) != "administrator":
            raise bad("need administrator rights in the channel chat")
        if chat.muted and not edit:
            raise bad(
                f"not enough rights to send {'photos' if photo else 'text messages'} to the chat"
            )

    def _thread(self, chat: Chat, params: Params, replied: Message | None) -> int | None:
        """The topic (or, outside forums, the thread of answers) that the message belongs to."""
        thread = params.number("message_thread_id")
        if thread is None and chat.forum and replied:
            thread = replied.thread
        if not chat.forum:
            if thread is not None and (chat.kind != "supergroup" or thread not in chat.stored):
                raise bad("message thread not found")
            return thread
        if thread == GENERAL:
            raise bad("message thread not found")
        topic = chat.topics.get(thread or GENERAL)
        if topic is None or topic.deleted:
            raise bad("message thread not found")
        if topic.closed and chat.status(self.world.bot) != "administrator":
            raise bad("TOPIC_CLOSED")
        return thread

    def _own(self, params: Params, verb: str) -> Message:
        """The bot's message that those parameters name; raises a 400 Refusal."""
        if params.text("inline_message_id"):
            raise bad("MESSAGE_ID_INVALID")
        message = self._chat(params).stored.get(params.number("message_id") or 0)
        if not message or message.deleted:
            raise bad(f"message to {verb} not found")
        if not message.by_bot:
            raise bad(f"message can't be {verb}ed")
        return message

    def _change(self, message: Message, text: Formatted, markup: Json | None) -> None:
        before = Version(
            message.text, message.entities, message.html, message.markup, time.monotonic()
        )
        message.edits.append(before)
        message.text, message.entities, message.html, message.markup = *text, markup
        message.edited = int(self.world.unix())


def _replied(chat: Chat, params: Params) -> Message | None:
    """The message that is answered, in either way of saying it; raises a 400 Refusal where it is
    missing."""
    reply = params.object("reply_parameters") or {}
    key = reply.get("message_id") or params.number("reply_to_message_id")
    if key is None:
        return None
    message = chat.stored.get(int(key))
    if message and not message.deleted:
        return message
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")
