"""Telegram: answers what people press, which Telegram calls callback queries."""

# Tested in tests/bot/channels/telegram/test_every_press.py.

from __future__ import annotations

import dataclasses
import datetime as dt

from telegram import CallbackQuery, Message, User
from telegram.constants import ChatType

from bot.channels.telegram.access import Access, key_of
from bot.channels.telegram.answering import Answer, Turned, follow, to_answer
from bot.channels.telegram.askers import Askers
from bot.channels.telegram.outbox import Outbox, Pressed
from bot.channels.telegram.presses import Press, Presses
from bot.chat import views
from bot.chat.actions import Action, Verb, read_action
from bot.chat.audience import Audience
from bot.chat.command_table import Office, only_reads
from bot.chat.commands import press
from bot.chat.links import to_link
from bot.chat.problems import reader_view
from bot.chat.queues import EndTurn
from bot.chat.request import nobody
from core.chats import ChatKey
from core.errors import ButtonStale, StoreUnavailable
from core.ports import Clock
from locales import Translator

# A group's number button pressed again within this points to the answer instead of repeating it.
REPEAT = dt.timedelta(minutes=10)


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


class Callbacks:
    """Answers the presses of one bot's buttons."""

    def __init__(
        self,
        office: Office,
        outbox: Outbox,
        access: Access,
        askers: Askers,
        clock: Clock,
        account: str,
    ) -> None:
        """`account` is the name of the bot's account."""
        self._office = office
        self._outbox = outbox
        self._access = access
        self._askers = askers
        self._clock = clock
        self._account = account
        self._presses = Presses()
        self._answered: dict[tuple[ChatKey, Action | None], dt.datetime] = {}

    def heard(self, query: CallbackQuery | None) -> Press | None:
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

    async def answer(self, query: CallbackQuery, press: Press | None, end_turn: EndTurn) -> None:
        """Do what the button asks for; `press` is what `heard` made of it."""
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
            await Answer(self._outbox, key, None).show(view)

    async def _answer(self, pressing: Pressing, end_turn: EndTurn) -> None:
        """Let the message show what the button leads to, or send that as a message of its own.

        In company most buttons get an answer of their own, so that nobody else's view changes.
        """
        pressed, message, action = pressing.pressed, pressing.message, pressing.action
        key = key_of(self._account, message)
        company = message.chat.type != ChatType.PRIVATE
        apart = action is not None and action.leads.opens(company=company)
        t = await self._speaking(key)
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
        elif _is_a_word(view, action):
            self._answered.pop((key, action), None)
            await self._tell_word(pressing, key, view, may_post=may_post)
        elif apart and not may_post:
            self._answered.pop((key, action), None)
            await pressed.tell(url=self._own_chat())
        else:
            changes = action is not None and action.verb in (Verb.SET, Verb.INTEREST)
            await pressed.tell(request.t.t("chat.changed") if changes else None)
            await reply.show(view)

    async def _speaking(self, key: ChatKey) -> Translator:
        """The translator into the chat's language; the operator's while the store cannot be
        read."""
        desk = self._office.desk
        try:
            return desk.translator(await desk.chat(key))
        except StoreUnavailable:
            return desk.speaking(None)

    async def _tell_word(
        self, pressing: Pressing, key: ChatKey, view: views.View, *, may_post: bool
    ) -> None:
        """Tell whoever pressed mere words: over the chat, or else by a message."""
        pressed, message, action = pressing.pressed, pressing.message, pressing.action
        # A word with a button is a message, where nobody else reads it.
        has_to_be_pressed = bool(view.buttons) and message.chat.type == ChatType.PRIVATE
        # What is read in passing need not be closed by hand, unless it says more than once.
        passing = action is not None and action.row.brief and not view.buttons
        told = not has_to_be_pressed and await pressed.tell(views.text_of(view), alert=not passing)
        if not told and may_post:
            await Answer(self._outbox, key, to_answer(message)).show(view)
        elif not told:
            await pressed.tell(url=self._own_chat())
        await pressed.tell()
        await self._rename(key, message, view)

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
        return f"https://t.me/{self._outbox.bot.username}?start={payload}"

    async def _may_post(self, message: Message, person: User) -> bool:
        """Whether what the person pressed may lead to a message there: in a channel all read it,
        and its admins alone write."""
        if message.chat.type != ChatType.CHANNEL:
            return True
        return await self._access.allows(Audience.ADMINS, message, person)

    async def _rename(self, key: ChatKey, message: Message, view: views.View) -> None:
        """Let the buttons under the message be called what the view says."""

        async def rename(there: ChatKey) -> None:
            if there == key:
                await self._outbox.rename(key, message, view.renamed)

        if view.renamed:
            await follow(self._outbox.membership, key, rename)


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
