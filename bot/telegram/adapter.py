"""Telegram: updates in, answers out. A handler finds out who asks where, lets the table answer, and shows the view."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import structlog
from telegram import CallbackQuery, ChatMember, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot import views
from bot.commands import Office, answer, audience_of, press
from bot.desk import Audience, Request
from bot.problems import problem_text
from bot.telegram.access import Access, key_of, line_of
from bot.telegram.outbox import Outbox
from core.errors import DeliveryError, Gone, Moved, NotAllowed
from core.models import ChatKey
from storage import Storage

log = structlog.get_logger()

# A group's number button pressed again within this points to the answer instead of repeating it.
REPEAT = dt.timedelta(minutes=10)
# Updates remembered so that one delivered twice is handled once.
REMEMBERED = 4096
TOAST = 190  # characters; Telegram takes 200 in the answer to a button


class Adapter:
    """The handlers of one bot. `clock` is loop time, for what need not survive a restart."""

    def __init__(self, office: Office, storage: Storage, outbox: Outbox, access: Access) -> None:
        self._office, self._storage, self._outbox, self._access = office, storage, outbox, access
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._answered: dict[tuple[ChatKey, str], float] = {}

    def register(self, application: Application) -> None:  # type: ignore[type-arg]  # six parameters nobody reads
        """Hang the handlers into the library's application. Edited messages are not asked for again."""
        fresh = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        application.add_handler(TypeHandler(Update, self._once), group=-1)
        application.add_handler(MessageHandler(fresh & filters.StatusUpdate.MIGRATE, self._migrated))
        application.add_handler(MessageHandler(fresh & filters.TEXT, self._said))
        application.add_handler(CallbackQueryHandler(self._pressed))
        application.add_handler(ChatMemberHandler(self._joined, ChatMemberHandler.MY_CHAT_MEMBER))

    async def _once(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Webhooks deliver again what was not acknowledged in time."""
        if update.update_id in self._seen:
            raise ApplicationHandlerStop
        self._seen[update.update_id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    async def _said(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        line = line_of(message, context.bot.username) if message else None
        if message is None or line is None:
            return
        request = await self._request(key_of(message), message, message.from_user)
        await self._show(request, await answer(self._office, request, line), reply_to=_answered_message(message))

    async def _pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        message, action = query.message, query.data or ""
        request = await self._request(key_of(message), message, query.from_user)
        verb = action.partition(":")[0]
        if not await request.may(audience_of(action)):
            await self._toast(query, problem_text(request.t, NotAllowed("settings")), alert=True)
        elif verb == "score":
            view = await press(self._office, request, action)
            await self._toast(query, views.text_of(view), alert=True)
        elif verb in ("paper", "date", "settings") and message.chat.type != ChatType.PRIVATE:
            await self._answer_once(query, request, message, action)
        else:
            await self._turn(query, request, message, action)

    async def _answer_once(self, query: CallbackQuery, request: Request, message: Message, action: str) -> None:
        """In company a button answers as a reply, so that nobody's view is flipped; twice in a row it only points."""
        slot, now = (request.chat.key, action), asyncio.get_running_loop().time()
        if now - self._answered.get(slot, float("-inf")) < REPEAT.total_seconds():
            await self._toast(query, request.t.t("chat.answered"))
            return
        self._answered = {k: at for k, at in self._answered.items() if now - at < REPEAT.total_seconds()} | {slot: now}
        await self._toast(query)
        await self._show(request, await press(self._office, request, action), reply_to=message.message_id)

    async def _turn(self, query: CallbackQuery, request: Request, message: Message, action: str) -> None:
        """The pressed message turns into what the button leads to."""
        await self._toast(query, request.t.t("chat.changed") if action.startswith("set:") else None)
        view = await press(self._office, request, action)
        await self._guarded(request.chat.key, lambda key: self._outbox.turn(key, message.message_id, view))

    async def _joined(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Thrown out or blocked: leave the chat alone. Let in: say how to begin."""
        change = update.my_chat_member
        if change is None:
            return
        key = ChatKey("telegram", str(change.chat.id))
        if change.new_chat_member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED):
            reason = "blocked" if change.chat.type == ChatType.PRIVATE else "kicked"
            for thread in await self._storage.chats.threads("telegram", key.chat_id):
                await self._storage.chats.pause(thread, reason)
        elif _was_outside(change.old_chat_member) and change.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP):
            request = await self._office.desk.request(key, self._nothing, delivers=True)
            await self._show(request, views.text_view(request.t, "chat.start"), reply_to=None)

    async def _migrated(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A group that became a supergroup keeps its settings under its new id."""
        message = update.effective_message
        if message and message.migrate_to_chat_id:
            await self._move(str(message.chat.id), str(message.migrate_to_chat_id))

    async def _request(self, key: ChatKey, message: Message, user: User | None) -> Request:
        async def notify(view: views.View) -> None:
            await self._guarded(key, lambda to: self._outbox.say(to, view, reply_to=_answered_message(message)))

        async def may(audience: Audience) -> bool:
            return await self._access.allows(audience, message, user)

        return await self._office.desk.request(key, notify, may, delivers=True)

    async def _show(self, request: Request, view: views.View, *, reply_to: int | None) -> None:
        await self._guarded(request.chat.key, lambda key: self._outbox.say(key, view, reply_to=reply_to))

    async def _guarded(self, key: ChatKey, send: Callable[[ChatKey], Awaitable[None]]) -> None:
        """What a platform does not take is not a person's problem: follow a move, note who is gone, log the rest."""
        try:
            await send(key)
        except Moved as moved:
            await self._move(key.chat_id, moved.chat_id)
            await send(ChatKey(key.platform, moved.chat_id, key.thread_id))
        except Gone as gone:
            await self._storage.chats.pause(key, gone.reason)
        except DeliveryError as error:
            log.warning("answer not delivered", chat=key.chat_id, error=str(error))

    async def _move(self, old_id: str, new_id: str) -> None:
        for thread in await self._storage.chats.threads("telegram", old_id):
            await self._storage.chats.move(thread, dataclasses.replace(thread, chat_id=new_id))

    async def _toast(self, query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
        """Stop the button's spinner; with a text, tell that to whoever pressed, and to nobody else."""
        await self._outbox.toast(query, text[:TOAST] if text else None, alert=alert)

    async def _nothing(self, view: views.View) -> None:
        """Where nobody waits for a word ahead."""


def _answered_message(message: Message) -> int | None:
    """In company an answer is a reply to the question; in private and in channels it just follows."""
    return message.message_id if message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) else None


def _was_outside(member: ChatMember) -> bool:
    return member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
