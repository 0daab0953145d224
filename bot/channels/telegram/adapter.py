"""Telegram: handles updates. Finds out who asks where, has the command table answer, shows it."""

# Tested in tests/bot/channels/telegram/test_end_to_end.py.

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress

import structlog
from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.access import (
    GROUPS,
    Access,
    answers_us,
    key_of,
    line_of,
    names_nobody,
    topic_of,
)
from bot.channels.telegram.answering import Answer, Turned, follow
from bot.channels.telegram.askers import Askers
from bot.channels.telegram.files import sent_file
from bot.channels.telegram.outbox import Outbox, Pressed
from bot.channels.telegram.presses import Press, Presses
from bot.channels.telegram.reactions import Reactions
from bot.chat import views
from bot.chat.actions import Action, Verb, read_action
from bot.chat.audience import Audience
from bot.chat.command_table import Office, only_reads
from bot.chat.commands import answer, press, take_file
from bot.chat.links import to_link
from bot.chat.meant import picked_by
from bot.chat.problems import reader_view
from bot.chat.queues import AskerQueues, Ticket
from bot.chat.request import nobody
from bot.chat.sent import SentMessages, paper_of
from bot.delivery.background import Background
from core.chats import ChatKey
from core.errors import ButtonStale, LetterUnknown
from core.ports import Clock
from core.sent import About
from locales import languages

log = structlog.get_logger()

# A group's number button pressed again within this points to the answer instead of repeating it.
REPEAT = dt.timedelta(minutes=10)
# Updates remembered so that one delivered twice is handled once.
REMEMBERED = 4096
# Updates of one chat that may wait to be handled. Who sends more at once wants no answer.
WAITING = 200
OUTSIDE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

