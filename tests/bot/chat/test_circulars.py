"""The operator writes to all chats: looks at it, confirms it, and everybody can refuse it."""

from __future__ import annotations

import asyncio

import pytest

from bot.app.root import open_app
from bot.channels.telegram.markup import unmarked
from bot.chat.circulars import texts_in
from bot.chat.targets import Change
from bot.chat.typed_settings import typed, understood
from bot.chat.views.circulars import circular_view
from bot.chat.words.lexicon import spoken
from bot.delivery import circulars
from core.circulars import CircularState, make_circular
from core.delivery import DeliveryState
from locales import Translator
from tests.bot.chat.views.samples import said
from tests.discord_world import discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.server import PATIENCE
from tests.telegram_world import scene

OPERATOR = "100001"
MEAN = "@everyone <b>x</b> *y* [z](https://evil.example) /forget <@1> @channel"


@pytest.fixture(autouse=True)
def swift(monkeypatch):
    """It is looked often whether there is something to tell."""
    monkeypatch.setattr(circulars, "PAUSE", 0.05)
    monkeypatch.setattr(circulars, "BREATH", 0.02)


async def gone_out(stage):
    """Wait until what was begun is over, and the ledger says what became of it."""
    async with asyncio.timeout(PATIENCE):
        while await under_way(stage.app.storage):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def under_way(storage):
    if await storage.circulars.under_way():
        return True
    counts = await storage.deliveries.counts()
    return bool({DeliveryState.OWED, DeliveryState.SENDING} & counts.keys())


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Down on Sunday.", {"": "Down on Sunday."}),
        ("[en] Down. [zh] 停机。", {"en": " Down. ", "zh": " 停机。"}),
        ("For all\n【ZH】停机", {"": "For all\n", "zh": "停机"}),
        ("See [xx] and [1]", {"": "See [xx] and [1]"}),
        ("one\\ntwo", {"": "one\ntwo"}),
        ("[en]", {}),
    ],
)
def test_texts_are_told_apart_by_their_languages(text, texts):
    assert texts_in(text, ("en", "zh")) == texts


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("announcements off", "off"),
        ("operator announcements off", "off"),
        ("turn off announcements", "off"),
        ("no announcements", "off"),
        ("announcements on", "on"),
        ("公告 关", "off"),
        ("关闭公告", "off"),
        ("不要公告", "off"),
        ("系统公告 开", "on"),
        ("拒收公告", "off"),
        ("退订公告", "off"),
        ("refuse announcements", "off"),
        ("don't send announcements", "off"),
        ("accept announcements", "on"),
        ("接收公告", "on"),
        ("不接收公告", "off"),
    ],
)
def test_people_refuse_it_in_their_own_words(said, value):
    change = understood(typed(said, spoken()), spoken(), "en")
    assert change == Change("announcements", value)


@pytest.mark.parametrize(
    ("language", "line"), [("zh", "/settings 公告 关"), ("en", "/settings announcements off")]
)
def test_below_it_stands_how_to_refuse_it_in_the_readers_language(language, line):
    *_, foot = said(circular_view(Translator(language), "Down on Sunday.", refusable=True))

    assert foot.endswith(line)
    refused = understood(typed(line.removeprefix("/settings "), spoken()), spoken(), language)
    assert refused == Change("announcements", "off")


async def test_written_looked_at_and_confirmed_on_telegram(tmp_path):
    async with scene(tmp_path, telegram_operators=OPERATOR) as stage:
        operator, reader, chinese = (stage.telegram.private() for _ in range(3))
        assert str(operator.id) == OPERATOR
        await stage.says(reader, reader.person, "/subscribe 23:00")
        await stage.says(chinese, chinese.person, "/subscribe 23:00")
        await stage.says(chinese, chinese.person, "/lang zh")
        preview = await stage.says(
            operator, operator.person, f"/announce [en] Down on Sunday.\n{MEAN} [zh] 周日停机。"
        )
        assert "2 chats" in preview.text
        assert "周日停机" in preview.text
        had = len(stage.telegram.messages(reader))
        await stage.quiet()
        assert len(stage.telegram.messages(reader)) == had, "nothing goes out before a yes"

        for _ in range(2):
            await stage.presses(preview, operator.person, "Send it to 2 chats")
        (told,) = await stage.next(reader, had)
        await stage.until(lambda: "周日停机" in stage.telegram.messages(chinese)[-1].text)
        await gone_out(stage)
        await stage.quiet()
        assert len(stage.telegram.messages(reader)) == had + 1
        assert "Down on Sunday." in told.text
        assert unmarked(told.text).split("\n")[3] == MEAN, "it stands as it was written"
        assert {each["type"] for each in told.entities} == {"bold"}
        assert "周日停机" not in told.text

        await stage.presses(told, reader.person, "No more of these")
        assert not (await stage.known(reader)).settings.announcements
        again = await stage.says(operator, operator.person, "/announce Another")
        assert "1 chat" in again.text
        assert "wants no such messages" in again.text
        over = await stage.says(operator, operator.person, "/announce")
        assert "sent: 2" in over.text


async def test_nobody_else_and_nowhere_else(tmp_path):
    async with scene(tmp_path, telegram_operators=OPERATOR) as stage:
        operator, other = stage.telegram.private(), stage.telegram.private()
        refused = await stage.says(other, other.person, "/announce Buy this")
        group = stage.telegram.group(operator.person)
        in_group = await stage.says(group, operator.person, "/announce Hello")

        assert "Buy this" not in refused.text
        assert "private" in in_group.text
        assert await stage.app.storage.circulars.all(9) == []


