"""What the operator does with chats on the command line, beside a service that runs."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sqlite3
from contextlib import closing

import pytest

from bot.app import keeper
from bot.app.archives import ensure_demo
from bot.app.root import SystemClock, open_app
from core.chats import Ban, BanKind, ChatKey, ChatSettings
from core.delivery import DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from core.errors import ChatGetsNoLists, ChatKeyInvalid, ChatUnknown, ListUnderWay
from locales import Translator
from tests.chats import put_subscribed
from tests.discord_world import discord_scene
from tests.storage import build
from tests.telegram_world import scene, serving
from tests.world import DATE, busy_day, world

T = Translator("en")
GROUP, TOPIC = ChatKey("telegram", "-100"), ChatKey("telegram", "-100", "7")
DEMO = dt.date(2026, 2, 5)
TOKEN = "123456:" + "a" * 35
IN_EVERY_LANGUAGE = ("zh_CN.UTF-8", "en_US.UTF-8")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("telegram:-100", GROUP),
        (" telegram:-100:7 ", TOPIC),
        ("telegram:person:42", ChatKey("telegram", "42")),
        ("webhook-slack:ab12_C", ChatKey("webhook-slack", "ab12_C")),
    ],
)
def test_chats_are_named_as_they_are_listed(text, key):
    assert keeper.read_chat(text) == key
    assert keeper.read_chat(keeper.written(key)) == key


@pytest.mark.parametrize("text", ["", "telegram", "42", "telegram:", "telegram:a b", "a:1:x", "::"])
def test_what_names_no_chat_is_refused(text):
    with pytest.raises(ChatKeyInvalid):
        keeper.read_chat(text)


@pytest.mark.parametrize(
    ("text", "hours"), [("12h", 12), ("7d", 168), ("2w", 336), ("7", None), ("d", None), ("", None)]
)
def test_spans(text, hours):
    assert keeper.read_span(text) == (None if hours is None else dt.timedelta(hours=hours))


def stored(folder):
    """Prepares the store: the demo's day, and chats."""

    async def work():
        async with world(folder, {}, {}) as place, place.app(use_model=False) as app:
            await ensure_demo(app)
            now = SystemClock().now()
            due = now + dt.timedelta(hours=9)
            for key in (GROUP, TOPIC, ChatKey("discord", "5")):
                await put_subscribed(
                    app.storage, key, ChatSettings(zone="Asia/Tokyo"), now, {DAILY: DEMO}, due
                )
            await app.storage.chats.pause(ChatKey("discord", "5"), "kicked")
            part = build.delivery(GROUP, 0, list_key=DAILY.on(DEMO))
            await app.storage.deliveries.owe([part], [], now)
            await app.storage.deliveries.sending(part, now)
            await app.storage.deliveries.sent(part, "1", now)

    asyncio.run(work())


def rows(folder, table):
    with closing(sqlite3.connect(folder / "paperboy.db")) as database:
        return database.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()


def test_chats_are_listed(paperboy, tmp_path):
    assert paperboy("chats").out == "No chat is known yet.\n"
    stored(tmp_path)
    paperboy("chats", "ban", "telegram:person:42")
    paperboy("chats", "silence", "telegram:-100:7", "--for", "7d")

    told = paperboy("chats").out.splitlines()
    listed = json.loads(paperboy("chats", "list", "--json").out)

    assert paperboy("chats", "list").out.splitlines() == told
    assert told[0] == "discord:5 · subscribed, 08:30 Asia/Tokyo · Paperboy was thrown out"
    assert told[1].startswith("telegram:-100 · subscribed, 08:30 Asia/Tokyo · last delivery 2")
    assert "· silenced · until " in told[2]
    assert told[3] == "telegram:42 · not subscribed · banned"
    assert [row["key"] for row in listed] == [
        "discord:5",
        "telegram:-100",
        "telegram:-100:7",
        "telegram:42",
    ]
    assert [row["ban"] for row in listed] == [None, None, "silenced", "banned"]
    assert (listed[0]["paused"], listed[1]["paused"]) == ("kicked", None)
    assert listed[1]["last_delivery"].endswith("Z")


