"""The Bot API's methods that write into no chat: who am I, who is where, commands, webhooks,
answers to buttons."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram_params import Params
from tests.fakes.telegram_state import PRESENT, Chat, Json, bad, member
from tests.fakes.telegram_world import World

_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
# Bytes of a file that bots are given.
LARGEST_FILE = 20 * 2**20
# Seconds in which a press can be answered; the real server does not tell how many they are.
QUERY_LIFE = 30.0
_STALE = "query is too old and response timeout expired or query ID is invalid"

Commands = dict[tuple[str, str], list[Json]]


class Asking:
    """Answers from the world. `commands` by (scope, language), the scope as in "all_private_chats"
    or "chat:42"."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.commands: Commands = {}
        self.methods: dict[str, Callable[[Params], Any]] = {
            "getme": self.get_me,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
            "setmycommands": self.set_commands,
            "getmycommands": self.get_commands,
            "deletemycommands": self.delete_commands,
            "answercallbackquery": self.answer_query,
            "getchat": self.get_chat,
            "getchatmember": self.get_member,
            "getchatadministrators": self.get_administrators,
            "getfile": self.get_file,
            "leavechat": self.leave,
            "createforumtopic": self.create_topic,
        }

    def get_file(self, params: Params) -> Json:
        """getFile: of 20 MB at most."""
        content = self.world.files.get(params.text("file_id"))
        if content is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(content) > LARGEST_FILE:
            raise bad("file is too big")
        name = params.text("file_id")
        known = {"file_id": name, "file_unique_id": name, "file_size": len(content)}
        return known | {"file_path": f"documents/{name}"}

    def get_me(self, _: Params) -> Json:
        """getMe"""
        abilities = {"can_join_groups": True, "can_read_all_group_messages": not self.world.privacy}
        return (
            self.world.bot.json()
            | abilities
            | {"supports_inline_queries": False, "has_main_web_app": False}
        )

    def set_webhook(self, params: Params) -> bool:
        """setWebhook; plain HTTP is let pass on loopback."""
        self.world.updates.set_webhook(
            params.text("url"),
            params.text("secret_token"),
            params.number("max_connections") or 40,
            drop=params.flag("drop_pending_updates"),
        )
        self.world.updates.allow(params.object("allowed_updates"))
        return True

    def delete_webhook(self, params: Params) -> bool:
        """deleteWebhook"""
        self.world.updates.set_webhook("", "", 0, drop=params.flag("drop_pending_updates"))
        return True

    def get_webhook_info(self, _: Params) -> Json:
        """getWebhookInfo"""
        updates = self.world.updates
        info: Json = {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending),
        }
        if updates.webhook:
            info |= {"url": updates.webhook.url, "max_connections": updates.webhook.max_connections}
            info |= {"allowed_updates": updates.allowed} if updates.allowed else {}
        if updates.failure:
            info |= {
                "last_error_date": int(self.world.unix()),
                "last_error_message": updates.failure,
            }
        return info

    def set_commands(self, params: Params) -> bool:
        """setMyCommands"""
        commands = params.object("commands")
        if not isinstance(commands, list) or len(commands) > 100:
            raise bad("expected an Array of at most 100 BotCommand")
        for each in commands:
            if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(each.get("command", ""))):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(str(each.get("description", ""))) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[self._scope(params)] = commands
        return True

    def get_commands(self, params: Params) -> list[Json]:
        """getMyCommands"""
        return self.commands.get(self._scope(params), [])

    def delete_commands(self, params: Params) -> bool:
        """deleteMyCommands"""
        self.commands.pop(self._scope(params), None)
        return True

    def answer_query(self, params: Params) -> bool:
        """answerCallbackQuery, once for each."""
        query = self.world.queries.get(params.text("callback_query_id"))
        if query is None or query.answered or time.monotonic() - query.at > QUERY_LIFE:
            raise bad(_STALE)
        if len(params.text("text")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        if (url := params.text("url")) and not re.match(
            rf"https://t\.me/{self.world.bot.username}\?start=", url
        ):
            raise bad("URL_INVALID")
        query.answered, query.text, query.alert = (
            True,
            params.text("text"),
            params.flag("show_alert"),
        )
        query.url = url
        return True

    def get_chat(self, params: Params) -> Json:
        """getChat"""
        chat = self._chat(params)
        gifts = dict.fromkeys(
            [
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ],
            False,
        )
        full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return chat.json() | full | ({"linked_chat_id": chat.linked.id} if chat.linked else {})

    def get_member(self, params: Params) -> Json:
        """getChatMember; strangers have left, the unknown are refused."""
        chat = self._chat(params)
        user = self.world.users.get(params.number("user_id") or 0)
        if user is None:
            raise bad("user not found")
        return member(user, chat.status(user))

    def get_administrators(self, params: Params) -> list[Json]:
        """getChatAdministrators: the bot too, if it is one."""
        chat = self._chat(params)
        if chat.private:
            raise bad("there are no administrators in the private chat")
        ranks = ("creator", "administrator")
        return [
            member(self.world.users[key], status)
            for key, status in chat.members.items()
            if status in ranks
        ]

    def leave(self, params: Params) -> bool:
        """leaveChat"""
        chat = self._chat(params)
        if chat.private:
            raise bad("chat member status can't be changed in private chats")
        chat.members[self.world.bot.id] = "left"
        return True

    def create_topic(self, params: Params) -> Json:
        """createForumTopic"""
        chat = self._chat(params)
        if not chat.forum:
            raise bad("the chat is not a forum")
        if chat.status(self.world.bot) != "administrator":
            raise bad("not enough rights to create a topic")
        if not 1 <= len(params.text("name")) <= 128:
            raise bad("TOPIC_TITLE_EMPTY")
        thread = self.world.add_topic(chat, params.text("name"), self.world.bot)
        return {"message_thread_id": thread, "name": params.text("name"), "icon_color": 7322096}

    def _chat(self, params: Params) -> Chat:
        chat = self.world.find(params.text("chat_id"))
        if chat.private or chat.status(self.world.bot) not in PRESENT:
            self.world.enter(chat)
        return chat

    def _scope(self, params: Params) -> tuple[str, str]:
        scope = params.object("scope") or {"type": "default"}
        language = params.text("language_code")
        if scope.get("type") not in _SCOPES:
            raise bad("can't parse BotCommandScope: Unsupported type specified")
        if language and not re.fullmatch(r"[a-z]{2}", language):
            raise bad("invalid language code specified")
        keys = [scope["type"], *(str(scope.get(name, "")) for name in _SCOPES[scope["type"]])]
        if len(keys) > 1:
            self.world.find(keys[1])
        return ":".join(keys), language