# Ends a person's turn before its answer is ready, so that what they ask next can begin.
EndTurn = Callable[[], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Pressing:
    """A button that a person pressed under a message; `press` where that turns the message."""

    pressed: Pressed
    person: User
    message: Message
    action: Action | None
    press: Press | None

    @property
    def overtaken(self) -> bool:
        """Whether the person has pressed again meanwhile, so that this need not be shown."""
        return self.press is not None and self.press.overtaken


class Adapter:
    """Handles the updates of one bot."""

    def __init__(
        self,
        office: Office,
        outbox: Outbox,
        sent: SentMessages,
        access: Access,
        clock: Clock,
        username: str,
        account: str,
    ) -> None:
        """`username` is the bot's, without @; `account` the name of its account."""
        self._office = office
        self._outbox = outbox
        self._access = access
        self._sent = sent
        self._clock = clock
        self._username = username
        self._account = account
        self._membership = outbox.membership
        self._languages = tuple(languages().values())
        self._askers = Askers(office.desk, access, sent, username, account)
        self._reactions = Reactions(office, sent, access, account)
        self._presses = Presses()
        self._turns = AskerQueues(WAITING)
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._answered: dict[tuple[ChatKey, Action | None], dt.datetime] = {}

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
                press = self._press(update.callback_query)
                background.spawn(f"update {update.update_id}", self._handle(update, turn, press))

    def _press(self, query: CallbackQuery | None) -> Press | None:
        """A press that turns the message it was made under, or opens another; None for any
        other."""
        if query is None or query.message is None:
            return None
        action = read_action(query.data or "")
        if action is None:
            return None
        company = query.message.chat.type != ChatType.PRIVATE
        place = (query.message.chat.id, query.message.message_id, query.from_user.id)
        if action.leads.turns(company=company):
            return self._presses.heard(place, action)
        if action.leads.opens(company=company):
            return self._presses.opening(place, action)
        return None

    async def _handle(self, update: Update, turn: Ticket, press: Press | None) -> None:
        """Do what the update asks for. Edited messages ask for nothing."""
        async with turn as end_turn:
            if update.callback_query:
                try:
                    await self._pressed(update.callback_query, press, end_turn)
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
                else:
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
        reply_to = _to_answer(message)
        about = await self._askers.about(key, message)
        upload = sent_file(message, self._outbox.bot, self._username)
        line = line_of(message, self._username, about, self._languages)
        if line is None and upload is None:
            line = await self._letter(key, message, about)
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
        if name := topic_of(message):
            await self._office.desk.called(key, name)
        await reply.show(view)

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

    async def _letter(self, key: ChatKey, message: Message, about: About | None) -> str | None:
        """The line for a pick's letter in reply to the list beside which it stands; or None."""
        if about is None or about.list_key is None or paper_of(about):
            return None
        request = await self._askers.request(key, nobody, message, message.from_user, about)
        with suppress(LetterUnknown):
            if picked := await picked_by(self._office.desk, request, message.text or ""):
                return f"/paper {picked.letter} {picked.key}"
        return None

    async def _pressed(self, query: CallbackQuery, press: Press | None, end_turn: EndTurn) -> None:
        pressed = Pressed(query)
        message = query.message
        action = read_action(query.data or "")
        if message is None:
            return
        if not isinstance(message, Message) or not message.is_accessible:  # deleted, or too old
            await self._pressed_stale(pressed, ChatKey(self._account, str(message.chat.id)))
        elif url := self._private(message, action):
            await pressed.tell(url=url)
        elif press and (press.repeats or (press.overtaken and action and action.row.reads)):
            await pressed.tell()
        else:
            await self._answer(Pressing(pressed, query.from_user, message, action, press), end_turn)

    async def _pressed_stale(self, pressed: Pressed, key: ChatKey) -> None:
        """Say that the button's message can no longer be changed; nothing where we do not serve."""
        request = await self._office.desk.request(key, nobody, delivers=True)
        if not await self._office.gate.speaks(key):
            await pressed.tell()
            return
        view = reader_view(request.t, ButtonStale())
        if not await pressed.tell(views.text_of(view), alert=True):
            await self._say(key, view, None)

    async def _answer(self, pressing: Pressing, end_turn: EndTurn) -> None:
        """Let the message show what the button leads to, or send that as a message of its own.

        In company most buttons get an answer of their own, so that nobody else's view changes.
        """
        pressed, message, action = pressing.pressed, pressing.message, pressing.action
        key = key_of(self._account, message)
        company = message.chat.type != ChatType.PRIVATE
        apart = action is not None and action.leads.opens(company=company)
        chat = await self._office.desk.chat(key)
        t = self._office.desk.translator(chat)
        may_post = await self._may_post(message, pressing.person)
        if not may_post and only_reads(action):  # too long for a link that leads there
            await pressed.tell(url=self._own_chat())
            return
        if company and apart and self._answered_lately(key, action):
            await pressed.tell(t.t("chat.answered"))
            return
        reply: Answer
        if apart:
            reply_to = message.message_id if company else None
            reply = Answer(self._outbox, key, reply_to)
        else:
            folded = views.text_view(t, "chat.folded")
            reply = Turned(self._outbox, key, message.message_id, folded)

        async def notify(view: views.View) -> None:
            end_turn()
            if not view.buttons:  # a word for whoever pressed; the chat sees us typing
                await pressed.tell(views.text_of(view))
            elif may_post and not pressing.overtaken:
                reply.notify(view)

        async with reply.while_working(message.chat):
            request = await self._askers.request(key, notify, message, pressing.person)
            view = await press(self._office, request, action)
        if view is views.SILENCE or pressing.overtaken:
            await pressed.tell()
            return
        if _is_a_word(view, action):  # for whoever pressed
            self._answered.pop((key, action), None)
            # A word with a button is a message, where nobody else reads it.
            has_to_be_pressed = bool(view.buttons) and not company
            # What is read in passing need not be closed by hand, unless it says more than once.
            passing = action is not None and action.row.brief and not view.buttons
            told = not has_to_be_pressed and await pressed.tell(
                views.text_of(view), alert=not passing
            )
            if not told:
                if may_post:
                    await self._say(key, view, _to_answer(message))
                else:
                    await pressed.tell(url=self._own_chat())
            await pressed.tell()
            await self._rename(key, message, view)
            return
        if apart and not may_post:
            self._answered.pop((key, action), None)
            await pressed.tell(url=self._own_chat())
            return
        toast: str | None = None
        if action is not None and action.verb in (Verb.SET, Verb.INTEREST):
            toast = request.t.t("chat.changed")
        await pressed.tell(toast)
        await reply.show(view)

    def _answered_lately(self, key: ChatKey, action: Action | None) -> bool:
        """Whether that button was answered in the chat not long ago; notes that it is now. What a
        line changes is done as often as it is asked for."""
        if action is not None and action.verb is Verb.RUN and not only_reads(action):
            return False
        now = self._clock.now()
        self._answered = {
            slot: at for slot, at in self._answered.items() if now - REPEAT < at <= now
        }
        lately = (key, action) in self._answered
        self._answered.setdefault((key, action), now)
        return lately

    def _private(self, message: Message, action: Action | None) -> str | None:
        """The link that answers a channel's button in the presser's own chat with us; else None."""
        if action is None or message.chat.type != ChatType.CHANNEL or not only_reads(action):
            return None
        payload = to_link(action)
        if not payload:
            return None
        return self._own_chat(payload)

    def _own_chat(self, payload: str = "help") -> str:
        """The link to the presser's own chat with us, where that payload is answered."""
        return f"https://t.me/{self._username}?start={payload}"

    async def _may_post(self, message: Message, person: User) -> bool:
        """Whether what the person pressed may lead to a message there: in a channel all read it,
        and its admins alone write."""
        if message.chat.type != ChatType.CHANNEL:
            return True
        return await self._access.allows(Audience.ADMINS, message, person)

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
            await self._say(key, await self._office.subscriptions.greeting(request), None)

    async def _say(self, key: ChatKey, view: views.View, reply_to: int | None) -> None:
        await Answer(self._outbox, key, reply_to).show(view)

    async def _rename(self, key: ChatKey, message: Message, view: views.View) -> None:
        """Let the buttons under the message be called what the view says."""
        if view.renamed:
            await follow(
                self._membership,
                key,
                lambda key: self._outbox.rename(key, message, view.renamed),
            )


def _is_a_word(view: views.View, action: Action | None) -> bool:
    """Whether the view is mere words for whoever pressed, such as an error's, which no message is
    worth; what a sentence recommended leads on."""
    if not views.text_of(view):
        return False
    if not view.buttons:
        return True
    if action is not None and action.verb is Verb.RUN:
        return False
    return view.private and all(isinstance(block, views.Paragraph) for block in view.blocks)


def _to_answer(message: Message) -> int | None:
    """The id of the message to reply to, in a group; elsewhere None: the answer just follows."""
    if message.chat.type in GROUPS:
        return message.message_id
    return None