def test_silence_and_ban_and_their_end(paperboy, tmp_path):
    stored(tmp_path)

    silenced = paperboy("chats", "silence", "telegram:-100", "--for", "12h")
    banned = paperboy("chats", "ban", "telegram:4")
    status = paperboy("status")
    lifted = paperboy("chats", "unban", "telegram:-100")
    again = paperboy("chats", "unban", "telegram:-100")

    assert silenced.out.startswith("telegram:-100 gets no lists any more, and is answered")
    assert "That ends by itself at 2" in silenced.out
    assert banned.out.splitlines()[1].startswith("No chat of that number is known")
    assert "Chats and people: 1 silenced, 1 banned." in status.out
    assert lifted.out == "Nothing is kept from telegram:-100 any more.\n"
    assert again.out == "telegram:-100 was neither silenced nor banned.\n"
    assert [row[3] for row in rows(tmp_path, "bans")] == ["banned"]


def test_a_chat_is_known_by_its_topics_and_a_topics_own_ban_counts(paperboy, tmp_path):
    topic = ChatKey("telegram", "-200", "7")

    async def heard_of():
        async with world(tmp_path, {}, {}) as place, place.app(use_model=False) as app:
            await put_subscribed(
                app.storage, topic, ChatSettings(), SystemClock().now(), {}, SystemClock().now()
            )

    asyncio.run(heard_of())

    silenced = paperboy("chats", "silence", "telegram:-200")
    paperboy("chats", "ban", "telegram:-200:7")
    other = paperboy("chats", "ban", "telegram:-200:8")
    listed = {row["key"]: row["ban"] for row in json.loads(paperboy("chats", "list", "--json").out)}

    assert "No chat of that number is known" not in silenced.out
    assert "No chat of that number is known" in other.out
    assert listed["telegram:-200:7"] == "banned"


@pytest.mark.parametrize("language", IN_EVERY_LANGUAGE)
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["chats", "ban", "nobody"], 1),
        (["chats", "silence", "telegram:1", "--for", "ever"], 2),
        (["resend", "telegram:1"], 1),
        (["push"], 2),
        (["push", "--dry-run", "--chat", "telegram:1"], 1),
    ],
)
def test_what_cannot_be_is_told_in_one_line(paperboy, arguments, code, language):
    ran = paperboy(*arguments, lc_all=language)

    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)


def test_push_alone_says_what_sends(paperboy):
    assert "paperboy run" in paperboy("push").err


def test_a_list_is_owed_again_once(paperboy, tmp_path):
    stored(tmp_path)
    before = rows(tmp_path, "deliveries")

    ran = paperboy("resend", "telegram:-100", telegram_token=TOKEN)
    again = paperboy("resend", "telegram:-100", telegram_token=TOKEN)

    assert ran.code == 0, ran.err
    assert "goes to telegram:-100 once more" in ran.out
    assert (again.code, again.out) == (1, "")
    assert "not sent twice" in again.err
    after = rows(tmp_path, "deliveries")
    assert [row for row in after if row[6] != "again"] == before
    assert {row[8] for row in after if row[6] == "again"} == {"owed"}


def test_the_last_list_is_owed_again_after_an_empty_day(paperboy, tmp_path):
    stored(tmp_path)

    async def told_of_an_empty_day():
        async with world(tmp_path, {}, {}) as place, place.app(use_model=False) as app:
            day = DAILY.on(DEMO + dt.timedelta(days=1))
            part = build.delivery(GROUP, kind=DeliveryKind.EMPTY, list_key=day)
            now = SystemClock().now()
            await app.storage.deliveries.owe([part], [], now)
            await app.storage.deliveries.sending(part, now)
            await app.storage.deliveries.sent(part, "2", now)

    asyncio.run(told_of_an_empty_day())

    ran = paperboy("resend", "telegram:-100", telegram_token=TOKEN)

    assert ran.code == 0, ran.err
    assert "5 Feb" in ran.out


@pytest.mark.parametrize("chat", ["discord:5", "telegram:-100:7"])
def test_who_gets_no_lists_is_sent_none_again(paperboy, tmp_path, chat):
    stored(tmp_path)
    paperboy("chats", "silence", "telegram:-100:7")

    ran = paperboy("resend", chat, telegram_token=TOKEN)

    assert (ran.code, ran.out) == (1, "")
    assert f"{chat} gets no lists" in ran.err


