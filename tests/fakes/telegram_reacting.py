"""Signs that people put under messages of the fake Telegram, and who is told of them."""

# Tested in tests/fakes/test_telegram_reacting.py.

from __future__ import annotations

from tests.fakes.telegram_state import PRESENT, Chat, Json, Message, User
from tests.fakes.telegram_world import World, locked

# What the Bot API lists under ReactionTypeEmoji.
SIGNS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
# How many one person may have under a message: one, or three for who pays.
ONE, PREMIUM = 1, 3


class Reacting(World):
    """What people do with signs."""

    @locked
    def react(
        self,
        message: Message,
        user: User,
        *signs: str,
        sender_chat: Chat | None = None,
        premium: bool = False,
    ) -> Json | None:
        """From now on the person has these signs under the message, none without any: the update,
        or None when the bot is not told.

        It is told in private chats and, as an admin, in groups; of a channel's readers it is told
        the number alone. Signs of the chat's own are named `custom:ID`. A hidden admin reacts as
        `sender_chat`, which is the group.
        """
        chat = message.chat
        assert not message.deleted, "nobody can react to what is gone"
        assert chat.status(user) in PRESENT, "only who is there can react"
        assert len(set(signs)) <= (PREMIUM if premium else ONE), "too many signs"
        for sign in signs:
            assert sign in SIGNS or sign.startswith("custom:"), f"Telegram has no {sign}"
        actor = sender_chat.id if sender_chat else user.id
        before = message.reactions.get(actor, [])
        message.reactions[actor] = list(signs)
        admin = chat.status(self.bot) == "administrator"
        if not self.present(chat) or not (chat.private or admin):
            return None
        told: Json = {
            "chat": chat.json(),
            "message_id": message.id,
            "date": int(self.unix()),
        }
        if chat.kind == "channel":
            counts: dict[str, int] = {}
            for theirs in message.reactions.values():
                for sign in theirs:
                    counts[sign] = counts.get(sign, 0) + 1
            shown = [{"type": _type(sign), "total_count": n} for sign, n in counts.items()]
            return self.updates.push({"message_reaction_count": told | {"reactions": shown}})
        who = {"actor_chat": sender_chat.json()} if sender_chat else {"user": user.json()}
        change = {
            "old_reaction": [_type(sign) for sign in before],
            "new_reaction": [_type(sign) for sign in signs],
        }
        return self.updates.push({"message_reaction": told | who | change})


def _type(sign: str) -> Json:
    """A ReactionType of the API."""
    if sign.startswith("custom:"):
        return {"type": "custom_emoji", "custom_emoji_id": sign.removeprefix("custom:")}
    return {"type": "emoji", "emoji": sign}
