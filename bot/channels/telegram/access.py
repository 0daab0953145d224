"""Who asks, where, and what they may: what a Telegram message says of it."""

# Chinese is read here: full-width signs.

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from typing import TypeVar

from telegram import Bot, Message, MessageEntity, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken, TelegramError

from bot.channels.old_messages import read_old
from bot.channels.telegram.markup import unmarked
from bot.channels.telegram.wire import UNREADABLE
from bot.chat.arguments import (
    is_command,
    is_courtesy,
    is_greeting,
    is_question,
    split_command,
)
from bot.chat.audience import Audience
from bot.chat.command_table import find
from bot.chat.sent import paper_of
from bot.chat.words.numbers import is_number
from bot.chat.words.votes import said_vote
from core.chats import ChatKey
from core.identify import papers_in
from core.language import Language
from core.sent import About

T = TypeVar("T")

# Seconds between the tries to learn who somebody is; they wait for their answer.
PAUSES = (0.5, 1.0, 2.0)
# Refusals that Telegram would only repeat.
_FINAL = (BadRequest, Forbidden, InvalidToken, EndPointNotFound)
ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

# What says more than a stop or a wave of the hand; a quotation does, too.
_SAYS = re.compile(r"[\w\"'“”‘’「」『』]")


def key_of(account: str, message: Message) -> ChatKey:
    """The chat of the message, as that account knows it; in a forum, its topic."""
    thread_id = ""
    if message.is_topic_message:
        thread_id = str(message.message_thread_id or "")
    return ChatKey(account, str(message.chat.id), thread_id)


def topic_of(message: Message) -> str | None:
    """The name of the topic that the message was written in, as its first message tells; None in
    a reply to any other, and outside topics."""
    first = message.reply_to_message
    if first is None or first.forum_topic_created is None:
        return None
    return first.forum_topic_created.name


def line_of(
    message: Message, username: str, about: About | None, languages: Iterable[Language]
) -> str | None:
    """What the message asks of us, as a line for the command table; None when it is not for us.

    Commands for another bot are not, nor is talk in company that does not address us, nor a command
    there that is not ours and names nobody. Our name alone asks who we are. `about` is what the
    message is about to which it replies, when that is one of ours and known: a bare number in reply
    to a list is a paper of that very list, and a question in reply to a report, or to an answer
    about one, is put to its paper, in whichever of the `languages`. Thanks want no answer; who says
    hello to us is told what there is.
    """
    text = said_in(message)
    private = message.chat.type == ChatType.PRIVATE
    if not text:
        return "" if private and _is_wordless(message) else None
    rest, mentioned = _without_mention(text, username)
    if _is_command(message):
        if _is_our_command(text, username, private=private):
            return rest
        return None
    if is_command(rest) and (mentioned or rest.startswith("／")):  # which is no command to Telegram
        text = "/" + rest[1:]
        return text if _is_our_command(text, username, private=private) else None
    text = rest
    greets = about is None and is_greeting(text, languages) and (private or mentioned)
    if greets or (mentioned and not text):
        return "/start"
    if is_courtesy(text, languages):
        return None
    if about is not None or answers_us(message, username):
        if said_vote(text):
            return text
        if is_number(text):
            if about is not None and about.list_key:
                return f"/paper {text} {about.list_key}"
            return f"/paper {text}"
        paper = paper_of(about)
        if paper and (private or mentioned or is_question(text, languages)):
            return f"/ask {paper.typed} {text}"
    if private or mentioned:
        return text
    return None


def wants_nothing(message: Message) -> bool:
    """Whether nobody has written the message to be answered: Telegram has forwarded it out of the
    linked channel, where it was heard already; or another bot writes, which would answer us again.
    """
    user = message.from_user
    by_bot = user is not None and user.is_bot and message.sender_chat is None
    return by_bot or bool(message.is_automatic_forward)


def said_in(message: Message) -> str:
    """The words of the message, or those under its picture, with the addresses of papers that stand
    behind words; the name of a PDF without words that is called by a paper's id."""
    text, entities = _written(message)
    named = (message.document and message.document.file_name) or ""
    if not text and named.casefold().endswith(".pdf") and papers_in(named):
        return named
    hidden = [str(each.url) for each in entities if each.type == MessageEntity.TEXT_LINK]
    there = set(papers_in(text))
    told = [url for url in dict.fromkeys(hidden) if set(papers_in(url)) - there]
    return "\n".join((text, *told)).strip()


def _is_wordless(message: Message) -> bool:
    """Whether the message brings something that only looks like a question: a picture, a voice.
    Of an album's pictures each is a message."""
    things = (
        message.photo,
        message.voice,
        message.video,
        message.video_note,
        message.audio,
        message.location,
        message.contact,
    )
    return any(things) and message.media_group_id is None


