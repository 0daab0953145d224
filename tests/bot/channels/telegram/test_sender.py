"""What leaves for Telegram, and what its refusals mean, with the real library."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.channels.telegram.sender import (
    TelegramSender,
    meaning,
    plain_text,
    telegram_rates,
    translated,
)
from core.chats import ChatKey
from core.delivery import (
    Delivery,
    DeliveryError,
    DeliveryKind,
    Gone,
    Limited,
    Moved,
    Rejected,
    Uncertain,
    Unsent,
)
from core.editions.keys import DAILY
from tests.bot.dispatching import DAY, SENT, scene_in
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import request_of

KEYBOARD = [
    [
        {"text": "1", "callback_data": "paper:1"},
        {"text": "arXiv", "url": "https://arxiv.org/abs/2602.00001"},
    ]
]


@pytest.fixture
async def telegram():
    async with FakeTelegram() as telegram:
        yield telegram


@asynccontextmanager
async def bot_of(url, token, **timeouts):
    requests = [request_of(HTTPXRequest, **timeouts), request_of(HTTPXRequest)]
    async with Bot(
        token, base_url=url, request=requests[0], get_updates_request=requests[1]
    ) as bot:
        yield bot


@pytest.fixture
async def sender(telegram):
    async with bot_of(telegram.base_url, telegram.token, read_timeout=0.3) as bot:
        yield TelegramSender(bot)


def delivery(chat, text="<b>Hi</b> &amp; bye", keyboard=KEYBOARD, thread="", **said):
    body = {"text": text, "keyboard": keyboard, "silent": False, "previews": False} | said
    key = ChatKey("telegram", str(chat.id), str(thread))
    return Delivery(
        key=key, list_key=DAILY.on(DAY), kind=DeliveryKind.LIST, part=1, body=json.dumps(body)
    )


async def refusal(sender, chat, **said):
    with pytest.raises(DeliveryError) as caught:
        await sender.send(delivery(chat, **said))
    error = caught.value
    return type(error), *error.for_operator().values()


async def test_a_body_becomes_a_message(telegram, sender):
    chat = telegram.private()
    message_id = await sender.send(delivery(chat))
    [message] = telegram.messages(chat)

    assert str(message.id) == message_id
    assert (message.text, message.entities[0]["type"]) == ("Hi & bye", "bold")
    assert message.data("1") == "paper:1"
    assert not message.silent
    assert message.preview == {"is_disabled": True}


async def test_silence_and_previews_as_the_chat_wants(telegram, sender):
    chat = telegram.private()
    await sender.send(delivery(chat, silent=True, previews=True))
    [message] = telegram.messages(chat)

    assert message.silent
    assert not (message.preview or {}).get("is_disabled")


async def test_a_topic_gets_its_own(telegram, sender):
    forum = telegram.group(telegram.user(), forum=True)
    thread = telegram.topic(forum)
    await sender.send(delivery(forum, thread=thread))

    assert len(telegram.messages(forum, thread)) == 1


async def test_plain_is_the_bare_text(telegram, sender):
    chat = telegram.private()
    body = delivery(
        chat,
        text='<b>1. p&lt;0.05</b> <a href="https://x.org/?a=1&amp;b=2">a &amp; b</a> &#128081;',
        previews=True,
        preview="https://arxiv.org/abs/2602.00001",
    )
    await sender.send(body, plain=True)
    [message] = telegram.messages(chat)

    assert message.text == "1. p<0.05 a & b 👑"
    assert message.buttons == []
    assert message.preview == {"is_disabled": True}  # whose address may be what was refused


def test_plain_text_keeps_every_word():
    assert (
        plain_text("<blockquote expandable>α &lt;b&gt;\n<code>x&amp;lt;</code></blockquote>")
        == "α <b>\nx&lt;"
    )


async def test_a_chat_that_is_gone_says_why(telegram, sender):
    people = [telegram.private() for _ in range(3)]
    owner = telegram.user()
    group, forum = telegram.group(owner), telegram.group(owner, forum=True)
    thread = telegram.topic(forum)
    telegram.block(people[0].person)
    telegram.deactivate(people[1].person)
    telegram.kick_bot(group)
    telegram.close_topic(forum, thread)

    assert await refusal(sender, people[0]) == (Gone, "blocked")
    assert await refusal(sender, people[1]) == (Gone, "deactivated")
    assert await refusal(sender, group) == (Gone, "kicked")
    assert await refusal(sender, forum, thread=thread) == (Gone, "topic_closed")
    telegram.delete_topic(forum, thread)
    assert await refusal(sender, forum, thread=thread) == (Gone, "topic_closed")


async def test_a_group_that_became_a_supergroup_moved(telegram, sender):
    group = telegram.group(telegram.user(), kind="group")
    new = telegram.migrate(group)

    assert await refusal(sender, group) == (Moved, str(new.id))


async def test_a_message_it_does_not_like_is_rejected(telegram, sender):
    chat = telegram.private()
    kind, reason, in_any_form = await refusal(sender, chat, text="p<0.05")

    assert kind is Rejected
    assert not in_any_form
    assert "parse entities" in reason
    assert (await refusal(sender, chat, text="a" * 4097))[0] is Rejected


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("429:7", (Limited, 7)),
        ("timeout", Uncertain),
        ("drop", Uncertain),
        ("502", Unsent),
        ("500", Unsent),
        ("504:Gateway Time-out", Uncertain),
        ("400:not enough rights to send text messages to the chat", (Gone, "no_rights")),
        ("403:bot was kicked from the channel chat", (Gone, "kicked")),
        ("400:CHANNEL_INVALID", (Gone, "not_found")),
        ("400:CHAT_GUEST_SEND_FORBIDDEN", (Gone, "no_rights")),
        ("400:GROUP_DEACTIVATED", (Gone, "deactivated")),
        ("400:invalid message thread identifier specified", (Gone, "topic_closed")),
        ("400:group chat was upgraded to a supergroup chat", (Gone, "not_found")),
        ("406:CHANNEL_PRIVATE", (Gone, "kicked")),
        ("400:BUTTON_DATA_INVALID", Rejected),
    ],
)
async def test_what_goes_wrong_on_the_way(telegram, sender, fault, expected):
    telegram.fail("sendMessage", fault)
    found = await refusal(sender, telegram.private())

    assert found == expected if isinstance(expected, tuple) else found[0] is expected


async def test_a_server_that_is_not_there_got_nothing():
    async with AsyncExitStack() as stack:
        async with FakeTelegram() as telegram:
            bot = await stack.enter_async_context(bot_of(telegram.base_url, telegram.token))
            chat = telegram.private()

        assert (await refusal(TelegramSender(bot), chat))[0] is Unsent


async def test_no_free_connection_sends_nothing(telegram):
    telegram.fail("sendMessage", "timeout")
    async with bot_of(
        telegram.base_url,
        telegram.token,
        connection_pool_size=1,
        pool_timeout=0.1,
        read_timeout=0.5,
    ) as bot:
        sender = TelegramSender(bot)
        async with asyncio.TaskGroup() as group:
            first = group.create_task(refusal(sender, telegram.private()))
            await asyncio.sleep(0.05)
            second = group.create_task(refusal(sender, telegram.private()))

    assert first.result()[0] is Uncertain
    assert second.result()[0] is Unsent


RECORDED = {
    "forbidden-bot-blocked-by-user": Gone("blocked"),
    "forbidden-bot-was-kicked": Gone("kicked"),
    "forbidden-bot-not-member-channel": Gone("kicked"),
    "forbidden-bot-not-member-supergroup": Gone("kicked"),
    "forbidden-user-is-deactivated": Gone("deactivated"),
    "forbidden-bot-cant-send-messages-to-bots": Gone("not_found"),
    "forbidden-cant-initiate-conversation": Gone("not_found"),
    "bad-request-chat-not-found": Gone("not_found"),
    "bad-request-user-not-found": Gone("not_found"),
    "bad-request-peer-id-invalid": Gone("not_found"),
    "bad-request-group-deactivated": Gone("deactivated"),
    "bad-request-not-enough-rights-text": Gone("no_rights"),
    "bad-request-group-chat-migrated": Moved("-123456789"),
    "too-many-requests": Limited(123),
    "bad-request-message-text-is-empty": Rejected("Message text is empty"),
    "bad-request-entities-too-long": Rejected("Entities too long"),
    "bad-request-button-url-invalid": Rejected("Button_url_invalid"),
}


class Canned(LoopbackServer):
    """Answers sendMessage with one recorded body."""

    def __init__(self, body):
        super().__init__()
        self.body = body

    def routes(self):
        from aiohttp import web

        async def answer(request):
            if "getMe" in request.path:
                me = {"id": 1, "is_bot": True, "first_name": "x", "username": "x_bot"}
                return web.json_response({"ok": True, "result": me})
            return web.json_response(self.body, status=self.body["error_code"])

        return [web.route("*", "/{path:.*}", answer)]


@pytest.mark.recorded
@pytest.mark.parametrize("name", RECORDED)
async def test_recorded_refusals(recorded, name):
    body = json.loads((recorded / "telegram" / "errors" / f"{name}.json").read_text())
    async with Canned(body) as server, bot_of(f"{server.url}/bot", "1:a") as bot:
        with pytest.raises(DeliveryError) as caught, translated():
            await bot.send_message(1, "x")

    assert (type(caught.value), caught.value.for_operator()) == (
        type(RECORDED[name]),
        RECORDED[name].for_operator(),
    )


async def test_a_push_by_the_real_rates_is_never_refused(telegram, tmp_path):
    telegram.latency = 0.02
    chats = [telegram.private() for _ in range(25)] + [
        telegram.group(telegram.user()) for _ in range(5)
    ]
    async with (
        bot_of(telegram.base_url, telegram.token) as bot,
        scene_in(tmp_path, telegram_rates()) as scene,
    ):
        scene.use(TelegramSender(bot))
        await scene.owe([chat.id for chat in chats], body=delivery(chats[0]).body)
        await scene.pushed()

        assert await scene.storage.deliveries.counts() == {SENT: 60}
    assert telegram.refused == 0
    assert all(len(telegram.messages(chat)) == 2 for chat in chats)


def test_unknown_errors_are_not_repeated():
    from telegram.error import TelegramError

    assert isinstance(meaning(TelegramError("Invalid server response")), Uncertain)