def test_the_dry_run_writes_nothing_and_shows_the_list(paperboy, tmp_path):
    stored(tmp_path)
    with closing(sqlite3.connect(tmp_path / "paperboy.db")) as database:
        database.execute('UPDATE chats SET through = \'{"hf/daily": "2026-02-04"}\'')
        database.commit()
        before = list(database.iterdump())

    ran = paperboy("push", "--dry-run", telegram_token=TOKEN)
    shown = paperboy("push", "--dry-run", "--chat", "telegram:-100", "--show")

    assert ran.code == shown.code == 0, ran.err + shown.err
    told = ran.out.splitlines()
    assert any(row.startswith("telegram:-100 · 2") and "Asia/Tokyo" in row for row in told)
    assert "discord:5 · nothing · Paperboy was thrown out" in told
    assert told[-1].startswith("3 subscribed: ")
    with closing(sqlite3.connect(tmp_path / "paperboy.db")) as database:
        assert list(database.iterdump()) == before


async def test_the_running_service_does_what_the_command_line_wants(tmp_path):
    """A list goes out once more, a ban silences, and its end lets lists come again."""
    async with scene(tmp_path, {DATE: busy_day(3)}) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        key = ChatKey("telegram", str(chat.id))
        await stage.says(chat, ann, "/subscribe 08:30 UTC")
        settings = stage.app.settings
        clock = stage.app.clock

        def commanded(settings, **how):
            return open_app(settings, **how, clock=clock)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(keeper, "open_app", commanded)
            sent = await stage.asked(chat, ann, "/date 2026-02-05")
            before = len(stage.telegram.messages(chat))
            await keeper.resend(settings, T, key, DEMO)
            (again,) = await stage.next(chat, before)
            assert again.text.split("\n")[0] == sent[0].text.split("\n")[0]
            rows = await stage.app.storage.deliveries.of(key, DAILY.on(DEMO))
            await stage.quiet()
            assert [row.kind for row in rows] == [DeliveryKind.AGAIN]
            assert len(stage.telegram.messages(chat)) == before + 1
            states = await stage.app.storage.deliveries.counts()
            assert states == {DeliveryState.SENT: 1}

            await keeper.ban(settings, T, key, BanKind.BANNED, None)
            with pytest.raises(ChatGetsNoLists):
                await keeper.resend(settings, T, key, DEMO)
            stage.telegram.say(chat, ann, "/today")
            await stage.quiet()
            assert len(stage.telegram.messages(chat)) == before + 1

            await keeper.unban(settings, T, key)
            assert await stage.says(chat, ann, "/help")
            with pytest.raises(ChatUnknown):
                await keeper.resend(settings, T, ChatKey("telegram", "5"), None)


async def test_what_is_owed_while_nothing_runs_is_sent_once_after_the_start(tmp_path):
    async with scene(tmp_path, {DATE: busy_day(3)}) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        key = ChatKey("telegram", str(chat.id))
        await stage.says(chat, ann, "/subscribe 08:30 UTC")
        await stage.stop()
        await keeper.resend(stage.app.settings, T, key, DEMO)
        assert len(stage.telegram.messages(chat)) == 1

        for _ in ("start", "restart"):
            async with serving(stage.app, stage.telegram):
                await stage.until(lambda: len(stage.telegram.messages(chat)) >= 2)
                await stage.quiet()
            assert len(stage.telegram.messages(chat)) == 2


async def test_two_who_want_it_sent_again_at_once_send_it_once(tmp_path):
    async with world(tmp_path, {}, {}) as place, place.app(use_model=False) as app:
        await ensure_demo(app)
        now = SystemClock().now()
        await put_subscribed(app.storage, GROUP, ChatSettings(), now, {DAILY: DEMO}, now)
        part = build.delivery(GROUP, 0, list_key=DAILY.on(DEMO))

        ways = (app.storage.deliveries.owe_again([part], now) for _ in range(5))
        done = await asyncio.gather(*ways)

        assert sorted(done) == [False] * 4 + [True]
        assert ListUnderWay("telegram:-100", DEMO).key() == "error.list_under_way"


async def test_a_banned_person_gets_nothing_of_what_they_ask_on_discord(tmp_path):
    """Something must be shown there: it is what anybody is told who asks too often."""
    async with discord_scene(tmp_path) as stage:
        max_ = stage.discord.user()
        channel = stage.discord.guild(max_).system_channel
        who = ChatKey("discord", str(max_.id))
        now = stage.app.clock.now()
        await stage.app.storage.bans.put(Ban(key=who, kind=BanKind.BANNED, since=now))

        told = await stage.uses(max_, channel, "today")

        assert told.ephemeral
        assert told.text == T.t("error.too_many_answers")
        assert await stage.app.storage.chats.all() == []
