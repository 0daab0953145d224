"""Recorded updates speak of chats this server never made; it learns them, so that the bot's answers
find their way."""

from __future__ import annotations

from tests.fakes.telegram_state import GENERAL, Chat, Json, Message, Topic, User
from tests.fakes.telegram_world import Query, World


def learn(world: World, update: Json) -> None:
    """Know the chats, people, messages, topics and queries of that update; the bot is a member
    wherever it speaks."""
    for kind, content in update.items():
        if isinstance(content, dict):
            _learn_content(world, kind, content)


def _learn_content(world: World, kind: str, content: Json) -> None:
    if kind == "callback_query":
        query = Query(content["id"], _person(world, content["from"]), content.get("data", ""))
        world.queries.setdefault(query.id, query)
        _message(world, content.get("message"), by_bot=True)
    elif "message_id" in content:
        _message(world, content, by_bot=False)
        _message(world, content.get("reply_to_message"), by_bot=False)
    elif "chat" in content:
        chat = _chat(world, content["chat"], content.get("from"))
        if kind == "my_chat_member":
            chat.members[world.bot.id] = content["new_chat_member"]["status"]
    elif "from" in content:
        _person(world, content["from"])


def _person(world: World, shown: Json) -> User:
    user = User(shown["id"], shown["first_name"], shown.get("username"), shown.get("language_code"))
    user.is_bot = shown.get("is_bot", False)
    return world.users.setdefault(user.id, user)


def _chat(world: World, shown: Json, by: Json | None) -> Chat:
    chat = world.chats.get(shown["id"])
    person = _person(world, by) if by else None
    if chat is None:
        chat = Chat(shown["id"], shown["type"], shown.get("title", ""), shown.get("username"))
        chat.forum = shown.get("is_forum", False)
        if chat.private:
            chat.person = person or User(chat.id, shown.get("first_name", ""), chat.username)
        if chat.forum:
            chat.topics[GENERAL] = Topic("General")
        chat.members[world.bot.id] = "administrator" if chat.kind == "channel" else "member"
        world.chats[chat.id] = chat
    if person:
        chat.members.setdefault(person.id, "member")
    return chat


def _message(world: World, shown: Json | None, *, by_bot: bool) -> None:
    if not shown or not shown.get("date"):
        return
    chat = _chat(world, shown["chat"], None if by_bot else shown.get("from"))
    message = Message(
        chat, shown["message_id"], at=0.0, date=shown["date"], text=shown.get("text", "")
    )
    message.entities, message.markup = shown.get("entities", []), shown.get("reply_markup")
    message.sender, message.by_bot = (world.bot if by_bot else None), by_bot
    message.thread = shown.get("message_thread_id")
    if message.thread and chat.forum:
        chat.topics.setdefault(message.thread, Topic("Recorded"))
    chat.stored.setdefault(message.id, message)
    chat.last_id = max(chat.last_id, message.id)