async def test_on_discord_and_called_off(tmp_path):
    discord = FakeDiscord(limits=None)
    async with discord:
        owner = discord.user()
        async with discord_scene(
            tmp_path, discord=discord, discord_operators=str(owner.id)
        ) as stage:
            guild = discord.guild(owner)
            channel, private = guild.system_channel, discord.private(owner)
            await stage.uses(owner, channel, "subscribe", time="23:00", zone="UTC")
            had = len(discord.messages(channel))
            in_public = await stage.uses(owner, channel, "announce", message="Hello")
            assert "private" in in_public.text
            asked = await stage.uses(owner, private, "announce", message=f"Down on Sunday. {MEAN}")
            await stage.presses(asked.original, owner, "Send it to 1 chat")
            (told,) = await stage.next(channel, had)
            assert "Down on Sunday." in told.text
            assert told.mentions["mention_everyone"] is False
            assert told.mentions["mentions"] == told.mentions["mention_roles"] == []

            await stage.presses(told, owner, "No more of these")
            assert not (await stage.known(channel)).settings.announcements
            over = await stage.uses(owner, private, "announce")
            assert "sent: 1" in over.text


async def test_called_off_in_the_chat(tmp_path, monkeypatch):
    monkeypatch.setattr(circulars, "PAUSE", 60.0)
    async with scene(tmp_path, telegram_operators=OPERATOR) as stage:
        operator, reader = stage.telegram.private(), stage.telegram.private()
        await stage.says(reader, reader.person, "/subscribe 23:00")
        await stage.says(operator, operator.person, "/lang zh")
        discarded = await stage.says(operator, operator.person, "/announce One")
        await stage.presses(discarded, operator.person, "丢弃")
        preview = await stage.says(operator, operator.person, "/announce Two")
        (before,) = await stage.asked(operator, operator.person, "/announce")
        assert "Two" not in before.text
        had = len(stage.telegram.messages(operator))
        await stage.presses(preview, operator.person, "发给 1 个聊天")
        (begun,) = await stage.next(operator, had)
        label = next(each for each in labels(begun) if each.startswith("取消"))
        await stage.presses(begun, operator.person, label)

        assert await stage.app.storage.circulars.under_way() == []
        (known,) = await stage.app.storage.circulars.all(9)
        assert known.state is CircularState.CANCELLED
        assert known.texts == {"": "Two"}


async def test_a_line_of_a_button_is_never_announced(tmp_path):
    """A draft was dropped, and its other button is pressed later, or a name is mistyped."""
    async with scene(tmp_path, telegram_operators=OPERATOR) as stage:
        operator, reader = stage.telegram.private(), stage.telegram.private()
        await stage.says(reader, reader.person, "/subscribe 23:00")
        preview = await stage.says(operator, operator.person, "/announce One")
        stale = preview.data("Send it to 1 chat")
        had = len(stage.telegram.messages(operator))
        await stage.presses(preview, operator.person, "Discard it")
        await stage.forges(preview, operator.person, stale)
        mistyped = await stage.says(operator, operator.person, "/announce cancel nothere1")

        said = [message.text for message in stage.telegram.messages(operator)]
        assert not [text for text in said[had:] if "not sent yet" in text], said
        assert "no announcement nothere1" in mistyped.text
        assert await stage.app.storage.circulars.all(9) == []


async def test_what_has_gone_out_to_all_cannot_be_called_off(tmp_path):
    async with scene(tmp_path, telegram_operators=OPERATOR) as stage:
        operator, reader = stage.telegram.private(), stage.telegram.private()
        await stage.says(reader, reader.person, "/subscribe 23:00")
        preview = await stage.says(operator, operator.person, "/announce See https://example.org/a")
        had = len(stage.telegram.messages(reader))
        discard = preview.data("Discard it")
        await stage.presses(preview, operator.person, "Send it to 1 chat")
        (told,) = await stage.next(reader, had)
        assert "https://example.org/a" in told.text, "an address leads where it reads"
        await gone_out(stage)
        await stage.forges(preview, operator.person, discard)

        over = await stage.says(operator, operator.person, "/announce")
        assert "done · sent: 1" in over.text
        (known,) = await stage.app.storage.circulars.all(9)
        assert known.state is CircularState.DONE


async def test_others_are_told_whose_command_it_is(tmp_path):
    async with scene(tmp_path, telegram_operators=OPERATOR) as stage:
        stage.telegram.private()
        other = stage.telegram.private()
        for command in ("/announce Buy this", "/cost", "/status"):
            refused = await stage.says(other, other.person, command)
            assert "operator of this bot" in refused.text


def labels(message):
    return [key["text"] for row in message.markup["inline_keyboard"] for key in row]


async def test_beside_a_running_service_from_the_command_line(tmp_path):
    """The claim on the store is the service's; what is told is written beside it."""
    async with scene(tmp_path) as stage:
        reader = stage.telegram.private()
        await stage.says(reader, reader.person, "/subscribe 23:00")
        had = len(stage.telegram.messages(reader))
        file = tmp_path / "text"
        file.write_text("Down on Sunday.")
        settings = stage.app.settings
        async with open_app(settings, use_model=False) as beside:
            draft = make_circular({"": file.read_text()}, stage.clock.now())
            assert await beside.storage.circulars.begin(draft) is None
        (told,) = await stage.next(reader, had)
        assert "Down on Sunday." in told.text
