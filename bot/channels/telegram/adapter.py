"""Telegram: handles updates. Finds out who asks where, has the command table answer, shows it."""

# Tested in tests/bot/channels/telegram/test_end_to_end.py.

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncGenerator
from contextlib import aclosing

import structlog
from telegram import ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.access import (
    GROUPS,
    Access,
    answers_us,
    key_of,
    line_of,
    names_nobody,
    said_in,
    topic_of,
    wants_nothing,
)
from bot.channels.telegram.answering import Answer, to_answer
from bot.channels.telegram.askers import Askers
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.files import sent_file
from bot.channels.telegram.outbox import Outbox
from bot.channels.telegram.presses import Press
from bot.channels.telegram.reactions import Reactions
from bot.chat import views
from bot.chat.arguments import is_courtesy
from bot.chat.command_table import Office
from bot.chat.commands import answer, take_file
from bot.chat.meant import line_in_reply
from bot.chat.queues import AskerQueues, EndTurn, Ticket
from bot.chat.request import nobody
from bot.chat.sent import SentMessages, paper_of
from bot.chat.words.numbers import ids_in
from bot.delivery.background import Background
from core.chats import ChatKey
from core.ports import Clock
from core.sent import About
from locales import languages

log = structlog.get_logger()

# Updates remembered so that one delivered twice is handled once.
REMEMBERED = 4096
# Updates of one chat that may wait to be handled. Who sends more at once wants no answer.
WAITING = 200
OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Adapter:
    """Handles the updates of one bot."""

    def __init__(
        self,
        office: Office,
        outbox: Outbox,
        sent: SentMessages,
        access: Access,
        clock: Clock,
        account: str,
    ) -> None:
        """`account` is the name of the bot's account; the bot has signed in."""
        self._office = office
        self._outbox = outbox
        self._sent = sent
        self._username = outbox.bot.username
        self._account = account
        self._membership = outbox.membership
        self._languages = tuple(languages().values())
        self._askers = Askers(office.desk, access, sent, self._username, account)
        self._reactions = Reactions(office, sent, access, account)
        self._callbacks = Callbacks(office, outbox, access, self._askers, clock, account)
        self._turns = AskerQueues(WAITING)
        self._seen: OrderedDict[int, None] = OrderedDict()

    async def hear(self, updates: AsyncGenerator[Update], background: Background) -> None:
        """Have each update handled in the background; ends as the updates do."""
        async with aclosing(updates):
            async for update in updates:
                chat = update.effective_chat
                if chat is None or self._is_old(update):
                    continue
                user = update.effective_user
                person = user.id if user else 0
                turn = self._turns.join(chat.id, person)
                if turn is None:
                    log.warning("flooded, update dropped", chat=chat.id)
                    continue
                press = self._callbacks.heard(update.callback_query)
                background.spawn(f"update {update.update_id}", self._handle(update, turn, press))

    async def _handle(self, update: Update, turn: Ticket, press: Press | None) -> None:
        """Do what the update asks for. Edited messages ask for nothing."""
        async with turn as end_turn:
            if update.callback_query:
                try:
                    await self._callbacks.answer(update.callback_query, press, end_turn)
                finally:
                    if press is not None:
                        press.ended = True
            elif update.message_reaction:
                await self._reactions.changed(update.message_reaction)
            elif update.my_chat_member:
                await self._joined(update.my_chat_member)
            elif message := update.message or update.channel_post:
                if message.migrate_to_chat_id:
                    there = ChatKey(self._account, str(message.chat.id))
                    await self._membership.all_moved(there, str(message.migrate_to_chat_id))
                elif not wants_nothing(message) or message.forum_topic_edited:
                    await self._said(message, end_turn)

    def _is_old(self, update: Update) -> bool:
        """Whether the update came before: Telegram repeats what was not acknowledged in time."""
        if update.update_id in self._seen:
            return True
        self._seen[update.update_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return False

    async def _said(self, message: Message, end_turn: EndTurn) -> None:
        key = key_of(self._account, message)
        reply_to = to_answer(message)
        about = await self._askers.about(key, message)
        upload = sent_file(message, self._outbox.bot, self._username)
        line = line_of(message, self._username, about, self._languages)
        if line is None and upload is None:
            line = await self._of_list(key, message, about)
        if (line or upload) and names_nobody(message) and not await self._is_for_us(key, message):
            return
        if line is None and upload is None:
            if message.forum_topic_edited and message.forum_topic_edited.name:
                await self._office.desk.called(key, message.forum_topic_edited.name)
            return

        reply = Answer(self._outbox, key, reply_to)

        async def notify(view: views.View) -> None:
            end_turn()
            reply.notify(view)

        async with reply.while_working(message.chat):
            request = await self._askers.request(key, notify, message, message.from_user, about)
            if upload is not None:
                view = await take_file(self._office, request, upload)
            else:
                view = await answer(self._office, request, line or "")
        await reply.show(view)
        if name := topic_of(message):
            await self._office.desk.called(key, name)

    async def _is_for_us(self, key: ChatKey, message: Message) -> bool:
        """Whether a command that names nobody is for us: it replies to us, or the chat is ours, and
        it replies to no other of our bots."""
        if answers_us(message, self._username):
            return True
        homes = self._office.desk.homes
        replied = message.reply_to_message
        if replied and replied.from_user and homes.is_ours(str(replied.from_user.id)):
            return False
        return await homes.is_own(key)

    async def _of_list(self, key: ChatKey, message: Message, about: About | None) -> str | None:
        """The line for a pick's letter, a title's beginning, a place from the end, or a question
        with a number, in reply to the list that it is about; or None."""
        if about is None or about.list_key is None or paper_of(about):
            return None
        text = said_in(message)
        if is_courtesy(text, self._languages) or ids_in(text):
            return None
        request = await self._askers.request(key, nobody, message, message.from_user, about)
        return await line_in_reply(self._office.desk, request, about.list_key, text)

    async def _joined(self, change: ChatMemberUpdated) -> None:
        """Thrown out or blocked: leave the chat alone. Let in: say how to begin."""
        key = ChatKey(self._account, str(change.chat.id))
        if change.new_chat_member.status in OUTSIDE:
            reason = "blocked" if change.chat.type == ChatType.PRIVATE else "kicked"
            await self._membership.left(key, reason)
            return
        was_outside = change.old_chat_member.status in OUTSIDE
        in_group = change.chat.type in GROUPS
        if was_outside and in_group and await self._office.gate.speaks(key):
            request = await self._office.desk.request(key, nobody, delivers=True)
            greeting = await self._office.subscriptions.greeting(request)
            await Answer(self._outbox, key, None).show(greeting)