def _without_mention(text: str, username: str) -> tuple[str, bool]:
    """The text without the bot's name where that is a word of its own, and whether it begins or
    ends with it, as who is addressed does: "@PaperboyBot 3"."""
    mention = re.compile(
        rf"(?:(?<!\S)|(?<=[^\x00-\x7f]))[@＠]{re.escape(username)}(?![A-Za-z0-9_])[,:，：;；、]?",
        re.IGNORECASE,
    )
    found = [match.span() for match in mention.finditer(text)]
    addressed = bool(found) and not (
        _SAYS.search(text[: found[0][0]]) and _SAYS.search(text[found[-1][1] :])
    )
    return mention.sub(" ", text).strip(), addressed


def _is_command(message: Message) -> bool:
    _, entities = _written(message)
    if not entities:
        return False
    first = entities[0]
    return first.type == MessageEntity.BOT_COMMAND and first.offset == 0


def _written(message: Message) -> tuple[str, Sequence[MessageEntity]]:
    """The words of the message, or those under its picture, and what Telegram marks in them."""
    if message.text is not None:
        return message.text, message.entities
    return message.caption or "", message.caption_entities


def _is_our_command(text: str, username: str, *, private: bool) -> bool:
    """Whether a command names this bot, or names no bot and is sent in private or one of ours."""
    name, _, addressee = text.split(maxsplit=1)[0].removeprefix("/").partition("@")
    if addressee:
        return addressee.casefold() == username.casefold()
    if not private and name[:1].isalpha():
        name, _ = split_command(f"/{name}")  # `/paper_3` is a tapped `/paper 3`
    return private or find(name.casefold(), delivers=True) is not None


def answers_us(message: Message, username: str) -> bool:
    """Whether the message replies to one of ours; never in a channel: its messages have no user."""
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.username == username)


def names_nobody(message: Message) -> bool:
    """Whether the message asks something in company and says not whom, as any of several bots there
    may hear it: with a command, or in a channel, whose messages have no author, with a reply."""
    text, entities = _written(message)
    if message.chat.type == ChatType.PRIVATE:
        return False
    if entities and entities[0].type == MessageEntity.BOT_COMMAND:
        return "@" not in text[: entities[0].length]
    if text.strip().startswith("／"):
        return True
    return message.chat.type == ChatType.CHANNEL


def shown_in(message: Message) -> About | None:
    """What an old message is about, read from its buttons and words; None when they do not say."""
    buttons: list[str] = []
    if message.reply_markup:
        for row in message.reply_markup.inline_keyboard:
            buttons.extend(str(button.callback_data or "") for button in row)
    return read_old(buttons, unmarked(message.text or ""))


class Access:
    """Tells admins and operators from everybody else."""

    def __init__(self, bot: Bot, operators: Collection[int]) -> None:
        """`operators` are the user ids that run this Paperboy."""
        self._bot = bot
        self._operators = frozenset(operators)

    async def allows(self, audience: Audience, message: Message, user: User | None) -> bool:
        """Whether who sent the message, or pressed a button of it, belongs to the audience."""
        if audience is Audience.EVERYONE:
            return True
        if audience is Audience.OPERATOR:
            return self.operates(user)
        if message.chat.type == ChatType.PRIVATE:
            return True
        wrote_it = user is None or message.from_user == user  # instead of pressing its button
        if wrote_it and await self._speaks_for_the_chat(message):
            return True
        return user is not None and await self._is_admin(message.chat.id, user.id)

    def operates(self, user: User | None) -> bool:
        """Whether that is somebody who runs this Paperboy."""
        return user is not None and user.id in self._operators

    async def name_of(self, chat_id: int, person: str) -> str:
        """What the person is called in that chat; their id where Telegram does not tell."""
        member = await _asked(lambda: self._bot.get_chat_member(chat_id, int(person)))
        return member.user.full_name if member is not None else person

    async def _speaks_for_the_chat(self, message: Message) -> bool:
        """Whether the chat itself wrote it, a group's anonymous admin or its linked channel."""
        sender = message.sender_chat
        if sender is None:
            return False
        if sender.id == message.chat.id:
            return True
        chat = await _asked(lambda: self._bot.get_chat(message.chat.id))
        return chat is not None and chat.linked_chat_id == sender.id

    async def _is_admin(self, chat_id: int, user_id: int) -> bool:
        member = await _asked(lambda: self._bot.get_chat_member(chat_id, user_id))
        return member is not None and member.status in ADMINS


async def _asked(ask: Callable[[], Awaitable[T]]) -> T | None:
    """Telegram's answer, asked for again after trouble that may pass; None when there is none."""
    for pause in (*PAUSES, None):
        try:
            return await ask()
        except (TelegramError, *UNREADABLE) as error:
            may_pass = isinstance(error, TelegramError) and not isinstance(error, _FINAL)
            if pause is None or not may_pass:
                return None
        await asyncio.sleep(pause)
    raise AssertionError  # the last pause is None
